"""The tests' own PostgreSQL server: it starts without privileges, fails as told, and ends."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import postgres as postgres_module
import psycopg
import pytest
from postgres import NoServerError, PrivatePostgres, find_programs, private_postgres
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import InternalError, OperationalError

TESTS = Path(__file__).parent


@pytest.fixture
def url(postgres: PrivatePostgres) -> str:
    return postgres.new_database()


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE kept (number integer PRIMARY KEY)"))
    yield engine
    engine.dispose()


def put(engine: Engine, number: int) -> None:
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO kept VALUES (:number)"), {"number": number})


def kept(engine: Engine) -> list[int]:
    with engine.connect() as connection:
        return list(connection.execute(text("SELECT number FROM kept ORDER BY 1")).scalars())


def test_the_server_has_no_privileges(postgres: PrivatePostgres) -> None:
    assert postgres.process is not None
    status = Path(f"/proc/{postgres.process.pid}/status")
    if not status.exists():
        pytest.skip("no /proc here")
    uids = status.read_text().partition("Uid:")[2].split("\n")[0].split()
    assert "0" not in uids
    if os.geteuid() == 0:
        assert pwd.getpwuid(int(uids[0])).pw_name in {"postgres", "nobody"}


def test_databases_know_nothing_of_each_other(postgres: PrivatePostgres, engine: Engine) -> None:
    put(engine, 1)
    other = create_engine(postgres.new_database())
    with other.connect() as connection:
        tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        assert connection.execute(text(tables)).scalar() == 0
    other.dispose()


def test_a_stranger_needs_the_password(url: str, postgres: PrivatePostgres) -> None:
    wrong = url.replace(postgres.password, "guess").replace("+psycopg", "")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(wrong)
    assert postgres.password not in repr(postgres)


def test_what_was_committed_outlives_a_kill(postgres: PrivatePostgres, engine: Engine) -> None:
    put(engine, 1)
    connection = engine.connect()
    connection.execute(text("INSERT INTO kept VALUES (2)"))
    postgres.restart()
    with pytest.raises(OperationalError):
        connection.execute(text("SELECT 1"))
    connection.close()
    assert kept(engine) == [1]


def test_a_server_that_is_down_refuses(postgres: PrivatePostgres, engine: Engine) -> None:
    postgres.stop()
    with pytest.raises(OperationalError):
        put(create_engine(engine.url), 1)
    engine.dispose()
    # The next test's database would start it too.
    postgres.start()
    put(engine, 2)
    assert kept(engine) == [2]


def test_read_only_holds_for_sessions_that_are_open(
    postgres: PrivatePostgres, engine: Engine
) -> None:
    put(engine, 1)
    with postgres.read_only(), pytest.raises(InternalError, match="read-only transaction"):
        put(engine, 2)
    put(engine, 3)
    assert kept(engine) == [1, 3]


def test_a_paused_server_answers_later(postgres: PrivatePostgres, engine: Engine) -> None:
    put(engine, 1)
    asked = (
        "import sys; from sqlalchemy import create_engine, text\n"
        "with create_engine(sys.argv[1]).connect() as one: one.execute(text('SELECT 1'))"
    )
    url = engine.url.render_as_string(hide_password=False)
    with postgres.paused():
        waiting = subprocess.Popen([sys.executable, "-c", asked, url])
        with pytest.raises(subprocess.TimeoutExpired):
            waiting.wait(1.5)
    assert waiting.wait(20) == 0
    assert kept(engine) == [1]


def test_a_slow_way(postgres: PrivatePostgres, engine: Engine) -> None:
    with postgres.proxy() as proxy:
        slow = create_engine(proxy.url(engine.url.render_as_string(hide_password=False)))
        put(slow, 1)
        proxy.delay_s = 0.2
        began = time.monotonic()
        assert kept(slow) == [1]
        assert time.monotonic() - began >= 0.4
        slow.dispose()


@pytest.mark.parametrize(("lost", "there"), [("request", [1]), ("answer", [1, 2])])
def test_a_commit_that_nobody_hears_of(
    postgres: PrivatePostgres, engine: Engine, lost: str, there: list[int]
) -> None:
    with postgres.proxy() as proxy:
        by_proxy = create_engine(proxy.url(engine.url.render_as_string(hide_password=False)))
        put(by_proxy, 1)
        setattr(proxy, f"lose_{lost}_to", b"COMMIT")
        with pytest.raises(OperationalError):
            put(by_proxy, 2)
        assert kept(engine) == there
        put(by_proxy, 3)
        by_proxy.dispose()
    assert kept(engine) == [*there, 3]


def test_nothing_is_left_behind() -> None:
    with private_postgres() as server:
        folder, process = server.folder, server.process
        assert process is not None
    assert process.poll() is not None
    assert not folder.exists()


@pytest.mark.skipif(shutil.which("setpriv") is None, reason="setpriv binds it to the tests")
def test_a_server_ends_with_the_tests_that_were_killed() -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import postgres\n"
        "with postgres.private_postgres() as server:\n"
        "    print(server.process.pid, server.folder, flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, TESTS],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as killed:
        assert killed.stdout is not None
        pid, folder = killed.stdout.readline().split()
        killed.kill()
    try:
        end = time.monotonic() + 20
        while Path(f"/proc/{pid}").exists():
            assert time.monotonic() < end, "the server lives on"
            time.sleep(0.05)
    finally:
        shutil.rmtree(folder)


@pytest.mark.parametrize("ci", ["true", ""])
def test_where_there_is_no_program_the_reason_is_told(
    monkeypatch: pytest.MonkeyPatch, ci: str
) -> None:
    def nothing() -> Path:
        raise NoServerError("no PostgreSQL server here")

    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr(postgres_module, "find_programs", nothing)
    how = pytest.fail.Exception if ci else pytest.skip.Exception
    with pytest.raises(how, match="no PostgreSQL server here"), private_postgres():
        pass


def test_programs_are_found_beside_the_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    if not list(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        with pytest.raises(NoServerError):
            find_programs()
    else:
        assert (find_programs() / "postgres").exists()
