"""What becomes of articles that are known: addresses that change hands, names, or are gone."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from conftest import Crawl
from loopback import LoopbackSite, Pages, Served, article_id, article_path, listing, page

from newscrawl.feed.verify import verify

Run = Callable[..., Crawl]
Serve = Callable[[Pages], LoopbackSite]
DAY = 86_400


def redirect(number: int) -> Served:
    return Served(status=302, headers={"Location": article_path(number)})


def later(ended: Crawl, seconds: int = 90 * DAY) -> None:
    """Lets time pass: what the state remembers happened so long ago."""
    with sqlite3.connect(ended.data / "state" / "marsbit.sqlite") as database:
        columns = ("due_at", "gone_at", "fetched_at")
        changes = ", ".join(f"{name} = {name} - {seconds}" for name in columns)
        database.execute(f"UPDATE pages SET {changes}")
    database.close()


def told(ended: Crawl) -> list[tuple[str, int, str]]:
    """Id, revision and change of each row, in a feed that is well."""
    assert "fault" not in ended.stderr
    assert ended.balances
    assert verify(feed(ended)).findings == []
    assert verify(feed(ended) / "links").findings == []
    return [(row["id"].partition(":")[2], row["revision"], row["change"]) for row in ended.rows]


def feed(ended: Crawl) -> Path:
    return ended.data / "feeds" / "marsbit"


def test_an_address_that_leads_elsewhere_and_back(crawl: Run, serve: Serve) -> None:
    one, two = article_id(1), article_id(2)
    site = serve({**listing(1), article_path(1): redirect(2), article_path(2): page(2)})
    start = ("-a", f"start_url={site.url('/news/')}")
    assert told(crawl(*start)) == [(two, 1, "new")]
    site.pages[article_path(1)] = page(1)
    later(crawl(*start))
    assert told(crawl(*start)) == [(two, 1, "new")]
    site.pages[article_path(2)] = redirect(1)
    later(crawl(*start))
    ended = crawl(*start)
    assert told(ended) == [(two, 1, "new"), (two, 2, "updated")]
    assert one not in {row["id"].partition(":")[2] for row in ended.rows}


def test_an_article_that_leads_to_one_nobody_saw(crawl: Run, serve: Serve) -> None:
    one, two = article_id(1), article_id(2)
    site = serve({**listing(1), article_path(1): page(1)})
    start = ("-a", f"start_url={site.url('/news/')}")
    later(crawl(*start))
    site.pages |= {article_path(1): redirect(2), article_path(2): page(2)}
    for _ in range(3):
        ended = crawl(*start)
        assert told(ended) == [(one, 1, "new"), (two, 1, "new")]
        later(ended)


def test_articles_that_change_places(crawl: Run, serve: Serve) -> None:
    one, two = article_id(1), article_id(2)
    both = {article_path(1): page(1), article_path(2): page(2)}
    site = serve({**listing(1, 2), **both})
    start = ("-a", f"start_url={site.url('/news/')}")
    later(crawl(*start))
    for change in (
        {article_path(1): redirect(2)},
        {article_path(1): page(1), article_path(2): redirect(1)},
        both,
    ):
        site.pages |= change
        later(crawl(*start))
    found = told(crawl(*start))
    assert {name for name, _, _ in found} == {one, two}
