"""``scrapy report``: what a site's own sitemaps, feeds and lists name, against what is held."""

from __future__ import annotations

import argparse
import sys

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newscrawl.commands import refuse_options
from newscrawl.terminal import drop_stream, guard_streams


class Command(ScrapyCommand):
    """Tells how complete a site's feed is."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """What follows the command's name."""
        return "[--site SITE] [--since AGE] [--missing N] [--hours AGE] [--json]"

    def short_desc(self) -> str:
        """One line for ``scrapy`` and ``scrapy report -h``."""
        return "Tell how complete the feed of a site is"

    def long_desc(self) -> str:
        """What ``scrapy report -h`` says."""
        return (
            "What the sitemaps, feeds and lists of a site name, against what the state holds of "
            "it: how much of each, which articles are missing and why, the hours of publication "
            "that have gaps, and what came of each source. Exit codes: 0, 1 something is wrong, "
            "2 usage, 75 a run is going on."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Adds what is looked at."""
        super().add_options(parser)
        parser.add_argument("--site", metavar="SITE", help="which one (default: the only one)")
        parser.add_argument("--since", metavar="AGE", help="articles found since: 36h, 7d, 2w")
        parser.add_argument(
            "--missing", type=int, default=20, metavar="N", help="name so many (default: 20)"
        )
        parser.add_argument(
            "--hours", default="7d", metavar="AGE", help="look for gaps since (default: 7d)"
        )
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Does it; `exitcode` says what came of it."""
        guard_streams()
        refuse_options(args)
        if args:
            raise UsageError("report takes no arguments: name the site with --site")
        if opts.missing < 0:
            raise UsageError("--missing is a number of 0 or more")
        from newscrawl.arguments import ArgumentError, parse_age
        from newscrawl.runs.between import attempt, places_of

        try:
            since = parse_age(opts.since, name="--since") if opts.since else None
            hours = parse_age(opts.hours, name="--hours")
        except ArgumentError as error:
            raise UsageError(str(error)) from error
        assert self.settings is not None
        settings = self.settings

        def work() -> None:
            import json
            from datetime import UTC, datetime

            from newscrawl.feed.errors import FeedError
            from newscrawl.feed.library import between_runs
            from newscrawl.runs.completeness import as_json, completeness, lines
            from newscrawl.terminal import printable

            now = datetime.now(UTC)
            places = places_of(settings, opts.site)
            with between_runs(places, settings["NEWSCRAWL_STATE_URL"]) as (store, _):
                found = completeness(
                    store,
                    since=None if since is None else int((now - since).timestamp()),
                    most_missing=opts.missing,
                    hours_since=int((now - hours).timestamp()),
                    now=int(now.timestamp()),
                )
            text = (
                json.dumps(as_json(found)) + "\n"
                if opts.json
                else "".join(f"{printable(line)}\n" for line in lines(found))
            )
            try:
                sys.stdout.write(text)
                sys.stdout.flush()
            except OSError as error:
                drop_stream(1)
                if not isinstance(error, BrokenPipeError):
                    raise FeedError(f"cannot write: {error.strerror or error}") from error

        self.exitcode = attempt(work)
