"""Whether a run that ended well by itself can be believed."""

from __future__ import annotations

from newscrawl.state.fates import EMITTED, Ledger

# The server's word that there is no such page is no fault of the reading.
GONE = ("http_404", "http_410", "gone")
TRIED = "no_article"
# Fewer articles than this prove nothing about a field.
LEAST_ARTICLES = 5


def failing(ledger: Ledger) -> str | None:
    """What is wrong with the run as a whole; None if nothing is."""
    if ledger.lists_read and not ledger.list_cards and not ledger.discovered:
        return f"nothing found: {_lists(ledger.lists_read)} read, no article on any"
    emitted = ledger.emitted
    gone = sum(n for fate, n in ledger.fates.items() if fate.reason in GONE)
    rejected = ledger.count("rejected") - gone
    if ledger.count(*EMITTED, "unchanged"):
        # Of a site without rules some addresses are but tried: those that are none tell nothing.
        rejected -= sum(n for fate, n in ledger.fates.items() if fate.reason == TRIED)
    read = rejected + ledger.count(*EMITTED, "unchanged", "duplicate")
    if rejected == read > 0:
        return f"nothing but rejected pages ({_reasons(ledger)})"
    if read >= LEAST_ARTICLES and 2 * rejected > read:
        return f"most pages rejected: {rejected} of {read} ({_reasons(ledger)})"
    if emitted >= LEAST_ARTICLES and 2 * ledger.undated > emitted:
        return f"most articles without a time of publication: {ledger.undated} of {emitted}"
    return None


def _lists(number: int) -> str:
    return "1 listing page" if number == 1 else f"{number} listing pages"


def _reasons(ledger: Ledger) -> str:
    return ", ".join(f"{reason} {n}" for reason, n in ledger.reasons("rejected").items())
