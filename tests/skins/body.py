"""The article's body in one skin."""

from __future__ import annotations

from hashlib import sha256

from tests.skins.content import PageContent, TextBlock
from tests.skins.markup import Markup

SPAN = "font-size: 16px; letter-spacing: 0.5px;"


class Body:
    """Prints a content's blocks, and what stands between them without being text of theirs."""

    def __init__(self, content: PageContent, markup: Markup) -> None:
        self.content = content
        self.markup = markup
        self.skin = markup.skin
        self.random = markup.random
        self.tag = markup.tag

    def elements(self) -> list[str]:
        """The body's elements in order; one element where line breaks split it."""
        if self.skin.body in ("br", "brbr"):
            return [self._broken()]
        if self.skin.body == "pre_line":
            texts = [self.markup.text(block.text) for block in self.content.blocks]
            return [self.tag("div", "\n\n".join(texts), style="white-space: pre-line")]
        groups: list[list[str]] = [[]]
        items: list[str] = []
        above = ""
        for index, block in enumerate(self.content.blocks):
            after = self._kind(index + 1)
            if block.kind == "list_item":
                items.append(self.tag("li", self._said(block)))
                if after != "list_item":
                    groups[-1].append(self.tag("ul", *items))
                    items = []
            elif block.kind == "heading" and self.skin.headings == "b_br" and after == "paragraph":
                above = self.tag("b", self.markup.text(block.text)) + "<br>"
            elif block.kind == "heading":
                groups.append([self._heading(block.text)])
            else:
                groups[-1].append(self._block(block, above))
                groups[-1].extend(self._insert(index))
                above = ""
        if self.skin.body == "grouped":
            # Each heading with its paragraphs in a box of their own.
            return [self.tag("div", *group, role="group") for group in groups if group]
        elements = [element for group in groups for element in group]
        if self.skin.body == "halves":
            half = len(elements) // 2
            parts = (elements[:half], elements[half:])
            return [self.tag("div", *part, role="article-part") for part in parts if part]
        return elements

    def contents_list(self) -> list[str]:
        """A list of the section headings that leads to each; not part of the text."""
        headings = [block.text for block in self.content.blocks if block.kind == "heading"]
        if self.skin.contents_list == "none" or not headings:
            return []
        links = [
            self.tag("li", self.tag("a", self.markup.text(text), href=f"#part-{i}"))
            for i, text in enumerate(headings)
        ]
        return [self.tag(self.skin.contents_list, self.tag("ul", *links), role="toc")]

    def _kind(self, index: int) -> str | None:
        blocks = self.content.blocks
        return blocks[index].kind if 0 <= index < len(blocks) else None

    def _said(self, block: TextBlock) -> str:
        """A block's text with its inline markup; the credit line may be set off."""
        if block is self.content.blocks[0]:
            match self.skin.lead:
                case "strong":
                    return self.tag("strong", self.markup.text(block.text))
                case "drop_cap":
                    first, rest = block.text[0], block.text[1:]
                    return self.tag("span", first, role="drop-cap") + self.markup.text(rest)
        said = self.markup.prose(block.text, block.links)
        last = block is self.content.blocks[-1] and self.content.origin is not None
        if last and self.skin.attribution != "plain":
            return self.tag(self.skin.attribution, self.markup.text(block.text))
        return said

    def _block(self, block: TextBlock, heading: str = "") -> str:
        said = heading + self._said(block)
        if block.kind == "quote":
            return self.tag("blockquote", self.tag("p", said))
        if block.kind == "caption":
            picture = self.tag("img", src="/i/attic.jpg", alt="")
            return self.tag("figure", picture, self.tag("figcaption", said))
        match self.skin.body:
            case "div":
                return self.tag("div", said, role="paragraph")
            case "span_block":
                return self.tag("span", said, style="display:block", role="paragraph")
            case "div_p":
                return self.tag("div", self.tag("p", said), role="paragraph-box")
            case "p_span":
                return self.tag("p", self.tag("span", self.tag("span", said), style=SPAN))
            case "wechat":
                return self.tag("section", self.tag("span", said, style=SPAN))
        return self.tag("p", said)

    def _heading(self, text: str) -> str:
        tag, said = self.tag, self.markup.text(text)
        match self.skin.headings:
            case "h2" | "h3" | "h4":
                return tag(self.skin.headings, said)
            case "h2_anchor":
                name = f"part-{sha256(text.encode()).hexdigest()[:4]}"
                anchor = tag("a", self.markup.icon(), href=f"#{name}", aria_hidden="true")
                return tag("h2", anchor, said, id_=name)
            case "p_strong" | "b_br":
                return tag("p", tag("strong", said))
            case "p_b_span":
                return tag("p", tag("span", tag("b", said), style="font-size: 20px;"))
            case "role":
                return tag("div", said, role_="heading", aria_level="2")
            case "styled_div":
                return tag("div", said, style="font-size:22px;font-weight:700")
            case "classed_div":
                return tag("div", said, role="subtitle")
        return self._block(TextBlock("paragraph", text))

    def _broken(self) -> str:
        """All blocks in one element, split by line breaks."""
        line = "<br>" if self.skin.body == "br" else f"<br>{self.markup.gap}<br>"
        written = ""
        open_line = False
        for index, block in enumerate(self.content.blocks):
            standing = block.kind in ("quote", "caption", "list_item")
            if block.kind == "heading":
                standing = self.skin.headings not in ("p_strong", "b_br", "p_b_span", "plain")
                said = self.markup.text(block.text)
                bold = said if self.skin.headings == "plain" else self.tag("b", said)
                piece = self._heading(block.text) if standing else bold
            elif block.kind == "list_item":
                opens = "<ul>" if self._kind(index - 1) != "list_item" else ""
                closes = "</ul>" if self._kind(index + 1) != "list_item" else ""
                piece = opens + self.tag("li", self._said(block)) + closes
            else:
                piece = self._block(block) if standing else self._said(block)
            written += (line if open_line and not standing else "") + piece
            open_line = not standing
            if block.kind == "paragraph":
                written += "".join(self._insert(index))
        return self.tag("div", written, role="article-text")

    def _insert(self, index: int) -> list[str]:
        """What stands after a paragraph and is no text of the article."""
        inserts = self.skin.inserts
        if inserts == "mixed":
            inserts = self.random.choice(("figure", "image", "ad", "empty_p", "read_more", "rule"))
        if inserts == "none" or index == len(self.content.blocks) - 1:
            return []
        if inserts == "expand":
            last = index == len(self.content.blocks) - 2
            return [self.tag("button", self.content.words.expand, type="button")] if last else []
        if self.random.random() < 0.6:
            return []
        tag, words = self.tag, self.content.words
        match inserts:
            case "figure":
                return [tag("figure", tag("img", src="/i/lab.webp", alt="", loading="lazy"))]
            case "image":
                return [tag("img", src=f"/i/{index}.png", alt=words.scrap, width="640")]
            case "script":
                return ['<script>window.slots = window.slots || []; slots.push("a b c");</script>']
            case "lazy":
                shown = tag("img", data_src="/i/l.jpg", alt="")
                return [tag("div", shown, '<noscript><img src="/i/l.jpg" alt=""></noscript>')]
            case "ad":
                name = f"div-gpt-ad-{index}"
                return [tag("div", tag("span", words.advert), id_=name, role="ad-slot")]
            case "empty_p":
                return [self.random.choice(("<p>&nbsp;</p>", "<p></p>", "<p><br></p>"))]
            case "read_more":
                title, slug, number = self.content.hot
                link = tag("a", title, href=f"{self.content.folder}{slug}-{number}/")
                return [tag("aside", tag("span", words.read_more), link, role="teaser")]
        return [tag("hr")]
