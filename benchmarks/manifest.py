"""What a feed of many parts costs a run: its start, one publication, its end.

    python -m benchmarks.manifest [--parts 1000 35000 100000] [--rounds 3]

A part is added a run, so a crawl every quarter of an hour makes 35,000 a year. Each part is a file
of one row; the start reads manifest and state, and looks at every file.
"""

from __future__ import annotations

import argparse
import tempfile
from dataclasses import asdict
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.state import NOW, article
from newscrawl.feed.library import Places, between_runs
from newscrawl.items import ARTICLE_SCHEMA
from newscrawl.runs.exit_codes import ExitCode
from newscrawl.runs.session import Options, Session
from newscrawl.state import records
from newscrawl.state.records import Part
from newscrawl.state.schema import parts
from newscrawl.state.scope import Scope

LINE = b"{}\n"


def fill(data: Path, number: int) -> None:
    """Makes a feed of so many parts."""
    places = Places(data, "s")
    places.open_store(None).close()
    with between_runs(places, None) as (store, feeds):
        rows = []
        for n in range(1, number + 1):
            run_id = f"20260521T{n:06}Z-{n:06x}"
            path = f"2026/{n // 10_000:02}/s-{run_id.partition('-')[0]}-{n:09}-{n:09}.jsonl"
            file = feeds[0].folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(LINE)
            part = Part("articles", n, run_id, path, ARTICLE_SCHEMA, "published", 1, len(LINE))
            part.sha256, part.first_seq, part.last_seq = f"{n:064x}", n, n
            part.first_time = part.last_time = "2026-05-21T09:00:00Z"
            rows.append({"site": "s", **asdict(part)})
        store.connection.execute(parts.insert(), rows)
        records.set_last_seq(store, "articles", number)
        store.commit()
    with between_runs(Places(data, "s"), None, recover=False) as (_, feeds):
        for feed in feeds:
            feed.announce(records.Run(0, "none", 0))


def run(data: Path, number: int) -> tuple[float, float, float]:
    """Seconds that a run takes until it begins, to publish a part, and for the rest of its end."""
    began = perf_counter()
    options = Options(min_free_bytes=0)
    session = Session.open("s", data, now=NOW, scope=Scope(), options=options)
    started = perf_counter()
    item = article(number, [])
    page = session.frontier.discover(item.id, item.url, depth=1, seen_at=session.frontier.now)
    session.journal.deliver(page, item)
    session.journal.commit()
    committed = perf_counter()
    session.journal.publish()
    published = perf_counter()
    session.finish(ExitCode.COMPLETE, session.frontier.ledger)
    session.close()
    return started - began, published - committed, perf_counter() - published


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--parts", type=int, nargs="+", default=[1_000, 35_000, 100_000])
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    print("| parts | manifest, bytes | start, s | publish, s | end, s |")
    print("|---|---|---|---|---|")
    for number in given.parts:
        with tempfile.TemporaryDirectory() as folder:
            data = Path(folder)
            fill(data, number)
            rounds = [run(data, number + n) for n in range(given.rounds)]
            size = (data / "feeds" / "s" / "manifest.json").stat().st_size
            start, publish, end = (median(column) for column in zip(*rounds, strict=True))
            print(
                f"| {number:,} | {size:,} | {start:.2f} | {publish:.2f} | {end:.2f} |", flush=True
            )


if __name__ == "__main__":
    main()
