"""A date as people write it and the moment it was read, to an interval in UTC. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo
from functools import lru_cache

from newscrawl.dates.finder import Stamps, find_stamps, read_both
from newscrawl.dates.language import Language, known
from newscrawl.dates.placing import Context
from newscrawl.dates.reader import read_stamp
from newscrawl.dates.span import DateSpan, Found

__all__ = ["DateSpan", "Found", "Stamps", "find", "parse", "published_and_updated"]

_ORDERS = ("DMY", "MDY", "YMD")


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
    context, hinted = context_of(now, _tags(languages), timezone, order)
    return read_stamp(text, context, hinted)


def find(
    text: str,
    *,
    now: datetime,
    languages: Sequence[str] = (),
    timezone: str | tzinfo | None = None,
    order: str | None = None,
) -> list[Found]:
    """The stamps inside a short text, in order and apart; no label and no source belongs to them.

    For bylines and cards: it is blind to what only a whole text can be (``parse`` reads epochs,
    "now", "May 2026"). In texts over 300 characters it finds only dates led by their year,
    the first hundred.
    Arguments and errors as in `parse`.
    """
    context, hinted = context_of(now, _tags(languages), timezone, order)
    return find_stamps(text, context, hinted)


def published_and_updated(
    text: str,
    *,
    now: datetime,
    languages: Sequence[str] = (),
    timezone: str | tzinfo | None = None,
    order: str | None = None,
) -> Stamps:
    """The two stamps of a byline's text, told apart by their labels; each None if it is not there.

    Without labels the first is published and the second updated. Arguments and errors as in
    `parse`.
    """
    context, hinted = context_of(now, _tags(languages), timezone, order)
    return read_both(text, context, hinted)


def _tags(languages: Sequence[str]) -> tuple[str, ...]:
    if isinstance(languages, str):
        raise ValueError(f"languages must be several tags, not one text: {languages!r}")  # noqa: TRY004
    return tuple(languages)


def _zone_of(name: str) -> tzinfo:
    from zoneinfo import ZoneInfo  # most callers need none

    return ZoneInfo(name)


@lru_cache(maxsize=64)
def context_of(
    now: datetime, languages: tuple[str, ...], timezone: str | tzinfo | None, order: str | None
) -> tuple[Context, tuple[Language, ...]]:
    """What `parse` and `find` are told, checked, and the languages that are hinted."""
    if now.utcoffset() is None:
        raise ValueError("now must be an aware datetime")
    now = now.astimezone(UTC).replace(microsecond=0)
    if order is not None and order not in _ORDERS:
        raise ValueError(f"order must be one of {', '.join(_ORDERS)}: {order!r}")
    zone = _zone_of(timezone) if isinstance(timezone, str) else timezone
    if not languages:
        return Context(now, zone, order), ()
    hinted, hinted_order = known(languages)
    return Context(now, zone, order, hinted_order), hinted
