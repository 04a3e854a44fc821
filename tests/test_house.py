"""The rules of the house: where things are, what they may know, what the texts promise."""

import ast
import json
import os
import pkgutil
import re
import sys
from collections.abc import Callable
from importlib.metadata import packages_distributions
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import scrapy.commands
from conftest import FIXTURES, Crawl

import newscrawl.commands
import newscrawl.settings
from newscrawl import arguments
from newscrawl.any_site.spider import AnySiteSpider
from newscrawl.commands.crawl import Command
from newscrawl.runs.exit_codes import ExitCode
from newscrawl.site_spider import SiteSpider

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "newscrawl"
MODULES = sorted(PACKAGE.rglob("*.py"))
SITES = sorted(path for path in (PACKAGE / "spiders").glob("*.py") if path.stem != "__init__")
TEXTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]

NAMES_OF_ARGUMENTS = {*arguments.KNOWN, *arguments.OF_ANY_SITE}
MAX_LINES = 400
MAX_SITE_LINES = 40

# The rooms, from the ground up: a room knows those below it and none beside or above it.
LAYERS = (
    ("items", "terminal", "settings", "failpoints"),
    ("dates", "schema"),
    ("reading",),
    ("state",),
    ("feed",),
    ("arguments", "exporters", "fetching"),
    ("site_data", "revisions"),
    ("walk",),
    ("site_spider",),
    ("any_site",),
    ("spiders", "pipelines"),
    ("runs",),
    ("commands",),
)
# These can be used alone: they know no more than this of the project, and nothing of Scrapy.
ALONE = {
    "dates": {"items"},
    "reading": {"items", "dates"},
    "state": {"items", "dates", "failpoints"},
    "feed": {"items", "terminal", "state", "failpoints"},
}
# A page in, an article out: no network, no clock, no disk, no settings.
PURE = ("dates", "reading")
# Programs that a person runs: nothing of the crawl imports them.
PROGRAMS = (PACKAGE / "dates" / "__main__.py", PACKAGE / "dates" / "tables")
IMPURE_MODULES = {"asyncio", "http", "os", "requests", "socket", "sqlite3", "subprocess", "time"}
IMPURE_CALLS = {"now", "utcnow", "today", "open", "read_text", "write_text"}


def room_of(path: Path) -> str:
    """The room that a module is in: the first part of its name below the package."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(path: Path) -> set[str]:
    """The full names of what a module imports, inside functions too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def rooms_known_to(room: str) -> set[str]:
    """The other rooms that the modules of `room` import from."""
    names = {name for path in MODULES if room_of(path) == room for name in imports_of(path)}
    known = {name.split(".")[1] for name in names if name.startswith("newscrawl.")}
    return known - {room, "__init__"}


def code_in(text: str) -> list[str]:
    """What a Markdown text sets as code: each line of its blocks, and each span."""
    blocks = re.findall(r"^```[a-z]*\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    spans = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.M))
    return [line.strip() for block in blocks for line in block.splitlines()] + spans


def commands_in(text: str, program: str) -> set[str]:
    """The commands of `program` that a Markdown text tells its reader to type."""
    found = set()
    for line in code_in(text):
        words = line.partition(" #")[0].split()
        for word, following in pairwise(words):
            if word.rpartition("/")[2] == program and following[0].isalpha():
                found.add(following)
                break
    return found


def pins(name: str) -> dict[str, str]:
    """The packages that a requirements file pins, normalised, with their versions."""
    found = {}
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        requirement = line.partition("#")[0].strip()
        if not requirement or requirement.startswith("-r "):
            continue
        match = re.fullmatch(r"([\w.-]+)(?:\[[\w,-]+\])?==([\w.+!-]+)", requirement)
        assert match, f"{name}: not pinned: {line}"
        found[re.sub(r"[-_.]+", "-", match[1]).lower()] = match[2]
    return found


# What may know what


@pytest.mark.parametrize("room", sorted({room_of(path) for path in MODULES} - {"__init__"}))
def test_imports_run_one_way(room: str) -> None:
    height = {name: number for number, layer in enumerate(LAYERS) for name in layer}
    assert room in height, f"{room} has no place in LAYERS"
    upward = {name for name in rooms_known_to(room) if height.get(name, 99) >= height[room]}
    assert not upward, f"{room} imports from {upward}"


@pytest.mark.parametrize("room", sorted(ALONE))
def test_rooms_that_stand_alone(room: str) -> None:
    assert rooms_known_to(room) <= ALONE[room]
    for path in MODULES:
        if room_of(path) == room:
            engine = {name for name in imports_of(path) if re.match(r"(scrapy|twisted)\b", name)}
            assert not engine, path


def test_reading_and_dates_are_pure() -> None:
    for path in (path for path in MODULES if room_of(path) in PURE):
        if any(path.is_relative_to(program) for program in PROGRAMS):
            continue
        assert not {name.split(".")[0] for name in imports_of(path)} & IMPURE_MODULES, path
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Call):
                called = getattr(node.func, "attr", getattr(node.func, "id", None))
                assert called not in IMPURE_CALLS, f"{path}:{node.lineno}: {called}()"


# Files


def test_files_are_short() -> None:
    lengths = {path: len(path.read_bytes().splitlines()) for path in MODULES}
    assert not {path: lines for path, lines in lengths.items() if lines > MAX_LINES}


def test_every_module_says_what_it_is() -> None:
    for path in MODULES:
        assert ast.get_docstring(ast.parse(path.read_bytes())), path


@pytest.mark.parametrize("path", SITES, ids=lambda path: path.stem)
def test_a_site_is_one_file_and_one_folder(path: Path) -> None:
    module = __import__(f"newscrawl.spiders.{path.stem}", fromlist=["spiders"])
    classes = [
        item
        for item in vars(module).values()
        if isinstance(item, type) and item.__module__ == module.__name__
    ]
    assert len(classes) == 1, "a site file holds its spider and nothing else"
    (spider,) = classes
    assert issubclass(spider, SiteSpider)
    assert spider.name == path.stem
    assert spider.__name__ == "".join(map(str.capitalize, path.stem.split("_"))) + "Spider"
    assert not [name for name, value in vars(spider).items() if callable(value)], "data only"
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_SITE_LINES
    if issubclass(spider, AnySiteSpider):
        return  # it has no site of its own: tests/test_any_site.py makes some
    recordings = (ROOT / "fixtures" / path.stem).glob("*/response.json")
    assert list(recordings), "a site without recordings: docs/add-a-site.md tells how to make some"


def test_sites_are_there() -> None:
    assert {"marsbit", "marsbit_co"} <= {path.stem for path in SITES}


def test_scripts_can_be_run() -> None:
    for name in (".ci/run", ".ci/environment", ".ci/packages"):
        assert os.access(ROOT / name, os.X_OK), name


# Packages


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_constraints_hold_what_is_required(name: str) -> None:
    constraints = pins("constraints.txt")
    required = pins(name)
    assert required
    assert {package: constraints.get(package) for package in required} == required


def test_what_is_imported_is_required() -> None:
    required = pins("requirements.txt")
    owners = packages_distributions()
    tests = sorted((ROOT / "tests").rglob("*.py"))
    local = {"newscrawl", "tests", "benchmarks", *(path.stem for path in tests)}
    for path in (*MODULES, *tests):
        for name in {name.split(".")[0] for name in imports_of(path)}:
            if name not in sys.stdlib_module_names and name not in local:
                packages = {re.sub(r"[-_.]+", "-", owner).lower() for owner in owners[name]}
                assert packages & set(required), f"{path} imports {name}"


# What the texts promise


def is_excerpt(shown: Any, whole: Any) -> bool:
    """Whether `shown` is `whole`, with fields left out and the rest of a text or list as "…"."""
    if isinstance(shown, dict):
        return all(name in whole and is_excerpt(shown[name], whole[name]) for name in shown)
    if isinstance(shown, list) and shown[-1:] == ["…"]:
        shown, whole = shown[:-1], whole[: len(shown) - 1]
    if isinstance(shown, list):
        return len(shown) == len(whole) and all(map(is_excerpt, shown, whole))
    if isinstance(shown, str) and shown.endswith("…"):
        return str(whole).startswith(shown[:-1])
    return bool(shown == whole)


def test_excerpt_in_the_readme_is_of_a_real_run(crawl: Callable[..., Crawl]) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```json\n(.*?)^```", readme, re.DOTALL | re.MULTILINE)
    shown = json.loads(block)
    (row,) = [
        row for row in crawl("-s", f"REPLAY_FROM={FIXTURES}").rows if row["id"] == shown["id"]
    ]
    for name in shown:
        assert is_excerpt(shown[name], row[name]), name
    assert not is_excerpt(shown | {"title": "Another…"}, row)


def test_commands_in_the_texts_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    known = {
        module.name
        for package in (scrapy.commands, newscrawl.commands)
        for module in pkgutil.iter_modules(package.__path__)
    }
    for path in TEXTS:
        text = path.read_text(encoding="utf-8")
        assert commands_in(text, "make") <= targets, path
        assert commands_in(text, "scrapy") <= known, path
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert {"crawl", "test"} <= commands_in(readme, "make")
    assert {"crawl", "probe"} <= commands_in(readme, "scrapy")


def test_make_help_names_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    declared = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert declared is not None
    assert set(declared[1].split()) == targets
    assert set(re.findall(r"'make ([a-z]+)", makefile)) == targets - {"help", "environment"}


def test_arguments_and_settings_in_the_texts_exist() -> None:
    known = {name for name in vars(newscrawl.settings) if name.isupper()}
    ours = {name for name in known if name.startswith(("NEWSCRAWL_", "REPLAY_"))}
    told: set[str] = set()
    for path in TEXTS:
        text = path.read_text(encoding="utf-8")
        told |= set(re.findall(r"\b(?:NEWSCRAWL|REPLAY)_[A-Z_]+\b", text))
        assert set(re.findall(r"-a (\w+)=", text)) <= NAMES_OF_ARGUMENTS, path
    assert told <= ours
    operations = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    for name in (ours | NAMES_OF_ARGUMENTS) - {"NEWSCRAWL_VERSION"}:
        assert f"`{name}`" in operations, f"docs/operations.md does not tell {name}"


@pytest.mark.parametrize("name", ["README.md", "docs/operations.md"])
def test_exit_codes_in_the_texts(name: str) -> None:
    rows = re.findall(r"^\| (\d+) \|", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(map(int, rows)) == sorted(ExitCode)


def test_the_help_of_crawl_tells_its_arguments_and_exit_codes() -> None:
    told = Command().long_desc()
    assert [name for name in NAMES_OF_ARGUMENTS if f"{name}=" not in told] == []
    codes = told.partition("Exit codes: ")[2].partition(". ")[0].split(", ")
    assert [int(code.split()[0]) for code in codes] == sorted(ExitCode)


def test_links_in_the_texts_lead_somewhere() -> None:
    for path in (*TEXTS, ROOT / "CHANGELOG.md", *sorted((ROOT / "fixtures").glob("*.md"))):
        for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8")):
            file, _, anchor = target.partition("#")
            if "://" in target:
                continue
            aim = path.parent / file if file else path
            assert aim.exists(), f"{path}: {target}"
            if anchor:
                heads = re.findall(r"^#+ (.*)$", aim.read_text(encoding="utf-8"), re.MULTILINE)
                slugs = {re.sub(r"[^\w -]", "", head).lower().replace(" ", "-") for head in heads}
                assert anchor in slugs, f"{path}: {target}"
