"""The cards of a page: each article that it links to, with what stands around the link.

A card is found by what it is: the largest box that leads to one other article and to no second
one. Where markup is flat the lines between one such link and the next belong to it. A card printed
twice, for two screen widths, is one.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from newscrawl.reading.addresses import Address
from newscrawl.reading.card_fields import PROSE_CHARS, TITLE_LEAST, Unit, read_units
from newscrawl.reading.lines import Box, Line, Link
from newscrawl.reading.page import Page

_MANY = ""
# How far the lines of a flat card can stand from its link.
_REACH = 6
# A link of no more says "read more" rather than a title.
_MORE_CHARS = 24
# What stands beside a stamp that is a whole line: signs.
_STAMP_REST = 3
_MARKS = " \t|·•-–—/,:()[]"


def find_units(page: Page) -> list[Unit]:
    """The cards printed on the page, in order; lines that parts have claimed bound them."""
    reads_as_text: dict[int, bool] = {}
    links = [
        (link, address)
        for link in page.outline.links
        if (address := page.article_at(link.href)) is not None
        and not _in_prose(page, link, reads_as_text)
    ]
    leads_to = _leads_to(links)
    repeated = _repeated(leads_to)
    units: list[Unit] = []
    for link, address in links:
        box = _card_box(page, link.box, leads_to, repeated)
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
    read_units(page, units)
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
    return line.width > PROSE_CHARS


def _in_prose(page: Page, link: Link, known: dict[int, bool]) -> bool:
    # `known`: what was found of lines before, for a line may hold thousands of links.
    at = link.box.start
    if link.box.end - at != 1:
        return False
    if page.lines[at].href is not None and _is_stamp(page, page.lines[at]):
        return True  # to the archive of a day
    if at not in known:
        line = page.lines[at]
        is_menu = len({piece.href for piece in line.pieces if piece.href}) > 2
        known[at] = is_menu or (line.link_share < 0.5 and not _bears_stamp(page, line))
    return known[at]


def _is_stamp(page: Page, line: Line) -> bool:
    said = sum(found.end - found.start for found in page.stamps(line))
    return said > 0 and len(line.text) - said <= _STAMP_REST


def _bears_stamp(page: Page, line: Line) -> bool:
    # A card's stamp stands at an end of its line or in an element of its own; "a crew of two worked
    # for 12 minutes at the gate" is a sentence.
    stamps = page.stamps(line)
    if not stamps or line.width <= PROSE_CHARS:
        return bool(stamps)
    before, after = line.text[: stamps[0].start], line.text[stamps[-1].end :]
    if not before.strip(_MARKS) or not after.strip(_MARKS):
        return True
    for piece in line.pieces:
        found = () if piece.href else page.find_stamps(piece.text)
        if found and len(piece.text) - sum(one.end - one.start for one in found) < _MORE_CHARS:
            return True
    return False


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


def _repeated(leads_to: dict[Box, str]) -> set[Box]:
    # Boxes that stand beside one of their kind, each of which leads to an article of its own.
    alike: dict[tuple[Box | None, str, str], dict[str, list[Box]]] = {}
    for box, article in leads_to.items():
        if article != _MANY:
            kind = (box.parent, *box.signature)
            alike.setdefault(kind, {}).setdefault(article, []).append(box)
    return {
        box
        for by_article in alike.values()
        if len(by_article) > 1
        for boxes in by_article.values()
        for box in boxes
    }


def _card_box(page: Page, inner: Box, leads_to: dict[Box, str], repeated: set[Box]) -> Box:
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
        if len(prose) > 2 or _heads_others(page, box, card):
            break
        if not prose or box in repeated or _has_stamp(page, box.start, box.end):
            card = box
    return card


def _is_loose_prose(line: Line) -> bool:
    return line.width > PROSE_CHARS and line.link_share < 0.8


def _heads_others(page: Page, box: Box, card: Box) -> bool:
    # A heading outside the link, where the link has a text of its own, is over a list of cards.
    if not any(line.width > TITLE_LEAST for line in page.lines[card.start : card.end]):
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
            _share_out(page, group, before[0], says_more=says_more)
    return _joined(page, units)


def _share_out(page: Page, group: list[Unit], start: int, *, says_more: bool) -> None:
    # Cards that begin before their links: with the stamp, or where a link says "more" with all.
    group[0].start = start
    tail = 0
    for unit, following in pairwise(group):
        begin = unit.end
        if not says_more:
            begin = next(
                (at for at in range(unit.end, following.start) if _has_stamp(page, at, at + 1)),
                unit.end,
            )
        tail = max(tail, begin - unit.end)
        unit.end = following.start = begin
    last = group[-1]
    for at in range(last.end, min(last.end + tail, len(page.lines))):
        if _bars(page, at):
            break
        last.end = at + 1


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
    # Between two links of one flat card stands its stamp, or a line or two that are no sentence.
    lines = page.lines[start:end]
    if _has_stamp(page, start, end):
        return sum(line.width > PROSE_CHARS for line in lines) <= 1
    return len(lines) <= 2 and not any(
        line.is_sentence or line.width > PROSE_CHARS for line in lines
    )


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
            prose = sum(page.lines[index].width > PROSE_CHARS for index in between)
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
    # Before a link that is a title stands a stamp; a summary does before one that says "more".
    most = 1 if says_more or len(group) > 1 else 0
    while start > max(0, first - reach) and start - 1 not in taken:
        before = page.lines[start - 1]
        prose += before.width > PROSE_CHARS or (not most and _is_told(before))
        if prose > most:
            break
        start -= 1
        if _bars(page, start):
            # Over a link that only says "more", the heading is the card's title.
            title = says_more and start not in page.claimed
            return (start if title else start + 1), first
    return start, first


def _is_told(line: Line) -> bool:
    # A short paragraph.
    return line.is_sentence and line.link_share < 0.5 and line.width > _MORE_CHARS


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
        if stamps and len(line.text) - said <= PROSE_CHARS:
            return True
        if not stamps and len(line.pieces) > 2 and page.find_stamps(line.pieces[-1].text):
            return True  # a whole card in one line
    return False
