"""The newest revision of each article, with those whose rows retention or a repair took away.

Each test runs on SQLite and on PostgreSQL.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import PROJECT, environment
from test_deliver import World, article, minute

from newscrawl.commands.state import _rebuild
from newscrawl.feed import upkeep
from newscrawl.feed.errors import FeedError
from newscrawl.feed.library import Places, between_runs
from newscrawl.feed.reader import lines
from newscrawl.feed.snapshot import Snapshot
from newscrawl.items import RelatedReading
from newscrawl.runs.withdrawal import withdraw


@pytest.fixture(params=["sqlite", "postgresql"])
def world(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[World]:
    """Three parts: a and b; g, which is removed in the next; a again."""
    url = None
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres").new_database()
    made = World(tmp_path / "data", url)
    made.read(article("a"))
    quoting = [RelatedReading(1, "s:a", "http://h/news/a/", title="Title a\u2028")]
    made.read(article("b", published=minute("2026-05-20T08:27:00Z"), related=quoting))
    made.read(article("g"))
    made.end_run()
    made.give(article("g", change="removed", fetched_at="2026-05-22T09:00:00Z"))
    made.read(article("a", title="New"))
    made.end_run()
    yield made
    if made._session is not None:
        made.kill()


def folder(world: World) -> Path:
    return world.data / "feeds" / "s"


def url_of(world: World) -> str | None:
    return world.options.state_url


def prune(world: World, before: str) -> int:
    with between_runs(Places(world.data, "s"), url_of(world)) as (_, feeds):
        return len(upkeep.prune(feeds[0], before))


def snapshot(world: World) -> tuple[list[dict[str, Any]], int]:
    """Its rows, and how many are missing."""
    with between_runs(Places(world.data, "s"), url_of(world)) as (store, _):
        made = Snapshot(folder(world), store)
        return [json.loads(line) for line in made], made.missing


def test_it_is_the_same_after_retention_took_rows(world: World) -> None:
    before = list(Snapshot(folder(world)))
    assert [json.loads(line)["id"] for line in before] == ["s:b", "s:a"]
    assert prune(world, "2026-05-22T00:00:00Z") == 1
    without = Snapshot(folder(world))
    assert ([json.loads(line)["id"] for line in without], without.missing) == (["s:a"], 1)
    with between_runs(Places(world.data, "s"), url_of(world)) as (store, _):
        assert list(Snapshot(folder(world), store)) == before
    assert prune(world, "2026-05-24T00:00:00Z") == 1, "all rows are gone"
    with between_runs(Places(world.data, "s"), url_of(world)) as (store, _):
        made = Snapshot(folder(world), store)
        assert (list(made), made.missing) == (before, 0)
    assert Snapshot(folder(world)).missing == 2


def test_rows_that_a_repair_let_go(world: World) -> None:
    world.read(article("b", title="Newest"))
    world.end_run()
    parts = sorted(folder(world).glob("2*/**/*.jsonl"))
    for lost in parts[1:]:  # the removal of g, the revisions of a and b
        lost.unlink()
    with between_runs(Places(world.data, "s"), url_of(world), recover=False) as (_, feeds):
        assert len(upkeep.repair(feeds[0], print)) == 2
    rows, missing = snapshot(world)
    assert [(row["id"], row["revision"], row["title"]) for row in rows] == [
        ("s:a", 2, "New"),
        ("s:b", 2, "Newest"),
    ]
    assert missing == 0


def test_a_withdrawn_text_is_in_none(world: World) -> None:
    prune(world, "2026-05-24T00:00:00Z")
    with between_runs(Places(world.data, "s"), url_of(world)) as (store, feeds):
        withdraw(store, feeds, "s:a")
    rows, missing = snapshot(world)
    assert [row["id"] for row in rows] == ["s:b"]
    assert rows[0]["related"][0]["title"] is None
    assert missing == 0


def test_what_a_rebuilt_state_does_not_have_is_counted(world: World) -> None:
    prune(world, "2026-05-22T00:00:00Z")
    _rebuild(Places(world.data, "s"), url_of(world))
    rows, missing = snapshot(world)
    assert ([row["id"] for row in rows], missing) == (["s:a"], 1)
    graph = world.rows("links")
    again = [RelatedReading(1, "s:a", "http://h/news/a/")]
    assert world.read(article("b", published=minute("2026-05-20T08:27:00Z"), related=again))
    world.end_run()
    assert [row["change"] for row in graph] == ["added"]
    assert world.rows("links") == graph, "the links were restored"


def test_a_feed_that_is_cut_meanwhile_gives_none(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    passes = iter([list(lines(folder(world))), []])
    monkeypatch.setattr("newscrawl.feed.snapshot.lines", lambda *_, **__: iter(next(passes)))
    with pytest.raises(FeedError, match="export again"):
        upkeep.export(tmp_path / "out", iter(Snapshot(folder(world))))
    assert list(tmp_path.glob("*out*")) == []


def test_the_command_says_what_is_missing(world: World, tmp_path: Path) -> None:
    out = tmp_path / "snapshot.jsonl"
    further = {"NEWSCRAWL_STATE_URL": url_of(world) or ""}
    words = [sys.executable, "-m", "scrapy", "feed", "export", str(out), "--latest"]

    def export() -> tuple[int, str, list[str]]:
        done = subprocess.run(
            words,
            cwd=PROJECT,
            env=environment(tmp_path, further if url_of(world) else None),
            capture_output=True,
            timeout=60,
            check=False,
        )
        ids = [json.loads(line)["id"] for line in out.read_bytes().splitlines()]
        return done.returncode, done.stderr.decode().splitlines()[-1], ids

    prune(world, "2026-05-22T00:00:00Z")
    code, told, ids = export()
    assert (code, ids) == (0, ["s:b", "s:a"])
    assert told.startswith("complete: 2 rows")
    if url_of(world):
        return
    shutil.rmtree(world.data / "state")
    code, told, ids = export()
    assert (code, ids) == (3, ["s:a"])
    assert "1 articles are missing" in told
    assert "s.sqlite is not there" in told
