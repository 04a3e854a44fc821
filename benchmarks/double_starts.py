"""Whether one of two runs that start at the same moment is turned away, and the feed stays whole.

    python -m benchmarks.double_starts [--starts 100] [--articles 20]

Two runs of one site are started at once, again and again, the site being edited in between. One of
each two has to end with 0, the other with 75 (or with 0, where the first had ended when it came).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from statistics import median
from time import monotonic

from tests.reliability.kills import TIMEOUT_S, Crawler
from tests.reliability.oracle import judge
from tests.reliability.running import site


def both(crawler: Crawler) -> tuple[tuple[int, int], float]:
    """The exit codes of two runs, the lower first, and seconds until the first of them ended."""
    began = monotonic()
    running = [crawler.start(), crawler.start()]
    first = None
    while first is None and monotonic() - began < TIMEOUT_S:
        for process in running:
            try:
                process.wait(0.01)
            except subprocess.TimeoutExpired:
                continue
            first = first or monotonic() - began
    low, high = sorted(process.wait(TIMEOUT_S) for process in running)
    return (low, high), first or TIMEOUT_S


def main() -> None:
    """Prints which codes the runs ended with, and what the feed has in the end."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--starts", type=int, default=100)
    parser.add_argument("--articles", type=int, default=20)
    given = parser.parse_args()
    codes: Counter[tuple[int, int]] = Counter()
    waits = []
    with (
        tempfile.TemporaryDirectory() as folder,
        site(given.articles, "--etags", lifetime_s=6 * 3600) as served,
    ):
        crawler = Crawler(Path(folder) / "data", served.url, NEWSCRAWL_REVISIT="always")
        for start in range(given.starts):
            if start:
                served.control("edit", of=4, rest=start % 4)
            pair, first_s = both(crawler)
            codes[pair] += 1
            waits.append(first_s)
        last = crawler.run().code
        verdict = judge(crawler.data, served.truth(), current=True)
    for pair, number in codes.most_common():
        print(f"{number:>4} times {pair[0]} and {pair[1]}")
    print(
        f"the first of two ended after {median(waits):.2f} s (median), {max(waits):.2f} s at most"
    )
    print(f"in the end: {last}, {verdict}")
    sys.exit(0 if set(codes) <= {(0, 75), (0, 0)} and last == 0 and verdict.ok else 1)


if __name__ == "__main__":
    main()
