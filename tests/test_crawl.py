"""Whole crawls as a user runs them, over a site on loopback: what comes out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import PROJECT, Crawl, read_rows
from loopback import (
    LoopbackSite,
    Pages,
    Served,
    article_html,
    article_id,
    article_path,
    generated,
    listing,
    listing_html,
    page,
)

Run = Callable[..., Crawl]
Serve = Callable[[Pages], LoopbackSite]


# What comes out


def test_a_whole_site(crawl: Run, serve: Serve, tmp_path: Path) -> None:
    site = serve(generated(45))
    log = tmp_path / "log"
    done = crawl("-a", f"start_url={site.url('/news/')}", "--logfile", str(log), "-L", "INFO")
    assert done.code == 0, done.stderr
    assert done.ids == {f"marsbit:{article_id(number)}" for number in range(45)}
    stats = log.read_text("utf-8")
    assert "'newscrawl/discovered': 45" in stats
    assert "'newscrawl/fate/emitted-new/all': 45" in stats
    assert "'newscrawl/origin/title/h1': 45" in stats
    row = next(row for row in done.rows if row["id"] == f"marsbit:{article_id(7)}")
    assert row["url"] == row["canonical_url"] == site.url(article_path(7))
    assert row["title"] == "Report number 7"
    assert "Part 7 of report 7." in row["text"]
    assert len(row["related"]) == 3
    assert row["first_seen_at"] <= row["fetched_at"]
    assert done.counts("site") == "marsbit: 45 articles found"
    assert done.counts("lists") == "4 read, 45 cards"
    assert done.last_line.startswith("complete: 45 articles in ")
    assert done.last_line.endswith("; nothing to do")
    assert str(done.data / "feeds" / "marsbit") in done.stderr
    name = r"marsbit-\d{8}T\d{6}Z-000000001-000000045\.jsonl"
    assert [bool(re.fullmatch(name, path.name)) for path in done.feeds] == [True]
    assert done.manifest["watermark"] == 45
    assert done.manifest["run"]["status"] == "complete"
    assert done.manifest["run"]["fates"] == {"emitted-new": 45}
    # Robots first, each page once, lists before articles, and not a page beyond the end.
    assert site.asked[0] == "/robots.txt"
    assert len(site.asked) == len(set(site.asked)) == 1 + 4 + 45
    assert site.asked[1:5] == ["/news/", *(f"/news/?page={number}" for number in (2, 3, 4))]


def test_a_second_feed_where_the_user_wants_it(crawl: Run, serve: Serve, tmp_path: Path) -> None:
    site = serve(generated(3))
    out = tmp_path / "new" / "out.jsonl"
    done = crawl("-a", f"start_url={site.url('/news/')}", "-O", str(out))
    assert done.code == 0, done.stderr
    assert out.read_bytes() == done.feeds[0].read_bytes()
    again = crawl("-a", f"start_url={site.url('/news/')}", "-O", str(out))
    assert again.code == 0, again.stderr
    assert again.counts("new") == "0"
    assert len(again.feeds) == 1, "what is known costs no row"
    assert read_rows(out) == []
    assert done.manifest["watermark"] == 3


def test_the_feed_on_stdout(crawl: Run, serve: Serve) -> None:
    site = serve(generated(2))
    done = crawl("-a", f"start_url={site.url('/news/')}", "-o", "-:jsonl")
    assert len([json.loads(line) for line in done.stdout.splitlines()]) == 2


def test_cron_calls_from_elsewhere(crawl: Run, serve: Serve, tmp_path: Path) -> None:
    site = serve(generated(2))
    env = {"SCRAPY_SETTINGS_MODULE": "newscrawl.settings", "PYTHONPATH": str(PROJECT)}
    done = crawl("-a", f"start_url={site.url('/news/')}", env=env, cwd=tmp_path)
    assert done.code == 0, done.stderr
    assert len(done.ids) == 2


# Bounds


def test_max_articles(crawl: Run, serve: Serve) -> None:
    site = serve(generated(45))
    done = crawl("-a", f"start_url={site.url('/news/')}", "-a", "max_articles=3")
    assert done.code == 0, done.stderr
    assert len(done.rows) == 3
    assert "/news/?page=2" not in site.asked
    assert done.counts("stopped by").startswith("max_articles 3: ")
    assert done.balances


def test_one_request_at_a_time_takes_the_first_of_the_list(crawl: Run, serve: Serve) -> None:
    site = serve(generated(45))
    words = ("-a", "max_articles=3", "-s", "CONCURRENT_REQUESTS=1")
    done = crawl("-a", f"start_url={site.url('/news/')}", *words)
    assert [row["id"] for row in done.rows] == [f"marsbit:{article_id(n)}" for n in range(3)]
    assert len(site.asked) <= 1 + 1 + 3 + 1, "the next request may be out when enough is in"


def test_max_articles_reads_on_where_articles_fall_out(crawl: Run, serve: Serve) -> None:
    pages = generated(45, related=0)
    for number in range(18):
        del pages[article_path(number)]
    site = serve(pages)
    done = crawl("-a", f"start_url={site.url('/news/')}", "-a", "max_articles=5")
    assert len(done.rows) == 5
    assert "/news/?page=2" in site.asked
    assert done.balances


@pytest.mark.parametrize(("depth", "articles"), [("0", 1), ("1", 3), ("2", 5)])
def test_depth_from_an_article(crawl: Run, serve: Serve, depth: str, articles: int) -> None:
    site = serve(generated(20, related=2))
    done = crawl("-a", f"start_url={site.url(article_path(0))}", "-a", f"depth={depth}")
    assert done.code == 0, done.stderr
    assert len(done.rows) == articles
    assert done.counts("stopped by").startswith(f"depth {depth}: ")
    assert done.balances


def test_depth_zero_reads_the_list_only(crawl: Run, serve: Serve) -> None:
    site = serve(generated(30))
    done = crawl("-a", f"start_url={site.url('/news/')}", "-a", "depth=0")
    assert done.code == 0, done.stderr
    assert done.rows == []
    assert done.manifest["parts"] == [], "an empty run leaves an empty, valid feed"
    assert done.manifest["run"]["status"] == "complete"
    assert done.counts("skipped") == "20 (depth 20)"


def test_max_age(crawl: Run, serve: Serve) -> None:
    pages = generated(45)
    for served in pages.values():
        served.recorded_at = datetime(2026, 5, 20, 18, 0, tzinfo=UTC)
    site = serve(pages)
    # Four articles a day, each dated by a day that may be in any zone.
    done = crawl("-a", f"start_url={site.url('/news/')}", "-a", "max_age=2d")
    assert done.code == 0, done.stderr
    assert 8 <= len(done.rows) <= 16
    horizon = datetime(2026, 5, 18, 18, 0, tzinfo=UTC)
    for row in done.rows:
        assert datetime.fromisoformat(row["published"]["latest"]) >= horizon
    assert done.counts("stopped by").startswith("max_age 2d: ")
    assert "/news/?page=3" not in site.asked, "what is older than old was not looked for"
    assert done.balances


def test_the_crawlers_own_cap_is_partial(crawl: Run, serve: Serve) -> None:
    site = serve(generated(30))
    env = {"NEWSCRAWL_MAX_PAGES": "7"}
    done = crawl("-a", f"start_url={site.url('/news/')}", env=env)
    assert done.code == 3
    assert len(done.rows) == 7
    assert "NEWSCRAWL_MAX_PAGES" in done.last_line


def test_lists_are_capped(crawl: Run, serve: Serve) -> None:
    site = serve(generated(60, related=0))
    done = crawl("-a", f"start_url={site.url('/news/')}", "-s", "NEWSCRAWL_MAX_LIST_PAGES=2")
    assert done.code == 0
    assert len(done.rows) == 40
    assert done.counts("stopped by").startswith("NEWSCRAWL_MAX_LIST_PAGES")


# One article is one article


def test_an_article_under_many_addresses(crawl: Run, serve: Serve) -> None:
    own_id = article_id(1)
    forms = [
        article_path(1),
        f"/es-la/news/otro-{own_id}/",
        f"/news/Industry%20News-{own_id}",
        f"/zh-cn/news/x-{own_id}/?category=7&categoryTitle=A%20B",
        "/zh-cn/news/427702/",
    ]
    canonical = f'<link rel="canonical" href="https://www.htx.com{article_path(1)}">'
    body = article_html(1, [2]).replace("</head>", canonical + "</head>").encode()
    pages: Pages = {form: Served(body) for form in forms}
    cards = "".join(
        f'<a href="{form}"><h3>Report number 1</h3><p>Words.</p><span>marsbit 2026-05-20</span></a>'
        for form in forms
    )
    pages["/news/"] = Served(listing_html([]).replace("<main>", f"<main>{cards}").encode())
    pages["/news/?page=2"] = Served(listing_html([]).encode())
    pages[article_path(2)] = page(2)
    site = serve(pages)
    done = crawl("-a", f"start_url={site.url('/news/')}")
    assert done.code == 0, done.stderr
    assert sorted(row["id"] for row in done.rows) == sorted(
        f"marsbit:{article_id(number)}" for number in (1, 2)
    )
    # One by its id, and one by its number, of which only the page tells what it is.
    assert len([path for path in site.asked if path in forms]) == 2
    assert done.counts("duplicate") == "1 (alias 1)"
    assert done.balances


def test_an_alias_alone_yields_the_article(crawl: Run, serve: Serve) -> None:
    canonical = f'<link rel="canonical" href="https://www.htx.com{article_path(1)}">'
    body = article_html(1, []).replace("</head>", canonical + "</head>").encode()
    site = serve({"/news/427702/": Served(body)})
    done = crawl("-a", f"start_url={site.url('/news/427702/')}")
    assert done.code == 0, done.stderr
    assert done.ids == {f"marsbit:{article_id(1)}"}


def test_the_same_text_under_another_id(crawl: Run, serve: Serve) -> None:
    pages = listing(1, 2)
    pages[article_path(1)] = pages[article_path(2)] = page(1)
    done = crawl("-a", f"start_url={serve(pages).url('/news/')}")
    assert len(done.rows) == 1
    assert done.counts("duplicate") == "1 (content 1)"
