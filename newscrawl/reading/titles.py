"""The title of a page, without the name of the site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from newscrawl.reading.lines import Line
from newscrawl.reading.outline import Outline

_SEPARATOR = re.compile(r"\s+[|\-–—·•»:_]+\s+|\s*[_|｜丨]\s*")
# Only these set off a site's name with certainty; a dash may belong to the title.
_SURE_SEPARATOR = re.compile(r"(?:\s+\||\s*[_｜丨])\s*$")
_DASHES = ("-", "–", "—")
_BARS = ("|", "｜", "丨")
_PROSE_CHARS = 80
_NAME_WORDS, _NAME_CHARS = 4, 40
# So much of a name tells it from a word that begins like it.
_TELLING_CHARS = 6
# A heading of so many words is no section's.
_TITLE_WORDS, _TITLE_WIDTH = 4, 24
# "Harbour of Oriel: the title".
_KICKER = re.compile(r"^[^:：|]{2,60}(?:[:：]\s|\s\|\s)")
_NO_WORD = re.compile(r"[\W_]+")


@lru_cache(maxsize=1024)
def key(text: str) -> str:
    """What two spellings of one title share: letters and digits, without case."""
    return _NO_WORD.sub("", text).casefold()


def without_site(title: str, *, others: Iterable[str], names: Iterable[str]) -> str:
    """`title` without the site's name at either end.

    Args:
        title: from `<title>` or Open Graph.
        others: other titles of the page: one that `title` begins with is the title.
        names: names that the site is known by.
    """
    own = key(title)
    for other in others:
        shorter = key(other)
        if shorter and shorter != own and own.startswith(shorter):
            tail = title[len(other) :] if title.startswith(other) else ""
            if _SEPARATOR.match(tail) or tail[:1] in _DASHES:
                return other
    parts = list(_SEPARATOR.finditer(title))
    if not parts:
        return title
    last = parts[-1]
    head, tail = title[: last.start()].strip(), title[last.end() :].strip()
    if head and is_site(tail, names):
        return without_site(head, others=(), names=names)
    first = parts[0]
    if title[first.end() :].strip() and is_site(title[: first.start()], names):
        return without_site(title[first.end() :].strip(), others=(), names=names)
    sure = _SURE_SEPARATOR.search(title[: last.end()]) is not None
    if head and sure and len(tail.split()) <= _NAME_WORDS and len(tail) <= _NAME_CHARS:
        return head
    return title


def is_site(text: str, names: Iterable[str]) -> bool:
    """Whether `text` is one of the names of a site, or the beginning or the rest of one."""
    own = key(text)
    if not own or len(text) > _NAME_CHARS:
        return False
    for name in map(key, names):
        if own == name:
            return True
        shorter, longer = sorted((own, name), key=len)
        if len(shorter) >= _TELLING_CHARS and (
            longer.startswith(shorter) or longer.endswith(shorter)
        ):
            return True
    return False


def title_of(line: Line, titles: Sequence[str]) -> tuple[str, bool]:
    """The title that a line shows, and whether it goes before what metadata says.

    Args:
        line: the line, found by `title_line`.
        titles: what metadata says the title is.
    """
    own = key(line.text)
    known = {key(title): title for title in reversed(titles)}
    for piece in line.pieces if len(line.pieces) > 1 else ():
        if (said := known.get(key(piece.text))) and key(said) != own:
            return said, True  # beside a kicker
    whole = known.get(own)
    if whole is not None:
        return (whole if _is_glued(line) else line.text), True
    # Metadata can have a kicker of its own before the same title.
    tails = {key(tail) for title in titles if (tail := _KICKER.sub("", title, 1)) != title}
    last = line.pieces[-1].text.strip() if len(line.pieces) > 1 else ""
    is_long = len(last.split()) >= _TITLE_WORDS and 2 * len(last) >= len(line.text)
    if is_long and key(last) in tails:
        return last, True
    for begun, title in known.items():
        if begun and own.startswith(begun):
            rest = line.text[len(title) :]
            section = line.text.startswith(title) and rest.lstrip()[:1] in _BARS
            return (title if section else line.text), True
    parts = sorted(
        line.pieces, key=lambda piece: piece.text.strip() and len(piece.text), reverse=True
    )
    if len(parts) > 1 and parts[0] is line.pieces[-1] and not any(own in one for one in known):
        said = parts[0].text.strip()
        if len(said.split()) >= _TITLE_WORDS and 5 * len(said) >= 3 * len(line.text):
            return said, line.level == 1  # under a kicker that no metadata knows
    # A headline for machines may be another than the one that readers see.
    heads = line.level == 1 and not line.chrome and line.href is None
    return line.text, heads and (
        len(line.text.split()) >= _TITLE_WORDS or line.width >= _TITLE_WIDTH
    )


def agreed_title(titles: Iterable[tuple[str, str]]) -> str | None:
    """The title that linked data and Open Graph both name; None if they differ, or one is missing.

    Args:
        titles: titles with their origins.
    """
    said: dict[str, str] = {}
    for title, origin in titles:
        said.setdefault(origin, title)
    headline, shared = said.get("json-ld:headline"), said.get("meta:og:title")
    return headline if headline and shared and key(headline) == key(shared) else None


def is_variant(shown: str, agreed: str | None) -> bool:
    """Whether a title that a page shows is another than the one that its publisher agrees on.

    What begins with it is the whole of one that was cut, unless a bar and a section follow.
    """
    if agreed is None or key(shown) == key(agreed):
        return False
    rest = shown[len(agreed) :].lstrip() if shown.startswith(agreed) else ""
    return rest[:1] in _BARS if rest else not key(shown).startswith(key(agreed))


def _is_glued(line: Line) -> bool:
    # Whether elements side by side run into one word: "EnergyTidal power".
    return any(
        one.text[-1:].isalnum() and other.text[:1].isalnum() for one, other in pairwise(line.pieces)
    )


def title_line(outline: Outline, titles: Iterable[str]) -> Line | None:
    """The line that shows the title: an h1, else a line that repeats one of `titles`."""
    keys = [folded for title in dict.fromkeys(titles) if (folded := key(title))]
    lines = outline.lines
    longest = 2 * max(map(len, keys), default=0)
    same = [line for line in lines if len(line.text) <= longest and key(line.text) in keys]
    same = [line for line in same if line.href is None] or same
    if len(same) > 1 or (same and same[0].index > len(lines) // 2):
        last = _last_over_text(lines)
        same = [line for line in same if line.index <= last]
    headings = [line for line in same if line.kind == "heading"]
    if headings:
        return min(headings, key=lambda line: (line.level, line.index))
    tops = [line for line in lines if line.level == 1 and line.href is None and not line.chrome]
    if tops:
        # An h1 that no metadata repeats: if there is one, it is the title all the same.
        with_start = [
            line for line in tops if any(_begins(key(line.text), known) for known in keys)
        ]
        if with_start or not same:
            return (with_start or tops)[0]
    shown = [line for line in same if not line.chrome] or same
    # A bar that follows the reader and a breadcrumb come first; the title stands at the text.
    return shown[-1] if shown else None


def _last_over_text(lines: Sequence[Line]) -> int:
    # The last line that has a third of the page's prose below it: a title stands over its text,
    # and lists under a text repeat it.
    prose = [line for line in lines if line.width >= _PROSE_CHARS and line.link_share < 0.5]
    total, below = sum(line.width for line in prose), 0
    for line in reversed(prose):
        below += line.width
        if 3 * below >= total:
            return line.index - 1
    return len(lines)


def _begins(one: str, other: str) -> bool:
    return bool(one) and (one.startswith(other) or other.startswith(one))
