"""What a crawl is doing, while it does it: a live line on a terminal, else a line now and then."""

from __future__ import annotations

import logging
import sys
from time import strftime
from typing import TYPE_CHECKING, Self, TextIO

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import create_looping_call

from newscrawl.runs.accounting import Accounting
from newscrawl.runs.report import say
from newscrawl.site_spider import SiteSpider

if TYPE_CHECKING:
    from rich.live import Live

LIVE_INTERVAL_S = 0.5
LINE_INTERVAL_S = 30.0


class Progress:
    """Scrapy extension that shows how far the crawl is, on stderr."""

    def __init__(self, crawler: Crawler, name: str) -> None:
        self._crawler = crawler
        self._name = name
        self._live: Live | None = None
        self._handlers: list[logging.StreamHandler[TextIO]] = []
        self._on_terminal = sys.stderr is not None and sys.stderr.isatty()
        self._loop = create_looping_call(self._tick)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The progress of the crawler's spider; of a crawl only, one page needs none."""
        wanted = all(map(crawler.settings.getbool, ("NEWSCRAWL_RUN", "LOG_ENABLED")))
        if not wanted or not isinstance(crawler.spider, SiteSpider):
            raise NotConfigured
        progress = cls(crawler, crawler.spider.name)
        crawler.signals.connect(progress.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(progress.spider_closed, signal=signals.spider_closed)
        return progress

    def spider_opened(self) -> None:
        """Starts the clock; the first line comes after one interval."""
        interval_s = LIVE_INTERVAL_S if self._on_terminal else LINE_INTERVAL_S
        self._loop.start(interval_s, now=False)

    def spider_closed(self) -> None:
        """Takes the live line away."""
        if self._loop.running:
            self._loop.stop()
        if self._live is not None:
            self._live.stop()
        while self._handlers:
            self._handlers.pop().setStream(sys.stderr)

    def _tick(self) -> None:
        books = self._crawler.get_extension(Accounting)
        if books is None:
            return
        line = describe(books, self._name)
        if not self._on_terminal:
            say(f"{strftime('%Y-%m-%d %H:%M:%S')} {line}")
            return
        if self._live is None:
            # Late: rich takes longer to import than a short crawl takes to run.
            from rich.console import Console
            from rich.live import Live

            console = Console(stderr=True, markup=False, highlight=False)
            self._live = Live(console=console, auto_refresh=False, transient=True)
            terminal = sys.stderr
            self._live.start()  # puts a stderr in place that writes above the live line
            for handler in logging.root.handlers:
                if isinstance(handler, logging.StreamHandler) and handler.stream is terminal:
                    handler.setStream(sys.stderr)
                    self._handlers.append(handler)
        self._live.update(line, refresh=True)


def describe(books: Accounting, name: str) -> str:
    """One line on how far the crawl of the site `name` is."""
    ledger = books.ledger
    counts = [
        f"{ledger.count('emitted-new')} new",
        f"{ledger.count('emitted-updated', 'emitted-removed')} updated",
        f"{ledger.count('pending')} to do",
        f"{ledger.count('duplicate')} duplicate",
        f"{ledger.count('rejected')} rejected",
        f"{ledger.count('failed') + len(ledger.lists_failed)} failed",
        f"{ledger.lists_read} lists",
    ]
    return f"{name}: {', '.join(counts)} · {books.elapsed_s:.0f} s"
