"""A page as the finders of its parts see it: outline, address, clock, and what is claimed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cached_property
from urllib.parse import urlsplit

from parsel import Selector

from newscrawl.dates import DateSpan, Found, find, parse
from newscrawl.reading.addresses import (
    Address,
    absolute,
    host_of,
    identify,
    leads_to_author,
    site_of,
    time_in,
)
from newscrawl.reading.lines import Box, Line, fold
from newscrawl.reading.outline import Outline
from newscrawl.reading.site import Site
from newscrawl.reading.times import counts_from_now, hull

_has_digit = re.compile(r"\d").search

# A stamp stands in a short line; longer ones are prose.
_STAMP_LINE_CHARS = 160
_WORDS_CHARS = 48


@dataclass
class Page:
    """What the finders share.

    Attributes:
        now: when the page was made, at the earliest.
        doubt: how much later that can have been; stamps that count from it mean so much more.
        claimed: which part each line belongs to.
        languages: what the page's own words are in, as far as its labels tell.
    """

    outline: Outline
    url: str
    now: datetime
    site: Site | None = None
    doubt: timedelta = timedelta(0)
    claimed: dict[int, str] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    _stamps: dict[int, list[Found]] = field(default_factory=dict)
    _addresses: dict[str, Address | None] = field(default_factory=dict)
    _absolute: dict[str, str | None] = field(default_factory=dict)

    @property
    def lines(self) -> list[Line]:
        """The page's lines in reading order."""
        return self.outline.lines

    @cached_property
    def host(self) -> str:
        """The host that the page was fetched from."""
        return host_of(self.url) or ""

    @cached_property
    def address(self) -> Address | None:
        """What the page's own address tells of it."""
        return identify(self.url, self.site, hosts={self.host})

    @property
    def address_time(self) -> DateSpan | None:
        """The time that stands in the page's own address, by its site's rules."""
        found = time_in(self.url, self.site)
        span = self.parse(found[1], timezone=self.zone) if found is not None else None
        if found is None or span is None:
            return None
        latest = span.latest
        if span.precision == "second":
            latest += timedelta(seconds=1)  # a site that keeps fractions rounds them elsewhere
        basis = re.sub(r"^[^,;]*", "address", span.basis)
        return span._replace(latest=latest, raw=found[0], basis=basis, best=span.at)

    @property
    def zone(self) -> str | tzinfo | None:
        """The zone of stamps that state none; None where it is not known."""
        return self.site.timezone if self.site is not None else None

    def select(self, selector: str) -> list[str]:
        """The texts of what a CSS selector matches, or of its attribute (``::attr(name)``)."""
        found = Selector(root=self.outline.tree, type="html").css(selector)
        texts = [
            node if isinstance(node, str) else "".join(node.itertext())
            for node in (match.root for match in found)
        ]
        return [text for text in map(fold, texts) if text]

    def stamps(self, line: Line) -> list[Found]:
        """The stamps in a line; none in one too long for a stamp."""
        found = self._stamps.get(line.index)
        if found is None:
            text = line.text
            if len(text) > _STAMP_LINE_CHARS or (len(text) > _WORDS_CHARS and not _has_digit(text)):
                found = []  # "just now" stands in a short line
            else:
                found = self.find_stamps(text)
            if len(line.pieces) > 1 and self._may_be_glued(line, len(found)):
                # Elements side by side glue "2026-05-21" and "2026-05-21" into one text.
                apart = self._by_piece(line)
                found = apart if len(apart) > len(found) else found
            self._stamps[line.index] = found
        return found

    @staticmethod
    def _may_be_glued(line: Line, found: int) -> bool:
        if len(line.text) > _STAMP_LINE_CHARS:
            return False
        return sum(_has_digit(piece.text) is not None for piece in line.pieces) > found

    def _by_piece(self, line: Line) -> list[Found]:
        found: list[Found] = []
        at = 0
        for piece in line.pieces:
            text = piece.text.strip()
            start = line.text.find(text, at)
            if start < 0:
                return []
            found += [
                Found(start + stamp.start, start + stamp.end, stamp.span)
                for stamp in self.find_stamps(text)
            ]
            at = start + len(text)
        return found

    def find_stamps(self, text: str) -> list[Found]:
        """The stamps in `text`, by this page's clock and its site's zone and order."""
        order = self.site.date_order if self.site is not None else None
        skip = 0
        for source in self.site.sources if self.site is not None else ():
            if text.startswith(source):
                skip = len(source)  # a word may be glued to it: "marsbitil y a 2 heures"
        text = text[skip:]
        found = find(text, now=self.now, languages=self.languages, timezone=self.zone, order=order)
        if self.doubt and any(counts_from_now(stamp.span) for stamp in found):
            later = find(
                text, now=self._last, languages=self.languages, timezone=self.zone, order=order
            )
            found = _hulls(found, later)
        if not skip:
            return found
        return [Found(stamp.start + skip, stamp.end + skip, stamp.span) for stamp in found]

    def parse(
        self, text: str, *, timezone: str | tzinfo | None = None, hinted: bool = False
    ) -> DateSpan | None:
        """The span of a text that is one stamp, by this page's clock; None if it is none.

        Args:
            text: the stamp.
            timezone: of clocks that name no zone.
            hinted: whether it is likely in the page's languages.
        """
        languages = self.languages if hinted else ()
        span = parse(text, now=self.now, languages=languages, timezone=timezone)
        if not self.doubt or span is None or not counts_from_now(span):
            return span
        later = parse(text, now=self._last, languages=languages, timezone=timezone)
        return span if later is None else hull(span, later)

    @cached_property
    def _last(self) -> datetime:
        # The last moment at which the page can have been made.
        return self.now + min(self.doubt, datetime.max.replace(tzinfo=UTC) - self.now)

    def absolute(self, href: str) -> str | None:
        """An address of the page made absolute, without fragment."""
        if href not in self._absolute:
            self._absolute[href] = absolute(href, self._base)
        return self._absolute[href]

    @cached_property
    def _base(self) -> str:
        # `<base href>` counts where it leads to a web address; others would lead nowhere.
        for element in self.outline.tree.iter("base"):
            href = element.get("href")
            if href:
                return absolute(href, self.url) or self.url
        return self.url

    @property
    def is_described(self) -> bool:
        """Whether a site file says what its articles are; of other sites nobody knows."""
        return self.site is not None and self.site.article_path is not None

    def article_at(self, href: str) -> Address | None:
        """The other article that a link of this page leads to; None if it leads elsewhere."""
        if href not in self._addresses:
            self._addresses[href] = self._article_at(href)
        return self._addresses[href]

    def take_for_article(self, href: str) -> None:
        """Takes a link for that of an article, by what stands over it, whatever its address.

        Not those to files, people, tags and the like, and to other sites.
        """
        from newscrawl.reading.shapes import is_no_page, names_elsewhere  # late: not of all sites

        url = self.absolute(href)
        if url is None or self.article_at(href) is not None or not self._is_here(url):
            return
        if not (is_no_page(url) or names_elsewhere(url)):
            self._addresses[href] = self._other(url)

    def _article_at(self, href: str) -> Address | None:
        url = self.absolute(href)
        # First: most links lead nowhere, and ids cost.
        if url is None or not (self.is_described or self._looks_like_article(url)):
            return None
        return self._other(url)

    def _other(self, url: str) -> Address | None:
        address = identify(url, self.site, hosts={self.host})
        if address is None or (self.address is not None and address.id == self.address.id):
            return None
        return address

    def _looks_like_article(self, url: str) -> bool:
        # Without a site's rules: on this host, and a last segment that names one thing.
        if not self._is_here(url):
            return False
        if self.site is not None and self.site.is_article is not None:
            return self.site.is_article(url)
        path = urlsplit(url).path.rstrip("/")
        name = path.rpartition("/")[2]
        if leads_to_author(url):
            return False
        words = name.count("-") + name.count("_")
        digits = sum(char.isdigit() for char in name)
        return words >= 3 or digits >= 5 or (path.count("/") >= 2 and digits >= 3)

    def _is_here(self, url: str) -> bool:
        return host_of(url) == self.host or site_of(url) == site_of(self.url)

    def claim(self, part: str, lines: Iterable[int]) -> None:
        """Marks lines as belonging to a part; what is claimed already stays so."""
        for index in lines:
            self.claimed.setdefault(index, part)

    def free(self, start: int = 0, end: int | None = None) -> list[Line]:
        """The lines from `start` to `end` that no part has claimed."""
        return [line for line in self.lines[start:end] if line.index not in self.claimed]

    def own_box(self, line: Line) -> Box:
        """The largest box around `line` that holds no line which another part has claimed."""
        own = line.box
        for box in line.box.ancestors():
            if any(
                index in self.claimed and index != line.index for index in range(box.start, box.end)
            ):
                break
            own = box
        return own


def _hulls(found: list[Found], later: list[Found]) -> list[Found]:
    # The stamps of a text as they are read at either end of the doubt.
    at = {(stamp.start, stamp.end): stamp.span for stamp in later}
    return [
        Found(stamp.start, stamp.end, hull(stamp.span, at[place]))
        if (place := (stamp.start, stamp.end)) in at and counts_from_now(stamp.span)
        else stamp
        for stamp in found
    ]
