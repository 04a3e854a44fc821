"""State and feed as one: a batch is committed in both, or in neither."""

from __future__ import annotations

from newscrawl.failpoints import reach
from newscrawl.feed.feed import Feed
from newscrawl.feed.jsonl import encode_item
from newscrawl.items import Article, Link
from newscrawl.state.articles import Articles
from newscrawl.state.frontier import Frontier
from newscrawl.state.links import Links
from newscrawl.state.pages import Page
from newscrawl.state.records import Run, save_run
from newscrawl.state.store import Store


class Journal:
    """What a run changes, batch by batch.

    Attributes:
        articles: what was delivered of each article.
        links: the link graph.
        broken: why nothing can be committed any more; None while all is well.
    """

    def __init__(
        self,
        store: Store,
        frontier: Frontier,
        *,
        article_feed: Feed | None = None,
        link_feed: Feed | None = None,
        batch_pages: int = 50,
    ) -> None:
        self.store = store
        self.frontier = frontier
        self.articles = Articles(store)
        self.links = Links(store)
        self.broken: Exception | None = None
        self._article_feed = article_feed
        self._link_feed = link_feed
        self._feeds = [feed for feed in (article_feed, link_feed) if feed is not None]
        self._batch_pages = batch_pages
        self._pages = 0

    def deliver(
        self,
        page: Page,
        article: Article,
        *,
        signature: bytes | None = None,
        bands: tuple[int, ...] = (),
    ) -> None:
        """Puts an article into the feed, as the next row, and keeps it as delivered."""
        line = _line(self._article_feed, article)
        self.articles.put(
            page.key,
            article.id,
            line,
            revision=article.revision,
            content_hash=article.content_hash,
            removed=article.change == "removed",
            is_new=page.revision == 0,
            signature=signature,
            band_values=bands,
        )
        page.revision, page.changed = article.revision, True

    def link(self, change: Link) -> None:
        """Puts a change of the link graph into its feed."""
        if self._link_feed is not None:
            self._link_feed.add(change)

    def page_done(self) -> None:
        """Counts a page; commits when the batch is full."""
        self._pages += 1
        if self._pages >= self._batch_pages:
            self.commit()

    def commit(self) -> None:
        """Commits all that was decided since the last time.

        Raises:
            StateError, FeedError: it was not committed, and nothing will be from now on.
        """
        if self.broken is not None:
            raise self.broken
        self._pages = 0
        try:
            self.frontier.write()
            self.articles.write()
            self.links.write()
            for feed in self._feeds:
                feed.write()
            self.store.commit()
            reach("batch-committed")
            for feed in self._feeds:
                feed.committed()
        except Exception as error:
            # What is on the disk now is what was committed; the next run cuts off the rest.
            self.broken = error
            raise

    def publish(self) -> None:
        """Closes the open parts of what was committed and lists them.

        Raises:
            FeedError: it could not; the next run goes on where this one stopped.
        """
        for feed in self._feeds:
            feed.publish()

    def close(self, run: Run) -> None:
        """Commits, publishes, and records how the run ended.

        Raises:
            StateError, FeedError: it could not.
        """
        try:
            if self.broken is None:
                self.commit()
                self.publish()
            else:
                for feed in self._feeds:
                    feed.abandon()
                self.store.rollback()
            save_run(self.store, run)
            self.store.commit()
            for feed in self._feeds:
                feed.announce(run)
            reach("run-closed")
        except Exception as error:
            self.broken = self.broken or error
            raise


def _line(feed: Feed | None, article: Article) -> bytes:
    return encode_item(article) if feed is None else feed.add(article)
