"""Related questions: pairs that begin with Q and A, or that stand under a heading for them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from newscrawl.items import QuestionAnswer
from newscrawl.reading.lines import Line
from newscrawl.reading.page import Page

# A letter set apart by a mark, or glued to a word that begins with a capital, a digit, a quote or a
# letter of a script without capitals.
_APART = r"\s*\d{0,2}\s*[:：.、)）\]]\s*"
_GLUED = r"(?=[^\sa-zß-ÿ\u0101-\u0233\u0430-\u045f.,;:!?'’)\-])"
_Q_APART, _A_APART = re.compile(rf"^Q{_APART}(?=\S)"), re.compile(rf"^A{_APART}(?=\S)")
_Q_GLUED, _A_GLUED = re.compile(rf"^Q ?{_GLUED}"), re.compile(rf"^A ?{_GLUED}")
_LETTER = re.compile(r"^([QA])\s*\d{0,2}\s*[:：.、)]?$")
_ANY_LETTER = re.compile(r"^[^\W\d_]\s*\d{0,2}\s*[:：.、)]?$")
_AFTER_LETTER = re.compile(r"^[\s\d:：.、)]+")
_ASKS = re.compile(r"[?？؟;;][\"'”’»)\]]*$")
# Each try looks at all lines that follow: a page of nothing but Q is not to take a try a line.
_MOST_TRIES = 50
# Other languages' letters: question, answer.
_PAIRS = {("P", "R"), ("D", "R"), ("В", "О"), ("П", "В"), ("S", "C"), ("S", "Y"), ("S", "J")}
_PAIRS |= {("F", "A"), ("T", "J"), ("问", "答"), ("問", "答"), ("Ε", "Α"), ("H", "Đ"), ("C", "T")}


@dataclass(slots=True)
class Questions:
    """The pairs found, the lines that they take, and how they were known."""

    pairs: list[QuestionAnswer] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    origin: str = ""


@dataclass(slots=True)
class _Mark:
    letter: str
    text: str  # the line without its letter; empty if the letter stands alone in its line
    apart: bool  # set off by a mark, as in an interview


@dataclass(slots=True)
class _Marked:
    mark: _Mark
    lines: tuple[int, ...]


def find_questions(page: Page, label: int | None) -> Questions:
    """The related questions; none if no pair is found.

    Args:
        page: the page, with title, byline, labels and cards claimed.
        label: the line that heads the questions, where there is one.
    """
    if label is not None:
        extent = _extent(page, label)
        boxed = page.own_box(page.lines[label]).end > label + 2
        for found in (
            _by_letter(extent, strict=not _all_lettered(extent), boxed=boxed),
            _by_other_letters(extent),
            _by_shape(extent, boxed=boxed),
        ):
            if found.pairs:
                found.origin = f"label:{found.origin}"
                return found
    runs = reversed(_letter_runs(page)[-_MOST_TRIES:])
    return next((run for run in runs if not _is_interview(page, run)), Questions())


def _extent(page: Page, label: int) -> list[Line]:
    # From the label on: to the end of its own box, or where that holds no more than the label,
    # to the next line that another part has claimed.
    box = page.own_box(page.lines[label])
    if box.end > label + 2:
        return [line for line in page.lines[label + 1 : box.end] if line.index not in page.claimed]
    lines = []
    head = page.lines[label]
    for line in page.lines[label + 1 :]:
        alike = line.kind == head.kind and line.box.signature == head.box.signature
        if line.index in page.claimed or (alike and head.kind == "heading"):
            break
        lines.append(line)
    return lines


def _all_lettered(lines: list[Line]) -> bool:
    # Whether letters may stand before small letters too: they stand before every line.
    return len(lines) >= 4 and all(line.text[0] in "QA" for line in lines)


def _mark_of(line: Line, *, strict: bool) -> _Mark | None:
    text = line.text
    if text[0] not in "QA":
        return None
    first = line.pieces[0].text.strip()
    alone = _LETTER.match(first)
    if alone is not None:
        rest = text[len(first) :].lstrip(" :：.、)")
        return _Mark(alone[1], rest, apart=len(first) > 1)
    for letter, apart, glued in (("Q", _Q_APART, _Q_GLUED), ("A", _A_APART, _A_GLUED)):
        match = apart.match(text)
        if match is not None:
            return _Mark(letter, text[match.end() :], apart=True)
        if glued.match(text) or (not strict and text[0] == letter and len(text) > 2):
            return _Mark(letter, text[1:].strip(), apart=False)
    return None


def _by_letter(lines: Iterable[Line], *, strict: bool, boxed: bool = False) -> Questions:
    # In a box of their own an answer may run over several lines; elsewhere it is one.
    found = Questions(origin="letters")
    question: str | None = None
    pending: str | None = None  # a letter alone in its line: the text is the next line
    taken: list[int] = []
    for line in lines:
        if pending is not None:
            mark: _Mark | None = _Mark(pending, line.text, apart=False)
            pending = None
        else:
            mark = _mark_of(line, strict=strict)
            if mark is not None and not mark.text:
                pending = mark.letter
                taken.append(line.index)
                continue
        if mark is None or (mark.letter == "A" and question is None):
            if found.pairs and question is None and boxed and mark is None:
                last = found.pairs[-1]
                last.answer = f"{last.answer} {line.text}"
                found.lines.append(line.index)
                continue
            if found.pairs and question is None:
                break  # what follows the last answer is another part
            if mark is not None:
                continue
            taken, question = [], None
            continue
        taken.append(line.index)
        if mark.letter == "Q":
            question = mark.text
        elif question is not None:
            found.pairs.append(QuestionAnswer(question, mark.text))
            found.lines.extend(taken)
            question, taken = None, []
    return found


def _by_other_letters(lines: list[Line]) -> Questions:
    # Every question begins with one letter and every answer with another: a known pair, or any
    # that are set apart from their texts.
    found = Questions(origin="letters")
    marked = _marked(lines)
    questions, answers = marked[0::2], marked[1::2]
    if not answers or len(questions) != len(answers):
        return found
    heads = {one.mark.letter for one in questions}, {one.mark.letter for one in answers}
    if len(heads[0]) != 1 or len(heads[1]) != 1 or heads[0] == heads[1]:
        return found
    apart = len(questions) > 1 and all(one.mark.apart for one in marked)
    if not apart and (min(heads[0]), min(heads[1])) not in _PAIRS:
        return found
    for question, answer in zip(questions, answers, strict=True):
        found.pairs.append(QuestionAnswer(question.mark.text, answer.mark.text))
        found.lines.extend((*question.lines, *answer.lines))
    return found


def _marked(lines: list[Line]) -> list[_Marked]:
    # Each line with its first letter taken off; one that stands alone belongs to the next line.
    marked: list[_Marked] = []
    pending: Line | None = None
    for line in lines:
        first = line.pieces[0].text.strip()
        if pending is not None:
            mark = _Mark(pending.text[0], line.text, apart=True)
            marked.append(_Marked(mark, (pending.index, line.index)))
            pending = None
        elif _ANY_LETTER.match(line.text):
            pending = line
        elif len(line.pieces) > 1 and _ANY_LETTER.match(first):
            mark = _Mark(first[0], line.text[len(first) :].lstrip(" :：.、)"), apart=True)
            marked.append(_Marked(mark, (line.index,)))
        else:
            rest = _AFTER_LETTER.sub("", line.text[1:])
            marked.append(_Marked(_Mark(line.text[0], rest, apart=False), (line.index,)))
    return marked


def _by_shape(lines: list[Line], *, boxed: bool) -> Questions:
    # No letters: what asks, or is marked up as the head of its pair, is a question.
    found = Questions(origin="shape")
    heads = [_is_head(line, lines) for line in lines]
    if not any(heads):
        return found
    question: Line | None = None
    answer: list[Line] = []

    def close() -> None:
        if question is not None and answer:
            text = " ".join(line.text for line in answer)
            found.pairs.append(QuestionAnswer(question.text, text))
            found.lines.extend((question.index, *(line.index for line in answer)))

    for line, head in zip(lines, heads, strict=True):
        if head:
            close()
            question, answer = line, []
        elif question is not None and (boxed or not answer):
            answer.append(line)
        elif not boxed:
            break
    close()
    return found


def _is_head(line: Line, lines: list[Line]) -> bool:
    if any(box.tag in ("dt", "summary") for box in line.box.ancestors()):
        return True
    if any(box.tag == "dd" for box in line.box.ancestors()):
        return False
    if any(_ASKS.search(other.text) for other in lines if not _is_item(other)):
        return _ASKS.search(line.text) is not None
    return line.kind == "heading"


def _is_item(line: Line) -> bool:
    # A list's item in one line; one that holds a pair has several.
    if line.kind != "list_item":
        return False
    item = next((box for box in line.box.ancestors() if box.tag == "li"), line.box)
    return item.end - item.start <= 1


def _letter_runs(page: Page) -> list[Questions]:
    runs: list[Questions] = []
    lines = page.free()
    at = failed = 0
    while at < len(lines) and failed < _MOST_TRIES:
        mark = _mark_of(lines[at], strict=True)
        if mark is not None and mark.letter == "Q":
            run = _by_letter(lines[at:], strict=True)
            if run.pairs and run.lines[0] == lines[at].index and _is_sure(run):
                runs.append(run)
                while at < len(lines) and lines[at].index <= run.lines[-1]:
                    at += 1
                continue
            failed += 1
        at += 1
    return runs


def _is_sure(run: Questions) -> bool:
    asking = sum(_ASKS.search(pair.question) is not None for pair in run.pairs)
    return 2 * asking >= len(run.pairs)


def _is_interview(page: Page, run: Questions) -> bool:
    # Letters set off by a colon, among paragraphs of the same box: the text itself asks.
    first, last = run.lines[0], run.lines[-1]
    mark = _mark_of(page.lines[first], strict=True)
    if mark is None or not mark.apart:
        return False
    lines = set(run.lines)
    box = page.lines[first].box
    for outer in box.ancestors():
        if outer.start <= first and outer.end > last:
            box = outer
            break
    others = [
        line
        for line in page.free(box.start, box.end)
        if line.index not in lines and line.is_sentence
    ]
    return bool(others) or not any(
        line.is_sentence and len(line.text) > 80 for line in page.free() if line.index not in lines
    )
