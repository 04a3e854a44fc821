"""The clock, the guard, and what a response or a failure means."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newscrawl.fetching.clock import ClockMiddleware, rendered
from newscrawl.fetching.content import refusal, validator
from newscrawl.fetching.guard import GuardMiddleware, Refused
from newscrawl.fetching.reasons import fate_of
from newscrawl.fetching.replay import NotRecordedError

NOW = datetime(2026, 5, 21, 9, 0, tzinfo=UTC)
LOCALES = ("en-us", "es-la")


# The clock


@pytest.mark.parametrize(
    ("date", "age", "before_s", "doubt_s"),
    [
        (None, None, 0, 0),
        ("Thu, 21 May 2026 08:59:00 GMT", None, 60, 60),
        (None, "90", 90, 0),
        # On its way for some seconds, it was made when it was sent.
        ("Thu, 21 May 2026 08:59:57 GMT", None, 3, 0),
        ("Thu, 21 May 2026 08:58:30 GMT", "86", 90, 0),
        ("Thu, 21 May 2026 08:58:30 GMT", "84", 90, 6),
        ("Thu, 21 May 2026 08:58:30 GMT", "90", 90, 0),
        ("Thu, 21 May 2026 08:59:00 GMT", "90", 90, 30),
        ("Thu, 21 May 2026 08:00:00 GMT", "90", 3600, 3510),
        # A clock a little ahead is clipped at receipt, one far ahead is not believed.
        ("Thu, 21 May 2026 09:05:00 GMT", None, 0, 300),
        ("Thu, 21 May 2026 09:11:00 GMT", "60", 60, 0),
        ("Thu, 21 May 2026 10:59:00 +0200", None, 60, 60),
        ("yesterday", "soon", 0, 0),
        ("", "-5", 0, 0),
        ("Thu, 99 May 2026 99:00:00 GMT", "٣", 0, 0),
        ("Mon, 01 Jan 0001 00:00:00 +2359", "1.5", 0, 0),
        ("Thu, 01 Jan 1970 00:00:00 GMT", "999999999", 0, 0),
    ],
)
def test_when_a_page_was_made(
    date: str | None, age: str | None, before_s: int, doubt_s: int
) -> None:
    made = rendered(date, age, NOW)
    assert made == (NOW - timedelta(seconds=before_s), timedelta(seconds=doubt_s))


@given(st.text() | st.none(), st.text() | st.integers().map(str) | st.none())
def test_no_header_breaks_the_clock(date: str | None, age: str | None) -> None:
    made = rendered(date, age, NOW)
    assert made.at <= NOW
    assert made.doubt >= timedelta(0)


def test_the_clock_stamps_responses() -> None:
    request = Request("http://h/", meta={"recorded_at": NOW, "received_at": "of an earlier try"})
    headers = {"Age": "60", "Date": "Thu, 21 May 2026 08:58:00 GMT"}
    ClockMiddleware().process_response(request, Response("http://h/", headers=headers))
    minute = timedelta(minutes=1)
    moments = {"received_at": NOW, "rendered_at": NOW - 2 * minute, "rendered_doubt": minute}
    assert request.meta == moments
    ClockMiddleware().process_response(request, Response("http://h/"))
    assert abs(request.meta["received_at"] - datetime.now(UTC)) < timedelta(minutes=1)


# The guard


def test_the_guard_lets_through_what_is_allowed() -> None:
    guard = GuardMiddleware(frozenset({"www.htx.com", "127.0.0.1:8000"}))
    for url in ("https://www.htx.com/a", "http://WWW.htx.com:80/", "http://127.0.0.1:8000/x"):
        assert guard.process_request(Request(url)) is None


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://127.0.0.1:8001/", "offsite"),
        ("http://127.0.0.1/", "offsite"),
        ("https://sub.www.htx.com/", "offsite"),
        ("https://www.htx.com.evil.example/", "offsite"),
        ("https://www.htx.com@evil.example/", "offsite"),
        ("https://www.htx.com:8443/", "offsite"),
        ("file:///etc/passwd", "scheme"),
        ("data:text/html,x", "scheme"),
        ("ftp://www.htx.com/", "scheme"),
        ("https://www.htx.com/" + "a" * 3000, "url_too_long"),
    ],
)
def test_the_guard_refuses(url: str, reason: str) -> None:
    guard = GuardMiddleware(frozenset({"www.htx.com", "127.0.0.1:8000"}))
    with pytest.raises(Refused) as caught:
        guard.process_request(Request(url))
    assert caught.value.reason == reason


def test_the_guard_takes_userinfo_out() -> None:
    guard = GuardMiddleware(frozenset({"www.htx.com"}))
    request = guard.process_request(Request("https://me:pw@www.htx.com/a@b", meta={"x": 1}))
    assert request is not None
    assert request.url == "https://www.htx.com/a@b"
    assert request.meta == {"x": 1}


# Responses and failures


@pytest.mark.parametrize(
    ("content_type", "body", "expected"),
    [
        ("text/html; charset=GBK", b"<p>x", None),
        ("application/xhtml+xml", b"<p>x", None),
        ("text/plain", b"words", None),
        (None, b"<p>x", None),
        (None, "<p>x".encode("utf-16"), None),
        ("application/octet-stream", b"<!DOCTYPE html><p>x", None),
        ("text/html", b" \r\n\t", "empty"),
        ("text/html", b" " * 5000 + b"<p>x", None),
        ("application/pdf", b"", "empty"),
        ("application/pdf", b"%PDF-1.7", "not_html"),
        ("text/html", b"%PDF-1.7", "not_html"),
        ("text/html", b"\x89PNG\r\n", "not_html"),
        ("image/svg+xml", b"<svg>", "not_html"),
        ("application/json", b"{}", "not_html"),
        ("application/octet-stream", b"words", "not_html"),
        (None, b"\x00\x01\x02", "not_html"),
    ],
)
def test_what_can_be_a_page(content_type: str | None, body: bytes, expected: str | None) -> None:
    assert refusal(content_type, body) == expected


@pytest.mark.parametrize(
    ("error", "fate"),
    [
        (HttpError(Response("http://h/", status=503)), "failed(http_503)"),
        (HttpError(Response("http://h/", status=404)), "rejected(http_404)"),
        (HttpError(Response("http://h/", status=410)), "rejected(http_410)"),
        (Refused("offsite", "http://h/"), "failed(offsite)"),
        (IgnoreRequest("Forbidden by robots.txt"), "skipped(robots)"),
        (IgnoreRequest("max redirections reached"), "failed(redirects)"),
        (
            IgnoreRequest("exceeded DOWNLOAD_MAXSIZE (1 B) during decompression."),
            "failed(too_large)",
        ),
        (IgnoreRequest("other"), "failed(ignored)"),
        (DownloadTimeoutError(), "failed(timeout)"),
        (CannotResolveHostError(), "failed(dns)"),
        (DownloadCancelledError(), "failed(too_large)"),
        (ResponseDataLossError(), "failed(truncated)"),
        (DownloadFailedError("certificate verify failed"), "failed(tls)"),
        (DownloadFailedError("gone away"), "failed(connection_lost)"),
        (NotRecordedError("http://h/"), "failed(not_recorded)"),
        (ZeroDivisionError(), "failed(zero_division_error)"),
    ],
)
def test_every_failure_has_a_reason(error: Exception, fate: str) -> None:
    assert str(fate_of(Failure(error))) == fate


@pytest.mark.parametrize(("value", "kept"), [('W/"a é"', True), ('"a\0b"', False), ("\x85", False)])
def test_a_validator_that_no_database_takes_is_none(value: str, kept: bool) -> None:
    response = Response("http://h/", headers={"ETag": value.encode("latin-1")})
    assert validator(response, "ETag") == (value if kept else None)
    assert validator(response, "Last-Modified") is None
