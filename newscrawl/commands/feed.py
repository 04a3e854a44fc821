"""``scrapy feed``: the files for data teams, looked at and kept."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newscrawl.commands import refuse_options
from newscrawl.terminal import drop_stream, guard_streams

if TYPE_CHECKING:
    from newscrawl.feed.library import Places
    from newscrawl.runs.exit_codes import ExitCode

# What each takes, and how many of them it needs.
ACTIONS = {
    "ls": ("", 0, 0),
    "verify": ("", 0, 0),
    "cat": ("[--since SEQ] [--follow]", 0, 0),
    "show": ("[FILE] [--id ID | -n N]", 0, 1),
    "export": ("FILE [--latest]", 1, 1),
    "withdraw": ("ID", 1, 1),
    "prune": ("--older-than 90d", 0, 0),
    "repair": ("", 0, 0),
}


class Command(ScrapyCommand):
    """Lists, checks, reads and keeps the feed of a site."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """What follows the command's name."""
        return f"{'|'.join(ACTIONS)} [--site SITE] [--links] …"

    def short_desc(self) -> str:
        """One line for ``scrapy`` and ``scrapy feed -h``."""
        return "List, check, read and keep the feed of a site"

    def long_desc(self) -> str:
        """What ``scrapy feed -h`` says."""
        return (
            "ls: the parts that the manifest lists. verify: reads all of them, and computes anew "
            "what a consumer relies on. cat: the rows after --since SEQ, to stdout; --follow waits "
            "for more. show [FILE]: one article, for people (--id ID, -n N). export FILE: all rows "
            "in one file; --latest: the newest revision of each article. withdraw ID: takes an "
            "article's text out of state and feed. prune --older-than 90d: removes old parts. "
            "repair: makes the manifest say what the state says, and lets lost parts go. --links: "
            "the feed of links in place of that of articles. Exit codes: 0, 1 something is wrong, "
            "2 usage, 3 a snapshot lacks pruned rows, 5 could not write, 75 a run is going on."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Adds which feed and which rows are meant."""
        super().add_options(parser)
        parser.add_argument("--site", metavar="SITE", help="whose feed (default: the only one)")
        parser.add_argument("--links", action="store_true", help="the feed of links")
        parser.add_argument("--since", type=int, default=0, metavar="SEQ", help="after this row")
        parser.add_argument("--follow", action="store_true", help="wait for more rows")
        parser.add_argument("--latest", action="store_true", help="newest revisions only")
        parser.add_argument("--older-than", metavar="AGE", help="90d, 26w: age of the last row")
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--id", metavar="ID", help="the article with this id, its last revision")
        which.add_argument(
            "-n",
            dest="number",
            type=int,
            metavar="N",
            help="the Nth row, -1 for the last (default: 1)",
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Does it; `exitcode` says what came of it."""
        guard_streams()
        refuse_options(args)
        action = args[0] if args else ""
        if action not in ACTIONS:
            raise UsageError(f"say what to do: scrapy feed {'|'.join(ACTIONS)}")
        takes, least, most = ACTIONS[action]
        if not least <= len(args) - 1 <= most:
            what = (
                ("nothing more", "one file or id")[least] if most == least else "one file at most"
            )
            raise UsageError(f"{action} takes {what}: scrapy feed {action} {takes}".rstrip())
        if opts.number == 0:
            raise UsageError("rows count from 1, or from -1 at the end")
        if opts.latest and opts.links:
            raise UsageError("--latest is for articles: the graph is all rows of --links, in order")
        if action == "prune" and opts.older_than is None:
            raise UsageError("say what is old: scrapy feed prune --older-than 90d")
        # Late, as in every command: Scrapy imports all of them to run any.
        from newscrawl.runs.between import attempt, places_of

        assert self.settings is not None
        settings = self.settings
        if action == "show":
            self.exitcode = attempt(lambda: _show(settings, args[1:], opts))
            return

        def work() -> ExitCode | None:
            places = places_of(settings, opts.site)
            folder = places.links if opts.links else places.articles
            url = settings["NEWSCRAWL_STATE_URL"]
            if action == "ls":
                _ls(folder)
            elif action == "verify":
                _verify(folder)
            elif action == "cat":
                _cat(folder, opts)
            elif action == "export" and opts.latest:
                return _export_latest(places, url, Path(args[1]))
            elif action == "export":
                _export(folder, Path(args[1]))
            elif action == "withdraw":
                _withdraw(places, url, args[1])
            elif action == "prune":
                _prune(places, url, opts.older_than)
            else:
                _repair(places, url)
            return None

        self.exitcode = attempt(work)


def _ls(folder: Path) -> None:
    from newscrawl.feed.reader import require

    found = require(folder)

    def write(out: Any) -> None:
        for part in found["parts"]:
            seqs = f"{part['first_seq']}-{part['last_seq']}"
            out.write(f"{part['path']}\t{seqs}\t{part['rows']} rows\t{part['bytes']} bytes\n")
        for gone in found["removed_parts"]:
            out.write(f"{gone['path']}\t{gone['first_seq']}-{gone['last_seq']}\tremoved\n")
        run = found["run"] or {}
        out.write(f"watermark {found['watermark']}, last run {run.get('status', 'none')}\n")

    _to_stdout(write)


def _verify(folder: Path) -> None:
    from newscrawl.feed.errors import FeedError
    from newscrawl.feed.verify import verify
    from newscrawl.runs.report import say, shortest

    report = verify(folder)
    for text in report.findings:
        say(f"wrong     {text}")
    for text in report.notices:
        say(f"notice    {text}")
    where = f"{report.rows} rows in {report.parts} parts of {shortest(folder)}"
    if report.findings:
        raise FeedError(
            f"{len(report.findings)} faults in {where}: restore from a backup what is named, or "
            "let it go with scrapy feed repair"
        )
    say(f"verified: {where}; nothing to do")


def _cat(folder: Path, opts: argparse.Namespace) -> None:
    from newscrawl.feed.reader import follow, lines

    def write(out: Any) -> None:
        binary = out.buffer
        rows = follow(folder, opts.since) if opts.follow else lines(folder, opts.since)
        for _, line in rows:
            binary.write(line)
            if opts.follow:
                binary.flush()
        binary.flush()

    _to_stdout(write)


def _export(folder: Path, path: Path) -> None:
    from newscrawl.feed import upkeep
    from newscrawl.feed.reader import lines
    from newscrawl.runs.report import say

    rows = (line for _, line in lines(folder, whole=False))
    say(f"complete: {upkeep.export(path, rows)} rows in {path}")


def _export_latest(places: Places, url: str | None, path: Path) -> ExitCode:
    from newscrawl.feed import upkeep
    from newscrawl.feed.library import between_runs
    from newscrawl.feed.reader import require
    from newscrawl.feed.snapshot import Snapshot
    from newscrawl.runs.exit_codes import ExitCode
    from newscrawl.runs.report import say, shortest

    pruned = bool(require(places.articles)["removed_parts"])
    known = bool(url) or places.database.exists()
    with ExitStack() as opened:
        store = None
        if pruned and known:  # of a feed that is whole the parts alone tell
            store, _ = opened.enter_context(between_runs(places, url))
        snapshot = Snapshot(places.articles, store)
        number = upkeep.export(path, iter(snapshot))
    if not snapshot.missing:
        say(f"complete: {number} rows in {path}")
        return ExitCode.COMPLETE
    why = "the state was rebuilt since" if known else f"{shortest(places.database)} is not there"
    say(
        f"partial: {number} rows in {path}; {snapshot.missing} articles are missing: their rows "
        f"were pruned, and {why}: take them from an earlier snapshot"
    )
    return ExitCode.PARTIAL


def _withdraw(places: Places, url: str | None, article_id: str) -> None:
    from newscrawl.feed.library import between_runs
    from newscrawl.runs.report import say
    from newscrawl.runs.withdrawal import withdraw

    full = article_id if ":" in article_id else f"{places.site}:{article_id}"
    with between_runs(places, url) as (store, feeds):
        done = withdraw(store, feeds, full)
    told = "consumers were told before" if done.seq is None else f"told in row {done.seq}"
    say(
        f"withdrawn: {full}: its text is out of the state and of {done.rows} rows; {told}; "
        "backups and copies of the feed still have it: mend those by hand"
    )


def _prune(places: Places, url: str | None, age: str) -> None:
    from datetime import UTC, datetime

    from newscrawl.arguments import ArgumentError, parse_age
    from newscrawl.feed.errors import FeedError
    from newscrawl.feed.library import between_runs
    from newscrawl.feed.upkeep import prune
    from newscrawl.reading.times import iso
    from newscrawl.runs.report import say

    try:
        before = iso(datetime.now(UTC) - parse_age(age, name="--older-than"))
    except ArgumentError as error:
        raise FeedError(str(error)) from error
    with between_runs(places, url) as (_, feeds):
        gone = [path for feed in feeds for path in prune(feed, before)]
    for path in gone:
        say(f"removed   {path}")
    say(f"complete: {len(gone)} parts removed; the manifest says so")


def _repair(places: Places, url: str | None) -> None:
    from newscrawl.feed.library import between_runs
    from newscrawl.feed.upkeep import repair
    from newscrawl.runs.report import say

    with between_runs(places, url, recover=False) as (_, feeds):
        lost = [path for feed in feeds for path in repair(feed, say)]
    if lost:
        say(f"complete: {len(lost)} parts let go, which the manifest calls removed")
    else:
        say("complete: the manifest says what the state says; no part is lost")


def _show(settings: Any, args: list[str], opts: argparse.Namespace) -> None:
    from newscrawl.feed.show import find_row, newest_feed, show
    from newscrawl.runs.addon import data_dir
    from newscrawl.runs.report import shortest

    folder = Path(shortest(data_dir(settings)))
    path = Path(args[0]) if args else newest_feed(folder)
    number, row = find_row(path, number=opts.number or 1, article_id=opts.id)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal that cannot show a character gets its number.
        sys.stdout.reconfigure(errors="backslashreplace")
    place = f"{shortest(path)}, row {number}"
    _to_stdout(lambda out: show(row, place=place, out=out))


def _to_stdout(write: Callable[[Any], None]) -> None:
    """Lets `write` write to stdout, as long as there is a reader.

    Raises:
        FeedError: it could not.
    """
    from newscrawl.feed.errors import FeedError

    try:
        write(sys.stdout)
        sys.stdout.flush()
    except OSError as error:
        drop_stream(1)
        if not isinstance(error, BrokenPipeError):  # a reader like head has seen enough
            raise FeedError(f"cannot write: {error.strerror or error}") from error
    except KeyboardInterrupt:
        drop_stream(1)
