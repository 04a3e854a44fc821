"""What must come out of a page, and where an article differs from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from newscrawl.items import Article
from newscrawl.reading import Card, Site, read_page
from tests.skins.content import PageContent
from tests.skins.lists import Related
from tests.skins.markup import Markup
from tests.skins.skin import Skin

FIELDS = (
    "page_kind",
    "id",
    "title",
    "source",
    "published",
    "updated",
    "summary",
    "blocks",
    "text",
    "headings",
    "authors",
    "origin",
    "questions",
    "related",
    "page_language",
    "language",
)


@dataclass(frozen=True)
class Expected:
    """What the reader must find, field by field; `judged` names the fields that are compared."""

    values: dict[str, Any]
    judged: tuple[str, ...] = FIELDS


def marsbit_site() -> Site:
    """What the spider tells the reader of its site."""
    from newscrawl.spiders.marsbit import MarsbitSpider

    site: Site = MarsbitSpider.site()
    return site


def expected(content: PageContent, skin: Skin) -> Expected:
    """What must come out of this content in this skin."""
    links = Related(content, Markup(skin))
    base_url = "https://www.htx.com/" if skin.href == "base" else content.url
    values = {
        "page_kind": "article",
        "id": f"marsbit:{content.id}",
        "title": content.title,
        "source": content.source,
        "published": content.published,
        "updated": content.updated,
        "summary": content.summary,
        "blocks": [block.text for block in content.blocks],
        "text": "\n\n".join(block.text for block in content.blocks if block.kind != "caption"),
        "headings": [block.text for block in content.blocks if block.kind == "heading"],
        "authors": list(content.authors),
        "origin": content.origin,
        "questions": [list(pair) for pair in content.questions],
        "related": [
            [
                rank,
                f"marsbit:{card.id}",
                urljoin(base_url, links.href(card)),
                card.title,
                card.summary,
                card.source,
                card.stamp,
            ]
            for rank, card in enumerate(content.related, 1)
        ],
        "page_language": content.page_language,
        "language": content.language,
    }
    left_out = set()
    if skin.headings == "plain" or skin.body == "pre_line":
        left_out.add("headings")
    captions = any(block.kind == "caption" for block in content.blocks)
    if captions and skin.body in ("pre_line", "br", "brbr"):
        left_out.add("text")  # nothing marks a caption there
    # Without labels or a statement, only running text of the chrome can tell the page's language.
    stated = skin.lang in ("right", "region") or content.listed or skin.footer == "disclaimer"
    if not stated:
        left_out.add("page_language")
    return Expected(values, tuple(name for name in FIELDS if name not in left_out))


def judge(
    html: str, content: PageContent, skin: Skin, site: Site, cards: Sequence[Card] = ()
) -> dict[str, str]:
    """The fields that the reader gets wrong in a page of this content in this skin."""
    article = read_page(
        html, url=content.url, fetched_at=content.fetched_at, site=site, cards=cards
    )
    return differences(article, expected(content, skin))


def folded(text: str | None) -> str | None:
    """A stamp with its white space folded: raw texts keep what the page wrote."""
    return None if text is None else " ".join(text.split())


def _day(span: Any) -> str | None:
    """The day of a span, and its raw text where that does not hold the day."""
    if span is None:
        return None
    day = span.at[:10]
    return day if day in (span.raw or "") else f"{day} from {span.raw!r}"


def _primary(language: str | None) -> str | None:
    return None if language is None else language.split("-")[0]


def found(article: Article) -> dict[str, Any]:
    """An article's fields in the form of `Expected.values`."""
    blocks = article.blocks or []
    return {
        "page_kind": article.page_kind,
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "published": _day(article.published),
        "updated": _day(article.updated),
        "summary": article.summary,
        "blocks": [block.text for block in blocks],
        "text": article.text,
        "headings": [block.text for block in blocks if block.kind == "heading"],
        "authors": list(article.authors or []),
        "origin": article.origin,
        "questions": [[pair.question, pair.answer] for pair in article.questions or []],
        "related": [
            [
                card.rank,
                card.id,
                card.url,
                card.title,
                card.summary,
                card.source,
                folded(card.published.raw) if card.published else None,
            ]
            for card in article.related or []
        ],
        "page_language": _primary(article.page_language),
        "language": _primary(article.language),
    }


def _short(value: Any, width: int = 96) -> str:
    text = repr(value)
    return text if len(text) <= width else f"{text[: width - 20]}…{text[-18:]}"


def _difference(want: Any, got: Any) -> str:
    """Two values' difference in a line or two; of lists, the first place where they part."""
    if isinstance(want, list) and isinstance(got, list):
        place = next(
            (i for i, (w, g) in enumerate(zip(want, got, strict=False)) if w != g),
            min(len(want), len(got)),
        )
        pair = [side[place] if place < len(side) else "(end)" for side in (want, got)]
        if all(isinstance(side, list) for side in pair):
            return f"[{place}] " + _difference(*pair)
        counts = f"{len(want)} wanted, {len(got)} found; " if len(want) != len(got) else ""
        return f"{counts}[{place}] {_difference(*pair)}"
    if isinstance(want, str) and isinstance(got, str) and want != got:
        # The part before the first difference says nothing.
        same = next(
            (i for i, (w, g) in enumerate(zip(want, got, strict=False)) if w != g),
            min(len(want), len(got)),
        )
        start = max(0, same - 20) if same > 40 else 0
        lead = "…" if start else ""
        return f"want {lead}{_short(want[start:])}\n      got  {lead}{_short(got[start:])}"
    return f"want {_short(want)}\n      got  {_short(got)}"


def differences(article: Article, wanted: Expected) -> dict[str, str]:
    """For each judged field that is wrong, what was wanted and what was found."""
    got = found(article)
    return {
        name: _difference(wanted.values[name], got[name])
        for name in wanted.judged
        if wanted.values[name] != got[name]
    }
