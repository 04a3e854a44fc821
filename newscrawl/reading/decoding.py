"""Bytes as received → text, whatever the server, the page and the bytes say of their charset."""

from __future__ import annotations

import re
from collections.abc import Iterator

from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
)

# Tried where nothing is declared or what is declared does not fit the bytes.
_GUESSES = ("gb18030", "big5", "shift_jis", "euc_kr", "cp1251", "cp1252")
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


def decode(html: bytes | str, content_type: str | None = None) -> str:
    """The page as text, without NUL and other control characters that no HTML may hold.

    Bytes that are valid UTF-8 are UTF-8, whatever is declared: no other encoding looks like it by
    chance. What fits nothing is decoded as declared, with U+FFFD where it does not fit.
    """
    text = html if isinstance(html, str) else _decode_bytes(html, content_type)
    return _NOT_TEXT.sub("", text)


def _decode_bytes(body: bytes, content_type: str | None) -> str:
    bom_encoding, bom = read_bom(body)
    if bom_encoding is not None and bom is not None:
        return body[len(bom) :].decode(bom_encoding, errors="replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        # A page cut by its server in the middle of a character is UTF-8 all the same.
        if error.start >= len(body) - 3:
            return body[: error.start].decode("utf-8")
    declared = list(_declared(body, content_type))
    for encoding in declared:
        try:
            return body.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    utf8 = body.decode("utf-8", errors="replace")
    if utf8.count("\ufffd") * 200 < len(utf8) or (declared and declared[0] == "utf-8"):
        return utf8
    if declared:
        return body.decode(declared[0], errors="replace")
    return _guessed(body)


def _declared(body: bytes, content_type: str | None) -> Iterator[str]:
    header = http_content_type_encoding(content_type)
    if header:
        yield header
    meta = html_body_declared_encoding(body[:4096])
    if meta and meta != header:
        yield meta


def _guessed(body: bytes) -> str:
    # The fewest private, unassigned and box-drawing characters wins; the order breaks ties.
    best, best_cost = "", float("inf")
    for encoding in _GUESSES:
        try:
            text = body.decode(encoding)
        except UnicodeDecodeError:
            continue
        odd = sum(1 for char in text if "\ue000" <= char <= "\uf8ff" or "\x80" <= char <= "\x9f")
        rare = len(re.findall("[\u2500-\u257f\u3400-\u4dbf\uff61-\uff9f]", text))
        cost = (odd + rare) / (len(text) or 1)
        if cost < best_cost - 1e-4:
            best, best_cost = text, cost
    return best or body.decode("utf-8", errors="replace")
