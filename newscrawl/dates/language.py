"""The words of a language, read from the tables when it is first asked for; and which it may be."""

from __future__ import annotations

import json
import zlib
from functools import cache, lru_cache
from typing import Any, NamedTuple

from newscrawl.dates.senses import Senses

# Names of tables that are of no one language: what is shared, the parts of the words of all.
SHARED, WORDS, NEUTRAL = "*", "*words", "*und"
# Into how many parts these are cut, by their first character: a text needs a few of them.
WORD_PARTS = 64
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
        for meaning, templates in table["templates"].items():
            self.templates.update(dict.fromkeys(templates.split("|"), _template_of(meaning)))
        self.runs: dict[str, Any] = {}
        self.dotted = bool(table.get("dotted"))
        self.readings = _READINGS[self.dotted]
        self.lexicon: dict[str, Senses] = {}
        for senses, phrases in table["lexicon"].items():
            self.lexicon.update(dict.fromkeys(phrases.split("|"), _senses_of(senses)))
        self.beginnings = frozenset(table["beginnings"])
        self.starts: dict[str, list[int]] | None = table.get("starts")


@cache
def _template_of(meaning: str) -> Template:
    # As tables spell it: "-minute", "+day 2".
    unit, _, number = meaning[1:].partition(" ")
    return Template(unit, -1 if meaning[0] == "-" else 1, int(number) if number else None)


@cache
def _senses_of(spelled: str) -> Senses:
    # As tables spell it: "month 5;weekday 1", with "!" before them if the letters count too.
    kinds = (one.partition(" ") for one in spelled.removeprefix("!").split(";"))
    return Senses(
        {kind: _value(kind, value) for kind, _, value in kinds}, literal=spelled[0] == "!"
    )


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


class AnyWord(NamedTuple):
    """What a word is in the languages of news.

    Attributes:
        speakers: which have it; none where too many do.
        is_moment: whether stamps that tell a moment, or an amount of time, end with it.
        is_name: whether it names a part of a date, such as a month.
    """

    speakers: tuple[str, ...]
    is_moment: bool
    is_name: bool


_NO_WORD = AnyWord((), False, False)


def any_word(word: str) -> AnyWord:
    """What a plain word is in the languages of news."""
    return _words(part_of(word)).get(word, _NO_WORD)


def part_of(word: str) -> int:
    """Which part of the words of all languages a word stands in."""
    return ord(word[0]) % WORD_PARTS if word else 0


@cache
def _words(part: int) -> dict[str, AnyWord]:
    found: dict[str, AnyWord] = {}
    for spelled, words in _load(f"{WORDS} {part}").items():
        marks, *speakers = spelled.split(" ")
        word = AnyWord(tuple(speakers), "m" in marks, "n" in marks)
        found.update(dict.fromkeys(words.split("|"), word))
    return found


@cache
def shared() -> dict[str, Any]:
    """What all the languages share: orders of numeric dates, other names, scripts."""
    table = dict(_load(SHARED))
    table["ranks"] = {tag: rank for rank, tag in enumerate(table["news"])}
    return table


@lru_cache(maxsize=512)
def language_of(tag: str) -> Language | None:
    """The language of a primary subtag; None if there is no table of it."""
    if tag in _tables()[1] and tag[0] != SHARED:
        return Language(tag, _load(tag))
    other = shared()["aliases"].get(tag)
    return language_of(other) if other else None


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
        one = language_of(primary)
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
    return Language("und", _load(NEUTRAL))
