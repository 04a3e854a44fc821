"""Commands whose standard streams are closed, full or read by nobody, as under cron."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import FIXTURES, PROJECT, environment, read_rows

CRAWL = f"crawl marsbit -a max_articles=2 -s REPLAY_FROM={FIXTURES}"
PROBE = f"probe marsbit {FIXTURES / 'quarry'}"
SHOW = "feed show feed.jsonl"
NOWHERE = "> >(exec true)"

full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")


def shell(tmp_path: Path, words: str, streams: str) -> subprocess.CompletedProcess[str]:
    """A command of scrapy with its streams as the shell sets them."""
    return subprocess.run(
        ["bash", "-c", f"{shlex.quote(sys.executable)} -m scrapy {words} {streams}"],
        cwd=tmp_path,
        env={
            **environment(tmp_path),
            "PYTHONPATH": str(PROJECT),
            "SCRAPY_SETTINGS_MODULE": "newscrawl.settings",
        },
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize(
    "streams",
    [
        ">&-",
        "2>&-",
        "<&- >&- 2>&-",
        f"2{NOWHERE}",
        f"-L DEBUG 2{NOWHERE}",
        pytest.param("2>/dev/full", marks=full),
        pytest.param("-L DEBUG >/dev/full 2>&1", marks=full),
    ],
)
def test_a_crawl_does_not_depend_on_being_watched(tmp_path: Path, streams: str) -> None:
    done = shell(tmp_path, CRAWL, streams)
    assert done.returncode == 0, done.stderr
    (feed,) = (tmp_path / "data" / "feeds" / "marsbit").glob("2*/**/*.jsonl")
    assert len(read_rows(feed)) == 2, "and nothing else is in the feed"
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize("streams", [">&-", NOWHERE, pytest.param(">/dev/full", marks=full)])
def test_a_feed_on_a_stdout_that_takes_nothing_is_told(tmp_path: Path, streams: str) -> None:
    done = shell(tmp_path, f"{CRAWL} -O -:jsonl", streams)
    assert done.returncode == 5
    assert done.stderr.splitlines()[-1].startswith("failed: ")
    assert "Traceback" not in done.stderr


def test_a_usage_error_without_stderr(tmp_path: Path) -> None:
    assert shell(tmp_path, "crawl marsbit -a locale=xx", "2>&-").returncode == 2


@pytest.mark.parametrize(
    "streams", ["2>&-", f"2{NOWHERE}", pytest.param("2>/dev/full", marks=full)]
)
def test_a_probe_without_a_table_still_gives_the_article(tmp_path: Path, streams: str) -> None:
    done = shell(tmp_path, PROBE, streams)
    assert done.returncode == 0
    assert json.loads(done.stdout)["id"] == "marsbit:Qr7YvB2m"


@pytest.mark.parametrize(
    ("streams", "code"), [(NOWHERE, 0), (">&-", 5), pytest.param(">/dev/full", 5, marks=full)]
)
def test_a_probe_without_stdout(tmp_path: Path, streams: str, code: int) -> None:
    done = shell(tmp_path, PROBE, streams)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    last = done.stderr.splitlines()[-1]
    assert last.startswith("cannot write: " if code else "a crawl would deliver it")


@pytest.mark.parametrize(
    ("streams", "code"), [(NOWHERE, 0), (">&-", 1), pytest.param(">/dev/full", 1, marks=full)]
)
def test_a_feed_shown_to_nobody(tmp_path: Path, streams: str, code: int) -> None:
    row = {"schema": "newscrawl.article/1", "id": "a:b", "title": "T"}
    (tmp_path / "feed.jsonl").write_text(json.dumps(row) + "\n")
    done = shell(tmp_path, SHOW, streams)
    assert done.returncode == code, done.stderr
    assert done.stderr.startswith("cannot write: " if code else "")
    assert "Traceback" not in done.stderr
