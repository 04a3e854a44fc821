"""Times of day and the zones that follow them."""

from __future__ import annotations

import re
from datetime import timedelta

from newscrawl.dates.placing import ANY_ZONE, SECOND, Offsets, fixed

# 08:28, 8:28:30.5
COLON_CLOCK = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?(?![:\d])")
# 14.30, 14.30.15
DOT_CLOCK = re.compile(r"(\d{1,2})\.(\d\d)(?:\.(\d\d))?(?![.,]?\d|\s?[%€$])")
# Longer words are no names of zones that have meanings of their own.
LONGEST_ZONE = 5
_ZONE = re.compile(
    r"(\.?\s?[(\[]?)(?:([Zz]|[A-Za-zА-Я]{2,5})(?![^\W\d_]))?(?:(\s?)([+-])(\d\d?)(?:(:?)(\d\d))?(?!\d))?[)\]]?"
)

# Zone names that news pages write, as the lowest and highest offset in hours that they can mean.
ZONES: dict[str, tuple[float, float]] = {
    "UTC": (0, 0), "GMT": (0, 0), "Z": (0, 0), "WET": (0, 0), "WEST": (1, 1), "CET": (1, 1),
    "CEST": (2, 2), "MEZ": (1, 1), "MESZ": (2, 2), "EET": (2, 2), "EEST": (3, 3), "MSK": (3, 3),
    "МСК": (3, 3), "TRT": (3, 3), "TSI": (3, 3), "WAT": (1, 1), "CAT": (2, 2), "EAT": (3, 3),
    "SAST": (2, 2), "PKT": (5, 5), "NPT": (5.75, 5.75), "WIB": (7, 7), "WITA": (8, 8),
    "WIT": (9, 9), "ICT": (7, 7), "HKT": (8, 8), "SGT": (8, 8), "MYT": (8, 8), "PHT": (8, 8),
    "BJT": (8, 8), "JST": (9, 9), "KST": (9, 9), "AWST": (8, 8), "ACST": (9.5, 9.5),
    "ACDT": (10.5, 10.5), "AEST": (10, 10), "AEDT": (11, 11), "NZST": (12, 12), "NZDT": (13, 13),
    "EST": (-5, -5), "EDT": (-4, -4), "CDT": (-5, -5), "MST": (-7, -7), "MDT": (-6, -6),
    "PST": (-8, -8), "PDT": (-7, -7), "AKST": (-9, -9), "AKDT": (-8, -8), "HST": (-10, -10),
    "BRT": (-3, -3), "BRST": (-2, -2), "ART": (-3, -3), "CLT": (-4, -4), "CLST": (-3, -3),
    "PET": (-5, -5), "COT": (-5, -5), "VET": (-4, -4), "GST": (4, 4), "IRST": (3.5, 3.5),
    "ET": (-5, -4), "CT": (-6, -5), "MT": (-7, -6), "PT": (-8, -7), "BST": (1, 6),
    "IST": (1, 5.5), "CST": (-6, 8), "AST": (-4, 3), "WST": (8, 13),
}  # fmt: skip
# What a name of two meanings means to those who write a language.
ZONES_OF_LANGUAGES = {
    ("CST", "zh"): 8.0, ("CST", "es"): -6.0, ("IST", "hi"): 5.5, ("IST", "mr"): 5.5,
    ("IST", "ta"): 5.5, ("IST", "te"): 5.5, ("IST", "bn"): 5.5, ("IST", "ur"): 5.5,
    ("IST", "he"): 2.0, ("BST", "bn"): 6.0, ("AST", "ar"): 3.0, ("WST", "id"): 8.0,
}  # fmt: skip


def time_of(hour: int, minute: int, second: int, half: str) -> timedelta | None:
    """What a clock adds to midnight; None if there is no such time.

    Args:
        hour: 0 to 24.
        minute: 0 to 59.
        second: 0 to 60; a leap second is told as the one before it.
        half: "am", "pm", "night" (before six it is the morning's) or "" for a clock of 24 hours.
    """
    if minute > 59 or second > 60 or hour > 24 or (hour == 24 and (minute or second)):
        return None
    if half == "night":
        half = "am" if hour < 6 or hour == 12 else "pm"
    if half == "pm" and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    return (3600 * hour + 60 * minute + min(second, 59)) * SECOND


def named_zone(name: str, language: str) -> Offsets | None:
    """The offsets that a zone's abbreviation can mean; None if it is none."""
    name = name.upper()
    hours = ZONES.get(name)
    if hours is None:
        return None
    one = ZONES_OF_LANGUAGES.get((name, language))
    if one is not None:
        hours = (one, one)
    lowest, highest = (timedelta(hours=hour) for hour in hours)
    return Offsets(lowest, highest, min(max(lowest, timedelta(0)), highest))


def zone_after(
    cased: str, start: int, language: str, *, zoned: bool = True, exact: bool = False
) -> tuple[Offsets | None, int]:
    """The zone that stands at `start`, and where it ends.

    Args:
        cased: the plain text, not in lower case: names of zones are in capitals.
        start: where the clock ends.
        language: it decides between two zones of one name.
        zoned: whether a bare offset ("-0500") can be a zone here.
        exact: whether the clock reads like a machine's.
    """
    found = _ZONE.match(cased, start)
    if found is None or found.end() == found.end(1):
        return None, start
    lead, name, gap, sign, hours, colon, minutes = found.groups()
    if name and not name.isupper() and name not in ("z", "Utc", "utc", "gmt"):
        return None, start
    known = named_zone(name, language) if name else None
    if name and known is None:
        return None, start
    if sign is None:
        return known, found.end() if known is not None else start
    # "08:28-09:30" and "08:28 - 12" are no offsets: a bare one needs a machine's time before it.
    loose = bool(lead.strip(".([") or gap) and not minutes
    if name is None and (not zoned or loose or (sign != "+" and colon and not exact)):
        return None, start
    total = int(hours) * 60 + int(minutes or 0)
    offset = fixed(total if sign == "+" else -total)
    if not ANY_ZONE.lowest <= offset.best <= ANY_ZONE.highest or int(minutes or 0) % 15:
        return (known, found.end(2)) if known is not None else (None, start)
    return offset, found.end()
