"""Times as machines write them: ISO 8601, compact digits, seconds and milliseconds since 1970."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from newscrawl.dates.absolute import Placed, assumed
from newscrawl.dates.clocks import time_of, zone_after
from newscrawl.dates.placing import Clock, Context, Interval, place_day, place_month

_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?)?"
    r"\s?([Zz]|[+-]\d\d(?::?\d\d)?)?\Z"
)
_COMPACT = re.compile(
    r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?(?:[.,]\d{1,9})?)?(Z|[+-]\d\d(?::?\d\d)?)?\Z"
)
_MONTH = re.compile(r"(\d{4})-(\d\d)\Z")
_EPOCH = re.compile(r"([1-9]\d{9})(\d{3})?(?:\.\d{1,9})?\Z")
_COMPACT_YEARS = range(1900, 2101)


def read_machine(stamp: str, context: Context) -> Placed | None:
    """What a text that is a machine's time means; None if it is none."""
    match = _ISO.match(stamp)
    rule = "year first"
    if match is None:
        match = _COMPACT.match(stamp)
        rule = "compact"
        if match is None or int(match[1]) not in _COMPACT_YEARS:
            return _month(stamp, context) or _epoch(stamp, context)
    year, month, day, hour, minute, second, zone = match.groups()
    clock: Clock | None = None
    if hour is not None:
        time = time_of(int(hour), int(minute), int(second or 0), "")
        if time is None:
            return None
        offsets = zone_after(stamp, match.start(7), "", exact=True)[0] if zone else None
        if zone and offsets is None:
            return None
        clock = Clock(time, "second" if second else "minute", offsets)
    elif zone:
        return None
    interval = place_day(context, int(year), int(month), int(day), clock)
    if interval is None:
        return None
    precision = "day" if clock is None else clock.precision
    return Placed(interval, precision, rule + assumed(context, clock))


def _month(stamp: str, context: Context) -> Placed | None:
    match = _MONTH.match(stamp)
    interval = place_month(context, int(match[1]), int(match[2])) if match is not None else None
    return None if interval is None else Placed(interval, "month", "year first")


def _epoch(stamp: str, context: Context) -> Placed | None:
    match = _EPOCH.match(stamp)
    if match is None:
        return None
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(match[1]))
    if moment.year > context.now.year + 2:
        return None
    basis = "epoch in milliseconds" if match[2] else "epoch in seconds"
    return Placed(Interval(moment, moment, moment), "second", basis)
