"""Sites as they are: a publisher, one of ids, three in other scripts, an old one."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Sequence

from tests.news_sites.building import Builder, Story, encoded, escape
from tests.news_sites.model import NewsSite, normal
from tests.news_sites.naming import (
    add_atom,
    add_news_sitemap,
    add_robots,
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


def publisher(seed: int) -> NewsSite:
    """A large publisher: a news sitemap, monthly ones that are compressed, fronts that load more."""
    site = Builder("publisher", seed, zone_h=-5, title="Continental Post")
    sections = ["world/europe", "world/asia", "business/markets", "sport/football", "science/space"]
    stories = site.write(
        150,
        lambda number, slug, at, section: f"/{section}/{slug}-{48_210_000 + number * 731}",
        sections,
        days=120,
        dates=("json_ld", "json_ld", "meta", "time"),
        tags=TAGS,
    )
    recent = stories[:12]
    site.relate(stories, count=5)
    site.look.opening = '<div id="story" data-type="article"><div class="headline">'
    site.look.middle = '</div><div itemprop="articleBody">'
    site.look.closing = "</div></div>"
    site.look.nav = [(f"/{it}", it.split("/")[1].capitalize()) for it in sections]
    site.look.nav += [("/live/scores", "Scores"), ("/crosswords/daily-crossword", "Crossword")]
    fresh = [stories[place] for place in (3, 9, 17)]
    site.look.sidebar = lambda path: (
        '<section class="most-read"><h3>Most read</h3><ol>'
        + "".join(
            f'<li><a href="{it.path}?utm_source=mostread&amp;utm_medium=box">'
            f"{escape(it.title)}</a></li>"
            for it in fresh
        )
        + "</ol></section>"
    )
    site.name_all(fresh, "list")
    add_plain_pages(site)
    add_tags_and_authors(site, tag="/tag/{}/")
    add_news_sitemap(site, "/sitemaps/news.xml")
    monthly: defaultdict[str, list[Story]] = defaultdict(list)
    for story in stories[6:]:  # the newest stories are not in their month's yet
        monthly[f"{story.published:%Y-%m}"].append(story)
    names = []
    for month, of in sorted(monthly.items()):
        names.append(f"/sitemaps/{month}.xml.gz")
        add_sitemap(
            site,
            names[-1],
            of,
            gzipped=True,
            pictures=True,
            others=[f"/world/europe/withdrawn-in-{month}-48100000"],
        )
    add_sitemap_index(site, "/sitemaps/index.xml", names)
    add_robots(
        site,
        sitemaps=["/sitemaps/news.xml", "/sitemaps/index.xml"],
        disallow=["/search", "/login", "/print-jobs/"],
    )
    for section in sections:
        of = [it for it in stories if it.section == section]
        add_list(site, of, section, f"/{section}", f"/{section}?page={{}}", pager="head")
    for top in sorted({it.split("/")[0] for it in sections}):
        of = [it for it in stories if it.section.startswith(top + "/")][:6]
        add_list(site, of, top.capitalize(), f"/{top}", f"/{top}?page={{}}")
    for path, title in (("/live/scores", "Scores"), ("/crosswords/daily-crossword", "Crossword")):
        main = f"<h1>{title}</h1><table><tr><td>1</td><td>2</td></tr></table>"
        site.page(path, lambda path=path, title=title, main=main: framed(site, path, title, main))  # type: ignore[misc]
    add_front(site, recent)
    by_path = {normal(it.path): it for it in stories}

    def printed(match: re.Match[str]) -> str | None:
        story = by_path.get(match["path"])
        if story is None:
            return None
        body = "".join(f"<p>{escape(text)}</p>" for text in story.paragraphs)
        return (
            f'<html lang="en"><head><title>{escape(story.title)}</title><link rel="canonical" '
            f'href="{story.path}"></head><body><h1>{escape(story.title)}</h1>{body}</body></html>'
        )

    site.rule(r"(?P<path>/\w+/\w+/[^/?]+)/print", printed)
    site.alias(
        r"(?P<path>/\w+/\w+/[^/?]+)(?:/print)?(?:\?.*)?",
        lambda match: it.path if (it := by_path.get(match["path"])) else None,
    )
    site.look.middle = '<a class="print" href="?print=1">Print</a>' + site.look.middle
    site.trap("search", r"/search.*", 0)
    for story in site.stories:
        link = f'<a href="{story.path}/print">Printable page</a>'
        site.page(
            story.path,
            lambda story=story, link=link: framed(  # type: ignore[misc]
                site,
                story.path,
                story.title,
                story_body(site, story) + link,
                head=story_head(site, story),
            ),
        )
    return site.build(served=False)


def ids(seed: int) -> NewsSite:
    """A site of ids: no sitemap, session ids in its links, lists in any order without end."""
    site = Builder("ids", seed, zone_h=2, title="Regional Wire")
    sections = ["politics", "economy", "accidents"]
    stories = site.write(
        70,
        lambda number, slug, at, section: (
            f"/article.php?id={4_100 + 3 * number}"
            if number % 2
            else f"/news/{90_300 - number}.html"
        ),
        sections,
        days=90,
        dates=("time", "visible", "meta"),
    )
    site.relate(stories[:60], count=3, only=stories[60:])
    site.look.with_canonical = False
    site.look.opening, site.look.middle, site.look.closing = (
        '<div class="text"><div>',
        "</div>",
        "</div>",
    )
    site.look.nav = [("/list.php", "All news")]
    site.look.nav += [(f"/list.php?cat={it}", it.capitalize()) for it in sections]
    sids = random.Random(f"{seed}/sids")

    def session(href: str) -> str:
        sid = f"{sids.getrandbits(104):026x}"
        if ".php" in href:
            return f"{href}{'&' if '?' in href else '?'}PHPSESSID={sid}"
        return f"{href};jsessionid={sid.upper()}"

    add_plain_pages(site)
    # A session id is new with every page, as of a reader without cookies.
    orders = ["date", "views", "title", "rating"]
    listed = stories[:60]
    site.name_all(listed[:10], "list")
    site.name_all(listed[10:], "pagination")

    def list_page(match: re.Match[str]) -> str:
        asked = dict(re.findall(r"[?&](\w+)=([^&]*)", match[0]))
        of = [it for it in listed if asked.get("cat") in (None, "", it.section)]
        if asked.get("sort") == "title":
            of = sorted(of, key=lambda it: it.title)
        elif asked.get("sort") in orders[1:]:
            of = sorted(of, key=lambda it: (it.number * 37 + len(asked["sort"])) % 101)
        page = int(asked["page"]) if asked.get("page", "").isdigit() else 1
        shown = of[(page - 1) * 10 : page * 10]
        cards = [card(site, it, href=session(it.path)) for it in shown]
        kept = {name: value for name, value in asked.items() if name in ("cat", "sort", "dir")}
        others = {**kept, **{n: v for n, v in asked.items() if n in ("view", "from_day", "show")}}

        def at(**changed: object) -> str:
            words = {**others, **changed}
            return escape("/list.php?" + "&".join(f"{n}={v}" for n, v in words.items()))

        filters = "".join(f'<a href="{at(sort=it, dir="desc")}">{it}</a> ' for it in orders)
        filters += "".join(f'<a href="{at(view=it)}">{it}</a> ' for it in ("grid", "rows"))
        filters += "".join(f'<a href="{at(show=it)}">{it}</a> ' for it in (10, 20, 50))
        day = int(asked.get("from_day", "0") or 0) if asked.get("from_day", "0").isdigit() else 0
        filters += f'<a href="{at(from_day=day + 1)}">a day earlier</a>'
        more = page * 10 < len(of)
        filters += f'<a href="{session("/list.php")}">All news</a>'
        pager = f'<a href="{at(page=page + 1)}">Next page</a>' if more else ""
        return list_html(
            site,
            "/list.php",
            f"News, page {page}",
            cards,
            after=f'<div class="filters">{filters}</div><div class="pages">{pager}</div>',
        )

    site.rule(r"/list\.php(?:\?.*)?", list_page)
    front = listed[:6]
    main = "".join(card(site, it) for it in front)
    site.page("/", lambda: framed(site, "/", "News", main + '<a href="/list.php">All news</a>'))
    site.name_all(front, "list")
    by_path = {normal(it.path): it for it in stories}

    def story_page(match: re.Match[str]) -> str | None:
        story = by_path.get(match["path"])
        return story and story_html(
            site, site.story(story.number), hrefs={n: site.story(n).path for n in story.nearby}
        )

    php, html_ = r"(?P<path>/news/\d+\.html);jsessionid=\w+", r"/article\.php\?(?:.*&)?id=(\d+)\b.*"
    site.rule(php, story_page)
    site.rule(
        html_,
        lambda match: (
            story_html(site, site.story(it.number))
            if (it := by_path.get(f"/article.php?id={match[1]}"))
            else None
        ),
    )
    site.alias(php, lambda match: it.path if (it := by_path.get(match["path"])) else None)
    site.alias(
        html_,
        lambda match: it.path if (it := by_path.get(f"/article.php?id={match[1]}")) else None,
    )
    site.trap("session", r".*(?:PHPSESSID=|;jsessionid=).*", 20)
    site.trap("filters", r"/list\.php\?(?:.*&)?(?:sort|view|show|from_day)=.*", 60)
    return site.build()


def russian(seed: int) -> NewsSite:
    """A site in Russian: addresses in Cyrillic, pages in windows-1251, an Atom feed."""
    site = Builder("russian", seed, tongue="ru", zone_h=3, title="Вестник Заречья")
    sections = ["общество", "экономика", "спорт"]
    stories = site.write(
        60,
        lambda number, slug, at, section: encoded(f"/новости/{slug}.html"),
        sections,
        days=100,
        tags=["город", "река"],
    )
    _far_script(site, stories, sections, "windows-1251", per_page=8, declares=True)
    return site.build()


def chinese(seed: int) -> NewsSite:
    """A site in Chinese: pages in GBK that only the page itself declares, an Atom feed."""
    site = Builder("chinese", seed, tongue="zh", zone_h=8, title="临江日报")
    sections = ["社会", "经济", "体育"]
    stories = site.write(
        60,
        lambda number, slug, at, section: (
            encoded(f"/{section}/{at:%Y%m%d}/{slug}.html")
            if number % 3
            else f"/content/{at:%Y-%m}/{at:%d}/c_{1_124_000 + number}.htm"
        ),
        sections,
        days=60,
        tags=["城市", "河流"],
    )
    _far_script(site, stories, sections, "gbk", per_page=6, declares=False)
    return site.build()


def arabic(seed: int) -> NewsSite:
    """A site in Arabic: dates in its own digits, an Atom feed, addresses with numbers before words."""
    site = Builder("arabic", seed, tongue="ar", zone_h=3, title="صحيفة الواحة")
    sections = ["محليات", "اقتصاد", "رياضة"]
    stories = site.write(
        60,
        lambda number, slug, at, section: encoded(f"/{section}/{20_300 + number}/{slug}"),
        sections,
        days=80,
        tags=["المدينة", "النهر"],
    )
    _far_script(site, stories, sections, "utf-8", per_page=7, declares=True)
    return site.build()


def _far_script(
    site: Builder,
    stories: Sequence[Story],
    sections: Sequence[str],
    charset: str,
    *,
    per_page: int,
    declares: bool,
) -> None:
    site.look.charset, site.look.declares = charset, declares
    site.relate(stories[:50], only=stories[50:])
    site.look.nav = [(encoded(f"/{it}/"), it) for it in sections]
    add_plain_pages(site)
    add_robots(site)
    add_atom(site, "/atom.xml", stories[:15])
    add_tags_and_authors(site, tag=encoded("/tag/") + "{}/")
    for section in sections:
        of = [it for it in stories[:50] if it.section == section]
        address = encoded(f"/{section}/")
        add_list(site, of, section, address, address + "list_{}.html", per_page=per_page)
    add_front(site, stories[:6])


def old(seed: int) -> NewsSite:
    """An old site: no feeds, no sitemaps, bare headlines, archives by month."""
    site = Builder("old", seed, zone_h=1, title="Village Messenger")
    stories = site.write(
        110,
        lambda number, slug, at, section: (
            f"/{at:%Y}/{at:%m}{at:%d}-{slug[:40].strip('-')}-{number}.htm"
        ),
        ["village"],
        days=150,
        dates=("visible", "visible", "time"),
    )
    site.relate([], count=0)
    site.look.furniture, site.look.with_canonical = False, False
    site.look.opening = '<table width="600"><tr><td><font size="5">'
    site.look.middle, site.look.closing = "</font>", "</td></tr></table>"
    site.look.nav = [("/archive/", "Archive"), ("/guestbook.htm", "Guest book")]
    add_plain_pages(site)
    months: defaultdict[str, list[Story]] = defaultdict(list)
    for story in stories:
        months[f"{story.published:%Y/%m}"].append(story)
    for month, of in months.items():
        address = f"/archive/{month}/"
        add_list(
            site,
            of,
            f"Archive {month}",
            address,
            address + "page{}.htm",
            per_page=12,
            pager="next",
            bare=True,
            # Relative to the month's folder, as such sites have them.
            hrefs={it.number: f"../../..{it.path}" for it in of},
        )
    links = "".join(f'<li><a href="/archive/{it}/">{it}</a></li>' for it in months)
    site.page("/archive/", lambda: framed(site, "/archive/", "Archive", f"<ul>{links}</ul>"))
    guests = "".join(f"<p>Guest {n}: greetings from the valley!</p>" for n in range(30))
    site.page(
        "/guestbook.htm",
        lambda: framed(site, "/guestbook.htm", "Guest book", f"<h1>Guest book</h1>{guests}"),
    )
    add_front(site, stories[:15], bare=True)
    return site.build()
