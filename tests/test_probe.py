"""scrapy probe: on a file, on a recording, on an address; what it prints and how it exits."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import environment

from newscrawl.items import Image
from newscrawl.reading import explain
from newscrawl.runs.disagreement import disagreeing
from newscrawl.runs.probing import ProbeError, read_file, rows, told
from newscrawl.spiders.marsbit import MarsbitSpider

ROOT = Path(__file__).parent.parent
FIXTURES = ROOT / "fixtures" / "marsbit"


def probe(*args: str) -> subprocess.CompletedProcess[str]:
    """`scrapy probe` as a user runs it."""
    return subprocess.run(
        [sys.executable, "-m", "scrapy", "probe", *args],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_recording_gives_its_article_and_its_candidates() -> None:
    done = probe("marsbit", str(FIXTURES / "quarry"))
    assert done.returncode == 0, done.stderr
    article = json.loads(done.stdout)
    expected = json.loads((FIXTURES / "quarry" / "article.json").read_text())
    assert article["title"] == expected["title"]
    assert article["text"] == expected["text"]
    lines = done.stderr.splitlines()
    assert any(line.startswith("*  title") for line in lines)
    # A candidate that lost stands in the table too, with where it came from.
    assert any("less trusted" in line and " title " in line for line in lines)
    assert lines[-1] == f"a crawl would deliver it as {expected['id']}"


def test_an_address_is_probed_from_a_recording() -> None:
    recorded = json.loads((FIXTURES / "quarry" / "response.json").read_text())
    by_url = probe("marsbit", recorded["url"], "-s", f"REPLAY_FROM={FIXTURES}")
    by_file = probe("marsbit", str(FIXTURES / "quarry" / recorded["body"]))
    assert by_url.returncode == by_file.returncode == 0, by_url.stderr
    one, other = json.loads(by_url.stdout), json.loads(by_file.stdout)
    assert one == other


def test_the_table_in_a_file_has_no_blanks_at_the_ends_and_the_address_whole() -> None:
    done = probe("marsbit", str(FIXTURES / "quarry"))
    assert [line for line in done.stderr.splitlines() if line.endswith(" ")] == []
    url = json.loads((FIXTURES / "quarry" / "response.json").read_text())["url"]
    assert f"article at {url}, made 2026-05-21T09:00:45Z\n" in done.stderr


def test_a_list_is_shown_as_cards() -> None:
    done = probe("marsbit", str(FIXTURES / "news-1"))
    assert done.returncode == 0, done.stderr
    row = json.loads(done.stdout)
    expected = json.loads((FIXTURES / "news-1" / "cards.json").read_text())
    assert row["page_kind"] == "list"
    assert [card["id"] for card in row["cards"]] == [card["id"] for card in expected]


def test_a_page_without_an_article_exits_4() -> None:
    done = probe("marsbit", str(FIXTURES / "gone"))
    assert done.returncode == 4
    assert done.stderr.splitlines()[-1] == "a crawl would reject it: error"
    assert json.loads(done.stdout)["page_kind"] == "error"


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["marsbit"], 2, "SPIDER URL_OR_FILE"),
        (["nobody", "page.html"], 2, 'unknown spider "nobody". Known: '),
        (["marsbt", "page.html"], 2, 'did you mean "marsbit"?'),
        (["marsbit", "ftp://example.org/x"], 2, "no address of http or https"),
        (["marsbit", "page.html", "--nope"], 2, "unknown option --nope"),
        (["marsbit", "http://h/", "-s", "DOWNLOAD_TIMEOUT=x"], 1, 'DOWNLOAD_TIMEOUT is "x"'),
        (["marsbit", "no-such-file.html"], 1, "cannot be read"),
        (
            ["marsbit", "http://127.0.0.1:9/news/a-jw3PNpAL/"],
            3,
            "connection_refused): look whether",
        ),
        (["marsbit", "x" * 300], 1, "cannot be read"),
        (["marsbit", "/dev/zero", "--url", "https://h/"], 1, "it is no file"),
        (["marsbit", str(FIXTURES / "quarry"), "--url", "javascript:x"], 1, "--url URL"),
        (["marsbit", str(FIXTURES / "quarry"), "--at", "9999-12-31"], 1, "the year 9999"),
        (
            ["marsbit", str(FIXTURES / "quarry"), "-s", "DOWNLOAD_MAXSIZE=99"],
            1,
            "larger than DOWNLOAD_MAXSIZE, 99 bytes",
        ),
    ],
)
def test_what_cannot_be_probed(args: list[str], code: int, said: str) -> None:
    done = probe(*args)
    assert done.returncode == code, done.stderr
    assert said in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_site_file_that_cannot_be_imported_is_told(tmp_path: Path) -> None:
    (tmp_path / "sites").mkdir()
    (tmp_path / "sites" / "__init__.py").touch()
    (tmp_path / "sites" / "broken.py").write_text("import nowhere_at_all")
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", "probe", "broken", "x", "-s", "SPIDER_MODULES=sites"],
        cwd=ROOT,
        env=environment(tmp_path, {"PYTHONPATH": str(tmp_path)}),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert "broken.py cannot be imported: ModuleNotFoundError" in done.stderr


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"fetched_at": "9999-12-31"}', '{"body": "a\\u0000"}']
)
def test_a_broken_recording_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "page.html").write_text("<h1>A title</h1>")
    (tmp_path / "response.json").write_text(text)
    with pytest.raises(ProbeError, match="cannot be read"):
        read_file(tmp_path, url="https://www.htx.com/news/a-jw3PNpAL/", at=None)


def test_a_file_without_an_address_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<html><body><h1>A title</h1></body></html>")
    with pytest.raises(ProbeError, match="--url"):
        read_file(page, url=None, at=None)
    found = read_file(page, url="https://www.htx.com/news/a-jw3PNpAL/", at="2026-05-21T09:00Z")
    assert found.fetched_at == datetime(2026, 5, 21, 9, tzinfo=UTC)


def test_every_field_has_a_row_even_where_nothing_is_found() -> None:
    explanation = explain(
        "<html><body><p>Nothing much.</p></body></html>",
        url="https://www.htx.com/news/a-jw3PNpAL/",
        fetched_at=datetime(2026, 5, 21, 9, tzinfo=UTC),
        site=MarsbitSpider.site(),
    )
    told = {field: note for field, won, _, _, note in rows(explanation) if not won}
    for field in ("title", "summary", "authors", "source", "published", "questions", "related"):
        assert told[field] == "nothing on the page"


QUARREL = """<html><head><title>{title}</title>
<meta property="article:published_time" content="{stated}">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{headline}",
 "author": [{authors}], "datePublished": "2026-05-20T08:00:00Z"}}</script></head>
<body><h1>Tidal power finds buyers</h1><p>By Jane Doe</p><p>2026-05-20</p>
<p>The tidal plant at Oriel Bay sold its first full month of power to the grid in April.</p>
<p>Its four turbines ran for six hundred hours, a third more than had been promised.</p>"""


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({}, set()),
        # Cut, or with the name of the site: the same title.
        ({"headline": "Tidal power finds"}, set()),
        ({"title": "Tidal power finds buyers | The Bay"}, set()),
        ({"headline": "Ferry fares rise again"}, {"title"}),
        ({"stated": "2026-05-18T08:00:00Z"}, {"published"}),
        ({"stated": "2026-05-29T08:00:00Z"}, {"published"}),
        ({"authors": '"Jane Doe", "John Roe"'}, set()),
        ({"authors": '"John Roe"'}, {"authors"}),
    ],
)
def test_where_sources_disagree(tmp_path: Path, changes: dict[str, str], fields: set[str]) -> None:
    same = {
        "title": "Tidal power finds buyers",
        "headline": "Tidal power finds buyers",
        "stated": "2026-05-20T08:00:00Z",
        "authors": '"Jane Doe"',
    }
    explanation = explain(
        QUARREL.format(**{**same, **changes}),
        url="https://www.htx.com/news/tidal-power-finds-buyers-jw3PNpAL/",
        fetched_at=datetime(2026, 5, 21, 9, tzinfo=UTC),
        site=MarsbitSpider.site(),
    )
    assert set(disagreeing(explanation)) == fields
    marked = [row for row in rows(explanation) if row[4].startswith("disagrees: ")]
    assert bool(marked) == bool(fields)


def test_a_disagreement_is_marked_and_named(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        QUARREL.format(
            title="Ferry fares rise again",
            headline="Tidal power finds buyers",
            stated="2026-05-18T08:00:00Z",
            authors='"Jane Doe"',
        )
    )
    url = "https://www.htx.com/news/tidal-power-finds-buyers-jw3PNpAL/"
    done = probe("marsbit", str(page), "--url", url, "--at", "2026-05-21T09:00Z")
    lines = done.stderr.splitlines()
    assert lines[-2] == "sources disagree on title, published: each that does is marked ! above"
    marked = [line for line in lines if line.startswith("! ")]
    assert ["Ferry fares rise again" in line for line in marked].count(True) == 1
    assert any("2026-05-18T08:00:00Z" in line for line in marked)


def test_the_time_in_an_address_is_a_candidate() -> None:
    done = probe("marsbit_co", str(ROOT / "fixtures" / "marsbit_co" / "tidal"))
    assert done.returncode == 0, done.stderr
    (line,) = (line for line in done.stderr.splitlines() if line.startswith("*  published"))
    assert line.endswith(" url")
    assert "sources disagree" not in done.stderr
    assert json.loads(done.stdout)["published_at"] == "2026-03-10T10:35:12Z"


def test_pictures_are_told_by_their_addresses() -> None:
    pictures = [Image("https://h/1.png", "A plant"), Image("https://h/2.png")]
    assert told(pictures) == "2: https://h/1.png A plant | https://h/2.png"
