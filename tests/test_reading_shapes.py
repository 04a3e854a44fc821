"""Shapes of single parts that pages show, each in a small page of its own."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newscrawl.items import Article
from newscrawl.reading import read_page
from newscrawl.spiders.marsbit import MarsbitSpider

URL = "https://www.htx.com/es-la/news/tidal-power-AbCdEf12/"
NOW = datetime(2026, 5, 21, 9, tzinfo=UTC)
TEXT = [
    "The tidal plant at Oriel Bay sold its first full month of power to the grid in April.",
    "Its four turbines ran for six hundred hours, a third more than the operator had promised.",
    "Two more of them are to be lowered into the bay before the storms of the autumn begin.",
]
BYLINE = "<div>marsbit</div><div>Publicado a 2026-05-20</div>"


def read(body: str, byline: str = BYLINE) -> Article:
    """The article of a page with a title, a byline and this body."""
    main = f"<main><h1>Tidal Power Finds Buyers</h1>{byline}{body}</main>"
    page = f"<html lang=es><body>{main}</body></html>"
    return read_page(page, url=URL, fetched_at=NOW, site=MarsbitSpider.site())


def paragraphs() -> str:
    return "<article>" + "".join(f"<p>{text}</p>" for text in TEXT) + "</article>"


PAIRS = [("How long did they run?", "Six hundred hours."), ("Who buys it?", "The grid does.")]
ASKED = {
    "items of a question in bold and an answer": "<ol>"
    + "".join(f"<li><p><b>{q}</b></p><p>{a}</p></li>" for q, a in PAIRS)
    + "</ol>",
    "letters of another language in lines of their own": "".join(
        f"<div><div>F</div><div>{q}</div></div><div><div>A</div><div>{a}</div></div>"
        for q, a in PAIRS
    ),
    "letters of a language that is not listed, in spans": "".join(
        f"<div><span>გ</span><span>{q}</span></div><div><span>პ</span><span>{a}</span></div>"
        for q, a in PAIRS
    ),
    "cells of Q and R": "<table>"
    + "".join(f"<tr><td>Q</td><td>{q}</td></tr><tr><td>R</td><td>{a}</td></tr>" for q, a in PAIRS)
    + "</table>",
}


@pytest.mark.parametrize("shape", ASKED)
def test_questions(shape: str) -> None:
    article = read(f"{paragraphs()}<h2>Preguntas relacionadas</h2>{ASKED[shape]}")
    assert [(pair.question, pair.answer) for pair in article.questions or []] == PAIRS
    assert [block.text for block in article.blocks or []] == TEXT


@pytest.mark.parametrize("style", ["pre-wrap", "pre-line", "pre", "break-spaces"])
def test_line_breaks_that_a_style_keeps(style: str) -> None:
    body = "\n\n".join(TEXT)
    article = read(f'<div style="white-space: {style}">{body}</div>')
    assert [block.text for block in article.blocks or []] == TEXT
    article = read(
        f'<div style="white-space: normal"><p>{TEXT[0]}\n{TEXT[1]}</p><p>{TEXT[2]}</p></div>'
    )
    assert [block.text for block in article.blocks or []] == [f"{TEXT[0]} {TEXT[1]}", TEXT[2]]


CARDS = [
    (
        "Qm7Rk2Vd",
        "潮汐电站开始供电",
        "奥里尔湾的潮汐电站四月首次向电网整月供电，比运营商承诺的多出三分之一。",
    ),
    (
        "x3TfL9sB",
        "海湾再添两台机组",
        "另外两台机组将在秋季风暴来临之前下水，届时发电量还会增加一半以上。",
    ),
]


@pytest.mark.parametrize("stamp", ["22小时前", "𐒖𐒖 33 𐒖𐒖"], ids=["a stamp", "none that is known"])
def test_cards_of_short_titles(stamp: str) -> None:
    cards = "".join(
        f"<article><h3><a href='/news/slug-{own}/'>{title}</a></h3><p>{summary}</p>"
        f"<footer><cite>marsbit</cite> <span>{stamp}</span></footer></article>"
        for own, title, summary in CARDS
    )
    article = read(f"{paragraphs()}<section><h2>Lecturas Relacionadas</h2>{cards}</section>")
    assert [(card.id, card.title, card.summary) for card in article.related or []] == [
        (f"marsbit:{own}", title, summary) for own, title, summary in CARDS
    ]
    assert [block.text for block in article.blocks or []] == TEXT


@pytest.mark.parametrize("year", [1, 9999])
def test_a_page_of_the_first_or_the_last_year(year: int) -> None:
    page = f"<h1>Tidal Power Finds Buyers</h1>{BYLINE}{paragraphs()}"
    moment = datetime(year, 12, 31, 23, 59, tzinfo=UTC)
    assert read_page(page, url=URL, fetched_at=moment).title == "Tidal Power Finds Buyers"
