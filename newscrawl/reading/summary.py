"""The summary of an article: under its heading, or known by its shape."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from newscrawl.reading.blocks import is_prose
from newscrawl.reading.brackets import without_machine
from newscrawl.reading.lines import Box, Line
from newscrawl.reading.model import Card
from newscrawl.reading.page import Page
from newscrawl.reading.sections import Label, label_of, leading_label

_CUT = re.compile(r"\s*(?:\.{3}|…)$")
_LEAD_NAMES = re.compile(
    r"(?:^|[\s_-])(summary|abstract|excerpt|lead|lede|intro|introduction|standfirst|dek|deck|"
    r"synopsis|digest|subtitle|subhead|description)(?=$|[\s_-])",
    re.I,
)
# A first paragraph of this length, well above the others, sums up what follows.
_LONG_CHARS = 350
_LABEL_CHARS = 32
# Narrower headings head a section; a standfirst stands so near to the title.
_HEADING_WIDTH, _HEADING_WITHIN = 45, 8
# A labelled line stands among the first or the last lines below the title.
_ENDS = 8
_MOST_BREAKS = 4
# What can name a part: no caption, no item of a list.
_HEAD_KINDS = ("heading", "paragraph", "table")


@dataclass(slots=True)
class Summary:
    """The summary found, its lines, its label if it has one, and how it was known."""

    text: str | None = None
    lines: list[int] = field(default_factory=list)
    label: Label | None = None
    origin: str = ""


def is_cut(summary: str) -> bool:
    """Whether a summary ends in the dots of a text that was cut."""
    return _CUT.search(summary) is not None


def completes(whole: str, cut: str) -> bool:
    """Whether `whole` is the text that `cut` was cut from."""
    if len(whole) <= len(cut) // 2:
        return False
    stem = re.sub(r"\W+", "", _CUT.sub("", cut)).casefold()
    head = re.sub(r"\W+", "", whole[: 2 * len(cut)]).casefold()
    return len(whole) > len(stem) and head.startswith(stem)


def find_summary(page: Page, label: int | None, start: int, cards: Sequence[Card] = ()) -> Summary:
    """The summary; one without text if the page has none.

    Args:
        page: the page, with title, byline, labels, cards and questions claimed.
        label: the line that heads it, where there is one.
        start: the first line after the title.
        cards: what lists and related readings said of this article.
    """
    found = _find(page, label, start, cards)
    if found.text is not None:
        found.text = without_machine(found.text)
    return found


def _find(page: Page, label: int | None, start: int, cards: Sequence[Card]) -> Summary:
    if label is not None:
        return _under(page, label)
    free = [line for line in page.free(start) if not line.chrome]
    ends = (*free[:_ENDS], *free[-_ENDS:])
    for line in free:
        led = _leading(line, at_end=line in ends)
        if led is not None:
            rest = _same_box(page, line)
            text = " ".join([led[1], *(other.text for other in rest)])
            taken = [line.index, *(other.index for other in rest)]
            return Summary(text, taken, led[0], f"label:{led[0].languages[0]}")
    return _as_heading(page, start) or _by_shape(page, start, cards)


def _as_heading(page: Page, start: int) -> Summary | None:
    # A standfirst that is set as a heading: under the title, apart from the paragraphs.
    if page.is_described:
        return None
    for line in page.lines[start : start + _HEADING_WITHIN]:
        if line.index in page.claimed or line.chrome:
            continue
        if is_prose(line):
            return None
        if line.level > 1 and line.href is None and line.width >= _HEADING_WIDTH:
            first = next((one for one in page.free(line.index + 1) if _is_text(one)), None)
            apart = first is not None and first.box.parent is not line.box.parent
            return Summary(line.text, [line.index], None, "shape:heading") if apart else None
    return None


def _is_text(line: Line) -> bool:
    return is_prose(line) and not line.chrome


def _same_box(page: Page, line: Line) -> list[Line]:
    # The lines after this one that only a line break parts from it; none where these are the text.
    rest: list[Line] = []
    for other in page.free(line.index + 1):
        if other.box is not line.box or other.index != line.index + len(rest) + 1:
            break
        rest.append(other)
    others = [other for other in page.free() if other.box is not line.box and is_prose(other)]
    return rest if len(rest) <= _MOST_BREAKS and len(others) > len(rest) else []


def _leading(line: Line, *, at_end: bool) -> tuple[Label, str] | None:
    # "Summary: text" in one line, or a label in an element of its own before the text.
    first = line.pieces[0].text.strip()
    label = label_of(first) if len(line.pieces) > 1 else None
    if label is not None and label.part == "summary":
        return label, line.text[len(first) :].lstrip(" :：-–—")
    led = leading_label(line.text) if at_end else None
    return (led[0], line.text[led[1] :]) if led is not None else None


def _under(page: Page, at: int) -> Summary:
    line = page.lines[at]
    label = label_of(line.text)
    origin = f"label:{label.languages[0]}" if label is not None else "label"
    box = page.own_box(line)
    inside = [other for other in page.free(at + 1, box.end) if not other.chrome]
    if len(inside) > 1 and _is_all_the_text(page, box, inside):
        inside = []  # label, summary and body stand in one box: the summary is one line
    if not inside:
        inside = [other for other in page.free(at + 1, at + 2) if other.kind != "heading"]
        inside += [rest for first in inside for rest in _same_box(page, first)]
    text = " ".join(other.text for other in inside) or None
    return Summary(text, [other.index for other in inside], label, origin)


def _is_all_the_text(page: Page, box: Box, inside: list[Line]) -> bool:
    if len(inside) > 3 and any(line.kind == "heading" or line.bold for line in inside):
        return True
    within = sum(len(line.text) for line in inside)
    outside = sum(
        len(line.text)
        for line in page.free()
        if not box.start <= line.index < box.end and not line.chrome and is_prose(line)
    )
    return 2 * outside < within


def _by_shape(page: Page, start: int, cards: Sequence[Card]) -> Summary:
    free = [line for line in page.free(start) if not line.chrome]
    prose = [line for line in free if is_prose(line)]
    boxed = [line for line in page.free(start) if line.chrome == "aside" and is_prose(line)]
    if prose and boxed and boxed[0].index < prose[0].index and len(boxed[0].text) >= _LONG_CHARS:
        prose.insert(0, boxed[0])  # set beside the text, yet before it
    if len(prose) < 2:
        return Summary()
    first = prose[0]
    heads = [line for line in free if line.index < first.index and line.kind in _HEAD_KINDS]
    head = heads[-1] if heads and _is_headlike(heads[-1]) else None
    origin = _evidence(page, first, prose[1:], head, cards)
    if not origin and any(
        part == "byline" and first.index < index < prose[1].index
        for index, part in page.claimed.items()
    ):
        origin = "before-byline"
    if not origin:
        return Summary()
    rest = _same_box(page, first)
    taken = [line.index for line in (head, first, *rest) if line is not None]
    text = " ".join(line.text for line in (first, *rest))
    return Summary(text, taken, None, f"shape:{origin}")


def _is_headlike(line: Line) -> bool:
    # What is a link leads elsewhere, and heads nothing: "Print".
    is_short = len(line.text) <= _LABEL_CHARS and not any(char.isdigit() for char in line.text)
    return is_short and line.link_share < 0.5


def _evidence(
    page: Page, first: Line, body: list[Line], head: Line | None, cards: Sequence[Card]
) -> str:
    # What tells a summary from a first paragraph; empty if nothing does.
    text = first.text
    # Lists also show the beginning of the text, which is one paragraph of many.
    begins = body[0].box.parent is first.box.parent and body[0].box.signature == first.box.signature
    if not begins and any(card.summary and _same_start(card.summary, text) for card in cards):
        return "card"
    if is_cut(text) and len(text) > _LONG_CHARS:
        return "cut"
    longest = max(len(line.text) for line in body)
    described = any(
        len(content) >= 40 and _same_start(content, text)
        for name in ("description", "og:description")
        for content in page.outline.meta.get(name, ())
    )
    apart = _apart(first, body, alike=described)
    if apart and (described or head is not None or _is_named(first)):
        return "box"
    if apart and first.box.parent is not None and len(text) > longest / 2:
        return "box"
    if _marked_apart(first, body):
        return "markup"
    if described and len(text) >= _LONG_CHARS and len(text) > longest:
        return "description"
    if (
        head is not None
        and head.index == first.index - 1
        and _has_parts(page)
        and _is_headed(page, head, text, body, described=described)
    ):
        return "head"
    return "length" if len(text) >= max(2 * _LONG_CHARS, 2 * longest) else ""


def _has_parts(page: Page) -> bool:
    # Whether the page has other parts of its own beside the text; on others a short line over the
    # first paragraph is a credit, a link or a place more often than a heading of a summary.
    return any(
        part == "questions" or part.startswith("label:") for part in page.claimed.values()
    ) or any(
        part == "related" and page.stamps(page.lines[index]) for index, part in page.claimed.items()
    )


def _is_headed(page: Page, head: Line, text: str, body: list[Line], *, described: bool) -> bool:
    # Whether the short line over the first paragraph names it a summary, in words not known.
    longest = max(len(line.text) for line in body)
    long = len(text) >= _LONG_CHARS
    if not _heads_alike(head, body, page) and (described or long or _other_script(head.text, text)):
        return True
    return (described and len(text) > longest) or (long and 2 * len(text) >= 3 * longest)


def _same_start(one: str, other: str) -> bool:
    return completes(one + "x", other) or completes(other + "x", one)


def _apart(first: Line, body: list[Line], *, alike: bool) -> bool:
    # It stands in a box of its own, while two or more paragraphs of the text share another;
    # `alike`: that the two boxes look the same does not matter.
    for box in first.box.ancestors():
        if box.parent is None:
            return False
        siblings = [line for line in body if box.parent.start <= line.index < box.parent.end]
        if any(line.index < box.end for line in siblings):
            return False  # the box holds body too
        if siblings:
            following = _child_of(box.parent, siblings[0].box)
            if following is None or (following.signature == box.signature and not alike):
                return False
            within = [line for line in siblings if following.start <= line.index < following.end]
            return len(within) >= 2
    return False


def _marked_apart(first: Line, body: list[Line]) -> bool:
    # Beside its paragraphs, which are all marked up alike, in another element or class.
    beside = [line.box.signature for line in body if line.box.parent is first.box.parent]
    if len(beside) < 3 or first.box.signature in beside[:3]:
        return False
    return beside.count(beside[0]) >= 0.7 * len(beside)


def _child_of(outer: Box, inner: Box) -> Box | None:
    return next((box for box in inner.ancestors() if box.parent is outer), None)


def _is_named(line: Line) -> bool:
    boxes = list(line.box.ancestors())[:3]
    return any(_LEAD_NAMES.search(box.classes) for box in boxes) or line.kind == "quote"


def _heads_alike(head: Line, body: list[Line], page: Page) -> bool:
    # Whether the text's own section headings look like this one.
    return any(
        line.box.signature == head.box.signature and line.kind == head.kind
        for line in page.free(body[0].index, body[-1].index)
        if not is_prose(line)
    )


def _other_script(one: str, other: str) -> bool:
    return one.isascii() != other[: 4 * len(one)].isascii() and _latin(one) != _latin(other)


def _latin(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return 2 * sum(char < "\u0250" for char in letters) > len(letters)
