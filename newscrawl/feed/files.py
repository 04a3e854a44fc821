"""Files that last: every write of a feed goes through here, and says when it is on the disk."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

FOLDER_MODE, FILE_MODE = 0o755, 0o644
_CHUNK = 1 << 20


def make_folder(path: Path) -> None:
    """Makes a folder and those above it, readable by all, and their names last.

    Raises:
        OSError: it cannot be made.
    """
    if path.is_dir():
        return
    make_folder(path.parent)
    try:
        path.mkdir(FOLDER_MODE)
    except FileExistsError:
        if not path.is_dir():
            raise
        return
    path.chmod(FOLDER_MODE)  # whatever the umask
    sync_folder(path.parent)


def open_to_append(path: Path, *, size: int) -> int:
    """A descriptor at the end of a file that is cut to `size`; a new one is made for 0.

    Raises:
        OSError: it cannot be opened, or is shorter.
    """
    is_new = not path.exists()
    fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, FILE_MODE)
    try:
        os.fchmod(fd, FILE_MODE)
        if os.fstat(fd).st_size > size:
            os.ftruncate(fd, size)
        _require(os.fstat(fd).st_size == size, f"{path} is shorter than what was written to it")
        if is_new:
            sync_folder(path.parent)
    except BaseException:
        os.close(fd)
        raise
    return fd


def append(fd: int, data: bytes) -> None:
    """Writes all of `data` at the end.

    Raises:
        OSError: some of it could not be written.
    """
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]


def sync(fd: int) -> None:
    """Returns when what was written is on the disk.

    Raises:
        OSError: it may not be, and nothing can be done: never try again and call it well.
    """
    os.fsync(fd)


def sync_folder(path: Path) -> None:
    """Returns when the names in a folder are on the disk."""
    fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def rename(source: Path, target: Path) -> None:
    """Moves a file within its file system; both folders are to be synced after."""
    source.rename(target)


def write_beside(path: Path, data: bytes) -> Path:
    """Writes `data` to a hidden file beside `path`, synced, to be put into its place."""
    beside = path.with_name(f".{path.name}.tmp")
    fd = os.open(
        beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NOFOLLOW, FILE_MODE
    )
    try:
        os.fchmod(fd, FILE_MODE)
        append(fd, data)
        sync(fd)
    finally:
        os.close(fd)
    return beside


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A file to be written bit by bit, which is in the place of `path` once the block ends well."""
    beside = write_beside(path, b"")
    try:
        with beside.open("wb") as file:
            yield file
            file.flush()
            sync(file.fileno())
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    put(beside, path)


def put(beside: Path, path: Path) -> None:
    """Puts a file that was written beside `path` into its place, and its name lasts."""
    beside.replace(path)
    sync_folder(path.parent)


def _require(holds: bool, message: str) -> None:
    if not holds:
        raise OSError(message)


def sha256_of(path: Path) -> str:
    """SHA-256 of a file, hex."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
