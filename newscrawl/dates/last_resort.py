"""dateparser, for languages that have no rules here; loaded at the first text that needs it.

It is always told the languages, and is asked against two fixed moments in place of now. So its
answers can be kept, and show whether they move with now; each is checked against the text's own
numbers before it is believed.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from newscrawl.dates import words
from newscrawl.dates.placing import SECONDS, Clock, Context, fixed, place_ago, place_day
from newscrawl.dates.span import DateSpan

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

_MAX_CHARS = 80
_NUMBER = re.compile(r"\d+")
_LETTER = re.compile(r"[^\W\d_]")
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?:[:.](\d\d))?")
# Two moments far apart in every field; noon, so that no zone moves their day.
_BASES = tuple(map(datetime.fromisoformat, ("2021-07-15T12:00:00", "2013-03-06T12:00:00")))
# Where nobody tells the language: what writes in the script, beside those with rules of their own.
_LANGUAGES_OF_SCRIPTS = (
    ("\u0370", "\u03ff", ("el",)),
    ("\u0400", "\u04ff", ("bg", "sr", "ru", "uk")),
    ("\u0590", "\u05ff", ("he",)),
    ("\u0600", "\u06ff", ("ar", "fa", "ur")),
    ("\u0900", "\u097f", ("hi", "mr")),
    ("\u0980", "\u09ff", ("bn",)),
    ("\u0b80", "\u0bff", ("ta",)),
    ("\u0e00", "\u0e7f", ("th",)),
    ("\u10a0", "\u10ff", ("ka",)),
)
_LATIN = ("en", "nl", "pl", "sv", "ro", "cs", "hu")
# What dateparser raises on odd texts: numbers out of range, tokens that its rules did not expect.
_ITS_FAULTS = (ValueError, OverflowError, TypeError, LookupError, AttributeError)


class _Answer(NamedTuple):
    """A relative amount, or a date with its clock; the other is None."""

    language: str
    ago: tuple[int, str] | None
    date: tuple[int, int, int] | None = None
    clock: Clock | None = None


def read(text: str, context: Context) -> DateSpan | None:
    """What dateparser makes of a short text with a digit, if that is plausible; else None."""
    if len(text) > _MAX_CHARS or _NUMBER.search(text) is None or _LETTER.search(text) is None:
        return None
    answer = _ask(text, context.languages) if context.languages else None
    # A hint can be wrong: stamps are not always in their page's language.
    answer = answer or _ask(text, _guess(text))
    if answer is None:
        return None
    basis = f"dateparser {answer.language}"
    if answer.ago is not None:
        interval, precision = place_ago(context, [answer.ago]), answer.ago[1]
    elif answer.date is not None:
        interval = place_day(context, *answer.date, answer.clock)
        precision = "day" if answer.clock is None else answer.clock.precision
        if answer.clock is None or answer.clock.offsets is None:
            basis += "; zone unknown" if context.zone is None else "; zone as given"
    else:
        return None
    if interval is None:
        return None
    return DateSpan(interval.earliest, interval.latest, precision, text, basis, interval.at)


def _guess(text: str) -> tuple[str, ...]:
    for char in text:
        for first, last, languages in _LANGUAGES_OF_SCRIPTS:
            if first <= char <= last:
                return languages
    return _LATIN


@lru_cache(maxsize=4096)
def _ask(text: str, languages: tuple[str, ...]) -> _Answer | None:
    answers: list[datetime] = []
    language = ""
    for parser in _parsers(languages):
        try:
            found = parser.get_date_data(text)
        except _ITS_FAULTS:
            return None
        if found is None or found.date_obj is None:
            return None
        answers.append(found.date_obj)
        language = str(found.locale).split("-")[0]
    if len(answers) != len(_BASES):
        return None
    numbers = [int(number) for number in _NUMBER.findall(text)]
    if answers[0] == answers[1]:
        return _absolute(text, language, answers[0], numbers)
    return _relative(text, language, answers, numbers)


@lru_cache(maxsize=256)
def _parsers(languages: tuple[str, ...]) -> tuple[DateDataParser, ...]:
    """One parser for each base; none if dateparser knows none of the languages."""
    from dateparser.data.languages_info import language_order
    from dateparser.date import DateDataParser

    known = [language for language in languages if language in language_order]
    if not known:
        return ()
    settings: dict[str, Any] = {
        "TIMEZONE": "UTC",
        "REQUIRE_PARTS": ["day", "month", "year"],
        "PREFER_DATES_FROM": "past",
    }
    return tuple(
        DateDataParser(languages=known, settings={**settings, "RELATIVE_BASE": base})
        for base in _BASES
    )


def _absolute(text: str, language: str, moment: datetime, numbers: list[int]) -> _Answer | None:
    """A date whose day and year the text states; None if dateparser filled in or swapped one."""
    if moment.year not in numbers or moment.day not in numbers:
        return None
    if moment.month in numbers and moment.day <= 12 and moment.day != moment.month:
        return None
    date = (moment.year, moment.month, moment.day)
    time = timedelta(hours=moment.hour, minutes=moment.minute, seconds=moment.second)
    clock = _CLOCK.search(text)
    if clock is None:
        return None if time else _Answer(language, None, date)
    if moment.minute not in numbers:
        return None
    offset = moment.utcoffset()
    offsets = None if offset is None else fixed(round(offset / timedelta(minutes=1)))
    return _Answer(language, None, date, Clock(time, "second" if clock[1] else "minute", offsets))


def _relative(
    text: str, language: str, moments: list[datetime], numbers: list[int]
) -> _Answer | None:
    """An amount of the one number that the text states, in the unit that explains both answers."""
    # An amount without a word for "ago" is a duration; languages with rules here miss none.
    if len(numbers) != 1 or len(text.split()) < 3 or language in words.UNITS:
        return None
    number = numbers[0]
    gaps = [
        base - moment.replace(tzinfo=None) for base, moment in zip(_BASES, moments, strict=True)
    ]
    for unit, seconds in SECONDS.items():
        if all(gap == timedelta(seconds=number * seconds) for gap in gaps):
            return _Answer(language, (number, unit))
    for unit, days in (("month", 30.44), ("year", 365.25)):
        if all(abs(gap - timedelta(days=number * days)) <= timedelta(days=3) for gap in gaps):
            return _Answer(language, (number, unit))
    return None
