"""deploy/: what cron and systemd are told, and what comes of their very commands."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import FIXTURES, PROJECT, Crawl

from newscrawl.runs.exit_codes import ExitCode

DEPLOY = PROJECT / "deploy"
QUIET = {"COMPLETE", "PARTIAL", "LOCKED", "INTERRUPTED", "TERMINATED"}


@dataclass(frozen=True)
class Crontab:
    """What cron makes of its file."""

    variables: dict[str, str]
    when: str
    command: str

    @classmethod
    def read(cls) -> Crontab:
        lines = (DEPLOY / "crontab").read_text(encoding="utf-8").splitlines()
        told = [line for line in lines if line.strip() and not line.startswith("#")]
        variables = dict(line.split("=", 1) for line in told if re.match(r"[A-Z_]+=", line))
        (job,) = [line for line in told if not re.match(r"[A-Z_]+=", line)]
        *when, command = job.split(maxsplit=5)
        return cls(variables, " ".join(when), command)


def unit(name: str) -> dict[str, list[str]]:
    """The values of a unit file by key, in order."""
    found: dict[str, list[str]] = {}
    for line in (DEPLOY / name).read_text(encoding="utf-8").splitlines():
        if line and line[0] not in "#[":
            key, _, value = line.partition("=")
            found.setdefault(key, []).append(value)
    return found


def variables_of(service: dict[str, list[str]]) -> dict[str, str]:
    words = [word for line in service["Environment"] for word in shlex.split(line)]
    return dict(word.split("=", 1) for word in words)


def here(text: str, tmp_path: Path) -> str:
    """`text` with the places of this machine in place of those of the files."""
    places = {
        "/srv/newscrawl/.venv/bin/python": sys.executable,
        "/srv/newscrawl": str(PROJECT),
        "/var/lib/newscrawl": str(tmp_path / "data"),
        "/var/log/newscrawl": str(tmp_path / "log"),
    }
    for place, ours in places.items():
        text = text.replace(place, ours)
    return text


def run(
    command: str, variables: dict[str, str], tmp_path: Path, replay: Path = FIXTURES
) -> tuple[subprocess.CompletedProcess[str], Crawl]:
    """Runs a command as cron does: its variables and no others, no HOME, in /, umask 077."""
    (tmp_path / "log").mkdir(exist_ok=True)
    ended = subprocess.run(
        ["/bin/sh", "-c", here(command, tmp_path)],
        env={name: here(value, tmp_path) for name, value in variables.items()}
        | {"LANG": "C", "REPLAY_FROM": str(replay)},
        cwd="/",
        umask=0o077,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return ended, Crawl(ended.returncode, ended.stderr, ended.stdout, tmp_path / "data")


# cron


def test_the_command_of_the_crontab(tmp_path: Path) -> None:
    cron = Crontab.read()
    ended, crawl = run(cron.command, cron.variables, tmp_path)
    log = (tmp_path / "log" / "marsbit.log").read_text(encoding="utf-8")
    # The bundled pages link to some that were not recorded.
    assert log.splitlines()[-1].startswith("partial: ")
    assert len(crawl.rows) >= 20
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", ""), "cron would send mail"


def test_the_crontab_sends_mail_where_someone_has_to_look(tmp_path: Path) -> None:
    cron = Crontab.read()
    ended, _ = run(cron.command, cron.variables, tmp_path, replay=tmp_path / "nowhere")
    assert ended.returncode == ExitCode.COULD_NOT_START
    assert "marsbit ended with exit code 1" in ended.stdout
    assert "nowhere" in ended.stdout


@pytest.mark.parametrize("code", list(ExitCode), ids=lambda code: code.name)
def test_which_exit_codes_cron_is_quiet_about(tmp_path: Path, code: ExitCode) -> None:
    cron = Crontab.read()
    job = re.sub(r"nice .*? >>", f"sh -c 'exit {int(code)}' >>", cron.command)
    assert job != cron.command
    ended, _ = run(job, cron.variables, tmp_path)
    if code.name in QUIET:
        assert (ended.returncode, ended.stdout) == (0, "")
    else:
        assert ended.returncode == code
        assert f"exit code {int(code)}" in ended.stdout


def test_the_crontab_is_one_that_cron_takes() -> None:
    cron = Crontab.read()
    assert "%" not in cron.command, "cron ends the command there"
    assert cron.when == "7-59/15 * * * *"
    crontab = shutil.which("crontab")
    told = subprocess.run([crontab or "true", "-n", DEPLOY / "crontab"], capture_output=True)
    if crontab is None or b"invalid option" in told.stderr:
        pytest.skip("no crontab here that checks a file")
    assert told.returncode == 0, told.stderr


# systemd


def test_the_command_of_the_service(tmp_path: Path) -> None:
    service = unit("newscrawl@.service")
    (command,) = service["ExecStart"]
    ended, crawl = run(
        command.replace("%i", "marsbit"), variables_of(service) | {"PATH": os.defpath}, tmp_path
    )
    assert ended.returncode == ExitCode.PARTIAL, ended.stderr
    assert len(crawl.rows) >= 20


def test_systemd_and_cron_run_the_same() -> None:
    service, cron = unit("newscrawl@.service"), Crontab.read()
    (command,) = service["ExecStart"]
    assert command.replace("%i", "marsbit") in cron.command
    assert variables_of(service).items() <= cron.variables.items()


def test_exit_codes_that_are_no_failure() -> None:
    (codes,) = unit("newscrawl@.service")["SuccessExitStatus"]
    assert {ExitCode(int(code)).name for code in codes.split()} == QUIET - {"COMPLETE"}


def test_the_service_waits_for_a_run_to_end() -> None:
    service = unit("newscrawl@.service")
    assert int(service["TimeoutStopSec"][0]) > 30
    assert service["KillMode"] == ["mixed"]
    assert "MemoryDenyWriteExecute" not in service, "HTTPS fails under it"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd-analyze here")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    for name in ("newscrawl@.service", "newscrawl@.timer"):
        text = here((DEPLOY / name).read_text(encoding="utf-8"), tmp_path)
        text = re.sub(r"^(User|Group)=.*", r"\1=root", text, flags=re.MULTILINE)
        (tmp_path / name.replace("@", "@marsbit")).write_text(text, encoding="utf-8")
    told = subprocess.run(
        ["systemd-analyze", "verify", *sorted(tmp_path.glob("newscrawl@marsbit.*"))],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    # Units of this machine may have faults of their own.
    assert [line for line in told.stderr.splitlines() if "newscrawl" in line] == []


# Both


def test_the_readme_names_every_file() -> None:
    readme = (DEPLOY / "README.md").read_text(encoding="utf-8")
    for path in DEPLOY.iterdir():
        assert path.name in readme or path.name == "README.md"


def test_logrotate_keeps_the_log_that_cron_writes() -> None:
    rules = (DEPLOY / "logrotate").read_text(encoding="utf-8")
    pattern = re.search(r"^(/\S+)/\*\.log {$", rules, re.MULTILINE)
    assert pattern is not None
    assert f">>{pattern[1]}/marsbit.log" in Crontab.read().command


# What comes of a umask of 077


def test_feeds_are_readable_whatever_the_umask(tmp_path: Path) -> None:
    cron = Crontab.read()
    ended, crawl = run(cron.command, cron.variables, tmp_path)
    assert ended.returncode == 0
    feeds = crawl.data / "feeds"
    for path in (feeds, *feeds.rglob("*")):
        if ".open" not in path.parts:
            assert path.stat().st_mode & 0o777 == (0o755 if path.is_dir() else 0o644), path
