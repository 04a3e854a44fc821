"""Stamps that say less, or say it in another order: amounts without a number, offsets, codes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from newscrawl.dates import find, parse, published_and_updated

NOW = datetime(2026, 5, 21, 12, tzinfo=UTC)
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)

SOME_MINUTES = {
    "en": "minutes ago",
    "es": "hace minutos",
    "pt": "há minutos",
    "it": "minuti fa",
    "de": "vor Minuten",
    "nl": "minuten geleden",
    "ru": "минуты назад",
    "uk": "хвилини тому",
    "pl": "minuty temu",
    "ar": "منذ دقائق",
    "sv": "för minuter sedan",
}


@pytest.mark.parametrize("hinted", [True, False])
@pytest.mark.parametrize("language", SOME_MINUTES)
def test_minutes_without_a_number_are_two_to_59(language: str, *, hinted: bool) -> None:
    text = SOME_MINUTES[language]
    span = parse(text, now=NOW, languages=[language] if hinted else [])
    assert span is not None
    assert (span.earliest, span.latest) == (NOW - HOUR + SECOND, NOW - 2 * MINUTE)
    assert span.precision == "minute"
    assert span.contains(span.at)
    assert "number unstated" in span.basis
    assert [found.span.raw for found in find(text, now=NOW)] == [text]


@pytest.mark.parametrize(
    ("text", "earliest"),
    [
        ("hace horas", NOW - 24 * HOUR + SECOND),
        ("days ago", NOW - 31 * 24 * HOUR + SECOND),
        ("publicado hace horas", NOW - 24 * HOUR + SECOND),
        ("marsbit · hours ago", NOW - 24 * HOUR + SECOND),
    ],
)
def test_other_units_without_a_number(text: str, earliest: datetime) -> None:
    span = parse(text, now=NOW, languages=["es", "en"])
    assert span is not None
    assert span.earliest == earliest


@pytest.mark.parametrize(
    "text", ["minutes", "in minutes", "forty-odd minutes ago", "read for minutes", "hour ago?"]
)
def test_no_number_and_no_stamp(text: str) -> None:
    assert parse(text, now=NOW, languages=["en"]) is None


@pytest.mark.parametrize(
    ("text", "language", "at"),
    [
        ("2026年5月20日 GMT+8 14:30", "zh", "06:30"),
        ("Thứ Tư, 20/5/2026, GMT+7 14:30", "vi", "07:30"),
        ("20 May 2026 UTC-3:30 14:30", "en", "18:00"),
        ("20 May 2026 GMT 14:30", "en", "14:30"),
    ],
)
def test_an_offset_before_its_clock(text: str, language: str, at: str) -> None:
    span = parse(text, now=NOW, languages=[language])
    assert span is not None
    assert span.at == datetime.fromisoformat(f"2026-05-20T{at}:00Z")
    assert span.latest - span.earliest < MINUTE


@pytest.mark.parametrize("text", ["20 M05 2026", "20-M05-2026", "2026 M05 20", "20 M05، 2026"])
def test_a_month_as_a_code(text: str) -> None:
    span = parse(text, now=NOW, languages=["ur"])
    assert span is not None
    assert span.at == datetime(2026, 5, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize("text", ["20 M13 2026", "M05", "20 m05 2026", "3 M12 2026 6:05 hawwaro"])
def test_what_is_no_such_month(text: str) -> None:
    assert parse(text, now=NOW) is None


@pytest.mark.parametrize("hint", ["es", "fr", "en", ""])
def test_a_weekday_of_another_language_belongs_to_its_date(hint: str) -> None:
    found = find("Wednesday 20 Nov 2019", now=NOW, languages=[hint] if hint else [])
    assert [one.span.raw for one in found] == ["Wednesday 20 Nov 2019"]


@pytest.mark.parametrize(
    ("text", "published", "updated"),
    [
        ("November 20, 2026 Updated November 22, 2026", 20, 22),
        ("By Ana Reis November 20, 2026 | Updated: November 22, 2026", 20, 22),
        ("Updated November 22, 2026 November 20, 2026", 20, 22),
        ("20.11.2026 aktualisiert 22.11.2026", 20, 22),
        ("22 Kasım 2026 güncellendi 20 Kasım 2026", 20, 22),
        ("20 Kasım 2026 yayınlandı 22 Kasım 2026 güncellendi", 20, 22),
    ],
)
def test_one_label_between_two_dates_is_of_the_one_it_fits(
    text: str, published: int, updated: int
) -> None:
    now = datetime(2026, 11, 26, tzinfo=UTC)
    said = published_and_updated(text, now=now, languages=("en", "de", "tr"))
    assert said.published is not None
    assert said.updated is not None
    assert (said.published.at.day, said.updated.at.day) == (published, updated)
