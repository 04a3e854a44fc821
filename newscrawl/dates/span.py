"""DateSpan: what a stamp means. Found: where it stands in a text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple, Self

# Finest first; "ambiguous" is no unit and ranks last.
PRECISIONS = ("second", "minute", "hour", "day", "week", "month", "year", "ambiguous")


def _settled(moment: datetime) -> datetime:
    """A moment in UTC and whole seconds."""
    if moment.tzinfo is UTC and not moment.microsecond:
        return moment
    if moment.utcoffset() is None:
        raise ValueError("a DateSpan needs aware datetimes")
    return moment.astimezone(UTC).replace(microsecond=0)


class _Ends(NamedTuple):
    earliest: datetime
    latest: datetime
    precision: str
    raw: str
    basis: str
    best: datetime | None = None


class DateSpan(_Ends):
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

    __slots__ = ()

    def __new__(
        cls,
        earliest: datetime,
        latest: datetime,
        precision: str,
        raw: str,
        basis: str,
        best: datetime | None = None,
    ) -> Self:
        """Checks what it is given.

        Raises:
            ValueError: a moment is naive, the ends run backward, or the precision is none.
        """
        earliest, latest = _settled(earliest), _settled(latest)
        best = None if best is None else _settled(best)
        if earliest > latest:
            raise ValueError(f"a DateSpan runs forward: {earliest} > {latest}")
        if precision not in PRECISIONS:
            raise ValueError(f"unknown precision: {precision}")
        return tuple.__new__(cls, (earliest, latest, precision, raw, basis, best))

    @classmethod
    def _make(cls, iterable: Iterable[Any]) -> Self:  # type: ignore[override]
        return cls(*iterable)  # `_replace` checks too

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
        return narrow._replace(
            earliest=earliest, latest=latest, precision=precision, best=narrow.at
        )


def sound(
    earliest: datetime, latest: datetime, precision: str, raw: str, basis: str, best: datetime
) -> DateSpan:
    """A DateSpan of ends that run forward, in UTC, of a precision that there is: none is checked.

    Made in a third of the time.
    """
    if earliest.microsecond or latest.microsecond or best.microsecond:
        return DateSpan(earliest, latest, precision, raw, basis, best)
    return tuple.__new__(DateSpan, (earliest, latest, precision, raw, basis, best))


class Found(NamedTuple):
    """A stamp inside a text: `span.raw` is ``text[start:end]``."""

    start: int
    end: int
    span: DateSpan
