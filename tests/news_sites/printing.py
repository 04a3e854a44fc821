"""Pages as HTML: the frame that all share, stories, lists, and pages that are no stories."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil

from tests.news_sites.building import Builder, Story, as_json, escape
from tests.news_sites.model import ORIGIN, Page, redirect


def framed(site: Builder, path: str, title: str, main: str, *, head: str = "") -> str:
    """A page with the site's navigation, side column and footer around `main`."""
    look, words = site.look, site.tongue.words
    nav = "".join(f'<li><a href="{href}">{escape(text)}</a></li>' for href, text in look.nav)
    foot = "".join(f'<a href="{href}">{escape(text)}</a> ' for href, text in words["footer"])
    charset = f'<meta charset="{look.charset}">' if look.declares or look.charset != "utf-8" else ""
    boxes = ""
    if look.furniture:
        boxes = (
            f'<section class="newsletter"><h3>{words["newsletter"]}</h3>'
            f'<p>{words["newsletter_text"]}</p><form action="/subscribe" method="post">'
            f'<input type="email" name="email"><button>{words["subscribe"]}</button></form></section>'
        )
    return f"""<!doctype html>
<html lang="{site.tongue.code}"><head>{charset}
<title>{escape(title)} | {escape(look.title)}</title>
<meta name="viewport" content="width=device-width">{look.head}{head}</head>
<body><header id="top"><a class="logo" href="/">{escape(look.title)}</a>
<form action="/search" role="search"><input name="q" placeholder="{words["search"]}"></form>
<nav><ul>{nav}</ul></nav><a class="login" href="/login">{words["login"]}</a></header>
<main>{main}</main>
<aside>{look.sidebar(path)}{boxes}</aside>
<footer><nav>{foot}</nav><p>© 2026 {escape(look.title)}. {words["rights"]}</p></footer>
</body></html>"""


def card(site: Builder, story: Story, *, href: str | None = None, bare: bool = False) -> str:
    """A story on a list: with picture, teaser and day, or its headline only."""
    address = escape(href or story.path)
    link = f'<a href="{address}">{escape(story.title)}</a>'
    if bare:
        return f"<li>{link}</li>"
    picture = more = ""
    if site.look.furniture and story.number % 3:
        picture = (
            f'<a href="{address}" class="thumb"><img src="/img/{story.number}.jpg" alt=""></a>'
        )
        more = f' <a href="{address}" class="more">{site.tongue.words["read_on"]}</a>'
    day = site.tongue.day(story.published)
    return (
        f'<div class="card">{picture}<h2>{link}</h2><p>{escape(story.teaser)}{more}</p>'
        f'<span class="date">{day}</span></div>'
    )


def story_head(site: Builder, story: Story) -> str:
    """What the head of a story's page tells."""
    head = f'<meta name="description" content="{escape(story.teaser)}">'
    if site.look.with_canonical:
        head += f'<link rel="canonical" href="{ORIGIN}{story.path}">'
    if story.dated == "meta":
        head += (
            f'<meta property="og:type" content="article">'
            f'<meta property="og:title" content="{escape(story.title)}">'
            f'<meta property="article:published_time" content="{story.published.isoformat()}">'
        )
        if story.updated:
            head += f'<meta property="article:modified_time" content="{story.updated.isoformat()}">'
    if story.dated == "json_ld":
        head += f'<script type="application/ld+json">{as_json(story_data(site, story))}</script>'
    return head


def story_data(site: Builder, story: Story) -> dict[str, object]:
    updated = {"dateModified": story.updated.isoformat()} if story.updated else {}
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.title,
        "datePublished": story.published.isoformat(),
        **updated,
        "author": {"@type": "Person", "name": story.author},
        "publisher": {"@type": "Organization", "name": site.look.title},
    }


def story_body(site: Builder, story: Story, *, hrefs: dict[int, str] | None = None) -> str:
    """The inside of a story's page: headline, byline, text, tags, related readings."""
    words, look = site.tongue.words, site.look
    day = site.tongue.day(story.published)
    if story.dated == "time":
        day = f'<time datetime="{story.published.isoformat()}">{day}</time>'
    if story.updated:
        later = site.tongue.day(story.updated)
        if story.dated == "time":
            later = f'<time datetime="{story.updated.isoformat()}" class="updated">{later}</time>'
        day += f'</span> <span class="updated">{words["updated"]} {later}'
    author = f'<a rel="author" href="{site.tongue.author_path(story.author)}">{story.author}</a>'
    hrefs = hrefs or {}
    texts = [escape(text) for text in story.paragraphs]
    if story.nearby and story.number % 3 == 0:
        near = hrefs.get(story.nearby[0], site.story(story.nearby[0]).path)
        # The second word, or what may be one where no spaces are set.
        first, _, others = texts[1].partition(" ")
        first = f"{first} " if others else texts[1][:2]
        word = others.partition(" ")[0] or texts[1][2:6]
        rest = texts[1][len(first) + len(word) :]
        texts[1] = f'{first}<a href="{escape(near)}">{word}</a>{rest}'
    paragraphs = "".join(f"<p>{text}</p>\n" for text in texts)
    share = ""
    if look.furniture:
        share = (
            f'<div class="share"><a href="https://social.example/share?u={ORIGIN}{story.path}">'
            f'{words["share"]}</a> <a href="#comments">{words["comments"]}</a></div>'
        )
    tags = "".join(f'<a rel="tag" href="/tag/{tag}/">{tag}</a> ' for tag in story.tags)
    nearby = "".join(
        card(site, site.story(number), href=hrefs.get(number), bare=True) for number in story.nearby
    )
    related = f'<section class="related"><h3>{words["related"]}</h3><ul>{nearby}</ul></section>'
    return (
        f'{look.opening}<h1>{escape(story.title)}</h1><p class="byline">{words["by"]} {author} '
        f'<span class="date">{day}</span></p>{look.middle}\n{paragraphs}{share}{look.closing}'
        f"{f'<p class=tags>{tags}</p>' if tags else ''}{related if nearby else ''}"
    )


def story_html(site: Builder, story: Story, **words: dict[int, str]) -> str:
    return framed(
        site,
        story.path,
        story.title,
        story_body(site, story, **words),
        head=story_head(site, story),
    )


def list_html(
    site: Builder, path: str, title: str, cards: Iterable[str], *, after: str = "", head: str = ""
) -> str:
    main = f'<h1>{escape(title)}</h1><div class="list">{"".join(cards)}</div>{after}'
    return framed(site, path, title, main, head=head)


def add_list(
    site: Builder,
    stories: Sequence[Story],
    title: str,
    address: str,
    numbered: str,
    *,
    per_page: int = 10,
    pager: str = "links",
    bare: bool = False,
    hrefs: dict[int, str] | None = None,
) -> None:
    """A list over pages: `address` is the first, `numbered` the others', with ``{}`` in it.

    `pager` is links (numbers and words), next (the word only) or head (``rel=next`` in the head
    and a button without an address).
    """
    amount = max(ceil(len(stories) / per_page), 1)
    words = site.tongue.words
    hrefs = hrefs or {}

    def make(number: int) -> str:
        shown = stories[(number - 1) * per_page : number * per_page]
        cards = [card(site, it, href=hrefs.get(it.number), bare=bare) for it in shown]
        after, head = "", ""
        following = escape(numbered.format(number + 1)) if number < amount else ""
        if following and pager == "head":
            head = f'<link rel="next" href="{following}">'
            after = f'<button class="load-more" data-page="{number + 1}">{words["more"]}</button>'
        elif pager == "next" and following:
            after = f'<a class="next" href="{following}">{words["next"]}</a>'
        elif pager == "links":
            near = range(max(number - 2, 1), min(number + 2, amount) + 1)
            links = [
                f'<a href="{escape(numbered.format(it) if it > 1 else address)}">{it}</a>'
                for it in near
            ]
            if following:
                links.append(f'<a rel="next" href="{following}">{words["next"]}</a>')
            after = f'<div class="pagination">{" ".join(links)}</div>'
        inside = "<ul>" + "".join(cards) + "</ul>" if bare else "".join(cards)
        return list_html(site, address, title, [inside], after=after, head=head)

    for number in range(1, amount + 1):
        shown = stories[(number - 1) * per_page : number * per_page]
        site.name_all(shown, "list" if number == 1 else "pagination")
        path = address if number == 1 else numbered.format(number)
        site.page(path, lambda number=number: make(number))  # type: ignore[misc]


def add_front(
    site: Builder,
    stories: Sequence[Story],
    *,
    more: str = "",
    bare: bool = False,
    path: str = "/",
) -> None:
    """The front page, with these stories and `more` HTML after them.

    `/` leads to a front page of another path.
    """
    site.name_all(stories, "list")

    def make() -> str:
        cards = "".join(card(site, story, bare=bare) for story in stories)
        return list_html(site, path, site.look.title, [cards], after=more)

    site.page(path, make)
    if path != "/":
        site.page("/", lambda: redirect(path, 302))


def add_plain_pages(site: Builder) -> None:
    """Pages that look a little like stories and are none: about us, privacy, login, a hub."""
    words = site.tongue.words
    for href, title in words["footer"]:
        texts = [site.tongue.plain(site.rng, title) for _ in range(6)]
        main = f"<h1>{escape(title)}</h1>" + "".join(f"<p>{text}</p>" for text in texts)
        site.page(href, lambda href=href, title=title, main=main: framed(site, href, title, main))  # type: ignore[misc]
    login = (
        f'<h1>{words["login"]}</h1><form method="post"><input name="user">'
        f'<input type="password" name="password"><button>{words["login"]}</button></form>'
    )
    site.page("/login", lambda: framed(site, "/login", words["login"], login))
    search = f'<h1>{words["search"]}</h1><form action="/search"><input name="q"></form>'
    site.page("/search", lambda: framed(site, "/search", words["search"], search))
    videos = "".join(
        f'<figure><a href="/videos/#clip-{number}"><img src="/img/{number}.jpg" alt=""></a>'
        f"<figcaption>{words['video']} {number}</figcaption></figure>"
        for number in range(1, 9)
    )
    hub = f"<h1>{words['videos']}</h1>{videos}"
    site.page("/videos/", lambda: framed(site, "/videos/", words["videos"], hub))
    site.look.nav.append(("/videos/", words["videos"]))


def add_tags_and_authors(site: Builder, *, tag: str = "/tag/{}/") -> None:
    """Archives of each tag and author: a list of at most eight stories."""
    by: dict[tuple[str, str], list[Story]] = {}
    for story in site.stories:
        for name in story.tags:
            by.setdefault((tag.format(name), name), []).append(story)
        by.setdefault((site.tongue.author_path(story.author), story.author), []).append(story)
    for (path, name), stories in by.items():
        shown = stories[:8]
        site.archives.append((stories, shown))
        # What the person did before, and why the tag is there, at the length of a short story.
        about = "".join(f"<p>{site.tongue.plain(site.rng, name)}</p>" for _ in range(3))
        site.page(
            path,
            lambda path=path, name=name, shown=shown, about=about: list_html(  # type: ignore[misc]
                site, path, name, [about, *(card(site, story) for story in shown)]
            ),
        )


def plain_text(text: str, **words: object) -> Page:
    return Page(text, content_type="text/plain", **words)  # type: ignore[arg-type]
