"""The link graph: which article recommends which, and what changed since it was read last."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from sqlalchemy import select

from newscrawl.state.schema import pages
from newscrawl.state.store import Store, told

_OF_PAGE = "SELECT to_key, rank, last_seen, first_seen FROM links WHERE from_key = ?"
_INSERT = "INSERT INTO links (from_key, to_key, rank, first_seen) VALUES (?, ?, ?, ?)"
_UPDATE = "UPDATE links SET rank = ?, last_seen = ? WHERE from_key = ? AND to_key = ?"


class Change(NamedTuple):
    """A link that appeared, changed its rank or disappeared.

    Attributes:
        kind: what happened.
        to_key: key of the page that it leads to.
        rank: its place on the page, from 1; the last one where it disappeared.
        first_seen: second at which it was first seen.
    """

    kind: Literal["added", "moved", "removed"]
    to_key: int
    rank: int
    first_seen: int


class Links:
    """The links of a store; changes are written with the batch."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._inserts: list[tuple[int, int, int, int]] = []
        self._updates: list[tuple[int, int | None, int, int]] = []

    def replace(
        self, from_key: int, ranks: Mapping[int, int], *, at: int, seen_before: int | None
    ) -> list[Change]:
        """Sets the links that a page bears now.

        Args:
            from_key: key of the page.
            ranks: key of the page that a link leads to -> its rank.
            at: second at which the page was read.
            seen_before: second at which it was read before; None: it never was.

        Returns:
            What changed, by rank.
        """
        known: dict[int, tuple[int, int | None, int]] = {}
        if seen_before is not None:
            self.write()
            rows = self._store.select(_OF_PAGE, [from_key])
            known = {to_key: (rank, last, first) for to_key, rank, last, first in rows}
        changes = []
        for to_key, rank in ranks.items():
            if to_key not in known:
                changes.append(Change("added", to_key, rank, at))
                self._inserts.append((from_key, to_key, rank, at))
                continue
            old_rank, gone_at, first_seen = known[to_key]
            if gone_at is not None:
                changes.append(Change("added", to_key, rank, first_seen))
            elif rank != old_rank:
                changes.append(Change("moved", to_key, rank, first_seen))
            else:
                continue
            self._update(from_key, to_key, rank, None)
        for to_key, (rank, gone_at, first_seen) in known.items():
            if to_key not in ranks and gone_at is None:
                changes.append(Change("removed", to_key, rank, first_seen))
                self._update(from_key, to_key, rank, seen_before)
        return changes

    def ids(self, keys: list[int]) -> dict[int, tuple[str, str]]:
        """Id and address of the pages with these keys."""
        if not keys:
            return {}
        query = select(pages.c.key, pages.c.id, pages.c.url).where(pages.c.key.in_(keys))
        with told(self._store):
            return {key: (i, url) for key, i, url in self._store.connection.execute(query)}

    def write(self) -> None:
        """Writes what changed into the transaction."""
        if self._inserts:
            self._store.execute_many(_INSERT, self._inserts)
        if self._updates:
            self._store.execute_many(_UPDATE, self._updates)
        self._inserts.clear()
        self._updates.clear()

    def _update(self, from_key: int, to_key: int, rank: int, last_seen: int | None) -> None:
        self._updates.append((rank, last_seen, from_key, to_key))
