"""DateSpan: what a stamp means. Found: where it stands in a text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

# Finest first; "ambiguous" is no unit and ranks last.
PRECISIONS = ("second", "minute", "hour", "day", "week", "month", "year", "ambiguous")


def _settle(span: DateSpan, name: str, moment: datetime) -> None:
    """Puts a moment of the span into UTC and whole seconds."""
    if moment.utcoffset() is None:
        raise ValueError("a DateSpan needs aware datetimes")
    object.__setattr__(span, name, moment.astimezone(UTC).replace(microsecond=0))


@dataclass(frozen=True, slots=True)
class DateSpan:
    """An interval of time, both ends inclusive, whole seconds, UTC.

    Other zones are converted and fractions of seconds cut off.

    Attributes:
        earliest: the first second it can be (aware).
        latest: the last second it can be (aware).
        precision: the finest unit stated: second, minute, hour, day, week, month, year, ambiguous.
        raw: the stamp as written.
        basis: how it was read: rule, language, assumptions.
        best: the best single moment, where it is not the middle of the span.
    """

    earliest: datetime
    latest: datetime
    precision: str
    raw: str
    basis: str
    best: datetime | None = None

    def __post_init__(self) -> None:
        moment = self.earliest
        if moment.tzinfo is not UTC or moment.microsecond:
            _settle(self, "earliest", moment)
        moment = self.latest
        if moment.tzinfo is not UTC or moment.microsecond:
            _settle(self, "latest", moment)
        best = self.best
        if best is not None and (best.tzinfo is not UTC or best.microsecond):
            _settle(self, "best", best)
        if self.earliest > self.latest:
            raise ValueError(f"a DateSpan runs forward: {self.earliest} > {self.latest}")
        if self.precision not in PRECISIONS:
            raise ValueError(f"unknown precision: {self.precision}")

    @property
    def at(self) -> datetime:
        """The best single moment inside the span (aware, UTC)."""
        if self.best is not None:
            best, earliest, latest = self.best, self.earliest, self.latest
            return best if earliest <= best <= latest else min(max(best, earliest), latest)
        return self.earliest + timedelta(
            seconds=int((self.latest - self.earliest).total_seconds()) // 2
        )

    def contains(self, moment: datetime) -> bool:
        """Whether `moment` (aware) lies in the span; its last second belongs to it whole."""
        return self.earliest <= moment < self.latest + timedelta(seconds=1)

    def intersect(self, other: DateSpan) -> DateSpan | None:
        """The span that both allow, with the finer precision of the two; None if disjoint.

        The evidence of the narrower span is kept; its `.at` is clipped into what both allow.
        """
        earliest = max(self.earliest, other.earliest)
        latest = min(self.latest, other.latest)
        if earliest > latest:
            return None
        narrow = min(
            (self, other),
            key=lambda span: (
                span.latest - span.earliest,
                PRECISIONS.index(span.precision),
                span.earliest,
                span.at,
                span.raw,
                span.basis,
            ),
        )
        precision = min(self.precision, other.precision, key=PRECISIONS.index)
        return replace(
            narrow, earliest=earliest, latest=latest, precision=precision, best=narrow.at
        )


_put_earliest, _put_latest, _put_precision, _put_raw, _put_basis, _put_best = (
    getattr(DateSpan, name).__set__
    for name in ("earliest", "latest", "precision", "raw", "basis", "best")
)


def sound(
    earliest: datetime, latest: datetime, precision: str, raw: str, basis: str, best: datetime
) -> DateSpan:
    """A DateSpan of ends that run forward, in UTC, of a precision that there is: none is checked.

    Made in a third of the time.
    """
    if earliest.microsecond or latest.microsecond or best.microsecond:
        return DateSpan(earliest, latest, precision, raw, basis, best)
    span = object.__new__(DateSpan)
    _put_earliest(span, earliest)
    _put_latest(span, latest)
    _put_precision(span, precision)
    _put_raw(span, raw)
    _put_basis(span, basis)
    _put_best(span, best)
    return span


@dataclass(frozen=True, slots=True)
class Found:
    """A stamp inside a text: `span.raw` is ``text[start:end]``."""

    start: int
    end: int
    span: DateSpan
