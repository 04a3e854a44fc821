"""Weblogs: one with archives of everything, and a letter of one author."""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from collections.abc import Sequence

from tests.news_sites.building import Builder, Story, encoded, escape
from tests.news_sites.model import ORIGIN, NewsSite, Page, normal, redirect
from tests.news_sites.naming import (
    add_json_feed,
    add_robots,
    add_rss,
    add_sitemap,
    add_sitemap_index,
)
from tests.news_sites.printing import (
    add_front,
    add_list,
    add_plain_pages,
    add_tags_and_authors,
    card,
    framed,
    list_html,
    story_body,
    story_head,
    story_html,
)
from tests.news_sites.words import TAGS


def wordpress(seed: int) -> NewsSite:
    """A weblog as most are: dated addresses, archives of everything, a calendar without end."""
    site = Builder("wordpress", seed, zone_h=1, title="The Daily Anchor")
    sections = ["local", "culture", "business", "sport"]
    stories = site.write(
        90,
        lambda number, slug, at, section: f"/{at:%Y/%m/%d}/{slug}/",
        sections,
        days=150,
        tags=TAGS,
    )
    hidden = stories[20::15]  # on no list but those of days, and in related readings
    shown = [story for story in stories if story not in hidden]
    site.relate(shown, only=hidden)
    months = sorted({f"{it.published:%Y/%m}" for it in stories})
    site.look.nav = [(f"/category/{it}/", it.capitalize()) for it in sections]
    site.look.sidebar = lambda path: _calendar(path, stories)
    add_plain_pages(site)
    add_rss(site, "/feed/", shown[:10], whole=True)
    add_rss(site, "/comments/feed/", [])
    add_tags_and_authors(site)
    for section in sections:
        of = [it for it in shown if it.section == section]
        address = f"/category/{section}/"
        add_list(site, of, section.capitalize(), address, address + "page/{}/")
    add_front(site, shown[:8], more='<a class="older" href="/page/2/">Older posts</a>')
    pages = -(-len(shown) // 8)
    for number in range(2, pages + 1):
        part = shown[(number - 1) * 8 : number * 8]
        site.name_all(part, "pagination")
        older = f'<a class="older" href="/page/{number + 1}/">Older posts</a>'
        after = older if number < pages else ""
        site.page(
            f"/page/{number}/",
            lambda part=part, after=after, number=number: list_html(  # type: ignore[misc]
                site, f"/page/{number}/", "Posts", [card(site, it) for it in part], after=after
            ),
        )
    # Posts of the first months are in sitemaps by month; those hidden are in none.
    add_sitemap(site, "/post-sitemap.xml", shown[:45])
    add_sitemap(site, "/post-sitemap2.xml", shown[45:80])
    about = [href for href, _ in site.tongue.words["footer"]]
    add_sitemap(site, "/page-sitemap.xml", [], others=["/", *about])
    add_sitemap(site, "/category-sitemap.xml", [], others=[f"/category/{it}/" for it in sections])
    authors = sorted({site.tongue.author_path(it.author) for it in stories})
    add_sitemap(site, "/author-sitemap.xml", [], others=authors)
    add_sitemap_index(
        site,
        "/sitemap_index.xml",
        [
            "/post-sitemap.xml",
            "/post-sitemap2.xml",
            "/page-sitemap.xml",
            "/category-sitemap.xml",
            "/author-sitemap.xml",
        ],
    )
    add_robots(site, sitemaps=["/sitemap_index.xml"], disallow=["/wp-admin/", "/search", "/?s="])
    _archives_of_days(site, stories)
    by_path = {normal(it.path): it for it in stories}

    def amp(match: re.Match[str]) -> str | None:
        story = by_path.get(match["path"])
        return story and story_html(site, story).replace("<html", "<html amp")

    site.rule(r"(?P<path>/\d{4}/\d\d/\d\d/[^/]+/)amp/", amp)
    site.alias(
        r"(?P<path>/\d{4}/\d\d/\d\d/[^/]+/)(?:amp/)?(?:\?.*)?",
        lambda match: it.path if (it := by_path.get(match["path"])) else None,
    )
    earlier = rf"(?!/(?:{'|'.join(months)})/)/\d{{4}}/\d\d/(?:\d\d/)?"
    site.trap("calendar", earlier, 15)
    site.rule(
        r"(?P<path>/\d{4}/\d\d/\d\d/[^/]+/)picture-(\d+)/",
        lambda match: framed(
            site, match[0], f"Picture {match[2]}", f'<h1>Picture {match[2]}</h1><img src="/i.jpg">'
        ),
    )
    site.rule(
        r"/\d{4}/\d\d/\d\d/[^/]+/feed/",
        lambda match: Page(
            '<?xml version="1.0"?><rss version="2.0"><channel><title>Comments</title><item>'
            f"<title>By: Reader</title><link>{ORIGIN}{escape(encoded(match[0][:-5]))}#comment-1"
            "</link></item></channel></rss>",
            content_type="application/rss+xml",
        ),
    )
    site.rule(
        r"/\?p=(\d+)",
        lambda match: (
            redirect(site.story(int(match[1])).path) if int(match[1]) < len(stories) else None
        ),
    )
    site.alias(
        r"/\?p=(\d+)",
        lambda match: site.story(int(match[1])).path if int(match[1]) < len(stories) else None,
    )
    site.trap("comment-feeds", r"/\d{4}/\d\d/\d\d/[^/]+/feed/", 10)
    site.trap("replytocom", r".*\?(?:.*&)?replytocom=.*", 5)
    site.trap("search", r"/search.*|/\?s=.*", 0)
    _replies(site, by_path)
    return site.build(served=False)


def _replies(site: Builder, by_path: dict[str, Story]) -> None:
    # Each story's page ends in comments, each with a link to reply to it.
    for path, story in by_path.items():

        def make(number: int = story.number, path: str = path) -> str:
            told = next(it for it in site.stories if it.number == number)
            replies = "".join(
                f'<li><cite>Reader {reply}</cite><p>Well said.</p><a rel="nofollow" '
                f'href="{path}?replytocom={number * 10 + reply}#respond">Reply</a></li>'
                for reply in range(1, 4)
            )
            comments = f'<ol id="comments">{replies}</ol>'
            alike = f'<link rel="amphtml" href="{path}amp/">'
            alike += (
                f'<link rel="alternate" type="application/rss+xml" href="{path}feed/">'
                f'<link rel="shortlink" href="/?p={number}">'
            )
            if number % 4 == 1:
                picture = f'<a href="{path}picture-{number}/"><img src="/img/{number}.jpg"></a>'
                comments = f"<figure>{picture}</figure>{comments}"
            body = story_body(site, told) + comments
            return framed(site, path, told.title, body, head=story_head(site, told) + alike)

        site.page(path, make)


def _calendar(path: str, stories: Sequence[Story]) -> str:
    """A month as a table: days with posts are links, and so are the months beside it."""
    match = re.match(r"/(\d{4})/(\d\d)/", path)
    year, month = (int(match[1]), int(match[2])) if match else (2026, 11)
    days = {
        it.published.day
        for it in stories
        if (it.published.year, it.published.month) == (year, month)
    }
    last = calendar.monthrange(year, month)[1] if 1 <= month <= 12 and year > 0 else 28
    cells = "".join(
        f'<td><a href="/{year:04}/{month:02}/{day:02}/">{day}</a></td>'
        if day in days
        else f"<td>{day}</td>"
        for day in range(1, last + 1)
    )
    before = (year - 1, 12) if month == 1 else (year, month - 1)
    after = (year + 1, 1) if month == 12 else (year, month + 1)
    return (
        f'<table class="calendar"><caption>{year}-{month:02}</caption><tr>{cells}</tr></table>'
        f'<a href="/{before[0]:04}/{before[1]:02}/">« earlier</a> '
        f'<a href="/{after[0]:04}/{after[1]:02}/">later »</a>'
    )


def _archives_of_days(site: Builder, stories: Sequence[Story]) -> None:
    """Pages for every month and day that there is, with posts or without."""
    by: defaultdict[str, list[Story]] = defaultdict(list)
    for story in stories:
        by[f"{story.published:%Y/%m}"].append(story)
        by[f"{story.published:%Y/%m/%d}"].append(story)
    site.name_all(stories, "list")

    def make(match: re.Match[str]) -> str | None:
        if not (1 <= int(match["month"]) <= 12 and int(match["year"]) > 0):
            return None
        path = match[0]
        of = by.get(path.strip("/"), [])
        empty = "" if of else "<p>Nothing was published in this time.</p>"
        return list_html(
            site, path, f"Archive {path.strip('/')}", [card(site, it) for it in of], after=empty
        )

    site.rule(r"/(?P<year>\d{4})/(?P<month>\d\d)/(?:\d\d/)?", make)


def ghost(seed: int) -> NewsSite:
    """A letter of one author: stories at the root beside /about/, feeds by their links alone."""
    site = Builder("ghost", seed, title="Slow Signals")
    stories = site.write(
        40,
        lambda number, slug, at, section: f"/{slug}/" if number % 4 else f"/p/{slug}",
        ["notes"],
        days=300,
        dates=("json_ld", "time", "meta"),
        tags=TAGS[:4],
    )
    site.relate(stories[:34], count=2, only=stories[36:])
    site.look.opening = '<main class="gh-main"><article class="gh-article"><header>'
    site.look.middle = '</header><section class="gh-content">'
    site.look.closing = "</section></article></main>"
    site.look.nav = [
        ("/about/", "About"),
        ("/archive/", "Archive"),
        ("/membership-and-how-it-works/", "Membership"),
    ]
    add_plain_pages(site)
    add_json_feed(site, "/assets/feed.json", stories[:20])
    add_rss(site, "/rss/", stories[10:36])
    add_robots(site, disallow=["/ghost/", "/email/"])
    for path, title in (("/about/", "About"), ("/membership-and-how-it-works/", "Membership")):
        texts = "".join(f"<p>{site.tongue.plain(site.rng, title)}</p>" for _ in range(5))
        main = f"<article><h1>{title}</h1>{texts}</article>"
        site.page(path, lambda path=path, title=title, main=main: framed(site, path, title, main))  # type: ignore[misc]
    add_tags_and_authors(site)
    add_list(site, stories[:12], "Archive", "/archive/", "/archive/?page={}", per_page=12)
    add_front(site, stories[:5])
    return site.build()
