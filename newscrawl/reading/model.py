"""The small types that the rooms of reading hand to each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, NamedTuple

from newscrawl.dates import DateSpan
from newscrawl.items import Article, RelatedReading
from newscrawl.reading.times import from_item


@dataclass(frozen=True, slots=True)
class Card:
    """What a list or a related reading says of an article.

    Attributes:
        id: full id of the article, provisional where its address is only an alias.
        url: its address, absolute, without fragment.
        rank: its place on the page, from 1.
        published: what its stamp means; `.raw` is the stamp.
        found_on: address of the page that shows the card.
    """

    id: str
    url: str
    rank: int = 1
    title: str | None = None
    summary: str | None = None
    source: str | None = None
    published: DateSpan | None = None
    found_on: str | None = None

    def to_plain(self) -> dict[str, Any]:
        """The card as JSON can hold it."""
        values = {name: getattr(self, name) for name in _CARD_FIELDS}
        span = self.published
        if span is not None:
            moments = (span.earliest, span.latest, span.best)
            values["published"] = [
                *(None if moment is None else moment.isoformat() for moment in moments),
                *(span.precision, span.raw, span.basis),
            ]
        return {name: value for name, value in values.items() if value is not None}

    @classmethod
    def of(cls, reading: RelatedReading, found_on: str) -> Card:
        """A related reading, found on the page `found_on`, as the card that it is."""
        span = reading.published
        return cls(
            id=reading.id,
            url=reading.url,
            rank=reading.rank,
            title=reading.title,
            summary=reading.summary,
            source=reading.source,
            published=None if span is None else from_item(span),
            found_on=found_on,
        )

    @classmethod
    def from_plain(cls, values: Mapping[str, Any]) -> Card:
        """The card that `to_plain` made `values` of."""
        stated = values.get("published")
        if stated is None:
            return cls(**values)
        earliest, latest, best = (
            None if moment is None else datetime.fromisoformat(moment) for moment in stated[:3]
        )
        precision, raw, basis = stated[3:]
        assert earliest is not None
        assert latest is not None
        span = DateSpan(earliest, latest, precision, raw, basis, best)
        return cls(**{**values, "published": span})


_CARD_FIELDS = [each.name for each in fields(Card)]


class Candidate(NamedTuple):
    """One value that a page offers for a field.

    Attributes:
        field: name of the article's field.
        value: the value, as the field would hold it.
        origin: where it came from: ``json-ld:headline``, ``og:title``, ``label:byline`` …
        refused: whether it was found not to hold, whatever its value.
        usable: whether it is a value that the field can hold.
        won: whether it became the field's value.
        note: why it lost, or what was assumed; empty if there is nothing to say.
    """

    field: str
    value: Any
    origin: str
    refused: bool = False
    usable: bool = False
    won: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """An article and every candidate of every field that it was chosen from."""

    article: Article
    candidates: tuple[Candidate, ...]
