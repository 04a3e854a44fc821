"""Named places where a test lets the process die, as kill -9 or a power cut would."""

from __future__ import annotations

import os
import signal
from itertools import count

# In the order in which a run passes them.
NAMES = (
    "state-created",
    "migrated",
    "run-recorded",
    "part-opened",
    "lines-appended",
    "lines-synced",
    "batch-committed",
    "part-sealed",
    "part-renamed",
    "part-folder-synced",
    "manifest-written",
    "manifest-replaced",
    "part-published",
    "run-closed",
)

_name, _, _number = os.environ.get("NEWSCRAWL_FAILPOINT", "").partition(":")
_hits = count(1)
_last = int(_number) if _number.isdigit() else 1


def reach(name: str) -> None:
    """Kills the process at the Nth time where NEWSCRAWL_FAILPOINT is ``name`` or ``name:N``."""
    if name == _name and next(_hits) == _last:
        os.kill(os.getpid(), signal.SIGKILL)
