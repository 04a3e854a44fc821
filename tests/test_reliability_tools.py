"""The tools that judge the durable feed, tried on a writer that is right and on wrong ones."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from tests.reliability import oracle
from tests.reliability.pages import Shape, digest, variant_of
from tests.reliability.reading import ROOT
from tests.reliability.running import Site, site
from tests.reliability.tampering import (
    change_bytes,
    change_manifest,
    manifest_of,
    prepare,
    told_by_part,
    truth_of,
    write,
    writer,
)
from tests.reliability.watcher import watching
from tests.reliability.world import World

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


def get(served: Site, path: str, **headers: str) -> tuple[int, bytes, str | None]:
    connection = HTTPConnection("127.0.0.1", served.port, timeout=10)
    connection.request("GET", path, headers={k.replace("_", "-"): v for k, v in headers.items()})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body, answer.headers["ETag"]


# The site


def test_two_sites_of_one_seed_are_the_same() -> None:
    one, other, third = World(Shape(), 50), World(Shape(), 50), World(Shape(seed=2), 50)
    assert one.truth() == other.truth()
    assert not set(one.truth()["articles"]) & set(third.truth()["articles"])
    paths = [known["path"] for known in one.truth()["articles"].values()]
    assert [one.answer(path) for path in paths] == [other.answer(path) for path in paths]


def test_every_article_is_within_reach_and_some_by_links_only() -> None:
    world = World(Shape(), 200, copies=3, aliases=3)
    articles = world.truth()["articles"]
    listed = {name for name, known in articles.items() if known["listed"]}
    reached, new = set(listed), set(listed)
    while new:
        new = {other for name in new for other in articles[name]["related"]} - reached
        reached |= new
    assert reached == set(articles)
    assert 0 < len(listed) < len(articles)
    assert sum(known["copy_of"] is not None for known in articles.values()) == 3
    page, empty = world.answer("/news/?page=1"), world.answer("/news/?page=99")
    assert page.body.count(b"<h3>") == 20
    assert empty.body.count(b"<h3>") == 0


def test_the_site_keeps_book_of_what_it_serves() -> None:
    with site(30, "--etags") as served:
        name, known = next(iter(served.truth()["articles"].items()))
        assert get(served, "/robots.txt")[0] == 200
        status, first, etag = get(served, known["path"])
        assert status == 200
        assert etag is not None
        assert get(served, known["path"], If_None_Match=etag)[0] == 304
        served.control("edit", number=0)
        served.control("edit", number=0, back=1)
        served.control("edit", number=0)
        status, second, _ = get(served, known["path"], If_None_Match=etag)
        assert (status, second == first) == (200, False)
        served.control("storm", count=1)
        assert get(served, known["path"])[0] == 503
        served.control("remove", number=0, status=404)
        assert get(served, known["path"])[0] == 404
        known = served.truth()["articles"][name]
        assert len(known["history"]) == 4
        assert known["history"][2] == known["history"][0]
        assert [words for _, words in known["served"]] == [known["history"][i] for i in (0, 3)]
        assert len(known["gone_at"]) == 1
        assert served.mark() == 6
        new = served.control("publish", count=2)["ids"]
        assert new[1].encode()[8:] in get(served, "/news/")[1]
        with pytest.raises(ValueError, match="KeyError"):
            served.control("nonsense")


def test_the_site_edits_while_it_is_read() -> None:
    world = World(Shape(), 30, edit_every=4)
    for known in list(world.truth()["articles"].values()) * 4:
        world.answer(known["path"])
    histories = [entry.history for entry in world.entries]
    assert sum(map(len, histories)) == 30 + 30 * 4 // 4
    assert any(history[-1] < max(history) for history in histories), "none went back"


def test_the_site_ends_with_its_parent() -> None:
    code = "import subprocess as s, sys; s.run([sys.executable, '-m', 'tests.reliability.site'])"
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        port = int(parent.stdout.readline())
        assert answers(port)
        parent.kill()
    until = time.monotonic() + 10
    while answers(port) and time.monotonic() < until:
        time.sleep(0.1)
    assert not answers(port)


def answers(port: int) -> bool:
    try:
        Site(port).mark()
    except ConnectionError:
        return False
    return True


def test_pages_are_as_large_as_they_should_be() -> None:
    for size in (2_500, 16_000):
        world = World(Shape(page_bytes=size), 10)
        assert 0.8 < len(world.article_page(world.entries[3])) / size < 1.2


# The consumer


def consume(folder: Path, *, timeout_s: float | None = None) -> tuple[int, str]:
    script = ROOT / "tests/reliability/consumer.py"
    feed, out, cursor = folder / "data/feeds/marsbit", folder / "out.jsonl", folder / "cursor"
    process = subprocess.Popen(
        [sys.executable, str(script), str(feed), str(out), str(cursor)],
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        _, said = process.communicate(timeout=timeout_s)
    except subprocess.TimeoutExpired:
        process.kill()
        _, said = process.communicate()
    return process.returncode, said


def test_the_consumer_takes_each_row_once_and_may_be_killed(data: Path, tmp_path: Path) -> None:
    parts = manifest_of(data)["parts"]
    rng = random.Random(5)
    for number in range(1, len(parts) + 1):
        change_manifest(data, lambda told, number=number: told.update(parts=parts[:number]))
        for _ in range(3):
            consume(tmp_path, timeout_s=rng.uniform(0.02, 0.12))
        # Half of what a kill may leave: rows after the cursor.
        with (tmp_path / "out.jsonl").open("ab") as out:
            out.write(b'{"seq": 99')
    assert consume(tmp_path) == (0, "")
    assert consume(tmp_path) == (0, "")
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_bytes().splitlines()]
    assert [row["seq"] for row in rows] == list(range(1, ARTICLES + 1))


def test_the_consumer_refuses_what_the_manifest_does_not_list(data: Path, tmp_path: Path) -> None:
    change_bytes(data, lambda b: b.replace(b"The", b"Thy", 1))
    code, said = consume(tmp_path)
    assert code == 1
    assert "is not what the manifest lists" in said
    assert len((tmp_path / "out.jsonl").read_bytes().splitlines()) == 10


def test_the_consumer_tells_what_it_came_too_late_for(data: Path, tmp_path: Path) -> None:
    parts = manifest_of(data)["parts"]
    change_manifest(data, lambda told: told.update(parts=parts[:1]))
    assert consume(tmp_path) == (0, "")
    change_manifest(data, lambda told: told.update(parts=parts[2:]))
    code, said = consume(tmp_path)
    assert code == 1
    assert "rows 11 to 20 are no longer in the feed" in said


# The watcher


@pytest.fixture
def folder(tmp_path: Path, truth: dict[str, Any]) -> Path:
    prepare(tmp_path, truth)
    return tmp_path


def test_the_watcher_sees_nothing_wrong_with_a_right_writer(folder: Path) -> None:
    with watching(folder / "data/feeds/marsbit") as seen:
        write(folder, "--pause", "0.1")
    assert seen.wrong == []
    assert seen.looks > 10
    (parts,) = seen.parts.values()
    assert len(parts) == ARTICLES // 10


def test_the_watcher_sees_a_manifest_written_in_its_place(folder: Path) -> None:
    with watching(folder / "data/feeds/marsbit") as seen:
        write(folder, "--pause", "0.1", "--forget", "manifest-rename")
    assert any("the manifest is torn" in what for what in seen.wrong)


WATCHED = {
    "is not what the manifest lists": lambda d: change_bytes(d, lambda b: b.replace(b"T", b"t", 1)),
    "is not ended": lambda d: change_bytes(d, lambda b: b[:-9]),
    "back to 39": lambda d: change_manifest(d, lambda told: told.update(watermark=39)),
    "is listed no longer": lambda d: change_manifest(d, lambda told: told["parts"].pop()),
    "another sum": told_by_part(sha256="0" * 64),
    "the manifest is gone": lambda d: (d / "feeds/marsbit/manifest.json").unlink(),
    "is torn": lambda d: change_bytes(d, lambda b: b.replace(b"null", b"nul", 1)),
}


@pytest.mark.parametrize("what", WATCHED)
def test_the_watcher_sees(what: str, data: Path) -> None:
    with watching(data / "feeds/marsbit") as seen:
        WATCHED[what](data)
    assert any(what in told for told in seen.wrong), seen.wrong


# Kills


def kill_the_writer(folder: Path, *words: str) -> oracle.Verdict:
    """What the oracle says of a writer of fifteen parts that was killed again and again."""
    truth = truth_of(150)
    prepare(folder, truth)
    (folder / "data").mkdir()
    rng = random.Random(3)
    kills = 0
    for _ in range(8):
        process = subprocess.Popen(writer(folder, "--pause", "0.03", *words), cwd=ROOT)
        until = time.monotonic() + 10
        # Writing has begun when there is a new part; start-up may take long.
        begun = len(list(folder.rglob("*.jsonl")))
        while len(list(folder.rglob("*.jsonl"))) == begun and time.monotonic() < until:
            if process.poll() is not None:
                break
        time.sleep(rng.uniform(0, 0.1))
        process.kill()
        kills += process.wait() == -signal.SIGKILL
    assert kills >= 3
    write(folder, *words)
    return oracle.judge(folder / "data", truth, current=True, links=False)


def test_a_right_writer_may_be_killed(tmp_path: Path) -> None:
    verdict = kill_the_writer(tmp_path)
    assert verdict.ok, verdict


def test_a_writer_that_tells_its_state_too_late_is_caught(tmp_path: Path) -> None:
    assert not kill_the_writer(tmp_path, "--forget", "state").ok


def test_the_words_of_a_row_are_those_of_the_truth(truth: dict[str, Any]) -> None:
    known = next(iter(truth["articles"].values()))
    told = variant_of(Shape(), known["number"], 0)
    assert digest(told.title, told.text) == known["history"][0]
