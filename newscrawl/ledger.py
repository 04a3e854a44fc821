"""The article pages that one run knows, and the fate of each.

Every page ends in one fate; what a run discovered is the sum of its fates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from newscrawl.reading.model import Card

FateName = Literal["emitted-new", "duplicate", "rejected", "failed", "skipped", "pending"]

# More sightings than this add nothing: the stamps of the first ones are the sharpest.
MAX_CARDS = 8


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


@dataclass(slots=True)
class Page:
    """An article page, known by the id of its article.

    Attributes:
        id: full id of the article, provisional while only an alias is known.
        url: the address under which it was found first.
        depth: link hops from the start pages.
        first_seen_at: when the page that first showed it was received; None for a start page.
        cards: what lists and related readings say of it, until it is read.
    """

    id: str
    url: str
    depth: int
    first_seen_at: datetime | None = None
    cards: list[Card] = field(default_factory=list)
    fate: Fate = PENDING

    def add_card(self, card: Card) -> None:
        """Keeps what `card` says, while the page is pending and there is room."""
        if self.fate == PENDING and len(self.cards) < MAX_CARDS:
            self.cards.append(card)


class Ledger:
    """The pages of one run.

    Attributes:
        discovered: how many distinct articles were found.
        fates: how many pages have which fate.
        beyond_cap: links that were not taken up because `max_pages` was reached (not distinct).
        lists_read: listing pages that were read.
        list_cards: cards on them.
        lists_failed: address and reason of each listing or start page that was not read.
        undated: emitted articles without a time of publication.
        faults: what went wrong inside the crawler itself, first one first.
        capped: names of the crawler's own caps that were reached.
    """

    def __init__(self, max_pages: int = 100_000) -> None:
        self.max_pages = max_pages
        self.discovered = 0
        self.fates: Counter[Fate] = Counter()
        self.beyond_cap = 0
        self.lists_read = 0
        self.list_cards = 0
        self.lists_failed: list[tuple[str, Fate]] = []
        self.undated = 0
        self.faults: list[str] = []
        self.capped: set[str] = set()
        self._pages: list[Page] = []
        self._by_id: dict[str, Page] = {}  # under every id that was seen, aliases too

    def __iter__(self) -> Iterator[Page]:
        return iter(self._pages)

    def get(self, page_id: str) -> Page | None:
        """The page of the article `page_id`, which may be an alias that was resolved."""
        return self._by_id.get(page_id)

    def discover(
        self, page_id: str, url: str, *, depth: int, seen_at: datetime | None
    ) -> Page | None:
        """A new page, pending; None where the cap on pages is reached.

        Raises:
            ValueError: the page is known already.
        """
        if self.get(page_id) is not None:
            raise ValueError(f"known already: {page_id}")
        if self.discovered >= self.max_pages:
            self.beyond_cap += 1
            self.capped.add("NEWSCRAWL_MAX_PAGES")
            return None
        page = Page(page_id, url, depth, seen_at)
        self._pages.append(page)
        self._by_id[page_id] = page
        self.discovered += 1
        self.fates[PENDING] += 1
        return page

    def settle(self, page: Page, fate: Fate) -> None:
        """Gives a pending page its fate. The first fate stands."""
        if page.fate == PENDING:
            self.fates[PENDING] -= 1
            self.fates[fate] += 1
            page.fate = fate
            page.cards = []

    def resolve(self, page: Page, real_id: str) -> bool:
        """Whether `page` now stands for `real_id`; False if that article has a page of its own."""
        other = self.get(real_id)
        if other is not None and other is not page:
            # Its row stays: it was found, and has a fate of its own.
            self._by_id[page.id] = other
            return False
        page.id = real_id
        self._by_id[real_id] = page
        return True

    def count(self, name: FateName) -> int:
        """How many pages have the fate `name`, whatever the reason."""
        return sum(number for fate, number in self.fates.items() if fate.name == name)

    def reasons(self, name: FateName) -> dict[str, int]:
        """How many pages have the fate `name`, by reason, the most frequent first."""
        chosen = [(f.reason, n) for f, n in self.fates.items() if f.name == name and n]
        return dict(sorted(chosen, key=lambda item: (-item[1], item[0])))

    def check(self) -> None:
        """Holds the books against the pages themselves.

        Raises:
            ArithmeticError: the fates do not add up to what was discovered.
        """
        recount = Counter(page.fate for page in self._pages)
        if recount != +self.fates or recount.total() != self.discovered:
            raise ArithmeticError(
                f"{self.discovered} articles discovered, but the fates are {dict(+self.fates)}"
                f" and the pages say {dict(recount)}"
            )
