"""A feed folder as a distrustful consumer reads it: only what its manifest lists, every byte.

What is found wrong is told by kind; see `KINDS`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import jsonschema

ROOT = Path(__file__).parents[2]
KINDS = {
    "lost": "the latest revision of a discovered article is not in the feed",
    "doubled": "an (id, revision) twice, or a revision that changes nothing",
    "torn": "a line that is not strict JSON, not of the schema, or not ended",
    "gap": "seq does not run 1, 2, 3, …",
    "revision": "the revisions of an id do not run 1, 2, 3, …",
    "manifest": "the manifest says other than the bytes",
    "unlisted": "a finished file that the manifest does not know",
    "invented": "a content that was never served, or not in that order",
    "fates": "what was discovered is not the sum of its fates",
    "link": "the graph that the links feed tells is not that of the site",
}
Problems = dict[str, list[str]]
# Lines that met their schema, by their sums.
_MET: set[bytes] = set()

_PART = re.compile(
    r"(?P<year>\d{4})/(?P<month>\d\d)/(?P<site>.+)-(?P<time>\d{8}T\d{6}[0-9.]*Z?)"
    r"-(?P<first>\d+)-(?P<last>\d+)\.jsonl"
)
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
_PART_KEYS = (
    "path rows bytes sha256 first_seq last_seq first_time last_time schema run_id"
).split()
_RUN_KEYS = "id started_at finished_at status exit_code fates".split()
_STATUSES = {"running", "complete", "partial", "interrupted", "gate_failed", "failed"}


@dataclass
class Feed:
    """What the manifest of a feed folder lists.

    Attributes:
        rows: the rows of all parts, in the order of the manifest.
        run_of: the id of the run of each row, by the same place.
    """

    folder: Path
    manifest: dict[str, Any] = field(default_factory=dict)
    rows: list[dict[str, Any]] = field(default_factory=list)
    run_of: list[str] = field(default_factory=list)
    problems: Problems = field(default_factory=dict)

    def wrong(self, kind: str, what: str) -> None:
        assert kind in KINDS
        self.problems.setdefault(kind, []).append(what)


def read_feed(folder: Path, *, site: str, schema: str, finished: bool = True) -> Feed:
    """Reads what `folder` publishes, and checks all that it says of itself.

    Args:
        folder: where the manifest is.
        site: whose feed it has to be.
        schema: of its rows, as `newscrawl.article/1`.
        finished: whether the last run came to its end, so that nothing lies about unlisted.
    """
    feed = Feed(folder)
    path = folder / "manifest.json"
    try:
        feed.manifest = parse(path.read_bytes())
    except (OSError, ValueError) as error:
        feed.wrong("manifest", f"{path}: {error}")
        return feed
    manifest = feed.manifest
    if not isinstance(manifest.get("parts"), list) or not manifest.get("schema"):
        feed.wrong("manifest", f"{path}: no schema, or no list of parts")
        return feed
    if manifest.get("site") != site:
        feed.wrong("manifest", f"site is {manifest.get('site')!r}")
    for part in manifest["parts"]:
        _read_part(feed, part, site=site, schema=schema)
    _check_order(feed)
    last = manifest["parts"][-1].get("last_seq") if manifest["parts"] else None
    removed = [one.get("last_seq", 0) for one in manifest.get("removed_parts") or ()]
    if (manifest.get("watermark") or 0) != (last or max(removed, default=0)):
        feed.wrong("manifest", f"watermark {manifest.get('watermark')}, last seq {last}")
    if finished:
        listed = {part.get("path") for part in manifest["parts"]}
        for name in unlisted(folder, listed):
            feed.wrong("unlisted", name)
    return feed


def check_run(feed: Feed) -> None:
    """Whether the manifest tells the run as it has to."""
    run = feed.manifest.get("run")
    if not isinstance(run, dict) or [key for key in _RUN_KEYS if key not in run]:
        feed.wrong("manifest", f"run is {run}")
    elif run["status"] not in _STATUSES:
        feed.wrong("manifest", f"status is {run['status']!r}")


def unlisted(folder: Path, listed: set[str]) -> Iterator[str]:
    """Rows in files that no manifest knows; those that are still open are nobody's business."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        inside = name.split("/")[0]
        if not path.is_file() or inside in (".open", "links") or name in listed:
            continue
        if re.match(r"\d{4}/", name) or path.suffix in (".jsonl", ".part", ".tmp"):
            yield name


def parse(line: bytes) -> dict[str, Any]:
    """A JSON object, by the letter of the standard.

    Raises:
        ValueError: it is none.
    """

    def refuse(constant: str) -> None:
        raise ValueError(f"{constant} is no JSON")

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(dict(pairs)) != len(pairs):
            raise ValueError("a key stands twice")
        return dict(pairs)

    text = line.decode("utf-8")
    text.encode("utf-8")
    value = json.loads(text, parse_constant=refuse, object_pairs_hook=unique)
    if not isinstance(value, dict):
        raise ValueError("no object")  # noqa: TRY004
    json.dumps(value, ensure_ascii=False).encode("utf-8")  # lone surrogates do not pass
    return value


def split(data: bytes) -> tuple[list[bytes], str | None]:
    """The lines of a part and what is wrong with how it is cut, if anything is."""
    lines = data.split(b"\n")
    if lines.pop() != b"":
        return lines, "the last line is not ended"
    if any(len(line.decode("utf-8", "replace").splitlines()) != 1 for line in lines):
        return lines, "a line is empty, or holds another kind of line end"
    return lines, None


@lru_cache
def validator(name: str) -> jsonschema.protocols.Validator | None:
    """What checks rows of `newscrawl.<name>/1`; None where docs/ has no schema for them."""
    path = ROOT / "docs" / f"{name}.schema.json"
    if not path.exists():
        return None
    found: jsonschema.protocols.Validator = jsonschema.Draft202012Validator(
        json.loads(path.read_text("utf-8"))
    )
    return found


def _read_part(feed: Feed, part: dict[str, Any], *, site: str, schema: str) -> None:
    missing = [key for key in _PART_KEYS if key not in part]
    if missing:
        feed.wrong("manifest", f"a part without {missing}: {part}")
        return
    name = part["path"]
    try:
        data = (feed.folder / name).read_bytes()
    except OSError as error:
        feed.wrong("manifest", f"{name}: {error}")
        return
    lines, cut = split(data)
    if cut is not None:
        feed.wrong("torn", f"{name}: {cut}")
    rows = []
    check = validator(schema.partition(".")[2].partition("/")[0])
    for number, line in enumerate(lines, 1):
        try:
            row = parse(line)
        except ValueError as error:
            feed.wrong("torn", f"{name}:{number}: {error}")
            continue
        rows.append(row)
        # The same line is often met again, and checking it takes longer than all the rest.
        key = hashlib.sha256(line).digest() + schema.encode()
        if key in _MET:
            continue
        fault = None if check is None else next(check.iter_errors(row), None)
        if fault is not None or row.get("schema") != schema:
            told = fault.message[:200] if fault is not None else f"schema {row.get('schema')}"
            feed.wrong("torn", f"{name}:{number}: {told}")
        else:
            _MET.add(key)
    feed.rows += rows
    feed.run_of += [part["run_id"]] * len(rows)
    for fault in _differences(part, data, rows, site=site, schema=schema):
        feed.wrong("manifest", f"{name}: {fault}")


def _differences(
    part: dict[str, Any], data: bytes, rows: list[dict[str, Any]], *, site: str, schema: str
) -> Iterator[str]:
    """What the manifest says of a part that its bytes do not."""
    found = {
        "rows": len(rows),
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "first_seq": rows[0].get("seq") if rows else None,
        "last_seq": rows[-1].get("seq") if rows else None,
        "schema": schema,
    }
    for key, value in found.items():
        if part[key] != value:
            yield f"{key} {part[key]}, but is {value}"
    if not rows:
        yield "a part without rows"
    name = _PART.fullmatch(part["path"])
    if name is None or name["site"].removesuffix("-links") != site:
        yield "its name is not as it should be"
    elif (int(name["first"]), int(name["last"])) != (part["first_seq"], part["last_seq"]):
        yield "its name tells other seqs"
    elif not name["time"].startswith(name["year"] + name["month"]):
        yield "it is in the folder of another month"
    times = [str(part[key]) for key in ("first_time", "last_time")]
    if not all(map(_TIME.fullmatch, times)) or times[0] > times[1]:
        yield f"times {times}"
    if not part["run_id"]:
        yield "no run_id"


def _check_order(feed: Feed) -> None:
    seqs = [row.get("seq") for row in feed.rows]
    first = 1
    removed = feed.manifest.get("removed_parts")
    if removed and seqs and isinstance(seqs[0], int):
        first = seqs[0]
    for place, seq in enumerate(seqs):
        if seq != first + place:
            feed.wrong("gap", f"seq {seq} at place {place + 1}, where {first + place} belongs")
            return
