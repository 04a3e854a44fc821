"""Which languages a text may be in where nobody tells: by its words, else by its script."""

from __future__ import annotations

from collections.abc import Sequence

from newscrawl.dates.items import tokens_of
from newscrawl.dates.language import Language, language, shared, words_of_all
from newscrawl.dates.text import unaccented

# How many languages are tried.
_MOST_GUESSES = 4
_END_OF_SPACED = "\u0e00"


def guess(text: str) -> list[Language]:
    """The languages that a plain text may be in, the likeliest first."""
    index, _ = words_of_all()
    votes: dict[str, int] = {}
    for token in tokens_of(text):
        word = token.word
        if word is None:
            continue
        speakers: Sequence[str] | None = index.get(word)
        if speakers is None and not word.isascii():
            speakers = index.get(unaccented(word)) or _by_parts(word, index)
        if speakers is not None:
            for tag in speakers:
                votes[tag] = votes.get(tag, 0) + 1
    if not votes:
        best = _by_script(text, shared()["scripts"])
    else:
        news = ranks_of_news()
        ranked = sorted([(-count, news[tag], tag) for tag, count in votes.items()])
        best = [tag for _, _, tag in ranked[:_MOST_GUESSES]]
    return [one for tag in best[:_MOST_GUESSES] if (one := language(tag)) is not None]


def ranks_of_news() -> dict[str, int]:
    """How common each language is among news, 0 for the commonest."""
    ranks: dict[str, int] = shared()["ranks"]
    return ranks


def _by_parts(word: str, index: dict[str, tuple[str, ...]]) -> list[str] | None:
    # In scripts without spaces words stand in one run.
    if word[0] < _END_OF_SPACED:
        return None
    votes: dict[str, int] = {}
    for start in range(len(word)):
        for size in range(min(10, len(word) - start), 0, -1):
            speakers = index.get(word[start : start + size])
            if speakers is not None:
                for tag in speakers:
                    votes[tag] = votes.get(tag, 0) + size
                break
    most = max(votes.values(), default=0)
    return [tag for tag in votes if votes[tag] == most] or None


def _by_script(text: str, scripts: dict[str, str]) -> list[str]:
    for char in text:
        if char > "\u0370":
            tags = scripts.get(str(ord(char) >> 7))
            if tags:
                return tags.split(" ")
    return []
