"""What a word can mean, and the items of a text: its numbers, and its words with their senses."""

from __future__ import annotations

from typing import Any, NamedTuple

# Marks of the parts of a date, and endings of its numbers.
MARKS = {
    "年": "year", "년": "year", "năm": "year", "月": "month", "월": "month", "日": "day",
    "号": "day", "號": "day", "일": "day",
}  # fmt: skip
ORDINALS = frozenset("st nd rd th er re e ème eme º ª o a ος η na ني го ого th. de".split())
# A soft hyphen, which no plain text has, begins what stands for something else in a shape.
MARK = "\u00ad"
# Kinds whose value decides how a stamp is read; of others only its numbers come out otherwise.
_TELLING_VALUES = ("unit", "ago", "zone")
# Kinds that are read alike.
_HALVES = ("am", "pm", "night")
_LOOSE = ("about", "over", "under")
# Kinds of words that a stamp has beside its numbers, unless it is all numbers.
_TELLING = frozenset("now day amount unit ago weekday month span era".split())
# Kinds of words that follow the number of an amount of time.
_COUNTED = frozenset("unit ago amount half few and_half between".split())
# Kinds of words that say a day, in running text.
_DATED = frozenset("month weekday day of_month".split())


class Senses(dict[str, Any]):
    """What a word can mean: kinds ("unit", "month", "past" …) and their values.

    Attributes:
        shape: what words that are read alike share.
        literal: whether such a word counts to the letter too.
        counted: whether it can follow the number of an amount of time.
        telling: whether stamps have such words.
        dated: whether it can say a day.
        half: the half of the day that it says: am, pm, night; empty if none.
        loose: how an amount beside it is meant: about, over, under; empty if as it is.
        item: an item of such a word, whose place in a text does not count.
    """

    __slots__ = ("counted", "dated", "half", "item", "literal", "loose", "shape", "telling")

    def __init__(self, *args: Any, literal: bool = False) -> None:
        super().__init__(*args)
        self.shape = f"{MARK}<{','.join(sorted({self._shape_of(kind) for kind in self}))}>"
        self.literal = literal
        self.counted = not _COUNTED.isdisjoint(self)
        self.telling = not _TELLING.isdisjoint(self)
        self.dated = not _DATED.isdisjoint(self)
        self.half = next((kind for kind in _HALVES if kind in self), "")
        self.loose = next((kind for kind in _LOOSE if kind in self), "")
        self.item = Item(0, 0, None, 0, self)

    def _shape_of(self, kind: str) -> str:
        value = self[kind]
        if kind == "number":
            return "number 1" if value == 1 else "number"
        if kind in _HALVES:
            return "half of a day"
        if kind == "amount":
            return f"amount {value[1]}"
        return f"{kind} {value}" if kind in _TELLING_VALUES else kind


class Item(NamedTuple):
    """A number or a phrase. Languages share the items of a text, so none is ever changed.

    Attributes:
        start: where it begins in the plain text.
        end: where it ends, an optional plural ending included.
        number: its value if it is written in digits.
        digits: how many digits it has.
        senses: what it can mean; nothing if it is not known.
        word: its first word as tables have it; None of a number in digits.
    """

    start: int
    end: int
    number: int | None
    digits: int
    senses: Senses
    word: str | None = None

    @property
    def value(self) -> int | float:
        """What it counts, in digits or in a word; 0 if it counts nothing."""
        return self.number if self.number is not None else self.senses.get("number", 0)


NO_SENSES = Senses()
NOTHING = NO_SENSES.item
