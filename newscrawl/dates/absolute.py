"""From the fields of a date to the interval that it means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple

from newscrawl.dates.calendars import gregorian
from newscrawl.dates.clocks import time_of
from newscrawl.dates.fields import Fields, Month
from newscrawl.dates.placing import (
    Clock,
    Context,
    Interval,
    new,
    place_day,
    place_days_off,
    place_month,
    place_weekday,
    place_yearless,
)
from newscrawl.dates.senses import Item

_Dates = dict[str, tuple[int | None, int, int]]
# More days ago are told without a clock.
_MOST_DAYS = 9_999
_NOON, _MIDNIGHT = timedelta(hours=12), timedelta(0)


class Placed(NamedTuple):
    """What a stamp means: interval, precision, and the rule that read it."""

    interval: Interval
    precision: str
    basis: str


def place_fields(
    items: Sequence[Item], fields: Fields, context: Context, language: str, *, whole: bool
) -> Placed | None:
    """What a date's fields mean; None if they make no date.

    Args:
        items: the items of the text.
        fields: what they say.
        context: now, and hints.
        language: of the words.
        whole: whether the text is thought to be one stamp: then two digits can be a year.
    """
    clock: Clock | None = None
    if fields.timed:
        clock = _clock(items, fields)
        if clock is None:
            return None
    place = new(_Place, (items, fields, context, clock, language, whole))
    if fields.three is not None:
        return place.three()
    if fields.two is not None:
        return place.two()
    if fields.month is not None:
        return place.with_month(fields.month)
    if fields.numbers or fields.year is not None or fields.day is not None:
        return None
    if fields.ago is not None:
        days = fields.ago[1] * int(items[fields.ago[0]].value)
        if abs(days) > _MOST_DAYS:
            return None
        return place.found(place_days_off(context, days, clock), f"relative {language}, at a clock")
    if fields.days is not None:
        days = items[fields.days].senses["day"]
        return place.found(place_days_off(context, days, clock), f"day word {language}")
    if fields.weekday is not None:
        if clock is None and not (whole and fields.alone):
            return None
        which = None if fields.which is None else items[fields.which].senses["which"]
        weekday = items[fields.weekday].senses["weekday"]
        interval = place_weekday(context, weekday, which, clock)
        return place.found(interval, f"weekday {language}")
    if (
        clock is None
        or not whole
        or not (fields.half is not None or fields.offsets or fields.named_at)
    ):
        return None
    interval = place_days_off(context, 0, clock)
    if interval is not None and interval.earliest > context.now:
        interval = place_days_off(context, -1, clock)
    return place.found(interval, "clock, day assumed")


def _clock(items: Sequence[Item], fields: Fields) -> Clock | None:
    if fields.hour is None:
        return Clock(_NOON if fields.noon == "noon" else _MIDNIGHT, "minute", fields.offsets)
    hour = items[fields.hour].number or 0
    minute = 0 if fields.minute is None else items[fields.minute].number or 0
    second = 0 if fields.second is None else items[fields.second].number or 0
    half = "" if fields.half is None else items[fields.half].senses.half
    time = time_of(hour, minute, second, half)
    if time is None:
        return None
    precision = "hour" if fields.minute is None else "minute" if fields.second is None else "second"
    return new(Clock, (time, precision, fields.offsets))


class _Place(NamedTuple):
    # One date on its way from fields to an interval.

    items: Sequence[Item]
    fields: Fields
    context: Context
    clock: Clock | None
    language: str
    whole: bool

    def found(self, interval: Interval | None, rule: str, precision: str = "day") -> Placed | None:
        if interval is None:
            return None
        clock = self.clock
        if clock is not None and precision == "day":
            precision = clock.precision
        return new(Placed, (interval, precision, rule + assumed(self.context, clock)))

    def on_day(self, year: int | None, month: int, day: int) -> Interval | None:
        if year is None:
            return place_yearless(self.context, month, day, self.clock)
        return place_day(self.context, year, month, day, self.clock)

    def full_year(self, number: int) -> int:
        """The year of two digits: the latest that is not past next year."""
        latest = self.context.now.year + 1
        return latest - (latest - number) % 100

    def three(self) -> Placed | None:
        digits = self.fields.three
        if digits is None:
            return None
        at, mark = digits.item, digits.mark
        first, second, third = self.items[at], self.items[at + 1], self.items[at + 2]
        spaced = mark.strip() != mark and mark[:1] != "."
        if (3 in (first.digits, third.digits) or spaced) and not (
            self.fields.era is None and mark.strip() in "/-" and third.digits == 4
        ):
            return None
        a, b, c = first.number or 0, second.number or 0, third.number or 0
        if first.digits == 4:
            date = gregorian(a, b, c, "", self.language) if third.digits <= 2 else None
            if date is None:
                return None
            rule = f"year first{', ' + date[3] if date[3] else ''}"
            return self.found(self.on_day(*date[:3]), rule)
        dates: _Dates
        if third.digits == 4:
            date = gregorian(c, b, a, "", self.language)
            if date is not None and date[3]:
                return self.found(self.on_day(*date[:3]), f"numeric, DMY, {date[3]}")
            dates = {"DMY": (c, b, a), "MDY": (c, a, b)}
        else:
            # "1.2.26" is a version, and "12.10.24" can be one.
            if mark[0] == "." and first.digits == 2 and self.context.hinted_order == "YMD":
                return self.found(self.on_day(self.full_year(a), b, c), "numeric, YMD by language")
            padded = first.digits == second.digits == 2 or mark != "."
            padded = padded or self.clock is not None or digits.ended
            if (
                third.digits != 2
                or (self.clock is None and not self.whole)
                or (mark[0] == "." and not padded)
            ):
                return None
            dates = {"DMY": (self.full_year(c), b, a)}
            if mark[0] != ".":
                dates["MDY"] = (self.full_year(c), a, b)
            if first.digits == 2 and (a > 31 or self.context.hinted_order == "YMD"):
                dates["YMD"] = (self.full_year(a), b, c)
        return self._decided(dates, mark[0])

    def two(self) -> Placed | None:
        fields, digits = self.fields, self.fields.two
        if digits is None or fields.year is not None or fields.numbers:
            return None
        first, second = self.items[digits.item], self.items[digits.item + 1]
        mark, dot = digits.mark, digits.ended
        # Without a clock it is a score, a share, "24/7"; so is "3-1" or "2.5" with one.
        dotted = dot and mark == "." and self.context.hinted_order == "DMY"
        named = mark == "/" and fields.weekday is not None
        if self.clock is None and not (self.whole and (dotted or named)):
            return None
        if mark != "/" and first.digits + second.digits < 4 and not dot:
            return None
        a, b = first.number or 0, second.number or 0
        return self._decided({"DMY": (None, b, a), "MDY": (None, a, b)}, mark)

    def _decided(self, dates: _Dates, mark: str) -> Placed | None:
        yearless = next(iter(dates.values()))[0] is None
        intervals: dict[str, Interval] = {}
        for order, date in dates.items():
            interval = self.on_day(*date)
            if interval is not None:
                intervals[order] = interval
        if not intervals:
            return None
        rule = "; year assumed" if yearless else ""
        decided, why = self._decide(intervals, mark, yearless=yearless)
        if decided is None:
            earliest = min(interval.earliest for interval in intervals.values())
            latest = max(interval.latest for interval in intervals.values())
            hull = Interval(earliest, latest, earliest + (latest - earliest) / 2)
            return self.found(hull, f"numeric, {' or '.join(intervals)}{rule}", "ambiguous")
        return self.found(intervals[decided], f"numeric, {decided} by {why}{rule}")

    def _decide(
        self, intervals: Mapping[str, Interval], mark: str, *, yearless: bool
    ) -> tuple[str | None, str]:
        """The order to read a numeric date in, and what says so; None if nothing does."""
        if len(set(intervals.values())) == 1:
            return next(iter(intervals)), "its numbers"
        context = self.context
        for said, why in ((context.order, "order"), (context.hinted_order, "language")):
            order = "MDY" if said == "YMD" and yearless else said
            if order in intervals:
                return order, why
            if said == "YMD" and why == "language" and "DMY" in intervals:
                return "DMY", why
        if self.fields.weekday is not None and not yearless:
            weekday = self.items[self.fields.weekday].senses["weekday"]
            fitting = [
                order for order, interval in intervals.items() if interval.at.weekday() == weekday
            ]
            if len(fitting) == 1:
                return fitting[0], "its weekday"
        if mark == "." and not yearless and "DMY" in intervals:
            return "DMY", "its dots"
        return None, ""

    def with_month(self, said: Month) -> Placed | None:
        fields, items = self.fields, self.items
        month = said.value or (
            items[said.item].senses["month"] if said.named else items[said.item].number or 0
        )
        rule = f"textual {self.language}"
        year = None if fields.year is None else items[fields.year].number
        if fields.day is not None:
            day = items[fields.day].number or 0
        elif said.marked:
            if not fields.numbers:
                return self._month_alone(year, month, said.calendar)
            day = items[fields.numbers[0]].number or 0
        else:
            short = fields.numbers
            if len(short) > 1:
                # Of those before the month the last.
                short = [
                    at
                    for at, later in zip(short, (*short[1:], said.item + 1), strict=True)
                    if later > said.item
                ]
            if not short:
                return self._month_alone(year, month, said.calendar)
            if len(short) > 2 or (len(short) == 2 and year is not None):
                return None
            day = items[short[0]].number or 0
            if len(short) == 2:
                before = short[0] < said.item
                if items[short[1]].digits != 2:
                    return None
                two = items[short[1]].number or 0
                # "21 May 26", and 26 May 21 where the year is written first.
                if day > 31 or (self.context.hinted_order == "YMD" and before):
                    day, two = two, day
                year = self.full_year(two)
                if self.language == "th" and year < self.context.now.year - 20:
                    year = self.full_year((two - 43) % 100)  # 68 is 2568
        if not 1 <= day <= 31:
            return None
        if fields.era is not None and year is not None:
            year += items[fields.era].senses["era"]
            rule += ", era"
        if year is not None:
            date = gregorian(year, month, day, said.calendar, self.language)
            if date is None:
                return None
            year, month, day, calendar = date
            if calendar:
                rule += f", {calendar}"
            return self.found(place_day(self.context, year, month, day, self.clock), rule)
        if said.calendar:
            return self._calendar_yearless(month, day, said.calendar, rule)
        if month > 12 or (self.clock is None and not fields.alone):
            return None
        return self.found(self.on_day(None, month, day), rule + "; year assumed")

    def _month_alone(self, year: int | None, month: int, calendar: str) -> Placed | None:
        if year is None or not self.whole or self.clock is not None:
            return None
        date = gregorian(year, month, 1, calendar, self.language)
        if date is None or date[3] not in ("", "Buddhist"):
            return None
        interval = place_month(self.context, date[0], date[1])
        return self.found(interval, f"month {self.language}", "month")

    def _calendar_yearless(self, month: int, day: int, calendar: str, rule: str) -> Placed | None:
        """A day and month of another calendar, in its latest year that is not in the future."""
        ahead = self.context.now + timedelta(hours=14)
        guess = ahead.year - 621 if calendar == "jalali" else int((ahead.year - 622) * 1.0307)
        for year in range(guess + 2, guess - 3, -1):
            date = gregorian(year, month, day, calendar, "")
            if date is None:
                continue
            interval = self.on_day(*date[:3])
            if interval is not None and interval.earliest <= self.context.now:
                return self.found(interval, f"{rule}, {date[3]}; year assumed")
        return None


def assumed(context: Context, clock: Clock | None) -> str:
    """What the basis says of the zone that a day or a clock was read in."""
    if clock is not None and clock.offsets is not None:
        return "" if clock.offsets.lowest == clock.offsets.highest else "; zone of two meanings"
    return "; zone unknown" if context.zone is None else "; zone as given"
