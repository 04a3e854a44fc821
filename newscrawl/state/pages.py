"""A page of the state, and how it is loaded and written back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from operator import attrgetter
from typing import Any

from newscrawl.dates import DateSpan
from newscrawl.state.fates import PENDING, Fate
from newscrawl.state.schema import key_of
from newscrawl.state.store import Store

# More sightings than this add nothing: the stamps of the first ones are the sharpest.
MAX_CARDS = 8


@dataclass(slots=True)
class Page:
    """An article page, known by the id of its article. Moments are seconds since 1970.

    Attributes:
        id: full id of the article, provisional while only an alias is known.
        url: the address under which it was found first.
        depth: link hops from the start pages.
        fate: what became of it in the run that counted it last.
        busy: whether it is requested at this moment.
        named_by: which kinds of source ever named it: a sum of `newscrawl.state.sources.Named`.
        validators: ETag and Last-Modified of the answer that is being read; they are the page's
            once what it says is delivered, or the next run would be told that nothing changed.
        stored: whether it has a row; a page without one is new.
        changed: whether its row is to be written.
        counted: whether the run that counts it now, and its fate there, are; they alone, unless
            `changed`: most of the pages that a crawl comes by are not read.
    """

    id: str
    url: str
    depth: int
    discovered_at: int
    key: int = 0
    alias_of: str | None = None
    discovered_from: str | None = None
    priority: int | None = 0
    due_at: int | None = 0
    place: int = 0
    run: int = 0
    fate: Fate = PENDING
    revision: int = 0
    visits: int = 0
    quiet_visits: int = 0
    failures: int = 0
    fetched_at: int | None = None
    changed_at: int | None = None
    gone_at: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    latest_published: int | None = None
    contradictions: int = 0
    published_text: str | None = None
    cards_text: str | None = None
    named_by: int = 0
    busy: bool = False
    stored: bool = False
    changed: bool = True
    counted: bool = False
    validators: tuple[str | None, str | None] | None = None
    _published: DateSpan | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        self.key = self.key or key_of(self.id)

    @property
    def published(self) -> DateSpan | None:
        """The span that all sightings of its time allow."""
        if self._published is None and self.published_text is not None:
            self._published = _to_span(json.loads(self.published_text))
        return self._published

    @published.setter
    def published(self, span: DateSpan | None) -> None:
        self._published = span
        self.published_text = None if span is None else json.dumps(_from_span(span))
        self.latest_published = None if span is None else int(span.latest.timestamp())
        self.changed = True

    @property
    def cards(self) -> list[dict[str, Any]]:
        """What lists and related readings say of it, as plain data, until it is read."""
        return [] if self.cards_text is None else list(json.loads(self.cards_text))

    def add_card(self, card: dict[str, Any]) -> None:
        """Keeps what a card says, while there is room."""
        cards = self.cards
        if len(cards) < MAX_CARDS:
            self.cards_text = json.dumps([*cards, card])
            self.changed = True

    def drop_cards(self) -> None:
        """Forgets what cards said: the page was read."""
        if self.cards_text is not None:
            self.cards_text, self.changed = None, True

    def name_by(self, source: int) -> bool:
        """Keeps that a source of this kind names it; False if one did before."""
        if self.named_by & source:
            return False
        self.named_by, self.changed = self.named_by | source, True
        return True

    def is_behind(self, changed_at: int, now: int) -> bool:
        """Whether it was read before it changed at that second, and waits for longer than `now`."""
        return (
            self.revision > 0
            and self.priority is not None
            and self.fetched_at is not None
            and self.fetched_at < changed_at
            and (self.due_at or 0) > now
        )

    def sight(self, span: DateSpan) -> bool:
        """Intersects what is known of its time with another sighting; False if they contradict."""
        known = self.published
        both = span if known is None else known.intersect(span)
        if both is None:
            self.contradictions += 1
            self.changed = True
            return False
        if both != known:
            self.published = both
        return True


# A row is the values of a page in this order; fate and reason are two columns, and one field.
_FIELDS = (
    *("key", "id", "url", "depth", "discovered_at", "alias_of", "discovered_from", "priority"),
    *("due_at", "place", "run", "fate", "revision", "visits", "quiet_visits", "failures"),
    *("fetched_at", "changed_at", "gone_at", "etag", "last_modified", "latest_published"),
    *("contradictions", "published_text", "cards_text", "named_by"),
)
_COLUMN_OF = {"fate": "fate, reason", "published_text": "published", "cards_text": "cards"}
COLUMNS = ", ".join(_COLUMN_OF.get(name, name) for name in _FIELDS)
_NAMES = COLUMNS.split(", ")
_MARKS = ", ".join("?" * (len(_NAMES) + 1))
_SET = ", ".join(f"{name} = ?" for name in _NAMES[1:])
# Nothing in these comes from outside.
_INSERT = f"INSERT INTO pages ({COLUMNS}, site) VALUES ({_MARKS})"  # noqa: S608
_UPDATE = f"UPDATE pages SET {_SET} WHERE key = ?"  # noqa: S608
_COUNT = "UPDATE pages SET run = ?, fate = ?, reason = ? WHERE key = ?"
_SELECT = f"SELECT {COLUMNS} FROM pages WHERE key IN (%s)"  # noqa: S608
_FATE_AT = _FIELDS.index("fate")
_HEAD = attrgetter(*_FIELDS[:_FATE_AT])
_TAIL = attrgetter(*_FIELDS[_FATE_AT + 1 :])


def load(store: Store, keys: Iterable[int]) -> list[Page]:
    """The pages with these keys that have a row."""
    wanted = list(keys)
    if not wanted:
        return []  # PostgreSQL takes no empty list
    query = _SELECT.replace("%s", ", ".join("?" * len(wanted)))
    return [from_row(row) for row in store.select(query, wanted)]


def write(store: Store, changed: Iterable[Page]) -> None:
    """Writes the rows of pages, and marks them as written."""
    new: list[tuple[Any, ...]] = []
    old: list[tuple[Any, ...]] = []
    counted: list[tuple[Any, ...]] = []
    for page in changed:
        alone = page.counted and page.stored and not page.changed
        page.counted = False
        if alone:
            counted.append((page.run, page.fate.name, page.fate.reason, page.key))
            continue
        row = (*_HEAD(page), page.fate.name, page.fate.reason, *_TAIL(page))
        if page.stored:
            old.append((*row[1:], page.key))
        else:
            new.append((*row, store.site))
        page.stored, page.changed = True, False
    if new:
        store.execute_many(_INSERT, new)
    if old:
        store.execute_many(_UPDATE, old)
    if counted:
        store.execute_many(_COUNT, counted)


def from_row(row: Sequence[Any]) -> Page:
    """The page of a row with `COLUMNS`."""
    fate = _fate(row[_FATE_AT], row[_FATE_AT + 1])
    head, tail = row[5:_FATE_AT], row[_FATE_AT + 2 :]
    # All fields in their order; at the end that it is not busy, is stored, and did not change.
    values: list[Any] = [*row[1:5], row[0], *head, fate, *tail, False, True, False]
    return Page(*values)


@cache
def _fate(name: str, reason: str) -> Fate:
    return Fate(name, reason)  # type: ignore[arg-type]


def span_of(values: Mapping[str, Any] | None) -> DateSpan | None:
    """The span that a row of the feed holds as an object."""
    if not values:
        return None
    earliest, latest, best = (
        datetime.fromisoformat(values[name]) for name in ("earliest", "latest", "at")
    )
    return DateSpan(earliest, latest, values["precision"], values["raw"], values["basis"], best)


def _from_span(span: DateSpan) -> list[Any]:
    moments = (span.earliest, span.latest, span.at)
    return [*(int(moment.timestamp()) for moment in moments), span.precision, span.raw, span.basis]


def _to_span(values: list[Any]) -> DateSpan:
    earliest, latest, best = (datetime.fromtimestamp(value, UTC) for value in values[:3])
    return DateSpan(earliest, latest, values[3], values[4], values[5], best)
