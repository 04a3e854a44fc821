"""A page's DOM → its lines of text in reading order, each with what the markup says of it.

A line is what a reader sees as one run of text: it ends where a block-level element or a `<br>`
does. Everything after this module asks about lines and about the boxes that hold them, so that
nested and flat markup, class names and wrappers make no difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from lxml import etree

from newscrawl.reading import hints
from newscrawl.reading.captions import mark_captions
from newscrawl.reading.lines import Box, Line, Link, Picture, Piece, fold, squeeze
from newscrawl.reading.markup import parse
from newscrawl.reading.selected import Selected, find_elements
from newscrawl.reading.visibility import (
    BLOCKS,
    Visibility,
    holds_block,
    is_styled_block,
    stacked_children,
)

_SKIPPED = frozenset(
    "script style template noscript head iframe object embed svg math canvas audio select "
    "datalist textarea input map area link meta title".split()
)
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_KINDS = {
    "li": "list_item",
    "dt": "list_item",
    "dd": "list_item",
    "blockquote": "quote",
    "figure": "caption",
    "figcaption": "caption",
    "caption": "caption",
    "td": "table",
    "th": "table",
    "pre": "code",
}
# Tags that tell something of their text without an attribute.
_TELLING = frozenset({*_HEADINGS, *hints.CHROME_TAGS, "a", "b", "strong", "time", "header"})
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
_SPACE_STYLE = re.compile(r"white-space(?:-collapse)?\s*:\s*([a-z-]+)", re.I)
_HEADING_CHARS = 300
# Chrome is never most of a page; a hint that says so is wrong.
_MOST = 0.5
_NEARLY_ALL = 0.9
_PROSE_CHARS, _LEAST_BEFORE = 80, 160


@dataclass
class Outline:
    """A page: its lines in reading order, and its tree for what is not text.

    Attributes:
        selected: by part, the elements that a site file points at, in order.
        linked: its JSON-LD, once it was asked for.
    """

    tree: etree._Element
    lines: list[Line] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    selected: dict[str, list[Selected]] = field(default_factory=dict)
    linked: list[object] | None = None

    @cached_property
    def title_tag(self) -> str | None:
        """The text of `<title>`."""
        found = self.tree.find(".//title")
        return fold("".join(found.itertext())) or None if found is not None else None

    @cached_property
    def meta(self) -> dict[str, list[str]]:
        """`<meta>` contents by name or property, lower case, in order."""
        found: dict[str, list[str]] = {}
        for element in self.tree.iter("meta"):
            name = element.get("property") or element.get("name") or element.get("itemprop")
            content = fold(element.get("content") or "")
            if name and content:
                found.setdefault(name.strip().lower(), []).append(content)
        return found

    @cached_property
    def itemprops(self) -> list[etree._Element]:
        """The elements that are marked up as microdata, in order."""
        return list(self.tree.xpath("//*[@itemprop]"))

    @cached_property
    def canonical_link(self) -> str | None:
        """The address of `<link rel=canonical>`."""
        for element in self.tree.iter("link"):
            if (element.get("rel") or "").strip().lower() == "canonical":
                return (element.get("href") or "").strip() or None
        return None

    @cached_property
    def alternate_links(self) -> list[str]:
        """Addresses of the page in other languages."""
        return [
            element.get("href") or ""
            for element in self.tree.iter("link")
            if "alternate" in (element.get("rel") or "").lower() and element.get("hreflang")
        ]

    @cached_property
    def scripts(self) -> list[tuple[str, str]]:
        """Type and text of each inline script, in order."""
        return [
            ((element.get("type") or "").strip().lower(), element.text)
            for element in self.tree.iter("script")
            if element.text
        ]

    @cached_property
    def declared_language(self) -> str | None:
        """What `<html lang>` says."""
        return (self.tree.get("lang") or self.tree.get("xml:lang") or "").strip() or None


def read_outline(text: str, selectors: Mapping[str, Sequence[str]] | None = None) -> Outline:
    """The outline of a page's markup; one without lines if it has none.

    Args:
        text: the markup.
        selectors: CSS selectors by part; of each part the first that matches counts.
    """
    tree = parse(text)
    outline = Outline(tree)
    _Walk(outline, find_elements(tree, selectors or {})).run()
    return outline


@dataclass(slots=True)
class _Context:
    # What an element hands down to its text and children.
    box: Box
    block: Box
    kind: str = "paragraph"
    level: int = 0
    href: str | None = None
    bold: bool = False
    datetime: str | None = None
    keeps_breaks: bool = False  # whether its style shows a line break of the source as one


@dataclass(slots=True)
class _Frame:
    # An element that was entered: its children still to come, and whether it is a line's box.
    element: etree._Element
    children: Iterator[etree._Element]
    context: _Context
    block: bool
    with_text: bool | None = None  # whether it has text of its own, once that was asked


class _Walk:
    """One pass over the tree, without recursion: a page may nest 200,000 deep."""

    def __init__(self, outline: Outline, wanted: Mapping[etree._Element, tuple[str, str]]) -> None:
        self.outline = outline
        self.wanted = wanted
        self.lines = outline.lines
        self.pieces: list[Piece] = []
        self.rests: list[str] = []  # what is to be added to the last piece
        self.context: _Context | None = None  # of the line being collected
        self.visibility = Visibility(outline.tree)
        self.with_blocks = holds_block(outline.tree)
        self.stacked: set[etree._Element] = set()
        self.chrome: list[tuple[Box, str]] = []
        self.frames: list[_Frame] = []

    def run(self) -> None:
        body = self.outline.tree.find("body")
        start = body if body is not None else self.outline.tree
        root = Box("body", "", None)
        frames = self.frames
        self._open(start, str(start.tag), _Context(root, root))
        while frames:
            frame = frames[-1]
            context = frame.context
            for child in frame.children:
                tag = child.tag
                if isinstance(tag, str) and self._open(child, tag, context):
                    break  # the text after it comes when it is left
                if tail := child.tail:
                    self._add(tail, context)
            else:
                frames.pop()
                if frame.block:
                    self._flush()
                context.box.end = len(self.lines) + bool(self.pieces)
                if frames and (tail := frame.element.tail):
                    self._add(tail, frames[-1].context)
        self._flush()
        root.end = len(self.lines)
        mark_captions(self.lines, self.outline.pictures)
        self._mark_chrome()

    def _open(self, element: etree._Element, tag: str, outer: _Context) -> bool:
        """Enters an element that holds lines; False for any other, which is then done with."""
        if tag == "br":
            if outer.level:
                self._add(" ", outer)
            else:
                self._flush()
            return False
        if tag == "img":
            self._picture(element, outer.box)
            return False
        attributes = dict(element.items())
        if tag in _SKIPPED or self.visibility.is_hidden(element, tag, attributes):
            return False
        block = (
            tag in BLOCKS
            or element in self.with_blocks
            or element in self.stacked
            or is_styled_block(attributes)
            or ("-" in tag and not self._is_in_text())
        )
        if block:
            self._flush()
        box = Box(tag, attributes.get("class", ""), outer.box, len(self.lines))
        context = _Context(
            box,
            box if block else outer.block,
            _KINDS.get(tag, outer.kind),
            outer.level,
            outer.href,
            outer.bold,
            outer.datetime,
            outer.keeps_breaks,
        )
        if attributes or tag in _TELLING:
            self._heed(tag, attributes, context)
        if self.wanted and element in self.wanted:
            part, selector = self.wanted[element]
            # Neither it nor what stands around it says what its lines are: a text can be set
            # within a heading, or be a <pre> from end to end.
            context.level, context.kind, box.tag = 0, "paragraph", "div"
            selected = Selected(box, selector, len(self.outline.pictures))
            self.outline.selected.setdefault(part, []).append(selected)
        self.frames.append(_Frame(element, iter(element), context, block))
        if len(element) > 1:
            self.stacked.update(stacked_children(element, tag))
        if text := element.text:
            self._add(text, context)
        return True

    def _is_in_text(self) -> bool:
        # Whether the element that is being walked has text of its own.
        if not self.frames:
            return False
        frame = self.frames[-1]
        if frame.with_text is None:
            texts = (frame.element.text, *(child.tail for child in frame.element))
            frame.with_text = any(text and not text.isspace() for text in texts)
        return frame.with_text

    def _heed(self, tag: str, attributes: dict[str, str], context: _Context) -> None:
        # What tag and attributes tell of the element's text.
        role = attributes.get("role")
        if tag in _HEADINGS or role == "heading":
            level = attributes.get("aria-level", "")
            context.level = _HEADINGS.get(tag) or (
                int(level) if level.isdecimal() and len(level) < 3 else 2
            )
            context.kind = "heading"
        elif tag == "a":
            href = attributes.get("href", "").strip()
            if href and not href.startswith(("#", "javascript:")):
                context.href = href
                if hints.NO_ARTICLE.isdisjoint(attributes.get("rel", "").lower().split()):
                    self.outline.links.append(Link(href, context.box, attributes.get("title")))
        elif tag in ("b", "strong"):
            context.bold = True
        elif tag == "time":
            context.datetime = attributes.get("datetime")
        if style := attributes.get("style"):
            context.bold = context.bold or _BOLD_STYLE.search(style) is not None
            if spaced := _SPACE_STYLE.search(style):
                context.keeps_breaks = spaced[1].startswith(("pre", "break"))
        box = context.box
        if tag in hints.CHROME_TAGS or role in hints.CHROME_ROLES:
            self.chrome.append((box, role or tag))
        elif tag == "header" and not any(
            outer.tag in ("article", "main", "section") for outer in box.ancestors()
        ):
            self.chrome.append((box, tag))
        elif "class" in attributes or "id" in attributes:
            names = f"{box.classes} {attributes.get('id', '')}"
            if context.kind in ("paragraph", "list_item") and hints.is_caption(names):
                context.kind = "caption"
            named = hints.chrome_name(names)
            if named:
                self.chrome.append((box, named))

    def _picture(self, element: etree._Element, box: Box) -> None:
        src = element.get("src") or element.get("data-src") or ""
        if src.startswith("data:"):
            src = element.get("data-src") or ""
        if src:
            alt = fold(element.get("alt") or "") or None
            self.outline.pictures.append(Picture(src.strip(), alt, len(self.lines), box))

    def _add(self, text: str, context: _Context) -> None:
        if context.keeps_breaks and "\n" in text:
            first, *others = text.split("\n")
            self._add_run(first, context)
            for other in others:
                self._flush()
                self._add_run(other, context)
        else:
            self._add_run(text, context)

    def _add_run(self, text: str, context: _Context) -> None:
        text = squeeze(text)
        if not text or (text == " " and not self.pieces):
            return
        if self.context is None or (text != " " and self.context.level < context.level):
            self.context = context
        last = self.pieces[-1] if self.pieces else None
        if last is not None and last.box is context.box:
            self.rests.append(text)  # a comment or an icon had cut it
            return
        self._mend()
        self.pieces.append(Piece(text, context.box, context.href, context.bold, context.datetime))

    def _mend(self) -> None:
        # Gives the last piece what belongs to it, at once: there may be thousands of parts.
        if self.rests:
            last = self.pieces[-1]
            last.text = squeeze("".join([last.text, *self.rests]))
            self.rests = []

    def _flush(self) -> None:
        pieces, context = self.pieces, self.context
        if not pieces:
            return
        self._mend()
        self.pieces, self.context = [], None
        text = fold("".join([piece.text for piece in pieces]))
        if not text or context is None:
            return
        if len(pieces) > 1:
            pieces = [piece for piece in pieces if not piece.text.isspace()]
        if context.level > 1 and len(text) > _HEADING_CHARS:
            context = replace(context, level=0, kind="paragraph")  # set large, yet no heading
        self.lines.append(
            Line(len(self.lines), text, pieces, context.block, context.kind, context.level)
        )

    def _mark_chrome(self) -> None:
        sums, prose = [0], [0]
        for line in self.lines:
            sums.append(sums[-1] + len(line.text))
            is_prose = line.width >= _PROSE_CHARS and line.link_share < _MOST
            prose.append(prose[-1] + is_prose * line.width)
        done = 0  # boxes come outermost first, and the outermost one names its lines
        for box, reason in self.chrome:
            inside = prose[box.end] - prose[box.start]
            if 2 * inside > prose[-1] and reason not in hints.SURE_CHROME:
                continue  # a text in pages stands in a box of that name, too
            after = reason in hints.SURE_CHROME and prose[box.start] >= _LEAST_BEFORE
            most = _NEARLY_ALL if after else _MOST
            if sums[box.end] - sums[box.start] < most * sums[-1]:
                for line in self.lines[max(done, box.start) : box.end]:
                    line.chrome = reason
                done = max(done, box.end)
