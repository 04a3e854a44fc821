"""The shapes of texts: what those share that are read alike, and how each shape was read.

All that decides how a text is read is in its shape, or is looked at again each time (`Kept`): so
what was read before changes no answer.
"""

from __future__ import annotations

import re
from bisect import bisect
from itertools import pairwise
from typing import Any, NamedTuple

from newscrawl.dates.absolute import Placed
from newscrawl.dates.clocks import ZONES_OF_LANGUAGES
from newscrawl.dates.fields import Fields
from newscrawl.dates.items import (
    LONGEST_NUMBER,
    LONGEST_PHRASE,
    MOST_GAP,
    number_item,
    parts_of_run,
    signed,
)
from newscrawl.dates.language import Language
from newscrawl.dates.placing import Context
from newscrawl.dates.scan import Reading, Scanner, Stamp, place
from newscrawl.dates.senses import MARK, NOTHING, Item, Senses

# How many shapes are kept, and readings of one: its numbers or its language can tell them apart.
MOST_SHAPES, _MOST_READINGS = 4096, 8
# What numbers of so many digits share.
_MASKS = [MARK + chr(ord("a") + size) for size in range(LONGEST_NUMBER + 1)]
_LOOSE_MASKS = [*_MASKS[:1], _MASKS[2], *_MASKS[2:]]
# Only behind these one digit is another thing than two.
_CLOSE = frozenset(":.,")
# A number that tells how it is read, beside its digits, is compared with no others than these.
_BOUNDS = (1, 2, 13, 24, 25, 60)
# Endings and units that are glued to their number.
_GLUED_CHARS = 4
# What stands beside a stamp in so many characters and words is not too long for a label; nor is it
# for a date without its year to be the whole of a text.
_BESIDE_CHARS, _BESIDE_WORDS, _BESIDE_NO_YEAR = 60, 9, 40
# Zones that have another meaning in other languages.
_ZONES_OF_LANGUAGES = re.compile("|".join(sorted({name for name, _ in ZONES_OF_LANGUAGES})))


class Kept(NamedTuple):
    """How a text of a shape was read.

    Attributes:
        reading: how.
        told: the items whose number told how, and its rank.
        language: the tag of the only language that it holds in; None if in any.
        most: the characters and words of the longest text that it holds in, as something stands
            beside the stamp; None if of any.
    """

    reading: Reading
    told: tuple[tuple[int, int], ...]
    language: str | None
    most: tuple[int, int] | None


def shape_of(parts: list[Any], cased: str, language: Language) -> tuple[str, list[Item]] | None:
    """The shape of a text in a language, and its items; None if it shares its shape with none.

    Words that are known stand by their senses, numbers by their digits, all else as it is. From
    what can be an offset from UTC on, numbers stand to the letter too.

    Args:
        parts: the text, split: a gap, a number, a word and its end, and so on; a last gap.
        cased: the plain text, not in lower case.
        language: whose words are looked up.
    """
    lexicon, beginnings = language.lexicon, language.beginnings
    shape: list[str] = []
    items: list[Item] = []
    dashed = "-" in cased and signed(cased)
    can_offset = "-" in cased or "+" in cased
    timed = exact = False
    at, last = -4, ""
    rest = iter(parts)
    for gap, number, word, ending in zip(rest, rest, rest, rest, strict=False):
        at += 4
        shape.append(gap)
        if can_offset:
            exact = exact or "+" in gap or ("-" in gap and (dashed or timed))
            timed = timed or ":" in gap
        if word is None:
            if not gap and at:
                shape.append(f"{MARK}={last}{MARK}")
            size = len(number)
            if size > LONGEST_NUMBER:
                return None
            if exact:
                shape.append(number)
            else:
                shape.append((_MASKS if gap in _CLOSE else _LOOSE_MASKS)[size])
            items.append(number_item(number))
            continue
        last = word
        plain = word.lower()
        senses = lexicon.get(plain)
        if plain in beginnings:
            phrase = _phrase(parts, at, plain, language)
            if phrase is not None:
                size, senses = phrase
                last = "".join([part for part in parts[at + 1 : at + 4 * size] if part])
                ending = parts[at + 4 * size - 1]
                for _ in range(4 * (size - 1)):
                    next(rest)
                at += 4 * (size - 1)
        if senses is None and language.tag == "he" and len(plain) > 3 and plain[0] in "בלהמ":
            senses = lexicon.get(plain[1:])
        if senses is not None:
            shape.append(senses.shape)
            items.append(senses.item)
            if senses.literal or gap[-1:] == "'" or (not gap and at and len(last) <= _GLUED_CHARS):
                shape.append(f"{MARK}={last}{MARK}")
        elif language.starts is not None and plain[0] > "\u0e00":
            run, found = parts_of_run(plain, word, language)
            shape.append(run)
            items += found
            if gap[-1:] == "'":
                shape.append(f"{MARK}={word}{MARK}")
        else:
            shape.append(word)
            items.append(NOTHING)
        if ending:
            shape.append(ending)
    shape.append(parts[-1])
    return "".join(shape), items


def _phrase(
    parts: list[Any], at: int, phrase: str, language: Language
) -> tuple[int, Senses] | None:
    # The longest phrase of several words that begins with one: their number and its senses.
    found = None
    size, chars = 1, len(phrase) + len(parts[at + 3] or "")
    while phrase in language.beginnings and at + 8 < len(parts):
        at += 4
        gap, number, word, ending = parts[at : at + 4]
        chars += len(gap) + len(number or word) + len(ending or "")
        if len(gap) > MOST_GAP or chars > LONGEST_PHRASE:
            break
        size += 1
        phrase = f"{phrase} {number or word.lower()}"
        senses = language.lexicon.get(phrase)
        if senses is not None:
            found = size, senses
    return found


def read_again(
    key: str, items: list[Item], cased: str, context: Context, language: Language
) -> Placed | None:
    """What a text means, read as one of its shape was; None if none was, or it makes no stamp."""
    for one in language.readings.get(key, ()):
        if (
            (one.language is None or one.language == language.tag)
            and (one.most is None or _is_short(cased, *one.most))
            and (not one.told or all(_rank(items[at]) == rank for at, rank in one.told))
        ):
            placed = place(one.reading, items, context, language.tag)
            if placed is not None:
                return placed
    return None


def keep(key: str, scanner: Scanner, stamp: Stamp, items: list[Item]) -> None:
    """Keeps how a text was read that is one stamp, if others of its shape are read so."""
    reading, cased, language = stamp.reading, scanner.cased, scanner.language
    beside = reading.begin > 0 or reading.end < len(items)
    most = _most(scanner, reading) if beside else None
    if (
        not scanner.alike
        or len(items) != len(scanner.items)
        or (most and not _is_short(cased, *most))
    ):
        return
    if (
        isinstance(reading, Fields)
        and reading.begin
        and reading.weekday is not None
        and (reading.month, reading.three) == (None, None)
    ):
        return  # how far from the beginning it stands decides
    readings = language.readings
    if len(readings) >= MOST_SHAPES:
        readings.clear()
    kept = readings.setdefault(key, [])
    if len(kept) >= _MOST_READINGS:
        kept.clear()
    bound = scanner.bound or _ZONES_OF_LANGUAGES.search(cased) is not None
    told = tuple((at, _rank(items[at])) for at in scanner.told) if scanner.told else ()
    kept.append(Kept(reading, told, language.tag if bound else None, most))


def _most(scanner: Scanner, reading: Reading) -> tuple[int, int]:
    # What is inside a stamp in every text of its shape is not beside it: its gaps, its items.
    inside = scanner.items[reading.begin : reading.end]
    gaps = "".join(scanner.cased[one.end : after.start] for one, after in pairwise(inside))
    no_year = isinstance(reading, Fields) and (reading.year, reading.three) == (None, None)
    chars = _BESIDE_NO_YEAR if no_year else _BESIDE_CHARS
    # The words at a stamp's ends can be glued to what is beside it.
    return chars + len(gaps) + len(inside), _BESIDE_WORDS + max(gaps.count(" ") - 1, 0)


def _is_short(cased: str, chars: int, words: int) -> bool:
    return len(cased) <= chars and len(cased.split()) <= words


def _rank(item: Item) -> int:
    return bisect(_BOUNDS, item.number or 0) + 16 * item.digits
