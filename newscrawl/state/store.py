"""The database of a site: opened with care, one transaction a batch."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, create_engine, event, insert, select, text, update
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, PendingRollbackError
from sqlalchemy.pool import NullPool, StaticPool

from newscrawl.failpoints import reach
from newscrawl.state import migrations
from newscrawl.state.errors import StateError, StateLockedError, StateLostError
from newscrawl.state.schema import key_of, meta, sites

BUSY_TIMEOUT_S = 5
# Larger files are read whole only where the last run did not close them: two seconds a gigabyte, or
# as long as the disk takes. Of other damage SQLite tells when it comes by.
QUICK_CHECK_BYTES = 64 * 1024 * 1024
CACHE_KIB = 64 * 1024
# A server that does not answer is as one that is down: no run hangs on it.
_SERVER_LIMITS = {"connect_timeout": 10, "options": "-c statement_timeout=60000"}


class Store:
    """An open database, and the one connection to it; the transaction is begun at first use.

    Attributes:
        site: name of the site whose rows are read and written.
        where: how messages name it: a path, or an address without its password.
        is_sqlite: whether it is a SQLite file, or memory.
        feed_id: the id of the feed directory that belongs to it.
        is_new: whether it was made by this call.
    """

    def __init__(self, engine: Engine, site: str, where: str) -> None:
        self.site = site
        self.where = where
        self.is_new = False
        self.feed_id = ""
        self._inode: tuple[int, int] | None = None
        self._engine = engine
        self.is_sqlite = engine.dialect.name == "sqlite"
        self._driver_error: type[BaseException] = engine.dialect.loaded_dbapi.Error
        with told(self):
            self.connection: Connection = engine.connect()

    @classmethod
    def in_memory(cls, site: str) -> Store:
        """A store that ends with the process: for one run that nothing remembers."""
        engine = create_engine("sqlite://", poolclass=StaticPool)
        _prepare_sqlite(engine, memory=True)
        store = cls(engine, site, "memory")
        store._begin_site(may_create=True)
        return store

    @classmethod
    def open(cls, folder: Path, site: str, *, url: str | None = None, feed: Path) -> Store:
        """The site's state.

        Args:
            folder: where SQLite files are kept, one a site.
            site: name of the site.
            url: SQLAlchemy's address of a PostgreSQL database, in place of a file.
            feed: the manifest of the site's feed: beside one, no state is begun anew.

        Raises:
            StateError: it is missing beside a feed, damaged, newer than this program, or in use.
        """
        if url:
            return cls._open_server(url, site, feed)
        path = folder / f"{site}.sqlite"
        repair = f"mend it with: scrapy state rebuild {site}"
        known = path.exists() and path.stat().st_size > 0
        if not known and feed.exists():
            what = "is empty" if path.exists() else "is missing"
            raise StateError(f"the state {path} {what}, and there is a feed, {feed}: {repair}")
        if known:
            with path.open("rb") as file:
                if file.read(16) != b"SQLite format 3\0":
                    raise StateError(f"the state {path} is no SQLite database: {repair}")
        # SQLite deletes its log when a file is closed: after kill -9 and power cuts it is there.
        is_torn = path.with_name(f"{path.name}-wal").exists()
        path.parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(f"sqlite:///{path}", poolclass=NullPool)
        _prepare_sqlite(engine)
        store = cls(engine, site, str(path))
        try:
            with told(store):
                if known and (is_torn or path.stat().st_size <= QUICK_CHECK_BYTES):
                    store.check()
                if migrations.bring_up(store.connection, path):
                    reach("state-created")
                store._begin_site(may_create=not feed.exists())
            store._inode = _inode_of(store.where)
        except BaseException:
            store.close()
            raise
        return store

    @classmethod
    def _open_server(cls, url: str, site: str, feed: Path) -> Store:
        try:
            engine = create_engine(url, poolclass=NullPool)
        except (ArgumentError, NoSuchModuleError, ImportError) as error:
            raise StateError(f"NEWSCRAWL_STATE_URL cannot be used: {error}") from error
        if engine.dialect.name != "postgresql":
            raise StateError(
                f"NEWSCRAWL_STATE_URL names {engine.dialect.name}: only "
                "postgresql+psycopg://… is known; SQLite is used when it is unset"
            )
        engine = create_engine(engine.url, poolclass=NullPool, connect_args=_SERVER_LIMITS)
        store = cls(engine, site, engine.url.render_as_string(hide_password=True))
        try:
            with told(store):
                held = store.connection.execute(
                    text("SELECT pg_try_advisory_lock(:key)"), {"key": key_of(f"lock:{site}")}
                ).scalar_one()
                store.connection.commit()
                _require_lock(held, site, store.where)
                # Tables are common to all sites; their runs may begin at the same moment.
                tables = {"key": key_of("lock of the tables")}
                store.connection.execute(text("SELECT pg_advisory_lock(:key)"), tables)
                store.connection.commit()
                if migrations.bring_up(store.connection, None):
                    reach("state-created")
                store.connection.execute(text("SELECT pg_advisory_unlock(:key)"), tables)
                store.connection.commit()
                store._begin_site(may_create=not feed.exists())
        except BaseException:
            store.close()
            raise
        return store

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def check(self) -> None:
        """Reads all of a SQLite file for damage.

        Raises:
            StateError: it is damaged.
        """
        found = self.connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
        self.connection.rollback()
        if found != "ok":
            what = str(found).splitlines()[-1]  # the first one names the database
            raise StateError(
                f"the state {self.where} is damaged ({what}): "
                f"mend it with: scrapy state rebuild {self.site}"
            )

    # For what a crawl asks for every page: SQLAlchemy takes longer to hand such a statement on
    # than SQLite to carry it out. Marks are "?" for every database.

    def select(self, statement: str, values: Sequence[Any]) -> list[Any]:
        """The rows of a SELECT, as tuples, in the transaction.

        Raises:
            StateError: the database failed.
        """
        try:
            cursor = self._cursor()
            try:
                cursor.execute(self._marked(statement), values)
                return list(cursor.fetchall())
            finally:
                cursor.close()
        except (self._driver_error, DBAPIError, PendingRollbackError) as error:
            raise failure(self, error) from error

    def execute_many(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        """Carries out a statement for each of `rows`, in the transaction.

        Raises:
            StateError: the database failed.
        """
        try:
            cursor = self._cursor()
            try:
                cursor.executemany(self._marked(statement), rows)
            finally:
                cursor.close()
        except (self._driver_error, DBAPIError, PendingRollbackError) as error:
            raise failure(self, error) from error

    def _cursor(self) -> Any:
        # A cursor of the driver, in the transaction.
        if not self.connection.in_transaction():
            self.connection.begin()
        return self.connection.connection.cursor()

    def _marked(self, statement: str) -> str:
        return statement if self.is_sqlite else statement.replace("?", "%s")

    def commit(self) -> None:
        """Ends the transaction; the next statement begins another.

        Raises:
            StateLostError: it was not committed, or nobody knows.
        """
        if self._inode is not None and _inode_of(self.where) != self._inode:
            # SQLite would go on in a file that has no name any more.
            raise StateLostError(
                f"the state {self.where} was taken away while it was in use: look who did, and run "
                "again"
            )
        with told(self):
            self.connection.commit()

    def rollback(self) -> None:
        """Leaves what was not committed.

        Raises:
            StateLostError: the database does not answer.
        """
        with told(self):
            self.connection.rollback()

    def close(self) -> None:
        """Leaves what was not committed, and closes."""
        try:
            self.connection.close()
        except DBAPIError:
            self.connection.invalidate()
        self._engine.dispose()

    def _begin_site(self, *, may_create: bool) -> None:
        # The row of the site: made with the first run, and never beside a feed.
        if self.where == "memory":
            migrations.create(self.connection)
        query = select(sites.c.feed_id).where(sites.c.site == self.site)
        feed_id = self.connection.execute(query).scalar_one_or_none()
        if feed_id is None:
            if not may_create:
                raise StateError(
                    f"the state {self.where} does not know {self.site}, and there is a feed: "
                    f"mend it with: scrapy state rebuild {self.site}"
                )
            feed_id = uuid.uuid4().hex
            self.is_new = True
            self.connection.execute(insert(sites).values(site=self.site, feed_id=feed_id))
        self.connection.commit()
        self.feed_id = feed_id

    def adopt(self, feed_id: str) -> None:
        """Binds the state to another feed directory; for a rebuild."""
        change = update(sites).where(sites.c.site == self.site).values(feed_id=feed_id)
        self.connection.execute(change)
        self.feed_id = feed_id

    def version(self) -> int:
        """The version of its tables."""
        query = select(meta.c.value).where(meta.c.name == "schema")
        return int(self.connection.execute(query).scalar_one())


def _inode_of(path: str) -> tuple[int, int] | None:
    try:
        found = Path(path).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


@contextmanager
def told(store: Store) -> Iterator[None]:
    """Tells a failure of the database in a sentence.

    Raises:
        StateError: the database is damaged.
        StateLostError: it failed otherwise.
    """
    try:
        yield
    except (DBAPIError, PendingRollbackError) as error:
        raise failure(store, error) from error


def failure(store: Store, error: BaseException) -> StateError:
    """What to raise for an error of the driver or of SQLAlchemy."""
    if isinstance(error, PendingRollbackError):
        return StateLostError(f"the state {store.where} was lost: {_OTHERWISE}")
    orig = error.orig if isinstance(error, DBAPIError) else error
    cause = str(orig).strip().partition("\n")[0] or type(orig).__name__
    damaged = any(word in cause for word in ("malformed", "not a database"))
    kind = StateError if damaged else StateLostError
    if damaged:
        advice = f"mend it with: scrapy state rebuild {store.site}"
    else:
        advice = next((what for word, what in _ADVICE if word in cause.lower()), _OTHERWISE)
    return kind(f"the state {store.where} failed: {cause}: {advice}")


_ADVICE = (
    ("locked", "another program holds it: end that"),
    ("full", "make room"),
    ("disk i/o", "make room, or look at the disk"),
    ("space", "make room"),
    ("readonly", "look at the rights of the file and its folder"),
    ("unable to open", "look at the rights of the file and its folder"),
)
_OTHERWISE = "look whether the database answers"


def _require_lock(held: bool, site: str, where: str) -> None:
    if not held:
        raise StateLockedError(f"another run of {site} holds the lock in {where}")


def _prepare_sqlite(engine: Engine, *, memory: bool = False) -> None:
    """Sets what each connection needs; transactions are ours to begin, and begin as writers."""

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        if not memory:
            cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_S * 1000}")
            cursor.execute("PRAGMA journal_mode = WAL")
            cursor.execute("PRAGMA synchronous = FULL")
            cursor.execute("PRAGMA wal_autocheckpoint = 4000")
            cursor.execute("PRAGMA journal_size_limit = 67108864")
        # Some builds of SQLite leave in the file what was deleted: no text is withdrawn so.
        cursor.execute("PRAGMA secure_delete = ON")
        cursor.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        cursor.execute("PRAGMA temp_store = MEMORY")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
