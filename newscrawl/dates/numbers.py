"""Collects the numbers of a date: days, years, numeric dates, clocks and the zones after them."""

from __future__ import annotations

import re

from newscrawl.dates.clocks import COLON_CLOCK, DOT_CLOCK, zone_after
from newscrawl.dates.fields import Digits, Fields, Month
from newscrawl.dates.language import Language
from newscrawl.dates.senses import MARKS, NO_SENSES, ORDINALS, Item

# 2026-05-21, 21/5/26, "21. 05. 2026": three numbers with one mark between them.
THREE = re.compile(r"(\d{1,4})(\s?[-/.]\s?)(\d{1,2})(\s?[-/.]\s?)(\d{1,4})(?!-?\d|/\w|\.\d)")
# 04/23, 21.05., 05-21
TWO = re.compile(r"(\d{1,2})([-/.])(\d{1,2})(?![-/.]?\d)(\.(?!\d))?")
# What stands between the numbers of a date or a clock.
_INNER_MARKS = frozenset(":-/.")
_NOON = 12
# What can stand between the parts of a date.
SOFT = re.compile(r"""[\s,.:;'"·•|/()\[\]<>@~،、؛–-]{0,6}\Z""")


class NumberCollector:
    """Fills in what the numbers of a text say; see `Collector`.

    Attributes:
        told: the items whose number, not its digits alone, decided how the text is read.
        bound: whether the language decided too, by more than what its words mean.
    """

    __slots__ = ("bound", "cased", "items", "language", "text", "told")

    def __init__(self, text: str, cased: str, items: list[Item], language: Language) -> None:
        self.text = text
        self.cased = cased
        self.items = items
        self.language = language
        self.told: set[int] = set()
        self.bound = False

    def number(self, fields: Fields, at: int) -> int:
        """Takes the number at an item, and what belongs to it; how many items, 0 if none."""
        end = self.items[at].end
        mark = self.text[end : end + 1]
        taken: int | None
        if mark in _INNER_MARKS:
            for take in (self._colon_clock, self._three, self._with_mark, self._dotted_or_two):
                taken = take(fields, at)
                if taken is not None:
                    return taken
        else:
            if self.text[end + 1 : end + 2] in _INNER_MARKS:  # "21 / 05 / 2026"
                taken = self._three(fields, at)
                if taken is not None:
                    return taken
            taken = self._with_mark(fields, at)
            if taken is not None:
                return taken
        return self._bare(fields, at)

    # Each of these says how many items it took; 0 where the date ends before, None where the
    # number is of another kind.

    def _colon_clock(self, fields: Fields, at: int) -> int | None:
        # 08:28, and once a day is said 8.28
        one = self.items[at]
        if one.digits > 2:
            return None
        clock = COLON_CLOCK.match(self.text, one.start)
        if clock is None and fields.dated and not fields.timed:
            clock = DOT_CLOCK.match(self.text, one.start)
            if clock is not None and not self._is_dot_clock(fields, at, clock):
                clock = None
        return None if clock is None else self._clock(fields, at, clock)

    def _three(self, fields: Fields, at: int) -> int | None:
        # 21/05/2026, with the clock of a machine behind its T
        three = THREE.match(self.text, self.items[at].start)
        if three is None or three[2].strip() != three[4].strip():
            return None
        if fields.month is not None or fields.numbers:
            return 0
        if (fields.year, fields.three, fields.two) != (None, None, None):
            return 0
        taken = self._took(fields, at, three.end())
        after = self.items[at + taken].senses if at + taken < len(self.items) else NO_SENSES
        fields.three = Digits(at, three[2], "between" in after)
        clock = COLON_CLOCK.match(self.text, three.end() + 1)
        if self.text[three.end() : three.end() + 1] == "t" and clock is not None:
            return taken + 1 + self._clock(fields, at + taken + 1, clock)
        return taken

    def _with_mark(self, fields: Fields, at: int) -> int | None:
        # 5月, 14h30, 7 p.m.: the word behind it says what it is
        following = self._beside(at)
        if following is None or following.number is not None:
            return None
        mark = MARKS.get(self.text[following.start : following.end])
        if mark is not None and self._marked(fields, at, mark):
            fields.take(self.items, at, at + 1)
            return 2
        one = self.items[at]
        if one.digits > 2 or fields.timed:
            return None
        if "hour" in following.senses:
            taken = self._hour_mark(fields, at)
            if taken:
                return taken
        half = following.senses.half
        if half and one.number is not None:
            self.told.add(at)
            if one.number <= _NOON and not self._month_beside(at):
                fields.hour, fields.half = at, at + 1
                fields.take(self.items, at, at + 1)
                return 2
        return None

    def _dotted_or_two(self, fields: Fields, at: int) -> int | None:
        # 14.30; 04/23, 21.05.
        one = self.items[at]
        if one.digits > 2:
            return None
        dotted = DOT_CLOCK.match(self.text, one.start)
        if dotted is not None and not fields.timed and self._is_dot_clock(fields, at, dotted):
            return self._clock(fields, at, dotted)
        two = TWO.match(self.text, one.start)
        if two is None or fields.numbers or self._month_beside(at):
            return None
        if (fields.two, fields.three, fields.month) != (None, None, None):
            return None
        fields.two = Digits(at, two[2], bool(two[4]))
        return self._took(fields, at, two.end())

    def _bare(self, fields: Fields, at: int) -> int:
        # A day, a year, or an hour after "at"; which of them is seen by its place and its digits.
        one = self.items[at]
        if one.number is None or one.digits > 4 or len(fields.numbers) > 2:
            return 0
        if (
            fields.month is not None
            and fields.year is not None
            and (fields.numbers or fields.day is not None)
        ):
            return 0  # the date is whole
        hour = one.digits <= 2 and fields.named_at and fields.dated and not fields.timed
        if hour:
            self.told.add(at)
            if one.number < 24 and self._ends(at):
                fields.hour = at  # "mañana a las 5"
                fields.take(self.items, at, at)
                return 1
        if fields.three is not None or (one.digits == 4 and fields.year is not None):
            return 0
        if one.digits == 3 and fields.era is None:
            return 0
        if one.digits == 4 or fields.era is not None:
            fields.year = at
        else:
            fields.numbers.append(at)
        fields.take(self.items, at, at)
        following = self._beside(at)
        if following is None or following.start != one.end or "month" in following.senses:
            return 1
        if self.text[following.start : following.end] not in ORDINALS:
            return 1
        fields.take(self.items, at, at + 1)
        return 2

    def _beside(self, at: int) -> Item | None:
        """The item right behind another, with one character between them at most."""
        if at + 1 >= len(self.items):
            return None
        following = self.items[at + 1]
        return following if following.start - self.items[at].end <= 1 else None

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
        self.told.add(at)
        if hour is None or hour > 24:
            return 0
        stop = at + 2
        if (
            stop < len(items)
            and items[stop].number is not None
            and items[stop].start - items[stop - 1].end <= 1
        ):
            minute = items[stop].number
            self.told.add(stop)
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
            and fields.half is None
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
        self.told.update((at, at + 1))
        if int(dotted[1]) > 24 or int(dotted[2]) > 59 or len(dotted[2]) != 2:
            return False
        after = at
        while after < len(self.items) and self.items[after].start < dotted.end():
            after += 1
        senses = self.items[after].senses if after < len(self.items) else NO_SENSES
        if fields.dated or fields.named_at or "hour" in senses or senses.half:
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
