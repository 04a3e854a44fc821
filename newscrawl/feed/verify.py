"""Everything that a consumer relies on, computed anew from the bytes."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from newscrawl.feed.feed import OPEN_FOLDER
from newscrawl.feed.reader import require

MAX_FINDINGS = 100


@dataclass(slots=True)
class Report:
    """What was looked at and what is wrong.

    Attributes:
        parts, rows: how many were read.
        findings: what a consumer must not meet, one sentence each.
        notices: what is odd and does no harm.
    """

    parts: int = 0
    rows: int = 0
    findings: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def find(self, text: str) -> None:
        """Adds a finding; a feed that is all wrong is not listed row by row."""
        if len(self.findings) < MAX_FINDINGS:
            self.findings.append(text)


def verify(folder: Path) -> Report:
    """Reads all of a feed.

    Raises:
        FeedError: it has no manifest that can be read.
    """
    found = require(folder)
    report = Report()
    revisions = _Revisions()
    expected = 1
    listed = [(part, False) for part in found["parts"]]
    listed += [(part, True) for part in found["removed_parts"]]
    for part, is_removed in sorted(listed, key=lambda pair: int(pair[0]["first_seq"])):
        if part["first_seq"] != expected:
            report.find(f"{part['path']} begins at seq {part['first_seq']}, {expected} is next")
        expected = part["last_seq"] + 1
        if is_removed:
            revisions.has_gaps = True
            continue
        report.parts += 1
        path = folder / part["path"]
        if not path.resolve().is_relative_to(folder.resolve()):
            report.find(f"{part['path']} lies outside the feed")
        elif not path.is_file():
            report.find(f"{part['path']} is missing")
        else:
            _verify_part(path, part, report, revisions)
    if found["watermark"] != expected - 1:
        report.find(f"the watermark is {found['watermark']}, the last seq {expected - 1}")
    known = {part["path"] for part in found["parts"]}
    for path in sorted(folder.rglob("*.jsonl")):
        name = path.relative_to(folder).as_posix()
        if name not in known and not name.startswith((f"{OPEN_FOLDER}/", "links/")):
            report.notices.append(f"{name} is not listed: consumers do not read it")
    return report


def _verify_part(path: Path, part: dict[str, Any], report: Report, revisions: _Revisions) -> None:
    name, digest, size, rows = part["path"], hashlib.sha256(), 0, 0
    times: list[str] = []
    with path.open("rb") as file:
        for rows, line in enumerate(file, 1):
            digest.update(line)
            size += len(line)
            problem, row = _read(line)
            if problem:
                report.find(f"{name}, row {rows}: {problem}")
                continue
            for problem in _problems(row, part, part["first_seq"] + rows - 1, revisions):
                report.find(f"{name}, row {rows}: {problem}")
            moment = row.get("fetched_at") or row.get("seen_at")
            if moment:
                times = [min([moment, *times[:1]]), max([moment, *times[1:]])]
    report.rows += rows
    stated = {key: part[key] for key in ("rows", "bytes", "sha256", "first_time", "last_time")}
    is_so = {
        "rows": rows,
        "bytes": size,
        "sha256": digest.hexdigest(),
        "first_time": times[0] if times else None,
        "last_time": times[1] if times else None,
    }
    for key, value in stated.items():
        if is_so[key] != value:
            report.find(f"{name}: its {key} is {is_so[key]}, and the manifest says {value}")
    if part["last_seq"] - part["first_seq"] + 1 != part["rows"]:
        report.find(f"{name}: {part['rows']} rows do not fit its first and last seq")


def _problems(
    row: dict[str, Any], part: dict[str, Any], seq: int, revisions: _Revisions
) -> Iterator[str]:
    if row.get("schema") != part["schema"]:
        yield f"its schema is {row.get('schema')}, and the manifest says {part['schema']}"
    if row.get("seq") != seq:
        yield f"its seq is {row.get('seq')}, {seq} is next"
    if "revision" in row:
        problem = revisions.add(str(row.get("id")), row["revision"])
        if problem:
            yield problem


def _read(line: bytes) -> tuple[str, dict[str, Any]]:
    """What is wrong with a line as strict JSON, and its row."""
    if not line.endswith(b"\n"):
        return "it is cut off", {}
    try:
        row = json.loads(line.decode("utf-8"), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        return f"no strict JSON: {error}", {}
    return ("", row) if isinstance(row, dict) else ("no object", {})


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


class _Revisions:
    """Whether each article's revisions are 1, 2, 3 …; on disk, since a feed may hold millions."""

    def __init__(self) -> None:
        self.has_gaps = False  # parts were removed: an article's first revisions may be in them
        self._database = sqlite3.connect("")
        self._database.execute("CREATE TABLE last (id TEXT PRIMARY KEY, revision) WITHOUT ROWID")

    def add(self, article_id: str, revision: Any) -> str | None:
        """Takes the next row of an article; what is wrong with its revision."""
        query = self._database.execute("SELECT revision FROM last WHERE id = ?", (article_id,))
        before = query.fetchone()
        self._database.execute("REPLACE INTO last VALUES (?, ?)", (article_id, revision))
        expected = 1 if before is None else before[0] + 1
        if revision == expected or (before is None and self.has_gaps):
            return None
        return f"revision {revision} of {article_id}, {expected} is next"
