"""Pages a second of `scrapy crawl marsbit` beside a bare Scrapy spider, on one loopback site.

    python -m benchmarks.crawl [--articles 600] [--rounds 5]

All walk the same site, served by a process of its own, in turn: newscrawl, newscrawl with state and
feed off (rows go to a file by -O), bare, newscrawl, …
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).parent.parent
# Paragraphs of a generated article that make its page about 16 KB.
PARAGRAPHS = 55


@contextmanager
def site(articles: int, seconds: int) -> Iterator[str]:
    """A generated site in a process of its own; gives the address of its first list."""
    command = [sys.executable, "tests/loopback.py", "--articles", str(articles)]
    command += ["--paragraphs", str(PARAGRAPHS), "--seconds", str(seconds)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().strip()
        finally:
            server.terminate()


def run(command: list[str], rows: Path) -> tuple[float, float, int]:
    """Runs a crawl; gives its wall seconds, its processor seconds and the rows that it wrote.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = perf_counter()
    subprocess.run(
        command,
        cwd=ROOT,
        check=True,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=600,
    )
    wall = perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    found = sum(
        len(path.read_bytes().splitlines())
        for path in rows.rglob("*.jsonl")
        if "links" not in path.parts
    )
    return wall, spent, found


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=600)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    figures: dict[str, list[tuple[float, float]]] = {
        "newscrawl": [],
        "without state and feed": [],
        "bare Scrapy": [],
    }
    with site(options.articles, 1800) as url, tempfile.TemporaryDirectory() as folder:
        for number in range(options.rounds):
            for name, taken in figures.items():
                rows = Path(folder) / f"{name.split()[0]}-{number}"
                rows.mkdir()
                out = str(rows / "out.jsonl")
                command = [sys.executable, "-m", "benchmarks.bare", url, out]
                if name != "bare Scrapy":
                    command = [sys.executable, "-m", "scrapy", "crawl", "marsbit"]
                    command += ["-a", f"start_url={url}", "-s", f"NEWSCRAWL_DATA_DIR={rows}"]
                if name == "without state and feed":
                    command += ["-s", "NEWSCRAWL_STATE_URL=memory", "-O", out]
                wall, spent, found = run(command, rows)
                if found != options.articles:
                    sys.exit(f"{name} found {found} of {options.articles} articles")
                taken.append((wall, spent))
    pages = options.articles + (options.articles + 19) // 20 + 1
    print(f"{pages} pages, {options.rounds} rounds in turn; medians, start of the process included")
    for name, values in figures.items():
        wall = median(value[0] for value in values)
        spent = median(value[1] for value in values)
        print(
            f"{name:<24}{pages / wall:>8.1f} pages/s{1000 * spent / pages:>8.2f} ms CPU a page"
            f"{wall:>8.2f} s"
        )
    ours, off, bare = ([value[0] for value in values] for values in figures.values())
    print(f"newscrawl / bare, pages a second: {_ratio(bare, ours):.2f}")
    print(f"newscrawl / without state and feed: {_ratio(off, ours):.2f}")


def _ratio(above: list[float], below: list[float]) -> float:
    return median(one / other for one, other in zip(above, below, strict=True))


if __name__ == "__main__":
    main()
