"""When a page was received, and when it was made: the base of its relative stamps."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from scrapy import Request
from scrapy.http import Response

from newscrawl.fetching.content import header

# Headers tell whole seconds, and a response is some on its way: less is no doubt.
ON_ITS_WAY = timedelta(seconds=5)
# A clock that runs further ahead than this is wrong and tells nothing.
MAX_AHEAD = timedelta(minutes=10)
# No cache keeps a page longer: the clock that says so stands at its beginning (1970, 2000).
MAX_AGE = timedelta(days=10 * 365)


class Rendered(NamedTuple):
    """When a page was made.

    Attributes:
        at: the moment, at the earliest.
        doubt: how much later it can have been.
    """

    at: datetime
    doubt: timedelta


def utc_now() -> datetime:
    """This moment, in whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)


def to_seconds(moment: datetime) -> int:
    """A moment as the state keeps it: whole seconds since 1970."""
    return int(moment.timestamp())


def rendered(date_header: str | None, age_header: str | None, received_at: datetime) -> Rendered:
    """When the page was made: the earlier of ``Date`` and receipt less ``Age``; what they differ.

    Args:
        date_header: the response's ``Date``, None if it has none.
        age_header: the response's ``Age``, None if it has none.
        received_at: when the response was received (aware).

    Never later than `received_at`, the doubt apart; a doubt of five seconds or less is none. A
    header is ignored that is garbage, or a ``Date`` more than ten minutes after receipt, or either
    of them more than ten years before it.
    """
    made_at = received_at
    age = (age_header or "").strip()
    # RFC 9111, 5.1: non-negative digits and nothing else.
    if age.isascii() and age.isdigit() and len(age) < 10 and int(age) <= MAX_AGE.total_seconds():
        made_at -= timedelta(seconds=int(age))
    sent_at = _parse_date(date_header)
    if sent_at is None or not received_at - MAX_AGE <= sent_at <= received_at + MAX_AHEAD:
        return Rendered(made_at, timedelta(0))
    doubt = abs(made_at - sent_at)
    return Rendered(min(made_at, sent_at), doubt if doubt > ON_ITS_WAY else timedelta(0))


def _parse_date(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        moment = parsedate_to_datetime(text)
        # "-0000" and a missing zone come out naive; HTTP dates are GMT.
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
        return moment.astimezone(UTC)
    except (ValueError, OverflowError, IndexError):
        return None


class ClockMiddleware:
    """Stamps ``received_at``, ``rendered_at`` and ``rendered_doubt`` on ``response.meta``.

    A handler that replays a recording leaves the recorded moment in ``recorded_at``.
    """

    def process_response(self, request: Request, response: Response) -> Response:
        """The response as it came; its request's meta carries the moments."""
        received_at: datetime | None = request.meta.pop("recorded_at", None)
        if received_at is None:
            received_at = utc_now()
        request.meta["received_at"] = received_at
        made = rendered(header(response, "Date"), header(response, "Age"), received_at)
        request.meta["rendered_at"], request.meta["rendered_doubt"] = made
        return response
