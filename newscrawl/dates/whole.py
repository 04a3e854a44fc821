"""Forms that are dates only where they are the whole text: epochs, bare digits, months, "now"."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from newscrawl.dates.clocks import clock_after
from newscrawl.dates.lookup import MONTHS, WHOLE_PHRASES, lower
from newscrawl.dates.placing import Clock, Context, place_day, place_month
from newscrawl.dates.span import DateSpan
from newscrawl.dates.stamps import wordy

_EPOCH = re.compile(r"(1\d{9}|[2-9]\d{9})(\d{3})?(?:\.\d{1,9})?\Z")
_BARE_DIGITS = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d))?\Z")
_YEAR_MONTH = re.compile(r"(\d{4})(?:-|\s?[年년]\s?)(\d{1,2})\s?[月월]?\Z")
_MONTH_YEAR = re.compile(
    r"([^\W\d_]{3,12})\.?,?\s(?:de\s|del\s)?(\d{4})(?:\s?(?:г\.?|р\.?))?\Z", re.I
)

# A stamp may have a label and a source beside it, but not a sentence.
_LABEL_CHARS = 60
_LABEL_WORDS = 9
_BARE_NUMBER = re.compile(r"(?<![^\W\d_])\d[\d.,]*(?![^\W_])|[$€£¥₹%]")


def read_whole(text: str, context: Context) -> DateSpan | None:
    """The span of a text that is nothing but such a form; None if it is none."""
    phrase = WHOLE_PHRASES.get(lower(text))
    if phrase is not None:
        found = wordy(text, 0, len(text), phrase, context)
        return None if found is None else found.span
    if text[0].isdigit():
        return _epoch(text, context) or _bare_digits(text, context) or _year_month(text, context)
    match = _MONTH_YEAR.match(text)
    month = MONTHS.get(lower(match[1])) if match is not None else None
    if match is None or month is None:
        return None
    return _month(text, int(match[2]), month, context)


def is_label(rest: str) -> bool:
    """Whether what stands beside a date can be labels, a source, a weekday: short, no numbers."""
    return (
        len(rest) <= _LABEL_CHARS
        and len(rest.split()) <= _LABEL_WORDS
        and _BARE_NUMBER.search(rest) is None
    )


def _epoch(text: str, context: Context) -> DateSpan | None:
    match = _EPOCH.match(text)
    if match is None:
        return None
    try:
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(match[1]))
    except OverflowError:
        return None
    if moment.year > context.now.year + 2:
        return None
    basis = "epoch in milliseconds" if match[2] else "epoch in seconds"
    return DateSpan(moment, moment, "second", text, basis, moment)


def _bare_digits(text: str, context: Context) -> DateSpan | None:
    match = _BARE_DIGITS.match(text)
    if match is None:
        return None
    year, month, day, hour, minute, second = match.groups()
    clock: Clock | None = None
    if hour is not None:
        after = clock_after(f"T{hour}:{minute}:{second}", 0, ())
        if after is None:
            return None
        clock = after[0]
    interval = place_day(context, int(year), int(month), int(day), clock)
    if interval is None:
        return None
    basis = f"compact; zone {'unknown' if context.zone is None else 'as given'}"
    precision = "day" if clock is None else clock.precision
    return DateSpan(interval.earliest, interval.latest, precision, text, basis, interval.at)


def _year_month(text: str, context: Context) -> DateSpan | None:
    match = _YEAR_MONTH.match(text)
    return None if match is None else _month(text, int(match[1]), int(match[2]), context)


def _month(text: str, year: int, month: int, context: Context) -> DateSpan | None:
    interval = place_month(context, year, month)
    if interval is None:
        return None
    basis = f"month; zone {'unknown' if context.zone is None else 'as given'}"
    return DateSpan(interval.earliest, interval.latest, "month", text, basis, interval.at)
