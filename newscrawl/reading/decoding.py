"""Bytes as received → text, whatever the server, the page and the bytes say of their charset."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator

from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
)

# Tried where nothing is declared or what is declared does not fit the bytes: each with what a text
# in it is mostly made of, beside ASCII. A text in another encoding shows these only by chance.
_MARKS = "\u3000-\u301f\uff01-\uff1f"
_KANA = "\u3041-\u30ff"
_CYRILLIC = "а-яёіїєґў«»—–№"
_SIMPLIFIED = (
    "的一是不了在人有我他这中大来上个国到说们为子和你地出道也时年得就那要下以生会自着"
    "去之过家学对可她里后小么心多天而能好都然没日于起还发成事只作当想看文无开手用主行"
    "方又如前所本见经面公同三已从动两长知样现分将外但些与高意进法此实回二点其种全工情"
    "部定名问机给等业新间最市月"
)
_TRADITIONAL = (
    "的一是不了在人有我他這中大來上個國到說們為子和你地出道也時年得就那要下以生會自著"
    "去之過家學對可她裡後小麼心多天而能好都然沒日於起還發成事只作當想看文無開手用主行"
    "方又如前所本見經面公同三已從動兩長知樣現分將外但些與高意進法此實回二點其種全工情"
    "部定名問機給等業新間最市月"
)
_HANGUL = (
    "이다는의에가을를은한고로하지도서자기사리시대아나일부어인그라해수정으과있보적전스들제년원장주만"
)
_LATIN = "à-öø-ÿßœ’‘“”–—«»¿¡…·ºª°€"
# And the least share of them by which a text is known.
_FAMILIAR = {
    "gb18030": (_MARKS + _SIMPLIFIED, 0.2),
    "big5": (_MARKS + _TRADITIONAL, 0.2),
    "cp932": (_MARKS + _KANA, 0.35),
    "euc_jp": (_MARKS + _KANA, 0.35),
    "cp949": (_HANGUL, 0.3),
    "cp1251": (_CYRILLIC, 0.75),
    "koi8_r": (_CYRILLIC, 0.75),
    "cp1252": (_LATIN, 0.75),
}
_IN_WORDS = {"cp1251": True, "koi8_r": True, "cp1252": False}
_FIT_ALL = frozenset({"cp1252"})  # as the names of Latin-1 and ASCII are understood
_SAMPLE_BYTES = 100_000
# Python's own codecs that are no charset of a page.
_NO_CHARSETS = frozenset("punycode idna unicode-escape raw-unicode-escape undefined utf-7".split())
_NOT_ASCII = re.compile("[^\x00-\x7f]")
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


def decode(html: bytes | str, content_type: str | None = None) -> str:
    """The page as text, without NUL and other control characters that no HTML may hold.

    Bytes that are valid UTF-8 are UTF-8, whatever is declared: no other encoding looks like it by
    chance. What fits nothing is decoded as declared, with U+FFFD where it does not fit.
    """
    text = html if isinstance(html, str) else _decode_bytes(html, content_type)
    return _NOT_TEXT.sub("", text)


def decode_pieces(pieces: Iterable[bytes], content_type: str | None = None) -> Iterator[str]:
    """The text of a stream, by `decode`'s rules as far as they can be kept without seeing its end.

    UTF-8 until bytes come that are not; from there on what the first piece declares, or what the
    bytes look like. Control characters are kept.

    Args:
        pieces: the bytes; the first should hold the declaration, so some 1,000 of them.
        content_type: the response's Content-Type header, for its charset.
    """
    head, mark, decoder = b"", b"", None
    for piece in pieces:
        if decoder is None:
            head = piece
            bom_encoding, bom = read_bom(head)
            wide = bom_encoding or _without_mark(head)
            decoder = _decoder(wide, "replace") if wide else _decoder("utf-8", "strict")
            piece = head[len(bom or b"") :]
        mark = decoder.getstate()[0] if decoder.errors == "strict" else b""
        try:
            yield decoder.decode(piece)
        except UnicodeDecodeError:
            decoder = _decoder(_other_encoding(head, mark + piece, content_type), "replace")
            yield decoder.decode(mark + piece)
    if decoder is not None and decoder.errors == "replace":
        yield decoder.decode(b"", True)


def _decoder(encoding: str, errors: str) -> codecs.IncrementalDecoder:
    try:
        return codecs.getincrementaldecoder(encoding)(errors)
    except LookupError:
        return codecs.getincrementaldecoder("utf-8")(errors)


def _other_encoding(head: bytes, piece: bytes, content_type: str | None) -> str:
    # Of a piece that is not UTF-8, in a stream that begins with `head`.
    return _chosen(piece, list(_declared(head, content_type)))


def _decode_bytes(body: bytes, content_type: str | None) -> str:
    bom_encoding, bom = read_bom(body)
    if bom_encoding is not None and bom is not None:
        return body[len(bom) :].decode(bom_encoding, errors="replace")
    wide = _without_mark(body)
    if wide is not None:
        return body.decode(wide, errors="replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        # A page cut by its server in the middle of a character is UTF-8 all the same.
        if error.start >= len(body) - 3:
            return body[: error.start].decode("utf-8")
    encoding = _chosen(body, list(_declared(body, content_type)))
    text = _strict(body, encoding)
    return body.decode(encoding, errors="replace") if text is None else text


def _chosen(body: bytes, declared: list[str]) -> str:
    """The encoding of bytes that are not UTF-8, among those declared and those that are known."""
    # Servers say Latin-1 of whatever they send, and all bytes fit it: that they do tells nothing.
    for encoding in (name for name in declared if name not in _FIT_ALL):
        if _strict(body, encoding) is not None:
            return encoding
    utf8 = body.decode("utf-8", errors="replace")
    broken = utf8.count("\ufffd")
    # Damaged UTF-8 has more characters that are whole; a text in Latin letters has none.
    if broken * 200 < len(utf8) and broken < len(_NOT_ASCII.findall(utf8)) - broken:
        return "utf-8"
    latin = next((name for name in declared if name in _FIT_ALL), None)
    if declared and latin is None:
        return declared[0]
    guess = _guess(body)
    return latin if latin is not None and guess == "utf-8" else guess


def _declared(body: bytes, content_type: str | None) -> Iterator[str]:
    header = http_content_type_encoding(content_type)
    meta = html_body_declared_encoding(body[:4096])
    for encoding in dict.fromkeys((header, meta)):
        if encoding and _is_charset(encoding):
            yield encoding


def _is_charset(name: str) -> bool:
    # Python has codecs for more than text: zlib, hex.
    try:
        b"a".decode(name)
    except LookupError:
        return False
    except UnicodeError:
        pass  # half a character of UTF-16
    return name.replace("_", "-") not in _NO_CHARSETS


def _strict(body: bytes, encoding: str) -> str | None:
    # The text, whose last character may be cut; None if the bytes do not fit.
    try:
        return body.decode(encoding)
    except UnicodeDecodeError as error:
        return body[: error.start].decode(encoding) if error.start >= len(body) - 3 else None
    except LookupError:
        return None


def _without_mark(body: bytes) -> str | None:
    # UTF-16 without its mark: every other byte of markup is NUL.
    even, odd = body[0:400:2], body[1:400:2]
    for encoding, zeros, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if 8 * zeros.count(0) > len(zeros) and zeros.count(0) > 4 * others.count(0):
            return encoding
    return None


def _guess(body: bytes) -> str:
    # The encoding whose text is the most familiar; none is better than one that reads as nonsense.
    best, most = "utf-8", 0.0
    for encoding, (familiar, least) in _FAMILIAR.items():
        text = _strict(body[:_SAMPLE_BYTES], encoding)
        letters = re.sub(r"[\x00-\x7f]+", "", text or "")
        # One byte a letter: Cyrillic stands in whole words, what Latin adds within those of ASCII.
        in_words = sum(map(len, re.findall(r"[^\x00-\x7f]{2,}", text or ""))) > len(letters) / 2
        if encoding in _IN_WORDS and in_words is not _IN_WORDS[encoding]:
            continue
        share = len(re.sub(f"[^{familiar}]+", "", letters)) / (len(letters) or 1)
        if share - least > most:
            best, most = encoding, share - least
    return best
