"""A date as people write it and the moment it was read, to an interval in UTC."""

from newscrawl.dates.span import DateSpan

__all__ = ["DateSpan"]
