"""What a page tells of its authors beside their names: "Mara covers the coast", their mailboxes."""

from __future__ import annotations

from collections.abc import Callable

from newscrawl.reading.blocks import is_prose
from newscrawl.reading.hints import is_author, is_profile
from newscrawl.reading.lines import Box, Line
from newscrawl.reading.page import Page

# A box of more lines holds more than what is told of its authors.
_MOST_LINES = 12
# So much of the text can be told in them, and in so many of them.
_MOST_PROFILE, _MOST_AUTHOR, _MOST_TOLD = 0.45, 0.2, 2


def find_profiles(page: Page, title: int | None) -> list[int]:
    """The lines in boxes that are named after authors and hold nothing else.

    Args:
        page: the page, with title, byline and cards claimed.
        title: the line of the title, where there is one.
    """
    free = page.free()
    text = _weight([line for line in free if not line.chrome])
    found: list[int] = []
    # How much of the text such a box can hold: a short article may stand in one of its author.
    for named, most in ((is_profile, _MOST_PROFILE), (is_author, _MOST_AUTHOR)):
        boxes: dict[Box, list[Line]] = {}
        known: dict[Box, bool] = {}
        for line in free:
            box = _box_of(line, title, named, known)
            if box is not None:
                boxes.setdefault(box, []).append(line)
        # Many alike are what the page is about: those who were asked, entries of a day.
        told = [lines for lines in boxes.values() if _weight(lines)]
        inside = [line for lines in boxes.values() for line in lines]
        if len(told) <= _MOST_TOLD and _weight(inside) <= most * text:
            found += [line.index for line in inside]
    return found


def _weight(lines: list[Line]) -> int:
    return sum(line.width for line in lines if is_prose(line))


def _box_of(
    line: Line, title: int | None, named: Callable[[str], bool], known: dict[Box, bool]
) -> Box | None:
    for box in line.box.ancestors():
        if box.end - box.start > _MOST_LINES:
            return None
        if title is not None and box.start <= title < box.end:
            return None
        if box not in known:
            known[box] = named(box.classes)
        if known[box]:
            return box
    return None
