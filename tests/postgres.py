"""A PostgreSQL server of the tests' own: in a folder of its own, by a user without privileges.

    with private_postgres() as server:
        url = server.new_database()
        server.kill()
        server.start()
        with server.read_only(): ...
        with server.paused(): ...
        with server.proxy() as proxy:  # connect to proxy.url(url)
            proxy.delay_s = 0.2
            proxy.lose_answer_to = b"COMMIT"

Where there is no server program the tests that need one are skipped, with the reason; in CI they
fail, since .ci/run installs it there.
"""

from __future__ import annotations

import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest

HOST = "127.0.0.1"
OWNER = "newscrawl"
START_S, STOP_S = 30, 20
# No fsync: the machine does not fail, only the server. A commit still reaches the kernel before
# it is answered, so what was committed is there after a kill.
OPTIONS = {
    "fsync": "off",
    "full_page_writes": "off",
    "max_connections": "40",
    "shared_buffers": "32MB",
    "max_wal_size": "256MB",
    "listen_addresses": HOST,
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
}


class NoServerError(Exception):
    """PostgreSQL cannot be run here; raised by `find_programs` and `find_user`."""


def find_programs() -> Path:
    """The folder with `initdb` and `postgres`, of the newest version where there are several.

    Raises:
        NoServerError: there is none.
    """
    on_path = [Path(found).resolve().parent for found in (shutil.which("initdb"),) if found]
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"),
        key=lambda folder: [int(part) for part in re.findall(r"\d+", folder.parent.name)],
    )
    for folder in (*on_path, *reversed(debian)):
        if all(os.access(folder / name, os.X_OK) for name in ("initdb", "postgres")):
            return folder
    raise NoServerError("no PostgreSQL server here: apt-get install postgresql")


def find_user() -> pwd.struct_passwd | None:
    """Whom the server runs as in place of root; None for a user who is not root.

    Raises:
        NoServerError: root has nobody to run it as.
    """
    if os.geteuid():
        return None
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            return pwd.getpwnam(name)
    raise NoServerError("PostgreSQL does not run as root, and there is no user postgres or nobody")


@contextmanager
def private_postgres() -> Iterator[PrivatePostgres]:
    """Starts a server that ends with the block, or skips the test where there is no program."""
    try:
        programs, user = find_programs(), find_user()
    except NoServerError as error:
        if os.environ.get("CI") == "true":
            pytest.fail(f"CI has {error}")
        pytest.skip(str(error))
    # Not under tmp_path: that is root's alone, and a socket's path has 107 bytes at most.
    folder = Path(tempfile.mkdtemp(prefix="newscrawl-pg-", dir="/tmp"))
    try:
        if user is not None:
            os.chown(folder, user.pw_uid, user.pw_gid)
        server = PrivatePostgres(folder, programs, user)
        server.initialise()
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)


def shut(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def free_port() -> int:
    with socket.create_server((HOST, 0)) as listener:
        return int(listener.getsockname()[1])


@dataclass
class PrivatePostgres:
    """A server, running or not. Its port, socket and data stay the same over restarts."""

    folder: Path
    programs: Path
    user: pwd.struct_passwd | None
    password: str = field(default_factory=lambda: secrets.token_hex(8), repr=False)
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    numbers: Iterator[int] = field(default_factory=count)

    @property
    def log(self) -> Path:
        return self.folder / "log"

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def url(self, database: str, port: int | None = None) -> str:
        """The address of a database, as NEWSCRAWL_STATE_URL takes it."""
        where = f"{HOST}:{port or self.port}/{database}"
        return f"postgresql+psycopg://{OWNER}:{self.password}@{where}"

    def new_database(self) -> str:
        """Makes an empty database, starting the server if a test left it stopped; its URL."""
        if not self.is_running:
            self.start()
        name = f"test_{next(self.numbers)}"
        self.execute(f"CREATE DATABASE {name}")
        return self.url(name)

    def execute(self, statement: str) -> list[tuple[Any, ...]]:
        """Runs one statement as the superuser, by the socket; its rows."""
        with psycopg.connect(
            host=str(self.folder),
            port=self.port,
            user=OWNER,
            dbname="postgres",
            autocommit=True,
            connect_timeout=5,
        ) as connection:
            connection.execute("SET default_transaction_read_only = off")
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    # Start and stop

    def initialise(self) -> None:
        secret = self.folder / "password"
        secret.touch(mode=0o600)
        secret.write_text(self.password)
        if self.user is not None:
            os.chown(secret, self.user.pw_uid, self.user.pw_gid)
        words = f"--username={OWNER} --encoding=UTF8 --locale=C --no-sync --no-instructions"
        rights = f"--auth-local=trust --auth-host=scram-sha-256 --pwfile={secret}"
        made = subprocess.run(
            [self.programs / "initdb", "-D", self.folder / "data", *words.split(), *rights.split()],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            **self._without_privileges(),
        )
        assert made.returncode == 0, made.stdout

    def start(self) -> None:
        """Starts the server and waits until it answers."""
        assert not self.is_running
        options = {**OPTIONS, "port": self.port, "unix_socket_directories": self.folder}
        settings = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        # Else a server would outlive a test run that was killed.
        bound = ["setpriv", "--pdeathsig", "QUIT"] if shutil.which("setpriv") else []
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*bound, self.programs / "postgres", "-D", self.folder / "data", *settings],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **self._without_privileges(),
            )
        end = time.monotonic() + START_S
        while True:
            try:
                self.execute("SELECT 1")
                return
            except psycopg.OperationalError as error:
                if not self.is_running or time.monotonic() > end:
                    self.kill()
                    told = self.log.read_text(errors="replace")[-2000:]
                    raise RuntimeError(f"PostgreSQL did not start: {error}\n{told}") from error
                time.sleep(0.05)

    def stop(self) -> None:
        """Stops it in good order: running transactions are rolled back."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """Stops it at once, as if it had crashed: it recovers at the next start."""
        self._end(signal.SIGQUIT)

    def restart(self, *, after_s: float = 0) -> None:
        """Kills it and starts it again."""
        self.kill()
        time.sleep(after_s)
        self.start()

    def _end(self, how: signal.Signals) -> None:
        if self.process is None:
            return
        if self.is_running:
            self.process.send_signal(how)
        try:
            self.process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(STOP_S)
        self.process = None

    def _without_privileges(self) -> dict[str, Any]:
        # Not the folder of the checkout: that may be closed to the user.
        rights: dict[str, Any] = {"cwd": self.folder, "env": {"PATH": os.defpath, "LC_ALL": "C"}}
        if self.user is not None:
            rights |= {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []}
        return rights

    # Faults

    @contextmanager
    def read_only(self) -> Iterator[None]:
        """No transaction that begins in the block can write, in sessions that are open too."""
        self._set("default_transaction_read_only", "on")
        try:
            yield
        finally:
            self._set("default_transaction_read_only", "off")

    def _set(self, name: str, value: str) -> None:
        self.execute(f"ALTER SYSTEM SET {name} = {value}")
        self.execute("SELECT pg_reload_conf()")
        end = time.monotonic() + STOP_S
        asked = f"SELECT reset_val FROM pg_settings WHERE name = '{name}'"
        while self.execute(asked) != [(value,)]:
            assert time.monotonic() < end, f"{name} is not {value}"
            time.sleep(0.02)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """The server answers nothing in the block: neither sessions that are open nor new ones."""
        assert self.process is not None
        sessions = self.execute(
            "SELECT pid FROM pg_stat_activity"
            " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
        processes = [self.process.pid, *(pid for (pid,) in sessions)]
        for pid in processes:
            os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in processes:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGCONT)

    @contextmanager
    def proxy(self) -> Iterator[Proxy]:
        """A way to the server that can be slow, and can lose what goes through it."""
        with socket.create_server((HOST, 0)) as listener:
            proxy = Proxy(self, listener)
            threading.Thread(target=proxy.accept, daemon=True).start()
            try:
                yield proxy
            finally:
                proxy.close()


@dataclass
class Proxy:
    """Passes on what a client and the server say to each other.

    Attributes:
        delay_s: how long each message of the client is held back.
        lose_request_to: the connection breaks instead of passing on a message with these bytes.
        lose_answer_to: the server gets the message and answers; the connection breaks before the
            client hears of it. Each of the two happens once.
    """

    server: PrivatePostgres
    listener: socket.socket
    delay_s: float = 0.0
    lose_request_to: bytes | None = None
    lose_answer_to: bytes | None = None
    sockets: list[socket.socket] = field(default_factory=list)

    @property
    def port(self) -> int:
        return int(self.listener.getsockname()[1])

    def url(self, url: str) -> str:
        """The address by this way of a database of the server."""
        return self.server.url(url.rpartition("/")[2], self.port)

    def accept(self) -> None:
        # The listener is closed to end this.
        with suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                try:
                    server = socket.create_connection((HOST, self.server.port))
                except OSError:
                    client.close()
                    continue
                self.sockets += [client, server]
                lost = threading.Event()
                for work in (self._ask, self._answer):
                    threading.Thread(target=work, args=(client, server, lost), daemon=True).start()

    def close(self) -> None:
        shut(self.listener)
        self.listener.close()
        for each in self.sockets:
            shut(each)
            each.close()

    def _ask(self, client: socket.socket, server: socket.socket, lost: threading.Event) -> None:
        with suppress(OSError):
            while message := client.recv(65536):
                time.sleep(self.delay_s)
                if self.lose_request_to is not None and self.lose_request_to in message:
                    self.lose_request_to = None
                    break
                if self.lose_answer_to is not None and self.lose_answer_to in message:
                    self.lose_answer_to = None
                    lost.set()
                server.sendall(message)
        # After a lost answer the server is heard first.
        if not lost.is_set():
            shut(client)
        shut(server)

    def _answer(self, client: socket.socket, server: socket.socket, lost: threading.Event) -> None:
        with suppress(OSError):
            while message := server.recv(65536):
                if lost.is_set():
                    break
                client.sendall(message)
        shut(client)
        shut(server)
