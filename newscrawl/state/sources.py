"""Where a site names its articles: lists, feeds and sitemaps, and when each is read next.

What says something new is read in every run; what says nothing is read less and less often.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import IntFlag
from typing import Literal

from sqlalchemy import delete, insert, select

from newscrawl.state.schedule import DAY, HOUR, MINUTE
from newscrawl.state.schema import pages, sources
from newscrawl.state.store import Store, told

Kind = Literal["robots", "front", "news", "feed", "sitemap", "index", "list"]


class Named(IntFlag):
    """By which kinds of source a page was named."""

    LIST = 1
    FEED = 2
    NEWS = 4
    SITEMAP = 8
    RELATED = 16


NAMED_IN: dict[str, Named] = {
    "front": Named.LIST,
    "list": Named.LIST,
    "feed": Named.FEED,
    "news": Named.NEWS,
    "sitemap": Named.SITEMAP,
    "index": Named.SITEMAP,
}
# The order in which they are read: what is short and new first.
_ORDER: tuple[Kind, ...] = ("front", "robots", "news", "feed", "index", "sitemap", "list")
# More of them are remembered of no site: an index of sitemaps can be a trap, too.
MOST = 20_000
# How soon one that told nothing new is read again, doubled each time, and at the latest.
_QUIET: dict[str, tuple[int, int]] = {
    "robots": (DAY, DAY),
    "index": (HOUR, DAY),
    "sitemap": (HOUR, 7 * DAY),
    "list": (15 * MINUTE, DAY),
}
_ABSENT_S, _GUESS_ABSENT_S = DAY, 30 * DAY
_FAILED = (15 * MINUTE, DAY)


@dataclass(slots=True)
class Source:
    """One of them. Moments are seconds since 1970.

    Attributes:
        kind: what it is, as far as known: a sitemap turns out to be an index, or one of news.
        found_on: the page that names it.
        hops: links from the start page.
        is_guess: whether it is but a usual place, which nothing of the site names.
        outcome: what came of the last visit: ``read``, ``unchanged``, ``http_404`` …; empty before.
        quiet, failures: visits in a row that told nothing new, or failed.
        named, taken, fresh: addresses in it, those of articles, and those not known before.
    """

    url: str
    kind: Kind
    found_on: str | None = None
    hops: int = 0
    is_guess: bool = False
    first_seen: int = 0
    due_at: int = 0
    read_at: int | None = None
    outcome: str = ""
    quiet: int = 0
    failures: int = 0
    named: int = 0
    taken: int = 0
    fresh: int = 0
    etag: str | None = None
    last_modified: str | None = None

    @property
    def is_absent(self) -> bool:
        """Whether the server said that there is no such thing, or that it is not for us."""
        return self.outcome.startswith("http_4")

    def read(self, at: int, *, named: int, taken: int, fresh: int) -> None:
        """Books a visit that told something, and plans the next."""
        self.read_at, self.outcome, self.failures = at, "read", 0
        self.named, self.taken, self.fresh = named, taken, fresh
        self.is_guess = False
        if self.kind == "list" and not taken:
            self.due_at = at + 30 * DAY  # a page of the site, but no list
            return
        self._rest(at, told_new=fresh > 0)

    def told_more(self, at: int, *, taken: int, fresh: int) -> None:
        """Books a further page of it."""
        self.taken += taken
        self.named += taken
        self.fresh += fresh
        if fresh:
            self.quiet, self.due_at = 0, at

    def is_unchanged(self, at: int) -> None:
        """Books that the server said it is as it was."""
        self.read_at, self.outcome, self.failures, self.fresh = at, "unchanged", 0, 0
        self._rest(at, told_new=False)

    def failed(self, at: int, reason: str, *, is_absent: bool) -> None:
        """Books a visit of which nothing came, and plans the next.

        Args:
            at: when.
            reason: why, in one word.
            is_absent: whether the server says that there is no such thing.
        """
        self.read_at, self.outcome, self.etag, self.last_modified = at, reason, None, None
        self.failures += 1
        if is_absent:
            self.due_at = at + (_GUESS_ABSENT_S if self.is_guess else _ABSENT_S)
        else:
            first, latest = _FAILED
            self.due_at = at + min(first << min(self.failures - 1, 20), latest)

    def _rest(self, at: int, *, told_new: bool) -> None:
        self.quiet = 0 if told_new else self.quiet + 1
        bounds = _QUIET.get(self.kind)
        if bounds is None or (told_new and self.kind != "robots"):
            self.due_at = at
            return
        self.due_at = at + min(bounds[0] << min(max(self.quiet - 1, 0), 20), bounds[1])


_FIELDS = tuple(Source.__dataclass_fields__)


class Sources:
    """Those of one site, of which the state keeps what is known."""

    def __init__(self, store: Store) -> None:
        self._store = store
        query = select(*(sources.c[name] for name in _FIELDS)).where(sources.c.site == store.site)
        with told(store):
            rows = store.connection.execute(query).all()
        self._known = {row[0]: Source(*row) for row in rows}

    def __iter__(self) -> Iterator[Source]:
        return iter(self._known.values())

    def __len__(self) -> int:
        return len(self._known)

    def get(self, url: str) -> Source | None:
        """The source at `url`, if it is known."""
        return self._known.get(url)

    def add(
        self,
        url: str,
        kind: Kind,
        at: int,
        *,
        found_on: str | None = None,
        hops: int = 0,
        is_guess: bool = False,
    ) -> Source | None:
        """A source that was found; None if it was known, or there are too many."""
        known = self._known.get(url)
        if known is not None:
            if known.is_guess and not is_guess:  # it is named, after all
                known.is_guess, known.found_on = False, found_on
                known.due_at = min(known.due_at, at)
                self.save(known)
            return None
        if len(self._known) >= MOST:
            return None
        source = Source(url, kind, found_on, hops, is_guess, first_seen=at, due_at=at)
        self._known[url] = source
        self.save(source)
        return source

    def due(self, at: int, *, always: bool = False) -> list[Source]:
        """Those to read at `at`, in the order in which they are read; `always`: all of them."""
        found = [source for source in self if always or source.due_at <= at]
        found.sort(key=lambda source: (_ORDER.index(source.kind), source.hops, source.quiet))
        return found

    def save(self, source: Source) -> None:
        """Writes what is known of a source, into the transaction."""
        values = {"site": self._store.site, **asdict(source)}
        this = (sources.c.site == self._store.site) & (sources.c.url == source.url)
        with told(self._store):
            self._store.connection.execute(delete(sources).where(this))
            self._store.connection.execute(insert(sources).values(values))


def addresses_read(store: Store, most: int = 2000) -> list[tuple[str, bool]]:
    """Addresses of pages of earlier runs, and whether each turned out to be an article's.

    A sample of `most` of each at most: what is learnt of a site does not need all.
    """
    found: list[tuple[str, bool]] = []
    # By the key, which is as good as chance, and no look at every row.
    sample = (
        select(pages.c.url, pages.c.revision, pages.c.fate, pages.c.reason)
        .where(pages.c.site == store.site, pages.c.visits > 0)
        .order_by(pages.c.key)
        .limit(4 * most)
    )
    with told(store):
        rows = store.connection.execute(sample).all()
    none = ("list", "error", "no_article", "no_text", "no_title", "not_html")
    for url, revision, fate, reason in rows:
        if revision or (fate == "rejected" and reason in none):
            found.append((url, bool(revision)))
    return found[: 2 * most]
