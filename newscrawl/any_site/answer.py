"""A feed or a sitemap as it is read: what it is, what it names, and what of that are articles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from scrapy.http import Response

from newscrawl.fetching.clock import to_seconds
from newscrawl.fetching.content import header
from newscrawl.reading import Card, Site
from newscrawl.reading.addresses import site_of
from newscrawl.reading.entries import Entry
from newscrawl.reading.feeds import read_feed
from newscrawl.reading.named import card_of, moment_of
from newscrawl.reading.shapes import Shapes
from newscrawl.reading.sitemaps import read_sitemap
from newscrawl.reading.xml_text import text_of
from newscrawl.state.sources import Kind, Source

_BATCH = 500
_PIECE = 64 * 1024
# A sitemap that its name tells to be of pages, tags or people names no articles.
_OF_OTHERS = re.compile(
    r"(?:^|[-_/.])(?:pages?|categor(?:y|ies)|tags?|topics?|authors?|users?|people|attachments?|"
    r"images?|videos?|products?|taxonom\w+|sections?|static)(?:[-_.]|$)",
    re.I,
)
_ROOT = re.compile(
    r"\A(?:<\?[^>]*>|<!--.*?-->|<!DOCTYPE[^>\[]*>|\s)*<(?:\w+:)?(urlset|sitemapindex|rss|feed|RDF)\b",
    re.I | re.S,
)
_OF_ARTICLES = re.compile(r"post|article|news|stor(?:y|ies)|beitrag|artikel|noticia", re.I)


class NamedCard(NamedTuple):
    """What a source says of one article.

    Attributes:
        changed_at: second at which the article was changed last; None if it does not say.
    """

    card: Card
    changed_at: int | None


class Answer:
    """What a server sent for a source, read in batches.

    Attributes:
        kind: what it turned out to be; None before the first batch, and if it names nothing.
        sitemaps: further sitemaps that the last batch names.
        next_url: where a feed goes on.
        named, taken: addresses that it names so far, and those of articles.
        fresh: of those, not known before; whoever books them counts them.
        passed_over: addresses that may turn out to be articles' after all, or are too old.
    """

    def __init__(self, response: Response, source: Source, site: Site, shapes: Shapes) -> None:
        self.response = response
        self.url = source.url
        self.kind: Kind | None = None
        self.sitemaps: list[Entry] = []
        self.next_url: str | None = None
        self.named = self.taken = self.fresh = self.passed_over = 0
        self._source = source
        self._site = site
        self._shapes = shapes
        path = source.url.partition("?")[0].rpartition("/")[2]
        self._of_others = bool(_OF_OTHERS.search(path)) and not _OF_ARTICLES.search(path)

    def batches(self) -> Iterator[list[NamedCard]]:
        """The articles that it names, some hundred addresses at a time."""
        entries = iter(self._entries())
        while batch := list(islice(entries, _BATCH)):
            self.named += len(batch)
            self.sitemaps = [entry for entry in batch if entry.kind == "sitemap"]
            self._tell_kind(batch)
            cards = list(self._cards(batch))
            self.taken += len(cards)
            yield cards

    def _entries(self) -> Iterable[Entry]:
        body, url = self.response.body, self.response.url
        content_type = header(self.response, "Content-Type")
        if self._source.kind == "feed":
            feed = read_feed(body, url=url, content_type=content_type)
            if feed is None:
                return ()
            self.next_url = feed.next_url
            return feed.entries
        pieces = (body[at : at + _PIECE] for at in range(0, len(body), _PIECE))
        return read_sitemap(pieces, url=url, content_type=content_type)

    def _tell_kind(self, batch: list[Entry]) -> None:
        if self._source.kind == "feed":
            self.kind = "feed"
        elif self.sitemaps:
            self.kind = "index"
        elif any(entry.kind == "article" for entry in batch):
            self.kind = "news"
        else:
            self.kind = self.kind or "sitemap"

    def _cards(self, batch: list[Entry]) -> Iterator[NamedCard]:
        now = self.response.meta["rendered_at"]
        for entry in batch:
            if entry.kind == "sitemap" or site_of(entry.url) != site_of(self.url):
                continue
            if not self._is_article(entry):
                self.passed_over += not self._of_others
                continue
            card = card_of(entry, site=self._site, now=now, found_on=self.url)
            if card is None:
                continue
            changed = moment_of(entry.updated, now) or card.published
            yield NamedCard(card, None if changed is None else to_seconds(changed.at))

    def _is_article(self, entry: Entry) -> bool:
        if entry.kind == "article":
            if self._shapes.leads_nowhere(entry.url):
                return False
            self._shapes.learn(entry.url, is_article=True)
            return True
        return not self._of_others and self._shapes.is_article(entry.url)


def named_kind(response: Response) -> Kind | None:
    """Whether what a user named is a ``feed`` or a ``sitemap``; None if it is neither."""
    head = next(text_of([response.body[:4096]], header(response, "Content-Type")), "")
    match = _ROOT.search(head)
    if match is not None:
        return "sitemap" if match[1].lower() in ("urlset", "sitemapindex") else "feed"
    return "feed" if head.startswith("{") and "jsonfeed.org/version" in head else None
