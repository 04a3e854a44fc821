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
