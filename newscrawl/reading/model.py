"""The small types that the rooms of reading hand to each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from newscrawl.dates import DateSpan
from newscrawl.items import Article


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
