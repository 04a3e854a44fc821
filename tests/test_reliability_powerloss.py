"""The loss of power, tried on a writer that syncs as it should and on ones that do not."""

from __future__ import annotations

import os
import random
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.reliability import fake, powerloss
from tests.reliability.disk import Disk, read_log
from tests.reliability.oracle import Verdict, judge
from tests.reliability.powerloss import FORGETS, Loss, Recording, lose_power, record, unseen
from tests.reliability.tampering import prepare, truth_of, writer

ENVIRONMENT = {"PATH": os.environ["PATH"]}
TRUTH = truth_of(30)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    try:
        return powerloss.build(tmp_path_factory.mktemp("library"))
    except powerloss.NoCompilerError as error:
        pytest.skip(str(error))


def recorded(folder: Path, library: Path, *words: str) -> Recording:
    """A writer of three parts, recorded."""
    prepare(folder, TRUTH)
    (folder / "data").mkdir()
    command = writer(folder, *words)
    found = record(command, ENVIRONMENT, folder / "data", library=library, folder=folder)
    assert found.code == 0, found.stderr
    return found


def losses(
    folder: Path,
    recording: Recording,
    *words: str,
    forget: str | None = None,
    seed: int | None = None,
    every: int = 2,
) -> Iterator[Loss]:
    def finish(data: Path) -> tuple[int, str, Verdict]:
        code, told = 0, ""
        try:
            fake.main([str(data), "--truth", str(folder / "truth.json"), *words])
        except (OSError, ValueError, sqlite3.Error) as error:
            code, told = 1, repr(error)
        return code, told, judge(data, TRUTH, current=True, links=False)

    return lose_power(
        recording,
        finish,
        folder,
        moments=range(0, len(recording.operations) + 1, every),
        forget=FORGETS.get(forget or ""),
        rng=None if seed is None else random.Random(seed),
    )


def test_the_log_has_every_operation(tmp_path: Path, library: Path) -> None:
    """What is played from the log is what is on the disk, whatever a program calls."""
    program = """
import os, shutil, sqlite3, sys
from pathlib import Path
os.chdir(sys.argv[1])
Path("a/b").mkdir(parents=True)
Path("a/b/file").write_bytes(b"x" * 100_000)
with open("a/b/file", "r+b") as file:
    file.seek(5); file.write(b"yyy"); file.truncate(70_000)
with open("a/b/file", "ab", buffering=0) as file:
    file.write(b"appended")
os.truncate("a/b/file", 60_000)
fd = os.open("a/c", os.O_CREAT | os.O_RDWR)
os.pwrite(fd, b"zz", 9_000); os.writev(fd, [b"12", b"345"]); os.fsync(fd); os.close(fd)
shutil.copyfile("a/b/file", "a/copy")
os.link("a/copy", "a/link")
os.rename("a/b", "a/moved")
Path("a/moved/file").replace("a/c")
os.rmdir("a/moved")
Path("gone").write_text("gone"); os.remove("gone")
Path("again").write_text("again")
Path("again").write_text("once more")
shutil.copytree("a", "tree"); shutil.rmtree("tree")
db = sqlite3.connect("db.sqlite", isolation_level=None)
db.execute("PRAGMA journal_mode=WAL"); db.execute("CREATE TABLE t (x)")
for n in range(50):
    db.execute("INSERT INTO t VALUES (?)", ("n" * n,))
os.fsync(os.open("a", os.O_RDONLY))
os._exit(0)
"""
    data = tmp_path / "data"
    data.mkdir()
    command = [sys.executable, "-c", program, str(data)]
    recording = record(command, ENVIRONMENT, data, library=library, folder=tmp_path)
    assert recording.code == 0, recording.stderr
    assert unseen(recording) == []
    assert len([path for path in data.rglob("*") if path.is_file()]) >= 6
    (data / "a/c").write_bytes(b"behind its back")
    assert unseen(recording) == ["a/c"]


def test_a_second_run_is_recorded_on_top_of_the_first(tmp_path: Path, library: Path) -> None:
    recording = recorded(tmp_path, library)
    again = tmp_path / "again"
    again.mkdir()
    command = writer(tmp_path)
    second = record(command, ENVIRONMENT, tmp_path / "data", library=library, folder=again)
    assert (second.code, unseen(second)) == (0, [])
    assert len(second.operations) < len(recording.operations)
    disk = Disk(second.start)
    assert disk.left() == disk.files(), "what was there before lasts"


def test_what_was_not_synced_is_gone(tmp_path: Path, library: Path) -> None:
    program = """
import os, sys
from pathlib import Path
top = Path(sys.argv[1])
def sync(path):
    fd = os.open(path, os.O_RDONLY); os.fsync(fd); os.close(fd)
(top / "named").write_bytes(b"1"); sync(top)
(top / "synced").write_bytes(b"22"); sync(top / "synced")
(top / "both").write_bytes(b"333"); sync(top / "both"); sync(top)
with (top / "both").open("ab") as file: file.write(b"more")
(top / "from").mkdir(); (top / "to").mkdir(); sync(top)
for name in ("one", "two"):
    (top / "from" / name).write_bytes(b"4444"); sync(top / "from" / name)
sync(top / "from")
(top / "from" / "one").rename(top / "to" / "one"); sync(top / "to")
(top / "from" / "two").rename(top / "to" / "two")
(top / "both").unlink()
"""
    data = tmp_path / "data"
    data.mkdir()
    command = [sys.executable, "-c", program, str(data)]
    recording = record(command, ENVIRONMENT, data, library=library, folder=tmp_path)
    assert recording.code == 0, recording.stderr
    disk = Disk()
    for operation in read_log(tmp_path / "operations.log", data.resolve()):
        disk.apply(operation)
    assert disk.left() == {
        "named": b"",
        "synced": b"22",  # its name was synced with the next file's
        "both": b"333",
        "from": None,
        "from/two": b"4444",
        "to": None,
        "to/one": b"4444",
    }
    lucky = [disk.left(random.Random(seed)) for seed in range(40)]
    assert {len(found.get("both") or b"") for found in lucky} == {0, 3, 7}
    assert {"from/two" in found for found in lucky} == {True, False}
    assert all(("from/two" in found) != ("to/two" in found) for found in lucky)


def test_a_writer_that_syncs_loses_nothing(tmp_path: Path, library: Path) -> None:
    recording = recorded(tmp_path, library)
    assert unseen(recording) == []
    found = list(losses(tmp_path, recording, every=4))
    assert len(found) > 10
    assert all(loss.ok for loss in found), next(str(loss) for loss in found if not loss.ok)


def test_nor_does_it_where_some_of_the_rest_lasts(tmp_path: Path, library: Path) -> None:
    found = list(losses(tmp_path, recorded(tmp_path, library), seed=7, every=4))
    assert all(loss.ok for loss in found), next(str(loss) for loss in found if not loss.ok)


@pytest.mark.parametrize("what", ["part-sync", "folder-sync", "manifest-sync"])
def test_a_writer_that_forgets_a_sync_is_caught(what: str, tmp_path: Path, library: Path) -> None:
    recording = recorded(tmp_path, library, "--forget", what)
    assert not all(loss.ok for loss in losses(tmp_path, recording, "--forget", what))


@pytest.mark.parametrize("what", FORGETS)
def test_a_sync_that_is_passed_over_is_missed(what: str, tmp_path: Path, library: Path) -> None:
    assert not all(loss.ok for loss in losses(tmp_path, recorded(tmp_path, library), forget=what))
