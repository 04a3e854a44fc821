"""What the exit code of ``scrapy crawl`` says; of several that apply, the first in `decide`."""

from __future__ import annotations

import signal
from enum import IntEnum

from newscrawl.state.fates import Ledger


class ExitCode(IntEnum):
    """The exit codes of ``scrapy crawl``."""

    COMPLETE = 0
    COULD_NOT_START = 1
    USAGE = 2
    PARTIAL = 3
    GATE_FAILED = 4
    FAILED = 5
    LOCKED = 75
    INTERRUPTED = 130
    TERMINATED = 143


def decide(ledger: Ledger, *, signum: int | None, gate: str | None, close_reason: str) -> ExitCode:
    """The exit code of a run that had started.

    Args:
        ledger: its books.
        signum: the signal that ended it, None if none did.
        gate: what the gates found wrong, None if nothing.
        close_reason: why Scrapy closed the spider.
    """
    if ledger.faults:
        return ExitCode.FAILED
    if signum is not None:
        return ExitCode.TERMINATED if signum == signal.SIGTERM else ExitCode.INTERRUPTED
    if gate is not None:
        return ExitCode.GATE_FAILED
    owed = ledger.count("failed") + ledger.count("pending") + len(ledger.lists_failed)
    # Bounds that the user set through Scrapy's own settings are bounds like ours.
    ended = close_reason == "finished" or close_reason.startswith("closespider_")
    if owed or ledger.capped - {"NEWSCRAWL_MAX_LIST_PAGES"} or not ended:
        return ExitCode.PARTIAL
    return ExitCode.COMPLETE
