"""Whatever a page holds: no exception, a valid article, the same one twice, in bounded time."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from newscrawl.dates import parse
from newscrawl.feed.jsonl import encode
from newscrawl.reading import read_cards, read_page
from newscrawl.reading.times import Sighting, settle
from newscrawl.spiders.marsbit import MarsbitSpider

ROOT = Path(__file__).parent.parent
SCHEMA = json.loads((ROOT / "docs" / "article.schema.json").read_text())
SITE = MarsbitSpider.site()
URL = "https://www.htx.com/es-la/news/a-page-jw3PNpAL/"
NOW = datetime(2026, 5, 21, 9, tzinfo=UTC)

TAGS = (
    "div p span a b strong i h1 h2 h3 ul li dl dt dd table tr td section article main aside nav "
    "header footer button details summary blockquote figure figcaption form dialog time svg math "
    "template noscript iframe frameset center font x-card br hr img wbr base meta"
).split()
words = st.sampled_from(
    [
        "Resumen", "Preguntas relacionadas", "Lecturas Relacionadas", "QWhat is it?", "AIt is.",
        "marsbitHace 33 min(s)", "marsbit", "Publicado a 2026-05-21Actualizado a 2026-05-21",
        "2026-05-21", "22小时前", "This sentence is long enough to be taken for a paragraph.",
        "Author: Someone", "Spot", "404", "\ud800", "&#xD83D;", "&#0;", "<!--", "]]>",
        "\x00\x1b[31m",
        "\u202e", "\u2028", "99999-99-99", "&nbsp;" * 5,
    ]
)  # fmt: skip
values = st.sampled_from(
    [
        "",
        "x",
        "hidden",
        "nav",
        "/news/a-aaaaaaaa/",
        "/news/b-bbbbbbbb/",
        "javascript:x",
        "//[",
        "file:",
    ]
)
names = st.sampled_from(
    [
        "class",
        "id",
        "href",
        "src",
        "style",
        "hidden",
        "datetime",
        "role",
        "aria-expanded",
        "content",
    ]
)


@st.composite
def fragments(draw: st.DrawFn) -> str:
    """HTML as nobody should write it: any tags in any order, closed or not."""
    parts = []
    for _ in range(draw(st.integers(0, 40))):
        kind = draw(st.integers(0, 3))
        if kind == 0:
            parts.append(draw(words))
        elif kind == 1:
            parts.append(f"</{draw(st.sampled_from(TAGS))}>")
        else:
            attribute = f' {draw(names)}="{draw(values)}"' if draw(st.booleans()) else ""
            parts.append(f"<{draw(st.sampled_from(TAGS))}{attribute}>")
    return "".join(parts)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)


@st.composite
def linked_data(draw: st.DrawFn) -> str:
    """JSON-LD whose values are of any type."""
    keys = (
        "headline", "name", "description", "datePublished", "dateModified", "author", "publisher",
        "image", "keywords", "articleSection", "inLanguage", "url", "mainEntityOfPage",
        "isAccessibleForFree", "acceptedAnswer", "@graph",
    )  # fmt: skip
    node: dict[str, object] = {
        "@type": draw(st.sampled_from(["NewsArticle", "Question", ["x"], 5]))
    }
    for key in draw(st.lists(st.sampled_from(keys), max_size=6)):
        node[key] = draw(json_values)
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def check(html: str | bytes) -> None:
    """Reads a page and holds the article against everything that is promised of one."""
    article = read_page(html, url=URL, fetched_at=NOW, site=SITE)
    assert article == read_page(html, url=URL, fetched_at=NOW, site=SITE)
    row = json.loads(encode(asdict(article)))
    if article.title and article.text:
        problems = list(Draft202012Validator(SCHEMA).iter_errors(row))
        assert not problems, problems[0].message
    blocks = "\n\n".join(b.text for b in article.blocks or () if b.kind != "caption")
    assert (article.text or "") == blocks
    for span in (article.published, article.updated):
        assert span is None or span.earliest <= span.at <= span.latest
    related = article.related or []
    assert [reading.rank for reading in related] == list(range(1, len(related) + 1))
    assert len({reading.id for reading in related}) == len(related)
    assert all(reading.url.startswith(("http://", "https://")) for reading in related)
    cards = read_cards(html, url="https://www.htx.com/news/", fetched_at=NOW, site=SITE)
    assert len({card.id for card in cards}) == len(cards)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(fragments())
def test_any_html(html: str) -> None:
    check(html)


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes(body: bytes) -> None:
    check(body)


@settings(deadline=None)
@given(st.text(max_size=400))
def test_any_text(text: str) -> None:
    check(text)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(linked_data(), fragments())
def test_any_linked_data(data: str, html: str) -> None:
    check(f"<html><head>{data}</head><body>{html}")


PARAGRAPH = "<p>Paragraph {} is long enough to be taken as prose by anybody who reads it.</p>"
SHAPES = {
    "paragraphs": PARAGRAPH,
    "titles": "<meta property=og:title content=Title><h2>Title</h2>"
    + PARAGRAPH.replace("reads", "ever reads"),
    "cards in a text": PARAGRAPH.replace("{}", "{0}")
    + "<div><a href=/news/x-{0:08d}/>A title</a><i>Hace 3 min(s)</i></div>",
    "captions": "<figure><figcaption>{0}</figcaption></figure>" + PARAGRAPH.replace("{}", "{0}"),
    "authors": "<span class=author>Jane Doe</span> <i itemprop=author>{}</i>",
    "headings": "<div class=h{0}>Heading</div>" + PARAGRAPH.replace("{}", "{0}"),
    "flat cards": "<a href=/news/x-{:08d}/><h3>A title</h3></a><p>Words</p><i>Hace 3 min(s)</i>",
    "boxed cards": "<div><a href=/news/x-{:08d}/>A title of it</a><i>Hace 3 min(s)</i></div>",
    "links": "<a href=/news/x-{:08d}/>A title</a>",
    "questions": "<p>QWhat is {}?</p><p>AIt is.</p>",
    "labels": "<h2>Resumen</h2><p>{}</p>",
    "stamps": "<p>marsbit Publicado a 2026-05-21 {}</p>",
    "buttons": "<div>" + PARAGRAPH + "<button>More</button></div>",
    "hidden": "<div hidden>" + PARAGRAPH,
    "nested": "<div>" + PARAGRAPH,
    "sources": "<div><a href=/news/x-{0:08d}/>A title of it</a><i>desk{0} Hace 3 min(s)</i></div>",
    "cards in one line": "<a href=/news/x-{0:08d}/>A title</a> <i>Hace 3 min(s)</i> ",
    "custom elements": "<x-part></x-part>",
    "comments": "word <!-- {} -->",
    "only questions": "<p>Q what is {}</p>",
    "unasked": "<p>QWhat {}</p><p>AIt is</p>",
    "menus": "<nav><a href=/{}>x</a></nav>",
    "script": "<script>" + "a." * 500 + "</script>",
    "wide": "三座港口试行链上提单{}",
    "spans": "<span>{} ",
    "accordions": "<div><button aria-expanded=false>{}</button></div><div hidden>Answer</div>",
    "scripts": '<script type="application/ld+json">[{{"@type":"NewsArticle","name":{}}}]</script>',
    "attributes": "<p a{}=1>",
    "spaces": " " * 50 + "{}",
    "dashes": "Author: - - - {}, ",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_time_grows_with_the_page_and_not_faster(shape: str) -> None:
    def seconds(times: int) -> float:
        html = "<h1>Title</h1>" + "".join(map(SHAPES[shape].format, range(times)))
        began = process_time()
        read_page(html, url=URL, fetched_at=NOW, site=SITE)
        return process_time() - began

    seconds(50)
    small, large = seconds(400), seconds(3200)
    # Eight times the page: in proportion it takes eight times as long; by the square, sixty-four.
    assert large < 28 * max(small, 0.02), (small, large)


def test_a_tag_with_a_million_attributes_is_read() -> None:
    attributes = " ".join(f"a{number}=1" for number in range(200_000))
    began = process_time()
    article = read_page(
        f"<h1>Title</h1><p {attributes}>Text that is there and reads as a sentence does.</p>",
        url=URL,
        fetched_at=NOW,
        site=SITE,
    )
    assert article.title == "Title"
    assert process_time() - began < 5


def test_linked_data_nested_without_end_and_controls_in_a_title() -> None:
    nested = '{"name":' * 5000 + '"x"' + "}" * 5000
    data = f'{{"@type":"NewsArticle","headline":{nested}}}'
    html = f'<script type="application/ld+json">{data}</script><h1>A&#27;[31m title&#xD83D;</h1>'
    check(html)
    title = read_page(html, url=URL, fetched_at=NOW, site=SITE).title or ""
    assert "\x1b" not in title


def test_a_script_of_a_megabyte_of_spaces() -> None:
    began = process_time()
    check(f"<script>window.x{' ' * 1_000_000}y</script><h1>Title</h1>")
    assert process_time() - began < 5


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        read_page("<p>x</p>", url=URL, fetched_at=NOW.replace(tzinfo=None))


def test_a_date_after_the_page_was_made_is_none() -> None:
    later = NOW + timedelta(days=400)
    html = f"<h1>Title</h1><div>Publicado a {later:%Y-%m-%d}</div><p>Words.</p>"
    assert read_page(html, url=URL, fetched_at=NOW, site=SITE).published is None


@given(st.permutations(range(3)))
def test_the_order_of_sightings_does_not_decide_their_evidence(order: list[int]) -> None:
    stamps = ["2026-05-20", "Hace 22 hora(s)", "22小时前"]
    spans = [parse(stamp, now=NOW - timedelta(seconds=at)) for at, stamp in enumerate(stamps)]
    sightings = [Sighting(span, "card") for at in order if (span := spans[at]) is not None]
    settled = settle(sightings, NOW)
    assert settled.span is not None
    assert settled.span.raw == "22小时前"
    assert settled.span == settle(sightings[::-1], NOW).span
