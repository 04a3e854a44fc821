"""What is told of a site's completeness: for people, and as one JSON object."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from newscrawl.reading.times import iso
from newscrawl.runs.report import LABEL_WIDTH
from newscrawl.state.completeness import (
    Hour,
    Missing,
    Recall,
    SourceState,
    hours,
    missing,
    recalls,
    source_states,
)
from newscrawl.state.store import Store


@dataclass(frozen=True, slots=True)
class Completeness:
    """What a site names against what is held of it.

    Attributes:
        recalls: by kind of source; all together is the last.
        missing: articles that are named and not held, the first ones.
        gaps: hours of which something that is named is not held.
        whole_hours: how many hours of the time looked at lack nothing.
        sources: what it names them in.
    """

    site: str
    recalls: list[Recall]
    missing: list[Missing]
    gaps: list[Hour]
    whole_hours: int
    sources: list[SourceState]


def completeness(
    store: Store, *, since: int | None, most_missing: int, hours_since: int, now: int
) -> Completeness:
    """The completeness of a site.

    Args:
        store: its state.
        since: only articles found from this second on; None for all.
        most_missing: how many of the missing ones are named.
        hours_since: second from which on gaps are looked for.
        now: this second.
    """
    gaps, whole = [], 0
    for hour in hours(store, hours_since, now + 1):
        if hour.held < hour.named:
            gaps.append(hour)
        else:
            whole += 1
    return Completeness(
        store.site,
        recalls(store, since),
        missing(store, most_missing, since),
        gaps,
        whole,
        source_states(store),
    )


def lines(found: Completeness) -> Iterator[str]:
    """It for people, a line each."""
    yield _row("site", found.site)
    for recall in found.recalls:
        yield _row("complete" if recall.label == "all" else "", told(recall))
    for one in found.missing:
        where = f", found on {one.found_on}" if one.found_on else ""
        yield _row("missing", f"{one.url}: {one.fate}, named by {', '.join(one.named_by)}{where}")
    rest = found.recalls[-1].missing - len(found.missing)
    if rest > 0:
        yield _row("missing", f"{rest} more: --missing {len(found.missing) + rest} names them")
    for gap in found.gaps:
        yield _row("gap", f"{_moment(gap.at)}: {gap.held} of {gap.named} articles held")
    if found.gaps or found.whole_hours:
        yield _row("hours", f"{found.whole_hours} without a gap, {len(found.gaps)} with one")
    for source in found.sources:
        when = f" at {_moment(source.read_at)}" if source.read_at is not None else ""
        outcome = source.outcome or "not read yet"
        counts = f"{source.named} named, {source.taken} articles, {source.fresh} new"
        yield _row(source.kind, f"{source.url}: {outcome}{when}; {counts}")


def told(recall: Recall) -> str:
    """How complete one kind of source is, in words."""
    share = recall.share
    text = f"{recall.label}: {recall.held} of {recall.articles} articles held"
    if share is not None:
        # Rounded down: 100 % is said of nothing that lacks one.
        text += f" ({int(share * 1000) / 10:g} %)"
    text += f"; {recall.none} named that are no articles" if recall.none else ""
    return text + (f"; {recall.kept_out} that the site keeps out" if recall.kept_out else "")


def as_json(found: Completeness) -> dict[str, Any]:
    """It as JSON can hold it; moments are ISO 8601."""
    plain = asdict(found)
    for recall, values in zip(found.recalls, plain["recalls"], strict=True):
        values |= {"missing": recall.missing, "share": recall.share}
    for gap in plain["gaps"]:
        gap["at"] = _moment(gap["at"])
    for source in plain["sources"]:
        if source["read_at"] is not None:
            source["read_at"] = _moment(source["read_at"])
    return plain


def _row(label: str, text: str) -> str:
    return f"{label:<{LABEL_WIDTH}}{text}"


def _moment(second: int) -> str:
    return iso(datetime.fromtimestamp(second, UTC))
