"""What is lost, doubled and torn under SIGKILL: newscrawl beside plain Scrapy with JOBDIR.

    python -m benchmarks.reliability [--kills 1000] [--articles 300] [--only plain] [--jobs 1]

Both crawl the same loopback site into a new folder, are killed up to three times at moments drawn
evenly from what a whole run of theirs takes, start-up included, and then run to their end. The
site knows its truth, and what the folder holds is judged by it. A run that had ended before its
moment is no kill.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from tests.reliability.kills import KILLED, Crawler, Ended
from tests.reliability.oracle import judge
from tests.reliability.pages import digest
from tests.reliability.reading import parse
from tests.reliability.running import Site, site

FAULTS = ("lost", "doubled", "torn", "other")


@dataclass
class Tally:
    """What came of many rounds.

    Attributes:
        silent: rounds whose last run ended with 0 although something was wrong.
        codes: exit codes of runs that were not killed.
    """

    kills: int = 0
    rounds: int = 0
    spoilt: int = 0
    silent: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    codes: Counter[int] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        self.kills += other.kills
        self.rounds += other.rounds
        self.spoilt += other.spoilt
        self.silent += other.silent
        self.faults += other.faults
        self.codes += other.codes
        self.told += other.told


class Plain(Crawler):
    """The plain spider, run as newscrawl is."""

    @property
    def command(self) -> list[str]:
        self.data.mkdir(exist_ok=True)
        return [sys.executable, "-m", "benchmarks.plain", self.url, str(self.data)]


def judge_newscrawl(data: Path, truth: dict[str, Any]) -> tuple[Counter[str], str]:
    """The faults of the durable feed, by the oracle of the tests."""
    verdict = judge(data, truth, current=True)
    found: Counter[str] = Counter()
    for kind, problems in verdict.problems.items():
        found[kind if kind in FAULTS else "other"] += len(problems)
    return found, "" if verdict.ok else str(verdict)


def judge_plain(data: Path, truth: dict[str, Any]) -> tuple[Counter[str], str]:
    """The faults of the appended feed, by the same truth and as kindly as can be.

    A line that is torn counts as torn alone; what two lines say counts once as doubled for each
    line too many.
    """
    found: Counter[str] = Counter({"torn": 0})
    path = data / "out.jsonl"
    lines = path.read_bytes().split(b"\n") if path.exists() else [b""]
    found["torn"] += lines.pop() != b""
    seen: Counter[tuple[str, str]] = Counter()
    for line in lines:
        try:
            row = parse(line)
        except ValueError:
            found["torn"] += 1
        else:
            seen[row["id"], digest(row["title"], row["text"])] += 1
    found["doubled"] = sum(number - 1 for number in seen.values())
    for name, known in truth["articles"].items():
        found["lost"] += (name, known["history"][-1]) not in seen
    return +found, ""


Judge = Callable[[Path, dict[str, Any]], tuple[Counter[str], str]]
SUBJECTS: dict[str, tuple[type[Crawler], Judge]] = {
    "newscrawl": (Crawler, judge_newscrawl),  # committed every five pages, not fifty: see OFTEN
    "plain": (Plain, judge_plain),
}


def play(name: str, data: Path, served: Site, *, seconds: float, rng: random.Random) -> Tally:
    """One round: up to three kills, a run to the end, and what it left."""
    kind, judge_it = SUBJECTS[name]
    crawler = kind(data, served.url)
    tally = Tally(rounds=1)
    ended: Ended | None = None
    for _ in range(3):
        ended = crawler.kill_after(rng.uniform(0, seconds))
        if ended.code == KILLED:
            tally.kills += 1
        else:
            tally.codes[ended.code] += 1
    ended = crawler.run()
    tally.codes[ended.code] += 1
    tally.faults, told = judge_it(data, served.truth())
    tally.spoilt = int(bool(tally.faults))
    tally.silent = int(ended.code == 0 and bool(tally.faults))
    if told:
        tally.told.append(f"{data.name}: {told}")
    return tally


def campaign(name: str, folder: Path, options: argparse.Namespace) -> tuple[Tally, float]:
    """Rounds until there were kills enough; with it, the seconds that a whole run takes."""
    kind, judge_it = SUBJECTS[name]
    total = Tally()
    with site(options.articles, "--prerender", lifetime_s=6 * 3600) as served:
        measured = kind(folder / f"{name}-measured", served.url)
        first = measured.run()
        faults, told = judge_it(measured.data, served.truth())
        if first.code or faults:
            sys.exit(f"{name} fails without being killed: {faults} {told} {first.stderr}")
        seconds = first.seconds

        def one(number: int) -> Tally:
            rng = random.Random(f"{options.seed}/{number}")
            return play(name, folder / f"{name}-{number}", served, seconds=seconds, rng=rng)

        numbers = count()
        with ThreadPoolExecutor(options.jobs) as pool:
            while total.kills < options.kills and total.rounds < options.kills:
                for tally in pool.map(one, [next(numbers) for _ in range(options.jobs)]):
                    total.add(tally)
                print(f"{name}: {total.kills} kills, {dict(total.faults)}", file=sys.stderr)
    return total, seconds


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=1_000)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1, help="rounds at a time")
    parser.add_argument("--only", choices=SUBJECTS)
    options = parser.parse_args()
    print(f"{options.articles} articles a round; up to three kills, then a run to the end")
    print("silent: rounds whose last run ended with 0 although something was wrong")
    print(f"{'':<10}{'a run':>8}{'kills':>7}{'rounds':>8}", end="")
    print("".join(f"{fault:>9}" for fault in FAULTS), f"{'spoilt':>8}{'silent':>8}  exit codes")
    for name in [options.only] if options.only else SUBJECTS:
        with tempfile.TemporaryDirectory() as folder:
            tally, seconds = campaign(name, Path(folder), options)
        print(f"{name:<10}{seconds:>6.1f} s{tally.kills:>7}{tally.rounds:>8}", end="")
        print("".join(f"{tally.faults[fault]:>9}" for fault in FAULTS), end=" ")
        codes = ", ".join(f"{code}: {number}" for code, number in sorted(tally.codes.items()))
        print(f"{tally.spoilt:>8}{tally.silent:>8}  {codes}", flush=True)
        for told in tally.told[:3]:
            print(told, file=sys.stderr)


if __name__ == "__main__":
    main()
