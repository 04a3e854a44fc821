"""Takes the power away at moments of a crawl, runs again, and asks the oracle what came of it.

    python -m tests.reliability.powerloss [--points 30] [--articles 60] [--lucky] [--forget file]

A run is recorded by a library that is loaded before all others (`powerloss.c`: SQLite's own writes
are seen too). For each moment the disk is rebuilt from what was synced by then (`disk.py`), a run
is made on it, and the feed is judged. `--forget` passes over syncs as if the code had none.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.reliability.disk import (
    RENAME,
    SYNC,
    SYNC_FOLDER,
    UNLINK,
    VOLATILE,
    Disk,
    Operation,
    read_log,
)
from tests.reliability.kills import Crawler
from tests.reliability.oracle import Verdict, judge
from tests.reliability.reading import ROOT
from tests.reliability.running import Site, site

SOURCE = Path(__file__).with_name("powerloss.c")
Forget = Callable[[str, str], bool]


class NoCompilerError(Exception):
    """Raised by `build` where there is no C compiler."""


def build(folder: Path) -> Path:
    """The shim, compiled into `folder`.

    Raises:
        NoCompilerError: there is no `cc`.
    """
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None or sys.platform != "linux":
        raise NoCompilerError("the power loss is recorded by a C library: needs Linux and cc")
    library = folder / "powerloss.so"
    flags = ["-shared", "-fPIC", "-O2", "-Wall", "-Werror"]
    words = [compiler, *flags, "-o", str(library), str(SOURCE), "-ldl", "-lpthread"]
    subprocess.run(words, check=True, capture_output=True)
    return library


@dataclass
class Recording:
    """What a program did to a folder.

    Attributes:
        root: the folder.
        start: a copy of it from before; None if it was empty.
    """

    root: Path
    operations: list[Operation]
    code: int
    stderr: str
    start: Path | None = None

    def moments(self, number: int, rng: random.Random) -> list[int]:
        """Chosen moments, each as the number of operations that are done by then.

        Most are right before or after a sync or a change of names, for there it matters.
        """
        telling = (SYNC, SYNC_FOLDER, RENAME, UNLINK)
        places = {at for at, one in enumerate(self.operations) if one.op in telling}
        near = sorted(places | {at + 1 for at in places})
        chosen = set(rng.sample(near, min(len(near), number * 3 // 4)))
        while len(chosen) < min(number, len(self.operations)):
            chosen.add(rng.randrange(1, len(self.operations) + 1))
        return sorted(chosen)


def record(
    command: Sequence[str],
    environment: Mapping[str, str],
    root: Path,
    *,
    library: Path,
    folder: Path,
    timeout_s: float = 120,
) -> Recording:
    """Runs a command and records what it does below `root`; the log goes to `folder`."""
    root = root.resolve()
    start = None
    if any(root.iterdir()):
        start = folder / "before"
        shutil.copytree(root, start)
    log = folder / "operations.log"
    env = {
        **environment,
        "LD_PRELOAD": str(library),
        "POWERLOSS_ROOT": str(root),
        "POWERLOSS_LOG": str(log),
    }
    ended = subprocess.run(
        list(command), cwd=ROOT, env=env, capture_output=True, text=True, timeout=timeout_s
    )
    operations = read_log(log, root) if log.exists() else []
    return Recording(root, operations, ended.returncode, ended.stderr, start)


def unseen(recording: Recording) -> list[str]:
    """Files that are not what the log says, so that it has missed something."""
    disk = Disk(recording.start)
    for operation in recording.operations:
        disk.apply(operation)
    played = {name: data for name, data in disk.files().items() if data is not None}
    there = {
        path.relative_to(recording.root).as_posix(): path.read_bytes()
        for path in recording.root.rglob("*")
        if path.is_file()
    }
    names = (name for name in played.keys() | there.keys() if not name.endswith(VOLATILE))
    return sorted(name for name in names if played.get(name) != there.get(name))


@dataclass
class Loss:
    """What came of one power loss."""

    at: int
    after: str
    code: int
    last_line: str
    verdict: Verdict
    wrong: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return self.code == 0 and self.verdict.ok and not self.wrong

    def __str__(self) -> str:
        head = f"power lost after operation {self.at} ({self.after}); the next run: {self.code}"
        told = [head, *self.wrong]
        if self.code:
            told.append(self.last_line)
        return "\n".join([*told, "" if self.verdict.ok else str(self.verdict)]).rstrip()


def published(files: Mapping[str, bytes | None]) -> dict[str, str]:
    """The parts, with their sums, that the manifests among `files` list."""
    found = {}
    for name, data in files.items():
        if name.endswith("manifest.json") and data is not None:
            folder = name.rpartition("/")[0]
            for part in json.loads(data)["parts"]:
                found[f"{folder}/{part['path']}"] = part["sha256"]
    return found


def lose_power(
    recording: Recording,
    finish: Callable[[Path], tuple[int, str, Verdict]],
    folder: Path,
    *,
    moments: Sequence[int],
    forget: Forget | None = None,
    rng: random.Random | None = None,
) -> Iterator[Loss]:
    """Loses power at each of `moments`.

    Args:
        recording: of the run during which it is lost.
        finish: runs on a data directory to the end: exit code, last line and verdict.
        folder: the rebuilt data directories go here.
        moments: how many operations are done by then.
        forget: as `Disk` has it.
        rng: some of what was not synced lasts; None: nothing.
    """
    disk, done = Disk(recording.start, forget), 0
    for moment in moments:
        for operation in recording.operations[done:moment]:
            disk.apply(operation)
        done = moment
        # What somebody may have read and acted upon by now has to stand in the end.
        promised = published(disk.files())
        data = folder / f"at-{moment}"
        disk.rebuild(data, rng)
        code, last_line, verdict = finish(data)
        after = str(recording.operations[moment - 1]) if moment else "nothing"
        loss = Loss(moment, after, code, last_line, verdict)
        files: dict[str, bytes | None] = {
            path.relative_to(data).as_posix(): path.read_bytes()
            for path in data.rglob("manifest.json")
        }
        try:
            kept = published(files)
        except ValueError as error:
            kept = {}
            loss.wrong.append(f"manifest: {error}")
        broken = [name for name, sha256 in promised.items() if kept.get(name) != sha256]
        loss.wrong += [f"{name} was published, and is no longer" for name in broken]
        yield loss


FORGETS: dict[str, Forget] = {
    "file": lambda kind, path: kind == "file" and path.endswith((".part", ".jsonl")),
    "manifest": lambda kind, path: kind == "file" and "manifest" in path,
    "state": lambda kind, path: kind == "file" and "sqlite" in path,
    "folder": lambda kind, path: kind == "folder" and path.startswith("feeds"),
    "all": lambda kind, path: True,
}


class Crawl:
    """A recorded run of newscrawl, in which power can be lost again and again.

    With `again` it is the second run that is recorded, after an edit, and all is visited again.
    """

    def __init__(self, folder: Path, served: Site, *, library: Path, again: bool = False) -> None:
        self.folder = folder
        self.served = served
        self.settings = {"NEWSCRAWL_REVISIT": "always"} if again else {}
        data = folder / "data"
        data.mkdir(parents=True)
        crawler = Crawler(data, served.url, **self.settings)
        if again:
            crawler.run()
            served.control("edit", share=0.3)
        self.recording = record(
            crawler.command, crawler.environment, data, library=library, folder=folder
        )

    def finish(self, data: Path) -> tuple[int, str, Verdict]:
        """Runs on a rebuilt data directory to the end."""
        ended = Crawler(data, self.served.url, **self.settings).run()
        return ended.code, ended.last_line, judge(data, self.served.truth(), current=True)

    def losses(
        self, moments: int, *, seed: int = 1, forget: str | None = None, lucky: bool = False
    ) -> Iterator[Loss]:
        """Loses power at so many moments, with syncs passed over as `FORGETS` names them."""
        rng = random.Random(seed)
        yield from lose_power(
            self.recording,
            self.finish,
            self.folder / f"{forget}-{lucky}-{seed}",
            moments=self.recording.moments(moments, rng),
            forget=FORGETS.get(forget or ""),
            rng=rng if lucky else None,
        )


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, default=30, help="moments at which power is lost")
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--again", action="store_true", help="in the second run, after an edit")
    parser.add_argument("--lucky", action="store_true", help="some of what was not synced lasts")
    parser.add_argument("--forget", choices=FORGETS, help="pass over these syncs")
    parser.add_argument("--keep", type=Path, help="keep the data directories here")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as temporary, site(options.articles) as served:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        crawl = Crawl(folder / "run", served, library=build(folder), again=options.again)
        recording, missed = crawl.recording, unseen(crawl.recording)
        losses = list(
            crawl.losses(
                options.points, seed=options.seed, forget=options.forget, lucky=options.lucky
            )
        )
    print(f"recorded {len(recording.operations)} operations, exit code {recording.code}")
    print("the log misses", missed or "nothing")
    for loss in losses:
        if not loss.ok:
            print(loss)
    print(f"{sum(loss.ok for loss in losses)} of {len(losses)} power losses did no harm")
    return 0 if all(loss.ok for loss in losses) and not missed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
