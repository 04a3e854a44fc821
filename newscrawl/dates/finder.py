"""Finds the stamps inside a text, with their places in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from newscrawl.dates.absolute import Placed
from newscrawl.dates.items import masked, masked_alike, number_item, read_items, tokens_of
from newscrawl.dates.language import Language, any_word, neutral, shared
from newscrawl.dates.machine import read_machine
from newscrawl.dates.placing import Context
from newscrawl.dates.reader import guesses
from newscrawl.dates.relative import Relative
from newscrawl.dates.scan import Reading, Scanner, Stamp, Tried, outcome_of, place, scan
from newscrawl.dates.senses import Item
from newscrawl.dates.span import DateSpan, Found, sound
from newscrawl.dates.text import WORD, Plain, align, make_plain, unaccented

# Longer texts are prose: there only a date that begins with its year is looked for.
_LONG_CHARS, _MOST_FOUND = 300, 100
_DIGIT = re.compile(r"\d")
# How many texts are kept, but for their numbers, with the way through them.
_MOST_WAYS = 512
# "Just now" stands in a line of no more, at its end.
_WORDY_CHARS = 80
# How many words from its number what belongs to it can stand.
_REACH = 4
_END_OF_SPACED = "\u0e00"
_YEAR_FIRST = re.compile(
    r"(?<![\d.,/-])(?:19|20)\d\d-\d\d-\d\d"
    r"(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\d/-])"
)
# What counts as read, where languages are compared.
_WEIGHTY = frozenset("now day amount past weekday month unit zone era am pm night".split())


def find_stamps(text: str, context: Context, hinted: tuple[Language, ...]) -> list[Found]:
    """The stamps inside a short text, in order and apart."""
    if len(text) > _LONG_CHARS:
        return list(islice(_year_first(text, context), _MOST_FOUND))
    mask, numbers = masked(text) if _DIGIT.search(text) else (text, [])
    key = mask, hinted, context.hinted_order
    way = _ways.get(key) if mask else None
    found = None if way is None else way.again(text, numbers, context)
    if found is not None:
        return found
    plain = make_plain(text)
    words = _words(text, plain)
    if words is _Words.NONE:
        return []
    plain, places = align(text, plain)
    tried: list[Tried] = []
    if words is _Words.NUMBERS:
        language = hinted[0] if hinted else neutral()  # it tells the calendar of a bare year
        items = read_items(plain.text, language)
        stamps = scan(Scanner(plain, items, language, tried), context, whole=False)
    else:
        stamps = _best(plain, context, hinted, tried)
    if mask and masked_alike(text, numbers, plain):
        if len(_ways) >= _MOST_WAYS:
            _ways.clear()
        _ways[key] = Way.of(plain, tried, stamps, places)
    return [_found(text, one.start, one.end, one.placed, places) for one in stamps]


class Known(NamedTuple):
    """A text that was read.

    Attributes:
        reading: how.
        items: its items.
        numbers: which of them are numbers in digits.
        counted: which of these numbers alone counts; -1 if more does.
    """

    reading: Reading
    items: list[Item]
    numbers: tuple[int, ...]
    counted: int = -1

    @classmethod
    def of(cls, reading: Reading, items: list[Item], text: str) -> Known:
        """How the plain text was read."""
        numbers = [at for at, one in enumerate(items) if one.digits and text[one.start].isdigit()]
        counted = reading.counted if isinstance(reading, Relative) else -1
        return cls(
            reading,
            items,
            tuple(numbers),
            numbers.index(counted) if counted in numbers else -1,
        )

    def place(
        self, numbers: Sequence[str], context: Context, language: str, *, whole: bool = True
    ) -> Placed | None:
        """What a text that differs in its numbers alone means; None if it makes no stamp."""
        if self.counted >= 0 and isinstance(self.reading, Relative):
            return self.reading.place_counted(int(numbers[self.counted]), context, language)
        items = self.with_numbers(numbers)
        return place(self.reading, items, context, language, whole=whole)

    def with_numbers(self, numbers: Sequence[str]) -> list[Item]:
        """The items of a text that differs in its numbers alone."""
        items = self.items.copy()
        for at, number in zip(self.numbers, numbers, strict=True):
            items[at] = number_item(number)
        return items


class Way(NamedTuple):
    """How a text was looked through. Texts that differ in their numbers alone share it.

    Attributes:
        tried: each reading that was tried, its language, its order of dates, its outcome.
        stamps: where the stamps begin and end, and which of the readings they are.
        places: see `align`.
    """

    tried: list[tuple[Known, str, str | None, int]]
    stamps: list[tuple[int, int, int]]
    places: list[int] | None

    @classmethod
    def of(
        cls, plain: Plain, tried: list[Tried], stamps: list[Stamp], places: list[int] | None
    ) -> Way:
        """The way that led to the stamps."""
        which = {id(one.reading): at for at, one in enumerate(tried)}
        return cls(
            [
                (Known.of(one.reading, one.items, plain.text), one.language, one.order, one.outcome)
                for one in tried
            ],
            [(stamp.start, stamp.end, which[id(stamp.reading)]) for stamp in stamps],
            places,
        )

    def again(self, text: str, numbers: list[str], context: Context) -> list[Found] | None:
        """The stamps of a text with other numbers; None if they lead another way."""
        moments: list[Placed | None] = []
        for known, language, order, outcome in self.tried:
            own = context if order == context.hinted_order else context._replace(hinted_order=order)
            placed = known.place(numbers, own, language, whole=False)
            if outcome_of(placed, context) != outcome:
                return None
            moments.append(placed)
        return [
            _found(text, start, end, placed, self.places)
            for start, end, which in self.stamps
            if (placed := moments[which]) is not None
        ]


_ways: dict[tuple[str, tuple[Language, ...], str | None], Way] = {}


class _Words(Enum):
    NONE = 0  # nothing that could be a stamp
    NUMBERS = 1  # at most a date in numbers
    TELLING = 2  # words that stamps have


def _words(text: str, plain: Plain) -> _Words:
    # A look at the words of any language: most lines of a page are no stamp.
    numbers = _DIGIT.search(text) is not None
    short = len(text) <= _WORDY_CHARS
    if not numbers and text.isascii():
        # Most lines; only at the end of a short one a moment can be told without a number.
        ending = WORD.findall(plain.text)[-_REACH:] if short else ()
        tells = any(len(word) > 1 and _kind(word) == _MOMENT for word in ending)
        return _Words.TELLING if tells else _Words.NONE
    tokens = tokens_of(plain.text)
    last = len(tokens) - _REACH
    for at, token in enumerate(tokens):
        word = token.word
        if word is None:
            continue
        kind = _kind(word)
        if kind == _NO_KIND:
            continue
        if kind == _OWN_SCRIPT:
            return _Words.TELLING
        if len(word) == 1 and not (at and tokens[at - 1].word is None):
            continue  # the "a" of "Publicado a" is no unit
        if short and at >= last and kind == _MOMENT:
            return _Words.TELLING
        if numbers and any(
            near.word is None for near in tokens[max(0, at - _REACH) : at + _REACH + 1]
        ):
            return _Words.TELLING
    return _Words.NUMBERS if numbers else _Words.NONE


_NO_KIND, _NAME, _MOMENT, _OWN_SCRIPT = range(4)


@lru_cache(maxsize=2048)
def _kind(word: str) -> int:
    # What a word is in any language: a name ("May"), a moment or a unit, one of a script that
    # tells its language.
    if word[0] >= _END_OF_SPACED or str(ord(word[0]) >> 7) in shared()["scripts"]:
        return _OWN_SCRIPT
    spellings = any_word(word), any_word(unaccented(word))
    if any(one.is_moment for one in spellings):
        return _MOMENT
    return _NAME if any(one.is_name for one in spellings) else _NO_KIND


def _best(
    plain: Plain,
    context: Context,
    hinted: Sequence[Language],
    tried: list[Tried] | None = None,
) -> list[Stamp]:
    """The stamps of the language that reads most of a text."""
    best: list[Stamp] = []
    best_items: list[Item] = []
    most = 0
    for language, own in _languages(plain.text, context, hinted):
        items = read_items(plain.text, language)
        if not (_tells(items) or language in hinted or language is neutral()):
            continue
        stamps = scan(Scanner(plain, items, language, tried), own, whole=False)
        read = sum(
            one.end - one.start
            for stamp in stamps
            for one in items[stamp.reading.begin : stamp.reading.end]
            if one.number is not None or not _WEIGHTY.isdisjoint(one.senses)
        )
        if read > most:
            best, best_items, most = stamps, items, read
        if best and _is_all(plain.text, best, best_items):
            break
    return best


def _is_all(text: str, stamps: list[Stamp], items: list[Item]) -> bool:
    # Whether nothing is left that another language could read: all numbers are in stamps, no word
    # that is not known stands right after one, and right before one no weekday.
    inside = {at for stamp in stamps for at in range(stamp.reading.begin, stamp.reading.end)}
    for at, one in enumerate(items):
        if at in inside:
            continue
        if one.number is not None or (at - 1 in inside and not one.senses):
            return False
        word = text[one.start : one.end]
        if at + 1 in inside and not one.senses and any_word(word).is_name:
            return False
    return True


class Stamps(NamedTuple):
    """When an article was published and updated, as far as a text says."""

    published: DateSpan | None = None
    updated: DateSpan | None = None


def read_both(text: str, context: Context, hinted: Sequence[Language]) -> Stamps:
    """The stamps of a byline, told apart by the labels beside them, else by their order."""
    if len(text) > _LONG_CHARS:
        return Stamps()
    plain, places = align(text, make_plain(text))
    stamps = _best(plain, context, hinted)
    if not stamps:
        return Stamps()
    labels = _labels(plain, stamps, context, hinted)
    said: dict[str, DateSpan] = {}
    for label, stamp in zip(labels, stamps, strict=True):
        if label is not None:
            found = _found(text, stamp.start, stamp.end, stamp.placed, places)
            said.setdefault(label, found.span)
    for label, stamp in zip(labels, stamps, strict=True):
        if label is None and len(said) < len(stamps):
            free = "updated" if "published" in said else "published"
            found = _found(text, stamp.start, stamp.end, stamp.placed, places)
            said.setdefault(free, found.span)
    published, updated = said.get("published"), said.get("updated")
    # One label between two stamps can be of either: what was updated was published before.
    is_told = labels.count(None) != len(labels) - 1
    if not is_told and published and updated and updated.at < published.at:
        published, updated = updated, published
    return Stamps(published, updated)


def _labels(
    plain: Plain, stamps: list[Stamp], context: Context, hinted: Sequence[Language]
) -> list[str | None]:
    # For each stamp the label beside it, in the first language that has any there: before the
    # stamps or after them, the same way all along a byline.
    bounds = [0, *(at for one in stamps for at in (one.start, one.end)), len(plain.text)]
    for language, _ in _languages(plain.text, context, hinted):
        items = read_items(plain.text, language)
        gaps = [
            [label for one in items if start <= one.start < end if (label := _label(one))]
            for start, end in zip(bounds[::2], bounds[1::2], strict=True)
        ]
        before = [gap[-1] if gap else None for gap in gaps[:-1]]
        after = [gap[0] if gap else None for gap in gaps[1:]]
        # A label between two stamps, and none at the end, is of the one that follows.
        are_after = before[0] is None and after[0] is not None and after[-1] is not None
        labels = after if are_after else before
        if any(labels):
            return labels
    return [None] * len(stamps)


def _label(item: Item) -> str | None:
    return next((kind for kind in ("updated", "published") if kind in item.senses), None)


def _languages(
    text: str, context: Context, hinted: Sequence[Language]
) -> Iterator[tuple[Language, Context]]:
    for language in hinted:
        yield language, context
    for language, own in guesses(text, context, hinted):
        if language is not neutral():
            yield language, own
    yield neutral(), context


def _tells(items: list[Item]) -> bool:
    # Whether a word that stamps have stands near a number, or among the last where there is none.
    last = len(items) - _REACH
    return any(
        at >= last
        or any(near.number is not None for near in items[max(0, at - _REACH) : at + _REACH + 1])
        for at, one in enumerate(items)
        if one.senses.telling
    )


def _found(text: str, start: int, end: int, placed: Placed, places: list[int] | None) -> Found:
    if places is not None:
        start, end = places[start], places[end - 1] + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
    (earliest, latest, at), precision, basis = placed
    return Found(start, end, sound(earliest, latest, precision, text[start:end], basis, at))


def _year_first(text: str, context: Context) -> Iterator[Found]:
    for match in _YEAR_FIRST.finditer(text):
        placed = read_machine(match[0], context)
        if placed is not None:
            (earliest, latest, at), precision, basis = placed
            span = sound(earliest, latest, precision, match[0], basis, at)
            yield Found(match.start(), match.end(), span)
