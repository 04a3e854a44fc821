"""What a site file says of its site, and what the user says of one crawl of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import ClassVar, TypedDict

from scrapy import Spider

from newscrawl.arguments import Arguments
from newscrawl.reading import Site
from newscrawl.reading.addresses import host_of


class SiteData(Spider):
    """What a site file sets, in this order, and the arguments of the crawl.

    Attributes:
        name, allowed_domains, start_urls, custom_settings: Scrapy's own. Without start_urls a
            crawl starts at the news list of no locale.
        hosts: the site's hosts; the first is the canonical one, the others mirror it.
        article_path: regular expression of article paths, with the groups ``id``, ``slug``,
            ``alias`` and those of a time (see `newscrawl.reading.Site`).
        listing_path: regular expression of listing paths.
        canonical_path: the path that stands for every address of an article.
        locales: locales that addresses of the site may begin with.
        listing_url: address of the news list; ``{locale}`` is empty or ``/<locale>``.
        tag_url: address of a tag list, with ``{locale}`` and ``{tag}``.
        page_parameter: the query parameter that numbers the pages of a list.
        sources: source labels known to occur.
        selectors: CSS selectors per field, tried before the general rules.
        timezone: the zone of stamps that state none.
        date_order: how numeric stamps are read: DMY, MDY or YMD.
        title_suffixes: what the site adds to ``<title>``.
        arguments: what the user asked for.
        start_pages: addresses to start from.
        named_hosts, allowed_hosts: hosts that the user named, and all that may be asked.
    """

    allowed_domains: ClassVar[Sequence[str]] = ()
    hosts: ClassVar[Sequence[str]] = ()
    article_path: ClassVar[str | None] = None
    listing_path: ClassVar[str | None] = None
    canonical_path: ClassVar[str | None] = None
    locales: ClassVar[Sequence[str]] = ()
    listing_url: ClassVar[str | None] = None
    tag_url: ClassVar[str | None] = None
    page_parameter: ClassVar[str] = "page"
    sources: ClassVar[Sequence[str]] = ()
    selectors: ClassVar[Mapping[str, Sequence[str]]] = {}
    timezone: ClassVar[str | tzinfo | None] = None
    date_order: ClassVar[str | None] = None
    title_suffixes: ClassVar[Sequence[str]] = ()

    def __init__(self, name: str | None = None, **given: str) -> None:
        self.arguments = Arguments.parse(given, locales=self.locales)
        super().__init__(name)
        self.start_pages = self.arguments.pages(
            default=self.start_urls, listing_url=self.listing_url, tag_url=self.tag_url
        )
        named = filter(None, map(host_of, self.arguments.start_urls))
        self.named_hosts: frozenset[str] = frozenset(named)
        self.allowed_hosts: frozenset[str] = self.named_hosts | frozenset(self.hosts)

    @classmethod
    def site(cls) -> Site:
        """What the reader is told about the site."""
        return Site(
            name=cls.name,
            hosts=tuple(cls.hosts),
            article_path=re.compile(cls.article_path) if cls.article_path else None,
            listing_path=re.compile(cls.listing_path) if cls.listing_path else None,
            canonical_path=cls.canonical_path,
            sources=tuple(cls.sources),
            selectors=dict(cls.selectors),
            timezone=cls.timezone,
            date_order=cls.date_order,
            title_suffixes=tuple(cls.title_suffixes),
        )


class Circumstances(TypedDict):
    """What the reader is told of a page beside its bytes."""

    url: str
    fetched_at: datetime
    site: Site
    content_type: str | None
    rendered_at: datetime
    rendered_doubt: timedelta
