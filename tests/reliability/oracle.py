"""The judge of a data directory: it knows the site's truth and trusts only the manifest.

    python -m tests.reliability.oracle DATA --port PORT [--since SERIAL] [--current]

asks the test site at PORT for its truth, and ends with 1 if anything is wrong.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.reliability.links import check_links
from tests.reliability.pages import digest
from tests.reliability.reading import KINDS, Feed, Problems, check_run, read_feed
from tests.reliability.running import Site

ARTICLE = "newscrawl.article/1"
LINK = "newscrawl.link/1"
# Causes of a revision whose words are those of the one before.
WORDLESS = ("sharper_time", "reparse")


@dataclass
class Verdict:
    """What the oracle found: `problems` by kind, empty if all is well."""

    rows: int = 0
    parts: int = 0
    links: int = 0
    articles: int = 0
    problems: Problems = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        return not self.problems

    def count(self, kind: str) -> int:
        assert kind in KINDS
        return len(self.problems.get(kind, ()))

    def __str__(self) -> str:
        head = f"{self.rows} rows of {self.articles} articles in {self.parts} parts, "
        head += f"{self.links} rows of links: "
        if self.ok:
            return head + "nothing wrong"
        lines = [head + ", ".join(f"{len(v)} {k}" for k, v in self.problems.items())]
        for kind, found in self.problems.items():
            lines.append(f"{kind} ({KINDS[kind]}):")
            lines += [f"    {what}" for what in found[:5]]
            if len(found) > 5:
                lines.append(f"    … and {len(found) - 5} more")
        return "\n".join(lines)


def judge(
    data: Path,
    truth: dict[str, Any],
    *,
    since: int = 0,
    current: bool = False,
    finished: bool = True,
    absolute: bool = True,
    links: bool = True,
) -> Verdict:
    """Holds the feed of `data` against what the site knows.

    Args:
        data: the data directory.
        truth: the site's.
        since: serial number of the site's last request before the run that came to its end: what
            was served after it has to be in the feed.
        current: whether that run visited every article and the site stood still, so that the
            feed has to end with what the site shows now.
        finished: whether there was such a run. If not, nothing can be lost yet.
        absolute: whether the site shows absolute times only, so that no time grows sharper.
        links: whether the graph is judged too.
    """
    site = truth["site"]
    folder = data / "feeds" / site
    feed = read_feed(folder, site=site, schema=ARTICLE, finished=finished)
    check_run(feed)
    _check_revisions(feed, absolute=absolute)
    _check_words(feed, truth)
    if finished:
        _check_lost(feed, truth, since=since, current=current)
        _check_fates(feed)
    verdict = Verdict(
        rows=len(feed.rows),
        parts=len(feed.manifest.get("parts", ())),
        articles=len({row.get("id") for row in feed.rows}),
        problems=feed.problems,
    )
    if links:
        graph = read_feed(folder / "links", site=site, schema=LINK, finished=finished)
        check_links(graph, feed, truth, finished=finished)
        verdict.links = len(graph.rows)
        for kind, found in graph.problems.items():
            verdict.problems.setdefault(kind, []).extend(f"links: {what}" for what in found)
    return verdict


def _check_revisions(feed: Feed, *, absolute: bool) -> None:
    """Each (id, revision) once, 1 to n, and each of them a change."""
    last: dict[str, dict[str, Any]] = {}
    seen: set[tuple[str, int]] = set()
    for row in feed.rows:
        name, revision = str(row.get("id")), row.get("revision")
        where = f"{name} revision {revision}, seq {row.get('seq')}"
        before = last.get(name)
        if (name, revision) in seen:
            feed.wrong("doubled", where)
        elif revision != (1 if before is None else before["revision"] + 1):
            feed.wrong("revision", f"{where} after {before and before['revision']}")
        elif row.get("change") == "new" and before is not None:
            feed.wrong("revision", f"{where} is called new")
        elif (
            before is not None
            and _words(before) == _words(row)
            and (absolute or row.get("cause") not in WORDLESS)
        ):
            feed.wrong("doubled", f"{where}: as the one before, cause {row.get('cause')}")
        if isinstance(revision, int):
            seen.add((name, revision))
            last[name] = row


def _check_words(feed: Feed, truth: dict[str, Any]) -> None:
    """Each revision was served, and they were served in that order."""
    revisions: dict[str, list[str]] = defaultdict(list)
    for row in feed.rows:
        found = revisions[str(row.get("id"))]
        if row.get("change") != "removed" and found[-1:] != [_words(row)]:
            found.append(_words(row))
    for name, found in revisions.items():
        known = truth["articles"].get(name)
        if known is None:
            feed.wrong("invented", f"{name}: no such article")
            continue
        served = iter([words for _, words in known["served"]])
        for number, words in enumerate(found, 1):
            # A subsequence: `in` takes from the iterator up to what it finds.
            if words not in served:
                told = "not in that order" if words in known["history"] else "never shown"
                feed.wrong("invented", f"{name}: the words of its {number}th content: {told}")
                break


def _check_lost(feed: Feed, truth: dict[str, Any], *, since: int, current: bool) -> None:
    ends: dict[str, dict[str, Any]] = {str(row.get("id")): row for row in feed.rows}
    groups: dict[str, list[str]] = defaultdict(list)
    for name, known in truth["articles"].items():
        groups[known["copy_of"] or name].append(name)
    for names in groups.values():
        live = [name for name in names if truth["articles"][name]["status"] == 200]
        delivered = [name for name in names if name in ends]
        if len(names) > 1 and len(delivered) > 1:
            feed.wrong("doubled", f"{delivered}: one content")
        if live and not delivered:
            served = [n for n in live if truth["articles"][n]["served"]]
            feed.wrong("lost", f"{live[0]}: not in the feed; {len(served)} of {len(live)} served")
        elif live and len(names) == 1:
            _check_latest(feed, ends[live[0]], truth["articles"][live[0]], since, current)


def _check_latest(
    feed: Feed, row: dict[str, Any], known: dict[str, Any], since: int, current: bool
) -> None:
    served = known["served"]
    wanted = None
    if current:
        wanted = known["history"][-1]
    elif served and served[-1][0] > since:
        wanted = served[-1][1]
    if row.get("change") == "removed":
        feed.wrong("lost", f"{row['id']}: removed, though it is there")
    elif wanted is not None and _words(row) != wanted:
        number = known["history"].index(wanted) + 1
        feed.wrong("lost", f"{row['id']}: ends with revision {row['revision']}, not state {number}")


def _check_fates(feed: Feed) -> None:
    """What the manifest says of the run's fates adds up, and the rows of the run bear it out."""
    run = feed.manifest.get("run") or {}
    fates = run.get("fates")
    if not isinstance(fates, dict):
        feed.wrong("fates", f"fates are {fates!r}")
        return
    discovered = fates.get("discovered", run.get("discovered"))
    counts = {name: _total(told) for name, told in fates.items() if name != "discovered"}
    if discovered is not None and sum(counts.values()) != discovered:
        feed.wrong("fates", f"{discovered} discovered, but {counts}")
    for change, fate in (("new", "emitted-new"), ("updated", "emitted-updated")):
        rows = zip(feed.rows, feed.run_of, strict=True)
        delivered = sum(row["change"] == change and of == run.get("id") for row, of in rows)
        if counts.get(fate, 0) != delivered:
            feed.wrong("fates", f"{counts.get(fate, 0)} {fate}, but {delivered} rows of the run")


def _total(told: Any) -> int:
    """A fate's number, which may stand by reason."""
    return sum(map(_total, told.values())) if isinstance(told, dict) else int(told)


def _words(row: dict[str, Any]) -> str:
    return "removed" if row.get("change") == "removed" else digest(row["title"], row["text"])


def main(argv: Iterable[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--port", type=int, help="of the test site")
    where.add_argument("--truth", type=Path, help="a file with its truth")
    parser.add_argument("--since", type=int, default=0)
    parser.add_argument("--current", action="store_true")
    options = parser.parse_args(list(argv))
    truth = Site(options.port).truth() if options.port else json.loads(options.truth.read_text())
    verdict = judge(options.data, truth, since=options.since, current=options.current)
    print(verdict)
    return 0 if verdict.ok else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
