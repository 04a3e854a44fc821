"""Lines, pieces and boxes: a page's text as a reader sees it, and the elements that hold it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Marks that nobody sees, and control characters that a terminal would obey.
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff"
    "\u00ad\u200b\u200e\u200f\u2060\u2066-\u2069\u202a-\u202e\ufeff]"
)
_HALF = re.compile("[\ud800-\udfff]")
_END_CHARS = 8
_WIDE = re.compile("[\u2e80-\U0010ffff]+")
_SENTENCE_END = re.compile(r"[.!?。！？…؟।:：;；][\"'”’»)\]）」』]*$")


def fold(text: str) -> str:
    """`text` as it is seen: white space folded, invisible marks gone, no space at its ends."""
    # Most text is plain: one look at the whole of it tells.
    if text.isprintable() and "  " not in text:
        return text.strip(" ")
    return " ".join(_visible(text).split())


def squeeze(text: str) -> str:
    """`text` as it is seen, one space kept at an end that had white space."""
    if text.isprintable() and "  " not in text:
        return text
    text = _visible(text)
    core = " ".join(text.split())
    if not core:
        return " " if text else ""
    return f"{' ' * text[0].isspace()}{core}{' ' * text[-1].isspace()}"


def _visible(text: str) -> str:
    # Without what is not seen, and U+FFFD for halves of characters.
    if text.isascii() and text.isprintable():
        return text
    return _HALF.sub("\ufffd", INVISIBLE.sub("", text))


def width(text: str) -> int:
    """The length of `text` in Latin letters: what a script writes in one sign counts for three."""
    if text.isascii():
        return len(text)
    return 3 * len(text) - 2 * len(_WIDE.sub("", text))


@dataclass(slots=True, eq=False)
class Box:
    """An element as a range of lines: `start` to `end` (exclusive)."""

    tag: str
    classes: str
    parent: Box | None
    start: int = 0
    end: int = 0

    def ancestors(self) -> Iterator[Box]:
        """The box itself, then those around it, innermost first."""
        box: Box | None = self
        while box is not None:
            yield box
            box = box.parent

    @property
    def signature(self) -> tuple[str, str]:
        """What boxes of one kind share: tag and classes."""
        return self.tag, self.classes


@dataclass(slots=True)
class Piece:
    """A run of text in one inline element: white space folded, a space kept at either end."""

    text: str
    box: Box
    href: str | None = None
    bold: bool = False
    datetime: str | None = None


@dataclass(slots=True, eq=False)
class Line:
    """A line of text as a reader sees it.

    Attributes:
        index: its place among the page's lines.
        text: white space folded, never empty.
        pieces: its parts, by inline element.
        box: the innermost block-level box that holds it.
        kind: heading, paragraph, list_item, quote, caption, table or code, as the markup says.
        level: level of a heading, else 0.
        chrome: why it belongs to the page and not to what the page holds; else empty.
        href: the link that covers the whole line, if one does.
        link_share: share of its text that is linked, 0 to 1.
    """

    index: int
    text: str
    pieces: list[Piece]
    box: Box
    kind: str
    level: int = 0
    chrome: str = ""

    href: str | None = None
    link_share: float = 0.0
    _width: int = -1

    def __post_init__(self) -> None:
        pieces = self.pieces
        first = pieces[0].href
        if len(pieces) == 1:
            self.href, self.link_share = first or None, float(bool(first))
            return
        if first and all(piece.href == first for piece in pieces):
            self.href = first
        linked = sum(len(piece.text) for piece in pieces if piece.href)
        if linked:
            self.link_share = linked / sum(len(piece.text) for piece in pieces)

    @property
    def width(self) -> int:
        """The length of its text in Latin letters; see `width`."""
        if self._width < 0:
            self._width = width(self.text)
        return self._width

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(piece.bold for piece in self.pieces)

    @property
    def is_sentence(self) -> bool:
        """Whether it ends as a sentence does."""
        return _SENTENCE_END.search(self.text[-_END_CHARS:]) is not None


@dataclass(slots=True)
class Link:
    """An `<a href>`: its address as written and the box that it spans."""

    href: str
    box: Box
    alt: str | None = None


@dataclass(slots=True)
class Picture:
    """An `<img>`: its address as written, alternative text, the line it stands before, its box."""

    src: str
    alt: str | None
    before: int
    box: Box
