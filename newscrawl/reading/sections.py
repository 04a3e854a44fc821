"""Labels of the parts of a page, as lines and bylines show them; the words are in `labels`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from newscrawl.reading.labels import LABELS

PARTS = ("published", "updated", "summary", "questions", "related")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")


@dataclass(frozen=True, slots=True)
class Label:
    """A label found: the part of the page that it names, and the languages that say so."""

    part: str
    languages: tuple[str, ...]
    text: str


def _key(text: str) -> str:
    # Turkish capitals: İ folds to i and a dot above, I to i where Turkish means ı.
    folded = _EDGES.sub("", text.replace("’", "'")).casefold()
    return folded.replace("\u0307", "").replace("ı", "i")


@lru_cache(maxsize=1)
def _by_text() -> dict[str, dict[str, tuple[str, ...]]]:
    table: dict[str, dict[str, tuple[str, ...]]] = {part: {} for part in PARTS}
    for language, row in LABELS.items():
        for part, words in zip(PARTS, row, strict=True):
            for word in words.split("|"):
                known = table[part].setdefault(_key(word), ())
                table[part][_key(word)] = (*known, language)
    return table


_LONGEST_LABEL = 48


def label_of(text: str) -> Label | None:
    """The label that the whole of `text` is, for summary, questions or related; else None."""
    if len(text) > _LONGEST_LABEL:
        return None
    key = _key(text)
    for part in ("summary", "questions", "related"):
        languages = _by_text()[part].get(key)
        if languages:
            return Label(part, languages, text)
    return None


def leading_label(text: str) -> tuple[Label, int] | None:
    """A summary's label at the head of `text`, set off by a colon or a dash, and where it ends."""
    match = re.match(r"[^:：—–\n]{1,40}?\s*[:：—–]\s*", text)
    if match is None:
        return None
    languages = _by_text()["summary"].get(_key(match[0]))
    return (Label("summary", languages, match[0]), match.end()) if languages else None


@lru_cache(maxsize=2)
def _date_labels(before: bool) -> re.Pattern[str]:
    words = {
        word.replace("’", "'")
        for row in LABELS.values()
        for part in row[:2]
        for word in part.split("|")
    }
    # What stands before a date is read backwards: matched at one place, not looked for at each.
    spelled = (word[::-1] if before else word for word in sorted(words, key=len, reverse=True))
    longest_first = "|".join(map(re.escape, spelled))
    return re.compile(rf"[\s,:：.\-–—|·•]*({longest_first})", re.I)


_LONGEST_GAP = 80


def label_before(text: str) -> tuple[Label, int] | None:
    """The published or updated label that `text` ends in, and where it begins."""
    end = text[-_LONGEST_GAP:].replace("’", "'")
    match = _date_labels(True).match(end[::-1])
    return (_date_label(match[1][::-1]), len(text) - match.end()) if match else None


def label_after(text: str) -> tuple[Label, int] | None:
    """The published or updated label that `text` begins with, and where it ends."""
    match = _date_labels(False).match(text[:_LONGEST_GAP].replace("’", "'"))
    return (_date_label(match[1]), match.end()) if match else None


def _date_label(word: str) -> Label:
    key = _key(word)
    for part in ("updated", "published"):
        languages = _by_text()[part].get(key)
        if languages:
            return Label(part, languages, word)
    raise AssertionError(word)  # the pattern is made of the table's own words
