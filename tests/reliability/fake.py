"""A small writer that keeps the feed's contract, or with --forget breaks it in one place.

    python -m tests.reliability.fake DATA --truth FILE [--parts 4] [--forget part-sync]

It delivers the articles of a site's truth, ten a part, and can be killed and run again. The tools
of this package are tried on it: what they say of a writer that is right and of one that is wrong.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sqlite3
import sys
import time
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from newscrawl.items import Article, Block
from tests.reliability.pages import Shape, variant_of

PER_PART = 10
# What a careless writer leaves out.
FORGETS = (
    "part-sync",  # a part's bytes before it is renamed
    "folder-sync",  # the folder of a part or a manifest after a rename
    "manifest-sync",  # the manifest's bytes before it is renamed
    "manifest-rename",  # writes the manifest in its place
    "state",  # renames first, and tells its state afterwards, once more for every restart
    "cut",  # appends to an open part without cutting it first
)


def row_of(name: str, number: int, seq: int, *, revision: int = 1, variant: int = 0) -> Any:
    """A row of the feed: an article of the default shape in one of its variants."""
    told = variant_of(Shape(), number, variant)
    return asdict(
        Article(
            seq=seq,
            id=name,
            revision=revision,
            change="new" if revision == 1 else "updated",
            site="marsbit",
            url="http://127.0.0.1/news/",
            title=told.title,
            text=told.text,
            blocks=[Block(text=text) for text in told.paragraphs],
            fetched_at="2026-05-21T00:00:00Z",
        )
    )


class Writer:
    """Writes parts of one feed folder, each as the contract says but for what it forgets."""

    def __init__(self, data: Path, *, schema: str, forget: str | None, pause_s: float = 0) -> None:
        self.folder = data / "feeds" / "marsbit"
        self.schema = schema
        self.forget = forget
        self.pause_s = pause_s
        self.began = datetime.now(UTC)
        self.month = f"{self.began:%Y/%m}"
        for folder in (self.folder / self.month, self.folder / ".open", data / "state"):
            make(folder, data)
        self.state = sqlite3.connect(data / "state" / "fake.sqlite", isolation_level=None)
        self.state.execute("PRAGMA journal_mode=WAL")
        self.state.execute("PRAGMA synchronous=FULL")
        self.state.execute(
            "CREATE TABLE IF NOT EXISTS parts (number INTEGER PRIMARY KEY, told TEXT, listed INT)"
        )

    def close(self) -> None:
        self.state.close()

    def write(self, parts: list[list[dict[str, Any]]]) -> None:
        """Publishes what is not published yet, the part that was under way first."""
        for number, told, listed in self.state.execute("SELECT * FROM parts").fetchall():
            if not listed:
                self.publish(number, json.loads(told))
        begun = self.state.execute("SELECT count(*) FROM parts").fetchone()[0]
        for number in range(begun, len(parts)):
            self.publish(number, self.seal(number, parts[number]))

    def seal(self, number: int, rows: list[dict[str, Any]]) -> dict[str, Any]:
        data = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
        mode = "ab" if self.forget == "cut" else "wb"
        with (self.folder / ".open" / f"{number}.part").open(mode) as file:
            for start in range(0, len(data), 4096):
                file.write(data[start : start + 4096])
            file.flush()
            if self.forget != "part-sync":
                os.fsync(file.fileno())
        self.sync(self.folder / ".open")
        first, last = rows[0]["seq"], rows[-1]["seq"]
        told = {
            "path": f"{self.month}/marsbit-{self.began:%Y%m%dT%H%M%S%f}Z-{first}-{last}.jsonl",
            "rows": len(rows),
            "bytes": len(data),
            "sha256": hashlib.sha256(data).hexdigest(),
            "first_seq": first,
            "last_seq": last,
            "first_time": "2026-05-21T00:00:00Z",
            "last_time": "2026-05-21T00:00:00Z",
            "schema": self.schema,
            "run_id": "1",
        }
        if self.forget != "state":
            self.state.execute("INSERT INTO parts VALUES (?, ?, 0)", (number, json.dumps(told)))
        return told

    def publish(self, number: int, told: dict[str, Any]) -> None:
        final, opened = self.folder / told["path"], self.folder / ".open" / f"{number}.part"
        if opened.exists():
            opened.rename(final)
        self.sync(final.parent)
        self.sync(opened.parent)
        time.sleep(self.pause_s)
        rows = self.state.execute("SELECT told FROM parts WHERE listed OR number = ?", (number,))
        listed = [json.loads(row[0]) for row in rows]
        if self.forget == "state":
            path = self.folder / "manifest.json"
            listed = json.loads(path.read_bytes())["parts"] if path.exists() else []
            listed.append(told)
        self.list(listed)
        time.sleep(self.pause_s)
        self.state.execute(
            "INSERT OR REPLACE INTO parts VALUES (?, ?, 1)", (number, json.dumps(told))
        )

    def list(self, parts: list[dict[str, Any]]) -> None:
        new = sum(part["rows"] for part in parts)
        run = {
            "id": "1",
            "started_at": "2026-05-21T00:00:00Z",
            "finished_at": None,
            "status": "running",
            "exit_code": None,
            "fates": {"emitted-new": new},
        }
        manifest = {
            "schema": "newscrawl.manifest/1",
            "site": "marsbit",
            "watermark": parts[-1]["last_seq"],
            "parts": parts,
            "removed_parts": [],
            "run": run,
        }
        path = self.folder / "manifest.json"
        new_path = path if self.forget == "manifest-rename" else path.with_suffix(".new")
        with new_path.open("wb") as file:
            data = json.dumps(manifest, indent=1).encode()
            file.write(data[: len(data) // 2])
            file.flush()
            time.sleep(self.pause_s)
            file.write(data[len(data) // 2 :])
            file.flush()
            if self.forget != "manifest-sync":
                os.fsync(file.fileno())
        new_path.replace(path)
        self.sync(self.folder)

    def sync(self, folder: Path) -> None:
        if self.forget != "folder-sync":
            sync_folder(folder)


def make(folder: Path, top: Path) -> None:
    """Makes a folder below `top`, each step of the way so that it lasts."""
    if not folder.is_dir():
        make(folder.parent, top)
        folder.mkdir()
        sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def parts_of(truth: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """Every article of a site's truth in its first variant, ten rows a part."""
    told = enumerate(truth["articles"].items(), 1)
    rows = [row_of(name, known["number"], seq) for seq, (name, known) in told]
    return [rows[start : start + PER_PART] for start in range(0, len(rows), PER_PART)]


def main(argv: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--truth", type=Path, required=True)
    parser.add_argument("--forget", choices=FORGETS)
    parser.add_argument("--pause", type=float, default=0, help="seconds in critical places")
    options = parser.parse_args(argv)
    writer = Writer(
        options.data,
        schema="newscrawl.article/1",
        forget=options.forget,
        pause_s=options.pause,
    )
    with closing(writer):
        writer.write(parts_of(json.loads(options.truth.read_text())))


if __name__ == "__main__":
    main(sys.argv[1:])
