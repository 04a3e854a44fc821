"""What state and feed cost a page, by how many pages are known.

python -m benchmarks.state [--known 10000 5000000] [--pages 2000]

A state with so many known pages is made first (in chunks, by SQL); then pages are found, requested
and delivered as a crawl does it, with ten links each: to the newest 10,000 pages nine times in
ten, or to any. The pages are real items of about 13 KB; nothing is fetched or read.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from types import SimpleNamespace
from typing import Any

from newscrawl.feed.jsonl import encode
from newscrawl.items import Article, Block, RelatedReading, Span, content_hash
from newscrawl.pipelines import DeliverPipeline
from newscrawl.runs.session import Options, Session
from newscrawl.state import schedule
from newscrawl.state.articles import pack
from newscrawl.state.schema import articles, content_key_of, key_of, pages
from newscrawl.state.scope import Scope
from newscrawl.state.store import Store

NOW = datetime(2026, 5, 21, 9, 0, tzinfo=UTC)
BATCH = 50
LINKS = 10
NEWEST = 10_000


def article(number: int, targets: list[int], *, paragraphs: int = 10) -> Article:
    """An article of about 13 KB with links to other numbers; shorter with fewer paragraphs."""
    draw = random.Random(number)
    text = [" ".join(f"word{draw.randrange(5000)}" for _ in range(60)) for _ in range(paragraphs)]
    span = Span("2026-05-21T08:00:00Z", "2026-05-21T08:00:00Z", "2026-05-21T08:00:59Z", "minute")
    item = Article(
        id=f"s:{number}",
        site="s",
        url=f"http://h/news/a-{number}/",
        canonical_url=f"http://h/news/a-{number}/",
        title=f"Title {number}",
        summary=text[0][:200],
        text="\n\n".join(text),
        blocks=[Block("paragraph", part) for part in text],
        language="en",
        published=span,
        published_at=span.at,
        related=[
            RelatedReading(rank, f"s:{target}", f"http://h/news/a-{target}/", f"Title {target}")
            for rank, target in enumerate(targets, 1)
        ],
        fetched_at="2026-05-21T09:00:00Z",
        rendered_at="2026-05-21T09:00:00Z",
        first_seen_at="2026-05-21T09:00:00Z",
    )
    item.content_hash = content_hash(item)
    return item


def fill(store: Store, known: int) -> None:
    """Makes `known` pages that were read, with their articles."""
    row = encode({**vars_of(article(0, [])), "id": "s:0"})
    packed = pack(row)
    moment = int(NOW.timestamp())
    for start in range(0, known, 20_000):
        numbers = range(start, min(start + 20_000, known))
        store.connection.execute(
            pages.insert(),
            [
                {
                    "key": key_of(f"s:{n}"),
                    "site": "s",
                    "id": f"s:{n}",
                    "url": f"http://h/news/a-{n}/",
                    "discovered_at": moment,
                    "depth": 1,
                    "priority": schedule.REVISIT,
                    "due_at": moment + schedule.DAY + n,
                    "fate": "emitted-new",
                    "revision": 1,
                    "visits": 1,
                }
                for n in numbers
            ],
        )
        store.connection.execute(
            articles.insert(),
            [
                {
                    "key": key_of(f"s:{n}"),
                    "site": "s",
                    "revision": 1,
                    "content_key": content_key_of(f"{key_of(f'h{n}'):016x}"),
                    "content_hash": f"{key_of(f'h{n}'):064x}",
                    "removed": False,
                    "row": packed,
                }
                for n in numbers
            ],
        )
        store.commit()


def vars_of(item: Any) -> dict[str, Any]:
    """The fields of a dataclass with slots."""
    return {name: getattr(item, name) for name in item.__dataclass_fields__}


def run(data: Path, known: int, number: int, *, share: float, near: str) -> tuple[float, float]:
    """Milliseconds a page, by the clock and of the processor, for `number` new pages."""
    session = Session.open(
        "s", data, now=NOW, scope=Scope(), options=Options(batch_pages=BATCH, min_free_bytes=0)
    )
    spider = SimpleNamespace(journal=session.journal, arguments=SimpleNamespace(max_articles=None))
    crawler = SimpleNamespace(spider=spider, settings={"NEWSCRAWL_NEAR_DUPLICATES": near})
    pipeline = DeliverPipeline.from_crawler(crawler)  # type: ignore[arg-type]
    draw = random.Random(number)
    first = session.run.number * 10_000_000
    items = []
    for offset in range(number):
        total = known + offset
        targets = [
            draw.randrange(max(total - NEWEST, 0), total)
            if draw.random() < share
            else draw.randrange(total)
            for _ in range(LINKS)
        ]
        items.append(
            article(first + offset, [t if t < known else first + t - known for t in targets])
        )
    # The first pages load what a run of any length loads once.
    for item in items[:200]:
        visit(session, pipeline, replace(item, id=f"{item.id}x", content_hash=content_hash(item)))
    began, spent = perf_counter(), process_time()
    for item in items:
        visit(session, pipeline, item)
    wall, cpu = perf_counter() - began, process_time() - spent
    session.journal.commit()
    session.close()
    return 1000 * wall / number, 1000 * cpu / number


def visit(session: Session, pipeline: DeliverPipeline, item: Article) -> None:
    """What a crawl asks of state and feed for one page that is new."""
    frontier = session.frontier
    page = frontier.get(item.id)
    if page is None:
        page = frontier.discover(item.id, item.url, depth=1, seen_at=frontier.now)
    frontier.request(page)
    found = frontier.find([reading.id for reading in item.related or ()])
    for reading in item.related or ():
        other = found.get(reading.id)
        if other is None:
            found[reading.id] = frontier.discover(
                reading.id, reading.url, depth=2, seen_at=frontier.now, found_on=item.id
            )
        else:
            frontier.find_again(other, 2)
    try:
        pipeline.process_item(item)
    except Exception as error:
        fate = getattr(error, "fate", None)
        if fate is None:
            raise
        frontier.settle(page, fate, frontier.now)
    session.journal.page_done()


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--known", type=int, nargs="+", default=[10_000, 200_000])
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", help="where the states are made (default: a new one)")
    given = parser.parse_args()
    print("| known pages | links | near duplicates | ms a page | CPU ms a page |")
    print("|---|---|---|---|---|")
    for known in given.known:
        with tempfile.TemporaryDirectory(dir=given.folder) as folder:
            data = Path(folder)
            with Store.open(data / "state", "s", feed=data / "none") as store:
                fill(store, known)
            for share, near in ((0.9, "off"), (0.0, "off"), (0.9, "flag")):
                timed = [
                    run(data, known, given.pages, share=share, near=near)
                    for _ in range(given.rounds)
                ]
                wall, cpu = (median(column) for column in zip(*timed, strict=True))
                links = "to the newest" if share else "to any"
                print(f"| {known:,} | {links} | {near} | {wall:.2f} | {cpu:.2f} |", flush=True)


if __name__ == "__main__":
    main()
