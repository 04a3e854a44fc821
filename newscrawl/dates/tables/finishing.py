"""Turns the words of a language into what its table holds: ready to be looked up, not worked out.

A table is read at the first date in a language, maybe in a program that reads only one.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from newscrawl.dates.calendars import HIJRI_MONTHS, JALALI_MONTHS
from newscrawl.dates.clocks import LONGEST_ZONE, ZONES
from newscrawl.dates.senses import MARKS
from newscrawl.dates.text import unaccented

_SPACELESS = ("zh", "ja", "ko", "th", "lo", "km", "my", "yue", "bo", "dz", "ii")
# Left untranslated in other languages' stamps: "il y a 1 hour(s)".
_ENGLISH_UNITS = {
    "second": ("second", "seconds"), "minute": ("minute", "minutes", "min", "mins"),
    "hour": ("hour", "hours"), "day": ("day", "days"), "week": ("week", "weeks"),
    "month": ("month", "months"), "year": ("year", "years"),
}  # fmt: skip
# Words whose letters count too, whatever they mean: marks, names of zones, months of all calendars.
_ZONES = frozenset(map(str.lower, ZONES))
_LITERAL = _ZONES.union(
    MARKS, *(name.split() for months in (JALALI_MONTHS, HIJRI_MONTHS) for name in months)
)
# With these a mark of the past means another thing before its amount than after it.
_LITERAL_STARTS = ("前", "后", "後")
Words = dict[str, dict[str, list[str]]]


def finish(tag: str, compiled: dict[str, Any]) -> dict[str, Any]:
    """What the table of a language holds, as `newscrawl.dates.language.Language` reads it.

    Args:
        tag: its primary subtag.
        compiled: its "templates" and their meanings, its "words" by kind and value, "dotted".
    """
    words = compiled["words"]
    lexicon = _lexicon(words)
    literal = _literal(lexicon, words)
    by_senses: dict[str, list[str]] = defaultdict(list)
    for phrase, senses in lexicon.items():
        spelled = ";".join(f"{kind} {value}".strip() for kind, value in senses.items())
        by_senses[f"!{spelled}" if phrase in literal else spelled].append(phrase)
    if bad := [text for text in (*lexicon, *compiled["templates"]) if "|" in text]:
        raise ValueError(f"{tag}: a bar parts the phrases of a table, and stands in {bad[0]!r}")
    by_meaning: dict[str, list[str]] = defaultdict(list)
    for template, meaning in compiled["templates"].items():
        by_meaning[meaning].append(template)
    table: dict[str, Any] = {
        "templates": {meaning: "|".join(sorted(all_)) for meaning, all_ in by_meaning.items()},
        "lexicon": {senses: "|".join(sorted(phrases)) for senses, phrases in by_senses.items()},
        "beginnings": sorted(_beginnings(lexicon)),
    }
    if tag in _SPACELESS:
        starts: dict[str, set[int]] = defaultdict(set)
        for phrase in lexicon:
            if not phrase.isascii() and " " not in phrase:
                starts[phrase[0]].add(len(phrase))
        table["starts"] = {char: sorted(sizes, reverse=True) for char, sizes in starts.items()}
    if compiled.get("dotted"):
        table["dotted"] = True
    return table


def _lexicon(words: Words) -> dict[str, dict[str, str]]:
    """Phrases, with and without accents, and what each can mean: kinds and their values."""
    lexicon: dict[str, dict[str, str]] = {}

    def learn(kind: str, value: str, phrases: list[str]) -> None:
        for phrase in phrases:
            for spelling in (phrase, unaccented(phrase)):
                lexicon.setdefault(spelling, {}).setdefault(kind, value)

    for kind, values in words.items():
        for value, phrases in values.items():
            learn(kind, value, phrases)
    for unit, spelled in _ENGLISH_UNITS.items():
        learn("unit", unit, [one for one in spelled if one not in lexicon])
    return lexicon


def _literal(lexicon: dict[str, dict[str, str]], words: Words) -> set[str]:
    """The phrases whose letters count, whatever they mean."""
    chosen = {*_LITERAL.intersection(lexicon)}
    for kind in ("zone", "utc"):
        for phrases in words.get(kind, {}).values():
            chosen.update(
                spelling
                for phrase in phrases
                for spelling in (phrase, unaccented(phrase))
                if len(spelling) <= LONGEST_ZONE or spelling.partition(" ")[0] in _ZONES
            )
    chosen.update(phrase for phrase in lexicon if phrase.startswith(_LITERAL_STARTS))
    return chosen


def _beginnings(lexicon: dict[str, dict[str, str]]) -> set[str]:
    """What phrases of several words begin with, up to the last word but one."""
    found: set[str] = set()
    for phrase in lexicon:
        words = phrase.split(" ")
        found.update(" ".join(words[:size]) for size in range(1, len(words)))
    return found
