"""A date as people write it and the moment it was read, to an interval in UTC. Pure.

`parse` reads a text that is one stamp, `find` the stamps inside a short text. Words that they do
not know are taught in `newscrawl.dates.words`, one line a word.

`DateSpan.basis` says how a stamp was read: the rule ("year first", "compact", "textual",
"numeric, MDY by order", "month and day", "relative es, rounded down", "day word en", "epoch in
seconds", "month", "dateparser pl"), then what was assumed: "year assumed" (the latest not in the
future), "zone unknown" (the span covers every zone), "zone as given", "zone of two meanings".
An amount of time is taken to be rounded down, as formatters of the sites do that are known; a loose
one ("about 3 hours ago") can also have been rounded up.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from newscrawl.dates import last_resort, words
from newscrawl.dates.placing import Context
from newscrawl.dates.span import DateSpan, Found
from newscrawl.dates.stamps import scan
from newscrawl.dates.whole import is_label, read_whole

__all__ = ["DateSpan", "Found", "find", "parse"]

_ORDERS = ("DMY", "MDY", "YMD")
# A stamp with its label and its source; longer texts are none.
_STAMP_CHARS = 160
_AROUND = " \t\r\n\u00a0\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2060\ufeff"
_DECORATION = _AROUND + "·•|∙●▪►»«-–—:：,，;()（）[]【】"


def parse(
    text: str,
    *,
    now: datetime,
    languages: Sequence[str] = (),
    timezone: str | tzinfo | None = None,
    order: str | None = None,
) -> DateSpan | None:
    """The span of a text that is one stamp; None if it is none, or several.

    A label before or after it, in any language, and a source glued to it are passed over.

    Args:
        text: the stamp; `raw` of the span is all of it, stripped.
        now: the moment the page was made (aware), the base of relative stamps.
        languages: BCP 47 tags that the stamp may be in: hints, not limits.
        timezone: IANA name or tzinfo of clocks that name no zone.
        order: DMY, MDY or YMD, for numeric dates with several readings.

    Raises:
        ValueError: `now` is naive, or a hint is none. No text raises.
    """
    context = _context(now, languages, timezone, order)
    stripped = text.strip(_AROUND)
    plain = stripped.strip(_DECORATION)
    if not plain or len(text) > 4 * _STAMP_CHARS or len(plain) > _STAMP_CHARS:
        return None
    if not unicodedata.is_normalized("NFC", plain):
        plain = unicodedata.normalize("NFC", plain)
    found = scan(plain, context, whole=True)
    if len(found) == 1:
        one = found[0]
        if not is_label(f"{plain[: one.start]} {plain[one.end :]}".strip(_DECORATION)):
            return None
        return _with_raw(one.span, stripped)
    if found:
        return None
    span = read_whole(plain, context)
    if span is None:
        span = last_resort.read(plain, context)
    return None if span is None else _with_raw(span, stripped)


def find(
    text: str,
    *,
    now: datetime,
    languages: Sequence[str] = (),
    timezone: str | tzinfo | None = None,
    order: str | None = None,
) -> list[Found]:
    """The stamps inside a short text, in order and apart; no label and no source belongs to them.

    For bylines and cards: it is quick, and blind to what only a whole text can be (``parse`` reads
    epochs, "now", "May 2026"). In texts over 300 characters it finds only dates led by their year.
    Arguments and errors as in `parse`.
    """
    context = _context(now, languages, timezone, order)
    if unicodedata.is_normalized("NFC", text):
        return scan(text, context)
    composed, starts = _compose(text)
    return [
        Found(
            starts[one.start],
            starts[one.end],
            _with_raw(one.span, text[starts[one.start] : starts[one.end]]),
        )
        for one in scan(composed, context)
    ]


def _context(
    now: datetime, languages: Sequence[str], timezone: str | tzinfo | None, order: str | None
) -> Context:
    if now.utcoffset() is None:
        raise ValueError("now must be an aware datetime")
    if now.tzinfo is not UTC or now.microsecond:
        now = now.astimezone(UTC).replace(microsecond=0)
    if order is not None and order not in _ORDERS:
        raise ValueError(f"order must be one of {', '.join(_ORDERS)}: {order!r}")
    zone = ZoneInfo(timezone) if isinstance(timezone, str) else timezone
    if not languages:
        return Context(now, (), zone, order)
    if isinstance(languages, str):
        raise ValueError(f"languages must be several tags, not one text: {languages!r}")  # noqa: TRY004
    hints, hinted_order = _hints(tuple(languages))
    return Context(now, hints, zone, order, hinted_order)


@lru_cache(maxsize=256)
def _hints(languages: tuple[str, ...]) -> tuple[tuple[str, ...], str | None]:
    """The primary subtags, and the order of numeric dates where all the languages agree on it."""
    tags = [tag.strip().lower().replace("_", "-") for tag in languages]
    primaries = tuple(dict.fromkeys(tag.split("-")[0] for tag in tags if tag))
    orders = {
        words.ORDERS.get("-".join(tag.split("-")[:2]), words.ORDERS.get(tag.split("-")[0]))
        for tag in tags
        if tag
    }
    return primaries, orders.pop() if len(orders) == 1 else None


def _with_raw(span: DateSpan, raw: str) -> DateSpan:
    if span.raw == raw:
        return span
    return DateSpan(span.earliest, span.latest, span.precision, raw, span.basis, span.best)


def _compose(text: str) -> tuple[str, list[int]]:
    """The text with its accents composed, and for each place in it (its end too) that in `text`."""
    composed: list[str] = []
    starts: list[int] = []
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and (unicodedata.combining(text[end]) or "ᅠ" <= text[end] <= "ᇿ"):
            end += 1
        piece = unicodedata.normalize("NFC", text[at:end])
        composed.append(piece)
        starts.extend([at] * len(piece))
        at = end
    starts.append(len(text))
    return "".join(composed), starts
