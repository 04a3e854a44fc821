"""What a run holds from its first moment to its last: lock, state, feeds and the record of it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from newscrawl.failpoints import reach
from newscrawl.feed.errors import FeedLostError
from newscrawl.feed.feed import run_id
from newscrawl.feed.journal import Journal
from newscrawl.feed.library import Places
from newscrawl.runs.exit_codes import ExitCode
from newscrawl.state import records
from newscrawl.state.fates import Ledger
from newscrawl.state.frontier import Frontier
from newscrawl.state.lock import Lock
from newscrawl.state.records import Run
from newscrawl.state.scope import Scope
from newscrawl.state.store import Store

# How the manifest names what came of a run.
STATUS = {
    ExitCode.COMPLETE: "complete",
    ExitCode.PARTIAL: "partial",
    ExitCode.INTERRUPTED: "interrupted",
    ExitCode.TERMINATED: "interrupted",
    ExitCode.GATE_FAILED: "gate_failed",
}


@dataclass(frozen=True, slots=True)
class Options:
    """What the user can set of state and feed.

    Attributes:
        state_url: a PostgreSQL database in place of a file; "memory": nothing is remembered.
        part_rows, part_bytes: a part of the feed is closed when it has so many.
        batch_pages: pages that are committed at once.
        min_free_bytes: with less room on the disk no run is begun.
    """

    state_url: str | None = None
    part_rows: int = 10_000
    part_bytes: int = 64 * 1024 * 1024
    batch_pages: int = 50
    min_free_bytes: int = 64 * 1024 * 1024


class Session:
    """One run of a site.

    Attributes:
        journal: what it changes.
        frontier: what it has to fetch.
        run: the record of it.
        folder: where its feed is; None if it writes none.
        recovered: rows that a run before it had left unpublished.
    """

    def __init__(
        self, store: Store, frontier: Frontier, journal: Journal, run: Run, folder: Path | None
    ) -> None:
        self.store = store
        self.frontier = frontier
        self.journal = journal
        self.run = run
        self.folder = folder
        self.recovered = 0
        self._lock: Lock | None = None

    @classmethod
    def open(
        cls, site: str, data: Path, *, now: datetime, scope: Scope, options: Options
    ) -> Session:
        """Begins a run: everything that it will write was tried before this returns.

        Args:
            site: name of the site.
            data: the data directory.
            now: the moment that the run takes for its start; in a replay the one replayed.
            scope: what it takes up.
            options: what the user set.

        Raises:
            StateLockedError: another run of the site is going on.
            StateLostError, FeedLostError: state or feed cannot be written.
            StateError, FeedError: they are not what they should be; the message says what to do.
        """
        if options.state_url == "memory":
            return cls._forgetful(site, now, scope)
        places = Places(data, site)
        try:
            lock = Lock(places.lock)
        except OSError as error:
            raise FeedLostError(_told(error, data)) from error
        store = None
        try:
            try:
                _require_room(data, options.min_free_bytes)
                store = places.open_store(options.state_url)
            except OSError as error:
                raise FeedLostError(_told(error, data)) from error
            session = cls._begin(store, places, now, scope, options)
        except BaseException:
            if store is not None:
                store.close()
            lock.release()
            raise
        session._lock = lock
        return session

    @classmethod
    def _begin(
        cls, store: Store, places: Places, now: datetime, scope: Scope, options: Options
    ) -> Session:
        feeds = places.feeds(store, max_rows=options.part_rows, max_bytes=options.part_bytes)
        last = records.last_run(store)
        recovered = 0
        for feed in feeds:
            feed.run = last
            recovered += feed.recover()
        started_at = datetime.now(UTC)
        run = records.begin_run(store, int(started_at.timestamp()), run_id(started_at))
        frontier = Frontier(store, run=run.number, now=int(now.timestamp()), scope=scope)
        frontier.start()
        run.discovered = frontier.ledger.discovered
        store.commit()
        reach("run-recorded")
        for feed in feeds:
            feed.announce(run)
        journal = Journal(
            store,
            frontier,
            article_feed=feeds[0],
            link_feed=feeds[1],
            batch_pages=options.batch_pages,
        )
        session = cls(store, frontier, journal, run, places.articles)
        session.recovered = recovered
        return session

    @classmethod
    def _forgetful(cls, site: str, now: datetime, scope: Scope) -> Session:
        store = Store.in_memory(site)
        run = records.begin_run(store, int(now.timestamp()), run_id(now))
        frontier = Frontier(store, run=run.number, now=int(now.timestamp()), scope=scope)
        return cls(store, frontier, Journal(store, frontier), run, None)

    def finish(self, code: ExitCode, ledger: Ledger) -> None:
        """Commits and publishes what is left, and records what came of the run.

        Raises:
            StateError, FeedError: it could not; the next run goes on where this one stopped.
        """
        self.run.finished_at = int(datetime.now(UTC).timestamp())
        self.run.status = STATUS.get(code, "failed")
        self.run.exit_code = int(code)
        self.run.discovered = ledger.discovered
        self.run.fates = {str(fate): number for fate, number in sorted_fates(ledger)}
        self.journal.close(self.run)

    def close(self) -> None:
        """Lets go of state and lock."""
        self.store.close()
        if self._lock is not None:
            self._lock.release()


def sorted_fates(ledger: Ledger) -> list[tuple[object, int]]:
    """The fates that occur, by name."""
    return sorted((+ledger.fates).items(), key=lambda item: str(item[0]))


def _require_room(folder: Path, least: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < least:
        raise FeedLostError(
            f"{free // 2**20} MB are free under {folder}, and {least // 2**20} MB are wanted: make "
            "room, or set NEWSCRAWL_MIN_FREE_MB lower, then run again"
        )


def _told(error: OSError, folder: Path) -> str:
    where = error.filename or folder
    return (
        f"cannot write {where}: {error.strerror or error}: make room or give another place, "
        "then run again"
    )
