"""The only place where items, state and feed meet: validate, revise, deliver."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from newscrawl import revisions
from newscrawl.feed.journal import Journal
from newscrawl.feed.jsonl import as_plain
from newscrawl.items import Article, Link
from newscrawl.reading.times import from_item, iso, to_item
from newscrawl.state.articles import Known
from newscrawl.state.fates import (
    EMITTED_NEW,
    EMITTED_REMOVED,
    EMITTED_UPDATED,
    Fate,
    FateName,
)
from newscrawl.state.pages import Page
from newscrawl.state.schema import key_of

# More replacement characters than this are no slip of an author: the charset was misread.
MAX_REPLACEMENT_RATIO = 0.005


class Dropped(DropItem):
    """Raised by a pipeline for an article that is not delivered.

    Attributes:
        fate: what becomes of its page.
    """

    def __init__(self, name: FateName, reason: str = "") -> None:
        self.fate = Fate(name, reason)
        super().__init__(str(self.fate))


class ValidatePipeline:
    """Rejects what is no article, or one that was not read whole."""

    def process_item(self, item: Article) -> Article:
        """The item as it came.

        Raises:
            Dropped: it is no article; the reason says why.
        """
        if item.change == "removed" or item.cause == "sharper_time":
            return item  # no page was read
        reason = flaw(item)
        if reason is not None:
            raise Dropped("rejected", reason)
        return item


class DeliverPipeline:
    """Decides in the state what an article is (new, updated, a duplicate), and delivers it."""

    def __init__(self, journal: Journal, limit: int | None, near: str) -> None:
        self._journal = journal
        self._limit = limit
        self._near = near

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """A pipeline on the journal of the crawler's spider, with the bound that it was given."""
        spider: Any = crawler.spider
        near = str(crawler.settings["NEWSCRAWL_NEAR_DUPLICATES"])
        journal = getattr(spider, "journal", None)
        if journal is None:  # no run of ours: nothing is remembered, and no feed is written
            journal = Journal(spider.frontier.store, spider.frontier)
        return cls(journal, spider.arguments.max_articles, near)

    def process_item(self, item: Article) -> Article:
        """The row that is delivered.

        Raises:
            Dropped: there is nothing to deliver; the fate says why.
        """
        journal = self._journal
        page = journal.frontier.get(item.id)
        assert page is not None, "the spider books a page before it yields its article"
        self._leave_out_withdrawn(item)
        known = journal.articles.known(page.key) if page.revision else None
        if known is not None and known.removed and page.priority is None:
            raise Dropped("skipped", "withdrawn")
        if item.change == "removed":
            row = self._removed(item, page, known)
        elif item.cause == "sharper_time":
            row = self._sharper(item, page, known)
        elif known is None:
            row = self._new(item, page)
        else:
            row = self._again(item, page, known)
        return row

    def _leave_out_withdrawn(self, item: Article) -> None:
        # What a card says of an article that was withdrawn is its text, too.
        targets = self._journal.frontier.find([reading.id for reading in item.related or ()])
        for reading in item.related or ():
            target = targets.get(reading.id)
            if target is not None and target.priority is None and target.alias_of is None:
                reading.title = reading.summary = None

    # What an article can be

    def _new(self, item: Article, page: Page) -> Article:
        self._refuse_repeated(item, page)
        # A state that was rebuilt may know its links all the same.
        seen_before = page.fetched_at
        self._emit(item, page, EMITTED_NEW)
        self._relink(item, page, seen_before)
        return item

    def _again(self, item: Article, page: Page, known: Known) -> Article:
        before, seen_before = known.row, page.fetched_at
        if not known.removed and revisions.regression(item, before):
            raise Dropped("rejected", "regression")
        item.first_seen_at = before["first_seen_at"] or item.first_seen_at
        item.revision = known.revision + 1
        item.change = "updated"
        self._settle_time(item, page)
        if not known.removed:
            revisions.complete_summary(item, before)
            if revisions.same_content(item, before):
                self._relink(item, page, seen_before)
                if before["change"] == "removed":  # its row is no longer known, only what it said
                    raise Dropped("unchanged")
                if revisions.is_sharper(item.published, before):
                    return self._sharpen(item, page, before)
                raise Dropped("unchanged")
            item.edit = revisions.edit_of(as_plain(item), before)
        item.cause = "page"
        item.changed_fields = revisions.changed_fields(as_plain(item), before)
        self._emit(item, page, EMITTED_UPDATED)
        self._relink(item, page, seen_before)
        return item

    def _sharper(self, item: Article, page: Page, known: Known | None) -> Article:
        # Another page told its time; its own was not read, or is as it was.
        nothing = Dropped("unchanged") if page.busy else Dropped("skipped", "not_due")
        if known is None or known.row["change"] == "removed" or page.published is None:
            raise nothing
        if not revisions.is_sharper(page.published, known.row):
            raise nothing
        item.published = to_item(page.published)
        item.provenance = {**known.row["provenance"], "published": "card"}
        return self._sharpen(item, page, known.row)

    def _sharpen(self, item: Article, page: Page, before: dict[str, Any]) -> Article:
        # The row as it was delivered, but for its time.
        row = Article()
        for field in fields(Article):
            setattr(row, field.name, before.get(field.name))
        row.published, row.provenance = item.published, item.provenance
        row.published_at = row.published.at if row.published is not None else None
        row.revision, row.change, row.edit = before["revision"] + 1, "updated", None
        row.cause, row.changed_fields = "sharper_time", ["published_at", "published"]
        row.fetched_at, row.rendered_at = item.fetched_at, item.rendered_at
        self._emit(row, page, EMITTED_UPDATED)
        return row

    def _removed(self, item: Article, page: Page, known: Known | None) -> Article:
        if known is None or known.removed:
            raise Dropped("rejected", "gone")
        row = revisions.removal(known.row, item)
        self._emit(row, page, EMITTED_REMOVED)
        return row

    # Parts of it

    def _refuse_repeated(self, item: Article, page: Page) -> None:
        if item.content_hash is None:
            return
        other = self._journal.articles.same_content(item.content_hash, item.id)
        if other is not None:
            raise Dropped("duplicate", "content")

    def _refuse_same_page(self, item: Article, other_id: str) -> None:
        # What a card said of it is not on the page: both pages say the same, word for word.
        other = self._journal.frontier.get(other_id)
        known = self._journal.articles.known(other.key) if other is not None else None
        if known is not None and not known.removed and revisions.same_page(item, known.row):
            raise Dropped("duplicate", "content")

    def _settle_time(self, item: Article, page: Page) -> None:
        """Sharpens the time with the sightings of earlier runs; one that contradicts them stays."""
        if item.published is None or page.published is None:
            return
        both = from_item(item.published).intersect(page.published)
        if both is not None:
            item.published = to_item(both)
            item.published_at = item.published.at

    def _emit(self, item: Article, page: Page, fate: Fate) -> None:
        journal = self._journal
        if self._limit is not None and journal.frontier.ledger.emitted >= self._limit:
            raise Dropped("skipped", "max_articles")
        sign, values = self._sign(item, page)
        journal.deliver(page, item, signature=sign, bands=values)
        # A row of a page that was not read leaves its plan as it is.
        journal.frontier.settle(page, fate, seconds(item.fetched_at) if page.busy else None)

    def _sign(self, item: Article, page: Page) -> tuple[bytes | None, tuple[int, ...]]:
        """What near duplicates of the article are told by; marks it as one, if it is.

        Raises:
            Dropped: it is one, and such are dropped.
        """
        if self._near == "off" or not item.text:
            return None, ()
        from newscrawl.state.similarity import bands, near, signature

        sign = signature(item.title, item.text)
        if sign is None:
            return None, ()
        values = bands(sign)
        if item.cause != "sharper_time":
            found = self._journal.articles.nearest(sign, values, page.key, near)
            if found is not None and self._near == "drop" and page.revision == 0:
                raise Dropped("duplicate", "near")
            if found is not None and page.revision == 0 and found[1] == 1:
                self._refuse_same_page(item, found[0])
            item.duplicate_of = None if found is None else found[0]
            item.similarity = None if found is None else round(found[1], 3)
        return sign, values

    def _relink(self, item: Article, page: Page, seen_before: int | None = None) -> None:
        """Keeps the page's links, and tells what changed in the feed of links."""
        journal = self._journal
        targets = {reading.id: reading for reading in item.related or ()}
        pages = journal.frontier.find(targets)
        ranks: dict[int, int] = {}
        named: dict[int, tuple[str, str]] = {}
        for page_id, reading in targets.items():
            target = pages.get(page_id)
            key = target.key if target is not None else key_of(page_id)
            if key != page.key and key not in ranks:
                ranks[key] = reading.rank
                named[key] = (target.id if target is not None else page_id, reading.url)
        at = seconds(item.fetched_at)
        changes = journal.links.replace(page.key, ranks, at=at, seen_before=seen_before)
        named |= journal.links.ids([c.to_key for c in changes if c.to_key not in named])
        for change in changes:
            to_id, to_url = named.get(change.to_key, ("", ""))
            journal.link(
                Link(
                    change=change.kind,
                    site=item.site,
                    from_id=item.id,
                    to_id=to_id,
                    rank=change.rank,
                    from_url=item.url,
                    to_url=to_url,
                    first_seen_at=_moment(change.first_seen),
                    seen_at=item.fetched_at,
                )
            )


@lru_cache(maxsize=256)
def _moment(second: int) -> str:
    return iso(datetime.fromtimestamp(second, UTC))


def seconds(moment: str | None) -> int:
    """A moment of an item as the state keeps it: whole seconds since 1970."""
    return 0 if moment is None else int(datetime.fromisoformat(moment).timestamp())


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
