"""Every content that skins are laid over."""

from __future__ import annotations

from dataclasses import replace

from tests.skins import texts_listed, texts_long, texts_shapes
from tests.skins.content import PageContent
from tests.skins.htx import htx_content
from tests.skins.words import WORDS

UKRAINIAN = replace(
    texts_listed.NO_SUMMARY,
    name="ukrainian",
    id="uA6oPs3H",
    locale="uk-ua",
    page_language="uk",
    words=WORDS["uk"],
    published_label="Опубліковано о",
    updated_label="Востаннє оновлено о",
    summary_label="Анотація",
    summary="A cooperative of growers sells claims on its harvest months ahead. Buyers see the "
    "slope, the estimate and who signed it.",
    questions_label="Пов'язані питання",
    related_label="Пов'язані матеріали",
)

GERMAN = replace(
    texts_shapes.INTERVIEW,
    name="german",
    id="dE8iCx2A",
    locale="",
    page_language="de",
    words=WORDS["de"],
    published_label="Veröffentlicht am",
    updated_label="Zuletzt aktualisiert am",
    summary_label="Zusammenfassung",
    blocks=texts_shapes.RICH.blocks,
    title=texts_shapes.RICH.title,
    summary=texts_shapes.RICH.summary,
    questions=texts_shapes.RICH.questions,
    questions_label="Verwandte Fragen",
    related_label="Weitere Artikel",
)

OWN_CONTENTS = {
    content.name: content
    for content in (
        texts_listed.TURKISH,
        texts_listed.CHINESE,
        texts_shapes.GREEK,
        texts_shapes.ROMANIAN,
        texts_shapes.UNLABELLED,
        texts_listed.SHORT,
        texts_listed.NO_SUMMARY,
        texts_listed.NO_QUESTIONS,
        texts_listed.NO_RELATED,
        texts_shapes.INTERVIEW,
        texts_shapes.RICH,
        texts_long.LONG_SUMMARY,
        UKRAINIAN,
        GERMAN,
    )
}


def htx_contents() -> dict[str, PageContent]:
    """The real page, under its own labels, under unlisted ones and under none.

    Empty where its files are not beside the checkout.
    """
    htx = htx_content()
    if htx is None:
        return {}
    greek = texts_shapes.GREEK
    other = replace(
        htx,
        name="htx_other_labels",
        page_language=greek.page_language,
        words=greek.words,
        published_label=greek.published_label,
        updated_label=greek.updated_label,
        summary_label=greek.summary_label,
        questions_label=greek.questions_label,
        related_label=greek.related_label,
    )
    bare = replace(
        htx,
        name="htx_no_labels",
        published_label=None,
        updated_label=None,
        summary_label=None,
        questions_label=None,
        related_label=None,
    )
    return {content.name: content for content in (htx, other, bare)}


def all_contents() -> dict[str, PageContent]:
    """Our own contents, with the real page first where it is at hand."""
    return htx_contents() | OWN_CONTENTS
