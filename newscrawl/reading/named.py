"""What a sitemap or a feed says of an article, as a card: the same as what a list says of it."""

from __future__ import annotations

from datetime import datetime

from newscrawl.dates import DateSpan, parse
from newscrawl.reading.addresses import cleaned, identify
from newscrawl.reading.entries import Entry
from newscrawl.reading.model import Card
from newscrawl.reading.site import Site


def card_of(entry: Entry, *, site: Site, now: datetime, found_on: str) -> Card | None:
    """The card of an entry; None where its address is of no use.

    Args:
        entry: what the source says.
        site: the site that it is of.
        now: when the source was made (aware).
        found_on: address of the source.
    """
    url = cleaned(entry.url)
    address = identify(url, site, hosts=site.hosts)
    if address is None:
        return None
    return Card(
        address.id,
        url,
        title=entry.title,
        summary=entry.summary,
        published=moment_of(entry.published, now, entry.language),
        found_on=found_on,
    )


def moment_of(text: str | None, now: datetime, language: str | None = None) -> DateSpan | None:
    """The time that a source states; None for none, and for what lies after the source was made."""
    if not text:
        return None
    span = parse(text, now=now, languages=(language,) if language else ())
    if span is None or span.precision == "ambiguous" or span.earliest > now:
        return None
    return span
