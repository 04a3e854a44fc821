"""How lists and sitemaps of a site that nobody described complete each other."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from any_site import Story
from conftest import Crawl
from loopback import LoopbackSite, Served
from test_any_site import Serve, crawl_it, site

TEXT = {"Content-Type": "text/plain"}


__all__ = ["site"]  # a fixture


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


def front(site: LoopbackSite, more: str) -> None:
    """Puts more onto the front page."""
    body = site.pages["/"].body.replace(b"</main>", f"{more}</main>".encode())
    site.pages["/"] = Served(body)


def test_an_article_behind_a_short_address_is_read_there(
    crawl: Callable[..., Crawl], site: tuple[LoopbackSite, list[Story]]
) -> None:
    running, _ = site
    story = Story(777)
    running.pages[story.path] = story.page(running.base, [])
    running.pages["/s/7"] = Served(b"", status=302, headers={"Location": story.path})
    front(running, '<h2><a href="/s/7">Quite short</a></h2>')
    ended = crawl_it(crawl, running, "-a", "depth=1")
    assert story.path in paths(ended, running)
    assert running.asked.count(story.path) == 1


STATED = (
    '<meta property="article:published_time" content="{at}">',
    '<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{title}", '
    '"datePublished": "{at}", "author": {{"@type": "Person", "name": "Ana Reis"}}}}</script>',
    "",
)


@pytest.mark.parametrize("stated", STATED)
def test_an_article_whose_address_is_like_that_of_a_list_is_read_there(
    crawl: Callable[..., Crawl], site: tuple[LoopbackSite, list[Story]], stated: str
) -> None:
    running, _ = site
    story = Story(778)
    story.path = "/world/ferry-strike"
    page = story.page(running.base, []).body
    head = stated.format(at=story.at.isoformat(), title=story.title)
    running.pages[story.path] = Served(page.replace(b"</head>", f"{head}</head>".encode()))
    front(running, '<h2><a href="/world/ferry-strike">Ferry strike</a></h2>')
    ended = crawl_it(crawl, running, "-a", "depth=1")
    assert story.path in paths(ended, running)
    assert running.asked.count(story.path) == 1


def test_a_list_with_a_signed_teaser_stays_a_list(
    crawl: Callable[..., Crawl], site: tuple[LoopbackSite, list[Story]]
) -> None:
    running, stories = site
    story = Story(780)
    running.pages[story.path] = story.page(running.base, [])
    lead = f'<article><h2><a href="{story.path}">{story.title}</a></h2><p>By Ana Reis</p>'
    lead += f"<time>{story.at:%d %B %Y}</time><p>{story.paragraphs[0]}</p></article>"
    running.pages["/europe/"] = Served(
        f"<html lang=en><head><title>Europe</title></head><body><main><h1>Europe</h1>{lead}</main>"
        "</body></html>".encode()
    )
    front(running, '<a href="/europe/">Europe</a>')
    ended = crawl_it(crawl, running, "-a", "depth=1")
    assert paths(ended, running) == {
        *(it.path for it in stories if it.number % 3 != 0 or it in stories[-12:]),
        *(it.path for it in stories if it.number % 3 == 0),
        story.path,
    }


def test_a_page_that_turns_out_to_be_a_list_is_read_as_one_at_once(
    crawl: Callable[..., Crawl], site: tuple[LoopbackSite, list[Story]]
) -> None:
    running, _ = site
    path = "/world/all-that-we-know-of-the-ferry-strike-70999999"
    story = Story(779)
    running.pages[story.path] = story.page(running.base, [])
    links = "".join(
        f'<article><h2><a href="{it.path}">{it.title}</a></h2>'
        f"<time>{it.at:%d %B %Y}</time></article>"
        for it in (story, *(Story(number) for number in range(60, 64)))
    )
    running.pages[path] = Served(
        f"<html lang=en><head><title>The ferry strike</title></head><body><main><h1>All that we "
        f"know of the ferry strike</h1>{links}</main></body></html>".encode()
    )
    front(running, f'<h2><a href="{path}">All that we know of the ferry strike</a></h2>')
    ended = crawl_it(crawl, running, "-a", "depth=1")
    assert story.path in paths(ended, running)
    assert running.asked.count(path) == 1


def test_a_circle_of_redirects_is_left_where_it_closes(
    crawl: Callable[..., Crawl], site: tuple[LoopbackSite, list[Story]]
) -> None:
    running, _ = site
    running.pages["/here/"] = Served(b"", status=302, headers={"Location": "/there/"})
    running.pages["/there/"] = Served(b"", status=302, headers={"Location": "/here/"})
    front(running, '<a href="/here/">Here</a>')
    ended = crawl_it(crawl, running, "-a", "depth=1")
    assert ended.code == 0, ended.stderr
    assert [path for path in running.asked if path.endswith("here/")] == ["/here/", "/there/"]


def test_a_site_of_which_nothing_can_be_read_is_no_success(
    crawl: Callable[..., Crawl], serve: Serve
) -> None:
    running = serve({"/": Served(b"<title>News</title><h1>News</h1><div id=app></div>")})
    ended = crawl_it(crawl, running)
    assert ended.code == 4
    assert "nothing found: 1 listing page read, no article on any" in ended.stderr


@pytest.mark.parametrize("named", ["/latest.rss", "/sitemaps/index.xml", "/sitemaps/stories.xml"])
def test_a_start_that_is_a_feed_or_a_sitemap_is_read_as_one(
    crawl: Callable[..., Crawl], site: tuple[LoopbackSite, list[Story]], named: str
) -> None:
    running, stories = site
    ended = crawl("-a", f"url={running.base}{named}", spider="news")
    assert ended.code == 0, ended.stderr
    assert len(ended.rows) == len(stories)
    assert running.asked.count(named) == 1


def test_a_start_that_leads_to_another_host_tells_which(
    crawl: Callable[..., Crawl], serve: Serve
) -> None:
    running = serve({"/": Served(b"", status=301, headers={"Location": "http://moved.test/home"})})
    ended = crawl_it(crawl, running)
    assert ended.code == 3
    assert "failed(offsite): http://moved.test/home" in ended.stderr
    assert "it leads to another host" in ended.last_line
