"""A page in, an article out. Pure: no network, no clock, no disk, no settings.

`read_page`, `read_cards` and `explain` are the whole of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from newscrawl.items import Article
from newscrawl.reading.model import Candidate, Card, Explanation
from newscrawl.reading.site import Site

if TYPE_CHECKING:
    from newscrawl.reading.page import Page

__all__ = ["Candidate", "Card", "Explanation", "Site", "explain", "read_cards", "read_page"]


def read_page(
    html: bytes | str,
    *,
    url: str,
    fetched_at: datetime,
    site: Site | None = None,
    content_type: str | None = None,
    rendered_at: datetime | None = None,
    rendered_doubt: timedelta = timedelta(0),
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
        rendered_doubt: how much later than that it can have been made; relative stamps can mean so
            much more.
        cards: what lists and related readings said of this article.

    Raises:
        ValueError: `fetched_at` or `rendered_at` is naive, or the doubt is negative. Never for what
            a page holds.
    """
    return explain(
        html,
        url=url,
        fetched_at=fetched_at,
        site=site,
        content_type=content_type,
        rendered_at=rendered_at,
        rendered_doubt=rendered_doubt,
        cards=cards,
    ).article


def read_cards(
    html: bytes | str,
    *,
    url: str,
    fetched_at: datetime,
    site: Site | None = None,
    content_type: str | None = None,
    rendered_at: datetime | None = None,
    rendered_doubt: timedelta = timedelta(0),
) -> list[Card]:
    """The cards of a listing page, in its order, one an article. Arguments as in `read_page`."""
    from newscrawl.reading.parts import listed

    return listed(_page(html, url, site, content_type, rendered_at or fetched_at, rendered_doubt))


def explain(
    html: bytes | str,
    *,
    url: str,
    fetched_at: datetime,
    site: Site | None = None,
    content_type: str | None = None,
    rendered_at: datetime | None = None,
    rendered_doubt: timedelta = timedelta(0),
    cards: Sequence[Card] = (),
) -> Explanation:
    """The article and every candidate of every field. Arguments as in `read_page`."""
    from newscrawl.reading.article import build

    page = _page(html, url, site, content_type, rendered_at or fetched_at, rendered_doubt)
    return Explanation(*build(page, fetched_at=_utc(fetched_at), cards=cards))


def _page(
    html: bytes | str,
    url: str,
    site: Site | None,
    content_type: str | None,
    moment: datetime,
    doubt: timedelta,
) -> Page:
    # Imported at the first page: a run that finds nothing to read does not pay for it.
    from newscrawl.reading.decoding import decode
    from newscrawl.reading.outline import read_outline
    from newscrawl.reading.page import Page

    if doubt < timedelta(0):
        raise ValueError(f"a negative doubt: {doubt}")
    outline = read_outline(decode(html, content_type), site.parts if site is not None else None)
    return Page(outline, url, _utc(moment), site, doubt)


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"a naive time, without a zone: {moment}")
    return moment.astimezone(UTC).replace(microsecond=0)
