"""What reading one article page costs on one core, and where the time goes.

    python -m benchmarks.reading [--reads 300]

Each page is read `--reads` times; the shares come from timers around the steps of the reader
itself, in runs apart from those of the total.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import wraps
from pathlib import Path
from statistics import median
from time import process_time_ns
from typing import Any

from newscrawl import reading
from newscrawl.reading import article, decoding, loader, maintext, outline, parts
from newscrawl.spiders.marsbit import MarsbitSpider

ROOT = Path(__file__).parent.parent
# Name, where it is looked up, and what it is called there; a step's time holds those indented.
STEPS: tuple[tuple[str, Any, str], ...] = (
    ("decode", decoding, "decode"),
    ("outline", outline, "read_outline"),
    ("  parse HTML", outline, "parse"),
    ("metadata", article.linked_data, "statements"),
    ("parts", article, "take_apart"),
    ("  byline in sight", parts, "_byline_in_sight"),
    ("  cards", parts, "find_units"),
    ("  byline", parts, "find_byline"),
    ("  questions", parts, "find_questions"),
    ("  summary", parts, "find_summary"),
    ("  text", parts, "find_body"),
    ("blocks", article, "to_blocks"),
    ("language", article, "detect_language"),
    ("times", article, "_offer_times"),
    ("load", loader.ArticleLoader, "load"),
)
assert maintext  # its functions are timed where they are used


def pages() -> Iterator[tuple[str, bytes, dict[str, Any]]]:
    """Pages to read: name, bytes, and what the reader is told of them."""
    real = ROOT.parent / "shared" / "htx"
    site = MarsbitSpider.site()
    if real.is_dir():
        told = json.loads((real / "expected.json").read_text())
        moment = datetime.fromisoformat(told["fetched_at"])
        for name in ("page-a", "page-b"):
            body = (real / f"{name}.html").read_bytes()
            yield name, body, {"url": told["url"], "fetched_at": moment, "site": site}
    recorded = []
    for path in (ROOT / "fixtures" / "marsbit").glob("*/article.json"):
        meta = json.loads((path.parent / "response.json").read_text())
        body = (path.parent / meta["body"]).read_bytes()
        moment = datetime.fromisoformat(meta["fetched_at"])
        told = {"url": meta["url"], "fetched_at": moment, "site": site}
        recorded.append((path.parent.name, body, told))
    recorded.sort(key=lambda entry: abs(len(entry[1]) - 16_000))
    yield from recorded[:4]


def measure(body: bytes, told: dict[str, Any], reads: int) -> list[float]:
    """Milliseconds of processor time of each of `reads` reads."""
    times = []
    for _ in range(reads):
        began = process_time_ns()
        reading.read_page(body, **told)
        times.append((process_time_ns() - began) / 1e6)
    return times


@contextmanager
def timers(spent: dict[str, int]) -> Iterator[None]:
    """Adds the nanoseconds of each step to `spent` while it lasts."""
    originals = [(owner, name, getattr(owner, name)) for _, owner, name in STEPS]

    def timed(step: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            began = process_time_ns()
            try:
                return function(*args, **kwargs)
            finally:
                spent[step] = spent.get(step, 0) + process_time_ns() - began

        return wrapper

    for (step, owner, name), (_, _, function) in zip(STEPS, originals, strict=True):
        setattr(owner, name, timed(step, function))
    try:
        yield
    finally:
        for owner, name, function in originals:
            setattr(owner, name, function)


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reads", type=int, default=300, help="of each page")
    options = parser.parse_args()
    print(f"{'page':<22}{'bytes':>8}{'median ms':>11}{'min ms':>9}   n={options.reads}")
    chosen = list(pages())
    for name, body, told in chosen:
        measure(body, told, 10)
        times = measure(body, told, options.reads)
        print(f"{name:<22}{len(body):>8}{median(times):>11.2f}{min(times):>9.2f}")
    name, body, told = chosen[0]
    spent: dict[str, int] = {}
    with timers(spent):
        whole = sum(measure(body, told, options.reads))
    print(f"\nwhere it goes, {name} (timers on: {whole / options.reads:.2f} ms a read)")
    for step, _, _ in STEPS:
        ms = spent.get(step, 0) / 1e6
        print(f"  {step:<20}{ms / options.reads:>8.3f} ms{100 * ms / whole:>7.1f} %")
    top = sum(spent.get(step, 0) for step, _, _ in STEPS if not step.startswith(" ")) / 1e6
    rest = whole - top
    print(f"  {'all else':<20}{rest / options.reads:>8.3f} ms{100 * rest / whole:>7.1f} %")


if __name__ == "__main__":
    main()
