"""Compiles the table of one language: what CLDR says, and what its file in `words/` adds."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

from babel import Locale, localedata

from newscrawl.dates.calendars import ERAS
from newscrawl.dates.tables.cldr import (
    Lexicon,
    add_literals,
    add_month,
    add_names,
    add_relative,
    add_relative_types,
    add_zones,
    order_of,
)
from newscrawl.dates.text import key

WORDS = Path(__file__).parent / "words"


def compile_language(
    language: str,
    locales: list[str],
    orders: dict[str, str],
    types: dict[str, dict[str, list[str]]],
    *,
    zones: bool,
) -> dict[str, Any] | None:
    """The table of one language; None if CLDR has no words of it."""
    lexicon: Lexicon = defaultdict(lambda: defaultdict(set))
    templates: dict[str, str] = {}
    clashes: set[str] = set()
    months: set[str] = set()
    dotted = False
    # Babel lets the names of one locale show in another that was loaded after it.
    localedata._cache.clear()
    for name in locales:
        locale = Locale.parse(name)
        data = locale._data
        order = order_of(locale)
        tag = name.replace("_", "-").lower()
        if order:
            orders[tag] = order
        if name == language or name.count("_") == 1:
            dotted |= "." in locale.time_formats["short"].pattern and name == language
        names = [str(word) for word in data["months"]["format"]["wide"].values()]
        if all(re.fullmatch(r"M?\d+", word) for word in names):
            continue
        months.update(names)
        plain = name == language or (name.count("_") == 1 and len(name.split("_")[1]) == 4)
        add_relative(
            data, templates, clashes, lexicon if plain else defaultdict(lambda: defaultdict(set))
        )
        add_names(data, lexicon)
        add_literals(locale, lexicon)
        if zones and plain:
            add_zones(data, lexicon)
    if not months:
        return None
    if language in orders:
        for tag in [tag for tag in orders if tag.startswith(f"{language}-")]:
            if orders[tag] == orders[language]:
                del orders[tag]
    add_relative_types(types.get(language, {}), lexicon)
    curated = WORDS / f"{language}.toml"
    if curated.exists():
        _curate(tomllib.loads(curated.read_text("utf-8")), lexicon)
    for name, year in ERAS.get(language, {}).items():
        lexicon["era"][str(year)].add(key(name))
    for template in clashes:
        templates.pop(template, None)
    _tidy(lexicon)
    result: dict[str, Any] = {
        "templates": templates,
        "words": {
            kind: {value: sorted(listed) for value, listed in sorted(values.items())}
            for kind, values in sorted(lexicon.items())
        },
    }
    if dotted:
        result["dotted"] = True
    return result


_SIMPLE = {
    "relative": ("past", "future", "now", "about", "over", "under", "and", "and_half"),
    "clock": ("at", "am", "pm", "noon", "midnight", "hour", "from"),
    "labels": ("published", "updated", "reading"),
}


def _curate(curated: dict[str, Any], lexicon: Lexicon) -> None:
    written: set[tuple[str, str]] = set()

    def add(kind: str, value: str, phrases: str) -> None:
        for phrase in {key(phrase) for phrase in phrases.split("|")} - {""}:
            if (kind, phrase) not in written:
                for others in lexicon[kind].values():
                    others.discard(phrase)  # what is written by hand wins over CLDR
            written.add((kind, phrase))
            lexicon[kind][value].add(phrase)

    for section, kinds in _SIMPLE.items():
        for kind in kinds:
            add(kind, "", curated.get(section, {}).get(kind, ""))
    add("minute_mark", "", curated.get("clock", {}).get("minute", ""))
    for kind in ("units", "ago"):
        for unit, phrases in curated.get(kind, {}).items():
            add({"units": "unit"}.get(kind, kind), unit, phrases)
    for unit, phrases in curated.get("plurals", {}).items():
        add("plural", unit, phrases)
    for number, phrases in curated.get("numbers", {}).items():
        if number in ("few", "half"):
            add(number, "", phrases)
        else:
            add("number", str(number), phrases)
    for amount, phrases in curated.get("amounts", {}).items():
        add("amount", amount, phrases)
    for offset, phrases in curated.get("days", {}).items():
        add("day", str(offset), phrases)
    for which, phrases in curated.get("which", {}).items():
        add("which", {"last": "-1", "this": "0", "next": "1"}[which], phrases)
    dates = curated.get("dates", {})
    for number, phrases in enumerate(dates.get("months", ()), 1):
        for phrase in phrases.split("|"):
            if phrase:
                add_month(phrase, number, lexicon)
    for number, phrases in enumerate(dates.get("weekdays", ())):
        add("weekday", str(number), phrases)
    add("between", "", dates.get("between", ""))


def _tidy(lexicon: Lexicon) -> None:
    """Takes out what would be read wrong: bare digits, one word of two months or of all units."""
    for kind in list(lexicon):
        values = lexicon[kind]
        for value in list(values):
            values[value] = {
                phrase
                for phrase in values[value]
                if phrase and not any(part.isdigit() for part in phrase.split(" "))
            }
            if not values[value]:
                del values[value]
        if not values:
            del lexicon[kind]
    for kind in ("month", "weekday", "unit", "number", "amount"):
        seen: dict[str, str] = {}
        double = set()
        for value, phrases in lexicon.get(kind, {}).items():
            for phrase in phrases:
                if seen.setdefault(phrase, value) != value:
                    double.add(phrase)
        for phrases in lexicon.get(kind, {}).values():
            phrases -= double
    for phrases in lexicon.get("between", {}).values():
        for kind in ("month", "weekday", "am", "pm"):
            for others in lexicon.get(kind, {}).values():
                phrases -= others
    marks = {p for kind in ("past", "future") for p in lexicon.get(kind, {}).get("", ())}
    for phrases in lexicon.get("unit", {}).values():
        phrases -= marks
    for kind in ("am", "pm", "night"):
        for phrases in lexicon.get(kind, {}).values():
            phrases -= {phrase for phrase in phrases if len(phrase) == 1 and phrase.isascii()}
