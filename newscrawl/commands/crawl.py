"""``scrapy crawl``: Scrapy's own, with exit codes that tell the truth and a report at the end."""

from __future__ import annotations

import argparse
import traceback
from types import FrameType
from typing import Any, ClassVar

from scrapy.commands import BaseRunSpiderCommand
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.exceptions import UsageError

from newscrawl.commands import refuse_options
from newscrawl.terminal import guard_streams


class Process(AsyncCrawlerProcess):
    """Scrapy's process, which also remembers the signal that ended it.

    Attributes:
        signum: the first signal that asked it to stop, None if none did.
    """

    signum: int | None = None

    def _signal_shutdown(self, signum: int, _: FrameType | None) -> None:
        self.signum = signum
        super()._signal_shutdown(signum, _)
        from twisted.internet import reactor

        from newscrawl.runs.accounting import STOP_WITHIN_S

        reactor.callFromThread(reactor.callLater, STOP_WITHIN_S, self._stop_reactor)


class Command(BaseRunSpiderCommand):
    """Runs one spider, from its arguments to the exit code."""

    requires_project = True
    requires_crawler_process = False  # `run` makes one that remembers signals
    default_settings: ClassVar[dict[str, Any]] = {"NEWSCRAWL_RUN": True}

    def syntax(self) -> str:
        """What follows the command's name."""
        return "[options] <spider>"

    def short_desc(self) -> str:
        """One line for ``scrapy`` and ``scrapy crawl -h``."""
        return "Crawl a site into a feed"

    def long_desc(self) -> str:
        """What ``scrapy crawl -h`` says."""
        return (
            "Crawls one site into its feed, <data>/feeds/SITE/: what is new and what changed since "
            "the run before; stderr tells what came of it, its last line what to do. For -a: "
            "url=https://example.com says which site, of the spider news; "
            "locale=es-la,tr-tr tags=bitcoin,ai start_url=URL say where to start; max_articles=N "
            "depth=N max_age=90m|36h|7d|2w say when to stop. -s REPLAY_FROM=FOLDER crawls recorded "
            "pages, offline. Exit codes: 0 complete, 1 could not start, 2 usage, 3 partial, 4 a "
            "quality gate failed, 5 state or feed not written, 75 another run of the site is going "
            "on, 130 interrupted, 143 terminated. More: docs/operations.md."
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawls; `exitcode` is set to what came of it."""
        guard_streams()
        refuse_options(args)
        if len(args) != 1:
            raise UsageError("name one spider; scrapy list shows them")
        # Late, as in every command: Scrapy imports all of them to run any.
        from newscrawl.arguments import SettingsError, check_settings, know_ipv6
        from newscrawl.runs.exit_codes import ExitCode
        from newscrawl.runs.report import say

        assert self.settings is not None
        know_ipv6(self.settings, *(opts.spargs.get(name, "") for name in ("start_url", "url")))
        try:
            check_settings(self.settings)
            process = Process(self.settings)
        except (SettingsError, OSError) as error:  # OSError: LOG_FILE
            say(f"could not start: {error}: mend it, then run again")
            self.exitcode = ExitCode.COULD_NOT_START
            return
        except Exception as error:  # noqa: BLE001 - a site file can raise anything; it is shown
            traceback.print_exc()
            say(f"could not start: {type(error).__name__}: {error}: mend it, then run again")
            self.exitcode = ExitCode.COULD_NOT_START
            return
        self.crawler_process = process
        known = sorted(process.spider_loader.list())
        broken = getattr(process.spider_loader, "broken", {})
        if args[0] in broken and args[0] not in known:
            say(
                f"could not start: the site file {args[0]}.py cannot be imported: "
                f"{broken[args[0]]}: mend it, then run again"
            )
            self.exitcode = ExitCode.COULD_NOT_START
            return
        if args[0] not in known:
            from newscrawl.arguments import hint

            say(f'unknown spider "{args[0]}"{hint(args[0], known)}')
            self.exitcode = ExitCode.USAGE
            return
        crawler = self._create_crawler(args[0])
        task = process.crawl(crawler, **opts.spargs)
        process.start()
        failure = task.exception() if task.done() and not task.cancelled() else None
        if failure is not None:
            self.exitcode = _not_started(failure)
        else:
            self.exitcode = _ended(crawler, process.signum)


def _not_started(error: BaseException) -> int:
    """Tells why there was no crawl, and gives its exit code."""
    from newscrawl.arguments import ArgumentError, SettingsError
    from newscrawl.feed.errors import FeedError, FeedLostError
    from newscrawl.fetching.replay import ReplayError
    from newscrawl.runs.addon import OutputError
    from newscrawl.runs.exit_codes import ExitCode
    from newscrawl.runs.report import say
    from newscrawl.state.errors import StateError, StateLockedError, StateLostError

    if isinstance(error, ArgumentError):
        say(f"usage: {error}")
        return ExitCode.USAGE
    if isinstance(error, StateLockedError):
        say(f"locked: {error}: wait until it has ended")
        return ExitCode.LOCKED
    if isinstance(error, OutputError):
        say(f"failed: {error}: make room or give another place, then run again")
        return ExitCode.FAILED
    if isinstance(error, (StateLostError, FeedLostError)):
        say(f"failed: {error}")
        return ExitCode.FAILED
    if isinstance(error, (StateError, FeedError)):
        say(f"could not start: {error}")
        return ExitCode.COULD_NOT_START
    if not isinstance(error, (ReplayError, SettingsError)):
        traceback.print_exception(error)
    say(f"could not start: {str(error) or type(error).__name__}: mend it, then run again")
    return ExitCode.COULD_NOT_START


def _ended(crawler: Crawler, signum: int | None) -> int:
    """Ends the run's record, tells what came of it, and gives its exit code."""
    from newscrawl.runs.accounting import Accounting
    from newscrawl.runs.addon import RunAddon
    from newscrawl.runs.ending import end
    from newscrawl.runs.exit_codes import ExitCode
    from newscrawl.runs.report import show

    books, addon = crawler.get_extension(Accounting), crawler.get_addon(RunAddon)
    if books is None or addon is None or addon.session is None:
        return ExitCode.COMPLETE  # a spider that is none of ours keeps no books
    outcome = end(crawler, books, addon.session, signum)
    show(outcome)
    return outcome.code
