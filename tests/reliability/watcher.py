"""Looks at a feed every ten milliseconds while it is written, and tells what it ever saw wrong.

    python -m tests.reliability.watcher FOLDER…

says when it has begun, looks until its standard input ends, then prints what it saw as JSON. Every
part that a manifest lists is read whole when it is first listed, whenever it seems touched, and
once a second.
"""

from __future__ import annotations

import hashlib
import json
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

from tests.reliability.reading import ROOT, parse, split

PERIOD_S = 0.01
AGAIN_S = 1.0


@dataclass
class Sight:
    """What was seen of one feed folder.

    Attributes:
        parts: the SHA-256 under which each part was first listed.
        wrong: what no consumer should ever see.
    """

    folder: Path
    looks: int = 0
    watermark: int = 0
    statuses: list[str] = field(default_factory=list)
    parts: dict[str, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    _stamps: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    _manifest: bytes = b""
    _listed: dict[str, Any] = field(default_factory=dict)

    def look(self, *, again: bool) -> None:
        """One look at the manifest, and at the parts that it lists."""
        self.looks += 1
        try:
            data = (self.folder / "manifest.json").read_bytes()
        except FileNotFoundError:
            if self._manifest:
                self.say("the manifest is gone")
            return
        if data != self._manifest:
            self._manifest = data
            try:
                self._listed = parse(data)
            except ValueError as error:
                self.say(f"the manifest is torn: {error}")
                return
            self._compare()
        for part in self._listed.get("parts", ()):
            self._look_at(part, again=again)

    def _compare(self) -> None:
        """The manifest against what earlier ones said."""
        manifest = self._listed
        watermark = manifest.get("watermark") or 0
        if watermark < self.watermark:
            self.say(f"the watermark went from {self.watermark} back to {watermark}")
        self.watermark = max(watermark, self.watermark)
        status = str((manifest.get("run") or {}).get("status"))
        if self.statuses[-1:] != [status]:
            self.statuses.append(status)
        listed = {part["path"]: part["sha256"] for part in manifest.get("parts", ())}
        taken = json.dumps(manifest.get("removed_parts"))
        for path, sha256 in self.parts.items():
            if path not in listed and path not in taken:
                self.say(f"{path} is listed no longer")
            elif path in listed and listed[path] != sha256:
                self.say(f"{path} is listed with another sum")
        self.parts |= {path: sha256 for path, sha256 in listed.items() if path not in self.parts}

    def _look_at(self, part: dict[str, Any], *, again: bool) -> None:
        name = part["path"]
        try:
            told = (self.folder / name).stat()
            stamp = (told.st_ino, told.st_size, told.st_mtime_ns)
            if self._stamps.get(name) == stamp and not again:
                return
            data = (self.folder / name).read_bytes()
        except FileNotFoundError:
            self.say(f"{name} is listed, but not there")
            return
        if hashlib.sha256(data).hexdigest() != part["sha256"] or len(data) != part["bytes"]:
            self.say(f"{name} is not what the manifest lists")
        if name in self._stamps and self._stamps[name] == stamp:
            return
        self._stamps[name] = stamp
        lines, cut = split(data)
        if cut is not None:
            self.say(f"{name}: {cut}")
        for number, line in enumerate(lines, 1):
            try:
                parse(line)
            except ValueError as error:
                self.say(f"{name}:{number} is torn: {error}")

    def say(self, what: str) -> None:
        what = f"{self.folder.name}: {what}"
        if what not in self.wrong:
            self.wrong.append(what)


@dataclass
class Seen:
    """What a watcher saw of all its folders, filled in when it ended."""

    looks: int = 0
    wrong: list[str] = field(default_factory=list)
    parts: dict[str, dict[str, str]] = field(default_factory=dict)
    statuses: list[str] = field(default_factory=list)


@contextmanager
def watching(*folders: Path) -> Iterator[Seen]:
    """Watches feed folders, which may come into being later, from a process of its own.

    What it saw is there after the block.
    """
    command = [sys.executable, "-m", "tests.reliability.watcher", *map(str, folders)]
    pipe = subprocess.PIPE
    seen = Seen()
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()  # it has looked
        try:
            yield seen
        finally:
            said, _ = process.communicate(timeout=60)
    for told in json.loads(said):
        seen.looks += told["looks"]
        seen.wrong += told["wrong"]
        seen.parts[told["folder"]] = told["parts"]
        seen.statuses += told["statuses"]


def main(argv: list[str]) -> None:
    sights = [Sight(Path(name)) for name in argv]
    looked_again = monotonic()
    for sight in sights:
        sight.look(again=False)
    print("looking", flush=True)
    while not select.select([sys.stdin], [], [], PERIOD_S)[0]:
        again = monotonic() - looked_again > AGAIN_S
        if again:
            looked_again = monotonic()
        for sight in sights:
            sight.look(again=again)
    for sight in sights:
        sight.look(again=True)
    told = [
        {
            "folder": str(sight.folder),
            "looks": sight.looks,
            "wrong": sight.wrong,
            "parts": sight.parts,
            "statuses": sight.statuses,
        }
        for sight in sights
    ]
    print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1:])
