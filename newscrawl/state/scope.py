"""Which pages a run takes up, as conditions on their rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import and_, or_

from newscrawl.state import schedule
from newscrawl.state.pages import Page
from newscrawl.state.schema import pages

Revisit = Literal["auto", "always", "never"]

NEVER_READ = pages.c.priority <= schedule.DEEPEST


@dataclass(frozen=True, slots=True)
class Scope:
    """Which of the pages that are owed a run takes up.

    Attributes:
        depth: link hops from the start pages at most; None for any.
        not_before: articles that were surely published before this second are passed over.
        revisit: whether known articles are visited again: when due, all, or none.
        max_pages: how many pages it takes up at most.
    """

    depth: int | None = None
    not_before: int | None = None
    revisit: Revisit = "auto"
    max_pages: int = 100_000

    def owed(self, now: int) -> list[Any]:
        """What a run that starts at `now` owes: never read, or due.

        Conditions of which each row meets one at most: each is a range of the index `pages_due`,
        and all of them at once would be a look at every row.
        """
        return [NEVER_READ, *(self.due(priority, now) for priority in self.priorities)]

    @property
    def priorities(self) -> tuple[int, ...]:
        """The priorities of what was read or tried before and may be fetched again."""
        return (schedule.RETRY,) if self.revisit == "never" else (schedule.REVISIT, schedule.RETRY)

    def due(self, priority: int, now: int) -> Any:
        """What was read or tried before, has this priority, and is to be fetched again."""
        these = pages.c.priority == priority
        return these if self.revisit == "always" else and_(these, pages.c.due_at <= now)

    def owes(self, page: Page, now: int) -> bool:
        """`owed`, of a page in memory."""
        if page.priority is None or page.due_at is None:
            return False
        if page.priority <= schedule.DEEPEST or self.revisit == "always":
            return True
        if self.revisit == "never" and page.priority != schedule.RETRY:
            return False
        return page.due_at <= now

    def within(self, run: int) -> Any:
        """What the run has not settled yet, and is within its bounds."""
        todo = or_(pages.c.run != run, pages.c.fate == "pending")
        if self.depth is not None:
            todo = and_(todo, pages.c.depth <= self.depth)
        if self.not_before is not None:
            # Those that the run found it has held against its bounds already.
            latest, found = pages.c.latest_published, pages.c.run == run
            todo = and_(todo, or_(found, latest.is_(None), latest >= self.not_before))
        return todo
