"""A state that is missing, damaged, foreign, old, new or in use; and one made from its feed."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from postgres import PrivatePostgres
from sqlalchemy import Connection, select, update
from sqlalchemy.schema import CreateTable
from test_deliver import START, World, article, minute

from newscrawl.commands.state import _rebuild
from newscrawl.feed import index, upkeep
from newscrawl.feed.errors import FeedError
from newscrawl.feed.library import Places, between_runs
from newscrawl.feed.rebuild import rebuild, set_aside
from newscrawl.feed.verify import verify
from newscrawl.items import Article, RelatedReading
from newscrawl.reading.times import from_item, iso
from newscrawl.runs.ending import end
from newscrawl.runs.exit_codes import ExitCode
from newscrawl.runs.session import Options
from newscrawl.runs.withdrawal import withdraw
from newscrawl.state import migrations, schema
from newscrawl.state.completeness import hours, missing, recalls
from newscrawl.state.errors import StateError, StateLockedError, StateLostError
from newscrawl.state.fates import Fate
from newscrawl.state.lock import Lock
from newscrawl.state.sources import Named, Sources
from newscrawl.state.store import Store


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(tmp_path / "data", None)
    made.read(article("a", related=[RelatedReading(1, "s:b", "http://h/news/b/", title="Title b")]))
    made.read(article("b", published=minute("2026-05-20T08:27:00Z")))
    made.end_run()
    made.read(article("a", title="New"))
    made.end_run()
    return made


def database(world: World) -> Path:
    return world.data / "state" / "s.sqlite"


def folder(world: World) -> Path:
    return world.data / "feeds" / "s"


DAMAGES: dict[str, Callable[[Path], object]] = {
    "missing": Path.unlink,
    "empty": lambda path: path.write_bytes(b""),
    "garbage": lambda path: path.write_bytes(b"\x00garbage" * 1000),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:5000]),
    "a page overwritten": lambda path: path.write_bytes(
        path.read_bytes()[:8192] + b"\xff" * 4096 + path.read_bytes()[12288:]
    ),
    "its header overwritten": lambda path: path.write_bytes(
        b"\xff" * 100 + path.read_bytes()[100:]
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_database_is_refused_with_what_mends_it(world: World, damage: str) -> None:
    DAMAGES[damage](database(world))
    with pytest.raises(StateError, match="scrapy state rebuild s"):
        _ = world.session


def test_a_large_state_is_read_whole_after_an_unclean_end(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newscrawl.state.store.QUICK_CHECK_BYTES", 0)
    path = database(world)
    with closing(sqlite3.connect(path)) as connection:
        what = "SELECT rootpage FROM sqlite_master WHERE name = 'links'"
        (root,) = connection.execute(what).fetchone()
    whole = path.read_bytes()
    at = (root - 1) * 4096  # which no run reads that meets no link
    path.write_bytes(whole[:at] + b"\xff" * 4096 + whole[at + 4096 :])
    world.read(article("c"))
    world.session.journal.commit()
    log = path.with_name(f"{path.name}-wal")
    files = {each: each.read_bytes() for each in (path, log)}  # as a power cut leaves them
    world.end_run()
    for each, data in files.items():
        each.write_bytes(data)
    with pytest.raises(StateError, match=r"is damaged .*scrapy state rebuild s"):
        _ = world.session


def test_a_row_that_is_damaged_is_told_with_what_mends_it(world: World) -> None:
    with sqlite3.connect(database(world)) as connection:
        connection.execute("UPDATE articles SET row = substr(row, 1, 40)")
    with pytest.raises(StateError, match=r"is damaged .*scrapy state rebuild s"):
        world.read(article("a", title="Newer"))


def test_an_empty_file_that_a_killed_first_run_left_is_no_obstacle(tmp_path: Path) -> None:
    world = World(tmp_path / "data", None)
    database(world).parent.mkdir(parents=True)
    database(world).touch()
    assert world.read(article("a")) == "new 1"
    world.end_run()


def test_a_lost_log_is_refused_or_made_good(world: World) -> None:
    world.read(article("c"))
    world.session.journal.commit()
    connection = sqlite3.connect(database(world))  # keeps the log from being folded in
    connection.execute("SELECT count(*) FROM pages").fetchone()
    world.kill()
    connection.close()
    world.read(article("d"))
    world.end_run()
    assert [row["id"] for row in world.rows()] == ["s:a", "s:b", "s:a", "s:c", "s:d"]


def test_a_state_older_than_its_feed_is_refused(world: World, tmp_path: Path) -> None:
    old = tmp_path / "old.sqlite"
    shutil.copy(database(world), old)
    world.read(article("c"))
    world.end_run()
    shutil.copy(old, database(world))
    with pytest.raises(FeedError, match="lists other parts"):
        _ = world.session


def test_a_newer_state_is_refused(world: World) -> None:
    with sqlite3.connect(database(world)) as connection:
        connection.execute("UPDATE newscrawl_meta SET value = '99' WHERE name = 'schema'")
    with pytest.raises(StateError, match="version 99, this program knows"):
        _ = world.session


def as_version_2(connection: Connection) -> None:
    """Takes back what version 3 changed: with SQLite rows lay in the order of their keys."""
    if connection.dialect.name == "sqlite":
        for table in (schema.pages, schema.articles):
            ddl = str(CreateTable(table).compile(connection))
            connection.exec_driver_sql(f"ALTER TABLE {table.name} RENAME TO newer")
            connection.exec_driver_sql(ddl.replace('"key" BIGINT', '"key" INTEGER'))
            connection.exec_driver_sql(f"INSERT INTO {table.name} SELECT * FROM newer")
            connection.exec_driver_sql("DROP TABLE newer")
            for index in table.indexes:
                index.create(connection)
    connection.execute(update(schema.meta).where(schema.meta.c.name == "schema").values(value="2"))
    connection.commit()


def as_version_1(connection: Connection) -> None:
    """Takes back what version 2 added."""
    as_version_2(connection)
    connection.exec_driver_sql("DROP TABLE sources")
    connection.exec_driver_sql("ALTER TABLE pages DROP COLUMN named_by")
    connection.execute(update(schema.meta).where(schema.meta.c.name == "schema").values(value="1"))
    connection.commit()


def version_1_goes_on(world: World) -> None:
    world.read(article("a"))
    as_version_1(world.session.store.connection)
    world.kill()
    assert world.read(article("c")) == "new 1"
    store = world.session.store
    assert store.version() == schema.VERSION
    sources = Sources(store)
    added = sources.add("http://h/feed", "feed", 10)
    assert added is not None
    added.read(20, named=3, taken=3, fresh=1)
    sources.save(added)
    page = world.session.frontier.get("s:c")
    assert page is not None
    assert page.name_by(Named.FEED)
    page.published = from_item(minute("2026-05-20T08:27:00Z"))
    world.session.frontier.write()
    assert [(r.label, r.named, r.held) for r in recalls(store)] == [("feeds", 1, 1), ("all", 1, 1)]
    assert [each.url for each in Sources(store)] == ["http://h/feed"]
    assert missing(store, 5) == []
    (hour,) = hours(store, 0, 2**33)
    assert (iso(datetime.fromtimestamp(hour.at, UTC)), hour.named, hour.held) == (
        "2026-05-20T08:00:00Z",
        1,
        1,
    )
    world.end_run()


def test_a_state_of_version_1_goes_on(tmp_path: Path) -> None:
    world = World(tmp_path / "data", None)
    version_1_goes_on(world)
    assert database(world).with_name("s.sqlite.v1.bak").exists()


def tables(path: Path) -> list[tuple[str, str, str]]:
    with sqlite3.connect(path) as connection:
        found = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE sql NOT NULL")
        return sorted(
            (kind, name, "".join(sql.split()).replace('"', "")) for kind, name, sql in found
        )


def test_a_state_of_version_2_has_the_tables_of_a_new_one_and_all_its_rows(tmp_path: Path) -> None:
    world = World(tmp_path / "data", None)
    names = [f"n{number}" for number in range(40)]
    for name in names:
        world.read(article(name))
    world.session.journal.commit()
    as_version_2(world.session.store.connection)
    rows = dump(world)
    world.kill()
    assert world.session.store.version() == schema.VERSION
    assert dump(world) == rows
    found = world.session.store.connection.exec_driver_sql("SELECT id FROM pages ORDER BY rowid")
    assert list(found.scalars()) == [f"s:{name}" for name in names]
    assert world.read(article("c")) == "new 1"
    world.end_run()
    new = World(tmp_path / "new", None)
    new.read(article("a"))
    new.end_run()
    assert tables(database(world)) == tables(database(new))


def dump(world: World) -> list[Any]:
    connection = world.session.store.connection
    return [
        connection.execute(select(table).order_by(table.c.key)).all()
        for table in (schema.pages, schema.articles)
    ]


def test_a_state_of_version_1_goes_on_in_a_server(
    tmp_path: Path, postgres: PrivatePostgres
) -> None:
    version_1_goes_on(World(tmp_path / "data", postgres.new_database()))


def older(connection: Connection) -> None:
    connection.exec_driver_sql("ALTER TABLE pages ADD COLUMN later TEXT DEFAULT 'x'")


def test_an_older_state_is_migrated_and_a_copy_kept(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrations, "VERSION", schema.VERSION + 1)
    monkeypatch.setitem(migrations.STEPS, schema.VERSION, older)
    assert world.read(article("c")) == "new 1"
    assert world.session.store.version() == schema.VERSION + 1
    world.end_run()
    copy = database(world).with_name(f"s.sqlite.v{schema.VERSION}.bak")
    with sqlite3.connect(copy) as connection:
        assert connection.execute("SELECT count(*) FROM articles").fetchone() == (2,)
        names = [row[1] for row in connection.execute("PRAGMA table_info(pages)")]
    assert "later" not in names


def test_a_migration_that_can_keep_no_copy_is_refused(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrations, "VERSION", schema.VERSION + 1)
    monkeypatch.setitem(migrations.STEPS, schema.VERSION, older)
    blocked = database(world).with_name(f"s.sqlite.v{schema.VERSION}.bak.tmp")
    blocked.mkdir()
    with pytest.raises(StateError, match=r"no copy of it can be kept .*: make room"):
        _ = world.session
    monkeypatch.undo()
    blocked.rmdir()
    assert world.read(article("c")) == "new 1"
    world.end_run()


def test_a_migration_that_fails_leaves_the_old_state(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(connection: Connection) -> None:
        older(connection)
        raise ArithmeticError("in the middle")

    monkeypatch.setattr(migrations, "VERSION", schema.VERSION + 1)
    monkeypatch.setitem(migrations.STEPS, schema.VERSION, broken)
    with pytest.raises(ArithmeticError):
        _ = world.session
    monkeypatch.undo()
    assert world.read(article("c")) == "new 1"
    world.end_run()


def test_a_database_that_another_program_holds_is_told(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newscrawl.state.store.BUSY_TIMEOUT_S", 0.2)
    other = sqlite3.connect(database(world), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StateLostError, match="locked"):
        _ = world.session
    other.execute("ROLLBACK")
    other.close()
    assert world.read(article("c")) == "new 1"


def test_one_run_at_a_time(world: World) -> None:
    lock = Lock(world.data / "state" / "s.lock")
    with pytest.raises(StateLockedError, match="process"):
        _ = world.session
    lock.release()
    assert world.session.run.number == 3
    world.kill()


def test_a_feed_of_another_site_or_state_is_refused(world: World, tmp_path: Path) -> None:
    other = World(tmp_path / "other", None)
    other.read(article("z"))
    other.end_run()
    shutil.rmtree(folder(world))
    shutil.copytree(folder(other), folder(world))
    with pytest.raises(FeedError, match="belongs to another state"):
        _ = world.session
    path = folder(world) / "manifest.json"
    manifest = json.loads(path.read_bytes())
    path.write_text(json.dumps({**manifest, "site": "t"}))
    with pytest.raises(FeedError, match="is of t, not of s"):
        _ = world.session


def edited(world: World, **changes: object) -> None:
    path = folder(world) / "manifest.json"
    manifest = json.loads(path.read_bytes())
    manifest["parts"][0] |= changes
    path.write_text(json.dumps(manifest))


@pytest.mark.parametrize("change", [{"rows": 1}, {"path": "../../../etc/passwd"}, {"sha256": "0"}])
def test_a_manifest_edited_by_hand_is_refused_and_repaired(
    world: World, change: dict[str, object]
) -> None:
    edited(world, **change)
    with pytest.raises(FeedError, match="scrapy feed repair --site s"):
        _ = world.session
    assert verify(folder(world)).findings
    places = Places(world.data, "s")
    with between_runs(places, None, recover=False) as (_, feeds):
        assert [upkeep.repair(feed, print) for feed in feeds] == [[], []]
    assert world.read(article("c")) == "new 1"
    world.end_run()
    assert len(world.rows()) == 4


@pytest.mark.parametrize(
    "text",
    [
        *("", "{}", "[]", '{"schema": "newscrawl.manifest/1"', "\x00"),
        '{"schema": "newscrawl.manifest/1", "parts": [], "removed_parts": [], "watermark": 0}',
    ],
)
def test_a_torn_manifest_is_refused_with_what_mends_it(world: World, text: str) -> None:
    (folder(world) / "manifest.json").write_text(text)
    with pytest.raises(FeedError, match=r"manifest.*scrapy feed repair"):
        _ = world.session


def test_a_repair_after_retention_that_was_killed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = Places(world.data, "s")
    with monkeypatch.context() as killed, between_runs(places, None) as (_, feeds):
        killed.setattr(feeds[0], "finish_change", int)
        upkeep.prune(feeds[0], "2026-05-22T00:00:00Z")
    with between_runs(places, None, recover=False) as (_, feeds):
        assert upkeep.repair(feeds[0], print) == []
    assert [row["seq"] for row in world.rows()] == [3]


def test_a_part_that_was_cut_is_let_go_on_request_only(world: World) -> None:
    part = next(folder(world).glob("2*/**/*.jsonl"))
    part.write_bytes(part.read_bytes()[:-10])
    with pytest.raises(FeedError, match="bytes and not"):
        _ = world.session
    places = Places(world.data, "s")
    told: list[str] = []
    with between_runs(places, None, recover=False) as (_, feeds):
        lost = upkeep.repair(feeds[0], told.append)
    assert lost == [part.relative_to(folder(world)).as_posix()]
    assert "not what was written" in told[0]
    report = verify(folder(world))
    assert report.findings == []
    world.read(article("c"))
    world.end_run()


def test_an_open_part_that_was_cut_is_let_go_on_request_only(world: World) -> None:
    world.read(article("c"))
    world.session.journal.commit()
    world.kill()
    (part,) = (folder(world) / ".open").glob("*.part")
    part.write_bytes(part.read_bytes()[:-10])
    with pytest.raises(FeedError, match=r"is shorter than .* scrapy feed repair --site s"):
        _ = world.session


def rebuilt(world: World) -> None:
    set_aside(database(world))
    none = world.data / "none"
    with Store.open(database(world).parent, "s", feed=none) as store:
        rebuild(store, folder(world))


def test_a_state_is_rebuilt_from_its_feed(world: World) -> None:
    world.read(article("x", related=[RelatedReading(1, "s:owed", "http://h/news/owed/")]))
    world.session.journal.commit()
    world.kill()
    assert world.session.recovered > 0
    world.end_run()
    rebuilt(world)
    assert world.session.run.number == 1
    taken = world.session.frontier.take(10)
    assert {page.id for page in taken} >= {"s:owed"}
    for page in taken:
        page.busy = False
    assert world.read(article("a", title="New")) == "unchanged"
    assert world.read(article("b", title="Newer")) == "updated 2"
    world.end_run()
    assert [row["seq"] for row in world.rows()] == [1, 2, 3, 4, 5]
    assert world.rows()[-1]["first_seen_at"] == world.rows()[1]["first_seen_at"]


def test_a_rebuild_that_cannot_be_done_leaves_the_state_as_it_was(world: World) -> None:
    places = Places(world.data, "s")
    part = next(folder(world).glob("2*/**/*.jsonl"))
    lines = part.read_bytes()
    part.write_bytes(lines[:-10])
    with pytest.raises(FeedError, match="restore it from a backup"):
        _rebuild(places, None)
    part.write_bytes(lines)
    assert world.read(article("a", title="New")) == "unchanged"
    world.end_run()
    with pytest.raises(FeedError, match="no feed in"):
        _rebuild(Places(world.data, "typo"), None)
    assert [path.name for path in database(world).parent.glob("*.sqlite")] == ["s.sqlite"]


def test_a_rebuild_knows_links_that_were_listed_before_their_article(world: World) -> None:
    related = [RelatedReading(1, "s:q", "http://h/news/q/"), RelatedReading(2, "s:r", "http://h/r")]
    world.options = Options(min_free_bytes=0, part_rows=2)
    world.read(article("x", related=related))
    world.session.journal.commit()  # the part of links is full, that of articles is open
    world.kill()
    rebuilt(world)
    assert world.read(article("x", related=related)) == "new 1"
    world.end_run()
    assert [row["id"] for row in world.rows()][3:] == ["s:x"]
    assert [row["from_id"] for row in world.rows("links")][2:] == ["s:x", "s:x"]


@pytest.mark.parametrize("batch", [1, 3, 500])
def test_a_rebuild_restores_the_links_as_they_stand(
    world: World, batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def related(*ids: str) -> list[RelatedReading]:
        return [RelatedReading(n, f"s:{i}", f"http://h/news/{i}/") for n, i in enumerate(ids, 1)]

    for ids in (("q", "r", "b"), ("r", "q", "t"), ("t", "a")):  # added, moved, removed, back
        world.read(article("x", related=related(*ids)))
        world.end_run()

    def graph() -> tuple[list[Any], list[Any]]:
        with sqlite3.connect(database(world)) as connection:
            # When a link that is gone was seen last the feed does not tell: only when it was not.
            what = "SELECT from_key, to_key, rank, first_seen, last_seen IS NULL FROM links"
            links = connection.execute(f"{what} ORDER BY from_key, to_key").fetchall()
            known = "SELECT id, url, revision > 0 FROM pages ORDER BY id"
            return links, connection.execute(known).fetchall()

    before = graph()
    assert len(before[0]) == 6
    assert {link[-1] for link in before[0]} == {0, 1}
    monkeypatch.setattr("newscrawl.feed.rebuild._BATCH", batch)
    rebuilt(world)
    assert graph() == before
    world.read(article("x", related=related("t", "a")))
    world.end_run()
    assert len(world.rows("links")) == 13, "nothing is told anew"


def test_retention_remembers_the_last_row_of_each_article(world: World) -> None:
    world.read(article("b", title="Newest"))
    world.end_run()
    places = Places(world.data, "s")
    for before in ("2026-05-22T00:00:00Z", "2026-05-24T00:00:00Z"):
        with between_runs(places, None) as (_, feeds):
            assert upkeep.prune(feeds[0], before)
    kept = list(index.removed(folder(world)))
    assert [(row["id"], row["revision"], row["title"]) for row in kept] == [
        ("s:a", 2, None),
        ("s:b", 2, None),
    ]
    assert all(row["content_hash"] for row in kept)


def test_a_rebuild_knows_revisions_whose_parts_were_removed(world: World) -> None:
    places = Places(world.data, "s")
    with between_runs(places, None) as (_, feeds):
        assert len(upkeep.prune(feeds[0], "2026-05-22T00:00:00Z")) == 1
    rebuilt(world)
    assert world.read(article("b", published=minute("2026-05-20T08:27:00Z"))) == "unchanged"
    assert world.read(article("a", title="New")) == "unchanged"
    world.end_run()
    told = Article(id="s:b", cause="sharper_time", fetched_at=iso(world.now))
    assert world.session.frontier.get("s:b") is not None
    assert world.give(told) == "skipped(not_due)"
    world.end_run()
    assert world.read(article("b", title="Newer")) == "updated 2"
    world.end_run()
    assert [row["seq"] for row in world.rows()] == [3, 4]


def test_retention_removes_whole_listed_parts_only(world: World) -> None:
    places = Places(world.data, "s")
    with between_runs(places, None) as (_, feeds):
        assert upkeep.prune(feeds[0], "2026-05-21T09:00:00Z") == []
        gone = upkeep.prune(feeds[0], "2026-05-22T00:00:00Z")
    assert len(gone) == 1
    assert not (folder(world) / gone[0]).exists()
    manifest = json.loads((folder(world) / "manifest.json").read_bytes())
    assert [part["first_seq"] for part in manifest["removed_parts"]] == [1]
    assert [row["seq"] for row in world.rows()] == [3]
    assert manifest["watermark"] == 3


def test_a_withdrawn_text_is_nowhere(world: World) -> None:
    secret = "Title b"
    world.read(article("z", related=[RelatedReading(1, "s:b", "http://h/news/b/", title=secret)]))
    world.end_run()
    places = Places(world.data, "s")
    with between_runs(places, None) as (store, feeds):
        done = withdraw(store, feeds, "s:b")
    assert done.seq == 5
    held = [
        path
        for path in world.data.rglob("*")
        if path.is_file() and secret.encode() in path.read_bytes()
    ]
    assert held == []
    assert [(row["id"], row["change"], row["title"]) for row in world.rows()] == [
        ("s:a", "new", "Title a"),
        ("s:b", "removed", None),
        ("s:a", "updated", "New"),
        ("s:z", "new", "Title z"),
        ("s:b", "removed", None),
    ]
    page = world.session.frontier.get("s:b")
    assert page is not None
    world.session.frontier.request(page)
    world.session.frontier.settle(page, Fate("failed", "timeout"), world.session.frontier.now)
    world.end_run()
    assert world.read(article("b")) == "skipped(withdrawn)"
    quoting = [RelatedReading(1, "s:b", "http://h/b/", title=secret)]
    assert world.read(article("q", related=quoting)) == "new 1"
    world.end_run()
    assert world.rows()[-1]["related"][0]["title"] is None, "not by a card either"
    rebuilt(world)
    assert world.read(article("b")) == "skipped(withdrawn)"
    world.kill()
    with pytest.raises(StateError, match="not known"), between_runs(places, None) as opened:
        withdraw(*opened, "s:never")


def told_of(world: World) -> dict[str, Any]:
    """The run that the manifest tells of."""
    run: dict[str, Any] = json.loads((folder(world) / "manifest.json").read_bytes())["run"]
    return run


def test_the_manifest_tells_of_the_last_crawl_and_of_no_maintenance(world: World) -> None:
    world.read(article("c"))
    session, world._session = world.session, None
    session.frontier.close(None)
    session.finish(ExitCode.PARTIAL, session.frontier.ledger)
    session.close()
    run = told_of(world)
    assert (run["status"], run["exit_code"]) == ("partial", 3)
    places = Places(world.data, "s")
    with between_runs(places, None) as (store, feeds):
        withdraw(store, feeds, "s:b")
    assert told_of(world) == run
    last = world.rows()[-1]
    assert (last["id"], last["change"]) == ("s:b", "removed")
    part = json.loads((folder(world) / "manifest.json").read_bytes())["parts"][-1]
    assert part["run_id"] != run["id"]
    with between_runs(places, None) as (_, feeds):
        assert upkeep.prune(feeds[0], "2026-05-22T00:00:00Z")
    assert told_of(world) == run
    rebuilt(world)
    with between_runs(places, None) as (_, feeds):
        assert upkeep.prune(feeds[0], "2026-05-24T00:00:00Z")
    assert told_of(world) == run, "a rebuild takes it from the manifest"
    number = world.session.run.number
    world.end_run()
    assert (number, told_of(world)["status"]) == (1, "complete")


def test_maintenance_does_not_call_a_killed_run_running(world: World) -> None:
    world.read(article("c"))
    world.session.journal.commit()
    world.kill()
    assert told_of(world)["status"] == "running"
    with between_runs(Places(world.data, "s"), None) as (_, feeds):
        upkeep.prune(feeds[0], "2026-05-22T00:00:00Z")
    assert told_of(world)["status"] == "interrupted"


def test_a_run_that_kept_nothing_is_no_success_whatever_broke_it(world: World) -> None:
    world.read(article("c", title="\ud800"))
    session, world._session = world.session, None
    page = session.frontier.get("s:c")
    assert page is not None
    page.url, page.changed = "http://h/\ud800", True
    with pytest.raises(UnicodeEncodeError):
        session.journal.commit()
    crawler: Any = SimpleNamespace(
        settings=SimpleNamespace(getdict=lambda _: {}),
        spider=SimpleNamespace(name="s"),
        stats=SimpleNamespace(get_value=lambda *_: 0),
    )
    ledger = session.frontier.ledger
    books: Any = SimpleNamespace(
        close=int, ledger=ledger, close_reason="finished", arguments=None, elapsed_s=1.0
    )
    assert end(crawler, books, session, None).code == ExitCode.FAILED
    manifest = json.loads((folder(world) / "manifest.json").read_bytes())
    assert manifest["run"]["status"] == "failed"


def test_an_article_is_withdrawn_by_any_of_its_names(world: World) -> None:
    frontier = world.session.frontier
    alias = frontier.discover("s:alias", "http://h/alias", depth=1, seen_at=frontier.now)
    frontier.request(alias)
    assert not frontier.resolve(alias, "s:b", "http://h/b")
    frontier.settle(alias, Fate("duplicate", "alias"), frontier.now)
    world.end_run()
    with between_runs(Places(world.data, "s"), None) as (store, feeds):
        assert withdraw(store, feeds, "s:alias").rows == 2
    assert {row["title"] for row in world.rows() if row["id"] == "s:b"} == {None}


def test_a_backup_is_restored_by_copying_it_back(world: World, tmp_path: Path) -> None:
    places = Places(world.data, "s")
    target = tmp_path / "backup"
    with between_runs(places, None) as (store, feeds):
        upkeep.backup(store, [feed.folder for feed in feeds], world.data, target)
        with pytest.raises(FeedError, match="not empty"):
            upkeep.backup(store, [], world.data, target)
    world.read(article("c"))
    world.end_run()
    shutil.rmtree(world.data)
    shutil.copytree(target, world.data)
    assert len(world.rows()) == 3
    assert world.read(article("a", title="New")) == "unchanged"
    assert world.read(article("c")) == "new 1"
    world.end_run()


# PostgreSQL


def test_a_server_lets_one_run_at_a_time(tmp_path: Path, postgres: PrivatePostgres) -> None:
    url = postgres.new_database()
    first, second = World(tmp_path / "one", url), World(tmp_path / "two", url)
    first.read(article("a"))
    first.session.journal.commit()
    with pytest.raises(StateLockedError, match="holds the lock"):
        _ = second.session
    first.end_run()
    with pytest.raises(FeedError, match="give the data directory"):
        _ = second.session


def test_a_server_that_is_down_or_restarted_is_told(
    tmp_path: Path, postgres: PrivatePostgres
) -> None:
    world = World(tmp_path / "data", postgres.new_database())
    world.read(article("a"))
    world.session.journal.commit()
    world.read(article("b"))
    postgres.restart()
    with pytest.raises(StateLostError):
        world.session.journal.commit()
    with pytest.raises(StateLostError):
        world.session.journal.commit()
    with pytest.raises(StateLostError):
        world.end_run()
    postgres.stop()
    with pytest.raises(StateLostError):
        _ = world.session
    postgres.start()
    assert world.session.recovered == 1
    assert world.read(article("b")) == "new 1"
    world.end_run()
    assert [row["id"] for row in world.rows()] == ["s:a", "s:b"]


@pytest.mark.parametrize("by_cursor", [True, False])
def test_a_run_whose_server_was_restarted_ends_with_a_sentence(
    tmp_path: Path, postgres: PrivatePostgres, by_cursor: bool
) -> None:
    world = World(tmp_path / "data", postgres.new_database())
    world.read(article("a"))
    world.session.journal.commit()
    world.read(article("b"))
    postgres.restart()
    if not by_cursor:  # SQLAlchemy sees for itself that the connection is gone
        with pytest.raises(StateLostError):
            world.session.frontier.list_reached("http://h/news/")
    with pytest.raises(StateLostError):
        world.session.journal.commit()
    if by_cursor:
        with pytest.raises(StateLostError):
            world.session.finish(ExitCode.FAILED, world.session.frontier.ledger)
    world.kill()


def test_a_commit_whose_answer_was_lost_is_settled_by_the_next_run(
    tmp_path: Path, postgres: PrivatePostgres
) -> None:
    with postgres.proxy() as proxy:
        world = World(tmp_path / "data", proxy.url(postgres.new_database()))
        world.read(article("a"))
        proxy.lose_answer_to = b"COMMIT"
        with pytest.raises(StateLostError):
            world.session.journal.commit()
        world.kill()
        proxy.lose_answer_to = None
        assert world.session.recovered == 1
        assert world.read(article("a")) == "unchanged"
        world.end_run()
        assert [row["id"] for row in world.rows()] == ["s:a"]


def test_a_server_that_refuses_to_write_is_told(tmp_path: Path, postgres: PrivatePostgres) -> None:
    world = World(tmp_path / "data", postgres.new_database())
    world.read(article("a"))
    world.end_run()
    with postgres.read_only(), pytest.raises(StateLostError):
        _ = world.session
    assert world.read(article("b")) == "new 1"
    world.end_run()


def test_two_sites_share_a_server(tmp_path: Path, postgres: PrivatePostgres) -> None:
    url = postgres.new_database()
    world = World(tmp_path / "data", url)
    world.read(article("a"))
    none = tmp_path / "none"
    with Store.open(tmp_path, "t", url=url, feed=none) as other:
        other.connection.execute(update(schema.sites).values(articles_seq=0))
        other.commit()
    world.end_run()
    assert len(world.rows()) == 1


@pytest.mark.parametrize(
    "url", ["mysql://h/x", "postgresql+nothing://h/x", "nonsense", "sqlite://"]
)
def test_an_address_that_is_no_server_is_told(tmp_path: Path, url: str) -> None:
    with pytest.raises(StateError, match="NEWSCRAWL_STATE_URL"):
        _ = World(tmp_path / "data", url).session


def test_the_clock_set_back_by_a_day_changes_no_order(world: World) -> None:
    world.now = START.replace(day=20)
    world.read(article("c"))
    world.read(article("a", title="Newer"))
    world.end_run()
    assert [(row["id"], row["revision"]) for row in world.rows()] == [
        *(("s:a", 1), ("s:b", 1), ("s:a", 2)),
        *(("s:c", 1), ("s:a", 3)),
    ]


def test_what_a_server_holds_is_rebuilt_in_its_place(
    tmp_path: Path, postgres: PrivatePostgres
) -> None:
    url = postgres.new_database()
    world = World(tmp_path / "data", url)
    related = [RelatedReading(1, "s:q", "http://h/news/q/")]
    world.read(article("a", related=related))
    world.end_run()
    with Store.open(tmp_path, "s", url=url, feed=tmp_path / "none") as store:
        assert rebuild(store, folder(world)).articles == 1
    assert world.read(article("a", related=related)) == "unchanged"
    world.end_run()
    assert len(world.rows()) == len(world.rows("links")) == 1


def test_two_sites_begin_in_an_empty_server_at_once(
    tmp_path: Path, postgres: PrivatePostgres
) -> None:
    url, none = postgres.new_database(), tmp_path / "none"

    def begin(site: str) -> bool:
        with Store.open(tmp_path, site, url=url, feed=none) as store:
            return store.is_new

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(begin, "stuv")) == [True] * 4
