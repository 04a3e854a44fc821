"""When an article was published: by a clock that is in doubt, and by several sightings."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.dates import DateSpan, parse
from newscrawl.reading import Site, explain, read_cards, read_page
from newscrawl.reading.times import Sighting, settle
from newscrawl.spiders.marsbit import MarsbitSpider

NOW = datetime(2026, 5, 21, 9, tzinfo=UTC)
URL = "https://www.htx.com/news/"
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
NONE = timedelta(0)

# The clock in doubt


def card_span(stamp: str, now: datetime, doubt: timedelta = NONE) -> DateSpan:
    """What a card of a list says of its article's time."""
    cards = read_cards(
        "<h1>News</h1>"
        + "".join(
            f"<div><a href=/news/tidal-power-{number}-AbCdEf1{number}/>Tidal power finds {number}"
            f" buyers</a><p>marsbit{stamp}</p></div>"
            for number in range(3)
        ),
        url=URL,
        fetched_at=now,
        rendered_doubt=doubt,
        site=MarsbitSpider.site(),
    )
    assert len(cards) == 3
    assert cards[0].published is not None
    return cards[0].published


def article_span(stamp: str, doubt: timedelta) -> DateSpan:
    article = read_page(
        f"<h1>Tidal power finds buyers</h1><p>{stamp}</p>" + "<p>It is a long tale.</p>" * 9,
        url=URL + "tidal-power-finds-buyers-AbCdEf12/",
        fetched_at=NOW,
        rendered_doubt=doubt,
        site=MarsbitSpider.site(),
    )
    span = article.published
    assert span is not None
    moments = map(datetime.fromisoformat, (span.earliest, span.latest, str(span.at)))
    earliest, latest, at = moments
    return DateSpan(earliest, latest, span.precision, span.raw, span.basis, at)


def test_a_relative_stamp_is_as_wide_as_the_clock_is_in_doubt() -> None:
    sure, wide = (card_span("Hace 33 min(s)", NOW, doubt) for doubt in (NONE, 5 * MINUTE))
    assert (wide.earliest, wide.at) == (sure.earliest, sure.at)
    assert wide.latest == sure.latest + 5 * MINUTE
    assert (wide.raw, wide.precision) == (sure.raw, sure.precision)


def test_an_article_is_not_published_after_its_page_was_made() -> None:
    span = article_span("Hace 3 min(s)", 5 * MINUTE)
    assert span.earliest == NOW - 4 * MINUTE + SECOND
    assert (span.at, span.latest) == (NOW - 3 * MINUTE, NOW)


@pytest.mark.parametrize(
    "stamp", ["2026-05-20", "2026-05-20T10:00:00Z", "04/23 08:28", "20 de mayo de 2026"]
)
def test_a_stamp_that_does_not_count_from_now_stays(stamp: str) -> None:
    assert article_span(stamp, timedelta(days=3)) == article_span(stamp, NONE)


STAMPS = [
    "Hace 33 min(s)",
    "22小时前",
    "2 days ago",
    "1 month ago",
    "há 3 semanas",
    "yesterday",
    "昨天 14:30",
    "hace 1 año",
    "just now",
    "позавчера в 10:15",
]


@given(
    st.sampled_from(STAMPS),
    st.integers(0, 2 * 365 * 86_400),
    st.integers(1, 200_000),
    st.data(),
)
def test_a_span_covers_every_moment_the_page_can_have_been_made(
    stamp: str, before_s: int, doubt_s: int, data: st.DataObject
) -> None:
    now = NOW - before_s * SECOND
    wide = card_span(stamp, now, doubt_s * SECOND)
    passed = data.draw(st.integers(0, doubt_s))
    one = parse(stamp, now=now + passed * SECOND)
    assert one is not None
    assert wide.earliest <= one.earliest <= one.latest <= wide.latest


def test_a_negative_doubt_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        card_span("2 days ago", NOW, -SECOND)


# Several sightings


def basis_of(*sightings: tuple[str, timedelta]) -> str:
    """The basis of the time that stamps, each on a page made so long before now, agree on."""
    spans = [parse(stamp, now=NOW - before) for stamp, before in sightings]
    settled = settle([Sighting(span, "card") for span in spans if span is not None], NOW)
    assert settled.span is not None
    return settled.span.basis


@pytest.mark.parametrize(
    ("sightings", "basis"),
    [
        ([("2026-05-20", NONE)], "year first; zone unknown"),
        ([("2026-05-20", NONE), ("2026-05-20", MINUTE)], "year first; zone unknown"),
        (
            [("2026-05-20", NONE), ("Hace 22 hora(s)", NONE)],
            "relative es, rounded down ∩ year first",
        ),
        (
            [("Hace 22 hora(s)", NONE), ("Hace 22 hora(s)", MINUTE)],
            "relative es, rounded down ∩ relative es",
        ),
        (
            [
                ("Hace 22 hora(s)", NONE),
                ("22小时前", MINUTE),
                ("2026-05-20", NONE),
                ("Hace 22 hora(s)", 2 * MINUTE),
            ],
            "relative es, rounded down ∩ relative zh ∩ relative es ∩ year first",
        ),
        # A contradiction is left out, in the basis too.
        ([("2026-05-20", NONE), ("hace 9 días", NONE)], "year first; zone unknown"),
    ],
)
def test_the_basis_names_what_was_intersected(
    sightings: list[tuple[str, timedelta]], basis: str
) -> None:
    assert basis_of(*sightings) == basis


@given(st.permutations([("2026-05-20", NONE), ("Hace 22 hora(s)", NONE), ("22小时前", MINUTE)]))
def test_the_order_of_sightings_does_not_decide_the_basis(
    sightings: list[tuple[str, timedelta]],
) -> None:
    assert basis_of(*sightings) == basis_of(*sorted(sightings))


# The time that an address holds

DAY = r"(?P<year>\d\d(?:\d\d)?)/?(?P<month>\d\d)/?(?P<day>\d\d)"
CLOCK = r"(?:(?P<hour>\d\d)(?:(?P<minute>\d\d)(?P<second>\d\d)?)?)?"


def explained(path: str, shown: str = "", *, zone: str | None = "Asia/Shanghai") -> dict[str, str]:
    """What becomes of the time of a page at `path`, and the note on each sighting of it."""
    site = Site(
        name="example",
        hosts=("news.example",),
        article_path=re.compile(rf"^/(?P<id>{DAY}{CLOCK}[a-z]*)$"),
        timezone=zone,
    )
    explanation = explain(
        f"<h1>Tidal power finds buyers</h1><p>{shown}</p>" + "<p>It is a long tale.</p>" * 9,
        url=f"https://news.example{path}",
        fetched_at=NOW,
        site=site,
    )
    published = explanation.article.published
    found = {"notes": "", "span": ""}
    if published is not None:
        found["span"] = f"{published.earliest} {published.latest} {published.at}"
        found |= {name: getattr(published, name) for name in ("raw", "precision", "basis")}
    for each in explanation.candidates:
        if each.field == "published":
            found[each.origin] = each.note
    return found


@pytest.mark.parametrize(
    ("path", "span", "raw", "precision"),
    [
        # The site's own clock may have been rounded up to the next second.
        (
            "/20260521163312a",
            "2026-05-21T08:33:12Z 2026-05-21T08:33:13Z 2026-05-21T08:33:12Z",
            "20260521163312",
            "second",
        ),
        (
            "/202605211633",
            "2026-05-21T08:33:00Z 2026-05-21T08:33:59Z 2026-05-21T08:33:00Z",
            "202605211633",
            "minute",
        ),
        (
            "/2026/05/20",
            "2026-05-19T16:00:00Z 2026-05-20T15:59:59Z 2026-05-20T04:00:00Z",
            "2026/05/20",
            "day",
        ),
        (
            "/26/05/2008",  # an hour alone is no clock
            "2026-05-19T16:00:00Z 2026-05-20T15:59:59Z 2026-05-20T04:00:00Z",
            "26/05/20",
            "day",
        ),
    ],
)
def test_an_address_tells_the_time(path: str, span: str, raw: str, precision: str) -> None:
    found = explained(path)
    assert (found["span"], found["raw"], found["precision"]) == (span, raw, precision)
    assert found["basis"] == "address; zone as given"
    assert found["url"] == "agrees"


@pytest.mark.parametrize("path", ["/20261321163312", "/20260230", "/20260521256112", "/00000000"])
def test_digits_of_an_address_that_are_no_time(path: str) -> None:
    found = explained(path)
    assert found["span"] == ""
    assert "url" not in found


def test_the_time_of_an_address_is_intersected_with_what_the_page_says() -> None:
    found = explained("/20260521163312", "2026-05-21")
    assert found["span"].startswith("2026-05-21T08:33:12Z 2026-05-21T08:33:13Z")
    assert found["basis"] == "address; zone as given ∩ year first"
    # What the page shows is trusted more than its address, and the quarrel is told.
    found = explained("/20260521163312", "2026-05-19")
    assert found["raw"] == "2026-05-19"
    assert found["url"] == "contradicts those before"


def test_the_time_of_an_address_without_a_zone_is_as_wide_as_the_world() -> None:
    assert explained("/20260520", zone=None)["span"] == (
        "2026-05-19T10:00:00Z 2026-05-21T09:00:00Z 2026-05-20T12:00:00Z"
    )


def test_the_time_of_an_address_after_the_page_was_made_counts_for_nothing() -> None:
    found = explained("/20260522163312")
    assert found["span"] == ""
    assert found["url"] == "after the page was made"
