"""The title of a page, without the name of the site."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from newscrawl.reading.lines import Line
from newscrawl.reading.outline import Outline

_SEPARATOR = re.compile(r"\s+[|\-–—·•»:_]+\s+|\s*[_|｜丨]\s*")
# Only these set off a site's name with certainty; a dash may belong to the title.
_SURE_SEPARATOR = re.compile(r"(?:\s+\||\s*[_｜丨])\s*$")
_NAME_WORDS, _NAME_CHARS = 4, 40
_NO_WORD = re.compile(r"[\W_]+")


@lru_cache(maxsize=1024)
def key(text: str) -> str:
    """What two spellings of one title share: letters and digits, without case."""
    return _NO_WORD.sub("", text).casefold()


def without_site(title: str, *, others: Iterable[str], names: Iterable[str]) -> str:
    """`title` without the site's name at its end.

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
            if _SEPARATOR.match(tail):
                return other
    parts = list(_SEPARATOR.finditer(title))
    if not parts:
        return title
    last = parts[-1]
    head, tail = title[: last.start()].strip(), title[last.end() :].strip()
    if not head:
        return title
    known = {key(name) for name in names if key(name)}
    if key(tail) in known:
        return without_site(head, others=(), names=names)
    sure = _SURE_SEPARATOR.search(title[: last.end()]) is not None
    if sure and len(tail.split()) <= _NAME_WORDS and len(tail) <= _NAME_CHARS:
        return head
    return title


def title_line(outline: Outline, titles: Iterable[str]) -> Line | None:
    """The line that shows the title: an h1, else a line that repeats one of `titles`."""
    keys = [folded for title in dict.fromkeys(titles) if (folded := key(title))]
    lines = outline.lines
    longest = 2 * max(map(len, keys), default=0)
    same = [line for line in lines if len(line.text) <= longest and key(line.text) in keys]
    same = [line for line in same if line.href is None] or same
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


def _begins(one: str, other: str) -> bool:
    return bool(one) and (one.startswith(other) or other.startswith(one))
