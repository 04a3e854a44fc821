"""Where a page leads beside its articles: feeds, the next page of a list, other lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from urllib.parse import unquote, urlsplit

from lxml import etree

from newscrawl.reading.addresses import absolute, cleaned, site_of
from newscrawl.reading.decoding import decode
from newscrawl.reading.lines import fold
from newscrawl.reading.markup import parse
from newscrawl.reading.shapes import PAGING, may_list, shape_of

_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "text/xml")
_JSON_TYPE = "application/json"
_FEED_PATH = re.compile(r"(?:^|[/.])(?:feeds?|rss\d?|atom|index\.xml|feed\.json)(?:[/.]|$)", re.I)
# The feeds of comments and of one page's comments name no articles.
_COMMENTS = re.compile(r"comment|kommentar|comentario|commentaire", re.I)
_NEXT = re.compile(
    r"^(?:[»›>→⟩▶]+|(?:next|older|more|load more|show more|view more|next page|older posts|"
    r"siguiente|anteriores|más|ver más|cargar más|próxim[ao]|seguinte|mais|carregar mais|suivant|"
    r"page suivante|plus|weiter|nächste|ältere(?: beiträge)?|mehr|mehr laden|successiv[ao]|"
    r"avanti|altro|"
    r"volgende|nästa|næste|neste|seuraava|następn[ay]|starsze|další|ďalšia|következő|următoarea|"
    r"επόμενη|след(?:ующая|ующие)?|далее|вперед|вперёд|ещё|показать ещё|наступна|далі|sonraki|"
    r"daha fazla|التالي|المزيد|הבא|بعدی|अगला|अगले|পরবর্তী|ถัดไป|tiếp|trang sau|xem thêm|"
    r"selanjutnya|berikutnya|下一页|下一頁|下页|下頁|后一页|更多|加载更多|载入更多|次へ|次のページ|もっと見る|"
    r"다음|더보기)[\s.…:»›>→]*)$",
    re.I,
)
_PAGE_QUERY = re.compile(
    r"(?P<mark>[?&](?:page|paged|pg|p|pageno|pagenum|page_no|pn|seite|pagina|sayfa|str)=)"
    r"(?P<number>\d{1,6})(?=&|$)",
    re.I,
)
_PAGE_PATH = re.compile(
    r"(?P<mark>/(?:page|seite|pagina|p|sayfa|str|strona|puslapis)[/_-]?|"
    r"(?<=[a-z])[_-](?:p|page)?(?=\d{1,5}\.s?html?$)|/)"
    r"(?P<number>\d{1,5})(?P<tail>/?|\.s?html?|\.php)$",
    re.I,
)
_INDEX = re.compile(r"/(?:index|default|home)?(?:\.s?html?|\.php|\.aspx)?$", re.I)
_NEXT_ATTRIBUTES = re.compile(r"^data-(?:[a-z-]*next[a-z-]*|load-?more-?url|ajax-?url)$", re.I)
_MOST_LINKS = 20_000
_TEXT_CHARS = 40


@dataclass(frozen=True, slots=True)
class Ways:
    """Where a page leads beside its articles; all addresses absolute and of the same site.

    Attributes:
        feeds: those that it says it has.
        next_url: the next page of the list that it is; None if it shows none.
        lists: addresses that can be those of lists, menus first.
    """

    feeds: tuple[str, ...] = ()
    next_url: str | None = None
    lists: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Way:
    # A link of the page.
    url: str
    text: str
    rel: frozenset[str]
    in_menu: bool


def read_ways(
    html: bytes | str,
    *,
    url: str,
    content_type: str | None = None,
    number: int = 1,
    is_article: Callable[[str], bool] = lambda url: shape_of(url).is_telling,
) -> Ways:
    """Where the page at `url` leads beside its articles.

    Args:
        html: the page: bytes as received, or text.
        url: the address fetched.
        content_type: the response's Content-Type header, for its charset.
        number: which page of its list it is.
        is_article: whether an address is an article's.
    """
    tree = parse(decode(html, content_type))
    base = next(
        (found for e in tree.iter("base") if (found := absolute(e.get("href") or "", url))), url
    )
    ways = [way for way in _ways(tree, base) if site_of(way.url) == site_of(url)]
    return Ways(
        feeds=tuple(dict.fromkeys(_feeds(tree, base, url))),
        next_url=_next(tree, base, url, number, ways, is_article),
        lists=tuple(_lists(ways, url, is_article)),
    )


def _ways(tree: etree._Element, base: str) -> Iterator[_Way]:
    menus: dict[etree._Element, bool] = {}
    for count, element in enumerate(tree.iter("a")):
        if count >= _MOST_LINKS:
            return
        href = (element.get("href") or "").strip()
        if not href or href[0] == "#":
            continue
        url = absolute(href, base)
        if url is None:
            continue
        label = element.get("aria-label") or element.get("title") or ""
        text = fold("".join(element.itertext()))[: _TEXT_CHARS + 1] or fold(label)
        rel = frozenset((element.get("rel") or "").lower().split())
        yield _Way(url, text, rel, _in_menu(element, menus))


def _in_menu(element: etree._Element, known: dict[etree._Element, bool]) -> bool:
    parent = element.getparent()
    seen: list[etree._Element] = []
    found = False
    while parent is not None and len(seen) < 12:
        if parent in known:
            found = known[parent]
            break
        seen.append(parent)
        if parent.tag in ("nav", "header") or parent.get("role") in ("navigation", "menu"):
            found = True
            break
        parent = parent.getparent()
    for each in seen[:4]:
        known[each] = found
    return found


def _feeds(tree: etree._Element, base: str, url: str) -> Iterator[str]:
    for element in tree.iter("link"):
        kind = (element.get("type") or "").strip().lower()
        if "alternate" not in (element.get("rel") or "").lower():
            continue
        href = element.get("href") or ""
        is_feed = kind in _FEED_TYPES or (kind == _JSON_TYPE and _FEED_PATH.search(href))
        # WordPress names its API and its oEmbed this way, too.
        if not is_feed or "wp-json" in href or "oembed" in href:
            continue
        title = element.get("title") or ""
        feed = absolute(href, base)
        if feed is None or site_of(feed) != site_of(url):
            continue
        if not _COMMENTS.search(title) and not _COMMENTS.search(urlsplit(feed).path):
            yield feed


def _lists(ways: list[_Way], url: str, is_article: Callable[[str], bool]) -> Iterator[str]:
    seen = {_plain(url)}
    for way in chain((w for w in ways if w.in_menu), (w for w in ways if not w.in_menu)):
        if not way.text or "nofollow" in way.rel:
            continue
        address = cleaned(way.url)
        plain = _plain(address)
        if plain in seen or not may_list(address, in_menu=way.in_menu) or is_article(address):
            continue
        seen.add(plain)
        yield address


# The next page of a list


def _next(
    tree: etree._Element,
    base: str,
    url: str,
    number: int,
    ways: list[_Way],
    is_article: Callable[[str], bool],
) -> str | None:
    for element in tree.iter("link"):
        if "next" in (element.get("rel") or "").lower().split():
            found = absolute(element.get("href") or "", base)
            if found is not None and site_of(found) == site_of(url) and found != url:
                return found
    at = numbered(url)
    if at is not None and number > 1:
        here = _plain(at[0])
    else:
        here = _plain(_from_its_start(url) if number > 1 else url)
    ranked: list[tuple[int, int, str]] = []
    for place, way in enumerate(ways):
        rank = _rank(way, here, number)
        if rank is not None and way.url != url and (rank != 2 or not is_article(way.url)):
            ranked.append((rank, place, way.url))
    if ranked:
        return min(ranked)[2]
    return next(iter(_hidden(tree, base, url)), None)


def _rank(way: _Way, here: str, number: int) -> int | None:
    # How surely a link leads to the page after the `number`th of the list `here`, 0 first.
    if "next" in way.rel:
        return 0
    page = numbered(way.url)
    said = len(way.text) <= _TEXT_CHARS and _NEXT.match(way.text) is not None
    if page is not None and page[1] == number + 1:
        if _plain(page[0]) == here:
            return 1
        if (said or way.text == str(number + 1)) and _is_beside(page[0], here):
            return 2
        return None
    # A cursor or an offset in place of a number.
    if said and urlsplit(way.url).query and _plain(_from_its_start(way.url)) == here:
        return 3
    return None


def numbered(url: str) -> tuple[str, int] | None:
    """A page of a list: the address of the list, as far as this one tells, and its number."""
    match = _PAGE_QUERY.search(url)
    if match is not None:
        rest = url[: match.start()] + match["mark"][0] + url[match.end() :].lstrip("&")
        return rest.rstrip("?&"), int(match["number"])
    path, mark, query = url.partition("?")
    match = _PAGE_PATH.search(path)
    if match is None:
        return None
    return path[: match.start()] + match["tail"] + mark + query, int(match["number"])


def _from_its_start(url: str) -> str:
    # The address of a list without what says where in it the page begins.
    path, _, query = url.partition("?")
    kept = [it for it in query.split("&") if it and it.partition("=")[0].lower() not in PAGING]
    return f"{path}?{'&'.join(kept)}" if kept else path


def _plain(url: str) -> str:
    # What two ways to write the address of one list have in common.
    parts = urlsplit(url)
    path = _INDEX.sub("", unquote(parts.path)).rstrip("/").lower()
    return f"{site_of(url)}{path}?{parts.query}".rstrip("?")


def _is_beside(url: str, here: str) -> bool:
    # Whether a list is in the folder of another, as /news/list is beside /news/.
    plain, folder = _plain(url), here.partition("?")[0]
    return plain.startswith(folder) or plain.rpartition("/")[0] == folder.rpartition("/")[0]


def _hidden(tree: etree._Element, base: str, url: str) -> Iterator[str]:
    # What a script would load: "load more".
    for element in tree.iter("button", "div", "a", "section", "ul", "main", "nav"):
        for name, value in element.items():
            if _NEXT_ATTRIBUTES.match(name) and ("/" in value or value.startswith("?")):
                found = absolute(value, base)
                if found is not None and site_of(found) == site_of(url) and found != url:
                    yield found
