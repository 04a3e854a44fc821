"""How lists and sitemaps of a site that nobody described complete each other."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from any_site import Story, build
from conftest import Crawl
from loopback import LoopbackSite, Pages, Served

Serve = Callable[[Pages], LoopbackSite]
TEXT = {"Content-Type": "text/plain"}


@pytest.fixture
def site(serve: Serve) -> tuple[LoopbackSite, list[Story]]:
    running = serve({})
    pages, stories = build(running.base)
    running.pages.update(pages)
    return running, stories


def crawl_it(crawl: Callable[..., Crawl], site: LoopbackSite, *words: str) -> Crawl:
    return crawl("-a", f"url={site.base}/", *words, spider="news")


def paths(ended: Crawl, site: LoopbackSite) -> set[str]:
    return {row["url"].removeprefix(site.base) for row in ended.rows}


@pytest.mark.parametrize("named", ["/sitemaps/news.xml", "/sitemaps/gone.xml"])
def test_a_robots_txt_that_names_no_sitemap_of_the_whole_site(
    crawl: Callable[..., Crawl], site: tuple[LoopbackSite, list[Story]], named: str
) -> None:
    running, stories = site
    running.pages["/robots.txt"] = Served(f"Sitemap: {running.base}{named}".encode(), headers=TEXT)
    running.pages["/sitemap.xml"] = running.pages.pop("/sitemaps/stories.xml")
    del running.pages["/sitemaps/index.xml"]
    ended = crawl_it(crawl, running, "-a", "depth=1")
    assert paths(ended, running) >= {story.path for story in stories if story.number % 3 == 0}


def test_a_sitemap_that_is_read_keeps_the_usual_places_from_being_asked(
    crawl: Callable[..., Crawl], site: tuple[LoopbackSite, list[Story]]
) -> None:
    running, _ = site
    crawl_it(crawl, running, "-a", "depth=1")
    assert "/sitemap.xml" not in running.asked


def test_a_list_goes_on_where_a_sitemap_names_the_newest_alone(
    crawl: Callable[..., Crawl], site: tuple[LoopbackSite, list[Story]]
) -> None:
    running, stories = site
    maps = running.pages["/sitemaps/stories.xml"].body.partition(b"<url>")[0]
    newest = "".join(f"<url><loc>{running.base}{it.path}</loc></url>" for it in stories[-55:])
    running.pages["/sitemaps/stories.xml"] = Served(
        maps + newest.encode() + b"</urlset>", headers={"Content-Type": "application/xml"}
    )
    ended = crawl_it(crawl, running, "-a", "depth=1")
    assert "/economy/?page=3" in running.asked
    assert paths(ended, running) >= {it.path for it in stories if it.number % 3 != 0}
