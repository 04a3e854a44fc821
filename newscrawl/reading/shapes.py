"""Which addresses of a site are articles', told by their shapes and learnt from what is known.

A shape is an address with its particulars taken out: ``/2026/05/20/a-long-title`` and every other
article of that site have one. What a site's feeds name, and what was read, says which shapes are
articles'; where nothing is known yet, general rules do.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from newscrawl.reading.addresses import leads_to_author

# What a segment is.
_YEAR, _SMALL, _NUMBER, _DAY, _SLUG, _CODE, _WORD = "Y", "d", "N", "T", "S", "X", "w"
# An address with one of these names one thing; words alone name a part of the site.
_TELLING = frozenset((_NUMBER, _DAY, _SLUG, _CODE, "S+N"))

_EXTENSION = re.compile(r"\.(?:s?html?|php\d?|aspx?|jsp|cfm|do|amp|story|ece)$", re.I)
_FILE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|ico|css|js|json|xml|rss|atom|pdf|zip|gz|mp[34]|m4a|mov|avi|wav|"
    r"docx?|xlsx?|pptx?|epub|apk|exe|dmg|woff2?|ttf|txt|csv|ics)$",
    re.I,
)
_PARTS = re.compile(r"[-_+\s.,~]+")
_DATE = re.compile(r"(?:19|20)\d\d[-_.]?(?:0[1-9]|1[0-2])[-_.]?(?:0[1-9]|[12]\d|3[01])")
_CODE_TEXT = re.compile(r"(?=[^/]*\d)(?=[^/]*[A-Za-z])[A-Za-z0-9]{6,}")
_HEX = re.compile(r"[0-9a-f]{8,}|[0-9a-f-]{32,}", re.I)
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SLUG_WORDS, _SLUG_CHARS, _WIDE_CHARS = 3, 20, 8
_ID_DIGITS = 4

# Segments that no article of a news site has: words for what surrounds the articles.
_ELSEWHERE = frozenset(
    "tag tags topic topics tema temas thema themen etiqueta etiquetas label labels mot-cle "
    "hashtag category categories categoria categorias categorie rubrik rubriken cat archive "
    "archives archiv archivo arquivo search suche buscar busca recherche cerca arama login "
    "signin sign-in signup sign-up register registration logout account my-account user users "
    "member members profile profil subscribe subscription subscriptions abo abonnement "
    "newsletter newsletters about about-us uber-uns quienes-somos a-propos chi-siamo sobre "
    "o-nas hakkimizda contact contact-us contacts kontakt contacto contato contatti iletisim "
    "impressum imprint privacy privacy-policy datenschutz privacidad privacidade terms "
    "terms-of-use terms-of-service tos agb legal legal-notice mentions-legales aviso-legal cookies "
    "cookie-policy disclaimer accessibility advertise advertising advertise-with-us werbung "
    "publicidad careers jobs stellenangebote empleo shop store cart checkout product products "
    "help faq support feedback feed feeds rss atom sitemap sitemaps wp-admin wp-content wp-json "
    "wp-login.php wp-includes cdn-cgi api ajax static assets images img media-kit download "
    "downloads apps mobile-apps comment comments reply print share trackback embed calendar "
    "kalender calendario author authors page seite pagina".split()
)
# Of those, what a list of articles can be under.
_ARCHIVE = frozenset("archive archives archiv archivo arquivo".split())
_LISTING = frozenset(
    "category categories categoria categorias categorie rubrik rubriken cat archive archives "
    "archiv archivo arquivo topic topics tema temas thema themen".split()
)
# Parameters that number the pages of a list.
PAGING = frozenset(
    "page paged pg pageno pagenum pn offset start from skip seite pagina before after since until "
    "cursor last max_id min_id limit count year month day date".split()
)
# Parameters that name a part of the site, and those that only say how a page is to be shown, or
# what is to be done with it.
_PARTS_ASKED = frozenset(
    "cat catid cat_id category categoryid category_id section sectionid section_id rubric rubrik "
    "rubrique rubrica rubro seccion channel channelid topic tag author m".split()
)
_SHOWN_OR_DONE = frozenset(
    "s q query search keyword keywords lang language locale hl theme view print output format sort "
    "order sortby orderby dir action do redirect return returnurl next url goto to amp replytocom "
    "share sid phpsessid jsessionid session token".split()
)
_MOST_SEGMENTS = 12
_PAGED = re.compile(
    r"/(?:page|seite|pagina|sayfa|p|str|index|list)[/_-]?\d{1,6}(?:/|\.s?html?|\.php|\.aspx)?$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Shape:
    """What an address looks like.

    Attributes:
        general: what its segments are, and the names of its parameters.
        own: the same with the words of all segments but the last: the part of the site.
        is_telling: whether it names one thing, rather than a part of the site.
    """

    general: str
    own: str
    is_telling: bool


@lru_cache(maxsize=4096)
def shape_of(url: str) -> Shape:
    """The shape of an address."""
    segments, query = _split(url)
    kinds = [_kind(_EXTENSION.sub("", segment)) for segment in segments]
    names = "&".join(
        f"{name}={_value(value)}"
        for name, _, value in sorted(pair.partition("=") for pair in query.split("&") if pair)
    )
    asks = f"?{names}" if names else ""
    own = [
        segment.lower() if kind == _WORD else kind
        for segment, kind in zip(segments[:-1], kinds, strict=False)
    ]
    telling = kinds[-1:] != [] and (
        kinds[-1] in _TELLING or (kinds[-1] == _WORD and _DAY in kinds[:-1])
    )
    by_query = any(
        part.endswith("=N") and part[:-2].lower() not in PAGING | _PARTS_ASKED
        for part in names.split("&")
    )
    return Shape(
        "/".join(kinds) + asks,
        "/".join([*own, *kinds[-1:]]) + asks,
        telling or by_query or _is_dated(kinds),
    )


def repeats_itself(url: str) -> bool:
    """Whether the path grows by what it has already: what relative links of a bad page lead to."""
    segments, _ = _split(url)
    if len(segments) > _MOST_SEGMENTS:
        return True
    if max(Counter(segments).values(), default=0) >= 3:
        return True
    # /a/b/a/b: a run of segments, and the same again.
    for size in range(2, len(segments) // 2 + 1):
        for start in range(len(segments) - 2 * size + 1):
            middle = start + size
            if segments[start:middle] == segments[middle : middle + size]:
                return True
    return False


def is_no_page(url: str) -> bool:
    """Whether an address is surely no article's: a file, a person, a page of a list, the root."""
    segments, _ = _split(url)
    if not segments:
        return not shape_of(url).is_telling
    path = urlsplit(url).path
    return bool(_FILE.search(segments[-1]) or leads_to_author(url) or _PAGED.search(path))


def names_elsewhere(url: str) -> bool:
    """Whether a word of the path is one for what surrounds the articles: tags, search, help."""
    segments, _ = _split(url)
    words = {_EXTENSION.sub("", segment).lower() for segment in segments}
    # /world/archive/2026/05/a-title: an archive holds articles, by their days.
    return bool(words & _ELSEWHERE) and not (
        words & _ARCHIVE and not words & (_ELSEWHERE - _ARCHIVE) and shape_of(url).is_telling
    )


def may_list(url: str, *, in_menu: bool = False) -> bool:
    """Whether an address can be that of a list of articles: a part of the site, or a month.

    Args:
        url: the address.
        in_menu: whether a menu of the site leads to it; then a parameter can name the part.
    """
    segments, query = _split(url)
    if len(segments) > 4 or repeats_itself(url):
        return False
    if query and not (in_menu and _asks_for_part(query)):
        return False
    if not segments:
        return bool(query) and not shape_of(url).is_telling
    if _FILE.search(segments[-1]) or leads_to_author(url):
        return False
    words = {_EXTENSION.sub("", segment).lower() for segment in segments}
    kinds = [_kind(_EXTENSION.sub("", segment)) for segment in segments]
    if words & (_ELSEWHERE - _LISTING) or kinds.count(_SMALL) > 1:
        return False
    return bool(words & _LISTING) or not shape_of(url).is_telling


def _asks_for_part(query: str) -> bool:
    pairs = [pair.partition("=") for pair in query.split("&") if pair]
    return len(pairs) <= 2 and not any(
        not value or name.lower() in PAGING | _SHOWN_OR_DONE for name, _, value in pairs
    )


class Shapes:
    """What is known of the shapes of one site's addresses.

    Attributes:
        closed: shapes of which so many pages were no article that no more are taken, and how many.
        growing: addresses that repeat themselves, the first ones.
    """

    # So many pages of a shape that were none, and so many times those that were, close it.
    CLOSE_AT, CLOSE_TIMES = 20, 4

    def __init__(self) -> None:
        self._own: dict[str, list[int]] = {}
        self._general: dict[str, list[int]] = {}
        self.closed: dict[str, int] = {}
        self.growing: set[str] = set()

    def learn(self, url: str, *, is_article: bool) -> None:
        """Takes in that a page was read, or named by a feed, and what it was."""
        shape = shape_of(url)
        for known, name in ((self._own, shape.own), (self._general, shape.general)):
            if name not in known and len(known) >= 5000:
                continue  # a site of so many shapes teaches nothing by one more
            known.setdefault(name, [0, 0])[not is_article] += 1
        good, bad = self._own.get(shape.own, (0, 0))
        if bad >= self.CLOSE_AT and bad > self.CLOSE_TIMES * good:
            self.closed[shape.own] = bad
        elif shape.own in self.closed:
            del self.closed[shape.own]

    def is_closed(self, url: str) -> bool:
        """Whether pages of its shape are no longer taken."""
        return bool(self.closed) and shape_of(url).own in self.closed

    def is_article(self, url: str) -> bool:
        """Whether an address is likely that of an article."""
        if is_no_page(url) or self.leads_nowhere(url):
            return False
        shape = shape_of(url)
        if shape.own in self.closed:
            return False
        good, bad = self._own.get(shape.own, (0, 0))
        if not good and names_elsewhere(url):
            return False
        if shape.is_telling:
            if good or bad:
                return good * self.CLOSE_TIMES >= bad or bad < 3
            good, bad = self._general.get(shape.general, (0, 0))
            return good > 0 or bad < self.CLOSE_TIMES * self.CLOSE_AT
        # Words alone: only where this part of the site is known to have such articles.
        depth = shape.own.count("/")
        return good >= (2 if depth else 4) and good >= self.CLOSE_TIMES * bad

    def leads_nowhere(self, url: str) -> bool:
        """Whether an address repeats itself: relative links of a bad page make such without end."""
        if not repeats_itself(url):
            return False
        if len(self.growing) < 1000:
            self.growing.add(url)
        return True

    def knows(self, url: str) -> bool:
        """Whether several articles of this shape are known, and hardly anything else."""
        good, bad = self._own.get(shape_of(url).own, (0, 0))
        return good >= 3 and good >= self.CLOSE_TIMES * bad


def _split(url: str) -> tuple[list[str], str]:
    try:
        parts = urlsplit(url)
    except ValueError:
        return [], ""
    segments = [unquote(segment) for segment in parts.path.split("/")]
    return [segment for segment in segments if segment], parts.query


def _kind(segment: str) -> str:
    if segment.isdigit():
        if len(segment) == 4 and segment[:2] in ("19", "20"):
            return _YEAR
        if len(segment) <= 2:
            return _SMALL
        return _DAY if _DATE.fullmatch(segment) else _NUMBER
    if _DATE.fullmatch(segment):
        return _DAY
    words = [word for word in _PARTS.split(segment) if word]
    has_id = (
        any(
            (word.isdigit() and len(word) >= _ID_DIGITS and not _is_year(word)) or _is_code(word)
            for word in (words[0], words[-1])
        )
        if words
        else False
    )
    wide = len(_WIDE.findall(segment))
    if (
        wide >= _WIDE_CHARS
        or len(words) > _SLUG_WORDS
        or (len(words) == _SLUG_WORDS and len(segment) >= _SLUG_CHARS)
    ):
        return "S+N" if has_id else _SLUG
    if has_id:
        return _NUMBER if len(words) <= 2 else "S+N"
    if _CODE_TEXT.fullmatch(segment) and sum(map(str.isdigit, segment)) >= 3:
        return _CODE
    return _WORD


def _is_code(word: str) -> bool:
    # Letters and digits that no language has in one word.
    return _HEX.fullmatch(word) is not None and any(map(str.isdigit, word))


def _is_year(word: str) -> bool:
    return len(word) == 4 and word[:2] in ("19", "20")


def _is_dated(kinds: list[str]) -> bool:
    # /2026/05/20/word: a day, and what is of that day; not what is of an article of that day.
    is_part = any(kind.startswith(_SLUG) for kind in kinds[:-1])
    return kinds[-1:] == [_WORD] and _YEAR in kinds and _SMALL in kinds and not is_part


def _value(text: str) -> str:
    return _NUMBER if text.isdigit() else _WORD
