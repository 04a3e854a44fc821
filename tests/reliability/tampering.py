"""A feed by the fake writer, and how to spoil it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.reliability.pages import Shape
from tests.reliability.reading import ROOT
from tests.reliability.world import World


def truth_of(articles: int) -> dict[str, Any]:
    """The truth of a site of which each article was served once."""
    world = World(Shape(), articles)
    for known in world.truth()["articles"].values():
        assert world.answer(known["path"]).status == 200
    return world.truth()


def prepare(folder: Path, truth: dict[str, Any]) -> None:
    """Puts the truth where the writer finds it."""
    (folder / "truth.json").write_text(json.dumps(truth))


def writer(folder: Path, *words: str) -> list[str]:
    """The command that writes a feed of the truth in `folder` to `folder`/data."""
    command = [sys.executable, "-m", "tests.reliability.fake", str(folder / "data")]
    return [*command, "--truth", str(folder / "truth.json"), *words]


def write(folder: Path, *words: str) -> None:
    (folder / "data").mkdir(exist_ok=True)
    subprocess.run(writer(folder, *words), cwd=ROOT, check=True, timeout=60)


def manifest_of(data: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((data / "feeds/marsbit/manifest.json").read_text())
    return found


def change_bytes(data: Path, change: Callable[[bytes], bytes]) -> None:
    """Changes the second part, and nothing of what the manifest says of it."""
    path = data / "feeds/marsbit" / manifest_of(data)["parts"][1]["path"]
    path.write_bytes(change(path.read_bytes()))


def change_manifest(data: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Changes the manifest, at one stroke."""
    manifest = manifest_of(data)
    change(manifest)
    path = data / "feeds/marsbit/manifest.json"
    path.with_suffix(".changed").write_text(json.dumps(manifest))
    path.with_suffix(".changed").replace(path)


def told_by_part(**values: Any) -> Callable[[Path], None]:
    """Makes the manifest tell something else of the second part."""
    return lambda data: change_manifest(data, lambda told: told["parts"][1].update(values))
