"""newscrawl when the power goes: what was synced is enough, and without the syncs it is not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.reliability import powerloss
from tests.reliability.powerloss import Crawl, Loss, unseen
from tests.reliability.running import site

ARTICLES = 40


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    try:
        return powerloss.build(tmp_path_factory.mktemp("library"))
    except powerloss.NoCompilerError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory, library: Path) -> Iterator[Crawl]:
    """The first run into a data directory."""
    with site(ARTICLES, copies=1) as served:
        yield Crawl(tmp_path_factory.mktemp("first") / "run", served, library=library)


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory, library: Path) -> Iterator[Crawl]:
    """The second run, which finds a third of the articles edited."""
    with site(ARTICLES, copies=1) as served:
        folder = tmp_path_factory.mktemp("second") / "run"
        yield Crawl(folder, served, library=library, again=True)


def told(losses: list[Loss]) -> str:
    return "\n".join(str(loss) for loss in losses if not loss.ok)


def test_runs_are_recorded_whole(first: Crawl, second: Crawl) -> None:
    assert (first.recording.code, unseen(first.recording)) == (0, [])
    assert (second.recording.code, unseen(second.recording)) == (0, [])


def test_in_the_first_run(first: Crawl) -> None:
    losses = list(first.losses(8))
    assert all(loss.ok for loss in losses), told(losses)


def test_in_the_second_run(second: Crawl) -> None:
    losses = list(second.losses(6))
    assert all(loss.ok for loss in losses), told(losses)


def test_where_some_of_the_rest_lasts(first: Crawl) -> None:
    losses = list(first.losses(6, seed=3, lucky=True))
    assert all(loss.ok for loss in losses), told(losses)


@pytest.mark.parametrize("forget", ["file", "manifest", "state", "folder"])
def test_without_the_syncs_it_is_seen(forget: str, second: Crawl) -> None:
    """The control: had the code forgotten them, these tests would fail."""
    assert not all(loss.ok for loss in second.losses(40, seed=2, forget=forget))
