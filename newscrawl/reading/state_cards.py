"""The cards of a list that a script renders: objects of the page's own data that lead to articles.

Beside JSON in scripts (`linked_data.states`) that is the list of JSON-LD, and what Next.js streams
(``self.__next_f.push``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from newscrawl.dates import DateSpan
from newscrawl.reading.entries import MOST_SUMMARY, MOST_TITLE, plain
from newscrawl.reading.lines import width
from newscrawl.reading.linked_data import json_ld, states
from newscrawl.reading.model import Card
from newscrawl.reading.outline import Outline
from newscrawl.reading.page import Page
from newscrawl.reading.shapes import is_no_page

_URLS = (
    "url canonical_url canonicalUrl canonical link href permalink webUrl website_url shareUrl "
    "articleUrl path uri slug @id item"
).split()
_TITLES = "headline headlines title name heading shortTitle".split()
_SUMMARIES = "standfirst summary description excerpt teaser dek subheadline lead".split()
_TIMES = (
    "datePublished publishedAt published_at publishDate publish_date publicationDate published "
    "publishedDate firstPublished first_publish_date display_date displayDate date pubDate"
).split()
# A title stands in an object of its own in some systems: Arc, WordPress.
_INSIDE = ("basic", "rendered", "text", "default")
_LEAST_TITLE = 12
_MOST_NODES, _MOST_CARDS = 50_000, 1_000
_FLIGHT = re.compile(r"self\.__next_f\.push\(\s*(?=\[)")
_ROW = re.compile(r"^[0-9a-f]+:(?=[\[{])", re.M)


def state_cards(page: Page) -> list[Card]:
    """What the page's data says of articles, in its order, one card an article."""
    found: dict[str, Card] = {}
    for data in chain(json_ld(page.outline), states(page.outline), _flight(page.outline)):
        for node in _objects(data):
            if len(found) >= _MOST_CARDS:
                return list(found.values())
            card = _card(page, node, len(found) + 1)
            if card is not None:
                found.setdefault(card.id, card)
    return list(found.values())


def _card(page: Page, node: dict[str, Any], rank: int) -> Card | None:
    title = _first(node, _TITLES, MOST_TITLE)
    # What a list of JSON-LD names may have no more than its address.
    is_listed = node.get("@type") == "ListItem"
    if not is_listed and (title is None or width(title) < _LEAST_TITLE):
        return None
    for name in _URLS:
        value = node.get(name)
        if not isinstance(value, str) or not (value.startswith("/") or "://" in value[:8]):
            continue
        url = page.absolute(value)
        address = page.article_at(value) if url is not None and not is_no_page(url) else None
        if address is not None and url is not None:
            return Card(
                address.id,
                url,
                rank=rank,
                title=title,
                summary=_first(node, _SUMMARIES, MOST_SUMMARY),
                published=_moment(page, node),
                found_on=page.url,
            )
    return None


def _first(node: dict[str, Any], names: list[str], most: int) -> str | None:
    for name in names:
        value = node.get(name)
        if isinstance(value, dict):
            value = next((value[it] for it in _INSIDE if isinstance(value.get(it), str)), None)
        if isinstance(value, str) and (text := plain(value, most)):
            return text
    return None


def _moment(page: Page, node: dict[str, Any]) -> DateSpan | None:
    for name in _TIMES:
        value = node.get(name)
        if isinstance(value, str) and 0 < len(value) <= 80:
            span = page.parse(value)
            if span is not None and span.precision != "ambiguous" and span.earliest <= page.now:
                return span
    return None


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    # Every object, in the order in which it begins; without recursion and bounded.
    stack, seen = [data], 0
    while stack and seen < _MOST_NODES:
        node = stack.pop()
        seen += 1
        inside = node if isinstance(node, list) else []
        if isinstance(node, dict):
            yield node
            inside = list(node.values())
        stack.extend(it for it in reversed(inside) if isinstance(it, (dict, list)))


def _flight(outline: Outline) -> Iterator[Any]:
    decoder = json.JSONDecoder(strict=False)
    streamed = []
    for _, script in outline.scripts:
        for match in _FLIGHT.finditer(script):
            try:
                pushed, _ = decoder.raw_decode(script, match.end())
            except (ValueError, RecursionError):
                continue
            if len(pushed) > 1 and isinstance(pushed[1], str):
                streamed.append(pushed[1])
    text = "".join(streamed)
    for match in _ROW.finditer(text):
        try:
            yield decoder.raw_decode(text, match.end())[0]
        except (ValueError, RecursionError):
            continue
