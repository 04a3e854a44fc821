"""What a user asks of one crawl: the ``-a`` arguments, checked."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar
from urllib.parse import quote, urlsplit

from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings, default_settings

from newscrawl.reading.addresses import host_of

# Of the spider of any site only: which site is meant.
OF_ANY_SITE = ("url",)
KNOWN = ("locale", "tags", "start_url", "max_articles", "depth", "max_age")

_T = TypeVar("_T")
_RUN_ADDON = "newscrawl.runs.addon.RunAddon"
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
# Addresses may hold commas: only one before a scheme separates two of them.
_BETWEEN_URLS = re.compile(r",(?=\s*[A-Za-z][A-Za-z0-9+.-]*://)")
_USERINFO = re.compile(r"^([a-z]+://)[^/?#]*@", re.IGNORECASE)


class ArgumentError(UsageError):
    """Raised by `Arguments.parse` for an argument that is unknown or has a bad value."""


class SettingsError(ValueError):
    """Raised where a setting has a value that cannot be used."""


@dataclass(frozen=True, slots=True)
class Arguments:
    """Where a crawl starts and what bounds it.

    Attributes:
        start_urls: addresses that the user named; empty if he named none.
        locales: locales of the site to start from.
        tags: tag lists to start from.
        max_articles: how many articles to emit at most.
        depth: how many links to follow from the start pages at most.
        max_age: the age beyond which articles are passed over.
    """

    start_urls: tuple[str, ...] = ()
    locales: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    max_articles: int | None = None
    depth: int | None = None
    max_age: timedelta | None = None

    @classmethod
    def parse(cls, given: Mapping[str, str], *, locales: Sequence[str] = ()) -> Arguments:
        """The arguments, from the texts that the user gave.

        Args:
            given: the texts by name.
            locales: the locales that the site has.

        Raises:
            ArgumentError: a name is unknown, or a text is no value for its name.
        """
        for name in given:
            if name not in KNOWN:
                raise ArgumentError(f'unknown argument "{name}"{hint(name, KNOWN)}')
        if "start_url" in given and ("locale" in given or "tags" in given):
            raise ArgumentError(
                "start_url says where to start, and so do locale and tags: give one or the other"
            )

        def read(name: str, reader: Callable[[str], _T]) -> _T | None:
            return reader(str(given[name]).strip()) if name in given else None

        return cls(
            start_urls=read("start_url", _start_urls) or (),
            locales=read("locale", lambda text: _locales(text, locales)) or (),
            tags=read("tags", lambda text: _listed("tags", text)) or (),
            max_articles=read("max_articles", lambda text: _count("max_articles", text, 1)),
            depth=read("depth", lambda text: _count("depth", text, 0)),
            max_age=read("max_age", parse_age),
        )

    def pages(
        self, *, default: Sequence[str], listing_url: str | None, tag_url: str | None
    ) -> tuple[str, ...]:
        """The addresses to start from.

        Args:
            default: where to start if the user said nothing; empty for the news list.
            listing_url: address of the news list, with ``{locale}``.
            tag_url: address of a tag list, with ``{locale}`` and ``{tag}``.

        Raises:
            ArgumentError: the site has no lists of the kind that the user asks for.
        """
        if self.start_urls:
            return self.start_urls
        prefixes = [f"/{locale}" for locale in self.locales] or [""]
        if self.tags:
            if tag_url is None:
                raise ArgumentError("this site has no tag lists: leave tags out")
            tags = [quote(tag, safe="") for tag in self.tags]
            return tuple(tag_url.format(locale=at, tag=tag) for at in prefixes for tag in tags)
        if self.locales:
            if listing_url is None:
                raise ArgumentError("this site has no lists by locale: leave locale out")
            return tuple(listing_url.format(locale=at) for at in prefixes)
        if default or listing_url is None:
            return tuple(default)
        return (listing_url.format(locale=""),)


def site_address(text: str) -> str:
    """The address of a site, of which the scheme may be left out.

    Raises:
        ArgumentError: it is none.
    """
    text = text.strip()
    url = text if "://" in text else f"https://{text}"
    if (host_of(url) or ":").startswith(":") or re.search(r"[\x00-\x20\x7f,]", url):
        raise ArgumentError(f'url "{text}" is no address of a site: give one like https://host/')
    url = url.partition("#")[0]
    return url if urlsplit(url).path else urlsplit(url)._replace(path="/").geturl()


def whole_number(settings: BaseSettings, name: str, *, least: int = 1) -> int:
    """The value of the setting `name`, a whole number of `least` or more.

    Raises:
        SettingsError: it is none.
    """
    text = str(settings.get(name)).strip()
    if not re.fullmatch(r"[0-9]{1,9}", text) or int(text) < least:
        raise SettingsError(f'{name} is "{text}": give a whole number of {least} or more')
    return int(text)


def one_of(settings: BaseSettings, name: str, values: Sequence[str]) -> str:
    """The value of the setting `name`, one of `values`.

    Raises:
        SettingsError: it is none.
    """
    text = str(settings.get(name)).strip()
    if text not in values:
        raise SettingsError(f'{name} is "{text}": give one of {", ".join(values)}')
    return text


def check_settings(settings: BaseSettings) -> None:
    """Tells a setting of Scrapy's that has no value of its kind, by its name.

    Raises:
        SettingsError: there is one.
    """
    if settings["JOBDIR"]:
        raise SettingsError(
            "JOBDIR is set, and newscrawl has no use for it, since it keeps what a crawl owes in a "
            "state of its own: leave JOBDIR out"
        )
    if _RUN_ADDON not in map(_name, settings.getdict("ADDONS")):
        raise SettingsError(f"ADDONS leaves out {_RUN_ADDON}, which no crawl can do without")
    level = settings["LOG_LEVEL"]
    if not isinstance(level, int) and level not in logging.getLevelNamesMapping():
        raise SettingsError(f'LOG_LEVEL is "{level}": give DEBUG, INFO, WARNING, ERROR or CRITICAL')
    for name, value in settings.items():
        default = getattr(default_settings, str(name), None)
        if not isinstance(value, str) or not isinstance(default, (bool, int, float)):
            continue
        # Where the default is whole a fraction may do: DOWNLOAD_DELAY.
        is_switch = isinstance(default, bool)
        try:
            _ = settings.getbool(str(name)) if is_switch else settings.getfloat(str(name))
        except ValueError as error:
            wanted = "True or False" if is_switch else "a number"
            raise SettingsError(f'{name} is "{value}": give {wanted}') from error


def know_ipv6(settings: BaseSettings, *urls: str) -> None:
    """Chooses a resolver that knows IPv6 where an address of a crawl is one; Scrapy's does not.

    Before the process is made: it is the process that has the resolver.
    """
    if any("://[" in url or url.lstrip().startswith("[") for url in urls):
        settings.set("TWISTED_DNS_RESOLVER", "scrapy.resolver.CachingHostnameResolver", "command")


def _name(component: object) -> str:
    """The name of a component in the settings, which may stand there itself."""
    if isinstance(component, str):
        return component
    return f"{getattr(component, '__module__', '')}.{getattr(component, '__qualname__', '')}"


def closest(word: str, known: Sequence[str]) -> str | None:
    """The known word that `word` was probably meant to be; None if there is none."""
    from difflib import get_close_matches  # late: only a mistake needs it

    return next(iter(get_close_matches(word, known, n=1, cutoff=0.6)), None)


def hint(word: str, known: Sequence[str]) -> str:
    """What follows on 'unknown "word"': the one that was probably meant, and all that there are."""
    meant = closest(word, known)
    question = f'; did you mean "{meant}"?' if meant else "."
    return f"{question} Known: {', '.join(known)}"


def _listed(name: str, text: str) -> tuple[str, ...]:
    values = tuple(dict.fromkeys(filter(None, (part.strip() for part in text.split(",")))))
    if not values:
        raise ArgumentError(f"{name} is empty")
    return values


def _locales(text: str, known: Sequence[str]) -> tuple[str, ...]:
    values = tuple(value.lower().replace("_", "-") for value in _listed("locale", text))
    for value in values:
        if value not in known:
            if not known:
                raise ArgumentError("this site has no locales: leave locale out")
            raise ArgumentError(f'unknown locale "{value}"{hint(value, known)}')
    return values


def _start_urls(text: str) -> tuple[str, ...]:
    urls = []
    for part in _BETWEEN_URLS.split(text):
        url = _USERINFO.sub(r"\1", part.strip())
        if (host_of(url) or ":").startswith(":") or re.search(r"[\x00-\x20\x7f]", url):
            raise ArgumentError(
                f'start_url "{part.strip()}" is no address of http or https; '
                "give it whole: https://host/path"
            )
        urls.append(url.partition("#")[0])
    return tuple(dict.fromkeys(urls))


def _count(name: str, text: str, least: int) -> int:
    # int() would also take "1_000", "٣" and a thousand digits.
    if not re.fullmatch(r"[0-9]{1,9}", text) or int(text) < least:
        raise ArgumentError(f'{name} "{text}" is no whole number of {least} or more')
    return int(text)


def parse_age(text: str, *, name: str = "max_age") -> timedelta:
    """An age like ``90m``, ``36h``, ``7d`` or ``2w``.

    Raises:
        ArgumentError: it is none.
    """
    match = re.fullmatch(r"([0-9]{1,5})\s*([mhdw])", text)
    if match is None or int(match[1]) == 0:
        raise ArgumentError(f'{name} "{text}" is no age: give one like 90m, 36h, 7d or 2w')
    return timedelta(**{_UNITS[match[2]]: int(match[1])})
