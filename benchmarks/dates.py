"""How often newscrawl.dates and its peers read a stamp right, and what a call costs.

    python -m benchmarks.dates [--sample 1500] [--news] [--past] [--by family] [--speed]

Two sets of stamps with the interval that each means: the shared dev set, where it lies beside the
checkout, and `benchmarks/validation/dates.jsonl.gz`, of which nothing but totals is printed. Every
peer has a process of its own, so that none finds the caches of another warm, and they take turns
at some strings, so that all meet the same machine. What is right: the answer lies in the interval,
or is None where the text is no date. A peer that raises counts as none.

Microseconds a call leave out languages that a peer does not know, and the first call in each
language (it loads tables): "first" is the median of these. When all are done the strings are asked
again in the same turns: "again". Without a language dateparser tries all of them, so it reads a
sample; arrow reads relative times alone. Both stand beside newscrawl on the same strings.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import json
import os
import random
import subprocess
import sys
import tracemalloc
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from statistics import fmean, median
from typing import Any

from benchmarks.date_peers import (
    ARROW,
    HTMLDATE,
    OURS,
    OURS_BLIND,
    PEERS,
    THEIRS,
    THEIRS_BLIND,
    Answer,
    answer,
    own_process,
)

ROOT = Path(__file__).parent.parent
DEV = ROOT.parent / "shared" / "dates" / "dev.jsonl.gz"
HELD_OUT = ROOT / "benchmarks" / "validation" / "dates.jsonl.gz"
# Of so many that what a process finds in the processor's caches is soon its own.
TURN = 500
COSTS = ("median µs", "mean µs", "again median µs", "again mean µs", "first µs", "slowest first µs")
Record = dict[str, Any]


Answers = dict[str, dict[int, Answer]]


def take_turns(records: list[Record], asked: dict[str, set[int]]) -> tuple[Answers, Answers]:
    """The answers of each peer to the records it is asked, by their number: once, and again."""
    passes: tuple[Answers, Answers] = (
        {label: {} for label in asked},
        {label: {} for label in asked},
    )
    with ExitStack() as stack:
        processes = {label: stack.enter_context(own_process()) for label in asked}
        for answers in passes:
            for start in range(0, len(records), TURN):
                for label, process in processes.items():
                    turn = range(start, min(start + TURN, len(records)))
                    numbers = [number for number in turn if number in asked[label]]
                    strings = [(records[n]["text"], records[n]["lang"]) for n in numbers]
                    if strings:
                        said = process.submit(answer, label, strings).result()
                        answers[label].update(zip(numbers, said, strict=True))
    return passes


def judge(record: Record, said: Answer, *, by_day: bool = False) -> str:
    """right, wrong or none; `by_day`: any moment of the right day will do."""
    if record["kind"] == "none":
        return (
            "right" if said.at is None and not said.raised else "none" if said.raised else "wrong"
        )
    if said.at is None:
        return "none"
    low, high = (datetime.fromisoformat(record[key]) for key in ("lo", "hi"))
    if by_day:
        return "right" if low.date() <= said.at.date() <= high.date() else "wrong"
    return "right" if low <= said.at <= high else "wrong"


def read_records(path: Path, options: argparse.Namespace) -> list[Record]:
    """The scored records that the options want, shuffled."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        records = [record for line in lines if (record := json.loads(line))["scored"]]
    if options.news:
        records = [record for record in records if record["news"]]
    if options.past:
        records = [record for record in records if record.get("sign") != 1]
    return random.Random(11).sample(records, min(len(records), options.sample or len(records)))


def rows(cells: Iterable[Iterable[object]]) -> Iterator[str]:
    """A Markdown table; the first row is its head."""
    for number, row in enumerate(cells):
        texts = [str(cell) for cell in row]
        yield f"| {' | '.join(texts)} |"
        if not number:
            yield "|" + "---|" * len(texts)


def compare(records: list[Record], labels: Collection[str], options: argparse.Namespace) -> None:
    """Prints the table of one set."""
    everything = set(range(len(records)))
    relative = {number for number in everything if records[number]["kind"] == "rel"}
    chosen = min(options.nolang_sample, len(records))
    sampled = set(random.Random(7).sample(range(len(records)), chosen))
    groups = (
        ("all", everything, (OURS, OURS_BLIND, THEIRS, HTMLDATE)),
        ("relative", relative, (OURS, THEIRS, ARROW)),
        ("a sample", sampled, (OURS_BLIND, THEIRS_BLIND)),
    )
    asked: dict[str, set[int]] = {}
    for _, numbers, members in groups:
        for label in members:
            if label in labels:
                asked.setdefault(label, numbers)
    answers, again = take_turns(records, asked)
    verdicts = ("right %", "wrong %", "none %")
    table: list[list[object]] = [["reader", "strings", "n", *verdicts, *COSTS]]
    for name, numbers, members in groups:
        for label in members:
            if label not in labels or not numbers:
                continue
            said = [(records[number], answers[label][number]) for number in numbers]
            cost = costs([one for _, one in said], [again[label][number] for number in numbers])
            if numbers is not asked[label]:  # its first calls stand with all its strings
                cost[4:] = "––"
            table.append([label, name, *shares(said), *cost])
            if label == HTMLDATE:
                table.append(
                    [f"{label}, the day alone", name, *shares(said, by_day=True), *"––––––"]
                )
    print(*rows(table), sep="\n")
    raised = {label: sum(one.raised for one in answers[label].values()) for label in asked}
    print("\nRaised:", ", ".join(f"{label} {n}" for label, n in raised.items() if n) or "none")
    if options.by:
        whole = [label for label in asked if label != THEIRS_BLIND]
        table = [[f"right / wrong %, by {options.by}", "n", *whole]]
        for value, n in Counter(str(record[options.by]) for record in records).most_common():
            row: list[object] = [value, n]
            for label in whole:
                said = [
                    (records[number], one)
                    for number, one in answers[label].items()
                    if str(records[number][options.by]) == value
                ]
                row.append(" / ".join(shares(said)[1:3]) if said else "–")
            table.append(row)
        print("", *rows(table), sep="\n")


def shares(said: list[tuple[Record, Answer]], *, by_day: bool = False) -> list[str]:
    """How many, and per cent right, wrong and none."""
    counts = Counter(judge(record, one, by_day=by_day) for record, one in said)
    per_cent = (100 * counts[verdict] / len(said) for verdict in ("right", "wrong", "none"))
    return [str(len(said)), *(f"{share:.1f}" for share in per_cent)]


def costs(answers: list[Answer], again: list[Answer]) -> list[str]:
    """Microseconds, as `COSTS` names them; none of those asked again is a first call."""
    timed = [(one.first, one.microseconds) for one in answers if one.microseconds is not None]
    later = [took for first, took in timed if not first]
    first = [took for first, took in timed if first]
    warm = [one.microseconds for one in again if one.microseconds is not None]
    figures = [of(values) if values else None for values in (later, warm) for of in (median, fmean)]
    figures += [of(first) if first else None for of in (median, max)]
    return ["–" if figure is None else f"{figure:,.0f}" for figure in figures]


def resident() -> int | None:
    """Bytes of memory of this process; None where there is no /proc."""
    statm = Path("/proc/self/statm")
    return int(statm.read_text().split()[1]) * 4096 if statm.exists() else None


def weigh(
    label: str, strings: list[tuple[str, str]], *, trace: bool
) -> tuple[float, list[Answer], list[Answer]]:
    """Megabytes that a peer and its languages take, traced or resident; its answers, twice."""
    before = resident()
    if trace:
        tracemalloc.start()
    import_module(PEERS[label][0])
    answers = answer(label, strings)
    gc.collect()
    if trace:
        return tracemalloc.get_traced_memory()[0] / 1e6, answers, []
    after = resident()
    megabytes = (after - before) / 1e6 if before and after else float("nan")
    return megabytes, answers, answer(label, strings)


def import_ms(module: str) -> float:
    """Milliseconds that the import takes in a new interpreter."""
    code = f"from time import *\nt = perf_counter()\nimport {module}\nprint(perf_counter() - t)"
    command = [sys.executable, "-c", code]
    # As a user has it: compiled once, and kept.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True, text=True)
    return 1e3 * float(done.stdout)


def speed(labels: Collection[str], each: int, runs: int) -> None:
    """Prints imports, calls and memory over `each` held-out strings in each news language."""
    strings: dict[str, list[tuple[str, str]]] = {}
    for record in read_records(HELD_OUT, argparse.Namespace(news=True, past=True, sample=0)):
        strings.setdefault(record["lang"], []).append((record["text"], record["lang"]))
    some = [one for language in sorted(strings) for one in strings[language][:each]]
    chosen = [label for label in (OURS, THEIRS, ARROW, HTMLDATE) if label in labels]
    imports: dict[str, list[float]] = {label: [] for label in chosen}
    for number in range(runs + 1):
        for label in chosen:
            took = import_ms(PEERS[label][0])
            if number:  # the first of each warms the disk cache
                imports[label].append(took)
    table: list[list[object]] = [["reader", "import ms", *COSTS, "traced MB", "resident MB"]]
    for label in chosen:
        with own_process() as process:
            megabytes, answers, again = process.submit(weigh, label, some, trace=False).result()
        with own_process() as process:
            traced, _, _ = process.submit(weigh, label, some, trace=True).result()
        imported = f"{median(imports[label]):.1f}"
        table.append([label, imported, *costs(answers, again), f"{traced:.1f}", f"{megabytes:.1f}"])
    print(f"\nSpeed: {len(strings)} news languages, n={len(some)}; imports n={runs}\n")
    print(*rows(table), sep="\n")


def main() -> None:
    """Prints the tables, as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=0, help="strings of each set; 0: all")
    parser.add_argument("--nolang-sample", type=int, default=200, help="dateparser, no language")
    parser.add_argument("--news", action="store_true", help="the 44 languages of news alone")
    parser.add_argument("--past", action="store_true", help="nothing in the future")
    parser.add_argument("--by", choices=["family", "kind", "lang", "unit"], help="one more table")
    parser.add_argument("--dev", type=Path, default=DEV, help="where the dev set lies")
    parser.add_argument("--speed", action="store_true", help="imports, first calls and memory too")
    parser.add_argument("--runs", type=int, default=15, help="imports of each, for --speed")
    options = parser.parse_args()
    labels = [label for label, (module, _) in PEERS.items() if find_spec(module.split(".")[0])]
    for label in PEERS:
        if label not in labels:
            print(f"{label}: not installed (requirements-dev.txt), left out")
    for name, path in (("Dev", options.dev), ("Held-out", HELD_OUT)):
        if not path.exists():
            print(f"\n{name} set: not there, skipped")
            continue
        records = read_records(path, options)
        languages = len({record["lang"] for record in records})
        print(f"\n{name} set: n={len(records)}, {languages} languages\n")
        compare(records, labels, options)
    if options.speed:
        speed(labels, min(20, options.sample or 20), options.runs)


if __name__ == "__main__":
    main()
