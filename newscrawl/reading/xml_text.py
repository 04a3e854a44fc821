"""XML of sitemaps and feeds, read in pieces, in flat memory, whatever it holds.

The parser never sees what stands before the root element: no entity is declared, nothing is loaded
from elsewhere, and what a document calls by name is what HTML calls so, or plain text.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from html.entities import html5
from itertools import chain
from typing import Any, NamedTuple

from lxml import etree

from newscrawl.reading.decoding import decode_pieces

# Of a compressed document no more than this is unpacked: the protocol allows 50 MB.
MOST_BYTES = 512 * 1024 * 1024
_PIECE = 64 * 1024
_SAMPLE = 64 * 1024
# The text of one record, all elements together, and the length of one tag.
_RECORD_CHARS = 200_000
_TAG_CHARS = 64 * 1024
# The parser keeps a text until it ends.
_TEXT_CHARS = 4 * 1024 * 1024
_FIELDS = 2_000
_DEPTH = 64

_GZIP = b"\x1f\x8b"
_ROOT = re.compile(r"<[A-Za-z_]")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# One that begins nothing, and one that begins a name which is none of XML's own.
_BARE = re.compile(r"&(?!(?:\w{2,31}|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)")
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)(\w{2,31};)")
# Vocabularies, by what their addresses hold. What is not named here is the document's own.
_FAMILIES = (
    ("sitemap-news", "news"),
    ("sitemap-image", "image"),
    ("sitemap-video", "video"),
    ("/dc/", "dc"),
    ("modules/content", "content"),
    ("mrss", "media"),
    ("feedburner", "feedburner"),
    ("itunes", "itunes"),
    ("/xhtml", "xhtml"),
)
# What prefixes mean where nobody declares them.
_PREFIXES = (
    ("news", "sitemap-news"),
    ("image", "sitemap-image"),
    ("video", "sitemap-video"),
    ("xhtml", "/xhtml"),
    ("dc", "/dc/"),
    ("content", "modules/content"),
    ("media", "mrss"),
    ("feedburner", "feedburner"),
    ("itunes", "itunes"),
    ("atom", "http://www.w3.org/2005/Atom"),
    ("rdf", "rdf"),
)
_NAME = re.compile(r"<[^\s/>]+")
_ATOM = ("http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#")


class Field(NamedTuple):
    """An element of a record.

    Attributes:
        name: its local name, after its vocabulary and a colon where that is not the document's own.
        depth: 1 for a child of the record.
        text: all text inside.
    """

    name: str
    depth: int
    attributes: dict[str, str]
    text: str


@dataclass(slots=True)
class Record:
    """An element that was asked for, or the root.

    Attributes:
        name: as that of a field.
        root: name of the document's root.
    """

    name: str
    root: str
    attributes: dict[str, str]
    fields: list[Field] = field(default_factory=list)
    chars: int = 0

    def first(self, *names: str) -> str | None:
        """The text of the first child with one of `names`, in their order, that has some."""
        for name in names:
            for each in self.fields:
                if each.name == name and each.depth == 1 and each.text.strip():
                    return each.text.strip()
        return None


def records(pieces: Iterable[str], wanted: Collection[str]) -> Iterator[Record]:
    """The elements called `wanted`, as they end; what is outside of them comes last, as the root.

    Args:
        pieces: the document, from its root element on, as `text_of` gives it.
        wanted: local names. One inside another is a field of it.
    """
    target = _Target(wanted)
    parser: Any = etree.XMLParser(  # lxml's types do not know of a target with data alone
        target=target,  # type: ignore[call-overload]
        recover=True,
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for piece in pieces:
            parser.feed(piece.encode("utf-8"))
            yield from target.take()
            if target.stopped:
                break
        parser.close()
    except (etree.XMLSyntaxError, etree.LxmlError, _TooDeepError):
        pass
    yield from target.take()
    if target.outside is not None:
        yield target.outside


def text_of(
    chunks: Iterable[bytes], content_type: str | None = None, most: int | None = None
) -> Iterator[str]:
    """A document as text, unpacked, in pieces; the first begins with what is not white space.

    Args:
        chunks: its bytes as received, packed by gzip or not.
        content_type: the response's Content-Type header, for its charset.
        most: so many bytes are unpacked at most; None: `MOST_BYTES`.
    """
    stream = _unpacked(chunks, MOST_BYTES if most is None else most)
    head = b""
    for chunk in stream:
        head += chunk
        if len(head) >= _SAMPLE:
            break
    begun = False
    for piece in decode_pieces(chain((head,), stream), content_type):
        text = piece if begun else piece.lstrip("\ufeff \t\r\n")
        if text:
            begun = True
            yield _NO_XML.sub("", text)


def from_root(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces from the root element on, with no names of entities but XML's own five."""
    stream = iter(pieces)
    text = ""
    for piece in stream:
        text += piece
        root = _ROOT.search(text)
        if root is not None and ">" in text[root.start() :]:
            text = _declare(text[root.start() :])
            break
        if len(text) > 4 * _SAMPLE:
            return  # a prolog of that size is none
    else:
        return
    held = ""
    since_tag = 0
    for piece in chain((text,), stream):
        held += piece
        # A tag or a name that goes on in the next piece waits for it.
        cut = _cut(held)
        tag = held.rfind("<", 0, cut)
        since_tag = since_tag + (cut or 0) if tag < 0 else (cut or 0) - tag
        if cut is None or since_tag > _TEXT_CHARS:
            return
        if cut:
            yield _without_names(held[:cut])
            held = held[cut:]
    if held:
        yield _without_names(held)


def _declare(text: str) -> str:
    # The parser forgets a prefix that nobody declared, and `image:loc` would be a `loc`.
    tag = text[: text.index(">")]
    missing = [
        f' xmlns:{prefix}="{space}"' for prefix, space in _PREFIXES if f"xmlns:{prefix}=" not in tag
    ]
    end = _NAME.match(text)
    at = end.end() if end is not None else 1
    return text[:at] + "".join(missing) + text[at:]


def _cut(text: str) -> int | None:
    # Up to where `text` is whole; None where a tag is longer than any that is meant to be read.
    tag = text.rfind("<")
    end = len(text)
    if tag > text.rfind(">") and not text.startswith("<![CDATA[", tag):
        if end - tag > _TAG_CHARS:
            return None
        end = tag
    name = text.rfind("&", max(end - 40, 0), end)
    return name if name >= 0 and ";" not in text[name:end] else end


def _without_names(text: str) -> str:
    # A fixed text for the bare ones first: there can be millions.
    return _NAMED.sub(_named, _BARE.sub("&amp;", text))


def _named(match: re.Match[str]) -> str:
    meant = html5.get(match[1])
    return meant if meant is not None and meant not in ("<", "&") else f"&amp;{match[1]}"


def _unpacked(chunks: Iterable[bytes], most: int) -> Iterator[bytes]:
    stream = iter(chunks)
    head = b""
    for chunk in stream:
        head += chunk
        if len(head) >= len(_GZIP):
            break
    if not head.startswith(_GZIP):
        for start in range(0, len(head), _PIECE):
            yield head[start : start + _PIECE]
        yield from stream
        return
    yield from _inflated(head, stream, most)


def _inflated(head: bytes, rest: Iterator[bytes], most: int) -> Iterator[bytes]:
    # Piece by piece, so that a bomb costs no more than a piece at a time, and ends at `most`.
    inflater = zlib.decompressobj(wbits=31)
    total = 0
    for data in chain((head,), rest):
        while data:
            try:
                out = inflater.decompress(data, _PIECE)
            except zlib.error:
                return  # cut, or no gzip: what came before it counts
            total += len(out)
            if out:
                yield out
            if total > most:
                return
            data = inflater.unconsumed_tail
            if inflater.eof:  # members can follow each other
                data = inflater.unused_data.lstrip(b"\x00")
                inflater = zlib.decompressobj(wbits=31)


class _TooDeepError(Exception):
    # Raised inside the parser to end it.
    pass


class _Target:
    # What the parser tells, element by element; no tree is built.

    def __init__(self, wanted: Collection[str]) -> None:
        self.outside: Record | None = None
        self.stopped = False
        self._wanted = frozenset(wanted)
        self._ready: list[Record] = []
        self._record: Record | None = None
        self._begun_at = 0
        self._open: list[tuple[str, dict[str, str], list[str]]] = []
        self._names: dict[str, str] = {}
        self._is_atom = False

    def take(self) -> list[Record]:
        """The records that have ended since the last call."""
        ready, self._ready = self._ready, []
        return ready

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = self._names.get(tag) or self._name(tag)
        if self.outside is None:
            self.outside = Record(name, name, _plain(attributes))
        elif self._record is None and name in self._wanted:
            self._record = Record(name, self.outside.name, _plain(attributes))
            self._begun_at = len(self._open)
        if len(self._open) >= _DEPTH:
            self.stopped = True
            raise _TooDeepError
        self._open.append((name, _plain(attributes), []))

    def end(self, tag: str) -> None:
        if not self._open:
            return
        name, attributes, texts = self._open.pop()
        depth = len(self._open)
        if self._record is not None and depth == self._begun_at:
            self._ready.append(self._record)
            self._record = None
            return
        record = self._record or self.outside
        if record is None or not self._open:
            return
        text = "".join(texts)
        if text and self._record is not None and depth > self._begun_at + 1:
            self._open[-1][2].append(text)
        from_record = depth - (self._begun_at if self._record is not None else 0)
        if len(record.fields) < _FIELDS and (self._record is not None or depth <= 2):
            record.fields.append(Field(name, from_record, attributes, text))

    def data(self, text: str) -> None:
        record = self._record or self.outside
        if record is None or record.chars > _RECORD_CHARS or not self._open:
            return
        record.chars += len(text)
        self._open[-1][2].append(text)

    def close(self) -> None:
        return None

    def _name(self, tag: str) -> str:
        space, mark, local = tag.rpartition("}")
        if not mark:
            name = tag  # without a vocabulary, or with a prefix that nobody declared
        elif space[1:] in _ATOM:
            self._is_atom = self._is_atom or (self.outside is None and local == "feed")
            name = local if self._is_atom else f"atom:{local}"
        else:
            family = next((name for part, name in _FAMILIES if part in space), "")
            name = f"{family}:{local}" if family else local
        if len(self._names) < 1000:
            self._names[tag] = name
        return name


def _plain(attributes: dict[str, str]) -> dict[str, str]:
    if not attributes:
        return {}
    pairs = list(attributes.items())[:20]
    return {name.rpartition("}")[2].rpartition(":")[2]: value[:4096] for name, value in pairs}
