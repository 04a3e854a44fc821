"""Kills a crawler at random moments, lets it run to its end, and asks the oracle.

    python -m tests.reliability.kills [--kills 50] [--articles 150] [--seed 1] [--jobs 2]

A round is one data directory: a few runs that are killed, then one that is not. A moment is
uniform over what a whole run takes, start-up included; a run that had ended by then is no kill.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from time import monotonic

from tests.reliability.oracle import ARTICLE, Verdict, judge
from tests.reliability.reading import ROOT, read_feed
from tests.reliability.running import Site, site
from tests.reliability.watcher import Seen, watching

KILLED = -signal.SIGKILL
# A small site is committed and published as often as a large one is.
OFTEN = {"NEWSCRAWL_BATCH_PAGES": "5", "NEWSCRAWL_PART_ROWS": "20"}
TIMEOUT_S = 120
# When the site is edited: not at all, between runs, or while they run.
EDITS = ("none", "between", "during")


def limit_files(size: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@dataclass
class Ended:
    """A run that has ended, one way or another."""

    code: int
    seconds: float
    stderr: str

    @property
    def last_line(self) -> str:
        return self.stderr.rstrip().rpartition("\n")[2]


class Crawler:
    """`scrapy crawl marsbit` on a test site, writing to `data`.

    Attributes:
        words: further words of the command.
        settings: environment variables of its own.
    """

    def __init__(self, data: Path, url: str, *words: str, **settings: str) -> None:
        self.data = data
        self.url = url
        self.words = words
        self.settings = settings

    @property
    def command(self) -> list[str]:
        start = [sys.executable, "-m", "scrapy", "crawl", "marsbit"]
        return [*start, "-a", f"start_url={self.url}", *self.words]

    @property
    def environment(self) -> dict[str, str]:
        """Little more than cron gives, and settings under which much is written."""
        ours = {"PATH": os.environ["PATH"], "LANG": "C", "NEWSCRAWL_DATA_DIR": str(self.data)}
        return {**ours, **OFTEN, **self.settings}

    def start(self, **settings: str) -> subprocess.Popen[bytes]:
        """Starts a run; its standard error goes beside the data directory.

        `max_file_bytes` limits how large a file may grow.
        """
        limit = settings.pop("max_file_bytes", None)
        limited = None if limit is None else partial(limit_files, int(limit))
        self.data.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("wb") as log:
            return subprocess.Popen(
                self.command,
                cwd=ROOT,
                env={**self.environment, **settings},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
                preexec_fn=limited,  # noqa: PLW1509
            )

    @property
    def log(self) -> Path:
        return self.data.with_name(self.data.name + ".log")

    def end(self, process: subprocess.Popen[bytes], timeout_s: float = TIMEOUT_S) -> Ended:
        """Waits for the end of a run; one that takes too long is killed and told as -9."""
        began = monotonic()
        try:
            code = process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            process.kill()
            code = process.wait()
        return Ended(code, monotonic() - began, self.log.read_text("utf-8", "backslashreplace"))

    def run(self, timeout_s: float = TIMEOUT_S, **settings: str) -> Ended:
        return self.end(self.start(**settings), timeout_s)

    def kill_after(self, seconds: float, **settings: str) -> Ended:
        """Starts a run and kills it after so long, if it has not ended by then."""
        return self.end(self.start(**settings), seconds)


@dataclass
class Round:
    """What came of one data directory.

    Attributes:
        kills: runs that were killed.
        wrong_codes: exit codes that a run that was not killed should not have.
        wrong: what the watcher and the consumer saw.
    """

    kills: int = 0
    wrong_codes: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    verdict: Verdict = field(default_factory=Verdict)

    @property
    def ok(self) -> bool:
        return not self.wrong_codes and not self.wrong and self.verdict.ok

    def __str__(self) -> str:
        told = [f"{self.kills} kills; {self.verdict}", *self.wrong_codes, *self.wrong]
        return "\n".join(told)


def play(
    crawler: Crawler,
    served: Site,
    *,
    kills: int,
    duration_s: float,
    rng: random.Random,
    edits: str = "none",
) -> Round:
    """One round: up to `kills` runs that are killed, one that is not, and the verdict.

    The site is edited as `edits` says, one of `EDITS`; then every run visits everything, while
    otherwise a run does what the one before it owed.
    """
    done = Round()
    settings = {"NEWSCRAWL_REVISIT": "always"} if edits != "none" else {}
    served.control("settings", edit_every=15 if edits == "during" else 0)
    consumer = Consumer(crawler.data)
    for _ in range(kills):
        ended = crawler.kill_after(rng.uniform(0, duration_s), **settings)
        if ended.code == KILLED:
            done.kills += 1
        elif ended.code != 0:
            done.wrong_codes.append(f"{ended.code}: {ended.stderr[-600:]}")
        done.wrong += consumer.pull()
        if edits == "between":
            served.control("edit", share=0.2, back=int(rng.random() < 0.3))
    since = served.mark()
    ended = crawler.run(**settings)
    if ended.code != 0:
        done.wrong_codes.append(f"{ended.code}: {ended.stderr[-600:]}")
    done.verdict = judge(crawler.data, served.truth(), since=since, current=edits != "during")
    done.wrong += consumer.pull() + consumer.compare()
    return done


class Consumer:
    """The consumer that stands in the docs, run beside a data directory again and again."""

    def __init__(self, data: Path, site_name: str = "marsbit") -> None:
        self.feed = data / "feeds" / site_name
        self.out = data.with_name(data.name + ".consumed")
        self.cursor = data.with_name(data.name + ".cursor")

    def pull(self) -> list[str]:
        """What it had to say, which is nothing if all is well or there is no feed yet."""
        if not (self.feed / "manifest.json").exists():
            return []
        script = str(Path(__file__).with_name("consumer.py"))
        ended = subprocess.run(
            [sys.executable, script, self.feed, self.out, self.cursor],
            capture_output=True,
            text=True,
            check=False,
        )
        return [f"consumer: {ended.stderr[-500:]}"] if ended.returncode else []

    def compare(self) -> list[str]:
        """Whether it has what the feed lists, and each row once."""
        parts = read_feed(self.feed, site=self.feed.name, schema=ARTICLE).manifest.get("parts", ())
        listed = b"".join((self.feed / part["path"]).read_bytes() for part in parts)
        got = self.out.read_bytes() if self.out.exists() else b""
        return [] if got == listed else [f"consumer: has {len(got)} bytes of {len(listed)}"]


def measure(folder: Path, served: Site) -> float:
    """How long a run into a new data directory takes, from start to exit."""
    return Crawler(folder / "measured", served.url).run().seconds


def campaign(
    folder: Path, *, kills: int, articles: int, seed: int = 1, jobs: int = 2, per_round: int = 3
) -> tuple[list[Round], Seen]:
    """Rounds until there were so many kills, some at a time, and what a watcher saw of them all.

    Each round has a site of its own, and they take turns in when it is edited.
    """
    # A run may be over before its moment: rounds enough for that.
    data = [folder / f"round-{number}" for number in range(2 * -(-kills // per_round) + jobs)]

    def work(first: int) -> list[Round]:
        done: list[Round] = []
        with site(articles, "--etags", copies=2, aliases=2) as served:
            duration_s = measure(folder / f"worker-{first}", served)
        for number in range(first, len(data), jobs):
            if sum(one.kills for one in done) * jobs >= kills:
                break
            with site(articles, "--etags", seed=seed + number, copies=2, aliases=2) as served:
                crawler = Crawler(data[number], served.url)
                rng = random.Random(f"{seed}/{number}")
                edits = EDITS[number // jobs % len(EDITS)]
                done.append(
                    play(
                        crawler,
                        served,
                        kills=per_round,
                        duration_s=duration_s,
                        rng=rng,
                        edits=edits,
                    )
                )
        return done

    feeds = [one / "feeds" / "marsbit" for one in data]
    graphs = [feed / "links" for feed in feeds]
    with watching(*feeds, *graphs) as seen, ThreadPoolExecutor(jobs) as pool:
        rounds = [one for done in pool.map(work, range(jobs)) for one in done]
    return rounds, seen


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--articles", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2, help="rounds at a time")
    parser.add_argument("--keep", type=Path, help="keep the data directories here")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        rounds, seen = campaign(
            folder,
            kills=options.kills,
            articles=options.articles,
            seed=options.seed,
            jobs=options.jobs,
        )
    for one in rounds:
        print(one)
    print(f"{sum(one.kills for one in rounds)} kills in {len(rounds)} rounds")
    print(f"the watcher looked {seen.looks} times and saw", seen.wrong or "nothing wrong")
    return 0 if all(one.ok for one in rounds) and not seen.wrong else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
