"""A state made anew from the parts of its feed, where the database was lost."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import delete, select

from newscrawl.feed import files, index, manifest
from newscrawl.feed.errors import FeedError
from newscrawl.feed.feed import OPEN_FOLDER
from newscrawl.feed.jsonl import encode
from newscrawl.state import pages as rows
from newscrawl.state import records, schedule
from newscrawl.state.articles import Articles
from newscrawl.state.fates import EMITTED_NEW, NOT_DUE
from newscrawl.state.pages import Page
from newscrawl.state.records import FeedName, Part
from newscrawl.state.schema import articles, bands, key_of, links, lists, pages, parts, runs, sites
from newscrawl.state.store import Store

_BATCH = 500
_LINK = (
    "INSERT INTO links (from_key, to_key, rank, first_seen, last_seen) VALUES (?, ?, ?, ?, ?) "
    "ON CONFLICT (from_key, to_key) DO UPDATE SET rank = excluded.rank, "
    "first_seen = excluded.first_seen, last_seen = excluded.last_seen"
)


@dataclass(slots=True)
class Rebuilt:
    """What was restored.

    Attributes:
        articles: articles with their last row.
        remembered: articles of which retention kept id and revision only.
        owed: pages that links lead to and that were never delivered: they are fetched again.
        rows: rows read.
        kept: where the database that was replaced is now; None if there was none.
    """

    articles: int = 0
    remembered: int = 0
    owed: int = 0
    rows: int = 0
    kept: Path | None = None


def set_aside(path: Path) -> Path | None:
    """Moves a SQLite file, with its log, out of the way; where it is now."""
    moved = None
    stamp = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        old = path.with_name(name)
        if old.exists():
            new = path.with_name(name.replace(path.name, f"{path.name}.broken-{stamp}"))
            shutil.move(old, new)
            moved = moved or new
    return moved


def put_back(kept: Path, path: Path) -> None:
    """Moves what `set_aside` moved to where it was."""
    for suffix in ("", "-wal", "-shm"):
        path.with_name(f"{path.name}{suffix}").unlink(missing_ok=True)
        old = kept.with_name(f"{kept.name}{suffix}")
        if old.exists():
            shutil.move(old, path.with_name(f"{path.name}{suffix}"))


def rebuild(store: Store, folder: Path) -> Rebuilt:
    """Fills an empty state from the feed in `folder` and from its links.

    Args:
        store: the state; what it holds of the site is replaced.
        folder: the feed of articles.

    Raises:
        FeedError: the feed is not whole; the message says what to do.
    """
    found = manifest.read(folder)
    if found is None:
        raise FeedError(f"there is no manifest in {folder}: nothing to rebuild the state from")
    if found["site"] != store.site:
        raise FeedError(f"{folder} holds the feed of {found['site']}, not of {store.site}")
    linked = manifest.read(folder / "links")
    _clear(store)
    store.adopt(found["feed_id"])
    done = Rebuilt()
    kept_articles = Articles(store)
    for number, row in enumerate(index.removed(folder), 1):
        _remember(store, kept_articles, row)
        done.remembered += 1
        if number % _BATCH == 0:
            kept_articles.write()
    kept_articles.write()
    batch: dict[str, dict[str, Any]] = {}
    for row in _rows(folder, found):
        done.rows += 1
        batch[row["id"]] = row
        if len(batch) >= _BATCH:
            done.articles += _restore(store, kept_articles, batch)
            batch = {}
    done.articles += _restore(store, kept_articles, batch)
    for page in rows.load(store, map(key_of, index.withdrawn(folder))):
        page.priority = page.due_at = None
        rows.write(store, [page])
    _adopt_parts(store, "articles", found)
    if linked is not None:
        done.owed = _restore_links(store, folder / "links", linked)
        _adopt_parts(store, "links", linked)
    if found.get("run") is not None:
        records.restore_run(store, manifest.run_of(found["run"]))
    _drop_open(folder)
    _drop_open(folder / "links")
    store.commit()
    return done


def _clear(store: Store) -> None:
    connection, site = store.connection, store.site
    ours = select(pages.c.key).where(pages.c.site == site)
    connection.execute(delete(links).where(links.c.from_key.in_(ours)))
    for table in (pages, articles, bands, lists, runs, parts):
        connection.execute(delete(table).where(table.c.site == site))
    for feed in ("articles", "links"):
        records.end_change(store, feed)
    values = {"articles_seq": 0, "links_seq": 0, "last_run": 0}
    connection.execute(sites.update().where(sites.c.site == site).values(**values))


def _rows(folder: Path, found: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for part in found["parts"]:
        path = folder / part["path"]
        if not path.is_file():
            raise FeedError(
                f"{path} is missing: restore it from a backup first, or take it out of the "
                "manifest by hand, into removed_parts"
            )
        if path.stat().st_size != part["bytes"] or files.sha256_of(path) != part["sha256"]:
            raise FeedError(f"{path} is not what the manifest says: restore it from a backup first")
        with path.open("rb") as file:
            for line in file:
                yield json.loads(line)


def _remember(store: Store, kept: Articles, row: dict[str, Any]) -> None:
    page = _page(row, store)
    rows.write(store, [page])
    _put(kept, page, row, is_new=_is_new(store, page))


def _restore(store: Store, kept: Articles, batch: dict[str, dict[str, Any]]) -> int:
    """Puts the last rows of some articles into the state; how many of them are new to it."""
    from newscrawl.state.similarity import bands as bands_of
    from newscrawl.state.similarity import signature

    known = {page.id: page for page in rows.load(store, map(key_of, batch))}
    written = []
    for page_id, row in batch.items():
        page = _page(row, store)
        page.stored = page_id in known
        written.append(page)
        sign = signature(row["title"], row["text"]) if row["text"] else None
        _put(
            kept,
            page,
            row,
            is_new=page_id not in known,
            signature=sign,
            band_values=bands_of(sign) if sign is not None else (),
        )
    rows.write(store, written)
    kept.write()
    return len(batch) - len(known)


def _put(kept: Articles, page: Page, row: dict[str, Any], **further: Any) -> None:
    # Of rows that retention took away an index keeps the hash, and that they were removed.
    removed = row["change"] == "removed" and row["content_hash"] is None
    kept.put(
        page.key,
        row["id"],
        encode(row),
        revision=row["revision"],
        content_hash=row["content_hash"],
        removed=removed,
        **further,
    )


def _is_new(store: Store, page: Page) -> bool:
    query = select(articles.c.key).where(articles.c.key == page.key)
    return store.connection.execute(query).first() is None


def _page(row: dict[str, Any], store: Store) -> Page:
    at = _seconds(row["fetched_at"])
    page = Page(row["id"], row["url"], 1, _seconds(row["first_seen_at"]) or at)
    page.priority, page.due_at = schedule.REVISIT, at
    page.revision, page.visits, page.fetched_at, page.changed_at = row["revision"], 1, at, at
    page.fate = EMITTED_NEW
    page.published = rows.span_of(row.get("published"))
    return page


def _restore_links(store: Store, folder: Path, found: dict[str, Any]) -> int:
    """Applies the rows of the feed of links, in order; how many pages are known by them alone."""
    following = _rows(folder, found)
    owed = 0
    while batch := list(islice(following, _BATCH)):
        standing: dict[tuple[int, int], tuple[Any, ...]] = {}
        pages_of: dict[int, Page] = {}
        read_at: dict[int, int] = {}
        for row in batch:
            pair = key_of(row["from_id"]), key_of(row["to_id"])
            seen, first = _seconds(row["seen_at"]), _seconds(row["first_seen_at"])
            gone_at = seen if row["change"] == "removed" else None
            standing[pair] = (*pair, row["rank"], first, gone_at)
            for key, end in zip(pair, ("from", "to"), strict=True):
                page_id, url = row[f"{end}_id"], row[f"{end}_url"]
                if key not in pages_of and page_id and url:
                    page = Page(page_id, url, 2, first, key=key, priority=2, due_at=first)
                    page.fate = NOT_DUE
                    pages_of[key] = page
            read_at[pair[0]] = seen
        store.execute_many(_LINK, list(standing.values()))
        known = {page.key: page for page in rows.load(store, pages_of)}
        owed += len(pages_of) - len(known)
        changed = [page for key, page in pages_of.items() if key not in known]
        for key, seen in read_at.items():
            bearer = known.get(key) or pages_of.get(key)
            if bearer is None or bearer.revision:
                continue
            bearer.fetched_at = seen  # its own row was not listed yet: it is read anew
            if key in known:
                changed.append(bearer)
        for page in changed:
            page.changed = True
        rows.write(store, changed)
    return owed


def _adopt_parts(store: Store, feed: FeedName, found: dict[str, Any]) -> None:
    number = 0
    for gone in found["removed_parts"]:
        number += 1
        part = Part(feed, number, "", gone["path"], "", "removed", gone["rows"])
        part.first_seq, part.last_seq = gone["first_seq"], gone["last_seq"]
        records.add_part(store, part)
    for listed in found["parts"]:
        number += 1
        records.add_part(store, Part(feed=feed, number=number, status="published", **listed))
    records.set_last_seq(store, feed, found["watermark"])


def _drop_open(folder: Path) -> None:
    # Rows that were never listed: no consumer saw them, and their pages are read again.
    for path in (folder / OPEN_FOLDER).glob("*.part"):
        path.unlink()


def _seconds(moment: str | None) -> int:
    return 0 if moment is None else int(datetime.fromisoformat(moment).timestamp())
