"""The benchmarks run, with parameters too small to tell anything."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["benchmarks.reading", "--reads", "2"], "where it goes"),
        (["benchmarks.start", "--runs", "1"], "newscrawl / plain:"),
        (["benchmarks.crawl", "--articles", "25", "--rounds", "1"], "newscrawl / bare"),
        (["benchmarks.reliability", "--articles", "12", "--kills", "1"], "silent"),
        (
            "benchmarks.dates --sample 1 --nolang-sample 1 --by kind --speed --runs 1".split(),
            "traced MB",
        ),
        (["benchmarks.double_starts", "--starts", "2", "--articles", "8"], "nothing wrong"),
        (["benchmarks.manifest", "--parts", "20", "--rounds", "1"], "| 20 |"),
        (["benchmarks.memory", "--pages", "200"], "snapshot: peak"),
        ("benchmarks.similarity --pairs 2 --rounds 2 --sweep".split(), "precision %"),
    ],
)
def test_a_benchmark_prints_its_table(command: list[str], said: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert said in done.stdout
