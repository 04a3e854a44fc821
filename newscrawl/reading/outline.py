"""A page's DOM → its lines of text in reading order, each with what the markup says of it.

A line is what a reader sees as one run of text: it ends where a block-level element or a `<br>`
does. Everything after this module asks about lines and about the boxes that hold them, so that
nested and flat markup, class names and wrappers make no difference.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from lxml import etree

from newscrawl.reading.lines import SPACE, Box, Line, Link, Picture, Piece, fold, visible
from newscrawl.reading.visibility import Visibility, holds_block, is_block, stacked_children

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
    "figcaption": "caption",
    "caption": "caption",
    "td": "table",
    "th": "table",
    "pre": "code",
}
_CHROME_TAGS = frozenset("nav footer aside dialog menu button".split())
_CHROME_ROLES = frozenset(
    "navigation contentinfo complementary search dialog alertdialog menu menubar toolbar button "
    "tablist".split()
)
_CHROME_NAMES = re.compile(
    r"(?:^|[\s_-])(nav|navbar|navigation|menu|footer|sidebar|cookies?|consent|gdpr|newsletter|"
    r"subscribe|subscription|signup|share|sharing|social|comments?|discussion|promo|adverts?|"
    r"advertisement|ads?|sponsor(?:ed)?|popup|modal|overlay|login|signin|breadcrumbs?|pagination|"
    r"pager|toolbar|trending|disclaimer|copyright|toast|banner)(?=$|[\s_-])",
    re.I,
)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
# Its attributes would take the parser minutes: it compares each with all others.
_HUGE_TAG = re.compile(r"(<[A-Za-z][\w-]{0,40})\s[^<>]{100000,}>")
_VOID_UNKNOWN = re.compile(r"</?(?:wbr|source|track)\b[^<>]*>", re.I)
_HEADING_CHARS = 300
# Chrome is never most of a page; a hint that says so is wrong.
_MOST = 0.5


@dataclass
class Outline:
    """A page: its lines in reading order, and its tree for what is not text."""

    tree: etree._Element
    lines: list[Line] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)

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


def read_outline(text: str) -> Outline:
    """The outline of a page's markup; one without lines if it has none."""
    tree = _parse(text)
    outline = Outline(tree)
    _Walk(outline).run()
    return outline


def _parse(text: str) -> etree._Element:
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    # The parser takes these for elements with an end, and nests what follows in them.
    text = _HUGE_TAG.sub(r"\1>", _VOID_UNKNOWN.sub("", text))
    body = text.encode("utf-8", errors="replace")
    try:
        tree = etree.fromstring(body, parser)
    except etree.XMLSyntaxError:
        tree = None
    # No element at all, or nothing but a comment.
    return etree.fromstring(b"<html></html>", parser) if tree is None else tree


@lru_cache(maxsize=4096)
def _chrome_name(names: str) -> str:
    found = _CHROME_NAMES.search(names)
    return f"class:{found[1].lower()}" if found else ""


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
    in_text: bool = False  # whether the element has text of its own


_START, _END, _TEXT = range(3)


class _Walk:
    """One pass over the tree, without recursion: a page may nest 200,000 deep."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.lines = outline.lines
        self.pieces: list[Piece] = []
        self.rests: list[str] = []  # what is to be added to the last piece
        self.context: _Context | None = None  # of the line being collected
        self.visibility = Visibility(outline.tree)
        self.with_blocks = holds_block(outline.tree)
        self.stacked: set[etree._Element] = set()
        self.chrome: list[tuple[Box, str]] = []

    def run(self) -> None:
        body = self.outline.tree.find("body")
        start = body if body is not None else self.outline.tree
        root = Box("body", "", None)
        stack: list[tuple[int, object, _Context]] = [(_START, start, _Context(root, root))]
        while stack:
            step, what, context = stack.pop()
            if step == _TEXT:
                self._add(str(what), context)
            elif step == _END:
                self._leave(bool(what), context.box)
            else:
                assert isinstance(what, etree._Element)
                self._open(what, context, stack)
        self._flush()
        root.end = len(self.lines)
        self._mark_chrome()

    def _open(
        self,
        element: etree._Element,
        outer: _Context,
        stack: list[tuple[int, object, _Context]],
    ) -> None:
        tag = element.tag
        if tag == "br":
            if outer.level:
                self._add(" ", outer)
            else:
                self._flush()
            return
        if tag == "img":
            self._picture(element)
            return
        if tag in _SKIPPED or self.visibility.is_hidden(element):
            return
        block = (
            is_block(element, in_text=outer.in_text)
            or element in self.with_blocks
            or element in self.stacked
        )
        if block:
            self._flush()
        context = self._enter(element, outer, block)
        stack.append((_END, block, context))
        self.stacked.update(stacked_children(element))
        for child in reversed(element):
            if child.tail:
                context.in_text = context.in_text or not child.tail.isspace()
                stack.append((_TEXT, child.tail, context))
            if isinstance(child.tag, str):
                stack.append((_START, child, context))
        if element.text:
            context.in_text = context.in_text or not element.text.isspace()
            stack.append((_TEXT, element.text, context))

    def _enter(self, element: etree._Element, outer: _Context, block: bool) -> _Context:
        tag = str(element.tag)
        classes = element.get("class") or ""
        box = Box(tag, classes, outer.box, start=len(self.lines))
        context = _Context(
            box,
            box if block else outer.block,
            outer.kind,
            outer.level,
            outer.href,
            outer.bold,
            outer.datetime,
        )
        if tag in _KINDS:
            context.kind = _KINDS[tag]
        if tag in _HEADINGS or element.get("role") == "heading":
            level = element.get("aria-level") or ""
            context.level = _HEADINGS.get(tag) or (
                int(level) if level.isdecimal() and len(level) < 3 else 2
            )
            context.kind = "heading"
        elif tag == "a":
            href = (element.get("href") or "").strip()
            if href and not href.startswith(("#", "javascript:")):
                context.href = href
                self.outline.links.append(Link(href, box, element.get("title")))
        elif tag in ("b", "strong") or _BOLD_STYLE.search(element.get("style") or ""):
            context.bold = True
        elif tag == "time":
            context.datetime = element.get("datetime")
        self._suspect(element, box, classes)
        return context

    def _suspect(self, element: etree._Element, box: Box, classes: str) -> None:
        tag, role = str(element.tag), element.get("role")
        if tag in _CHROME_TAGS or role in _CHROME_ROLES:
            self.chrome.append((box, role or tag))
        elif tag == "header" and not any(
            outer.tag in ("article", "main", "section") for outer in box.ancestors()
        ):
            self.chrome.append((box, tag))
        elif classes or element.get("id"):
            named = _chrome_name(f"{classes} {element.get('id') or ''}")
            if named:
                self.chrome.append((box, named))

    def _leave(self, block: bool, box: Box) -> None:
        if block:
            self._flush()
        box.end = len(self.lines) + bool(self.pieces)

    def _picture(self, element: etree._Element) -> None:
        src = element.get("src") or element.get("data-src") or ""
        if src.startswith("data:"):
            src = element.get("data-src") or ""
        if src:
            alt = fold(element.get("alt") or "") or None
            self.outline.pictures.append(Picture(src.strip(), alt, len(self.lines)))

    def _add(self, text: str, context: _Context) -> None:
        text = SPACE.sub(" ", visible(text))
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
            last.text = SPACE.sub(" ", "".join([last.text, *self.rests]))
            self.rests = []

    def _flush(self) -> None:
        self._mend()
        pieces, context = self.pieces, self.context
        if not pieces:
            return
        self.pieces, self.context = [], None
        text = SPACE.sub(" ", "".join(piece.text for piece in pieces)).strip()
        if not text or context is None:
            return
        pieces = [piece for piece in pieces if not piece.text.isspace()]
        if context.level > 1 and len(text) > _HEADING_CHARS:
            context = replace(context, level=0, kind="paragraph")  # set large, yet no heading
        self.lines.append(
            Line(len(self.lines), text, pieces, context.block, context.kind, context.level)
        )

    def _mark_chrome(self) -> None:
        sums = [0]
        for line in self.lines:
            sums.append(sums[-1] + len(line.text))
        done = 0  # boxes come outermost first, and the outermost one names its lines
        for box, reason in self.chrome:
            if sums[box.end] - sums[box.start] < _MOST * sums[-1]:
                for line in self.lines[max(done, box.start) : box.end]:
                    line.chrome = reason
                done = max(done, box.end)
