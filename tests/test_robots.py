"""robots.txt that cannot be had, or is no plain one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import Crawl
from loopback import LoopbackSite, Pages, Served, article_path, generated

from newscrawl.fetching.robots import MAX_BYTES

Run = Callable[..., Crawl]
Serve = Callable[[Pages], LoopbackSite]
TEXT = {"Content-Type": "text/plain"}
FORBID = b"User-agent: *\nDisallow: /\n"
QUICK = ("-s", "RETRY_TIMES=0", "-s", "DOWNLOAD_TIMEOUT=2")


def served(robots: Served) -> Pages:
    return {**generated(2), "/robots.txt": robots}


@pytest.mark.parametrize(
    "robots",
    [
        Served(b"down", status=503, headers=TEXT),
        Served(b"User-agent: *\nAllow: /\n", status=500, headers=TEXT),
        Served(b"late", headers=TEXT, delay_s=6),
    ],
    ids=["503", "500", "timeout"],
)
def test_nothing_is_fetched_without_it(crawl: Run, serve: Serve, robots: Served) -> None:
    site = serve(served(robots))
    done = crawl("-a", f"start_url={site.url('/news/')}", *QUICK)
    assert set(site.asked) == {"/robots.txt"}
    assert done.rows == []
    assert "failed(robots_unavailable)" in done.stderr
    assert done.code == 3
    assert "robots.txt cannot be had" in done.last_line
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("status", [401, 403, 404, 410, 429])
def test_one_that_is_not_there_allows(crawl: Run, serve: Serve, status: int) -> None:
    # What an error page says is no rule.
    site = serve(served(Served(FORBID, status=status, headers=TEXT)))
    done = crawl("-a", f"start_url={site.url('/news/')}", *QUICK)
    assert len(done.rows) == 2
    assert done.code == 0


def test_only_the_first_part_of_a_long_one_counts(crawl: Run, serve: Serve) -> None:
    comment = b"#" + b"x" * 98 + b"\n"
    rule = f"User-agent: *\nDisallow: {article_path(1)}\n".encode()
    long = rule + comment * (MAX_BYTES // len(comment)) + b"Disallow: /\n"
    assert len(long) > MAX_BYTES
    site = serve(served(Served(long, headers=TEXT)))
    done = crawl("-a", f"start_url={site.url('/news/')}", *QUICK)
    assert done.reasons("skipped") == {"robots": 1}
    assert len(done.rows) == 1


def test_a_host_that_is_down_has_its_own_reason(crawl: Run) -> None:
    done = crawl("-a", "start_url=http://127.0.0.1:9/news/", *QUICK)
    assert "failed(connection_refused)" in done.stderr
    assert done.code == 3
