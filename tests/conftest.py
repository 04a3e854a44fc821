"""What tests share: no network but loopback, and crawls as a user runs them."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from loopback import LoopbackSite, Pages, serving
from postgres import PrivatePostgres, private_postgres

from newscrawl.runs.report import FATE_LABELS

PROJECT = Path(__file__).resolve().parent.parent
FIXTURES = PROJECT / "fixtures" / "marsbit"


@pytest.fixture(autouse=True)
def _loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuses every connection that leaves this machine."""
    connect = socket.socket.connect

    def guarded(sock: socket.socket, address: Any) -> None:
        if sock.family in (socket.AF_INET, socket.AF_INET6):
            host = address[0]
            if host != "localhost" and not ip_address(host.partition("%")[0]).is_loopback:
                raise PermissionError(f"a test reaches for the network: {address}")
        connect(sock, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@dataclass(frozen=True)
class Crawl:
    """A crawl that has ended."""

    code: int
    stderr: str
    stdout: str
    data: Path

    @property
    def last_line(self) -> str:
        return self.stderr.rstrip().rpartition("\n")[2]

    @property
    def feeds(self) -> list[Path]:
        """The parts of articles, whatever the manifest says."""
        found = (self.data / "feeds").rglob("*.jsonl")
        return sorted(path for path in found if "links" not in path.parts)

    @property
    def manifest(self) -> dict[str, Any]:
        """What the feed lists."""
        (path,) = (self.data / "feeds").glob("*/manifest.json")
        return dict(json.loads(path.read_bytes()))

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows of the feed that it lists."""
        (folder,) = (self.data / "feeds").iterdir()
        paths = [folder / part["path"] for part in self.manifest["parts"]]
        return [row for path in paths for row in read_rows(path)]

    @property
    def ids(self) -> set[str]:
        return {row["id"] for row in self.rows}

    @property
    def balances(self) -> bool:
        """Whether the fates in the summary add up to what was found."""
        found = int(self.counts("site").split()[1])
        fates = [label for _, label in FATE_LABELS]
        return found == sum(int((self.counts(name) or "0").split()[0]) for name in fates)

    def reasons(self, label: str) -> dict[str, int]:
        """The reasons that the summary gives for a fate, with their numbers."""
        inside = re.search(r"\((.*)\)", self.counts(label))
        pairs = (part.rsplit(" ", 1) for part in inside[1].split(", ")) if inside else ()
        return {reason: int(number) for reason, number in pairs}

    def counts(self, label: str) -> str:
        """What the summary says under `label`; empty if it says nothing."""
        lines = (line.partition("  ") for line in self.stderr.splitlines())
        return next((text.strip() for name, _, text in lines if name == label), "")


@pytest.fixture
def crawl(tmp_path: Path) -> Callable[..., Crawl]:
    """Runs ``scrapy crawl marsbit`` with further words, warnings being errors."""

    def run(
        *words: str,
        spider: str = "marsbit",
        env: dict[str, str] | None = None,
        cwd: Path = PROJECT,
        timeout_s: float = 90,
    ) -> Crawl:
        ended = subprocess.run(
            command(*words, spider=spider),
            cwd=cwd,
            env=environment(tmp_path, env),
            capture_output=True,
            timeout=timeout_s,
            check=False,
        )
        return Crawl(
            ended.returncode,
            ended.stderr.decode("utf-8", "backslashreplace"),
            ended.stdout.decode("utf-8", "backslashreplace"),
            tmp_path / "data",
        )

    return run


@pytest.fixture
def serve() -> Iterator[Callable[[Pages], LoopbackSite]]:
    """Starts sites; they end with the test."""
    with ExitStack() as running:
        yield lambda pages: running.enter_context(serving(pages))


@pytest.fixture(scope="session")
def postgres() -> Iterator[PrivatePostgres]:
    """A PostgreSQL server for all tests; each takes a `new_database` of it."""
    with private_postgres() as server:
        yield server


def command(*words: str, spider: str = "marsbit") -> list[str]:
    return [sys.executable, "-W", "error", "-m", "scrapy", "crawl", spider, *words]


def environment(tmp_path: Path, further: dict[str, str] | None = None) -> dict[str, str]:
    """Little more than cron gives: no terminal, no settings of whoever runs the tests."""
    return {
        "PATH": os.environ["PATH"],
        "LANG": "C",
        "NEWSCRAWL_DATA_DIR": str(tmp_path / "data"),
        **(further or {}),
    }


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a feed, by a parser that takes strict JSON only."""

    def refuse(constant: str) -> None:
        raise ValueError(f"{constant} is no JSON")

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        row = dict(pairs)
        assert len(row) == len(pairs), "a key stands twice"
        return row

    text = path.read_bytes().decode("utf-8")
    assert not text or text.endswith("\n")
    assert text.count("\n") == len(text.splitlines())
    return [
        json.loads(line, parse_constant=refuse, object_pairs_hook=unique)
        for line in text.splitlines()
    ]
