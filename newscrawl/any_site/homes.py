"""Where a site answers that is named in several ways: with or without www., by http or https."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from urllib.parse import urlsplit

from newscrawl.reading.addresses import origin_of, site_of

# So many articles that were read at one origin, and none at another, tell which is at home.
_LEAST_READ = 3


class Homes:
    """Which origins of a site only lead to another one of it, as far as is known."""

    def __init__(self) -> None:
        self._moved: dict[str, str] = {}

    def learn(self, asked: str, answered: str) -> None:
        """Takes in that a page that was asked for at one address answered at another.

        A front page can lead elsewhere where nothing else does, so only what keeps its path tells.
        """
        path = _path(asked)
        if path and path == _path(answered) and site_of(asked) == site_of(answered):
            self._lead(origin_of(asked), origin_of(answered))

    def learn_read(self, urls: Iterable[str]) -> None:
        """Takes in where articles were read in earlier runs."""
        origins = Counter(origin_of(url) for url in urls)
        if not origins:
            return
        home, number = origins.most_common(1)[0]
        if home is None or number < _LEAST_READ:
            return
        scheme, _, host = home.partition("://")
        other = host.removeprefix("www.") if host.startswith("www.") else f"www.{host}"
        for variant in (f"{scheme}://{other}", f"http://{host}", f"http://{other}"):
            if variant not in origins:
                self._lead(variant, home)

    def of(self, url: str) -> str:
        """The address as the site has it; `url` itself where nothing else is known."""
        home = self._moved.get(origin_of(url) or "") if self._moved else None
        if home is None:
            return url
        scheme, _, host = home.partition("://")
        return urlsplit(url)._replace(scheme=scheme, netloc=host).geturl()

    def _lead(self, variant: str | None, home: str | None) -> None:
        if variant is None or home is None or variant == home or len(self._moved) >= 100:
            return
        if not (variant.startswith("https:") and home.startswith("http:")):
            self._moved[variant] = home
            self._moved.pop(home, None)  # no circles


def _path(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path.rstrip('/')}?{parts.query}" if parts.path.strip("/") else ""
