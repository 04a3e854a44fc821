"""Settings and addresses that Scrapy takes its own way: IPv6, JOBDIR, EXTENSIONS, ADDONS."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from conftest import FIXTURES, Crawl
from loopback import generated

Run = Callable[..., Crawl]
REPLAY = ("-s", f"REPLAY_FROM={FIXTURES}", "-a", "max_articles=2")


class _Ipv6Server(ThreadingHTTPServer):
    address_family = socket.AF_INET6


@contextmanager
def ipv6_site() -> Iterator[str]:
    """Two articles at ::1; its address."""
    pages = generated(2)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = pages.get(self.path)
            self.send_response(200 if page else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page.body if page else b"")

        def log_message(self, *_: object) -> None:
            pass

    try:
        server = _Ipv6Server(("::1", 0), Handler)
    except OSError:
        pytest.skip("this machine has no IPv6")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://[::1]:{server.server_port}/news/"
    finally:
        server.shutdown()
        server.server_close()


def test_a_start_page_at_an_ipv6_address(crawl: Run) -> None:
    with ipv6_site() as url:
        done = crawl("-a", f"start_url={url}")
    assert done.code == 0
    assert len(done.rows) == 2


def test_a_site_at_an_ipv6_address(crawl: Run) -> None:
    with ipv6_site() as url:
        done = crawl("-a", f"url={url}", spider="news")
    assert done.code == 0
    assert len(done.rows) == 2


@pytest.mark.parametrize("kind", ["folder", "file", "nothing yet"])
def test_jobdir_is_refused(crawl: Run, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "job"
    if kind == "folder":
        path.mkdir()
    elif kind == "file":
        path.touch()
    done = crawl(*REPLAY, "-s", f"JOBDIR={path}")
    assert done.code == 1
    assert done.last_line.startswith("could not start: JOBDIR is set")
    assert "leave JOBDIR out" in done.last_line
    assert "Traceback" not in done.stderr
    assert path.exists() == (kind != "nothing yet")


@pytest.mark.parametrize(
    "setting",
    [
        "EXTENSIONS={}",
        'EXTENSIONS={"newscrawl.runs.accounting.Accounting": null}',
        "ITEM_PIPELINES={}",
        "DOWNLOADER_MIDDLEWARES={}",
    ],
)
def test_what_a_run_cannot_do_without_is_put_back(crawl: Run, setting: str) -> None:
    done = crawl(*REPLAY, "-s", setting)
    assert done.code == 0
    assert done.balances
    assert done.last_line.startswith("complete: 2 articles")


def test_addons_without_ours_are_refused(crawl: Run) -> None:
    done = crawl(*REPLAY, "-s", "ADDONS={}")
    assert done.code == 1
    assert "newscrawl.runs.addon.RunAddon" in done.last_line
