"""Sites as publishers make them now: lists in page state, two languages, many forms of a page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from math import ceil

from tests.news_sites.building import Builder, Story, as_json, encoded, escape
from tests.news_sites.model import ORIGIN, NewsSite, Page, normal, redirect
from tests.news_sites.naming import add_robots, add_rss, add_sitemap, add_sitemap_index
from tests.news_sites.printing import (
    add_front,
    add_list,
    add_plain_pages,
    add_tags_and_authors,
    card,
    framed,
    list_html,
    plain_text,
    story_body,
    story_head,
    story_html,
)
from tests.news_sites.words import TAGS


def states(seed: int) -> NewsSite:
    """Lists that a script renders: their cards stand in JSON in the page, and nowhere else."""
    site = Builder("states", seed, zone_h=2, title="The Rendered Times")
    sections = ["nation", "money", "arts"]
    stories = site.write(
        72,
        lambda number, slug, at, section: f"/{section}/{slug}-{number + 2_400_100}",
        sections,
        days=60,
        dates=("json_ld", "meta"),
    )
    site.relate(stories, count=2)
    site.look.nav = [(f"/{it}", it.capitalize()) for it in sections]
    add_plain_pages(site)
    add_robots(site, disallow=["/api/"])
    for section in sections:
        of = [it for it in stories if it.section == section]
        pages = ceil(len(of) / 12)
        for number in range(1, pages + 1):
            part = of[(number - 1) * 12 : number * 12]
            site.name_all(part, "list" if number == 1 else "pagination")
            address = f"/{section}" if number == 1 else f"/{section}?page={number}"
            following = f"/{section}?page={number + 1}" if number < pages else None
            site.page(
                address,
                lambda part=part, address=address, following=following: _state_page(  # type: ignore[misc]
                    site, address, part, following
                ),
            )
    site.name_all(stories[:9], "list")
    site.page("/", lambda: _state_page(site, "/", stories[:9], None))
    return site.build()


def _state_page(site: Builder, path: str, stories: Sequence[Story], following: str | None) -> str:
    items = [
        {
            "id": it.number + 2_400_100,
            "headline": it.title,
            "url": it.path,
            "standfirst": it.teaser,
            "publishedAt": it.published.isoformat(),
            "image": {"url": f"/img/{it.number}.jpg", "width": 640},
        }
        for it in stories
    ]
    props = {"pageProps": {"feed": {"items": items, "next": following}}, "__N_SSP": True}
    state = as_json({"props": props, "page": "/[section]", "buildId": "x1y2z3"})
    head = f'<link rel="next" href="{following}">' if following else ""
    title = path.strip("/").partition("?")[0].capitalize() or site.look.title
    shell = (
        f'<h1>{escape(title)}</h1><div id="__next"><div class="skeleton"></div></div>'
        f'<script id="__NEXT_DATA__" type="application/json">{state}</script>'
    )
    return framed(site, path, title, shell, head=head)


def twins(seed: int) -> NewsSite:
    """Two languages under /en/ and /ru/, sitemaps by month, some packed, behind an index."""
    site = _half("en", seed)
    other = _half("ru", seed)
    pairs = dict(zip(site.stories, other.stories, strict=True))
    for half, twin_of in ((site, pairs), (other, {it: own for own, it in pairs.items()})):
        for story, twin in twin_of.items():
            half.page(
                story.path,
                lambda half=half, story=story, twin=twin: _twin_page(half, story, twin),  # type: ignore[misc]
            )
    linked = {"list", "pagination", "related"}
    for half, there in ((site, other), (other, site)):
        twin_of = pairs if half is site else {it: own for own, it in pairs.items()}
        of = [twin_of[it] for it in half.stories if half.named[it.number] & linked]
        there.name_all(of, "list")
    months: defaultdict[str, list[Story]] = defaultdict(list)
    for half in (site, other):
        for story in half.stories:
            months[f"{story.published:%Y-%m}"].append(story)
    children = []
    for place, (month, stories) in enumerate(sorted(months.items())):
        path = f"/sitemaps/{month}.xml" + (".gz" if place % 2 else "")
        children.append(path)
        of = set(map(id, stories))
        entries = [it for half in (site, other) for it in half.stories if id(it) in of]
        add_sitemap(site, path, entries, gzipped=place % 2 == 1)
        for half in (site, other):
            half.name_all([it for it in half.stories if id(it) in of], "sitemap")
    add_sitemap_index(site, "/sitemaps.xml", children)
    site.page(
        "/robots.txt",
        lambda: plain_text(
            "User-agent: *\nCrawl-delay: 0.1\nDisallow: /*/print/\nDisallow: /*?*sort=\n"
            f"Allow: /\n\nSitemap: {ORIGIN}/sitemaps.xml\n"
        ),
    )
    site.page("/", lambda: redirect("/en/", 302))
    built, second = site.build(served=False), other.build(served=False)
    built.pages.makers.update(
        {path: it for path, it in second.pages.makers.items() if path not in built.pages.makers}
    )
    built.pages.rules += second.pages.rules
    return NewsSite(
        "twins",
        built.pages,
        {**built.articles, **second.articles},
        {**built.made_traps, **second.made_traps},
        lambda path: built.aliases(path) or second.aliases(path),
    )


def _half(code: str, seed: int) -> Builder:
    site = Builder(f"twins-{code}", seed, tongue=code, zone_h=3, title="Two Shores")
    sections = ["politics", "society"]
    stories = site.write(
        36,
        lambda number, slug, at, section: encoded(f"/{code}/{section}/{at:%Y/%m}/{slug}.html"),
        sections,
        days=170,
        dates=("json_ld", "time"),
    )
    site.relate(stories, count=3)
    site.look.with_canonical = False
    site.look.nav = [(f"/{code}/{it}/", it.capitalize()) for it in sections]
    site.look.nav += [("/en/", "English"), ("/ru/", "Русский")]
    add_plain_pages(site)
    for section in sections:
        of = [it for it in stories[:24] if it.section == section]
        address = f"/{code}/{section}/"
        add_list(site, of, section.capitalize(), address, address + "page-{}.html", per_page=6)
    site.name_all(stories[:8], "list")
    site.page(
        f"/{code}/",
        lambda: list_html(
            site, f"/{code}/", site.look.title, [card(site, it) for it in stories[:8]]
        ),
    )
    site.rule(
        rf"/{code}/print/(?P<number>\d+)",
        lambda match: (
            f"<title>Print</title><h1>{escape(stories[int(match['number'])].title)}</h1>"
            if int(match["number"]) < len(stories)
            else None
        ),
    )
    site.trap(f"print-{code}", rf"/{code}/print/.*", 0)
    return site


def _twin_page(site: Builder, story: Story, twin: Story) -> str:
    # The canonical address stands relative to the page's own, as it may.
    own = story.path.rpartition("/")[2]
    mine, theirs = ("en", "ru") if story.path.startswith("/en/") else ("ru", "en")
    head = (
        story_head(site, story)
        + f'<link rel="canonical" href="{own}">'
        + f'<link hreflang="{mine}" rel="alternate" href="{ORIGIN}{story.path}">'
        + f'<link hreflang="{theirs}" rel="alternate" href="{ORIGIN}{twin.path}">'
    )
    tools = (
        f'<p class="tools"><a href="/{mine}/print/{story.number}">Print</a> '
        f'<a hreflang="{theirs}" href="{twin.path}">{theirs.upper()}</a></p>'
    )
    return framed(site, story.path, story.title, story_body(site, story) + tools, head=head)


def prints(seed: int) -> NewsSite:
    """A weblog that shows each text in many forms, and has feeds of its categories alone."""
    site = Builder("prints", seed, zone_h=-3, title="The Many Forms")
    sections = ["city", "land", "sea"]
    stories = site.write(
        66,
        lambda number, slug, at, section: f"/{at:%Y/%m}/{slug}/",
        sections,
        days=140,
        tags=TAGS,
    )
    site.relate(stories[:54], only=stories[54:58])
    stories = site.stories
    site.look.with_canonical = False
    site.look.nav = [(f"/category/{it}/", it.capitalize()) for it in sections]
    site.look.nav.append(("/archive/2026/11/", "Archive"))
    add_plain_pages(site)
    add_tags_and_authors(site)
    add_robots(site, disallow=["/wp-admin/"])
    listed, by_feed = stories[:54], stories[58:]
    for section in sections:
        of = [it for it in listed if it.section == section]
        address, feed = f"/category/{section}/", f"/category/{section}/feed/"
        add_rss(
            site, feed, [it for it in [*of[:5], *by_feed] if it.section == section], linked=False
        )
        look, before = site.look, site.look.head
        add_list(site, of, section.capitalize(), address, address + "page/{}/", per_page=9)
        make = site.pages.makers[address]
        link = f'<link rel="alternate" type="application/rss+xml" title="{section}" href="{feed}">'
        site.pages.makers[address] = lambda make=make, link=link: _with_head(make(), link)  # type: ignore[misc]
        look.head = before
    by_path = {normal(it.path): it for it in stories}
    for story in stories:
        site.page(story.path, lambda story=story: _many_forms(site, story))  # type: ignore[misc]
    form = r"(?P<path>/\d{4}/\d\d/[^/?]+/)(?P<form>amp/|print/|\?amp=1|\?print=1|\?replytocom=\d+)"

    def shown(match: re.Match[str]) -> str | None:
        story = by_path.get(match["path"])
        if story is None:
            return None
        if "replytocom" in match["form"]:
            return _many_forms(site, story)
        if "print" in match["form"]:
            texts = "".join(f"<p>{escape(text)}</p>" for text in story.paragraphs)
            day = site.tongue.day(story.published)
            return (
                f"<html><head><title>{escape(story.title)}</title></head><body><h1>"
                f"{escape(story.title)}</h1><p>By {story.author}, {day}</p>{texts}</body></html>"
            )
        canonical = f'<link rel="canonical" href="{ORIGIN}{story.path}">'
        page = story_html(site, story).replace("<html", "<html amp", 1)
        return page.replace("</head>", canonical + "</head>", 1)

    site.rule(form, shown)
    site.alias(form, lambda match: it.path if (it := by_path.get(match["path"])) else None)
    site.trap("replytocom", r".*\?(?:.*&)?replytocom=.*", 3)
    site.trap("forms", r"/\d{4}/\d\d/[^/?]+/(?:amp/|print/|\?amp=1|\?print=1)", 12)
    _endless_archive(site)
    add_front(site, listed[:8])
    return site.build(served=False)


def _with_head(page: Page, link: str) -> Page:
    return Page(**{**vars(page), "text": page.text.replace("</head>", link + "</head>", 1)})


def _many_forms(site: Builder, story: Story) -> str:
    path = story.path
    head = story_head(site, story) + f'<link rel="canonical" href="{path}">'
    head += f'<link rel="amphtml" href="{path}amp/"><link rel="shortlink" href="{path}?amp=1">'
    tools = (
        f'<ul class="tools"><li><a href="{path}print/">Print this page</a></li>'
        f'<li><a href="{path}?print=1">Print view</a></li>'
        f'<li><a href="{path}amp/">Mobile view of this page</a></li>'
        f'<li><a href="{path}?amp=1">Fast view</a></li>'
        f'<li><a href="{path}?replytocom={story.number + 17}#respond">Reply to Jo</a></li></ul>'
    )
    return framed(site, path, story.title, story_body(site, story) + tools, head=head)


def _endless_archive(site: Builder) -> None:
    # Months before and after, for ever; this one has the newest stories.
    site.name_all(site.stories[:6], "list")

    def make(match: re.Match[str]) -> str | None:
        year, month = int(match["year"]), int(match["month"])
        if not 1 <= month <= 12:
            return None
        links = "".join(
            f'<a href="/archive/{at // 12:04}/{at % 12 + 1:02}/">{word}</a> '
            for at, word in ((year * 12 + month - 2, "Older"), (year * 12 + month, "Newer"))
        )
        now = (year, month) == (2026, 11)
        cards = [card(site, it) for it in site.stories[:6]] if now else []
        return list_html(site, match[0], f"Archive of {year}-{month:02}", cards, after=links)

    site.rule(r"/archive/(?P<year>\d{4})/(?P<month>\d\d)/", make)
    site.trap("archive", r"/archive/(?!2026/11/)\d{4}/\d\d/", 15)


def shorts(seed: int) -> NewsSite:
    """Addresses of a word or two, like those of lists; no sitemap, no feed, lists alone."""
    site = Builder("shorts", seed, zone_h=1, title="In Short")
    sections = ["world", "home", "life"]
    seen: set[str] = set()

    def path(number: int, slug: str, at: datetime, section: str) -> str:
        words = [word for word in slug.split("-") if len(word) > 3]
        for end in range(1, len(words)):
            short = f"/{section}/{words[0]}-{words[-end]}"
            if short not in seen:
                seen.add(short)
                return short
        return f"/{section}/{slug}"

    stories = site.write(48, path, sections, days=50, dates=("json_ld", "meta", "time"))
    site.relate(stories[:40], only=stories[40:])
    site.look.nav = [(f"/{it}", it.capitalize()) for it in sections]
    add_plain_pages(site)
    for section in sections:
        of = [it for it in site.stories[:40] if it.section == section]
        add_list(site, of, section.capitalize(), f"/{section}", f"/{section}/page/{{}}", per_page=8)
    add_front(site, site.stories[:8])
    return site.build()
