"""Collects what a date says: walks the items from one on and fills the fields it finds."""

from __future__ import annotations

import re
from itertools import pairwise

from newscrawl.dates.calendars import HIJRI_MONTHS, JALALI_MONTHS
from newscrawl.dates.clocks import COLON_CLOCK, DOT_CLOCK, LONGEST_ZONE, zone_after
from newscrawl.dates.fields import Fields, Month
from newscrawl.dates.numbers import SOFT, NumberCollector
from newscrawl.dates.placing import ANY_ZONE, Offsets, fixed
from newscrawl.dates.senses import MARKS, NO_SENSES

# What parts a date from what is another thing, unless a clock follows.
_DIVIDER = re.compile(r"[|·•(]")
_MOST_ITEMS = 18
_OFFSET_AHEAD = re.compile(r"(?:GMT|UTC)\s?([+-])(\d\d?)(?::(\d\d))?,?\s+(?=\d{1,2}[:.]\d\d(?!\d))")
_OFFSET_NAMES = ("gmt", "utc")
_COMMON_GAPS = frozenset(("", " ", ", ", ". ", ":", ".", "/", "-"))
_UTC = fixed(0).best
# Two numbers of a numeric date.
_NUMERIC = re.compile(r"\d\s?[-/.]\s?\d")
# First words of months of other calendars, and marks of dates, whatever the language.
_CALENDAR_WORDS = frozenset(
    name.partition(" ")[0] for name in (*MARKS, *JALALI_MONTHS, *HIJRI_MONTHS)
)
# Kinds of words that stand between the parts of a date and say nothing of their own.
_QUIET = frozenset(("between", "at", "and", "from", "of_month"))


class Collector(NumberCollector):
    """Walks the items of one text."""

    __slots__ = ()

    def collect(self, at: int) -> Fields | None:
        """The fields of the date that begins at an item; None if none can."""
        items = self.items
        fields = Fields()
        first = at
        limit = min(len(items), at + _MOST_ITEMS)
        while at < limit:
            one = items[at]
            if at > first and not self._goes_on(fields, at):
                break
            if fields.stop > one.start:  # inside a clock or a numeric date that is read already
                at += 1
                continue
            taken = self.number(fields, at) if one.number is not None else self._word(fields, at)
            if taken <= 0:
                break
            at += taken
        if fields.begin < 0:
            return None
        return fields

    def last_of_a_day(self) -> int:
        """The last item that can say a day: none can after it. Running text is mostly without."""
        items, text = self.items, self.text
        if _NUMERIC.search(text):
            return len(items)
        for at in range(len(items) - 1, -1, -1):
            one = items[at]
            if one.senses.dated or (
                one.number is None and text[one.start : one.end].split(" ")[0] in _CALENDAR_WORDS
            ):
                return at
        return -1

    def _goes_on(self, fields: Fields, at: int) -> bool:
        """Whether what stands before an item lets it belong to the date before it."""
        one = self.items[at]
        gap = self.text[self.items[at - 1].end : one.start]
        if gap in _COMMON_GAPS:
            return True
        if not SOFT.match(gap):
            return False
        if _DIVIDER.search(gap) is None:
            return True
        # "21 May 2026 | 14:30" is one stamp, "21 May 2026 | 20 May 2026" and "May (15)" are not.
        if one.number is None:
            return "(" in gap and "month" not in one.senses
        return not fields.timed and COLON_CLOCK.match(self.text, one.start) is not None

    def _word(self, fields: Fields, at: int) -> int:
        items = self.items
        one = items[at]
        senses = one.senses
        word = self.text[one.start : one.end]
        if "era" in senses and fields.era is None:
            fields.era = at
            fields.take(items, at, at)
            return 1
        taken = 0
        if word == "m":
            taken = self._coded_month(fields, at)
        elif word.startswith(_OFFSET_NAMES):
            taken = self._offset_ahead(fields, at)
        if not taken and word.partition(" ")[0] in _CALENDAR_WORDS:
            self.bound = True
            taken = self._calendar_month(fields, at)
        if taken:
            return taken
        if "month" in senses and fields.month is None and self._is_month(fields, at):
            fields.month = Month(at)
            fields.take(items, at, at)
            return 1
        if "month" in senses and "weekday" not in senses and fields.month is not None:
            return 0
        half = senses.half
        if half and fields.hour is not None and fields.half is None:
            fields.half = at
            fields.take(items, at, at)
            self.zone(fields, one.end)
            return 1
        if "weekday" in senses and fields.weekday is None:
            fields.weekday = at
            if "which" in senses:
                fields.which = at
            fields.take(items, at, at)
            return 1
        if "day" in senses and fields.days is None:
            fields.days = at
            fields.take(items, at, at)
            return 1
        if half and fields.half is None and self._clock_follows(at):
            fields.half = at
            fields.take(items, at, at)
            return 1
        if "noon" in senses or "midnight" in senses:
            if not fields.timed and fields.dated:
                fields.noon = "noon" if "noon" in senses else "midnight"
                fields.take(items, at, at)
                return 1
            return 0
        if "which" in senses and fields.which is None:
            if fields.weekday is not None:
                fields.which = at
                fields.take(items, at, at)
                return 1
            following = items[at + 1].senses if at + 1 < len(items) else NO_SENSES
            if "weekday" in following:
                fields.which = at
                fields.take(items, at, at)
                return 1
        if fields.begin < 0:
            if self._leads(at):
                fields.named_at = fields.named_at or "at" in senses
                return 1
            return 0
        if "hour" in senses and fields.timed:
            fields.take(items, at, at)
            self.zone(fields, one.end)
            return 1
        mark = MARKS.get(word)
        if mark is not None and at + 1 < len(items):
            number = items[at + 1]
            if number.number is not None and self._marked(fields, at + 1, mark):
                fields.take(items, at, at + 1)
                return 2
        if "of_month" in senses and at + 1 < len(items) and fields.month is None:
            number = items[at + 1]
            self.told.add(at + 1)
            if number.number is not None and 1 <= number.number <= 12:
                fields.month = Month(at + 1, named=False)
                fields.take(items, at, at + 1)
                return 2
        if self._zone_word(fields, at):
            return 1
        if fields.timed and fields.offsets is None and fields.stop <= one.start:
            offsets, end = zone_after(self.cased, one.start, self.language.tag)
            if offsets is not None and end >= one.end:
                fields.offsets = offsets
                fields.take(items, at, at)
                fields.stop = end
                return 1
        if not _QUIET.isdisjoint(senses):
            fields.named_at = "at" in senses
            return 1
        if one.start and self.text[one.start - 1] == "'" and one.end - one.start <= 4:
            return 1  # the case ending of "Mayıs'ta"
        return 0

    def _coded_month(self, fields: Fields, at: int) -> int:
        # "20 M05 2026", where CLDR knows no names of months.
        one, after = self.items[at], self.items[at + 1 : at + 2]
        if self.cased[one.start : one.end] != "M" or fields.month is not None or not after:
            return 0
        number = after[0]
        self.told.add(at + 1)
        if number.start != one.end or number.digits != 2 or not 1 <= (number.number or 0) <= 12:
            return 0
        for before, later in pairwise(self.items[at + 1 :]):
            name = self.cased[later.start : later.end]
            if before.digits and not (later.digits or later.senses or name in ("UTC", "GMT")):
                return 0  # a half of the day in words that are not known
        fields.month = Month(at + 1, named=False)
        fields.take(self.items, at, at + 1)
        return 2

    def _offset_ahead(self, fields: Fields, at: int) -> int:
        # "20 May 2026 GMT+8 14:30"
        if fields.offsets is not None or fields.timed or not fields.says_day:
            return 0
        found = _OFFSET_AHEAD.match(self.cased, self.items[at].start)
        if found is None:
            return 0
        offset = fixed(int(f"{found[1]}1") * (60 * int(found[2]) + int(found[3] or 0)))
        if not ANY_ZONE.lowest <= offset.best <= ANY_ZONE.highest:
            return 0
        taken = 2 if found[3] is None else 3
        fields.offsets = offset
        fields.take(self.items, at, at + taken - 1)
        return taken

    def _zone_word(self, fields: Fields, at: int) -> bool:
        """Takes a zone that stands in words after a clock, or between a day and its clock."""
        one = self.items[at]
        ahead = fields.dated and not fields.timed and self._number_follows(at)
        if fields.offsets is not None or not (fields.timed or ahead):
            return False
        name = self.cased[one.start : one.end]
        if len(name) <= LONGEST_ZONE and name.isascii() and not name.isupper():
            return False  # "at" is no Atlantic Time
        if "zone" in one.senses:
            low, high = one.senses["zone"]
            lowest, highest = fixed(low).best, fixed(high).best
            fields.offsets = Offsets(lowest, highest, min(max(lowest, _UTC), highest))
        elif "utc" in one.senses or (ahead and name in ("UTC", "GMT")):
            fields.offsets = fixed(0)
        else:
            return False
        fields.take(self.items, at, at)
        if "utc" in one.senses and not ahead:
            offsets, end = zone_after(self.cased, one.end, self.language.tag)
            if offsets is not None:
                fields.offsets = offsets
                fields.stop = max(fields.stop, end)
        return True

    def _leads(self, at: int) -> bool:
        """Whether a quiet word can be the first of a date: "ngày 21", "el 21", "a las 14"."""
        senses = self.items[at].senses
        if at + 1 >= len(self.items) or self.items[at + 1].number is None:
            return False
        end = self.items[at].end
        if end == self.items[at + 1].start and self.text[end - 1].isascii():
            return False  # v2026.05.21
        return "between" in senses or "at" in senses or "of_month" in senses

    def _clock_follows(self, at: int) -> bool:
        """Whether the number after an item is one of a clock: "PM 6:05", "下午3点"."""
        if not self._number_follows(at):
            return False
        start = self.items[at + 1].start
        if COLON_CLOCK.match(self.text, start) or DOT_CLOCK.match(self.text, start):
            return True
        return at + 2 < len(self.items) and "hour" in self.items[at + 2].senses

    def _number_follows(self, at: int) -> bool:
        items = self.items
        return (
            at + 1 < len(items)
            and items[at + 1].number is not None
            and (items[at + 1].start - items[at].end <= 2)
        )

    def _is_month(self, fields: Fields, at: int) -> bool:
        """Whether a word is a month where it could be a weekday too ("mar" 21)."""
        if "weekday" not in self.items[at].senses:
            return True
        items = self.items
        before = items[at - 1] if at else None
        after = items[at + 1] if at + 1 < len(items) else None
        later = any("month" in one.senses for one in items[at + 1 : at + 5])
        if later and fields.weekday is None:
            return False
        return (
            (before is not None and before.number is not None)
            or (after is not None and after.number is not None and fields.weekday is not None)
            or bool(fields.numbers)
            or (after is not None and after.digits in (1, 2))
        )

    def _calendar_month(self, fields: Fields, at: int) -> int:
        if fields.month is not None or (
            self.text[self.items[at].start] < "\u0600"
            and (self.language.tag not in ("tr", "id", "ms", "en"))
        ):
            return 0
        items = self.items
        for size in (2, 1):
            if at + size > len(items):
                continue
            name = self.text[items[at].start : items[at + size - 1].end].replace("\u200c", " ")
            for calendar, months in (("jalali", JALALI_MONTHS), ("hijri", HIJRI_MONTHS)):
                number = months.get(name)
                if number is None or (calendar == "jalali" and "month" in items[at].senses):
                    continue
                fields.month = Month(at, value=number, calendar=calendar)
                fields.take(items, at, at + size - 1)
                return size
        return 0
