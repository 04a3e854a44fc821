"""Reads a text as one stamp, in the languages that it may be in.

A stamp's shape is worked out once, and kept with its language; its numbers are placed each time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newscrawl.dates.absolute import Placed
from newscrawl.dates.guessing import guess
from newscrawl.dates.items import NOTHING, Item, masked, read_items, shape_of
from newscrawl.dates.language import Language, neutral, order_of
from newscrawl.dates.machine import read_machine
from newscrawl.dates.placing import Context
from newscrawl.dates.relative import Amount, Relative
from newscrawl.dates.scan import Known, place, scan
from newscrawl.dates.span import DateSpan, sound
from newscrawl.dates.text import GLUE, WORD, Plain, make_plain

# A stamp with its label and its source; longer texts are none.
STAMP_CHARS = 160
AROUND = " \t\r\n\u00a0\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2060\ufeff"
_DECORATION = AROUND + "·•∙●▪►»«|–—:：,，;\"'"
_OPENING, _CLOSING = "(（[【", ")）]】"
_BESIDE = f"{_DECORATION}{_OPENING}{_CLOSING}.{GLUE}"
_OPENINGS, _CLOSINGS = frozenset(_OPENING), frozenset(_CLOSING)
_LABEL_CHARS, _LABEL_WORDS = 60, 9
_BARE_NUMBER = re.compile(r"(?<![^\W\d_])\d[\d.,]*(?![^\W_])|[$€£¥₹%]")
_TEMPLATE_DIGITS = 4
# How many texts and shapes of stamps a language keeps.
_MOST_KNOWN = 512


def read_stamp(text: str, context: Context, hinted: Sequence[Language]) -> DateSpan | None:
    """The span of a text that is one stamp; None if it is none, or several."""
    stamp = bare_stamp(text)
    if stamp is None:
        return None
    plain = make_plain(stamp)
    # A machine's time begins with its year, or with more digits.
    placed = read_machine(plain.cased, context) if plain.cased[:4].isdigit() else None
    if placed is None:
        placed = _read(plain, context, hinted)
    if placed is None:
        return None
    (earliest, latest, at), precision, basis = placed
    return sound(earliest, latest, precision, text.strip(AROUND), basis, at)


def bare_stamp(text: str) -> str | None:
    """The text without bullets, quotes and the like around it; None if too long for a stamp."""
    if len(text) > 4 * STAMP_CHARS:
        return None
    stamp = text.strip(_DECORATION)
    if stamp[:1] in _OPENINGS:
        stamp = stamp.lstrip(_DECORATION + _OPENING)
    if stamp[-1:] in _CLOSINGS and _OPENINGS.isdisjoint(stamp):  # "min(s)" keeps its own
        stamp = stamp.rstrip(_DECORATION + _CLOSING)
    return stamp if 0 < len(stamp) <= STAMP_CHARS else None


def _read(plain: Plain, context: Context, hinted: Sequence[Language]) -> Placed | None:
    for language in hinted:
        placed = read_in(plain, context, language)
        if placed is not None:
            return placed
    first: Placed | None = None
    for language, own in guesses(plain.text, context, hinted):
        placed = read_in(plain, own, language)
        if placed is not None and hinted and placed.interval.earliest > context.now:
            continue  # in another language than was said, and no time of news
        if placed is not None:
            first = first or placed
            if first.precision != "ambiguous":
                break
    return first


def guesses(
    text: str, context: Context, hinted: Sequence[Language]
) -> Iterator[tuple[Language, Context]]:
    """The languages that a plain text may be in beside the hinted ones, each with its context."""
    guessed = [one for one in guess(text) if one not in hinted]
    for language in guessed:
        own = context
        if context.hinted_order is None and len(guessed) == 1:
            own = context._replace(hinted_order=order_of(language.tag))
        yield language, own
    if not hinted and not guessed:
        yield neutral(), context


def read_in(plain: Plain, context: Context, language: Language) -> Placed | None:
    """What a text that is one stamp means in a language; None if it is none, or several."""
    text = plain.text
    known = language.known
    mask, numbers = masked(plain.cased)
    if mask:
        one = known.get(mask)
        if one is not None:
            placed: Placed | None = one.place(numbers, context, language.tag)
            if placed is not None:
                return placed
    one, placed = _from_template(text, numbers, context, language)
    if placed is None:
        items = read_items(text, language)
        one, placed = _from_shape(plain, items, context, language)
    if mask and one is not None:
        if len(known) >= _MOST_KNOWN:
            known.clear()
        known[mask] = one
    return placed


def _from_template(
    text: str, numbers: Sequence[str], context: Context, language: Language
) -> tuple[Known | None, Placed | None]:
    """By CLDR's relative stamps: the whole text has the words of one."""
    if len(numbers) > 1 or (numbers and len(numbers[0]) > _TEMPLATE_DIGITS):
        return None, None
    words = [word or "#" for word in WORD.findall(text)]
    if text[:1] in ("+", "-") and text[1:2].isdigit():
        words[0] = f"{text[0]}#"
    template = language.templates.get(" ".join(words))
    if template is None:
        return None, None
    unit, sign, number = template
    amount = Amount(unit, 0) if number is None else Amount(unit, -1, more=number)
    relative = Relative(0, 1, amount, sign=sign)
    counted = 0 if numbers and relative.counted == 0 else -1
    one = Known(relative, [NOTHING], (0,) if numbers else (), counted)
    return one, one.place(numbers, context, language.tag)


def _from_shape(
    plain: Plain, items: list[Item], context: Context, language: Language
) -> tuple[Known | None, Placed | None]:
    """By the kinds of its words, as the first text of its shape was read."""
    text = plain.text
    shape = shape_of(text, plain.cased, items)
    reading = language.readings.get(shape)
    placed = None
    if reading is not None:
        placed = place(reading, items, context, language.tag)
    if reading is None or placed is None:
        found = scan(plain, items, context, language, whole=True)
        if len(found) != 1:
            return None, None
        stamp = found[0]
        rest = f"{text[: stamp.start]} {text[stamp.end :]}"
        if not is_label(rest.strip(_BESIDE), language):
            return None, None
        reading, placed = stamp.reading, stamp.placed
        if len(language.readings) >= _MOST_KNOWN:
            language.readings.clear()
        language.readings[shape] = reading
    return Known.of(reading, items, text), placed


def is_label(rest: str, language: Language) -> bool:
    """Whether what stands beside a date can be labels, a source, a weekday: short, no numbers."""
    if not rest:
        return True
    if (
        len(rest) > _LABEL_CHARS
        or len(rest.split()) > _LABEL_WORDS
        or _BARE_NUMBER.search(rest) is not None
    ):
        return False
    return not any("reading" in one.senses for one in read_items(rest, language))
