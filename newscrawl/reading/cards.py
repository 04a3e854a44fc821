"""The cards of a page: each article that it links to, with what stands around the link.

A card is found by what it is: the largest box that leads to one other article and to no second
one. Where markup is flat the lines between one such link and the next belong to it. A card printed
twice, for two screen widths, is one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from newscrawl.dates import DateSpan, parse
from newscrawl.reading.addresses import Address
from newscrawl.reading.model import Card
from newscrawl.reading.outline import Box, Line, Link
from newscrawl.reading.page import Page
from newscrawl.reading.sections import label_before

_SEPARATORS = " \t|·•∙-–—/,:：、，>»›●▪"
_MANY = ""
# Beyond a line of this length a link is a mention in prose, and a text is a summary.
_PROSE_CHARS = 80
_SOURCE_CHARS = 40
_TITLE_LEAST, _TITLE_CHARS = 12, 400
# How far the lines of a flat card can stand from its link.
_REACH = 6
# A link of no more says "read more" rather than a title.
_MORE_CHARS = 24


@dataclass(slots=True)
class Unit:
    """A card as printed once: the article it leads to and its lines, `start` to `end`."""

    address: Address
    url: str
    start: int
    end: int
    box: Box
    alt: str | None = None
    span: DateSpan | None = None
    title: str | None = None
    summary: str | None = None
    source: str | None = None


@dataclass(slots=True)
class _Text:
    # A line of a unit, or a part of one where link and stamp share a line.
    text: str
    line: Line
    linked: bool
    stamp: DateSpan | None = None
    rest: str = ""
    marks: list[str] = field(default_factory=list)


def find_units(page: Page) -> list[Unit]:
    """The cards printed on the page, in order; lines that parts have claimed bound them."""
    links = [
        (link, address)
        for link in page.outline.links
        if (address := page.article_at(link.href)) is not None and not _in_prose(page, link)
    ]
    leads_to = _leads_to(links)
    units: list[Unit] = []
    for link, address in links:
        box = _card_box(page, link.box, leads_to)
        url = page.absolute(link.href) or link.href
        last = units[-1] if units else None
        if last is not None and last.box is box:
            last.alt = last.alt or link.alt
            continue
        unit = Unit(address, url, box.start, box.end, box, link.alt)
        if last is not None and last.address.id == address.id and unit.start <= last.end:
            last.end = max(last.end, unit.end)
            continue
        units.append(unit)
    units = _reach_out(page, units)
    known = list(page.site.sources) if page.site is not None else []
    for unit in units:
        _read(page, unit, known)
    _settle_sources(page, units)
    return units


def runs(page: Page, units: list[Unit]) -> Iterator[list[Unit]]:
    """The units in groups that stand together."""
    group: list[Unit] = []
    for unit in units:
        if group:
            between = range(group[-1].end, unit.start)
            if len(between) > _REACH or any(_divides(page, index) for index in between):
                yield group
                group = []
        group.append(unit)
    if group:
        yield group


def _divides(page: Page, index: int) -> bool:
    line = page.lines[index]
    if page.claimed.get(index, "card") != "card" or line.kind == "heading":
        return True
    return len(line.text) > _PROSE_CHARS


def to_cards(page: Page, units: list[Unit]) -> list[Card]:
    """One card an article, in order of first appearance, from all the times it is printed."""
    merged: dict[str, Card] = {}
    for unit in units:
        card = merged.get(unit.address.id)
        if card is None:
            merged[unit.address.id] = Card(
                id=unit.address.id,
                url=unit.url,
                rank=len(merged) + 1,
                title=unit.title,
                summary=unit.summary,
                source=unit.source,
                published=unit.span,
                found_on=page.url,
            )
            continue
        merged[unit.address.id] = Card(
            id=card.id,
            url=card.url,
            rank=card.rank,
            title=card.title or unit.title,
            summary=max(card.summary or "", unit.summary or "", key=len) or None,
            source=card.source or unit.source,
            published=card.published or unit.span,
            found_on=page.url,
        )
    return list(merged.values())


def _in_prose(page: Page, link: Link) -> bool:
    if link.box.end - link.box.start != 1:
        return False
    line = page.lines[link.box.start]
    return line.link_share < 0.5 and not page.stamps(line)


def _leads_to(links: list[tuple[Link, Address]]) -> dict[Box, str]:
    # For each box around a link: the one article it leads to, or _MANY.
    found: dict[Box, str] = {}
    for link, address in links:
        for box in link.box.ancestors():
            known = found.get(box)
            if known in (address.id, _MANY):
                break
            found[box] = address.id if known is None else _MANY
    return found


def _card_box(page: Page, inner: Box, leads_to: dict[Box, str]) -> Box:
    own = leads_to[inner]
    card = inner
    for box in inner.ancestors():
        if leads_to[box] != own or box.end - box.start > 4 * _REACH:
            break
        lines = page.lines[box.start : box.end]
        if any(line.index in page.claimed for line in lines):
            break
        # A long title and a summary, with their stamp; other prose is no card.
        prose = {line.text for line in lines if _is_loose_prose(line)}
        if len(prose) > 2 or (prose and not _has_stamp(page, box.start, box.end)):
            break
        if _heads_others(page, box, card):
            break
        card = box
    return card


def _is_loose_prose(line: Line) -> bool:
    return len(line.text) > _PROSE_CHARS and line.href is None


def _heads_others(page: Page, box: Box, card: Box) -> bool:
    # A heading outside the link, where the link has a text of its own, is over a list of cards.
    if not any(len(line.text) > _TITLE_LEAST for line in page.lines[card.start : card.end]):
        return False
    before = page.lines[box.start : card.start]
    return any(line.kind == "heading" and line.href is None for line in before)


def _reach_out(page: Page, units: list[Unit]) -> list[Unit]:
    # Gives flat cards, whose box is hardly more than the link, the lines beside it.
    units = _joined(page, units)
    taken = {index for unit in units for index in range(unit.start, unit.end)}
    for group in _flat_groups(page, units):
        texts = {page.lines[unit.start].text for unit in group if unit.start < unit.end}
        says_more = max(map(len, texts), default=0) < _MORE_CHARS and len(texts) <= 1
        before = _room_before(page, group, taken, says_more=says_more)
        after = _room_after(page, group, taken)
        if _has_stamp(page, after[0], after[1]) and not says_more:
            for unit, following in pairwise(group):
                unit.end = following.start
            group[-1].end = after[1]
        elif _has_stamp(page, before[0], before[1]):
            edge = before[0]
            for unit in group:
                unit.start, edge = edge, unit.end
    return _joined(page, units)


def _joined(page: Page, units: list[Unit]) -> list[Unit]:
    # One unit where the same article is linked again within reach and nothing divides the two.
    joined: list[Unit] = []
    for unit in units:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.address.id == unit.address.id
            and unit.start - last.end <= _REACH
            and not any(_bars(page, index) for index in range(last.end, unit.start))
            and not (_has_stamp(page, last.start, last.end) and unit.start > last.end)
            and _reads_on(page, last.end, unit.start)
        ):
            last.end = max(last.end, unit.end)
        else:
            joined.append(unit)
    return joined


def _reads_on(page: Page, start: int, end: int) -> bool:
    # Between two links of one flat card stands no prose, or a summary with its stamp.
    prose = sum(len(line.text) > _PROSE_CHARS for line in page.lines[start:end])
    return prose == 0 or (prose == 1 and _has_stamp(page, start, end))


def _flat_groups(page: Page, units: list[Unit]) -> Iterator[list[Unit]]:
    # Units without a stamp, one after the other, with no more than a card's lines between.
    group: list[Unit] = []
    for unit in units:
        if _has_stamp(page, unit.start, unit.end):
            if group:
                yield group
            group = []
            continue
        if group:
            between = range(group[-1].end, unit.start)
            prose = sum(len(page.lines[index].text) > _PROSE_CHARS for index in between)
            if len(between) > _REACH or prose > 1 or any(_bars(page, index) for index in between):
                yield group
                group = []
        group.append(unit)
    if group:
        yield group


def _bars(page: Page, index: int) -> bool:
    # Whether no card reaches over a line: another part's, or a heading that leads nowhere.
    line = page.lines[index]
    return index in page.claimed or (line.kind == "heading" and line.href is None)


def _room_before(
    page: Page, group: list[Unit], taken: set[int], *, says_more: bool
) -> tuple[int, int]:
    # The lines that the first of a group can take: as many as the next one has before it.
    first = group[0].start
    reach = group[1].start - group[0].end if len(group) > 1 else _REACH
    start, prose = first, 0
    while start > max(0, first - reach) and start - 1 not in taken:
        prose += len(page.lines[start - 1].text) > _PROSE_CHARS
        if prose > 1:
            break
        start -= 1
        if _bars(page, start):
            # Over a link that only says "more", the heading is the card's title.
            title = says_more and start not in page.claimed
            return (start if title else start + 1), first
    return start, first


def _room_after(page: Page, group: list[Unit], taken: set[int]) -> tuple[int, int]:
    last = group[-1].end
    gap = next(
        (other.start - one.end for one, other in reversed(list(pairwise(group)))),
        None,
    )
    end = last
    while end < min(len(page.lines), last + (_REACH if gap is None else gap)):
        if end in taken or _bars(page, end):
            break
        end += 1
        if gap is None and page.stamps(page.lines[end - 1]):
            break
    return last, end


def _has_stamp(page: Page, start: int, end: int) -> bool:
    # A stamp with hardly more than its source beside it; a date in a sentence is none.
    for line in page.lines[start:end]:
        stamps = page.stamps(line)
        said = sum(found.end - found.start for found in stamps)
        if stamps and len(line.text) - said <= _PROSE_CHARS:
            return True
    return False


def _texts(page: Page, unit: Unit) -> list[_Text]:
    texts: list[_Text] = []
    for line in page.lines[unit.start : unit.end]:
        stamps = page.stamps(line)
        if stamps and len(line.pieces) > 1 and any(piece.href for piece in line.pieces):
            rest = _rest(line.text, stamps[0].start, stamps[0].end)
            if len(rest) > _SOURCE_CHARS or not line.href:
                texts.extend(_by_piece(page, line))
                continue
        text = _Text(_without_rank(line), line, line.href is not None)
        if stamps:
            text.stamp = stamps[0].span
            text.rest = _rest(line.text, stamps[0].start, stamps[-1].end)
        texts.append(text)
    return texts


def _without_rank(line: Line) -> str:
    # A card's number stands in an element of its own, glued to the title.
    first = line.pieces[0].text.strip(" .#)")
    if len(line.pieces) > 1 and first.isdigit() and len(first) < 3:
        return line.text[len(line.pieces[0].text.strip()) :].strip(" .)")
    return line.text


def _by_piece(page: Page, line: Line) -> Iterator[_Text]:
    for piece in line.pieces:
        plain = piece.text.strip()
        stamps = page.find_stamps(plain)
        text = _Text(plain, line, piece.href is not None)
        if stamps:
            text.stamp = stamps[0].span
            text.rest = _rest(plain, stamps[0].start, stamps[-1].end)
        if plain.strip(_SEPARATORS):
            yield text


def _rest(text: str, start: int, end: int) -> str:
    # What stands beside a stamp in its line, without labels and separators: the source.
    before, after = text[:start], text[end:]
    label = label_before(before)
    if label is not None:
        before = before[: label[1]]
    return before.strip(_SEPARATORS) or after.strip(_SEPARATORS)


def _read(page: Page, unit: Unit, known: list[str]) -> None:
    texts = _texts(page, unit)
    stamped = [text for text in texts if text.stamp is not None and len(text.rest) <= _SOURCE_CHARS]
    if stamped:
        unit.span = stamped[0].stamp
        unit.source = next((text.rest for text in stamped if text.rest), None)
    plain = [
        text
        for text in texts
        if text not in stamped
        and not (len(text.text) < _PROSE_CHARS and text.text.startswith(tuple(known)))
    ]
    counts = Counter(text.text for text in plain)
    titles = [text for text in plain if 3 <= len(text.text) <= _TITLE_CHARS]
    if titles:
        # Headings first, then what is printed twice, then what is linked, then what comes first.
        best = max(
            titles,
            key=lambda text: (
                text.line.kind == "heading",
                counts[text.text] > 1 and len(text.text) > _SOURCE_CHARS // 2,
                text.linked and len(text.text) > _TITLE_LEAST,
                text.line.bold,
                len(text.text) > _TITLE_LEAST,
                -text.line.index,
            ),
        )
        unit.title = best.text
    elif unit.alt:
        unit.title = unit.alt
    others = [text for text in plain if text.text != unit.title]
    if others:
        longest = max(others, key=lambda text: len(text.text))
        if len(longest.text) > _PROSE_CHARS or len(longest.text) > len(unit.title or ""):
            unit.summary = longest.text
    if unit.source is None and stamped:
        unit.source = _source_beside(texts, stamped[0], unit)


def _source_beside(texts: list[_Text], stamped: _Text, unit: Unit) -> str | None:
    at = texts.index(stamped)
    for near in (at - 1, at + 1):
        if 0 <= near < len(texts):
            text = texts[near].text
            if text not in (unit.title, unit.summary) and len(text) <= _SOURCE_CHARS:
                return text.strip(_SEPARATORS) or None
    return None


def _settle_sources(page: Page, units: list[Unit]) -> None:
    # A known source label wins over what merely stands beside the stamp.
    seen = Counter(unit.source for unit in units if unit.source and unit.span)
    known = [*(page.site.sources if page.site else ()), *(name for name, _ in seen.most_common())]
    for unit in units:
        if unit.span is None or unit.source is None:
            _read_by_source(page, unit, known)
        for source in known:
            if unit.source and unit.source != source and source in unit.source.split():
                unit.source = source


def _read_by_source(page: Page, unit: Unit, known: list[str]) -> None:
    # A short line that begins with a known source: what follows is a stamp in words not known to
    # the quick finder, or none.
    for line in page.lines[unit.start : unit.end]:
        if line.text in (unit.title, unit.summary) or len(line.text) > _PROSE_CHARS:
            continue
        for source in known:
            if line.text.startswith(source):
                unit.source = unit.source or source
                rest = line.text[len(source) :].strip(_SEPARATORS)
                if unit.span is None and rest:
                    unit.span = parse(
                        rest, now=page.now, languages=page.languages, timezone=page.zone
                    )
                return
