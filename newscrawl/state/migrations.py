"""From nothing, or from an older version, to the tables of today: in one transaction, or not."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, insert, inspect, select, update

from newscrawl.failpoints import reach
from newscrawl.state.errors import StateError
from newscrawl.state.schema import VERSION, meta, metadata, sources


def _add_sources(connection: Connection) -> None:
    connection.exec_driver_sql("ALTER TABLE pages ADD COLUMN named_by INTEGER NOT NULL DEFAULT 0")
    sources.create(connection)


# From which version, by which change of the tables, to the next.
STEPS: dict[int, Callable[[Connection], None]] = {1: _add_sources}


def bring_up(connection: Connection, path: Path | None) -> bool:
    """Makes or migrates the tables; whether they were made anew.

    Args:
        connection: without a transaction begun.
        path: the SQLite file, to keep a copy of before it is changed; None for a server.

    Raises:
        StateError: the tables are newer than this program, or too old for it.
    """
    if not inspect(connection).has_table(meta.name):
        connection.rollback()
        create(connection)
        connection.commit()
        return True
    query = select(meta.c.value).where(meta.c.name == "schema")
    found = int(connection.execute(query).scalar_one())
    connection.rollback()
    if found == VERSION:
        return False
    if found > VERSION:
        raise StateError(
            f"the state is of version {found}, this program knows {VERSION}: "
            "run the newer program, or restore an older state and feed from a backup"
        )
    missing = [number for number in range(found, VERSION) if number not in STEPS]
    if missing:
        raise StateError(f"the state is of version {found}, too old to be migrated")
    if path is not None:
        _keep_copy(path, found)
    for number in range(found, VERSION):
        STEPS[number](connection)
    change = update(meta).where(meta.c.name == "schema").values(value=str(VERSION))
    connection.execute(change)
    reach("migrated")
    connection.commit()
    return False


def create(connection: Connection) -> None:
    """All tables, empty, of today's version, in the transaction of `connection`."""
    metadata.create_all(connection)
    connection.execute(insert(meta).values(name="schema", value=str(VERSION)))


def _keep_copy(path: Path, version: int) -> None:
    # By SQLite itself, so that what stands in the write-ahead log is in the copy.
    copy = path.with_name(f"{path.name}.v{version}.bak")
    unfinished = copy.with_name(f"{copy.name}.tmp")
    unfinished.unlink(missing_ok=True)
    source, target = sqlite3.connect(path), sqlite3.connect(unfinished)
    try:
        source.backup(target)
    finally:
        target.close()
        source.close()
    shutil.move(unfinished, copy)
