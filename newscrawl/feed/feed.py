"""One feed of a site as it is written: an open part, then parts that never change."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from newscrawl.failpoints import reach
from newscrawl.feed import agreement, files, manifest
from newscrawl.feed.errors import FeedError, FeedLostError
from newscrawl.feed.jsonl import encode_item
from newscrawl.items import Article, Link
from newscrawl.state import records
from newscrawl.state.records import FeedName, Part, Run
from newscrawl.state.store import Store

OPEN_FOLDER = ".open"


class Feed:
    """The articles or the links of a site, as files.

    Attributes:
        folder: where its parts and its manifest are.
        run: the crawl that the manifest tells of.
        run_id: of the run that parts begun from now on belong to, a crawl or not.
    """

    def __init__(
        self,
        store: Store,
        name: FeedName,
        folder: Path,
        *,
        schema: str,
        max_rows: int = 10_000,
        max_bytes: int = 64 * 1024 * 1024,
    ) -> None:
        self.folder = folder
        self.run: Run | None = None
        self.run_id = ""
        self._store = store
        self._name = name
        self._schema = schema
        self._max_rows = max_rows
        self._max_bytes = max_bytes
        self._seq = records.last_seq(store, name)
        self._lines: list[bytes] = []
        self._times: list[str] = []
        self._part: Part | None = None
        self._grown: Part | None = None  # the open part as it will be once the batch is committed
        self._fd = -1
        self._digest = hashlib.sha256()
        self._published = records.parts_of(store, name, "published")
        self._removed = records.parts_of(store, name, "removed")

    @property
    def published(self) -> list[Part]:
        """The parts that the manifest lists."""
        return list(self._published)

    @property
    def unfinished(self) -> list[Part]:
        """The parts that are still to be listed."""
        found = records.parts_of(self._store, self._name, "sealed", "open")
        return [part for part in found if part.rows]

    def place_of(self, part: Part) -> Path:
        """Where the file of an unfinished part is."""
        source = self._open_path(part.run_id)
        return self.folder / part.path if part.sha256 and not source.exists() else source

    # Before the first row

    def recover(self) -> int:
        """Checks the files against the state, and finishes what a run before left half done.

        Returns:
            How many rows of earlier runs it published.

        Raises:
            FeedError: the files are not those that the state knows; the message says what to do.
        """
        found = manifest.read(self.folder)
        with self._told():
            agreement.require(self._store, self._name, self.folder, found, self._published)
            self.finish_change()
            rows = 0
            for part in records.parts_of(self._store, self._name, "sealed", "open"):
                if part.status == "open":
                    self._close_abandoned(part)
                else:
                    self._require_whole(part)
                if part.rows:
                    self._publish(part)
                    rows += part.rows
            files.make_folder(self.folder / OPEN_FOLDER)
            for path in (self.folder / OPEN_FOLDER).glob("*.part"):
                path.unlink()  # of a batch that was never committed
        return rows

    def announce(self, run: Run) -> None:
        """Tells in the manifest how a run stands; also shows that the folder can be written.

        Raises:
            FeedLostError: it cannot.
        """
        self.run, self.run_id = run, run.id
        with self._told():
            self._write_manifest(self._published)

    # Rows

    def add(self, item: Article | Link) -> bytes:
        """Takes an item as the next row of the batch and gives it its `seq`; its line."""
        before, item.seq = item.seq, self._seq + 1
        try:
            line = encode_item(item)
        except Exception:
            item.seq = before  # of what is no JSON the number is not used up
            raise
        self._seq += 1
        self._lines.append(line)
        time = item.seen_at if isinstance(item, Link) else item.fetched_at
        if time:
            self._times.append(time)
        return line

    def write(self) -> None:
        """Appends the batch to the open part, on the disk when this returns, and records it.

        The rows count once the transaction is committed.

        Raises:
            FeedLostError: it could not be written.
        """
        if not self._lines:
            return
        data = b"".join(self._lines)
        with self._told():
            part = self._part or self._open_part()
            files.append(self._fd, data)
            reach("lines-appended")
            files.sync(self._fd)
            reach("lines-synced")
        rows = len(self._lines)
        self._digest.update(data)
        times = sorted(self._times)
        self._grown = replace(
            part,
            rows=part.rows + rows,
            bytes=part.bytes + len(data),
            first_seq=part.first_seq or self._seq - rows + 1,
            last_seq=self._seq,
            first_time=min(filter(None, [part.first_time, *times[:1]]), default=None),
            last_time=max(filter(None, [part.last_time, *times[-1:]]), default=None),
        )
        records.grow_part(self._store, self._grown)
        records.set_last_seq(self._store, self._name, self._seq)
        self._lines, self._times = [], []

    def committed(self) -> None:
        """Takes note that the transaction was committed; publishes a part that is full."""
        if self._grown is not None:
            self._part, self._grown = self._grown, None
        part = self._part
        if part is not None and (part.rows >= self._max_rows or part.bytes >= self._max_bytes):
            self.publish()

    def publish(self) -> None:
        """Closes the open part and lists it in the manifest.

        Raises:
            FeedLostError: it could not be written; the next run goes on where this one stopped.
        """
        part, self._part = self._part, None
        if part is None:
            return
        with self._told():
            os.close(self._fd)
            self._fd = -1
            if part.rows:
                self._seal(part, self._digest.hexdigest())
                self._publish(part)
            else:
                self._drop(part)

    def abandon(self) -> None:
        """Closes the open part as it is, for the next run to finish."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    # Between runs

    def remove(self, gone: list[Part]) -> None:
        """Takes parts out of the feed: first out of the manifest, then off the disk.

        Raises:
            FeedLostError: the manifest could not be written; the next run does it.
        """
        for part in gone:
            part.status = "removed"
            records.save_part(self._store, part)
        numbers = {part.number for part in gone}
        self._change([p for p in self._published if p.number not in numbers], gone)

    def rewrite(self, part: Part, data: bytes) -> None:
        """Puts other bytes in place of a part, under a new name; the rows keep their seqs.

        Raises:
            FeedLostError: it could not be written.
        """
        old = replace(part)
        stem, _, before = part.path.removesuffix(".jsonl").rpartition("-")
        if before.startswith("w"):
            number = int(before.removeprefix("w")) + 1
        else:
            stem, number = f"{stem}-{before}", 1
        new = replace(
            part,
            path=f"{stem}-w{number}.jsonl",
            bytes=len(data),
            sha256=hashlib.sha256(data).hexdigest(),
        )
        with self._told():
            path = self.folder / new.path
            files.put(files.write_beside(path, data), path)
        records.save_part(self._store, new)
        self._change([new if p.number == new.number else p for p in self._published], [old])

    def _change(self, published: list[Part], old: list[Part]) -> None:
        before = records.digest([manifest.listed(part) for part in self._published])
        records.plan_change(self._store, self._name, before, [part.path for part in old])
        self._store.commit()
        self._published = published
        self._removed = records.parts_of(self._store, self._name, "removed")
        with self._told():
            self.finish_change()

    def finish_change(self) -> None:
        """Finishes a change of listed parts that was broken off, if there is one."""
        planned = records.planned_change(self._store, self._name)
        if planned is None:
            return
        self._write_manifest(self._published)
        for name in planned[1]:
            (self.folder / name).unlink(missing_ok=True)
        records.end_change(self._store, self._name)
        self._store.commit()

    # Parts

    def _open_part(self) -> Part:
        number = records.next_number(self._store, self._name)
        path = self._open_path(self.run_id)
        part = Part(self._name, number, self.run_id, f"{OPEN_FOLDER}/{path.name}", self._schema)
        files.make_folder(path.parent)
        path.unlink(missing_ok=True)  # of a batch that was never committed
        self._fd = files.open_to_append(path, size=0)
        self._digest = hashlib.sha256()
        records.add_part(self._store, part)
        self._part = part
        reach("part-opened")
        return part

    def _open_path(self, run_id: str) -> Path:
        return self.folder / OPEN_FOLDER / f"{run_id}.part"

    def _close_abandoned(self, part: Part) -> None:
        path = self._open_path(part.run_id)
        if not part.rows:
            self._drop(part)
            return
        if not path.exists():
            raise FeedError(agreement.missing(path, self._store.site))
        if path.stat().st_size < part.bytes:
            what = "is shorter than what was written to it"
            raise FeedError(agreement.missing(path, self._store.site, what))
        fd = files.open_to_append(path, size=part.bytes)
        try:
            files.sync(fd)
        finally:
            os.close(fd)
        self._seal(part, files.sha256_of(path))

    def _require_whole(self, part: Part) -> None:
        path = self.place_of(part)
        if not path.exists():
            raise FeedError(agreement.missing(path, self._store.site))
        if path.stat().st_size != part.bytes or files.sha256_of(path) != part.sha256:
            raise FeedError(
                f"{path} is not what was written: let it go with: "
                f"scrapy feed repair --site {self._store.site}"
            )

    def _seal(self, part: Part, sha256: str) -> None:
        time = part.run_id.partition("-")[0]
        name = f"{self._store.site}-{time}-{part.first_seq:09}-{part.last_seq:09}.jsonl"
        part.path = f"{time[:4]}/{time[4:6]}/{name}"
        part.sha256, part.status = sha256, "sealed"
        records.save_part(self._store, part)
        self._store.commit()
        reach("part-sealed")

    def _publish(self, part: Part) -> None:
        source, target = self._open_path(part.run_id), self.folder / part.path
        if source.exists():
            files.make_folder(target.parent)
            files.rename(source, target)
            reach("part-renamed")
        elif not target.exists():
            raise FeedError(agreement.missing(target, self._store.site))
        files.sync_folder(target.parent)
        files.sync_folder(source.parent)
        reach("part-folder-synced")
        published = [*self._published, replace(part, status="published")]
        self._write_manifest(published)
        self._published = published  # listed, whether the state can be told so or not
        part.status = "published"
        records.save_part(self._store, part)
        self._store.commit()
        reach("part-published")

    def _drop(self, part: Part) -> None:
        self._open_path(part.run_id).unlink(missing_ok=True)
        records.drop_part(self._store, part)
        self._store.commit()

    def _write_manifest(self, parts: list[Part]) -> None:
        files.make_folder(self.folder)
        manifest.write(
            self.folder,
            site=self._store.site,
            feed_id=self._store.feed_id,
            parts=parts,
            removed=[_gone(part) for part in self._removed],
            run=self.run,
        )

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            where = error.filename or self.folder
            raise FeedLostError(
                f"cannot write {where}: {error.strerror or error}: make room or give another "
                "place, then run again"
            ) from error


def _gone(part: Part) -> dict[str, Any]:
    """A part that was removed, as the manifest tells of it."""
    return {name: getattr(part, name) for name in ("path", "rows", "first_seq", "last_seq")}


def run_id(started_at: datetime) -> str:
    """The id of a run that starts now: its time, and something that no other run has."""
    return f"{started_at.astimezone(UTC):%Y%m%dT%H%M%SZ}-{os.urandom(3).hex()}"
