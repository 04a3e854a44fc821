"""The books of one run: every fate, and every fault of the crawler itself."""

from __future__ import annotations

import asyncio
import logging
import re
from collections import Counter
from time import monotonic
from typing import Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from twisted.python.failure import Failure

from newscrawl.items import Article
from newscrawl.ledger import EMITTED_NEW, Fate, Page
from newscrawl.pipelines import Dropped
from newscrawl.site_spider import SiteSpider

# How Python shows the method that a signal called.
_METHOD = re.compile(r"<bound method (\S+) of <.*>>")
# Scrapy logs what goes wrong here and goes on: a pipeline that fails to close, a feed on a full
# disk, an extension that raises. Such a run must not pass for a good one.
_WATCHED_LOGGERS = ("scrapy.core.engine", "scrapy.extensions.feedexport", "scrapy.utils.signal")


class Accounting:
    """Scrapy extension that books the fate of every article and the faults of the crawler.

    Attributes:
        close_reason: why Scrapy closed the spider; empty until it did.
        elapsed_s: how long the run took.
    """

    def __init__(self, crawler: Crawler, spider: SiteSpider) -> None:
        self.crawler = crawler
        self.ledger = spider.ledger
        self.arguments = spider.arguments
        self.close_reason = ""
        self._started = monotonic()
        self._ended: float | None = None
        self._origins: Counter[str] = Counter()
        self._watch = _FaultWatch(self)
        for name in _WATCHED_LOGGERS:
            logging.getLogger(name).addHandler(self._watch)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The books of the crawler's spider."""
        if not isinstance(crawler.spider, SiteSpider):
            raise NotConfigured
        books = cls(crawler, crawler.spider)
        connect = crawler.signals.connect
        connect(books.item_scraped, signal=signals.item_scraped)
        connect(books.item_dropped, signal=signals.item_dropped)
        connect(books.item_error, signal=signals.item_error)
        connect(books.spider_error, signal=signals.spider_error)
        connect(books.spider_closed, signal=signals.spider_closed)
        connect(books.engine_stopped, signal=signals.engine_stopped)
        return books

    @property
    def elapsed_s(self) -> float:
        """Seconds since the run began, or that it took."""
        return (self._ended or monotonic()) - self._started

    def item_scraped(self, item: Article) -> None:
        """Books an article that came through every pipeline."""
        self.ledger.undated += item.published is None
        self._origins.update(f"{name}/{origin}" for name, origin in item.provenance.items())
        self.ledger.settle(self._page_of(item), EMITTED_NEW)

    def item_dropped(self, item: Article, exception: Exception) -> None:
        """Books an article that a pipeline dropped."""
        fate = exception.fate if isinstance(exception, Dropped) else Fate("rejected", "dropped")
        self.ledger.settle(self._page_of(item), fate)

    def item_error(self, item: Article, failure: Failure) -> None:
        """Books an article on which a pipeline failed."""
        self.ledger.settle(self._page_of(item), Fate("failed", "pipeline_error"))
        self.add_fault(f"a pipeline failed on {item.url}", failure.value)

    def spider_error(self, failure: Failure, response: Response | Failure | None) -> None:
        """Books a page on which a callback failed."""
        request = getattr(response, "request", None)
        page: Page | None = request.cb_kwargs.get("page") if request is not None else None
        fate = Fate("failed", "callback_error")
        if page is not None:
            self.ledger.settle(page, fate)
        elif request is not None:
            self.ledger.lists_failed.append((request.url, fate))
        where = "start()" if request is None else request.url
        self.add_fault(f"a callback failed on {where}", failure.value)

    def spider_closed(self, spider: Spider, reason: str) -> None:
        """Closes the books: what is left pending, and whether all adds up."""
        self.close_reason = reason
        self._ended = monotonic()
        if reason.startswith("closespider_"):
            by_us = reason == "closespider_itemcount" and self.arguments.max_articles is not None
            bound = Fate("skipped", "max_articles" if by_us else reason.removeprefix("close"))
            for page in self.ledger:
                self.ledger.settle(page, bound)
        try:
            self.ledger.check()
        except ArithmeticError as error:
            self.add_fault("the books do not balance", error)
        stats = self.crawler.stats
        stats.set_value("newscrawl/discovered", self.ledger.discovered)
        for fate, number in (+self.ledger.fates).items():
            stats.set_value(f"newscrawl/fate/{fate.name}/{fate.reason or 'all'}", number)
        # Hits per selector: a rule that a new layout breaks is seen here first.
        for name_and_origin, number in self._origins.items():
            stats.set_value(f"newscrawl/origin/{name_and_origin}", number)

    def engine_stopped(self) -> None:
        """Ends the watch; feeds are closed by now."""
        for name in _WATCHED_LOGGERS:
            logging.getLogger(name).removeHandler(self._watch)

    def add_fault(self, what: str, error: BaseException | None) -> None:
        """Books a fault of the crawler itself: the run cannot end well."""
        self.ledger.faults.append(f"{what}: {type(error).__name__}: {error}" if error else what)

    def _page_of(self, item: Article) -> Page:
        page = self.ledger.get(item.id)
        if page is None:
            page = self.ledger.discover(item.id, item.url, depth=0, seen_at=None)
        # Beyond the cap a page without a place in the books takes its fate with it.
        return page or Page(item.id, item.url, 0)


class _FaultWatch(logging.Handler):
    """Takes errors that Scrapy only logs for the faults that they are."""

    def __init__(self, books: Accounting) -> None:
        super().__init__(level=logging.ERROR)
        self._books = books
        self._closing: asyncio.Task[None] | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Books the fault; one of the system (a full disk) also ends the crawl."""
        error = record.exc_info[1] if record.exc_info else None
        self._books.add_fault(_METHOD.sub(r"\1", record.getMessage()), error)
        if not isinstance(error, OSError):
            return
        record.exc_info = None  # a disk that is full is no bug: the log has a line, no traceback
        if self._closing is None:
            # What would still be fetched could not be written.
            loop = asyncio.get_running_loop()
            self._closing = loop.create_task(_close(self._books.crawler))


async def _close(crawler: Crawler) -> None:
    if crawler.engine.spider is not None:
        await crawler.engine.close_spider_async(reason="output_failed")
