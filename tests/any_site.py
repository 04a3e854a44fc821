"""A whole news site for the spider that takes any: front page, sections, sitemaps, feed, traps."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from html import escape
from xml.sax.saxutils import escape as xml

from loopback import Pages, Served

START = datetime(2026, 5, 1, 6, 0, tzinfo=UTC)
SECTIONS = ("world", "economy", "science")
_NOUNS = (
    "harbour bridge council river orchard railway museum budget storm festival library reactor "
    "forest vaccine satellite strike election mine glacier market court school tunnel ferry"
).split()
_VERBS = (
    "opens closes grows halts divides surprises rebuilds sells tests delays moves joins".split()
)
_XML = {"Content-Type": "application/xml"}


class Story:
    """One article of the site, made from its number."""

    def __init__(self, number: int) -> None:
        chance = random.Random(number)
        self.number = number
        self.section = SECTIONS[number % len(SECTIONS)]
        first, other, third = chance.sample(_NOUNS, 3)
        self.title = f"{first.title()} {chance.choice(_VERBS)} as {other} and {third} wait {number}"
        self.at = START + timedelta(hours=5 * number)
        words = [chance.choice(_NOUNS + _VERBS) for _ in range(260)]
        self.paragraphs = [
            " ".join(words[at : at + 40]).capitalize() + f" in case {number}."
            for at in range(0, 240, 40)
        ]
        slug = self.title.lower().replace(" ", "-")
        self.path = f"/{self.section}/{slug}-{70_000_000 + 137 * number}"

    def page(self, base: str, related: list[Story]) -> Served:
        links = "".join(f'<li><a href="{r.path}">{escape(r.title)}</a></li>' for r in related)
        body = "".join(f"<p>{text}</p>" for text in self.paragraphs)
        return _html(
            self.title,
            f'<article><h1>{escape(self.title)}</h1><p class="byline">By Ana Reis</p>'
            f'<time datetime="{self.at.isoformat()}">{self.at:%d %B %Y}</time>{body}</article>'
            f"<aside><h2>Related</h2><ul>{links}</ul></aside>",
            head=f'<link rel="canonical" href="{base}{self.path}">',
        )


def _html(title: str, body: str, *, head: str = "") -> Served:
    menu = "".join(f'<a href="/{name}/">{name.title()}</a> ' for name in SECTIONS)
    foot = "".join(
        f'<a href="/{name}">{name}</a> '
        for name in ("about-us", "privacy-policy", "contact", "our-long-and-proud-history")
    )
    return Served(
        f"<!doctype html><html lang=en><head><title>{escape(title)} | The Daily Loop</title>{head}"
        f"</head><body><header><nav>{menu}</nav></header><main>{body}</main>"
        f"<footer>{foot}</footer></body></html>".encode()
    )


def _listing(title: str, stories: list[Story], more: str = "", head: str = "") -> Served:
    items = "".join(
        f'<article><h2><a href="{s.path}">{escape(s.title)}</a></h2>'
        f'<time datetime="{s.at.isoformat()}">{s.at:%d %B %Y}</time>'
        f"<p>{s.paragraphs[0][:80]}…</p></article>"
        for s in stories
    )
    return _html(title, f"<h1>{title}</h1>{items}{more}", head=head)


def build(base: str, number: int = 90) -> tuple[Pages, list[Story]]:
    """The site at `base`, and its stories, oldest first.

    A third of them each can be found by the sitemaps, by the lists, and by no more than a related
    reading; the newest ten are in the feed as well, the newest five in the news sitemap.
    """
    stories = [Story(n) for n in range(number)]
    newest = stories[::-1]
    by_list = [s for s in newest if s.number % 3 != 0 or s in newest[:10]]
    by_map = [s for s in stories if s.number % 3 == 0]
    pages: Pages = {}
    for story in stories:
        related = [stories[(story.number * 7 + 3 * k + 1) % number] for k in range(3)]
        pages[story.path] = story.page(base, related)
    feed_link = '<link rel="alternate" type="application/rss+xml" href="/latest.rss">'
    pages["/"] = _listing("The Daily Loop", newest[:12], head=feed_link)
    for name in SECTIONS:
        inside = [s for s in by_list if s.section == name]
        size = 8
        count = -(-len(inside) // size)
        for page in range(1, count + 1):
            more = (
                f'<a class="next" href="/{name}/?page={page + 1}">Next</a>' if page < count else ""
            )
            path = f"/{name}/" if page == 1 else f"/{name}/?page={page}"
            pages[path] = _listing(name.title(), inside[(page - 1) * size : page * size], more)
    for name in ("about-us", "privacy-policy", "contact", "our-long-and-proud-history"):
        text = "".join(f"<p>{Story(n).paragraphs[1]}</p>" for n in range(3))
        pages[f"/{name}"] = _html(name, f"<h1>{name}</h1>{text}")
    pages["/robots.txt"] = Served(
        f"User-agent: *\nDisallow: /private/\n\nSitemap: {base}/sitemaps/index.xml\n".encode(),
        headers={"Content-Type": "text/plain"},
    )
    pages["/sitemaps/index.xml"] = Served(
        _index(f"{base}/sitemaps/{name}.xml" for name in ("news", "stories", "sections")),
        headers=_XML,
    )
    pages["/sitemaps/news.xml"] = Served(_news(base, newest[:5]), headers=_XML)
    pages["/sitemaps/stories.xml"] = Served(
        _urlset([(base + s.path, s.at.isoformat()) for s in by_map]), headers=_XML
    )
    pages["/sitemaps/sections.xml"] = Served(
        _urlset([(f"{base}/{name}/", "") for name in SECTIONS]), headers=_XML
    )
    pages["/latest.rss"] = Served(_rss(base, newest[:10]), headers=_XML)
    return pages, stories


def _index(urls: object) -> bytes:
    inside = "".join(f"<sitemap><loc>{xml(url)}</loc></sitemap>" for url in urls)  # type: ignore[attr-defined]
    return (
        '<?xml version="1.0" encoding="UTF-8"?><sitemapindex '
        f'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{inside}</sitemapindex>'
    ).encode()


def _urlset(urls: list[tuple[str, str]]) -> bytes:
    inside = "".join(
        f"<url><loc>{xml(url)}</loc>{f'<lastmod>{at}</lastmod>' if at else ''}</url>"
        for url, at in urls
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><urlset '
        f'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{inside}</urlset>'
    ).encode()


def _news(base: str, stories: list[Story]) -> bytes:
    inside = "".join(
        f"<url><loc>{xml(base + s.path)}</loc><news:news><news:publication><news:name>The Daily "
        "Loop</news:name><news:language>en</news:language></news:publication>"
        f"<news:publication_date>{s.at.isoformat()}</news:publication_date>"
        f"<news:title>{xml(s.title)}</news:title></news:news></url>"
        for s in stories
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><urlset '
        'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{inside}</urlset>'
    ).encode()


def _rss(base: str, stories: list[Story]) -> bytes:
    inside = "".join(
        f"<item><title>{xml(s.title)}</title><link>{xml(base + s.path)}?utm_source=rss</link>"
        f"<pubDate>{s.at:%a, %d %b %Y %H:%M:%S} +0000</pubDate></item>"
        for s in stories
    )
    return (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>The Daily Loop</title>'
        f"<link>{base}/</link>{inside}</channel></rss>"
    ).encode()
