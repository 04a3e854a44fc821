"""The main text of a page: the lines that are its article, in order, as blocks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from itertools import accumulate

from newscrawl.reading.blocks import PARAGRAPH_CHARS, common_box, headings, is_prose
from newscrawl.reading.credits import is_credit
from newscrawl.reading.lines import Box, Line, width
from newscrawl.reading.page import Page
from newscrawl.reading.placeholders import is_advertisement, without_placeholders
from newscrawl.reading.related import led_to
from newscrawl.reading.small_print import without_small_print

# A box that holds this share of the text around it is where the text is.
_MOST = 0.85
# The first stretch of text that has this share of the longest is the article.
_FIRST = 0.35
_CALL_LINES = 3
_LINKED = 0.9
# What heads the comments counts them.
_COUNTED = re.compile(r"\(\d[\d.,]*\)$|^\d+ [^\W\d]+$")
_SMALL_CHARS = 14
# "Read more:" has no more words.
_LEADING_WORDS = 4
# Parts that a text can have set into it; and how many lines of them are few.
_SET_IN = frozenset(("card", "related", "label:related", "title", "authors", "summary"))
_FEW_LINES, _LIKE_LINES = 4, 3


def find_body(page: Page, start: int, title: str) -> list[Line]:
    """The lines of the main text.

    Args:
        page: the page, with every other part claimed.
        start: the first line that can belong to it.
        title: of the page.
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
    first, end = min(box.start for box in boxes), boxes[-1].end
    lines = [line for line in best if first <= line.index < end]
    return _trimmed(page, _rejoined(page, stretches, lines), title)


def _rejoined(page: Page, stretches: list[list[Line]], lines: list[Line]) -> list[Line]:
    """The text with what another part that is set into it has cut off: it looks like the text."""
    if not lines:
        return lines
    own = {line.box.signature for line in lines if is_prose(line)}
    inner = common_box(lines)
    outer = _outer_box(page, lines, inner)
    if inner is None or outer is None:
        return lines
    parts = [page.claimed.get(line.index) for line in page.lines]
    # Sums, for a page of thousands of stretches: of lines of any part, of one that ends a text, of
    # related readings.
    claimed, ending, related = (
        [0, *accumulate(is_such)]
        for is_such in (
            [part is not None for part in parts],
            [part is not None and part not in _SET_IN for part in parts],
            [part == "related" for part in parts],
        )
    )
    weight = _weight(lines)
    kept = {line.index for line in lines}
    first, last = lines[0].index, lines[-1].index
    for stretch in sorted(stretches, key=lambda some: abs(some[0].index - lines[0].index)):
        inside = [
            line
            for line in stretch
            if outer.start <= line.index < outer.end and line.index not in kept
        ]
        like = [line for line in inside if is_prose(line) and line.box.signature in own]
        if not like or not _is_near(inner, outer, like):
            continue
        start, end = last + 1, like[0].index
        if end <= last:
            start, end = min(like[-1].index + 1, first), first
        if claimed[end] == claimed[start] or ending[end] > ending[start]:
            continue  # what no part has cut off was left out for what it is
        few = related[end] - related[start] <= _FEW_LINES
        if few or (len(like) >= _LIKE_LINES and _weight(like) >= _FIRST * weight):
            kept.update(line.index for line in inside)
            first, last = min(first, inside[0].index), max(last, inside[-1].index)
    return [line for line in page.lines if line.index in kept]


def _is_near(inner: Box, outer: Box, lines: list[Line]) -> bool:
    # Whether lines stand beside the text, or, farther away, in a box like its own.
    if outer is inner or outer is inner.parent:
        return True
    box = common_box(lines)
    return box is not None and box.signature == inner.signature


def _outer_box(page: Page, lines: list[Line], inner: Box | None) -> Box | None:
    # The first box around the text that holds more of what can be text.
    first, end = lines[0].index, lines[-1].index + 1
    for box in inner.ancestors() if inner is not None else ():
        around = [*page.lines[box.start : first], *page.lines[end : box.end]]
        if any(
            is_prose(line) and not line.chrome and line.index not in page.claimed for line in around
        ):
            return box
        first, end = min(first, box.start), max(end, box.end)
    return None


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
    return sum(line.width for line in lines if is_prose(line))


def _holds_other_parts(page: Page, box: Box) -> bool:
    return any(page.claimed.get(index, "card") != "card" for index in range(box.start, box.end))


def _main_boxes(lines: list[Line]) -> list[Box]:
    # The smallest box that holds the text and not what stands after it, and the leads before it.
    text = _Prose(lines)
    children: dict[Box, dict[Box, None]] = {}
    for line in text.lines:
        inner: Box | None = None
        for box in line.box.ancestors():
            if inner is not None:
                known = children.setdefault(box, {})
                if inner in known:
                    break  # and so are those around it
                known[inner] = None
            inner = box
    *_, box = lines[0].box.ancestors()
    leads: list[Box] = []
    while box in children:
        inside = list(children[box])
        heaviest = max(inside, key=text.weight)
        others = [child for child in inside if child is not heaviest]
        near = [child for child in others if not text.parted(heaviest, child)]
        if others and not _stands_out(text, heaviest, others, near):
            break
        # Text that stands in the box itself, split by line breaks, belongs to what is in it.
        weight = text.weight(box)
        if weight - sum(map(text.weight, inside)) > (1 - _MOST) * weight:
            break
        if heaviest.end - heaviest.start <= 1:
            break
        leads.extend(child for child in others if child.start < heaviest.start)
        box = heaviest
    return [*leads, box]


class _Prose:
    # The paragraphs among some lines, and sums over any box of them.

    def __init__(self, lines: list[Line]) -> None:
        self.lines = [line for line in lines if is_prose(line)]
        self._indexes = [line.index for line in self.lines]
        self._sums = [0, *accumulate(line.width for line in self.lines)]
        self._linked = [line.index for line in lines if line.link_share > _LINKED]

    def _range(self, box: Box) -> tuple[int, int]:
        return bisect_left(self._indexes, box.start), bisect_left(self._indexes, box.end)

    def weight(self, box: Box) -> int:
        first, end = self._range(box)
        return self._sums[end] - self._sums[first]

    def count(self, box: Box) -> int:
        first, end = self._range(box)
        return end - first

    def parted(self, heaviest: Box, other: Box) -> bool:
        # Whether links or the like stand between the text and a box after it: a notice, not text.
        end, start = self._range(heaviest)[1], self._range(other)[0]
        if not 0 < end <= start < len(self._indexes):
            return False
        last, first = self._indexes[end - 1], self._indexes[start]
        return bisect_left(self._linked, last) < bisect_left(self._linked, first)


def _stands_out(text: _Prose, heaviest: Box, others: list[Box], near: list[Box]) -> bool:
    # One box is the text if it has several paragraphs, most of the text, and no box like it near.
    weight = text.weight(heaviest)
    total = weight + sum(map(text.weight, others))
    if text.count(heaviest) < 2 or any(box.signature == heaviest.signature for box in near):
        return False
    if weight >= _MOST * total:
        return True
    few = all(text.count(box) < 3 for box in others)
    return few and text.count(heaviest) >= 3 and 2 * weight >= total


def _trimmed(page: Page, lines: list[Line], title: str) -> list[Line]:
    asides = {line.index for line in lines if _is_aside(page, line)}
    lines = [
        line for line in lines if line.index not in asides and not _heads_asides(page, line, asides)
    ]
    lines = without_placeholders(_without_calls(page, lines))
    lines = without_small_print(lines, title, page.host.removeprefix("www."))
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
    heads = headings(lines)
    own = {line.box.parent for line in lines[first:end]} | {line.box for line in lines[first:end]}
    while end < len(lines):
        line = lines[end]
        if is_credit(line.text):
            end += 1
            continue
        if line.box.parent not in own and line.box not in own:
            break
        if line.link_share > 0.5 or line.index in heads:
            break
        if line.width < 12 and line.kind not in ("list_item", "caption", "quote"):
            break
        if line.box.parent is not None and line.box.parent.parent is None:
            break  # loose at the page's own level: a scrap
        end += 1
    return lines[first:end]


def _without_calls(page: Page, lines: list[Line]) -> list[Line]:
    # A heading and a line or two in a box that ends in a button: an invitation, not a section.
    dropped: set[int] = set()
    indexes = [line.index for line in lines]
    signatures = Counter(line.box.signature for line in lines)
    for line in lines:
        after = line.index + 1
        if after >= len(page.lines) or page.lines[after].chrome not in ("button", "form"):
            continue
        box = next(box for box in line.box.ancestors() if box.start <= after < box.end)
        inside = lines[bisect_left(indexes, box.start) : bisect_left(indexes, box.end)]
        if len(inside) <= _CALL_LINES < len(lines) and not _is_section(inside, signatures):
            dropped.update(other.index for other in inside)
    return [line for line in lines if line.index not in dropped]


def _is_section(inside: list[Line], signatures: Counter[tuple[str, str]]) -> bool:
    # Whether a few lines belong to the text: headed, and set like the rest of it.
    own = Counter(line.box.signature for line in inside)
    heads = any(line.kind == "heading" or line.bold for line in inside)
    return heads and all(signatures[signature] > count for signature, count in own.items())


def _heads_asides(page: Page, line: Line, asides: set[int]) -> bool:
    # A short line over a row of links or figures is theirs, and so is "Read more:" over a card.
    after = line.index + 1
    if line.kind == "heading" or is_prose(line):
        return False
    if line.text.endswith((":", "：")) and len(line.text.split()) <= _LEADING_WORDS:
        is_linked = after in asides or page.claimed.get(after) in ("card", "related")
        return is_linked and page.lines[after].link_share > _LINKED
    short = line.width <= 2 * _SMALL_CHARS and not line.is_sentence
    return short and {after, after + 1} <= asides


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
    if _is_row(line) or is_advertisement(line.text):
        return True
    if line.link_share > _LINKED and not line.is_sentence and line.kind != "heading":
        return line.kind != "list_item" or len(line.text) < PARAGRAPH_CHARS
    if line.href is None and _leads_away(page, line):
        return True
    stamps = page.stamps(line)
    if not stamps:
        return False
    unsaid = len(line.text) - sum(found.end - found.start for found in stamps)
    return unsaid <= 3


def _leads_away(page: Page, line: Line) -> bool:
    # "On the same: the title of another article", all but the first words a link.
    led = led_to(line)
    if led is None or not led[0].endswith((":", "：")) or len(led[0].split()) > _LEADING_WORDS:
        return False
    return page.article_at(led[1]) is not None
