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

from scrapy.crawler import Crawler
from scrapy.http import Response

from newscrawl.any_site.lists import ARTICLES, ListWalk
from newscrawl.any_site.sources import LIST_HOPS
from newscrawl.arguments import ArgumentError, site_address, whole_number
from newscrawl.fetching.clock import to_seconds
from newscrawl.items import Article, content_hash
from newscrawl.reading import Card, Site
from newscrawl.reading.addresses import site_of
from newscrawl.reading.shapes import names_elsewhere
from newscrawl.state.fates import Fate
from newscrawl.state.pages import Page
from newscrawl.state.sources import Named, addresses_read

# So many related readings in a row that no list, feed or sitemap of the site names.
_MOST_HOPS = 10
# Where nearly all articles have a time, a page that has none is no article.
_LEAST_READ, _MOSTLY = 5, 0.8
_MOST_CONTENTS = 200_000

_NO_ARTICLE = Fate("rejected", "no_article")
_TOO_FAR = Fate("skipped", "hops")
_TRAPPED = Fate("skipped", "trap")


class AnySiteSpider(ListWalk):
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
        names = {site_of(page) for page in self.start_pages}
        if len(names) > 1:
            raise ArgumentError(f"{self.name} takes one site at a time: start_url names several")
        self.name = names.pop() or self.name
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
        read = addresses_read(self.frontier.store)
        for url, is_article in read:
            self._shapes.learn(url, is_article=is_article)
        self._homes.learn_read(url for url, is_article in read if is_article)
        now = self.frontier.now
        for url in self.start_pages:
            self._sources.add(url, "front", now)
            self._sources.add(urljoin(url, "/"), "front", now)
            self._sources.add(urljoin(url, "/robots.txt"), "robots", now)
        for url in self.start_pages:
            source = self._sources.get(url)
            assert source is not None
            yield self._source_request(source)

    def _follow(
        self, cards: Iterable[Card], *, depth: int, response: Response, found_on: str, named: Named
    ) -> Generator[Article, None, int]:
        return (
            yield from super()._follow(
                [self._at_home(card) for card in cards],
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

    def _take(self, article: Article, page: Page, response: Response) -> Iterator[Article]:
        url = page.url
        self._learn_home(response)
        if article.page_kind not in ARTICLES:
            yield from super()._take(article, page, response)
            yield from self._learn_none(url, article.page_kind, response)
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

    def _learn_none(self, url: str, kind: str | None, response: Response) -> Iterator[Article]:
        if kind in ("block", "login"):
            return
        self._shapes.learn(url, is_article=False)
        if kind == "list" and not names_elsewhere(url):
            at = to_seconds(response.meta["received_at"])
            source = self._add_source(url, "list", at, found_on=response.url, hops=LIST_HOPS)
            if source is not None and not self._is_barren(source) and self._may_read_list():
                yield from self.read_in_place(response, source)

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
        if article.content_hash is None or page.revision:
            return True
        # A summary can be from a card, which says nothing of the page.
        digest = content_hash(replace(article, summary=None))
        if len(self._contents) >= _MOST_CONTENTS:
            self._contents.clear()
        return self._contents.setdefault(digest[:16], article.id or "") == (article.id or "")
