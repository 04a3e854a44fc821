"""The main text of a page: the lines that are its article, in order, as blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from newscrawl.items import Block, BlockKind
from newscrawl.reading.credits import is_credit
from newscrawl.reading.lines import Box, Line, width
from newscrawl.reading.page import Page

# A line of this length reads as a paragraph whatever it ends in.
_PARAGRAPH_CHARS = 60
_HEADING_CHARS = 120
# A box that holds this share of the text around it is where the text is.
_MOST = 0.85
# The first stretch of text that has this share of the longest is the article.
_FIRST = 0.35
_CALL_LINES = 3
_LINKED = 0.9
# What heads the comments counts them.
_COUNTED = re.compile(r"\(\d[\d.,]*\)$|^\d+ [^\W\d]+$")
_SMALL_CHARS = 14
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
    if line.kind == "heading" or line.link_share > 0.6:
        return False
    wide = width(line.text)
    return wide >= _PARAGRAPH_CHARS or (line.is_sentence and 3 * wide >= _PARAGRAPH_CHARS)


def find_body(page: Page, start: int) -> list[Line]:
    """The lines of the main text.

    Args:
        page: the page, with every other part claimed.
        start: the first line that can belong to it.
    """
    stretches = _stretches(page, start, with_chrome=False)
    if not any(_weight(stretch) for stretch in stretches):
        stretches = _stretches(page, start, with_chrome=True)
    if not stretches:
        return []
    heaviest = max(map(_weight, stretches))
    if not heaviest:
        return []
    # A long notice at the foot of a page can outweigh a short text, which comes first.
    best = next(stretch for stretch in stretches if _weight(stretch) >= _FIRST * heaviest)
    boxes = _main_boxes(best)
    if not any(_holds_other_parts(page, box) for box in boxes):
        # Another part set into the text has cut it in two.
        best = [line for stretch in stretches for line in stretch]
    lines = [line for line in best if any(box.start <= line.index < box.end for box in boxes)]
    return _trimmed(page, lines)


def _stretches(page: Page, start: int, *, with_chrome: bool) -> list[list[Line]]:
    free = [
        line
        for line in page.lines[start:]
        if line.index not in page.claimed and (with_chrome or not line.chrome)
    ]
    stretches: list[list[Line]] = []
    for line in free:
        # A card set into the text does not end it, as another part does.
        if stretches and not any(
            page.claimed.get(index, "card") != "card"
            for index in range(stretches[-1][-1].index, line.index)
        ):
            stretches[-1].append(line)
        else:
            stretches.append([line])
    return stretches


def _weight(lines: Iterable[Line]) -> int:
    return sum(width(line.text) for line in lines if is_prose(line))


def _holds_other_parts(page: Page, box: Box) -> bool:
    return any(page.claimed.get(index, "card") != "card" for index in range(box.start, box.end))


def _main_boxes(lines: list[Line]) -> list[Box]:
    # The smallest box that holds the text and not what stands after it, and the leads before it.
    weights: dict[Box, int] = {}
    counts: dict[Box, int] = {}
    children: dict[Box, dict[Box, None]] = {}
    box = lines[0].box
    for line in filter(is_prose, lines):
        inner: Box | None = None
        weight = width(line.text)
        for box in line.box.ancestors():
            weights[box] = weights.get(box, 0) + weight
            counts[box] = counts.get(box, 0) + 1
            if inner is not None:
                children.setdefault(box, {})[inner] = None
            inner = box
    leads: list[Box] = []
    while box in children:
        inside = list(children[box])
        heaviest = max(inside, key=lambda child: weights[child])
        others = [child for child in inside if child is not heaviest]
        near = [box for box in others if not _parted(lines, heaviest, box)]
        if others and not _stands_out(heaviest, others, near, weights, counts):
            break
        # Text that stands in the box itself, split by line breaks, belongs to what is in it.
        if weights[box] - sum(weights[child] for child in inside) > (1 - _MOST) * weights[box]:
            break
        if heaviest.end - heaviest.start <= 1:
            break
        leads.extend(child for child in others if child.start < heaviest.start)
        box = heaviest
    return [*leads, box]


def _parted(lines: list[Line], heaviest: Box, other: Box) -> bool:
    # Whether links or the like stand between the text and a box after it: a notice, not the text.
    prose = [line.index for line in lines if is_prose(line)]
    last = max((index for index in prose if heaviest.start <= index < heaviest.end), default=0)
    first = min((index for index in prose if other.start <= index < other.end), default=0)
    return any(last < line.index < first and line.link_share > _LINKED for line in lines)


def _stands_out(
    heaviest: Box,
    others: list[Box],
    near: list[Box],
    weights: dict[Box, int],
    counts: dict[Box, int],
) -> bool:
    # One box is the text if it has several paragraphs, most of the text, and no box like it near.
    total = weights[heaviest] + sum(weights[box] for box in others)
    if any(box.signature == heaviest.signature for box in near) or counts[heaviest] < 2:
        return False
    if weights[heaviest] >= _MOST * total:
        return True
    few = all(counts[box] < 3 for box in others)
    return few and counts[heaviest] >= 3 and 2 * weights[heaviest] >= total


def _trimmed(page: Page, lines: list[Line]) -> list[Line]:
    asides = {line.index for line in lines if _is_aside(page, line)}
    lines = [
        line for line in lines if line.index not in asides and not _heads_asides(page, line, asides)
    ]
    lines = _without_calls(page, lines)
    prose = [number for number, line in enumerate(lines) if is_prose(line)]
    if not prose:
        return []
    # Nothing but headings may stand before the first paragraph, and no heading after the last.
    first = prose[0]
    for number, line in enumerate(lines):
        if number > first and line.kind == "heading" and _COUNTED.search(line.text):
            lines = lines[:number]
            prose = [at for at in prose if at < number]
            break
    last = prose[-1]
    while first and (lines[first - 1].kind == "heading" or lines[first - 1].bold):
        first -= 1
    end = last + 1
    own = {line.box.parent for line in lines[first:end]} | {line.box for line in lines[first:end]}
    while end < len(lines):
        line = lines[end]
        if is_credit(line.text):
            end += 1
            continue
        if line.box.parent not in own and line.box not in own:
            break
        if line.kind == "heading" or line.link_share > 0.5 or is_heading(line, lines):
            break
        if width(line.text) < 12 and line.kind not in ("list_item", "caption", "quote"):
            break
        if line.box.parent is not None and line.box.parent.parent is None:
            break  # loose at the page's own level: a scrap
        end += 1
    return lines[first:end]


def _without_calls(page: Page, lines: list[Line]) -> list[Line]:
    # A heading and a line or two in a box that ends in a button: an invitation, not a section.
    dropped: set[int] = set()
    for line in lines:
        after = line.index + 1
        if after >= len(page.lines) or page.lines[after].chrome not in ("button", "form"):
            continue
        button = page.lines[after]
        for box in line.box.ancestors():
            if box.start <= button.index < box.end:
                inside = [other for other in lines if box.start <= other.index < box.end]
                if len(inside) <= _CALL_LINES < len(lines) and not _is_section(inside, lines):
                    dropped.update(other.index for other in inside)
                break
    return [line for line in lines if line.index not in dropped]


def _is_section(inside: list[Line], lines: list[Line]) -> bool:
    # Whether a few lines belong to the text: headed or set like the rest of it.
    heads = [line for line in inside if line.kind == "heading" or line.bold]
    others = {line.box.signature for line in lines if line not in inside}
    return bool(heads) and all(line.box.signature in others for line in inside)


def _heads_asides(page: Page, line: Line, asides: set[int]) -> bool:
    # A short line over a row of links or figures is theirs.
    if line.kind == "heading" or line.is_sentence or is_prose(line):
        return False
    return {line.index + 1, line.index + 2} <= asides and width(line.text) <= 2 * _SMALL_CHARS


def _is_row(line: Line) -> bool:
    # Small things side by side, each in an element of its own: share links, counters.
    if line.kind == "heading" or line.is_sentence or is_prose(line):
        return False
    if len(line.pieces) > 1 and 3 * sum(map(str.isdigit, line.text)) >= len(line.text):
        return True  # figures: prices, counters
    if line.kind in ("list_item", "table"):
        return False
    widest = max(width(piece.text.strip()) for piece in line.pieces)
    return widest <= _SMALL_CHARS and len({piece.box for piece in line.pieces}) > 1


def _is_aside(page: Page, line: Line) -> bool:
    # What is only a link, only a stamp, or a row of small things is no text of the article.
    if _is_row(line):
        return True
    if line.link_share > _LINKED and not line.is_sentence and line.kind != "heading":
        return line.kind != "list_item" or len(line.text) < _PARAGRAPH_CHARS
    stamps = page.stamps(line)
    if not stamps:
        return False
    unsaid = len(line.text) - sum(found.end - found.start for found in stamps)
    return unsaid <= 3


def is_heading(line: Line, lines: list[Line], *, listed: bool = False) -> bool:
    """Whether a line of a text heads what follows: by its element, or because it stands out.

    Args:
        line: the line.
        lines: all lines of the text.
        listed: whether all of them are set as a list, so that list items can be headings.
    """
    if line.kind == "heading":
        return True
    text = line.text
    if len(text) > _HEADING_CHARS or line.kind in ("quote", "caption"):
        return False
    if line.kind == "list_item" and not listed:
        return False
    if line.bold:
        return not text.endswith((".", "。", ",", "，", ";"))
    if line.is_sentence or len(text) > _PARAGRAPH_CHARS + 20:
        return False
    # Marked up unlike the paragraphs, and like no paragraph.
    paragraphs = {other.box.signature for other in lines if is_prose(other)}
    at = lines.index(line) + 1
    if line.box.signature in paragraphs or at == len(lines):
        return False
    return is_prose(lines[at])


def to_blocks(lines: list[Line]) -> list[Block]:
    """The lines of a text as blocks; a table is one block, its rows joined by line ends."""
    blocks: list[Block] = []
    box = _common_box(lines)
    listed = all(_kind_within(line, box) in ("list_item", "heading") for line in lines)
    for table, group in groupby(lines, key=lambda line: _table_of(line, box)):
        rows = list(group)
        if table is not None and _is_data(rows):
            blocks.append(Block("table", _table_text(rows)))
            continue
        for line in rows:
            kind: BlockKind = _kind_within(line, box)
            if listed and kind == "list_item":
                kind = "paragraph"  # a list of everything lists nothing
            if kind == "paragraph" and is_heading(line, lines, listed=listed):
                kind = "heading"
            blocks.append(Block(kind, line.text))
    return blocks


def _common_box(lines: list[Line]) -> Box | None:
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
