"""Near duplicates: articles that share most of their text, told by a short signature of each.

A signature is a MinHash of the runs of three words in an article, and of five characters where a
script sets no spaces. Two of them tell how much of their text two articles share, and bands of it
find the candidates by an index. Figures stand in a second, smaller sketch: the price reports of two
days share nearly all their words and are two articles all the same.

Signatures are kept for years. Whatever changes what they are made of must change `_VERSION`, their
first byte: those of two versions are never alike; an article gets a new one when it is read again.

Source: Broder, On the resemblance and containment of documents (1997).
"""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NewType
from zlib import crc32

# A byte of version, 128 slots of two bytes, and two bytes for each of at most 24 figures.
Signature = NewType("Signature", bytes)

# Articles whose estimated Jaccard similarity is at least this are near duplicates. Chosen by
# benchmarks/similarity.py, as all numbers below.
NEAR = 0.4

_VERSION = 1
_SEED = 20_250_901
_SLOTS = 128
# With fewer runs than this chance decides.
_LEAST_SHINGLES = 20
_WORDS, _CHARS = 3, 5
_SLOTS_AS_BYTES = struct.Struct(f"<{_SLOTS}H")
# Four slots of two bytes are one integer of 64 bits.
_BANDS = struct.Struct(f"<{_SLOTS // 4}q")
_FIGURES_AT = 1 + 2 * _SLOTS
# The slots of a signature as one integer: the highest bit of each, and all others.
_HIGHEST = int.from_bytes(b"\x00\x80" * _SLOTS, "little")
_OTHERS = int.from_bytes(b"\xff\x7f" * _SLOTS, "little")
_FIGURES = 24
# Two articles with figures of which less than a third is common tell of two things.
_LEAST_FIGURES = 2
_SHARED_FIGURES = 1 / 3
_SEPARATORS = str.maketrans("", "", ".,")

# Thai, Lao, Tibetan, Burmese, Khmer, kana and Han write words without spaces between them.
_DENSE = (
    "\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_RUN = re.compile(rf"[{_DENSE}]+")
_BETWEEN_RUNS = re.compile(rf"[^{_DENSE}]+")
_WORD = re.compile(r"\w+")
# What parts the words of a text in ASCII.
_GAPS = str.maketrans({char: " " for char in map(chr, range(128)) if not _WORD.match(char)})
# Letters and digits in the width of Han characters, and kana in half of it.
_OTHER_WIDTHS = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff66-\uff9f]")
# Not `[0-9]+`: a search for a single character is the faster one.
_NUMBER = re.compile(r"[0-9][0-9]*(?:[.,][0-9]+)*")
# A paragraph that says nothing of the matter: what a publisher sets under every text.
_BOILERPLATE = re.compile(
    r"\W*(?:disclaimer|risk (?:warning|disclosure)|descargo de responsabilidad"
    r"|aviso (?:de riesgo|legal|de isenção)|isenção de responsabilidade|avertissement"
    r"|отказ от ответственности|дисклеймер|предупреждение о риск|застереження"
    r"|відмова від відповідальності|haftungsausschluss|yasal uyarı|sorumluluk reddi|feragatname"
    r"|penafian|(?:tuyên bố )?miễn trừ|clausola di esclusione|zastrzeżenie|免责声明|免責聲明"
    r"|免責事項|风险提示|風險提示|风险警示|면책 ?조항|면책 ?공고|إخلاء (?:ال)?مسؤولية|अस्वीकरण"
    r"|ข้อจำกัดความรับผิด|คำปฏิเสธความรับผิด)"
)


def signature(title: str | None, text: str | None) -> Signature | None:
    """The signature of an article, the same for ever; None if it is too short to have one.

    Case, punctuation and widths of characters do not matter, the order of paragraphs hardly. Nor
    does the language: the script of each word decides.
    """
    plain = _plain(f"{title or ''}\n{text or ''}")
    shingles = _shingles(plain)
    if len(set(shingles)) < _LEAST_SHINGLES:
        return None
    return Signature(bytes((_VERSION,)) + _minhash(shingles) + _sketch(_figures(plain)))


def bands(of: Signature) -> tuple[int, ...]:
    """What an index keeps of a signature: near duplicates have at least one of them in common.

    Signed integers of 64 bits. Of two articles with similarity s these have one in common with
    the probability 1 - (1 - s⁴)³², most of those that have are no near duplicates: ask `near`.
    """
    return _BANDS.unpack_from(of, 1)


def similarity(one: Signature, other: Signature) -> float:
    """The share of their text that two articles have in common: an estimate of Jaccard's index.

    Its standard deviation is 0.04 at most. 0.0 where the signatures are of two versions.
    """
    if one[0] != other[0]:
        return 0.0
    ours, theirs = (int.from_bytes(each[1:_FIGURES_AT], "little") for each in (one, other))
    differing = ours ^ theirs
    # The highest bit of a slot is set where any of its bits is: adding cannot reach the next slot.
    marked = (((differing & _OTHERS) + _OTHERS) | differing) & _HIGHEST
    return (_SLOTS - marked.bit_count()) / _SLOTS


def near(one: Signature, other: Signature) -> float | None:
    """The similarity of two articles if they are near duplicates; None if they are not.

    Words that are the same under figures that are not make two reports, not one article.
    """
    alike = similarity(one, other)
    return alike if alike >= NEAR and not _tell_of_two(one, other) else None


def _plain(text: str) -> str:
    """`text` in one case and width, without paragraphs that stand under every text."""
    if not unicodedata.is_normalized("NFKC", text):
        # All of NFKC for an article of wide commas takes longer than everything else here.
        wide = _OTHER_WIDTHS.search(text)
        text = unicodedata.normalize("NFKC", text) if wide else unicodedata.normalize("NFC", text)
    return "\n".join([line for line in text.casefold().split("\n") if not _BOILERPLATE.match(line)])


def _shingles(plain: str) -> list[str]:
    """The runs of words and of characters in a text, as often as they are there."""
    dense = None
    if plain.isascii():
        words = plain.translate(_GAPS).split()  # in a third of the time
    else:
        dense = _RUN.search(plain)
        words = _WORD.findall(_RUN.sub(" ", plain) if dense else plain)
    shingles = list(map(" ".join, zip(words, words[1:], words[2:], strict=False)))
    if dense:
        chars = _BETWEEN_RUNS.sub("", plain)
        shingles += [chars[start : start + _CHARS] for start in range(len(chars) - _CHARS + 1)]
    return shingles


def _minhash(shingles: list[str]) -> bytes:
    # Here, since most who import this module only compare.
    from rensa import RMinHash  # type: ignore[import-untyped]

    minhash = RMinHash(_SLOTS, _SEED)
    minhash.update(shingles)
    return _SLOTS_AS_BYTES.pack(*[slot & 0xFFFF for slot in minhash.digest()])


def _figures(plain: str) -> Iterator[str]:
    """Prices, rates and amounts in a text: small whole numbers and years are in every one."""
    for number in _NUMBER.findall(plain):
        digits = number.translate(_SEPARATORS)
        if digits != number or (len(digits) > 2 and not (len(digits) == 4 and digits < "2100")):
            yield digits


def _sketch(figures: Iterable[str]) -> bytes:
    """The smallest hashes of the figures of a text, in order."""
    hashes = sorted({crc32(figure.encode()) & 0xFFFF for figure in figures})[:_FIGURES]
    return struct.pack(f"<{len(hashes)}H", *hashes)


def _tell_of_two(one: Signature, other: Signature) -> bool:
    """Whether both texts have figures, and other ones."""
    ours, theirs = (
        [hash_ for (hash_,) in struct.iter_unpack("<H", each[_FIGURES_AT:])]
        for each in (one, other)
    )
    # A sketch that is full ends before the figures do: both are whole up to the lower end.
    end = min((sketch[-1] for sketch in (ours, theirs) if len(sketch) == _FIGURES), default=0xFFFF)
    mine, yours = ({hash_ for hash_ in sketch if hash_ <= end} for sketch in (ours, theirs))
    fewer = min(len(mine), len(yours))
    return fewer >= _LEAST_FIGURES and len(mine & yours) < _SHARED_FIGURES * fewer
