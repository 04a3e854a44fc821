"""Traps: parts of a site that never end, mislead, or are none of a crawler's business.

Each of these adds its pages and says how many requests they deserve; what it returns is HTML that
leads there, for the front page or the side column.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace

from tests.news_sites.building import Builder, Story, escape
from tests.news_sites.model import ORIGIN, XML, Page, normal, redirect
from tests.news_sites.naming import add_sitemap, add_sitemap_index, entry, urlset
from tests.news_sites.printing import card, framed, list_html, story_html


def growing_paths(site: Builder) -> str:
    """Relative links that make each page's address longer than the last."""

    def make(match: re.Match[str]) -> str:
        links = "".join(f'<li><a href="{it}/">Region {it}</a></li>' for it in ("north", "south"))
        links += '<li><a href="./east/">Region east</a></li><li><a href="../">Up</a></li>'
        some = "".join(card(site, it) for it in site.stories[:3])
        return list_html(site, match[0], "News by region", [some], after=f"<ul>{links}</ul>")

    site.rule(r"/regions/(?:(?:north|south|east)/)*", make)
    site.name_all(site.stories[:3], "list")
    site.trap("growing", r"/regions/(?:(?:north|south|east)/){2,}", 20)
    return '<a href="/regions/">News by region</a>'


def calendar(site: Builder) -> str:
    """Events of every day, from the far past to the far future."""

    def make(match: re.Match[str]) -> str | None:
        year, month = int(match["year"]), int(match["month"])
        if not 1 <= month <= 12:
            return None
        before, after = (year * 12 + month - 2), (year * 12 + month)
        links = "".join(
            f'<a href="/events/{at // 12:04}/{at % 12 + 1:02}/">{word}</a> '
            for at, word in ((before, "Previous month"), (after, "Next month"))
        )
        days = "".join(
            f'<td><a href="/events/{year:04}/{month:02}/{day:02}/">{day}</a></td>'
            for day in range(1, 29)
        )
        return framed(
            site,
            match[0],
            f"Events {year}-{month:02}",
            f"<h1>Events</h1><p>No events are known.</p><table><tr>{days}</tr></table>{links}",
        )

    site.rule(r"/events/(?P<year>\d{4})/(?P<month>\d\d)/(?:\d\d/)?", make)
    site.trap("events", r"/events/.*", 25)
    return '<a href="/events/2026/11/">Calendar of events</a>'


def session_paths(site: Builder) -> str:
    """The whole site once more under an id in the path, which is another one in every link."""
    ids = random.Random(f"{site.name}/session-paths")

    def make(match: re.Match[str]) -> Page | None:
        page = site.pages.find(match["path"])
        if page is None or page.status != 200:
            return None

        def lead(found: re.Match[str]) -> str:
            return f'href="/(S({ids.getrandbits(96):024x})){found[1]}"'

        body = re.sub(r'(?<=<a )href="(/(?!\(S)[^"]*)"', lead, page.text)
        return replace(page, text=body)

    site.rule(r"/\(S\(\w+\)\)(?P<path>/.*)", make)
    known = {normal(it.path): it.path for it in site.stories}
    site.alias(r"/\(S\(\w+\)\)(?P<path>/.*)", lambda match: known.get(match["path"]))
    site.trap("session-path", r"/\(S\(\w+\)\)/.*", 25)
    return '<a href="/(S(0123456789abcdef01234567))/">Light version</a>'


def soft_404(site: Builder, *, everywhere: bool) -> str:
    """Whatever is asked for under /read/ (or anywhere) is there: one text, links made up anew."""
    told = site.tongue.tell(random.Random(f"{site.name}/soft"))

    def make(match: re.Match[str]) -> str:
        rng = random.Random(match[0])
        slug = match[0].partition("?")[0].strip("/").rpartition("/")[2] or "news"
        title = slug.replace("-", " ").capitalize()
        links = "".join(
            f'<li><a href="/read/{_slug(rng)}/">{_slug(rng).replace("-", " ").capitalize()}</a></li>'
            for _ in range(5)
        )
        text = "".join(f"<p>{escape(it)}</p>" for it in told.paragraphs)
        return framed(
            site,
            match[0],
            title,
            f"<article><h1>{escape(title)}</h1>{text}</article>"
            f"<section><h3>More to read</h3><ul>{links}</ul></section>",
        )

    site.rule(r"/.*" if everywhere else r"/read/[^/]+/(?:\?.*)?", make)
    site.trap("soft-404", r"/read/.*", 60 if everywhere else 40)
    return '<ul class="promo"><li><a href="/read/what-you-missed-this-week/">What you missed</a></li></ul>'


def endless_related(site: Builder) -> str:
    """Pages of readings like one's own, each leading to five more such pages."""

    def make(match: re.Match[str]) -> str:
        rng = random.Random(match[0])
        links = "".join(
            f'<li><a href="/like/{rng.getrandbits(40):010x}/">{_slug(rng).replace("-", " ")}</a></li>'
            for _ in range(5)
        )
        some = "".join(card(site, it) for it in rng.sample(site.stories[:12], k=2))
        return list_html(site, match[0], "More like this", [some], after=f"<ul>{links}</ul>")

    site.rule(r"/like/[0-9a-f]+/", make)
    site.trap("endless-related", r"/like/.*", 40)
    return '<a href="/like/00c0ffee00/">More stories like these</a>'


def redirects(site: Builder, stories: Sequence[Story]) -> str:
    """Redirects in a circle, redirects without end, and short addresses that do lead to stories.

    The stories are those that only their short address names, on the front page.
    """
    site.page("/loop/this-way/", lambda: redirect("/loop/that-way/", 302))
    site.page("/loop/that-way/", lambda: redirect("/loop/this-way/", 302))
    site.rule(r"/go/(\d+)", lambda match: redirect(f"/go/{int(match[1]) + 1}", 302))
    site.rule(r"/self/", lambda match: redirect("/self/"))
    short = {f"/s/{it.number}": it.path for it in stories}
    site.rule(r"(/s/\d+)", lambda match: redirect(to) if (to := short.get(match[1])) else None)
    site.alias(r"(/s/\d+)", lambda match: short.get(match[1]))
    site.name_all(stories, "list")
    site.trap("redirects", r"/(?:loop|go|self)/.*", 35)
    cards = "".join(card(site, it, href=f"/s/{it.number}") for it in stories)
    return (
        f'{cards}<h2><a href="/loop/this-way/">The long way round the harbour</a></h2>'
        '<h2><a href="/go/1">A story that goes on and on</a></h2>'
        '<h2><a href="/self/">The mirror in the hall</a></h2>'
    )


def private_pages(site: Builder, *, allowed: Sequence[Story] = ()) -> str:
    """Stories that robots.txt (written elsewhere) keeps to itself, linked like all others.

    `allowed` are those that it allows, in a folder below.
    """
    rng = random.Random(f"{site.name}/private")
    told = {f"/private/{number}-members-only/": site.tongue.tell(rng) for number in range(6)}
    for number, (path, it) in enumerate(told.items()):
        story = replace(
            site.stories[number], path=path, title=it.title, paragraphs=it.paragraphs, nearby=()
        )
        site.page(path, lambda story=story: story_html(site, story))  # type: ignore[misc]
    site.name_all(allowed, "list")
    site.trap("private", r"/private/(?!press/).*", 0)
    links = "".join(
        f'<h2><a href="{path}">{escape(it.title)}</a></h2>' for path, it in told.items()
    )
    return links + "".join(card(site, it) for it in allowed)


def unindexed_pages(site: Builder) -> str:
    """Stories whose pages ask not to be indexed, in the head or in a header of the response."""
    rng = random.Random(f"{site.name}/noindex")
    links = ""
    for number in range(4):
        it = site.tongue.tell(rng)
        path = f"/story/unindexed-{number}-{rng.randrange(10**6)}/"
        story = replace(
            site.stories[number], path=path, title=it.title, paragraphs=it.paragraphs, nearby=()
        )

        def make(story: Story = story, in_head: bool = bool(number % 2)) -> Page:
            text = story_html(site, story)
            if not in_head:
                return Page(text, headers={"X-Robots-Tag": "noindex"})
            return Page(text.replace("</head>", '<meta name="robots" content="noindex"></head>'))

        site.page(path, make)
        links += f'<h2><a href="{path}">{escape(it.title)}</a></h2>'
    return links


def many_slugs(site: Builder, stories: Sequence[Story], said_by: str) -> None:
    """Each story under any slug before its number.

    `said_by` is what tells that they are one: canonical, json_ld, or content (nothing else).
    """
    numbers = {str(it.number): it for it in stories}
    expression = rf"/{said_by.replace('_', '-')}/[^/]*?-(?P<number>\d+)(?:\?.*)?"

    def make(match: re.Match[str]) -> str | None:
        if (story := numbers.get(match["number"])) is None:
            return None
        told = story_html(site, site.story(story.number))
        if said_by == "json_ld":
            address = f'"@id": "{ORIGIN}{story.path}", "url": "{ORIGIN}{story.path}", '
            told = told.replace('{"@context"', f'{{{address}"@context"')
        if said_by != "canonical":
            told = re.sub(r'<link rel="canonical"[^>]*>', "", told)
        return told

    site.rule(expression, make)
    site.alias(expression, lambda match: it.path if (it := numbers.get(match["number"])) else None)


def slugs_of(story: Story, amount: int) -> list[str]:
    """Addresses of a story of `many_slugs`, its own first."""
    folder, _, last = story.path.rpartition("/")
    slug, _, number = last.rpartition("-")
    words = slug.split("-")
    others = ["-".join(words[:3]), "-".join(words[2:]), "x", "-".join(reversed(words)), "read-this"]
    return [story.path, *(f"{folder}/{it}-{number}" for it in others)][:amount]


def circular_sitemaps(site: Builder, sitemaps: Sequence[str]) -> str:
    """An index that names itself, another that names it back, and `sitemaps`; its address."""
    add_sitemap_index(
        site, "/sitemap-all.xml", ["/sitemap-all.xml", "/sitemap-other.xml", *sitemaps]
    )
    add_sitemap_index(
        site, "/sitemap-other.xml", ["/sitemap-all.xml", "/sitemap-other.xml?again=1"]
    )
    site.trap("circular-sitemaps", r"/sitemap-(?:all|other)\.xml.*", 8)
    return "/sitemap-all.xml"


def huge_sitemap(site: Builder, stories: Sequence[Story], *, amount: int = 50_000) -> str:
    """A sitemap of so many addresses, most of them tags, and a few stories; its address."""
    every = amount // (len(stories) + 1)
    site.name_all(stories, "sitemap")

    def make() -> Page:
        entries = [entry(f"/topics/topic-number-{number}/") for number in range(amount)]
        for place, story in enumerate(stories, 1):
            entries[place * every] = entry(story.path, story.published.isoformat())
        return Page(urlset(entries), content_type=XML)

    def topic(match: re.Match[str]) -> str:
        rng = random.Random(match[0])
        shown = rng.sample(site.stories[:12], k=3)
        return list_html(site, match[0], f"Topic {match[1]}", [card(site, it) for it in shown])

    site.page("/sitemap-huge.xml", make)
    site.rule(r"/topics/topic-number-(\d+)/", topic)
    site.trap("topics", r"/topics/.*", 150)
    return "/sitemap-huge.xml"


def bomb_sitemap(site: Builder) -> str:
    """A sitemap whose entities would fill the memory; its address."""
    entities = '<!ENTITY a0 "https://example.org/aaaaaaaaaa">' + "".join(
        f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, 10)
    )
    add_sitemap(
        site,
        "/sitemap-entities.xml",
        [],
        others=["/bomb/", "/bomb/more/"],
        doctype=f"<!DOCTYPE urlset [{entities}]>",
    )
    path = normal("/sitemap-entities.xml")
    maker = site.pages.makers[path]

    def make() -> Page:
        page = maker()
        return replace(page, text=page.text.replace("/bomb/more/", "/bomb/&a9;/"))

    site.pages.makers[path] = make
    return "/sitemap-entities.xml"


def broken_feeds(site: Builder) -> None:
    """Feeds that the head of every page names and that are none."""
    error = "<!doctype html><html><head><title>Error</title></head><body><h1>Database error</h1>"
    site.page("/feed.xml", lambda: Page(error + "<p>Try again.</p></body></html>"))
    site.page("/atom.xml", lambda: Page(error, 500))
    site.page(
        "/feed.json",
        lambda: Page('{"version": "https://jsonfeed.org/v', content_type="application/json"),
    )
    site.page("/rss-empty.xml", lambda: Page("", content_type="application/rss+xml"))
    for path, kind in (
        ("/feed.xml", "application/rss+xml"),
        ("/atom.xml", "application/atom+xml"),
        ("/feed.json", "application/feed+json"),
        ("/rss-empty.xml", "application/rss+xml"),
        ("/rss-missing.xml", "application/rss+xml"),
    ):
        site.look.head += f'<link rel="alternate" type="{kind}" href="{path}">'


_WORDS = (
    "harbour night paper river market winter bridge garden letter train music stone glass signal "
    "island copper morning window orchard lantern"
).split()


def _slug(rng: random.Random) -> str:
    return "-".join(rng.choice(_WORDS) for _ in range(5))
