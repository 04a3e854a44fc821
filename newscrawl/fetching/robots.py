"""robots.txt by RFC 9309: where it cannot be had, nothing is fetched from its host."""

from __future__ import annotations

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached
from twisted.python.failure import Failure

from newscrawl.fetching.guard import Refused
from newscrawl.fetching.reasons import fate_of

# So much of it is read at least; the rest of a longer one is not.
MAX_BYTES = 500 * 1024

_UNAVAILABLE = "robots_unavailable"
# What keeps robots.txt from being had keeps the pages: they have the same reason.
_SAME = frozenset({"dns", "connection_refused", "connection_lost", "tls"})


class RobotsMiddleware(RobotsTxtMiddleware):
    """Scrapy's, which takes a robots.txt that answers 5xx, or not at all, for one that allows all.

    Source: RFC 9309, 2.3.1.3 (4xx: allowed), 2.3.1.4 (unreachable: disallowed), 2.5 (size).
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._closed: dict[str, str] = {}

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        """Lets the request pass.

        Raises:
            Refused: the host's robots.txt cannot be had.
            IgnoreRequest: it forbids the address.
        """
        reason = self._closed.get(urlparse_cached(request).netloc)
        if reason is not None:
            raise Refused(reason, request.url)
        super().process_request_2(rp, request)

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        body = response.body
        if response.status >= 500:
            self._closed[netloc] = _UNAVAILABLE
        if response.status >= 400:
            body = b""
        elif len(body) > MAX_BYTES:
            body = body[:MAX_BYTES].rpartition(b"\n")[0]  # whole lines
        if body is not response.body:
            response = response.replace(body=body)
        await super()._parse_robots(response, netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        if not isinstance(exc, IgnoreRequest):
            reason = fate_of(Failure(exc)).reason  # type: ignore[no-untyped-call]
            self._closed[netloc] = reason if reason in _SAME else _UNAVAILABLE
        super()._robots_error(exc, netloc)
