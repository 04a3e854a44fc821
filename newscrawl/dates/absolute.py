"""Dates of the calendar at one anchor: led by the year, numeric, CJK, with a month in words.

Each reader is given the text and where the date's first digits (for "May 21" the day) stand, and
returns the stamp with the clock beside it, or None.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from newscrawl.dates.clocks import clock_after, clock_before, zone_after
from newscrawl.dates.lookup import MONTHS, case_parts, lower
from newscrawl.dates.placing import (
    Clock,
    Context,
    Interval,
    place_day,
    place_yearless,
)
from newscrawl.dates.span import DateSpan, Found

# 2026-05-21, 2026/5/21, 2026.05.21, "2026. 5. 21.", 2026年5月21日, "2026년 5월 21일".
_YEAR_FIRST = re.compile(
    r"(\d{4})(?:([-/]|\.\s?)(\d{1,2})\2(\d{1,2})(?![-/.]?\d|/\w)"
    r"|\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日号號일])"
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)?(?:[.,]\d{1,9})?(?!\d)")
# 21/05/2026, 21.05.26, "21. 05. 2026", 04/23.
_NUMERIC = re.compile(r"(\d{1,2})([-/]|\.\s?)(\d{1,2})(?:\2(\d{4}|\d\d)(?!\d))?(?![-/.]?\d)")
_CJK_DAY = re.compile(r"(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日号號일]")
# What follows the day of "21st of May, 2026" and "21 de mayo de 2026".
_MONTH_AFTER = re.compile(
    r"(?:st|nd|rd|th|er|º|ª)?\.?[\s/–-]{0,3}(?:de\s|of\s|di\s)?([^\W\d_]{3,12})"
    r"(?:\.?,?[\s/–-]{0,3}(?:de\s|del\s|of\s)?(\d{4})(?!\d)"
    r"(?:\s?(?:г\.?|р\.?|года|року)(?![^\W\d_]))?)?",
    re.I,
)
# "21 tháng 5, 2026" numbers its months.
_MONTH_NUMBER_AFTER = re.compile(r"\s(?:tháng|thg)\s(\d{1,2})(?:(?:,| năm)\s(\d{4}))?(?!\d)", re.I)
_MONTH_BEFORE = re.compile(r"([^\W\d_]{3,12})\.?[\s/-]{0,3}\Z")
_MONTH_BEFORE_CHARS = 18
# What follows the day of "May 21st, 2026", and the year of "May 21 08:28:00 2026".
_YEAR_AFTER_DAY = re.compile(
    r"(?:st|nd|rd|th)?(?![^\W\d_])(?:,?[\s/-]{0,3}(?:de\s|del\s)?(\d{4})(?!\d))?", re.I
)
_YEAR_AFTER_CLOCK = re.compile(r"\s{1,3}(\d{4})(?![\d:])")
_SEPARATOR = re.compile(r"[·•|\n]")
# How much can stand before a date that stands alone but for its label.
LABEL_CHARS = 40


def found_at(
    text: str, start: int, end: int, interval: Interval | None, precision: str, basis: str
) -> Found | None:
    """The stamp of an interval at its place in the text; None if there is no interval."""
    if interval is None:
        return None
    earliest, latest, at = interval
    return Found(start, end, DateSpan(earliest, latest, precision, text[start:end], basis, at))


def assumed(context: Context, clock: Clock | None) -> str:
    """What the basis of a span says of its zone."""
    if clock is not None and clock.offsets is not None:
        return "" if clock.offsets.lowest == clock.offsets.highest else "; zone of two meanings"
    return "; zone unknown" if context.zone is None else "; zone as given"


def year_first(text: str, start: int, low: int, context: Context) -> Found | None:
    """2026-05-21T08:28:00Z, 2026/5/21 08:28, 2026年5月21日."""
    match = _YEAR_FIRST.match(text, start)
    if match is None:
        return None
    year, _, month, day, cjk_month, cjk_day = match.groups()
    return _dated(
        text,
        (start, match.end()),
        low,
        context,
        (int(year), int(month or cjk_month), int(day or cjk_day)),
        "year first",
        zoned=True,
    )


def _dated(
    text: str,
    bounds: tuple[int, int],
    low: int,
    context: Context,
    date: tuple[int | None, int, int],
    rule: str,
    *,
    zoned: bool = False,
) -> Found | None:
    """The stamp of a date with one reading, with the clock beside it where there is one."""
    start, end = bounds
    year, month, day = date
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    clock: Clock | None = None
    after = clock_after(text, end, context.languages, zoned=zoned)
    if after is not None:
        clock, end = after
        if year is None:
            late = _YEAR_AFTER_CLOCK.match(text, end)
            if late is not None:
                year, end = int(late[1]), late.end()
    else:
        before = clock_before(text, low, start, context.languages)
        if before is not None:
            clock, start = before
    precision = "day" if clock is None else clock.precision
    if year is not None:
        interval = place_day(context, year, month, day, clock)
    elif clock is None and not _stands_alone(text, start, end):
        return None
    else:
        interval = place_yearless(context, month, day, clock)
        rule += "; year assumed"
    return found_at(text, start, end, interval, precision, rule + assumed(context, clock))


def _stands_alone(text: str, start: int, end: int) -> bool:
    rest = text[end:].lstrip(" .)\u00a0")
    return start <= LABEL_CHARS and (not rest or _SEPARATOR.match(rest) is not None)


def compact(text: str, start: int, context: Context) -> Found | None:
    """20260521T082800Z."""
    match = _COMPACT.match(text, start)
    if match is None:
        return None
    year, month, day, hour, minute, second = match.groups()
    # Rewritten with its colons, so that there is one reading of a clock.
    time = clock_after(f"T{hour}:{minute}:{second or '00'}", 0, ())
    if time is None:
        return None
    offsets, end = zone_after(text, match.end(), context.languages)
    clock = Clock(time[0].time, "second" if second else "minute", offsets)
    interval = place_day(context, int(year), int(month), int(day), clock)
    return found_at(
        text, start, end, interval, clock.precision, "compact" + assumed(context, clock)
    )


def numeric(text: str, start: int, low: int, context: Context, *, whole: bool) -> Found | None:
    """A date in digits whose order is open: 21/05/2026, 04/23 08:28; `whole` as in `scan`."""
    match = _NUMERIC.match(text, start)
    if match is None:
        return None
    first, mark, second, year = match.groups()
    mark = mark[0]
    end = match.end()
    clock: Clock | None = None
    after = clock_after(text, end, context.languages, zoned=year is not None)
    if after is not None:
        clock, end = after
    else:
        before = clock_before(text, low, start, context.languages)
        if before is not None:
            clock, start = before
    a, b = int(first), int(second)
    dates: dict[str, tuple[int | None, int, int]]
    if year is None:
        # Without a clock it is a score, a share, "24/7"; so is "3-1" or "2.5" with one.
        if clock is None or (mark != "/" and len(first) + len(second) < 4):
            return None
        dates = {"DMY": (None, b, a), "MDY": (None, a, b)}
    elif len(year) == 4:
        dates = {"DMY": (int(year), b, a), "MDY": (int(year), a, b)}
    else:
        # "1.2.26" is a version, and "12.10.24" can be one.
        padded = len(first) == len(second) == 2
        if (clock is None and not whole) or (mark == "." and not padded):
            return None
        dates = {"DMY": (_full_year(year, context), b, a)}
        if mark != ".":
            dates["MDY"] = (_full_year(year, context), a, b)
        if len(first) == 2:
            dates["YMD"] = (_full_year(first, context), b, int(year))
    intervals: dict[str, Interval] = {}
    for order, (in_year, month, day) in dates.items():
        interval = (
            place_yearless(context, month, day, clock)
            if in_year is None
            else place_day(context, in_year, month, day, clock)
        )
        if interval is not None:
            intervals[order] = interval
    if not intervals:
        return None
    assumptions = ("; year assumed" if year is None else "") + assumed(context, clock)
    decided, why = _decide(intervals, mark, context, yearless=year is None)
    if decided is None:
        hull = Interval(
            min(interval.earliest for interval in intervals.values()),
            max(interval.latest for interval in intervals.values()),
            min(interval.at for interval in intervals.values()),
        )
        middle = hull._replace(at=hull.earliest + (hull.latest - hull.earliest) / 2)
        basis = f"numeric, {' or '.join(intervals)}{assumptions}"
        return found_at(text, start, end, middle, "ambiguous", basis)
    precision = "day" if clock is None else clock.precision
    basis = f"numeric, {decided} by {why}{assumptions}"
    return found_at(text, start, end, intervals[decided], precision, basis)


def _full_year(digits: str, context: Context) -> int:
    """The year of two digits: the latest that is not past next year."""
    latest = context.now.year + 1
    return latest - (latest - int(digits)) % 100


def _decide(
    intervals: Mapping[str, Interval], mark: str, context: Context, *, yearless: bool
) -> tuple[str | None, str]:
    """The order that a numeric date is to be read in, and what says so; None if nothing does."""
    if len(set(intervals.values())) == 1:
        return next(iter(intervals)), "its numbers"
    for said, why in ((context.order, "order"), (context.hinted_order, "language")):
        order = "MDY" if said == "YMD" and yearless else said
        if order in intervals:
            return order, why
    if mark == "." and not yearless and "DMY" in intervals:
        return "DMY", "its dots"
    return None, ""


def cjk_day(text: str, start: int, context: Context) -> Found | None:
    """5月21日 08:28, in the latest year that fits."""
    match = _CJK_DAY.match(text, start)
    if match is None:
        return None
    date = (None, int(match[1]), int(match[2]))
    return _dated(text, (start, match.end()), start, context, date, "month and day")


def month_after(text: str, start: int, end: int, low: int, context: Context) -> Found | None:
    """21 May 2026, 21 de mayo de 2026, 21 мая 2026 г."""
    match = _MONTH_AFTER.match(text, end)
    if match is None:
        return None
    word, year = match.groups()
    stop = match.end()
    if lower(word) in ("tháng", "thg"):
        numbered = _MONTH_NUMBER_AFTER.match(text, end)
        if numbered is None:
            return None
        number, year = numbered.groups()
        date = (int(year) if year else None, int(number), int(text[start:end]))
        return _dated(text, (start, numbered.end()), low, context, date, "textual", zoned=True)
    month = MONTHS.get(lower(word))
    if month is None:
        word = case_parts(word)[0]
        month = MONTHS.get(lower(word))
        year, stop = None, match.start(1) + len(word)
    if month is None:
        return None
    date = (int(year) if year else None, month, int(text[start:end]))
    return _dated(text, (start, stop), low, context, date, "textual", zoned=True)


def month_before(text: str, start: int, end: int, low: int, context: Context) -> Found | None:
    """May 21, 2026."""
    match = _MONTH_BEFORE.search(text, max(low, start - _MONTH_BEFORE_CHARS), start)
    after = _YEAR_AFTER_DAY.match(text, end)
    if match is None or after is None:
        return None
    word = match[1]
    if lower(word) not in MONTHS:
        word = case_parts(word)[1]
    month = MONTHS.get(lower(word))
    if month is None:
        return None
    date = (int(after[1]) if after[1] else None, month, int(text[start:end]))
    bounds = (match.end(1) - len(word), after.end())
    return _dated(text, bounds, low, context, date, "textual", zoned=True)
