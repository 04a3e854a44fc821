"""A page of HTML from a content and a skin."""

from __future__ import annotations

from tests.skins.body import Body
from tests.skins.chrome import Chrome
from tests.skins.content import PageContent
from tests.skins.lists import Questions, Related
from tests.skins.markup import Markup
from tests.skins.parts import ArticleParts
from tests.skins.skin import Skin

ORDERS = {
    "standard": "head summary byline contents body after questions related",
    "related_first": "head summary byline contents body after related questions",
    "aside_first": "related questions head summary byline contents body after",
    "related_aside": "related head summary byline contents body after questions",
    "inset": "head summary byline related questions contents body after",
    "summary_last": "head byline contents body after summary questions related",
}
ROOTS = {
    "vue": "__nuxt",
    "react": "__next",
    "angular": "app-root",
    "ids": "wrapper",
    "none": "app",
    "sloppy": "page",
}


class Page:
    """Assembles one content's parts in one skin."""

    def __init__(self, content: PageContent, skin: Skin) -> None:
        self.content = content
        self.skin = skin
        self.markup = Markup(skin)
        self.article = ArticleParts(content, self.markup)
        self.chrome = Chrome(content, self.markup)
        self.related = Related(content, self.markup)
        self.plain: dict[str, list[str]] = {}

    def _parts(self) -> dict[str, list[str]]:
        """The elements of each part of the article."""
        title, byline = self.article.title(), self.article.byline()
        head, summary = title + byline, self.article.summary()
        if self.skin.byline_place == "above":
            head = byline + title
        elif self.skin.byline_place == "after_summary" and summary:
            head = title
        body = Body(self.content, self.markup)
        questions = Questions(self.content, self.markup).elements()
        if questions:
            questions.insert(0, self.article.label(self.content.questions_label))
        related = self.related.elements()
        if related:
            related.insert(0, self._related_head())
        return {
            "head": head,
            "summary": summary,
            "byline": [] if byline[0] in head else byline,
            "contents": body.contents_list(),
            "body": body.elements(),
            "after": self.chrome.after_body(),
            "questions": questions,
            "related": related,
        }

    def _related_head(self) -> str:
        label = self.article.label(self.content.related_label)
        if self.skin.more != "head" or not label:
            return label
        tag = self.markup.tag
        return tag("div", label, tag("a", self.content.words.more, href=self.content.folder))

    def _wrap(self, name: str, elements: list[str]) -> list[str]:
        """A part's elements, in a box of its own unless the page is flat."""
        if not elements or self.skin.nesting == "flat" or name in ("after", "byline", "contents"):
            return elements
        kind = {"head": "header", "related": "aside"}.get(name, "section")
        roles = {"head": "article-head", "body": "article-body", "questions": "faq"}
        boxed = self.markup.box(*elements, role=roles.get(name, name), kind=kind)
        if self.skin.nesting == "deep":
            boxed = self._deepen(boxed)
        return [boxed]

    def _deepen(self, html: str) -> str:
        for level in range(self.markup.random.randint(1, 6)):
            name = "div" if level % 2 or self.skin.tags != "custom" else "ui-box"
            html = self.markup.tag(name, html, role=f"w{level}")
        return html

    def _article(self) -> str:
        """The article's parts in the skin's order, in one root element."""
        self.plain = self._parts()
        parts = {name: self._wrap(name, elements) for name, elements in self.plain.items()}
        hidden = self.chrome.hidden()
        order = ORDERS[self.skin.order].split()
        # Hidden text may stand anywhere between two parts.
        place = self.markup.random.choice(order)
        box, tag = self.markup.box, self.markup.tag
        if self.skin.nesting == "grid":
            aside = ("related",) if self.skin.order != "related_aside" else ("related", "questions")
            side = [part for name in order if name in aside for part in parts[name]]
            main = [
                part
                for name in order
                if name not in aside
                for part in (*parts[name], *(hidden if name == place else ()))
            ]
            columns = [box(*main, role="main", kind="main"), tag("div", *side, role="side")]
            if self.skin.order in ("aside_first", "related_aside"):
                columns.reverse()
            return tag("div", *columns, role="grid")
        if self.skin.nesting == "inside":
            # All that follows the body stands in the body's own box.
            later = order[order.index("body") + 1 :]
            inner = [part for name in later for part in parts[name]]
            body = tag("div", *self.plain["body"], *inner, role="article-body")
            before = [part for name in order[: order.index("body")] for part in parts[name]]
            return box(*before, *hidden, body, role="article", kind="article")
        if self.skin.nesting == "table":
            side = parts["related"] if self.skin.order != "related_first" else []
            main = [p for n in order if n != "related" or not side for p in parts[n]]
            cells = [tag("td", *main, *hidden, width="70%"), tag("td", *side) if side else ""]
            if self.skin.order in ("aside_first", "related_aside"):
                cells.reverse()
            return tag("table", tag("tbody", tag("tr", *cells)), role="layout")
        if self.skin.nesting == "hero":
            hero = tag("div", tag("div", *parts["head"]), role="hero")
            rest = [part for name in order if name != "head" for part in parts[name]]
            return tag("div", hero, box(*rest, *hidden, role="content", kind="article"))
        elements = [
            part for name in order for part in (*parts[name], *(hidden if name == place else ()))
        ]
        return box(*elements, role="article", kind="article")

    def html(self) -> str:
        """The whole page."""
        tag, skin = self.markup.tag, self.skin
        article = self._article()
        if skin.metadata == "microdata":
            facts = [
                tag("meta", itemprop="headline", content=self.content.title),
                tag("meta", itemprop="datePublished", content=self.content.published),
            ]
            schema = "https://schema.org/NewsArticle"
            article = tag("div", *facts, article, itemscope="", itemtype=schema)
        inside = [*self.chrome.header(), article, *self.chrome.footer()]
        root = tag("div", *inside, id_=ROOTS[skin.framework])
        gap = self.markup.gap
        head = f"<head>{gap.join(self.chrome.head())}</head>"
        language = self.chrome.language()
        opened = f'<html lang="{language}">' if language else "<html>"
        return f"<!doctype html>{gap}{opened}{head}{gap}<body>{root}</body></html>\n"


def render(content: PageContent, skin: Skin) -> str:
    """The page's HTML; the same for the same content and skin."""
    return Page(content, skin).html()
