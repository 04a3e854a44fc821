"""The walk that every site shares: lists, the articles on their cards, and related readings.

A site is a subclass that holds data and nothing else; see ``spiders/``.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure
from w3lib.url import add_or_replace_parameter, url_query_cleaner

from newscrawl.arguments import whole_number
from newscrawl.fetching.content import refusal_of
from newscrawl.fetching.reasons import fate_of
from newscrawl.fetching.wishes import wishes
from newscrawl.items import Article
from newscrawl.reading import read_cards, read_page
from newscrawl.reading.addresses import identify, is_listing
from newscrawl.state.fates import Fate
from newscrawl.state.sources import Named
from newscrawl.walk import Walk, request_of


class SiteSpider(Walk):
    """Base of every site's spider; a site file sets the attributes of `SiteData`.

    Attributes:
        max_list_pages: pages of one list that are read at most.
    """

    def __init__(self, name: str | None = None, **given: str) -> None:
        super().__init__(name, **given)
        self.max_list_pages = 50
        self._lists: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """A spider with the user's arguments and the caps of the settings."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.max_list_pages = whole_number(crawler.settings, "NEWSCRAWL_MAX_LIST_PAGES")
        crawler.signals.connect(spider.release, signal=signals.spider_idle)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Requests for the start pages, by what their addresses tell of them."""
        for url in self.start_pages:
            address = identify(url, self._site, hosts=self.named_hosts)
            if is_listing(url, self._site):
                yield self._listing_request(url, self._number_of(url))
            elif address is not None and self._site.article_path is not None:
                page = self._start_page(address.id, url)
                if page is not None:
                    self.frontier.request(page)
                    yield self._article_request(page)
            else:
                yield self._start_request(url)

    def parse_start(self, response: Response) -> Iterator[Article | Request]:
        """Reads a start page whose address does not tell what it is."""
        if (reason := refusal_of(response)) is not None:
            self.ledger.lists_failed.append((response.url, Fate("rejected", reason)))
            return
        article = read_page(response.body, **self._circumstances(response))
        if article.page_kind == "list":
            yield from self.parse_listing(response, 1)
            return
        page = self._start_page(article.id or response.url, response.url)
        if page is not None:
            self.frontier.request(page)
            yield from self._take(article, page, response)

    def parse_listing(self, response: Response, number: int) -> Iterator[Article | Request]:
        """Reads a listing page, the `number`th of its list: its cards, then the next page."""
        if (reason := refusal_of(response)) is not None:
            self.ledger.lists_failed.append((response.url, Fate("rejected", reason)))
            return
        cards = read_cards(response.body, **self._circumstances(response))
        if not wishes(response, response.meta["rendered_at"]).follow:
            if number == 1:
                self.ledger.lists_failed.append((response.url, Fate("skipped", "nofollow")))
            return
        if not cards and (reason := self._no_list(response, number)) is not None:
            self.ledger.lists_failed.append((response.url, Fate("rejected", reason)))
            return
        self.ledger.lists_read += 1
        self.ledger.list_cards += len(cards)
        new = yield from self._follow(
            cards, depth=1, response=response, found_on=response.url, named=Named.LIST
        )
        # Where an earlier run did not come to the end of the list, its first pages are known.
        name = self._list_name(response.url)
        reached = self.frontier.list_reached(name)
        is_end = not cards or (new == 0 and number > reached)
        if is_end and (self.frontier.scope.revisit != "always" or not cards):
            self.frontier.list_walked(name, number, done=True)
            return
        if number >= self.max_list_pages:
            self.ledger.capped.add("NEWSCRAWL_MAX_LIST_PAGES")
            self.frontier.list_walked(name, number, done=True)
            return
        self.frontier.list_walked(name, number, done=False)
        next_url = add_or_replace_parameter(response.url, self.page_parameter, str(number + 1))
        if next_url in self._lists:
            return
        request = self._listing_request(next_url, number + 1)
        if self._enough_in_view():
            self._held.append(request)
        else:
            yield request

    def fail_listing(self, failure: Failure) -> None:
        """Books a listing or start page that could not be fetched."""
        request, fate = request_of(failure), fate_of(failure)
        number = request.cb_kwargs.get("number", 1)
        if fate.name == "rejected" and number > 1:
            name = self._list_name(request.url)
            self.frontier.list_walked(name, number, done=True)
            return  # no such page: the one before was the last of its list
        self.ledger.lists_failed.append((request.url, fate))

    def _no_list(self, response: Response, number: int) -> str | None:
        """What a page without cards is instead of a list; None if it is an empty list."""
        kind = read_page(response.body, **self._circumstances(response)).page_kind
        # Beyond the last page of a list some sites show an error, and mean the end.
        wrong = ("block", "login") if number > 1 else ("block", "login", "error")
        return kind if kind in wrong else None

    def _listing_request(self, url: str, number: int) -> Request:
        self._lists.add(url)
        return self._list_or_start(url, self.parse_listing, number=number)

    def _start_request(self, url: str) -> Request:
        return self._list_or_start(url, self.parse_start)

    def _list_or_start(self, url: str, callback: Callable[..., Any], **known: int) -> Request:
        errback = self.fail_listing
        return Request(url, callback, errback=errback, cb_kwargs=known, dont_filter=True)

    def _list_name(self, url: str) -> str:
        """The address of a list, whichever of its pages `url` is."""
        return url_query_cleaner(url, (self.page_parameter,), remove=True)

    def _number_of(self, url: str) -> int:
        text = parse_qs(urlsplit(url).query).get(self.page_parameter, ["1"])[0]
        return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else 1
