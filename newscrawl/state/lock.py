"""One run of a site at a time: a lock that dies with its holder."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from newscrawl.state.errors import StateLockedError


class Lock:
    """A lock on a file; the system frees it when the process ends, however it ends.

    Args:
        path: the file; it stays, and says who held it last.

    Raises:
        StateLockedError: another process holds it.
        OSError: the file cannot be made.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(self._fd, 20).decode("ascii", "replace").strip()
            os.close(self._fd)
            by = f" (process {holder})" if holder.isdigit() else ""
            raise StateLockedError(f"another run{by} holds {path}") from None
        os.ftruncate(self._fd, 0)
        os.write(self._fd, f"{os.getpid()}\n".encode())

    def release(self) -> None:
        """Frees the lock."""
        os.close(self._fd)
