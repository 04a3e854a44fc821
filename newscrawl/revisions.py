"""Whether an article that was read again is a new revision, and what kind of one. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, Literal

from newscrawl.dates import DateSpan
from newscrawl.dates.span import PRECISIONS
from newscrawl.items import Article, Span, content_hash, content_hash_of_row
from newscrawl.reading.summary import completes, is_cut

Row = Mapping[str, Any]

# What content_hash covers: a change here is a revision.
CONTENT = ("title", "summary", "blocks", "authors", "source", "origin", "questions")
# What an update may change, but never take away.
KEPT = ("title", "text", "authors", "published")
# What says how a row came about, and not what the article is.
_ABOUT_THE_ROW = {
    *("schema", "seq", "revision", "change", "edit", "cause", "changed_fields", "provenance"),
    *("fetched_at", "rendered_at", "first_seen_at", "archive", "content_hash", "similarity"),
}
# Fields that a row of a removed article still has.
_OF_REMOVED = {
    *_ABOUT_THE_ROW - {"content_hash", "similarity"},
    *("id", "site", "url", "canonical_url", "page_kind"),
}
_WORD = re.compile(r"\w+")
# An edit that touches fewer words than this, in a text of that many, is minor.
_MINOR_SHARE, _MINOR_WORDS = 0.02, 3


def regression(article: Article, before: Row) -> bool:
    """Whether the article now lacks what was delivered of it: the page was read wrongly."""
    return any(before.get(name) and not getattr(article, name) for name in KEPT)


def complete_summary(article: Article, before: Row) -> None:
    """Puts the whole summary that was delivered in place of its cut form."""
    own, known = article.summary, before.get("summary")
    if not known or is_cut(known) or own == known:
        return
    if own is None or (is_cut(own) and completes(known, own)):
        article.summary = known
        article.content_hash = content_hash(article)


def same_content(article: Article, before: Row) -> bool:
    """Whether a reader reads the same; a whole summary in place of its cut form is no edit."""
    delivered = str(before["content_hash"])
    if article.content_hash == delivered:
        return True
    # What the hash is made of may have changed since: no reason to deliver everything anew.
    if content_hash_of_row(before) == article.content_hash:
        return True
    own, known = article.summary, before.get("summary")
    if not own or not known or not is_cut(known) or not completes(own, known):
        return False
    return content_hash(replace(article, summary=known)) == delivered


def same_page(article: Article, other: Row) -> bool:
    """Whether two pages say the same, and a card told the summary of one of them."""
    told = [(each or {}).get("summary") for each in (article.provenance, other["provenance"])]
    if "card" not in told:
        return False
    bare = content_hash(replace(article, summary=None))
    return bare == content_hash_of_row({**other, "summary": None})


def is_sharper(span: Span | DateSpan | None, before: Row) -> bool:
    """Whether a time is of a finer class than the one that was delivered."""
    if span is None:
        return False
    known = before.get("published")
    if not known:
        return True
    return PRECISIONS.index(span.precision) < PRECISIONS.index(known["precision"])


def changed_fields(after: Row, before: Row) -> list[str]:
    """Names of the fields that differ between two rows, in the order of the schema."""
    names = [field.name for field in fields(Article) if field.name not in _ABOUT_THE_ROW]
    return [name for name in names if after.get(name) != before.get(name)]


def edit_of(after: Row, before: Row) -> Literal["substantive", "minor"]:
    """How large an edit is: minor are slips of the pen, a word or two in a long text."""
    for name in ("title", "summary", "text"):
        old, new = (_words(row.get(name)) for row in (before, after))
        touched = max((old - new).total(), (new - old).total())
        allowed = min(_MINOR_WORDS, int(_MINOR_SHARE * max(old.total(), 1)) or 1)
        if touched > (allowed if name == "text" else 0):
            return "substantive"
        if name != "text" and not old and new:
            return "substantive"
    return "minor"


def removal(before: Row, article: Article) -> Article:
    """The row that tells that an article is gone: its content is null.

    Args:
        before: the row that was delivered last.
        article: what is known of the removal: id, moments.
    """
    gone = Article()
    for field in fields(Article):
        name = field.name
        value = before.get(name) if name in _OF_REMOVED else None
        setattr(gone, name, value)
    gone.change, gone.edit, gone.cause = "removed", None, "page"
    gone.changed_fields, gone.archive = None, None
    gone.provenance = {}
    gone.fetched_at, gone.rendered_at = article.fetched_at, article.rendered_at
    gone.revision = before["revision"] + 1
    gone.page_kind = before["page_kind"]
    return gone


def _words(text: Any) -> Counter[str]:
    # Scripts without spaces have runs for words: there a letter is one.
    words = _WORD.findall(str(text or "").casefold())
    return Counter(part for word in words for part in _parts(word))


def _parts(word: str) -> list[str]:
    return [word] if word[0] < "\u2e80" else list(word)
