"""ArticleLoader: candidates of every field in, the article out, with where each value came from.

The order in which candidates are added is the order of trust: the first that its field accepts
wins. Everything added is kept, so that `explain` can show what lost and why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields
from typing import Any

from itemloaders import ItemLoader
from itemloaders.processors import Identity

from newscrawl.items import Article, content_hash
from newscrawl.reading.brackets import without_machine
from newscrawl.reading.credits import is_name
from newscrawl.reading.lines import fold
from newscrawl.reading.model import Candidate


def clean_text(value: str) -> str | None:
    """A text as a reader sees it; None if nothing is left."""
    return fold(value) or None


def clean_summary(value: str) -> str | None:
    """A summary without the mark that a machine wrote it; None if nothing is left."""
    return without_machine(fold(value)) or None


def clean_names(values: Iterable[str]) -> list[str] | None:
    """Names of people or desks, once each; None if none is one."""
    names = [fold(value) for value in values]
    return list(dict.fromkeys(name for name in names if is_name(name))) or None


def clean_list(values: Iterable[Any]) -> list[Any] | None:
    """The values as a list; None if there are none."""
    return list(values) or None


class KeepCandidates:
    """Input processor: cleans each candidate's value; one whose value is then None is kept as lost.

    Args:
        clean: from a value as found to one as the field holds it; None drops it.
    """

    def __init__(self, clean: Callable[[Any], Any] | None = None) -> None:
        self.clean = clean

    def __call__(self, candidates: Iterable[Candidate]) -> list[Candidate]:
        """The candidates, cleaned, and those that can be used marked."""
        kept = []
        for candidate in candidates:
            value = self.clean(candidate.value) if self.clean is not None else candidate.value
            if value is None:
                kept.append(candidate._replace(note=candidate.note or "no value of this field"))
            else:
                kept.append(candidate._replace(value=value, usable=not candidate.refused))
        return kept


class TakeTrusted:
    """Output processor: the value of the first candidate that can be used; None if none can."""

    def __call__(self, candidates: Iterable[Candidate]) -> Any:
        """The value of the first that can be used."""
        return next((candidate.value for candidate in candidates if candidate.usable), None)


def _with_processors(cls: type[ItemLoader]) -> type[ItemLoader]:
    # A processor that is an attribute is found at once; others are looked up in the item's fields.
    for field in fields(Article):
        for end in ("in", "out"):
            if not hasattr(cls, f"{field.name}_{end}"):
                default = getattr(cls, f"default_{end}put_processor")
                setattr(cls, f"{field.name}_{end}", default)
    return cls


@_with_processors
class ArticleLoader(ItemLoader):
    """Loads an Article from candidates."""

    default_item_class = Article
    default_input_processor = KeepCandidates()
    default_output_processor = TakeTrusted()

    title_in = KeepCandidates(clean_text)
    summary_in = KeepCandidates(clean_summary)
    source_in = KeepCandidates(clean_text)
    origin_in = KeepCandidates(clean_text)
    section_in = KeepCandidates(clean_text)
    authors_in = KeepCandidates(clean_names)
    tags_in = KeepCandidates(clean_list)
    blocks_in = KeepCandidates(clean_list)
    questions_in = KeepCandidates(clean_list)
    related_in = KeepCandidates(clean_list)
    images_in = KeepCandidates(clean_list)
    provenance_out = Identity()

    def offer(
        self, field: str, value: Any, origin: str, note: str = "", *, refused: bool = False
    ) -> None:
        """Adds a candidate for `field`; None is no candidate.

        Args:
            field: name of the article's field.
            value: the value as found.
            origin: where it was found: ``json-ld:headline``, ``label:es`` …
            note: what was assumed, or why it is refused.
            refused: whether it can only be shown, not win.
        """
        if value is not None:
            self.add_value(field, [Candidate(field, value, origin, note=note, refused=refused)])

    def best(self, field: str) -> Any:
        """The value that `field` has so far; None if it has none."""
        return self.get_output_value(field)

    def load(self) -> tuple[Article, tuple[Candidate, ...]]:
        """The article, with provenance and content hash, and every candidate, winners marked."""
        article: Article = self.load_item()
        candidates: list[Candidate] = []
        for field, values in self._values.items():
            won = False
            for candidate in values:
                wins = candidate.usable and not won
                if wins:
                    won = True
                    article.provenance[field] = candidate.origin
                candidates.append(candidate._replace(won=wins, note=_note(candidate, wins)))
        article.content_hash = content_hash(article)
        return article, tuple(candidates)


def _note(candidate: Candidate, wins: bool) -> str:
    if wins or candidate.note:
        return candidate.note
    return "less trusted"
