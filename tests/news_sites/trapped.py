"""Sites with traps: in their paths, in what they name, and in many addresses of one story."""

from __future__ import annotations

from tests.news_sites import traps
from tests.news_sites.building import Builder, escape
from tests.news_sites.model import ORIGIN, NewsSite, Page
from tests.news_sites.naming import add_news_sitemap, add_robots, add_sitemap, add_sitemap_index
from tests.news_sites.printing import (
    add_front,
    add_list,
    add_plain_pages,
    add_tags_and_authors,
    card,
    list_html,
    plain_text,
)

_TAGS = ["harbour", "budget", "transport", "weather"]


def trapped_paths(seed: int) -> NewsSite:
    """Traps in paths: growing, calendars, session ids, soft 404s, redirects."""
    site = Builder("trapped-paths", seed, title="Harbour Times")
    stories = site.write(
        60,
        lambda number, slug, at, section: f"/story/{slug}-{700 + number}/",
        ["town", "coast"],
        days=80,
        tags=_TAGS,
    )
    site.relate(stories[:50], only=stories[54:])
    site.look.nav = [("/town/", "Town"), ("/coast/", "Coast")]
    add_plain_pages(site)
    add_tags_and_authors(site)
    listed = stories[:50]
    for section in ("town", "coast"):
        of = [it for it in listed if it.section == section]
        add_list(site, of, section.capitalize(), f"/{section}/", f"/{section}/?page={{}}")
    promo = traps.growing_paths(site) + traps.calendar(site) + traps.session_paths(site)
    promo += traps.endless_related(site)
    more = traps.redirects(site, stories[50:54]) + promo
    more += traps.soft_404(site, everywhere=False)
    site.look.sidebar = lambda path: f'<div class="tools">{promo}</div>'
    add_robots(site)
    add_front(site, listed[:6], more=more)
    return site.build()


def trapped_soft(seed: int) -> NewsSite:
    """A site that has a page, 200 and all, for every address: robots.txt and sitemaps too."""
    site = Builder("trapped-soft", seed, title="Evening Mirror")
    stories = site.write(
        40,
        lambda number, slug, at, section: f"/{section}/{slug}/",
        ["news", "opinion"],
        days=60,
    )
    site.relate(stories[:36], count=3, only=stories[36:])
    site.look.nav = [("/news/", "News"), ("/opinion/", "Opinion")]
    add_plain_pages(site)
    for section in ("news", "opinion"):
        of = [it for it in stories[:36] if it.section == section]
        add_list(site, of, section.capitalize(), f"/{section}/", f"/{section}/page/{{}}/")
    more = traps.soft_404(site, everywhere=True)
    add_front(site, stories[:8], more=more)
    return site.build()


def trapped_names(seed: int) -> NewsSite:
    """Traps in sitemaps, feeds and robots.txt."""
    site = Builder("trapped-names", seed, title="Inland Courier")
    stories = site.write(
        80,
        lambda number, slug, at, section: (
            f"/private/press/{slug}/" if number >= 78 else f"/story/{slug}-{3000 + number}/"
        ),
        ["town", "land"],
        days=70,
        tags=_TAGS,
    )
    press = [it for it in stories if it.path.startswith("/private/")]
    others = [it for it in stories if it not in press]
    site.relate(others[:40], count=3)
    site.look.nav = [("/latest/", "Latest")]
    add_plain_pages(site)
    add_tags_and_authors(site)
    add_list(site, others[:40], "Latest", "/latest/", "/latest/{}/")
    add_sitemap(site, "/sitemap-typed.xml", others[40:50], content_type="text/html")
    add_sitemap(site, "/sitemap-late.xml", others[50:60])
    names = [
        traps.circular_sitemaps(
            site, ["/sitemap-typed.xml", "/sitemap-late.xml", "/sitemap-missing.xml"]
        ),
        traps.huge_sitemap(site, others[60:]),
        traps.bomb_sitemap(site),
    ]
    traps.broken_feeds(site)
    add_news_sitemap(site, "/sitemap-news.xml")
    site.page(
        "/robots.txt",
        lambda: _robots([*names, "/sitemap-news.xml", "/sitemap-gone.xml"]),
    )
    more = traps.private_pages(site, allowed=press) + traps.unindexed_pages(site)
    add_front(site, others[:8], more=more)
    return site.build()


def _robots(sitemaps: list[str]) -> Page:
    named = "\n".join(f"sitemap: {ORIGIN}{path}" for path in sitemaps)
    return plain_text(
        "\ufeff# Of this house\n\nUser-agent: badbot\nDisallow: /\n\nuser-agent: *\n"
        "Disallow: /private/\nAllow: /private/press/\nDisallow: /search\nCrawl-delay: 0\n\n"
        f"{named}\nsitemap:\nsitemap: sitemap-relative.xml\n"
    )


def trapped_doubles(seed: int) -> NewsSite:
    """One story under many addresses: said by rel=canonical, by JSON-LD, by the text alone."""
    site = Builder("trapped-doubles", seed, title="Many Voices")
    kinds = ["canonical", "json-ld", "content"]
    for kind in kinds:
        site.write(
            14,
            lambda number, slug, at, section: f"/{section}/{slug}-{number}",
            [kind],
            days=50,
            dates=("json_ld",) if kind == "json-ld" else ("time", "meta"),
        )
    site.relate(site.stories, count=3)
    site.look.nav = [(f"/{it}/", it.capitalize()) for it in kinds]
    add_plain_pages(site)
    for kind in kinds:
        # What only the text tells costs a crawler a page for each address.
        amount = 2 if kind == "content" else 5
        of = [it for it in site.stories if it.section == kind]
        traps.many_slugs(site, of, kind.replace("-", "_"))
        add_list(site, of, kind.capitalize(), f"/{kind}/", f"/{kind}/?p={{}}", per_page=7)
        cards = "".join(
            card(site, it, href=href) for it in of[:7] for href in traps.slugs_of(it, amount)
        )
        best = f"/{kind}/best"
        site.page(
            best,
            lambda cards=cards, best=best: list_html(site, best, "Best of the week", [cards]),  # type: ignore[misc]
        )
        site.look.nav.append((best, f"Best of {escape(kind)}"))
    add_sitemap(site, "/sitemap.xml", site.stories[::2])
    add_sitemap_index(site, "/sitemap_index.xml", ["/sitemap.xml", "/sitemap.xml"])
    add_robots(site, sitemaps=["/sitemap_index.xml", "/sitemap.xml"])
    add_front(site, site.stories[::4])
    return site.build(served=False)
