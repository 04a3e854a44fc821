"""What a date says, field by field, each by the item that says it."""

from __future__ import annotations

from typing import NamedTuple

from newscrawl.dates.placing import Offsets
from newscrawl.dates.senses import Item


class Month(NamedTuple):
    """The month of a date: the item that says it, and how.

    Attributes:
        item: the item.
        named: whether it is a name, else a number.
        value: the month of a calendar of its own; else 0.
        calendar: "jalali" or "hijri" where its name says so, else "".
        marked: whether a number with its own mark (5月): then nothing else can be told from order.
    """

    item: int
    named: bool = True
    value: int = 0
    calendar: str = ""
    marked: bool = False


class Digits(NamedTuple):
    """Numbers with one mark between them, from the first of their items on.

    Attributes:
        item: the first.
        mark: what stands between them, spaces included.
        ended: whether a dot after them, or a word of dates, shows that they are a date.
    """

    item: int
    mark: str
    ended: bool = False


class Fields:
    """What the items of a date say; None is unsaid. Numbers are places of items.

    Attributes:
        begin: the first item.
        end: the item after the last.
        start: where it begins in the text.
        stop: where it ends, a zone included.
        alone: whether hardly more than a label and a source stand beside it.
    """

    __slots__ = (
        "ago", "alone", "begin", "day", "days", "end", "era", "half", "hour", "minute", "month",
        "named_at", "noon", "numbers", "offsets", "second", "start", "stop", "three", "two",
        "weekday", "which", "year",
    )  # fmt: skip

    def __init__(self) -> None:
        self.begin = self.end = -1
        self.start = self.stop = 0
        self.month: Month | None = None
        self.three: Digits | None = None
        self.two: Digits | None = None
        self.ago: tuple[int, int] | None = None  # the item of a number of days, and their sign
        self.year: int | None = None
        self.day: int | None = None
        self.era: int | None = None
        self.weekday: int | None = None
        self.which: int | None = None
        self.days: int | None = None
        self.hour: int | None = None
        self.minute: int | None = None
        self.second: int | None = None
        self.half: int | None = None
        self.noon = ""
        self.offsets: Offsets | None = None
        self.named_at = self.alone = False
        self.numbers: list[int] = []

    def take(self, items: list[Item], first: int, last: int) -> None:
        """Makes the items from `first` to `last` part of the date."""
        if self.begin < 0:
            self.begin = first
            self.start = items[first].start
        self.end = last + 1
        self.stop = max(self.stop, items[last].end)

    @property
    def timed(self) -> bool:
        """Whether a time of the day is said."""
        return self.hour is not None or bool(self.noon)

    @property
    def says_day(self) -> bool:
        """Whether a day, or a part of one, is said."""
        return self.dated or bool(self.numbers) or (self.year, self.month, self.day) != (None,) * 3

    @property
    def dated(self) -> bool:
        """Whether a day is said, in whatever way."""
        return (
            self.three is not None
            or self.two is not None
            or (self.month is not None and (self.day is not None or bool(self.numbers)))
            or self.days is not None
            or self.weekday is not None
        )
