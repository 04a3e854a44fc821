"""What a site's own sitemaps, feeds and lists name, against what was read of it.

Everything is counted by the database, so that memory does not grow with the site.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import and_, case, func, or_, select

from newscrawl.state.schema import pages, sources
from newscrawl.state.sources import Named
from newscrawl.state.store import Store, told

# How the kinds of source are called, and in which order they are told.
LABELS: dict[Named, str] = {
    Named.SITEMAP: "sitemaps",
    Named.NEWS: "news sitemaps",
    Named.FEED: "feeds",
    Named.LIST: "lists",
    Named.RELATED: "related readings",
}
_Class = Literal["held", "none", "kept_out", "missing"]
_HOUR = 3600
# What tells in which hour an article was published.
_PRECISE = ("second", "minute")

# The article is in the state: under this address, or under another one.
_HELD = or_(pages.c.revision > 0, pages.c.alias_of.is_not(None), pages.c.fate == "duplicate")
# It was read, and is no article: nothing is missing.
_NONE = and_(
    pages.c.fate == "rejected",
    pages.c.reason.in_(["list", "no_article", "not_html", "http_404", "http_410", "gone"]),
)
# The site itself asks that it be left alone: nothing is missing either.
_KEPT_OUT = and_(pages.c.fate == "skipped", pages.c.reason.in_(["robots", "noindex"]))


@dataclass(frozen=True, slots=True)
class Recall:
    """How much of what one kind of source names is held.

    Attributes:
        label: the kind, in words.
        named: addresses that may be articles'.
        none: of those, read and found to be no articles, or gone.
        kept_out: of those, that robots.txt or the page itself asks to leave alone.
        held: of the others, articles that the state holds.
    """

    label: str
    named: int
    none: int
    kept_out: int
    held: int

    @property
    def articles(self) -> int:
        """How many are articles that may be held, as far as is known."""
        return self.named - self.none - self.kept_out

    @property
    def missing(self) -> int:
        """How many of these are not held."""
        return self.articles - self.held

    @property
    def share(self) -> float | None:
        """What is held of these, 0 to 1; None where there is none."""
        return self.held / self.articles if self.articles else None


@dataclass(frozen=True, slots=True)
class Missing:
    """An article that is named and not held.

    Attributes:
        named_by: the kinds of source that name it, in words.
        fate: what became of it, with the reason.
        found_on: where it was found first.
    """

    url: str
    named_by: tuple[str, ...]
    fate: str
    found_on: str | None


@dataclass(frozen=True, slots=True)
class Hour:
    """The articles that were published in one hour.

    Attributes:
        at: the second at which the hour begins.
        named, held: how many the sources name, and the state holds.
    """

    at: int
    named: int
    held: int


@dataclass(frozen=True, slots=True)
class SourceState:
    """A source as it was read last; see `newscrawl.state.sources.Source`."""

    url: str
    kind: str
    outcome: str
    read_at: int | None
    named: int
    taken: int
    fresh: int


def recalls(store: Store, since: int | None = None) -> list[Recall]:
    """How much of what is named is held: by kind of source, and of all together at the end.

    Args:
        store: the site's state.
        since: only what was found from this second on.
    """
    which = case((_HELD, "held"), (_NONE, "none"), (_KEPT_OUT, "kept_out"), else_="missing")
    query = (
        select(pages.c.named_by, which, func.count())
        .where(_ours(store, since), pages.c.named_by > 0)
        .group_by(pages.c.named_by, which)
    )
    with told(store):
        groups = store.connection.execute(query).all()
    found = []
    for bit, label in LABELS.items():
        one = _summed(label, [(what, n) for by, what, n in groups if by & bit])
        if one.named:
            found.append(one)
    return [*found, _summed("all", [(what, n) for _, what, n in groups])]


def missing(store: Store, limit: int, since: int | None = None) -> list[Missing]:
    """Articles that are named and not held, those found last first."""
    query = (
        select(
            pages.c.url,
            pages.c.named_by,
            pages.c.fate,
            pages.c.reason,
            pages.c.discovered_from,
        )
        .where(_ours(store, since), pages.c.named_by > 0, ~_HELD, ~_NONE, ~_KEPT_OUT)
        .order_by(pages.c.discovered_at.desc(), pages.c.place)
        .limit(limit)
    )
    with told(store):
        rows = store.connection.execute(query).all()
    return [
        Missing(
            url,
            tuple(label for bit, label in LABELS.items() if named_by & bit),
            f"{fate}({reason})" if reason else fate,
            found_on,
        )
        for url, named_by, fate, reason, found_on in rows
    ]


def hours(store: Store, since: int, until: int) -> Iterator[Hour]:
    """Each hour of a time in which something that is named was published, the first one first.

    What only tells its day, and what tells no time before it is read, is in no hour.
    """
    number = pages.c.latest_published // _HOUR
    query = (
        select(number, func.count(), func.sum(case((_HELD, 1), else_=0)))
        .where(pages.c.site == store.site, pages.c.named_by > 0, ~_NONE, ~_KEPT_OUT)
        .where(pages.c.latest_published >= since, pages.c.latest_published < until)
        .where(or_(*(pages.c.published.like(f'%"{precision}"%') for precision in _PRECISE)))
        .group_by(number)
        .order_by(number)
    )
    with told(store):
        for at, named, held in store.connection.execute(query):
            yield Hour(int(at) * _HOUR, named, int(held))


def source_states(store: Store) -> list[SourceState]:
    """The sources that the site itself names, as they were read last."""
    query = (
        select(*(sources.c[name] for name in SourceState.__dataclass_fields__))
        .where(sources.c.site == store.site, sources.c.is_guess.is_(False))
        .order_by(sources.c.kind, sources.c.url)
    )
    with told(store):
        return [SourceState(*row) for row in store.connection.execute(query)]


def _ours(store: Store, since: int | None) -> Any:
    ours = pages.c.site == store.site
    return ours if since is None else and_(ours, pages.c.discovered_at >= since)


def _summed(label: str, groups: list[tuple[_Class, int]]) -> Recall:
    counts: Counter[str] = Counter()
    for what, number in groups:
        counts[what] += number
    return Recall(label, counts.total(), counts["none"], counts["kept_out"], counts["held"])
