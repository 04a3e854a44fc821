"""``scrapy record``: pages of a site saved as recordings, for its tests."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newscrawl.commands import refuse_options
from newscrawl.terminal import guard_streams

if TYPE_CHECKING:
    from newscrawl.runs.pages import Fetched
    from newscrawl.site_spider import SiteSpider

# The page after the last of a list, and an article that is no more: a crawl meets them too.
_STATUSES = (404, 410)


class Command(ScrapyCommand):
    """Fetches pages and saves each with what is read of it."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """What follows the command's name."""
        return "[options] SPIDER URL..."

    def short_desc(self) -> str:
        """One line for ``scrapy`` and ``scrapy record -h``."""
        return "Save pages of a site as recordings, for its tests"

    def long_desc(self) -> str:
        """What ``scrapy record -h`` says."""
        return (
            "Fetches each URL as a crawl would (robots.txt, pace; a 404 is a page, too), and saves "
            "it as fixtures/SPIDER/<name>/: response.json, the bytes, and what is read of them: "
            "article.json, of a list cards.json. Review these: they are to say what the page "
            "shows, and the reader may be wrong. A publisher's text is not to be committed: put "
            "words of your own in its place, in the page and in the expected file. Exit codes: 0 "
            "recorded, 4 some are no pages, or there is a recording of one already, 3 some could "
            "not be fetched, 2 usage, 1 could not start, 5 some could not be written."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Adds where the pages come from and go to."""
        super().add_options(parser)
        parser.add_argument(
            "--from",
            dest="source",
            metavar="PATH",
            help="take the pages from a WARC file or a folder of recordings, not from the network",
        )
        parser.add_argument(
            "--to", metavar="FOLDER", help="where they are saved (default: fixtures/SPIDER)"
        )
        parser.add_argument(
            "--force", action="store_true", help="replace recordings of the same addresses"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Saves them; `exitcode` says what came of it."""
        guard_streams()
        refuse_options(args)
        if len(args) < 2:
            raise UsageError("name a spider and pages: scrapy record SPIDER URL...")
        if "" in (opts.source, opts.to):
            raise UsageError("--from and --to take a path, and an empty one is none")
        from newscrawl.runs.addon import PROJECT_DIR
        from newscrawl.runs.pages import NotStartedError, fetch, spider_named
        from newscrawl.runs.report import say

        assert self.settings is not None
        if opts.source is not None:
            self.settings.set("REPLAY_FROM", opts.source, "cmdline")
        name, *urls = args
        try:
            spider_class = spider_named(self.settings, name)
            fetched = fetch(self.settings, spider_class, urls, statuses=_STATUSES)
        except NotStartedError as error:
            say(str(error))
            self.exitcode = error.code
            return
        root = Path(opts.to) if opts.to is not None else PROJECT_DIR / "fixtures" / name
        self.exitcode = _save_all(fetched, spider_class, root, force=opts.force)


def _save_all(
    fetched: list[Fetched], spider_class: type[SiteSpider], root: Path, *, force: bool
) -> int:
    from newscrawl.runs.exit_codes import ExitCode
    from newscrawl.runs.recording import RecordError, save
    from newscrawl.runs.report import say, shortest

    codes = {ExitCode.COMPLETE}
    saved = 0
    for page in fetched:
        if page.response is None:
            say(page.complaint)
            codes.add(ExitCode.PARTIAL)
            continue
        try:
            recording = save(page.response, spider_class.site(), root, force=force)
        except RecordError as error:
            say(str(error))
            codes.add(ExitCode.GATE_FAILED)
            continue
        except OSError as error:
            say(f"cannot write {error.filename or root}: {error.strerror or error}")
            codes.add(ExitCode.FAILED)
            break
        saved += 1
        what = f"{recording.kind} at" if recording.kind is not None else "as it is:"
        say(f"recorded {shortest(recording.folder)}: {what} {page.response.url}")
        if recording.expected is not None:
            say(f"review: {shortest(recording.expected)}: as read; make it what the page shows")
        elif recording.kind is not None:
            say("review: with no expected file it stands for an error page; is it one?")
    if saved:
        say("a publisher's text is not to be committed: put words of your own in its place")
    order = (ExitCode.FAILED, ExitCode.PARTIAL, ExitCode.GATE_FAILED, ExitCode.COMPLETE)
    return next(code for code in order if code in codes)
