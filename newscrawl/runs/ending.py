"""The end of a run: the books closed, the gates asked, everything committed and published."""

from __future__ import annotations

from typing import Any

from scrapy.crawler import Crawler

from newscrawl.runs.accounting import Accounting
from newscrawl.runs.exit_codes import ExitCode, decide
from newscrawl.runs.gates import failing
from newscrawl.runs.report import MAX_NAMED, Outcome
from newscrawl.runs.session import Session
from newscrawl.state.completeness import Recall, recalls
from newscrawl.state.fates import Ledger

_QUICKLY = 100_000


def end(crawler: Crawler, books: Accounting, session: Session, signum: int | None) -> Outcome:
    """What came of a crawl, after the last of it was made to last.

    Args:
        crawler: the crawl.
        books: its books.
        session: what the run holds; closed when this returns.
        signum: the signal that ended it, None if none did.
    """
    books.close()
    ledger = books.ledger
    gate = failing(ledger)
    failures = []
    if session.journal.broken is not None and not ledger.faults:
        ledger.faults.append(str(session.journal.broken) or type(session.journal.broken).__name__)

    def code() -> ExitCode:
        return decide(ledger, signum=signum, gate=gate, close_reason=books.close_reason)

    recall = None
    try:
        if session.journal.broken is None:
            recall = _recall(session, ledger)
            failures = session.frontier.named("failed", MAX_NAMED)
        session.finish(code(), ledger)
    except Exception as error:  # noqa: BLE001 - whatever it is, the run did not end well
        text = str(error) or type(error).__name__
        if text not in ledger.faults:
            ledger.faults.append(text)
    finally:
        session.close()
    uris: dict[Any, Any] = crawler.settings.getdict("FEEDS")
    return Outcome(
        site=str(getattr(crawler.spider, "name", "")),
        code=code(),
        ledger=ledger,
        arguments=books.arguments,
        gate=gate,
        feed=session.folder,
        others=tuple(map(str, uris)),
        elapsed_s=books.elapsed_s,
        responses=int(crawler.stats.get_value("response_received_count", 0)),
        failures=tuple(failures),
        recovered=session.recovered,
        recall=recall,
        spider=str(getattr(type(crawler.spider), "name", "")),
    )


def _recall(session: Session, ledger: Ledger) -> Recall | None:
    # All rows are looked at: of a large site `scrapy report` does so when it is asked.
    if not ledger.sources_read or ledger.discovered > _QUICKLY or ledger.named > _QUICKLY:
        return None
    return recalls(session.store)[-1]
