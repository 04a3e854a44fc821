"""The feeds of a data directory, opened for what is done between runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from newscrawl.feed import manifest
from newscrawl.feed.errors import FeedError
from newscrawl.feed.feed import Feed
from newscrawl.items import ARTICLE_SCHEMA, LINK_SCHEMA
from newscrawl.state import records
from newscrawl.state.lock import Lock
from newscrawl.state.records import FeedName
from newscrawl.state.store import Store


@dataclass(frozen=True, slots=True)
class Places:
    """Where a site's things are under a data directory."""

    data: Path
    site: str

    @property
    def lock(self) -> Path:
        """The file that a run locks."""
        return self.data / "state" / f"{self.site}.lock"

    @property
    def database(self) -> Path:
        """The SQLite file, where no server is used."""
        return self.data / "state" / f"{self.site}.sqlite"

    @property
    def articles(self) -> Path:
        """The feed of articles."""
        return self.data / "feeds" / self.site

    @property
    def links(self) -> Path:
        """The feed of links."""
        return self.articles / "links"

    def open_store(self, url: str | None) -> Store:
        """The site's state.

        Raises:
            StateError: it cannot be used.
        """
        manifest_path = self.articles / manifest.FILE_NAME
        return Store.open(self.database.parent, self.site, url=url, feed=manifest_path)

    def feeds(self, store: Store, *, max_rows: int = 10_000, max_bytes: int = 2**26) -> list[Feed]:
        """The feeds of articles and of links, in this order; to be recovered before use."""
        kinds: tuple[tuple[FeedName, Path, str], ...] = (
            ("articles", self.articles, ARTICLE_SCHEMA),
            ("links", self.links, LINK_SCHEMA),
        )
        return [
            Feed(store, name, folder, schema=schema, max_rows=max_rows, max_bytes=max_bytes)
            for name, folder, schema in kinds
        ]


@contextmanager
def between_runs(
    places: Places, url: str | None, *, recover: bool = True
) -> Iterator[tuple[Store, list[Feed]]]:
    """State and feeds while no run has them.

    Args:
        places: of the site.
        url: the database, where it is no file.
        recover: whether the files must be those that the state knows, and what a run before left
            half done is finished.

    Raises:
        StateError, FeedError: a run has them, they cannot be used, or there are none.
    """
    known = (places.articles / manifest.FILE_NAME, places.database)
    if url is None and not any(path.exists() for path in known):
        # A name that was typed wrongly leaves no state and no feed behind.
        raise FeedError(f"no feed in {places.articles}: run a crawl first, or name another site")
    lock = Lock(places.lock)
    try:
        with places.open_store(url) as store:
            feeds = places.feeds(store)
            last = records.last_run(store)
            store.commit()
            for feed in feeds:
                feed.run = last
                if recover:
                    feed.recover()
            yield store, feeds
    finally:
        lock.release()
