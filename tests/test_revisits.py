"""A site that is crawled again and again: what is asked for, and what comes of it."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from conftest import PROJECT, Crawl, command, environment
from loopback import (
    LoopbackSite,
    Pages,
    Served,
    article_html,
    article_id,
    article_path,
    generated,
    listing_html,
)
from postgres import PrivatePostgres
from test_replay import AT, NEWS, Folder

from newscrawl.feed.verify import verify

Run = Callable[..., Crawl]
Serve = Callable[[Pages], LoopbackSite]
ALWAYS = {"NEWSCRAWL_REVISIT": "always"}


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "recordings")


def replay(crawl: Run, folder: Folder, hours: float, *words: str) -> Crawl:
    moment = AT + timedelta(hours=hours)
    source = ("-s", f"REPLAY_FROM={folder.path}", "-s", f"REPLAY_AT={moment.isoformat()}")
    return crawl(*source, *words)


def of_article(number: int) -> str:
    return "https://www.htx.com" + article_path(number)


def test_what_is_known_is_not_asked_for_again(crawl: Run, serve: Serve) -> None:
    site = serve(generated(25))
    words = ("-a", f"start_url={site.url('/news/')}")
    first = crawl(*words)
    asked = len(site.asked)
    again = crawl(*words)
    assert (first.code, again.code) == (0, 0), again.stderr
    assert again.counts("new") == "0"
    assert again.reasons("skipped")["not_due"] >= 20
    news = [path for path in site.asked[asked:] if path != "/robots.txt"]
    assert news == ["/news/"], "a list without anything new is read no further"
    assert len(again.rows) == 25
    assert again.balances


def test_a_server_that_knows_its_pages_is_asked_whether_they_changed(
    crawl: Run, serve: Serve
) -> None:
    pages = generated(4)
    for number in range(4):
        pages[article_path(number)].headers |= {"ETag": f'"v{number}"'}
    site = serve(pages)
    conditions: list[str | None] = []
    answer = site._server.RequestHandlerClass.do_GET  # type: ignore[attr-defined]

    def ask(handler: object) -> None:
        condition = handler.headers.get("If-None-Match")  # type: ignore[attr-defined]
        conditions.append(condition)
        if condition is None:
            answer(handler)
            return
        site.asked.append(handler.path)  # type: ignore[attr-defined]
        handler.send_response_only(304)  # type: ignore[attr-defined]
        handler.end_headers()  # type: ignore[attr-defined]

    site._server.RequestHandlerClass.do_GET = ask  # type: ignore[attr-defined]
    words = ("-a", f"start_url={site.url('/news/')}")
    crawl(*words)
    assert set(conditions) == {None}
    again = crawl(*words, env=ALWAYS)
    assert again.code == 0, again.stderr
    assert set(conditions) == {None, *(f'"v{number}"' for number in range(4))}
    assert again.counts("unchanged") == "4"
    assert again.counts("new") == "0"


def test_edits_are_revisions(crawl: Run, serve: Serve) -> None:
    pages = generated(3)
    site = serve(pages)
    # All its texts are much alike.
    words = ("-a", f"start_url={site.url('/news/')}", "-s", "NEWSCRAWL_NEAR_DUPLICATES=off")
    crawl(*words)
    edited = article_html(1, []).replace("Part 1 of", "The first part of")
    pages[article_path(1)].body = edited.encode()
    again = crawl(*words, env=ALWAYS)
    assert again.counts("updated") == "1"
    assert again.counts("unchanged") == "2"
    row = again.rows[-1]
    assert (row["id"], row["revision"], row["change"]) == (f"marsbit:{article_id(1)}", 2, "updated")
    assert row["changed_fields"] == ["text", "blocks", "related"]
    assert row["seq"] == 4


def test_an_article_that_is_gone_for_a_day_is_removed(crawl: Run, folder: Folder) -> None:
    folder.add(NEWS, listing_html([1]))
    folder.add(of_article(1), article_html(1, []))
    folder.add(of_article(1), status=404, at=AT + timedelta(hours=30))
    assert replay(crawl, folder, 0).counts("new") == "1"
    gone = replay(crawl, folder, 31)
    assert gone.reasons("rejected") == {"http_404": 1}
    assert len(gone.rows) == 1
    soon = replay(crawl, folder, 40, "-s", "NEWSCRAWL_REVISIT=always")
    assert soon.reasons("rejected") == {"http_404": 1}, "twice, but not a day apart"
    removed = replay(crawl, folder, 56)
    assert removed.counts("removed") == "1", removed.stderr
    row = removed.rows[-1]
    assert (row["change"], row["revision"], row["title"]) == ("removed", 2, None)
    assert removed.balances
    later = replay(crawl, folder, 80, "-s", "NEWSCRAWL_REVISIT=always")
    assert later.reasons("rejected") == {"gone": 1}
    assert len(later.rows) == 2


def test_an_article_that_was_gone_for_an_hour_is_not_removed(crawl: Run, folder: Folder) -> None:
    folder.add(NEWS, listing_html([1]))
    folder.add(of_article(1), article_html(1, []))
    folder.add(of_article(1), status=410, at=AT + timedelta(hours=30))
    folder.add(of_article(1), article_html(1, []), at=AT + timedelta(hours=32))
    folder.add(of_article(1), status=410, at=AT + timedelta(hours=70))
    always = ("-s", "NEWSCRAWL_REVISIT=always")
    for hours in (0, 31, 33, 71):
        done = replay(crawl, folder, hours, *always)
    assert done.reasons("rejected") == {"http_410": 1}
    assert [row["change"] for row in done.rows] == ["new"]


def test_failed_pages_are_owed(crawl: Run, serve: Serve) -> None:
    pages = generated(6)
    broken = pages[article_path(2)]
    pages[article_path(2)] = Served(b"oops", status=503)
    site = serve(pages)
    words = ("-a", f"start_url={site.url('/news/')}", "-s", "RETRY_TIMES=0")
    first = crawl(*words)
    assert first.code == 3
    assert first.reasons("failed") == {"http_503": 1}
    pages[article_path(2)] = broken
    again = crawl(*words)
    assert again.code == 0, again.stderr
    assert again.counts("new") == "1"
    assert len(again.rows) == 6
    assert again.balances


def test_what_a_bound_cut_off_is_owed(crawl: Run, serve: Serve) -> None:
    site = serve(generated(45))
    words = ("-a", f"start_url={site.url('/news/')}")
    for _ in range(4):
        done = crawl(*words, "-a", "max_articles=10")
        assert done.code == 0, done.stderr
        assert int(done.counts("new").split()[0]) == 10
        assert done.balances
    done = crawl(*words)
    assert done.counts("new") == "5"
    assert len({row["id"] for row in done.rows}) == len(done.rows) == 45


def test_a_run_takes_up_so_many_pages_at_most(crawl: Run, serve: Serve) -> None:
    site = serve(generated(30))
    words = ("-a", f"start_url={site.url('/news/')}")
    first = crawl(*words, "-s", "NEWSCRAWL_MAX_PAGES=12")
    assert first.code == 3
    assert len(first.rows) == 12
    assert "NEWSCRAWL_MAX_PAGES" in first.stderr
    assert first.balances
    again = crawl(*words)
    assert again.code == 0, again.stderr
    assert len(again.rows) == 30


def test_layout_that_drifts_takes_nothing_away(crawl: Run, serve: Serve) -> None:
    pages = generated(8)
    site = serve(pages)
    words = ("-a", f"start_url={site.url('/news/')}")
    crawl(*words)
    for number in range(8):
        shell = f"<title>Report number {number}</title><h1>Report number {number}</h1><p>x"
        pages[article_path(number)] = Served(shell.encode())
    again = crawl(*words, env=ALWAYS)
    assert again.code == 4, again.stderr
    assert again.manifest["run"]["status"] == "gate_failed"
    assert len(again.rows) == 8
    assert again.balances


def test_nothing_is_remembered_where_nothing_shall_be(crawl: Run, serve: Serve) -> None:
    site = serve(generated(3))
    words = ("-a", f"start_url={site.url('/news/')}", "-s", "NEWSCRAWL_STATE_URL=memory")
    for _ in range(2):
        done = crawl(*words)
        assert done.code == 0, done.stderr
        assert done.counts("new") == "3"
    assert not done.data.exists()


def test_a_server_that_is_restarted_while_a_crawl_runs(
    crawl: Run, serve: Serve, postgres: PrivatePostgres, tmp_path: Path
) -> None:
    pages = generated(40)
    for page in pages.values():
        page.delay_s = 0.1
    site = serve(pages)
    env = {"NEWSCRAWL_STATE_URL": postgres.new_database(), "NEWSCRAWL_BATCH_PAGES": "5"}
    words = ("-a", f"start_url={site.url('/news/')}")
    process = subprocess.Popen(
        command(*words),
        cwd=PROJECT,
        env=environment(tmp_path, env),
        stderr=subprocess.PIPE,
    )
    while len(site.asked) < 25 and process.poll() is None:
        time.sleep(0.05)
    postgres.restart()
    _, stderr = process.communicate(timeout=90)
    assert process.returncode == 5, stderr.decode()
    last = stderr.decode().splitlines()[-1]
    assert last.startswith("failed: the state postgresql+psycopg://")
    assert "run again" in last
    again = crawl(*words, env=env)
    assert again.code == 0, again.stderr
    assert len({row["id"] for row in again.rows}) == len(again.rows) == 40
    assert verify(again.data / "feeds" / "marsbit").findings == []
    assert not list((again.data / "state").glob("*.sqlite"))
