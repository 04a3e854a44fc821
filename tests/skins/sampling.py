"""Which choices of a skin go together, and skins drawn at random from those."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random

from tests.skins.content import KNOWN_SOURCES, PageContent
from tests.skins.skin import CHOICES, Skin


def unreasonable(content: PageContent, skin: Skin) -> str | None:
    """Why a person could not read this content rightly in this skin; None where one can."""
    flat = skin.nesting == "flat"
    labelled = content.summary_label is not None
    if content.summary is not None:
        unnamed = skin.summary == "no_label" or not labelled
        if unnamed and (flat or skin.order == "summary_last"):
            return "a summary with nothing to tell it from the body"
        if flat and not content.listed and skin.metadata in ("none", "json_ld_broken"):
            return "a first section and an unknown word over it: summary or body?"
        if unnamed and skin.metadata in ("none", "json_ld_broken"):
            return "an unnamed summary and no description to confirm it"
        bare_end = skin.order == "summary_last" and not content.questions and not content.related
        if bare_end and (flat or not content.listed) and skin.footer != "none":
            return "a last section before the footer"
    bare_date = content.published_label is None
    if bare_date and skin.banner == "today" and skin.chrome_tags == "div":
        return "two bare dates and nothing to tell which is the article's"
    if skin.byline_place == "after_summary" and skin.order == "summary_last":
        return "a byline below the body"
    if flat and skin.order not in ("standard", "related_first", "summary_last"):
        return "body text among questions and cards with nothing around it"
    if skin.order in ("aside_first", "related_aside") and skin.chrome_tags == "div" and flat:
        return "body text that runs into the footer"
    return (
        _unreasonable_questions(content, skin)
        or _unreasonable_cards(content, skin)
        or _unreasonable_texts(content, skin)
    )


def _unreasonable_questions(content: PageContent, skin: Skin) -> str | None:
    if not content.questions:
        return None
    flat = skin.nesting == "flat"
    lettered = skin.letters != "absent"
    telling = ("dl", "dl_div", "details", "accordion", "accordion_hidden", "table_columns")
    if not lettered:
        if skin.questions not in (*telling, "h3_p"):
            return "questions without letters in a form that does not tell"
        if content.questions_label is None:
            return "questions with neither letters nor a label"
        if skin.questions == "h3_p" and (flat or not content.listed):
            return "questions that look like sections of the body"
    if skin.letters == "box" and skin.questions in ("p_lines", "br_pair", "h3_p", "strong_p"):
        return "a box inside a paragraph"
    bare = skin.questions in ("p_lines", "br_pair", "div_lines", "h3_p", "strong_p")
    if content.name == "interview" and flat and bare:
        return "related questions that look like the interview's"
    if content.questions_label is None and flat and bare:
        return "questions in the body's own markup, without a label"
    if skin.order == "inset" and bare:
        return "questions that run into the body"
    return None


def _unreasonable_cards(content: PageContent, skin: Skin) -> str | None:
    if not content.related:
        return None
    if skin.card == "loose":
        if skin.card_meta_place == "before_title" and skin.card_twice == "inline":
            return "stamps that belong to the card before or after, nobody knows"
        if skin.card_twice == "inline" and skin.card_meta_place == "after_title":
            return "a second title that looks like the next card"
        if skin.order in ("inset", "aside_first", "related_aside") and skin.nesting == "flat":
            return "cards that run into the body"
        if skin.card_image != "none":
            return "pictures between cards that have no edges"
    if skin.card == "whole_a" and skin.card_image == "link_first":
        return "a link inside a link"
    if skin.card in ("whole_a", "page_a", "loose", "table") and skin.card_extra in (
        "rank",
        "topic",
    ):
        return "a bare number or topic with no place in such a card"
    if skin.card == "loose" and skin.card_extra != "none":
        return "a link between cards that have no edges"
    return None


def _unreasonable_texts(content: PageContent, skin: Skin) -> str | None:
    same_markup = skin.body in ("div", "span_block") and skin.headings == "classed_div"
    if same_markup and skin.names == "none":
        return "headings in the body's own markup"
    if (
        skin.lead == "strong"
        and skin.body in ("br", "brbr", "pre_line")
        and len(content.blocks) < 3
    ):
        return "half of a short text in bold"
    if skin.body == "pre_line" and skin.noise in ("newlines", "mixed"):
        return "breaks of lines that are kept, and some strewn about"
    if skin.headings == "b_br" and skin.body == "grouped":
        return "a heading in a line of a paragraph, and a section around both"
    if skin.byline == "glued" and content.source not in KNOWN_SOURCES and not content.listed:
        return "an unknown source glued to an unknown word"
    two_bare_dates = content.published_label is None and content.updated is not None
    if skin.byline == "glued" and skin.separator == "none" and two_bare_dates:
        return "two dates glued together"
    if skin.lang == "wrong" and not content.listed:
        return "a page whose language is only stated, and wrongly"
    if skin.byline_extra == "minutes" and skin.byline == "glued" and not content.listed:
        return "a number glued to an unknown byline"
    return None


def sample_skin(seed: int) -> Skin:
    """A skin with every choice drawn at random; the same for the same seed."""
    random = Random(seed)
    drawn = {
        choice: random.choices(list(values), weights=list(values.values()))[0]
        for choice, values in CHOICES.items()
    }
    return Skin(**drawn, seed=seed)


def sample_case(seed: int, contents: Mapping[str, PageContent]) -> tuple[PageContent, Skin]:
    """A content and a skin that a person could read; contents take turns by `seed`."""
    content = list(contents.values())[seed % len(contents)]
    random = Random(seed)
    while True:
        skin = sample_skin(random.randrange(2**32))
        if unreasonable(content, skin) is None:
            return content, replace(skin, seed=seed)
