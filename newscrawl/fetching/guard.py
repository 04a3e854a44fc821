"""Which addresses may be fetched at all, asked again at every hop."""

from __future__ import annotations

import re
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured

from newscrawl.reading.addresses import host_of

# What servers and proxies commonly accept; longer ones are traps.
MAX_URL_CHARS = 2083

_USERINFO = re.compile(r"^(https?://)[^/?#]*@", re.IGNORECASE)


class Refused(IgnoreRequest):
    """Raised by `GuardMiddleware` for an address that must not be fetched.

    Attributes:
        reason: why, in one word.
    """

    def __init__(self, reason: str, url: str) -> None:
        super().__init__(f"{reason}: {url}")
        self.reason = reason


class GuardMiddleware:
    """Lets through http and https on the spider's `allowed_hosts`, and nothing else.

    Redirects come by here as requests of their own, those of start pages too.
    """

    def __init__(self, allowed_hosts: frozenset[str], *, with_cookies: bool = False) -> None:
        self.allowed_hosts = allowed_hosts
        self.with_cookies = with_cookies

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """A guard for the crawler's spider."""
        allowed = getattr(crawler.spider, "allowed_hosts", None)
        if allowed is None:
            raise NotConfigured  # no spider of ours: scrapy shell, fetch …
        return cls(allowed, with_cookies=crawler.settings.getbool("COOKIES_ENABLED"))

    def process_request(self, request: Request) -> Request | None:
        """None if the address may be fetched; the request without userinfo if it has some.

        Raises:
            Refused: it may not.
        """
        url = request.url
        if len(url) > MAX_URL_CHARS:
            raise Refused("url_too_long", url)
        if not url.startswith(("http://", "https://")):
            raise Refused("scheme", url)
        if host_of(url) not in self.allowed_hosts:
            raise Refused("offsite", url)
        # Without cookies a server answers what it answered before.
        if not self.with_cookies and url in request.meta.get("redirect_urls", ()):
            raise Refused("redirects", url)
        bare = _USERINFO.sub(r"\1", url)
        return request.replace(url=bare) if bare != url else None
