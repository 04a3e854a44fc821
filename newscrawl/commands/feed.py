"""``scrapy feed``: the files for data teams, looked at."""

from __future__ import annotations

import argparse
import io
import sys
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newscrawl.commands import refuse_options
from newscrawl.terminal import drop_stream, guard_streams


class Command(ScrapyCommand):
    """Shows one article of a feed."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """What follows the command's name."""
        return "show [FILE] [--id ID | -n N]"

    def short_desc(self) -> str:
        """One line for ``scrapy`` and ``scrapy feed -h``."""
        return "Show an article of a feed"

    def long_desc(self) -> str:
        """What ``scrapy feed -h`` says."""
        return (
            "show: prints one article of FILE, a feed of JSON lines; "
            "without FILE of the newest feed in the data directory."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Adds which article is meant."""
        super().add_options(parser)
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
        """Prints the article; `exitcode` is 1 if there is none to print."""
        guard_streams()
        refuse_options(args)
        if args[:1] != ["show"]:
            raise UsageError("say what to do: scrapy feed show")
        if len(args) > 2:
            raise UsageError("show takes one file")
        if opts.number == 0:
            raise UsageError("rows count from 1, or from -1 at the end")
        # Late, as in every command: Scrapy imports all of them to run any.
        from newscrawl.arguments import SettingsError
        from newscrawl.feed.show import FeedError, find_row, newest_feed, show
        from newscrawl.runs.addon import data_dir
        from newscrawl.runs.report import say, shortest

        assert self.settings is not None
        try:
            folder = Path(shortest(data_dir(self.settings)))
            path = Path(args[1]) if len(args) == 2 else newest_feed(folder)
            number, row = find_row(path, number=opts.number or 1, article_id=opts.id)
        except (FeedError, SettingsError) as error:
            say(str(error))
            self.exitcode = 1
            return
        if isinstance(sys.stdout, io.TextIOWrapper):
            # A terminal that cannot show a character gets its number.
            sys.stdout.reconfigure(errors="backslashreplace")
        try:
            show(row, place=f"{shortest(path)}, row {number}", out=sys.stdout)
        except OSError as error:
            drop_stream(1)
            if not isinstance(error, BrokenPipeError):  # a reader like head has seen enough
                say(f"cannot write: {error.strerror or error}")
                self.exitcode = 1
