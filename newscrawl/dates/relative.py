"""Moments told by how long ago they are: "hace 33 min(s)", "about an hour ago", "in 2 days"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from newscrawl.dates.absolute import Placed
from newscrawl.dates.language import Template
from newscrawl.dates.placing import SECONDS, Context, new, place_amounts, place_plain
from newscrawl.dates.senses import NO_SENSES, Item
from newscrawl.dates.text import GLUE

UNIT_RANK = {"second": 0, "minute": 1, "hour": 2, "day": 3, "week": 4, "month": 5, "year": 6}
# What a part of a unit is in the next finer one.
_FINER = {
    "minute": (60, "second"), "hour": (60, "minute"), "day": (24, "hour"), "week": (7, "day"),
    "month": (30, "day"), "year": (12, "month"),
}  # fmt: skip
_MOST_DIGITS, _MOST_AMOUNTS, _NARROW_CHARS = 4, 4, 2
_DECIMAL = re.compile(r"(\d{1,4})[.,](\d)(?![\d.,])|(\d{1,4})?\s?([½¼¾])")
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
# Marks of the past that follow their amount.
_NEVER_BEFORE = "前后後"
_BETWEEN = f" .,-'{GLUE}"
# "Minutes ago" says no number: what it is taken to be.
_SOME = {"second": 10, "minute": 10, "hour": 6, "day": 5, "week": 3, "month": 4, "year": 3}
_BEFORE_SOME = " ·•|:,(-–—"


class Amount(NamedTuple):
    """A number of a unit, by the items that say it.

    Attributes:
        unit: the unit; of an item whose word is a whole amount ("viertelstunde") that item's.
        number: the item of the number; -1 if only `more` is said.
        tenths: the item of its decimal; -1 if there is none.
        more: what is to be added: a half, a quarter.
        whole: whether the item's word says the number and the unit.
    """

    unit: str
    number: int
    tenths: int = -1
    more: float = 0.0
    whole: bool = False


class Relative:
    """How a relative stamp is read: its items, from `begin` to before `end`, and what they say.

    Attributes:
        begin: the first item.
        end: the item after the last.
        amounts: the coarser first.
        sign: -1 for the past, 1 for the future.
        loose: "about", "over", "under" or "".
        few: whether it says "a few".
        signed: whether a bare sign before it belongs to it.
    """

    __slots__ = ("amounts", "begin", "end", "few", "loose", "sign", "signed")

    def __init__(self, begin: int, end: int, *amounts: Amount, sign: int = 0) -> None:
        self.begin = begin
        self.end = end
        self.amounts = list(amounts)
        self.sign = sign
        self.loose = ""
        self.few = False
        self.signed = False

    @property
    def days(self) -> int:
        """The item of the number, if it is a number of days and no more; else -1."""
        amount = self.amounts[0]
        plain = len(self.amounts) == 1 and not (self.loose or self.few or amount.more)
        return amount.number if plain and amount.unit == "day" and not amount.whole else -1

    @property
    def counted(self) -> int:
        """The item of the number where it alone counts, as in most stamps; else -1."""
        amount = self.amounts[0]
        more = len(self.amounts) > 1 or self.loose or self.few or amount.more or amount.whole
        return -1 if more or amount.tenths >= 0 or amount.unit not in SECONDS else amount.number

    def place_counted(self, number: int, context: Context, language: str) -> Placed | None:
        """What it means if `number` is all that counts; None if too far."""
        unit, sign = self.amounts[0].unit, self.sign
        interval = place_plain(context.now, number, unit, sign)
        if interval is None:
            return None
        ahead = ", rounded down" if sign < 0 else ", future, rounded down"
        return new(Placed, (interval, unit, f"relative {language}{ahead}"))

    def place(self, items: Sequence[Item], context: Context, language: str) -> Placed | None:
        """What it means with these items' numbers; None if too far."""
        exact = self._exact(items)
        if exact is None:
            return None
        interval = place_amounts(context, exact, self.sign, "few" if self.few else self.loose)
        if interval is None:
            return None
        return Placed(interval, exact[-1][1], f"relative {language}{self.how}")

    def _exact(self, items: Sequence[Item]) -> list[tuple[int, str]] | None:
        # The amounts in whole numbers of units, parts of one in the next finer.
        exact: list[tuple[int, str]] = []
        for amount in self.amounts:
            value: float = amount.more
            if amount.number >= 0:
                one = items[amount.number]
                value += one.senses["amount"][0] if amount.whole else one.value
            if amount.tenths >= 0:
                value += (items[amount.tenths].number or 0) / 10
            number = int(value)
            part = value - number
            if number or not part:
                exact.append((number, amount.unit))
            if part:
                finer = _FINER.get(amount.unit)
                if finer is None:
                    return None
                exact.append((round(part * finer[0]), finer[1]))
        return exact

    @property
    def how(self) -> str:
        """What the basis says of the direction and of the rounding."""
        if not (self.few or self.loose or self.sign > 0):
            return ", rounded down"
        if self.few:
            how = ", a few"
        elif self.loose in ("over", "under"):
            how = f", {self.loose}"
        elif self.loose == "some":
            how = ", number unstated"
        else:
            how = ", rounded up or down" if self.loose else ", rounded down"
        ahead = ", future" if self.sign > 0 else ""
        return ahead + how


def place_template(
    template: Template, number: str, context: Context, language: str
) -> Placed | None:
    """What a text with the words of a template means; None if too far."""
    unit, sign, stated = template
    value = int(number) if stated is None else stated
    if unit in SECONDS:
        interval = place_plain(context.now, value, unit, sign)
    else:
        interval = place_amounts(context, ((value, unit),), sign)
    if interval is None:
        return None
    how = ", rounded down" if sign < 0 else ", future, rounded down"
    return new(Placed, (interval, unit, f"relative {language}{how}"))


def read_relative(
    text: str, items: list[Item], at: int, told: set[int], *, whole: bool
) -> Relative | None:
    """The relative stamp that begins at an item; None if none does.

    Args:
        text: the plain text.
        items: its items.
        at: where the stamp is to begin.
        told: takes the items whose number, not its digits alone, decides how it is read.
        whole: whether the text is thought to be one stamp: then a bare sign can be its mark.
    """
    count = len(items)
    found = Relative(at, at)
    while at < count:
        senses = items[at].senses
        if at > found.begin and not _close(text, items[at - 1].end, items[at].start):
            return None
        if "past" in senses and not found.sign:
            found.sign = -1
        elif "future" in senses and not found.sign:
            found.sign = 1
        elif not found.loose and (kind := senses.loose) and _amount_follows(items, at + 1):
            found.loose = kind
        else:
            break
        at += 1
    if found.sign and at > found.begin and text[items[found.begin].start] in _NEVER_BEFORE:
        return None  # 前四天: the first four days
    ago = _read_amounts(text, items, at, found, told)
    if not found.amounts:
        return None
    at = after = found.end
    while at < count and _close(text, items[at - 1].end, items[at].start):
        senses = items[at].senses
        if "past" in senses:
            found.sign = -1
        elif "future" in senses and found.sign >= 0:
            found.sign = 1
        elif not found.loose and (kind := senses.loose) and not found.sign:
            found.loose = kind
        else:
            break
        at += 1
    if at > after and _runs_on(text, items, at):
        return None  # 前端, 前往: the mark begins another word
    if found.loose == "some" and (found.sign >= 0 or not _is_first(text, items, found.begin)):
        return None  # "for minutes", "forty-odd minutes ago"
    found.end = at
    start = items[found.begin].start
    if not found.sign and (ago or (whole and _is_narrow(text, items, found))):
        found.sign = -1
    if (
        not found.sign
        and whole
        and start
        and text[start - 1] in "-+"
        and (not text[: start - 1].strip())
    ):
        found.sign = 1 if text[start - 1] == "+" else -1
        found.signed = True
    return found if found.sign else None


def _is_narrow(text: str, items: list[Item], found: Relative) -> bool:
    # "5m", "3j": the whole of a stamp, its unit one letter or two, glued.
    return (
        len(items) == 2
        and len(found.amounts) == 1
        and items[0].number is not None
        and items[0].end == items[1].start
        and items[1].end - items[1].start <= _NARROW_CHARS
        and text[items[1].start] < "\u0600"
        and len(text) == items[1].end
    )


def _is_first(text: str, items: list[Item], at: int) -> bool:
    # Whether nothing but a label stands before an item.
    before = text[: items[at].start].rstrip()
    if not before or before[-1] in _BEFORE_SOME:
        return True
    return bool(at) and not items[at - 1].senses.keys().isdisjoint(("published", "updated"))


def _close(text: str, start: int, end: int) -> bool:
    return end - start <= 2 and not text[start:end].strip(_BETWEEN)


def _amount_follows(items: list[Item], at: int) -> bool:
    # "unos 5 minutos" is about that many, "unos minutos" a few.
    if at >= len(items):
        return False
    one = items[at]
    return one.number is not None or not one.senses.keys().isdisjoint(
        ("number", "half", "amount", "past", "future", "few")
    )


def _runs_on(text: str, items: list[Item], at: int) -> bool:
    return (
        at < len(items)
        and items[at].start == items[at - 1].end
        and not items[at].senses
        and items[at].number is None
        and text[items[at].start] > "\u2e80"
    )


def _read_amounts(text: str, items: list[Item], at: int, found: Relative, told: set[int]) -> bool:
    """Adds numbers with their units, the coarser first; whether a unit's form says "ago"."""
    count, ago = len(items), False
    while 0 <= at < count and len(found.amounts) < _MOST_AMOUNTS:
        one = items[at]
        senses = one.senses
        if "plural" in senses and not (found.amounts or found.loose):
            unit = senses["unit"]
            found.amounts.append(Amount(unit, -1, more=_SOME[unit]))
            found.loose, found.end = "some", at + 1
            break
        if "amount" in senses and one.number is None:
            following = items[at + 1].senses if at + 1 < count else NO_SENSES
            if not ("number" in senses and "unit" in following):
                found.amounts.append(Amount(senses["amount"][1], at, whole=True))
                found.end = at + 1
                at = _joined(text, items, _half_after(items, at + 1, found))
                continue
        amount = _count(text, items, at, found, told)
        if amount is None:
            break
        at = amount[1]
        if at < count and "unit" not in items[at].senses and "ago" not in items[at].senses:
            # "20 de minute", "2 and a half hours"
            if "and_half" in items[at].senses:
                amount = (amount[0]._replace(more=amount[0].more + 0.5), at)
                at += 1
            elif "between" in items[at].senses:
                at += 1
        if at >= count or not _close(text, items[at - 1].end, items[at].start):
            break
        senses = items[at].senses
        unit = senses.get("unit") or senses.get("ago")
        if unit is None and "amount" in senses:
            unit = senses["amount"][1]  # a number before the dual form of its unit
        if unit is None:
            break
        if found.amounts and UNIT_RANK[unit] >= UNIT_RANK[found.amounts[-1].unit]:
            break
        found.amounts.append(amount[0]._replace(unit=unit))
        ago = ago or "ago" in senses
        found.end = at + 1
        at = _joined(text, items, _half_after(items, at + 1, found))
    return ago


def _count(
    text: str, items: list[Item], at: int, found: Relative, told: set[int]
) -> tuple[Amount, int] | None:
    # How many of a unit that is still to come, and the next item.
    first = at
    one = items[at]
    amount = Amount("", at)
    if one.number is not None:
        if one.digits > _MOST_DIGITS:
            return None
        decimal = _DECIMAL.match(text, one.start)
        at += 1
        if decimal is not None and decimal[2] is not None:
            amount = amount._replace(tenths=at)
            at += 1
        elif decimal is not None and decimal[4]:
            amount = amount._replace(more=_FRACTIONS[decimal[4]])
    elif "number" in one.senses:
        at += 1
    elif "few" in one.senses:
        amount = Amount("", -1, more=2)
        found.few = True
        at += 1
    elif "half" in one.senses:
        amount = Amount("", -1, more=0.5)
        at += 1
    else:
        return None
    count = len(items)
    if at + 1 < count and ("half" in items[at].senses or "few" in items[at].senses):
        told.add(first)
    some = one.number != 0 and amount.number >= 0
    if some and at + 1 < count and "half" in items[at].senses:
        amount = amount._replace(more=0.5)  # 2 个半小时
        at += 1
    elif at + 1 < count and "few" in items[at].senses and "unit" in items[at + 1].senses:
        found.few = found.few or one.value == 1  # "a few", "un par de"
        at += 1
    return amount, at


def _half_after(items: list[Item], at: int, found: Relative) -> int:
    if at < len(items) and "and_half" in items[at].senses:
        last = found.amounts[-1]
        found.amounts[-1] = last._replace(more=last.more + 0.5)
        at += 1
        found.end = at
    return at


def _joined(text: str, items: list[Item], at: int) -> int:
    """The item where a finer amount may begin; -1 if none can."""
    if at >= len(items) or not _close(text, items[at - 1].end, items[at].start):
        return -1
    if "and" in items[at].senses and "number" not in items[at].senses:
        at += 1
        if at >= len(items):
            return -1
    return at
