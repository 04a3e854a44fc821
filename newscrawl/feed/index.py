"""What is kept beside a manifest for good: of rows that were removed, and of what was withdrawn."""

from __future__ import annotations

import gzip
import json
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from newscrawl.feed import files
from newscrawl.feed.jsonl import encode

_REMOVED_NAME = "removed.jsonl.gz"
_WITHDRAWN_NAME = "withdrawn.json"
NAMES = (_REMOVED_NAME, _WITHDRAWN_NAME)

# What is left of a row when its text is withdrawn, or its part removed.
_LEFT = (
    *("schema", "seq", "id", "revision", "change", "site", "url", "canonical_url", "page_kind"),
    *("fetched_at", "rendered_at", "first_seen_at"),
)


def removed(folder: Path) -> Iterator[dict[str, Any]]:
    """The last row of each article whose rows were removed with their parts, its content null."""
    path = folder / _REMOVED_NAME
    if path.is_file():
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                yield json.loads(line)


def remember(folder: Path, paths: Iterable[str]) -> None:
    """Keeps id, revision and hash of the rows in parts that are to be removed.

    Args:
        folder: the feed's folder; a feed of links has nothing to remember.
        paths: the parts, relative to it, in the order of their rows.
    """
    # On disk: a feed may hold millions.
    last = sqlite3.connect("")
    last.execute("CREATE TABLE last (id TEXT PRIMARY KEY, line BLOB) WITHOUT ROWID")
    last.executemany("REPLACE INTO last VALUES (?, ?)", _remembered(folder, paths))
    rows = last.execute("SELECT line FROM last")
    first = rows.fetchone()
    if first is None:
        return
    with (
        files.replacing(folder / _REMOVED_NAME) as file,
        gzip.GzipFile(fileobj=file, mode="wb") as packed,
    ):
        for (line,) in chain([first], rows):
            packed.write(line)


def _remembered(folder: Path, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    for row in removed(folder):
        yield row["id"], encode(row)
    for name in paths:
        with (folder / name).open("rb") as lines:
            for row in map(json.loads, lines):
                if "id" in row:
                    left = {**left_of(row), "content_hash": row["content_hash"]}
                    yield row["id"], encode(left)


def left_of(row: dict[str, Any]) -> dict[str, Any]:
    """A row with its content null, as a removal has it; seq and revision stay."""
    bare = {name: row[name] if name in _LEFT else None for name in row}
    return {**bare, "change": "removed", "provenance": {}}


def withdrawn(folder: Path) -> set[str]:
    """Ids of the articles that were withdrawn from the feed in `folder`, for good."""
    path = folder / _WITHDRAWN_NAME
    return set(json.loads(path.read_bytes())) if path.exists() else set()


def note_withdrawn(folder: Path, article_id: str) -> None:
    """Keeps the id beside the manifest, so that a state that is rebuilt knows it too."""
    known = sorted(withdrawn(folder) | {article_id})
    path = folder / _WITHDRAWN_NAME
    files.put(files.write_beside(path, json.dumps(known).encode()), path)
