"""Finds the stamps in a short text, in the words of one language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from newscrawl.dates.absolute import Placed, place_fields
from newscrawl.dates.collect import Collector
from newscrawl.dates.fields import Fields
from newscrawl.dates.language import Language
from newscrawl.dates.placing import Context, place_amounts
from newscrawl.dates.relative import Relative, read_relative
from newscrawl.dates.senses import Item
from newscrawl.dates.text import GLUE, Plain

# Kinds of words that a stamp can begin with.
_RELATIVE = frozenset("past future about over under number few half amount ago plural".split())
_ABSOLUTE = frozenset("month weekday day am pm night which between at of_month".split())
# Kinds of words that lead to a stamp and say nothing of their own.
_LEADING = frozenset("at between from published updated".split())
_OPENING = f" '\"({GLUE}"
# Longer words do not end in a dot of their own.
_ABBREVIATED = 4
_DECIMAL_MARKS = ".,"
_COUNTING = frozenset("unit number amount".split())
_MOST_ITEMS = 60
# A text of no more is looked through; in a longer one a stamp begins so near to its number.
_FEW_ITEMS, _REACH = 8, 4
_SEPARATOR = re.compile(r"[·•|\n]")
# How much can stand before a date without a year that stands alone but for its label.
_LABEL_CHARS = 40


class Now(NamedTuple):
    """How "just now" is read."""

    begin: int
    end: int


class Spanned(NamedTuple):
    """How one phrase for "last week" is read."""

    begin: int
    end: int


class UnitWord(NamedTuple):
    """How "last week" is read: the items of its two words."""

    begin: int
    end: int
    which: int
    unit: str


Reading = Relative | Fields | Now | Spanned | UnitWord


class Tried(NamedTuple):
    """A reading that was tried on a text in one language, and whether it made a stamp.

    Attributes:
        reading: how it was read.
        items: the items of the text in that language.
        language: its tag.
        order: of numeric dates, as the language has it.
        outcome: see `outcome_of`.
    """

    reading: Reading
    items: list[Item]
    language: str
    order: str | None
    outcome: int


def outcome_of(placed: Placed | None, context: Context) -> int:
    """All that the way through a text depends on: no moment, one in the future, another."""
    return 0 if placed is None else 1 if placed.interval.earliest > context.now else 2


class Stamp(NamedTuple):
    """A stamp in a text: where it stands, how it is read, what it means."""

    start: int
    end: int
    reading: Reading
    placed: Placed


def place(
    reading: Reading,
    items: Sequence[Item],
    context: Context,
    language: str,
    *,
    whole: bool = True,
) -> Placed | None:
    """What items mean when they are read so; None if they make no stamp."""
    if isinstance(reading, Relative):
        return reading.place(items, context, language)
    if isinstance(reading, Fields):
        return place_fields(items, reading, context, language, whole=whole)
    if isinstance(reading, Now):
        interval = place_amounts(context, [(0, "minute")], -1)
        return None if interval is None else Placed(interval, "minute", f"now {language}")
    if isinstance(reading, Spanned):
        which, unit = items[reading.begin].senses["span"]
    else:
        which, unit = items[reading.which].senses["which"], reading.unit
    sign = -1 if which <= 0 else 1
    interval = place_amounts(context, [(abs(which), unit)], sign, "about")
    return None if interval is None else Placed(interval, unit, f"unit word {language}")


class Scanner(Collector):
    """Looks through the items of one text.

    Attributes:
        tried: takes each reading that is tried, if it is a list.
        alike: whether what it found out holds of every text of the same shape, `told` apart.
    """

    __slots__ = ("alike", "tried")

    def __init__(
        self,
        plain: Plain,
        items: list[Item],
        language: Language,
        tried: list[Tried] | None = None,
    ) -> None:
        super().__init__(plain.text, plain.cased, items, language)
        self.tried = tried
        self.alike = True


def scan(scanner: Scanner, context: Context, *, whole: bool) -> list[Stamp]:
    """Every stamp among the items of a text, in order, none overlapping.

    Args:
        scanner: of a short text.
        context: now, and the hints.
        whole: whether the text is thought to be one stamp.
    """
    found: list[Stamp] = []
    items = scanner.items
    at, count = 0, min(len(items), _MOST_ITEMS)
    near = None if whole or count <= _FEW_ITEMS else _near(scanner.text, items)
    last_dated = count if whole else scanner.last_of_a_day()
    while at < count:
        if near is not None and at not in near:
            at += 1
            continue
        hit = _read_at(scanner, at, context, whole=whole, dated=at <= last_dated)
        if hit is None:
            at += 1
            continue
        found.append(hit)
        at = max(hit.reading.end, at + 1)
        while at < count and items[at].start < hit.end:
            at += 1
    return found


def _near(text: str, items: list[Item]) -> set[int]:
    # Where a stamp can begin in running text: at a number or some words before it, at the ends of
    # the text, after what parts it.
    count = len(items)
    near = {*range(_REACH), *range(count - _REACH, count)}
    for at, one in enumerate(items):
        if one.digits:
            near.update(range(at - _REACH, at + 1))
        elif at and _SEPARATOR.search(text, items[at - 1].end, one.start):
            near.update(range(at, at + 2))
    return near


def _read_at(
    scanner: Scanner, at: int, context: Context, *, whole: bool, dated: bool
) -> Stamp | None:
    # `dated`: whether a date can begin there; else only what is told by an amount or in words.
    items = scanner.items
    one = items[at]
    senses = one.senses
    if one.number is None and not senses:
        return None
    if one.number is not None:
        if not _begins(scanner.text, one.start):
            return None
        hit: Stamp | None = None
        if _counts(scanner.text, items, at):
            hit = _relative(scanner, at, context, whole=whole)
        if hit is None and dated:
            hit = _date(scanner, at, context, whole=whole)
        return hit
    if (
        one.end - one.start == 1
        and scanner.text[one.start].isascii()
        and (scanner.text[one.end : one.end + 1].isdigit())
    ):
        return None  # v2026.05.21
    hit = None
    if not _RELATIVE.isdisjoint(senses):
        hit = _relative(scanner, at, context, whole=whole)
    if hit is None and "now" in senses:
        hit = _stamp(scanner, Now(at, at + 1), context, whole=whole)
        word = scanner.text[one.start : one.end]
        if not whole and word.isascii() and " " not in word:
            hit = None  # "Donate now"
        if hit is not None and not _fits(scanner, hit, day=False, whole=whole):
            hit = None
    if hit is None and dated and not _ABSOLUTE.isdisjoint(senses):
        hit = _date(scanner, at, context, whole=whole)
    if hit is None and whole and "span" in senses:
        hit = _stamp(scanner, Spanned(at, at + 1), context, whole=whole)
    if hit is None and whole and ("which" in senses or "unit" in senses):
        unit_word = _unit_word(items, at)
        if unit_word is not None:
            hit = _stamp(scanner, unit_word, context, whole=whole)
    return hit


def _counts(text: str, items: list[Item], at: int) -> bool:
    # Whether a number can be one of a unit: its unit, or its decimals, must follow.
    if at + 1 >= len(items):
        return False
    following = items[at + 1]
    return following.senses.counted or (
        following.number is not None and text[items[at].end] in _DECIMAL_MARKS
    )


def _stamp(scanner: Scanner, reading: Reading, context: Context, *, whole: bool) -> Stamp | None:
    items, tag = scanner.items, scanner.language.tag
    placed = place(reading, items, context, tag, whole=whole)
    if scanner.tried is not None:
        outcome = outcome_of(placed, context)
        scanner.tried.append(Tried(reading, items, tag, context.hinted_order, outcome))
    if placed is None:
        scanner.alike = False
        return None
    if not whole and placed.interval.earliest > context.now and not isinstance(reading, Fields):
        return None  # in running text: no stamp of news, but "in 12 weeks"
    start, end = items[reading.begin].start, items[reading.end - 1].end
    last = items[reading.end - 1]
    if scanner.text[end : end + 1] == "." and last.end - last.start <= _ABBREVIATED:
        end += 1
    if isinstance(reading, Fields):
        end = max(end, reading.stop)
    elif isinstance(reading, Relative) and reading.signed:
        start -= 1
    return Stamp(start, end, reading, placed)


def _relative(scanner: Scanner, at: int, context: Context, *, whole: bool) -> Stamp | None:
    items = scanner.items
    reading = read_relative(scanner.text, items, at, scanner.told, whole=whole)
    if reading is None:
        return None
    number = reading.days
    if number >= 0 and reading.end < len(items):
        fields = scanner.collect(reading.end)  # "2 days ago at 14:00"
        if fields is not None and fields.timed and not fields.says_day:
            fields.ago = (number, reading.sign)
            fields.begin, fields.start = reading.begin, items[reading.begin].start
            return _stamp(scanner, fields, context, whole=whole)
    hit = _stamp(scanner, reading, context, whole=whole)
    wordy = not any(one.digits for one in items[reading.begin : reading.end])
    if hit is not None and wordy and not whole:  # "… as it was an hour earlier."
        return hit if _fits(scanner, hit, day=False, whole=whole) else None
    return hit


def _begins(text: str, start: int) -> bool:
    """Whether digits there can be the first of a stamp: no decimals, prices, versions, names."""
    if not start:
        return True
    before = text[start - 1]
    if before in _OPENING:
        return True
    if before in "-:.,+":
        return not (start > 1 and text[start - 2].isdigit())
    if before == "v":
        return start > 1 and text[start - 2].isalpha()
    return before not in "/$€£¥₹#%&=?_"


def _date(scanner: Scanner, at: int, context: Context, *, whole: bool) -> Stamp | None:
    fields = scanner.collect(at)
    if fields is None:
        return None
    fields.alone = _stands_alone(scanner.text, fields)
    hit = _stamp(scanner, fields, context, whole=whole)
    if hit is None:
        return None
    wordy = not fields.timed and fields.three is None and fields.month is None
    if wordy and not whole and hit.placed.interval.earliest > context.now:
        return None
    if wordy and not _fits(scanner, hit, day=True, whole=whole):
        return None
    return hit


def _stands_alone(text: str, fields: Fields) -> bool:
    rest = text[fields.stop :].lstrip(" .,;)'\"-")
    if fields.weekday is not None and fields.month is None and fields.three is None:
        return fields.start <= 4 and not rest
    return fields.start <= _LABEL_CHARS and (not rest or _SEPARATOR.match(rest) is not None)


def _unit_word(items: list[Item], at: int) -> UnitWord | None:
    """Last week, "la semana pasada"."""
    if at + 1 >= len(items) or len(items) > at + 2 or at > 1:
        return None
    first, second = items[at].senses, items[at + 1].senses
    named = at if "which" in first else at + 1
    unit = second.get("unit") if "which" in first else first.get("unit")
    if "which" not in items[named].senses or unit in (None, "second", "minute", "hour"):
        return None
    return UnitWord(at, at + 2, named, str(unit))


def _fits(scanner: Scanner, found: Stamp, *, day: bool, whole: bool) -> bool:
    """Whether a stamp in words alone stands at the end, after a label or a source at most."""
    text, items = scanner.text, scanner.items
    rest = text[found.end :].lstrip(" .,;!)'\"")
    if rest and rest[0] not in "·•|\n(-:":
        after = items[found.reading.end :]
        return whole and all(not _LEADING.isdisjoint(one.senses) for one in after)
    before = text[: found.start]
    bare = before.rstrip()
    if not bare or bare[-1] in "·•|:-(\n,":
        return True
    if any(not _COUNTING.isdisjoint(one.senses) for one in items[: found.reading.begin]):
        return False  # "an hour from now"
    if all(not _LEADING.isdisjoint(one.senses) for one in items[: found.reading.begin]):
        return True
    scanner.alike = False  # lengths decide
    if bare == before or before.endswith(GLUE):
        # Glued: to a source of another script, or to a short one of its own.
        return bare[-1].isascii() != text[found.start].isascii() or len(bare) <= 40
    # "Published today" is a stamp, "USA Today" a name, "… hits a high today" a sentence.
    limit = 2 if day else 5
    return not scanner.cased[found.start].isupper() and len(bare.split()) <= limit
