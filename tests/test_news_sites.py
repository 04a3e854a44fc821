"""The generated news sites: their truth agrees with their pages, and the judge tells faults."""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import deque
from collections.abc import Callable, Iterable
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit
from urllib.request import urlopen

import pytest
from loopback import LoopbackSite, Pages
from lxml import etree, html

from newscrawl.state.similarity import near, signature
from tests.news_sites import NAMERS, SITES, NewsSite, random_site, sites
from tests.news_sites.__main__ import crawl
from tests.news_sites.building import NOW
from tests.news_sites.judge import folded, judge, rows_in, summed_up, told
from tests.news_sites.model import HTML, ORIGIN, XHTML, Page, normal

NAMES = [*SITES, *(f"random-{seed}" for seed in range(10))]
WELL_KNOWN = ("/robots.txt", "/sitemap.xml", "/sitemap_index.xml")


@cache
def site_of(name: str) -> NewsSite:
    kind, _, seed = name.rpartition("-")
    return random_site(int(seed)) if kind == "random" else SITES[name](0)


@pytest.fixture(params=NAMES)
def site(request: pytest.FixtureRequest) -> NewsSite:
    return site_of(request.param)


def page_of(site: NewsSite, path: str) -> Page | None:
    """What an address shows after at most five redirects."""
    for _ in range(5):
        page = site.pages.find(path)
        if page is None or "Location" not in page.headers:
            return page
        path = page.headers["Location"].removeprefix(ORIGIN)
    return None


def tree_of(page: Page) -> Any:
    return html.fromstring(page.text.encode(), parser=html.HTMLParser(encoding="utf-8"))


def inside(hrefs: Iterable[str], path: str) -> list[str]:
    """Addresses on the site, as paths."""
    joined = (urljoin(ORIGIN + path, href).partition("#")[0] for href in hrefs)
    return [url.removeprefix(ORIGIN) for url in joined if url.startswith(ORIGIN)]


def locations(page: Page) -> list[str]:
    """The addresses in a sitemap or an index; of one that has a DOCTYPE none are wanted."""
    if "<!DOCTYPE" in page.text:
        return []
    tree = etree.fromstring(page.text.encode())
    return [(node.text or "").removeprefix(ORIGIN) for node in tree.iter("{*}loc")]


def sitemaps_of(site: NewsSite) -> dict[str, list[str]]:
    """The paths that each sitemap has which robots.txt or its usual place leads to."""
    robots = site.pages.find("/robots.txt")
    queue = re.findall(rf"(?im)^sitemap: {ORIGIN}(/\S+)", robots.text if robots else "")
    found: dict[str, list[str]] = {}
    queue += WELL_KNOWN[1:]
    while queue:
        path = queue.pop()
        page = site.pages.find(path)
        if path in found or page is None:
            continue
        if path.endswith(".txt"):
            found[path] = [line.removeprefix(ORIGIN) for line in page.text.split()]
        elif "<loc>" in page.text:
            found[path] = locations(page)
        else:
            continue
        if "<sitemapindex" in page.text:
            queue += found[path]
    return found


def test_every_article_has_its_page(site: NewsSite) -> None:
    assert 30 <= len(site.articles) <= 150
    for path, truth in site.articles.items():
        page = site.pages.find(path)
        assert page is not None, path
        assert page.status == 200
        tree = tree_of(page)
        assert folded(tree.find(".//h1").text_content()) == folded(truth.title)
        shown = folded(tree.text_content())
        assert all(folded(text) in shown for text in truth.text.split("\n\n")), path
        # The head or a <time> has the instant; what only the reader sees is a day.
        assert truth.has_time == (f"{truth.day}T" in page.text), path
        assert truth.published <= NOW
        assert site.article_at(path) == path
        assert site.article_at(path + ("&" if "?" in path else "?") + "utm_source=x") == path
        assert not site.is_trap(path)


def test_truths_tell_articles_apart(site: NewsSite) -> None:
    truths = site.articles.values()
    assert len({truth.title for truth in truths}) == len(truths)
    signatures = [signature(truth.title, truth.text) for truth in truths]
    assert None not in signatures
    assert not [pair for pair in combinations(signatures, 2) if near(*pair)]  # type: ignore[arg-type]
    if page_of(site, "/").text.count('lang="zh"') == 0:  # type: ignore[union-attr]
        assert all(120 <= len(truth.text.split()) <= 600 for truth in truths)


def test_what_names_an_article_does(site: NewsSite) -> None:
    """Sitemaps, feeds and related readings hold the articles that the truth says, and no more."""
    named: dict[str, set[str]] = {"sitemap": set(), "news_sitemap": set(), "feed": set()}
    for path, locs in sitemaps_of(site).items():
        how = "news_sitemap" if "news" in path else "sitemap"
        named[how] |= {found for loc in locs if (found := site.article_at(loc))}
    front = page_of(site, "/")
    assert front is not None
    parts = [page_of(site, path) for path in inside(tree_of(front).xpath("//nav//a/@href"), "/")]
    heads = "".join(page.text for page in (front, *parts) if page is not None)
    for path in re.findall(r'<link rel="alternate"[^>]*href="([^"]+)"', heads):
        page = site.pages.find(path)
        links = re.findall(rf'{ORIGIN}(/[^"<\s]*)', page.text) if page else []
        links = [link.replace("&amp;", "&") for link in links]
        named["feed"] |= {found for link in links if (found := site.article_at(link))}
    named["related"] = {
        found
        for path in site.articles
        for href in tree_of(page_of(site, path)).xpath(  # type: ignore[arg-type]
            '//section[@class="related"]//a/@href'
        )
        if (found := site.article_at(href))
    }
    for how, paths in named.items():
        truth = {path for path, it in site.articles.items() if how in it.named_by}
        assert paths == truth, how


def walk(site: NewsSite) -> set[str]:
    """The articles that links lead to, traps left alone, lists that load more read on."""
    seen: set[str] = set()
    found: set[str] = set()
    queue = deque(["/"])
    while queue:
        path = queue.popleft()
        if normal(path) in seen or site.is_trap(path):
            continue
        seen.add(normal(path))
        page = page_of(site, path)
        if page is None or page.content_type not in (HTML, XHTML):
            continue
        if (article := site.article_at(path)) is not None:
            found.add(article)
        queue += inside(tree_of(page).xpath("//a/@href | //link[@rel='next']/@href"), path)
        for state in tree_of(page).xpath("//script[@type='application/json']/text()"):
            queue += re.findall(r'"url": "(/[^"]+)"', state)
        # The session is no part of an address.
        queue = deque(re.sub(r"&?PHPSESSID=\w+|;jsessionid=\w+", "", it) for it in queue)
        assert len(seen) < 2_000
    return found


def test_articles_can_be_found(site: NewsSite) -> None:
    found = walk(site)
    for path, truth in site.articles.items():
        assert truth.named_by, path
        assert truth.named_by <= NAMERS
        if truth.named_by & {"list", "pagination", "related"}:
            assert path in found, (path, truth.named_by)
        else:
            assert path not in found, path


def test_sites_follow_from_their_seed(site: NewsSite) -> None:
    kind, _, seed = site.name.rpartition("-")
    again, other = (
        (random_site(int(seed)), random_site(int(seed) + 1))
        if kind == "random"
        else (SITES[site.name](0), SITES[site.name](1))
    )
    fresh = random_site(int(seed)) if kind == "random" else SITES[site.name](0)
    assert again.articles == site.articles
    assert other.articles != site.articles
    for path in [*list(site.articles)[:3], "/", "/robots.txt", *site.pages.makers]:
        assert again.pages.find(path) == fresh.pages.find(path), path


def test_titles_can_be_encoded(site: NewsSite) -> None:
    for path in site.articles:
        page = page_of(site, path)
        assert page is not None
        head = page.text.partition("</h1>")[0].rpartition("<h1>")[2]
        assert head.encode(page.charset), path


def test_there_are_pages_that_are_no_articles(site: NewsSite) -> None:
    for path in ("/login", "/search", "/videos/"):
        assert site.pages.find(path) is not None
        assert site.article_at(path) is None


TRAPS = [
    ("wordpress", "/1931/02/", r'href="(/\d{4}/\d\d/)"'),
    ("ids", "/list.php?sort=views&dir=desc", r'href="(/list\.php\?[^"]*from_day[^"]*)"'),
    ("ids", "/list.php?PHPSESSID=12", r'href="(/list\.php\?PHPSESSID=[^"]*)"'),
    ("trapped-paths", "/regions/north/south/", r'href="(east|\./east/)"'),
    ("trapped-paths", "/events/2026/11/", r'href="(/events/\d{4}/\d\d/)"'),
    ("trapped-paths", "/(S(0abc))/", r'href="(/\(S[^"]*)"'),
    ("trapped-paths", "/like/00c0ffee00/", r'href="(/like/[^"]*)"'),
    ("trapped-paths", "/read/anything-at-all/", r'href="(/read/[^"]*)"'),
    ("trapped-soft", "/read/anything-at-all/", r'href="(/read/[^"]*)"'),
]


@pytest.mark.parametrize(("name", "path", "leads"), TRAPS)
def test_traps_have_no_end(name: str, path: str, leads: str) -> None:
    site, seen = site_of(name), set()
    for _ in range(200):
        assert path not in seen
        seen.add(path)
        assert site.is_trap(path), path
        page = site.pages.find(path)
        assert page is not None
        assert page.status == 200
        hrefs = [href.replace("&amp;", "&") for href in re.findall(leads, page.text)]
        path = next(it for it in inside(hrefs, path) if it not in seen)


def test_redirects_have_no_end() -> None:
    site = site_of("trapped-paths")
    for path in ("/go/1", "/loop/this-way/", "/self/"):
        for _ in range(50):
            page = site.pages.find(path)
            assert page is not None
            path = page.headers["Location"].removeprefix(ORIGIN)
            assert site.trap_of(path) == "redirects"


def test_any_address_has_a_page_on_a_soft_site() -> None:
    site = site_of("trapped-soft")
    texts = []
    for path in ("/robots.txt", "/no/such/page", "/read/this-one/"):
        page = site.pages.find(path)
        assert page is not None
        assert (page.status, page.content_type) == (200, HTML)
        texts.append(tree_of(page).xpath("string(//article/p[2])"))
    assert len(set(texts)) == 1
    assert site.article_at("/robots.txt") is None


def test_a_huge_sitemap_and_a_bomb() -> None:
    site = site_of("trapped-names")
    found = sitemaps_of(site)
    assert len(found["/sitemap-huge.xml"]) == 50_000
    assert "/sitemap-all.xml" in found["/sitemap-all.xml"]
    bomb = site.pages.find("/sitemap-entities.xml")
    assert bomb is not None
    assert "&a9;" in bomb.text
    assert bomb.text.index("<!DOCTYPE") < bomb.text.index("<urlset")
    with pytest.raises(etree.XMLSyntaxError, match="amplification"):
        etree.fromstring(bomb.text.encode(), etree.XMLParser(huge_tree=True))
    private = site.pages.find("/private/0-members-only/")
    assert private is not None
    assert site.trap_of("/private/0-members-only/") == "private"
    assert site.article_at("/private/0-members-only/") is None


@pytest.mark.parametrize("kind", ["canonical", "json-ld", "content"])
def test_one_story_under_many_slugs(kind: str) -> None:
    site = site_of("trapped-doubles")
    path = next(path for path in site.articles if path.startswith(f"/{kind}/"))
    other = f"/{kind}/no-such-slug-{path.rpartition('-')[2]}"
    page, own = site.pages.find(other), site.pages.find(path)
    assert page == own
    assert page is not None
    assert site.article_at(other) == path
    assert ('rel="canonical"' in page.text) == (kind == "canonical")
    assert (f'"@id": "{ORIGIN}{path}"' in page.text) == (kind == "json-ld")


def test_addresses_in_pages_are_those_of_the_server(
    serve: Callable[[Pages], LoopbackSite],
) -> None:
    site = SITES["publisher"](3)
    running = serve(site.pages)

    def fetched(path: str) -> bytes:
        with urlopen(running.url(path)) as answer:
            body: bytes = answer.read()
            return body

    index = fetched("/sitemaps/index.xml").decode()
    assert running.base in index
    assert "htx" not in index
    month = re.findall(r"<loc>([^<]+)", index)[0].removeprefix(running.base)
    locs = re.findall(r"<loc>([^<]+)", gzip.decompress(fetched(month)).decode())
    assert all(loc.startswith(running.base) for loc in locs)
    assert "withdrawn" in locs.pop(0)
    assert all(site.article_at(urlsplit(loc).path) for loc in locs)
    assert f'<link rel="canonical" href="{locs[0]}">' in fetched(urlsplit(locs[0]).path).decode()


# The judge


def row_of(path: str, truth: Any, **changed: Any) -> dict[str, Any]:
    return {
        "id": f"site:{path}",
        "change": "new",
        "url": "http://127.0.0.1:1" + path,
        "canonical_url": None,
        "title": truth.title,
        "text": truth.text,
        "published_at": truth.published.isoformat() if truth.has_time else f"{truth.day}T12:00:00Z",
        "published": {"precision": "minute" if truth.has_time else "day"},
        "duplicate_of": None,
    } | changed


def rows_of(site: NewsSite) -> list[dict[str, Any]]:
    return [row_of(path, truth) for path, truth in site.articles.items()]


def test_the_judge_finds_no_fault_in_the_truth(site: NewsSite) -> None:
    verdict = judge(site, rows_of(site), list(site.articles))
    verdict.code = 0
    assert verdict.is_clean, told(verdict, show=True)
    assert not verdict.texts
    assert len(verdict.found) == len(site.articles)


def test_the_judge_tells_faults() -> None:
    site = site_of("wordpress")
    rows = rows_of(site)
    paths = list(site.articles)
    missing = rows.pop(0)
    rows.append(rows[0] | {"id": "site:other", "url": rows[0]["url"] + "amp/?utm_source=a"})
    rows.append(rows[1] | {"id": "site:third", "duplicate_of": rows[1]["id"]})
    rows.append(rows[2] | {"id": "site:about", "url": "http://127.0.0.1:1/about/"})
    rows[3]["title"] = "Another title"
    rows[4]["published_at"] = "2020-01-01T00:00:00Z"
    rows[5]["text"] = rows[5]["text"].partition("\n\n")[2]
    rows[6]["duplicate_of"] = "site:what"
    rows.append(rows[7] | {"title": None, "text": None, "change": "removed"})
    asked = [*paths, paths[0], *(f"/{1900 + year}/01/" for year in range(16)), "/search?q=a"]
    verdict = judge(site, rows, asked)
    assert set(verdict.missing) == {site.article_at(urlsplit(missing["url"]).path), paths[8]}
    assert verdict.wrong == ["http://127.0.0.1:1/about/"]
    assert list(verdict.doubled) == [paths[1]]
    assert list(verdict.titles) == [paths[4]]
    assert list(verdict.published) == [paths[5]]
    assert list(verdict.texts) == [paths[6]]
    assert verdict.flagged == ["http://127.0.0.1:1" + paths[7]]
    assert verdict.repeated == 1
    assert verdict.trapped["calendar"] == (16, 15)
    assert verdict.overrun == ["calendar", "search"]
    assert "TOO MANY" in told(verdict, show=True)
    assert "all: 0/2 sites clean; 176/180 articles; amiss: 4 missing" in summed_up([verdict] * 2)


@pytest.mark.parametrize(
    ("published_at", "precision", "right"),
    [
        ("{day}T12:00:00Z", "day", True),
        ("{day}T12:00:00Z", "minute", False),
        ("2020-01-01T12:00:00Z", "day", False),
        (None, "day", False),
    ],
)
def test_the_judge_asks_for_the_day_where_no_more_is_known(
    published_at: str | None, precision: str, right: bool
) -> None:
    site = site_of("old")
    path, truth = next((path, it) for path, it in site.articles.items() if not it.has_time)
    at = published_at and published_at.format(day=truth.day)
    row = row_of(path, truth, published_at=at, published={"precision": precision})
    assert (path not in judge(site, [row], []).published) == right


def test_rows_are_those_that_the_manifest_lists(tmp_path: Path) -> None:
    folder = tmp_path / "feeds" / "site"
    folder.mkdir(parents=True)
    (folder / "one.jsonl").write_text('{"id": 1}\n{"id": 2}\n')
    (folder / "other.jsonl").write_text('{"id": 3}\n')
    (folder / "manifest.json").write_text(json.dumps({"parts": [{"path": "one.jsonl"}]}))
    assert [row["id"] for row in rows_in(tmp_path)] == [1, 2]


def test_sites_stand_in_their_order() -> None:
    assert [site.name for site in sites(5)] == list(SITES)


# A crawler that delivers the front page and one story, and tells where its feed goes.
CRAWLER = """
import json, os, re, sys
from pathlib import Path
from urllib.request import urlopen
url = sys.argv[1]
front = urlopen(url).read().decode()
path = re.findall('<h2><a href="/([^"]+)"', front)[0]
page = urlopen(url + path).read().decode()
title = re.findall("<h1>(.*?)</h1>", page)[0]
row = {"published_at": None, "text": "", "title": title}
rows = [{**row, "id": "a", "url": url}, {**row, "id": "b", "url": url + path}]
folder = Path(os.environ["NEWSCRAWL_DATA_DIR"]) / "feeds" / "x"
folder.mkdir(parents=True, exist_ok=True)
(folder / "p.jsonl").write_text("".join(json.dumps(it) + chr(10) for it in rows))
(folder / "manifest.json").write_text(json.dumps({"parts": [{"path": "p.jsonl"}]}))
sys.exit(3)
"""


def test_a_crawl_is_served_and_judged(tmp_path: Path) -> None:
    site = SITES["ghost"](4)
    verdict, asked = crawl(
        site,
        tmp_path / "data",
        [sys.executable, "-c", CRAWLER, "{url}"],
        timeout_s=30,
        log=tmp_path / "log",
        runs=2,
    )
    assert verdict.code == 3, (tmp_path / "log").read_text()
    assert asked[0] == "/"
    assert verdict.found == {site.article_at(asked[1])}
    assert len(verdict.wrong) == 1
    assert (verdict.requests, verdict.later) == (2, [2])
    assert len(asked) == 4
    assert not verdict.titles
    assert len(verdict.published) == len(verdict.texts) == 1


def test_a_crawl_that_does_not_end_is_ended(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "import time; time.sleep(60)"]
    verdict, _ = crawl(
        SITES["ghost"](0), tmp_path / "data", command, timeout_s=0.3, log=tmp_path / "log"
    )
    assert verdict.code is None
    assert not verdict.is_clean
    assert "timeout" in told(verdict)
