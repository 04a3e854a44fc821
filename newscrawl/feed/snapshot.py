"""The newest revision of each article, those included whose rows are in no listed part any more."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from newscrawl.feed import index
from newscrawl.feed.errors import FeedError
from newscrawl.feed.jsonl import encode_item
from newscrawl.feed.reader import lines
from newscrawl.state.articles import unpack
from newscrawl.state.store import Store

_BATCH = 500
_KNOWN = (
    "SELECT a.key, p.id, a.revision, a.removed FROM articles a JOIN pages p ON p.key = a.key "
    "WHERE a.site = ? AND a.key > ? ORDER BY a.key LIMIT ?"
)
_ROWS = "SELECT key, row FROM articles WHERE key IN (%s)"
_ROW = "SELECT row FROM articles WHERE key = ?"


class Snapshot:
    """What a consumer has who applied every row of a feed.

    Attributes:
        missing: articles whose row is neither listed nor in the state.
    """

    def __init__(self, folder: Path, store: Store | None = None) -> None:
        """Looks for the last row of each article that was not removed.

        Args:
            folder: the feed's folder.
            store: the site's state while no run has it, which has the rows that parts took away
                with them; None: what is missing is counted, as far as retention noted it.

        Raises:
            FeedError: the feed cannot be read.
            StateError: the state cannot be.
        """
        self.missing = 0
        self._folder = folder
        self._store = store
        self._last = sqlite3.connect("")  # on disk: a feed may hold millions
        self._last.execute(
            "CREATE TABLE last (id TEXT PRIMARY KEY, revision INTEGER, seq INTEGER, key INTEGER)"
            " WITHOUT ROWID"
        )
        self._look_in_parts()
        if store is None:
            self._count_missing()
        else:
            self._look_in_state(store)

    def __iter__(self) -> Iterator[bytes]:
        """Its rows as lines, in order of `seq`.

        Raises:
            FeedError: the feed changed meanwhile.
        """
        listed = lines(self._folder, whole=False)
        query = "SELECT seq, key FROM last WHERE seq IS NOT NULL ORDER BY seq"  # null: removed
        for seq, key in self._last.execute(query):
            if key is not None:
                assert self._store is not None
                (packed,) = self._store.select(_ROW, [key])[0]
                yield encode_item(unpack(self._store, packed))
                continue
            line = next((line for number, line in listed if number == seq), None)
            if line is None:
                raise FeedError(
                    f"row {seq} was removed from {self._folder} meanwhile: export again"
                )
            yield line

    def _look_in_parts(self) -> None:
        for seq, line in lines(self._folder, whole=False):
            row = json.loads(line)
            gone = row["change"] == "removed"
            self._take(row["id"], row["revision"], None if gone else seq)

    def _look_in_state(self, store: Store) -> None:
        after = -1
        while found := store.select(_KNOWN, [store.site, after, _BATCH]):
            after = found[-1][0]
            wanted = {}
            for key, page_id, revision, removed in found:
                if removed:
                    self._take(page_id, revision, None)
                elif self._newer(page_id, revision):
                    wanted[key] = page_id
            if not wanted:
                continue
            query = _ROWS.replace("%s", ", ".join("?" * len(wanted)))
            for key, packed in store.select(query, list(wanted)):
                row = unpack(store, packed)
                if row["change"] == "removed":  # a rebuilt state has no more than its id
                    self.missing += 1
                else:
                    self._take(wanted[key], row["revision"], row["seq"], key)

    def _count_missing(self) -> None:
        for row in index.removed(self._folder):
            gone = row["content_hash"] is None
            self.missing += not gone and self._newer(row["id"], row["revision"])

    def _newer(self, page_id: str, revision: int) -> bool:
        query = self._last.execute("SELECT revision FROM last WHERE id = ?", (page_id,))
        known = query.fetchone()
        return known is None or known[0] < revision

    def _take(self, page_id: str, revision: int, seq: int | None, key: int | None = None) -> None:
        values = (page_id, revision, seq, key)
        self._last.execute("REPLACE INTO last VALUES (?, ?, ?, ?)", values)
