"""A page in, an article out. Pure: no network, no clock, no disk, no settings.

`read_page`, `read_cards` and `explain` are the whole of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from newscrawl.items import Article
from newscrawl.reading.model import Candidate, Card, Explanation
from newscrawl.reading.site import Site

__all__ = ["Candidate", "Card", "Explanation", "Site", "explain", "read_cards", "read_page"]


def read_page(
    html: bytes | str,
    *,
    url: str,
    fetched_at: datetime,
    site: Site | None = None,
    content_type: str | None = None,
    rendered_at: datetime | None = None,
    cards: Sequence[Card] = (),
) -> Article:
    """The article that a page holds; its `page_kind` tells pages that are no article apart.

    Args:
        html: the page: bytes as received, or text.
        url: the address fetched.
        fetched_at: when the page was received (aware).
        site: what is known of the site.
        content_type: the response's Content-Type header, for its charset.
        rendered_at: when the page was made (aware), the base of relative stamps; `fetched_at`
            where None.
        cards: what lists and related readings said of this article.

    Never raises for what a page holds.
    """
    raise NotImplementedError


def read_cards(
    html: bytes | str,
    *,
    url: str,
    fetched_at: datetime,
    site: Site | None = None,
    content_type: str | None = None,
    rendered_at: datetime | None = None,
) -> list[Card]:
    """The cards of a listing page, in its order, one an article. Arguments as in `read_page`."""
    raise NotImplementedError


def explain(
    html: bytes | str,
    *,
    url: str,
    fetched_at: datetime,
    site: Site | None = None,
    content_type: str | None = None,
    rendered_at: datetime | None = None,
    cards: Sequence[Card] = (),
) -> Explanation:
    """The article and every candidate of every field. Arguments as in `read_page`."""
    raise NotImplementedError
