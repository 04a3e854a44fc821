"""scrapy record: what it saves, under which names, what it leaves alone, how it ends."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from archives import Archive
from conftest import PROJECT, environment
from hypothesis import given
from hypothesis import strategies as st
from loopback import LoopbackSite, Pages, Served, article_path, page
from scrapy.http import HtmlResponse

from newscrawl.fetching.replay import Recordings
from newscrawl.runs.recording import RecordError, _held, name_of, place_of, save
from newscrawl.spiders.marsbit_co import MarsbitCoSpider

SITE = PROJECT / "fixtures" / "marsbit_co"
HOST = "https://news.marsbit.co"
NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
TIDAL = f"{HOST}/20260310183512204417.html"


def run(to: Path, *words: str, spider: str = "marsbit_co") -> subprocess.CompletedProcess[str]:
    """`scrapy record` as a user runs it, but that it saves under `to`."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "scrapy", "record", spider, *words, "--to", str(to)],
        cwd=PROJECT,
        env=environment(to.parent),
        capture_output=True,
        text=True,
        timeout=60,
    )


def replayed(to: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return run(to, *words, "--from", str(SITE))


def content(folder: Path) -> dict[str, Any]:
    """The files of a recording: JSON as data, others as bytes."""
    return {
        path.name: json.loads(path.read_text("utf-8"))
        if path.suffix == ".json"
        else path.read_bytes()
        for path in folder.iterdir()
    }


@pytest.fixture
def to(tmp_path: Path) -> Path:
    return tmp_path / "recorded"


def test_pages_are_recorded_as_they_were(to: Path) -> None:
    urls = {
        "20260310183512204417": ("tidal", TIDAL),
        "home": ("home", f"{HOST}/"),
        "home-2": ("home-2", f"{HOST}/?page=2"),  # a 404
        "robots": ("robots", f"{HOST}/robots.txt"),
    }
    done = replayed(to, *(url for _, url in urls.values()))
    assert done.returncode == 0, done.stderr
    assert {path.name for path in to.iterdir()} == set(urls)
    for name, (known, _) in urls.items():
        assert content(to / name) == content(SITE / known), name
        assert (to / name).stat().st_mode & 0o777 == 0o755
    lines = done.stderr.splitlines()
    reviews = [line.split(":")[1].rpartition("/")[2] for line in lines if line.startswith("review")]
    assert reviews[:2] == ["article.json", "cards.json"]
    assert "with no expected file it stands for an error page" in reviews[2]
    assert lines[-1].startswith("a publisher's text is not to be committed")
    assert done.stdout == ""
    # What was recorded can be replayed, and recorded again.
    assert len(Recordings(to)) == 4


def test_pages_from_a_warc_file(to: Path) -> None:
    body = (SITE / "tidal" / "page.html").read_bytes()
    headers = {"Content-Type": "text/html; charset=utf-8", "Set-Cookie": "who=1"}
    archive = Archive(to.with_suffix(".warc.gz"))
    archive.add(TIDAL, body, at=NOW, http=headers)
    done = run(to, TIDAL, "--from", str(archive.path))
    assert done.returncode == 0, done.stderr
    found = content(to / "20260310183512204417")
    assert found["page.html"] == body
    assert found["response.json"] == {
        "url": TIDAL,
        "status": 200,
        "headers": {"Content-Type": "text/html; charset=utf-8"},  # and no cookie
        "fetched_at": "2026-03-10T12:00:00Z",
        "body": "page.html",
    }
    assert found["article.json"]["id"] == "marsbit_co:20260310183512204417"
    assert "basis" not in found["article.json"]["published"]


def test_pages_from_the_network(to: Path, serve: Callable[[Pages], LoopbackSite]) -> None:
    site = serve({article_path(1): page(1)})
    url = site.url(article_path(1))
    done = run(to, url, spider="marsbit")
    assert done.returncode == 0, done.stderr
    assert [path.name for path in to.iterdir()] == [name_of(url)]
    assert content(to / name_of(url))["article.json"]["url"] == url
    done = run(to, site.url("/robots.txt"), spider="marsbit")
    assert done.returncode == 4
    assert "robots.txt is not there" in done.stderr


def test_robots_and_other_hosts_hold(to: Path, serve: Callable[[Pages], LoopbackSite]) -> None:
    path = article_path(1)
    site = serve(
        {path: page(1), "/robots.txt": Served(f"User-agent: *\nDisallow: {path}\n".encode())}
    )
    done = run(to, site.url(path), spider="marsbit")
    assert done.returncode == 3
    assert "not fetched" in done.stderr
    assert "robots" in done.stderr
    assert not to.exists()


def test_what_is_there_is_kept_unless_it_is_forced(to: Path) -> None:
    shutil.copytree(SITE / "tidal", to / "tidal")
    expected = to / "tidal" / "article.json"
    expected.write_text('{"title": "reviewed"}\n')
    before = content(to / "tidal")
    done = replayed(to, TIDAL)
    assert done.returncode == 4
    assert "--force replaces it" in done.stderr
    assert [path.name for path in to.iterdir()] == ["tidal"]  # found by its address
    assert content(to / "tidal") == before
    done = replayed(to, TIDAL, "--force")
    assert done.returncode == 0, done.stderr
    assert [path.name for path in to.iterdir()] == ["tidal"]
    assert content(to / "tidal") == content(SITE / "tidal")


def test_two_addresses_of_one_name(to: Path) -> None:
    (to / "20260310183512204417").mkdir(parents=True)  # somebody's, and no recording
    assert replayed(to, TIDAL).returncode == 0
    assert sorted(path.name for path in to.iterdir()) == [
        "20260310183512204417",
        "20260310183512204417-v2",
    ]
    assert place_of(to, TIDAL) == (to / "20260310183512204417-v2", True)


def response(url: str = TIDAL, body: bytes = b"<h1>x", **more: Any) -> HtmlResponse:
    found = HtmlResponse(url, body=body, headers={"Content-Type": "text/html"}, **more)
    found.request = found.follow(url)
    found.meta.update(received_at=NOW, rendered_at=NOW, rendered_doubt=NOW - NOW)
    return found


def test_a_recording_is_whole_or_not_at_all(to: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = MarsbitCoSpider.site()
    save(response(), site, to)
    (folder,) = to.iterdir()
    before = content(folder)
    rename = Path.rename

    def full(self: Path, target: Path) -> Path:
        if target == folder and "-old-" not in self.name:
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(OSError, match="No space"):
        save(response(body=b"<h1>y"), site, to, force=True)
    assert list(to.iterdir()) == [folder]
    assert content(folder) == before


KILLED = """
import os, sys
from pathlib import Path
from newscrawl.runs import recording

written = Path.write_bytes
renamed = Path.rename

def die(*args):
    if sys.argv[2] == "writing" or "-old-" in args[0].name or args[0].name[0] == ".":
        os._exit(9)
    return renamed(*args)

if sys.argv[2] == "writing":
    Path.write_bytes = die
Path.rename = die
recording._put(Path(sys.argv[1]), {"page.html": b"<h1>new", "response.json": b"{}"})
"""


@pytest.mark.parametrize("when", ["writing", "moving"])
def test_what_a_killed_record_left_is_cleared(
    to: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    saved = save(response(body=b"<h1>first"), MarsbitCoSpider.site(), to)
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, str(saved.folder), when], cwd=PROJECT, timeout=60
    )
    assert ended.returncode == 9
    assert [path for path in to.iterdir() if path.name.startswith(".recording-")]
    monkeypatch.setattr("newscrawl.runs.recording._YOUNG_S", 0)
    # What was set aside is back: the address is there, as it was.
    with pytest.raises(RecordError, match="kept"):
        save(response(), MarsbitCoSpider.site(), to)
    assert [path.name for path in to.iterdir()] == [saved.folder.name]
    assert (saved.folder / "page.html").read_bytes() == b"<h1>first"


def test_what_a_living_record_holds_is_left(to: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newscrawl.runs.recording._YOUNG_S", 0)
    held = to / ".recording-12345678"
    held.mkdir(parents=True)
    with _held(held):
        save(response(), MarsbitCoSpider.site(), to)
        assert held.exists()
    save(response(), MarsbitCoSpider.site(), to, force=True)
    assert not held.exists()


def test_what_is_no_page_is_refused(to: Path) -> None:
    with pytest.raises(RecordError, match=r"rejected\(not_html\)"):
        save(response(body=b"%PDF-1.7"), MarsbitCoSpider.site(), to)
    assert not to.exists()


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://h/", "home"),
        ("https://h", "home"),
        ("https://h/?page=2", "home-2"),
        ("https://h/news/", "news"),
        ("https://h/news/a-slug-jw3PNpAL/?category=x", "news-a-slug-jw3pnpal-x"),
        ("https://h/robots.txt", "robots"),
        ("https://h/../../etc/passwd", "etc-passwd"),
        ("https://h/%2e%2e%2f%2e%2e%2fetc%00", "etc"),
        ("https://h/con.html", "con"),
    ],
)
def test_names(url: str, name: str) -> None:
    assert name_of(url) == name


@given(st.text(max_size=200), st.text(max_size=60))
def test_a_name_is_safe_whatever_the_address(path: str, query: str) -> None:
    from urllib.parse import quote

    name = name_of(f"https://h/{quote(path, errors='ignore')}?q={quote(query, errors='ignore')}")
    assert 1 <= len(name) <= 40
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert name[0] != "-"


def test_long_names_and_those_of_other_scripts_differ() -> None:
    urls = [f"https://h/{'a-slug-' * 20}{number}/" for number in range(3)]
    urls += ["https://h/tags/%E9%93%BE%E4%B8%8A", "https://h/tags/%E7%A8%B3%E5%AE%9A"]
    assert len(set(map(name_of, urls))) == len(urls)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["marsbit_co"], 2, "scrapy record SPIDER URL"),
        (["nobody", TIDAL], 2, 'unknown spider "nobody"'),
        (["marsbit_co", "ftp://h/"], 2, "no address of http or https"),
        (["marsbit_co", "tidal"], 2, "no address of http or https"),
        (["marsbit_co", TIDAL, "--nope"], 2, "unknown option --nope"),
        (["marsbit_co", TIDAL, "--from", ""], 2, "an empty one is none"),
        (["marsbit_co", TIDAL, "--to", ""], 2, "an empty one is none"),
        (["marsbit_co", TIDAL, "--from", "nowhere"], 1, "there is no folder nowhere"),
        (["marsbit_co", TIDAL, "-s", "DOWNLOAD_TIMEOUT=x"], 1, 'DOWNLOAD_TIMEOUT is "x"'),
        (["marsbit_co", f"{HOST}/none.html", "--from", str(SITE)], 3, "failed(not_recorded)"),
        (["marsbit_co", TIDAL, "--from", str(SITE), "--to", "/proc/x"], 5, "cannot write /proc/x"),
    ],
)
def test_how_it_ends(to: Path, words: list[str], code: int, said: str) -> None:
    spider, *others = words
    others = others if "--to" in others else [*others, "--to", str(to)]
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", "record", spider, *others],
        cwd=PROJECT,
        env=environment(to.parent),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == code, done.stderr
    assert said in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert not to.exists()


def test_the_help_tells_what_it_does() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", "record", "-h"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
    )
    told = " ".join(done.stdout.split())
    assert "A publisher's text is not to be committed" in told
    assert all(word in told for word in ("--from PATH", "--to FOLDER", "--force", "Exit codes: 0"))
