"""What sitemaps and feeds say of addresses, and how their texts are made plain."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import Literal

from newscrawl.reading.lines import fold

MOST_TITLE, MOST_SUMMARY, MOST_STAMP = 500, 2_000, 80

_TAG = re.compile(r"<[/!?A-Za-z][^<>]*>")
_WITHOUT_TEXT = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|$)", re.I | re.S)
_MARKUP_CHARS = 40_000


@dataclass(frozen=True, slots=True)
class Entry:
    """What a sitemap or a feed says of one address.

    Attributes:
        url: absolute, http or https, without fragment.
        kind: ``article``: a feed or a news sitemap says that it is one. ``sitemap``: a further one.
        title, summary: plain text in one line.
        published, updated: times as they stand there.
        language: of the article, BCP 47, as it stands there.
    """

    url: str
    kind: Literal["page", "article", "sitemap"] = "page"
    title: str | None = None
    summary: str | None = None
    published: str | None = None
    updated: str | None = None
    language: str | None = None


def plain(text: str | None, most: int) -> str | None:
    """A text without markup, in one line, cut after a word where it is longer than `most`."""
    if not text:
        return None
    text = text[:_MARKUP_CHARS]
    # What is escaped in XML is markup; some escape it once more.
    for _ in range(2):
        if "&" in text:
            text = unescape(text)
        if "<" in text:
            text = _TAG.sub(" ", _WITHOUT_TEXT.sub(" ", text))
    text = fold(text)
    if len(text) > most:
        head = text[:most]
        text = head[: head.rfind(" ")].rstrip() if head.rfind(" ") > most // 2 else head
    return text or None


def stamp(text: str | None) -> str | None:
    """A time as it stands there; None for what is too long for one."""
    found = fold(text or "")
    return found if 0 < len(found) <= MOST_STAMP else None
