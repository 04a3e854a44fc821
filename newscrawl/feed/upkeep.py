"""What is done to a feed between runs: retention, withdrawal, repair, export and backup."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from newscrawl.feed import files, index, manifest
from newscrawl.feed.errors import FeedError
from newscrawl.feed.feed import Feed
from newscrawl.feed.jsonl import encode
from newscrawl.feed.reader import require
from newscrawl.state.store import Store


def prune(feed: Feed, before: str) -> list[str]:
    """Removes the parts whose last row is older than `before`; their paths.

    Whole listed parts only, oldest first. Ids, revisions and hashes of their rows are kept in an
    index beside the manifest, so that a state can still be rebuilt.

    Args:
        feed: a feed that no run has open.
        before: a moment, ISO 8601 with ``Z``.
    """
    gone = []
    for part in feed.published:
        if part.last_time is None or part.last_time >= before:
            break  # what follows is newer
        gone.append(part)
    if not gone:
        return []
    index.remember(feed.folder, [part.path for part in gone])
    feed.remove(gone)
    return [part.path for part in gone]


def withdraw(feed: Feed, article_id: str) -> int:
    """Takes an article's text out of every part; how many rows were changed.

    Its own rows keep seq, id, revision and moments; cards of it in other rows lose title and
    summary. Parts that held some are rewritten under new names, which the manifest then lists.
    """
    changed = 0
    for part in feed.published:
        path = feed.folder / part.path
        rows, here = [], 0
        with path.open("rb") as file:
            for line in file:
                # A quick look: most rows have nothing to do with it.
                row = json.loads(line) if article_id.encode() in line else None
                if row is not None and scrub(row, article_id):
                    here += 1
                    line = encode(index.left_of(row) if row.get("id") == article_id else row)
                rows.append(line)
        if here:
            changed += here
            feed.rewrite(part, b"".join(rows))
    return changed


def scrub(row: dict[str, Any], article_id: str) -> bool:
    """Whether a row said something of the article; what its cards said is taken out."""
    if row.get("id") == article_id:
        return row.get("change") != "removed" or row.get("title") is not None
    found = False
    for reading in row.get("related") or ():
        if reading["id"] == article_id and (reading["title"] or reading["summary"]):
            reading["title"] = reading["summary"] = None
            found = True
    return found


def export(path: Path, rows: Iterator[bytes]) -> int:
    """Writes rows to a file, which is there whole or not at all; how many.

    Raises:
        FeedError: it cannot be written.
    """
    number = 0
    beside = path.with_name(f".{path.name}.tmp")
    try:
        with beside.open("wb") as file:
            for number, line in enumerate(rows, 1):  # noqa: B007 - counted for the caller
                file.write(line)
            file.flush()
            files.sync(file.fileno())
        files.put(beside, path)
    except FeedError:
        beside.unlink(missing_ok=True)
        raise
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise FeedError(f"cannot write {path}: {error.strerror or error}") from error
    return number


def backup(store: Store, folders: list[Path], data: Path, target: Path) -> int:
    """Copies state and feeds, as they are together, into an empty folder; how many files.

    To restore: copy them back into an empty data directory.

    Args:
        store: the site's state, SQLite; no run has it open.
        folders: the folders of its feeds.
        data: the data directory.
        target: where the copy goes, laid out like the data directory.

    Raises:
        FeedError: the target is not empty, or cannot be written.
    """
    if target.exists() and any(target.iterdir()):
        raise FeedError(f"{target} is not empty: give a folder for this backup alone")
    copied = 0
    try:
        state = Path(store.where)
        copy = target / state.relative_to(data)
        copy.parent.mkdir(parents=True, exist_ok=True)
        source, sink = sqlite3.connect(state), sqlite3.connect(copy)
        try:
            source.backup(sink)
        finally:
            sink.close()
            source.close()
        for folder in folders:
            listed = [part["path"] for part in require(folder)["parts"]]
            extra = [name for name in index.NAMES if (folder / name).exists()]
            for name in [*listed, *extra, manifest.FILE_NAME]:
                to = target / folder.relative_to(data) / name
                to.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(folder / name, to)
                copied += 1
    except OSError as error:
        raise FeedError(f"cannot copy to {target}: {error.strerror or error}") from error
    return copied + 1


def repair(feed: Feed, tell: Callable[[str], None]) -> list[str]:
    """Makes the manifest say what the state says, and lets parts go that are missing or altered.

    Returns:
        The paths of the parts that were let go: the manifest lists them as removed.
    """
    feed.finish_change()
    lost = []
    for part in feed.published:
        path = feed.folder / part.path
        if not path.is_file():
            tell(f"{path} is missing")
        elif path.stat().st_size != part.bytes or files.sha256_of(path) != part.sha256:
            tell(f"{path} is not what was written")
        else:
            continue
        lost.append(replace(part))
    for part in feed.unfinished:
        path = feed.place_of(part)
        if not path.is_file() or path.stat().st_size < part.bytes:
            tell(f"{path} is missing, or shorter than what was written to it")
            lost.append(replace(part))
    feed.remove(lost)
    return [part.path for part in lost]
