"""A run that hangs, one that is stopped for a while, and a site file that is broken."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import PROJECT, Crawl, command, environment
from loopback import LoopbackSite, Pages, generated


def of_package(package: str) -> tuple[str, str]:
    return "-s", f"SPIDER_MODULES={package}"


Run = Callable[..., Crawl]
Serve = Callable[[Pages], LoopbackSite]


def test_a_run_in_which_nothing_happens_is_ended(crawl: Run, serve: Serve) -> None:
    pages = generated(20)
    for path, page in pages.items():
        page.delay_s = 0 if path in ("/robots.txt", "/news/") else 60
    site = serve(pages)
    began = time.monotonic()
    done = crawl("-a", f"start_url={site.url('/news/')}", env={"NEWSCRAWL_WATCHDOG_S": "3"})
    assert done.code == 3, done.stderr
    assert time.monotonic() - began < 40
    assert int(done.counts("pending").split()[0]) > 0
    assert done.manifest["run"]["status"] == "partial"
    assert done.balances


def test_a_loop_that_a_page_has_caught_is_ended(tmp_path: Path, serve: Serve) -> None:
    site = serve(generated(3))
    spider = tmp_path / "caught.py"
    spider.write_text(
        "from newscrawl.spiders.marsbit import MarsbitSpider\n"
        "class Caught(MarsbitSpider):\n"
        "    name = 'caught'\n"
        "    def parse_article(self, response, page):\n"
        "        while True: pass\n"
        "        yield\n"
    )
    done = subprocess.run(
        command("-a", f"start_url={site.url('/news/')}", *of_package("caughts"), spider="caught"),
        cwd=PROJECT,
        env=environment(
            tmp_path, {"NEWSCRAWL_WATCHDOG_S": "3", "PYTHONPATH": str(packaged(spider))}
        ),
        capture_output=True,
        timeout=90,
        check=False,
    )
    assert done.returncode == 3, done.stderr.decode()
    assert b"stood still" in done.stderr.splitlines()[-1]


def packaged(spider: Path) -> Path:
    """The folder with a package `caughts` that holds the spider alone."""
    package = spider.parent / "path" / "caughts"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    spider.rename(package / spider.name)
    return package.parent


def test_a_process_that_was_stopped_for_a_while_goes_on(tmp_path: Path, serve: Serve) -> None:
    pages = generated(20)
    for page in pages.values():
        page.delay_s = 0.1
    site = serve(pages)
    process = subprocess.Popen(
        command("-a", f"start_url={site.url('/news/')}"),
        cwd=PROJECT,
        env=environment(tmp_path, {"NEWSCRAWL_WATCHDOG_S": "4"}),
        stderr=subprocess.PIPE,
    )
    while len(site.asked) < 8:
        time.sleep(0.05)
    os.kill(process.pid, signal.SIGSTOP)
    time.sleep(8)
    os.kill(process.pid, signal.SIGCONT)
    _, stderr = process.communicate(timeout=90)
    assert process.returncode == 0, stderr.decode()


@pytest.mark.parametrize("fault", ["def broken(:", "import no_such_module", "1 / 0"])
def test_a_broken_site_file_takes_its_own_spider_only(
    tmp_path: Path, serve: Serve, fault: str
) -> None:
    site = serve(generated(2))
    package = tmp_path / "path" / "sites"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "abroken.py").write_text(fault)
    (package / "good.py").write_text(
        "from newscrawl.spiders.marsbit import MarsbitSpider as S\n"
        "class Good(S):\n    name = 'good'\n"
    )

    def run(name: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            command("-a", f"start_url={site.url('/news/')}", *of_package("sites"), spider=name),
            cwd=PROJECT,
            env=environment(tmp_path, {"PYTHONPATH": str(package.parent)}),
            capture_output=True,
            timeout=90,
            check=False,
        )

    good, broken = run("good"), run("abroken")
    assert good.returncode == 0, good.stderr.decode()
    assert broken.returncode == 1
    last = broken.stderr.decode().splitlines()[-1]
    assert last.startswith("could not start: the site file abroken.py cannot be imported: ")
    assert run("abrokem").returncode == 2
