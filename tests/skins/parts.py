"""The article's own parts: title, byline, summary, body."""

from __future__ import annotations

from tests.skins.content import PageContent
from tests.skins.markup import Markup

SEPARATORS = {"none": "", "dot": "·", "pipe": "|", "slash": "/"}


class ArticleParts:
    """Prints one content's title, byline, summary and body in one skin."""

    def __init__(self, content: PageContent, markup: Markup) -> None:
        self.content = content
        self.markup = markup
        self.skin = markup.skin
        self.random = markup.random

    def label(self, text: str | None, role: str = "section-title") -> str:
        """A part's heading; nothing where the content has none."""
        if text is None:
            return ""
        tag, said = self.markup.tag, self.markup.text(text)
        match self.skin.label_tag:
            case "p_strong":
                return tag("p", tag("strong", said), role=role)
            case "h2_span":
                return tag("h2", self.markup.icon(), tag("span", said), role=role)
            case "span":
                return tag("div", tag("span", said, role=role))
            case name:
                return tag(name, said, role=role)

    # -- title and byline ------------------------------------------------------------------

    def title(self) -> list[str]:
        """The title as the page shows it, with the breadcrumb before it."""
        tag, content = self.markup.tag, self.content
        said = self.markup.text(content.title)
        parts = []
        if self.skin.title_again == "breadcrumb":
            home, news = content.words.nav[:2]
            parts.append(
                self.markup.box(
                    tag("a", home, href="/"),
                    tag("span", "&gt;"),
                    tag("a", news, href=content.folder),
                    tag("span", "&gt;"),
                    tag("span", said),
                    role="breadcrumb",
                    kind="nav",
                )
            )
        match self.skin.title:
            case "h1" | "h2":
                parts.append(tag(self.skin.title, said, role="article-title"))
            case "h1_span":
                parts.append(tag("h1", tag("span", said), role="article-title"))
            case "p_strong":
                parts.append(tag("p", tag("strong", said), role="article-title"))
            case "logo_h1":
                parts.append(tag("h2", said, role="article-title"))
            case "div":
                style = "font-size:32px;font-weight:700" if self.skin.names == "none" else None
                parts.append(tag("div", said, role="article-title", style=style))
        return parts

    def byline(self) -> list[str]:
        """Source and dates in one element, and what stands beside them."""
        tag, content = self.markup.tag, self.content
        dated = [self._dated(content.published_label, content.published)]
        if content.updated is not None:
            dated.append(self._dated(content.updated_label, content.updated))
        extra = self._extra()
        separator = SEPARATORS[self.skin.separator]
        match self.skin.byline:
            case "glued":
                words = [content.dated(content.published_label, content.published)]
                if content.updated is not None:
                    words.append(content.dated(content.updated_label, content.updated))
                if separator:
                    said = self.markup.text(f" {separator} ".join([content.source, *words]))
                elif self.skin.byline_source == "plain":
                    said = self.markup.text("".join([content.source, *words]))
                else:
                    said = self._source() + self.markup.text("".join(words))
                glued = tag("div", said, role="byline")
                return [tag("div", glued, *extra, role="byline-row") if extra else glued]
            case "one_text":
                said = f" {separator or '·'} ".join([self._source(), *dated])
                line = tag("p", said, role="byline")
                return [tag("div", line, *extra, role="byline-row") if extra else line]
            case "li":
                items = [tag("li", item) for item in [self._source(), *dated, *extra]]
                return [tag("ul", *items, role="byline")]
            case "dl":
                items = [tag("dd", item) for item in [self._source(), *dated, *extra]]
                return [tag("dl", *items, role="byline")]
            case "br":
                line = tag("div", "<br>".join([self._source(), *dated]), role="byline")
                return [tag("div", line, *extra, role="byline-row") if extra else line]
            case "table":
                cells = [tag("td", item) for item in [self._source(), *dated, *extra]]
                return [tag("table", tag("tr", *cells), role="byline")]
            case "divs":
                name = "div"
            case _:
                name = "span"
        pieces = [
            tag(name, item, role=role)
            for role, item in zip(
                ("source", "published", "updated"), [self._source(), *dated], strict=False
            )
        ]
        if separator:
            mark = tag("span", separator, role="separator", aria_hidden="true")
            pieces = [piece for item in pieces for piece in (mark, item)][1:]
        return [tag("div", *pieces, *extra, role="byline")]

    def _source(self) -> str:
        tag, source = self.markup.tag, self.content.source
        match self.skin.byline_source:
            case "link":
                return tag("a", self.markup.text(source), href=f"{self.content.folder}author/7/")
            case "avatar":
                picture = tag("img", src="/i/avatar.png", alt=source)
                return f"{picture}{tag('span', self.markup.text(source))}"
        return self.markup.text(source)

    def _dated(self, label: str | None, day: str) -> str:
        """A label and its date, in one text or in two elements."""
        tag = self.markup.tag
        whole = self.content.dated(label, day)
        if label is None:
            return tag("time", day, datetime=day) if self.skin.byline == "time" else day
        match self.skin.byline:
            case "apart":
                pair = [tag("span", self.markup.text(label)), tag("span", day)]
            case "time":
                pair = [self.markup.text(label), tag("time", day, datetime=f"{day}T12:00:00Z")]
            case "time_whole":
                return tag("time", self.markup.text(whole), datetime=day)
            case _:
                return self.markup.text(whole)
        return " ".join(reversed(pair) if self.content.date_first else pair)

    def _extra(self) -> list[str]:
        tag, words = self.markup.tag, self.content.words
        match self.skin.byline_extra:
            case "views":
                return [tag("span", self.markup.icon(), tag("span", words.views), role="views")]
            case "minutes":
                return [tag("span", words.minutes, role="read-time")]
            case "share":
                links = [
                    tag("a", name, href=f"https://{name.lower()}.example/share?u=1", rel="nofollow")
                    for name in ("Facebook", "Telegram")
                ]
                return [tag("div", tag("span", words.share), *links, role="share")]
        return []

    # -- summary ---------------------------------------------------------------------------

    def summary(self) -> list[str]:
        """The summary with its label; empty where the page has none."""
        content, tag = self.content, self.markup.tag
        if content.summary is None:
            return []
        said = self.markup.text(content.summary)
        label = content.summary_label
        form = self.skin.summary if label is not None else "no_label"
        named = self.markup.text(label or "")
        match form:
            case "strong_inline":
                return [tag("p", tag("strong", named), " " + said, role="abstract")]
            case "colon_inline":
                colon = "：" if content.page_language == "zh" else ": "
                return [tag("p", named + colon + said, role="abstract")]
            case "details":
                return [
                    tag("details", tag("summary", named), tag("p", said), role="abstract", open="")
                ]
            case "div_div":
                return [tag("div", named, role="abstract-title"), tag("div", said, role="abstract")]
            case "heading_div":
                return [self.label(label), tag("div", said, role="abstract")]
            case "blockquote":
                return [self.label(label), tag("blockquote", said, role="abstract")]
            case "two_boxes":
                return [
                    tag("div", self.label(label), role="abstract-head"),
                    tag("div", tag("div", said), role="abstract-text"),
                ]
            case "no_label":
                style = "background:#f4f5f7;padding:16px" if self.skin.names == "none" else None
                return [tag("div", tag("p", said), role="abstract", style=style)]
        return [self.label(label), tag("p", said, role="abstract")]
