"""Sites that mix at random what sites have."""

from __future__ import annotations

import random

from tests.news_sites import traps
from tests.news_sites.building import DATES, Builder, encoded
from tests.news_sites.model import HTML, ORIGIN, XHTML, NewsSite, Page
from tests.news_sites.naming import (
    add_atom,
    add_json_feed,
    add_news_sitemap,
    add_rdf,
    add_robots,
    add_rss,
    add_sitemap,
    add_sitemap_index,
    add_text_sitemap,
)
from tests.news_sites.printing import (
    add_front,
    add_list,
    add_plain_pages,
    add_tags_and_authors,
    card,
)

# Addresses of stories, by number, slug, time and section.
_PATHS = (
    lambda number, slug, at, section: f"/{at:%Y/%m/%d}/{slug}/",
    lambda number, slug, at, section: f"/{section}/{slug}-{5_310_000 + number * 17}",
    lambda number, slug, at, section: f"/{section}/{at:%Y-%m-%d}/{slug}.html",
    lambda number, slug, at, section: f"/news/{70_100 + number}.html",
    lambda number, slug, at, section: f"/articles/{slug}",
    lambda number, slug, at, section: f"/{slug}/",
    lambda number, slug, at, section: f"/a/{number * 7_919 + 1_000_003:x}/{slug}",
    lambda number, slug, at, section: f"/index.php?p=story&id={880 + number}",
    lambda number, slug, at, section: f"/{at:%Y%m%d}/{section}/art{number:05}.shtml",
    lambda number, slug, at, section: f"/en/{section}/story/{slug}_{number}_1.html",
)
# The first page of a section's list, and the others.
_LISTS = (
    ("/{section}/", "/{section}/page/{{}}/"),
    ("/{section}", "/{section}?page={{}}"),
    ("/list/{section}.html", "/list/{section}_{{}}.html"),
    ("/section/{section}/", "/section/{section}/?offset={{}}0"),
    ("/rubric.php?name={section}", "/rubric.php?name={section}&p={{}}"),
)
_OPENINGS = (
    ('<article class="post"><header>', '</header><div class="entry-content">', "</div></article>"),
    (
        '<div class="story"><div class="story-head">',
        '</div><div class="story-body">',
        "</div></div>",
    ),
    ('<section id="content">', '<div class="txt">', "</div></section>"),
    ('<div role="main"><div>', '</div><div itemprop="articleBody">', "</div></div>"),
)
_SECTIONS = (
    ["local", "economy", "sport"],
    ["politics", "culture"],
    ["world", "tech", "health", "travel"],
)


def random_site(seed: int) -> NewsSite:
    """A site that mixes addresses, dates, lists, sitemaps, feeds and traps at random."""
    rng = random.Random(f"mixed/{seed}")
    tongue = rng.choice(["en", "en", "en", "en", "en", "ru", "zh", "ar"])
    name = f"random-{seed}"
    site = Builder(name, seed, tongue=tongue, zone_h=rng.randrange(-8, 10), title="The Mixed Sheet")
    sections = rng.choice(_SECTIONS)
    path = rng.choice(_PATHS)
    amount = rng.randrange(30, 101)
    stories = site.write(
        amount,
        lambda *words: encoded(path(*words)) if "?" not in path(*words) else path(*words),
        sections,
        days=rng.randrange(20, 250),
        dates=rng.sample(DATES, k=rng.randrange(1, 4)),
        tags=rng.choice([[], ["harbour", "budget", "long-summer-of-repairs"]]),
    )
    look = site.look
    look.opening, look.middle, look.closing = rng.choice(_OPENINGS)
    look.with_canonical, look.furniture = rng.random() < 0.7, rng.random() < 0.8
    look.charset = rng.choice(
        {
            "ru": ["utf-8", "windows-1251", "koi8-r"],
            "zh": ["utf-8", "gbk", "gb18030"],
            "ar": ["utf-8", "windows-1256"],
        }.get(tongue, ["utf-8", "utf-8", "windows-1252"])
    )
    look.declares = rng.random() < 0.7
    look.content_type = rng.choice([HTML, HTML, HTML, XHTML])
    by_sitemap, by_feed = rng.random() < 0.6, rng.random() < 0.6
    if rng.random() < 0.1:
        # A mistake that sites make: all stories say that the front page is what they are.
        look.with_canonical = False
        look.head = f'<link rel="canonical" href="{ORIGIN}/">'
    # By what a story is named: most by lists, a few by one of the others alone.
    only_sitemap = stories[-12:-6] if by_sitemap else []
    only_related = stories[-6:] if rng.random() < 0.7 else []
    only_feed = stories[2:5] if by_feed else []
    listed = [it for it in stories if it not in [*only_sitemap, *only_related, *only_feed]]
    site.relate(listed, count=rng.randrange(2, 6), only=only_related)
    first, numbered = rng.choice(_LISTS)
    pager, bare = rng.choice(["links", "next", "head"]), rng.random() < 0.3
    look.nav = [(first.format(section=it), it.capitalize()) for it in sections]
    add_plain_pages(site)
    add_tags_and_authors(site)
    for section in sections:
        add_list(
            site,
            [it for it in listed if it.section == section],
            section.capitalize(),
            first.format(section=section),
            numbered.format(section=section),
            per_page=rng.randrange(5, 13),
            pager=pager,
            bare=bare,
        )
    if look.with_canonical and rng.random() < 0.5:
        # The same stories under addresses that tell where the reader came from.
        favourites = rng.sample(listed, k=4)
        site.name_all(favourites, "list")
        how = rng.choice(["from=sidebar", "utm_source=box&utm_medium=side", "ref=most-read"])
        read = "".join(
            card(site, it, href=f"{it.path}{'&' if '?' in it.path else '?'}{how}", bare=True)
            for it in favourites
        )
        look.sidebar = lambda path: f"<section><h3>Top</h3><ol>{read}</ol></section>"
    elif rng.random() < 0.5:
        # The newest stories with their days, beside every text.
        site.name_all(listed[:4], "list")
        latest = "".join(card(site, it) for it in listed[:4])
        look.sidebar = lambda path: f'<section class="latest"><h3>Latest</h3>{latest}</section>'
    named = []
    if by_sitemap:
        gzipped = rng.random() < 0.4
        suffix = ".xml.gz" if gzipped else ".xml"
        part = [*listed[: len(listed) // 2], *only_sitemap]
        pictures = rng.random() < 0.4
        if rng.random() < 0.5:
            half = len(part) // 2
            children = [f"/sitemap-{number}{suffix}" for number in (1, 2)]
            add_sitemap(site, children[0], part[:half], gzipped=gzipped, pictures=pictures)
            add_sitemap(site, children[1], part[half:], gzipped=gzipped, pictures=pictures)
            add_sitemap_index(site, "/sitemap.xml", children)
        else:
            dead = ["/no-such-story-any-more-1234567/", "/news/withdrawn-5310999.html"]
            site.page(dead[1], lambda: Page("<title>Gone</title>", status=410))
            add_sitemap(site, "/sitemap.xml", part, pictures=pictures, others=dead)
        named = ["/sitemap.xml"] if rng.random() < 0.7 else []
        if named and rng.random() < 0.3:
            add_text_sitemap(site, "/sitemap-2.txt", listed[5:20])
            named.append("/sitemap-2.txt")
        if named and rng.random() < 0.3:
            named.append(traps.circular_sitemaps(site, []))
        if named and rng.random() < 0.2:
            named.append(traps.bomb_sitemap(site))
    if rng.random() < 0.3:
        add_news_sitemap(site, "/news-sitemap.xml")
        named.append("/news-sitemap.xml")
    if by_feed:
        newest = stories[:12]
        match rng.choice(["rss", "guid", "rdf", "atom", "json", "tracked"]):
            case "rss":
                add_rss(site, "/rss.xml", newest, whole=rng.random() < 0.5)
            case "tracked":
                more = "&" if "?" in stories[0].path else "?"
                add_rss(site, "/feed", newest, tracking=f"{more}utm_source=rss&utm_medium=feed")
            case "guid":
                add_rss(site, "/rss.xml", newest, by_guid=True)
            case "rdf":
                add_rdf(site, "/index.rdf", newest)
            case "atom":
                add_atom(site, "/atom.xml", newest)
            case _:
                add_json_feed(site, "/feed.json", newest)
    elif rng.random() < 0.3:
        traps.broken_feeds(site)
    if rng.random() < 0.8 or named:
        add_robots(site, sitemaps=named, disallow=["/search", "/private/"])
        private = traps.private_pages(site)
    else:
        private = ""
    chosen = rng.sample(
        [
            traps.growing_paths,
            traps.calendar,
            traps.session_paths,
            traps.endless_related,
            lambda it: traps.soft_404(it, everywhere=False),
        ],
        k=rng.randrange(3),
    )
    leads = [trap(site) for trap in chosen]
    more = private + "".join(leads)
    if rng.random() < 0.3:
        more += '<a href="/files/annual-report-2026.pdf">Our report of the year</a>'
        site.page(
            "/files/annual-report-2026.pdf",
            lambda: Page("%PDF-1.4\n%%EOF\n", content_type="application/pdf"),
        )
    front = rng.choice(["/", "/", "/", "/en/", "/index.php"])
    add_front(site, listed[: rng.randrange(4, 12)], bare=bare, more=more, path=front)
    return site.build()
