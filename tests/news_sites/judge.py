"""What a crawl found of a site, beside what there is to be found."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.news_sites.model import NewsSite, Truth

Row = Mapping[str, Any]
_TOLERANCE_S = 60


@dataclass
class Verdict:
    """How a crawl did.

    Attributes:
        found: canonical paths of the articles that have a row.
        missing: those that have none, with what names them.
        wrong: addresses of rows that are no article.
        doubled: articles of several rows, none of which says that it is a duplicate.
        flagged: addresses of rows that say so of an article that no other row has.
        published, titles, texts: what differs, by canonical path: (what the row has, the truth).
        trapped: requests for pages of each trap, with those that are allowed.
        repeated: requests for what had been asked for before.
        updated: rows that are a further revision: nothing on the sites changes.
        later: requests of each further run.
    """

    site: str
    articles: int
    found: set[str] = field(default_factory=set)
    missing: dict[str, frozenset[str]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    doubled: dict[str, list[str]] = field(default_factory=dict)
    flagged: list[str] = field(default_factory=list)
    published: dict[str, tuple[str, str]] = field(default_factory=dict)
    titles: dict[str, tuple[str, str]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    requests: int = 0
    repeated: int = 0
    updated: int = 0
    later: list[int] = field(default_factory=list)
    trapped: dict[str, tuple[int, int]] = field(default_factory=dict)
    code: int | None = None
    seconds: float = 0.0

    @property
    def overrun(self) -> list[str]:
        """The traps that took more requests than they may."""
        return [name for name, (asked, allowed) in self.trapped.items() if asked > allowed]

    @property
    def missing_by(self) -> dict[str, int]:
        """How many articles are missing, by all that names them."""
        names = Counter("+".join(sorted(named)) for named in self.missing.values())
        return dict(names.most_common())

    @property
    def is_clean(self) -> bool:
        faults = (self.missing, self.wrong, self.doubled, self.flagged, self.published, self.titles)
        # A crawl is partial where addresses are dead, as some are.
        return not any(faults) and not self.overrun and self.code in (0, 3)


def judge(site: NewsSite, rows: Iterable[Row], asked: Sequence[str]) -> Verdict:
    """Compares the rows of a feed, and the paths asked for, with the truth about a site."""
    verdict = Verdict(site.name, len(site.articles))
    every = list(rows)
    latest = {row["id"]: row for row in every}
    verdict.updated = sum(row.get("change") == "updated" for row in every)
    shown: dict[str, list[Row]] = {}
    for row in latest.values():
        if row.get("change") == "removed":
            continue
        path = article_of(site, row)
        if path is None:
            verdict.wrong.append(row["url"])
        else:
            shown.setdefault(path, []).append(row)
    for path, of in shown.items():
        own = [row for row in of if not row.get("duplicate_of")]
        if len(own) > 1:
            verdict.doubled[path] = [row["url"] for row in own]
        if not own:
            verdict.flagged.append(of[0]["url"])
        compare(verdict, path, (own or of)[0], site.articles[path])
    verdict.found = set(shown)
    verdict.missing = {
        path: truth.named_by for path, truth in site.articles.items() if path not in shown
    }
    verdict.requests = len(asked)
    verdict.repeated = len(asked) - len(set(asked))
    trapped = Counter(site.trap_of(path) for path in asked)
    verdict.trapped = {name: (trapped[name], allowed) for name, allowed in site.traps.items()}
    return verdict


def article_of(site: NewsSite, row: Row) -> str | None:
    """The canonical path of the article that a row is of, by its address or its canonical one."""
    for url in (row["url"], row.get("canonical_url")):
        if url:
            parts = urlsplit(url)
            path = site.article_at(parts.path + (f"?{parts.query}" if parts.query else ""))
            if path is not None:
                return path
    return None


def compare(verdict: Verdict, path: str, row: Row, truth: Truth) -> None:
    if folded(row.get("title") or "") != folded(truth.title):
        verdict.titles[path] = (str(row.get("title")), truth.title)
    if not tells_time(row, truth):
        verdict.published[path] = (
            f"{row.get('published_at')} {(row.get('published') or {}).get('raw', '')}",
            truth.published.isoformat() if truth.has_time else truth.day.isoformat(),
        )
    text = folded(row.get("text") or "")
    lost = [it for it in truth.text.split("\n\n") if folded(it) not in text]
    if lost:
        verdict.texts[path] = f"{len(lost)} paragraphs are missing: {lost[0][:60]}"
    elif len(text) > 1.2 * len(truth.text) + 200:
        verdict.texts[path] = f"{len(text)} characters of text in place of {len(truth.text)}"


def tells_time(row: Row, truth: Truth) -> bool:
    """Whether a row has the time: within a minute, or the day where no more can be known."""
    if not row.get("published_at"):
        return False
    at = instant(row["published_at"])
    if abs((at - truth.published).total_seconds()) <= _TOLERANCE_S:
        return True
    if truth.has_time:
        return False
    span = row.get("published") or {}
    if span.get("precision") in (None, "day", "ambiguous") and at.date() == truth.day:
        return True
    ends = span.get("earliest"), span.get("latest")
    return all(ends) and instant(ends[0]) <= truth.published <= instant(ends[1])


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def folded(text: str) -> str:
    return " ".join(text.split())


def rows_in(data: Path) -> list[dict[str, Any]]:
    """The rows of the parts that the manifest under a data directory lists."""
    rows = []
    for path in sorted((data / "feeds").glob("*/manifest.json")):
        for part in json.loads(path.read_bytes())["parts"]:
            with (path.parent / part["path"]).open("rb") as lines:
                rows += [json.loads(line) for line in lines]
    return rows


def told(verdict: Verdict, *, show: bool = False) -> str:
    """A verdict in lines for people."""
    right = len(verdict.found)
    code = "timeout" if verdict.code is None else verdict.code
    lines = [
        f"{verdict.site}: {right}/{verdict.articles} articles, "
        f"{len(verdict.wrong)} wrong, {len(verdict.doubled)} doubled, "
        f"{len(verdict.flagged)} falsely duplicates; of {right}: "
        f"{right - len(verdict.published)} times, {right - len(verdict.titles)} titles, "
        f"{right - len(verdict.texts)} texts right; {verdict.requests} requests "
        f"({verdict.repeated} repeated); exit {code}; {verdict.seconds:.1f} s"
    ]
    if verdict.updated:
        lines.append(f"    {verdict.updated} rows update what did not change")
    if verdict.later:
        lines.append(f"    later runs: {', '.join(map(str, verdict.later))} requests")
    if verdict.missing:
        by = ", ".join(
            f"{count} by {name or 'nothing'}" for name, count in verdict.missing_by.items()
        )
        lines.append(f"    missing: {by}")
    for name, (asked, allowed) in verdict.trapped.items():
        if asked:
            over = "  TOO MANY" if asked > allowed else ""
            lines.append(f"    trap {name}: {asked} requests of {allowed}{over}")
    if show:
        lines += [
            f"    missing {path} ({', '.join(sorted(by))})" for path, by in verdict.missing.items()
        ]
        lines += [f"    wrong {url}" for url in verdict.wrong]
        lines += [
            f"    doubled {path}: {', '.join(urls)}" for path, urls in verdict.doubled.items()
        ]
        lines += [f"    falsely a duplicate {url}" for url in verdict.flagged]
        for what in ("published", "titles"):
            pairs = getattr(verdict, what)
            lines += [
                f"    {what} {path}: {has!r}, not {true!r}" for path, (has, true) in pairs.items()
            ]
        lines += [f"    text {path}: {fault}" for path, fault in verdict.texts.items()]
    return "\n".join(lines)


def summed_up(verdicts: Sequence[Verdict]) -> str:
    """One line for all the verdicts."""
    found = sum(len(it.found) for it in verdicts)
    faults = {
        "missing": sum(len(it.missing) for it in verdicts),
        "wrong": sum(len(it.wrong) for it in verdicts),
        "doubled": sum(len(it.doubled) for it in verdicts),
        "falsely duplicates": sum(len(it.flagged) for it in verdicts),
        "times": sum(len(it.published) for it in verdicts),
        "titles": sum(len(it.titles) for it in verdicts),
        "texts": sum(len(it.texts) for it in verdicts),
        "traps overrun": sum(len(it.overrun) for it in verdicts),
    }
    told_faults = ", ".join(f"{count} {name}" for name, count in faults.items())
    return (
        f"all: {sum(it.is_clean for it in verdicts)}/{len(verdicts)} sites clean; "
        f"{found}/{sum(it.articles for it in verdicts)} articles; amiss: {told_faults}; "
        f"{sum(it.requests for it in verdicts)} requests; "
        f"{sum(it.seconds for it in verdicts):.0f} s"
    )
