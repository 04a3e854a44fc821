"""What a generated news site is: pages made on request, and the truth about them."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from tests.loopback import Served

# Stands in the pages for where they are served, until they are.
ORIGIN = "http://www.htx.com"
HTML = "text/html"
XML = "application/xml"
XHTML = "application/xhtml+xml"
NAMERS = frozenset({"sitemap", "news_sitemap", "feed", "list", "pagination", "related"})
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|ref|from|src)\Z")


@dataclass(frozen=True)
class Truth:
    """What a crawler must find out of an article.

    Attributes:
        published: when it was published, UTC.
        has_time: whether its page tells the instant; else the day is all that can be known.
        day: the day as the page shows it, in the site's own zone.
        named_by: what names its address: members of `NAMERS`.
    """

    title: str
    published: datetime
    section: str
    text: str
    named_by: frozenset[str]
    has_time: bool
    day: date


@dataclass(frozen=True)
class Page:
    """One answer, before it is known where it is served.

    Attributes:
        charset: what the text is encoded in and, if `declares`, what Content-Type says.
    """

    text: str
    status: int = 200
    content_type: str = HTML
    charset: str = "utf-8"
    declares: bool = True
    gzipped: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)

    def served(self, base: str) -> Served:
        text = self.text.replace(ORIGIN, base)
        body = text.encode(self.charset, "xmlcharrefreplace")
        kind = self.content_type
        if self.declares and kind.startswith(("text/", XHTML)):
            kind += f"; charset={self.charset}"
        headers = {name: value.replace(ORIGIN, base) for name, value in self.headers.items()}
        if self.gzipped:
            body = gzip.compress(body, mtime=0)
        return Served(body, self.status, {"Content-Type": kind, **headers})


def redirect(to: str, status: int = 301) -> Page:
    """An answer that sends elsewhere on the site: `to` is a path."""
    return Page("<title>Moved</title>", status, headers={"Location": ORIGIN + to})


Rule = Callable[[re.Match[str]], Page | None]
Maker = Callable[[], Page]


class SitePages(dict[str, Served]):
    """Pages by path and query, made when they are asked for; as `loopback.serving` takes them.

    An unknown query is ignored, and a slash that is missing at the end is added by a redirect, as
    most sites do.
    """

    def __init__(self) -> None:
        super().__init__()
        self.makers: dict[str, Maker] = {}
        self.rules: list[tuple[re.Pattern[str], Rule]] = []
        self.base = ORIGIN

    def served_at(self, base: str) -> None:
        self.base = base

    def find(self, path: str) -> Page | None:
        """The answer to a path and query; None where there is nothing."""
        path = normal(path)
        if (maker := self.makers.get(path)) is not None:
            return maker()
        for expression, rule in self.rules:
            match = expression.fullmatch(path)
            if match is not None and (page := rule(match)) is not None:
                return page
        bare = path.partition("?")[0]
        if bare != path:
            return self.find(bare)
        return redirect(bare + "/") if bare + "/" in self.makers else None

    def get(self, path: str, default: Served | None = None) -> Served | None:  # type: ignore[override]
        page = self.find(path)
        return page.served(self.base) if page is not None else default


def normal(path: str) -> str:
    """A path and query as they are compared: not percent-encoded, no tracking, in order."""
    parts = urlsplit(path if not path.startswith("//") else "/" + path.lstrip("/"))
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = sorted((name, value) for name, value in pairs if not _TRACKING.match(name))
    query = urlencode(kept)
    return unquote(parts.path) + (f"?{query}" if query else "")


@dataclass(frozen=True)
class Trap:
    """Pages without end, or pages that nobody should ask for.

    Attributes:
        matches: of a path and query, normal.
        allowed: how many requests for it a good crawler may spend at most.
    """

    matches: Callable[[str], bool]
    allowed: int


@dataclass(frozen=True)
class NewsSite:
    """A whole site that knows its own truth.

    Attributes:
        articles: by canonical path, as the site writes it (percent-encoded).
        traps: how many requests each may take at most.
        aliases: of a normal path and query, the canonical path of the article it shows.
    """

    name: str
    pages: SitePages
    articles: Mapping[str, Truth]
    made_traps: Mapping[str, Trap]
    aliases: Callable[[str], str | None]

    @property
    def traps(self) -> dict[str, int]:
        return {name: trap.allowed for name, trap in self.made_traps.items()}

    def trap_of(self, path: str) -> str | None:
        """The trap that a requested path and query belongs to."""
        asked = normal(path)
        return next((name for name, it in self.made_traps.items() if it.matches(asked)), None)

    def is_trap(self, path: str) -> bool:
        return self.trap_of(path) is not None

    def article_at(self, path: str) -> str | None:
        """The canonical path of the article that an address shows; None of anything else."""
        return self.aliases(normal(path))


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]
