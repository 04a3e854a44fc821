"""What a crawl did, for people: a short summary on stderr, whose last line says what to do."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from newscrawl.arguments import Arguments
from newscrawl.runs.exit_codes import ExitCode
from newscrawl.state.completeness import Recall
from newscrawl.state.fates import Fate, FateName, Ledger
from newscrawl.terminal import printable

# Addresses of pages that failed are named up to here, the rest is counted.
MAX_NAMED = 10
LABEL_WIDTH = 12
FATE_LABELS: tuple[tuple[FateName, str], ...] = (
    ("emitted-new", "new"),
    ("emitted-updated", "updated"),
    ("emitted-removed", "removed"),
    ("unchanged", "unchanged"),
    ("duplicate", "duplicate"),
    ("rejected", "rejected"),
    ("failed", "failed"),
    ("skipped", "skipped"),
    ("pending", "pending"),
)

_KINDS = {"news": "news sitemap", "index": "sitemap index"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """A run that has ended.

    Attributes:
        site: name of the site.
        spider: name of the spider.
        code: the exit code.
        gate: what the gates found wrong, None if nothing.
        feed: the folder of the site's feed, None if the run writes none.
        failures: addresses and reasons of pages that failed, the first ones.
        recall: how much of what the site names is held; None where that was not asked.
        recovered: rows of a run before it that this one published.
        others: further feeds that the user asked for.
        elapsed_s: how long it took.
        responses: how many responses came.
    """

    site: str
    code: ExitCode
    ledger: Ledger
    arguments: Arguments
    gate: str | None
    feed: Path | None
    others: tuple[str, ...]
    elapsed_s: float
    responses: int
    failures: tuple[tuple[str, Fate], ...] = ()
    recovered: int = 0
    spider: str = ""
    recall: Recall | None = None


def show(outcome: Outcome) -> None:
    """Writes the summary to stderr."""
    rows = summary(outcome)
    if sys.stderr is not None and sys.stderr.isatty():
        from rich.console import Console  # late: it takes longer to import than to print
        from rich.text import Text

        console = Console(stderr=True, markup=False, highlight=False)
        margin = "\n" + " " * LABEL_WIDTH
        try:
            for label, text in rows:
                lines = folded(printable(text), console.width - LABEL_WIDTH)
                line = Text.assemble((f"{label:<{LABEL_WIDTH}}", "bold"), margin.join(lines))
                console.print(line, soft_wrap=True)
            last = folded(printable(last_line(outcome)), console.width)
            console.print("\n".join(last), soft_wrap=True)
        except OSError:
            return  # the terminal is gone: nobody is left to tell
        return
    for label, text in rows:
        say(f"{label:<{LABEL_WIDTH}}{text}")
    say(last_line(outcome))


def folded(text: str, width: int) -> list[str]:
    """`text` in lines, broken between words only: addresses and paths are there to be copied."""
    return textwrap.wrap(text, max(width, 20), break_long_words=False, break_on_hyphens=False)


def say(line: str) -> None:
    """Writes one line to stderr, if there is still somebody to read it."""
    if sys.stderr is None:
        return
    try:
        print(printable(line), file=sys.stderr, flush=True)
    except (OSError, ValueError):
        return  # closed: the crawl does not depend on being watched


def summary(outcome: Outcome) -> list[tuple[str, str]]:
    """The lines of the summary, each a label and a text."""
    ledger = outcome.ledger
    rows = [("site", f"{outcome.site}: {_counted(ledger.discovered, 'article')} found")]
    for name, label in FATE_LABELS:
        number = ledger.count(name)
        if number or label == "new":
            rows.append((label, f"{number}{_in_brackets(ledger.reasons(name))}"))
    if ledger.contradictions:
        rows.append(("times", f"{ledger.contradictions} stamps contradict what was known"))
    lists = f"{ledger.lists_read} read, {_counted(ledger.list_cards, 'card')}"
    if ledger.lists_failed:
        lists += f", {len(ledger.lists_failed)} failed"
    rows.append(("lists", lists))
    if ledger.sources_read:
        kinds = ", ".join(
            _counted(number, _KINDS.get(kind, kind)) for kind, number in ledger.sources_read.items()
        )
        rows.append(("sources", f"{kinds}, {_counted(ledger.named, 'article')} named"))
    if outcome.recall is not None:
        rows.append(("complete", _share(outcome.recall)))
    rows.extend(("trap", what) for what in sorted(ledger.traps)[:MAX_NAMED])
    rows.extend(("stopped by", text) for text in bounds(outcome))
    rows.extend(("not read", f"{reason}: {url}") for url, reason in _failures(outcome))
    rows.extend(("fault", text) for text in ledger.faults[:MAX_NAMED])
    if outcome.recovered:
        rows.append(("recovered", f"{_counted(outcome.recovered, 'row')} of a run that was killed"))
    if outcome.feed is not None:
        rows.append(("feed", shortest(outcome.feed)))
    rows.extend(("feed", uri) for uri in outcome.others)
    rate = outcome.responses / outcome.elapsed_s if outcome.elapsed_s > 0 else 0.0
    rows.append(("time", f"{outcome.elapsed_s:.1f} s, {rate:.1f} pages/s"))
    return rows


def _share(recall: Recall) -> str:
    share = recall.share
    percent = f" ({int(share * 1000) / 10:g} %)" if share is not None else ""
    text = f"{recall.held} of {recall.articles} articles that the site names{percent}"
    return text if not recall.missing else f"{text}: scrapy report names the others"


def bounds(outcome: Outcome) -> list[str]:
    """What stopped the walk, each bound with what it cut off."""
    ledger, limits = outcome.ledger, outcome.arguments
    values = {
        "max_articles": limits.max_articles,
        "depth": limits.depth,
        "max_age": _age(limits.max_age),
    }
    texts = []
    for reason, number in ledger.reasons("skipped").items():
        if reason in ("robots", "noindex", "not_due"):
            continue
        value = f" {values[reason]}" if reason in values else ""
        texts.append(f"{reason}{value}: {_counted(number, 'article')} not taken")
    limit = limits.max_articles
    reached = limit is not None and ledger.emitted >= limit
    if reached and "max_articles" not in ledger.reasons("skipped"):
        texts.append(f"max_articles {limit}")
    return texts + [f"{name}: raise it to go further" for name in sorted(ledger.capped)]


def last_line(outcome: Outcome) -> str:
    """What came of the run and what to do now."""
    ledger = outcome.ledger
    count = _rows(ledger)
    where = shortest(outcome.feed) if outcome.feed is not None else "no feed"
    if outcome.code == ExitCode.COMPLETE:
        return f"complete: {count} in {where}; nothing to do"
    if outcome.code == ExitCode.FAILED:
        more = len(ledger.faults) - 1
        others = f" (and {more} more)" if more else ""
        return (
            f"failed: {ledger.faults[0]}{others}: mend that, then run again, and it goes on "
            f"where this one stopped (-L INFO shows the log); what {where} lists is whole"
        )
    if outcome.code in (ExitCode.INTERRUPTED, ExitCode.TERMINATED):
        owed = ledger.count("pending")
        return f"interrupted: {count} in {where}, {owed} not fetched: run again"
    if outcome.code == ExitCode.GATE_FAILED:
        return (
            f"gate failed: {outcome.gate}: look at one page with "
            f"scrapy probe {outcome.spider or outcome.site} URL before the feed is used"
        )
    failed = ledger.reasons("failed")
    for _, fate in ledger.lists_failed:
        failed[fate.reason] = failed.get(fate.reason, 0) + 1
    parts = []
    if failed:
        number = sum(failed.values())
        parts.append(f"{_counted(number, 'page')} failed{_in_brackets(failed)}")
    if owed := ledger.count("pending"):
        parts.append(f"{_counted(owed, 'article')} not fetched")
    if "NEWSCRAWL_MAX_PAGES" in ledger.capped:
        parts.append("NEWSCRAWL_MAX_PAGES reached")
    return f"partial: {count} in {where}; {', '.join(parts) or 'ended early'}: {advice(failed)}"


def shortest(path: Path) -> str:
    """`path` as one would type it from here."""
    try:
        relative = str(path.relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(path)
    return relative


def _age(age: timedelta | None) -> str:
    """An age as `max_age` takes it."""
    minutes = 0 if age is None else int(age.total_seconds()) // 60
    for size, unit in ((1440, "d"), (60, "h")):
        if minutes % size == 0:
            return f"{minutes // size}{unit}"
    return f"{minutes}m"


def advice(failed: Mapping[str, int], *, otherwise: str = "run again to fetch the rest") -> str:
    """What to do about pages that failed, by reason; `otherwise` where the reasons do not tell."""
    if set(failed) == {"not_recorded"}:
        return "record what is missing, or run without REPLAY_FROM"
    if set(failed) == {"offsite"}:
        return "it leads to another host: name that one (start_url, url) if its pages are wanted"
    if set(failed) == {"tls"}:
        return "look whether the site speaks https as it should; else name it with http://"
    if failed and set(failed) <= {"http_404", "http_410", "not_html", "empty"}:
        return "look whether the address is the one that you mean"
    if failed and set(failed) <= {"connection_refused", "connection_lost", "dns", "tls", "timeout"}:
        return "look whether the site answers, then run again"
    if "robots_unavailable" in failed:
        return "robots.txt cannot be had, so nothing of its host is fetched: run again later"
    if "robots" in failed:
        return "robots.txt forbids a start page: choose another"
    if "nofollow" in failed:
        return "a start page says nofollow: choose another"
    return otherwise


def _failures(outcome: Outcome) -> list[tuple[str, Fate]]:
    return [*outcome.ledger.lists_failed, *outcome.failures][:MAX_NAMED]


def _rows(ledger: Ledger) -> str:
    """How many rows were delivered, of which kinds."""
    new, changed = ledger.count("emitted-new"), ledger.count("emitted-updated", "emitted-removed")
    return f"{_counted(new, 'article')}, {changed} changed" if changed else _counted(new, "article")


def _counted(number: int, noun: str) -> str:
    ending = "" if number == 1 else "es" if noun.endswith("x") else "s"
    return f"{number} {noun}{ending}"


def _in_brackets(reasons: dict[str, int]) -> str:
    texts = [f"{reason} {number}" for reason, number in reasons.items() if reason]
    return f" ({', '.join(texts)})" if texts else ""
