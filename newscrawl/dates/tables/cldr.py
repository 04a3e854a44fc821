"""Words of dates from CLDR: Babel's locales, and the relative types that Babel leaves out."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from datetime import UTC, datetime
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale, localedata

from newscrawl.dates.text import key, words

RELATIVE_TYPES = Path(__file__).with_name("relative_types.json")
UNITS = ("second", "minute", "hour", "day", "week", "month", "year")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_AM = ("am", "morning1", "morning2")
_PM = ("pm", "noon", "afternoon1", "afternoon2", "evening1", "evening2")
_NIGHT = ("night1", "night2")
_QUOTED = re.compile(r"'([^']*)'")
_SPACELESS = re.compile(
    "[\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]"
)
# Zones that news pages name, by CLDR's names.
_META_ZONES = {
    "GMT": "Etc/GMT", "Europe_Western": "Europe/Lisbon", "Europe_Central": "Europe/Berlin",
    "Europe_Eastern": "Europe/Bucharest", "Moscow": "Europe/Moscow", "Samara": "Europe/Samara",
    "Yekaterinburg": "Asia/Yekaterinburg", "Novosibirsk": "Asia/Novosibirsk",
    "Vladivostok": "Asia/Vladivostok", "America_Eastern": "America/New_York",
    "America_Central": "America/Chicago", "America_Mountain": "America/Denver",
    "America_Pacific": "America/Los_Angeles", "Alaska": "America/Anchorage",
    "Hawaii_Aleutian": "Pacific/Honolulu", "Hawaii": "Pacific/Honolulu",
    "Atlantic": "America/Halifax", "Newfoundland": "America/St_Johns",
    "Brasilia": "America/Sao_Paulo", "Argentina": "America/Argentina/Buenos_Aires",
    "Chile": "America/Santiago", "Colombia": "America/Bogota", "Peru": "America/Lima",
    "Venezuela": "America/Caracas", "Bolivia": "America/La_Paz", "Uruguay": "America/Montevideo",
    "Paraguay": "America/Asuncion", "Ecuador": "America/Guayaquil", "Cuba": "America/Havana",
    "Mexico_Pacific": "America/Mazatlan", "Africa_Central": "Africa/Maputo",
    "Africa_Eastern": "Africa/Nairobi", "Africa_Southern": "Africa/Johannesburg",
    "Africa_Western": "Africa/Lagos", "Arabian": "Asia/Riyadh", "Gulf": "Asia/Dubai",
    "Iran": "Asia/Tehran", "Israel": "Asia/Jerusalem", "Pakistan": "Asia/Karachi",
    "India": "Asia/Kolkata", "Bangladesh": "Asia/Dhaka", "Nepal": "Asia/Kathmandu",
    "Afghanistan": "Asia/Kabul", "Uzbekistan": "Asia/Tashkent", "Kazakhstan": "Asia/Almaty",
    "Myanmar": "Asia/Yangon", "Indochina": "Asia/Bangkok", "Indonesia_Western": "Asia/Jakarta",
    "Indonesia_Central": "Asia/Makassar", "Indonesia_Eastern": "Asia/Jayapura",
    "Malaysia": "Asia/Kuala_Lumpur", "Singapore": "Asia/Singapore", "Philippines": "Asia/Manila",
    "Hong_Kong": "Asia/Hong_Kong", "China": "Asia/Shanghai", "Taipei": "Asia/Taipei",
    "Japan": "Asia/Tokyo", "Korea": "Asia/Seoul", "Mongolia": "Asia/Ulaanbaatar",
    "Australia_Western": "Australia/Perth", "Australia_Central": "Australia/Adelaide",
    "Australia_Eastern": "Australia/Sydney", "New_Zealand": "Pacific/Auckland",
    "Georgia": "Asia/Tbilisi", "Armenia": "Asia/Yerevan", "Azerbaijan": "Asia/Baku",
}  # fmt: skip

# What stands beside the number of so many units is no unit.
_MARK_UNITS = 3

Lexicon = dict[str, dict[str, set[str]]]


def languages() -> dict[str, list[str]]:
    """The locales of CLDR by primary language, the plain one first."""
    grouped: dict[str, list[str]] = defaultdict(list)
    for name in sorted(localedata.locale_identifiers()):
        language = name.split("_")[0]
        if language != "root":
            grouped[language].append(name)
    return grouped


def read_relative_types(package: Path) -> dict[str, dict[str, list[str]]]:
    """CLDR's names of spans told from now, by language: "week -1" is last week, "sun -1" Sunday.

    Source: `dateFields.json` of https://github.com/unicode-org/cldr-json
    """
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for path in sorted((package / "main").glob("*/dateFields.json")):
        locale = path.parent.name
        fields = json.loads(path.read_text("utf-8"))["main"][locale]["dates"]["fields"]
        for field, forms in fields.items():
            name = field.split("-")[0]
            if name not in UNITS and name not in _WEEKDAYS:
                continue
            for form, phrase in forms.items():
                if form.startswith("relative-type-"):
                    offset = form.removeprefix("relative-type-")
                    found[locale.split("-")[0]][f"{name} {offset}"].add(phrase)
    return {
        language: {name: sorted(phrases) for name, phrases in sorted(names.items())}
        for language, names in sorted(found.items())
    }


def add_relative_types(types: dict[str, list[str]], lexicon: Lexicon) -> None:
    """Adds yesterday, last week, last Sunday: of the unit, how many from now."""
    for name, phrases in types.items():
        unit, offset = name.split(" ")
        for phrase in {key(phrase) for phrase in phrases}:
            if not phrase or any(part.isdigit() for part in phrase.split(" ")):
                continue
            if unit == "second" or (unit == "minute" and offset == "0"):
                lexicon["now"][""].add(phrase)
            elif unit == "day":
                lexicon["day"][offset].add(phrase)
            elif unit in _WEEKDAYS:
                lexicon["weekday"][str(_WEEKDAYS.index(unit))].add(phrase)
                lexicon["which"][offset].add(phrase)
            else:
                lexicon["span"][f"{offset} {unit}"].add(phrase)


def add_zones(data: Any, lexicon: Lexicon) -> None:
    """Adds the names of zones, each with the lowest and highest offset in minutes."""
    ranges: dict[str, tuple[int, int]] = {}
    for name, (standard, daylight, latest) in _offsets().items():
        for width in data["meta_zones"].get(name, {}).values():
            for kind, phrase in width.items():
                offsets = {
                    "standard": (standard, standard),
                    "daylight": (daylight, daylight),
                }.get(kind, (standard, latest))
                spelled = key(str(phrase))
                known = ranges.get(spelled, offsets)
                ranges[spelled] = (min(known[0], offsets[0]), max(known[1], offsets[1]))
    for spelled, (lowest, highest) in ranges.items():
        if spelled and not any(part.isdigit() for part in spelled.split(" ")):
            lexicon["zone"][f"{lowest} {highest}"].add(spelled)


@cache
def _offsets() -> dict[str, tuple[int, int, int]]:
    # Of each zone in winter, in summer (where there is none, as it was), and the later now.
    found: dict[str, tuple[int, int, int]] = {}
    for name, zone in _META_ZONES.items():
        offsets = set()
        for month in (1, 7):
            offset = datetime(2025, month, 1, tzinfo=UTC).astimezone(ZoneInfo(zone)).utcoffset()
            assert offset is not None
            offsets.add(int(offset.total_seconds()) // 60)
        standard, latest = min(offsets), max(offsets)
        found[name] = (standard, latest if latest > standard else standard + 60, latest)
    return found


def order_of(locale: Locale) -> str | None:
    """The order of day, month and year in a locale's short dates; None if it is another."""
    pattern = _QUOTED.sub("", locale.date_formats["short"].pattern)
    order = "".join(dict.fromkeys(c.upper() for c in pattern if c in "dMyLr")).replace("L", "M")
    return order if order in ("DMY", "MDY", "YMD") else None


def add_relative(data: Any, templates: dict[str, str], clashes: set[str], lexicon: Lexicon) -> None:
    """The ways of "{0} hours ago" as templates; their words as units and marks."""
    patterns: list[tuple[str, str, str]] = []  # unit, sign, key
    numbers = {"zero": 0, "one": 1, "two": 2}
    for unit in UNITS:
        own: set[str] = set()
        for width in ("long", "short", "narrow"):
            unit_patterns = data["unit_patterns"].get(f"duration-{unit}", {}).get(width, {})
            for count, pattern in unit_patterns.items():
                if count == "per" or not isinstance(pattern, str):
                    continue
                phrase = key(pattern.replace("{0}", " "))
                if "{0}" in pattern:
                    own.add(phrase)
                elif count in numbers and phrase:
                    lexicon["amount"][f"{numbers[count]} {unit}"].add(phrase)
        lexicon["unit"][unit].update(own - {""})
        for style in ("", "-short", "-narrow"):
            for sign, direction in (("-", "past"), ("+", "future")):
                for count, pattern in (
                    data["date_fields"].get(unit + style, {}).get(direction, {}).items()
                ):
                    masked = _mask(pattern)
                    if "#" in masked:
                        meaning = f"{sign}{unit}"
                        patterns.append((unit, sign, masked))
                    elif count in numbers:
                        meaning = f"{sign}{unit} {numbers[count]}"
                    else:
                        continue
                    if templates.setdefault(masked, meaning) != meaning:
                        clashes.add(masked)
    _take_apart(patterns, lexicon)


def _mask(pattern: str) -> str:
    """The key of a pattern, with ``#`` for its number, and a sign glued to it."""
    text = re.sub(
        r"([-+−‎]*)\{0\}",
        lambda m: f" 77{'1' if '-' in m[1] or '−' in m[1] else '2' if '+' in m[1] else '0'}77 ",
        pattern,
    )
    masked = key(text)
    return masked.replace("77177", "-#").replace("77277", "+#").replace("77077", "#")


def _take_apart(patterns: list[tuple[str, str, str]], lexicon: Lexicon) -> None:
    # A phrase beside the number that three units share is the mark; what is left is the unit.
    known = {phrase for phrases in lexicon["unit"].values() for phrase in phrases}
    shared: dict[tuple[str, str], set[str]] = defaultdict(set)
    pieces: list[tuple[str, str, list[list[str]]]] = []
    for unit, sign, template in patterns:
        before, _, after = template.partition("#")
        sides = [_split(side.strip(" -+"), known) for side in (before, after)]
        pieces.append((unit, sign, sides))
        for word in {word for side in sides for word in side if word not in known}:
            shared[sign, word].add(unit)
    marks = {pair for pair, units in shared.items() if len(units) >= _MARK_UNITS}
    for unit, sign, sides in pieces:
        kind = "past" if sign == "-" else "future"
        for side in sides:
            known_marks = {word for word in side if (sign, word) in marks}
            for is_mark, run in groupby(side, known_marks.__contains__):
                phrase = " ".join(run)
                lexicon[kind if is_mark else "unit"]["" if is_mark else unit].add(phrase)


def _split(side: str, known: set[str]) -> list[str]:
    # Where no spaces are written, the unit and the mark beside it stand in one word.
    found: list[str] = []
    for word in side.split():
        if word not in known and _SPACELESS.match(word):
            for at in range(len(word) - 1, 0, -1):
                if word[:at] in known:
                    found += [word[:at], word[at:]]
                    break
                if word[at:] in known:
                    found += [word[:at], word[at:]]
                    break
            else:
                found.append(word)
        else:
            found.append(word)
    return found


def add_names(data: Any, lexicon: Lexicon) -> None:
    """Months, weekdays, halves of the day, eras."""
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in data["months"].get(context, {}).get(width, {}).items():
                add_month(str(name), int(number), lexicon)
            for number, name in data["days"].get(context, {}).get(width, {}).items():
                lexicon["weekday"][str(number)].add(key(str(name)))
            for period, name in data["day_periods"].get(context, {}).get(width, {}).items():
                kind = (
                    "am" if period in _AM else "pm" if period in _PM
                    else "night" if period in _NIGHT else "midnight"
                )  # fmt: skip
                lexicon[kind][""].add(key(str(name)))
        for period in ("am", "pm"):
            name = data["day_periods"].get(context, {}).get("narrow", {}).get(period)
            if name:
                lexicon[period][""].add(key(str(name)))
    for name in (
        data["time_zones"].get("Etc/UTC", {}).get("long", {}).get("standard"),
        data["meta_zones"].get("GMT", {}).get("long", {}).get("standard"),
        str(data["zone_formats"].get("gmt", "")).replace("%s", " "),
    ):
        if name:
            lexicon["utc"][""].add(key(str(name)))
    for width in ("wide", "abbreviated", "narrow"):
        name = data["eras"].get(width, {}).get(1)
        if name:
            lexicon["between"][""].add(key(str(name)))


def add_month(name: str, number: int, lexicon: Lexicon) -> None:
    """Adds the name of a month, or if it is a number with a word, that word."""
    plain = key(name)
    parts = words(plain)
    if not any(part.isdigit() for part in parts):
        lexicon["month"][str(number)].add(plain)
    else:
        rest = " ".join(part for part in parts if not part.isdigit())
        if rest and rest != "m":
            lexicon["of_month"][""].add(rest)


def add_literals(locale: Locale, lexicon: Lexicon) -> None:
    """The words that stand inside CLDR's patterns of dates and clocks."""
    for style in ("full", "long", "medium", "short"):
        for pattern in (locale.date_formats[style].pattern, str(locale.datetime_formats[style])):
            text = re.sub(r"\{[01]\}", " ", pattern)
            if text is not pattern and "{" in pattern:
                for quoted in _QUOTED.findall(text):
                    if key(quoted):
                        lexicon["at"][""].add(key(quoted))
                continue
            bare = re.sub(r"[A-Za-z]+", " ", _QUOTED.sub("", pattern))
            for literal in [*_QUOTED.findall(pattern), *bare.split()]:
                for word in words(key(literal)):
                    lexicon["between"][""].add(word)
        pattern = locale.time_formats[style].pattern
        for field, literal in re.findall(r"([Hhms])\s?'([^']+)'", pattern):
            kind = {"m": "minute_mark", "s": "second_mark"}.get(field, "hour")
            if key(literal):
                lexicon[kind][""].add(key(literal))
        for field, literal in re.findall(r"([Hhms])\s?([^\sA-Za-z:.'0-9]+)", pattern):
            kind = {"m": "minute_mark", "s": "second_mark"}.get(field, "hour")
            if key(literal):
                lexicon[kind][""].add(key(literal))
