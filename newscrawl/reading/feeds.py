"""Feeds: RSS of every version, Atom, JSON Feed.

Source: RFC 4287 (Atom), RFC 5005 (pages of a feed), https://www.jsonfeed.org/version/1.1/.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import urljoin

from newscrawl.reading.addresses import absolute
from newscrawl.reading.entries import MOST_SUMMARY, MOST_TITLE, Entry, plain, stamp
from newscrawl.reading.xml_text import Record, from_root, records, text_of

_ROOTS = frozenset({"rss", "feed", "RDF", "rdf:RDF", "channel"})
_MOST_ENTRIES = 20_000
_PIECE = 64 * 1024
_URL_CHARS = 2_083


@dataclass(frozen=True, slots=True)
class FeedPage:
    """A feed, or one page of it.

    Attributes:
        next_url: where older entries are, if it says so.
        title: its name.
        home: the page that it is of.
    """

    entries: tuple[Entry, ...]
    next_url: str | None = None
    title: str | None = None
    home: str | None = None


def read_feed(body: bytes, *, url: str, content_type: str | None = None) -> FeedPage | None:
    """The feed; None if it is none, whatever it calls itself.

    Args:
        body: its bytes as received.
        url: its address.
        content_type: the response's Content-Type header, for its charset.
    """
    chunks = (body[start : start + _PIECE] for start in range(0, len(body), _PIECE))
    pieces = text_of(chunks, content_type)
    first = next(pieces, "")
    if first.startswith("{"):
        return _json_feed(first + "".join(pieces), url)

    def rest() -> Any:
        yield first
        yield from pieces

    entries: list[Entry] = []
    head: Record | None = None
    found = 0
    for record in records(from_root(rest()), ("item", "entry")):
        if record.name in ("item", "entry") and record.root in _ROOTS:
            found += 1
            entry = entry_of(record, url)
            if entry is not None and len(entries) < _MOST_ENTRIES:
                entries.append(entry)
        else:
            head = record
    if head is None or head.root not in _ROOTS:
        return None
    texts = {each.name: each.text.strip() for each in reversed(head.fields) if each.depth <= 2}
    links = [each for each in head.fields if each.name in ("link", "atom:link")]
    following = (
        absolute(each.attributes.get("href", ""), url)
        for each in links
        if each.attributes.get("rel") == "next"
    )
    return FeedPage(
        tuple(entries),
        next(filter(None, following), None),
        plain(texts.get("title"), MOST_TITLE),
        absolute(texts.get("link", ""), url) if texts.get("link") else None,
    )


def entry_of(record: Record, base: str) -> Entry | None:
    """The entry that an item of RSS or an entry of Atom is; None without a usable address."""
    base = urljoin(base, record.attributes.get("base", ""))
    link = unescape(_link(record) or "")
    address = absolute(link, base) if 0 < len(link) <= _URL_CHARS else None
    if address is None:
        return None
    summary = record.first("description", "summary", "content:encoded", "content", "atom:summary")
    return Entry(
        address,
        "article",
        title=plain(record.first("title", "atom:title", "media:title", "dc:title"), MOST_TITLE),
        summary=plain(summary, MOST_SUMMARY),
        published=stamp(
            record.first("pubDate", "published", "dc:date", "issued", "created", "atom:published")
        ),
        updated=stamp(record.first("updated", "modified", "atom:updated", "lastBuildDate")),
        language=stamp(record.attributes.get("lang") or record.first("dc:language", "language")),
    )


def _link(record: Record) -> str | None:
    original = record.first("feedburner:origLink", "origLink")
    if original:
        return original
    ranked: list[tuple[int, str]] = []
    for each in record.fields:
        if each.depth != 1 or each.name not in ("link", "atom:link"):
            continue
        href = each.attributes.get("href") or each.text.strip()
        relation = each.attributes.get("rel", "alternate").lower()
        if href and relation == "alternate":
            kind = each.attributes.get("type", "text/html").lower()
            ranked.append((kind != "text/html", href))
    if ranked:
        return min(ranked)[1]
    for each in record.fields:
        text = each.text.strip()
        # A guid is the address unless it says that it is not.
        is_link = each.attributes.get("isPermaLink", "true").lower() != "false"
        if each.depth == 1 and each.name in ("guid", "id") and is_link and "://" in text:
            return text
    return record.attributes.get("about")


def _json_feed(text: str, url: str) -> FeedPage | None:
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        return None
    entries = []
    for item in feed["items"][:_MOST_ENTRIES]:
        if not isinstance(item, dict):
            continue
        named = _text(item, "id") or ""
        link = _text(item, "url") or (named if "://" in named else "")
        address = absolute(link, url) if 0 < len(link) <= _URL_CHARS else None
        if address is None:
            continue
        entries.append(
            Entry(
                address,
                "article",
                title=plain(_text(item, "title"), MOST_TITLE),
                summary=plain(
                    _text(item, "summary")
                    or _text(item, "content_text")
                    or _text(item, "content_html"),
                    MOST_SUMMARY,
                ),
                published=stamp(_text(item, "date_published")),
                updated=stamp(_text(item, "date_modified")),
                language=stamp(_text(item, "language") or _text(feed, "language")),
            )
        )
    further, home = _text(feed, "next_url"), _text(feed, "home_page_url")
    return FeedPage(
        tuple(entries),
        absolute(further, url) if further else None,
        plain(_text(feed, "title"), MOST_TITLE),
        absolute(home, url) if home else None,
    )


def _text(values: dict[str, Any], name: str) -> str | None:
    value = values.get(name)
    return value if isinstance(value, str) and value.strip() else None
