"""How the articles of a site are walked: booked, read, and their links followed, level by level."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from scrapy import Request
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from newscrawl.dates import DateSpan
from newscrawl.fetching.clock import to_seconds, utc_now
from newscrawl.fetching.content import header, refusal_of, validator
from newscrawl.fetching.reasons import fate_of, is_gone
from newscrawl.fetching.wishes import wishes
from newscrawl.items import Article
from newscrawl.reading import Card, read_page
from newscrawl.reading.times import from_item, iso
from newscrawl.site_data import Circumstances, SiteData
from newscrawl.state.fates import PENDING, TOO_DEEP, Fate, Ledger
from newscrawl.state.frontier import Frontier
from newscrawl.state.pages import Page
from newscrawl.state.schedule import GONE_APART_S
from newscrawl.state.sources import Named
from newscrawl.state.store import Store

# So many pages of a level are requested at once; requests take more room than pages do.
BATCH = 500

_FAILED_LOST = Fate("failed", "not_delivered")
_SKIPPED_AGE = Fate("skipped", "max_age")
_SKIPPED_COUNT = Fate("skipped", "max_articles")
_SKIPPED_NOINDEX = Fate("skipped", "noindex")
_SKIPPED_WITHDRAWN = Fate("skipped", "withdrawn")


class Walk(SiteData):
    """What all spiders do with an article, wherever its address is from.

    Attributes:
        clock: the time; a run sets it to its own, and in a replay it stands still.
        journal: what a run delivers to; the spider only carries it to the pipelines.
        batch: pages of a level that are requested at once.
    """

    batch = BATCH

    def __init__(self, name: str | None = None, **given: str) -> None:
        super().__init__(name, **given)
        self.clock: Callable[[], datetime] = utc_now
        self.journal: Any = None
        self._site = self.site()
        # Requests for lists that wait until the nearer articles are read.
        self._held: list[Request] = []

    @cached_property
    def frontier(self) -> Frontier:
        """The pages of the site. A run puts its own here; without one nothing is remembered."""
        return Frontier(Store.in_memory(self.name), now=to_seconds(self.clock()))

    @property
    def ledger(self) -> Ledger:
        """The books of the run."""
        return self.frontier.ledger

    def parse_article(self, response: Response, page: Page) -> Iterator[Article]:
        """Reads an article page: the article, then its related readings."""
        at = to_seconds(response.meta["received_at"])
        if response.status == 304:  # as it was; another page may have told more of its time
            page.gone_at = None
            yield self._sharper(page, response)
            return
        if (reason := refusal_of(response)) is not None:
            self.frontier.settle(page, Fate("rejected", reason), at)
            return
        cards = [Card.from_plain(card) for card in page.cards]
        article = read_page(response.body, **self._circumstances(response), cards=cards)
        yield from self._take(article, page, response)

    def fail_article(self, failure: Failure) -> Iterator[Article]:
        """Books an article page that could not be fetched; gone twice, a day apart, is removed."""
        page: Page = request_of(failure).cb_kwargs["page"]
        at = to_seconds(self.clock())
        if is_gone(failure) and page.revision:
            if page.gone_at is not None and at - page.gone_at >= GONE_APART_S:
                moment = iso(self.clock())
                yield Article(id=page.id, change="removed", fetched_at=moment, rendered_at=moment)
                return
            page.gone_at = min(page.gone_at or at, at)  # not tomorrow, by a clock that ran ahead
        self.frontier.settle(page, fate_of(failure), at)

    # Level by level, so that an article is read with every card that nearer pages show of it, and
    # the outcome does not hang on which response came first.

    def release(self) -> None:
        """Requests what is owed, when nothing else is left to do: the nearest pages first.

        Raises:
            DontCloseSpider: there was something.
        """
        engine = self.crawler.engine
        # Nothing is on its way: a part of the user's took the article, or changed its id.
        for page in self.frontier.requested():
            self.frontier.settle(page, _FAILED_LOST, to_seconds(self.clock()))
        # Lists that were held back show pages of the first level.
        pages = self.frontier.take(self.batch, deepest=1 if self._held else None)
        if not pages and not self._held:
            return
        for page in pages:
            if (fate := self._passed_over(page)) is not None:
                self.frontier.settle(page, fate)
            else:
                engine.crawl(self._article_request(page))
        if not pages:
            for request in self._held:
                engine.crawl(request)
            self._held.clear()
        raise DontCloseSpider

    def _take(self, article: Article, page: Page, response: Response) -> Iterator[Article]:
        at, frontier = to_seconds(response.meta["received_at"]), self.frontier
        if not article.id:
            frontier.settle(page, Fate("rejected", "no_id"), at)
            return
        if article.id != page.id and not frontier.resolve(page, article.id, response.url):
            frontier.settle(page, Fate("duplicate", "alias"), at)
            return
        article.id = page.id  # where that is but an alias of it, revisions go on under one id
        if page.discovered_from is None and not page.visits:
            page.discovered_at = at
        is_article = article.page_kind not in ("list", "error", "block", "login")
        if is_article and article.published is not None:
            published = from_item(article.published)
            self.ledger.contradictions += not page.sight(published)
            if self._too_old(published, response.meta["rendered_at"]):
                frontier.settle(page, _SKIPPED_AGE, at)
                return
        page.gone_at = None
        page.validators = validator(response, "ETag"), validator(response, "Last-Modified")
        # A replay can show a card that was recorded after the page that it leads to.
        article.first_seen_at = iso(datetime.fromtimestamp(min(page.discovered_at, at), UTC))
        allowed = wishes(response, response.meta["rendered_at"])
        # Links first: they are in the batch of the article, or in one before it.
        if allowed.follow and is_article:
            related = [Card.of(reading, response.url) for reading in article.related or ()]
            depth, named = page.depth + 1, Named.RELATED
            yield from self._follow(
                related, depth=depth, response=response, found_on=article.id, named=named
            )
        if allowed.index:
            yield article
        else:
            frontier.settle(page, _SKIPPED_NOINDEX, at)

    def _follow(
        self, cards: Iterable[Card], *, depth: int, response: Response, found_on: str, named: Named
    ) -> Generator[Article, None, int]:
        """Books the articles of `cards`; yields those of which a card tells the time better.

        Args:
            cards: what a page or another source says of articles.
            depth: link hops from the start pages to them.
            response: the answer that holds the cards.
            found_on: where it is from, or the article that it is.
            named: what kind of source it is.

        Returns:
            How many are new, and within the bounds of the user.
        """
        seen_at, now = response.meta["received_at"], response.meta["rendered_at"]
        cards = list(cards)
        frontier, new = self.frontier, 0
        sharper: list[Article] = []
        pages = frontier.find(card.id for card in cards)
        # Nothing is yielded before all are booked: another page can be read meanwhile.
        for card in cards:
            page = pages.get(card.id)
            if page is None:
                page = pages[card.id] = frontier.discover(
                    card.id, card.url, depth=depth, seen_at=to_seconds(seen_at), found_on=found_on
                )
                if (bound := self._bound(card, depth, now)) is not None:
                    frontier.settle(page, bound)
                else:
                    new += 1
            else:
                frontier.find_again(page, depth)
            page.name_by(named)
            if card.published is not None:
                known = page.published
                if not page.sight(card.published):
                    self.ledger.contradictions += 1
                # One that is still to be read in this run tells its time then.
                elif page.revision and page.fate != PENDING and known is not None:
                    assert page.published is not None
                    if known.precision != page.published.precision:
                        sharper.append(self._sharper(page, response))
            # A card on a page as far as the article's own may come too late: it counts for none.
            if depth <= page.depth and page.fate == PENDING:
                page.add_card(card.to_plain())
        yield from sharper
        return new

    def _sharper(self, page: Page, response: Response) -> Article:
        """What asks for a row with a sharper time, if it is one."""
        circumstances = self._circumstances(response)
        return Article(
            id=page.id,
            cause="sharper_time",
            fetched_at=iso(circumstances["fetched_at"]),
            rendered_at=iso(circumstances["rendered_at"]),
        )

    def _enough_in_view(self) -> bool:
        """Whether what is pending suffices for max_articles, so that lists need not go on.

        Not where depth is bounded: an article may be nearer by a list than by its first link.
        """
        limits = self.arguments
        if limits.max_articles is None or limits.depth is not None:
            return False
        return self.ledger.emitted + self.ledger.count("pending") >= limits.max_articles

    def _bound(self, card: Card, depth: int, now: datetime) -> Fate | None:
        """The bound of the user that keeps `card` from being followed; None if none does."""
        limits = self.arguments
        enough = limits.max_articles
        if enough is not None and self.ledger.emitted >= enough:
            return _SKIPPED_COUNT
        if limits.depth is not None and depth > limits.depth:
            return TOO_DEEP
        return _SKIPPED_AGE if self._too_old(card.published, now) else None

    def _passed_over(self, page: Page) -> Fate | None:
        """Why a page that is owed is not fetched after all; None if it is."""
        return None

    def _too_old(self, published: DateSpan | None, now: datetime) -> bool:
        max_age = self.arguments.max_age
        return max_age is not None and published is not None and published.latest < now - max_age

    def _start_page(self, page_id: str, url: str) -> Page | None:
        """The page of a start address; None if it is named twice, or withdrawn."""
        page = self.frontier.get(page_id)
        if page is None:
            return self.frontier.discover(page_id, url, depth=0, seen_at=self.frontier.now)
        if page.run == self.frontier.run:
            return None
        self.frontier.find_again(page, 0)
        if page.priority is None:
            self.frontier.settle(page, _SKIPPED_WITHDRAWN)
            return None
        return page

    # Ids decide what is fetched once, not Scrapy's filter: hence dont_filter.

    def _article_request(self, page: Page) -> Request:
        headers = {}
        if page.revision:
            stated = {"If-None-Match": page.etag, "If-Modified-Since": page.last_modified}
            headers = {name: value for name, value in stated.items() if value}
        return Request(
            page.url,
            callback=self.parse_article,
            errback=self.fail_article,
            cb_kwargs={"page": page},
            headers=headers,
            meta={"handle_httpstatus_list": [304]} if headers else {},
            dont_filter=True,
        )

    def _circumstances(self, response: Response) -> Circumstances:
        return {
            "url": response.url,
            "fetched_at": response.meta["received_at"],
            "site": self._site,
            "content_type": header(response, "Content-Type"),
            "rendered_at": response.meta["rendered_at"],
            "rendered_doubt": response.meta["rendered_doubt"],
        }


def request_of(failure: Failure) -> Request:
    """The request that failed."""
    request = getattr(failure, "request", None)  # Scrapy sets it; Twisted's type has none
    assert isinstance(request, Request)
    return request
