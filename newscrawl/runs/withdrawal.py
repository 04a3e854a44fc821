"""An article taken back at its owner's wish: out of state and feed, and told to consumers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select

from newscrawl import revisions
from newscrawl.feed import index, upkeep
from newscrawl.feed.feed import Feed, run_id
from newscrawl.feed.journal import Journal
from newscrawl.items import Article
from newscrawl.reading.times import iso
from newscrawl.state import records
from newscrawl.state.errors import StateError
from newscrawl.state.fates import EMITTED_REMOVED
from newscrawl.state.frontier import Frontier
from newscrawl.state.schema import links
from newscrawl.state.store import Store


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What was done.

    Attributes:
        rows: rows of the feed that lost text.
        seq: the row that tells consumers; None if they were told before.
    """

    rows: int
    seq: int | None


def withdraw(store: Store, feeds: list[Feed], article_id: str) -> Withdrawn:
    """Takes an article out of state and feed; its page is never fetched again.

    Every step can be done again: run it once more where it was broken off.

    Args:
        store: the site's state; no run has it open.
        feeds: the feeds of articles and of links, recovered.
        article_id: full id of the article.

    Raises:
        StateError: it is not known.
        FeedError: the feed cannot be written.
    """
    now = datetime.now(UTC).replace(microsecond=0)
    # The manifest goes on telling of the last crawl: this is none.
    run = records.begin_run(store, int(now.timestamp()), run_id(now), records.MAINTENANCE)
    frontier = Frontier(store, run=run.number, now=run.started_at)
    page = frontier.get(article_id)
    if page is None:
        raise StateError(f"{article_id} is not known: give the full id, as the feed has it")
    article_id = page.id  # which may have been asked for by another name
    index.note_withdrawn(feeds[0].folder, article_id)
    for feed in feeds:
        feed.run_id = run.id
    journal = Journal(store, frontier, article_feed=feeds[0], link_feed=feeds[1])
    known = journal.articles.known(page.key)
    seq = None
    if known is not None and not known.removed:
        row = revisions.removal(known.row, Article(fetched_at=iso(now), rendered_at=iso(now)))
        journal.deliver(page, row)
        seq = row.seq
        frontier.settle(page, EMITTED_REMOVED)
    page.priority = page.due_at = page.etag = page.last_modified = page.published = None
    page.drop_cards()
    page.changed = True
    _scrub_neighbours(store, journal, page.key, article_id)
    run.exit_code, run.finished_at = 0, run.started_at
    run.fates = _fates(frontier)
    run.discovered = sum(run.fates.values())  # what is owed was not counted
    records.save_run(store, run)
    journal.commit()
    journal.publish()
    rows = upkeep.withdraw(feeds[0], article_id)
    return Withdrawn(rows, seq)


def _fates(frontier: Frontier) -> dict[str, int]:
    return {str(fate): number for fate, number in (+frontier.ledger.fates).items()}


def _scrub_neighbours(store: Store, journal: Journal, key: int, article_id: str) -> None:
    # The rows of articles that recommend it hold its title and summary.
    query = select(links.c.from_key).where(links.c.to_key == key)
    for (from_key,) in store.connection.execute(query).all():
        journal.articles.amend(from_key, lambda row: upkeep.scrub(row, article_id))
