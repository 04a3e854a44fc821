"""Collects the numbers of a date: days, years, numeric dates, clocks and the zones after them."""

from __future__ import annotations

import re

from newscrawl.dates.clocks import COLON_CLOCK, DOT_CLOCK, zone_after
from newscrawl.dates.fields import Digits, Fields, Month
from newscrawl.dates.items import MARKS, ORDINALS, Item
from newscrawl.dates.language import Language

# 2026-05-21, 21/5/26, "21. 05. 2026": three numbers with one mark between them.
THREE = re.compile(r"(\d{1,4})(\s?[-/.]\s?)(\d{1,2})(\s?[-/.]\s?)(\d{1,4})(?!-?\d|/\w|\.\d)")
# 04/23, 21.05., 05-21
TWO = re.compile(r"(\d{1,2})([-/.])(\d{1,2})(?![-/.]?\d)(\.(?!\d))?")
# What can stand between the parts of a date.
SOFT = re.compile(r"""[\s,.:;'"·•|/()\[\]<>@~،、؛–-]{0,6}\Z""")


class NumberCollector:
    """Fills in what the numbers of a text say; see `Collector`."""

    __slots__ = ("cased", "items", "language", "text")

    def __init__(self, text: str, cased: str, items: list[Item], language: Language) -> None:
        self.text = text
        self.cased = cased
        self.items = items
        self.language = language

    def number(self, fields: Fields, at: int) -> int:
        """Takes the number at an item, and what belongs to it; how many items, 0 if none."""
        # How many items were taken; 0 if the date ends before this one.
        items, text = self.items, self.text
        one = items[at]
        start = one.start
        if one.digits <= 2:
            clock = COLON_CLOCK.match(text, start)
            if clock is not None:
                return self._clock(fields, at, clock)
        if one.digits <= 2 and fields.dated and not fields.timed:
            dotted = DOT_CLOCK.match(text, start)
            if dotted is not None and self._is_dot_clock(fields, at, dotted):
                return self._clock(fields, at, dotted)
        three = THREE.match(text, start)
        if three is not None and three[2].strip() == three[4].strip():
            if (
                fields.month is not None
                or fields.numbers
                or (fields.year, fields.three, fields.two) != (None,) * 3
            ):
                return 0
            taken = self._took(fields, at, three.end())
            after = items[at + taken].senses if at + taken < len(items) else {}
            fields.three = Digits(at, three[2], "between" in after)
            clock = COLON_CLOCK.match(text, three.end() + 1)
            if text[three.end() : three.end() + 1] == "t" and clock is not None:
                return taken + 1 + self._clock(fields, at + taken + 1, clock)
            return taken
        following = items[at + 1] if at + 1 < len(items) else None
        near = following is not None and following.start - one.end <= 1
        senses = following.senses if following is not None and near else {}
        if following is not None and near:
            mark = MARKS.get(text[following.start : following.end])
            if mark is not None and self._marked(fields, at, mark):
                fields.take(items, at, at + 1)
                return 2
            if one.digits <= 2 and "hour" in senses and not fields.timed:
                taken = self._hour_mark(fields, at)
                if taken:
                    return taken
            if one.digits <= 2 and not fields.timed:
                half = half_of(senses)
                if (
                    half
                    and one.number is not None
                    and one.number <= 12
                    and not self._month_beside(at)
                ):
                    fields.hour, fields.half = at, half
                    fields.take(items, at, at + 1)
                    return 2
        if one.digits <= 2:
            dotted = DOT_CLOCK.match(text, start)
            if dotted is not None and not fields.timed and self._is_dot_clock(fields, at, dotted):
                return self._clock(fields, at, dotted)
            two = TWO.match(text, start)
            if (
                two is not None
                and fields.two is None
                and fields.month is None
                and (fields.three is None and not fields.numbers)
                and not self._month_beside(at)
            ):
                fields.two = Digits(at, two[2], bool(two[4]))
                return self._took(fields, at, two.end())
        if one.number is None or one.digits > 4 or len(fields.numbers) > 2:
            return 0
        if (
            fields.month is not None
            and fields.year is not None
            and (fields.numbers or fields.day is not None)
        ):
            return 0  # the date is whole
        if (
            one.digits <= 2
            and fields.named_at
            and not fields.timed
            and (fields.dated and one.number < 24 and self._ends(at))
        ):
            fields.hour = at  # "mañana a las 5"
            fields.take(items, at, at)
            return 1
        if one.digits == 4 and (fields.year is not None or fields.three is not None):
            return 0
        if one.digits == 3 and fields.era is None:
            return 0
        if fields.three is not None:
            return 0
        if one.digits == 4 or fields.era is not None:
            fields.year = at
        else:
            fields.numbers.append(at)
        fields.take(items, at, at)
        if (
            following is not None
            and following.start == one.end
            and (text[following.start : following.end] in ORDINALS and "month" not in senses)
        ):
            fields.take(items, at, at + 1)
            return 2
        return 1

    def _took(self, fields: Fields, at: int, stop: int) -> int:
        last = at
        while last + 1 < len(self.items) and self.items[last + 1].start < stop:
            last += 1
        fields.take(self.items, at, last)
        return last - at + 1

    def _marked(self, fields: Fields, at: int, mark: str) -> bool:
        one = self.items[at]
        if getattr(fields, mark) is not None or one.number is None:
            return False
        if mark != "year" and (one.digits > 2 or fields.three is not None):
            return False
        if mark == "month":
            fields.month = Month(at, named=False, marked=True)
        else:
            setattr(fields, mark, at)
        return True

    def _clock(self, fields: Fields, at: int, clock: re.Match[str]) -> int:
        if fields.timed:
            return 0
        fields.hour, fields.minute = at, at + 1
        fields.second = at + 2 if clock[3] else None
        taken = self._took(fields, at, clock.end())
        self.zone(fields, clock.end())
        return taken

    def zone(self, fields: Fields, stop: int) -> None:
        """Takes the zone that stands at a place of the text, if one does."""
        offsets, end = zone_after(
            self.cased,
            stop,
            self.language.tag,
            zoned=fields.dated or self.text[stop : stop + 1] in "+-",
            exact=fields.second is not None,
        )
        if offsets is not None:
            fields.offsets = offsets
            fields.stop = max(fields.stop, end)

    def _hour_mark(self, fields: Fields, at: int) -> int:
        # 14h30, "18 Uhr", "15 giờ 30 phút", 14時30分
        items = self.items
        hour = items[at].number
        if hour is None or hour > 24:
            return 0
        stop = at + 2
        if (
            stop < len(items)
            and items[stop].number is not None
            and items[stop].start - items[stop - 1].end <= 1
        ):
            minute = items[stop].number
            marked = stop + 1 < len(items) and "minute_mark" in items[stop + 1].senses
            if (
                minute is not None
                and minute < 60
                and (marked or items[stop].digits == 2)
                and not COLON_CLOCK.match(self.text, items[stop].start)
            ):
                fields.minute = stop
                stop += 1
                if stop < len(items) and not items[stop].senses.keys().isdisjoint(
                    ("minute_mark", "hour")
                ):
                    stop += 1
                if (
                    stop + 1 < len(items)
                    and 0 < items[stop].digits <= 2
                    and "second_mark" in items[stop + 1].senses
                ):
                    fields.second = stop
                    stop += 2
        elif (
            not fields.dated
            and not fields.named_at
            and not fields.half
            and not self._date_follows(stop)
        ):
            return 0  # "14 h" alone is a duration
        fields.hour = at
        fields.take(items, at, stop - 1)
        self.zone(fields, items[stop - 1].end)
        return stop - at

    def _date_follows(self, at: int) -> bool:
        return any(
            "month" in one.senses or "day" in one.senses or THREE.match(self.text, one.start)
            for one in self.items[at : at + 5]
        )

    def _is_dot_clock(self, fields: Fields, at: int, dotted: re.Match[str]) -> bool:
        if int(dotted[1]) > 24 or int(dotted[2]) > 59 or len(dotted[2]) != 2:
            return False
        after = at
        while after < len(self.items) and self.items[after].start < dotted.end():
            after += 1
        senses = self.items[after].senses if after < len(self.items) else {}
        if fields.dated or fields.named_at or "hour" in senses or half_of(senses):
            return True
        return self.language.dotted and self._date_follows(after)

    def _month_beside(self, at: int) -> bool:
        items = self.items
        return any(
            "month" in one.senses for one in (*items[max(0, at - 1) : at], *items[at + 1 : at + 2])
        )

    def _ends(self, at: int) -> bool:
        return at + 1 >= len(self.items) or not SOFT.match(
            self.text[self.items[at].end : self.items[at + 1].start]
        )


def half_of(senses: dict[str, object]) -> str:
    """The half of the day that a word says: am, pm, night; empty if it says none."""
    for kind in ("am", "pm", "night"):
        if kind in senses:
            return kind
    return ""
