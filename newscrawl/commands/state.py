"""``scrapy state``: the memory of a site's runs, mended and saved."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newscrawl.commands import refuse_options
from newscrawl.terminal import guard_streams

if TYPE_CHECKING:
    from newscrawl.feed.library import Places


class Command(ScrapyCommand):
    """Checks, rebuilds or saves a site's state."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """What follows the command's name."""
        return "check|rebuild|backup SITE [FOLDER]"

    def short_desc(self) -> str:
        """One line for ``scrapy`` and ``scrapy state -h``."""
        return "Check, rebuild or back up the state of a site"

    def long_desc(self) -> str:
        """What ``scrapy state -h`` says."""
        return (
            "check SITE: reads all of the database, and compares it with the feed. "
            "rebuild SITE: makes the database anew from the feed; says what is lost. "
            "backup SITE FOLDER: copies state and feed into an empty folder; to restore, copy "
            "them back. Each waits for no run: while one is going on it ends with 75."
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Does it; `exitcode` is 0, 1 where something is wrong, 5 where it cannot be written."""
        guard_streams()
        refuse_options(args)
        wanted = {"check": 2, "rebuild": 2, "backup": 3}
        if not args or wanted.get(args[0]) != len(args):
            raise UsageError("say what to do: scrapy state check|rebuild SITE, backup SITE FOLDER")
        # Late, as in every command: Scrapy imports all of them to run any.
        from newscrawl.runs.between import attempt, places_of

        assert self.settings is not None
        settings = self.settings

        def work() -> None:
            places = places_of(settings, args[1])
            url = settings["NEWSCRAWL_STATE_URL"]
            if args[0] == "check":
                _check(places, url)
            elif args[0] == "rebuild":
                _rebuild(places, url)
            else:
                _backup(places, url, Path(args[2]))

        self.exitcode = attempt(work)


def _check(places: Places, url: str | None) -> None:
    from newscrawl.feed.library import between_runs
    from newscrawl.runs.report import say
    from newscrawl.state.records import last_run

    with between_runs(places, url) as (store, feeds):
        if store.is_sqlite:
            store.check()
        run = last_run(store)
        told = "no run yet" if run is None else f"last run {run.id}: {run.status}"
        parts = sum(len(feed.published) for feed in feeds)
        say(f"the state {store.where} and its {parts} parts agree; {told}")


def _rebuild(places: Places, url: str | None) -> None:
    from newscrawl.feed.reader import require
    from newscrawl.feed.rebuild import put_back, rebuild, set_aside
    from newscrawl.runs.report import say, shortest
    from newscrawl.state.lock import Lock
    from newscrawl.state.store import Store

    require(places.articles)
    lock = Lock(places.lock)
    try:
        kept = None if url else set_aside(places.database)
        none = places.articles / ".none"
        try:
            with Store.open(places.database.parent, places.site, url=url, feed=none) as store:
                done = rebuild(store, places.articles)
        except BaseException:
            if kept is not None:
                put_back(kept, places.database)
            raise
    finally:
        lock.release()
    if kept is not None:
        say(f"the database that was there is kept as {shortest(kept)}")
    more = f", {done.remembered} of removed parts by id alone" if done.remembered else ""
    say(f"restored: {done.articles} articles from {done.rows} rows{more}, revisions and seq")
    say(
        "lost: pages that were found and not yet read, but for "
        f"{done.owed} that links lead to; ETags, failures, how often each article was visited"
    )
    say("complete: the next run visits all known articles again; nothing to do")


def _backup(places: Places, url: str | None, target: Path) -> None:
    from newscrawl.feed.library import between_runs
    from newscrawl.feed.upkeep import backup
    from newscrawl.runs.report import say
    from newscrawl.state.errors import StateError

    if url:
        raise StateError("the state is in a server: back it up with pg_dump, and copy the feed")
    with between_runs(places, url) as (store, feeds):
        folders = [feed.folder for feed in feeds]
        number = backup(store, folders, places.data, target)
    say(f"complete: {number} files in {target}; to restore, copy them into an empty data directory")
