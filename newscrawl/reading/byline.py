"""The byline: source, published and updated, as the lines near the title state them.

The three may stand in elements of their own, in one, or glued into one text. Known labels say
which date is which; where no label is known the first is published and the second updated.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from newscrawl.dates import DateSpan, Found
from newscrawl.reading.authors import find_authors, without_authors
from newscrawl.reading.lines import Line, width
from newscrawl.reading.page import Page
from newscrawl.reading.sections import Label, label_after, label_before

_SEPARATORS = " \t|·•∙-–—/,:：、，>»›●▪()[]"
_SHORT_CHARS = 60
_SOURCE_CHARS = 40
# How many lines a byline stands from its title, and how many it takes.
_NEAR, _TALL, _ABOVE = 8, 7, 4
# "8,231 views", "1.2K", "5 min read", "4 min de lectura".
_COUNTER = re.compile(r"^\W*\d[\d.,]*\s*[kKmM万萬]?\+?(?:\s*[^\s\d]+){0,4}$")
_SOURCE_WORDS = re.compile(
    r"^(?:source|fuente|fonte|источник|джерело|kaynak|sumber|quelle|来源|來源|出处|稿源)\s*[:：]\s*",
    re.I,
)
# What stands over or beside a byline and is no source.
_GENRE = re.compile(
    r"(?:breaking |top |latest )?(?:news|reviews?|guides?|opinions?|analysis|features?|exclusive|"
    r"interviews?|videos?|updates?|politics|politik|política|politique|sports?|deportes|economía|"
    r"wirtschaft|business|tech|contributions from)",
    re.I,
)
_SENTENCE = re.compile(r"[.!?。！？؟]$")
# Where an unknown label is glued to a source: a capital after a small letter, or another script.
_GLUE = re.compile(r"(?<=[a-z0-9à-ÿ])(?=[A-ZÀ-Þ])|(?<=[\x21-\x7e])(?=[^\x00-\u024f])")


@dataclass(slots=True)
class Stamp:
    """A stamp of the byline."""

    span: DateSpan
    label: Label | None
    exact: DateSpan | None = None


@dataclass(slots=True)
class Byline:
    """What the byline states, and the lines that it takes.

    Attributes:
        authors: the names that it, or a line near it, gives as authors.
        author_lines: further lines, which name authors and say nothing else.
    """

    published: Stamp | None = None
    updated: Stamp | None = None
    source: str | None = None
    source_origin: str = ""
    authors: tuple[str, ...] = ()
    lines: list[int] = field(default_factory=list)
    author_lines: list[int] = field(default_factory=list)

    @property
    def labels(self) -> list[Label]:
        """The labels it was read by."""
        stamps = (self.published, self.updated)
        return [stamp.label for stamp in stamps if stamp is not None and stamp.label is not None]


def labelled_lines(page: Page) -> list[int]:
    """Lines that hold a stamp beside a known label of publication or update."""
    return [
        line.index
        for line in page.lines
        if any(_label_beside(page, line, number) for number in range(len(page.stamps(line))))
    ]


def find_byline(page: Page, title: int | None, card_sources: tuple[str, ...] = ()) -> Byline:
    """The byline; an empty one if no line reads like it.

    Args:
        page: the page, with the lines of its cards claimed.
        title: the line of the title, where there is one.
        card_sources: source labels that the page's cards show.
    """
    anchor = _anchor(page, title)
    if anchor is None:
        return _with_authors(page, Byline(), title)
    region = _region(page, anchor, title)
    byline = Byline(lines=[line.index for line in region])
    _assign(byline, _stamps_of(page, region))
    _with_authors(page, byline, title)
    card_sources = tuple(name for name in card_sources if name not in byline.authors)
    known = (*(page.site.sources if page.site else ()), *card_sources)
    _find_source(page, byline, region, known)
    return byline


def _with_authors(page: Page, byline: Byline, title: int | None) -> Byline:
    found = find_authors(page, title, byline.lines)
    byline.authors = tuple(found)
    for index in dict.fromkeys(found.values()):
        line = page.lines[index]
        said = len(line.text) - sum(len(name) for name in found if name in line.text)
        if index not in byline.lines and said <= _SOURCE_CHARS:
            byline.author_lines.append(index)
    return byline


def _anchor(page: Page, title: int | None) -> int | None:
    # The stamped line that reads most like a byline.
    best: tuple[float, int] | None = None
    passed = 0  # lines before it that are text, where no title says where to look
    for line in page.free():
        passed += len(line.text) > 2 * _SHORT_CHARS
        stamps = page.stamps(line)
        if not stamps or (title is not None and line.index == title):
            continue
        labels = [_label_beside(page, line, number) for number in range(len(stamps))]
        if line.kind == "caption" and not any(labels):
            continue  # when the picture was taken
        score = 4.0 * any(labels) + 1.0 * (len(stamps) > 1)
        distance = abs(line.index - title) if title is not None else passed
        if title is not None and line.index < title:
            distance *= 2
        score -= 0.25 * max(0, distance - 2)
        score -= 2.0 * bool(line.chrome)
        unsaid = _unsaid(page, line)
        if unsaid > 2 * _SHORT_CHARS or (
            not any(labels) and (distance > _NEAR or unsaid > _SHORT_CHARS)
        ):
            continue
        if best is None or score > best[0]:
            best = (score, line.index)
    return best[1] if best is not None else None


def _label_beside(page: Page, line: Line, number: int) -> Label | None:
    stamps = page.stamps(line)
    stamp = stamps[number]
    begin = stamps[number - 1].end if number else 0
    before = label_before(line.text[begin : stamp.start])
    if before is not None:
        return before[0]
    # A date with its label before it on the whole line is not labelled by what follows.
    after = label_after(line.text[stamp.end :])
    return after[0] if after is not None else None


def _region(page: Page, anchor: int, title: int | None) -> list[Line]:
    # The short lines around the anchor that no other part has: at most _TALL, title excluded.
    region = [page.lines[anchor]]
    for step in (-1, 1):
        at = anchor + step
        while 0 <= at < len(page.lines) and len(region) < _TALL:
            line = page.lines[at]
            if at == title or at in page.claimed or line.kind == "heading":
                break
            stamped = bool(page.stamps(line))
            if _unsaid(page, line) > _SHORT_CHARS:
                break
            if not stamped and not _belongs(page, line, step):
                break
            if not stamped and not _stands_with(page, line, page.lines[anchor], title):
                break
            region.insert(0, line) if step < 0 else region.append(line)
            at += step
    return region


def _unsaid(page: Page, line: Line) -> int:
    # How wide a line is without its stamps; a sentence in Chinese is short in characters.
    return line.width - sum(width(found.span.raw) for found in page.stamps(line))


def _stands_with(page: Page, line: Line, anchor: Line, title: int | None) -> bool:
    # In one box with the stamp that holds no title and no text, or where all is flat, beside it.
    if line.chrome != anchor.chrome or len({p.href for p in line.pieces if p.href}) > 1:
        return False
    for box in anchor.box.ancestors():
        if box.start <= line.index < box.end:
            holds_more = title is not None and box.start <= title < box.end
            holds_more |= any(
                len(other.text) > 2 * _SHORT_CHARS and other.index not in page.claimed
                for other in page.lines[box.start : box.end]
            )
            return not holds_more or line.box.parent is anchor.box.parent
    return False


def _belongs(page: Page, line: Line, step: int) -> bool:
    # Before a stamp stand its label and the source; after one, a label or another labelled stamp.
    if step < 0:
        return _SENTENCE.search(line.text) is None and len(line.text) <= 2 * _SOURCE_CHARS
    following = page.lines[line.index + 1] if line.index + 1 < len(page.lines) else None
    if label_after(line.text) is not None:
        return True
    return (
        label_before(line.text) is not None
        and following is not None
        and bool(page.stamps(following))
    )


def _stamps_of(page: Page, region: list[Line]) -> list[Stamp]:
    # Labels stand before their stamps or after them, the same way all along a byline.
    found: list[tuple[Line, Found]] = []
    gaps = [""]
    for line in region:
        at = 0
        for stamp in page.stamps(line):
            gaps[-1] += f" {line.text[at : stamp.start]}"
            gaps.append("")
            found.append((line, stamp))
            at = stamp.end
        gaps[-1] += f" {line.text[at:]}"
    before = [label_before(gap) for gap in gaps[:-1]]
    after = [label_after(gap) for gap in gaps[1:]]
    # A label between two stamps, and none at the end, is of the one that follows.
    are_after = before[:1] == [None] and after[:1] != [None] and after[-1] is not None
    labels = after if are_after else before
    return [
        Stamp(stamp.span, label[0] if label else None, _exact(page, line, stamp.span.raw))
        for (line, stamp), label in zip(found, labels, strict=True)
    ]


def _exact(page: Page, line: Line, raw: str) -> DateSpan | None:
    # What `<time datetime>` says of the stamp, where it says more than the text.
    for piece in line.pieces:
        if piece.datetime and raw in piece.text:
            span = page.parse(piece.datetime)
            if span is not None and span.precision in ("second", "minute"):
                return span
    return None


def _assign(byline: Byline, stamps: list[Stamp]) -> None:
    for stamp in stamps:
        if stamp.label is None:
            continue
        if stamp.label.part == "published" and byline.published is None:
            byline.published = stamp
        elif stamp.label.part == "updated" and byline.updated is None:
            byline.updated = stamp
    for stamp in stamps:
        if stamp.label is not None:
            continue
        if byline.published is None:
            byline.published = stamp
        elif byline.updated is None and stamp.span.latest >= byline.published.span.earliest:
            byline.updated = stamp
    published, updated = byline.published, byline.updated
    if published is None or updated is None or len(stamps) != 2:
        return
    # One label can be of either stamp beside it: what was updated was published before.
    is_told = published.label is not None and updated.label is not None
    if not is_told and updated.span.at < published.span.at:
        byline.published, byline.updated = updated, published


def _find_source(page: Page, byline: Byline, region: list[Line], known: tuple[str, ...]) -> None:
    texts: list[str] = []
    for line in region:
        stamps = page.stamps(line)
        if stamps and texts and line.index != region[0].index:
            # Only what stands before the first stamp can be the source.
            texts.append(_before_stamp(page, line))
            break
        if stamps:
            texts.extend(_pieces_before(page, line))
            break
        texts.extend(piece.text.strip() for piece in line.pieces)
    after = [
        piece.text.strip()
        for line in region
        for piece in line.pieces
        if not page.find_stamps(piece.text)
    ]
    for source in known:
        for text in (*texts, *after):
            if text == source or (text.startswith(source) and text in texts):
                byline.source, byline.source_origin = source, "byline:known"
                return
    above = page.lines[max(0, region[0].index - _ABOVE) : region[0].index]
    for line in reversed(above):
        if line.text in known:
            byline.source, byline.source_origin = line.text, "byline:known"
            byline.lines.append(line.index)
            return
    beside = False  # whether an author stands between the text and the stamps
    for text in reversed(texts):
        candidate = _plain_source(text)
        if candidate is not None and page.parse(candidate, hinted=True) is not None:
            continue  # a weekday, set apart from its date
        said = without_authors(candidate or "", byline.authors)
        if said and not (beside and _GENRE.fullmatch(said)):
            byline.source, byline.source_origin = said, "byline"
            return
        beside |= said != (candidate or "")


def _before_stamp(page: Page, line: Line) -> str:
    return line.text[: page.stamps(line)[0].start]


def _pieces_before(page: Page, line: Line) -> list[str]:
    # The pieces of a line that end before its first stamp; the one that holds it, cut there.
    result = []
    for piece in line.pieces:
        stamps = page.find_stamps(piece.text)
        if stamps:
            result.append(piece.text[: stamps[0].start])
            break
        result.append(piece.text.strip())
    return result


def _plain_source(text: str) -> str | None:
    label = label_before(text)
    if label is not None:
        text = text[: label[1]]
    else:
        after = label_after(text)
        if after is not None and after[1] >= len(text.strip()):
            return None
        glued = _GLUE.search(text)
        if glued is not None and glued.start() >= 3 and text.endswith(" "):
            text = text[: glued.start()]
    text = _SOURCE_WORDS.sub("", text.strip(_SEPARATORS)).strip(_SEPARATORS)
    if not text or len(text) > _SOURCE_CHARS or _COUNTER.match(text):
        return None
    return text
