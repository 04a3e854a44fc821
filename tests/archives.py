"""WARC files in the making."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

AT = datetime(2026, 5, 21, 9, 0, tzinfo=UTC)
URL = "https://www.htx.com/news/"
PAGE = b"<!doctype html><title>T</title><p>" + b"brotli " * 20


class Archive:
    """A WARC file in the making."""

    def __init__(self, path: Path, *, gz: bool = True) -> None:
        self.path = path
        self.ends: list[int] = []
        self._gz = gz

    def add(
        self,
        url: str = URL,
        body: bytes = b"<p>x",
        *,
        at: datetime = AT,
        kind: str = "response",
        status: str = "200 OK",
        http: dict[str, str] | None = None,
        warc: dict[str, str] | None = None,
    ) -> str:
        """Appends a record; the result is its id."""
        headers = {"Content-Type": "text/html; charset=utf-8"} if http is None else http
        return self.add_lines(url, body, list(headers.items()), at, kind, status, warc)

    def add_lines(
        self,
        url: str,
        body: bytes,
        headers: list[tuple[str, str]],
        at: datetime = AT,
        kind: str = "response",
        status: str = "200 OK",
        warc: dict[str, str] | None = None,
    ) -> str:
        with self.path.open("ab") as file:
            writer = WARCWriter(file, gzip=self._gz)
            record = writer.create_warc_record(
                url,
                kind,
                payload=BytesIO(body),
                length=len(body),
                http_headers=StatusAndHeaders(status, headers, protocol="HTTP/1.1"),
                warc_headers_dict={"WARC-Date": f"{at:%Y-%m-%dT%H:%M:%SZ}", **(warc or {})},
            )
            writer.write_record(record)
        self.ends.append(self.path.stat().st_size)
        return str(record.rec_headers.get_header("WARC-Record-ID"))


def chunked(body: bytes, size: int = 7) -> bytes:
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    lines = [b"%x; note=1\r\n%s\r\n" % (len(piece), piece) for piece in pieces]
    return b"".join(lines) + b"0\r\n\r\n"
