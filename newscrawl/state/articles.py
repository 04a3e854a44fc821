"""The articles that were delivered: their last rows, what they say, and what repeats them."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update

from newscrawl.state.errors import StateError
from newscrawl.state.schema import articles, content_key_of
from newscrawl.state.similarity import Signature
from newscrawl.state.similarity import bands as bands_of
from newscrawl.state.store import Store, told

Row = dict[str, Any]

# Level 1: three times as fast as the default, a tenth larger.
_LEVEL = 1
# More articles that share a band are not compared.
MAX_CANDIDATES = 32
# A band that more articles share tells of what stands under every text; no more are read of it.
CROWD = 16

_COLUMNS = ("revision", "content_hash", "content_key", "removed", "signature", "row")
_BY_KEY = "SELECT revision, content_hash, removed, row FROM articles WHERE key = ?"
_BY_CONTENT = (
    "SELECT p.id, a.content_hash FROM articles a JOIN pages p ON p.key = a.key "
    "WHERE a.site = ? AND a.content_key = ?"
)
_INSERT = (
    "INSERT INTO articles (key, site, revision, content_hash, content_key, removed, signature, row)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
# In a subquery: a limit beside a union is one of all of it.
_SHARING = (
    "SELECT * FROM (SELECT band, key FROM bands WHERE site = ? AND band = ? LIMIT ?) AS sharing"
)
_SIGNED = (
    "SELECT a.key, a.signature, p.id FROM articles a JOIN pages p ON p.key = a.key "
    "WHERE a.key IN (%s) AND a.signature IS NOT NULL"
)
_SIGNATURE = "SELECT signature FROM articles WHERE key = ?"
_DELETE_BAND = "DELETE FROM bands WHERE site = ? AND band = ? AND key = ?"
_INSERT_BAND = "INSERT INTO bands (site, band, key) VALUES (?, ?, ?)"
_UPDATE = (
    "UPDATE articles SET revision = ?, content_hash = ?, content_key = ?, removed = ?, "
    "signature = ?, row = ? WHERE key = ?"
)


@dataclass(frozen=True, slots=True)
class Known:
    """What was delivered last of an article."""

    revision: int
    content_hash: str | None
    removed: bool
    row: Row


class Articles:
    """The articles of a store; changes are written with the batch."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._changed: dict[int, Row] = {}
        self._new: set[int] = set()
        self._ids: dict[int, str] = {}  # content key -> id, of this batch
        self._id_of: dict[int, str] = {}
        self._bands: dict[int, tuple[int, ...]] = {}

    def known(self, key: int) -> Known | None:
        """What was delivered last of the article with the page's `key`."""
        values = self._changed.get(key)
        if values is None:
            found = self._store.select(_BY_KEY, [key])
            if not found:
                return None
            revision, content_hash, removed, packed = found[0]
            return Known(revision, content_hash, bool(removed), unpack(self._store, packed))
        row: Row = json.loads(values["row"])
        return Known(values["revision"], values["content_hash"], values["removed"], row)

    def same_content(self, content_hash: str, but: str) -> str | None:
        """Id of another article with this very content, not removed; None if there is none."""
        content = content_key_of(content_hash)
        found = self._ids.get(content)
        if found is not None and found != but:
            return found
        for page_id, other in self._store.select(_BY_CONTENT, [self._store.site, content]):
            if other == content_hash and page_id != but:
                return str(page_id)
        return None

    def nearest(
        self,
        signature: Signature,
        values: tuple[int, ...],
        but: int,
        near: Callable[[Signature, Signature], float | None],
    ) -> tuple[str, float] | None:
        """Id and similarity of the nearest other article that shares a band; None if none is near.

        Args:
            signature: the article's.
            values: what it is looked up by.
            but: key of its page.
            near: the similarity of two signatures, None where they are not near.
        """
        shared = set(values)
        batch = [
            (row["signature"], self._id_of[key])
            for key, row in self._changed.items()
            if key != but and shared.intersection(self._bands[key])
        ]
        keys = self._candidates(shared, but)
        found = []
        if keys:
            query = _SIGNED.replace("%s", ", ".join("?" * len(keys)))
            found = self._store.select(query, keys)
        known = [(other, page_id) for key, other, page_id in found if key not in self._changed]
        scored = [(near(signature, Signature(other)), page_id) for other, page_id in batch + known]
        best = max(((score, i) for score, i in scored if score is not None), default=None)
        return None if best is None else (best[1], best[0])

    def _candidates(self, shared: set[int], but: int) -> list[int]:
        # Those that share the most bands which tell something, then those that share any.
        query = " UNION ALL ".join([_SHARING] * len(shared))
        asked = [value for band in shared for value in (self._store.site, band, CROWD + 1)]
        rows = [row for row in self._store.select(query, asked) if row[1] != but]
        crowds = Counter(band for band, _ in rows)
        telling = Counter(key for band, key in rows if crowds[band] < CROWD)
        keys = [key for key, _ in telling.most_common(MAX_CANDIDATES)]
        others = Counter(key for _, key in rows if key not in telling)
        return keys + [key for key, _ in others.most_common(MAX_CANDIDATES - len(keys))]

    def put(
        self,
        key: int,
        article_id: str,
        encoded: bytes,
        *,
        revision: int,
        content_hash: str | None,
        removed: bool,
        is_new: bool,
        signature: bytes | None = None,
        band_values: tuple[int, ...] = (),
    ) -> None:
        """Keeps what is delivered now of an article.

        Args:
            key: key of its page.
            article_id: its full id.
            encoded: its row as the feed has it.
            revision: of the row.
            content_hash: of the row.
            removed: whether the row tells that it is gone.
            is_new: whether nothing was delivered of it before.
            signature: what near duplicates are told by, None where the text is too short.
            band_values: what the signature is looked up by.
        """
        content_key = None if content_hash is None else content_key_of(content_hash)
        self._changed[key] = {
            "revision": revision,
            "content_hash": content_hash,
            "content_key": content_key,
            "removed": removed,
            "signature": signature,
            "row": encoded,
        }
        if is_new:
            self._new.add(key)
        if content_key is not None:
            self._ids[content_key] = article_id
        self._bands[key] = band_values if signature is not None else ()
        self._id_of[key] = article_id

    def amend(self, key: int, change: Callable[[Row], bool]) -> None:
        """Changes the row that is kept of an article, if `change` says that it did."""
        query = select(articles.c.row).where(articles.c.key == key)
        with told(self._store):
            packed = self._store.connection.execute(query).scalar_one_or_none()
            if packed is None:
                return
            row = unpack(self._store, packed)
            if change(row):
                values = {"row": pack(json.dumps(row, ensure_ascii=False).encode())}
                self._store.connection.execute(
                    update(articles).where(articles.c.key == key).values(values)
                )

    def write(self) -> None:
        """Writes what changed into the transaction."""
        site = self._store.site
        # All at once: the compressor's tables stay in the processor's cache.
        for values in self._changed.values():
            values["row"] = pack(values["row"])
        new = [
            (key, site, *(values[name] for name in _COLUMNS))
            for key, values in self._changed.items()
            if key in self._new
        ]
        old = [
            (*(values[name] for name in _COLUMNS), key)
            for key, values in self._changed.items()
            if key not in self._new
        ]
        banded = [
            (site, band, key)
            for key, values in self._bands.items()
            for band in dict.fromkeys(values)
        ]
        # What an article was looked up by follows from its signature.
        stale = [
            (site, band, row[-1])
            for row in old
            for (signed,) in self._store.select(_SIGNATURE, [row[-1]])
            if signed is not None
            for band in dict.fromkeys(bands_of(Signature(signed)))
        ]
        if new:
            self._store.execute_many(_INSERT, new)
        if old:
            self._store.execute_many(_UPDATE, old)
        if stale:
            self._store.execute_many(_DELETE_BAND, stale)
        if banded:
            self._store.execute_many(_INSERT_BAND, banded)
        self._changed.clear()
        self._new.clear()
        self._ids.clear()
        self._id_of.clear()
        self._bands.clear()


def pack(encoded: bytes) -> bytes:
    """An encoded row as the state keeps it."""
    return zlib.compress(encoded, _LEVEL)


def unpack(store: Store, packed: bytes) -> Row:
    """The row that was packed.

    Raises:
        StateError: it is damaged.
    """
    try:
        row: Row = json.loads(zlib.decompress(packed))
    except (zlib.error, ValueError) as error:
        raise StateError(
            f"the state {store.where} is damaged (a row of an article: {error}): "
            f"mend it with: scrapy state rebuild {store.site}"
        ) from error
    return row
