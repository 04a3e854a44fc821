"""A stamp's text as items: numbers, and words with what each can mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from newscrawl.dates.language import Language
from newscrawl.dates.placing import new
from newscrawl.dates.senses import MARK, NO_SENSES, Item, Senses
from newscrawl.dates.text import PARTS, Plain

_NUMERALS = {char: number for number, char in enumerate("零一二三四五六七八九")} | {
    "〇": 0, "两": 2, "兩": 2, "十": 10, "廿": 20, "卅": 30, "百": 100,
}  # fmt: skip
LONGEST_NUMBER, LONGEST_PHRASE = 14, 60
# The most characters between the words of a phrase.
MOST_GAP = 2
# How many runs of words without spaces a language keeps.
_MOST_RUNS = 512
_NUMBERED = re.compile("([0-9]+)")
_DASHED_DATE = re.compile(r"(?<![\d.:+-])\d{1,4}-\d{1,2}-\d{1,4}(?![\d-])")
_SIGNED = re.compile(r"-\d")


@lru_cache(maxsize=1024)
def number_item(digits: str) -> Item:
    """The item of a number whose place in a text does not count."""
    return Item(0, 0, int(digits), len(digits), NO_SENSES)


@lru_cache(maxsize=32)
def tokens_of(text: str) -> tuple[Item, ...]:
    """The words and numbers of a plain text, none known yet; kept, for each language that asks."""
    tokens: list[Item] = []
    end = 0
    rest = iter(PARTS.split(text))
    for gap, digits, word, ending in zip(rest, rest, rest, rest, strict=False):
        start = end + len(gap)
        if word is None:
            size = len(digits)
            end = start + size
            number = int(digits) if size <= LONGEST_NUMBER else None
            tokens.append(new(Item, (start, end, number, size, NO_SENSES, None)))
        else:
            end = start + len(word)
            if ending:
                end += len(ending)
            tokens.append(new(Item, (start, end, None, 0, NO_SENSES, word)))
    return tuple(tokens)


def read_items(text: str, language: Language) -> list[Item]:
    """The items of a plain text in order; the longest phrase wins."""
    lexicon, beginnings = language.lexicon, language.beginnings
    tokens = tokens_of(text)
    items: list[Item] = []
    at, count = 0, len(tokens)
    while at < count:
        token = tokens[at]
        at += 1
        word = token.word
        if word is None:
            items.append(token)
            continue
        if word in beginnings:
            size, senses = _phrase(text, tokens, at - 1, language)
            if senses is not None:
                end = tokens[at - 2 + size].end
                items.append(new(Item, (token.start, end, None, 0, senses, word)))
                at += size - 1
                continue
        senses = lexicon.get(word)
        if senses is None:
            if language.tag == "he" and len(word) > 3 and word[0] in "בלהמ":
                senses = lexicon.get(word[1:])  # "in December", "at the hour"
            if senses is None:
                if language.starts is not None and word[0] > "\u0e00":
                    _segment(word, token.start, language, items)
                else:
                    items.append(token)
                continue
        items.append(new(Item, (token.start, token.end, None, 0, senses, word)))
    return items


def _phrase(
    text: str, tokens: Sequence[Item], at: int, language: Language
) -> tuple[int, Senses | None]:
    """The size and the senses of the longest phrase of several words: "a las", "a. m."."""
    first = former = tokens[at]
    phrase = first.word or ""
    found: tuple[int, Senses | None] = 1, None
    for size, one in enumerate(tokens[at + 1 :], 2):
        if (
            phrase not in language.beginnings
            or one.start - former.end > MOST_GAP
            or one.end - first.start > LONGEST_PHRASE
        ):
            break
        phrase = f"{phrase} {one.word or text[one.start : one.end]}"
        senses = language.lexicon.get(phrase)
        if senses is not None:
            found = size, senses
        former = one
    return found


def masked(text: str) -> tuple[str, list[str]]:
    """The text with what its numbers share in their place, and the numbers; "" if they count.

    They do in what can be an offset from UTC, and where they are longer than any of a date.
    """
    parts = _NUMBERED.split(text)
    numbers = parts[1::2]
    if "+" in text or ("-" in text and (":" in text or signed(text))):
        return "", numbers
    masks = [SHORT_MASKS.get(number) or mask_of(number) for number in numbers]
    if "" in masks:
        return "", numbers
    parts[1::2] = masks
    return "".join(parts), numbers


def signed(text: str) -> bool:
    """Whether a number behind a dash can be an offset ("2 pm GMT-8"): the dash is of no date."""
    return "-" in text and _SIGNED.search(_DASHED_DATE.sub("", text)) is not None


def masked_alike(text: str, numbers: list[str], plain: Plain) -> bool:
    """Whether a text with these numbers can be kept by its mask, by what it is when made plain."""
    if text.isascii():
        return True
    mask, same = masked(plain.cased)
    return mask != "" and same == numbers


def mask_of(digits: str) -> str:
    """What numbers share that mean the same parts of a date or a clock; "" if too long for any."""
    size = len(digits)
    if size <= 2:
        return SHORT_MASKS[digits]
    if size == 4 and "1900" <= digits <= "2100":
        return "{year}"
    return f"{{{size}}}" if size <= LONGEST_NUMBER else ""


_LIMITS = (0, 12, 23, 24, 31, 59, 99)
SHORT_MASKS = {
    spelled: f"{{{len(spelled)}<{next(limit for limit in _LIMITS if number <= limit)}}}"
    for number in range(100)
    for spelled in (f"{number:02}", str(number))
}


def parts_of_run(plain: str, cased: str, language: Language) -> tuple[str, list[Item]]:
    """The parts of a run of words written without spaces: their shape, and their items."""
    found: tuple[str, list[Item]] | None = language.runs.get(cased)
    if found is None:
        items: list[Item] = []
        _segment(plain, 0, language, items)
        shapes: list[str] = []
        for one in items:
            word = cased[one.start : one.end]
            if one.number is not None:
                shapes.append(f"{MARK}{{{word}}}")
            elif one.senses:
                shapes.append(one.senses.shape)
                if one.senses.literal:
                    shapes.append(f"{MARK}={word}{MARK}")
            else:
                shapes.append(word)
        found = (
            "".join(shapes),
            [one if one.number is not None else one.senses.item for one in items],
        )
        if len(language.runs) >= _MOST_RUNS:
            language.runs.clear()
        language.runs[cased] = found
    return found


def _segment(word: str, start: int, language: Language, items: list[Item]) -> None:
    """Adds the parts of a run of words written without spaces."""
    starts = language.starts or {}
    lexicon = language.lexicon
    at, size, first = 0, len(word), len(items)
    unknown = None
    while at < size:
        run = at
        while run < size and word[run] in _NUMERALS:
            run += 1
        found = 0
        for length in starts.get(word[at], ()):
            if run - at < length <= size - at and word[at : at + length] in lexicon:
                found = length
                break
        if not found and run == at:
            if unknown is None:
                unknown = at
            at += 1
            continue
        if unknown is not None:
            items.append(Item(start + unknown, start + at, None, 0, NO_SENSES, word[unknown:at]))
            unknown = None
        if found:
            part = word[at : at + found]
            items.append(Item(start + at, start + at + found, None, 0, lexicon[part], part))
            at += found
        else:
            items.append(Item(start + at, start + run, numeral(word[at:run]), 2, NO_SENSES))
            at = run
    if unknown is not None:
        items.append(Item(start + unknown, start + size, None, 0, NO_SENSES, word[unknown:]))
    if len(items) - first > 1:
        _doubt_short_names(items, first)


def _doubt_short_names(items: list[Item], first: int) -> None:
    # 수정 is no Wednesday (수): a name of one character beside what is not known is part of it.
    unknown = [not item.senses and item.number is None for item in items]
    for at in range(first, len(items)):
        one = items[at]
        if (
            one.end - one.start == 1
            and "weekday" in one.senses
            and ((at > first and unknown[at - 1]) or (at + 1 < len(items) and unknown[at + 1]))
        ):
            items[at] = Item(one.start, one.end, None, 0, NO_SENSES, one.word)


def numeral(text: str) -> int:
    """The value of a Chinese numeral under a thousand, or of one written digit by digit."""
    values = [_NUMERALS[char] for char in text[:8]]
    if all(value < 10 for value in values):
        return int("".join(map(str, values)))
    total, pending = 0, 0
    for value in values:
        if value >= 10:
            total += value * max(pending, 1) if value in (10, 100) else value
            pending = 0
        else:
            pending = value
    return total + pending
