"""Who wrote an article, by the lines near its title; what names a publication stays its source."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from newscrawl.items import Article
from newscrawl.reading import Site, read_page
from newscrawl.reading.addresses import leads_to_author

NOW = datetime(2026, 5, 21, 9, tzinfo=UTC)
URL = "https://planet.example/world/tidal-power-finds-its-first-buyers-8812345"
BODY = "".join(
    f"<p>{text}</p>"
    for text in (
        "The tidal plant at Oriel Bay sold its first full month of power to the grid in April.",
        "Its four turbines ran for six hundred hours, a third more than had been promised to all.",
        "Two more of them are to be lowered into the bay before the storms of the autumn begin.",
    )
)


def read(byline: str, *, head: str = "", site: Site | None = None) -> Article:
    return read_page(
        f"<html><head>{head}</head><body><main><h1>Tidal Power Finds Its First Buyers</h1>"
        f"{byline}<article>{BODY}</article></main></body></html>",
        url=URL,
        fetched_at=NOW,
        site=site,
    )


BYLINES = {
    "By Jane Doe": ["Jane Doe"],
    "BY JANE DOE": ["JANE DOE"],
    "by Jane Doe and John van der Berg": ["Jane Doe", "John van der Berg"],
    "By Jane Doe, Science Correspondent": ["Jane Doe"],
    "By Jane Doe in Oriel Bay": ["Jane Doe"],
    "Written by: Jane Doe": ["Jane Doe"],
    "By The Newsroom": ["The Newsroom"],
    "Von Max Muster": ["Max Muster"],
    "Von Max Muster und Eva Beispiel, Kiel": ["Max Muster", "Eva Beispiel"],
    "Por Ana Pérez": ["Ana Pérez"],
    "Por Ana Pérez y Luis de la Torre": ["Ana Pérez", "Luis de la Torre"],
    "Par Zoé Martin": ["Zoé Martin"],
    "Di Mario Rossi": ["Mario Rossi"],
    "Door Jan Jansen": ["Jan Jansen"],
    "Oleh Budi Santoso": ["Budi Santoso"],
    "Av Kari Nordmann": ["Kari Nordmann"],
    "Автор: Иван Петров": ["Иван Петров"],
    "Текст: Иван Петров": ["Иван Петров"],
    "Yazar: Ayşe Yılmaz": ["Ayşe Yılmaz"],
    "Από Γιώργο Παππά": ["Γιώργο Παππά"],
    "文/张三": ["张三"],
    "文｜张三 李四光": ["张三 李四光"],
    "记者 张三": ["张三"],
    "記者 王小明／台北報導": ["王小明"],
    "作者：李雷、韩梅梅": ["李雷", "韩梅梅"],
    "김철수 기자": ["김철수"],
    "โดย สมชาย ใจดี": ["สมชาย ใจดี"],
    "بقلم أحمد علي": ["أحمد علي"],
    "מאת דנה כהן": ["דנה כהן"],
    # Languages whose labels of dates are not known here.
    "Nga Arben Hoxha": ["Arben Hoxha"],
    "Deur Piet Pompies": ["Piet Pompies"],
    "Eftir Jón Jónsson": ["Jón Jónsson"],
    "Piše Marko Marković": ["Marko Marković"],
    # A word that no table has, in small letters before whole names.
    "pir Azad Demir": ["Azad Demir"],
}


@pytest.mark.parametrize("text", BYLINES)
@pytest.mark.parametrize(
    "shape",
    [
        "<p>{}</p><p>2026-05-20</p>",
        "<p>{} | 2026-05-20</p>",
        "<p><span>{}</span><time>2026-05-20</time></p>",
    ],
)
def test_a_name_after_by_is_an_author(text: str, shape: str) -> None:
    article = read(shape.format(text))
    assert article.authors == BYLINES[text]
    assert article.source is None
    assert article.published is not None
    assert article.published.raw == "2026-05-20"
    assert len(article.blocks or ()) == 3


@pytest.mark.parametrize(
    "byline",
    [
        "<p><span>By</span><a href=/authors/jane-doe/>Jane Doe</a></p><p>2026-05-20</p>",
        "<p>By</p><p>Jane Doe</p><p>2026-05-20</p>",
        "<p>2026-05-20 · By <a href=/x/1>Jane Doe</a> · 4 min read</p>",
        "<p>By <b>Jane Doe</b></p>",
        "<p>2026-05-20</p><p>By Jane Doe</p>",
        "<p>Published 2026-05-20 09:00 by Jane Doe</p>",
        "<p><a href=/author/jane-doe>Jane Doe</a></p><p>2026-05-20</p>",
        '<p><a href="mailto:jane@planet.example">Jane Doe</a> 2026-05-20</p>',
    ],
)
def test_however_it_is_marked_up(byline: str) -> None:
    article = read(byline)
    assert article.authors == ["Jane Doe"]
    assert article.source is None
    assert "Jane" not in (article.text or "")


@pytest.mark.parametrize(
    ("byline", "authors", "source"),
    [
        ("<p>By Reuters | 2026-05-20</p>", [], "Reuters"),
        ("<p>Von dpa | 2026-05-20</p>", [], "dpa"),
        ("<p>文/新华社 2026-05-20</p>", [], "新华社"),
        ("<p>Daily Planet</p><p>By Jane Doe</p><p>2026-05-20</p>", ["Jane Doe"], "Daily Planet"),
        ("<p>By Jane Doe, Daily News</p><p>2026-05-20</p>", ["Jane Doe"], "Daily News"),
        ("<p>marsbit</p><p>Published on 2026-05-20</p>", [], "marsbit"),
        ("<p>il Fatto Quotidiano</p><p>2026-05-20</p>", [], "il Fatto Quotidiano"),
        ("<p>The New York Times</p><p>2026-05-20</p>", [], "The New York Times"),
        ("<p>Daily Planet</p><p>2026-05-20</p>", [], "Daily Planet"),
    ],
)
def test_what_names_a_publication_stays_the_source(
    byline: str, authors: list[str], source: str
) -> None:
    article = read(byline)
    assert (article.authors or [], article.source) == (authors, source)


def test_a_name_alone_is_a_person_only_where_no_site_file_tells() -> None:
    byline = "<p>Jane Doe</p><p>2026-05-20</p>"
    article = read(byline)
    assert (article.authors, article.source) == (["Jane Doe"], None)
    article = read(byline, site=Site(name="planet", article_path=re.compile("/(?P<id>[a-z-]+)$")))
    assert (article.authors, article.source) == ([], "Jane Doe")


def test_a_source_of_the_site_is_no_author() -> None:
    site = Site(name="planet", sources=("Mars Finance",))
    article = read("<p>By Mars Finance</p><p>2026-05-20</p>", site=site)
    assert (article.authors or [], article.source) == ([], "Mars Finance")


def test_metadata_tells_a_bare_name_from_a_publication() -> None:
    author = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Tidal Power", \
"author":{"@type":"Person","name":"Jane Doe"},"publisher":{"name":"Daily Planet"}}</script>'
    article = read("<p>Jane Doe</p><p>2026-05-20</p>", head=author)
    assert (article.authors, article.source) == (["Jane Doe"], None)
    assert article.provenance["authors"] == "json-ld:author"
    article = read("<p>Daily Planet</p><p>2026-05-20</p>", head=author)
    assert (article.authors, article.source) == (["Jane Doe"], "Daily Planet")


def test_a_byline_that_names_more_people_goes_before_metadata() -> None:
    head = '<meta name="author" content="Jane Doe">'
    article = read("<p>By Jane Doe and John Roe</p><p>2026-05-20</p>", head=head)
    assert article.authors == ["Jane Doe", "John Roe"]


@pytest.mark.parametrize(
    "byline",
    [
        "<p>By 2026-05-20</p>",
        "<p>By 20 May 2026</p>",
        "<p>By Staff Writer</p><p>2026-05-20</p>",
        "<p>By admin</p><p>2026-05-20</p>",
        "<p>by planet.example</p><p>2026-05-20</p>",
        "<p>by the sea it was cold</p><p>2026-05-20</p>",
        '<p><a href="mailto:desk@planet.example">Email</a> 2026-05-20</p>',
    ],
)
def test_dates_sites_and_jobs_are_no_authors(byline: str) -> None:
    assert not read(byline).authors


def test_of_whom_the_text_speaks_is_no_author() -> None:
    lead = "<p>Oriel Bay, whose mayor is <a href=/people/jane-doe/>Jane Doe</a>, sells power.</p>"
    article = read(f"<p>2026-05-20</p>{lead}")
    assert not article.authors
    assert "whose mayor is Jane Doe" in (article.text or "") + (article.summary or "")


@pytest.mark.parametrize(
    ("url", "is_one"),
    [
        ("https://a.example/author/jane-doe/", True),
        ("/autoren/jane-doe-101", True),
        ("/yazarlar/ayse-yilmaz", True),
        ("/home/search.html?s=&authornamef=Jane+Doe", True),
        ("mailto:jane@a.example", True),
        ("/authors/", False),
        ("/news/the-author-of-the-plan-1234", False),
        ("/by-the-sea/2026/05/20/story", False),
        ("https://[bad/author/x", False),
    ],
)
def test_addresses_of_people(url: str, is_one: bool) -> None:
    assert leads_to_author(url) == is_one
