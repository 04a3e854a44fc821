"""A run in which nothing happens any more is ended, so that the next one can begin."""

from __future__ import annotations

import os
import threading
from time import monotonic
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import create_looping_call

from newscrawl.arguments import whole_number
from newscrawl.runs.accounting import Accounting
from newscrawl.runs.exit_codes import ExitCode
from newscrawl.runs.report import say
from newscrawl.site_spider import SiteSpider

TICK_S = 5.0


class Watchdog:
    """Scrapy extension: ends a crawl without progress, and a process whose loop stands still.

    Time in which the whole process was stopped does not count.
    """

    def __init__(self, crawler: Crawler, patience_s: float) -> None:
        self._crawler = crawler
        self._patience_s = patience_s
        self._tick_s = min(TICK_S, patience_s / 4)
        self._loop = create_looping_call(self._tick)
        self._seen: object = None
        self._idle_s = 0.0
        self._last_tick = monotonic()
        self._done = threading.Event()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The watchdog of the crawler's spider."""
        running = crawler.settings.getbool("NEWSCRAWL_RUN")
        if not running or not isinstance(crawler.spider, SiteSpider):
            raise NotConfigured
        watchdog = cls(crawler, whole_number(crawler.settings, "NEWSCRAWL_WATCHDOG_S"))
        crawler.signals.connect(watchdog.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(watchdog.spider_closed, signal=signals.spider_closed)
        return watchdog

    def spider_opened(self) -> None:
        """Begins to watch."""
        self._last_tick = monotonic()
        self._loop.start(self._tick_s, now=False)
        threading.Thread(target=self._watch_loop, name="watchdog", daemon=True).start()

    def spider_closed(self) -> None:
        """Ends the watch."""
        self._done.set()
        if self._loop.running:
            self._loop.stop()

    def _tick(self) -> None:
        self._last_tick = monotonic()
        books = self._crawler.get_extension(Accounting)
        stats = self._crawler.stats
        if books is None:
            return
        seen = (
            stats.get_value("downloader/request_count"),
            stats.get_value("response_received_count"),
            sum(books.ledger.fates.values()) - books.ledger.count("pending"),
        )
        # A tick counts for one, however long the process stood still before it.
        self._idle_s = self._idle_s + self._tick_s if seen == self._seen else 0.0
        self._seen = seen
        if self._idle_s >= self._patience_s:
            books.stop("watchdog")

    def _watch_loop(self) -> None:
        # A thread: it also sees a loop that a page has caught.
        still_s, before = 0.0, self._last_tick
        while not self._done.wait(self._tick_s):
            still_s = still_s + self._tick_s if self._last_tick == before else 0.0
            before = self._last_tick
            if still_s >= self._patience_s:
                say(
                    f"partial: the crawl stood still for {still_s:.0f} s and was ended; "
                    "what was committed is kept: run again to fetch the rest"
                )
                os._exit(ExitCode.PARTIAL)
