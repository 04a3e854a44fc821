"""What a page tells of its authors beside their names: "Mara covers the coast", their mailboxes."""

from __future__ import annotations

from collections.abc import Callable

from newscrawl.reading.blocks import is_prose
from newscrawl.reading.hints import is_author, is_profile
from newscrawl.reading.lines import Box, Line
from newscrawl.reading.page import Page

# A box of more lines holds more than what is told of its authors.
_MOST_LINES = 12


def find_profiles(page: Page, title: int | None) -> list[int]:
    """The lines in boxes that are named after authors and hold nothing else.

    Args:
        page: the page, with title, byline and cards claimed.
        title: the line of the title, where there is one.
    """
    free = page.free()
    text = _weight(free)
    found: list[int] = []
    # How much of the text such a box can hold: a short article may stand in one of its author.
    for named, most in ((is_profile, 2 / 3), (is_author, 1 / 3)):
        known: dict[Box, bool] = {}
        inside = [line for line in free if _is_inside(line, title, named, known)]
        if _weight(inside) <= most * text:
            found += [line.index for line in inside]
    return found


def _weight(lines: list[Line]) -> int:
    return sum(line.width for line in lines if is_prose(line))


def _is_inside(
    line: Line, title: int | None, named: Callable[[str], bool], known: dict[Box, bool]
) -> bool:
    for box in line.box.ancestors():
        if box.end - box.start > _MOST_LINES:
            return False
        if title is not None and box.start <= title < box.end:
            return False
        if box not in known:
            known[box] = named(box.classes)
        if known[box]:
            return True
    return False
