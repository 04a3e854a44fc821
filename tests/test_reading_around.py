"""What stands around and inside the text of any publisher's page and is none of it."""

from __future__ import annotations

import pytest
from test_reading_anywhere import TEXT, P, read, texts

# Cards that could take lines which are not theirs


def test_a_card_in_the_text_does_not_reach_over_it_for_the_byline() -> None:
    byline = "<p>Same tide, other hopes.</p><div>By Mara Lind May 20, 2026 7:18 pm</div>"
    card = (
        "<div><a href='/news/the-harbour-of-oriel-gets-a-crane'>The harbour gets a crane</a></div>"
    )
    article = read(f"{byline}<p>The tide has sold its first power.</p>{P[0]}{card}{''.join(P[1:])}")
    assert texts(article)[-6:] == ["The tide has sold its first power.", *TEXT]
    assert article.published is not None
    assert article.published.raw == "May 20, 2026 7:18 pm"
    assert article.authors == ["Mara Lind"]
    assert not article.related


@pytest.mark.parametrize("rel", ["author", "tag", "category tag", "license nofollow"])
def test_a_link_that_says_it_leads_to_no_article_is_no_card(rel: str) -> None:
    byline = f"<div><a rel='{rel}' href='/my/157090/'>Mara Lind</a>, 20 May 2026, 10:00</div>"
    article = read(f"<div class=teaser>{TEXT[0]}</div>{byline}{''.join(P[1:])}")
    assert texts(article) == TEXT
    assert not article.related
    assert article.published is not None
    assert article.published.raw == "20 May 2026, 10:00"


# What is told of the authors

NAME = "<div class=byline>By <a href='/authors/mara-lind'>Mara Lind</a></div>"
BIO = (
    "Mara Lind has covered the coast and those who live by it for twenty years, first in Oriel and "
    "then for papers abroad. She holds a degree in the flow of water and lives on a boat. Her book "
    "on the storm of the century won the prize of the harbour and was read in schools for a decade."
)
PROFILES = {
    "a box": f"<div class=author-bio><p>Mara Lind</p><p>{BIO}</p></div>",
    "a tip": f"<div class='comp author-tooltip__bio'>{BIO}</div>",
    "camels": f"<section class=AuthorInfo_x1><p>{BIO}</p><p>mara@oriel.example</p></section>",
    "about": f"<aside></aside><div class='about-the-author'><span>{BIO}</span></div>",
    "a job": "<div class=contrib-byline><span class=role>Senior Contributor</span>"
    "<div class=short-bio>I am a writer from Oriel Bay, consultant and author.</div></div>",
}


@pytest.mark.parametrize("where", ["over", "inside", "under"])
@pytest.mark.parametrize("shape", PROFILES)
def test_what_is_told_of_authors_is_neither_text_nor_summary(shape: str, where: str) -> None:
    at = {"over": 0, "inside": 3, "under": len(P)}[where]
    text = "".join([*P[:at], PROFILES[shape], *P[at:]])
    article = read(f"{NAME}<div>20 May 2026</div><div class=text>{text}</div>")
    assert texts(article) == TEXT
    assert article.summary is None
    assert article.authors == ["Mara Lind"]


@pytest.mark.parametrize("name", ["post author-mara", "byline-top", "contributor"])
def test_a_text_in_a_box_that_is_named_after_its_author_is_the_text(name: str) -> None:
    text = f"<div class='{name}'>{''.join(P)}</div>"
    assert texts(read(f"{NAME}<div>20 May 2026</div>{text}")) == TEXT
