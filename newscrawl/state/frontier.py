"""The pages of a site as one run works on them: found, owed, requested, given their fates.

The rows that the run touches are kept in memory until the batch is written; of those written,
only the ones that are requested at the moment stay.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Select, func, insert, select, text, update

from newscrawl.state import pages as rows
from newscrawl.state import schedule
from newscrawl.state.fates import (
    EMITTED,
    NOT_DUE,
    PENDING,
    READ,
    TOO_DEEP,
    UNCHANGED,
    Fate,
    FateName,
    Ledger,
)
from newscrawl.state.pages import Page
from newscrawl.state.schema import key_of, lists, pages
from newscrawl.state.scope import NEVER_READ, Scope
from newscrawl.state.store import Store, told


class Frontier:
    """What one run has to fetch, and its books.

    Attributes:
        run: number of the run.
        now: second at which it started.
        ledger: its books.
        taken: how many pages it took up.
    """

    def __init__(self, store: Store, *, run: int = 1, now: int = 0, scope: Scope | None = None):
        self.store = store
        self.run = run
        self.now = now
        self.scope = scope or Scope()
        self.ledger = Ledger()
        self.taken = 0
        self._live: dict[str, Page] = {}
        self._bound: Fate | None = None

    def start(self) -> None:
        """Counts what is owed, which belongs to what the run discovered."""
        # A moment further ahead than any plan was set by a clock that was wrong.
        ahead = pages.c.due_at > self.now + schedule.LATEST_S + schedule.DAY
        known = pages.c.priority.in_([schedule.RETRY, schedule.REVISIT])
        mend = update(pages).where(pages.c.site == self.store.site, known, ahead)
        with told(self.store):
            self.store.connection.execute(mend.values(due_at=self.now))
            owed = self._count_owed()
        self.ledger.discovered = owed
        self.ledger.fates[PENDING] = owed

    # Pages by their ids

    def get(self, page_id: str) -> Page | None:
        """The page of the article `page_id`, which may be another name of it."""
        page = self._live.get(page_id)
        if page is not None and page.alias_of is None:
            return page
        return self.find([page_id]).get(page_id)

    def find(self, ids: Iterable[str]) -> dict[str, Page]:
        """The pages of those `ids` that are known, each under the id that was asked for."""
        asked, live = dict.fromkeys(ids), self._live
        self._load([page_id for page_id in asked if page_id not in live])
        found: dict[str, Page] = {}
        for page_id in asked:
            page = live.get(page_id)
            if page is not None and page.alias_of is not None:
                page = self.get(page.alias_of) or page
            if page is not None:
                found[page_id] = page
        return found

    def discover(
        self, page_id: str, url: str, *, depth: int, seen_at: int, found_on: str | None = None
    ) -> Page:
        """A new page, pending; ask `find` first whether it is one.

        Raises:
            ValueError: the page is known already.
        """
        if page_id in self._live:
            raise ValueError(f"known already: {page_id}")
        page = Page(page_id, url, depth, seen_at, discovered_from=found_on)
        page.priority = min(depth, schedule.DEEPEST)
        page.due_at, page.place = seen_at, self.ledger.discovered
        page.run = self.run
        self._live[page_id] = page
        self.ledger.discovered += 1
        self.ledger.fates[PENDING] += 1
        return page

    def touch(self, page: Page) -> None:
        """Counts a page of earlier runs as found by this one."""
        if page.run == self.run:
            return
        owed = self.scope.owes(page, self.now)
        page.run, page.counted = self.run, True
        if owed:
            page.fate = PENDING  # as it was counted at the start
            return
        self.ledger.discovered += 1
        if page.fate.name != "failed":  # what failed and waits for its time has not been read yet
            page.fate = NOT_DUE
        self.ledger.fates[page.fate] += 1

    def find_again(self, page: Page, depth: int) -> None:
        """Counts a known page that is found at `depth`, which may be nearer than before."""
        self.touch(page)
        if depth < page.depth:
            page.depth, page.changed = depth, True
            if page.priority is not None and page.priority <= schedule.DEEPEST:
                page.priority = min(depth, schedule.DEEPEST)
            if page.fate == TOO_DEEP and depth <= (self.scope.depth or 0):
                self._book(page, PENDING)  # it was found farther away first

    def resolve(self, page: Page, real_id: str, url: str) -> bool:
        """Whether `page` goes on; False if the article `real_id` has a page of its own.

        One that goes on stands for the article from now on, under its `id`: `real_id`, unless that
        is itself another name of the page.

        Args:
            page: it was fetched, and turned out to be that article's.
            real_id: what it says that the article is.
            url: where it was found in the end.
        """
        other = self.get(real_id)
        if other is page:
            return True
        if other is None and page.revision:
            # What was delivered under its id stays that article; the other one begins anew.
            other = self.discover(real_id, url, depth=page.depth, seen_at=self.now)
        alias_id, page_key = page.id, page.key
        if other is not None:
            # Its row stays: it was found, and has a fate of its own.
            page.alias_of, page.changed = other.id, True
            return False
        # The row goes on under the real id, and leaves another for the alias behind it.
        alias = Page(alias_id, page.url, page.depth, page.discovered_at, key=page_key)
        alias.stored, alias.run, alias.alias_of = page.stored, 0, real_id
        alias.priority = alias.due_at = None
        alias.fate = Fate("duplicate", "alias")
        page.id, page.key, page.stored, page.changed = real_id, key_of(real_id), False, True
        page.url = url
        self._live[alias_id] = alias
        self._live[real_id] = page
        return True

    # Lists

    def list_reached(self, url: str) -> int:
        """To which of its pages an unfinished walk of a list came; 0: the last one was finished."""
        query = select(lists.c.reached).where(
            lists.c.site == self.store.site, lists.c.url == url, lists.c.done.is_(False)
        )
        with told(self.store):
            return int(self.store.connection.execute(query).scalar_one_or_none() or 0)

    def list_walked(self, url: str, number: int, *, done: bool) -> None:
        """Records how far into a list a walk came; one that starts anew keeps what it owes."""
        this = (lists.c.site == self.store.site) & (lists.c.url == url)
        reached = number if done else max(number, self.list_reached(url))
        connection = self.store.connection
        with told(self.store):
            change = update(lists).where(this).values(reached=reached, done=done)
            if not connection.execute(change).rowcount:
                values = {"site": self.store.site, "url": url, "reached": reached, "done": done}
                connection.execute(insert(lists).values(values))

    # What becomes of them

    def request(self, page: Page) -> None:
        """Books that a page is requested now."""
        self.touch(page)
        if page.fate != PENDING:  # a known one that is visited all the same
            self._book(page, PENDING)
        page.busy = True
        self._live[page.id] = page
        self.taken += 1

    def settle(self, page: Page, fate: Fate, at: int | None = None) -> None:
        """Gives a page its fate, and the time when it is due again. The first fate stands.

        Args:
            page: it is pending, or known and not due.
            fate: what became of it.
            at: the second at which that was known; None: it was not fetched.
        """
        self._live[page.id] = page
        self.touch(page)
        told_better = page.fate == UNCHANGED and fate.name in EMITTED  # by another page, since
        if page.fate not in (PENDING, NOT_DUE) and not told_better:
            page.busy = False
            return
        self._book(page, fate)
        page.busy = False
        if at is not None:
            schedule.plan(page, fate, at)
        if fate.name in READ or fate.name == "rejected":
            page.drop_cards()

    def take(self, limit: int, *, deepest: int | None = None) -> list[Page]:
        """Pages to request now: those never read of the nearest depth, and others that are due.

        At most `limit` of either; none where the run took up all that it may. With `deepest`
        only those never read, and no deeper.
        """
        room = self.scope.max_pages - self.taken
        if room <= 0:
            return []
        self.write()
        limit = min(limit, room)
        order = (pages.c.priority, pages.c.due_at, pages.c.place)
        nearest = NEVER_READ if deepest is None else pages.c.priority <= deepest
        new = self._select(nearest, order, limit)
        found = [page for page in new if page.priority == new[0].priority]
        # So that links without end keep nobody from looking at what is known.
        others = min(max(limit // 5, 1), room - len(found)) if found else limit
        for priority in self.scope.priorities:
            if others > 0 and deepest is None:
                due = self.scope.due(priority, self.now)
                more = self._select(due, (pages.c.due_at, pages.c.place), others)
                others -= len(more)
                found += more
        for page in found:
            self.request(page)
        return found

    def requested(self) -> list[Page]:
        """The pages that are requested at this moment."""
        return [page for page in self._live.values() if page.busy]

    def close(self, bound: Fate | None) -> None:
        """Ends the run's books: what it did not come to.

        Args:
            bound: the bound that ended the run; what is pending was cut off by it.
        """
        for page in self._live.values():
            page.busy = False
        self.write()
        if self.taken >= self.scope.max_pages and self.ledger.count("pending"):
            self.ledger.capped.add("NEWSCRAWL_MAX_PAGES")
        pending = Counter(self._untouched())
        self.ledger.fates[PENDING] -= pending.total()
        self.ledger.fates.update(pending)
        if bound is None:
            return
        # They stay due, and are owed to the next run.
        change = (
            update(pages)
            .where(pages.c.site == self.store.site, pages.c.run == self.run)
            .where(pages.c.fate == "pending")
            .values(fate=bound.name, reason=bound.reason)
        )
        with told(self.store):
            self.store.connection.execute(change)
        self.ledger.fates[bound] += self.ledger.fates.pop(PENDING, 0)
        self._bound = bound

    _bound: Fate | None = None

    def recount(self) -> Counter[Fate]:
        """The fates of the run's pages as the state has them."""
        query = (
            select(pages.c.fate, pages.c.reason, func.count())
            .where(pages.c.site == self.store.site, pages.c.run == self.run)
            .group_by(pages.c.fate, pages.c.reason)
        )
        with told(self.store):
            found = self.store.connection.execute(query).all()
        counted = Counter({Fate(name, reason): number for name, reason, number in found})
        for fate, number in self._untouched().items():
            counted[self._bound if fate == PENDING and self._bound else fate] += number
        return counted

    def named(self, name: FateName, limit: int) -> list[tuple[str, Fate]]:
        """Addresses and fates of the run's first pages with the fate `name`."""
        self.write()
        query = (
            select(pages.c.url, pages.c.fate, pages.c.reason)
            .where(pages.c.site == self.store.site, pages.c.run == self.run)
            .where(pages.c.fate == name)
            .order_by(pages.c.discovered_at, pages.c.key)
            .limit(limit)
        )
        with told(self.store):
            found = self.store.connection.execute(query).all()
        return [(url, Fate(fate, reason)) for url, fate, reason in found]

    def write(self) -> None:
        """Writes the rows that changed into the transaction, and forgets what is not in use."""
        changed = [page for page in self._live.values() if page.changed or page.counted]
        rows.write(self.store, changed)
        self._live = {page_id: page for page_id, page in self._live.items() if page.busy}

    def __iter__(self) -> Iterator[Page]:
        """All pages that the run counted, as the state has them."""
        self.write()
        query = (
            select(text(rows.COLUMNS))
            .select_from(pages)
            .where(pages.c.site == self.store.site, pages.c.run == self.run)
        )
        found = self.store.connection.execute(query.order_by(pages.c.discovered_at, pages.c.id))
        return iter([rows.from_row(row) for row in found])

    # Inside

    def _load(self, ids: list[str]) -> None:
        missing = {key_of(page_id): page_id for page_id in ids}
        if not missing:
            return
        for page in rows.load(self.store, missing):
            if page.id != missing[page.key]:
                raise ValueError(f"{page.id} and {missing[page.key]} have one key")
            self._live[page.id] = page

    def _book(self, page: Page, fate: Fate) -> None:
        self.ledger.fates[page.fate] -= 1
        self.ledger.fates[fate] += 1
        page.fate, page.changed = fate, True

    def _count_owed(self, *further: Any) -> int:
        count = select(func.count()).where(pages.c.site == self.store.site, *further)
        return sum(self._scalar(count.where(owed)) for owed in self.scope.owed(self.now))

    def _select(self, condition: Any, order: tuple[Any, ...], limit: int) -> list[Page]:
        query = (
            select(text(rows.COLUMNS))
            .select_from(pages)
            .where(pages.c.site == self.store.site, condition, self.scope.within(self.run))
            .order_by(*order)
            .limit(limit)
        )
        with told(self.store):
            found = self.store.connection.execute(query).all()
        return [rows.from_row(row) for row in found]

    def _untouched(self) -> Counter[Fate]:
        """The fates of what is owed since the start and was not come to."""
        scope, counted = self.scope, Counter[Fate]()
        rest = [pages.c.run != self.run]
        with told(self.store):
            total = self._count_owed(*rest)
            if total and scope.depth is not None:
                deep = pages.c.depth > scope.depth
                counted[TOO_DEEP] = self._count_owed(*rest, deep)
                rest.append(pages.c.depth <= scope.depth)
            if total and scope.not_before is not None:
                old = pages.c.latest_published < scope.not_before
                counted[Fate("skipped", "max_age")] = self._count_owed(*rest, old)
        counted[PENDING] = total - counted.total()
        return counted

    def _scalar(self, query: Select[Any]) -> int:
        return int(self.store.connection.execute(query).scalar_one())
