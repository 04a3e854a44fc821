"""A byline's two stamps, calendars in text, what is kept, and ``python -m newscrawl.dates``."""

import subprocess
import sys
from datetime import UTC, datetime

import pytest

from newscrawl.dates import find, finder, parse, published_and_updated
from newscrawl.dates.items import _MOST_RUNS
from newscrawl.dates.language import language_of
from newscrawl.dates.shapes import _MOST_READINGS, MOST_SHAPES

NOW = datetime(2026, 5, 22, 12, 0, tzinfo=UTC)


def day(span):
    return None if span is None else span.at.strftime("%Y-%m-%d")


@pytest.mark.parametrize(
    ("text", "published", "updated"),
    [
        ("marsbitPublicado a 2026-05-20Actualizado a 2026-05-21", "2026-05-20", "2026-05-21"),
        ("Zuletzt aktualisiert am 21. Mai 2026 | Veröffentlicht am 20. Mai 2026",
         "2026-05-20", "2026-05-21"),
        ("2026-05-20 tarihinde yayınlandı 2026-05-21 tarihinde güncellendi",
         "2026-05-20", "2026-05-21"),
        ("发布于2026-05-20 更新于2026-05-21", "2026-05-20", "2026-05-21"),
        ("May 20, 2026 · May 21, 2026", "2026-05-20", "2026-05-21"),
        ("Last updated on 2026-05-21", None, "2026-05-21"),
        ("3 min read", None, None),
        ("", None, None),
        ("x" * 400, None, None),
    ],
)  # fmt: skip
def test_a_byline_has_two_stamps(text, published, updated):
    both = published_and_updated(text, now=NOW)
    assert (day(both.published), day(both.updated)) == (published, updated)


@pytest.mark.parametrize(
    ("text", "tag", "at"),
    [
        ("۱۴۰۵/۰۲/۳۱", "fa", "2026-05-21"),
        ("21/05/2569", "th", "2026-05-21"),
        ("21.05.2026", "de", "2026-05-21"),
    ],
)
def test_a_hint_tells_the_calendar_of_a_date_in_numbers(text, tag, at):
    (found,) = find(f"— {text} —", now=NOW, languages=[tag])
    assert day(found.span) == at == day(parse(text, now=NOW, languages=[tag]))
    assert found.span.raw == text


def test_what_is_kept_of_texts_that_were_read_is_bounded():
    english, chinese = language_of("en"), language_of("zh")
    for number in range(MOST_SHAPES + 600):
        word = "".join(chr(97 + int(digit)) for digit in str(number))
        assert parse(f"{word}: 3 hours ago", now=NOW, languages=["en"]) is not None
        assert len(english.readings) <= MOST_SHAPES
        if number < 2 * finder._MOST_WAYS:
            run = "".join(chr(0x4E00 + 97 * int(digit)) for digit in str(number))
            parse(f"{run}: 3小时前", now=NOW, languages=["zh"])
            assert len(chinese.runs) <= _MOST_RUNS
            assert len(find(f"{word}: 3 hours ago", now=NOW)) == 1
            assert len(finder._ways) <= finder._MOST_WAYS
    for number in range(30):  # its number tells whether it is an hour
        parse(f"{number} pm", now=NOW, languages=["en"])
    assert all(len(kept) <= _MOST_READINGS for kept in english.readings.values())


def run(*arguments):
    command = [sys.executable, "-m", "newscrawl.dates", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert "Traceback" not in done.stderr
    return done


def test_the_program_explains_an_answer():
    done = run("Hace 33 min(s)", "--now", "2026-05-21T12:00Z", "--lang", "es")
    assert done.returncode == 0, done.stderr
    for said in (
        "es (given): relative es, rounded down", "past", "unit minute",
        "2026-05-21T11:27:00Z, precision minute", "2026-05-21T11:26:01Z to 2026-05-21T11:27:00Z",
    ):  # fmt: skip
        assert said in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["3 Min. Lesezeit", "--lang", "de"], 3, "reading"),
        (["2026-05-21T10:00Z"], 0, "as machines do"),
        (["发布于2026-05-20 更新于2026-05-21"], 0, "2 stamps in one text"),
        ([""], 3, "no date"),
        (["\x1b[31m\ud83d"[:5]], 3, "no date"),
        (["x", "--now", "2026-05-21"], 2, "has no zone"),
        (["x", "--now", "soon"], 2, "soon"),
        (["x", "--timezone", "Mars/Phobos"], 2, "Mars/Phobos"),
        (["x", "--timezone", "../../etc"], 2, "error"),
        ([], 2, "text"),
    ],
)
def test_the_program_says_what_is_no_date_and_what_is_wrong(arguments, code, said):
    done = run(*arguments)
    assert done.returncode == code
    assert said in done.stdout + done.stderr
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize(
    ("text", "language", "read"),
    [
        ("hace 2 horas", "es", ["es"]),  # in its own language: no other is looked at
        ("vor 3 Stunden", "es", ["de", "es"]),  # the likeliest other one
        ("hace 2 horas", None, ["es"]),
    ],
)
def test_no_more_tables_are_read_than_languages_are_tried(text, language, read):
    program = f"""if True:
        from datetime import UTC, datetime
        from newscrawl.dates import language as tables, parse
        read, load = [], tables._load
        tables._load = lambda name: (read.append(name), load(name))[1]
        hints = {[language] if language else []}
        assert parse({text!r}, now=datetime(2026, 5, 22, tzinfo=UTC), languages=hints)
        print(*sorted(name for name in read if not name.startswith("*")))
        print(sum(name.startswith(tables.WORDS) for name in read))
    """
    command = [sys.executable, "-c", program]
    languages, parts = subprocess.run(
        command, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert languages.split() == read
    assert int(parts) <= len(text.split())


def test_a_word_of_nothing_but_accents_is_no_word():
    assert find("1 \u0301 2", now=NOW) == []
    assert parse("\u0301", now=NOW) is None
