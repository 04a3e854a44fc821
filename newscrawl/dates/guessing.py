"""Which languages a text may be in where nobody tells: by its words, else by its script."""

from __future__ import annotations

from collections.abc import Sequence

from newscrawl.dates.items import tokens_of
from newscrawl.dates.language import any_word, shared
from newscrawl.dates.text import unaccented

# How many languages are tried.
_MOST_GUESSES = 4
_END_OF_SPACED = "\u0e00"


def guess(text: str) -> list[str]:
    """The primary subtags of languages that a plain text may be in, the likeliest first."""
    votes: dict[str, int] = {}
    for token in tokens_of(text):
        word = token.word
        if word is None:
            continue
        speakers: Sequence[str] = any_word(word).speakers
        if not speakers and not word.isascii():
            speakers = any_word(unaccented(word)).speakers or _by_parts(word)
        for tag in speakers:
            votes[tag] = votes.get(tag, 0) + 1
    if not votes:
        return _by_script(text, shared()["scripts"])[:_MOST_GUESSES]
    news = ranks_of_news()
    ranked = sorted([(-count, news[tag], tag) for tag, count in votes.items()])
    return [tag for _, _, tag in ranked[:_MOST_GUESSES]]


def ranks_of_news() -> dict[str, int]:
    """How common each language is among news, 0 for the commonest."""
    ranks: dict[str, int] = shared()["ranks"]
    return ranks


def _by_parts(word: str) -> Sequence[str]:
    # In scripts without spaces words stand in one run.
    if word[0] < _END_OF_SPACED:
        return ()
    votes: dict[str, int] = {}
    for start in range(len(word)):
        for size in range(min(10, len(word) - start), 0, -1):
            speakers = any_word(word[start : start + size]).speakers
            if speakers:
                for tag in speakers:
                    votes[tag] = votes.get(tag, 0) + size
                break
    most = max(votes.values(), default=0)
    return [tag for tag in votes if votes[tag] == most]


def _by_script(text: str, scripts: dict[str, str]) -> list[str]:
    for char in text:
        if char > "\u0370":
            tags = scripts.get(str(ord(char) >> 7))
            if tags:
                return tags.split(" ")
    return []
