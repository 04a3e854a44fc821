"""Text on its way to a terminal, and what to do where there is none."""

from __future__ import annotations

import atexit
import os
import re
import sys
from contextlib import suppress

# Controls, lone surrogates, and marks that turn the direction of all that follows: they would
# write the terminal, not on it. Marks that scripts need inside words (ZWJ, RLM) stay.
_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str) -> str:
    r"""`text` with whatever would steer a terminal shown as ``\x1b`` or ``\u202e``."""
    return _STEERING.sub(
        lambda match: f"\\x{ord(match[0]):02x}" if match[0] < "\x80" else f"\\u{ord(match[0]):04x}",
        text,
    )


def guard_streams() -> None:
    """Makes the standard streams safe to use for a command that was started without some of them.

    A missing stderr swallows what is written, a missing stdout fails as one that is full does. What
    cannot be written at exit is dropped: Python would end with code 120 in place of the command's.
    """
    # Else the next file that is opened, a feed, becomes descriptor 1 or 2.
    while (fd := os.open(os.devnull, os.O_RDONLY)) <= 2:
        if fd == 2:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    os.close(fd)
    if sys.stdout is None:
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    if sys.stderr is None:
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False)
    atexit.register(_drop_what_is_left)


def drop_stream(fd: int) -> None:
    """Sends what the descriptor `fd` would still get to nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), fd)


def _drop_what_is_left() -> None:
    for fd, stream in ((1, sys.stdout), (2, sys.stderr)):
        try:
            stream.flush()
        except OSError:
            drop_stream(fd)
            with suppress(OSError):
                stream.flush()
        except ValueError:
            continue  # closed already
