"""What a card says: title, summary, source and stamp, from the lines that are its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from newscrawl.dates import DateSpan
from newscrawl.reading.addresses import Address
from newscrawl.reading.brackets import headline_in, without_machine
from newscrawl.reading.lines import Box, Line, width
from newscrawl.reading.model import Card
from newscrawl.reading.page import Page
from newscrawl.reading.sections import label_before

_SEPARATORS = " \t|·•∙-–—/,:：、，>»›●▪"
# A text beyond this length is a summary.
PROSE_CHARS = 80
_SOURCE_CHARS = 40
TITLE_LEAST, _TITLE_CHARS = 12, 400


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


def read_units(page: Page, units: list[Unit]) -> None:
    """Reads each unit's lines into its fields."""
    known = list(page.site.sources) if page.site is not None else []
    for unit in units:
        _read(page, unit, known)
    _settle_sources(page, units)


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


def _texts(page: Page, unit: Unit) -> list[_Text]:
    texts: list[_Text] = []
    for line in page.lines[unit.start : unit.end]:
        stamps = page.stamps(line)
        if not stamps and len(line.pieces) > 2 and line.width > 2 * PROSE_CHARS:
            texts.extend(_by_piece(page, line))
            continue
        if stamps and len(line.pieces) > 1 and any(piece.href for piece in line.pieces):
            rest = _rest(line.text, stamps[0].start, stamps[0].end)
            if len(rest) > _SOURCE_CHARS or not line.href:
                texts.extend(_by_piece(page, line))
                continue
        if line.href is not None and not _leads(page, line.href, unit):
            continue  # a tag, a list: not what the card is about
        text = _Text(_without_rank(line), line, line.href is not None)
        if stamps:
            text.stamp = stamps[0].span
            text.rest = _rest(line.text, stamps[0].start, stamps[-1].end)
        texts.append(text)
    return texts


def _leads(page: Page, href: str, unit: Unit) -> bool:
    address = page.article_at(href)
    return address is not None and address.id == unit.address.id


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
    stamped = [
        text
        for text in texts
        if text.stamp is not None
        and len(text.rest) <= _SOURCE_CHARS
        # A sentence that tells a time is no stamp.
        and width(text.text) - width(text.stamp.raw) <= PROSE_CHARS
    ]
    if stamped:
        unit.span = stamped[0].stamp
        unit.source = next((text.rest for text in stamped if text.rest), None)
    plain = [
        text
        for text in texts
        if text not in stamped
        and not (width(text.text) < PROSE_CHARS and text.text.startswith(tuple(known)))
    ]
    counts = Counter(text.text for text in plain)
    titles = [text for text in plain if 3 <= len(text.text) <= _TITLE_CHARS]
    if titles:
        # Headings first, then what is printed twice, then what is linked, then what comes first.
        best = max(
            titles,
            key=lambda text: (
                text.line.kind == "heading" and not _is_prose(text.text),
                counts[text.text] > 1 and width(text.text) > _SOURCE_CHARS // 2,
                text.linked and width(text.text) > TITLE_LEAST,
                text.line.bold,
                width(text.text) > TITLE_LEAST,
                -text.line.index,
            ),
        )
        unit.title = best.text
    elif unit.alt:
        unit.title = unit.alt
    elif len(texts) == 1 and texts[0].linked and width(texts[0].rest) >= TITLE_LEAST:
        unit.title = texts[0].text  # "The bridge that divides the town for two decades"
        unit.span = unit.source = None
    others = [text for text in plain if text.text != unit.title]
    if unit.title and unit.alt and _ends_in(unit.title, unit.alt):
        unit.title = unit.alt
    if others:
        longest = max(others, key=lambda text: len(text.text))
        if width(longest.text) > PROSE_CHARS or len(longest.text) > len(unit.title or ""):
            unit.summary = without_machine(longest.text)
    led = headline_in(unit.title or "") if unit.summary is None else None
    if led is not None:
        unit.title, unit.summary = led
    if unit.source is None:
        unit.source = next((text.text for text in texts if text.text in known), None)
    if unit.source is None and stamped:
        unit.source = _source_beside(texts, stamped[0], unit)


def _ends_in(text: str, title: str) -> bool:
    # A label in an element of its own is glued to the title; the link's attribute is without it.
    label = text.removesuffix(title)
    return label != text and len(label) <= TITLE_LEAST and width(title) > TITLE_LEAST


def _is_prose(text: str) -> bool:
    # A sentence of this width is no title, though it is set as one.
    return text.endswith(("。", ".")) and width(text) > PROSE_CHARS


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
    ranks = {source: rank for rank, source in reversed(list(enumerate(known)))}
    lengths = sorted({len(source) for source in known if len(source) <= PROSE_CHARS})
    for unit in units:
        if unit.span is None or unit.source is None:
            _read_by_source(page, unit, ranks, lengths)
        words = [word for word in (unit.source or "").split() if word in ranks]
        if words and unit.source not in words:
            unit.source = min(words, key=ranks.__getitem__)


def _read_by_source(page: Page, unit: Unit, ranks: dict[str, int], lengths: list[int]) -> None:
    # A short line that begins with a known source: what follows is a stamp in words not known to
    # the quick finder, or none.
    for line in page.lines[unit.start : unit.end]:
        if line.text in (unit.title, unit.summary) or line.width > PROSE_CHARS:
            continue
        begins = [line.text[:length] for length in lengths if line.text[:length] in ranks]
        if begins:
            source = min(begins, key=ranks.__getitem__)
            unit.source = unit.source or source
            rest = line.text[len(source) :].strip(_SEPARATORS)
            if unit.span is None and rest:
                unit.span = page.parse(rest, timezone=page.zone, hinted=True)
            return
