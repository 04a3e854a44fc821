"""Reads a text as one stamp, in the languages that it may be in.

A stamp's shape is worked out once, and kept with its language; its numbers are placed each time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from newscrawl.dates.absolute import Placed
from newscrawl.dates.guessing import guess
from newscrawl.dates.items import read_items
from newscrawl.dates.language import Language, language_of, neutral, order_of
from newscrawl.dates.machine import read_machine
from newscrawl.dates.placing import Context
from newscrawl.dates.relative import place_template
from newscrawl.dates.scan import Scanner, scan
from newscrawl.dates.shapes import keep, read_again, shape_of
from newscrawl.dates.span import DateSpan, sound
from newscrawl.dates.text import GLUE, PARTS, Plain, make_plain

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
_SIGNS = ("+", "-")


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
    raw = text if stamp is text else text.strip(AROUND)
    return sound(earliest, latest, precision, raw, basis, at)


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
    told = [one.tag for one in hinted]
    guessed = [tag for tag in guess(text) if tag not in told]
    for tag in guessed:
        own = context
        if context.hinted_order is None and len(guessed) == 1:
            own = context._replace(hinted_order=order_of(tag))
        language = language_of(tag)  # its table is read only now
        if language is not None:
            yield language, own
    if not hinted and not guessed:
        yield neutral(), context


def read_in(plain: Plain, context: Context, language: Language) -> Placed | None:
    """What a text that is one stamp means in a language; None if it is none, or several."""
    text, cased = plain
    # A capital sigma is lowered by what follows it, even beyond its word.
    parts = PARTS.split(text if "Σ" in cased else cased)
    placed = _from_template(parts, context, language)
    if placed is not None:
        return placed
    shape = None if "Σ" in cased else shape_of(parts, cased, language)
    if shape is not None:
        placed = read_again(*shape, cased, context, language)
        if placed is not None:
            return placed
    scanner = Scanner(plain, read_items(text, language), language)
    found = scan(scanner, context, whole=True)
    if len(found) != 1:
        return None
    stamp = found[0]
    rest = f"{text[: stamp.start]} {text[stamp.end :]}"
    if not is_label(rest.strip(_BESIDE), language):
        return None
    if shape is not None:
        keep(shape[0], scanner, stamp, shape[1])
    return stamp.placed


def _from_template(parts: list[Any], context: Context, language: Language) -> Placed | None:
    """By CLDR's relative stamps: the whole text has the words of one."""
    words = parts[2::4]
    numbers = words.count(None)
    if numbers > 1:
        return None
    if not numbers:
        template = language.templates.get(" ".join(words).lower())
        return None if template is None else place_template(template, "", context, language.tag)
    at = words.index(None)
    number = parts[4 * at + 1]
    if len(number) > _TEMPLATE_DIGITS:
        return None
    words[at] = f"{parts[0]}#" if not at and parts[0] in _SIGNS else "#"
    template = language.templates.get(" ".join(words).lower())
    return None if template is None else place_template(template, number, context, language.tag)


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
