"""Runs and parts: what the state knows of a site's runs, and of the files of its feed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from sqlalchemy import delete, insert, select, update

from newscrawl.state.schema import meta, parts, runs, sites
from newscrawl.state.store import Store, told

FeedName = Literal["articles", "links"]
PartStatus = Literal["open", "sealed", "published", "removed"]

# Status of a run that is no crawl.
MAINTENANCE = "maintenance"

# As the fields of `Part`.
_PARTS = (
    'SELECT feed, number, run_id, path, "schema", status, "rows", bytes, sha256, first_seq, '
    "last_seq, first_time, last_time FROM parts "
    "WHERE site = ? AND feed = ? AND status IN (%s) ORDER BY number"
)
_GROW = (
    'UPDATE parts SET "rows" = ?, bytes = ?, first_seq = ?, last_seq = ?, first_time = ?, '
    "last_time = ? WHERE site = ? AND feed = ? AND number = ?"
)
_SEQS: dict[FeedName, str] = {
    "articles": "UPDATE sites SET articles_seq = ? WHERE site = ?",
    "links": "UPDATE sites SET links_seq = ? WHERE site = ?",
}


@dataclass(slots=True)
class Part:
    """A file of a feed.

    Attributes:
        feed: which feed of the site it belongs to.
        number: its place among the parts of that feed, from 1.
        status: open (being written), sealed (whole), published (listed), removed (listed once).
        path: relative to the feed's folder.
        rows, bytes: how much of it is committed.
        sha256: over all of it, hex; None while it is open.
        first_seq, last_seq, first_time, last_time: of its rows.
        schema: name and version of its rows' schema.
    """

    feed: str
    number: int
    run_id: str
    path: str
    schema: str
    status: PartStatus = "open"
    rows: int = 0
    bytes: int = 0
    sha256: str | None = None
    first_seq: int | None = None
    last_seq: int | None = None
    first_time: str | None = None
    last_time: str | None = None


@dataclass(slots=True)
class Run:
    """A run of a site.

    Attributes:
        number: its place among the site's runs, from 1.
        id: what feed and manifest call it.
        started_at, finished_at: seconds since 1970.
        status: running, complete, partial, interrupted, gate_failed or failed; maintenance: it is
            no crawl.
        fates: fate -> how many pages had it.
    """

    number: int
    id: str
    started_at: int
    finished_at: int | None = None
    status: str = "running"
    exit_code: int | None = None
    discovered: int | None = None
    fates: Mapping[str, int] | None = None


def begin_run(store: Store, started_at: int, run_id: str, status: str = "running") -> Run:
    """Records a run that begins."""
    with told(store):
        query = select(sites.c.last_run).where(sites.c.site == store.site)
        number = int(store.connection.execute(query).scalar_one()) + 1
        run = Run(number, run_id, started_at, status=status)
        change = update(sites).where(sites.c.site == store.site).values(last_run=number)
        store.connection.execute(change)
        store.connection.execute(insert(runs).values(site=store.site, **_plain(run)))
    return run


def save_run(store: Store, run: Run) -> None:
    """Records how a run stands."""
    this = (runs.c.site == store.site) & (runs.c.number == run.number)
    with told(store):
        store.connection.execute(update(runs).where(this).values(**_plain(run)))


def restore_run(store: Store, run: Run) -> None:
    """Records a run of which only the manifest tells."""
    with told(store):
        store.connection.execute(insert(runs).values(site=store.site, **_plain(run)))


def last_run(store: Store) -> Run | None:
    """The site's last crawl, while none is going on; None if there was none."""
    crawls = select(runs).where(runs.c.site == store.site, runs.c.status != MAINTENANCE)
    query = crawls.order_by(runs.c.number.desc()).limit(1)
    with told(store):
        row = store.connection.execute(query).mappings().one_or_none()
    if row is None:
        return None
    values = {name: value for name, value in row.items() if name != "site"}
    run = Run(**{**values, "fates": json.loads(row["fates"]) if row["fates"] else None})
    if run.status == "running":
        run.status = "interrupted"  # it was killed, and could not say so itself
        save_run(store, run)
    return run


def _plain(run: Run) -> dict[str, Any]:
    fates = None if run.fates is None else json.dumps(dict(run.fates))
    return {**asdict(run), "fates": fates}


def parts_of(store: Store, feed: str, *statuses: PartStatus) -> list[Part]:
    """The parts of a feed with one of the statuses, in order."""
    marks = ", ".join("?" * len(statuses))
    found = store.select(_PARTS.replace("%s", marks), [store.site, feed, *statuses])
    return [Part(*row) for row in found]


def next_number(store: Store, feed: str) -> int:
    """The number of the feed's next part."""
    query = (
        select(parts.c.number)
        .where(parts.c.site == store.site, parts.c.feed == feed)
        .order_by(parts.c.number.desc())
        .limit(1)
    )
    with told(store):
        return int(store.connection.execute(query).scalar_one_or_none() or 0) + 1


def add_part(store: Store, part: Part) -> None:
    """Records a new part."""
    with told(store):
        store.connection.execute(insert(parts).values(site=store.site, **asdict(part)))


def save_part(store: Store, part: Part) -> None:
    """Records how a part stands."""
    this = (
        (parts.c.site == store.site) & (parts.c.feed == part.feed) & (parts.c.number == part.number)
    )
    with told(store):
        store.connection.execute(update(parts).where(this).values(**asdict(part)))


def grow_part(store: Store, part: Part) -> None:
    """Records how much of an open part is written; with each batch, so without SQLAlchemy."""
    values = (part.rows, part.bytes, part.first_seq, part.last_seq, part.first_time, part.last_time)
    store.execute_many(_GROW, [(*values, store.site, part.feed, part.number)])


def drop_part(store: Store, part: Part) -> None:
    """Forgets a part that never held a row."""
    this = (
        (parts.c.site == store.site) & (parts.c.feed == part.feed) & (parts.c.number == part.number)
    )
    with told(store):
        store.connection.execute(parts.delete().where(this))


def digest(listed: Any) -> str:
    """What tells one list of parts from another."""
    return hashlib.sha256(json.dumps(listed, sort_keys=True).encode()).hexdigest()


def plan_change(store: Store, feed: str, before: str, obsolete: list[str]) -> None:
    """Records that listed parts change, until the manifest says so and their files are gone.

    Args:
        store: the site's state.
        feed: which of its feeds.
        before: `digest` of what the manifest lists until then.
        obsolete: the files that are then of no use, relative to the feed's folder.
    """
    value = json.dumps([before, obsolete])
    with told(store):
        store.connection.execute(insert(meta).values(name=_change_name(store, feed), value=value))


def planned_change(store: Store, feed: str) -> tuple[str, list[str]] | None:
    """`before` and `obsolete` of a change that was not ended; None if there is none."""
    query = select(meta.c.value).where(meta.c.name == _change_name(store, feed))
    with told(store):
        value = store.connection.execute(query).scalar_one_or_none()
    if value is None:
        return None
    before, obsolete = json.loads(value)
    return before, obsolete


def end_change(store: Store, feed: str) -> None:
    """Records that the manifest says what the state says."""
    with told(store):
        store.connection.execute(delete(meta).where(meta.c.name == _change_name(store, feed)))


def _change_name(store: Store, feed: str) -> str:
    return f"change:{store.site}:{feed}"


def last_seq(store: Store, feed: FeedName) -> int:
    """The last seq that was given in a feed; 0 if none was."""
    column = sites.c.articles_seq if feed == "articles" else sites.c.links_seq
    query = select(column).where(sites.c.site == store.site)
    with told(store):
        return int(store.connection.execute(query).scalar_one())


def set_last_seq(store: Store, feed: FeedName, seq: int) -> None:
    """Records the last seq that was given in a feed."""
    store.execute_many(_SEQS[feed], [(seq, store.site)])
