"""What becomes of the pages of a run: their fates, and the books that add them up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

FateName = Literal[
    "emitted-new",
    "emitted-updated",
    "emitted-removed",
    "unchanged",
    "duplicate",
    "rejected",
    "failed",
    "skipped",
    "pending",
]
EMITTED: tuple[FateName, ...] = ("emitted-new", "emitted-updated", "emitted-removed")
# The page was read, and all is well with it.
READ: tuple[FateName, ...] = (*EMITTED, "unchanged", "duplicate")


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a discovered page.

    Attributes:
        name: the fate.
        reason: why, in one word; empty where the fate says it all.
    """

    name: FateName
    reason: str = ""

    def __str__(self) -> str:
        return f"{self.name}({self.reason})" if self.reason else self.name


PENDING = Fate("pending")
EMITTED_NEW = Fate("emitted-new")
EMITTED_UPDATED = Fate("emitted-updated")
EMITTED_REMOVED = Fate("emitted-removed")
UNCHANGED = Fate("unchanged")
# Farther from the start pages than the user goes.
TOO_DEEP = Fate("skipped", "depth")
# Known from earlier runs, and not yet to be fetched again.
NOT_DUE = Fate("skipped", "not_due")


@dataclass(slots=True)
class Ledger:
    """The books of one run.

    Attributes:
        discovered: distinct articles that were found, or owed at the start.
        fates: how many of them have which fate; those owed and not yet come to are pending.
        lists_read: listing pages that were read.
        list_cards: cards on them.
        lists_failed: address and reason of each listing or start page that was not read.
        undated: emitted articles without a time of publication.
        faults: what went wrong inside the crawler itself, first one first.
        capped: names of the crawler's own caps that were reached.
        contradictions: stamps that contradict what was known of an article.
        sources_read: feeds and sitemaps that were read, by kind.
        named: addresses of articles that they name.
        traps: what was not followed, since it leads on for ever or nowhere.
    """

    discovered: int = 0
    fates: Counter[Fate] = field(default_factory=Counter)
    lists_read: int = 0
    list_cards: int = 0
    lists_failed: list[tuple[str, Fate]] = field(default_factory=list)
    undated: int = 0
    faults: list[str] = field(default_factory=list)
    capped: set[str] = field(default_factory=set)
    contradictions: int = 0
    sources_read: Counter[str] = field(default_factory=Counter)
    named: int = 0
    traps: set[str] = field(default_factory=set)

    def count(self, *names: FateName) -> int:
        """How many pages have one of the fates `names`, whatever the reason."""
        return sum(number for fate, number in self.fates.items() if fate.name in names)

    @property
    def emitted(self) -> int:
        """How many rows the run has delivered."""
        return self.count(*EMITTED)

    def reasons(self, name: FateName) -> dict[str, int]:
        """How many pages have the fate `name`, by reason, the most frequent first."""
        chosen = [(f.reason, n) for f, n in self.fates.items() if f.name == name and n]
        return dict(sorted(chosen, key=lambda item: (-item[1], item[0])))

    def check(self, recount: Counter[Fate]) -> None:
        """Holds the books against what the state says.

        Raises:
            ArithmeticError: the fates do not add up to what was discovered.
        """
        if +recount != +self.fates or recount.total() != self.discovered:
            books = {str(fate): number for fate, number in (+self.fates).items()}
            state = {str(fate): number for fate, number in (+recount).items()}
            raise ArithmeticError(
                f"{self.discovered} articles discovered, but the fates are {books}"
                f" and the state says {state}"
            )
