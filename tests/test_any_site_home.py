"""A site that is at home at one address and known by another: with or without www., by a proxy."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from any_site import Story, build
from conftest import Crawl
from loopback import LoopbackSite, Pages, Served

Serve = Callable[[Pages], LoopbackSite]
HOME, OTHER = "http://www.oriel.example", "http://oriel.example"


FAST = "DOWNLOAD_DELAY=0 AUTOTHROTTLE_ENABLED=0 CONCURRENT_REQUESTS_PER_DOMAIN=8".split()


def serve_moved(serve: Serve, canonical: str) -> tuple[LoopbackSite, list[Story]]:
    """At home with www.; its sitemap and its feed still name the addresses without."""
    pages, stories = build(HOME, 24)
    named, _ = build(OTHER, 24)
    for path in ("/sitemaps/stories.xml", "/latest.rss", "/robots.txt", "/sitemaps/index.xml"):
        pages[path] = named[path]
    if canonical == OTHER:
        pages.update({story.path: named[story.path] for story in stories})
    served = {f"{HOME}{path}": page for path, page in pages.items()}
    for path in pages:
        moved = {"Location": f"{HOME}{path}", "Content-Type": "text/html"}
        served[f"{OTHER}{path}"] = Served(status=301, headers=moved)
    return serve(served), stories


def words_for(url: str) -> list[str]:
    return ["-a", f"url={url}", *(word for one in FAST for word in ("-s", one))]


@pytest.mark.parametrize("canonical", [HOME, OTHER], ids=["at home", "as it was"])
def test_what_is_named_by_another_address_of_the_site_is_asked_for_once(
    crawl: Callable[..., Crawl], serve: Serve, canonical: str
) -> None:
    running, stories = serve_moved(serve, canonical)
    words = words_for(OTHER)
    ended = crawl(*words, spider="news", env={"http_proxy": running.base})
    assert ended.code == 0, ended.stderr
    assert sorted(row["url"] for row in ended.rows) == sorted(HOME + s.path for s in stories)
    moved = [url for url in running.asked if url.startswith(f"{OTHER}/")]
    assert set(moved) <= {f"{OTHER}/", f"{OTHER}/robots.txt"}, "it had told that it is elsewhere"
    asked = [url for url in running.asked if not url.endswith("/robots.txt")]
    assert len(asked) == len(set(asked)), "an address was asked for twice"
    assert ended.balances
    running.asked.clear()
    again = crawl(*words, spider="news", env={"http_proxy": running.base})
    assert again.code == 0, again.stderr
    assert len(again.rows) == len(stories)
    articles = {HOME + story.path for story in stories}
    assert not articles & set(running.asked), "what is known was asked for again"


def test_a_front_page_that_leads_elsewhere_takes_nothing_with_it(
    crawl: Callable[..., Crawl], serve: Serve
) -> None:
    pages, stories = build(OTHER, 24)
    served = {f"{OTHER}{path}": page for path, page in pages.items()}
    moved = {"Location": f"{HOME}/", "Content-Type": "text/html"}
    served[f"{HOME}/"], served[f"{OTHER}/"] = pages["/"], Served(status=301, headers=moved)
    running = serve(served)
    ended = crawl(*words_for(OTHER), spider="news", env={"http_proxy": running.base})
    by_map = {OTHER + story.path for story in stories if story.number % 3 == 0}
    assert by_map <= {row["url"] for row in ended.rows}


def test_what_was_learnt_of_its_home_outlives_a_run(
    crawl: Callable[..., Crawl], serve: Serve
) -> None:
    running, stories = serve_moved(serve, HOME)
    words, proxy = words_for(OTHER), {"http_proxy": running.base}
    crawl(*words, spider="news", env=proxy)
    # The front page is down, and the sitemap that is named by the other address has grown.
    pages, stories = build(OTHER, 30)
    for path, page in pages.items():
        running.pages.setdefault(f"{HOME}{path}", page)
        moved = {"Location": f"{HOME}{path}", "Content-Type": "text/html"}
        running.pages.setdefault(f"{OTHER}{path}", Served(status=301, headers=moved))
    for path in ("/sitemaps/stories.xml", "/latest.rss"):
        running.pages[f"{HOME}{path}"] = pages[path]
    running.pages[f"{HOME}/"] = running.pages[f"{OTHER}/"] = Served(status=503)
    running.asked.clear()
    words += ["-s", "NEWSCRAWL_REVISIT=always", "-s", "RETRY_ENABLED=False"]
    crawled = crawl(*words, spider="news", env=proxy)
    assert len({row["id"] for row in crawled.rows}) == len(stories)
    assert {row["url"] for row in crawled.rows} == {HOME + story.path for story in stories}
    named = [url for url in running.asked if url.startswith(f"{OTHER}/") and "wait" in url]
    assert not named, "its articles were asked for where they are not"
