"""Pages of sites that nobody described: shapes that many publishers share."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from newscrawl.items import Article
from newscrawl.reading import read_page

URL = "https://www.oriel-courier.example/news/tidal-power-finds-its-first-buyers"
NOW = datetime(2026, 5, 21, 9, tzinfo=UTC)
TITLE = "Tidal power finds its first buyers"
TEXT = [
    "The tidal plant at Oriel Bay sold its first full month of power to the grid in April.",
    "Its four turbines ran for six hundred hours, a third more than the operator had promised.",
    "Two more of them are to be lowered into the bay before the storms of the autumn begin.",
    "The grid had doubted for years that anything under water could be relied upon at all.",
    "Fishermen who had fought the plant now sell their catch to the crews that look after it.",
]
P = [f"<p>{text}</p>" for text in TEXT]


def read(body: str, *, head: str = "", url: str = URL, title: str = f"<h1>{TITLE}</h1>") -> Article:
    """The article of a page of no known site."""
    page = f"<html lang=en><head>{head}</head><body><main>{title}{body}</main></body></html>"
    return read_page(page, url=url, fetched_at=NOW)


def texts(article: Article, *kinds: str) -> list[str]:
    blocks = article.blocks or []
    return [block.text for block in blocks if not kinds or block.kind in kinds]


def headlines(linked: str, shared: str) -> str:
    said = f'{{"@type":"NewsArticle","headline":"{linked}"}}'
    return (
        f'<script type="application/ld+json">{said}</script>'
        f"<meta property=og:title content='{shared}'>"
    )


LONGER = f"{TITLE}, says the operator of its four turbines"


@pytest.mark.parametrize(
    ("linked", "shared", "shown", "title"),
    [
        ("Oriel Bay sells tidal power", "Oriel Bay sells tidal power", TITLE, None),
        ("Oriel Bay sells tidal power", "A bay sells its power", TITLE, TITLE),
        (TITLE, TITLE, LONGER, LONGER),
        (TITLE, f"{TITLE}!", f"{TITLE} | Editorial", TITLE),
    ],
    ids=["agreed", "of two minds", "cut", "section"],
)
def test_a_headline_that_a_publisher_agrees_on_goes_before_the_one_shown(
    linked: str, shared: str, shown: str, title: str | None
) -> None:
    article = read("".join(P), head=headlines(linked, shared), title=f"<h1>{shown}</h1>")
    assert article.title == (title or linked)


# The text


CARD = (
    "<div class=card><a href='/news/the-harbour-of-oriel-gets-a-crane'>"
    "The harbour of Oriel gets a crane</a><span>20 May 2026</span></div>"
)


@pytest.mark.parametrize("wrap", ["{}", "<div>{}</div>", "<div><section>{}</section></div>"])
def test_a_card_set_into_the_text_does_not_end_it(wrap: str) -> None:
    body = "".join(map(wrap.format, (*P[:2], CARD, *P[2:])))
    assert texts(read(f"<article>{body}</article>")) == TEXT


@pytest.mark.parametrize("tag", ["main", "article", "section", "nav", "div", "center"])
def test_a_page_can_leave_out_where_its_head_ends(tag: str) -> None:
    page = (
        f"<!doctype html><meta charset=utf-8><title>{TITLE}</title><{tag}>Menu</{tag}>"
        f"<main><h1>{TITLE}</h1>{''.join(P)}</main><meta name=author content='Mara Lind'>"
    )
    article = read_page(page, url=URL, fetched_at=NOW)
    assert (article.title, texts(article)) == (TITLE, TEXT)
    assert article.authors == ["Mara Lind"]


LEAD = "A month of moon-driven current has paid for the cable, and the bank believes it at last."


def test_a_standfirst_is_the_first_paragraph_too() -> None:
    article = read(f"<p class=dek>{LEAD}</p><div>By Mara Lind</div><article>{''.join(P)}</article>")
    assert article.summary == LEAD
    assert texts(article) == [LEAD, *TEXT]


def test_a_summary_that_is_called_one_is_no_paragraph() -> None:
    article = read(f"<h2>Summary</h2><p>{LEAD}</p><article>{''.join(P)}</article>")
    assert article.summary == LEAD
    assert texts(article) == TEXT


def test_a_text_goes_on_behind_a_list_that_is_set_into_it() -> None:
    half = "<div class=block><div class=content>{}</div>{}</div>"
    cards = "".join(
        f"<li><h3><a href='/news/another-piece-of-news-{n}'>Other news, piece {n}</a></h3></li>"
        for n in range(9)
    )
    cards = f"<li><h3><a href='{URL}'>{TITLE}</a></h3></li>{cards}"
    first, second = "".join(P * 2), "".join(f"<p>{text} So it is.</p>" for text in TEXT)
    body = half.format(first, f"<div><h2>Trending</h2><ul>{cards}</ul></div>")
    article = read(f"<article>{body}{half.format(second, '')}</article>")
    assert texts(article, "paragraph")[-1] == f"{TEXT[-1]} So it is."


def test_what_stands_under_pictures_is_apart_from_the_text() -> None:
    figure = "<figure><img src=/a.jpg><figcaption>The plant in spring.</figcaption></figure>"
    named = '<div class="image-caption">The bay at night.</div>'
    article = read(f"<article>{P[0]}{figure}{P[1]}{named}{''.join(P[2:])}</article>")
    assert texts(article, "caption") == ["The plant in spring.", "The bay at night."]
    assert texts(article, "paragraph") == TEXT
    assert article.text == "\n\n".join(TEXT)


def test_a_figure_can_hold_a_quote_or_a_table() -> None:
    quote = f"<figure><blockquote><p>{TEXT[1]}</p></blockquote></figure>"
    article = read(f"<article>{P[0]}{quote}{''.join(P[2:])}</article>")
    assert texts(article, "quote") == [TEXT[1]]
    assert article.text == "\n\n".join(TEXT)


@pytest.mark.parametrize("name", ["pagination", "banner", "modal-content", "share", "promo-body"])
def test_a_name_of_something_else_does_not_hide_a_whole_text(name: str) -> None:
    body = f"<div class='{name}'><article>{''.join(P)}</article></div>"
    assert texts(read(f"{body}<div class=description>About this paper, in one line.</div>")) == TEXT


@pytest.mark.parametrize("name", ["comments", "newsletter", "sidebar"])
def test_a_short_text_under_many_comments_is_the_text(name: str) -> None:
    said = "".join(f"<p>{text} Or so they say, and who would know better?</p>" for text in TEXT)
    assert (
        texts(read(f"<article>{''.join(P[:2])}</article><div class={name}>{said}</div>"))
        == (TEXT[:2])
    )


@pytest.mark.parametrize(
    "before",
    [
        "<figure><img src=/a.jpg><figcaption>Oriel Courier</figcaption></figure>",
        "<ul><li>Energy</li></ul>",
        "<p>Oriel Bay</p>",
    ],
    ids=["a caption", "a section", "a place"],
)
def test_a_first_paragraph_under_a_short_line_is_no_summary(before: str) -> None:
    described = f'<meta name=description content="{TEXT[0]}">'
    article = read(f"<article>{before}{''.join(P)}</article>", head=described)
    assert TEXT[0] in texts(article)


# The title


@pytest.mark.parametrize(
    ("head", "shown"),
    [
        (f"<title>{TITLE} - Oriel Courier Today</title>", ""),
        (f"<title>Oriel Courier | {TITLE}</title>", ""),
        (f"<meta property=og:title content='OrielCourier - {TITLE}'>", ""),
        (
            f"<meta property=og:title content='{TITLE} – The Courier'>"
            "<meta property=og:site_name content='The Courier'>",
            "",
        ),
        ("<meta property=og:title content='You will not believe who buys this'>", TITLE),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","headline":'
            '"Oriel Courier","publisher":{"name":"Oriel Courier"}}</script>',
            TITLE,
        ),
        (f"<meta property=og:title content='{TITLE}'>", f"{TITLE} | Editorial"),
    ],
    ids=["suffix", "prefix", "glued", "site name", "another headline", "publisher", "section"],
)
def test_title_is_what_the_page_is_headed_by_without_the_site(head: str, shown: str) -> None:
    title = f"<h1>{shown}</h1>" if shown else ""
    assert read(f"<article>{''.join(P)}</article>", head=head, title=title).title == TITLE


@pytest.mark.parametrize(
    "head",
    [
        f"<meta property=og:title content='Energy: {TITLE}'>",
        f"<title>Energy: {TITLE}</title>",
    ],
)
def test_a_kicker_glued_to_a_title_is_parted_from_it(head: str) -> None:
    title = f"<h1><span>Energy</span><span>{TITLE}</span></h1>"
    assert read(f"<article>{''.join(P)}</article>", head=head, title=title).title == (
        f"Energy: {TITLE}"
    )


def test_a_title_in_an_element_of_its_own_beside_a_kicker() -> None:
    title = f"<h1><span>On the coast</span> <span>{TITLE}</span></h1>"
    head = f"<meta property=og:title content='{TITLE}'>"
    assert read(f"<article>{''.join(P)}</article>", head=head, title=title).title == TITLE


def test_a_title_under_a_kicker_where_metadata_has_another_one() -> None:
    title = f"<h1><span>The bay of Oriel</span><span> - </span><span>{TITLE}</span></h1>"
    head = f"<meta property=og:title content='Power from the sea: {TITLE}'>"
    assert read("".join(P), head=head, title=title).title == TITLE


def test_the_entries_of_a_live_blog_do_not_name_it() -> None:
    entries = ",".join(
        f'{{"@type":"BlogPosting","headline":"Entry {n}","articleBody":"{text}"}}'
        for n, text in enumerate(TEXT)
    )
    head = (
        '<script type="application/ld+json">{"@type":"LiveBlogPosting","headline":'
        f'"{TITLE}: live","liveBlogUpdate":[{entries}]}}</script>'
    )
    shown = "".join(f"<h2>Entry {n}</h2>{text}" for n, text in enumerate(P))
    article = read(f"<article>{shown}</article>", head=head, title="")
    assert article.title == f"{TITLE}: live"
    assert article.page_kind == "live_blog"


# The authors


def author(name: Any, kind: str = "Person") -> str:
    return (
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":'
        f'"{TITLE}","author":{{"@type":"{kind}","name":"{name}"}},'
        '"publisher":{"name":"Oriel Courier"}}</script>'
    )


@pytest.mark.parametrize(
    "said",
    [
        "Jane Doe | Sponsored",
        "Jane Doe, courier.com",
        "Jane Doe (jdo)",
        "By Jane Doe",
        "Jane Doe, MD, PhD",
        "Jane Doe, The Oriel Post",
        "Jane Doe, Energy Correspondent",
    ],
)
def test_an_author_is_named_without_what_stands_beside_the_name(said: str) -> None:
    article = read(f"<article>{''.join(P)}</article>", head=author(said))
    assert article.authors == ["Jane Doe"]


@pytest.mark.parametrize("name", ["Reuters", "Associated Press", "dpa"])
@pytest.mark.parametrize("kind", ["Person", "Organization"])
def test_an_agency_is_the_author_where_nobody_is_named(name: str, kind: str) -> None:
    article = read(f"<p>By {name}</p><article>{''.join(P)}</article>", head=author(name, kind))
    assert article.authors == [name]


@pytest.mark.parametrize("name", ["OC24 Redaktion", "Redacción Oriel", "Editorial Staff"])
def test_a_desk_is_an_author(name: str) -> None:
    article = read(f"<article>{''.join(P)}</article>", head=author(name, "Organization"))
    assert article.authors == [name]


@pytest.mark.parametrize("name", ["Oriel Courier", "oriel-courier.example"])
def test_the_site_itself_is_no_author(name: str) -> None:
    article = read(f"<article>{''.join(P)}</article>", head=author(name, "Organization"))
    assert not article.authors


@pytest.mark.parametrize(
    "line",
    [
        '<p class="article-author">Jane Doe</p>',
        '<aside class="post-author">Jane Doe</aside>',
        '<div class="comments title-wrap"><a href="/writer/1_doe">Jane Doe</a> 20 May</div>',
        '<p><span class="byline">Jane Doe</span></p>',
        '<span itemprop="author">Jane Doe</span>',
    ],
    ids=["class", "aside", "writer's page", "byline", "microdata"],
)
def test_an_author_is_known_by_how_the_name_is_marked(line: str) -> None:
    assert read(f"{line}<article>{''.join(P)}</article>").authors == ["Jane Doe"]


# The times


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="bt:pubDate" content="20260520T063807Z">',
        '<meta name="x-published-date" content="2026-05-20T06:38:07Z">',
        '<meta name="dc.date.issued" content="2026-05-20T06:38:07Z">',
        '<meta name="parsely-pub-date" content="2026-05-20T06:38:07Z">',
        '<meta itemprop="datePublished" content="2026-05-20T06:38:07Z">',
    ],
)
def test_metadata_that_names_a_time_of_publication(head: str) -> None:
    article = read(f"<article>{''.join(P)}</article>", head=head)
    assert article.published_at == "2026-05-20T06:38:07Z"


def test_a_clock_without_a_day_is_no_time_for_machines() -> None:
    head = (
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":'
        f'"{TITLE}","datePublished":"T00:38:07Z"}}</script>'
    )
    article = read(f"<p>20 May 2026</p><article>{''.join(P)}</article>", head=head)
    assert article.published is not None
    assert article.published.at.startswith("2026-05-20")


@pytest.mark.parametrize(
    "path", ["/2026/05/20/tidal", "/news/20260520/tidal", "/news/2026-05-20-tidal"]
)
def test_an_address_tells_the_day(path: str) -> None:
    article = read(f"<article>{''.join(P)}</article>", url=f"https://oriel.example{path}")
    assert article.published is not None
    assert (article.published.at[:10], article.published.precision) == ("2026-05-20", "day")


def test_microdata_of_a_time_element() -> None:
    line = '<time itemprop="datePublished" datetime="2026-05-20T06:38:07Z">yesterday</time>'
    article = read(f"<article>{''.join(P)}</article><footer>{line}</footer>")
    assert article.published_at == "2026-05-20T06:38:07Z"


def test_a_link_over_the_text_heads_no_summary() -> None:
    byline = '<div><p>By Ana Reis 20 May 2026</p><a href="?print=1">Print</a></div>'
    cards = "".join(
        f'<li><a href="/news/harbour-opens-after-a-year-{n}">Harbour opens after {n} years</a> '
        f"<span>{n} May 2026</span></li>"
        for n in range(11, 15)
    )
    more = f"<section><h3>Related readings</h3><ul>{cards}</ul></section>"
    head = f'<meta name="description" content="{TEXT[0]}">'
    article = read(f"{byline}<div>{''.join(P)}</div>{more}", head=head)
    assert texts(article) == TEXT
    assert article.published is not None


def test_a_link_in_a_sentence_that_tells_an_amount_of_time_is_no_card() -> None:
    linked = (
        '<p>Musicians <a href="/news/a-red-awning-for-the-old-market-5310">from</a> Oriel played '
        "for 12 minutes under a red awning, and the crew of the plant listened to all of it.</p>"
    )
    byline = '<p class="byline">By Jane Doe <span>May 20, 2026</span></p>'
    article = read(byline + P[0] + linked + "".join(P[1:]))
    assert article.published_at == "2026-05-20T12:00:00Z"
    assert TEXT[0] in texts(article)
    assert not article.related
