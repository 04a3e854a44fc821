"""dates.jsonl.gz: date strings of many formatters, and by hand, with the instant each means.

    python make_dates.py [--without FILE]    # a venv with requirements.txt, after `npm install`

Records are in the format that score.py of the shared dates reads. Strings that stand in FILE, of
that format too, are left out.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import hashlib
import itertools
import json
import re
import subprocess
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from unittest import mock

HERE = Path(__file__).parent
NOW = datetime(2026, 5, 21, 12, tzinfo=UTC)
Record = dict[str, Any]

NEWS = set(
    "ar bg bn ca cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv mr ms nb nl pl pt ro "
    "ru sk sl sr sv ta te th tr uk ur vi zh".split()
)
# All months, days on both sides of 12, hours of both halves of the day.
INSTANTS = """
    2026-03-15T07:42:18 2025-08-04T16:20:37 2026-02-27T23:08:05 2024-10-11T11:55:49
    2025-06-19T13:31:26 2026-04-30T00:17:52 2025-11-22T20:46:11 2026-05-02T09:03:44
    2025-07-09T05:28:33 2023-09-13T18:59:02 2025-12-25T12:34:56 2026-01-17T14:10:20
    2021-04-06T22:22:08 2026-05-18T10:11:29 2025-02-08T17:37:41 2025-09-30T06:06:06
    2025-10-03T15:49:00 2019-07-31T19:25:57 2025-03-29T08:50:13
""".split()
# Names that are not BCP 47, in lower case; None: not a language that people write news in.
LOCALES = {
    "no": "nb", "iw": "he", "tl": "fil", "tl-ph": "fil", "ua": "uk", "rs": "sr-Latn",
    "me": "sr-Latn-ME", "cn": "zh-Hans", "zh": "zh-Hans", "zh-cn": "zh-Hans",
    "zh-tw": "zh-Hant", "zh-hk": "zh-Hant-HK", "zh-mo": "zh-Hant-MO", "x-pseudo": None,
    "tlh": None, "tzl": None, "eo-xx": "eo", "sr-sp": "sr-Cyrl", "la-va": "la",
    "en-fuzzy": None, "en-fuzzy-short": None, "default": "en", "ku-kmr": "ku",
    "gom-latn": "gom",
}  # fmt: skip
ENGLISH_UNITS = {
    "s": "second", "sec": "second", "m": "minute", "min": "minute", "h": "hour", "hr": "hour",
    "d": "day", "w": "week", "wk": "week", "mo": "month", "y": "year", "yr": "year",
}  # fmt: skip
UNITS = ("second", "minute", "hour", "day", "week", "month", "year")
CLDR = ("val-intl", "val-luxon", "val-intl-auto")
EAST_ASIAN = ("ja", "ko", "zh")
MERIDIEM = re.compile(r"\b[ap]\.? ?m\.?(?!\w)", re.I)
TRIPLE = re.compile(r"(?<!\d)(\d{1,4})\s?[./-]\s?(\d{1,2})\s?[./-]\s?(\d{1,4})(?!\d)")


# --- what a string means -----------------------------------------------------------------------


def back(n: int, unit: str, sign: int) -> datetime:
    """The same clock time n units from now, by the calendar."""
    if unit in ("month", "year"):
        months = NOW.year * 12 + NOW.month - 1 + sign * n * (12 if unit == "year" else 1)
        return NOW.replace(year=months // 12, month=months % 12 + 1)
    return NOW + sign * n * timedelta(**{unit + "s": 1})


def tolerance(n: int, unit: str) -> timedelta:
    """Half a unit; for long ones, what calendars and mean lengths differ by, and some more."""
    return {
        "second": timedelta(seconds=1.5) if n else timedelta(seconds=65),
        "minute": timedelta(seconds=30),
        "hour": timedelta(minutes=30),
        "day": timedelta(hours=12),
        "week": timedelta(days=1.2),
        "month": timedelta(days=2.5 + 0.6 * n),
        "year": timedelta(days=2 + 1.5 * n),
    }[unit]


def relative(amounts: list[tuple[int, str]], sign: int, kind: str = "") -> Record:
    """The span that an amount of time from now means.

    `kind`: "over" and "almost" as date-fns means them, "calendar" for the last, this or next one of
    the calendar, "about" for words such as "half a minute".
    """
    n, unit = amounts[0]
    expected = back(n, unit, sign)
    for more, smaller in amounts[1:]:
        expected += back(more, smaller, sign) - NOW
    around = tolerance(*amounts[-1])
    if unit in ("month", "year"):
        around = sum((tolerance(*amount) for amount in amounts), timedelta())
    elif len(amounts) > 1 and amounts[-1][1] in ("minute", "second"):
        around = timedelta(seconds=61)
    low, high = expected - around, expected + around
    if len(amounts) == 1 and unit == "day":
        low = datetime.combine(expected, time(), UTC)
        high = low + timedelta(days=1)
    if kind == "about":
        low, high = expected - timedelta(seconds=25), expected + timedelta(seconds=31)
    if kind == "over":
        low -= timedelta(days=280)
    if kind == "almost":
        high += timedelta(days=100)
    if kind == "calendar" and unit in ("week", "month", "year"):
        start = datetime.combine(NOW, time(), UTC)
        if unit == "week":  # from Sunday or from Monday
            start += timedelta(days=-4 + 7 * sign * n)
            end = start + timedelta(days=8)
        elif unit == "month":
            start = back(n, "month", sign).replace(day=1, hour=0)
            end = (start + timedelta(days=32)).replace(day=1)
        else:
            start = back(n, "year", sign).replace(month=1, day=1, hour=0)
            end = start.replace(year=start.year + 1)
        low, high = min(low, start), max(high, end)
    return {
        "kind": "rel",
        "unit": amounts[-1][1],
        "n": n if len(amounts) == 1 else None,
        "sign": sign,
        "expected": expected,
        "lo": low,
        "hi": high,
        "delta": (expected - NOW).total_seconds(),
    }


def absolute(at: datetime, width: str) -> Record:
    """The printed day, or the printed minute."""
    at = at.astimezone(UTC)
    if width == "day":
        at = datetime.combine(at, time(), UTC)
        low, high = at, at + timedelta(seconds=86399)
    else:
        minute = at.replace(second=0)
        low, high = minute - timedelta(seconds=1), minute + timedelta(seconds=59)
    return {
        "kind": "abs",
        "unit": "abs-" + width,
        "n": None,
        "sign": None,
        "expected": at,
        "lo": low,
        "hi": high,
    }


def read_english(text: str) -> tuple[list[tuple[int, str]], int, str] | None:
    """Amounts, sign and kind of what an English locale says; None for what is not an amount."""
    words = text.replace("\xa0", " ").lower().strip()
    future = re.search(r"^in |from now$|^within ", words)
    sign = 1 if future else -1
    if re.search(
        r"few seconds|moments?\b|just now|^(right )?now$|less than|^instantly|^seconds ", words
    ):
        return [(0, "second")], sign, ""
    if "half a minute" in words:
        return [(30, "second")], sign, "about"
    kind = next((word for word in ("over", "almost") if word in words), "")
    found = re.findall(r"(\d+|\ba|\ban|\bone) ?([a-z]+)", words.replace("about ", ""))
    amounts = []
    for amount, name in found:
        unit = ENGLISH_UNITS.get(name) or name.rstrip("s")
        if unit not in UNITS:
            return None
        amounts.append((int(amount) if amount.isdigit() else 1, unit))
    return (amounts, sign, kind) if amounts else None


# --- formatters --------------------------------------------------------------------------------


def amounts() -> Iterator[tuple[int, str, int]]:
    for unit, numbers in {
        "second": (0, 10, 44),
        "minute": (1, 2, 4, 10, 17, 21, 42),
        "hour": (1, 2, 3, 4, 7, 12, 21),
        "day": (1, 2, 4, 6),
        "week": (1, 2, 3),
        "month": (1, 2, 3, 4, 6, 10),
        "year": (1, 2, 3, 4, 12),
    }.items():
        for n in numbers:
            yield n, unit, -1
            if 1 < n < 11:
                yield n, unit, 1


def pick(key: str, count: int) -> list[datetime]:
    """Some of the instants, others for each key."""
    start = int(hashlib.sha256(key.encode()).hexdigest(), 16)
    chosen = [INSTANTS[(start + 7 * i) % len(INSTANTS)] for i in range(count)]
    return [datetime.fromisoformat(at).replace(tzinfo=UTC) for at in chosen]


def twelve_hours_off(at: datetime) -> datetime:
    """The same day: a format that writes both alike does not tell morning from evening."""
    return at.replace(hour=(at.hour + 12) % 24)


def from_arrow() -> Iterator[Record]:
    import arrow
    from arrow.locales import _locale_map

    now = arrow.get(NOW)
    grains = (["hour", "minute"], ["day", "hour"])
    for name in sorted(_locale_map):
        for n, unit, sign in amounts():
            at = arrow.get(back(n, unit, sign))
            # A locale that lacks a word raises what its lookup raises.
            with contextlib.suppress(ValueError, KeyError, TypeError, IndexError):
                yield {
                    "family": "val-arrow", "style": "humanize", "locale": name,
                    "text": at.humanize(now, locale=name), "en": at.humanize(now),
                }  # fmt: skip
        for grain, hours in itertools.product(grains, (2.25, 27.0, 76.0)):
            at = arrow.get(NOW - timedelta(hours=hours))
            with contextlib.suppress(ValueError, KeyError, TypeError, IndexError):
                yield {
                    "family": "val-arrow", "style": "granularity", "locale": name,
                    "text": at.humanize(now, locale=name, granularity=grain),
                    "en": at.humanize(now, granularity=grain),
                }  # fmt: skip
        styles = ("D MMMM YYYY", "dddd, D MMMM YYYY HH:mm", "D MMM YYYY h:mm A", "MMMM Do, YYYY")
        for style in styles if name[:2] not in EAST_ASIAN else ():
            width = "minute" if "mm" in style else "day"
            for at in pick("arrow" + name + style, 1):
                with contextlib.suppress(ValueError, KeyError, TypeError, IndexError):
                    text = arrow.get(at).format(style, locale=name)
                    if width == "minute" and text == arrow.get(twelve_hours_off(at)).format(
                        style, locale=name
                    ):
                        continue
                    yield {
                        "family": "val-arrow-abs", "style": style, "locale": name, "text": text,
                        "at": at.isoformat(), "width": width,
                    }  # fmt: skip


def from_pendulum() -> Iterator[Record]:
    import pendulum

    folder = Path(pendulum.__file__).parent / "locales"
    now = pendulum.instance(NOW)
    for name in sorted(path.name for path in folder.iterdir() if (path / "locale.py").exists()):
        for n, unit, sign in amounts():
            diff = now.diff(pendulum.instance(back(n, unit, sign)), abs=False)

            def words(locale: str, diff: Any = diff) -> str:
                return str(pendulum.format_diff(diff, True, False, locale))

            yield {
                "family": "val-pendulum", "style": "diff_for_humans", "locale": name,
                "text": words(name), "en": words("en"),
            }  # fmt: skip
        written = ("dddd D MMMM YYYY HH:mm", "D MMM YYYY") if name not in EAST_ASIAN else ()
        for style in ("LL", "LLL", "LLLL", "L", *written):
            width = "minute" if style in ("LLL", "LLLL") or "mm" in style else "day"
            for at in pick("pendulum" + name + style, 3):
                text = pendulum.instance(at).format(style, locale=name)
                other = pendulum.instance(twelve_hours_off(at)).format(style, locale=name)
                if width == "minute" and text == other:
                    continue
                yield {
                    "family": "val-pendulum-abs", "style": style, "locale": name, "text": text,
                    "at": at.isoformat(), "width": width,
                }  # fmt: skip


def from_django() -> Iterator[Record]:
    import django
    from django.conf import settings

    settings.configure(
        USE_I18N=True, USE_TZ=True, TIME_ZONE="UTC", INSTALLED_APPS=["django.contrib.humanize"]
    )
    django.setup()
    from django.contrib.humanize.templatetags import humanize
    from django.utils import formats, translation

    class Clock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return NOW if tz else NOW.replace(tzinfo=None)

    compound = [
        timedelta(days=9),
        timedelta(days=1, hours=5),
        timedelta(days=18),
        timedelta(days=3, hours=7),
    ]
    with mock.patch.object(humanize, "datetime", Clock):
        for name, _ in settings.LANGUAGES:
            for n, unit, sign in [*amounts(), *((gap, "", -1) for gap in compound)]:
                at = NOW - n if isinstance(n, timedelta) else back(n, unit, sign)
                with translation.override("en"):
                    english = humanize.naturaltime(at)
                with translation.override(name):
                    yield {
                        "family": "val-django", "style": "naturaltime", "locale": name,
                        "text": str(humanize.naturaltime(at)), "en": str(english),
                    }  # fmt: skip
            for n, sign in ((0, 1), (1, -1), (1, 1)):
                with translation.override(name):
                    yield {
                        "family": "val-django", "style": "naturalday", "locale": name,
                        "text": str(humanize.naturalday(back(n, "day", sign).date())),
                        "n": n, "unit": "day", "sign": sign,
                    }  # fmt: skip
            for style in ("DATE", "DATETIME", "SHORT_DATE", "SHORT_DATETIME"):
                for at in pick("django" + name + style, 2):
                    with translation.override(name):
                        text = formats.date_format(at, style + "_FORMAT")
                        other = formats.date_format(twelve_hours_off(at), style + "_FORMAT")
                    if "TIME" in style and text == other:
                        continue
                    yield {
                        "family": "val-django-abs", "style": style, "locale": name, "text": text,
                        "at": at.isoformat(), "width": "minute" if "TIME" in style else "day",
                    }  # fmt: skip


def from_javascript() -> Iterator[Record]:
    command = ["node", "make_dates.mjs", json.dumps([at + "Z" for at in INSTANTS])]
    made = subprocess.run(
        command, cwd=HERE, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    for line in made.stdout.splitlines():
        yield json.loads(line)


def from_hand() -> Iterator[Record]:
    """Rows of hand.tsv: locale, meaning, text, flags; `# family: …` names those that follow."""
    family = ""
    for line in (HERE / "hand.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("# family: "):
            family = line.removeprefix("# family: ").strip()
        if not line.strip() or line.startswith("#"):
            continue
        locale, meaning, text, *flags = line.split("\t")
        made = {"family": family, "style": "hand", "locale": locale, "text": text, "bcp47": True}
        yield made | {"meaning": meaning, "flags": flags[0].split() if flags else []}


# --- records -----------------------------------------------------------------------------------


def locale_of(name: str) -> str | None:
    name = re.sub(r"-(short|fuzzy)$", "", name.replace("_", "-").split("-u-")[0])
    if name.lower() in LOCALES:
        return LOCALES[name.lower()]
    if name == "en-fuzzy":
        return None
    parts = [part.title() if len(part) == 4 else part.upper() for part in name.split("-")]
    parts[0] = parts[0].lower()
    if parts[0] in ("no", "iw", "tl"):
        parts[0] = LOCALES[parts[0]] or ""
    return "-".join(parts)


def plain(text: str) -> str:
    """With ASCII digits, without marks of direction."""
    text = "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)
    return re.sub("[\u200e\u200f\u061c\u2066-\u2069]", "", text)


def features_of(text: str, sign: int | None) -> list[str]:
    letters = MERIDIEM.sub("", text)
    tests = {
        "future": sign == 1,
        "abbrev": re.search(r"[^\W\d]\.|\d ?[^\W\d]{1,2}\b(?!\.?\d)", text) and sign,
        "signed": re.match(r"[+\-−\u200e\u200f]*[+\-−]", text),
        "no-digits": not any(char.isdigit() for char in text),
        "numeric-only": not re.search(r"[^\W\d_年月日時分秒时点號号]", letters),
        "cyrillic": re.search(r"[\u0400-\u052f]", text),
        "cjk": re.search(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]", text),
        "indic/se-asian": re.search(
            r"[\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]", text
        ),
        "rtl-script": re.search(r"[\u0590-\u08ff]", text),
        "bidi-mark": re.search("[\u200e\u200f\u061c\u2066-\u2069]", text),
        "nbsp": re.search("[\u00a0\u202f]", text),
        "non-ascii-digits": any(char.isdecimal() and not char.isascii() for char in text),
        "tz-name": re.search(r"\b(UTC|GMT|[A-Z]{2,3}T|MSK|МСК|WIB|WITA|MEZ|MESZ)\b", text),
        "paren-plural": re.search(r"\w\(\w+\)", text),
    }
    return [name for name, test in tests.items() if test]


def order_flags(text: str, lang: str, day: date, orders: dict[str, str]) -> list[str]:
    """dm-order where digits have two readings; needs-region where the language's own fails."""
    found = TRIPLE.search(plain(text))
    if not found or day.day > 12:
        return []
    groups = [int(group) for group in found.groups()]
    order = "ymd" if len(found[1]) == 4 else orders.get(lang, "dmy")
    if order[0] == "y" and len(found[3]) == 4:
        order = "dmy"
    read = dict(zip(order, groups, strict=True))
    if not {day.year, day.year % 100} & set(groups):
        # A time with dots, or another calendar, whose order is that of its language.
        return ["dm-order"] if max(groups) > 1300 else []
    if day.day == day.month:
        return ["dm-order"]
    if read["y"] % 100 != day.year % 100:
        return ["dm-order", "needs-region"]
    return (
        ["dm-order"]
        if (read["m"], read["d"]) == (day.month, day.day)
        else ["dm-order", "needs-region"]
    )


def meaning_of(raw: Record) -> tuple[Record, list[str]] | None:
    """What a raw record means, and flags; None for one that says nothing."""
    if meaning := raw.get("meaning"):
        return hand_meaning(meaning), raw["flags"]
    if "width" in raw:
        at = datetime.fromisoformat(raw["at"])
        if raw.get("zone"):
            return absolute(at, raw["width"]), []
        meant = absolute(at, raw["width"])
        if raw.get("hijri"):
            meant |= {
                "lo": meant["lo"] - timedelta(days=1),
                "hi": meant["hi"] + timedelta(days=1),
            }
            return meant, ["hijri-variant"]
        return meant, []
    flags = ["formatter-rounds"]
    if "en" in raw:
        if re.search(r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b", raw["en"]):
            return absolute(datetime.fromisoformat(raw["at"]), "day"), []
        read = read_english(raw["en"])
        if not read:
            return None
        return relative(*read), flags
    if raw["family"] in ("val-intl", "val-luxon", "val-intl-auto"):
        flags = []
    n, unit = raw["n"], raw["unit"]
    kind = "calendar" if raw["family"] == "val-intl-auto" else ""
    # "this week", "this hour": a span, and no news site writes it.
    if n == 0 and unit not in ("second", "day"):
        return None
    return relative([(n, unit)], raw["sign"], kind), flags


def hand_meaning(meaning: str) -> Record:
    """`none`, `now`, `-3h`, `-1h20m`, `-2mo`; or an ISO day or minute, offset or not."""
    if meaning == "none":
        return {"kind": "none", "expected": None, "lo": None, "hi": None}
    if meaning == "now":
        return relative([(0, "second")], -1)
    if meaning[0] in "+-":
        found = re.findall(r"(\d+)(mo|[smhdwy])", meaning)
        names = [(int(n), ENGLISH_UNITS[unit]) for n, unit in found]
        return relative(names, 1 if meaning[0] == "+" else -1)
    at = datetime.fromisoformat(meaning)
    return absolute(
        at if at.tzinfo else at.replace(tzinfo=UTC), "minute" if "T" in meaning else "day"
    )


def unlikely(raw: Record, lang: str, english: set[str]) -> bool:
    """True for what a formatter says where it has no words of the language."""
    text = raw["text"]
    if raw["family"].startswith("val-hand"):
        return False
    if lang != "en" and text.casefold() in english:
        return True
    if re.fullmatch(r"[+\-−]?\d+ (s|min|h|d|w|m|y)", text) and not raw["family"].endswith(
        "timeago"
    ):
        return True
    if raw["family"] == "val-pendulum" and re.search(r"-\d", text):
        return True
    words = r"\b(ago|from now|undefined|null|NaN|Invalid|\d+\s(weeks|days|hours|months|years))\b"
    return bool(
        re.search(r"\bM\d\d\b|%[a-z]|\{", text) or (lang != "en" and re.search(words, text))
    )


def records(orders: dict[str, str], raws: list[Record]) -> list[Record]:
    """One a text and language: what formatters agree on, or flagged where they do not."""
    english = {raw["en"].casefold() for raw in raws if "en" in raw}
    english |= {
        raw["text"].casefold() for raw in raws if raw["locale"] in ("en", "en-US") and "n" in raw
    }
    groups: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for raw in raws:
        locale = raw["locale"] if raw.get("bcp47") else locale_of(raw["locale"])
        text = raw["text"].strip()
        # Short ones say the same of past and future.
        short = "short" in raw["style"] and "timeago" in raw["family"]
        bare = "timeago" in raw["family"] and re.fullmatch(r"\d+ ?\w+", text)
        if not locale or ((short or bare) and raw.get("sign") == 1):
            continue
        lang = locale.split("-")[0]
        if unlikely(raw, lang, english):
            continue
        meaning = meaning_of(raw)
        if not meaning:
            continue
        meant, flags = meaning
        flags = list(flags)
        bare = raw["style"] in ("short", "twitter", "mini") and meant["kind"] == "rel"
        if bare and raw["family"] != "val-intl" and re.fullmatch(r"\d+\W?[^\W\d]{1,6}\.?", text):
            flags.append("no-direction")
        if (
            meant["kind"] == "abs"
            and not raw["family"].startswith("val-hand")
            and "zone" not in raw
        ):
            flags += order_flags(text, lang, meant["expected"].date(), orders)
        # One word for yesterday and for tomorrow.
        if (lang, text.split()[0]) in (("hi", "कल"), ("ur", "کل")):
            flags.append("ambiguous-in-language")
        if re.search(r"\bIST\b", text) and lang == "en" and "zone" in raw:
            flags.append("needs-region")
        groups[text, lang].append(
            {"text": text, "lang": lang, "locale": locale}
            | {name: raw[name] for name in ("family", "style")}
            | {"flags": sorted(set(flags))}
            | meant
        )
    signs: dict[tuple[str, str], set[int]] = defaultdict(set)
    for (text, lang), group in groups.items():
        for record in group:
            if record["family"] in CLDR:
                signs[" ".join(text.casefold().split()), lang].add(record["sign"])
    # What CLDR says of the other side of now is a slip of the translation.
    return [
        merged(group)
        for (text, lang), group in groups.items()
        if group[0]["kind"] != "rel"
        or "hand" in group[0]["family"]
        or {record["sign"] for record in group}
        & (signs.get((" ".join(text.casefold().split()), lang)) or {-1, 1})
    ]


def agreed(group: list[Record]) -> list[Record]:
    """Without what contradicts CLDR, where CLDR says one thing: other formatters' slips."""
    known = [record for record in group if record["family"] in CLDR]
    if not known or len({record["sign"] for record in known}) > 1:
        return group
    first = known[0]
    return [
        record for record in group if record["lo"] <= first["hi"] and first["lo"] <= record["hi"]
    ]


def merged(group: list[Record]) -> Record:
    key = group[0]["text"] + "\t" + group[0]["lang"]
    digest = hashlib.sha256(key.encode()).hexdigest()
    families = sorted({record["family"] for record in group})
    # By hand first; else any of its formatters, so that none gets but what is left.
    family = next(
        (name for name in families if "hand" in name), families[int(digest, 16) % len(families)]
    )
    record = dict(next(record for record in group if record["family"] == family))
    flags = set(record["flags"])
    clean = agreed([other for other in group if "needs-region" not in other["flags"]])
    if "hand" not in family and record not in clean and clean:
        record, flags = dict(clean[0]), set(clean[0]["flags"])
    if record["kind"] != "none" and "hand" not in family:
        for other in clean:
            if not (other["lo"] <= record["hi"] and record["lo"] <= other["hi"]):
                flags.add("ambiguous-in-language")
        if "ambiguous-in-language" not in flags and clean:
            record["lo"] = min(other["lo"] for other in clean)
            record["hi"] = max(other["hi"] for other in clean)
    bad = {"needs-region", "ambiguous-in-language", "formatter-quirk"} & flags
    fine = {
        "source": record["family"],
        "flags": sorted(flags),
        "sources": families,
        "locales": sorted({other["locale"] for other in group}),
        "features": features_of(record["text"], record.get("sign")),
        "id": digest[:10],
        "news": record["lang"] in NEWS,
        "scored": not bad,
    }
    times = {
        name: value.isoformat() for name in ("expected", "lo", "hi") if (value := record[name])
    }
    return record | fine | times


def sampled(found: list[Record], most: int) -> list[Record]:
    """All that is by hand; of each family and language as many, more in news languages."""
    cells: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in sorted(found, key=lambda record: record["id"]):
        cells[record["family"], record["lang"]].append(record)
    for share in range(40, 0, -1):
        chosen = []
        for (family, lang), cell in cells.items():
            count = share if lang in NEWS else max(1, share // 5)
            count = len(cell) if "hand" in family else min(count, len(cell))
            # A quarter of a cell at most is of the future, a quarter not scored.
            late = [record for record in cell if record.get("sign") == 1][: count // 4]
            odd = [record for record in cell if not record["scored"]][: count // 4]
            rest = [record for record in cell if record.get("sign") != 1 and record["scored"]]
            first = (
                [*late, *(record for record in odd if record not in late)]
                if "hand" not in family
                else []
            )
            chosen += (first + rest)[:count] if "hand" not in family else cell
        if len(chosen) <= most:
            return chosen
    return chosen


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument(
        "--without", type=Path, metavar="FILE", help="leave out the strings of this file"
    )
    parser.add_argument(
        "--most", type=int, default=9500, metavar="N", help="records (default %(default)s)"
    )
    arguments = parser.parse_args()
    known: set[tuple[str, str]] = set()
    if arguments.without:
        with gzip.open(arguments.without, "rt", encoding="utf-8") as lines:
            known = {(record["text"], record["lang"]) for record in map(json.loads, lines)}
    made = list(from_javascript())
    orders = {raw["locale"]: raw["order"] for raw in made if "order" in raw}
    made = [raw for raw in made if "order" not in raw]
    makers = (from_arrow, from_pendulum, from_django, from_hand)
    found = records(orders, [*made, *itertools.chain.from_iterable(maker() for maker in makers)])
    found = [record for record in found if (record["text"], record["lang"]) not in known]
    chosen = sorted(
        sampled(found, arguments.most), key=lambda record: (record["family"], record["id"])
    )
    with (
        (HERE / "dates.jsonl.gz").open("wb") as file,
        gzip.GzipFile("", "wb", compresslevel=9, fileobj=file, mtime=0) as packed,
    ):
        for record in chosen:
            packed.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")
    print(f"{len(found)} strings, {len(chosen)} records in dates.jsonl.gz")


if __name__ == "__main__":
    main()
