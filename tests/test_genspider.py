"""scrapy genspider: a site file as the rules of the house want it, and names that it refuses."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import PROJECT, environment

from newscrawl.site_spider import SiteSpider


@pytest.fixture
def sites(tmp_path: Path) -> Path:
    """An empty package for site files, outside the project's."""
    folder = tmp_path / "sites"
    folder.mkdir()
    (folder / "__init__.py").touch()
    return folder


def genspider(sites: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """`scrapy genspider` as a user runs it, but that it writes to `sites`."""
    own = ("-s", f"NEWSPIDER_MODULE={sites.name}", "-s", f"SPIDER_MODULES={sites.name}")
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "scrapy", "genspider", *words, *own],
        cwd=PROJECT,
        env=environment(sites.parent, {"PYTHONPATH": str(sites.parent)}),
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("name", "domain", "host", "class_name"),
    [
        ("bbc_mundo", "www.bbc.example", "www.bbc.example", "BbcMundoSpider"),
        ("x24", "https://Nachrichten.example/politik", "nachrichten.example", "X24Spider"),
        ("here", "localhost:8000", "localhost:8000", "HereSpider"),
        ("far_away", "xn--80ak6aa92e.example", "xn--80ak6aa92e.example", "FarAwaySpider"),
    ],
)
def test_the_file_is_one_that_the_house_takes(
    sites: Path, name: str, domain: str, host: str, class_name: str
) -> None:
    done = genspider(sites, name, domain)
    assert done.returncode == 0, done.stderr
    path = sites / f"{name}.py"
    assert {each.name for each in sites.iterdir()} <= {path.name, "__init__.py", "__pycache__"}
    assert len(path.read_text("utf-8").splitlines()) <= 40
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    spider = getattr(module, class_name)
    assert issubclass(spider, SiteSpider)
    assert (spider.name, tuple(spider.hosts)) == (name, (host,))
    assert spider(name).start_pages == (f"https://{host}/",)


@pytest.mark.parametrize("tool", ["ruff check", "ruff format --check", "mypy"])
def test_the_file_passes_the_linters(sites: Path, tool: str) -> None:
    words = tool.split()
    if importlib.util.find_spec(words[0]) is None:
        pytest.skip("the linters are not installed: make lint")
    assert genspider(sites, "bbc_mundo", "www.bbc.example").returncode == 0
    config = "--config-file" if tool == "mypy" else "--config"
    caches = ["--cache-dir", str(sites.parent / "cache")]
    done = subprocess.run(
        [sys.executable, "-m", *words, config, "pyproject.toml", *caches, sites / "bbc_mundo.py"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_each_hint_can_be_taken_as_it_stands(sites: Path) -> None:
    genspider(sites, "bbc_mundo", "www.bbc.example")
    path = sites / "bbc_mundo.py"
    hints = [line for line in path.read_text("utf-8").splitlines() if line.startswith("    # ")]
    taken = [line.replace("# ", "", 1) for line in hints if " = " in line]
    assert len(taken) >= 5
    text = path.read_text("utf-8") + "\n" + "\n".join(taken) + "\n"
    names: dict[str, object] = {}
    exec(compile(text, str(path), "exec"), names)
    spider = names["BbcMundoSpider"]
    assert isinstance(spider, type)
    assert issubclass(spider, SiteSpider)
    site = spider.site()
    assert site.article_path is not None
    match = site.article_path.search("/tidal-power-501.html")
    assert match is not None
    assert match.groupdict() == {"slug": "tidal-power", "id": "501"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "scrapy genspider NAME DOMAIN"),
        (["bbc"], "scrapy genspider NAME DOMAIN"),
        (["BBC", "bbc.example"], "no name of a site"),
        (["bbc-mundo", "bbc.example"], "no name of a site"),
        (["bbc.mundo", "bbc.example"], "no name of a site"),
        (["bbc__mundo", "bbc.example"], "no name of a site"),
        (["_bbc", "bbc.example"], "no name of a site"),
        (["24x", "bbc.example"], "no name of a site"),
        (["../bbc", "bbc.example"], "no name of a site"),
        (["новости", "bbc.example"], "no name of a site"),
        (["class", "bbc.example"], "no name of a site"),
        (["b" * 41, "bbc.example"], "no name of a site"),
        (["newscrawl", "bbc.example"], "same name as your project"),
        (["bbc", "ftp://bbc.example"], "is no domain"),
        (["bbc", 'bbc.example"; import os; "'], "is no domain"),
        (["bbc", ""], "is no domain"),
        (["bbc", "bbc.example", "-t", "nowhere"], "Unable to find template"),
        (["bbc", "bbc.example", "--nope"], "unknown option --nope"),
    ],
)
def test_what_is_refused(sites: Path, words: list[str], said: str) -> None:
    done = genspider(sites, *words)
    assert done.returncode == 2, done.stderr
    assert said in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in sites.iterdir() if path.suffix == ".py"] == ["__init__.py"]


def test_a_site_that_is_there_stays(sites: Path) -> None:
    path = sites / "bbc.py"
    for text in ("", "this is no Python"):
        path.write_text(text)
        done = genspider(sites, "bbc", "bbc.example")
        assert done.returncode == 2
        assert "already exists" in done.stdout
        assert path.read_text() == text
    assert genspider(sites, "bbc", "bbc.example", "--force").returncode == 0


def test_the_template_is_the_default_and_can_be_seen(sites: Path) -> None:
    assert "site" in genspider(sites, "--list").stdout.split()
    assert "class $classname(SiteSpider):" in genspider(sites, "--dump", "site").stdout
