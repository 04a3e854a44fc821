"""Scrapy commands of this project."""

from __future__ import annotations

from collections.abc import Sequence

from scrapy.exceptions import UsageError

from newscrawl.terminal import printable


def refuse_options(args: Sequence[str]) -> None:
    """Tells an unknown option for what it is: Scrapy hands it on among the arguments.

    Raises:
        UsageError: there is one.
    """
    for text in args:
        if text.startswith("-"):
            raise UsageError(f"unknown option {printable(text)}")
