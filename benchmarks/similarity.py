"""How often newscrawl.state.similarity tells a near duplicate right, and what an article costs.

    python -m benchmarks.similarity [--pairs 200] [--sweep]

Pairs of articles by the grammars of `benchmarks/similarity_texts.py`, in English, Spanish, Russian
and Chinese. Near duplicates: *edited* (a sentence changed, a paragraph added or removed, one letter
in 500 mistyped), *syndicated* (another title, credit lines, the last third cut, in a third of the
pairs another publisher's small print), *dressed* (the labels of another interface language between
the paragraphs, other quotation marks). Other pairs: *topic* (two articles of one topic over the
same small print), *short* (the same, of five sentences), *report* (a price report whose figures
alone differ). A pair is found if its signatures share a band and `near` says so.

The threshold was chosen on one half of the sentence frames, small print and reports (`--sweep`);
the other half is held out. Both halves of a language share its words.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import combinations
from statistics import median
from time import perf_counter

from benchmarks.dates import rows
from benchmarks.similarity_texts import CHROME, LANGUAGES, Language, Text, Writer
from newscrawl.state.similarity import Signature, bands, near, signature, similarity

HALVES = ("dev", "held out")
MISTYPED = 1 / 500
Pair = tuple[Text, Text]


def edited(writer: Writer) -> Pair:
    topic, text = an_article(writer)
    paragraphs = list(text.paragraphs)
    number = writer.chance.randrange(len(paragraphs))
    sentences = list(paragraphs[number])
    sentences[writer.chance.randrange(len(sentences))] = writer.sentence(topic)
    paragraphs[number] = tuple(sentences)
    number = writer.chance.randrange(len(paragraphs))
    if writer.chance.random() < 0.5:
        del paragraphs[number]
    else:
        paragraphs.insert(number, (writer.sentence(topic), writer.sentence(topic)))
    mistyped = [tuple(mistype(writer, sentence) for sentence in part) for part in paragraphs]
    return text, replace(text, paragraphs=tuple(mistyped))


def syndicated(writer: Writer) -> Pair:
    topic, text = an_article(writer)
    above, below = writer.language.credits[writer.half][:2]
    kept = text.paragraphs[: max(1, round(len(text.paragraphs) * 2 / 3))]
    title = writer.title(topic)
    elsewhere = writer.language.boilerplate[1 - writer.half]
    tail = elsewhere if writer.chance.random() < 1 / 3 else text.tail
    return text, Text(title, ((above,), *kept, (below,)), tail)


def dressed(writer: Writer) -> Pair:
    _, text = an_article(writer)
    one, other = writer.chance.sample(sorted(CHROME), 2)
    straight = [
        tuple(re.sub("[“”«»]", '"', sentence) for sentence in part) for part in text.paragraphs
    ]
    return dress(text, one), dress(replace(text, paragraphs=tuple(straight)), other)


def topic(writer: Writer) -> Pair:
    return of_a_topic(writer, lambda: writer.chance.randint(12, 30))


def short(writer: Writer) -> Pair:
    return of_a_topic(writer, lambda: 5)


def report(writer: Writer) -> Pair:
    return writer.report(), writer.report()


DUPLICATES = (edited, syndicated, dressed)
OTHERS = (topic, short, report)


def an_article(writer: Writer) -> tuple[dict[str, list[str]], Text]:
    words = writer.topic()
    return words, writer.article(words, writer.chance.randint(12, 30))


def of_a_topic(writer: Writer, sentences: Callable[[], int]) -> Pair:
    words, tail = writer.topic(), writer.language.boilerplate[writer.half]
    one, other = (replace(writer.article(words, sentences()), tail=tail) for _ in range(2))
    return one, other


def dress(text: Text, interface: str) -> Text:
    share, copy, related, author, minutes, top = ((label,) for label in CHROME[interface])
    head, rest = text.paragraphs[:2], text.paragraphs[2:]
    return replace(text, paragraphs=(author, minutes, share, copy, *head, related, *rest, top))


def mistype(writer: Writer, sentence: str) -> str:
    """`sentence` with a letter in 500 left out, doubled or in the place of the next."""
    letters = list(sentence)
    for place in range(len(letters) - 1):
        if letters[place].isalpha() and writer.chance.random() < MISTYPED:
            match writer.chance.randrange(3):
                case 0:
                    letters[place] = ""
                case 1:
                    letters[place] *= 2
                case _:
                    letters[place : place + 2] = letters[place : place + 2][::-1]
    return "".join(letters)


def sign(text: Text, language: Language) -> Signature:
    """The signature of a text that is long enough to have one."""
    signed = signature(text.title, text.body(language.space))
    assert signed is not None
    return signed


def is_found(one: Signature, other: Signature) -> bool:
    """Whether the crawl would find the pair: by a band first, then by `near`."""
    return not set(bands(one)).isdisjoint(bands(other)) and near(one, other) is not None


@dataclass
class Half:
    """The pairs of a language, made with one half of its frames, by kind."""

    language: Language
    number: int
    pairs: dict[str, list[tuple[Signature, Signature]]]

    @classmethod
    def make(cls, language: Language, number: int, count: int) -> Half:
        def pair(kind: Callable[[Writer], Pair], seed: int) -> tuple[Signature, Signature]:
            one, other = kind(Writer(language, number, seed))
            return sign(one, language), sign(other, language)

        pairs = {
            kind.__name__: [pair(kind, seed) for seed in range(count)]
            for kind in (*DUPLICATES, *OTHERS)
        }
        return cls(language, number, pairs)

    def found(self, kind: str) -> float:
        """Percent of the pairs of a kind that are found."""
        pairs = self.pairs[kind]
        return 100 * sum(is_found(*pair) for pair in pairs) / len(pairs)

    def strangers(self) -> tuple[int, int, int]:
        """All pairs of the base texts: how many, how many share a band, how many are found."""
        texts = [one for one, _ in self.pairs["edited"]]
        pairs = list(combinations(texts, 2))
        keys = {text: set(bands(text)) for text in texts}
        banded = [(one, other) for one, other in pairs if not keys[one].isdisjoint(keys[other])]
        return len(pairs), len(banded), sum(near(*pair) is not None for pair in banded)


def table(halves: list[Half]) -> None:
    """Prints what was found, by kind and language."""
    kinds = [kind.__name__ for kind in (*DUPLICATES, *OTHERS)]
    cells: list[list[object]] = [
        ["frames", "language", *(f"{kind} %" for kind in kinds), "recall %", "precision %"]
    ]
    for half in halves:
        found = {kind: half.found(kind) for kind in kinds}
        right = sum(found[kind.__name__] for kind in DUPLICATES)
        wrong = sum(found[kind.__name__] for kind in OTHERS)
        cells.append(
            [
                HALVES[half.number],
                half.language.code,
                *(f"{found[kind]:.1f}" for kind in kinds),
                f"{right / len(DUPLICATES):.1f}",
                f"{100 * right / (right + wrong):.1f}",
            ]
        )
    print("\n".join(rows(cells)))


def strangers(halves: list[Half]) -> None:
    """Prints what all pairs of unlike texts come to."""
    counts = [half.strangers() for half in halves]
    pairs, banded, found = (sum(column) for column in zip(*counts, strict=True))
    print(f"\nOf {pairs:,} pairs of base texts {banded:,} share a band, {found:,} are found.")


def sweep(halves: list[Half]) -> None:
    """Prints recall by threshold on the dev half, and how alike other pairs are."""
    chosen = [half for half in halves if half.number == 0]
    alike = {
        kind.__name__: sorted(
            similarity(*pair) for half in chosen for pair in half.pairs[kind.__name__]
        )
        for kind in (*DUPLICATES, *OTHERS)
    }
    cells: list[list[object]] = [["at least", *(f"{kind} %" for kind in alike)]]
    for threshold in (0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7):
        shares = [sum(s >= threshold for s in known) / len(known) for known in alike.values()]
        cells.append([threshold, *(f"{100 * share:.1f}" for share in shares)])
    print("\nThe dev half, by estimated similarity alone, without bands and figures:\n")
    print("\n".join(rows(cells)))


def costs(rounds: int) -> None:
    """Prints the time that an article of 3 KB takes."""
    cells: list[list[object]] = [
        ["language", "bytes", "signature: median µs", "fastest", "near: median µs"]
    ]
    for language in LANGUAGES:
        writer = Writer(language, 0, 0)
        words, body = writer.topic(), ""
        while len(body.encode()) < 3000:
            body += f"{writer.article(words, 4).body(language.space)}\n\n"
        signed = signature("", body)
        assert signed is not None
        made = [timed(lambda body=body: signature("", body)) for _ in range(rounds)]
        compared = [timed(lambda signed=signed: near(signed, signed)) for _ in range(rounds)]
        cells.append(
            [
                language.code,
                f"{len(body.encode()):,}",
                *(f"{1e6 * took:.0f}" for took in (median(made), min(made), median(compared))),
            ]
        )
    print()
    print("\n".join(rows(cells)))


def timed(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--pairs", type=int, default=200, help="of each kind, language and half")
    parser.add_argument("--rounds", type=int, default=1000, help="of the timing")
    parser.add_argument("--sweep", action="store_true", help="thresholds on the dev half")
    options = parser.parse_args()
    halves = [Half.make(language, n, options.pairs) for n in (0, 1) for language in LANGUAGES]
    table(halves)
    strangers(halves)
    if options.sweep:
        sweep(halves)
    costs(options.rounds)


if __name__ == "__main__":
    main()
