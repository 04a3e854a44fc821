"""Sitemaps: of addresses, of news, of further sitemaps; XML or plain text, packed or not.

Source: https://www.sitemaps.org/protocol.html, and the extension for news of Google.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import chain

from newscrawl.reading.addresses import absolute
from newscrawl.reading.entries import MOST_TITLE, Entry, plain, stamp
from newscrawl.reading.xml_text import Record, from_root, records, text_of

_NAMED = re.compile(r"^[ \t]*sitemap[ \t]*:[ \t]*([^\s#]+)", re.I | re.M)
_MOST_NAMED = 1_000
_MOST_ROBOTS = 500 * 1024
_LINE_CHARS = 2_083
_RECORDS = frozenset({"url", "sitemap", "item", "entry"})


def sitemaps_named(robots: bytes, *, url: str) -> list[str]:
    """The sitemaps that a robots.txt names, absolute, in its order, each once.

    Args:
        robots: the robots.txt; what is beyond 500 kB is not looked at.
        url: its address.
    """
    text = robots[:_MOST_ROBOTS].decode("utf-8", errors="replace").lstrip("\ufeff")
    found = (absolute(match[1], url) for match in _NAMED.finditer(text))
    return list(dict.fromkeys(filter(None, found)))[:_MOST_NAMED]


def read_sitemap(
    chunks: Iterable[bytes], *, url: str, content_type: str | None = None
) -> Iterator[Entry]:
    """What a sitemap names, one by one: memory does not grow with it.

    Args:
        chunks: its bytes as received, in pieces; packed by gzip or not.
        url: its address.
        content_type: the response's Content-Type header, for its charset.
    """
    pieces = text_of(chunks, content_type)
    first = next(pieces, "")
    whole = chain((first,), pieces)
    if not first.startswith("<"):
        yield from _listed(whole, url)
        return
    for record in records(from_root(whole), _RECORDS):
        entry = _entry(record, url) if record.name in _RECORDS else None
        if entry is not None:
            yield entry


def _entry(record: Record, base: str) -> Entry | None:
    if record.name in ("item", "entry"):
        from newscrawl.reading.feeds import entry_of  # a feed in a sitemap's place

        return entry_of(record, base)
    location = _address(record.first("loc"))
    address = absolute(location, base) if 0 < len(location) <= _LINE_CHARS else None
    if address is None:
        return None
    if record.name == "sitemap":
        return Entry(address, "sitemap", updated=stamp(record.first("lastmod")))
    news = {each.name: each.text for each in record.fields if each.name.startswith(("news:", "n:"))}
    updated = stamp(record.first("lastmod"))
    if not news:
        return Entry(address, updated=updated)
    return Entry(
        address,
        "article",
        title=plain(news.get("news:title"), MOST_TITLE),
        published=stamp(news.get("news:publication_date")),
        updated=updated,
        language=stamp(news.get("news:language")),
    )


def _address(text: str | None) -> str:
    found = (text or "").strip()
    return unescape(found) if "&amp;" in found else found


def _listed(pieces: Iterable[str], url: str) -> Iterator[Entry]:
    # An address a line.
    rest = ""
    for piece in pieces:
        *lines, rest = (rest + piece).replace("\r", "\n").split("\n")
        yield from _of_lines(lines, url)
        if len(rest) > 4 * _LINE_CHARS:
            return
    yield from _of_lines([rest], url)


def _of_lines(lines: list[str], url: str) -> Iterator[Entry]:
    for line in lines:
        text = line.strip()
        if text.startswith(("http://", "https://")) and len(text) <= _LINE_CHARS:
            address = absolute(text, url)
            if address is not None:
                yield Entry(address)
