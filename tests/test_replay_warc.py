"""Crawls by WARC files: what a folder of recordings gives, they give, too."""

from __future__ import annotations

import gzip
import json
import random
import shutil
import zlib
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from archives import AT, PAGE, Archive, chunked
from conftest import FIXTURES, Crawl, read_rows

Run = Callable[..., Crawl]
BROTLI = bytes.fromhex(
    "1bad00f89d09362ea877c778492506572074e52397696c6f5d8830c8e4a613c04005859814efff5f1f00"
)


def archived(folder: Path, archive: Archive, *, encoded: bool = True) -> None:
    """Writes every recording of a folder into an archive, as servers send pages."""
    archive.add(kind="request", body=b"", status="GET / HTTP/1.1", http={})
    for number, path in enumerate(sorted(folder.rglob("response.json"))):
        data = json.loads(path.read_text("utf-8"))
        body = (path.parent / data["body"]).read_bytes()
        headers = dict(data["headers"])
        if encoded and number % 3:
            body, headers["Content-Encoding"] = gzip.compress(body), "gzip"
        if encoded and number % 2:
            body, headers["Transfer-Encoding"] = chunked(body, 1000), "chunked"
        at, status = datetime.fromisoformat(data["fetched_at"]), f"{data['status']} As recorded"
        archive.add(data["url"], body, at=at, status=status, http=headers)


@pytest.mark.parametrize("gz", [True, False])
def test_a_warc_replays_as_the_folder_that_it_was_made_of(
    crawl: Run, tmp_path: Path, gz: bool
) -> None:
    archive = Archive(tmp_path / "a.warc", gz=gz)
    archived(FIXTURES, archive)
    outs = [tmp_path / "folder.jsonl", tmp_path / "warc.jsonl"]
    ends = []
    for source, out in zip((FIXTURES, archive.path), outs, strict=True):
        shutil.rmtree(tmp_path / "data", ignore_errors=True)
        ends.append(crawl("-s", f"REPLAY_FROM={source}", "-O", str(out)))
    assert len(read_rows(outs[0])) >= 16
    assert read_rows(outs[1]) == read_rows(outs[0])
    assert [end.code for end in ends] == [3, 3]
    assert ends[0].counts("failed") == ends[1].counts("failed") == "2 (not_recorded 2)"
    assert "torn" not in ends[1].stderr


def test_only_the_two_pages_that_are_left_out_on_purpose_fail(crawl: Run) -> None:
    done = crawl("-s", f"REPLAY_FROM={FIXTURES}")
    told = [line for line in done.stderr.splitlines() if line.startswith("not read")]
    assert len(told) == 2
    assert all("failed(not_recorded)" in line for line in told)
    assert "failed" not in done.counts("lists")
    for locale in ("es-la", "zh-cn"):
        done = crawl("-s", f"REPLAY_FROM={FIXTURES}", "-a", f"locale={locale}", "-a", "depth=1")
        assert "failed" not in done.counts("lists")


def test_a_warc_replays_at_an_earlier_moment(crawl: Run, tmp_path: Path) -> None:
    archive = Archive(tmp_path / "a.warc.gz")
    archived(FIXTURES, archive)
    words = ["-s", f"REPLAY_FROM={archive.path}", "-a", f"start_url={edited()}", "-a", "depth=0"]
    texts = []
    for at in ("2026-05-21T09:30:00Z", "2026-05-21T10:30:00Z"):
        out = tmp_path / "out.jsonl"
        crawl(*words, "-s", f"REPLAY_AT={at}", "-O", str(out))
        texts += [row["text"] for row in read_rows(out)]
    assert len(set(texts)) == 2


def edited() -> str:
    return str(json.loads((FIXTURES / "pellucid-edited" / "response.json").read_text())["url"])


def test_a_torn_archive_serves_the_rest(crawl: Run, tmp_path: Path) -> None:
    archive = Archive(tmp_path / "a.warc.gz")
    archived(FIXTURES, archive)
    later = AT + timedelta(days=1)
    archive.add(
        "https://www.htx.com/news/tail-T0rnT0rn/", random.Random(1).randbytes(9000), at=later
    )
    cut = archive.path.read_bytes()[:-3000]
    archive.path.write_bytes(cut)
    outs = [tmp_path / "folder.jsonl", tmp_path / "warc.jsonl"]
    crawl("-s", f"REPLAY_FROM={FIXTURES}", "-O", str(outs[0]))
    shutil.rmtree(tmp_path / "data")
    done = crawl("-s", f"REPLAY_FROM={archive.path}", "-O", str(outs[1]))
    assert done.stderr.count("is torn or damaged at byte") == 1
    assert read_rows(outs[1]) == read_rows(outs[0])


@pytest.mark.parametrize("encoding", [None, "gzip"])
def test_a_body_too_large_is_refused(crawl: Run, tmp_path: Path, encoding: str | None) -> None:
    archive = Archive(tmp_path / "a.warc.gz")
    body = b"<p>" + b"x" * (11 * 1024 * 1024)
    http = {"Content-Type": "text/html"}
    if encoding:
        body, http["Content-Encoding"] = gzip.compress(body), encoding
    url = edited()
    archive.add(url, body, http=http)
    done = crawl("-s", f"REPLAY_FROM={archive.path}", "-a", f"start_url={url}")
    assert "failed(too_large)" in done.stderr


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("br", BROTLI),
        ("deflate", zlib.compress(PAGE)),
        ("gzip", gzip.compress(PAGE)),
        ("gzip", PAGE),
    ],
    ids=["br", "deflate", "gzip", "decoded already"],
)
def test_encoded_pages_are_decoded(crawl: Run, tmp_path: Path, encoding: str, body: bytes) -> None:
    """By what decodes them in a live crawl; `read` hands on what they are encoded in."""
    archive = Archive(tmp_path / "a.warc")
    page = "https://www.htx.com/news/a-b-aBcD1234/"
    archive.add(page, body, http={"Content-Type": "text/html", "Content-Encoding": encoding})
    done = crawl("-s", f"REPLAY_FROM={archive.path}", "-a", f"start_url={page}")
    assert "brotli brotli" in done.rows[0]["text"]


def test_a_crawl_of_garbage_does_not_start(crawl: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.warc.gz"
    path.write_bytes(PAGE)
    done = crawl("-s", f"REPLAY_FROM={path}")
    assert done.code == 1
    assert f"could not start: {path} is no WARC file: REPLAY_FROM wants" in done.last_line
    assert "Traceback" not in done.stderr
    assert not done.data.exists()
