"""The walk of a site that nobody described: what names its articles, and which pages are some.

What names articles is read in groups, the short and new ones first, and a group is asked for when
nothing nearer is left to do. Which addresses are articles' is learnt on the way.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Generator, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any, Self
from urllib.parse import urljoin

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from newscrawl.any_site.sources import SourceWalk
from newscrawl.arguments import ArgumentError, site_address, whole_number
from newscrawl.fetching.clock import to_seconds
from newscrawl.fetching.content import header, refusal_of
from newscrawl.fetching.wishes import wishes
from newscrawl.items import Article
from newscrawl.reading import Card, Site, read_cards, read_page
from newscrawl.reading.addresses import cleaned, site_of
from newscrawl.reading.shapes import may_list, shape_of
from newscrawl.state.fates import Fate
from newscrawl.state.pages import Page
from newscrawl.state.sources import Named, Source, addresses_read

# Where a site has its feeds, if it does not say.
_FEEDS = "/feed/ /rss.xml /rss /feed.xml /atom.xml /index.xml /feed.json".split()
# Links from the start page to a list.
_LIST_HOPS = 2
# So many related readings in a row that no list, feed or sitemap of the site names.
_MOST_HOPS = 10
# Where nearly all articles have a time, a page that has none is no article.
_LEAST_READ, _MOSTLY = 5, 0.8
_MOST_CONTENTS = 200_000
_ARTICLES = frozenset({"article", "live_blog", "video"})

_NO_ARTICLE = Fate("rejected", "no_article")
_TOO_FAR = Fate("skipped", "hops")
_TRAPPED = Fate("skipped", "trap")


class AnySiteSpider(SourceWalk):
    """Base of the spider that takes the address of a site in place of a site file."""

    batch = 64  # small: what is learnt of some addresses decides about others

    def __init__(self, name: str | None = None, *, url: str = "", **given: str) -> None:
        if url and "start_url" in given:
            raise ArgumentError("url says which site, and so does start_url: give one of them")
        if not url and "start_url" not in given:
            raise ArgumentError(f"{self.name} needs a site: -a url=https://example.com")
        if url:
            given["start_url"] = site_address(url)
        super().__init__(name, **given)
        self.name = site_of(self.start_pages[0]) or self.name
        bare = {host.removeprefix("www.") for host in self.named_hosts}
        self.allowed_hosts = frozenset(bare | {f"www.{host}" for host in bare})
        self._site = replace(
            self._site,
            name=self.name,
            hosts=tuple(sorted(self.allowed_hosts)),
            is_article=self._shapes.is_article,
        )
        self._contents: dict[str, str] = {}
        self._dated = self._undated = 0

    @classmethod
    def site(cls) -> Site:
        """What the reader is told: nothing, not even a name."""
        return replace(super().site(), name="")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """A spider with the user's arguments and the caps of the settings."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.max_lists = whole_number(crawler.settings, "NEWSCRAWL_MAX_LISTS")
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Requests for the start pages; what they and robots.txt lead to follows."""
        for url, is_article in addresses_read(self.frontier.store):
            self._shapes.learn(url, is_article=is_article)
        now = self.frontier.now
        for url in self.start_pages:
            self._sources.add(url, "front", now)
            self._sources.add(urljoin(url, "/"), "front", now)
            self._sources.add(urljoin(url, "/robots.txt"), "robots", now)
        for url in self.start_pages:
            source = self._sources.get(url)
            assert source is not None
            yield self._source_request(source)

    def parse_list(
        self, response: Response, source: Source, number: int
    ) -> Iterator[Article | Request]:
        """Reads the `number`th page of a list: its cards, other lists and feeds, the next page."""
        at = to_seconds(response.meta["received_at"])
        if (reason := refusal_of(response)) is not None:
            self._list_fails(source, Fate("rejected", reason), at)
            return
        if source.kind == "front" and self._shapes.is_article(response.url):
            yield from self._take_front(source, response)
            return
        if not wishes(response, response.meta["rendered_at"]).follow:
            self._list_fails(source, Fate("skipped", "nofollow"), at)
            return
        cards = read_cards(response.body, **self._circumstances(response))
        wrong = self._no_list(response, number) if not cards and source.kind == "front" else None
        if wrong is not None:
            self._list_fails(source, Fate("rejected", wrong), at)
            return
        next_url = self._take_ways(response, source, number, at)
        known = self.frontier.find(card.id for card in cards)
        told = Named.LIST | Named.SITEMAP
        fresh = sum(not (card.id in known and known[card.id].named_by & told) for card in cards)
        yield from self._follow(
            cards, depth=1, response=response, found_on=response.url, named=Named.LIST
        )
        self.ledger.lists_read += bool(cards)
        self.ledger.list_cards += len(cards)
        # What an earlier run began is gone through to its end; a new list has a second look.
        reached = max(self.frontier.list_reached(source.url), int(source.read_at is None))
        if number == 1:
            source.read(at, named=len(cards), taken=len(cards), fresh=fresh)
        else:
            source.told_more(at, taken=len(cards), fresh=fresh)
        self._sources.save(source)
        is_end = next_url is None or not cards or (not fresh and number > reached)
        if not is_end and number >= self.max_list_pages:
            self.ledger.capped.add("NEWSCRAWL_MAX_LIST_PAGES")
            is_end = True
        if cards:
            self.frontier.list_walked(source.url, number, done=is_end)
        if is_end or next_url is None:
            self._barren[shape_of(source.url).own] += 1 if not source.fresh else 0
            return
        request = self._source_request(source, number + 1, next_url)
        if self._enough_in_view():
            self._held.append(request)
        else:
            yield request

    # What they lead to

    def _take_ways(self, response: Response, source: Source, number: int, at: int) -> str | None:
        """Keeps the feeds and lists that a page leads to; the next page of the list that it is."""
        from newscrawl.reading.discovery import read_ways

        ways = read_ways(
            response.body,
            url=response.url,
            content_type=header(response, "Content-Type"),
            number=number,
            is_article=self._shapes.is_article,
        )
        for url in ways.feeds:
            self._sources.add(url, "feed", at, found_on=response.url)
        if source.kind == "front" and not any(known.kind == "feed" for known in self._sources):
            self._guess(_FEEDS, "feed", response.url, at)
        if source.hops < _LIST_HOPS and number == 1:
            for url in ways.lists:
                self._sources.add(url, "list", at, found_on=response.url, hops=source.hops + 1)
        next_url = ways.next_url
        return None if next_url is None or next_url in self._asked else next_url

    # Articles

    def _follow(
        self, cards: Iterable[Card], *, depth: int, response: Response, found_on: str, named: Named
    ) -> Generator[Article, None, int]:
        return (
            yield from super()._follow(
                [replace(card, url=cleaned(card.url)) for card in cards],
                depth=depth,
                response=response,
                found_on=found_on,
                named=named,
            )
        )

    def _bound(self, card: Card, depth: int, now: datetime) -> Fate | None:
        if depth > _MOST_HOPS and self.arguments.depth is None:
            return _TOO_FAR
        return super()._bound(card, depth, now)

    def _passed_over(self, page: Page) -> Fate | None:
        return _TRAPPED if not page.revision and self._shapes.is_closed(page.url) else None

    def _take_front(self, source: Source, response: Response) -> Iterator[Article]:
        # The user named an article: it is one, and the site's root is read as well.
        source.read(to_seconds(response.meta["received_at"]), named=1, taken=1, fresh=0)
        self._sources.save(source)
        article = read_page(response.body, **self._circumstances(response))
        page = self._start_page(article.id or response.url, response.url)
        if page is not None:
            self.frontier.request(page)
            yield from self._take(article, page, response)

    def _take(self, article: Article, page: Page, response: Response) -> Iterator[Article]:
        url = page.url
        if article.page_kind not in _ARTICLES:
            self._learn_none(url, article.page_kind, response)
            yield from super()._take(article, page, response)
            return
        if not page.revision and self._is_none(article, page):
            self._shapes.learn(url, is_article=False)
            self.frontier.settle(page, _NO_ARTICLE, to_seconds(response.meta["received_at"]))
            return
        is_new = self._is_new_content(article, page)
        if not is_new:
            article.related = None  # an address that is made up leads to others that are
        yield from super()._take(article, page, response)
        self._shapes.learn(url, is_article=is_new and page.alias_of is None)

    def _learn_none(self, url: str, kind: str | None, response: Response) -> None:
        if kind in ("block", "login"):
            return
        self._shapes.learn(url, is_article=False)
        if kind == "list" and may_list(url):
            at = to_seconds(response.meta["received_at"])
            self._sources.add(url, "list", at, found_on=response.url, hops=1)

    def _is_none(self, article: Article, page: Page) -> bool:
        # Whether a page that reads like an article is but a page of the site: it has no time, and
        # the site's articles have one.
        if article.published is not None:
            self._dated += 1
            return False
        if page.named_by & (Named.FEED | Named.NEWS):
            return False
        read = self._dated + self._undated
        if read < _LEAST_READ:
            is_none = not article.authors
        else:
            is_none = self._dated >= _MOSTLY * read or not self._shapes.knows(page.url)
        self._undated += not is_none
        return is_none

    def _is_new_content(self, article: Article, page: Page) -> bool:
        digest = article.content_hash
        if digest is None or page.revision:
            return True
        if len(self._contents) >= _MOST_CONTENTS:
            self._contents.clear()
        return self._contents.setdefault(digest[:16], article.id or "") == (article.id or "")
