"""Crawls of a site that nobody described, as a user runs them, against loopback."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from any_site import SECTIONS, Story, build
from conftest import PROJECT, Crawl, command, environment
from loopback import LoopbackSite, Pages, Served

from newscrawl.arguments import site_address

Serve = Callable[[Pages], LoopbackSite]
XML = {"Content-Type": "application/xml"}


@pytest.fixture
def site(serve: Serve) -> tuple[LoopbackSite, list[Story]]:
    running = serve({})
    pages, stories = build(running.base)
    running.pages.update(pages)
    return running, stories


def crawl_it(crawl: Callable[..., Crawl], site: LoopbackSite, *words: str, **more: Any) -> Crawl:
    return crawl("-a", f"url={site.base}/", *words, spider="news", **more)


def paths(ended: Crawl, site: LoopbackSite) -> list[str]:
    return [row["url"].removeprefix(site.base) for row in ended.rows]


def report(data: Path, *words: str) -> str:
    ended = subprocess.run(
        [sys.executable, "-m", "scrapy", "report", *words],
        cwd=PROJECT,
        env=environment(data.parent),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_every_article_is_found_once_with_its_time(
    crawl: Callable[..., Crawl], site: tuple[LoopbackSite, list[Story]]
) -> None:
    running, stories = site
    ended = crawl_it(crawl, running)
    assert ended.code == 0, ended.stderr
    assert sorted(paths(ended, running)) == sorted(story.path for story in stories)
    by_path = {story.path: story for story in stories}
    for row in ended.rows:
        story = by_path[row["url"].removeprefix(running.base)]
        assert row["title"] == story.title
        assert row["published_at"] == f"{story.at:%Y-%m-%dT%H:%M:%SZ}"
        assert row["site"] == running.host
        assert row["id"].startswith(f"{running.host}:")
        assert len(row["id"].rpartition(":")[2]) == 16
    assert ended.balances
    asked = [path for path in running.asked if path != "/robots.txt"]
    assert len(asked) == len(set(asked)), "an address was asked for twice"
    assert not {"/about-us", "/our-long-and-proud-history", "/privacy-policy"} & set(asked)


def test_each_kind_of_source_suffices_for_what_it_names(
    crawl: Callable[..., Crawl], site: tuple[LoopbackSite, list[Story]]
) -> None:
    running, stories = site
    ended = crawl_it(crawl, running, "-a", "depth=1")  # no related readings
    newest = stories[-12:]
    named = {s.path for s in stories if s.number % 3 == 0 or s in newest}
    named |= {s.path for s in stories if s.number % 3 != 0}
    assert set(paths(ended, running)) == named
    found = json.loads(report(ended.data, "--json"))
    by_label = {each["label"]: each for each in found["recalls"]}
    assert by_label["sitemaps"]["named"] == 30
    assert by_label["news sitemaps"]["named"] == 5
    assert by_label["feeds"]["named"] == 10
    assert by_label["all"]["share"] == 1.0
    assert not found["missing"]


def test_a_second_run_asks_for_little(
    crawl: Callable[..., Crawl], site: tuple[LoopbackSite, list[Story]]
) -> None:
    running, stories = site
    crawl_it(crawl, running)
    running.asked.clear()
    again = crawl_it(crawl, running)
    assert again.code == 0
    assert again.counts("new") == "0"
    assert not {story.path for story in stories} & set(running.asked)
    assert len(running.asked) < 20
    # What is new on the site is found, wherever it is named.
    pages, stories = build(running.base, 93)
    running.pages.update(pages)
    later = crawl_it(crawl, running)
    assert later.counts("new") == "3"


def test_what_cannot_be_had_is_told(
    crawl: Callable[..., Crawl], site: tuple[LoopbackSite, list[Story]]
) -> None:
    running, stories = site
    lost = stories[-1]
    running.pages[lost.path] = Served(b"oops", status=500)
    gone, hidden, barred = stories[-2], stories[-3], stories[-4]
    del running.pages[gone.path]
    running.pages[hidden.path].headers["X-Robots-Tag"] = "noindex"
    robots = running.pages["/robots.txt"]
    robots.body = robots.body.replace(b"/private/", barred.path.encode())
    ended = crawl_it(crawl, running, "-s", "RETRY_ENABLED=False")
    assert ended.code == 3
    assert ended.counts("complete").startswith("86 of 87 articles that the site names (98.8 %)")
    told = report(ended.data)
    assert (
        "all: 86 of 87 articles held (98.8 %); 1 named that are no articles; 2 that the site "
        in told
    )
    assert hidden.path not in told
    assert barred.path not in told
    assert f"missing     {running.base}{lost.path}: failed(http_500), named by" in told
    assert gone.path not in told
    assert f"{lost.at:%Y-%m-%dT%H}:00:00Z: 0 of 1 articles held" in report(
        ended.data, "--hours", "500d"
    )


def test_traps_are_left(crawl: Callable[..., Crawl], serve: Serve) -> None:
    running = serve({})
    pages, stories = build(running.base, 30)
    running.pages.update(pages)
    base = running.base

    class Endless(dict[str, Served]):
        def get(self, path: str, default: Any = None) -> Any:  # type: ignore[override]
            known = super().get(path)
            if known is not None:
                return known
            if path.startswith(("/2026/", "/2025/")):
                _, year, month = path.rstrip("/").split("/")[:3]
                before = f"/{int(year) - (month == '01')}/{(int(month) - 2) % 12 + 1:02}/"
                links = "".join(f'<a href="{s.path}">{s.title}</a>' for s in stories[:4])
                body = f'<nav><a href="{before}">«</a></nav><main>{links}</main>'
                return Served(f"<html><body>{body}</body></html>".encode())
            if path.startswith("/world/maze/"):
                steps = '<a href="maze/a-long-way-to-go/">on</a> <a href="b/maze/">on</a>'
                return Served(f"<html><body><h1>Maze</h1>{steps}</body></html>".encode())
            if "?" in path and path.startswith("/economy/") and "page" not in path:
                return super().get("/economy/")
            if path.startswith("/sale/"):
                text = "<p>Nothing but offers, every day of the week, for everybody.</p>" * 3
                return Served(f"<html><body><h1>{path}</h1>{text}</body></html>".encode())
            return default

    running.pages = Endless(running.pages)
    front = running.pages["/"].body
    extra = (
        '<aside><a href="/2026/05/">May</a><a href="/economy/?sort=up&session=1">Sort</a>'
        '<a href="/world/maze/">Maze</a></aside></main>'
    )
    running.pages["/"] = Served(front.replace(b"</main>", extra.encode()))
    inside = "".join(
        f"<url><loc>{base}/sale/an-offer-of-the-day-{n}</loc></url>" for n in range(500)
    )
    running.pages["/sitemaps/sections.xml"] = Served(
        f"<urlset>{inside}</urlset>".encode(), headers=XML
    )
    running.pages["/sitemaps/news.xml"] = Served(
        f"<sitemapindex><sitemap><loc>{base}/sitemaps/index.xml</loc></sitemap></sitemapindex>".encode(),
        headers=XML,
    )
    index = running.pages["/sitemaps/index.xml"].body.replace(b"sections.xml", b"offers.xml")
    running.pages["/sitemaps/index.xml"] = Served(index, headers=XML)
    running.pages["/sitemaps/offers.xml"] = running.pages["/sitemaps/sections.xml"]
    ended = crawl_it(crawl, running)
    assert set(paths(ended, running)) == {story.path for story in stories}
    asked = running.asked
    assert sum(path.startswith(("/2026/", "/2025/")) for path in asked) <= 4
    assert sum(path.startswith("/world/maze/") for path in asked) <= 3
    assert sum(path.startswith("/sale/") for path in asked) <= 100
    assert not any("session=" in path for path in asked)
    assert ended.code == 0, ended.stderr
    assert "trap        pages like /sale/S: " in ended.stderr
    assert "trap        addresses that repeat themselves: " in ended.stderr
    assert ended.balances


def test_an_article_under_many_addresses_is_one(
    crawl: Callable[..., Crawl], site: tuple[LoopbackSite, list[Story]]
) -> None:
    running, stories = site
    first, other = stories[-1], stories[69]
    # The one says what its address is, the other only has the same text.
    slug, _, number = first.path.rpartition("-")
    running.pages[f"{slug}-updated-{number}"] = running.pages[first.path]
    running.pages[f"{other.path}1"] = Served(
        running.pages[other.path].body.replace(b'rel="canonical"', b'rel="other"')
    )
    links = "".join(
        f'<article><h2><a href="{path}">{title} once more</a></h2></article>'
        for path, title in (
            (f"{slug}-updated-{number}", first.title),
            (f"{other.path}1", other.title),
        )
    )
    front = running.pages["/"].body.replace(b"</main>", links.encode() + b"</main>")
    running.pages["/"] = Served(front)
    ended = crawl_it(crawl, running)
    assert len(ended.rows) == len(stories)
    assert ended.reasons("duplicate") == {"alias": 1, "content": 1}


def test_a_site_without_sitemaps_and_feeds_is_walked_by_its_lists(
    crawl: Callable[..., Crawl], site: tuple[LoopbackSite, list[Story]]
) -> None:
    running, stories = site
    running.pages["/"] = Served(running.pages["/"].body.replace(b"/latest.rss", b"/nothing"))
    for path in list(running.pages):
        if path.startswith(("/sitemaps/", "/robots", "/latest")):
            del running.pages[path]
    ended = crawl_it(crawl, running, "-a", "depth=1")
    assert ended.code == 0, ended.stderr
    wanted = {s.path for s in stories if s.number % 3 != 0} | {s.path for s in stories[-12:]}
    assert set(paths(ended, running)) == wanted
    assert all(f"/{section}/" in running.asked for section in SECTIONS)
    # Places that were but guessed are not asked for again in the next run.
    running.asked.clear()
    crawl_it(crawl, running)
    assert "/sitemap.xml" not in running.asked
    assert "/feed/" not in running.asked


def test_a_killed_sitemap_goes_on(
    crawl: Callable[..., Crawl], site: tuple[LoopbackSite, list[Story]]
) -> None:
    running, stories = site
    ended = crawl_it(crawl, running, "-s", "NEWSCRAWL_MAX_PAGES=20")
    assert ended.code == 3
    assert "NEWSCRAWL_MAX_PAGES" in ended.stderr
    codes = [crawl_it(crawl, running, "-s", "NEWSCRAWL_MAX_PAGES=20").code for _ in range(6)]
    assert codes[-1] == 0
    ended = crawl_it(crawl, running)
    assert sorted(paths(ended, running)) == sorted(story.path for story in stories)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "needs a site"),
        (["-a", "url="], "needs a site"),
        (["-a", "url=ftp://news.test/"], "is no address of a site"),
        (["-a", "url=https://a.test/", "-a", "start_url=https://a.test/"], "give one of them"),
        (["-a", "start_url=https://a.test/,https://b.test/"], "one site at a time"),
        (["-a", "url=https://a.test/", "-a", "colour=red"], 'unknown argument "colour"'),
    ],
)
def test_bad_arguments_are_told(crawl: Callable[..., Crawl], words: list[str], told: str) -> None:
    ended = crawl(*words, spider="news")
    assert ended.code == 2
    assert told in ended.last_line


def test_a_site_is_named_as_one_types_it() -> None:
    assert site_address("news.test") == "https://news.test/"
    assert site_address(" http://news.test?a=1#b ") == "http://news.test/?a=1"


@pytest.mark.parametrize(
    "words", [["report"], ["feed", "prune", "--older-than", "9d"], ["state", "check", "nope"]]
)
def test_a_site_that_is_not_there_is_told_and_not_made(tmp_path: Path, words: list[str]) -> None:
    named = [] if words[0] == "state" else ["--site", "nope"]
    ended = subprocess.run(
        [sys.executable, "-m", "scrapy", *words, *named],
        cwd=PROJECT,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 1
    assert "no feed in" in ended.stderr
    assert not list((tmp_path / "data").rglob("*"))


def test_what_only_any_site_needs_is_not_imported_for_another() -> None:
    program = (
        "import sys\nfrom newscrawl.spiders import marsbit, news\n"
        "wanted = {'answer', 'sitemaps', 'feeds', 'xml_text', 'discovery'}\n"
        "ours = [name for name in sys.modules if name.startswith('newscrawl')]\n"
        "print([name for name in ours if name.rpartition('.')[2] in wanted])"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert ended.stdout.strip() == "[]"


def kill_after(seconds: float, data: Path, site: LoopbackSite) -> None:
    running = subprocess.Popen(
        command("-a", f"url={site.base}/", spider="news"),
        cwd=PROJECT,
        env=environment(data.parent),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        running.wait(seconds)
    except subprocess.TimeoutExpired:
        running.kill()
        running.wait(10)


def test_kills_lose_and_double_nothing(
    crawl: Callable[..., Crawl], site: tuple[LoopbackSite, list[Story]], tmp_path: Path
) -> None:
    running, stories = site
    for page in running.pages.values():
        page.delay_s = 0.02  # so that kills fall into all of a run
    began = perf_counter()
    kill_after(0.6, tmp_path / "data", running)
    for seconds in (1.2, 0.9, 1.6, 1.0, 1.4):
        kill_after(seconds, tmp_path / "data", running)
    assert perf_counter() - began > 5, "no run was killed"
    ended = crawl_it(crawl, running)
    assert ended.code == 0, ended.stderr
    assert sorted(paths(ended, running)) == sorted(story.path for story in stories)
    assert [row["seq"] for row in ended.rows] == list(range(1, len(stories) + 1))


def test_what_one_run_passes_over_another_takes(
    crawl: Callable[..., Crawl], site: tuple[LoopbackSite, list[Story]]
) -> None:
    running, stories = site
    for path in ("/sitemaps/stories.xml", "/latest.rss", "/sitemaps/news.xml"):
        running.pages[path].headers["ETag"] = '"as-it-was"'
    age = (datetime.now(UTC) - stories[-4].at) // timedelta(hours=1) + 1
    ended = crawl_it(crawl, running, "-a", f"max_age={age}h")
    assert ended.code == 0, ended.stderr
    assert set(paths(ended, running)) == {story.path for story in stories[-4:]}
    with sqlite3.connect(next((ended.data / "state").glob("*.sqlite"))) as state:
        urls = [url for (url,) in state.execute("SELECT url FROM sources WHERE etag IS NOT NULL")]
    # What named articles that were too old is asked for whole the next time.
    assert not any(url.endswith("/stories.xml") for url in urls)
    later = crawl_it(crawl, running, "-s", "NEWSCRAWL_REVISIT=always")
    assert set(paths(later, running)) == {story.path for story in stories}


def test_a_source_that_is_empty_for_a_while_is_looked_at_again(
    crawl: Callable[..., Crawl], site: tuple[LoopbackSite, list[Story]]
) -> None:
    running, _ = site
    running.pages["/sitemaps/news.xml"] = Served(b"<urlset></urlset>", headers=XML)
    ended = crawl_it(crawl, running)
    assert ended.code == 0
    told = report(ended.data, "--json")
    (empty,) = [each for each in json.loads(told)["sources"] if each["url"].endswith("/news.xml")]
    assert empty["outcome"] == "no_sitemap"
    with sqlite3.connect(next((ended.data / "state").glob("*.sqlite"))) as state:
        (wait,) = state.execute(
            "SELECT due_at - read_at FROM sources WHERE url LIKE '%/news.xml'"
        ).fetchone()
    assert wait <= 900


def test_one_page_is_probed_by_the_rules_of_no_site(
    site: tuple[LoopbackSite, list[Story]], tmp_path: Path
) -> None:
    running, stories = site
    ended = subprocess.run(
        [sys.executable, "-m", "scrapy", "probe", "news", f"{running.base}{stories[3].path}"],
        cwd=PROJECT,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    article = json.loads(ended.stdout)
    assert article["title"] == stories[3].title
    assert article["site"] == running.host
