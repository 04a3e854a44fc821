"""Finds stamps in a short text: every run of digits is an anchor, what stands around it decides.

Each rule tries one kind of stamp at one anchor and looks a bounded way ahead and back, so a text
costs time in proportion to its length. Nothing here knows a label: what is no date is left over.
"""

from __future__ import annotations

import re

from newscrawl.dates.absolute import (
    LABEL_CHARS,
    assumed,
    cjk_day,
    compact,
    found_at,
    month_after,
    month_before,
    numeric,
    year_first,
)
from newscrawl.dates.lookup import ABOUT, PHRASES, Phrase
from newscrawl.dates.placing import Context, place_ago, place_days_back
from newscrawl.dates.relative import back_over, day_word_clock, relative
from newscrawl.dates.span import Found

# Longer texts are prose: there only a date that begins with its year is looked for.
_LONG_CHARS = 300
_DIGITS = re.compile(r"\d+")
_SEPARATOR = re.compile(r"[·•|\n]")


def scan(text: str, context: Context, *, whole: bool = False) -> list[Found]:
    """Every stamp in the text, in order, none overlapping.

    Args:
        text: a short text; in one over 300 characters only dates led by their year are found.
        context: now, and the hints.
        whole: whether the text is thought to be one stamp: then two digits can be a year.
    """
    found: list[Found] = []
    done = 0
    strict = len(text) > _LONG_CHARS
    for run in _DIGITS.finditer(text):
        start, end = run.span()
        if start < done or not _can_begin(text, start):
            continue
        one = _read_at(text, start, end, done, context, whole=whole, strict=strict)
        if one is not None:
            found.append(one)
            done = one.end
    if not strict:
        _add_wordy(text, context, found)
    return found


def _can_begin(text: str, start: int) -> bool:
    """Whether digits there are the first of something: no decimals, prices, versions, names."""
    before = text[start - 1] if start else " "
    if before.isspace():
        return True
    if before in "-–/:.,+'’":
        return not (start > 1 and text[start - 2].isdigit())
    if before in "vV":
        return start > 1 and text[start - 2].isalpha()
    return before not in "$€£¥₹#%&=?_"


def _read_at(
    text: str, start: int, end: int, low: int, context: Context, *, whole: bool, strict: bool
) -> Found | None:
    """The stamp whose first digits are ``text[start:end]`` and that begins at `low` or later."""
    size = end - start
    following = text[end : end + 1]
    found: Found | None = None
    if size == 4:
        found = year_first(text, start, low, context)
    elif size == 8 and following == "T":
        return compact(text, start, context)
    if found is not None or strict or size > 4:
        return found
    if size <= 2:
        if following in ("-", "/", "."):
            found = numeric(text, start, low, context, whole=whole)
        elif following == ":":
            return day_word_clock(text, start, low, context)
        if found is None and following in ("月", "월", " "):
            found = cjk_day(text, start, context)
    if found is None:
        found = relative(text, start, end, low, context)
    if found is None and size <= 2:
        found = month_after(text, start, end, low, context)
        if found is None:
            found = month_before(text, start, end, low, context)
    return found


def _add_wordy(text: str, context: Context, found: list[Found]) -> None:
    """Adds the stamps without digits that end the text or a part of it: "just now", "昨天"."""
    ends = [len(text)]
    if _SEPARATOR.search(text) is not None:
        ends = [match.start() for match in _SEPARATOR.finditer(text)] + ends
    added = False
    for end in ends:
        while end and text[end - 1] in " .)\u00a0\t\r":
            end -= 1
        hit = PHRASES.before(text, 0, end)
        if hit is None:
            continue
        start, phrase = hit
        begin = start
        about = ABOUT.before(text, 0, back_over(text, 0, start, " \u00a0"))
        if about is not None and phrase.number and phrase.unit is not None:
            begin = about[0]
        if any(one.start < end and begin < one.end for one in found):
            continue
        if _is_stamp_there(text, begin, phrase):
            one = wordy(text, begin, end, phrase, context, about=begin < start)
            if one is not None:
                found.append(one)
                added = True
    if added:
        found.sort(key=lambda one: one.start)


def wordy(
    text: str, start: int, end: int, phrase: Phrase, context: Context, *, about: bool = False
) -> Found | None:
    """The stamp that a phrase without digits is."""
    if phrase.unit is None:
        interval = place_days_back(context, phrase.number)
        basis = f"day word {phrase.language}{assumed(context, None)}"
        return found_at(text, start, end, interval, "day", basis)
    interval = place_ago(context, [(phrase.number, phrase.unit)], about=about)
    basis = f"relative {phrase.language}, rounded {'up or ' if about else ''}down"
    return found_at(text, start, end, interval, phrase.unit, basis)


def _is_stamp_there(text: str, start: int, phrase: Phrase) -> bool:
    """Whether what stands before a phrase can be a label or a source, and is no sentence."""
    before = text[:start]
    plain = before.rstrip()
    if not plain or plain[-1] in "·•|:：-–—(（\n":
        return True
    if plain == before:
        # Glued: to a source of another script or case, or to a short one of its own.
        return (
            plain[-1].isascii() != text[start].isascii()
            or len(plain) <= 12
            or (text[start].isupper() and len(plain) <= LABEL_CHARS)
        )
    # "Published today" is a stamp, "USA Today" a name, "… hits a high today" a sentence.
    limit = 5 if phrase.unit is not None else 2
    return not text[start].isupper() and len(plain.split()) <= limit
