"""Where the sources of a page say different things of one field."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from newscrawl.items import Span
from newscrawl.reading import Candidate, Explanation
from newscrawl.reading.titles import key

# One may be cut, or go on: it disagrees where neither begins the other.
_PROSE = frozenset({"title", "summary"})
# One may know more: they disagree where each names something that the other does not.
_SEVERAL = frozenset({"authors", "questions"})
_WHOLE = frozenset(
    "source origin section language page_language is_paywalled id canonical_url".split()
)


def disagreeing(explanation: Explanation) -> dict[str, list[Candidate]]:
    """By field, the candidates that cannot be true where the one that won is.

    Tags and images are not compared, for one source may choose others than the next; nor what a
    page has in one place only.
    """
    won = {each.field: each for each in explanation.candidates if each.won}
    found: dict[str, list[Candidate]] = {}
    for each in explanation.candidates:
        winner = won.get(each.field)
        if winner is not None and not each.won and _disagree(winner, each):
            found.setdefault(each.field, []).append(each)
    return found


def _disagree(winner: Candidate, other: Candidate) -> bool:
    one, two = winner.value, other.value
    if isinstance(one, Span) and isinstance(two, Span):
        return max(_moments(one)[0], _moments(two)[0]) > min(_moments(one)[1], _moments(two)[1])
    if not other.usable:
        return False
    if other.field in _PROSE:
        begun, whole = sorted((key(one), key(two)), key=len)
        return not whole.startswith(begun)
    if other.field in _SEVERAL:
        left, right = ({_name(item) for item in items} for items in (one, two))
        return not (left <= right or right <= left)
    return other.field in _WHOLE and _name(one) != _name(two)


def _moments(span: Span) -> tuple[datetime, datetime]:
    return datetime.fromisoformat(span.earliest), datetime.fromisoformat(span.latest)


def _name(value: Any) -> str:
    # As people would say that two are the same; addresses and ids to the letter.
    text = str(getattr(value, "question", value))
    return text if "/" in text or ":" in text else key(text)
