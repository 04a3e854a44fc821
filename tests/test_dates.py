"""Stamps as sites write them, what is no stamp, and what each is taken to mean."""

import unicodedata
from datetime import UTC, datetime, timedelta, timezone

import pytest

from newscrawl.dates import find, parse

NOW = datetime(2026, 5, 21, 12, 0, tzinfo=UTC)
DAY = "2026-05-21"


def moment(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def ends(span):
    return [end.strftime("%Y-%m-%dT%H:%M:%S") for end in (span.earliest, span.at, span.latest)]


def raws(text, **hints):
    return [found.span.raw for found in find(text, now=NOW, **hints)]


# -- the byline's day, with the labels of every language of the site -----------------------------

LABELLED_DAYS = (
    f"Published on {DAY};Last updated on {DAY};Publicado a {DAY};Actualizado a {DAY}"
    f";Publicado em {DAY};Última atualização em {DAY};Опубликовано {DAY};Обновлено {DAY}"
    f";Опубліковано о {DAY};Востаннє оновлено о {DAY};Pubblicato {DAY}"
    f";Pubblicato ultima volta {DAY};{DAY} tarihinde yayınlandı;{DAY} tarihinde güncellendi"
    f";Publié le {DAY};Dernière mise à jour le {DAY};发布于{DAY};更新于{DAY}"
    f";Gepubliceerd op {DAY};प्रकाशित {DAY};| {DAY} |;• {DAY};\u200e{DAY}\u00a0;{DAY}"
).split(";")


@pytest.mark.parametrize("text", LABELLED_DAYS)
def test_day_without_a_zone_is_that_day_in_every_zone(text):
    span = parse(text, now=NOW)
    assert ends(span) == ["2026-05-20T10:00:00", "2026-05-21T12:00:00", "2026-05-22T11:59:59"]
    assert span.precision == "day"
    assert span.raw == text.strip("\u200e\u00a0 ")
    assert "zone unknown" in span.basis
    assert raws(text) == [DAY]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"marsbitPublicado a {DAY}Actualizado a {DAY}", [DAY, DAY]),
        (f"marsbit{DAY} tarihinde yayınlandı{DAY} tarihinde güncellendi", [DAY, DAY]),
        (f"火必研究院发布于{DAY}更新于{DAY}", [DAY, DAY]),
        (f"marsbitОпубликовано {DAY}Обновлено {DAY}", [DAY, DAY]),
        ("marsbitHace 33 min(s)", ["Hace 33 min(s)"]),
        ("marsbit22小时前", ["22小时前"]),
        ("火必研究院2小时前", ["2小时前"]),
        ("MarsBit5分钟前", ["5分钟前"]),
        ("marsbit04/23 08:28", ["04/23 08:28"]),
        ("marsbit33 min(s) ago", ["33 min(s) ago"]),
        ("marsbitHá 33 min(s)", ["Há 33 min(s)"]),
        ("marsbit1 saat önce", ["1 saat önce"]),
        ("marsbit33 мин назад", ["33 мин назад"]),
        ("marsbitIl y a 1 heure(s)", ["Il y a 1 heure(s)"]),
        ("marsbit1 ora/e fa", ["1 ora/e fa"]),
        ("marsbit33 menit yang lalu", ["33 menit yang lalu"]),
        ("marsbit刚刚", ["刚刚"]),
        ("marsbitAyer", ["Ayer"]),
        ("marsbit昨天 08:28", ["昨天 08:28"]),
        ("Hace 33 minActualizado", ["Hace 33 min"]),
        ("deskMay 21, 2026Updated May 22, 2026", ["May 21, 2026", "May 22, 2026"]),
        ("2 days ago | just now", ["2 days ago", "just now"]),
        ("3 Min. Lesezeit vor 2 Stunden", ["vor 2 Stunden"]),
        ("vor 2 Stunden 3 Min. Lesezeit", ["vor 2 Stunden"]),
        (f"{DAY} · 5 min read", [DAY]),
        (f"{DAY} 08:28 - 12 comments", [f"{DAY} 08:28"]),
        ("Published yesterday", ["yesterday"]),
        ("08:28, 21 May 2026", ["08:28, 21 May 2026"]),
    ],
)
def test_find_leaves_labels_and_sources_out(text, expected):
    assert raws(text) == expected


def test_find_gives_places_in_a_text_with_decomposed_accents():
    text = unicodedata.normalize("NFD", "edición Há 33 min(s)")
    (found,) = find(text, now=NOW)
    assert found.span.raw == text[found.start : found.end]
    assert unicodedata.normalize("NFC", found.span.raw) == "Há 33 min(s)"


@pytest.mark.parametrize(
    "text",
    (
        "24/7 Unstoppable: markets that never close;Top 10;7x24;2.5 hours"
        ";300 million;$1.2;v2026.5;v2026.05.21;USA Today;The index hits a new high today"
        ";刚刚，指数跌破七万点;up 3% on 21 May million-dollar trades"
        f";https://example.com/2026/05/21/slug;{DAY}-001;04/23;5-10 minutes ago;3小时前景"
        ";3 days agonised;2026-02-30;13/13 08:28;"
    ).split(";"),
)
def test_find_passes_over_what_is_no_stamp(text):
    assert find(text, now=NOW) == []


def test_find_reads_only_dates_led_by_their_year_in_long_texts():
    text = f"3 days ago, on May 21, 2026 ({DAY}). " + "words " * 60
    assert raws(text) == [DAY]
    assert raws(text[:60]) == ["3 days ago", "May 21, 2026", DAY]


@pytest.mark.parametrize(
    "text",
    (
        "3 Min. Lesezeit;33 minutes read;33 minutes;33 años;33 years old;$1,234.56;1.2.3"
        ";3.11.12;v1.2.2024;3-1;3:2;Spot;24/7;+1 202-555-0143;06.12.34.56.78;2026;9999999999"
        ";20260310172909758349;12:30;Q1 2026;Season 3 Episode 5;10%;31 Feb 2026;2026-13-45"
        f";0000-00-00;99999-01-01;1850-01-01;2029-01-01;5000 years ago;{DAY} {DAY}"
        f";{DAY} · 5 min read"
        ";In a long sentence about many things it was said 3 days ago that all of it would be well"
        "; ;"
    ).split(";"),
)
@pytest.mark.parametrize("languages", [(), ("de", "en", "es")])
def test_no_date_is_none(text, languages):
    assert parse(text, now=NOW, languages=languages) is None


# -- relative -----------------------------------------------------------------------------------

UNIT_LENGTHS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800}
RELATIVE = {
    "en": ["33 seconds ago", "33 min(s) ago", "1 hour(s) ago", "2d ago", "1 wk. ago"],
    "es": ["hace 33 segundos", "Hace 58 min(s)", "Hace 1 hora(s)", "Hace 2 día(s)", "hace 1 sem."],
    "pt": ["há 33 s", "Há 33 min(s)", "1 hora(s) atrás", "Há 2 dia(s)", "há 3 semanas"],
    "ru": ["33 секунды назад", "33 мин назад", "1 час(ов) назад", "2 дня назад", "3 нед. назад"],
    "uk": ["33 с тому", "33 хв тому", "1 год тому", "2 дні тому", "3 тижні тому"],
    "it": ["33 secondi fa", "33 min fa", "1 ora/e fa", "2 giorni fa", "3 settimane fa"],
    "id": [
        "33 detik lalu",
        "33 menit yang lalu",
        "1 jam yang lalu",
        "2 hari lalu",
        "3 minggu lalu",
    ],
    "tr": ["33 sn önce", "33 dakika önce", "1 saat önce", "2 gün önce", "3 hafta önce"],
    "fr": ["il y a 33 s", "Il y a 33 min", "il y a 1 heure(s)", "il y a 2 jours", "il y a 3 sem."],
    "zh": ["33秒前", "33 分鐘前", "1个小时前", "2天前", "3周前"],
    "de": ["vor 33 Sek.", "vor 33 Minute(n)", "vor 1 Std.", "vor 2 Tagen", "vor 3 Wochen"],
    "ja": ["33秒前", "33分前", "1時間前", "2日前", "3週間前"],
    "ko": ["33초 전", "33분 전", "1시간 전", "2일 전", "3주 전"],
    "vi": ["33 giây trước", "33 phút trước", "1 giờ trước", "2 ngày trước", "3 tuần trước"],
}


@pytest.mark.parametrize("hints", ["right", "none", "wrong"])
@pytest.mark.parametrize("language", RELATIVE)
def test_an_amount_is_rounded_down_in_every_language(language, hints):
    languages = {"right": (language,), "none": (), "wrong": ("pl-PL",)}[hints]
    for unit, text in zip(UNIT_LENGTHS, RELATIVE[language], strict=True):
        number = int("".join(char for char in text if char.isdigit()))
        length = UNIT_LENGTHS[unit]
        span = parse(text, now=NOW, languages=languages)
        assert span is not None, text
        assert span.at == span.latest == NOW - timedelta(seconds=number * length), text
        assert span.latest - span.earliest == timedelta(seconds=length - 1), text
        assert span.precision == unit, text


@pytest.mark.parametrize(
    ("text", "at", "precision"),
    [
        ("2 months ago", "2026-03-21T12:00:00", "month"),
        ("hace 2 mes(es)", "2026-03-21T12:00:00", "month"),
        ("2个月前", "2026-03-21T12:00:00", "month"),
        ("2ヶ月前", "2026-03-21T12:00:00", "month"),
        ("1 год назад", "2025-05-21T12:00:00", "year"),
        ("5 лет назад", "2021-05-21T12:00:00", "year"),
        ("1 hour 20 minutes ago", "2026-05-21T10:40:00", "minute"),
        ("hace 1 h y 20 min", "2026-05-21T10:40:00", "minute"),
        ("an hour ago", "2026-05-21T11:00:00", "hour"),
        ("hace una hora", "2026-05-21T11:00:00", "hour"),
        ("il y a 1 hour(s)", "2026-05-21T11:00:00", "hour"),
    ],
)
def test_other_amounts(text, at, precision):
    span = parse(text, now=NOW)
    assert span.at == moment(at)
    assert span.precision == precision


def test_a_month_covers_calendars_and_thirty_days():
    span = parse("2 months ago", now=NOW)
    assert span.contains(NOW - timedelta(days=60))
    assert span.contains(NOW - timedelta(days=89))
    assert not span.contains(NOW - timedelta(days=59))


def test_the_hint_decides_what_a_word_means():
    assert parse("1 год тому назад", now=NOW, languages=["ru"]).precision == "year"
    assert parse("1 год тому назад", now=NOW, languages=["uk"]).precision == "hour"


def test_a_loose_amount_can_have_been_rounded_up():
    span = parse("about 3 hours ago", now=NOW)
    assert ends(span) == ["2026-05-21T08:00:01", "2026-05-21T09:00:00", "2026-05-21T09:30:00"]
    assert find("Hace aproximadamente 3 horas", now=NOW)[0].span.latest == span.latest


@pytest.mark.parametrize(
    "text",
    "just now;刚刚;剛剛;ahora mismo;agora mesmo;только что;щойно;proprio ora;baru saja;az önce"
    ";à l'instant;gerade eben;たった今;방금;vừa xong;now;marsbit刚刚;hace un momento".split(";"),
)
def test_just_now(text):
    span = parse(text, now=NOW)
    assert ends(span) == ["2026-05-21T11:59:01", "2026-05-21T12:00:00", "2026-05-21T12:00:00"]
    assert span.precision == "minute"


@pytest.mark.parametrize(
    "text",
    "yesterday;ayer;ontem;вчера;вчора;ieri;kemarin;dün;hier;昨天;gestern;昨日;어제;hôm qua".split(
        ";"
    ),
)
def test_day_words(text):
    span = parse(text, now=NOW)
    assert ends(span) == ["2026-05-19T12:00:01", "2026-05-20T12:00:00", "2026-05-21T11:59:59"]
    assert parse(text, now=NOW, timezone="UTC").earliest == moment("2026-05-20T00:00:00")


def test_a_clock_on_a_day_told_from_now():
    span = parse("Yesterday at 10:15 PM", now=NOW, timezone="Asia/Shanghai")
    assert ends(span) == ["2026-05-20T14:15:00", "2026-05-20T14:15:00", "2026-05-20T14:15:59"]
    # Days of the calendar: 46 hours are "2 days ago" here.
    span = parse("2 days ago at 14:00", now=NOW, timezone="UTC")
    assert span.at == moment("2026-05-19T14:00:00")
    # In some zone it was the 20th yesterday, in another the 19th or the 21st.
    span = parse("hier à 23:30", now=NOW)
    assert ends(span) == ["2026-05-20T11:30:01", "2026-05-20T23:30:00", "2026-05-21T11:30:59"]


# -- absolute -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "at", "precision"),
    [
        ("2026-05-21T08:28:30Z", "08:28:30", "second"),
        ("2026-05-21T08:28:30.123456Z", "08:28:30", "second"),
        ("2026-05-21t08:28:30z", "08:28:30", "second"),
        ("2026-05-21 16:28:30+08:00", "08:28:30", "second"),
        ("2026-05-21T16:28:30.5+0800", "08:28:30", "second"),
        ("2026-05-21 03:28:30-05", "08:28:30", "second"),
        ("2026-05-21T03:28−05:00", "08:28:00", "minute"),
        ("2026-05-21 08:28 UTC", "08:28:00", "minute"),
        ("2026-05-21 16:28 (UTC+8)", "08:28:00", "minute"),
        ("2026/05/21 16:28 GMT+8", "08:28:00", "minute"),
        ("20260521T082830Z", "08:28:30", "second"),
        ("Thu, 21 May 2026 08:28:30 +0000", "08:28:30", "second"),
        ("Thu, 21 May 2026 08:28:30 GMT", "08:28:30", "second"),
        ("Thu May 21 2026 16:28:30 GMT+0800 (China Standard Time)", "08:28:30", "second"),
        ("May 21, 2026, 08:28 UTC", "08:28:00", "minute"),
        ("May 21st, 2026 at 4:28 a.m. EDT", "08:28:00", "minute"),
        ("Kamis, 21 Mei 2026 15.28 WIB", "08:28:00", "minute"),
        ("21 мая 2026 г., 11:28 МСК", "08:28:00", "minute"),
        ("2026-05-21T08:28:60Z", "08:28:59", "second"),
        ("1779352110", "08:28:30", "second"),
        ("1779352110123", "08:28:30", "second"),
    ],
)
def test_a_clock_with_its_zone_is_exact(text, at, precision):
    width = timedelta(seconds=59 if precision == "minute" else 0)
    for timezone_given in (None, "America/New_York"):
        span = parse(text, now=NOW, timezone=timezone_given)
        assert span.earliest == span.at == moment(f"2026-05-21T{at}")
        assert span.latest == span.earliest + width
        assert span.precision == precision


@pytest.mark.parametrize(
    "text",
    (
        f"{DAY} 08:28;2026.05.21 08:28;2026年5月21日 08:28;2026年05月21日（木） 08:28"
        ";2026년 5월 21일 오전 8:28;05月21日 08:28;5月21日 8时28分;05/21 08:28;21/05 08:28"
        ";05-21 08:28;21.05.2026 08:28;21.05.26, 08:28 Uhr;5/21/26, 8:28 AM"
        ";21 de mayo de 2026 a las 08:28;21 mai 2026 à 08h28;21 maggio 2026 alle 08:28"
        ";21 Mayıs 2026 08:28;21 травня 2026 р. о 08:28;21. Mai 2026, 08:28"
        ";21 tháng 5, 2026 08:28;May 21 08:28;Thu May 21 08:28 2026;８:２８, 21 May 2026"
    ).split(";"),
)
def test_a_clock_without_a_zone_covers_every_zone(text):
    span = parse(text, now=NOW)
    assert ends(span) == ["2026-05-20T18:28:00", "2026-05-21T08:28:00", "2026-05-21T20:28:59"]
    assert span.precision == "minute"
    given = parse(text, now=NOW, timezone="Asia/Shanghai")
    assert ends(given) == ["2026-05-21T00:28:00", "2026-05-21T00:28:00", "2026-05-21T00:28:59"]
    assert given == parse(text, now=NOW, timezone=timezone(timedelta(hours=8)))


@pytest.mark.parametrize(
    "text",
    "21 May 2026;May 21, 2026;21 de mayo de 2026;21 mayo 2026;21 de maio de 2026;21 мая 2026 г."
    ";21 maggio 2026;21 Mayıs 2026;21. Mai 2026;21 травня 2026;21 Mei 2026;1er 21 mai 2026"
    ";21-May-2026;21st of May 2026;21 MAYIS 2026;2026. 5. 21.;21 May;5月21日;20260521".split(";"),
)
def test_a_day_in_words(text):
    span = parse(text.removeprefix("1er "), now=NOW)
    assert (span.at, span.precision) == (moment("2026-05-21T12:00:00"), "day")


def test_months():
    for text in ("May 2026", "mayo de 2026", "2026-05", "2026年5月"):
        span = parse(text, now=NOW, timezone="UTC")
        assert ends(span)[::2] == ["2026-05-01T00:00:00", "2026-05-31T23:59:59"]
        assert span.precision == "month"
        assert find(text, now=NOW) == []


@pytest.mark.parametrize(
    ("text", "now", "year"),
    [
        ("12/31 23:59", "2026-01-01T00:30:00", 2025),
        ("01/01 08:00", "2025-12-31T17:59:59", 2025),
        ("01/01 08:00", "2025-12-31T18:00:00", 2026),
        ("01/01 08:00", "2026-01-01T00:00:00", 2026),
        ("05/22 01:59", "2026-05-21T12:00:00", 2026),
        ("05/22 02:01", "2026-05-21T12:00:00", 2025),
        ("02/29 08:28", "2026-05-21T12:00:00", 2024),
        ("12月31日 23:59", "2026-01-01T00:30:00", 2025),
    ],
)
def test_a_date_with_no_year_is_the_latest_that_some_zone_has_reached(text, now, year):
    span = parse(text, now=moment(now))
    assert span.at.year == year
    assert span.earliest <= moment(now)


def test_a_known_zone_leaves_no_doubt_about_the_year():
    stamp = "05/21 20:01"
    assert parse(stamp, now=NOW).at.year == 2026
    assert parse(stamp, now=NOW, timezone="Asia/Shanghai").at.year == 2025


def test_two_readings_are_one_ambiguous_span_until_something_decides():
    span = parse("04/05/2026", now=NOW)
    assert span.precision == "ambiguous"
    assert (span.earliest, span.latest) == (
        moment("2026-04-04T10:00:00"),
        moment("2026-05-06T11:59:59") - timedelta(days=1),
    )
    for hints, month in [
        ({"order": "MDY"}, 4),
        ({"order": "DMY"}, 5),
        ({"languages": ["en-US"]}, 4),
        ({"languages": ["en-GB"]}, 5),
        ({"languages": ["es", "pt-BR"]}, 5),
        ({"languages": ["es"], "order": "MDY"}, 4),
    ]:
        span = parse("04/05/2026", now=NOW, **hints)
        assert (span.at.month, span.precision) == (month, "day"), hints
    for hints in ({"languages": ["en"]}, {"languages": ["en-US", "es"]}, {"order": "YMD"}):
        assert parse("04/05/2026", now=NOW, **hints).precision == "ambiguous", hints


def test_the_order_decides_the_site_s_own_form():
    assert parse("05/06 08:28", now=NOW).precision == "ambiguous"
    assert parse("05/06 08:28", now=NOW, order="MDY").at == moment("2026-05-06T08:28:00")
    assert parse("05/06 08:28", now=NOW, languages=["zh-CN"]).at.month == 5
    # No order makes a thirteenth month.
    assert parse("13/04 08:28", now=NOW, order="MDY").at == moment("2026-04-13T08:28:00")
    assert parse("05/05/2026", now=NOW).precision == "day"


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2026-03-29 02:30", "2026-03-29T00:30:00", "2026-03-29T01:30:59"),
        ("2026-10-25 02:30", "2026-10-25T00:30:00", "2026-10-25T01:30:59"),
        ("2026-10-25", "2026-10-24T22:00:00", "2026-10-25T22:59:59"),
    ],
)
def test_a_clock_put_forward_or_back_widens_over_both(text, earliest, latest):
    span = parse(text, now=NOW, timezone="Europe/Paris")
    assert (span.earliest, span.latest) == (moment(earliest), moment(latest))


def test_a_zone_name_of_two_meanings_widens_unless_the_language_tells():
    span = parse("2026-05-21 08:28 CST", now=NOW)
    assert ends(span)[::2] == ["2026-05-21T00:28:00", "2026-05-21T14:28:59"]
    span = parse("2026-05-21 08:28 CST", now=NOW, languages=["zh-CN"])
    assert span.at == moment("2026-05-21T00:28:00")
