"""From what a stamp says (a day, a clock, an amount of time past) to an interval in UTC."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from typing import NamedTuple

SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800}
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)
_NOON = DAY / 2

# The whole seconds of a day or a clock that a reading of that precision leaves open.
_OPEN = {"second": timedelta(0), "minute": 59 * SECOND, "hour": 3599 * SECOND, "day": DAY - SECOND}
# How long formatters that know no calendar take a month and a year to be.
_ROUGH_DAYS = {"month": 30, "year": 365}
_EARLIEST_YEAR = 1900
_YEARS_AHEAD = 2


_LENGTHS = {unit: seconds * SECOND for unit, seconds in SECONDS.items()}
# So many of a unit at most are "minutes ago".
_MOST_SOME = {
    "second": 59, "minute": 59, "hour": 23, "day": 30, "week": 8, "month": 11, "year": 20,
}  # fmt: skip
_RESTS = {unit: length - SECOND for unit, length in _LENGTHS.items()}
_DAYS_OF_MONTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# What is more is told in larger units, or is no date.
_MOST_OF = {"second": 99_999, "minute": 9_999, "hour": 9_999, "day": 9_999, "week": 999}


# Makes a named tuple of a class in half the time.
new = tuple.__new__


class Offsets(NamedTuple):
    """The offsets from UTC that a clock can have, and the one to read it with."""

    lowest: timedelta
    highest: timedelta
    best: timedelta


ANY_ZONE = Offsets(timedelta(hours=-12), timedelta(hours=14), timedelta(0))


class Clock(NamedTuple):
    """A time of day: what it adds to midnight, how fine it is, and its zone where it names one."""

    time: timedelta
    precision: str
    offsets: Offsets | None = None


class Interval(NamedTuple):
    """Both ends, inclusive, and the best moment."""

    earliest: datetime
    latest: datetime
    at: datetime


class Context(NamedTuple):
    """What the caller knows beside the text: `now` in UTC, and hints.

    Attributes:
        now: the moment the page was made.
        zone: of clocks and days that name none.
        order: DMY, MDY or YMD for numeric dates, as the caller says.
        hinted_order: the same as the languages have it.
    """

    now: datetime
    zone: tzinfo | None = None
    order: str | None = None
    hinted_order: str | None = None


def fixed(minutes: int) -> Offsets:
    """The offsets of a clock that states its own."""
    offset = timedelta(minutes=minutes)
    return Offsets(offset, offset, offset)


def _offsets_of(zone: tzinfo, local: datetime) -> Offsets:
    """The offsets of a wall clock in a zone: two where the clock is put back or forward."""
    first = local.replace(tzinfo=zone, fold=0).utcoffset()
    second = local.replace(tzinfo=zone, fold=1).utcoffset()
    if first is None or second is None:
        raise ValueError(f"a time zone without offsets: {zone!r}")
    return Offsets(min(first, second), max(first, second), first)


def place_day(
    context: Context, year: int, month: int, day: int, clock: Clock | None = None
) -> Interval | None:
    """The interval of a day, or of a clock on it; None if there is no such day or it is too far.

    Without a zone it covers the day, or the clock, in every zone.
    """
    if month > 12 or not _EARLIEST_YEAR <= year <= context.now.year + _YEARS_AHEAD:
        return None
    try:
        first = datetime(year, month, day, 0, 0, 0, 0, UTC)  # the clock as it would be read in UTC
        if clock is None:
            stated = None
            best, last = first + _NOON, first + _OPEN["day"]
        else:
            time, precision, stated = clock
            first = best = first + time
            last = first + _OPEN[precision]
        if stated is None and context.zone is not None:
            return Interval(
                first - _offsets_of(context.zone, first).highest,
                last - _offsets_of(context.zone, last).lowest,
                best - _offsets_of(context.zone, best).best,
            )
        offsets = stated or ANY_ZONE
        lowest, highest, likely = offsets
        return new(Interval, (first - highest, last - lowest, best - likely))
    except (ValueError, OverflowError):  # 31 February; the last days of the calendar
        return None


def place_yearless(
    context: Context, month: int, day: int, clock: Clock | None = None
) -> Interval | None:
    """The latest such day, or clock on it, that some zone has reached by now."""
    try:
        latest = (context.now + ANY_ZONE.highest).year
    except OverflowError:
        return None
    # Eight years, since 29 February can be that far away (2096 to 2104).
    for year in range(latest, latest - 9, -1):
        interval = place_day(context, year, month, day, clock)
        if interval is not None and interval.earliest <= context.now:
            return interval
    return None


def place_month(context: Context, year: int, month: int) -> Interval | None:
    """The interval of a month; None if there is no such month or it is too far."""
    if not 1 <= month <= 12:
        return None
    first = place_day(context, year, month, 1)
    last = place_day(context, year, month, _days_of(year, month)) if first else None
    if first is None or last is None:
        return None
    return Interval(
        first.earliest, last.latest, first.earliest + (last.latest - first.earliest) / 2
    )


def place_days_off(context: Context, days: int, clock: Clock | None = None) -> Interval | None:
    """The interval of today (0), yesterday (-1) …, or of a clock on that day."""
    offsets = None if clock is None else clock.offsets
    try:
        if offsets is None and context.zone is not None:
            today = context.now.astimezone(context.zone)
        elif offsets is not None and offsets.lowest == offsets.highest:
            today = context.now + offsets.best
        else:
            # It is some time of the day, up to a second before midnight, where the writer is.
            time = timedelta(0) if clock is None else clock.time
            last = time + _OPEN["day" if clock is None else clock.precision]
            midnight = context.now.replace(hour=0, minute=0, second=0)
            return Interval(
                context.now + time - (1 - days) * DAY + SECOND,
                context.now + last + days * DAY,
                midnight + days * DAY + (_NOON if clock is None else time),
            )
        day = (today + days * DAY).date()
    except OverflowError:
        return None
    return place_day(context, day.year, day.month, day.day, clock)


def place_weekday(
    context: Context, weekday: int, which: int | None, clock: Clock | None = None
) -> Interval | None:
    """The interval of the latest such weekday (Monday 0) that some zone has reached.

    Args:
        context: now, and the zone.
        weekday: 0 for Monday.
        which: -1 for the last one before today, 1 for the next one after it, else None or 0.
        clock: a time on it.
    """
    today = context.now if context.zone is None else context.now.astimezone(context.zone)
    days = (weekday - today.weekday()) % 7
    if which == 1:
        return place_days_off(context, days or 7, clock)
    if days and which != 0:
        days -= 7
    elif which == -1:
        days = -7
    elif days == 0 and clock is not None:
        interval = place_days_off(context, 0, clock)
        if interval is not None and interval.earliest > context.now:
            days = -7
    return place_days_off(context, days, clock)


def place_amounts(
    context: Context, amounts: Sequence[tuple[int, str]], sign: int, loose: str = ""
) -> Interval | None:
    """The interval that lies the amounts (number, unit; finest last) before or after now.

    The formatter is taken to round down, so that "33 min" is 33:00 to 33:59. Months and years are
    by the calendar or of 30 and 365 days.

    Args:
        context: now.
        amounts: such as [(1, "hour"), (20, "minute")].
        sign: -1 for the past, 1 for the future.
        loose: "about" (can have been rounded up too), "under" or "few" (at most that much), "some"
            (two or more, no number stated).
    """
    number, unit = amounts[-1]
    if len(amounts) == 1 and not loose and unit in _MOST_OF:
        return place_plain(context.now, number, unit, sign)
    try:
        at, rough = _moved(context.now, amounts, sign)
        far = _moved(context.now, (*amounts[:-1], (number + 1, unit)), sign)
        near = (at, rough)
        if loose == "under":
            far, near = near, _moved(context.now, (*amounts[:-1], (max(number - 1, 0), unit)), sign)
        elif loose == "some":
            far = _moved(context.now, ((_MOST_SOME[unit] + 1, unit),), sign)
            near = _moved(context.now, ((2, unit),), sign)
        elif loose == "few":
            far = _moved(context.now, ((10, unit),), sign)
            near = _moved(context.now, ((1 if unit != "second" else 0, unit),), sign)
        elif loose:
            days = _ROUGH_DAYS.get(unit)
            half = timedelta(days=days) / 2 if days else SECONDS[unit] * SECOND / 2
            near = tuple(  # type: ignore[assignment]
                (moment - sign * half).replace(microsecond=0) for moment in near
            )
        if sign < 0:
            interval = Interval(min(far) + SECOND, max(near), at)
        else:
            interval = Interval(min(near), max(far) - SECOND, at)
    except (ValueError, OverflowError):
        return None
    if interval.earliest > interval.latest:
        interval = Interval(min(at, interval.latest), max(at, interval.latest), at)
    latest = context.now.year + (_YEARS_AHEAD if sign > 0 else 0)
    return interval if _EARLIEST_YEAR <= interval.earliest.year <= at.year <= latest else None


def place_plain(now: datetime, number: int, unit: str, sign: int) -> Interval | None:
    """One amount of a unit that no calendar changes, rounded down: most stamps are that."""
    if number > _MOST_OF[unit]:
        return None
    try:
        if sign < 0:
            at = now - number * _LENGTHS[unit]
            other = at - _RESTS[unit]
            return new(Interval, (other, at, at)) if other.year >= _EARLIEST_YEAR else None
        at = now + number * _LENGTHS[unit]
        other = at + _RESTS[unit]
    except OverflowError:
        return None
    fits = _EARLIEST_YEAR <= at.year <= now.year + _YEARS_AHEAD
    return Interval(at, other, at) if fits else None


def _moved(
    now: datetime, amounts: Sequence[tuple[int, str]], sign: int
) -> tuple[datetime, datetime]:
    """The amounts before or after now, by the calendar and by rough months and years."""
    seconds = months = days = 0
    for number, unit in amounts:
        if unit in SECONDS:
            seconds += number * SECONDS[unit]
        else:
            months += number * (12 if unit == "year" else 1)
            days += number * _ROUGH_DAYS[unit]
    at = now + sign * seconds * SECOND if seconds else now
    if not months:
        return at, at
    year, month = divmod(at.year * 12 + at.month - 1 + sign * months, 12)
    day = at.day
    if day > 28:  # no month is shorter
        day = min(day, _days_of(year, month + 1))
    return at.replace(year, month + 1, day), at + sign * days * DAY


def _days_of(year: int, month: int) -> int:
    return 29 if month == 2 and calendar.isleap(year) else _DAYS_OF_MONTHS[month - 1]
