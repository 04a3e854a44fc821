"""`scrapy feed show`: which article it shows, and how."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from newscrawl.feed.show import FeedError, find_row, newest_feed, show

ROOT = Path(__file__).parents[1]


def row(article_id: str = "site:a", **more: Any) -> dict[str, Any]:
    """A row of a feed, with what `show` looks at."""
    return {
        "schema": "newscrawl.article/1",
        "id": article_id,
        "revision": 1,
        "change": "new",
        "url": "https://news.example/a-long-address/" + "x" * 120 + "/",
        "title": "Ein Titel",
        "blocks": [],
    } | more


def feed(path: Path, *rows: Any) -> Path:
    """A feed file with these rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{json.dumps(each)}\n" for each in rows), encoding="utf-8")
    return path


def shown(article: dict[str, Any], **options: Any) -> str:
    """What `show` prints of an article where there is no terminal."""
    out = io.StringIO()
    show(article, place="a.jsonl, row 1", out=out, **options)
    return out.getvalue()


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


# Which file


def test_a_data_directory_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(FeedError, match=r"cannot read .*: File name too long"):
        newest_feed(tmp_path / ("x" * 300))


def test_newest_feed(tmp_path: Path) -> None:
    feeds = tmp_path / "feeds"
    old = feed(feeds / "a" / "a-2.jsonl")
    new = feed(feeds / "b" / "2026" / "05" / "b-1.jsonl")
    later = (feed(feeds / "b" / "links" / "l.jsonl"), feed(feeds / "b" / ".open" / "run.jsonl"))
    for number, path in enumerate((old, new, *later)):
        os.utime(path, (1000 + number, 1000 + number))
    assert newest_feed(tmp_path) == new


def test_no_feed(tmp_path: Path) -> None:
    with pytest.raises(FeedError, match="run a crawl first"):
        newest_feed(tmp_path)


# Which row


def test_find_row(tmp_path: Path) -> None:
    path = feed(
        tmp_path / "f.jsonl",
        row("site:a"),
        row("site:b"),
        row("site:a", revision=2),
        row("site:c"),
    )
    for number, expected in ((1, "site:a"), (2, "site:b"), (4, "site:c"), (-1, "site:c")):
        assert find_row(path, number=number)[1]["id"] == expected
    assert [find_row(path, number=-number)[0] for number in (1, 2, 3, 4)] == [4, 3, 2, 1]
    for article_id in ("site:a", "a"):
        number, found = find_row(path, article_id=article_id)
        assert (number, found["revision"]) == (3, 2)


@pytest.mark.parametrize(
    ("which", "message"),
    [
        ({"number": 3}, "no row 3: it has 2"),
        ({"number": -3}, "no row -3: it has 2"),
        ({"article_id": "site:z"}, 'no article "site:z" in its 2 rows'),
        ({"article_id": "site"}, 'no article "site"'),
    ],
)
def test_no_such_row(tmp_path: Path, which: dict[str, Any], message: str) -> None:
    path = feed(tmp_path / "f.jsonl", row("site:a"), row("site:b"))
    with pytest.raises(FeedError, match=message):
        find_row(path, **which)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (b"{\n", "row 1 is no JSON"),
        (b"[" * 100_000, "row 1 is no JSON"),
        (b"[1]\n", "row 1 is no article"),
        (b'{"schema": "newscrawl.link/1"}\n', "row 1 is no article"),
        (b"\xff\xfe\x00", "not in UTF-8"),
    ],
)
def test_no_feed_file(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "f.jsonl"
    path.write_bytes(content)
    with pytest.raises(FeedError, match=message):
        find_row(path)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.jsonl"):
        with pytest.raises(FeedError, match="cannot read"):
            find_row(path)


# How it looks

DAY = {
    "at": "2026-05-21T12:00:00Z",
    "earliest": "2026-05-20T10:00:00Z",
    "latest": "2026-05-22T11:59:59Z",
    "precision": "day",
    "raw": "2026-05-21",
    "basis": "iso-day",
}
MINUTE = {
    "at": "2026-05-21T08:27:00Z",
    "earliest": "2026-05-21T08:26:01Z",
    "latest": "2026-05-21T08:27:00Z",
    "precision": "minute",
    "raw": "Hace 33 min(s)",
    "basis": "relative",
}


def test_whole_article() -> None:
    text = shown(
        row(
            source="marsbit",
            authors=["Ana Ruiz", "何稚"],
            origin="Ein Blatt",
            language="en",
            page_language="es",
            published=DAY,
            updated=MINUTE,
            summary="In short.",
            blocks=[
                {"kind": "heading", "text": "Erstens"},
                {"kind": "paragraph", "text": "One."},
                {"kind": "paragraph", "text": "Two."},
                {"kind": "paragraph", "text": "Three."},
            ],
            questions=[{"question": "Warum?", "answer": "Darum."}],
            related=[{"rank": 1, "id": "site:b", "title": "Anderes", "published": MINUTE}],
        ),
        paragraphs=2,
    )
    assert (
        text
        == f"""\
a.jsonl, row 1
{row()["url"]}

Ein Titel
id         site:a, revision 1, new
source     marsbit
authors    Ana Ruiz, 何稚
origin     Ein Blatt
published  2026-05-21 (day, "2026-05-21"): 2026-05-20 10:00:00 to 2026-05-22 11:59:59 UTC
updated    2026-05-21 08:27:00 UTC (minute, "Hace 33 min(s)"): 2026-05-21 08:26:01 to 2026-05-21
           08:27:00 UTC
language   en, on a page in es

Summary
  In short.

Text, the first 3 of 4 blocks
  Erstens
  One.
  Two.

Questions (1)
  Warum?
    Darum.

Related readings (1)
  1  Anderes
     site:b · 2026-05-21 08:27:00 UTC (minute, "Hace 33 min(s)")
"""
    )


def test_what_is_absent_is_left_out() -> None:
    assert shown(row(title=None, url=None, blocks=None)) == (
        "a.jsonl, row 1\n\n\n(no title)\nid  site:a, revision 1, new\n"
    )


def test_a_removed_article() -> None:
    assert "site:a was removed at its source" in shown(row(change="removed", title=None))


def test_colours_in_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    out = Terminal()
    show(row(), place="a.jsonl, row 1", out=out)
    assert "\x1b[1mEin Titel" in out.getvalue()
    assert "\x1b" not in shown(row())


@pytest.mark.parametrize(
    ("hostile", "harmless"),
    [
        ("\x1b[2J\x1b]0;owned\x07", "\\x1b[2J\\x1b]0;owned\\x07"),
        ("a\x9b31mb", "a\\u009b31mb"),
        ("abc\u202edcba", "abc\\u202edcba"),
        ("a\rb", "a\\x0db"),
        ("half \ud83d", "half \\ud83d"),
        ("[bold]no markup[/bold] :smile:", "[bold]no markup[/bold] :smile:"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_text_cannot_steer_the_terminal(hostile: str, harmless: str) -> None:
    text = shown(
        row(
            title=hostile,
            source=hostile,
            summary=hostile,
            authors=[hostile],
            blocks=[{"kind": "paragraph", "text": hostile}],
            questions=[{"question": hostile, "answer": hostile}],
            related=[{"rank": hostile, "id": hostile, "title": hostile}],
            published=dict.fromkeys(DAY, hostile),
        )
    )
    assert text.count(harmless) >= 9
    assert harmless == hostile or hostile not in text


# The command


def run(*args: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """`scrapy feed` as its users run it."""
    command = [sys.executable, "-m", "scrapy", "feed", *args]
    return subprocess.run(command, cwd=ROOT, capture_output=True, timeout=60, **options)


def test_command(tmp_path: Path) -> None:
    path = feed(tmp_path / "feeds" / "site" / "f.jsonl", row(), row("site:b", title="何稚"))
    setting = f"NEWSCRAWL_DATA_DIR={tmp_path}"
    done = run("show", "-n", "-1", "-s", setting, env=os.environ | {"PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(f"{path}, row 2\n".encode())
    assert b"\\u4f55\\u7a1a" in done.stdout
    assert b"site:b" in run("show", "--id", "b", str(path)).stdout


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        ([], 2, "say what to do"),
        (["show", "a", "b"], 2, "one file"),
        (["show", "--foo"], 2, "unknown option --foo"),
        (["show", "-n", "0"], 2, "rows count from 1"),
        (["show", "-n", "1", "--id", "a"], 2, "not allowed with"),
        (["show", "none.jsonl"], 1, "cannot read none.jsonl: No such file"),
    ],
)
def test_command_that_fails(args: list[str], code: int, message: str) -> None:
    done = run(*args)
    assert done.returncode == code
    assert message in done.stderr.decode()
    assert b"Traceback" not in done.stderr
