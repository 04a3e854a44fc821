"""Times of day beside a date: the clock after or before it, and the zone that it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from newscrawl.dates import words
from newscrawl.dates.lookup import either
from newscrawl.dates.placing import ANY_ZONE, Clock, Offsets, fixed, named_zone

# "[, ] [(Thu)] [at] [上午] 08:28[:30[.5]] [pm]", "T08:28", "20h28", "20.28", "20时28分".
_AFTER = re.compile(
    r"([Tt]|[\s.,·•|@–—-]{0,4}"
    r"(?:[(（][^\W\d_]{1,3}\.?[)）]\s?|(?:星期|週|周)[^\W\d_]\s?|[^\W\d_](?:曜日|요일)\s?)?"
    rf"(?:(?:{either(words.CLOCK_JOINERS.split('|'))})\s{{1,2}})?)"
    rf"({either(words.HALVES)})?\s?"
    r"(\d{1,2})(?:[:：](\d\d)(?:[:：](\d\d)(?:[.,]\d{1,9})?)?|\s?h\s?(\d\d)"
    r"|(?<=\d\d)\.(\d\d)(?:\.(\d\d))?(?![.,]?\d|\s?[%€$])"
    r"|\s?[时時点點시](?:\s?(\d{1,2})\s?[分분](?:\s?(\d{1,2})\s?[秒초])?)?)"
    r"(?:\s?([AaPpμπ])\.?\s?[Mmμ](?![^\W\d_])\.?)?(?![\d:：])"
)
# "08:28 [pm] [GMT], " just before a date.
_BEFORE = re.compile(
    r"(?<![\d.:])(\d{1,2})[:：](\d\d)(?:[:：](\d\d))?(?:\s?([AaPp])\.?[Mm]\.?)?(?:\s([A-Z]{2,4}))?"
    r"[\s,·•|/–—-]{1,4}\Z"
)
_BEFORE_CHARS = 24
_ZONE = re.compile(
    r"(\s?\(?)(?:([Zz]|[A-Z]{2,4}|МСК)(?![^\W\d_]))?(?:(\s?)([+−-])(\d\d?)(?:(:?)(\d\d))?(?!\d))?\)?"
)


def clock_after(
    text: str, start: int, languages: Sequence[str], *, zoned: bool = True
) -> tuple[Clock, int] | None:
    """The time of day that begins at `start`, and where it ends; None if there is none.

    Args:
        text: the text.
        start: where the date ends.
        languages: primary subtags; they decide between two zones of one name.
        zoned: whether a bare offset after it ("-0500") can be its zone.
    """
    found = _AFTER.match(text, start)
    if found is None:
        return None
    lead, half, hour, minute, second, *others, meridiem = found.groups()
    h_minute, dot_minute, dot_second, cjk_minute, cjk_second = others
    minute = minute or h_minute or dot_minute or cjk_minute
    second = second or dot_second or cjk_second
    second_half = words.HALVES[half] if half else meridiem in "pPμ" if meridiem else None
    time = _time(int(hour), int(minute or 0), int(second or 0), second_half)
    if time is None:
        return None
    precision = "second" if second else "minute" if minute else "hour"
    exact = lead in ("T", "t") or second is not None
    offsets, end = _zone_after(text, found.end(), languages, zoned=zoned, exact=exact)
    return Clock(time, precision, offsets), end


def clock_before(
    text: str, low: int, end: int, languages: Sequence[str]
) -> tuple[Clock, int] | None:
    """The time of day that ends just before `end`, and where it begins; None if there is none."""
    low = max(low, end - _BEFORE_CHARS)
    if ":" not in text[low:end]:
        return None
    found = _BEFORE.search(text, low, end)
    if found is None:
        return None
    hour, minute, second, meridiem, zone = found.groups()
    second_half = meridiem in ("p", "P") if meridiem else None
    time = _time(int(hour), int(minute), int(second or 0), second_half)
    if time is None:
        return None
    offsets = named_zone(zone, languages) if zone else None
    return Clock(time, "second" if second else "minute", offsets), found.start()


def zone_after(text: str, start: int, languages: Sequence[str]) -> tuple[Offsets | None, int]:
    """The zone that a machine's time names at `start`, and where it ends."""
    return _zone_after(text, start, languages, zoned=True, exact=True)


def _time(hour: int, minute: int, second: int, second_half: bool | None) -> timedelta | None:
    if minute > 59 or second > 60 or hour > 24 or (hour == 24 and (minute or second)):
        return None
    if second_half is not None:
        if second_half and hour < 12:
            hour += 12
        elif not second_half and hour == 12:
            hour = 0
    # A leap second is told as the second before it.
    return timedelta(hours=hour, minutes=minute, seconds=min(second, 59))


def _zone_after(
    text: str, start: int, languages: Sequence[str], *, zoned: bool, exact: bool
) -> tuple[Offsets | None, int]:
    found = _ZONE.match(text, start)
    if found is None or found.end() == found.end(1):
        return None, start
    lead, name, gap, sign, hours, colon, minutes = found.groups()
    known = named_zone(name, languages) if name else None
    if name and known is None:
        return None, start
    if sign is None:
        return known, found.end() if known is not None else start
    bare = name is None
    # "08:28-09:30" and "08:28 - 12" are no offsets: a bare one needs a machine's time before it.
    loose = bool(lead.strip("(") or gap) and not minutes
    if bare and (not zoned or loose or (sign != "+" and colon and not exact)):
        return None, start
    total = int(hours) * 60 + int(minutes or 0)
    offset = fixed(total if sign == "+" else -total)
    if not ANY_ZONE.lowest <= offset.best <= ANY_ZONE.highest or int(minutes or 0) % 15:
        return (known, found.end(2)) if known is not None else (None, start)
    return offset, found.end()
