"""Contents of our own that are found by their shape: labels unlisted or absent, odd bodies."""

from __future__ import annotations

from tests.skins.content import PageContent, RelatedCard, at, paragraphs
from tests.skins.words import WORDS

GREEK = PageContent(
    name="greek",
    id="eL9sQa4T",
    slug="island-ferries-share-one-timetable",
    locale="",
    page_language="el",
    language="en",
    words=WORDS["el"],
    title="Island Ferries Share One Timetable, and One Till",
    source="marsbit",
    published_label="Δημοσιεύτηκε στις",
    published="2026-03-27",
    updated_label="Ενημερώθηκε στις",
    updated="2026-03-28",
    fetched_at=at("2026-03-28T07:15:00Z"),
    summary_label="Περίληψη",
    summary="Nine ferry companies have agreed on a common timetable and settle fares every night "
    "on one ledger. Travellers change boats on a single ticket. The smaller islands gain a winter "
    "connection that no company would have run alone.",
    blocks=paragraphs("""
        Until last winter a traveller between two small islands bought two tickets, waited for
        two boats and, when one was late, lost the other.

        Since March nine companies sell one ticket. At midnight a program counts who carried
        whom, and the money moves before breakfast.

        # A rule for storms

        Quiet seas are easy. The argument was about storms, when one company sails and another
        does not.

        The rule they settled on fits on a postcard: whoever carries the passenger is paid, and
        whoever cancels pays for the bed.

        # What the islands want next

        A mayor who had threatened to leave the agreement now wants freight included, beginning
        with medicines and schoolbooks.
        """),
    questions_label="Σχετικές ερωτήσεις",
    questions=(
        (
            "How many companies take part?",
            "Nine companies take part and settle their fares every night.",
        ),
        (
            "Are storms covered by the agreement?",
            "A company that cancels in a storm pays for the passenger's bed.",
        ),
        (
            "Quite apart from fares, what do the islands want next?",
            "An extension to freight, with medicines and schoolbooks first.",
        ),
    ),
    related_label="Σχετικά άρθρα",
    related=(
        RelatedCard(
            "oT5hBe1Y",
            "lighthouse-keepers-become-oracles",
            "Lighthouse Keepers Become Oracles",
            "Six keepers sign the wind and the wave every hour. Insurers, who pay by those "
            "numbers, now also pay for the paint.",
            "marsbit",
            "22小时前",
        ),
        RelatedCard(
            "Wn8aRk3C",
            "olive-presses-print-their-own-proof",
            "Olive Presses Print Their Own Proof: The Bottle Knows Its Tree",
            "A seal on the cap leads to the day of the harvest and the name of the grove.",
            "marsbit",
            "πριν από 3 ώρες",
        ),
        RelatedCard(
            "dX0vJm7G",
            "night-trains-sell-seats-by-the-hour",
            "Night Trains Sell Seats by the Hour",
            "Passengers who leave early hand the berth back and are paid for the rest.",
            "火必研究院",
            "03/26 21:40",
        ),
    ),
)

ROMANIAN = PageContent(
    name="romanian",
    id="rO4mYc8N",
    slug="the-clearing-house-that-closed-at-noon",
    locale="en-in",
    page_language="ro",
    language="en",
    words=WORDS["ro"],
    title="The Clearing House That Closed at Noon - and Never Reopened",
    source="火必研究院",
    published_label="Publicat pe",
    published="2025-12-30",
    updated_label="Ultima actualizare pe",
    updated="2026-01-02",
    fetched_at=at("2026-01-02T12:00:00Z"),
    summary_label="Rezumat",
    summary="A regional clearing house stopped work on the last day of the year because its "
    "members no longer sent it anything. They had moved to continuous settlement one by one, "
    "without an announcement, over eighteen months.",
    blocks=paragraphs("""
        At noon on 2025-12-30 the clerk of the clearing house locked the door, posted a short
        notice, and took the clock home.

        There had been no scandal. The last envelope had arrived in October, and it held a
        calendar.

        # Eighteen quiet months

        Members left in the order of their size, the smallest first, since for them the morning
        wait was the most expensive.

        Q4 brought the end: two savings banks that had stayed out of loyalty found that they
        were clearing only with each other.

        # The building

        Architects have offered to turn the hall into a reading room. The vault, everybody
        agrees, should stay a vault.

        This article is from the WeChat public account "Ledger and Lamp," author: Ana Belu
        """),
    authors=("Ana Belu",),
    origin="Ledger and Lamp",
    questions_label="Întrebări conexe",
    questions=(
        (
            "Why did the clearing house stop work?",
            "Because its members had moved to continuous settlement.",
        ),
        (
            "After the closure, what becomes of the hall?",
            "Architects have offered to turn it into a reading room.",
        ),
    ),
    related_label="Lecturi conexe",
    related=(
        RelatedCard(
            "sV1pLd9H",
            "a-bank-holiday-nobody-noticed",
            "A Bank Holiday Nobody Noticed",
            "Payments ran through the holiday for the first time, and the largest sum was for "
            "fireworks.",
            "marsbit",
            "1 hour(s) ago",
        ),
        RelatedCard(
            "Tb6kEz2U",
            "what-the-savings-banks-learned",
            "What the Savings Banks Learned",
            "Two small lenders publish the full costs of their move, down to the cables.",
            "marsbit",
            "acum 4 ore",
        ),
    ),
)

UNLABELLED = PageContent(
    name="unlabelled",
    id="uN8dFj5X",
    slug="seed-vault-opens-a-ledger-of-loans",
    locale="en-us",
    page_language="en",
    language="en",
    words=WORDS["en"],
    title="Seed Vault Opens a Ledger of Loans",
    source="marsbit",
    published="2026-04-19",
    fetched_at=at("2026-04-19T20:00:00Z"),
    summary="A seed vault that lends to farmers now shows every loan and every return. The first "
    "season ended with more seed in the vault than before, which surprised its keepers.",
    blocks=paragraphs("""
        A farmer who borrows a handful of rye from the vault owes two handfuls in the autumn,
        and until this year only the vault's notebook knew it.

        The notebook is now public. Each loan shows the valley, the variety and the date, though
        not the farmer's name.

        # More came back than left

        At the end of the first season the shelves held a tenth more seed than in spring, after
        a year of hail.

        The keepers credit the neighbours: when a field failed, somebody else in the valley
        returned the seed instead.

        # The next shelf

        Beans follow in May, then the old apples, whose twigs are harder to lend and much harder
        to return.
        """),
    questions=(
        (
            "What does a farmer owe for a handful of rye?",
            "Two handfuls, to be returned in the autumn.",
        ),
        (
            "Are the names of farmers public?",
            "Only the valley, the variety and the date are shown.",
        ),
    ),
    related=(
        RelatedCard(
            "xC3gWu0B",
            "a-cooperative-of-bakers-buys-a-mill",
            "A Cooperative of Bakers Buys a Mill",
            "Forty bakers own a stone each, so to speak, and vote with flour.",
            "marsbit",
            "58 min(s) ago",
        ),
        RelatedCard(
            "Pj7nVt4M",
            "the-orchard-that-pays-in-shade",
            "The Orchard That Pays in Shade",
            "A town rents trees from its own citizens, and the hottest street earns the most.",
            "marsbit",
            "04/18 09:12",
        ),
    ),
)

INTERVIEW = PageContent(
    name="interview",
    id="qA5zTk9W",
    slug="a-talk-with-the-woman-who-counts-the-night",
    locale="en-us",
    page_language="en",
    language="en",
    words=WORDS["en"],
    title="A Talk With the Woman Who Counts the Night",
    source="marsbit",
    published_label="Published on",
    published="2026-05-11",
    updated_label="Last updated on",
    updated="2026-05-12",
    fetched_at=at("2026-05-12T06:30:00Z"),
    summary_label="Abstract",
    summary="Mira Holt audits exchanges between midnight and four. She speaks about missing keys, "
    "honest mistakes and the one number that she always asks for first.",
    blocks=paragraphs("""
        Mira Holt has audited eleven exchanges, always at night, when the books stand still. We
        met at the end of her shift.

        Q: Why do you only work at night?

        A: Because by day everybody explains. At night I have the numbers to myself, and numbers
        do not explain.

        Q: What is the first number that you ask for?

        A: The largest withdrawal that was refused. It tells you more about a house than the
        largest one it paid.

        # On mistakes

        Q: Do you find more fraud or more mistakes?

        A: Mistakes, by far. Fraud is tidy; a mistake leaves the drawer open.

        She closes the notebook, and the street lamps go out.
        """),
    questions_label="Related Questions",
    questions=(
        (
            "Which number does the auditor ask for first?",
            "She asks for the largest withdrawal that was refused.",
        ),
        (
            "How many exchanges has she audited?",
            "According to the interview, eleven exchanges.",
        ),
    ),
    related_label="Related Reading",
    related=(
        RelatedCard(
            "aU2rSg6D",
            "five-audits-that-changed-a-law",
            "Five Audits That Changed a Law",
            "From a missing decimal to a missing director: what five reports set in motion.",
            "marsbit",
            "33 min(s) ago",
        ),
        RelatedCard(
            "Hy9bNw1E",
            "proof-of-reserves-one-year-on",
            "Proof of Reserves, One Year On",
            "Of thirty houses that promised a monthly proof, nineteen still publish one.",
            "火必研究院",
            "1 hour(s) ago",
        ),
    ),
)

RICH = PageContent(
    name="rich",
    id="mG1eXr7Z",
    slug="what-a-small-node-needs",
    locale="en-us",
    page_language="en",
    language="en",
    words=WORDS["en"],
    title="What a Small Node Needs: Notes From a Cold Attic",
    source="marsbit",
    published_label="Published on",
    published="2026-04-01",
    updated_label="Last updated on",
    updated="2026-04-03",
    fetched_at=at("2026-04-03T13:05:00Z"),
    summary_label="Abstract",
    summary="A reader ran a full node in an attic for a winter and kept a diary. The costs were "
    "lower than expected, the noise was not, and the neighbours turned out to be curious.",
    blocks=paragraphs("""
        The machine is older than the fashion for it: a grey box, bought used, which had counted
        parking tickets in an earlier life.

        Its diary begins in November and ends with the thaw, as an
        [earlier report on home nodes](/en-us/news/home-nodes-in-numbers-Nn4Jd8sA/) had
        proposed.

        # The shopping list

        Three things were bought new, and nothing else:

        - a disk of two terabytes, the largest single cost

        - a fan that can be heard in the kitchen

        - a thermometer with an opinion

        ^ The attic in January, with the fan on the left

        "It is the first machine in this house that works harder when it snows," the diary says.

        > A node is a neighbour you cannot see, so be kind to it and keep the cable dry.

        # What it cost

        Electricity came to eleven francs a month, and the heat was not wasted.

        At this rate the disk will have paid for itself by the winter of 2041

        By March two neighbours had asked for the list, and one for the fan to be moved.
        """),
    questions_label="Related Questions",
    questions=(
        (
            "What was the largest single cost?",
            "A disk of two terabytes was the largest single cost.",
        ),
        (
            "How much electricity did the node use?",
            "About eleven francs' worth a month.",
        ),
    ),
    related_label="Related Reading",
    related=(
        RelatedCard(
            "Nn4Jd8sA",
            "home-nodes-in-numbers",
            "Home Nodes in Numbers",
            "Nine thousand machines in attics, cellars and one former chapel, by country and "
            "by year.",
            "marsbit",
            "2 hour(s) ago",
        ),
        RelatedCard(
            "jR0cPy5Q",
            "the-quiet-fan-contest",
            "The Quiet Fan Contest",
            None,
            "marsbit",
            "04/02 18:30",
        ),
    ),
)
