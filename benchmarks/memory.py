"""How much memory state and feed take over many pages, and a rebuild of the state from the feed.

    python -m benchmarks.memory [--pages 200000] [--links 10] [--folder FOLDER]

Pages of about 5 KB, with links to earlier ones and to some that come, are found, requested and
delivered as in `benchmarks.state`. Then, each in a process of its own: a rebuild of the state,
retention that removes all parts, and a snapshot, of which the state has all rows. Resident memory,
in MB.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from types import SimpleNamespace

from benchmarks.state import BATCH, NOW, article, visit
from newscrawl.commands.state import _rebuild
from newscrawl.feed import upkeep
from newscrawl.feed.library import Places, between_runs
from newscrawl.feed.snapshot import Snapshot
from newscrawl.pipelines import DeliverPipeline
from newscrawl.runs.session import Options, Session
from newscrawl.state.scope import Scope

NEWEST = 10_000
STEPS = 10
FURTHER = ("rebuild", "prune", "snapshot")
# So many of them are used while the database's cache and the interpreter's own things fill up.
SETTLED = 4


def deliver(data: Path, number: int, links: int) -> None:
    """Delivers so many pages and prints what is resident on the way."""
    options = Options(batch_pages=BATCH, min_free_bytes=0)
    session = Session.open("s", data, now=NOW, scope=Scope(), options=options)
    spider = SimpleNamespace(journal=session.journal, arguments=SimpleNamespace(max_articles=None))
    crawler = SimpleNamespace(spider=spider, settings={"NEWSCRAWL_NEAR_DUPLICATES": "flag"})
    pipeline = DeliverPipeline.from_crawler(crawler)  # type: ignore[arg-type]
    draw = random.Random(number)
    seen: list[tuple[int, float]] = []
    for page in range(number):
        lowest = max(page - NEWEST, 0)
        targets = {draw.randrange(lowest, page + 5) for _ in range(links)} - {page}
        visit(session, pipeline, article(page, sorted(targets), paragraphs=2))
        if (page + 1) % (number // STEPS) == 0:
            seen.append((page + 1, resident_mb()))
            print(f"{page + 1:>9,} pages  {seen[-1][1]:7.1f} MB", flush=True)
    session.journal.commit()
    session.journal.close(session.run)
    session.close()
    (first, low), (last, high) = seen[SETTLED - 1], seen[-1]
    slope = (high - low) / (last - first) * 100_000
    print(f"from {first:,} to {last:,}: {slope:+.2f} MB for 100,000 pages")


def resident_mb() -> float:
    """What this process has resident now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def mend(data: Path, what: str) -> None:
    """Does one of the further steps, and prints how long it took and the peak."""
    places, began, before = Places(data, "s"), perf_counter(), resident_mb()
    if what == "rebuild":
        _rebuild(places, None)
    elif what == "snapshot":
        with between_runs(places, None) as (store, feeds):
            upkeep.export(data / "latest.jsonl", iter(Snapshot(feeds[0].folder, store)))
    else:
        with between_runs(places, None) as (_, feeds):
            for feed in feeds:
                upkeep.prune(feed, f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    spent = perf_counter() - began
    print(f"{what}: peak {peak:.0f} MB, {before:.0f} at its start; {spent:.0f} s", flush=True)


def main() -> None:
    """Prints what each step takes."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=int, default=200_000)
    parser.add_argument("--links", type=int, default=10)
    parser.add_argument("--folder", type=Path, help="where the data are made (default: a new one)")
    parser.add_argument("--only", choices=["deliver", *FURTHER], help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.only == "deliver":
        deliver(given.folder, given.pages, given.links)
    elif given.only:
        mend(given.folder, given.only)
    else:
        with tempfile.TemporaryDirectory(dir=given.folder) as folder:
            words = ["--pages", str(given.pages), "--links", str(given.links), "--folder", folder]
            for what in ("deliver", *FURTHER):
                command = [sys.executable, "-m", "benchmarks.memory", *words, "--only", what]
                subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
