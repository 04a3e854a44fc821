"""The only place where items, state and feed meet: validate, tell duplicates, deliver."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from newscrawl.items import Article
from newscrawl.ledger import Fate, FateName

# More replacement characters than this are no slip of an author: the charset was misread.
MAX_REPLACEMENT_RATIO = 0.005


class Dropped(DropItem):
    """Raised by a pipeline for an article that is not delivered.

    Attributes:
        fate: what becomes of its page.
    """

    def __init__(self, name: FateName, reason: str) -> None:
        self.fate = Fate(name, reason)
        super().__init__(str(self.fate))


class ValidatePipeline:
    """Rejects what is no article, or one that was not read whole."""

    def process_item(self, item: Article) -> Article:
        """The item as it came.

        Raises:
            Dropped: it is no article; the reason says why.
        """
        reason = flaw(item)
        if reason is not None:
            raise Dropped("rejected", reason)
        return item


class DuplicatesPipeline:
    """Drops an article that this run delivered already, under its id or word for word."""

    def __init__(self) -> None:
        self._ids: set[str] = set()
        self._hashes: set[str] = set()

    def process_item(self, item: Article) -> Article:
        """The item as it came.

        Raises:
            Dropped: it was delivered already.
        """
        if item.id in self._ids:
            raise Dropped("duplicate", "id")
        if item.content_hash is not None and item.content_hash in self._hashes:
            raise Dropped("duplicate", "content")
        self._ids.add(item.id)
        if item.content_hash is not None:
            self._hashes.add(item.content_hash)
        return item


class BoundPipeline:
    """Lets no more than ``max_articles`` through, however many pages are in flight."""

    def __init__(self, limit: int | None) -> None:
        self._limit = limit
        self._delivered = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """A pipeline with the bound that the spider was given."""
        arguments = getattr(crawler.spider, "arguments", None)
        return cls(getattr(arguments, "max_articles", None))

    def process_item(self, item: Article) -> Article:
        """The item as it came.

        Raises:
            Dropped: enough were delivered.
        """
        if self._limit is not None and self._delivered >= self._limit:
            raise Dropped("skipped", "max_articles")
        self._delivered += 1
        return item


def flaw(item: Article) -> str | None:
    """Why `item` is not delivered, in one word; None if nothing is wrong with it."""
    if item.page_kind in ("list", "error", "block", "login"):
        return item.page_kind
    if not item.id:
        return "no_id"
    if not item.title:
        return "no_title"
    if not item.text:
        return "no_text"
    text = item.title + item.text
    if text.count("\ufffd") > MAX_REPLACEMENT_RATIO * len(text):
        return "mojibake"
    return None
