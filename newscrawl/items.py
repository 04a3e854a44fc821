"""The published schema: an article as one line of the feed, and what it is made of.

Every value is plain JSON data: times are strings, ISO 8601 in UTC with ``Z``; an absent scalar is
None and never ``""``; an absent list is empty (None in a ``removed`` row). The JSON Schema and
docs/fields.md are generated from this file by ``make generated``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

ARTICLE_SCHEMA = "newscrawl.article/1"
LINK_SCHEMA = "newscrawl.link/1"

BlockKind = Literal[
    "heading", "paragraph", "list_item", "quote", "caption", "table", "image", "code"
]
PageKind = Literal["article", "live_blog", "video", "list", "error", "block", "login"]
Precision = Literal["second", "minute", "hour", "day", "week", "month", "year", "ambiguous"]


def about(text: str, **kwargs: Any) -> Any:
    """A dataclass field that says what it is about; its default is None unless one is given."""
    if "default" not in kwargs and "default_factory" not in kwargs:
        kwargs["default"] = None
    return field(metadata={"about": text}, **kwargs)


@dataclass(slots=True)
class Span:
    """What a stamp means: an interval, both ends inclusive, whole seconds, UTC."""

    at: str = about("the best single moment inside the interval", default="")
    earliest: str = about("the first second it can be", default="")
    latest: str = about("the last second it can be", default="")
    precision: Precision = about("the finest unit that the stamp states", default="day")
    raw: str = about("the stamp as the page writes it", default="")
    basis: str = about(
        "how it was read: rule, language, assumptions; ∩ joins the readings of several stamps that "
        "agree, the sharpest first",
        default="",
    )


@dataclass(slots=True)
class Block:
    """One block of an article's text, in reading order."""

    kind: BlockKind = about("what the block is", default="paragraph")
    text: str = about("its text, white space folded", default="")


@dataclass(slots=True)
class QuestionAnswer:
    """A related question and its answer, without the letters that mark them."""

    question: str = about("the question", default="")
    answer: str = about("the answer", default="")


@dataclass(slots=True)
class RelatedReading:
    """An article that the page recommends: one edge of the article graph."""

    rank: int = about("its place on the page, from 1", default=1)
    id: str = about("the full id of the article that it leads to", default="")
    url: str = about("its address as the page links it, made absolute", default="")
    title: str | None = about("its title on the card")
    summary: str | None = about("its summary on the card")
    source: str | None = about("its source label on the card")
    published_at: str | None = about("`published.at`")
    published: Span | None = about("what its stamp on the card means")


@dataclass(slots=True)
class Image:
    """A picture of the article."""

    url: str = about("its absolute address", default="")
    alt: str | None = about("its alternative text")


@dataclass(slots=True)
class ArchiveRef:
    """Where the fetched page is kept."""

    file: str = about("archive file, relative to the data directory", default="")
    offset: int = about("where its record begins, in bytes", default=0)


@dataclass(slots=True)
class Article:
    """One article at one revision: one line of the feed."""

    schema: str = about("name and version of this schema", default=ARTICLE_SCHEMA)
    seq: int | None = about("place in the feed, without gaps; null outside the durable feed")
    id: str = about("`<site>:<the site's own id>`, the same under every address", default="")
    revision: int = about("1, 2, …: counts what was delivered of this article", default=1)
    change: Literal["new", "updated", "removed"] = about(
        "what this row does to the article", default="new"
    )
    edit: Literal["substantive", "minor"] | None = about("how large an update is")
    cause: Literal["page", "sharper_time", "reparse"] | None = about("why there is a new revision")
    changed_fields: list[str] | None = about(
        "fields that differ from the revision before", default_factory=list
    )
    site: str = about("name of the site: names feed, state and lock", default="")
    url: str = about("the address fetched, without fragment", default="")
    canonical_url: str | None = about(
        "the one address that stands for all addresses of the article"
    )
    title: str | None = about("the headline, without the site's name")
    summary: str | None = about("the summary; a card's whole one in place of a page's cut one")
    text: str | None = about("the texts of `blocks`, captions apart, joined by a blank line")
    blocks: list[Block] | None = about("the text in reading order", default_factory=list)
    authors: list[str] | None = about("people or desks", default_factory=list)
    source: str | None = about("the source label on the page")
    origin: str | None = about("whom the text credits as its first publisher")
    section: str | None = about("the site's section")
    tags: list[str] | None = about("the site's tags", default_factory=list)
    language: str | None = about("language of the text, BCP 47")
    page_language: str | None = about("language of the page around it, BCP 47")
    page_kind: PageKind = about("what kind of page it is", default="article")
    is_paywalled: bool | None = about("whether the text is behind a paywall; null: no evidence")
    published_at: str | None = about("`published.at`")
    published: Span | None = about("when it was published")
    updated_at: str | None = about("`updated.at`")
    updated: Span | None = about("when it was last updated")
    questions: list[QuestionAnswer] | None = about("related questions", default_factory=list)
    related: list[RelatedReading] | None = about("related readings", default_factory=list)
    images: list[Image] | None = about("pictures of the article", default_factory=list)
    duplicate_of: str | None = about("id of the article that this one repeats")
    similarity: float | None = about("how alike the two are, 0 to 1")
    content_hash: str | None = about(
        "SHA-256 over title, summary, blocks, authors, source, origin and questions"
    )
    provenance: dict[str, str] = about(
        "for each field, where its value came from", default_factory=dict
    )
    fetched_at: str | None = about("when the page was received")
    rendered_at: str | None = about("when the page was made; the base of its relative stamps")
    first_seen_at: str | None = about("when the article was first discovered")
    archive: ArchiveRef | None = about("where the fetched page is kept")


@dataclass(slots=True)
class Link:
    """One change of the link graph: one line of the feed of links."""

    schema: str = about("name and version of this schema", default=LINK_SCHEMA)
    seq: int | None = about("place in the feed of links, without gaps")
    change: Literal["added", "moved", "removed"] = about(
        "whether the link appeared, got another rank, or disappeared", default="added"
    )
    site: str = about("name of the site", default="")
    from_id: str = about("full id of the article whose page bears the link", default="")
    to_id: str = about("full id of the article that it leads to", default="")
    rank: int = about("its place on the page, from 1; the last one of a removed link", default=1)
    from_url: str = about("address of the page that bears it", default="")
    to_url: str = about("address that it leads to", default="")
    first_seen_at: str | None = about("when the link was first seen")
    seen_at: str | None = about("when the page was received that shows the change")


def content_hash(article: Article) -> str:
    """SHA-256, hex, over what a reader reads of an article; see `Article.content_hash`."""
    return _hash(
        article.title,
        article.summary,
        [[block.kind, block.text] for block in article.blocks or ()],
        article.authors,
        article.source,
        article.origin,
        [[pair.question, pair.answer] for pair in article.questions or ()],
    )


def content_hash_of_row(row: Mapping[str, Any]) -> str:
    """`content_hash` of an article that is a row of the feed."""
    return _hash(
        row["title"],
        row["summary"],
        [[block["kind"], block["text"]] for block in row["blocks"] or ()],
        row["authors"],
        row["source"],
        row["origin"],
        [[pair["question"], pair["answer"]] for pair in row["questions"] or ()],
    )


def _hash(*content: Any) -> str:
    read = json.dumps(content, ensure_ascii=False)
    return hashlib.sha256(read.encode("utf-8", errors="surrogatepass")).hexdigest()
