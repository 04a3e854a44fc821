"""Sitemaps and feeds, of every kind that sites have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, timedelta
from email.utils import format_datetime

from tests.news_sites.building import NOW, Builder, Story, as_json, escape
from tests.news_sites.model import ORIGIN, XML, Page
from tests.news_sites.printing import plain_text

_SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_IMAGES = "http://www.google.com/schemas/sitemap-image/1.1"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


def add_robots(
    site: Builder, *, sitemaps: Sequence[str] = (), disallow: Sequence[str] = ("/search",)
) -> None:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in disallow), ""]
    lines += [f"Sitemap: {ORIGIN}{path}" for path in sitemaps]
    site.page("/robots.txt", lambda: plain_text("\n".join(lines) + "\n"))


def urlset(entries: Iterable[str], *, further: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{_SITEMAPS}"{further}>\n'
        + "\n".join(entries)
        + "\n</urlset>\n"
    )


def entry(path: str, lastmod: str = "", *, picture: str = "") -> str:
    stamp = f"<lastmod>{lastmod}</lastmod>" if lastmod else ""
    if picture:
        stamp += f"<image:image><image:loc>{escape(ORIGIN + picture)}</image:loc></image:image>"
    return f"<url><loc>{escape(ORIGIN + path)}</loc>{stamp}</url>"


def add_text_sitemap(site: Builder, path: str, stories: Sequence[Story]) -> None:
    """A sitemap that is one address a line."""
    site.name_all(stories, "sitemap")
    text = "".join(f"{ORIGIN}{it.path}\n" for it in stories)
    site.page(path, lambda: plain_text(text))


def add_sitemap(
    site: Builder,
    path: str,
    stories: Sequence[Story],
    *,
    others: Sequence[str] = (),
    gzipped: bool = False,
    content_type: str = XML,
    doctype: str = "",
    pictures: bool = False,
) -> None:
    """A sitemap of these stories, and of `others` that are none, the latter first."""
    site.name_all(stories, "sitemap")

    def make() -> Page:
        text = urlset(
            [
                *(entry(other) for other in others),
                *(
                    entry(
                        it.path,
                        it.published.isoformat(),
                        picture=f"/img/{it.number}.jpg" if pictures else "",
                    )
                    for it in stories
                ),
            ],
            further=f' xmlns:image="{_IMAGES}"' if pictures else "",
        )
        if doctype:
            text = text.replace("?>\n", f"?>\n{doctype}\n", 1)
        kind = "application/x-gzip" if gzipped else content_type
        return Page(text, content_type=kind, gzipped=gzipped)

    site.page(path, make)


def add_sitemap_index(
    site: Builder, path: str, sitemaps: Sequence[str], *, content_type: str = XML
) -> None:
    entries = "\n".join(
        f"<sitemap><loc>{escape(ORIGIN + it)}</loc><lastmod>2026-11-25</lastmod></sitemap>"
        for it in sitemaps
    )
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="{_SITEMAPS}">\n{entries}\n'
        "</sitemapindex>\n"
    )
    site.page(path, lambda: Page(text, content_type=content_type))


def add_news_sitemap(site: Builder, path: str, *, days: float = 2) -> list[Story]:
    """A news sitemap of the last days; the stories that it names."""
    stories = [it for it in site.stories if it.published > NOW - timedelta(days=days)]
    site.name_all(stories, "news_sitemap")

    def make() -> Page:
        entries = [
            f"<url><loc>{escape(ORIGIN + it.path)}</loc><news:news><news:publication>"
            f"<news:name>{escape(site.look.title)}</news:name>"
            f"<news:language>{site.tongue.code}</news:language></news:publication>"
            f"<news:publication_date>{it.published.isoformat()}</news:publication_date>"
            f"<news:title>{escape(it.title)}</news:title></news:news></url>"
            for it in stories
        ]
        return Page(urlset(entries, further=f' xmlns:news="{_NEWS}"'), content_type=XML)

    site.page(path, make)
    return stories


def add_rss(
    site: Builder,
    path: str,
    stories: Sequence[Story],
    *,
    linked: bool = True,
    whole: bool = False,
    tracking: str = "",
    by_guid: bool = False,
) -> None:
    """An RSS feed.

    `whole` has the texts in it, `tracking` is added to its links; in one `by_guid` the permanent
    links are all that there is.
    """
    site.name_all(stories, "feed")

    def make() -> Page:
        items = "".join(
            f"<item><title>{escape(it.title)}</title>"
            + (
                f'<guid isPermaLink="true">{escape(ORIGIN + it.path)}</guid>'
                if by_guid
                else f"<link>{escape(ORIGIN + it.path + tracking)}</link>"
                f'<guid isPermaLink="false">story-{it.number}</guid>'
            )
            + f"<pubDate>{format_datetime(it.published)}</pubDate>"
            f"<dc:creator>{escape(it.author)}</dc:creator>"
            f"<category>{escape(it.section)}</category>"
            f"<description>{escape(it.teaser)}</description>"
            + (
                f"<content:encoded><![CDATA[{''.join(f'<p>{t}</p>' for t in it.paragraphs)}]]>"
                "</content:encoded>"
                if whole
                else ""
            )
            + "</item>"
            for it in stories
        )
        text = (
            '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" '
            'xmlns:content="http://purl.org/rss/1.0/modules/content/">'
            f"<channel><title>{escape(site.look.title)}</title><link>{ORIGIN}/</link>"
            f"<description>News</description>{items}</channel></rss>"
        )
        return Page(text, content_type="application/rss+xml")

    site.page(path, make)
    if linked:
        _link(site, path, "application/rss+xml")


def add_rdf(site: Builder, path: str, stories: Sequence[Story]) -> None:
    """A feed of RSS 1.0."""
    site.name_all(stories, "feed")

    def make() -> Page:
        items = "".join(
            f'<item rdf:about="{escape(ORIGIN + it.path)}"><title>{escape(it.title)}</title>'
            f"<link>{escape(ORIGIN + it.path)}</link>"
            f"<dc:date>{it.published.isoformat()}</dc:date></item>"
            for it in stories
        )
        text = (
            '<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF xmlns="http://purl.org/rss/1.0/" '
            'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f'<channel rdf:about="{ORIGIN}/"><title>News</title><link>{ORIGIN}/</link></channel>'
            f"{items}</rdf:RDF>"
        )
        return Page(text, content_type="text/xml")

    site.page(path, make)
    _link(site, path, "application/rss+xml")


def add_atom(site: Builder, path: str, stories: Sequence[Story], *, linked: bool = True) -> None:
    site.name_all(stories, "feed")

    def make() -> Page:
        entries = "".join(
            f'<entry><title>{escape(it.title)}</title><link rel="alternate" '
            f'href="{escape(ORIGIN + it.path)}"/><id>tag:site,2026:{it.number}</id>'
            f"<published>{it.published.isoformat()}</published>"
            f"<updated>{it.published.isoformat()}</updated>"
            f"<summary>{escape(it.teaser)}</summary></entry>"
            for it in stories
        )
        charset = site.look.charset
        text = (
            f'<?xml version="1.0" encoding="{charset}"?>\n<feed '
            f'xmlns="http://www.w3.org/2005/Atom"><title>{escape(site.look.title)}</title>'
            f'<link rel="self" href="{ORIGIN}{path}"/><id>{ORIGIN}/</id>'
            f"<updated>{NOW.isoformat()}</updated>{entries}</feed>"
        )
        return Page(text, content_type="application/atom+xml", charset=charset)

    site.page(path, make)
    if linked:
        _link(site, path, "application/atom+xml")


def add_json_feed(site: Builder, path: str, stories: Sequence[Story]) -> None:
    site.name_all(stories, "feed")

    def make() -> Page:
        items = [
            {
                "id": str(it.number),
                "url": ORIGIN + it.path,
                "title": it.title,
                "summary": it.teaser,
                "date_published": it.published.astimezone(UTC).isoformat(),
            }
            for it in stories
        ]
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": site.look.title,
            "home_page_url": ORIGIN + "/",
            "items": items,
        }
        return Page(as_json(feed), content_type="application/feed+json")

    site.page(path, make)
    _link(site, path, "application/feed+json")


def _link(site: Builder, path: str, kind: str) -> None:
    site.look.head += f'<link rel="alternate" type="{kind}" title="News" href="{path}">'
