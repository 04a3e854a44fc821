"""From nothing, or from an older version, to the tables of today: in one transaction, or not."""

from __future__ import annotations

import logging
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, inspect, select, update

from newscrawl.failpoints import reach
from newscrawl.state.errors import StateError
from newscrawl.state.schema import VERSION, meta, metadata, sources

logger = logging.getLogger(__name__)


def _add_sources(connection: Connection) -> None:
    connection.exec_driver_sql("ALTER TABLE pages ADD COLUMN named_by INTEGER NOT NULL DEFAULT 0")
    sources.create(connection)


def _order_by_finding(connection: Connection) -> None:
    # SQLite kept rows in the order of their keys, which is none: what a crawl comes by, mostly
    # what was found lately, lay all over the file.
    if connection.dialect.name != "sqlite":
        return
    run = connection.exec_driver_sql
    for table, order in (("pages", "discovered_at, place"), ("articles", "key")):
        made = run(
            "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL ORDER BY rowid",
            (table,),
        )
        create_table, *create_indexes = made.scalars()
        old = f"{table}_by_key"
        run(f"ALTER TABLE {table} RENAME TO {old}")
        # The one integer of its exact type that can be a primary key is the number of the row.
        run(create_table.replace('"key" INTEGER', '"key" BIGINT', 1))
        # With a limit, as the order of a subquery without one counts for nothing.
        run(
            f"INSERT INTO {table} SELECT old.* "  # noqa: S608 - nothing comes from outside
            f"FROM (SELECT key FROM {old} ORDER BY {order} LIMIT -1) AS found "
            f"CROSS JOIN {old} AS old ON old.key = found.key"
        )
        run(f"DROP TABLE {old}")
        for create_index in create_indexes:
            run(create_index)


# From which version, by which change of the tables, to the next.
STEPS: dict[int, Callable[[Connection], None]] = {1: _add_sources, 2: _order_by_finding}


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
        logger.warning(
            "the state %s is of version %d: it is migrated to %d, which takes a minute or two for "
            "each million pages",
            *(path, found, VERSION),
        )
        try:
            _keep_copy(path, found)
        except (sqlite3.Error, OSError) as error:
            raise StateError(
                f"the state {path} is of version {found}, and no copy of it can be kept ({error}): "
                "make room, or look at the rights of its folder"
            ) from error
        # What is needed to take a statement back would be as large as the database.
        _set_aside("FILE", connection)
    for number in range(found, VERSION):
        STEPS[number](connection)
    change = update(meta).where(meta.c.name == "schema").values(value=str(VERSION))
    connection.execute(change)
    reach("migrated")
    connection.commit()
    if path is not None:
        _set_aside("MEMORY", connection)
    return False


def _set_aside(where: str, connection: Connection) -> None:
    # By the driver, as it must be outside of a transaction, and SQLAlchemy would begin one.
    driver: Any = connection.connection.driver_connection
    driver.execute(f"PRAGMA temp_store = {where}")


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
