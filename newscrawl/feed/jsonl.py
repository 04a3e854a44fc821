"""Rows as strict JSON lines that any reader takes, whatever the pages held."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

import orjson

# What line-based readers split at (str.splitlines, JavaScript) and what terminals act upon: DEL,
# the C1 controls with U+0085, the separators U+2028 and U+2029. JSON escapes the C0 controls.
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029]")
# The bytes in which they are written.
_MAYBE_UNSAFE = re.compile(b"\x7f|\xc2[\x80-\x9f]|\xe2\x80[\xa8\xa9]")
# A moment is no item: `encode` refuses it, so must this.
_OPTIONS = orjson.OPT_APPEND_NEWLINE | orjson.OPT_PASSTHROUGH_DATETIME


def encode(row: object) -> bytes:
    r"""One line of strict JSON: UTF-8, no NaN or Infinity (null), ended by its only ``\n``.

    Halves of a surrogate pair are joined, a lone one becomes U+FFFD.

    Args:
        row: a mapping of plain values, lists, mappings and dataclasses, or a dataclass. Keys
            become texts; of two that become the same the later one stands.

    Raises:
        TypeError: a value is none of these.
    """
    text = json.dumps(as_plain(row), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    text = _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    try:
        return text.encode() + b"\n"
    except UnicodeEncodeError:
        return repair(text).encode() + b"\n"


def encode_item(row: object) -> bytes:
    """`encode` for an item, or a row whose names are texts and that holds items: much faster."""
    try:
        line = orjson.dumps(row, option=_OPTIONS)
    except TypeError:  # a lone surrogate, a number that is too long, a type of its own
        return encode(row)
    if b"\x7f" in line if line.isascii() else _MAYBE_UNSAFE.search(line):
        text = _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", line.decode())
        return text.encode()
    return line


def repair(text: str) -> str:
    """`text` with surrogate pairs joined and lone surrogates replaced by U+FFFD."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def as_plain(value: Any) -> Any:
    """`value` as what JSON has: dict, list, str, int, float, bool, None.

    Raises:
        TypeError: it is none of these, and neither mapping, sequence nor dataclass.
    """
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {_key(key): as_plain(item) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: as_plain(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, Sequence) and not isinstance(value, (bytes, bytearray, memoryview)):
        return [as_plain(item) for item in value]
    raise TypeError(f"no JSON for {type(value).__name__}")


def _key(key: Any) -> str:
    if isinstance(key, str):
        return key if key.isascii() else repair(key)
    if key is None or isinstance(key, (bool, int, float)):
        return json.dumps(as_plain(key))
    raise TypeError(f"no JSON key from {type(key).__name__}")
