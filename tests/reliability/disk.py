"""A disk played from a log of file operations: what is there, and what would outlast a power loss.

What outlasts it, by the letter of POSIX as journaling file systems keep it:
- of a file's bytes, those that were there when the file was last synced;
- of a folder's names, those that were there when the folder was last synced. A rename is one
  thing: it lasts in both folders or in neither.

Whoever relies on more than that relies on luck. With a `rng` a power loss is not so thorough: some
of what was not synced has reached the disk all the same, in sectors and not in order.
"""

from __future__ import annotations

import random
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

OPEN, WRITE, TRUNCATE, SYNC, SYNC_FOLDER, RENAME, UNLINK, MKDIR, RMDIR, LINK = range(1, 11)
NAMES = "? open write truncate sync sync-folder rename unlink mkdir rmdir link".split()
CREATED, EMPTIED = 1, 2
SECTOR = 512
# Memory that processes share: SQLite makes it anew.
VOLATILE = ("-shm",)

_HEAD = struct.Struct("=IIQqQQQ")
_MAGIC = 0x534F4C50


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of the log, on paths relative to the root."""

    op: int
    inode: int
    offset: int
    first: str
    second: str
    data: bytes

    def __str__(self) -> str:
        told = f"{NAMES[self.op]} {self.first} {self.second}".rstrip()
        return f"{told} {len(self.data)} bytes at {self.offset}" if self.data else told


def read_log(path: Path, root: Path) -> list[Operation]:
    """The operations that the shim logged below `root`."""
    data = path.read_bytes()
    top = str(root)
    found, at = [], 0

    def text(length: int) -> str:
        return (
            data[at : at + length].decode("utf-8", "surrogateescape").removeprefix(top).strip("/")
        )

    while at < len(data):
        magic, op, inode, offset, *lengths = _HEAD.unpack_from(data, at)
        if magic != _MAGIC:
            raise ValueError(f"{path}: no record at {at}")
        at += _HEAD.size
        first = text(lengths[0])
        at += lengths[0]
        second = text(lengths[1])
        at += lengths[1]
        found.append(Operation(op, inode, offset, first, second, data[at : at + lengths[2]]))
        at += lengths[2]
    return found


@dataclass(eq=False, slots=True)
class File:
    """A file: its bytes, those that were synced, and what was done since."""

    path: str
    bytes: bytearray = field(default_factory=bytearray)
    synced: bytes = b""
    since: list[tuple[int, bytes | None]] = field(default_factory=list)

    def write(self, offset: int, data: bytes) -> None:
        put(self.bytes, offset, data)
        self.since.append((offset, data))

    def truncate(self, size: int) -> None:
        resize(self.bytes, size)
        self.since.append((size, None))

    def sync(self) -> None:
        self.synced = bytes(self.bytes)
        self.since.clear()

    def left(self, rng: random.Random | None) -> bytes:
        """Its bytes after a power loss."""
        if rng is None:
            return self.synced
        found = bytearray(self.synced)
        for offset, data in self.since:
            if rng.random() < 0.5:
                continue
            if data is None:
                resize(found, offset)
            elif rng.random() < 0.7:
                put(found, offset, data)
            else:
                # The size has grown, the sectors between are those of before, or zeros.
                resize(found, max(len(found), offset + len(data)))
                for start in range(0, len(data), SECTOR):
                    if rng.random() < 0.5:
                        put(found, offset + start, data[start : start + SECTOR])
        return bytes(found)


@dataclass(eq=False, slots=True)
class Folder:
    """A folder: its names, those that were synced, and when each was last told to last."""

    names: dict[str, File | Folder] = field(default_factory=dict)
    synced: dict[str, File | Folder] = field(default_factory=dict)
    as_of: dict[str, int] = field(default_factory=dict)


Change = tuple[Folder, str, "File | Folder | None"]


class Disk:
    """What a log has done to a folder so far.

    Args:
        start: the folder as it was before, all of it synced; None if it was empty.
        forget: whether to pass over a sync, by its kind (``file`` or ``folder``) and path: as if
            the program had forgotten it.
    """

    def __init__(
        self, start: Path | None = None, forget: Callable[[str, str], bool] | None = None
    ) -> None:
        self.root = Folder()
        self.forget = forget or (lambda kind, path: False)
        self.inodes: dict[int, File] = {}
        self.pending: list[tuple[int, list[Change]]] = []
        self.serial = 0
        if start is not None:
            self.root = self._take(start, "")

    def _take(self, folder: Path, path: str) -> Folder:
        found = Folder()
        for entry in folder.iterdir():
            name = f"{path}/{entry.name}".lstrip("/")
            if entry.is_dir():
                found.names[entry.name] = self._take(entry, name)
            else:
                file = File(name, bytearray(entry.read_bytes()))
                file.sync()
                found.names[entry.name] = file
        found.synced = dict(found.names)
        return found

    def apply(self, operation: Operation) -> None:
        """Does one operation of the log.

        Raises:
            LookupError: it does not fit what was done before, so the log is not whole.
        """
        op, path = operation.op, operation.first
        if op in (WRITE, TRUNCATE, SYNC):
            # Whoever writes to a file has opened it before, in this log.
            file = self.inodes[operation.inode]
            if op == WRITE:
                file.write(operation.offset, operation.data)
            elif op == TRUNCATE:
                file.truncate(operation.offset)
            elif not self.forget("file", file.path):
                file.sync()
        elif op == SYNC_FOLDER:
            if not self.forget("folder", path):
                self._sync_folder(self._folder(path))
        elif op == OPEN:
            self._open(operation)
        elif path:
            self._rename(operation)

    def _open(self, operation: Operation) -> None:
        folder, name = self._place(operation.first)
        if operation.offset & CREATED:
            self._change([(folder, name, File(operation.first))])
        file = folder.names[name]
        assert isinstance(file, File), f"{operation.first} is a folder"
        self.inodes[operation.inode] = file
        if operation.offset & EMPTIED and file.bytes:
            file.truncate(0)

    def _rename(self, operation: Operation) -> None:
        folder, name = self._place(operation.first)
        if operation.op == MKDIR:
            self._change([(folder, name, Folder())])
        elif operation.op in (UNLINK, RMDIR):
            self._change([(folder, name, None)])
        else:
            node = folder.names[name]
            new_folder, new_name = self._place(operation.second)
            if operation.op == LINK:
                self._change([(new_folder, new_name, node)])
            else:
                self._change([(folder, name, None), (new_folder, new_name, node)])
                if isinstance(node, File):
                    node.path = operation.second

    def _change(self, changes: list[Change]) -> None:
        for folder, name, node in changes:
            if node is None:
                del folder.names[name]
            else:
                folder.names[name] = node
        self.serial += 1
        self.pending.append((self.serial, changes))

    def _sync_folder(self, synced: Folder) -> None:
        rest = []
        for serial, changes in self.pending:
            if any(folder is synced for folder, _, _ in changes):
                for folder, name, node in changes:
                    if folder.as_of.get(name, 0) < serial:
                        folder.as_of[name] = serial
                        set_name(folder.synced, name, node)
            else:
                rest.append((serial, changes))
        self.pending = rest

    def _folder(self, path: str) -> Folder:
        found: File | Folder = self.root
        for name in filter(None, path.split("/")):
            assert isinstance(found, Folder)
            found = found.names[name]
        assert isinstance(found, Folder), f"{path} is no folder"
        return found

    def _place(self, path: str) -> tuple[Folder, str]:
        parent, _, name = path.rpartition("/")
        return self._folder(parent), name

    # What there is

    def files(self) -> dict[str, bytes | None]:
        """The files as a program sees them now, and None for folders."""
        return dict(_walk(self.root, "", lambda folder: folder.names, lambda file: file.bytes))

    def left(self, rng: random.Random | None = None) -> dict[str, bytes | None]:
        """The files after a power loss now, and None for folders.

        With `rng`, names that were not synced last up to some moment.
        """
        lucky: dict[Folder, dict[str, File | Folder]] = {}
        if rng is not None:
            for _, changes in self.pending[: rng.randrange(len(self.pending) + 1)]:
                for folder, name, node in changes:
                    set_name(lucky.setdefault(folder, dict(folder.synced)), name, node)
        return dict(
            _walk(
                self.root,
                "",
                lambda folder: lucky.get(folder, folder.synced),
                lambda file: file.left(rng),
            )
        )

    def rebuild(self, target: Path, rng: random.Random | None = None) -> None:
        """Makes `target` what a power loss now would leave."""
        target.mkdir(parents=True)
        for name, data in self.left(rng).items():
            path = target / name
            if data is None:
                path.mkdir(parents=True, exist_ok=True)
            elif not name.endswith(VOLATILE):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)


def _walk(
    folder: Folder,
    path: str,
    names: Callable[[Folder], dict[str, File | Folder]],
    content: Callable[[File], bytes | bytearray],
) -> Iterator[tuple[str, bytes | None]]:
    for name, node in names(folder).items():
        where = f"{path}/{name}".lstrip("/")
        if isinstance(node, File):
            yield where, bytes(content(node))
        else:
            yield where, None
            yield from _walk(node, where, names, content)


def set_name(names: dict[str, File | Folder], name: str, node: File | Folder | None) -> None:
    if node is None:
        names.pop(name, None)
    else:
        names[name] = node


def put(into: bytearray, offset: int, data: bytes) -> None:
    resize(into, max(len(into), offset + len(data)))
    into[offset : offset + len(data)] = data


def resize(what: bytearray, size: int) -> None:
    del what[size:]
    what.extend(bytes(size - len(what)))
