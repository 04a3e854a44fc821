"""When an article was published and updated: every sighting of a time, intersected."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from newscrawl.dates import DateSpan
from newscrawl.items import Span

# How the basis of a stamp begins that counts from the moment at which the page was made.
NO_DAY = "clock, day assumed"
_FROM_NOW = ("relative ", "day word ", "weekday ", "now ", "unit word ", NO_DAY)
# Clocks of a site and of its articles may differ by this much before a time is in the future.
_CLOCK_SKEW = timedelta(minutes=10)
# A clock with an offset from UTC that is not zero.
_OWN_ZONE = re.compile(r"\d\d:\d\d(?::\d\d)?(?:[.,]\d+)? ?[+-](?!00:?00)\d\d:?\d\d$")
# Between the readings of sightings that were intersected.
_AND = " ∩ "


@dataclass(frozen=True, slots=True)
class Sighting:
    """One statement of a time, and where it was made."""

    span: DateSpan
    origin: str


@dataclass(frozen=True, slots=True)
class Settled:
    """What sightings of one time come to.

    Attributes:
        span: their intersection, clipped at the moment the page was made; None without sightings.
        origin: the sighting that says most.
        notes: for each sighting in order, what became of it.
    """

    span: DateSpan | None
    origin: str
    notes: tuple[str, ...]


def settle(sightings: Sequence[Sighting], rendered_at: datetime) -> Settled:
    """The time that sightings agree on; the first is trusted most.

    A sighting after the page was made, or one that contradicts those before it, is left out and
    its note says so.
    """
    best: DateSpan | None = None
    agreed: list[Sighting] = []
    notes: list[str] = []
    for sighting in sightings:
        if sighting.span.earliest - rendered_at > _CLOCK_SKEW:
            notes.append("after the page was made")
            continue
        both = sighting.span if best is None else best.intersect(sighting.span)
        if both is None:
            notes.append("contradicts those before")
            continue
        agreed.append(sighting)
        notes.append("")
        best = both
    if best is None:
        return Settled(None, "", tuple(notes))
    # Of several the evidence is that of the sharpest, in whatever order they came.
    agreed.sort(key=lambda sighting: sharpness(sighting.span))
    evidence = agreed[0].span
    basis = _joint_basis([sighting.span for sighting in agreed])
    best = best._replace(raw=evidence.raw, basis=basis, best=evidence.at)
    return Settled(clip(best, rendered_at), agreed[0].origin, tuple(notes))


def _joint_basis(spans: Sequence[DateSpan]) -> str:
    # "relative es, rounded down ∩ year first": the first one's, and the rules of those that differ.
    first = spans[0]
    named = {_rule(basis) for basis in first.basis.split(_AND)} if _AND in first.basis else set()
    joint = [first.basis]
    for span in spans[1:]:
        if (span.earliest, span.latest) == (first.earliest, first.latest):
            continue  # says no more than the first
        for rule in map(_rule, span.basis.split(_AND)):
            if rule not in named:
                named.add(rule)
                joint.append(rule)
    return _AND.join(joint)


def _rule(basis: str) -> str:
    # A basis without what was assumed: "year first; zone unknown" is "year first".
    return re.split(r"[,;]", basis, maxsplit=1)[0]


def sharpness(span: DateSpan) -> tuple[timedelta, datetime, bool, str, str]:
    """Sorts spans, the sharpest first; spans that are alike in the order of their texts.

    Of those a stamp in a zone of its own is first: it also says which day it was there.
    """
    in_zone = _OWN_ZONE.search(span.raw) is not None
    return span.latest - span.earliest, span.earliest, not in_zone, span.raw, span.basis


def clip(span: DateSpan, moment: datetime) -> DateSpan:
    """`span` without what lies after `moment`."""
    if span.latest <= moment:
        return span
    earliest = min(span.earliest, moment)
    return span._replace(earliest=earliest, latest=moment, best=min(span.at, moment))


def counts_from_now(span: DateSpan) -> bool:
    """Whether `span` moves with the moment at which the page was made."""
    return span.basis.startswith(_FROM_NOW)


def hull(span: DateSpan, later: DateSpan) -> DateSpan:
    """`span` with all that the same stamp means where the page was made `later`."""
    earliest, latest = min(span.earliest, later.earliest), max(span.latest, later.latest)
    return span._replace(earliest=earliest, latest=latest, best=span.at)


def iso(moment: datetime) -> str:
    """`moment` (aware) as the feed writes it: UTC, whole seconds, ``Z``."""
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def to_item(span: DateSpan) -> Span:
    """A span as the feed holds it."""
    return Span(
        at=iso(span.at),
        earliest=iso(span.earliest),
        latest=iso(span.latest),
        precision=span.precision,  # type: ignore[arg-type]
        raw=span.raw,
        basis=span.basis,
    )


def from_item(span: Span) -> DateSpan:
    """An item's span as the moments that its texts stand for."""
    earliest, latest, best = map(
        datetime.fromisoformat, (span.earliest, span.latest, span.at or span.earliest)
    )
    return DateSpan(earliest, latest, span.precision, span.raw, span.basis, best)
