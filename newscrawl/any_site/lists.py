"""Lists as they are read: their cards, their further pages, and the ways to others."""

from __future__ import annotations

from collections.abc import Iterator

from scrapy import Request
from scrapy.http import Response

from newscrawl.any_site.sources import LIST_HOPS, SourceWalk, is_dated
from newscrawl.fetching.clock import to_seconds
from newscrawl.fetching.content import header, refusal_of
from newscrawl.fetching.wishes import wishes
from newscrawl.items import Article
from newscrawl.reading import Card, read_cards, read_page
from newscrawl.reading.shapes import shape_of
from newscrawl.state.fates import PENDING, Fate
from newscrawl.state.sources import Named, Source

# So many pages of a new list are read, whether they tell something new or not.
_FIRST_PAGES = 3
# The usual places of feeds, if a site does not say.
_FEEDS = "/feed/ /rss.xml /rss /feed.xml /atom.xml /index.xml /feed.json".split()
# A signed text of this length is no list.
_TEXT_CHARS = 1_000
ARTICLES = frozenset({"article", "live_blog", "video"})


class ListWalk(SourceWalk):
    """The part of the walk that reads lists."""

    def parse_list(
        self, response: Response, source: Source, number: int
    ) -> Iterator[Article | Request]:
        """Reads the `number`th page of a list: its cards, other lists and feeds, the next page."""
        self._learn_home(response)
        at = to_seconds(response.meta["received_at"])
        if (reason := refusal_of(response)) is not None:
            self._list_fails(source, Fate("rejected", reason), at)
            return
        if source.kind == "front" and self._shapes.is_article(response.url):
            # The user named an article; the site's root is read as well.
            source.read(at, named=1, taken=1, fresh=0)
            self._sources.save(source)
            yield from self.parse_start(response)
            return
        if not wishes(response, response.meta["rendered_at"]).follow:
            self._list_fails(source, Fate("skipped", "nofollow"), at)
            return
        if source.kind == "list" and number == 1 and not source.taken:
            article = self._article_in_place(response, source)
            if article is not None:
                source.read(at, named=1, taken=0, fresh=0)
                self._sources.save(source)
                yield from self._take_in_place(article, response, source)
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
        # What an earlier run began is gone through to its end. A new list has some pages in any
        # case: a sitemap may name the newest articles only.
        reached = self.frontier.list_reached(source.url)
        if source.read_at is None:
            reached = max(reached, 1 if is_dated(source.url) else _FIRST_PAGES)
        if number == 1:
            source.read(at, named=len(cards), taken=len(cards), fresh=fresh)
        else:
            source.told_more(at, taken=len(cards), fresh=fresh)
        self._sources.save(source)
        is_end = next_url is None or (not fresh and number > reached)
        if not is_end and number >= self.max_list_pages:
            self.ledger.capped.add("NEWSCRAWL_MAX_LIST_PAGES")
            is_end = True
        if cards:
            reached = number if is_end else max(number, reached)
            self.frontier.list_walked(source.url, reached, done=is_end)
        if is_end or next_url is None:
            self._barren[shape_of(source.url).own] += 1 if not source.fresh else 0
            return
        request = self._source_request(source, number + 1, next_url)
        if self._enough_in_view():
            self._held.append(request)
        else:
            yield request

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
            self._add_source(url, "feed", at, found_on=response.url)
        if source.kind == "front" and not any(known.kind == "feed" for known in self._sources):
            self._guess(_FEEDS, "feed", response.url, at)
        if source.hops < LIST_HOPS and number == 1:
            for url in ways.lists:
                self._add_source(url, "list", at, found_on=response.url, hops=source.hops + 1)
        next_url = self._homes.of(ways.next_url) if ways.next_url else None
        return None if next_url is None or next_url in self._asked else next_url

    def _article_in_place(self, response: Response, source: Source) -> Article | None:
        # A short address that leads to an article, or one that only looks like that of a list.
        is_led = response.url != source.url and self._shapes.is_article(response.url)
        article = read_page(response.body, **self._circumstances(response))
        if article.page_kind not in ARTICLES or article.published is None:
            return None
        told = article.provenance or {}
        is_stated = told["published"].startswith("meta:") and told["published"] != "meta:date"
        # The data of a list may tell of each article on it.
        is_signed = told.get("authors") == "byline" or response.body.count(b'"datePublished"') == 1
        is_text = told["published"] != "url" and len(article.text or "") >= _TEXT_CHARS
        return article if is_led or is_stated or (is_signed and is_text) else None

    def _take_in_place(
        self, article: Article, response: Response, source: Source
    ) -> Iterator[Article]:
        card = Card(article.id or "", response.url, found_on=source.found_on)
        yield from self._follow(
            [card],
            depth=1,
            response=response,
            found_on=source.found_on or source.url,
            named=Named.LIST,
        )
        page = self.frontier.get(card.id)
        # One that is known is read when it is due.
        if page is not None and page.fate == PENDING and not page.busy:
            self.frontier.request(page)
            yield from self._take(article, page, response)

    def read_in_place(self, response: Response, source: Source) -> Iterator[Article]:
        """Reads a page that turned out to be a list as one, without asking for it again."""
        self._asked.add(source.url)
        for found in self.parse_list(response, source, 1):
            if isinstance(found, Request):
                self.crawler.engine.crawl(found)
            else:
                yield found
