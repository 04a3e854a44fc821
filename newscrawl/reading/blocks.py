"""The lines of a text as blocks: headings, paragraphs, items of lists, quotes, captions, tables."""

from __future__ import annotations

from itertools import groupby, zip_longest

from newscrawl.items import Block, BlockKind
from newscrawl.reading.credits import is_of_picture
from newscrawl.reading.lines import Box, Line

# A line of this length reads as a paragraph whatever it ends in.
PARAGRAPH_CHARS = 60
_HEADING_CHARS = 120
_KINDS: dict[str, BlockKind] = {
    "li": "list_item",
    "dd": "list_item",
    "dt": "list_item",
    "blockquote": "quote",
    "figcaption": "caption",
    "pre": "code",
}


def is_prose(line: Line) -> bool:
    """Whether a line reads as a paragraph of a text."""
    if line.kind in ("heading", "caption") or line.link_share > 0.6:
        return False
    wide = line.width
    return wide >= PARAGRAPH_CHARS or (line.is_sentence and 3 * wide >= PARAGRAPH_CHARS)


def headings(lines: list[Line], *, listed: bool = False) -> set[int]:
    """The indexes of the lines that head what follows: by their element, or as they stand out.

    Args:
        lines: all lines of a text.
        listed: whether all of them are set as a list, so that list items can be headings.
    """
    paragraphs = {line.box.signature for line in lines if is_prose(line)}
    found: set[int] = set()
    for line, following in zip_longest(lines, lines[1:]):
        if line.kind == "heading" or _stands_out_as_heading(line, following, paragraphs, listed):
            found.add(line.index)
    return found


def _stands_out_as_heading(
    line: Line, following: Line | None, paragraphs: set[tuple[str, str]], listed: bool
) -> bool:
    text = line.text
    if len(text) > _HEADING_CHARS or line.kind in ("quote", "caption"):
        return False
    if line.kind == "list_item" and not listed:
        return False
    if line.bold:
        return not text.endswith((".", "。", ",", "，", ";"))
    if line.is_sentence or len(text) > PARAGRAPH_CHARS + 20:
        return False
    # Marked up like no paragraph, and over one.
    own = line.box.signature
    return own not in paragraphs and following is not None and is_prose(following)


def to_blocks(lines: list[Line]) -> list[Block]:
    """The lines of a text as blocks; a table is one block, its rows joined by line ends."""
    blocks: list[Block] = []
    box = common_box(lines)
    listed = all(_kind_within(line, box) in ("list_item", "heading") for line in lines)
    heads = headings(lines, listed=listed)
    for table, group in groupby(lines, key=lambda line: _table_of(line, box)):
        rows = list(group)
        if table is not None and _is_data(rows):
            blocks.append(Block("table", _table_text(rows)))
            continue
        for line in rows:
            kind: BlockKind = _kind_within(line, box)
            if listed and kind == "list_item":
                kind = "paragraph"  # a list of everything lists nothing
            if kind == "paragraph" and line.index in heads:
                kind = "heading"
            elif kind == "paragraph" and is_of_picture(line.text):
                kind = "caption"
            blocks.append(Block(kind, line.text))
    return blocks


def common_box(lines: list[Line]) -> Box | None:
    """The smallest box that holds all of some lines; None if there is none."""
    if not lines:
        return None
    for box in lines[0].box.ancestors():
        if box.start <= lines[0].index and lines[-1].index < box.end:
            return box
    return None


def _kind_within(line: Line, outer: Box | None) -> BlockKind:
    # What a list or a quote around the whole text says, it does not say of its paragraphs.
    if line.kind == "heading":
        return "heading"
    if line.kind == "caption":
        return "caption"
    for box in line.box.ancestors():
        if box is outer:
            break
        if box.tag in _KINDS:
            return _KINDS[box.tag]
    return "paragraph"


def _table_of(line: Line, outer: Box | None) -> Box | None:
    for box in line.box.ancestors():
        if box is outer:
            return None
        if box.tag == "table":
            return box
    return None


def _row_of(line: Line) -> Box | None:
    return next((box for box in line.box.ancestors() if box.tag == "tr"), None)


def _is_data(lines: list[Line]) -> bool:
    rows = {_row_of(line) for line in lines}
    return len(rows) > 1 and sum(len(line.text) for line in lines) < 200 * len(lines)


def _table_text(lines: list[Line]) -> str:
    rows = groupby(lines, key=_row_of)
    return "\n".join(" | ".join(line.text for line in row) for _, row in rows)
