"""The real page's content, where its files are beside the checkout."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from tests.skins.content import PageContent, RelatedCard, TextBlock, at
from tests.skins.words import WORDS

HTX = Path(__file__).resolve().parents[3] / "shared" / "htx"


@cache
def htx_answers() -> dict[str, Any]:
    """What a crawl of the real page must yield, as its own file has it."""
    answers: dict[str, Any] = json.loads((HTX / "expected.json").read_text(encoding="utf-8"))
    return answers


@cache
def htx_content() -> PageContent | None:
    """The real page's content; None where its files are not beside the checkout."""
    if not (HTX / "expected.json").exists():
        return None
    answers = htx_answers()
    headings = {"Cutting-edge Deployment", "Technology and Talent in Parallel"}
    return PageContent(
        name="htx",
        id="jw3PNpAL",
        slug="openai-expands-into-singapore",
        locale="es-la",
        page_language=answers["page_language"],
        language=answers["language"],
        words=WORDS["es"],
        title=answers["title"],
        source=answers["source"],
        published_label="Publicado a",
        published=answers["published"],
        updated_label="Actualizado a",
        updated=answers["updated"],
        fetched_at=at(answers["fetched_at"]),
        summary_label="Resumen",
        summary=answers["summary"],
        blocks=tuple(
            TextBlock("heading" if text in headings else "paragraph", text)
            for text in answers["body"]
        ),
        authors=tuple(answers["authors"]),
        origin=answers["origin"],
        questions_label="Preguntas relacionadas",
        questions=tuple((pair["question"], pair["answer"]) for pair in answers["questions"]),
        related_label="Lecturas Relacionadas",
        related=tuple(
            RelatedCard(
                card["id"],
                card["slug"],
                card["title"],
                card["summary"],
                card["source"],
                card["published_raw"],
            )
            for card in answers["related"]
        ),
    )
