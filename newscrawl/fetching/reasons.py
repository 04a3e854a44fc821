"""Why a page could not be fetched, in one word."""

from __future__ import annotations

import re

from scrapy import exceptions
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newscrawl.fetching.guard import Refused
from newscrawl.fetching.replay import NotRecordedError
from newscrawl.state.fates import Fate

# The server says that there is no such page: an answer, not a failure to get one.
GONE = (404, 410)

_BY_CLASS: tuple[tuple[type[BaseException], str], ...] = (
    (NotRecordedError, "not_recorded"),
    (exceptions.CannotResolveHostError, "dns"),
    (exceptions.DownloadConnectionRefusedError, "connection_refused"),
    (exceptions.DownloadTimeoutError, "timeout"),
    # The download handlers cancel for one cause only: DOWNLOAD_MAXSIZE.
    (exceptions.DownloadCancelledError, "too_large"),
    (exceptions.ResponseDataLossError, "truncated"),
    (exceptions.UnsupportedURLSchemeError, "scheme"),
    (exceptions.NotSupported, "scheme"),
)
# Scrapy tells these apart by their text alone.
_BY_TEXT = (
    ("Forbidden by robots.txt", Fate("skipped", "robots")),
    ("max redirections reached", Fate("failed", "redirects")),
    ("during decompression", Fate("failed", "too_large")),
)


def is_gone(failure: Failure) -> bool:
    """Whether the server answered that there is no such page."""
    error = failure.value
    return isinstance(error, HttpError) and error.response.status in GONE


def fate_of(failure: Failure) -> Fate:
    """The fate of a page whose request ended in `failure`."""
    error = failure.value
    if isinstance(error, HttpError):
        status = error.response.status
        return Fate("rejected" if status in GONE else "failed", f"http_{status}")
    if isinstance(error, Refused):
        return Fate("failed", error.reason)
    if isinstance(error, exceptions.IgnoreRequest):
        for text, fate in _BY_TEXT:
            if text in str(error):
                return fate
        return Fate("failed", "ignored")
    for kind, reason in _BY_CLASS:
        if isinstance(error, kind):
            return Fate("failed", reason)
    if isinstance(error, exceptions.DownloadFailedError):
        text = str(error).lower()
        if "ssl" in text or "certificate" in text:
            return Fate("failed", "tls")
        return Fate("failed", "connection_lost")
    return Fate("failed", _word(type(error).__name__))


def _word(class_name: str) -> str:
    """``BadGzipFile`` as ``bad_gzip_file``."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", class_name).lower()
