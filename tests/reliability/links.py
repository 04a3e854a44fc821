"""The links feed against the site's graph: the rows played through, one after the other."""

from __future__ import annotations

from typing import Any

from tests.reliability.reading import Feed

# What a row does to a link.
APPEARS = ("new", "added", "appeared")
CHANGES = ("updated", "moved", "changed")
DISAPPEARS = ("removed", "disappeared")


def check_links(graph: Feed, feed: Feed, truth: dict[str, Any], *, finished: bool) -> None:
    """Plays the rows of `graph`; what stands at the end has to be the site's graph.

    Only articles that are in `feed` have to have their links, and only in a finished run.
    """
    standing: dict[tuple[str, str], int] = {}
    for row in graph.rows:
        link = end_of(row, "from"), end_of(row, "to")
        rank, change = row.get("rank"), row.get("change")
        where = f"{link[0]} -> {link[1]}, seq {row.get('seq')}"
        if change in DISAPPEARS:
            if standing.pop(link, None) is None:
                graph.wrong("doubled", f"{where}: disappears, though it was not there")
        elif change in APPEARS and link in standing:
            graph.wrong("doubled", f"{where}: appears again")
        elif change in CHANGES and standing.get(link) in (None, rank):
            graph.wrong("doubled", f"{where}: changes nothing")
        elif change not in APPEARS + CHANGES or not isinstance(rank, int):
            graph.wrong("torn", f"{where}: change {change!r}, rank {rank!r}")
        else:
            standing[link] = rank
    if not finished:
        return
    ends = {str(row.get("id")): row for row in feed.rows}
    for name, known in truth["articles"].items():
        if name not in ends or known["status"] != 200:
            continue
        wanted = {other: rank for rank, other in enumerate(known["related"], 1)}
        found = {to: rank for (start, to), rank in standing.items() if start == name}
        if found != wanted:
            graph.wrong("link", f"{name} links to {found}, not {wanted}")


def end_of(row: dict[str, Any], end: str) -> str:
    """The id at one end of a link."""
    return str(row.get(end) or row.get(f"{end}_id"))
