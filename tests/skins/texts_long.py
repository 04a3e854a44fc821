"""A content of our own whose summary is longer than the page shows."""

from __future__ import annotations

from tests.skins.content import PageContent, RelatedCard, at, paragraphs
from tests.skins.words import WORDS

LONG_SUMMARY_WHOLE = (
    "A survey of two hundred harbour towns asked what became of the fish auctions that moved to "
    "a shared ledger three years ago. In most towns the auction itself did not change: the "
    "boats come in before dawn, the boxes stand in rows, and the same people raise the same "
    "finger. What changed is the hour after it, when sheets of paper used to travel between the "
    "scales, the bank and the ice house. The sheets are gone in one hundred and sixty towns, "
    "and with them most of the disputes about weight, which had cost an average boat eleven "
    "days of work a year. Prices rose slightly for the smallest boats and fell slightly for the "
    "largest, which the authors put down to buyers who can now see the whole coast before they "
    "bid. Twenty-six towns returned to paper. In half of these the connection was too poor; in "
    "the others the harbour master retired and nobody wanted the keys. The survey also looked "
    "at trust. Asked whom they would believe in a dispute, skippers named the scale first, "
    "their cousin second and the ledger third, ahead of the bank. Buyers answered in the "
    "opposite order, except for the cousin, whom they left out. The authors advise new towns to "
    "begin with the scales and not with the money, to keep one clerk who can do everything by "
    "hand, and to practise a day without power every spring. They warn against promises of "
    "higher prices, since the ledger finds buyers but does not find fish, and they close with a "
    "table of costs that any council can repeat. A second volume, due in autumn, will follow "
    "forty boats through a whole year and count what their crews earn by the hour, ashore and "
    "at sea."
)

LONG_SUMMARY = PageContent(
    name="long_summary",
    id="lS6uBn0O",
    slug="what-became-of-the-fish-auctions",
    locale="es-es",
    page_language="es",
    language="en",
    words=WORDS["es"],
    title="What Became of the Fish Auctions",
    source="marsbit",
    published_label="Publicado a",
    published="2026-05-18",
    updated_label="Actualizado a",
    updated="2026-05-19",
    fetched_at=at("2026-05-19T09:40:00Z"),
    summary_label="Resumen",
    summary=LONG_SUMMARY_WHOLE[:1497] + "...",
    blocks=paragraphs("""
        Three years after the first auctions moved to a shared ledger, a survey has asked two
        hundred harbour towns whether they would do it again.

        Most would. The answer that came up most often, though, was that nobody had noticed a
        difference until something went wrong.

        # The hour after the auction

        Paper used to pass through five hands. It now passes through none, and the ice house
        opens an hour earlier.

        # The twenty-six towns

        In the towns that went back, people speak of the experiment kindly, as of a guest who
        stayed a little too long.
        """),
    questions_label="Preguntas relacionadas",
    questions=(
        (
            "How many towns returned to paper?",
            "Twenty-six of the two hundred towns returned to paper.",
        ),
        (
            "Apart from costs, what did the survey look at?",
            "At trust: whom skippers and buyers would believe in a dispute.",
        ),
    ),
    related_label="Lecturas Relacionadas",
    related=(
        RelatedCard(
            "Dq2wKe8I",
            "ice-houses-join-the-grid",
            "Ice Houses Join the Grid",
            "Along the coast, ice is made when the wind blows and sold when it does not.",
            "marsbit",
            "Hace 1 hora(s)",
        ),
        RelatedCard(
            "zA9fMh3V",
            "the-last-auctioneer-of-the-north-pier",
            "The Last Auctioneer of the North Pier",
            "He sold eleven thousand boxes by voice, and remembers two of them.",
            "marsbit",
            "Hace 2 día(s)",
        ),
    ),
)
