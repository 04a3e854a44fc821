"""The oracle, tried on feeds that are right and on every way to be wrong."""

from __future__ import annotations

import copy
import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.reliability import fake, oracle
from tests.reliability.links import check_links
from tests.reliability.pages import Shape
from tests.reliability.reading import KINDS, Feed
from tests.reliability.tampering import (
    change_bytes,
    change_manifest,
    prepare,
    told_by_part,
    truth_of,
    write,
)
from tests.reliability.world import World, edit

ARTICLES = 40


@pytest.fixture
def truth() -> dict[str, Any]:
    return truth_of(ARTICLES)


@pytest.fixture
def data(tmp_path: Path, truth: dict[str, Any]) -> Path:
    """A data directory with a feed that is right."""
    prepare(tmp_path, truth)
    write(tmp_path)
    return tmp_path / "data"


def test_a_right_feed_is_right(data: Path, truth: dict[str, Any]) -> None:
    verdict = oracle.judge(data, truth, current=True, links=False)
    assert verdict.ok, verdict
    assert (verdict.rows, verdict.articles, verdict.parts) == (ARTICLES, ARTICLES, ARTICLES // 10)
    assert "nothing wrong" in str(verdict)


MISTAKES: dict[str, tuple[str, Callable[[Path], object]]] = {
    "cut short": ("torn", lambda data: change_bytes(data, lambda b: b[:-7])),
    "no end of line": ("torn", lambda data: change_bytes(data, lambda b: b[:-1])),
    "NaN": ("torn", lambda data: change_bytes(data, lambda b: b.replace(b"null", b"NaN", 1))),
    "twice a key": ("torn", lambda d: change_bytes(d, lambda b: b.replace(b"{", b'{"seq":1,', 1))),
    "not UTF-8": ("torn", lambda data: change_bytes(data, lambda b: b.replace(b"The", b"\xff", 1))),
    "zeros": ("torn", lambda data: change_bytes(data, lambda b: bytes(len(b)))),
    "empty": ("manifest", lambda data: change_bytes(data, lambda b: b"")),
    "half a pair": (
        "torn",
        lambda d: change_bytes(d, lambda b: b.replace(b'"The', b'"\\ud83d', 1)),
    ),
    "not the schema": (
        "torn",
        lambda d: change_bytes(d, lambda b: b.replace(b'"new"', b'"old"', 1)),
    ),
    "another byte": ("manifest", lambda d: change_bytes(d, lambda b: b.replace(b"The", b"Thy", 1))),
    "bytes": ("manifest", told_by_part(bytes=3)),
    "rows": ("manifest", told_by_part(rows=9)),
    "first_seq": ("manifest", told_by_part(first_seq=12)),
    "last_seq": ("manifest", told_by_part(last_seq=19)),
    "times": ("manifest", told_by_part(last_time="2020-01-01T00:00:00Z")),
    "run_id": ("manifest", told_by_part(run_id="")),
    "no part": ("manifest", told_by_part(path="2026/05/marsbit-20260521T000000Z-11-20.jsonl")),
    "watermark": ("manifest", lambda d: change_manifest(d, lambda told: told.update(watermark=39))),
    "site": ("manifest", lambda d: change_manifest(d, lambda told: told.update(site="news"))),
    "a part left out": ("gap", lambda d: change_manifest(d, lambda told: told["parts"].pop(1))),
    "unlisted": ("unlisted", lambda d: change_manifest(d, lambda told: told["parts"].pop())),
    "lost": ("lost", lambda d: change_manifest(d, lambda told: told["parts"].pop())),
    "twice": (
        "doubled",
        lambda d: change_manifest(d, lambda told: told["parts"].append(told["parts"][0])),
    ),
    "fates": (
        "fates",
        lambda d: change_manifest(d, lambda told: told["run"]["fates"].update(discovered=41)),
    ),
    "fates of the rows": (
        "fates",
        lambda d: change_manifest(d, lambda told: told["run"].update(fates={"emitted-new": 39})),
    ),
    "half a manifest": (
        "manifest",
        lambda d: os.truncate(d / "feeds/marsbit/manifest.json", 700),
    ),
    "no manifest": ("manifest", lambda d: (d / "feeds/marsbit/manifest.json").unlink()),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_the_oracle_sees(mistake: str, data: Path, truth: dict[str, Any]) -> None:
    kind, make = MISTAKES[mistake]
    make(data)
    verdict = oracle.judge(data, truth, links=False)
    assert verdict.count(kind), verdict
    assert kind in str(verdict)


class Told:
    """A site and the feed that somebody wrote of it, row by row."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.world = World(Shape(), 12, copies=1)
        self.rows: list[dict[str, Any]] = []
        self.variant: dict[int, int] = {}

    def name(self, number: int) -> str:
        return str(self.world.full_id(number))

    def serve(self, number: int) -> None:
        self.world.answer(self.world.truth()["articles"][self.name(number)]["path"])

    def row(self, number: int, revision: int, variant: int, **values: Any) -> None:
        seq = len(self.rows) + 1
        row = fake.row_of(self.name(number), number, seq, revision=revision, variant=variant)
        self.rows.append(row | values)

    def judge(self, **options: Any) -> oracle.Verdict:
        with closing(fake.Writer(self.folder, schema=oracle.ARTICLE, forget=None)) as writer:
            writer.write([self.rows])
        change_manifest(self.folder, lambda told: told["run"].update(id="2", fates={}))
        return oracle.judge(self.folder, self.world.truth(), links=False, **options)


@pytest.fixture
def told(tmp_path: Path) -> Told:
    """Everything served and delivered; the first article edited, served and delivered again."""
    told = Told(tmp_path)
    for number in range(12):
        told.serve(number)
        told.row(number, 1, 0)
    edit(told.world.entries[0])
    told.serve(0)
    told.row(0, 2, 1)
    return told


def test_revisions_that_are_right(told: Told) -> None:
    edit(told.world.entries[0], back=True)
    told.serve(0)
    told.row(0, 3, 0)
    verdict = told.judge(current=True)
    assert verdict.ok, verdict


def test_an_edit_that_nobody_was_served_is_no_loss(told: Told) -> None:
    edit(told.world.entries[0])
    assert told.judge().ok
    assert told.judge(current=True).count("lost") == 1


def test_the_oracle_sees_an_edit_that_was_lost(told: Told) -> None:
    edit(told.world.entries[5])
    told.serve(5)
    assert told.judge().count("lost") == 1
    assert told.judge(since=told.world.serial).ok, "nothing was served since"


def test_the_oracle_sees_a_revision_that_changes_nothing(told: Told) -> None:
    told.row(3, 2, 0)
    assert told.judge().count("doubled") == 1


def test_a_sharper_time_changes_no_word(told: Told) -> None:
    told.row(3, 2, 0, cause="sharper_time")
    assert told.judge(absolute=False).ok
    assert told.judge(absolute=True).count("doubled") == 1


def test_the_oracle_sees_a_revision_twice(told: Told) -> None:
    told.row(0, 2, 1)
    assert told.judge().count("doubled") == 1


def test_the_oracle_sees_a_revision_left_out(told: Told) -> None:
    edit(told.world.entries[0])
    told.serve(0)
    told.row(0, 4, 2)
    assert told.judge().count("revision") == 1


def test_the_oracle_sees_what_was_never_served(told: Told) -> None:
    edit(told.world.entries[0])
    edit(told.world.entries[0])
    told.serve(0)
    told.row(0, 3, 2)
    told.row(0, 4, 3)
    verdict = told.judge()
    assert verdict.count("invented") == 1
    assert "never" in str(verdict) or "order" in str(verdict)


def test_the_oracle_sees_the_wrong_order(told: Told) -> None:
    told.row(0, 3, 0)
    assert told.judge().count("invented") == 1


def test_one_of_two_copies_is_enough_and_two_are_too_many(tmp_path: Path) -> None:
    told = Told(tmp_path)
    told.world = World(Shape(), 18, copies=1)
    assert told.world.entries[16].copy_of == 11
    for number in (n for n in range(18) if n != 16):
        told.serve(number)
        told.row(number, 1, 0)
    assert told.judge().ok
    told = Told(tmp_path / "two")
    told.world = World(Shape(), 18, copies=1)
    for number in range(18):
        told.serve(number)
        told.row(number, 1, 0)
    told.rows[16] = fake.row_of(told.name(16), 11, 17)
    verdict = told.judge()
    assert verdict.count("doubled") == 1
    assert not verdict.count("invented")


LINK_MISTAKES: dict[str, tuple[str, Callable[[list[dict[str, Any]]], object]]] = {
    "left out": ("link", lambda rows: rows.pop(4)),
    "twice": ("doubled", lambda rows: rows.append(rows[3])),
    "of another rank": ("link", lambda rows: rows[5].update(rank=9)),
    "gone without being there": ("doubled", lambda rows: rows[0].update(change="removed")),
    "moved to where it was": ("doubled", lambda rows: rows.append(rows[3] | {"change": "updated"})),
    "that does nothing known": ("torn", lambda rows: rows[3].update(change="danced")),
}


def links_of(truth: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"from": name, "to": other, "rank": rank, "change": "new"}
        for name, known in truth["articles"].items()
        for rank, other in enumerate(known["related"], 1)
    ]


def graph_of(rows: list[dict[str, Any]], truth: dict[str, Any]) -> Feed:
    graph = Feed(Path(), rows=rows)
    check_links(
        graph, Feed(Path(), rows=[{"id": n} for n in truth["articles"]]), truth, finished=True
    )
    return graph


def test_a_right_graph_is_right(truth: dict[str, Any]) -> None:
    rows = links_of(truth)
    rows += [rows[0] | {"change": "removed"}, rows[0] | {"rank": 7}]
    rows.append(rows[0] | {"change": "updated"})
    assert not graph_of(rows, truth).problems


@pytest.mark.parametrize("mistake", LINK_MISTAKES)
def test_the_oracle_sees_a_link(mistake: str, truth: dict[str, Any]) -> None:
    kind, make = LINK_MISTAKES[mistake]
    rows = copy.deepcopy(links_of(truth))
    make(rows)
    assert kind in graph_of(rows, truth).problems


def test_every_kind_of_problem_was_seen() -> None:
    seen = {kind for kind, _ in [*MISTAKES.values(), *LINK_MISTAKES.values()]}
    assert seen | {"revision", "invented"} == set(KINDS)
