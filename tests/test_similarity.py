"""Near duplicates: signatures that stay, and what counts as one."""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.state import articles
from newscrawl.state.frontier import Frontier
from newscrawl.state.similarity import NEAR, Signature, bands, near, signature, similarity
from newscrawl.state.store import Store

ROOT = Path(__file__).parent.parent
WORDS = {
    "en": [f"{a}{b}" for a in "ban cor del fin gar".split() for b in "ka mo ni tu re so".split()],
    "ru": [f"{a}{b}" for a in "бан кор дел фин гар".split() for b in "ка мо ни ту ре со".split()],
    "zh": list("银行市场报道今天价格上涨交易平台数据显示投资者关注未来走势分析师认为风险仍存"),
}
SPACES = {"zh": ""}
languages = st.sampled_from(sorted(WORDS))


def prose(language: str, seed: int, sentences: int = 30) -> list[str]:
    """Sentences of a dozen words."""
    chance = random.Random(f"{language} {seed}")
    space = SPACES.get(language, " ")
    return [f"{space.join(chance.choices(WORDS[language], k=12))}." for _ in range(sentences)]


def signed(text: str, title: str = "") -> Signature:
    made = signature(title, text)
    assert made is not None
    return made


def shares_a_band(one: Signature, other: Signature) -> bool:
    return not set(bands(one)).isdisjoint(bands(other))


# What a signature is


def test_signatures_are_the_same_for_ever() -> None:
    """A state keeps them for years: a change here needs another version."""
    made = "".join(signed("\n".join(prose(name, 1))).hex() for name in sorted(WORDS))
    assert hashlib.sha256(made.encode()).hexdigest() == (
        "17ebffe5b20005cf186b2ee55f709591aa96b3da654f87ee3030815034d80ff3"
    )


@pytest.mark.parametrize("seed", ["0", "1", "4242"])
def test_signatures_do_not_depend_on_the_process(seed: str) -> None:
    text = "\n".join(prose("en", 2) + prose("zh", 2))
    code = (
        "import sys; from newscrawl.state.similarity import signature;"
        "print(signature('', sys.stdin.buffer.read().decode()).hex())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=text.encode(),
        capture_output=True,
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "PYTHONHASHSEED": seed},
        check=True,
    )
    assert done.stdout.decode().strip() == signed(text).hex()


@given(st.text(max_size=400), st.text(max_size=4000))
def test_any_text_has_a_signature_or_none(title: str, text: str) -> None:
    made = signature(title, text)
    if made is not None:
        assert 257 <= len(made) <= 305
        assert similarity(made, made) == 1.0
        assert len(bands(made)) == 32
        assert all(-(2**63) <= band < 2**63 for band in bands(made))


@given(languages, st.integers(0, 10**6), st.randoms(use_true_random=False))
def test_order_and_repetition_matter_little(
    language: str, seed: int, chance: random.Random
) -> None:
    lines = prose(language, seed)
    turned = [*lines, chance.choice(lines)]
    chance.shuffle(turned)
    assert near(signed("\n\n".join(lines)), signed("\n\n".join(turned))) is not None


def test_short_texts_have_none() -> None:
    assert signature("", "") is None
    assert signature(None, None) is None
    assert signature("Bitcoin rises", "It rose a little, and then it fell again.") is None
    assert signature("", "no " * 500) is None
    assert signature("", "比特币今天上涨") is None


# What two of them say


@given(languages, st.integers(0, 10**6), st.integers(0, 10**6))
def test_similarity_is_symmetric(language: str, one: int, other: int) -> None:
    ours, theirs = (signed("\n".join(prose(language, seed))) for seed in (one, other))
    assert similarity(ours, theirs) == similarity(theirs, ours)
    assert near(ours, theirs) == near(theirs, ours)
    assert 0.0 <= similarity(ours, theirs) <= 1.0
    if one == other:
        assert near(ours, theirs) == 1.0


@given(st.integers(0, 10**6), st.floats(0, 1))
def test_similarity_estimates_what_two_texts_share(seed: int, share: float) -> None:
    """Within five standard deviations of Jaccard's index of the runs of three words, and two slots.

    A slot has two bytes: in one of 512 pairs that share nothing, one of 128 is the same by chance.
    """
    common = round(30 * share)
    # Words of one sentence only, so that a sentence is shared whole or not at all.
    lines = [" ".join(f"w{seed}x{line}y{n}" for n in range(12)) for line in range(60 - common)]
    ours, theirs = lines[:30], lines[:common] + lines[30:]
    runs = [
        {" ".join(words[n : n + 3]) for n in range(len(words) - 2)}
        for words in (" ".join(part).split() for part in (ours, theirs))
    ]
    truth = len(runs[0] & runs[1]) / len(runs[0] | runs[1])
    told = similarity(signed("\n".join(ours)), signed("\n".join(theirs)))
    assert told == pytest.approx(truth, abs=5 * (truth * (1 - truth) / 128) ** 0.5 + 2 / 128)


@given(languages, st.integers(0, 10**6), st.integers(0, 29))
def test_an_edit_is_found_by_a_band(language: str, seed: int, line: int) -> None:
    lines = prose(language, seed)
    edited = [*lines]
    edited[line] = prose(language, seed + 1, 1)[0]
    ours, theirs = signed("\n".join(lines)), signed("\n".join(edited), "Another title of it")
    assert shares_a_band(ours, theirs)
    assert (near(ours, theirs) or 0) >= NEAR


@given(languages, st.integers(0, 10**6))
def test_other_texts_of_the_same_words_are_not_near(language: str, seed: int) -> None:
    ours, theirs = (signed("\n".join(prose(language, n))) for n in (seed, seed + 1))
    assert near(ours, theirs) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“Never,” said the ‘miner’ — he’d left…", "\"Never\" said the 'miner' - he'd left..."),
        ("THE MINE REOPENED", "the mine reopened"),
        ("ＢＴＣ涨到７０，０００美元！", "BTC涨到70,000美元!"),
        ("«Никогда», — сказал он", '"Никогда" - сказал он'),
        ("cafe\u0301 e\u0301tait", "caf\u00e9 \u00e9tait"),
        ("Disclaimer: prices can fall, whoever trades does so at a risk of their own.", ""),
        ("免责声明：本文只供参考，投资有风险，入市须谨慎。", ""),
        ("Descargo de responsabilidad: este texto solo informa.", ""),
    ],
)
def test_the_way_it_is_written_does_not_matter(one: str, other: str) -> None:
    around = prose("en", 3, 2) + prose("zh", 3, 2)
    ours, theirs = ("\n\n".join([*around[:2], line, *around[2:]]) for line in (one, other))
    assert similarity(signed(ours), signed(theirs)) >= 0.98


def test_signatures_of_two_versions_are_never_alike() -> None:
    made = signed("\n".join(prose("en", 4)))
    other = Signature(b"\x00" + made[1:])
    assert similarity(made, other) == 0.0
    assert near(made, other) is None


# Figures

REPORT = (
    "Bitcoin traded at {0} dollars at noon, {1} percent away from the day before. The pair opened"
    " at {2} dollars, and turnover across the venues that we follow came to {3} million dollars."
    " Our next report follows when the Asian session has closed and its books are added up again."
)


def test_a_report_of_other_figures_is_another_article() -> None:
    monday = signed(REPORT.format("70,123.5", "1.2", "69,480", "1,204"))
    tuesday = signed(REPORT.format("71,009.1", "0.9", "70,120", "1,377"))
    assert similarity(monday, tuesday) >= NEAR
    assert near(monday, tuesday) is None


def test_a_corrected_figure_is_an_edit() -> None:
    first = signed(REPORT.format("70,123.5", "1.2", "69,480", "1,204"))
    mended = signed(REPORT.format("70,123.5", "1.3", "69,480", "1,204"))
    assert near(first, mended) is not None
    other_hand = signed(REPORT.format("70.123,5", "1,2", "69480", "1.204"))
    assert near(first, other_hand) is not None


def test_years_days_and_a_single_figure_tell_nothing() -> None:
    line = "On {0} November {1} the {2} miners of the valley sold {3} tons of copper to a refinery."
    around = "\n".join(prose("en", 5, 4))
    first = signed(around + line.format(24, 2025, 12, 900))
    assert near(first, signed(around + line.format(25, 2026, 14, 850))) is not None


def test_many_figures_are_compared_by_the_part_that_both_sketches_cover() -> None:
    table = [
        f"row {n} has {n * 7919 + 10_007} units of the metal in store today" for n in range(90)
    ]
    whole, two_thirds = signed("\n".join(table)), signed("\n".join(table[:60]))
    assert near(whole, two_thirds) is not None


def test_an_announcement_of_another_name_counts_as_near() -> None:
    """Nothing in a signature tells a name from a corrected word."""
    text = "The exchange will list {0} tomorrow. " + " ".join(prose("en", 6, 6))
    assert near(signed(text.format("FOO")), signed(text.format("BAR"))) is not None


# Cost


@pytest.mark.parametrize(
    "piece", ["\n", " ", ".", "1,", "a", "a ", "“", "千", "Disclaimer\n", "１"]
)
def test_a_megabyte_of_anything_takes_little_time(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    began = time.process_time()
    signature(piece, text)
    assert time.process_time() - began < 3


@given(
    st.lists(
        st.tuples(st.integers(0, 0xFFFF), st.sampled_from([0, 1, 0x7FFF, 0x8000, 0xFFFF])),
        min_size=128, max_size=128,
    )
)  # fmt: skip
def test_slots_that_are_equal_are_counted(slots: list[tuple[int, int]]) -> None:
    one, other = (
        Signature(b"\x01" + b"".join(slot.to_bytes(2, "little") for slot in each) + b"\x05\x06")
        for each in ([slot for slot, _ in slots], [slot ^ change for slot, change in slots])
    )
    assert similarity(one, other) == sum(not change for _, change in slots) / 128


def test_what_stands_under_every_text_hides_no_near_duplicate_and_costs_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(articles, "CROWD", 5)
    small_print = prose("en", 0, 40)
    texts = [[*prose("en", seed, 25), *small_print] for seed in range(1, 150)]
    store = Store.in_memory("s")
    frontier, kept = Frontier(store), articles.Articles(store)
    for number, lines in enumerate(texts):
        page = frontier.discover(f"s:{number}", f"http://h/{number}", depth=1, seen_at=0)
        sign = signed("\n".join(lines))
        kept.put(
            page.key, page.id, b"{}", revision=1, content_hash=f"{number:064x}", removed=False,
            is_new=True, signature=sign, band_values=bands(sign),
        )  # fmt: skip
    frontier.write()
    kept.write()
    rows = 0
    select = store.select

    def counted(statement: str, values: Sequence[Any]) -> list[Any]:
        nonlocal rows
        found = select(statement, values)
        rows += len(found)
        return found

    monkeypatch.setattr(store, "select", counted)
    for number in (3, 70, 140):
        edited = signed(
            "\n".join(["Another beginning of all that is told here.", *texts[number][1:]])
        )
        found = kept.nearest(edited, bands(edited), but=0, near=near)
        assert found is not None
        assert found[0] == f"s:{number}"
    assert rows <= 3 * (32 * 6 + articles.MAX_CANDIDATES)
