"""Related questions and related readings in one skin."""

from __future__ import annotations

from html import escape

from tests.skins.content import PageContent, RelatedCard
from tests.skins.markup import Markup

# Forms whose questions or answers stand in a line of text.
LINES = ("accordion", "accordion_hidden", "details", "ol_li", "ul_li_p")


class Questions:
    """Prints a content's questions and answers."""

    def __init__(self, content: PageContent, markup: Markup) -> None:
        self.content = content
        self.markup = markup
        self.skin = markup.skin
        self.tag = markup.tag

    def _said(self, letter: str, text: str) -> str:
        """A question or an answer with its letter, as inline HTML."""
        tag = self.tag
        match self.skin.letters:
            case "glued":
                return self.markup.text(letter + text)
            case "colon":
                return self.markup.text(f"{letter}: {text}")
            case "dot":
                return self.markup.text(f"{letter}. {text}")
            case "absent":
                return self.markup.text(text)
            case "i" | "b":
                return tag(self.skin.letters, letter) + tag("span", self.markup.text(text))
            case "box":
                # A box in a line of text is a span.
                name = "span" if self.skin.questions in LINES else "div"
                style = "display:inline-block" if name == "span" else None
                boxed = tag(name, letter, role="letter", style=style)
                return boxed + tag(name, self.markup.text(text))
        return tag("span", letter, role="letter") + self.markup.text(text)

    def elements(self) -> list[str]:
        """The elements of all pairs, without the label."""
        tag = self.tag
        pairs = [(self._said("Q", q), self._said("A", a)) for q, a in self.content.questions]
        if not pairs:
            return []
        match self.skin.questions:
            case "ul_li":
                items = [
                    tag("li", tag("div", q, role="q"), tag("div", a, role="a")) for q, a in pairs
                ]
                return [tag("ul", *items, role="faq-list")]
            case "ul_li_p":
                return [tag("ul", *[tag("li", tag("p", q), tag("p", a)) for q, a in pairs])]
            case "li_each":
                return [tag("ul", *[tag("li", said) for pair in pairs for said in pair])]
            case "div_pairs":
                return [
                    tag("div", tag("div", q, role="q"), tag("div", a, role="a"), role="faq-item")
                    for q, a in pairs
                ]
            case "div_lines":
                roles = ("q", "a")
                return [
                    tag("div", said, role=role)
                    for pair in pairs
                    for role, said in zip(roles, pair, strict=True)
                ]
            case "dl":
                return [
                    tag("dl", *[part for q, a in pairs for part in (tag("dt", q), tag("dd", a))])
                ]
            case "dl_div":
                return [tag("dl", *[tag("div", tag("dt", q), tag("dd", a)) for q, a in pairs])]
            case "table_rows" | "table_columns":
                return [self._table()]
            case "details":
                return [tag("details", tag("summary", q), tag("p", a)) for q, a in pairs]
            case "accordion" | "accordion_hidden":
                return [self._fold(i, q, a) for i, (q, a) in enumerate(pairs)]
            case "h3_p":
                return [part for q, a in pairs for part in (tag("h3", q), tag("p", a))]
            case "strong_p":
                lines = [(tag("p", tag("strong", q)), tag("p", a)) for q, a in pairs]
                return [part for line in lines for part in line]
            case "ol_li":
                return [tag("ol", *[tag("li", tag("b", q), tag("div", a)) for q, a in pairs])]
            case "br_pair":
                return [tag("p", f"{q}<br>{a}") for q, a in pairs]
        return [tag("p", said) for pair in pairs for said in pair]

    def _fold(self, index: int, question: str, answer: str) -> str:
        tag = self.tag
        # What a reader opens with a click is still the page's text.
        hidden = "" if self.skin.questions == "accordion_hidden" else None
        return tag(
            "div",
            tag(
                "button",
                question,
                type="button",
                aria_expanded="false",
                aria_controls=f"faq-{index}",
            ),
            tag("div", answer, id_=f"faq-{index}", hidden=hidden, role="faq-panel"),
            role="faq-item",
        )

    def _table(self) -> str:
        tag, rows = self.tag, []
        apart = self.skin.letters in ("i", "b", "span", "box")
        if self.skin.questions == "table_columns":
            if self.skin.letters == "absent":
                rows.append(tag("tr", tag("th", "Q"), tag("th", "A")))
            for question, answer in self.content.questions:
                cells = (self._said("Q", question), self._said("A", answer))
                rows.append(tag("tr", *[tag("td", cell) for cell in cells]))
        else:
            for pair in self.content.questions:
                for letter, text in zip("QA", pair, strict=True):
                    if apart:
                        cells = (tag("th", letter), tag("td", self.markup.text(text)))
                    else:
                        cells = (tag("td", self._said(letter, text)), "")
                    rows.append(tag("tr", *cells))
        return tag("table", tag("tbody", *rows), role="faq-table")


class Related:
    """Prints a content's related readings."""

    def __init__(self, content: PageContent, markup: Markup) -> None:
        self.content = content
        self.markup = markup
        self.skin = markup.skin
        self.tag = markup.tag

    def href(self, card: RelatedCard) -> str:
        """A card's address as the page writes it."""
        tail = f"{card.slug}-{card.id}"
        folder = self.content.folder
        match self.skin.href:
            case "full":
                return f"https://www.htx.com{folder}{tail}/"
            case "no_locale":
                return f"/news/{tail}/"
            case "category":
                return f"{folder}{tail}/?category=1042&categoryTitle=Industry%20News"
            case "no_slash":
                return f"{folder}{tail}"
            case "scheme_less":
                return f"//www.htx.com{folder}{tail}/"
            case "dotted":
                return f"../{tail}/"
            case "base":
                return f"{folder}{tail}/".lstrip("/")
        return f"{folder}{tail}/"

    def _title(self, card: RelatedCard, linked: bool, tag_name: str | None = None) -> str:
        name = tag_name or self.skin.card_title
        said = self.markup.text(card.title)
        if linked:
            said = self.tag("a", said, href=self.href(card))
        return self.tag(name, said, role="card-title")

    def _meta(self, card: RelatedCard) -> str:
        """Source and stamp of a card."""
        tag, source, stamp = self.tag, card.source, self.markup.text(card.stamp)
        name = self.markup.text(source) if source else ""
        match self.skin.card_meta:
            case "glued":
                return tag("div", self.markup.text((source or "") + card.stamp), role="card-meta")
            case "dot":
                return tag("div", f"{name} · {stamp}" if name else stamp, role="card-meta")
            case "divs":
                pieces = [tag("div", name), tag("div", stamp)]
            case "time":
                pieces = [tag("span", name), tag("time", stamp)]
            case "time_title":
                pieces = [tag("span", name), tag("time", stamp, title=card.stamp)]
            case "source_link" if self.skin.card != "whole_a":
                link = tag("a", name, href=f"{self.content.folder}author/7/") if name else ""
                pieces = [link, tag("span", stamp)]
            case "icon":
                pieces = [
                    tag("span", tag("img", src="/i/s.png", alt=""), name),
                    tag("span", self.markup.icon(), stamp),
                ]
            case _:
                pieces = [tag("span", name), tag("span", stamp)]
        return tag("div", *(pieces if name else pieces[1:]), role="card-meta")

    def _image(self, card: RelatedCard, linked: bool) -> str:
        picture = self.tag("img", src=f"/i/{card.id}.webp", alt=card.title if linked else "")
        if linked:
            return self.tag("a", picture, href=self.href(card), role="card-image")
        return self.tag("div", picture, role="card-image")

    def _pieces(self, card: RelatedCard, linked: bool) -> list[str]:
        """Title, summary and meta of a card in the skin's order."""
        summary = (
            [self.tag("p", self.markup.text(card.summary), role="card-text")]
            if card.summary
            else []
        )
        title, meta = self._title(card, linked), self._meta(card)
        match self.skin.card_extra:
            case "call":
                words = self.markup.text(self.content.words.expand)
                plain = self.tag("span", words, role="card-more")
                linked_words = self.tag("a", words, href=self.href(card), role="card-more")
                meta += linked_words if linked else plain
            case "rank":
                title = self.tag("span", str(self.content.related.index(card) + 1)) + title
            case "topic":
                topic = self.content.tags[0]
                address = f"{self.content.folder}tags/{topic.lower()}/"
                meta += self.tag("a", topic, href=address, role="card-topic")
        match self.skin.card_meta_place:
            case "before_title":
                return [meta, title, *summary]
            case "after_title":
                return [title, meta, *summary]
        return [title, *summary, meta]

    def _card(self, card: RelatedCard, twice: bool) -> list[str]:
        """One card's elements: one, but for cards without an edge."""
        tag = self.tag
        linked = self.skin.card != "whole_a"
        image = []
        if self.skin.card_image != "none":
            image = [self._image(card, self.skin.card_image == "link_first")]
        pieces = [*image, *self._pieces(card, linked)]
        again = []
        if twice and self.skin.card != "page_a":
            title = self._title(card, linked, "div")
            again = [tag("div", title, self._meta(card), role="card-mobile")]
        match self.skin.card:
            case "whole_a":
                edge = "app-card" if self.skin.tags == "custom" else "div"
                return [
                    tag(
                        "a",
                        tag(edge, *pieces, *again, role="card-inner"),
                        href=self.href(card),
                        role="card",
                    )
                ]
            case "page_a":
                body = [self._title(card, linked=False)]
                if card.summary:
                    body.append(tag("p", self.markup.text(card.summary)))
                first = tag(
                    "a", *image[: self.skin.card_image == "inside"], *body, href=self.href(card)
                )
                second = []
                if twice:
                    link = tag("a", self._title(card, linked=False), href=self.href(card))
                    second = [link, self._meta(card)]
                inside = [first, self._meta(card), *second]
                return [tag("div", *inside, role="card")]
            case "overlay":
                # A link without text, spread over the card.
                cover = tag(
                    "a",
                    href=self.href(card),
                    aria_label=card.title,
                    role="card-cover",
                    style="position:absolute;inset:0",
                )
                bare = [*image, *self._pieces(card, linked=False)]
                if twice:
                    bare += [self._title(card, linked=False, tag_name="div"), self._meta(card)]
                return [tag("div", cover, *bare, role="card", style="position:relative")]
            case "table":
                cells = [tag("td", piece) for piece in (*pieces, *again)]
                return [tag("tr", *cells, role="card")]
            case "loose":
                return [*pieces, *again]
            case "article":
                return [self.markup.box(*pieces, *again, role="card", kind="article")]
            case "li_h3":
                return [tag("li", *pieces, *again, role="card")]
        return [tag("div", *pieces, *again, role="card")]

    def elements(self) -> list[str]:
        """The elements of all cards, without the label."""
        cards = self.content.related
        if not cards:
            return []
        inline = self.skin.card_twice == "inline"
        elements = [part for card in cards for part in self._card(card, inline)]
        if self.skin.card == "li_h3":
            elements = [self.tag("ul", *elements, role="card-list")]
        if self.skin.card == "table":
            elements = [self.tag("table", *elements, role="card-table")]
        if self.skin.card_twice in ("second_list", "hidden_list"):
            again = [part for card in cards for part in self._card(card, twice=False)]
            kind = {"li_h3": "ul", "table": "table"}.get(self.skin.card, "div")
            style = "display:none" if self.skin.card_twice == "hidden_list" else None
            elements.append(self.tag(kind, *again, role="cards-mobile", style=style))
        if self.skin.more == "after":
            more = escape(self.content.words.more)
            elements.append(self.tag("a", more, href=self.content.folder, role="more"))
        return elements
