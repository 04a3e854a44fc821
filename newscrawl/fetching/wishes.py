"""What a page asks of robots beside robots.txt: X-Robots-Tag and ``<meta name=robots>``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from scrapy.http import Response

from newscrawl.dates import parse
from newscrawl.reading.decoding import decode
from newscrawl.reading.outline import read_outline

# The name that robots.txt and these directives call this crawler by.
AGENT = "newscrawl"

# Directives that have a value after a colon; any other word before one names a robot.
_VALUED = ("unavailable_after", "max-snippet", "max-image-preview", "max-video-preview")
_NAMED = re.compile(r"\s*([\w*-]+)\s*:\s*(.*)", re.DOTALL)
# Most pages have no such element, or one that allows everything.
_MAY_FORBID = re.compile(
    rb"<meta\b[^>]*\b(?:noindex|none|nofollow|unavailable_after)\b", re.IGNORECASE
)
_MOST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Wishes:
    """What may be done with a page.

    Attributes:
        index: whether its article may be taken.
        follow: whether its links may be followed.
    """

    index: bool = True
    follow: bool = True


def wishes(response: Response, now: datetime) -> Wishes:
    """What the headers and the markup of a page allow to all robots and to this one.

    Args:
        response: the page.
        now: the moment by which ``unavailable_after`` is past (aware).

    Source: https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag
    """
    index = follow = True
    headers = [value.decode("latin-1") for value in response.headers.getlist("X-Robots-Tag")]
    for directive in (*_of_headers(headers), *_of_markup(response)):
        name, _, value = (part.strip() for part in directive.partition(":"))
        index &= name not in ("noindex", "none") and not (
            name == "unavailable_after" and _is_past(value, now)
        )
        follow &= name not in ("nofollow", "none")
    return Wishes(index, follow)


def _of_headers(values: Iterable[str]) -> Iterator[str]:
    for value in values:
        robot, rest = "*", value
        named = _NAMED.fullmatch(value)
        if named is not None and named[1].lower() not in _VALUED:
            robot, rest = named[1].lower(), named[2]
        for directive in _listed(rest):
            named = _NAMED.fullmatch(directive)
            if named is not None and named[1] not in _VALUED:
                robot, directive = named[1], named[2]  # "noindex, otherbot: nofollow"
            if robot in ("*", AGENT):
                yield directive


def _of_markup(response: Response) -> Iterator[str]:
    body = response.body[:_MOST_BYTES]
    if _MAY_FORBID.search(body.replace(b"\x00", b"")) is None:
        return
    content_type = response.headers.get("Content-Type")
    outline = read_outline(decode(body, content_type.decode("latin-1") if content_type else None))
    for name in ("robots", AGENT):
        for content in outline.meta.get(name, ()):
            yield from _listed(content)


def _listed(text: str) -> Iterator[str]:
    # A date holds commas: "unavailable_after: Wed, 03 Dec 2025 10:00:00 GMT".
    parts = text.lower().split(",")
    for number, part in enumerate(parts):
        if part.strip().startswith("unavailable_after"):
            yield ",".join(parts[number:])
            return
        yield part.strip()


def _is_past(text: str, now: datetime) -> bool:
    span = parse(text.upper(), now=now, languages=["en"])
    return span is not None and span.latest < now
