"""The words of `words` in the forms that the rules look them up in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, NamedTuple, TypeVar

from newscrawl.dates import words

T = TypeVar("T")

ANY = "*"
_END_OF_LATIN = "\u0250"
_CASE_CHANGE = re.compile(r"(?<=[^\W\d_A-ZÀ-ÞА-ЯІЇЄҐ])(?=[A-ZÀ-ÞА-ЯІЇЄҐ])")


class Phrase(NamedTuple):
    """What a stamp without digits says: an amount of time past, or (unit None) days back."""

    number: int
    unit: str | None
    language: str


def lower(text: str) -> str:
    """The text in lower case and of the same length (the dotted capital I alone would grow)."""
    return text.replace("İ", "i").lower()


def spellings(word: str) -> Iterator[str]:
    """The word, and if it is in Latin letters, the word as typed without accents."""
    yield word
    if word.isascii() or word[0] >= _END_OF_LATIN:
        return
    bare = "".join(
        char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char)
    ).replace("ı", "i")
    # Short ones without their accent are other words ("à", "dün").
    if bare != word and len(bare) > 3 and bare < _END_OF_LATIN:
        yield bare


def case_parts(word: str) -> tuple[str, str]:
    """The first and the last word of a glued one ("minActualizado"), often the same."""
    parts = _CASE_CHANGE.split(word)
    return parts[0], parts[-1]


def _begins_here(text: str, start: int) -> bool:
    """Whether a word can begin there: no letter before it, or a change of case or script."""
    before, char = text[start - 1 : start], text[start]
    if not before.isalpha() or not char.islower():
        return True
    return (before < _END_OF_LATIN) != (char < _END_OF_LATIN)


class Endings(Generic[T]):
    """Phrases to be met at the end of a text, each with its meaning."""

    def __init__(self, meanings: Iterable[tuple[str, T]]) -> None:
        self._meanings: dict[str, T] = {}
        sizes: dict[str, set[int]] = {}
        for phrase, meaning in meanings:
            for spelling in spellings(phrase):
                self._meanings.setdefault(spelling, meaning)
                sizes.setdefault(spelling[-1], set()).add(len(spelling))
        self._sizes = {last: sorted(found, reverse=True) for last, found in sizes.items()}

    def before(self, text: str, low: int, end: int) -> tuple[int, T] | None:
        """Where the longest phrase that ends at `end` begins, `low` or later, and its meaning."""
        if end <= low:
            return None
        for size in self._sizes.get(lower(text[end - 1]), ()):
            start = end - size
            if start >= low:
                meaning = self._meanings.get(lower(text[start:end]))
                if meaning is not None and _begins_here(text, start):
                    return start, meaning
        return None


def _listed(table: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for language, listed in table.items():
        for word in listed.split("|"):
            yield word, language


def _phrases(table: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, Phrase]]:
    days = {"today": 0, "yesterday": 1, "2 days back": 2}
    for language, meanings in table.items():
        for meaning, listed in meanings.items():
            if meaning in days:
                phrase = Phrase(days[meaning], None, language)
            else:
                number, unit = meaning.split()
                phrase = Phrase(int(number), unit, language)
            for word in listed.split("|"):
                yield word, phrase


def _units() -> dict[str, dict[str, str]]:
    units: dict[str, dict[str, str]] = {}
    for language, columns in words.UNITS.items():
        for unit, listed in zip(words.UNIT_NAMES, columns, strict=True):
            for word in listed.split("|"):
                for spelling in spellings(word):
                    units.setdefault(spelling, {}).setdefault(language, unit)
    for word, meanings in units.items():
        # Untranslated English, and Ukrainian with the Russian "назад"; Malay "saat" is no hour.
        foreign = not {"en", "uk"}.isdisjoint(meanings)
        if foreign and len(word) > 1 and len(set(meanings.values())) == 1:
            meanings[ANY] = next(iter(meanings.values()))
    return units


def _months() -> dict[str, int]:
    months: dict[str, int] = {}
    for listed in words.MONTHS.values():
        for number, variants in enumerate(listed.split(), 1):
            for word in variants.split("|"):
                for spelling in spellings(word):
                    months[spelling] = number
    return months


def _marks_after() -> dict[str, tuple[str, ...]]:
    marks: dict[str, tuple[str, ...]] = {}
    for word, language in _listed(words.PAST_AFTER):
        for spelling in spellings(word):
            marks[spelling] = (*marks.get(spelling, ()), language)
    return marks


def either(alternatives: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(alternatives, key=len, reverse=True))


# word → language → unit; under ANY what it means beside the mark of a language not its own
UNITS = _units()
GLUED_UNITS = [word for word, of in UNITS.items() if not {"zh", "ja", "ko"}.isdisjoint(of)]
MONTHS = _months()
AFTER = _marks_after()
PAST_BEFORE = Endings(_listed(words.PAST_BEFORE))
ABOUT = Endings(_listed(words.ABOUT))
JOINERS = Endings((word, word) for word in words.CLOCK_JOINERS.split("|"))
PHRASES = Endings(_phrases(words.PHRASES))
DAY_WORDS = Endings(
    (word, phrase) for word, phrase in _phrases(words.PHRASES) if phrase.unit is None
)
WHOLE_PHRASES = dict(_phrases(words.PHRASES_ALONE))
