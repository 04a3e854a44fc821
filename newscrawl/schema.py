"""The JSON Schema of the feed and the table of its fields, both made from `newscrawl.items`.

``python -m newscrawl.schema DOCS`` (``make generated``) writes them into the folder DOCS.
"""

from __future__ import annotations

import json
import sys
import types
from dataclasses import Field, fields
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from newscrawl.items import (
    ARTICLE_SCHEMA,
    LINK_SCHEMA,
    ArchiveRef,
    Article,
    Block,
    Image,
    Link,
    QuestionAnswer,
    RelatedReading,
    Span,
)

SCHEMA_FILE = "article.schema.json"
LINK_SCHEMA_FILE = "link.schema.json"
TABLE_FILE = "fields.md"

# Article first: it is a line of the feed, the others are what it is made of.
ITEMS: tuple[type, ...] = (
    Article,
    Span,
    Block,
    QuestionAnswer,
    RelatedReading,
    Image,
    ArchiveRef,
)

# A row that is not `removed` passed the validation, which lets no article in without these.
ALWAYS_IN_A_ROW = ("title", "text", "blocks")

TIME = {"pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", "format": "date-time"}
LANGUAGE = {"pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$"}
ADDRESS = {"pattern": "^https?://"}
FULL_ID = {"pattern": r"^[^:\s]+:\S+$"}
# What a type alone does not say, by the name that a field has in every item.
LIMITS: dict[str, dict[str, Any]] = {
    "at": TIME,
    "earliest": TIME,
    "latest": TIME,
    "published_at": TIME,
    "updated_at": TIME,
    "fetched_at": TIME,
    "rendered_at": TIME,
    "first_seen_at": TIME,
    "seen_at": TIME,
    "url": ADDRESS,
    "canonical_url": ADDRESS,
    "from_url": ADDRESS,
    "to_url": ADDRESS,
    "id": FULL_ID,
    "from_id": FULL_ID,
    "to_id": FULL_ID,
    "duplicate_of": FULL_ID,
    "language": LANGUAGE,
    "page_language": LANGUAGE,
    "content_hash": {"pattern": "^[0-9a-f]{64}$"},
    "seq": {"minimum": 1},
    "revision": {"minimum": 1},
    "rank": {"minimum": 1},
    "offset": {"minimum": 0},
    "similarity": {"minimum": 0, "maximum": 1},
}
# A text that is empty is null instead.
SCALARS: dict[type, dict[str, Any]] = {
    str: {"type": "string", "minLength": 1},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
}


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of one line of the feed.

    Fields that it does not know are allowed: within a version the feed may gain some.
    """
    article, *parts = ITEMS
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": ARTICLE_SCHEMA,
        **_object(article),
        "if": {"properties": {"change": {"const": "removed"}}},
        "then": {"properties": {name: {"type": "null"} for name in ALWAYS_IN_A_ROW}},
        "else": {"properties": {name: {"not": {"type": "null"}} for name in _never_null()}},
        "$defs": {part.__name__: _object(part) for part in parts},
    }
    schema["properties"]["schema"]["const"] = ARTICLE_SCHEMA
    return schema


def link_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of one line of the feed of links."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": LINK_SCHEMA,
        **_object(Link),
    }
    schema["properties"]["schema"]["const"] = LINK_SCHEMA
    return schema


def schema_text(schema: dict[str, Any]) -> str:
    """A JSON Schema as its file holds it."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def field_table() -> str:
    """docs/fields.md: every field, its type and what it means."""
    lines = [
        "# The fields of the feed",
        "",
        "Generated from `newscrawl/items.py` by `make generated`; do not edit.",
        "",
        f"One line of the feed is one `Article` at one revision, schema `{ARTICLE_SCHEMA}`, as a "
        f"JSON object. [`{SCHEMA_FILE}`]({SCHEMA_FILE}) is the same as a JSON Schema.",
        "",
        '- Every field is always there. An absent value is `null` and never `""`; an absent list '
        "is `[]`. A null marked *removed* stands only in a row with `change: removed`.",
        "- A time is a string: UTC, ISO 8601 with `Z`, whole seconds. `published_at` and "
        "`updated_at` are as sure as their span's `precision` says: a date without a time gives "
        "its noon, or the moment at which the page was made where that was earlier.",
        "- Within a version fields are only added: ignore those that you do not know.",
        f"- The feed of links has rows of its own, [Link](#link), schema `{LINK_SCHEMA}` "
        f"([`{LINK_SCHEMA_FILE}`]({LINK_SCHEMA_FILE})).",
    ]
    for item in (*ITEMS, Link):
        lines += ["", f"## {item.__name__}", "", _first_line(item), ""]
        lines += ["| field | type | null | meaning |", "|---|---|---|---|"]
        hints = get_type_hints(item)
        for each in fields(item):
            kind, nullable = _without_none(hints[each.name])
            null = "yes" * nullable
            if item is Article and each.name in _never_null():
                null = "removed"
            kind_name = "time" if LIMITS.get(each.name) is TIME else _type_name(kind)
            about = each.metadata["about"].replace("|", r"\|")
            lines.append(f"| `{each.name}` | {kind_name} | {null} | {about} |")
    return "\n".join(lines) + "\n"


def write(folder: Path) -> list[Path]:
    """Writes the files into `folder`; the paths of those that changed."""
    changed = []
    texts = {
        SCHEMA_FILE: schema_text(json_schema()),
        LINK_SCHEMA_FILE: schema_text(link_schema()),
        TABLE_FILE: field_table(),
    }
    for name, text in texts.items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            changed.append(path)
    return changed


def _object(item: type) -> dict[str, Any]:
    """The schema of a dataclass; all its fields are required."""
    hints = get_type_hints(item)
    return {
        "description": _first_line(item),
        "type": "object",
        "required": [each.name for each in fields(item)],
        "properties": {each.name: _property(each, hints[each.name]) for each in fields(item)},
    }


def _property(each: Field[Any], hint: Any) -> dict[str, Any]:
    kind, nullable = _without_none(hint)
    found = {**_type(kind), **LIMITS.get(each.name, {})}
    if nullable and "$ref" in found:
        found = {"anyOf": [found, {"type": "null"}]}
    elif nullable:
        found["type"] = [found.get("type", "string"), "null"]
        if "enum" in found:
            found["enum"] = [*found["enum"], None]
    return {"description": each.metadata["about"], **found}


def _type(kind: Any) -> dict[str, Any]:
    """The schema of a type that is not optional.

    Raises:
        TypeError: for a type that the feed does not use; teach it here first.
    """
    origin, inner = get_origin(kind), get_args(kind)
    if kind in SCALARS:
        return dict(SCALARS[kind])
    if origin is Literal:
        return {"type": "string", "enum": list(inner)}
    if origin is list:
        return {"type": "array", "items": _type(inner[0])}
    if origin is dict and inner[0] is str:
        return {"type": "object", "additionalProperties": _type(inner[1])}
    if kind in ITEMS:
        return {"$ref": f"#/$defs/{kind.__name__}"}
    raise TypeError(f"the feed's schema has no room for the type {kind}")


def _type_name(kind: Any) -> str:
    """A type as docs/fields.md names it."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Literal:
        return r" \| ".join(f"`{value}`" for value in inner)
    if origin is list:
        return f"list of {_type_name(inner[0])}"
    if origin is dict:
        return f"object of {_type_name(inner[1])}"
    if kind in ITEMS:
        return f"[{kind.__name__}](#{kind.__name__.lower()})"
    return {str: "string", bool: "boolean", int: "integer", float: "number"}[kind]


def _without_none(hint: Any) -> tuple[Any, bool]:
    """The type without its None, and whether it had one."""
    if get_origin(hint) not in (Union, types.UnionType):
        return hint, False
    rest = [kind for kind in get_args(hint) if kind is not type(None)]
    if len(rest) != 1:
        raise TypeError(f"the feed's schema has no room for the type {hint}")
    return rest[0], True


def _never_null() -> list[str]:
    """Fields that are null in a `removed` row only: the lists, and what every article has."""
    hints = get_type_hints(Article)
    lists = [name for name, hint in hints.items() if get_origin(_without_none(hint)[0]) is list]
    return sorted({*lists, *ALWAYS_IN_A_ROW})


def _first_line(item: type) -> str:
    assert item.__doc__ is not None
    return item.__doc__.partition("\n")[0]


def main(argv: list[str]) -> int:
    """Writes the files into the folder given, and says which changed."""
    if len(argv) != 1:
        print("usage: python -m newscrawl.schema FOLDER", file=sys.stderr)
        return 2
    changed = write(Path(argv[0]))
    print("\n".join(f"written: {path}" for path in changed) or "generated files are fresh")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
