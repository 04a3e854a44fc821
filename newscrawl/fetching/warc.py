"""Responses recorded in WARC files, as `replay` serves them.

``response`` records of http and https, and ``revisit`` records with the response that they refer
to. Each file is read once, for the index; a body is read from its place when it is served.

Source: https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/
"""

from __future__ import annotations

import logging
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from scrapy.exceptions import DownloadCancelledError, ResponseDataLossError
from warcio.archiveiterator import WARCIterator  # type: ignore[import-untyped]
from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]
from warcio.statusandheaders import StatusAndHeadersParser  # type: ignore[import-untyped]

from newscrawl.fetching.replay import (
    TRANSPORT_HEADERS,
    Recording,
    ReplayError,
    address,
    parse_time,
)

_BLOCK_BYTES = 64 * 1024
_GZIP = b"\x1f\x8b"
_MARK = b"WARC/"
_HTTP = StatusAndHeadersParser(["HTTP/"], verify=False)
# The line before each chunk (RFC 9112, 7.1), the last one included.
_CHUNK_LINE_BYTES = 4096
_CHUNK_LINE = re.compile(rb"([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\r\n]*)?\r?\n")
# So begin pages, and no compressed data of that length.
_PLAIN = re.compile(rb"[\t\n\r\x20-\x7e]+")
_PLAIN_BYTES = 64

logger = logging.getLogger(__name__)


class _Stream(Protocol):
    """The bytes of one record, and no more."""

    limit: int

    def read(self, length: int) -> bytes: ...

    def readline(self, length: int) -> bytes: ...


@dataclass(frozen=True, slots=True)
class ArchivedRecording(Recording):
    """A response whose body is in the record at `offset` of a WARC file."""

    path: Path
    offset: int
    # The archive has less of the body than the server sent.
    is_truncated: bool

    def read(self, max_bytes: int = 0) -> tuple[Mapping[str, Any], bytes]:
        """The headers and the body, out of its chunks.

        Raises:
            DownloadCancelledError: the body is larger than `max_bytes`.
            ResponseDataLossError: the body was not recorded whole.
            ReplayError: the file is not the one that was indexed.
        """
        if self.is_truncated:
            raise ResponseDataLossError(f"{self.path} has only a part of {self.url}")
        try:
            with self.path.open("rb") as file:
                file.seek(self.offset)
                record = next(WARCIterator(file, no_record_parse=True), None)
                if record is None:
                    raise ReplayError(f"{self.path} was changed while it was replayed")
                http = _HTTP.parse(record.raw_stream)
                stream: _Stream = record.raw_stream
                chunked = (http.get_header("transfer-encoding") or "").strip().lower() == "chunked"
                body = _joined(_unchunked(stream) if chunked else _blocks(stream), max_bytes)
                is_whole = chunked or stream.limit == 0
        except (OSError, EOFError, ArchiveLoadFailed) as error:
            raise ReplayError(f"{self.path} cannot be read any more: {error}") from error
        if not is_whole:
            raise ReplayError(f"{self.path} was changed while it was replayed")
        encodings = [v for name, v in http.headers if name.lower() == "content-encoding"]
        # Some tools keep the header and store the page decoded.
        if not encodings or _PLAIN.fullmatch(body[:_PLAIN_BYTES]):
            return self.headers, body
        return {**self.headers, "Content-Encoding": encodings}, body


@dataclass(frozen=True, slots=True)
class _Record:
    """What the index needs of one response or revisit."""

    warc: Any
    # None where there is none, as in revisits that repeat no headers.
    http: Any
    path: Path
    offset: int

    def header(self, name: str) -> str:
        return (self.warc.get_header(name) or "").strip()

    @property
    def fetched_at(self) -> datetime:
        # Whole seconds, as of pages that are fetched.
        return parse_time(self.header("WARC-Date")).replace(microsecond=0)

    @property
    def status(self) -> int:
        if self.http is None:
            raise ValueError("an empty response")
        text = self.http.get_statuscode()
        if not (self.http.protocol.startswith("HTTP/") and re.fullmatch("[1-5][0-9]{2}", text)):
            raise ValueError(f"no response of HTTP: {self.http.protocol} {self.http.statusline}")
        return int(text)

    @property
    def headers(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name, value in self.http.headers:
            if name.lower() not in TRANSPORT_HEADERS:
                found.setdefault(name.title(), []).append(value)
        return found


def read_archives(paths: Iterable[Path]) -> Iterator[Recording]:
    """The responses of WARC files; what cannot be served is told in a warning per file and kind.

    Raises:
        ReplayError: one of them is no WARC file, or cannot be read by offsets.
    """
    index = _Index()
    revisits: list[_Record] = []
    for path in paths:
        unusable: list[str] = []
        for record in _records(path):
            if record.header("WARC-Type") == "revisit":
                revisits.append(record)
                continue
            try:
                recording = _response(record)
            except ValueError as error:
                unusable.append(f"at byte {record.offset}: {error}")
                continue
            index.add(record, recording)
            yield recording
        if unusable:
            logger.warning(
                "%s: responses that cannot be read are left out: %d, the first %s",
                path,
                len(unusable),
                unusable[0],
            )
    lost = 0
    for record in revisits:
        try:
            yield index.revisited(record)
        except (LookupError, ValueError):
            lost += 1
    if lost:
        logger.warning("revisits of responses that are not in these WARC files: %d, left out", lost)


class _Index:
    """Where a revisit finds what it refers to."""

    def __init__(self) -> None:
        self._by_id: dict[str, ArchivedRecording] = {}
        self._by_time: dict[tuple[str, datetime], ArchivedRecording] = {}
        self._by_digest: dict[str, ArchivedRecording] = {}

    def add(self, record: _Record, recording: ArchivedRecording) -> None:
        """Takes up a response."""
        if own_id := record.header("WARC-Record-ID"):
            self._by_id[own_id] = recording
        self._by_time[address(recording.url), recording.fetched_at] = recording
        if digest := record.header("WARC-Payload-Digest"):
            self._by_digest[digest] = recording

    def revisited(self, record: _Record) -> ArchivedRecording:
        """The response that a revisit stands for.

        Raises:
            LookupError: what it refers to is not here.
            ValueError: it cannot be read.
        """
        original = self._original(record)
        seen = replace(original, url=record.header("WARC-Target-URI"), fetched_at=record.fetched_at)
        # What was not modified was made when the original was: its own Date is to say so.
        if record.http is None or record.header("WARC-Profile").endswith("/server-not-modified"):
            return seen
        return replace(seen, status=record.status, headers=record.headers)

    def _original(self, record: _Record) -> ArchivedRecording:
        found = self._by_id.get(record.header("WARC-Refers-To"))
        url, date = (record.header(f"WARC-Refers-To-{name}") for name in ("Target-URI", "Date"))
        if found is None and url and date:
            moment = parse_time(date).replace(microsecond=0)
            found = self._by_time.get((address(url), moment))
        return found or self._by_digest[record.header("WARC-Payload-Digest")]


def _response(record: _Record) -> ArchivedRecording:
    return ArchivedRecording(
        url=record.header("WARC-Target-URI"),
        status=record.status,
        headers=record.headers,
        fetched_at=record.fetched_at,
        path=record.path,
        offset=record.offset,
        is_truncated=bool(record.header("WARC-Truncated") or record.header("WARC-Segment-Number")),
    )


def _records(path: Path) -> Iterator[_Record]:
    """The whole responses and revisits of one file, over http and https.

    Raises:
        ReplayError: it is no WARC file, or one gzip stream for all its records.
    """
    try:
        with path.open("rb") as file:
            if not _is_warc(file.read(_BLOCK_BYTES)):
                raise ReplayError(
                    f"{path} is no WARC file: REPLAY_FROM wants a folder of recordings or "
                    "WARC files (.warc, .warc.gz)"
                )
            file.seek(0)
            archive = WARCIterator(file, no_record_parse=True)
            # The end of the last whole record.
            end = 0
            try:
                for record in archive:
                    stream = record.raw_stream
                    is_wanted = _is_wanted(record)
                    http = _http_head(stream) if is_wanted else None
                    if not _is_drained(record):
                        break
                    offset = archive.get_record_offset()
                    end = offset + archive.get_record_length()
                    next_line = archive.next_line or b""
                    if archive.reader.decompressor and next_line.startswith(_MARK):
                        raise ReplayError(
                            f"{path} is one gzip stream for all its records, which gives no way "
                            f"to one of them: gunzip it and name the .warc"
                        )
                    if is_wanted:
                        yield _Record(record.rec_headers, http, path, offset)
            except ArchiveLoadFailed:
                pass  # what does not begin as a record is told below
            file.seek(end)
            rest = file.read(_BLOCK_BYTES)
            # Blank lines stand between records that are not compressed.
            end += len(rest) - len(rest.lstrip(b"\r\n"))
            if rest.strip(b"\r\n"):
                size = path.stat().st_size
                logger.warning(
                    "%s is torn or damaged at byte %d: the last %d bytes are left out",
                    path,
                    end,
                    size - end,
                )
    except OSError as error:
        raise ReplayError(f"{path} cannot be read: {error}") from error


def _is_warc(head: bytes) -> bool:
    """Whether a file that begins so can be a WARC file, if only the beginning of one."""
    if head.startswith(_GZIP):
        try:
            head = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(head, len(_MARK))
        except zlib.error:
            return False
    return head.startswith(_MARK) or _MARK.startswith(head)


def _is_wanted(record: Any) -> bool:
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").lower()
    return record.rec_type in ("response", "revisit") and url.startswith(("http://", "https://"))


def _http_head(stream: _Stream) -> Any:
    """Status line and headers of a record; None if it is empty."""
    try:
        return _HTTP.parse(stream)
    except EOFError:
        return None


def _is_drained(record: Any) -> bool:
    """Whether a record is there to its end; what is left of it is read."""
    # Where the file ends within the record's own head, its length may be what is missing.
    if not (record.rec_headers.get_header("Content-Length") or "").strip().isdigit():
        return False
    for _ in _blocks(record.raw_stream):
        pass
    return bool(record.raw_stream.limit == 0)


def _blocks(stream: _Stream) -> Iterator[bytes]:
    while block := stream.read(_BLOCK_BYTES):
        yield block


def _unchunked(stream: _Stream) -> Iterator[bytes]:
    """The body that was sent in chunks.

    Raises:
        ResponseDataLossError: the last chunk is missing.
    """
    line = stream.readline(_CHUNK_LINE_BYTES)
    if not _CHUNK_LINE.fullmatch(line):
        # Some tools keep the header and store the page without its chunks.
        yield line
        yield from _blocks(stream)
        return
    while match := _CHUNK_LINE.fullmatch(line):
        left = int(match[1], 16)
        if not left:
            return
        while left:
            block = stream.read(min(left, _BLOCK_BYTES))
            if not block:
                break
            left -= len(block)
            yield block
        stream.readline(2)
        line = stream.readline(_CHUNK_LINE_BYTES)
    raise ResponseDataLossError("the last chunk is missing")


def _joined(blocks: Iterable[bytes], max_bytes: int) -> bytes:
    body = bytearray()
    for block in blocks:
        body += block
        if 0 < max_bytes < len(body):
            raise DownloadCancelledError(f"more than {max_bytes} bytes")
    return bytes(body)
