"""Recorded pages in place of the network: the same articles, at the moment they were recorded."""

from __future__ import annotations

import json
import re
import shutil
import socket
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import FIXTURES, PROJECT, Crawl, read_rows
from loopback import article_html, article_path, listing_html, recorded, serving
from scrapy.settings import Settings

from newscrawl.fetching.replay import Recordings, ReplayError, address, parse_time
from newscrawl.runs.addon import data_dir

Run = Callable[..., Crawl]
AT = datetime(2026, 5, 21, 9, 0, tzinfo=UTC)
NEWS = "https://www.htx.com/news/"


class Folder:
    """A folder of recordings in the making."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir()

    def add(
        self,
        url: str,
        body: str = "<p>x",
        *,
        at: datetime = AT,
        status: int = 200,
        headers: dict[str, Any] | None = None,
    ) -> Path:
        folder = self.path / f"page-{len(list(self.path.iterdir()))}"
        folder.mkdir()
        (folder / "page.html").write_text(body, "utf-8")
        data = {
            "url": url,
            "status": status,
            "headers": headers or {"Content-Type": "text/html; charset=utf-8"},
            "fetched_at": at.isoformat(),
            "body": "page.html",
        }
        path = folder / "response.json"
        path.write_text(json.dumps(data), "utf-8")
        return path


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "recordings")


def change(path: Path, **fields: Any) -> None:
    data = {**json.loads(path.read_text("utf-8")), **fields}
    path.write_text(json.dumps({k: v for k, v in data.items() if v is not ...}), "utf-8")


# The index


def test_the_latest_recording_until_then_is_served(folder: Folder) -> None:
    for hours in (2, 0, 1):
        folder.add(NEWS, at=AT + timedelta(hours=hours), status=200 + hours)
    folder.add("https://www.htx.com/later", at=AT + timedelta(hours=2))

    def status(at: datetime | None) -> int | None:
        found = Recordings(folder.path, at=at).find(NEWS + "#top")
        return found and found.status

    assert status(None) == 202
    assert status(AT + timedelta(minutes=119)) == 201
    assert status(AT) == 200
    assert status(AT - timedelta(seconds=1)) is None
    assert Recordings(folder.path).at == AT + timedelta(hours=2)
    assert len(Recordings(folder.path)) == 4


def test_addresses_are_spelled_as_requests_spell_them(folder: Folder) -> None:
    from scrapy import Request

    for url in (f"{NEWS}清河-qh8Rpt2W/?a=b c#d", NEWS + "%E6%B8%85/", "https://h/?page=2"):
        assert address(url) == Request(url).url.partition("#")[0]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"url": ...}, "has no url"),
        ({"fetched_at": ...}, "has no fetched_at"),
        ({"fetched_at": "yesterday"}, "cannot be read"),
        ({"fetched_at": 7}, "cannot be read"),
        ({"status": "200"}, "status a number"),
        ({"headers": ["a"]}, "headers an object"),
        ({"body": "../../outside.html"}, "lies outside"),
        ({"body": "/etc/hostname"}, "lies outside"),
        ({"body": "nowhere.html"}, "is missing"),
        ({"body": 7}, "cannot be read"),
        ({"body": "x" * 5000}, "cannot be read"),
        ({"url": "http://[::1/"}, "is no address"),
        ({"url": "ftp://h/"}, "is no address"),
        ({"fetched_at": "9999-12-31T23:59:59-14:00"}, "the year 9999"),
        ({"fetched_at": "0001-01-01"}, "the year 1 "),
        ({"status": 0}, "is none of HTTP"),
        ({"status": 10**20}, "is none of HTTP"),
        ({"headers": {"Content-Type": 7}}, "to be texts"),
        ({"headers": {"Content-Type": [None]}}, "to be texts"),
        ({"headers": {"Content-Type": [["a"]]}}, "to be texts"),
        ({"headers": {"X": "\ud800"}}, "to be texts"),
    ],
)
def test_broken_recordings_are_told(folder: Folder, fields: dict[str, Any], message: str) -> None:
    path = folder.add(NEWS)
    change(path, **fields)
    (folder.path.parent / "outside.html").write_text("x")
    with pytest.raises(ReplayError, match=message) as caught:
        Recordings(folder.path)
    assert str(path) in str(caught.value)


def test_broken_folders_are_told(folder: Folder) -> None:
    with pytest.raises(ReplayError, match="nothing to replay"):
        Recordings(folder.path)
    with pytest.raises(ReplayError, match="there is no folder"):
        Recordings(folder.path / "nowhere")
    path = folder.add(NEWS)
    with pytest.raises(ReplayError, match="is no WARC file"):
        Recordings(path)
    path.write_text("{")
    with pytest.raises(ReplayError, match="cannot be read"):
        Recordings(folder.path)
    path.write_text("[" * 100_000)
    with pytest.raises(ReplayError, match="cannot be read"):
        Recordings(folder.path)
    path.write_text("[]")
    with pytest.raises(ReplayError, match="cannot be read"):
        Recordings(folder.path)


def test_a_recording_without_a_body_is_empty(folder: Folder) -> None:
    change(folder.add(NEWS), body=...)
    found = Recordings(folder.path).find(NEWS)
    assert found is not None
    assert found.read()[1] == b""


@pytest.mark.parametrize(
    "text", ["2026-05-21T09:00:00Z", "2026-05-21T11:00:00+02:00", "2026-05-21 09:00"]
)
def test_times_of_replays(text: str) -> None:
    assert parse_time(text) == AT


def test_where_a_replay_writes() -> None:
    assert data_dir(Settings()) == PROJECT / "data"
    assert data_dir(Settings({"REPLAY_FROM": "x"})) == PROJECT / "data" / "replay"
    given = Settings({"REPLAY_FROM": "x", "NEWSCRAWL_DATA_DIR": "/elsewhere"})
    assert data_dir(given) == Path("/elsewhere")


# Crawls


def small_site(folder: Folder) -> None:
    folder.add(NEWS, listing_html([1, 2]))
    folder.add(NEWS + "?page=2", listing_html([]))
    folder.add("https://www.htx.com" + article_path(1), article_html(1, []))


def test_what_is_not_recorded_fails_and_the_network_is_left_alone(
    crawl: Run, folder: Folder
) -> None:
    small_site(folder)
    # Were a request to leave, it would be seen here.
    with socket.create_server(("127.0.0.1", 0)) as proxy:
        where = f"http://127.0.0.1:{proxy.getsockname()[1]}"
        env = {"http_proxy": where, "https_proxy": where}
        done = crawl("-s", f"REPLAY_FROM={folder.path}", env=env)
        proxy.settimeout(0)
        with pytest.raises(BlockingIOError):
            proxy.accept()
    assert done.code == 3
    assert len(done.rows) == 1
    assert f"failed(not_recorded): https://www.htx.com{article_path(2)}" in done.stderr
    assert "1 page failed (not_recorded 1): record what is missing" in done.last_line


def test_articles_are_dated_by_the_recording(crawl: Run, folder: Folder) -> None:
    small_site(folder)
    done = crawl("-s", f"REPLAY_FROM={folder.path}")
    (row,) = done.rows
    assert row["fetched_at"] == row["rendered_at"] == row["first_seen_at"] == "2026-05-21T09:00:00Z"


def test_robots_are_replayed_too(crawl: Run, folder: Folder) -> None:
    small_site(folder)
    folder.add(
        "https://www.htx.com/robots.txt",
        f"User-agent: *\nDisallow: {article_path(1)}\n",
        headers={"Content-Type": "text/plain"},
    )
    done = crawl("-s", f"REPLAY_FROM={folder.path}")
    assert done.counts("skipped") == "1 (robots 1)"
    assert done.rows == []


def test_a_replay_at_an_earlier_moment(crawl: Run, folder: Folder) -> None:
    small_site(folder)
    url = "https://www.htx.com" + article_path(1)
    edited = article_html(1, []).replace("Part 1", "Part one")
    folder.add(url, edited, at=AT + timedelta(hours=1))
    for at, words in ((None, "Part one"), ("2026-05-21T09:30:00Z", "Part 1")):
        out = folder.path.parent / "out.jsonl"
        further = [] if at is None else ["-s", f"REPLAY_AT={at}"]
        shutil.rmtree(folder.path.parent / "data", ignore_errors=True)
        crawl("-s", f"REPLAY_FROM={folder.path}", "-O", str(out), *further)
        assert words in read_rows(out)[0]["text"]


def test_a_page_too_large_to_replay(crawl: Run, folder: Folder) -> None:
    small_site(folder)
    folder.add("https://www.htx.com" + article_path(2), "x" * (11 * 1024 * 1024))
    done = crawl("-s", f"REPLAY_FROM={folder.path}")
    assert done.counts("failed") == "1 (too_large 1)"


def test_recorded_faults_are_tried_again_and_redirects_followed(crawl: Run, folder: Folder) -> None:
    target = "https://www.htx.com/es-la" + article_path(2)
    small_site(folder)
    folder.add("https://www.htx.com" + article_path(2), status=301, headers={"Location": target})
    folder.add(target, article_html(2, []))
    done = crawl("-s", f"REPLAY_FROM={folder.path}")
    assert done.code == 0, done.stderr
    assert target in {row["url"] for row in done.rows}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["-s", "REPLAY_FROM=nowhere/at/all"], "there is no folder nowhere/at/all"),
        (["-s", f"REPLAY_FROM={'x' * 300}"], "File name too long"),
        (["-s", "REPLAY_FROM={folder}", "-s", "REPLAY_AT=soon"], 'REPLAY_AT "soon" is no time'),
        (
            ["-s", "REPLAY_FROM={folder}", "-s", "REPLAY_AT=9999-12-31T23:00:00-14:00"],
            "the year 9999",
        ),
        (["-s", "REPLAY_AT=2026-05-21"], "REPLAY_AT is set, and REPLAY_FROM is not"),
    ],
)
def test_a_replay_that_cannot_start(
    crawl: Run, folder: Folder, words: list[str], message: str
) -> None:
    small_site(folder)
    done = crawl(*(word.format(folder=folder.path) for word in words))
    assert done.code == 1
    assert message in done.last_line
    assert "Traceback" not in done.stderr
    assert not done.data.exists()


# The bundled site, by replay and over loopback


def by_id(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    assert len({row["id"] for row in rows}) == len(rows)
    return {row["id"]: row for row in rows}


def without_fetch_times(row: dict[str, Any], base: str) -> dict[str, Any]:
    text = json.dumps(row, ensure_ascii=False).replace(base, "https://www.htx.com")
    return {
        name: value
        for name, value in json.loads(text).items()
        if name not in ("seq", "fetched_at", "first_seen_at")
    }


def test_a_replay_and_a_crawl_over_http_agree(crawl: Run, tmp_path: Path) -> None:
    replayed, crawled = tmp_path / "replayed.jsonl", tmp_path / "crawled.jsonl"
    one = crawl("-s", f"REPLAY_FROM={FIXTURES}", "-O", str(replayed))
    assert one.code in (0, 3), one.stderr
    shutil.rmtree(one.data)
    with serving(recorded(FIXTURES)) as site:
        two = crawl("-a", f"start_url={site.url('/news/')}", "-O", str(crawled))
        base = site.base
    assert two.code in (0, 3), two.stderr
    left, right = by_id(read_rows(replayed)), by_id(read_rows(crawled))
    assert left.keys() == right.keys()
    assert len(left) >= 16
    for own_id, row in left.items():
        assert without_fetch_times(row, base) == without_fetch_times(right[own_id], base), own_id


def test_two_replays_write_the_same_bytes(crawl: Run, tmp_path: Path) -> None:
    outs = [tmp_path / "one.jsonl", tmp_path / "two.jsonl"]
    for out in outs:
        shutil.rmtree(tmp_path / "data", ignore_errors=True)
        crawl("-s", f"REPLAY_FROM={FIXTURES}", "-a", "locale=es-la,zh-cn", "-O", str(out))
    assert outs[0].read_bytes() == outs[1].read_bytes()
    assert outs[0].stat().st_size > 10_000


def test_the_bundled_articles_come_out_as_expected(crawl: Run) -> None:
    done = crawl("-s", f"REPLAY_FROM={FIXTURES}")
    rows = by_id(done.rows)
    expected = {}
    for path in FIXTURES.glob("*/article.json"):
        article = json.loads(path.read_text("utf-8"))
        expected[article["id"]] = article["title"]
    assert {own_id: row["title"] for own_id, row in rows.items()} == {
        own_id: title for own_id, title in expected.items() if own_id in rows
    }
    # Some cards were recorded after the page that they lead to.
    assert [row["id"] for row in done.rows if row["first_seen_at"] > row["fetched_at"]] == []
    kinds = set(re.findall(r"([a-z_0-9]+) \d+", done.counts("failed")))
    assert kinds <= {"not_recorded"}
