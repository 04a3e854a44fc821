"""The walk that every site shares: lists, the articles on their cards, and related readings.

A site is a subclass that holds data and nothing else; see ``spiders/``.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from heapq import heappop, heappush
from typing import Any, ClassVar, Self, TypedDict
from urllib.parse import parse_qs, urlsplit

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure
from w3lib.url import add_or_replace_parameter

from newscrawl.arguments import Arguments, whole_number
from newscrawl.dates import DateSpan
from newscrawl.fetching.content import refusal
from newscrawl.fetching.reasons import fate_of
from newscrawl.fetching.wishes import wishes
from newscrawl.items import Article, RelatedReading, Span
from newscrawl.ledger import Fate, Ledger, Page
from newscrawl.reading import Card, Site, read_cards, read_page
from newscrawl.reading.addresses import host_of, identify, is_listing

# So many pages of a level are requested at once; requests take more room than pages do.
BATCH = 500

_SKIPPED_DEPTH = Fate("skipped", "depth")
_SKIPPED_AGE = Fate("skipped", "max_age")
_SKIPPED_COUNT = Fate("skipped", "max_articles")
_SKIPPED_NOINDEX = Fate("skipped", "noindex")


class SiteSpider(Spider):
    """Base of every site's spider; a site file sets these attributes, in this order.

    Attributes:
        name, allowed_domains, start_urls, custom_settings: Scrapy's own. Without start_urls a
            crawl starts at the news list of no locale.
        hosts: the site's hosts; the first is the canonical one, the others mirror it.
        article_path: regular expression of article paths, with the groups ``id``, ``slug`` and
            ``alias`` (see `newscrawl.reading.Site`).
        listing_path: regular expression of listing paths.
        canonical_path: the path that stands for every address of an article.
        locales: locales that addresses of the site may begin with.
        listing_url: address of the news list; ``{locale}`` is empty or ``/<locale>``.
        tag_url: address of a tag list, with ``{locale}`` and ``{tag}``.
        page_parameter: the query parameter that numbers the pages of a list.
        sources: source labels known to occur.
        selectors: CSS selectors per field, tried before the general rules.
        timezone: the zone of stamps that state none.
        date_order: how numeric stamps are read: DMY, MDY or YMD.
        title_suffixes: what the site adds to ``<title>``.
    """

    allowed_domains: ClassVar[Sequence[str]] = ()
    hosts: ClassVar[Sequence[str]] = ()
    article_path: ClassVar[str | None] = None
    listing_path: ClassVar[str | None] = None
    canonical_path: ClassVar[str | None] = None
    locales: ClassVar[Sequence[str]] = ()
    listing_url: ClassVar[str | None] = None
    tag_url: ClassVar[str | None] = None
    page_parameter: ClassVar[str] = "page"
    sources: ClassVar[Sequence[str]] = ()
    selectors: ClassVar[Mapping[str, Sequence[str]]] = {}
    timezone: ClassVar[str | tzinfo | None] = None
    date_order: ClassVar[str | None] = None
    title_suffixes: ClassVar[Sequence[str]] = ()

    def __init__(self, name: str | None = None, **given: str) -> None:
        self.arguments = Arguments.parse(given, locales=self.locales)
        super().__init__(name)
        self.start_pages = self.arguments.pages(
            default=self.start_urls, listing_url=self.listing_url, tag_url=self.tag_url
        )
        named = filter(None, map(host_of, self.arguments.start_urls))
        self.named_hosts: frozenset[str] = frozenset(named)
        self.allowed_hosts: frozenset[str] = self.named_hosts | frozenset(self.hosts)
        self.ledger = Ledger()
        self.max_list_pages = 50
        self._site = self.site()
        self._lists: set[str] = set()
        self._held_lists: list[Request] = []
        # By depth, then as found; no two pages have one number.
        self._held: list[tuple[int, int, Page]] = []

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """A spider with the user's arguments and the caps of the settings."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.max_list_pages = whole_number(crawler.settings, "NEWSCRAWL_MAX_LIST_PAGES")
        spider.ledger.max_pages = whole_number(crawler.settings, "NEWSCRAWL_MAX_PAGES")
        crawler.signals.connect(spider.release, signal=signals.spider_idle)
        return spider

    @classmethod
    def site(cls) -> Site:
        """What the reader is told about the site."""
        return Site(
            name=cls.name,
            hosts=tuple(cls.hosts),
            article_path=re.compile(cls.article_path) if cls.article_path else None,
            listing_path=re.compile(cls.listing_path) if cls.listing_path else None,
            canonical_path=cls.canonical_path,
            sources=tuple(cls.sources),
            selectors=dict(cls.selectors),
            timezone=cls.timezone,
            date_order=cls.date_order,
            title_suffixes=tuple(cls.title_suffixes),
        )

    async def start(self) -> AsyncIterator[Any]:
        """Requests for the start pages, by what their addresses tell of them."""
        for url in self.start_pages:
            address = identify(url, self._site, hosts=self.named_hosts)
            if is_listing(url, self._site):
                yield self._listing_request(url, self._number_of(url))
            elif address is not None and self._site.article_path is not None:
                page = self._start_page(address.id, url)
                if page is not None:
                    yield self._article_request(page)
            else:
                yield self._start_request(url)

    # Callbacks

    def parse_start(self, response: Response) -> Iterator[Article | Request]:
        """Reads a start page whose address does not tell what it is."""
        if (reason := _refusal(response)) is not None:
            self.ledger.lists_failed.append((response.url, Fate("rejected", reason)))
            return
        article = read_page(response.body, **self._circumstances(response))
        if article.page_kind == "list":
            yield from self.parse_listing(response, 1)
            return
        page = self._start_page(article.id or response.url, response.url)
        if page is not None:
            yield from self._take(article, page, response)

    def parse_listing(self, response: Response, number: int) -> Iterator[Request]:
        """Reads a listing page, the `number`th of its list: its cards, then the next page."""
        if (reason := _refusal(response)) is not None:
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
        if not self._follow(cards, depth=1, response=response):
            return
        if number >= self.max_list_pages:
            self.ledger.capped.add("NEWSCRAWL_MAX_LIST_PAGES")
            return
        next_url = add_or_replace_parameter(response.url, self.page_parameter, str(number + 1))
        if next_url in self._lists:
            return
        request = self._listing_request(next_url, number + 1)
        if self._enough_in_view():
            self._held_lists.append(request)
        else:
            yield request

    def parse_article(self, response: Response, page: Page) -> Iterator[Article]:
        """Reads an article page: the article, then its related readings."""
        if (reason := _refusal(response)) is not None:
            self.ledger.settle(page, Fate("rejected", reason))
            return
        article = read_page(response.body, **self._circumstances(response), cards=page.cards)
        yield from self._take(article, page, response)

    def fail_listing(self, failure: Failure) -> None:
        """Books a listing or start page that could not be fetched."""
        request, fate = _request_of(failure), fate_of(failure)
        if fate.name == "rejected" and request.cb_kwargs.get("number", 1) > 1:
            return  # no such page: the one before was the last of its list
        self.ledger.lists_failed.append((request.url, fate))

    def fail_article(self, failure: Failure) -> None:
        """Books an article page that could not be fetched."""
        page: Page = _request_of(failure).cb_kwargs["page"]
        self.ledger.settle(page, fate_of(failure))

    # The walk: level by level, so that an article is read with every card that nearer pages
    # show of it, and the outcome does not hang on which response came first.

    def release(self) -> None:
        """Requests what is held back, when nothing else is left to do: the nearest pages first.

        Raises:
            DontCloseSpider: there was something.
        """
        engine = self.crawler.engine
        if not self._held and not self._held_lists:
            return
        level = self._held[0][0] if self._held else 0
        if self._held and not (self._held_lists and level > 1):
            for _ in range(BATCH):
                engine.crawl(self._article_request(heappop(self._held)[2]))
                if not self._held or self._held[0][0] != level:
                    break
        else:
            for request in self._held_lists:
                engine.crawl(request)
            self._held_lists.clear()
        raise DontCloseSpider

    def _take(self, article: Article, page: Page, response: Response) -> Iterator[Article]:
        if not article.id:
            self.ledger.settle(page, Fate("rejected", "no_id"))
            return
        if article.id != page.id and not self.ledger.resolve(page, article.id):
            self.ledger.settle(page, Fate("duplicate", "alias"))
            return
        if self._too_old(_span(article.published), response.meta["rendered_at"]):
            self.ledger.settle(page, _SKIPPED_AGE)
            return
        # A replay can show a card that was recorded after the page that it leads to.
        received_at = response.meta["received_at"]
        article.first_seen_at = _iso(min(page.first_seen_at or received_at, received_at))
        allowed = wishes(response, response.meta["rendered_at"])
        if allowed.index:
            yield article
        else:
            self.ledger.settle(page, _SKIPPED_NOINDEX)
        if allowed.follow and article.page_kind not in ("list", "error", "block", "login"):
            related = [_card(reading, response.url) for reading in article.related or ()]
            self._follow(related, depth=page.depth + 1, response=response)

    def _follow(self, cards: Iterable[Card], *, depth: int, response: Response) -> int:
        """How many articles of `cards` are new and within the bounds; they are held for later."""
        seen_at, now = response.meta["received_at"], response.meta["rendered_at"]
        taken = 0
        for card in cards:
            page = self.ledger.get(card.id)
            if page is None:
                page = self.ledger.discover(card.id, card.url, depth=depth, seen_at=seen_at)
                if page is None:
                    continue  # beyond the cap
                if (bound := self._bound(card, depth, now)) is not None:
                    self.ledger.settle(page, bound)
                    continue
                heappush(self._held, (depth, self.ledger.discovered, page))
                taken += 1
            # A card on a page as far as the article's own may come too late: it counts for none.
            if depth <= page.depth:
                page.add_card(card)
        return taken

    def _enough_in_view(self) -> bool:
        """Whether what is pending suffices for max_articles, so that lists need not go on.

        Not where depth is bounded: an article may be nearer by a list than by its first link.
        """
        limits = self.arguments
        if limits.max_articles is None or limits.depth is not None:
            return False
        in_view = self.ledger.count("emitted-new") + self.ledger.count("pending")
        return in_view >= limits.max_articles

    def _bound(self, card: Card, depth: int, now: datetime) -> Fate | None:
        """The bound of the user that keeps `card` from being followed; None if none does."""
        limits = self.arguments
        enough = limits.max_articles
        if enough is not None and self.ledger.count("emitted-new") >= enough:
            return _SKIPPED_COUNT
        if limits.depth is not None and depth > limits.depth:
            return _SKIPPED_DEPTH
        return _SKIPPED_AGE if self._too_old(card.published, now) else None

    def _too_old(self, published: DateSpan | None, now: datetime) -> bool:
        max_age = self.arguments.max_age
        return max_age is not None and published is not None and published.latest < now - max_age

    def _no_list(self, response: Response, number: int) -> str | None:
        """What a page without cards is instead of a list; None if it is an empty list."""
        kind = read_page(response.body, **self._circumstances(response)).page_kind
        # Beyond the last page of a list some sites show an error, and mean the end.
        wrong = ("block", "login") if number > 1 else ("block", "login", "error")
        return kind if kind in wrong else None

    def _start_page(self, page_id: str, url: str) -> Page | None:
        """The page of a start address; None if it is named twice or beyond the cap."""
        if self.ledger.get(page_id) is not None:
            return None
        return self.ledger.discover(page_id, url, depth=0, seen_at=None)

    # Requests. Ids decide what is fetched once, not Scrapy's filter: hence dont_filter.

    def _article_request(self, page: Page) -> Request:
        return Request(
            page.url,
            callback=self.parse_article,
            errback=self.fail_article,
            cb_kwargs={"page": page},
            dont_filter=True,
        )

    def _listing_request(self, url: str, number: int) -> Request:
        self._lists.add(url)
        return Request(
            url,
            callback=self.parse_listing,
            errback=self.fail_listing,
            cb_kwargs={"number": number},
            dont_filter=True,
        )

    def _start_request(self, url: str) -> Request:
        return Request(
            url,
            callback=self.parse_start,
            errback=self.fail_listing,
            dont_filter=True,
        )

    def _number_of(self, url: str) -> int:
        text = parse_qs(urlsplit(url).query).get(self.page_parameter, ["1"])[0]
        return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else 1

    def _circumstances(self, response: Response) -> Circumstances:
        return {
            "url": response.url,
            "fetched_at": response.meta["received_at"],
            "site": self._site,
            "content_type": _content_type(response),
            "rendered_at": response.meta["rendered_at"],
            "rendered_doubt": response.meta["rendered_doubt"],
        }


class Circumstances(TypedDict):
    """What the reader is told of a page beside its bytes."""

    url: str
    fetched_at: datetime
    site: Site
    content_type: str | None
    rendered_at: datetime
    rendered_doubt: timedelta


def _request_of(failure: Failure) -> Request:
    request = getattr(failure, "request", None)  # Scrapy sets it; Twisted's type has none
    assert isinstance(request, Request)
    return request


def _content_type(response: Response) -> str | None:
    value = response.headers.get("Content-Type")
    return None if value is None else value.decode("latin-1")


def _refusal(response: Response) -> str | None:
    return refusal(_content_type(response), response.body)


def _card(reading: RelatedReading, found_on: str) -> Card:
    """A related reading as the card that it is."""
    return Card(
        id=reading.id,
        url=reading.url,
        rank=reading.rank,
        title=reading.title,
        summary=reading.summary,
        source=reading.source,
        published=_span(reading.published),
        found_on=found_on,
    )


def _span(span: Span | None) -> DateSpan | None:
    """An item's span as the moments that its texts stand for."""
    if span is None:
        return None
    earliest, latest, best = map(
        datetime.fromisoformat, (span.earliest, span.latest, span.at or span.earliest)
    )
    return DateSpan(earliest, latest, span.precision, span.raw, span.basis, best)


def _iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
