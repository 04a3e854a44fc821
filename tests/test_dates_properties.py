"""What holds of dates whatever the text, the moment and the spans; CLDR read back; the tables."""

import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from newscrawl.dates import DateSpan, find, finder, parse
from newscrawl.dates.guessing import ranks_of_news
from newscrawl.dates.language import language_of
from newscrawl.dates.span import PRECISIONS

NOW = datetime(2026, 5, 21, 12, 0, tzinfo=UTC)
DAY = "2026-05-21"


def moment(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def ends(span):
    return [end.strftime("%Y-%m-%dT%H:%M:%S") for end in (span.earliest, span.at, span.latest)]


moments = st.datetimes(
    min_value=datetime(1971, 1, 1),  # noqa: DTZ001
    max_value=datetime(2200, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
# Pieces of stamps in disorder come closer to them than any text would by chance.
pieces = st.sampled_from(
    "marsbit Publicado a|Hace |hace|il y a |vor |33|1|2026|-05|/05|.21|年|月|日|08:28|:30|T|Z"
    "|+08:00| UTC| CST|小时|分钟|前| min(s)| ago| hours|назад|тому|fa|May |21 |мая|de |,| | ·|\n"
    "|刚刚|today|yesterday|at |about |~|PM|İ|\u0301|\u200e|٣|０|9999999999|1e9|$|v|'|(|)".split("|")
)
texts = st.one_of(st.text(max_size=120), st.lists(pieces, max_size=14).map("".join))
hints = st.sampled_from([(), ("es",), ("zh-Hans", "en-US"), ("xx-YY",), ("",)])
zones = st.sampled_from([None, "Asia/Shanghai", "America/New_York", "Pacific/Kiritimati"])
orders = st.sampled_from([None, "DMY", "MDY", "YMD"])


@st.composite
def spans(draw):
    earliest = draw(moments)
    width = draw(st.timedeltas(timedelta(0), timedelta(days=400)))
    best = draw(st.none() | moments)
    precision = draw(st.sampled_from(PRECISIONS))
    return DateSpan(earliest, earliest + width, precision, draw(st.text(max_size=3)), "", best)


def is_sound(span, now):
    assert span.earliest <= span.at <= span.latest
    for end in (span.earliest, span.at, span.latest):
        assert end.tzinfo is UTC
        assert end.microsecond == 0
        # A span at the edge of its year reaches a day over it.
        assert 1899 <= end.year <= now.year + 3


@given(text=texts, now=moments, languages=hints, zone=zones, order=orders)
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example("İ" * 10 + " 1 hour ago", NOW, (), None, None)
@example("Há 33 min(s)", datetime(1, 1, 1, tzinfo=UTC), (), None, None)
@example("12/31 23:59", datetime(9999, 12, 31, 23, 59, tzinfo=UTC), (), None, None)
@example("today 08:28", datetime(9999, 12, 31, 23, 59, tzinfo=UTC), (), None, None)
@example("9999 years ago", NOW, (), None, None)
def test_no_text_raises_and_every_span_is_sound(text, now, languages, zone, order):
    hinted = {"now": now, "languages": languages, "timezone": zone, "order": order}
    span = parse(text, **hinted)
    if span is not None and 1900 < now.year < 9999:
        is_sound(span, now)
    end = 0
    for found in find(text, **hinted):
        assert end <= found.start < found.end <= len(text)
        assert found.span.raw == text[found.start : found.end]
        assert found.span.raw == found.span.raw.strip()
        if 1900 < now.year < 9999:
            is_sound(found.span, now)
        end = found.end


@given(
    now=moments,
    gone=st.timedeltas(timedelta(0), timedelta(days=300)),
    stamp=st.sampled_from(["{} min(s) ago", "Hace {} hora(s)", "{}天前", "vor {} Wochen"]),
)
def test_what_a_formatter_rounded_down_is_in_its_span(now, gone, stamp):
    now = now.replace(microsecond=0)
    gone -= timedelta(microseconds=gone.microseconds)
    unit = {"m": 60, "H": 3600, "天": 86400, "v": 604800}[stamp.replace("{} ", "").lstrip("{}")[0]]
    number = gone // timedelta(seconds=unit)
    if number > 9999:
        return
    span = parse(stamp.format(number), now=now)
    assert span.contains(now - gone)


@given(now=moments, shift=st.timedeltas(timedelta(days=-30), timedelta(days=30)))
@settings(max_examples=50)
def test_a_relative_span_moves_with_now(now, shift):
    now = now.replace(microsecond=0)
    shift -= timedelta(microseconds=shift.microseconds)
    for text in ("Hace 33 min(s)", "22小时前", "3 days ago", "только что", "yesterday"):
        here, there = parse(text, now=now), parse(text, now=now + shift)
        assert there.earliest - here.earliest == there.latest - here.latest == shift


@given(written=moments, now=moments)
def test_a_date_that_was_written_out_is_in_its_span(written, now):
    written = written.replace(second=0, microsecond=0)
    if written.year > now.year + 2:
        return
    for pattern in (
        "%Y-%m-%dT%H:%M:%S",
        "%Y-%m-%d %H:%M",
        "%Y年%m月%d日 %H:%M",
        "%d.%m.%Y",
        "%d/%m/%Y",
        "%d %B %Y, %H:%M",
        "%B %d, %Y",
    ):
        span = parse(written.strftime(pattern), now=now)
        # Any zone may have written it.
        for hours in (-12, 0, 8, 14):
            assert span.contains(written - timedelta(hours=hours)), pattern


@given(
    now=moments, gone=st.timedeltas(timedelta(0), timedelta(days=364)), hours=st.integers(-12, 14)
)
def test_a_stamp_with_no_year_is_in_its_span(now, gone, hours):
    local = now - gone + timedelta(hours=hours)
    span = parse(local.strftime("%m/%d %H:%M"), now=now, order="MDY")
    # The same stamp a year later, if some zone has reached it, is as likely.
    if span.earliest > now - gone:
        assert gone > timedelta(days=363)
    else:
        assert span.contains(now - gone)


@given(one=spans(), other=spans())
def test_intersecting_is_commutative_and_never_widens(one, other):
    both, back = one.intersect(other), other.intersect(one)
    if both is None:
        assert back is None
        assert one.latest < other.earliest or other.latest < one.earliest
        return
    assert (both.earliest, both.latest, both.precision, both.at) == (
        back.earliest,
        back.latest,
        back.precision,
        back.at,
    )
    for span in (one, other):
        assert span.earliest <= both.earliest <= both.at <= both.latest <= span.latest
        assert PRECISIONS.index(both.precision) <= PRECISIONS.index(span.precision)
    again = both.intersect(one)
    assert (again.earliest, again.latest) == (both.earliest, both.latest)


@pytest.mark.parametrize(
    "unit",
    [
        "1 ",
        " ",
        "1",
        "a",
        "1/",
        "08:28 ",
        "2026-",
        "12 h ",
        "刚刚 · ",
        "\u0301",
        "May 1 ",
        "(1) min(",
    ],
)
def test_a_long_text_costs_in_proportion(unit):
    def cost(length):
        text = (unit * length)[:length]
        best = 1e9
        for _ in range(3):
            start = time.process_time()
            find(text, now=NOW)
            parse(text, now=NOW)
            best = min(best, time.process_time() - start)
        return best

    cost(1000)
    assert cost(80_000) < 24 * cost(10_000) + 0.02


@pytest.mark.parametrize(
    "unit", ["1 ", "a ", "2026-05-21 ", "hace 1 hora ", "5月", "(1) min(", "é\u0301"]
)
def test_ten_kilobytes_of_anything_cost_less_than_five_milliseconds(unit):
    text = (unit * 10_000)[:10_000]
    parse(text, now=NOW), find(text, now=NOW)  # the tables are loaded
    costs = []
    for _ in range(5):
        start = time.process_time()
        parse(text, now=NOW)
        find(text, now=NOW)
        costs.append(time.process_time() - start)
    assert min(costs) < 0.005


# -- CLDR read back -----------------------------------------------------------------------------

NEWS = sorted(ranks_of_news())
ZONES = [ZoneInfo(name) for name in ("UTC", "America/New_York", "Europe/Berlin", "Asia/Shanghai")]
# Written by Babel in ways that are not read: the offset before the clock; months as "M05".
NOT_READ = {("zh", "long"), ("vi", "full"), ("vi", "long"), ("ur", "medium")}


@given(
    tag=st.sampled_from(NEWS),
    style=st.sampled_from(["full", "long", "medium", "short"]),
    zone=st.sampled_from(ZONES),
    written=st.datetimes(
        min_value=datetime(2001, 1, 1),  # noqa: DTZ001
        max_value=datetime(2026, 5, 20),  # noqa: DTZ001
        timezones=st.just(UTC),
    ),
)
@settings(max_examples=400, deadline=None)
def test_what_cldr_writes_is_in_its_span(tag, style, zone, written):
    babel_dates = pytest.importorskip("babel.dates")
    text = babel_dates.format_datetime(written, style, tzinfo=zone, locale=tag)
    span = parse(text, now=NOW, languages=[tag])
    if (tag, style) in NOT_READ:
        return
    assert span is not None, text
    written = written.replace(microsecond=0)
    if span.precision == "minute":
        written = written.replace(second=0)
    # What the clock of no zone says holds in every zone; two digits of a year, of this century.
    assert span.contains(written), (text, span)


@given(
    tag=st.sampled_from(NEWS),
    unit=st.sampled_from(["second", "minute", "hour", "day", "week", "month", "year"]),
    number=st.integers(1, 40),
    style=st.sampled_from(["long", "short", "narrow"]),
)
@settings(max_examples=400, deadline=None)
def test_what_cldr_says_of_the_past_is_that_long_ago(tag, unit, number, style):
    babel_dates = pytest.importorskip("babel.dates")
    lengths = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800}
    seconds = number * lengths.get(unit, 86400 * (30 if unit == "month" else 365))
    try:
        text = babel_dates.format_timedelta(
            -timedelta(seconds=seconds), granularity=unit, threshold=1e9, add_direction=True,
            format=style, locale=tag,
        )  # fmt: skip
        # Babel's past of Arabic short months is CLDR's future: "خلال 3 أشهر".
        assume((tag, unit, style) != ("ar", "month", "short"))
    except KeyError:
        assume(False)
    span = parse(text, now=NOW, languages=[tag])
    assert span is not None, text
    if span.precision == unit:  # "2 wk." of a language can be its word for another unit
        assert span.contains(NOW - timedelta(seconds=seconds)), (text, span)


@given(
    template=st.sampled_from(
        ["{0} de mayo de {1}", "{0}/{2}/{1}", "{2}/{0} {3}:{4}", "hace {0} min(s)", "{3}.{4} h",
         "{0} mayo {3}:{4}", "ayer a las {3}:{4}", "{0}-{2}-{1} {3}:{4}+0{2}:00", "{0}.{2}.",
         "{0} mayo {1} {3}.{4} GMT-{2}"]
    ),
    numbers=st.lists(
        st.tuples(
            st.integers(0, 40), st.integers(1890, 2030), st.integers(0, 15), st.integers(0, 25),
            st.integers(0, 70),
        ),
        min_size=2, max_size=6,
    ),
)  # fmt: skip
def test_what_was_read_before_changes_nothing(template, numbers):
    spanish = language_of("es")
    texts = [template.format(*(f"{number:02}" for number in one)) for one in numbers]
    together = [parse(text, now=NOW, languages=["es"]) for text in texts]
    for text, span in zip(texts, together, strict=True):
        spanish.readings.clear()
        assert parse(text, now=NOW, languages=["es"]) == span, text


@given(
    # Words of one sense, of very different length: their texts share a shape.
    label=st.lists(st.sampled_from(["creado", "fecha de publicación", "casi", "menos de", "EFE"]),
                   max_size=14),
    stamp=st.sampled_from(["21 de {} de 2026 a las 14:05", "21 de {}", "21 {} 2026", "el 21 {}",
                           "hace 5 horas", "21 {} 14:05", "{} 2026", "hoy"]),
    after=st.booleans(),
)  # fmt: skip
def test_how_long_a_label_was_changes_nothing(label, stamp, after):
    spanish = language_of("es")
    short = {"fecha de publicación": "creado", "menos de": "casi", "septiembre": "mayo"}
    long = {short: long for long, short in short.items()}
    texts = []
    for swap in ({}, short, long):
        words = " ".join(swap.get(word, word) for word in label)
        one = stamp.format(swap.get("mayo", "mayo"))
        texts.append(f"{one} {words}" if after else f"{words} {one}")
    for order in (texts, texts[::-1]):
        spanish.readings.clear()
        together = [parse(text, now=NOW, languages=["es"]) for text in order]
        for text, span in zip(order, together, strict=True):
            spanish.readings.clear()
            assert parse(text, now=NOW, languages=["es"]) == span, text


@given(
    asked=st.permutations(
        [
            ("5m", "en"), ("5min", "en"), ("21 May 10:30 ET", "en"), ("21 mai 10:30 et", "fr"),
            ("21 mai 10:30 ET", "fr"), ("21 maja 10:30 z", "pl"), ("21 mayo 10:30 CST", "es"),
            ("21 May 10:30 CST", "en"), ("21 May 10:30 PST", "en"), ("前4天", "zh"),
            ("过去4天", "zh"), ("4天前", "zh"), ("4日前", "ja"), ("10 recep 2025", "tr"),
            ("10 temmuz 2025", "tr"), ("10 Recep 2025", "de"), ("21 mar 2026", "es"),
            ("21 mars 2026", "fr"), ("21 März 2026", "de"), ("20. mai 14.65", "no"),
            ("20. mai 14.30", "no"), ("20. Mai 14.30", "de"), ("heute 14.30", "de"),
            ("today 14.30", "en"), ("2 pm", "en"), ("14 pm", "en"), ("20 May 2 pm", "en"),
            ("20 May 14 pm", "en"), ("v5 May 2026", "en"), ("x5 May 2026", "en"),
            ("5,5 Stunden vor", "de"), ("vor 5,5 Stunden", "de"), ("vor 5,55 Stunden", "de"),
            ("Reuters today", "en"), ("The New York Times of today", "en"), ("5de mai", "fr"),
            ("5er mai 2026", "fr"), ("5 el mayo 2026", "es"), ("8 M05 2026", "en"),
            ("8 m05 2026", "en"), ("2小时半前", "zh"), ("0小时半前", "zh"), ("五 May 2026", "zh"),
            ("五 May 2026", "en"), ("14 Uhr, heute", "de"), ("15 h, hoy", "es"),
            ("2 May 14h -05-05-2026", "en"), ("2 May 14h -08-05-2026", "en"),
        ]
    )
)  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_what_was_read_in_one_language_changes_nothing_in_another(asked):
    together = [parse(text, now=NOW, languages=[tag]) for text, tag in asked]
    for (text, tag), span in zip(asked, together, strict=True):
        language_of(tag).readings.clear()
        assert parse(text, now=NOW, languages=[tag]) == span, (text, tag)


@given(
    template=st.sampled_from(
        ["Publicado a {1}-{0:02}-{0:02} · hace {2} horas", "Updated {0} hours ago, {2} May {1}",
         "The lender paid {0} million in {1}, {2} days before it closed", "{0} May | {2} min ago",
         "MarsBit{2}小时前 {0}:{2:02}", "today at {0}:{2:02}, 1{0} likes",
         "{2}.{0}.{1} um {2}:0{0}", "{2} May {1} 14.30 GMT-{0}", "{2} May {1} 2 pm -0{0}00"]
    ),
    numbers=st.lists(
        st.tuples(st.integers(0, 9), st.integers(1890, 2030), st.integers(0, 70)),
        min_size=2, max_size=6,
    ),
    ahead=st.integers(-9000, 9000),
)  # fmt: skip
def test_what_was_looked_through_before_changes_nothing(template, numbers, ahead):
    # The same texts are met at two moments, so that what was in the future no longer is.
    asked = [(template.format(*one), NOW + timedelta(days=ahead * at)) for at in (0, 1)
             for one in numbers]  # fmt: skip
    together = [find(text, now=now) for text, now in asked]
    for (text, now), found in zip(asked, together, strict=True):
        finder._ways.clear()
        assert find(text, now=now) == found, (text, now)


# -- arguments, spans, tables -------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        {"now": datetime(2026, 5, 21)},  # noqa: DTZ001
        {"order": "DYM"},
        {"languages": "es"},
        {"timezone": "Mars/Phobos"},
    ],
)
@pytest.mark.parametrize("call", [parse, find])
def test_wrong_arguments_are_loud(call, wrong):
    with pytest.raises((ValueError, KeyError)):
        call(DAY, **{"now": NOW, **wrong})


def test_a_span_is_in_utc_and_whole_seconds():
    east = timezone(timedelta(hours=8))
    start = datetime(2026, 5, 21, 8, 0, 0, 700_000, tzinfo=east)
    span = DateSpan(start, start, "second", "raw", "basis")
    assert span.earliest.tzinfo is UTC
    assert span.earliest == moment("2026-05-21T00:00:00")
    assert span.contains(start)
    assert not span.contains(start + timedelta(seconds=1))
    for earliest, latest, precision in [
        (start.replace(tzinfo=None), start, "second"),
        (start, start - timedelta(seconds=1), "second"),
        (start, start, "moment"),
    ]:
        with pytest.raises(ValueError, match=r"DateSpan|precision"):
            DateSpan(earliest, latest, precision, "raw", "basis")


def test_sightings_sharpen_one_another():
    day = parse(DAY, now=NOW)
    card = parse("Hace 33 min(s)", now=NOW)
    later = parse("Hace 1 hora(s)", now=NOW + timedelta(minutes=40))
    sharp = day.intersect(card).intersect(later)
    assert ends(sharp) == ["2026-05-21T11:26:01", "2026-05-21T11:27:00", "2026-05-21T11:27:00"]
    assert (sharp.raw, sharp.precision) == ("Hace 33 min(s)", "minute")
    assert day.intersect(parse("2026-05-10", now=NOW)) is None


def test_the_tables_are_fresh():
    pytest.importorskip("babel")
    command = [sys.executable, "-m", "newscrawl.dates.tables", "--check"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_start_loads_neither_tables_nor_calendars():
    code = (
        "import sys, newscrawl.dates\n"
        "assert not {'dateparser', 'babel', 'jdatetime', 'hijridate'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


@pytest.mark.parametrize("tag", NEWS)
def test_every_news_language_has_its_words(tag):
    kinds = {kind for senses in language_of(tag).lexicon.values() for kind in senses}
    assert kinds >= {"month", "weekday", "unit", "day", "now", "published", "updated", "reading"}
    months = {senses["month"] for senses in language_of(tag).lexicon.values() if "month" in senses}
    assert months == set(range(1, 13)) or tag in ("zh", "ja", "ko", "vi")
