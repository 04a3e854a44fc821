"""A skin: the independent choices of a front-end developer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

# Every choice with its values and how often each is drawn; the first value is the plain one.
CHOICES: Mapping[str, Mapping[str, int]] = {
    # the whole document
    "names": {"semantic": 2, "none": 2, "hashed": 4, "utility": 2, "bem": 1, "emotion": 1},
    "nesting": {
        "sections": 3,
        "flat": 3,
        "deep": 3,
        "grid": 2,
        "hero": 1,
        "inside": 1,
        "table": 1,
    },
    "tags": {"semantic": 3, "div": 4, "custom": 1},
    "framework": {"none": 3, "vue": 2, "react": 2, "angular": 1, "ids": 1, "sloppy": 1},
    "whitespace": {"minified": 1, "pretty": 1},
    "noise": {
        "none": 4,
        "comments": 2,
        "nbsp": 1,
        "zero_width": 1,
        "newlines": 1,
        "wbr": 1,
        "empty_spans": 1,
        "entities": 1,
        "soft_hyphens": 1,
        "mixed": 2,
    },
    "lang": {"right": 4, "absent": 3, "region": 1, "wrong": 1},
    "metadata": {
        "description": 3,
        "none": 3,
        "og": 3,
        "json_ld": 2,
        "json_ld_graph": 1,
        "json_ld_broken": 1,
        "microdata": 1,
    },
    # title and byline
    "title": {
        "h1": 5,
        "h2": 2,
        "div": 2,
        "h1_span": 1,
        "p_strong": 1,
        "og_only": 1,
        "title_only": 1,
        "logo_h1": 1,
    },
    "title_again": {"none": 4, "breadcrumb": 2, "sticky": 1},
    "byline": {
        "spans": 3,
        "divs": 2,
        "li": 1,
        "glued": 2,
        "one_text": 1,
        "apart": 2,
        "time": 2,
        "time_whole": 1,
        "dl": 1,
        "br": 1,
        "table": 1,
    },
    "separator": {"none": 4, "dot": 1, "pipe": 1, "slash": 1},
    "byline_source": {"plain": 4, "link": 2, "avatar": 1},
    "byline_place": {"below": 6, "above": 1, "after_summary": 1},
    "byline_extra": {"none": 4, "share": 1, "views": 1, "minutes": 1},
    # summary
    "summary": {
        "heading_p": 4,
        "heading_div": 1,
        "div_div": 3,
        "strong_inline": 1,
        "colon_inline": 1,
        "details": 1,
        "blockquote": 1,
        "two_boxes": 1,
        "no_label": 1,
    },
    "label_tag": {"h2": 4, "h3": 2, "div": 4, "span": 1, "p_strong": 1, "h2_span": 1},
    "order": {
        "standard": 5,
        "related_first": 2,
        "aside_first": 1,
        "related_aside": 1,
        "inset": 1,
        "summary_last": 1,
    },
    # body
    "body": {
        "p": 5,
        "div": 2,
        "br": 1,
        "brbr": 2,
        "span_block": 1,
        "pre_line": 1,
        "div_p": 1,
        "p_span": 1,
        "wechat": 1,
        "grouped": 1,
        "halves": 1,
    },
    "lead": {"plain": 5, "strong": 1, "drop_cap": 1},
    "contents_list": {"none": 6, "nav": 1, "div": 1},
    "headings": {
        "h2": 4,
        "h3": 2,
        "h4": 1,
        "p_strong": 2,
        "p_b_span": 1,
        "b_br": 1,
        "role": 1,
        "styled_div": 1,
        "classed_div": 1,
        "h2_anchor": 1,
    },
    "inline": {"none": 3, "link": 1, "em": 1, "strong": 1, "span": 1, "sup": 1, "mixed": 2},
    "attribution": {"plain": 4, "em": 1, "small": 1},
    "inserts": {
        "none": 4,
        "figure": 1,
        "image": 1,
        "ad": 1,
        "empty_p": 1,
        "read_more": 1,
        "rule": 1,
        "expand": 1,
        "script": 1,
        "lazy": 1,
        "mixed": 1,
    },
    "after_body": {"none": 4, "share": 1, "tags": 1, "newsletter": 1, "neighbours": 1, "votes": 1},
    # questions
    "questions": {
        "ul_li": 3,
        "ul_li_p": 1,
        "li_each": 1,
        "div_pairs": 3,
        "div_lines": 1,
        "dl": 2,
        "dl_div": 1,
        "table_rows": 1,
        "table_columns": 1,
        "details": 1,
        "accordion": 1,
        "accordion_hidden": 1,
        "h3_p": 1,
        "p_lines": 2,
        "br_pair": 1,
        "strong_p": 1,
        "ol_li": 1,
    },
    "letters": {"glued": 3, "i": 1, "span": 2, "b": 1, "box": 1, "colon": 1, "dot": 1, "absent": 1},
    # related readings
    "card": {
        "whole_a": 3,
        "title_a": 2,
        "li_h3": 2,
        "page_a": 1,
        "loose": 1,
        "article": 1,
        "overlay": 1,
        "table": 1,
    },
    "card_title": {"h3": 3, "div": 3, "h4": 1, "span": 1, "p": 1},
    "card_twice": {"none": 2, "inline": 3, "second_list": 1, "hidden_list": 1},
    "card_image": {"none": 3, "link_first": 1, "inside": 1},
    "card_meta": {
        "spans": 3,
        "glued": 2,
        "dot": 1,
        "divs": 1,
        "time": 1,
        "time_title": 1,
        "icon": 1,
        "source_link": 1,
    },
    "card_extra": {"none": 5, "call": 1, "rank": 1, "topic": 1},
    "card_meta_place": {"last": 4, "before_title": 1, "after_title": 1},
    "href": {
        "absolute_path": 4,
        "full": 2,
        "no_locale": 1,
        "category": 1,
        "no_slash": 1,
        "scheme_less": 1,
        "dotted": 1,
        "base": 1,
    },
    "more": {"none": 2, "after": 1, "head": 1},
    # chrome
    "chrome_tags": {"semantic": 2, "div": 2},
    "nav": {"few": 2, "many": 2, "none": 1, "menu": 1, "ticker": 1},
    "hot": {"none": 3, "nav": 1, "box": 1},
    "trading": {"after": 3, "before": 2, "none": 1, "box_first": 1},
    "footer": {"disclaimer": 2, "links": 2, "none": 2},
    "banner": {
        "none": 3,
        "cookie_start": 1,
        "cookie_end": 1,
        "login": 1,
        "languages": 1,
        "today": 1,
    },
    "comments": {"none": 4, "after": 1},
    "hidden": {
        "none": 3,
        "attribute": 1,
        "style": 1,
        "sr_only": 1,
        "template": 1,
        "noscript": 1,
        "script_json": 1,
        "style_rule": 1,
        "aria_copy": 1,
        "print_copy": 1,
        "state": 1,
        "mixed": 2,
    },
}

# Values that are never drawn: a person reads such pages by their style sheet, or nearly not at
# all. They are judged apart, by name.
OPTIONAL = {"headings": ("plain",)}


@dataclass(frozen=True)
class Skin:
    """One way to print a page; each field is a key of `CHOICES`, `seed` settles trifles."""

    names: str = "semantic"
    nesting: str = "sections"
    tags: str = "semantic"
    framework: str = "none"
    whitespace: str = "minified"
    noise: str = "none"
    lang: str = "right"
    metadata: str = "description"
    title: str = "h1"
    title_again: str = "none"
    byline: str = "spans"
    separator: str = "none"
    byline_source: str = "plain"
    byline_place: str = "below"
    byline_extra: str = "none"
    summary: str = "heading_p"
    label_tag: str = "h2"
    order: str = "standard"
    body: str = "p"
    lead: str = "plain"
    contents_list: str = "none"
    headings: str = "h2"
    inline: str = "none"
    attribution: str = "plain"
    inserts: str = "none"
    after_body: str = "none"
    questions: str = "ul_li"
    letters: str = "glued"
    card: str = "whole_a"
    card_title: str = "h3"
    card_twice: str = "none"
    card_image: str = "none"
    card_meta: str = "spans"
    card_extra: str = "none"
    card_meta_place: str = "last"
    href: str = "absolute_path"
    more: str = "none"
    chrome_tags: str = "semantic"
    nav: str = "few"
    hot: str = "none"
    trading: str = "after"
    footer: str = "disclaimer"
    banner: str = "none"
    comments: str = "none"
    hidden: str = "none"
    seed: int = 0

    def __post_init__(self) -> None:
        for choice, values in CHOICES.items():
            value = getattr(self, choice)
            if value not in values and value not in OPTIONAL.get(choice, ()):
                raise ValueError(f"skin has no {choice}={value}")

    def unusual(self) -> dict[str, str]:
        """The choices that differ from the plain skin's."""
        return {
            f.name: getattr(self, f.name)
            for f in fields(self)
            if f.name != "seed" and getattr(self, f.name) != f.default
        }

    def __str__(self) -> str:
        choices = " ".join(f"{name}={value}" for name, value in self.unusual().items())
        return f"seed={self.seed} {choices}"
