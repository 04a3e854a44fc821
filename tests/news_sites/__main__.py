"""Crawls generated news sites and says what was found of each.

`python -m tests.news_sites --site NAME`, `--all`, `--random N`; exits 1 where something is amiss.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.loopback import serving
from tests.news_sites import SITES, NewsSite, random_site
from tests.news_sites.judge import Verdict, judge, rows_in, summed_up, told

ROOT = Path(__file__).parents[2]
CRAWL = (sys.executable, "-m", "scrapy", "crawl", "news", "-a", "url={url}")


def crawl(
    site: NewsSite,
    data: Path,
    command: Sequence[str],
    *,
    timeout_s: float,
    log: Path,
    runs: int = 1,
) -> tuple[Verdict, list[str]]:
    """Serves a site, crawls it into the directory `data`, and judges what came out.

    `{url}` in the command stands for the address of the front page. Of several runs, one after the
    other, the rows of all are judged together, and traps and requests by the first.

    Returns:
        The verdict, and every path and query that was asked for.
    """
    later: list[int] = []
    with serving(site.pages) as served:
        words = [word.replace("{url}", served.base + "/") for word in command]
        started = time.monotonic()
        code = run(words, data, timeout_s=timeout_s, log=log)
        seconds = time.monotonic() - started
        asked = list(served.asked)
        for _ in range(runs - 1):
            before = len(served.asked)
            run(words, data, timeout_s=timeout_s, log=log)
            later.append(len(served.asked) - before)
        everything = list(served.asked)
    verdict = judge(site, rows_in(data), asked)
    verdict.code, verdict.seconds, verdict.later = code, seconds, later
    return verdict, everything


def run(words: Sequence[str], data: Path, *, timeout_s: float, log: Path) -> int | None:
    """The exit code of a crawl; None of one that had to be ended."""
    environment = {"PATH": os.environ["PATH"], "LANG": "C", "NEWSCRAWL_DATA_DIR": str(data)}
    with log.open("ab") as stderr:
        try:
            return subprocess.run(
                words,
                cwd=ROOT,
                env=environment,
                stdout=subprocess.DEVNULL,
                stderr=stderr,
                timeout=timeout_s,
            ).returncode
        except subprocess.TimeoutExpired:
            return None


def chosen(options: argparse.Namespace) -> Iterator[NewsSite]:
    if options.random is not None:
        for seed in range(options.seed, options.seed + options.random):
            yield random_site(seed)
    elif options.all:
        for make in SITES.values():
            yield make(options.seed)
    else:
        for name in options.site.split(","):
            yield SITES[name](options.seed)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--site", help=f"some of {', '.join(SITES)}, with commas between")
    which.add_argument("--all", action="store_true", help="each of them")
    which.add_argument("--random", type=int, metavar="N", help="so many sites of mixed features")
    parser.add_argument(
        "--seed", type=int, default=0, help="of the sites; of random ones the first"
    )
    parser.add_argument("--show", action="store_true", help="name what is missing or wrong")
    parser.add_argument("--asked", action="store_true", help="write every path asked for")
    parser.add_argument("--log", action="store_true", help="show what the crawl says")
    parser.add_argument("--serve", type=float, metavar="S", help="only serve, for so long")
    parser.add_argument("--runs", type=int, default=1, help="crawl each so often")
    parser.add_argument("--timeout", type=float, default=600, help="of each crawl, in seconds")
    parser.add_argument("words", nargs="*", help="further words for scrapy crawl, after --")
    options = parser.parse_args()
    unknown = set((options.site or "").split(",")) - {*SITES, ""}
    if unknown:
        parser.error(f"no such site: {', '.join(sorted(unknown))}")
    if options.serve:
        site = next(chosen(options))
        with serving(site.pages) as served:
            print(served.base + "/", flush=True)
            threading.Event().wait(options.serve)
        return 0
    verdicts = []
    for site in chosen(options):
        with tempfile.TemporaryDirectory(prefix="news-sites-") as folder:
            log = Path(folder) / "crawl.txt"
            verdict, asked = crawl(
                site,
                Path(folder) / "data",
                [*CRAWL, *options.words],
                timeout_s=options.timeout,
                log=log,
                runs=options.runs,
            )
            print(told(verdict, show=options.show), flush=True)
            if options.asked:
                print("\n".join(f"    asked {path}" for path in asked))
            if options.log or verdict.code not in (0, 3):
                print(log.read_text("utf-8", "backslashreplace"), file=sys.stderr)
        verdicts.append(verdict)
    if len(verdicts) > 1:
        print(summed_up(verdicts))
    return 0 if all(verdict.is_clean for verdict in verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
