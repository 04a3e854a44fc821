"""Whether a feed has each revision once after many runs, of which most were killed.

    python -m benchmarks.revisions [--articles 1000] [--runs 20] [--kills 3]

Before each run that comes to its end, so many are killed at random moments. The site is edited only
between runs that came to their end, so that each article has five revisions when all is done: the
feed has to have five lines of each, and not one more.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from pathlib import Path

from tests.reliability.kills import KILLED, Crawler
from tests.reliability.oracle import judge
from tests.reliability.running import site

REVISIONS = 5
GROUPS = 4


def main() -> None:
    """Prints what the feed has in the end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--runs", type=int, default=20, help="that come to their end")
    parser.add_argument("--kills", type=int, default=3, help="before each of them")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    edits = GROUPS * (REVISIONS - 1)
    if options.runs < edits + 1:
        sys.exit(f"--runs: {edits + 1} at least, for {REVISIONS} revisions of each article")
    rng, kills, wrong = random.Random(options.seed), 0, []
    with (
        tempfile.TemporaryDirectory() as folder,
        site(options.articles, "--etags", "--prerender", lifetime_s=6 * 3600) as served,
    ):
        crawler = Crawler(Path(folder) / "data", served.url, NEWSCRAWL_REVISIT="always")
        whole = Crawler(Path(folder) / "measured", served.url).run()
        for run in range(options.runs):
            if 0 < run <= edits:
                served.control("edit", of=GROUPS, rest=run % GROUPS)
            for _ in range(options.kills):
                kills += crawler.kill_after(rng.uniform(0, whole.seconds)).code == KILLED
            ended = crawler.run(timeout_s=1_800)
            if ended.code != 0:
                wrong.append(f"run {run + 1}: {ended.code}: {ended.last_line}")
        verdict = judge(crawler.data, served.truth(), current=True)
    print(f"{options.articles} articles, {options.runs} runs to the end, {kills} killed: {verdict}")
    lines = options.articles * REVISIONS
    print(f"lines: {verdict.rows}, {REVISIONS} for each article are {lines}")
    print("\n".join(wrong) or "every run that was not killed ended with 0")
    sys.exit(0 if verdict.ok and not wrong and verdict.rows == lines else 1)


if __name__ == "__main__":
    main()
