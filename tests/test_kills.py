"""newscrawl killed, stopped, cut short and run twice at once: nothing is lost, doubled or torn."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from newscrawl.failpoints import NAMES
from tests.reliability.kills import KILLED, Crawler, campaign
from tests.reliability.oracle import Verdict, judge
from tests.reliability.reading import ROOT
from tests.reliability.running import Site, site

ARTICLES = 60


@pytest.fixture
def served() -> Iterator[Site]:
    with site(ARTICLES, "--etags", copies=1, aliases=1) as served:
        yield served


@pytest.fixture
def crawler(tmp_path: Path, served: Site) -> Crawler:
    return Crawler(tmp_path / "data", served.url)


def verdict_of(crawler: Crawler, served: Site, *, finished: bool = True) -> Verdict:
    return judge(crawler.data, served.truth(), current=finished, finished=finished)


def assert_whole(crawler: Crawler, served: Site) -> None:
    """The next run makes everything good."""
    ended = crawler.run()
    assert ended.code == 0, ended.stderr
    verdict = verdict_of(crawler, served)
    assert verdict.ok, verdict


def run_of(crawler: Crawler) -> dict[str, Any]:
    path = crawler.data / "feeds/marsbit/manifest.json"
    found: dict[str, Any] = json.loads(path.read_bytes())["run"]
    return found


def wait_for(what: Callable[[], object], seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.02)


# Killed


def test_fifty_kills_at_random(tmp_path: Path) -> None:
    rounds, seen = campaign(tmp_path, kills=50, articles=30, seed=4, per_round=5)
    assert sum(one.kills for one in rounds) >= 50
    assert all(one.ok for one in rounds), "\n".join(str(one) for one in rounds if not one.ok)
    assert seen.wrong == []
    assert seen.looks > 100


# A state is migrated only once there is a newer one: its own tests see to that.
@pytest.mark.parametrize("name", [name for name in NAMES if name != "migrated"])
def test_killed_at(name: str, tmp_path: Path) -> None:
    with site(30, "--etags", copies=1, aliases=1) as served:
        crawler = Crawler(tmp_path / "data", served.url, NEWSCRAWL_REVISIT="always")
        codes = [crawler.run(NEWSCRAWL_FAILPOINT=name).code]
        codes.append(crawler.run(NEWSCRAWL_FAILPOINT=f"{name}:2").code)
        served.control("edit", share=0.5)
        codes.append(crawler.run(NEWSCRAWL_FAILPOINT=name).code)
        assert set(codes) <= {KILLED, 0}
        assert KILLED in codes, f"no run came to {name}"
        assert_whole(crawler, served)


# Told to stop


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)], ids=["TERM", "INT"]
)
def test_a_signal_ends_a_run(
    number: signal.Signals, code: int, crawler: Crawler, served: Site
) -> None:
    served.control("slow", ms=150)
    process = crawler.start()
    wait_for(lambda: served.mark() > 25)
    process.send_signal(number)
    fetched = served.truth()
    ended = crawler.end(process, 30)
    assert ended.code == code, ended.stderr
    assert (run_of(crawler)["status"], run_of(crawler)["exit_code"]) == ("interrupted", code)
    verdict = verdict_of(crawler, served, finished=False)
    assert verdict.ok, verdict
    # What had been fetched is delivered, but for what was on its way just then.
    told = sum(bool(known["served"]) for known in fetched["articles"].values())
    assert verdict.articles >= told - 17
    assert verdict.articles > 0
    served.control("slow", ms=0)
    assert_whole(crawler, served)


def test_a_signal_ends_a_run_that_waits_for_an_answer(crawler: Crawler, served: Site) -> None:
    process = crawler.start()
    wait_for(lambda: served.mark() > 10)
    served.control("slow", ms=55_000)
    time.sleep(0.5)
    process.send_signal(signal.SIGTERM)
    assert crawler.end(process, 30).code == 143
    served.control("slow", ms=0)
    assert_whole(crawler, served)


def test_a_second_signal_does_no_harm(crawler: Crawler, served: Site) -> None:
    served.control("slow", ms=100)
    process = crawler.start()
    wait_for(lambda: served.mark() > 10)
    process.send_signal(signal.SIGTERM)
    time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    assert crawler.end(process, 30).code in (143, -signal.SIGTERM)
    served.control("slow", ms=0)
    assert_whole(crawler, served)


@pytest.mark.parametrize("after_s", [0.2, 0.6, 1.0])
def test_a_signal_while_it_starts_does_no_harm(
    after_s: float, crawler: Crawler, served: Site
) -> None:
    process = crawler.start()
    time.sleep(after_s)
    process.send_signal(signal.SIGTERM)
    assert crawler.end(process, 30).code in (143, -signal.SIGTERM, 0)
    assert_whole(crawler, served)


# Two at once


def test_a_second_run_is_turned_away(crawler: Crawler, served: Site) -> None:
    served.control("slow", ms=200)
    first = crawler.start()
    wait_for(lambda: served.mark() > 5)
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    second = subprocess.run(
        crawler.command, cwd=ROOT, env=crawler.environment, capture_output=True, timeout=60
    )
    took_s = time.monotonic() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    assert second.returncode == 75, second.stderr
    # Two seconds, of the processor where the machine is busy: it waits for nothing.
    assert min(took_s, spent_s) < 2, (took_s, spent_s)
    assert first.poll() is None, "the first run goes on"
    served.control("slow", ms=0)
    assert crawler.end(first).code == 0
    verdict = verdict_of(crawler, served)
    assert verdict.ok, verdict


# No room, no right


@pytest.mark.parametrize("size", [20_000, 120_000, 250_000])
def test_a_file_may_grow_no_more(size: int, tmp_path: Path) -> None:
    with site(150) as served:
        crawler = Crawler(tmp_path / "data", served.url)
        ended = crawler.run(max_file_bytes=str(size))
        assert ended.code == 5, ended.stderr
        if (crawler.data / "feeds/marsbit/manifest.json").exists():
            verdict = verdict_of(crawler, served, finished=False)
            assert verdict.ok, verdict
        assert_whole(crawler, served)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of two megabytes, where the one who tests may mount it."""
    folder = tmp_path / "disk"
    folder.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if shutil.which("mount") is None or os.geteuid() != 0:
        pytest.skip("a small file system needs root to mount it")
    mounted = subprocess.run(words, capture_output=True, text=True)
    if mounted.returncode:
        pytest.skip(f"a small file system could not be mounted: {mounted.stderr.strip()}")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_is_full(small_disk: Path, tmp_path: Path) -> None:
    with site(400) as served:
        crawler = Crawler(small_disk / "data", served.url)
        ended = crawler.run()
        assert ended.code == 5, ended.stderr
        assert served.mark() == 0, "it was told before the first request"
        crawler.settings["NEWSCRAWL_MIN_FREE_MB"] = "1"
        ended = crawler.run()
        assert ended.code == 5, ended.stderr
        assert served.mark() > 0
        if (crawler.data / "feeds/marsbit/manifest.json").exists():
            verdict = verdict_of(crawler, served, finished=False)
            assert verdict.ok, verdict
        subprocess.run(
            ["mount", "-o", "remount,size=256m", str(small_disk)], check=True, capture_output=True
        )
        assert_whole(crawler, served)


@pytest.mark.parametrize("name", ["", "feeds", "feeds/marsbit", "state"])
def test_a_file_where_a_folder_belongs(name: str, crawler: Crawler, served: Site) -> None:
    path = crawler.data / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("in the way")
    ended = crawler.run()
    assert ended.code == 5, ended.stderr
    assert str(path) in ended.stderr
    assert "Traceback" not in ended.stderr
    assert served.mark() == 0, "it was told before the first request"
    path.unlink()
    assert_whole(crawler, served)


def test_a_folder_that_nobody_may_write_to(served: Site) -> None:
    crawler = Crawler(Path("/proc/newscrawl"), served.url)
    ended = subprocess.run(
        crawler.command,
        cwd=ROOT,
        env=crawler.environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.returncode == 5, ended.stderr
    assert "/proc/newscrawl" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert served.mark() == 0


def test_the_data_directory_vanishes(crawler: Crawler, served: Site) -> None:
    served.control("slow", ms=60)
    process = crawler.start()
    wait_for(lambda: served.mark() > 15)
    shutil.rmtree(crawler.data, ignore_errors=True)
    ended = crawler.end(process, 60)
    assert ended.code == 5, ended.stderr
    shutil.rmtree(crawler.data, ignore_errors=True)
    served.control("slow", ms=0)
    assert_whole(crawler, served)
