"""Canonical address and stable id of an article, from any address that leads to it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

from w3lib.url import canonicalize_url

from newscrawl.reading.site import Site

# Parameters that say where the reader came from, never what is read.
_TRACKING = (
    "utm_source utm_medium utm_campaign utm_term utm_content utm_id fbclid gclid dclid msclkid "
    "yclid igshid mc_cid mc_eid ref ref_src cmpid ncid spm"
).split()
# Parameters that say how the page is to be shown.
_SHOWING = "replytocom share print printable amp outputtype output_type nocache".split()
# A parameter of this name is a session where its value is long; a short one can be a story's.
_SESSION = re.compile(
    r"(?:php|asp|j)?sess(?:ion)?_?(?:id)?\w{0,12}=|(?:sid|s|cfid|cftoken|token)=[0-9a-z-]{16}", re.I
)
# After a semicolon, as Java has it, or as a segment of its own: /(S(0123456789abcdef))/.
_PATH_SESSION = re.compile(
    r";(?:jsessionid|phpsessid|sid|sessionid)=[^/?#]*|(?:/\([A-Z]\([0-9a-z]{8,}\)\))+(?=/|$)", re.I
)
_AMP_PATH = re.compile(r"^([^/]*//[^/]+/.*[^/])/amp(?=/?$)", re.I)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_DROPPED = frozenset((*_TRACKING, *_SHOWING))
_SAFE_IN_PATH = "-._~!$&'()*+,;=:@"
# Addresses that joining leaves as they are, most of a page's: a path from the root, with or without
# the origin before it, no dots between slashes, nothing empty after a question mark.
_PLAIN = re.compile(
    r"(https?://[a-z0-9][a-z0-9.-]*)?"
    r"(?:/[A-Za-z0-9_~%-][A-Za-z0-9_.~%-]*)+/?(?:\?[A-Za-z0-9_.~%=&-]+)?"
)
_SPACES = re.compile(r"[\x00-\x20]+")
# Of the page, the mailbox or the list of articles of a person.
_AUTHOR_PATH = re.compile(
    r"/(?:authors?|autor(?:en|es|a|e|i|zy|ok)?|auteurs?|author-profile|by|byline|contributors?|"
    r"people|person|staff|profiles?|reporters?|writers?|journalists?|redakteure?|journalistes?|"
    r"periodistas?|firmas?|avtor[iy]?|yazar(?:lar)?|penulis|tac-gia|kirjoittajat?)/[^/?#]",
    re.I,
)
_DAY = re.compile(
    r"(?<![0-9])(?P<year>(?:19|20)[0-9]{2})(?P<mark>[/_-]?)(?P<month>0[1-9]|1[0-2])(?P=mark)"
    r"(?P<day>0[1-9]|[12][0-9]|3[01])(?![0-9])"
)
_AUTHOR_QUERY = re.compile(r"(?:^|&)author\w*=", re.I)
_TIME_GROUPS = ("year", "month", "day", "hour", "minute", "second")


@dataclass(frozen=True, slots=True)
class Address:
    """What an address tells of the article behind it.

    Attributes:
        id: full id, ``<site>:<own id>``; provisional if `is_alias`.
        canonical_url: the one address that stands for all.
        is_alias: whether only the page itself can tell the article's real id.
    """

    id: str
    canonical_url: str
    is_alias: bool = False


def cleaned(url: str) -> str:
    """`url` without what only tells where the reader came from, which visit it is, or a print form.

    It is the address of the same page: parameters of tracking, sessions and views, sessions in the
    path, the ending ``/amp`` and the fragment are taken out; everything else stays as it was.
    """
    url = url.partition("#")[0].strip()
    path, mark, query = url.partition("?")
    path = _AMP_PATH.sub(r"\1", _PATH_SESSION.sub("", path)).rstrip()
    if not mark:
        return path
    kept = [pair for pair in query.split("&") if pair.strip() and not _is_dropped(pair)]
    return f"{path}?{'&'.join(kept)}".rstrip() if kept else path


def _is_dropped(pair: str) -> bool:
    name = pair.partition("=")[0].lower()
    return name in _DROPPED or name.startswith("utm_") or _SESSION.match(pair) is not None


def host_of(url: str) -> str | None:
    """The host of `url`, lower case, with a port that is not the default; None if it has none."""
    parts = _split(url)
    return parts and _host(parts)


def site_of(url: str) -> str | None:
    """The host of `url` as a name of its site: without ``www.``."""
    host = host_of(url)
    return None if host is None else host.removeprefix("www.")


def origin_of(url: str) -> str | None:
    """Scheme and host of `url`, lower case, with a port that is not the default; None if none."""
    parts = _split(url)
    return None if parts is None else f"{parts.scheme.lower()}://{_host(parts)}"


def absolute(url: str, base: str) -> str | None:
    """`url` made absolute against `base`, without fragment; None unless it is http or https."""
    plain = _PLAIN.fullmatch(url)
    if plain is not None and (plain[1] is not None or (of := _origin(base)) is not None):
        return url if plain[1] is not None else f"{of}{url}"
    try:
        joined = urljoin(base, url.strip())
    except ValueError:
        return None
    parts = _split(joined)
    if parts is None:
        return None
    joined = _SPACES.sub(
        lambda match: "%20" * len(match[0]) * (not match[0].strip(" ")), joined.partition("#")[0]
    )
    # An address without a path is the root.
    return joined if parts.path else urlsplit(joined)._replace(path="/").geturl()


@lru_cache(maxsize=64)
def _origin(base: str) -> str | None:
    # What stands before the path of a usable address; None of others.
    parts = _split(base)
    return f"{parts.scheme}://{parts.netloc}" if parts is not None else None


def identify(url: str, site: Site | None, *, hosts: Collection[str] = ()) -> Address | None:
    """The id and canonical address of the article at `url`; None if `url` is no article's.

    Args:
        url: an absolute address, in any of the forms that the site uses.
        site: the site's rules. Without rules every address of http or https is an article's,
            and its id is the SHA-256 of the canonical address.
        hosts: hosts (``host[:port]``) beside the site's own that serve it.
    """
    parts = _split(url)
    if parts is None:
        return None
    host = _host(parts)
    if site is None or site.article_path is None:
        return _by_digest(url, host, site)
    if host not in site.hosts and host not in hosts:
        return None
    match = site.article_path.search(_readable_path(parts.path))
    if match is None:
        return None
    groups = match.groupdict()
    is_alias = groups.get("id") is None
    own_id = groups.get("alias") if is_alias else groups["id"]
    if not own_id:
        return None
    origin = (
        f"https://{site.hosts[0]}" if host in site.hosts else f"{parts.scheme.lower()}://{host}"
    )
    if is_alias or site.canonical_path is None:
        path = quote(_readable_path(parts.path), safe="/" + _SAFE_IN_PATH)
    else:
        slug = quote((groups.get("slug") or "").strip(), safe=_SAFE_IN_PATH)
        path = site.canonical_path.format(id=quote(own_id, safe=""), slug=slug)
    return Address(f"{site.name}:{own_id}", origin + path, is_alias)


def time_in(url: str, site: Site | None) -> tuple[str, str] | None:
    """The time in the path of an article, as `article_path` names its parts; None without one.

    Without an `article_path` it is the day that many sites' addresses hold: ``/2026/05/20/…``,
    ``/20260520/…``, ``/…-2026-05-20…``.

    Returns:
        It as the path writes it, and in the form of ISO 8601, to its last part that is named.
    """
    parts = _split(url)
    if parts is None:
        return None
    by_rule = site.article_path if site is not None else None
    match = (by_rule or _DAY).search(_readable_path(parts.path))
    found = match.groupdict() if match is not None else {}
    named = list(takewhile(found.get, _TIME_GROUPS))
    named = named[:3] if len(named) == 4 else named  # an hour alone is no clock
    if match is None or len(named) < 3:
        return None
    year, *others = (found[name] for name in named)
    text = "-".join([f"20{year}"[-4:], *others[:2]]) + " " + ":".join(others[2:])
    start, end = min(map(match.start, named)), max(map(match.end, named))
    return match.string[start:end], text.strip()


def is_listing(url: str, site: Site | None) -> bool:
    """Whether the site's rules say that `url` is a listing page."""
    parts = _split(url)
    if parts is None or site is None or site.listing_path is None:
        return False
    return site.listing_path.search(_readable_path(parts.path)) is not None


def _by_digest(url: str, host: str, site: Site | None) -> Address | None:
    try:
        parts = urlsplit(canonicalize_url(cleaned(url)))
    except ValueError:
        return None
    canonical = parts._replace(scheme=parts.scheme.lower(), netloc=host).geturl()
    name = (site.name if site is not None else "") or host.removeprefix("www.")
    return Address(f"{name}:{hashlib.sha256(canonical.encode()).hexdigest()[:16]}", canonical)


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url.strip())
        usable = (
            parts.scheme.lower() in _DEFAULT_PORTS
            and (parts.hostname or "").strip(".")
            and _SPACES.search(parts.netloc) is None
        )
        _ = parts.port  # a port that is no number raises here
    except ValueError:
        return None
    return parts if usable else None


def _host(parts: SplitResult) -> str:
    name = (parts.hostname or "").rstrip(".")
    if not name.isascii():
        # A name that DNS cannot hold stays as it is: it will resolve to nothing.
        with suppress(UnicodeError):
            name = name.encode("idna").decode("ascii")
    if ":" in name:
        name = f"[{name}]"
    default = _DEFAULT_PORTS[parts.scheme.lower()]
    return name if parts.port in (None, default) else f"{name}:{parts.port}"


def _readable_path(path: str) -> str:
    # Percent-decoded by segment: an encoded slash is no separator.
    segments = [unquote(segment).strip().replace("/", "%2F") for segment in path.split("/")]
    return "/" + "/".join(filter(None, segments)) + ("/" if path.endswith("/") else "")


def leads_to_author(href: str) -> bool:
    """Whether an address is that of a person's page or mailbox."""
    if href.startswith("mailto:"):
        return True
    try:
        parts = urlsplit(href)
    except ValueError:
        return False
    return bool(_AUTHOR_PATH.search(parts.path) or _AUTHOR_QUERY.search(parts.query))
