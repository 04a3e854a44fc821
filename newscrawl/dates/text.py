"""A stamp's text made plain: one kind of space, digit, quote and dash, lower case; its words."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

# Marks that are not seen: of direction, joiners, soft hyphens.
_UNSEEN = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_OTHER_DIGIT = re.compile(r"[^\D0-9]")
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u1680\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a", " "),
        **dict.fromkeys("\u202f\u205f\u3000\t\r\n\v\f", " "),
        **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
        **dict.fromkeys("’‘ʼ′`´＇ʻ", "'"),
        "：": ":", "．": ".", "／": "/", "，": ",", "（": "(", "）": ")", "İ": "I", "\u0307": None,
        "ي": "ی", "ى": "ی", "ك": "ک", "ـ": None,
        **{chr(0xFF21 + n): chr(97 + n) for n in range(26)},
        **{chr(0xFF41 + n): chr(97 + n) for n in range(26)},
    }
)  # fmt: skip
# Short vowels and other marks of Arabic and Hebrew, often left out.
_POINTS = re.compile("[\u064b-\u0652\u0670\u0591-\u05bd\u05bf\u05c1\u05c2]")
_ACCENTS = re.compile("[\u0300-\u034e\u0350-\u036f]")
# What is not plain yet.
_UNEVEN = re.compile(
    rf"[\d{re.escape(''.join(map(chr, _PLAIN)))}{_UNSEEN.pattern[1:-1]}{_POINTS.pattern[1:-1]}]"
    "(?<![0-9])"
)
PUNCTUATION = (
    r"""\s\d!-/:-@\[-`{-¨«-±´¶-¹»¿×÷"""
    r"""‐-⁞₠-₿℃-℉←-⋿■-◿☀-➿、-】〔-〟・！-／：-＠［-｀｛-･۔،؛؟।॥፡-፨՝՞։"""
)
# Where a source or a label is glued to a stamp: a capital after a small letter, another script.
_SMALL, _CAPITAL = "[a-zß-öø-ÿа-яёіїєґ]", "[A-ZÀ-ÖØ-ÞА-ЯЁІЇЄҐ]"
_GLUED = re.compile(
    rf"(?<={_SMALL})(?={_CAPITAL}{_SMALL})|(?<={_SMALL})(?={_CAPITAL}\s)"
    r"|(?<=[A-Za-z])(?=[^\x00-\u03ff])|(?<=[^\x00-\u05ff])(?=[A-Za-z])"
)
# Quick looks for it.
_CAPITAL_INSIDE = re.compile(f"{_CAPITAL}(?<={_SMALL}{_CAPITAL})")
_LATIN, _NOT_LATIN = re.compile("[A-Za-z]"), re.compile(r"[^\x00-\u03ff]")
# What parts them.
GLUE = "\x1f"
# A word; the end that stands in parentheses or after a slash for the plural is no part of it.
_ENDING = r"\([^\W\d_]{1,8}\)|/[^\W\d_]{1,10}(?![^\W_])"
WORD = re.compile(rf"\d+|([^{PUNCTUATION}]+)(?:{_ENDING})?")
# The same in its parts: number, word, end. What it splits a text into begins with a gap.
PARTS = re.compile(rf"(\d+)|([^{PUNCTUATION}]+)({_ENDING})?")


class Plain(NamedTuple):
    """A text made plain.

    Attributes:
        text: in lower case, with one kind of space, digit, quote and dash, nothing unseen.
        cased: the same as it was written, in upper and lower case; as long as `text`.
    """

    text: str
    cased: str


def make_plain(text: str) -> Plain:
    """The text as the tables are written; words that are glued together are taken apart."""
    latin = text.isascii()
    if not latin:
        text = _even(text)
    lowered = text.lower()
    if (lowered != text and _CAPITAL_INSIDE.search(text)) or not (
        latin or _NOT_LATIN.search(text) is None or _LATIN.search(text) is None
    ):
        text = _GLUED.sub(GLUE, text)
        lowered = text.lower()
    if len(lowered) != len(text):
        text = lowered
    return tuple.__new__(Plain, (lowered, text))  # in half the time


def _even(text: str) -> str:
    # One kind of digit, space, dash and quote; composed; nothing unseen.
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    if _UNEVEN.search(text):
        text = _UNSEEN.sub("", text).translate(_PLAIN)
        text = _POINTS.sub("", text)
        text = _OTHER_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), text)
    return text


def _drops(text: str) -> bool:
    # Whether it has characters that have no place in a plain text.
    unseen = _UNSEEN.search(text) or _POINTS.search(text)
    return unseen is not None or "\u0307" in text or "\u0640" in text


def align(text: str, plain: Plain) -> tuple[Plain, list[int] | None]:
    """`plain`, made of `text`, and each character's place in `text`; None if they are the same."""
    if len(plain.text) == len(text) and (
        text.isascii() or (unicodedata.is_normalized("NFC", text) and not _drops(text))
    ):
        return plain, None
    chars: list[str] = []
    places: list[int] = []
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and (
            unicodedata.combining(text[end]) or "\u1160" <= text[end] <= "\u11ff"
        ):
            end += 1
        piece = _even(text[at:end])
        chars.append(piece)
        places.extend([at] * len(piece))
        at = end
    cased = "".join(chars)
    for match in reversed(list(_GLUED.finditer(cased))):
        at = match.start()
        cased = f"{cased[:at]}{GLUE}{cased[at:]}"
        places.insert(at, places[at])
    lowered = cased.lower()
    if len(lowered) != len(cased):
        lowered = "".join(char.lower() if len(char.lower()) == 1 else char for char in cased)
    return Plain(lowered, cased), places


def plain(text: str) -> str:
    """The plain text alone."""
    return make_plain(text).text


def words(text: str) -> list[str]:
    """The words and numbers of a plain text."""
    return [match[1] or match[0] for match in WORD.finditer(text)]


def key(text: str) -> str:
    """The words of a text, plain, with one space between them: what tables are looked up by."""
    return " ".join(words(plain(text)))


def unaccented(word: str) -> str:
    """The word as typed without accents, where it is Latin or Greek."""
    if word.isascii() or word[0] >= "\u0400":
        return word
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", word))
    return bare.replace("ı", "i").replace("ł", "l").replace("đ", "d").replace("ø", "o")
