"""Where pages lead, and which addresses are articles': told by shapes, and learnt."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.reading.addresses import cleaned, identify
from newscrawl.reading.discovery import Ways, numbered, read_ways
from newscrawl.reading.shapes import Shapes, may_list, repeats_itself, shape_of

SITE = "https://news.test"


# Addresses


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("/a?utm_source=rss&id=7#top", "/a?id=7"),
        ("/a;jsessionid=9A8B7C6D5E4F", "/a"),
        ("/a.php?PHPSESSID=abc123&id=7", "/a.php?id=7"),
        ("/a?sid=0123456789abcdef0123", "/a"),
        ("/story.php?sid=123", "/story.php?sid=123"),
        ("/2026/a-title/amp/", "/2026/a-title/"),
        ("/a-title/?amp=1&share=mail", "/a-title/"),
        ("/a-title/?replytocom=12#respond", "/a-title/"),
        ("/amp", "/amp"),
        ("/(S(0123456789abcdef01234567))/a", "/a"),
        ("/a?", "/a"),
        ("/a #top", "/a"),
        ("/a? &x=1 ", "/a?x=1"),
    ],
)
def test_what_tells_only_of_the_visit_is_taken_out(url: str, same: str) -> None:
    assert cleaned(SITE + url) == SITE + same
    before, after = identify(SITE + url, None), identify(SITE + same, None)
    assert before is not None
    assert after is not None
    assert before.id == after.id


ARTICLES = (
    "/2026/05/20/ferry-opens/ /2026/05/ferry-opens-as-harbour-waits /news/world-europe-12345678 "
    "/sport/football/harbour-wins-the-cup-again-98765432 /article.php?id=123 /news/12345.html "
    "/story/a1b2c3d4e5 /politik/ausland/faehre-eroeffnet-a-1234567.html /?p=123 "
    "/world/2026/may/20/ferry-opens-as-harbour-waits /ferry-opens-as-the-harbour-waits/ "
    "/news/%E6%B8%A1%E8%BD%AE%E5%BC%80%E9%80%9A%E6%B8%AF%E5%8F%A3%E7%AD%89%E5%BE%85 "
    "/novosti/parom-otkryt-v-gavani-segodnya /a/20260520/ferry "
    "/world/archive/2026/05/a-b-c-d-e/998877"
).split()
OTHERS = (
    "/ /world/ /world/europe/ /about-us /tag/ferries-and-other-ships-of-the-north /search?q=ferry "
    "/category/sports/page/2/ /2026/05/ /author/ana-reis-of-the-loop /a.pdf /photo-12345678.jpg "
    "/login /a/b/a/b/a-long-title-of-one /x/x/x/x-y-z-w /list_2.html /index.php?page=2 "
    "/archive/2026/10/page2.htm /2026/11/17/ferry-opens-as-harbour-waits/picture-5/ "
    "/privacy-policy /wp-json/oembed/1.0/embed-12345 /feed/"
).split()


@pytest.mark.parametrize("path", ARTICLES)
def test_an_article_has_the_shape_of_one(path: str) -> None:
    assert Shapes().is_article(SITE + path)


@pytest.mark.parametrize("path", OTHERS)
def test_what_surrounds_articles_has_not(path: str) -> None:
    assert not Shapes().is_article(SITE + path)


@pytest.mark.parametrize("path", ["/world/", "/category/ships/", "/archive/2026/05/", "/2026/05"])
def test_lists_can_be_told(path: str) -> None:
    assert may_list(SITE + path)


@pytest.mark.parametrize("path", ["/", "/tag/x", "/2026/05/20/", "/a?sort=up", "/login", "/x.xml"])
def test_what_is_no_list_can_be_told(path: str) -> None:
    assert not may_list(SITE + path)


@pytest.mark.parametrize("path", ["/rubric.php?name=sport", "/?cat=5", "/index.php?section=12"])
def test_a_parameter_names_a_part_of_the_site_in_its_menus(path: str) -> None:
    assert may_list(SITE + path, in_menu=True)
    assert not may_list(SITE + path)
    assert not Shapes().is_article(SITE + path)


@pytest.mark.parametrize("path", ["/?lang=es", "/news/?sort=new", "/?p=123", "/a?page=2", "/?s=x"])
def test_a_parameter_of_a_menu_can_name_something_else(path: str) -> None:
    assert not may_list(SITE + path, in_menu=True)


def test_a_site_teaches_what_its_articles_are() -> None:
    shapes = Shapes()
    assert not shapes.is_article(f"{SITE}/p/ferry")  # a word alone says nothing
    for name in ("harbour", "bridge"):
        shapes.learn(f"{SITE}/p/{name}", is_article=True)
    assert shapes.is_article(f"{SITE}/p/ferry")
    assert not shapes.is_article(f"{SITE}/q/ferry")
    # Topics have articles here, whatever they have elsewhere.
    assert not shapes.is_article(f"{SITE}/topics/ferry-opens-as-harbour-waits")
    shapes.learn(f"{SITE}/topics/bridge-closes-as-river-rises", is_article=True)
    assert shapes.is_article(f"{SITE}/topics/ferry-opens-as-harbour-waits")


def test_pages_that_are_none_close_their_shape_and_no_other() -> None:
    shapes = Shapes()
    for number in range(Shapes.CLOSE_AT):
        shapes.learn(f"{SITE}/shop/item-of-the-day-{number + 10_000}", is_article=False)
    assert shapes.is_closed(f"{SITE}/shop/item-of-the-day-99999")
    assert not shapes.is_article(f"{SITE}/shop/item-of-the-day-99999")
    assert shapes.is_article(f"{SITE}/news/ferry-of-the-day-99999")


def test_growing_paths_are_known() -> None:
    assert repeats_itself(f"{SITE}/a/b/a/b")
    assert repeats_itself(f"{SITE}/a/a/a")
    assert repeats_itself(SITE + "/x" * 20)
    assert not repeats_itself(f"{SITE}/2026/05/05/a-title")
    assert not repeats_itself(f"{SITE}/news/world/news-of-the-world")


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80))
def test_no_address_is_too_odd_for_a_shape(text: str) -> None:
    url = f"{SITE}/{text}"
    shape_of(url)
    shapes = Shapes()
    shapes.learn(url, is_article=True)
    shapes.is_article(url)
    may_list(url)
    repeats_itself(url)
    numbered(url)
    assert cleaned(cleaned(url)) == cleaned(url)


# Pages


def ways(body: str, path: str = "/news/", number: int = 1) -> Ways:
    return read_ways(f"<html><body>{body}</body></html>", url=SITE + path, number=number)


def test_feeds_of_articles_are_taken_and_those_of_comments_are_not() -> None:
    links = "".join(
        f'<link rel="alternate" type="application/{kind}" title="{title}" href="{href}">'
        for kind, title, href in (
            ("rss+xml", "Loop", "/feed/"),
            ("rss+xml", "Loop » Comments Feed", "/comments/feed/"),
            ("atom+xml", "", "atom.xml"),
            ("json", "", "/wp-json/wp/v2/pages/7"),
            ("json", "", "/feed.json"),
            ("rss+xml", "", "https://other.test/feed"),
        )
    )
    assert read_ways(f"<head>{links}</head>", url=f"{SITE}/x/").feeds == (
        f"{SITE}/feed/",
        f"{SITE}/x/atom.xml",
        f"{SITE}/feed.json",
    )


def test_menus_lead_to_lists() -> None:
    found = ways(
        '<main><a href="/extra/">Extra</a><a href="/news/ferry-opens-12345678">Ferry</a></main>'
        '<nav><a href="/world/">World</a><a href="/world">World</a><a href="/login">Log in</a>'
        '<a href="/news">News</a><a href="https://other.test/x/">Other</a>'
        '<a href="/europe/" rel="nofollow">Europe</a><a href="/empty/"></a></nav>'
    )
    assert found.lists == (f"{SITE}/world/", f"{SITE}/extra/")


NEXT = {
    '<a href="/news/?page=2">2</a><a href="/news/?page=3">3</a>': "/news/?page=2",
    '<a href="/news/page/2/">Older posts »</a>': "/news/page/2/",
    '<a href="/news/list_2.html">下一页</a>': "/news/list_2.html",
    '<a rel="next" href="/news/more/abc">x</a>': "/news/more/abc",
    '<a href="/news/?before=99887">Siguiente ›</a>': "/news/?before=99887",
    '<a href="/news/2/">2</a><a href="/news/3/">3</a>': "/news/2/",
    '<button data-next-url="/news/?offset=20">Load more</button>': "/news/?offset=20",
    '<a class="next" href="/news/page2.htm">Next</a>': "/news/page2.htm",
    '<a href="/news/?page=9">9</a><a href="/news/?page=1">1</a>': None,
    '<a href="/sport/?page=2">Sport</a>': None,
    '<a href="/news/ferry-opens-as-harbour-waits-2">Next</a>': None,
    '<a href="https://other.test/news/?page=2">Next</a>': None,
}


@pytest.mark.parametrize("body", NEXT)
def test_the_next_page_is_found(body: str) -> None:
    expected = NEXT[body]
    assert ways(body).next_url == (None if expected is None else SITE + expected)


def test_the_page_after_a_later_one_is_the_one_after_it() -> None:
    links = "".join(f'<a href="/news/?page={n}">{n}</a>' for n in range(1, 8))
    assert ways(links, "/news/?page=3", 3).next_url == f"{SITE}/news/?page=4"
    assert ways(links, "/news/?page=7", 7).next_url is None


@pytest.mark.parametrize("mark", ["", "name=sport&"])
def test_a_page_after_one_that_an_offset_names(mark: str) -> None:
    link = f'<a class="next" href="/news/?{mark}offset=30">Next</a>'
    assert ways(link, f"/news/?{mark}offset=20", 3).next_url == f"{SITE}/news/?{mark}offset=30"


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_no_page_is_too_odd_to_lead_somewhere(body: bytes) -> None:
    found = read_ways(b"<a href=/x>" + body, url=f"{SITE}/")
    for url in (*found.feeds, *found.lists):
        assert url.startswith(SITE)
