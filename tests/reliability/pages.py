"""The pages of the test site, made from a seed: articles in variants, lists, aliases.

Everything here follows from a `Shape` and numbers, so two sites of one shape are the same.
"""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_FIRST_DAY = datetime(2026, 5, 20, 12, 0, tzinfo=UTC)
_SUBJECTS = (
    "the harbour board,a survey of tenants,the second pump,the night ferry,an audit of meters,"
    "the orchard cooperative,a panel of geologists,the tram depot,the county archive,"
    "a grain exchange,the weather office,a circle of investors,the bridge authority,"
    "the union of bakers,an observatory,the water court,a printing house,the salt works"
).split(",")
_VERBS = (
    "put off,measured,bought,turned down,mended,counted,described,opened,lent,doubled,"
    "mapped,sold,tested,questioned,signed,weighed,repainted,moved"
).split(",")
_OBJECTS = (
    "wagons of timber,old ledgers,copper roofs,reservoirs,winter timetables,wooden piers,"
    "maps of the delta,bonds,sacks of barley,turbines,street lamps,seed potatoes,bells,"
    "insurance claims,greenhouses,stamps,cables under the bay,shares"
).split(",")
_PLACES = (
    "Alder Quay,Brandt,Corvin,Dunmere,Elsewhere Hill,Farrow,Gallen,Hythe,Ister,Juno Bay,"
    "Kestrel,Lomond,Marrow,Norrland,Ostrava Road,Penrith,Quill,Rosmer"
).split(",")
_TAILS = (
    "before the rains,in the third week,against the advice of its own clerks,without a vote,"
    "for the first time since the flood,at half the price,in spite of the strike,by lamplight,"
    "as the rules demand,and told nobody,to the surprise of the port,under a new permit"
).split(",")


@dataclass(frozen=True)
class Shape:
    """What a site is made from.

    Attributes:
        seed: another seed, another site.
        page_bytes: about how large an article page is.
        per_list: cards on one list page.
        unlisted: of every ten articles so many stand on no list: only related links lead there.
        related: related readings on each article page.
    """

    seed: int = 1
    page_bytes: int = 2_500
    per_list: int = 20
    unlisted: int = 3
    related: int = 3

    def is_listed(self, number: int) -> bool:
        return number % 10 < 10 - self.unlisted

    def related_to(self, number: int, articles: int) -> list[int]:
        """The related readings of an article: the next one, and others as the seed has it.

        The next one is always there, so what is on no list hangs on the one before it.
        """
        rng = random.Random(f"{self.seed}/related/{number}")
        chosen = [number + 1, *(rng.randrange(articles) for _ in range(self.related - 1))]
        chosen = [other % articles for other in chosen]
        return [other for other in dict.fromkeys(chosen) if other != number]


def own_id(shape: Shape, number: int) -> str:
    """The eight characters that name an article, never digits alone."""
    value = int.from_bytes(hashlib.sha256(f"{shape.seed}/id/{number}".encode()).digest()[:8])
    digits = ""
    for _ in range(7):
        value, digit = divmod(value, 62)
        digits += _ALPHABET[digit]
    return digits + _ALPHABET[10 + value % 52]


def path_of(shape: Shape, number: int) -> str:
    return f"/news/report-{number}-from-{_place(number)}-{own_id(shape, number)}/"


def alias_of(number: int) -> str:
    """The numeric address of an article, of which only the page tells the id."""
    return f"/news/{400_000 + number}/"


def day_of(number: int) -> datetime:
    """When an article was published."""
    return _FIRST_DAY - timedelta(hours=6 * number)


@dataclass(frozen=True)
class Variant:
    """What a reader sees of an article in one of its variants."""

    title: str
    summary: str
    paragraphs: tuple[str, ...]
    updated: str

    @property
    def text(self) -> str:
        """As the feed joins it."""
        return "\n\n".join(self.paragraphs)

    @property
    def digest(self) -> str:
        return digest(self.title, self.text)


def digest(title: str | None, text: str | None) -> str:
    """What tells two contents apart, the same over a page's truth and a row of the feed."""
    return hashlib.sha256(f"{title}\n\n{text}".encode()).hexdigest()


@lru_cache(maxsize=100_000)
def variant_of(shape: Shape, number: int, variant: int) -> Variant:
    """An article in its nth variant: another paragraph, now and then another title."""
    rng = random.Random(f"{shape.seed}/{number}")
    wanted = max(shape.page_bytes - 700 - 230 * shape.related, 500)
    paragraphs = []
    while sum(map(len, paragraphs)) < wanted:
        paragraphs.append(" ".join(_sentence(rng) for _ in range(3)))
    if variant:
        edit = random.Random(f"{shape.seed}/{number}/{variant}")
        place = edit.randrange(len(paragraphs))
        paragraphs[place] = " ".join(_sentence(edit) for _ in range(3))
        paragraphs.append(f"Correction {variant}: {_sentence(edit)}")
    title = f"Report {number} from {_PLACES[number % len(_PLACES)]}"
    if variant % 3 == 2:
        title += f", edition {variant}"
    day = min(day_of(number) + timedelta(days=variant), _FIRST_DAY + timedelta(days=60))
    summary = f"Report {number} in short: {_sentence(random.Random(f'{shape.seed}/s/{number}'))}"
    return Variant(title, summary, tuple(paragraphs), f"{day:%Y-%m-%d}")


def article_html(
    shape: Shape, number: int, variant: int, *, path: str, cards: list[str], copy_of: int | None
) -> bytes:
    """The page of an article. A copy shows the words of another one under its own address."""
    told = variant_of(shape, number if copy_of is None else copy_of, variant)
    body = "".join(f"<p>{text}</p>\n" for text in told.paragraphs)
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>{told.title} | HTX Insights</title><link rel="canonical" href="{path}"></head><body>
<header><a href="/news/">News</a></header><main><h1>{told.title}</h1>
<div><span>marsbit</span><span>Published on {day_of(number):%Y-%m-%d}</span>
<span>Last updated on {told.updated}</span></div>
<h2>Abstract</h2><p>{told.summary}</p>
{body}<h2>Related Reads</h2>{"".join(cards)}
</main><footer>About this site</footer></body></html>""".encode()


def card_html(shape: Shape, number: int, *, stamp: str, path: str) -> str:
    """The card of an article. It never tells an edit: cards go by what was published first."""
    told = variant_of(shape, number, 0)
    return (
        f'<a href="{path}"><h3>{told.title}</h3>'
        f"<p>{told.summary}</p><span>marsbit {stamp}</span></a>\n"
    )


def list_html(cards: list[str]) -> bytes:
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>News</title></head>
<body><header><a href="/news/">News</a></header><main>{"".join(cards)}</main>
<footer>About this site</footer></body></html>""".encode()


def _place(number: int) -> str:
    return _PLACES[number % len(_PLACES)].lower().replace(" ", "-")


def _sentence(rng: random.Random) -> str:
    subject, verb, thing = rng.choice(_SUBJECTS), rng.choice(_VERBS), rng.choice(_OBJECTS)
    place, tail = rng.choice(_PLACES), rng.choice(_TAILS)
    text = f"{subject} {verb} {rng.randrange(3, 990)} {thing} at {place} {tail}."
    return text[0].upper() + text[1:]
