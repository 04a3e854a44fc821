"""Makes the tables of `newscrawl.dates` from CLDR and from `words/*.toml`.

``python -m newscrawl.dates.tables`` writes `tables.bin`, ``--check`` says whether it is fresh,
``--cldr DIR`` first takes CLDR's relative types from an unpacked npm package `cldr-dates-full`.
"""

from __future__ import annotations

import argparse
import json
import sys
import zlib
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from newscrawl.dates.language import NEUTRAL, SHARED, WORD_PARTS, WORDS, part_of
from newscrawl.dates.tables.cldr import RELATIVE_TYPES, languages, read_relative_types
from newscrawl.dates.tables.compiling import compile_language
from newscrawl.dates.tables.finishing import finish

TABLES = Path(__file__).with_name("tables.bin")
# Languages whose words are found without being told of them, the commoner first.
NEWS = (
    "en es pt fr de it ru ar zh ja ko tr nl pl id vi uk el cs ro hu sv fa he hi th bg da fi nb sk "
    "hr sr sl lt lv et ca bn mr ta te ur ms"
).split()
# Other names of languages, and languages that are written as another is.
ALIASES = {
    "no": "nb", "iw": "he", "in": "id", "ji": "yi", "mo": "ro", "sh": "sr", "tl": "fil",
    "jw": "jv", "cmn": "zh", "guj": "gu",
}  # fmt: skip
# Kinds that tell something beside numbers.
_NAMES = "month weekday span era am pm night noon midnight zone utc which hour".split()
# Kinds that tell a moment without a number, or an amount of time beside one.
_MOMENTS = ("now", "day", "amount", "unit", "ago")
# Kinds of words that tell nothing of their language.
_QUIET_KINDS = ("between", "at", "hour", "and", "from", "zone")
# A word that so many languages have tells of none.
_TOO_MANY = 20


def main(arguments: list[str] | None = None) -> int:
    """Writes the tables, or with ``--check`` compares them."""
    parser = argparse.ArgumentParser(prog="python -m newscrawl.dates.tables", description=__doc__)
    parser.add_argument("--check", action="store_true", help="exit 1 if the tables are not fresh")
    parser.add_argument("--cldr", type=Path, metavar="DIR", help="the npm package, unpacked")
    asked = parser.parse_args(arguments)
    if asked.cldr is not None:
        types = read_relative_types(asked.cldr)
        text = json.dumps(types, ensure_ascii=False, indent=0, sort_keys=True)
        RELATIVE_TYPES.write_text(text + "\n", "utf-8")
    tables = compile_all()
    if asked.check:
        fresh = TABLES.exists() and unpack(TABLES.read_bytes()) == tables
        print("tables.bin is fresh" if fresh else "tables.bin is stale: make generated")
        return 0 if fresh else 1
    fresh_tables = TABLES.with_suffix(".new")
    fresh_tables.write_bytes(pack(tables))
    fresh_tables.replace(TABLES)  # never half of them
    count = sum(not name.startswith(SHARED) for name in tables)
    print(f"{TABLES.name}: {count} languages, {TABLES.stat().st_size} bytes")
    return 0


def pack(tables: dict[str, Any]) -> bytes:
    """A line of JSON that tells each table's place, then the tables, each deflated."""
    blobs, index, at = [], {}, 0
    for name, table in tables.items():
        text = json.dumps(table, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        blob = zlib.compress(text.encode(), 9)
        index[name] = [at, len(blob)]
        blobs.append(blob)
        at += len(blob)
    return json.dumps(index, separators=(",", ":")).encode() + b"\n" + b"".join(blobs)


def unpack(packed: bytes) -> dict[str, Any]:
    """What `pack` was given."""
    head, _, body = packed.partition(b"\n")
    return {
        name: json.loads(zlib.decompress(body[at : at + size]))
        for name, (at, size) in json.loads(head).items()
    }


def compile_all() -> dict[str, Any]:
    """The table of each language, and what all of them share."""
    tables: dict[str, Any] = {}
    orders: dict[str, str] = {}
    types = json.loads(RELATIVE_TYPES.read_text("utf-8"))
    for language, locales in languages().items():
        table = compile_language(language, locales, orders, types, zones=language in NEWS)
        if table is not None:
            tables[language] = table
    shared = {
        "news": NEWS,
        "aliases": {name: of for name, of in ALIASES.items() if of in tables},
        "orders": orders,
        "scripts": _scripts(tables),
    }
    finished = {tag: finish(tag, table) for tag, table in sorted(tables.items())}
    neutral = finish("und", {"templates": {}, "words": {}})
    return {SHARED: shared, NEUTRAL: neutral, **_words_of_all(tables), **finished}


def _words_of_all(tables: dict[str, Any]) -> dict[str, dict[str, str]]:
    """What the words of news languages are, as `any_word` reads it: in parts, by their speakers."""
    speakers = _speakers(tables)
    moments = _last_words(tables, _MOMENTS)
    names = _last_words(tables, _NAMES)
    parts: dict[str, dict[str, list[str]]] = {
        f"{WORDS} {part}": defaultdict(list) for part in range(WORD_PARTS)
    }
    for word in sorted({*speakers, *moments, *names}):
        marks = "m" * (word in moments) + "n" * (word in names)
        spelled = " ".join((marks, *speakers.get(word, ())))
        parts[f"{WORDS} {part_of(word)}"][spelled].append(word)
    return {
        name: {spelled: "|".join(words) for spelled, words in part.items()}
        for name, part in parts.items()
    }


def _speakers(tables: dict[str, Any]) -> dict[str, list[str]]:
    """The news languages that have a word, where few have it."""
    speakers: dict[str, list[str]] = defaultdict(list)
    for language in NEWS:
        phrases = {
            phrase
            for kind, values in tables[language]["words"].items()
            if kind not in _QUIET_KINDS
            for listed in values.values()
            for phrase in listed
        }
        for word in {word for phrase in phrases for word in phrase.split(" ")}:
            speakers[word].append(language)
    return {word: found for word, found in speakers.items() if len(found) < _TOO_MANY}


def _last_words(tables: dict[str, Any], kinds: Sequence[str]) -> set[str]:
    """The last words of phrases of some kinds, in the news languages: they tell the most."""
    return {
        phrase.rpartition(" ")[2]
        for language in NEWS
        for kind in kinds
        for listed in tables[language]["words"].get(kind, {}).values()
        for phrase in listed
    }


def _scripts(tables: dict[str, Any]) -> dict[str, str]:
    """For each block of 128 characters, the few languages that write their months there."""
    blocks: dict[int, set[str]] = defaultdict(set)
    for language, table in tables.items():
        for listed in table["words"].get("month", {}).values():
            for word in listed:
                for char in word:
                    if ord(char) >= 0x370:
                        blocks[ord(char) >> 7].add(language)
    return {
        str(block): " ".join(sorted(found))
        for block, found in sorted(blocks.items())
        if len(found) <= 6 and not found & set(NEWS)
    }


if __name__ == "__main__":
    sys.exit(main())
