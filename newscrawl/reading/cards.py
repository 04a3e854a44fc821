"""The cards of a page: each article that it links to, with what stands around the link.

A card is found by what it is: the largest box that leads to one other article and to no second
one. Where markup is flat the lines between one such link and the next belong to it. A card printed
twice, for two screen widths, is one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from newscrawl.dates import DateSpan
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
_TITLE_CHARS = 400
# How far the lines of a flat card can stand from its link.
_REACH = 6


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
    for unit in units:
        _read(page, unit)
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
        # More than a summary and its second printing is no card.
        if sum(len(line.text) > _PROSE_CHARS and line.href is None for line in lines) > 2:
            break
        card = box
    return card


def _reach_out(page: Page, units: list[Unit]) -> list[Unit]:
    # Gives flat cards, whose box is hardly more than the link, the lines beside it.
    for group in runs(page, units):
        if any(_has_stamp(page, unit.start, unit.end) for unit in group):
            continue
        before = _stamp_near(page, group[0].start - 1, -1)
        if before is not None:
            edge = before
            for unit in group:
                unit.start, edge = edge, unit.end
            continue
        for unit, following in zip(group, [*group[1:], None], strict=True):
            if following is not None:
                unit.end = following.start
            else:
                after = _stamp_near(page, unit.end, 1)
                unit.end = unit.end if after is None else after + 1
    merged: list[Unit] = []
    for unit in units:
        if merged and merged[-1].address.id == unit.address.id and merged[-1].end >= unit.start:
            merged[-1].end = unit.end
        else:
            merged.append(unit)
    return merged


def _has_stamp(page: Page, start: int, end: int) -> bool:
    return any(page.stamps(line) for line in page.lines[start:end])


def _stamp_near(page: Page, index: int, step: int) -> int | None:
    # The line of the nearest stamp within reach; going back, the line that its card begins with.
    seen_prose = 0
    for at in range(index, index + step * _REACH, step):
        if not 0 <= at < len(page.lines) or at in page.claimed:
            return None
        line = page.lines[at]
        if page.stamps(line):
            if step < 0 and at > 0 and _is_source_line(page, at - 1):
                return at - 1
            return at
        seen_prose += len(line.text) > _PROSE_CHARS
        if seen_prose > 1 or (step < 0 and seen_prose):
            return None
    return None


def _is_source_line(page: Page, index: int) -> bool:
    line = page.lines[index]
    return index not in page.claimed and len(line.text) <= _SOURCE_CHARS and line.kind != "heading"


def _texts(page: Page, unit: Unit) -> list[_Text]:
    texts: list[_Text] = []
    for line in page.lines[unit.start : unit.end]:
        stamps = page.stamps(line)
        if stamps and len(line.pieces) > 1 and any(piece.href for piece in line.pieces):
            rest = _rest(line.text, stamps[0].start, stamps[0].end)
            if len(rest) > _SOURCE_CHARS or not line.href:
                texts.extend(_by_piece(page, line))
                continue
        text = _Text(line.text, line, line.href is not None)
        if stamps:
            text.stamp = stamps[0].span
            text.rest = _rest(line.text, stamps[0].start, stamps[-1].end)
        texts.append(text)
    return texts


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


def _read(page: Page, unit: Unit) -> None:
    texts = _texts(page, unit)
    stamped = [text for text in texts if text.stamp is not None and len(text.rest) <= _SOURCE_CHARS]
    if stamped:
        unit.span = stamped[0].stamp
        unit.source = next((text.rest for text in stamped if text.rest), None)
    plain = [text for text in texts if text not in stamped]
    counts = Counter(text.text for text in plain)
    titles = [text for text in plain if 3 <= len(text.text) <= _TITLE_CHARS]
    if titles:
        # Headings first, then what is printed twice, then what is linked, then what comes first.
        best = max(
            titles,
            key=lambda text: (
                text.line.kind == "heading",
                counts[text.text] > 1 and len(text.text) > _SOURCE_CHARS // 2,
                text.linked and len(text.text) > 12,
                text.line.bold,
                len(text.text) > 12,
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
    known = page.site.sources if page.site else ()
    for unit in units:
        for source in known:
            if unit.source and unit.source != source and source in unit.source.split():
                unit.source = source
