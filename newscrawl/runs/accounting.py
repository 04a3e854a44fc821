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
from scrapy.utils.asyncio import create_looping_call
from twisted.python.failure import Failure

from newscrawl.feed.errors import FeedError
from newscrawl.feed.journal import Journal
from newscrawl.items import Article
from newscrawl.pipelines import Dropped, seconds
from newscrawl.site_spider import SiteSpider
from newscrawl.state.errors import StateError
from newscrawl.state.fates import Fate, Ledger
from newscrawl.state.pages import Page

# How Python shows the method that a signal called.
_METHOD = re.compile(r"<bound method (\S+) of <.*>>")
# Scrapy logs what goes wrong here and goes on: a pipeline that fails to close, a feed on a full
# disk, an extension that raises. Such a run must not pass for a good one.
# So long a page that is on its way may hold up the end: containers kill after ten seconds.
STOP_WITHIN_S = 8.0
# What was read is committed so long after it at the latest.
COMMIT_INTERVAL_S = 1.0
_WATCHED_LOGGERS = ("scrapy.core.engine", "scrapy.extensions.feedexport", "scrapy.utils.signal")


class Accounting:
    """Scrapy extension that books the fate of every article and the faults of the crawler.

    Attributes:
        close_reason: why Scrapy closed the spider; empty until it did.
        elapsed_s: how long the run took.
    """

    def __init__(self, crawler: Crawler, spider: SiteSpider) -> None:
        self.crawler = crawler
        self.spider = spider
        self.arguments = spider.arguments
        self.close_reason = ""
        self._started = monotonic()
        self._ended: float | None = None
        self._closed = False
        self._closing: asyncio.Task[None] | None = None
        self._origins: Counter[str] = Counter()
        self._commits = create_looping_call(self._commit)
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
        connect(books.spider_opened, signal=signals.spider_opened)
        connect(books.spider_closed, signal=signals.spider_closed)
        connect(books.engine_stopped, signal=signals.engine_stopped)
        return books

    @property
    def ledger(self) -> Ledger:
        """The fates of the run's pages."""
        return self.spider.ledger

    @property
    def elapsed_s(self) -> float:
        """Seconds since the run began, or that it took."""
        return (self._ended or monotonic()) - self._started

    def spider_opened(self) -> None:
        """Commits now and then from here on."""
        self._commits.start(COMMIT_INTERVAL_S, now=False)

    def item_scraped(self, item: Article) -> None:
        """Books what is known of an article that was delivered; its fate it has by now."""
        page = self.spider.frontier.get(item.id)
        if page is not None and page.busy:  # a pipeline of the user's changed its id, or took ours
            self._settle(item, Fate("failed", "not_delivered"), seconds(item.fetched_at))
            self.add_fault(f"{item.url} came through all pipelines and was not delivered", None)
        if item.change != "removed":
            self.ledger.undated += item.published is None
            self._origins.update(f"{name}/{origin}" for name, origin in item.provenance.items())
        self._page_done()

    def item_dropped(self, item: Article, exception: Exception) -> None:
        """Books an article that a pipeline dropped."""
        fate = exception.fate if isinstance(exception, Dropped) else Fate("rejected", "dropped")
        # A bound of this run tells nothing of the page, which stays due.
        at = None if fate.name == "skipped" else seconds(item.fetched_at)
        self._settle(item, fate, at)
        self._page_done()

    def item_error(self, item: Article, failure: Failure) -> None:
        """Books an article on which a pipeline failed."""
        if isinstance(failure.value, (StateError, FeedError)):
            self.stop_broken(failure.value)  # the next run reads it again
            return
        self.add_fault(f"a pipeline failed on {item.url}", failure.value)
        self._settle(item, Fate("failed", "pipeline_error"), seconds(item.fetched_at))

    def spider_error(self, failure: Failure, response: Response | Failure | None) -> None:
        """Books a page on which a callback failed."""
        if isinstance(failure.value, (StateError, FeedError)):
            self.stop_broken(failure.value)
            return
        request = getattr(response, "request", None)
        page: Page | None = request.cb_kwargs.get("page") if request is not None else None
        fate = Fate("failed", "callback_error")
        if page is not None:
            self.spider.frontier.settle(page, fate, int(self.spider.clock().timestamp()))
        elif request is not None:
            self.ledger.lists_failed.append((request.url, fate))
        where = "start()" if request is None else request.url
        self.add_fault(f"a callback failed on {where}", failure.value)

    def spider_closed(self, spider: Spider, reason: str) -> None:
        """Closes the books: what is left pending, and whether all adds up."""
        self.close_reason = reason
        self.close()
        stats = self.crawler.stats
        stats.set_value("newscrawl/discovered", self.ledger.discovered)
        for fate, number in (+self.ledger.fates).items():
            stats.set_value(f"newscrawl/fate/{fate.name}/{fate.reason or 'all'}", number)
        # Hits per selector: a rule that a new layout breaks is seen here first.
        for name_and_origin, number in self._origins.items():
            stats.set_value(f"newscrawl/origin/{name_and_origin}", number)

    def close(self) -> None:
        """Ends the books, once; also where the crawl was broken off before it could close."""
        if self._closed:
            return
        self._closed = True
        self._ended = monotonic()
        if self._commits.running:
            self._commits.stop()
        reason, bound = self.close_reason, None
        if reason.startswith("closespider_"):
            by_us = reason == "closespider_itemcount" and self.arguments.max_articles is not None
            bound = Fate("skipped", "max_articles" if by_us else reason.removeprefix("close"))
        frontier = self.spider.frontier
        try:
            frontier.close(bound)
            self.ledger.check(frontier.recount())
        except ArithmeticError as error:
            self.add_fault("the books do not balance", error)
        except StateError as error:
            self.add_fault(str(error), None)

    def engine_stopped(self) -> None:
        """Ends the watch; feeds are closed by now."""
        for name in _WATCHED_LOGGERS:
            logging.getLogger(name).removeHandler(self._watch)

    def add_fault(self, what: str, error: BaseException | None) -> None:
        """Books a fault of the crawler itself: the run cannot end well."""
        text = f"{what}: {type(error).__name__}: {error}" if error else what
        if text not in self.ledger.faults:
            self.ledger.faults.append(text)

    def stop(self, reason: str) -> None:
        """Ends the crawl in order, once; pages on their way hold that up for a while only."""
        if self._closing is not None:
            return
        self.close_reason = self.close_reason or reason
        loop = asyncio.get_running_loop()
        self._closing = loop.create_task(_close(self.crawler, reason))
        loop.call_later(STOP_WITHIN_S, _stop_at_once, self.crawler)

    def _settle(self, item: Article, fate: Fate, at: int | None) -> None:
        frontier = self.spider.frontier
        try:
            page = frontier.get(item.id)
            if page is None:  # an item that no page of ours led to
                page = frontier.discover(item.id, item.url, depth=0, seen_at=at or frontier.now)
            frontier.settle(page, fate, at)
        except StateError as error:
            self.stop_broken(error)

    def _page_done(self) -> None:
        journal: Journal | None = self.spider.journal
        if journal is None:
            return
        try:
            journal.page_done()
        except Exception as error:  # noqa: BLE001 - whatever it is, nothing more can be kept
            self.stop_broken(error)

    def _commit(self) -> None:
        journal: Journal | None = self.spider.journal
        if journal is None or journal.broken is not None:
            return
        try:
            journal.commit()
        except Exception as error:  # noqa: BLE001 - whatever it is, nothing more can be kept
            self.stop_broken(error)

    def stop_broken(self, error: Exception) -> None:
        """Ends a crawl of which nothing more can be kept."""
        if str(error) not in self.ledger.faults:
            self.ledger.faults.append(str(error))
        journal: Journal | None = self.spider.journal
        if journal is not None and journal.broken is None:
            journal.broken = error
        self.stop("output_failed")


class _FaultWatch(logging.Handler):
    """Takes errors that Scrapy only logs for the faults that they are."""

    def __init__(self, books: Accounting) -> None:
        super().__init__(level=logging.ERROR)
        self._books = books

    def emit(self, record: logging.LogRecord) -> None:
        """Books the fault; one of the system (a full disk) also ends the crawl."""
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, (StateError, FeedError)):
            self._books.stop_broken(error)
            return
        self._books.add_fault(_METHOD.sub(r"\1", record.getMessage()), error)
        if not isinstance(error, OSError):
            return
        record.exc_info = None  # a disk that is full is no bug: the log has a line, no traceback
        # What would still be fetched could not be written.
        self._books.stop("output_failed")


def _stop_at_once(crawler: Crawler) -> None:
    from twisted.internet import reactor

    if reactor.running:
        crawler.crawling = False  # else the process would still wait for what is on its way
        reactor.stop()  # type: ignore[misc]


async def _close(crawler: Crawler, reason: str) -> None:
    if crawler.engine.spider is not None:
        await crawler.engine.close_spider_async(reason=reason)
