"""The words of a language, read from the tables when it is first asked for; and which it may be."""

from __future__ import annotations

import json
import zlib
from functools import cache, lru_cache
from typing import Any, NamedTuple

from newscrawl.dates.calendars import HIJRI_MONTHS, JALALI_MONTHS
from newscrawl.dates.clocks import LONGEST_ZONE, ZONES
from newscrawl.dates.senses import MARKS, Senses
from newscrawl.dates.text import unaccented

# Names of the tables that are of no language.
SHARED, WORDS = "*", "*words"
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
# Shapes of texts and how each was read, of the languages that write clocks with a dot and of the
# others: nothing else of a language decides how a shape is read. Kept for speed.
_READINGS: dict[bool, dict[str, Any]] = {False: {}, True: {}}


class Template(NamedTuple):
    """What a text with one number, or none, says of a moment: unit, sign, and number if stated."""

    unit: str
    sign: int
    number: int | None


class Language:
    """The words of one language, and the shapes of stamps that it was read in.

    Attributes:
        tag: its primary subtag.
        templates: texts of relative stamps with ``#`` for the number, and what they mean.
        lexicon: phrases, plain and with one space between words, and what each can mean.
        beginnings: what phrases of several words begin with, up to the last word but one.
        starts: for languages written without spaces: for a first character, the lengths of phrases.
        runs: runs of words written without spaces, and their parts; kept for speed.
        readings: shapes of texts, and how each was read; shared with other languages.
        dotted: whether it writes clocks with a dot.
    """

    __slots__ = (
        "beginnings", "dotted", "lexicon", "readings", "runs", "starts", "tag", "templates",
    )  # fmt: skip

    def __init__(self, tag: str, table: dict[str, Any]) -> None:
        self.tag = tag
        self.templates: dict[str, Template] = {}
        for template, meaning in table["templates"].items():
            unit, _, number = meaning[1:].partition(" ")
            self.templates[template] = Template(
                unit,
                -1 if meaning[0] == "-" else 1,
                int(number) if number else None,
            )
        self.runs: dict[str, Any] = {}
        self.dotted = bool(table.get("dotted"))
        self.readings = _READINGS[self.dotted]
        self.lexicon: dict[str, Senses] = {}
        self.beginnings: set[str] = set()
        for kind, values in table["words"].items():
            for value, phrases in values.items():
                self._learn(kind, _value(kind, value), phrases)
        for unit, spelled in _ENGLISH_UNITS.items():
            self._learn("unit", unit, [one for one in spelled if one not in self.lexicon])
        self.starts: dict[str, list[int]] | None = None
        if tag in _SPACELESS:
            starts: dict[str, set[int]] = {}
            for phrase in self.lexicon:
                if not phrase.isascii() and " " not in phrase:
                    starts.setdefault(phrase[0], set()).add(len(phrase))
            self.starts = {char: sorted(sizes, reverse=True) for char, sizes in starts.items()}
        self._take_literally(table["words"])

    def _take_literally(self, words: dict[str, dict[str, list[str]]]) -> None:
        lexicon = self.lexicon
        chosen = {*_LITERAL.intersection(lexicon)}
        for kind in ("zone", "utc"):
            for phrases in words.get(kind, {}).values():
                spellings = (one for phrase in phrases for one in (phrase, unaccented(phrase)))
                chosen.update(
                    one
                    for one in spellings
                    if len(one) <= LONGEST_ZONE or one.partition(" ")[0] in _ZONES
                )
        chosen.update(phrase for phrase in lexicon if phrase.startswith(_LITERAL_STARTS))
        literal: dict[int, Senses] = {}
        for word in chosen:
            senses = lexicon[word]
            if id(senses) not in literal:
                literal[id(senses)] = Senses(senses, literal=True)
            lexicon[word] = literal[id(senses)]

    def _learn(self, kind: str, value: Any, phrases: list[str]) -> None:
        lone = Senses({kind: value})  # most phrases mean one thing: they share it
        lexicon = self.lexicon
        # With what they meant before, which is kept so that its id stays its own.
        both: dict[int, tuple[Senses, Senses]] = {}
        for phrase in phrases:
            bare = unaccented(phrase)
            for spelling in (phrase,) if bare == phrase else (phrase, bare):
                senses = lexicon.get(spelling)
                if senses is None:
                    lexicon[spelling] = lone
                elif kind not in senses:
                    if id(senses) not in both:
                        both[id(senses)] = senses, Senses({**senses, kind: value})
                    lexicon[spelling] = both[id(senses)][1]
                if " " in spelling:
                    beginning = spelling.rpartition(" ")[0]
                    while beginning and beginning not in self.beginnings:
                        self.beginnings.add(beginning)
                        beginning = beginning.rpartition(" ")[0]


def _value(kind: str, value: str) -> Any:
    if kind in ("amount", "span"):
        number, _, unit = value.partition(" ")
        return int(number), unit
    if kind == "zone":
        return tuple(int(part) for part in value.split())
    if kind == "number":
        return float(value) if "." in value else int(value)
    if kind in ("month", "weekday", "day", "which", "era"):
        return int(value)
    return value or True


@cache
def _tables() -> tuple[bytes, dict[str, list[int]], int]:
    """The packaged tables, where each stands in them, and where they begin."""
    from pathlib import Path  # a tenth of the import, which needs no table

    packed = (Path(__file__).parent / "tables" / "tables.bin").read_bytes()
    head = packed.index(b"\n")
    return packed, json.loads(packed[:head]), head + 1


def _load(name: str) -> Any:
    packed, index, body = _tables()
    at, size = index[name]
    return json.loads(zlib.decompress(packed[body + at : body + at + size]))


@cache
def words_of_all() -> tuple[dict[str, tuple[str, ...]], dict[str, frozenset[str]]]:
    """Which news languages have a word; and the words of any that are moments, units, names."""
    table = _load(WORDS)
    languages: dict[str, tuple[str, ...]] = {}
    for speakers, words in table.pop("index").items():
        languages.update(dict.fromkeys(words.split(" "), tuple(speakers.split(" "))))
    return languages, {kind: frozenset(words.split(" ")) for kind, words in table.items()}


@cache
def shared() -> dict[str, Any]:
    """What all the languages share: orders of numeric dates, other names, scripts."""
    table = dict(_load(SHARED))
    table["ranks"] = {tag: rank for rank, tag in enumerate(table["news"])}
    return table


@lru_cache(maxsize=512)
def language(tag: str) -> Language | None:
    """The language of a primary subtag; None if there is no table of it."""
    if tag in _tables()[1] and tag not in (SHARED, WORDS):
        return Language(tag, _load(tag))
    other = shared()["aliases"].get(tag)
    return language(other) if other else None


@lru_cache(maxsize=512)
def known(tags: tuple[str, ...]) -> tuple[tuple[Language, ...], str | None]:
    """The languages of BCP 47 tags, and the order of numeric dates where all of them agree."""
    found: dict[str, Language] = {}
    orders = set()
    for tag in tags:
        name = tag.strip().lower().replace("_", "-")
        if not name:
            continue
        primary = name.partition("-")[0]
        one = language(primary)
        if one is not None:
            found.setdefault(one.tag, one)
        orders.add(order_of(name))
    return tuple(found.values()), orders.pop() if len(orders) == 1 else None


def order_of(tag: str) -> str | None:
    """The order of day, month and year in numeric dates of a language or of its region."""
    if tag in ("en", "en-001"):
        return None  # its regions differ
    orders = shared()["orders"]
    while tag:
        if tag in orders:
            return str(orders[tag])
        tag = tag.rpartition("-")[0]
    return None


@cache
def neutral() -> Language:
    """A language without words, for texts that have none."""
    return Language("und", {"templates": {}, "words": {}})
