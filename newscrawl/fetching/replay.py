"""Recorded pages in place of the network, served by their real addresses.

A folder of recordings holds one ``response.json`` a response, at any depth: ``url``, ``status``,
``headers`` (values are texts or lists of texts), ``fetched_at`` and ``body``, a path relative to
it; no ``body`` is an empty one. WARC files, alone or in such a folder, serve as well (`warc`).
"""

from __future__ import annotations

import json
import re
from abc import ABC, abstractmethod
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes
from w3lib.url import safe_url_string

from newscrawl.reading.addresses import host_of

# They speak of how the body travelled; a recorded body is the page itself.
TRANSPORT_HEADERS = {"content-encoding", "transfer-encoding", "content-length", "connection"}

# Further out there is no room for a zone, an age or a span.
_FIRST_YEAR, _LAST_YEAR = 1900, 9000

_ARCHIVES = ("*.warc", "*.warc.gz")


class ReplayError(ValueError):
    """Raised by `Recordings` for what cannot be replayed."""


class NotRecordedError(Exception):
    """Raised by `ReplayHandler` for an address that was not recorded."""


@dataclass(frozen=True, slots=True)
class Recording(ABC):
    """One recorded response; its body stays on disk until it is asked for.

    Attributes:
        headers: without those of transport; values are texts or lists of texts.
        fetched_at: when it was recorded (aware).
    """

    url: str
    status: int
    headers: Mapping[str, Any]
    fetched_at: datetime

    @abstractmethod
    def read(self, max_bytes: int = 0) -> tuple[Mapping[str, Any], bytes]:
        """The headers and the body to serve: a body in an encoding has ``Content-Encoding``.

        Args:
            max_bytes: the largest body to take into memory; 0 for any.

        Raises:
            DownloadCancelledError: the body is larger.
        """


@dataclass(frozen=True, slots=True)
class FileRecording(Recording):
    """A response whose body is a file."""

    body_path: Path | None

    def read(self, max_bytes: int = 0) -> tuple[Mapping[str, Any], bytes]:
        """The headers and the file's bytes."""
        if self.body_path is None:
            return self.headers, b""
        if 0 < max_bytes < self.body_path.stat().st_size:
            raise DownloadCancelledError(f"{self.body_path} is larger than {max_bytes} bytes")
        return self.headers, self.body_path.read_bytes()


class Recordings:
    """Recorded responses, by address and time.

    Args:
        source: a folder of recordings, of WARC files, or of both; or one WARC file.
        at: the moment to replay; None for that of the latest recording.

    Raises:
        ReplayError: `source` is missing, holds no recording, or one of them is broken.
    """

    def __init__(self, source: Path, *, at: datetime | None = None) -> None:
        self._by_url: dict[str, list[Recording]] = {}
        for recording in _recordings(source):
            self._by_url.setdefault(address(recording.url), []).append(recording)
        if not self._by_url:
            raise ReplayError(
                f"there is no response.json and no response in a WARC file under {source}: "
                "nothing to replay"
            )
        for versions in self._by_url.values():
            versions.sort(key=lambda recording: recording.fetched_at)
        self.at = at or max(versions[-1].fetched_at for versions in self._by_url.values())

    def __len__(self) -> int:
        return sum(map(len, self._by_url.values()))

    def find(self, url: str) -> Recording | None:
        """The latest recording of `url` that is not after the moment replayed; None if none is."""
        versions = self._by_url.get(address(url), [])
        number = bisect_right(versions, self.at, key=lambda recording: recording.fetched_at)
        return versions[number - 1] if number else None

    def urls(self) -> list[str]:
        """The recorded addresses."""
        return sorted(self._by_url)


class ReplayHandler(BaseDownloadHandler):
    """Serves `recordings`, wherever they lie; `handler_for` makes a class with some."""

    lazy = False
    recordings: ClassVar[Recordings]

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._max_bytes = crawler.settings.getint("DOWNLOAD_MAXSIZE")

    async def download_request(self, request: Request) -> Response:
        """The recorded response; 404 for a robots.txt that was not recorded.

        Raises:
            NotRecordedError: any other address that was not recorded.
            DownloadCancelledError: the body is larger than DOWNLOAD_MAXSIZE.
        """
        recording = self.recordings.find(request.url)
        if recording is None:
            if urlsplit(request.url).path != "/robots.txt":
                raise NotRecordedError(request.url)
            request.meta["recorded_at"] = self.recordings.at
            return Response(request.url, status=404)
        request.meta["recorded_at"] = recording.fetched_at
        recorded, body = recording.read(self._max_bytes)
        headers = Headers(recorded)
        response_class = responsetypes.from_args(headers=headers, url=request.url, body=body)
        return response_class(request.url, status=recording.status, headers=headers, body=body)


def handler_for(recordings: Recordings) -> type[ReplayHandler]:
    """A download handler class that serves `recordings`."""
    return type("BoundReplayHandler", (ReplayHandler,), {"recordings": recordings})


def address(url: str) -> str:
    """`url` as requests spell it, without fragment: the key of a recording."""
    return safe_url_string(url.strip()).partition("#")[0]


def parse_time(text: str) -> datetime:
    """A moment written in ISO 8601, in UTC; without a zone it is taken as UTC.

    Raises:
        ValueError: the text is no such moment, or one at an end of the calendar, where spans end.
    """
    moment = datetime.fromisoformat(text.strip())
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise ValueError(f"the year {moment.year} is not from {_FIRST_YEAR} to {_LAST_YEAR}")
    return moment.astimezone(UTC)


def _recordings(source: Path) -> Iterator[Recording]:
    """What is recorded in a folder or a WARC file."""
    if source.is_dir():
        root = source.resolve()
        for path in sorted(source.rglob("response.json")):
            yield _load(path, root)
        archives = sorted(path for end in _ARCHIVES for path in source.rglob(end) if path.is_file())
    elif source.exists():
        archives = [source]
    else:
        raise ReplayError(
            f"there is no folder {source} of recordings, nor such a file (REPLAY_FROM)"
        )
    if archives:
        # Late: warcio is of use here only.
        from newscrawl.fetching.warc import read_archives

        yield from read_archives(archives)


def _is_header(value: Any) -> bool:
    """Whether `value` is a text that can be sent, or a list of such texts."""
    if isinstance(value, list):
        return not any(isinstance(item, list) for item in value) and all(map(_is_header, value))
    return isinstance(value, str) and not re.search("[\ud800-\udfff]", value)


def _load(path: Path, root: Path) -> FileRecording:
    try:
        data = json.loads(path.read_bytes())
        url, status, headers = data["url"], data["status"], data.get("headers") or {}
        fetched_at = parse_time(data["fetched_at"])
        body = data.get("body")
        body_path = (path.parent / body).resolve() if body else None
        is_missing = body_path is not None and not body_path.is_file()
    except KeyError as error:
        raise ReplayError(f"{path} has no {error.args[0]}") from error
    except (OSError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise ReplayError(f"{path} cannot be read: {error}") from error
    if not (isinstance(url, str) and type(status) is int and isinstance(headers, dict)):
        raise ReplayError(f"{path}: url is to be a text, status a number, headers an object")
    if host_of(url) is None:
        raise ReplayError(f"{path}: its url {url!r} is no address of http or https")
    if not 100 <= status <= 599:
        raise ReplayError(f"{path}: its status {status} is none of HTTP: 100 to 599")
    if not all(map(_is_header, headers.values())):
        raise ReplayError(f"{path}: values of headers are to be texts or lists of texts")
    if body_path is not None and not body_path.is_relative_to(root):
        raise ReplayError(f"{path}: its body {body!r} lies outside {root}")
    if is_missing:
        raise ReplayError(f"{path}: its body {body!r} is missing")
    headers = {
        name: value for name, value in headers.items() if name.lower() not in TRANSPORT_HEADERS
    }
    return FileRecording(url, status, headers, fetched_at, body_path)
