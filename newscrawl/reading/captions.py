"""Which lines of a page tell of its pictures, where no `<figcaption>` says so."""

from __future__ import annotations

from collections.abc import Sequence

from newscrawl.reading.hints import is_picture
from newscrawl.reading.lines import Box, Line, Picture

# A box of a picture holds no more lines than these, and no longer ones.
_MOST_LINES, _CAPTION_CHARS = 4, 400
# How far around a line, and around a picture, the box of both is.
_REACH = 3
# All captions are no more of a page than this; those that only a name tells of, than this.
_MOST, _MOST_NAMED = 0.5, 0.25


def mark_captions(lines: Sequence[Line], pictures: Sequence[Picture]) -> None:
    """Makes captions of the lines that share a box that is named for its picture.

    Where captions were most of the page, none is: pictures have captions, texts are none.
    """
    total = sum(len(line.text) for line in lines)
    around = {
        box
        for picture in pictures
        for _, box in zip(range(_REACH), picture.box.ancestors(), strict=False)
    }
    named = _named(lines, around) if around else []
    if sum(len(line.text) for line in named) <= _MOST_NAMED * total:
        for line in named:
            line.kind = "caption"
    captions = [line for line in lines if line.kind == "caption"]
    if sum(len(line.text) for line in captions) > _MOST * total:
        for line in captions:
            line.kind = "paragraph"


def _named(lines: Sequence[Line], around: set[Box]) -> list[Line]:
    found: list[Line] = []
    known: dict[Box, bool] = {}
    for line in lines:
        if line.kind not in ("paragraph", "list_item") or len(line.text) > _CAPTION_CHARS:
            continue
        for _, box in zip(range(_REACH), line.box.ancestors(), strict=False):
            if box.end - box.start > _MOST_LINES:
                break
            if box not in known:
                known[box] = box in around and is_picture(box.classes) and _tells(box, lines)
            if known[box]:
                found.append(line)
                break
    return found


def _tells(box: Box, lines: Sequence[Line]) -> bool:
    # Has neither a heading nor a link: that is a teaser, or what heads the page.
    return all(
        line.kind != "heading" and line.link_share < 0.5 for line in lines[box.start : box.end]
    )
