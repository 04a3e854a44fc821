"""What names a site's articles, read in groups: robots.txt, feeds, sitemaps, then lists."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from scrapy import Request
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from newscrawl.any_site.homes import Homes
from newscrawl.fetching.clock import to_seconds
from newscrawl.fetching.content import validator
from newscrawl.fetching.reasons import fate_of, is_gone
from newscrawl.items import Article
from newscrawl.reading import Card
from newscrawl.reading.addresses import cleaned, identify, site_of
from newscrawl.reading.shapes import Shapes, shape_of
from newscrawl.site_spider import SiteSpider
from newscrawl.state.fates import Fate
from newscrawl.state.sources import NAMED_IN, Kind, Named, Source, Sources
from newscrawl.walk import request_of

if TYPE_CHECKING:
    from newscrawl.any_site.answer import Answer, NamedCard

# Where a site has its sitemaps, if it does not say.
_SITEMAPS = "/sitemap.xml /sitemap_index.xml /news-sitemap.xml /sitemap-news.xml".split()
# The protocol allows 50 MB; what is larger is a fault, or meant to be.
_SITEMAP_BYTES = 64 * 1024 * 1024
# Links from the start page to a list; sitemaps that a sitemap names.
LIST_HOPS, _SITEMAP_HOPS = 2, 3
_LISTS_AT_ONCE = 8
# So many lists of one shape that told nothing new: others like them wait. Those of days and months
# go on for ever; of those by name each is one that the site made.
_BARREN_DATED, _BARREN_NAMED = 3, 8
# Where the time of an article is not known, it is as if it were a day old.
_UNKNOWN_AGE_S = 86_400
_READ = ("read", "unchanged")
# What keeps a source from being read, and is no fault that another run could mend.
_NO_FAILURE = frozenset({"offsite", "scheme", "redirects", "url_too_long", "too_large"})


class SourceWalk(SiteSpider):
    """The part of the walk that reads sources; articles are the part of `AnySiteSpider`.

    Attributes:
        max_lists: lists that are read in one run at most, beside the start page.
    """

    def __init__(self, name: str | None = None, **given: str) -> None:
        super().__init__(name, **given)
        self.max_lists = 100
        self._shapes = Shapes()
        self._asked: set[str] = set()
        self._lists_asked = 0
        self._homes = Homes()
        self._barren: Counter[str] = Counter()

    @cached_property
    def _sources(self) -> Sources:
        return Sources(self.frontier.store)

    def release(self) -> None:
        """Requests the next group of sources, when nothing else is left to do; else what is owed.

        Raises:
            DontCloseSpider: there was something.
        """
        group = [] if self._enough_in_view() else self._next_group()
        for source in group:
            self.crawler.engine.crawl(self._source_request(source))
        if group:
            raise DontCloseSpider
        super().release()
        self._tell_traps()

    def _tell_traps(self) -> None:
        self._tell_nothing()
        traps = self.ledger.traps
        for shape, number in self._shapes.closed.items():
            traps.add(f"pages like /{shape}: {number} were read that are no articles")
        if self._shapes.growing:
            traps.add(f"addresses that repeat themselves: {min(self._shapes.growing)}")
        waiting = Counter(
            shape_of(source.url).own
            for source in self._sources.due(to_seconds(self.clock()))
            if source.url not in self._asked and self._is_barren(source)
        )
        for shape, number in waiting.items():
            traps.add(f"lists like /{shape}: those read told nothing new, {number} wait")

    def _tell_nothing(self) -> None:
        # Where no source ever named an article, what was read counts as lists without one.
        if not any(source.taken for source in self._sources):
            fruitless = [
                it for it in self._sources if it.url in self._asked and it.outcome in _READ
            ]
            lists = sum(it.kind in ("front", "list") for it in fruitless)
            self.ledger.lists_read = max(self.ledger.lists_read, lists)

    def _next_group(self) -> list[Source]:
        always = self.frontier.scope.revisit == "always"
        due = [
            source
            for source in self._sources.due(to_seconds(self.clock()), always=always)
            if source.url not in self._asked and not self._is_barren(source)
        ]
        if (not due or due[0].kind == "list") and self._guess_sitemaps():
            return self._next_group()
        group = [source for source in due if source.kind == due[0].kind]
        if not group or group[0].kind != "list":
            return group
        # Few at a time: what they tell decides whether others like them are worth it.
        return [source for source in group[:_LISTS_AT_ONCE] if self._may_read_list()]

    def _may_read_list(self) -> bool:
        # Counts one more list of the run; False if there were enough.
        if self._lists_asked >= self.max_lists:
            self.ledger.capped.add("NEWSCRAWL_MAX_LISTS")
            return False
        self._lists_asked += 1
        return True

    def _guess_sitemaps(self) -> bool:
        # A robots.txt may name the sitemap of the last days alone, or one that is gone. The usual
        # places are looked at unless what the site names was read, and is of the whole site.
        known = list(self._sources)
        if any(it.kind in ("index", "sitemap") and it.outcome in _READ for it in known):
            return False
        at = to_seconds(self.clock())
        for robots in known:
            if robots.kind == "robots" and (robots.outcome in _READ or robots.is_absent):
                self._guess(_SITEMAPS, "sitemap", robots.url, at)
        return len(self._sources) > len(known)

    def _is_barren(self, source: Source) -> bool:
        if source.kind != "list":
            return False
        most = _BARREN_DATED if is_dated(source.url) else _BARREN_NAMED
        return self._barren[shape_of(source.url).own] >= most

    def _source_request(self, source: Source, number: int = 1, url: str | None = None) -> Request:
        self._asked.add(url or source.url)
        headers: dict[str, str] = {}
        meta: dict[str, Any] = {}
        callback: Any = self.parse_source
        if source.kind == "robots":
            callback = self.parse_robots
        elif source.kind == "front":
            callback = self.parse_front
        elif source.kind == "list":
            callback = self.parse_list
        else:
            meta["download_maxsize"] = _SITEMAP_BYTES
            stated = {"If-None-Match": source.etag, "If-Modified-Since": source.last_modified}
            if number == 1:
                headers = {name: value for name, value in stated.items() if value}
        if headers:
            meta["handle_httpstatus_list"] = [304]
        return Request(
            url or source.url,
            callback,
            errback=self.fail_source,
            headers=headers,
            meta=meta,
            cb_kwargs={"source": source, "number": number},
            dont_filter=True,
        )

    def _at_home(self, card: Card) -> Card:
        """The card with its address as the site has it, which is not always how it is named."""
        url = self._homes.of(cleaned(card.url))
        address = None if url == card.url else identify(url, self._site, hosts=self._site.hosts)
        return replace(card, id=address.id if address is not None else card.id, url=url)

    def _add_source(self, url: str, kind: Kind, at: int, **more: Any) -> Source | None:
        return self._sources.add(self._homes.of(url), kind, at, **more)

    def _learn_home(self, response: Response) -> None:
        asked = response.meta.get("redirect_urls")
        if asked:
            self._homes.learn(asked[0], response.url)

    def parse_robots(self, response: Response, source: Source, number: int) -> None:
        """Takes the sitemaps that a robots.txt names."""
        from newscrawl.reading.sitemaps import sitemaps_named

        self._learn_home(response)
        at = to_seconds(response.meta["received_at"])
        found = sitemaps_named(response.body, url=response.url)
        for url in found:
            if site_of(url) == self.name:
                self._add_source(url, "sitemap", at, found_on=response.url)
        source.read(at, named=len(found), taken=0, fresh=0)
        self._sources.save(source)

    async def parse_source(
        self, response: Response, source: Source, number: int
    ) -> AsyncIterator[Article | Request]:
        """Reads a feed or a sitemap: what it names is booked, and further sitemaps are sources."""
        from newscrawl.any_site.answer import Answer  # late: what other sites do not need

        self._learn_home(response)
        at = to_seconds(response.meta["received_at"])
        if response.status == 304:
            source.is_unchanged(at)
            self._sources.save(source)
            return
        answer = Answer(response, source, self._site, self._shapes)
        for cards in answer.batches():
            if answer.kind is not None:
                source.kind = answer.kind
            for entry in answer.sitemaps:
                self._add_sitemap(entry.url, entry.updated, source, response)
            for item in self._book(cards, answer, response):
                yield item
            self.frontier.write()
            await asyncio.sleep(0)  # a sitemap can name a million
            if self.ledger.count("pending") >= self.frontier.scope.max_pages:
                self.ledger.capped.add("NEWSCRAWL_MAX_PAGES")
                return  # the source stays due: the next run goes on with it
        if not answer.named:
            # An empty one, or none: one that the site itself names is looked at again soon.
            reason = "no_feed" if source.kind == "feed" else "no_sitemap"
            source.failed(at, reason, is_absent=source.is_guess)
            self._sources.save(source)
            return
        self.ledger.sources_read[source.kind] += 1
        self.ledger.named += answer.taken
        url = self._homes.of(answer.next_url) if answer.next_url else None
        if url and url not in self._asked and answer.fresh and number < self.max_list_pages:
            yield self._source_request(source, number + 1, url)
        if number == 1:
            # What was passed over now may be taken another time: then all of it is asked for.
            is_whole = not answer.passed_over
            source.etag = validator(response, "ETag") if is_whole else None
            source.last_modified = validator(response, "Last-Modified") if is_whole else None
            source.read(at, named=answer.named, taken=answer.taken, fresh=answer.fresh)
            self._sources.save(source)

    async def parse_front(
        self, response: Response, source: Source, number: int
    ) -> AsyncIterator[Article | Request]:
        """Reads a start page; what the user named can be a feed or a sitemap, too."""
        from newscrawl.any_site.answer import named_kind

        kind = named_kind(response)
        if kind is not None:
            source.kind = kind
            async for found in self.parse_source(response, source, number):
                yield found
            return
        for found in self.parse_list(response, source, number):
            yield found

    @abstractmethod
    def parse_list(
        self, response: Response, source: Source, number: int
    ) -> Iterator[Article | Request]:
        """Reads the `number`th page of a list."""

    def fail_source(self, failure: Failure) -> None:
        """Books a source that could not be fetched."""
        request, fate = request_of(failure), fate_of(failure)
        source: Source = request.cb_kwargs["source"]
        at = to_seconds(self.clock())
        if request.cb_kwargs["number"] > 1:
            if fate.name == "rejected":  # no such page: the one before was the last
                self.frontier.list_walked(source.url, request.cb_kwargs["number"], done=True)
            elif not source.is_guess:
                self.ledger.lists_failed.append((request.url, fate))
            return
        if source.kind == "robots":
            source.failed(at, fate.reason, is_absent=is_gone(failure))
            self._sources.save(source)
            return
        self._list_fails(source, fate, at, request.url)

    def _list_fails(self, source: Source, fate: Fate, at: int, led_to: str | None = None) -> None:
        # A place that was but guessed, or that the site itself says is none, is no failure.
        is_absent = fate.name != "failed" or fate.reason in _NO_FAILURE
        is_named = source.url in self.start_pages
        if is_named or not (is_absent or source.is_guess):
            # Of a redirect to another host it helps to know which.
            url = led_to if led_to is not None and fate.reason == "offsite" else source.url
            self.ledger.lists_failed.append((url, fate))
        source.failed(at, fate.reason, is_absent=is_absent)
        self._sources.save(source)

    def _guess(self, paths: Iterable[str], kind: Kind, url: str, at: int) -> None:
        for path in paths:
            self._add_source(urljoin(url, path), kind, at, found_on=url, is_guess=True)

    def _add_sitemap(
        self, url: str, updated: str | None, source: Source, response: Response
    ) -> None:
        from newscrawl.reading.named import moment_of

        if site_of(url) != self.name or source.hops >= _SITEMAP_HOPS:
            return
        now, at = response.meta["rendered_at"], to_seconds(response.meta["received_at"])
        changed = moment_of(updated, now)
        if changed is not None and self._too_old(changed, now):
            return
        url = self._homes.of(url)
        known = self._sources.get(url)
        if known is None:
            self._add_source(url, "sitemap", at, found_on=source.url, hops=source.hops + 1)
        elif changed is not None and to_seconds(changed.latest) > (known.read_at or 0):
            known.due_at = min(known.due_at, at)

    def _book(
        self, named: list[NamedCard], answer: Answer, response: Response
    ) -> Iterator[Article]:
        """Books what a feed or a sitemap names."""
        from newscrawl.any_site.answer import NamedCard

        source = NAMED_IN[answer.kind or "sitemap"]
        now = to_seconds(response.meta["received_at"])
        named = [NamedCard(self._at_home(card), changed_at) for card, changed_at in named]
        pages = self.frontier.find(each.card.id for each in named)
        cards: list[Card] = []
        new: dict[str, int] = {}
        for card, changed_at in named:
            page = pages.get(card.id)
            if page is None:
                if self._is_older(changed_at, response):
                    answer.passed_over += 1
                    continue
                new[card.id] = now - changed_at if changed_at is not None else _UNKNOWN_AGE_S
            elif source == Named.SITEMAP:
                # A sitemap names all that there ever was: what is known is not counted anew.
                page.name_by(source)
                if changed_at is not None and page.is_behind(changed_at, now):
                    page.due_at, page.changed = now, True
                continue
            cards.append(card)
        answer.fresh += len(new)
        yield from self._follow(
            cards, depth=1, response=response, found_on=answer.url, named=source
        )
        # Of what was never read the newest comes first.
        for page_id, page in self.frontier.find(new).items():
            if page.due_at is not None and not page.visits:
                page.due_at, page.changed = now + max(new[page_id], 0), True

    def _is_older(self, changed_at: int | None, response: Response) -> bool:
        max_age = self.arguments.max_age
        if max_age is None or changed_at is None:
            return False
        oldest = response.meta["rendered_at"] - max_age
        return changed_at < to_seconds(oldest)


def is_dated(url: str) -> bool:
    """Whether an address is that of a day or a month."""
    return not {"Y", "d"}.isdisjoint(shape_of(url).own.split("/"))
