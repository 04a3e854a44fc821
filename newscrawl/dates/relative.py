"""Moments told from now at one anchor: an amount of time past, or a day word with a clock."""

from __future__ import annotations

import re

from newscrawl.dates.absolute import assumed, found_at
from newscrawl.dates.clocks import clock_after
from newscrawl.dates.lookup import (
    ABOUT,
    AFTER,
    ANY,
    DAY_WORDS,
    GLUED_UNITS,
    JOINERS,
    PAST_BEFORE,
    UNITS,
    case_parts,
    either,
    lower,
)
from newscrawl.dates.placing import Context, place_ago, place_days_back
from newscrawl.dates.span import Found
from newscrawl.dates.words import UNIT_NAMES

_AMOUNT = re.compile(
    rf"\s{{0,3}}(?:({either(GLUED_UNITS)})|([^\W\d_]{{1,14}}))"
    r"(?:\.|\s?\([^\W\d_]{1,4}\)|/[^\W\d_]{1,6}(?![^\W\d_]))?"
)
# 前 also begins other words (前景, 前端 …).
_PAST = re.compile(rf"\s{{0,3}}({either(AFTER)})(?![景瞻沿端线線往进進途提])", re.I)
_NEXT_AMOUNT = re.compile(r"\s{0,3}(?:,|y|e|et|und|and|и|і|ve|dan)?\s{0,3}(\d{1,2})(?!\d)")


def day_word_clock(text: str, start: int, low: int, context: Context) -> Found | None:
    """Yesterday at 08:28; the digits are the clock's."""
    after = clock_after(text, start, context.languages, zoned=False)
    if after is None:
        return None
    at = back_over(text, low, start, " ,·|\u00a0\n")
    joiner = JOINERS.before(text, low, at)
    if joiner is not None and at < start:
        at = back_over(text, low, joiner[0], " ,\u00a0\n")
    day = DAY_WORDS.before(text, low, at)
    if day is None:
        return None
    clock, end = after
    begin, phrase = day
    interval = place_days_back(context, phrase.number, clock)
    basis = f"day word {phrase.language}{assumed(context, clock)}"
    return found_at(text, begin, end, interval, clock.precision, basis)


def back_over(text: str, low: int, at: int, chars: str) -> int:
    """The place before the few such characters that end at `at`, `low` or later."""
    low = max(low, at - 4)
    while at > low and text[at - 1] in chars:
        at -= 1
    return at


def _amount(text: str, start: int) -> tuple[dict[str, str], int] | None:
    """What the unit after a number means in each language, and where it ends."""
    match = _AMOUNT.match(text, start)
    if match is None:
        return None
    if match[1]:
        return UNITS[match[1]], match.end()
    word = match[2]
    units = UNITS.get(lower(word))
    if units is not None:
        return units, match.end()
    word = case_parts(word)[0]
    units = UNITS.get(lower(word))
    return None if units is None else (units, match.start(2) + len(word))


def _past_after(text: str, start: int) -> tuple[tuple[str, ...], int] | None:
    """The languages of a word like "ago" there, and where it ends."""
    match = _PAST.match(text, start)
    if match is None or text[match.end() : match.end() + 1].islower():
        return None
    return AFTER[lower(match[1])], match.end()


def relative(text: str, start: int, end: int, low: int, context: Context) -> Found | None:
    """33 min(s) ago, Hace 33 min(s), 22小时前: an amount, and what says that it is past."""
    first = _amount(text, end)
    if first is None:
        return None
    units, stop = first
    amounts = [(int(text[start:end]), units)]
    past = _past_after(text, stop)
    if past is None:
        more = _NEXT_AMOUNT.match(text, stop)
        second = _amount(text, more.end()) if more is not None else None
        if more is not None and second is not None:
            past = _past_after(text, second[1])
            # "vor 2 Stunden 3 Min. Lesezeit": there the second amount is another matter.
            if past is not None or not text[second[1] :].lstrip()[:1].isalpha():
                amounts.append((int(more[1]), second[0]))
                stop = second[1]
    begin = back_over(text, low, start, " \u00a0")
    about = ABOUT.before(text, low, begin)
    if about is not None:
        begin = back_over(text, low, about[0], " \u00a0")
    before = PAST_BEFORE.before(text, low, begin)
    if before is not None:
        begin, language = before
        marked: tuple[str, ...] = (language,)
        if past is not None and language in past[0]:
            stop = past[1]
    elif past is not None:
        marked, stop = past
        begin = about[0] if about is not None else start
    else:
        return None
    language, stated = _agree(amounts, marked, context.languages)
    if not stated:
        return None
    if len(stated) == 1 and stated[0][1] == "day" and ":" in text[stop : stop + 12]:
        # "2 days ago at 10:15" counts days of the calendar.
        clock = clock_after(text, stop, context.languages, zoned=False)
        if clock is not None:
            interval = place_days_back(context, stated[0][0], clock[0])
            basis = f"days back {language}{assumed(context, clock[0])}"
            return found_at(text, begin, clock[1], interval, clock[0].precision, basis)
    interval = place_ago(context, stated, about=about is not None)
    basis = f"relative {language}, rounded {'up or ' if about is not None else ''}down"
    return found_at(text, begin, stop, interval, stated[-1][1], basis)


def _agree(
    amounts: list[tuple[int, dict[str, str]]], marked: tuple[str, ...], hints: tuple[str, ...]
) -> tuple[str, list[tuple[int, str]]]:
    """The language that mark and units share, and the amounts in it; no amounts if they make none.

    Sites mix languages ("il y a 1 hour(s)"); then the unit must mean one thing everywhere, and
    be no single letter ("hace 1 m").
    """
    units = amounts[0][1]
    shared = [language for language in marked if language in units]
    language = next((hint for hint in hints if hint in shared), (shared or marked)[0])
    stated: list[tuple[int, str]] = []
    for number, meanings in amounts:
        unit = meanings.get(language) or meanings.get(ANY)
        if unit is None or (stated and UNIT_NAMES.index(unit) >= UNIT_NAMES.index(stated[-1][1])):
            return language, []
        stated.append((number, unit))
    return language, stated
