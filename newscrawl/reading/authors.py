"""Who wrote an article, as the lines near its title say: after "By", or linked to an author's page.

A name alone tells nobody from a publication: without such a word or link it is no author here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from newscrawl.reading.addresses import leads_to_author
from newscrawl.reading.bodies import holds_body, is_desk, is_job, is_publication
from newscrawl.reading.credits import AUTHOR_WORDS, split_names
from newscrawl.reading.hints import is_author
from newscrawl.reading.lines import Line
from newscrawl.reading.page import Page
from newscrawl.reading.sections import label_after, label_before

# What stands before a name with a space alone; a name in capital letters must follow.
_BY = (
    "by|von|por|par|di|af|av|door|deur|oleh|per|nga|eftir|od|wg|gan|le|na|ni|ke|ngu|egilea|írta|"
    "από|του|της|των|от|od|piše|pise|пише|пишува|scris de|geschrieben von|ein beitrag von|"
    "un article de|propos recueillis par|redactado por|escrito por|publicado por|publié par|"
    "(?:written|text|words|story|posted|review|reviewed|analysis|reporting|report) by|"
    "tekst av|tekst|text|texte|texto|testo|текст|napisao|napisala|napsal|napsala|skrivet av|"
    "skrevet av|skrevet af"
)
# The same in scripts without capital letters.
_BY_UNCASED = (
    "โดย|מאת|بقلم|كتب|كتبت|بواسطة|نوشته|نویسنده|گزارش|تحریر|از|लेखक|द्वारा|লেখক|প্রতিবেদক|எழுதியவர்|"
    "ავტორი|記者|记者|撰文|作者|文|報導|报道|글|작성|取材・文|執筆"
)
_LEAD = re.compile(
    rf"(?P<said>{AUTHOR_WORDS}|{_BY}|{_BY_UNCASED})(?:\s*(?P<mark>[:：|｜丨/／])\s*|\s+|$)", re.I
)
_LOWER_LEAD = re.compile(r"(?P<said>[^\W\d_]{1,8})\s+")
# They begin the names of publications: "il Fatto Quotidiano", "the New York Times".
_ARTICLES = frozenset(
    "the de el la il le les los las lo i gli der die das o a os as het den det al en un une".split()
)
# 김철수 기자, 王小明 記者
_TITLE_AFTER = re.compile(r"^(?P<name>[^\W\d_]{2,4})\s?(?:기자|특파원|記者|记者)(?=$|[\s,=])")
_PARTICLES = frozenset(
    "de da do di du dos das del della der den des van von ter ten zu zum la le el al bin ibn bint "
    "y e i of af av und and et ja og och".split()
)
_ENDS = re.compile(
    r"\s+(?:in|for|at|on|with|aus|für|pour|para|from|as told|tarafından|updated)(?:\s.*)?$"
    r"|\s*[(（\[@].*$|／.*$",
    re.I,
)
# "For The Daily Planet" beside a name; "Edited by" before another one.
_FOR = re.compile(r"^(?:for|für|para|pour|by|von|por|par)\s+", re.I)
_LEADS_ON = re.compile(r"(?:^|\s)(?:by|from|von|por|par|told|to)(?:\s|$)", re.I)
_SEPARATOR = re.compile(r"[\n|·•∙»›●▪]|\s[–—-]\s")
_PHOTO = re.compile(
    r"(?:foto|photo|picture|image|bild|imagen|imagem|zdj|crédit|görsel|gambar|ảnh|фото|світлина|صورة|"
    r"تصوير|图|圖|摄影|攝影|写真|撮影|사진|credits?|source|quelle|fonte)\w*\s*[:：/]",
    re.I,
)
# What follows a name and is no part of it: "(jdo)", "| Sponsored", "for The Oriel Post".
_ASIDE = re.compile(
    r"\s*[(（\[].*$|\s*[|｜•·].*$|\s+[–—-]\s.*$|\s+(?:for|für|pour|para|via)\s+(?=[A-ZÀ-Þ]).*$"
)
_CREDENTIAL = re.compile(
    r"(?:M\.?D|Ph\.?D|D\.?O|M\.?S|M\.?A|M\.?Sc|B\.?A|B\.?Sc|M\.?P\.?H|M\.?B\.?A|R\.?N|RDN|RD|LD|"
    r"LCSW|J\.?D|Esq|DDS|DVM|PharmD|CFA|CPA|CFP|FACP|FAAD|NP|PA-C|Psy\.?D|Ed\.?D)\.?"
)
_CREDENTIALS = re.compile(rf"(?:,?\s+{_CREDENTIAL.pattern})+$")
_WIDE = re.compile(r"^[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3·・\s]+$")
_WIDE_NAME_CHARS = 12
_NAMES_SHARE = 0.4
# How many lines below the title a byline's names stand, and how long their lines are.
_BELOW, _ABOVE, _LINE_CHARS, _PROSE_CHARS, _SENTENCE_CHARS = 8, 2, 160, 120, 35


def find_authors(page: Page, title: int | None, byline: list[int]) -> dict[str, int]:
    """The names that the lines near the title give as authors, each with its line.

    Args:
        page: the page, with the lines of cards claimed.
        title: the line of the title, where there is one.
        byline: the lines of the byline.
    """
    found: dict[str, int] = {}
    lead = False
    for line in _near(page, title, byline):
        if lead:
            names = list(_as_names(line.text, sure=True))
        else:
            linked = list(_linked(line))
            # "Jane Doe" is linked, "Jane Doe Data Editor" is how the line goes on.
            said = [
                name
                for name in _after_lead(page, line)
                if not any(name.startswith(f"{one} ") for one in linked)
            ]
            names = [*said, *linked] or list(_marked(line))
        lead = _is_lead(line.text)
        # Another such line further on is of a picture or of another article.
        if found and names and line.index not in (*byline, max(found.values()) + 1):
            break
        if found and names and line.index not in byline and set(found.values()) & set(byline):
            break
        for name in names:
            found.setdefault(name, line.index)
    return found


def people_in(text: str) -> list[str]:
    """The people whom metadata names in one text, without what it says of them.

    "By Jane Doe, MD, The Oriel Post" is Jane Doe.
    """
    text = _ASIDE.sub("", text.strip())
    match = _LEAD.match(text)
    if match is not None and match.end() < len(text):
        text = text[match.end() :]
    found: list[str] = []
    for name in split_names(text) or [text]:
        name = _CREDENTIALS.sub("", name).strip(" ,;")
        if not name or _CREDENTIAL.fullmatch(name):
            continue
        if found and (is_publication(name) or is_job(name) or holds_body(name)):
            continue
        found.append(name)
    return found


def may_be_person(text: str) -> bool:
    """Whether a name that stands alone over a text is rather of a person than of a paper."""
    words = text.split()
    return (
        2 <= len(words) <= 4
        and not _uncased(text)
        and _is_capitalised(text)
        and all(
            word.isalpha() or word in _PARTICLES for word in re.sub(r"[-.'’]", "", text).split()
        )
        and not (is_publication(text) or is_desk(text) or is_job(text) or holds_body(text))
    )


def without_authors(text: str, authors: Iterable[str]) -> str:
    """The publication that `text` names beside its authors and the words that lead to them.

    All of a text that names none of `authors`, words that lead to one and jobs apart.
    """
    named = False
    for name in sorted(authors, key=len, reverse=True):
        named |= name in text
        text = text.replace(name, "\n")
    rest = text.split("\n") if named else [text]
    kept = []
    for part in rest:
        part = _FOR.sub("", part.strip(" \t,;:：/／|-–—·•&"))
        if not part or _is_lead(part) or _LEADS_ON.search(part):
            continue
        # Beside a name stand places, too: "Jane Doe, Oriel Bay".
        if is_job(part) or (named and not (is_publication(part) or holds_body(part))):
            continue
        kept.append(part)
    return kept[-1] if kept else ""


def _near(page: Page, title: int | None, byline: list[int]) -> Iterator[Line]:
    numbers = set(byline)
    if title is not None:
        numbers |= set(range(max(0, title - _ABOVE), min(title + 1 + _BELOW, len(page.lines))))
    prose = 0
    for index in sorted(numbers):
        line = page.lines[index]
        if len(line.text) > _PROSE_CHARS and line.is_sentence:
            prose += title is not None and index > title
        elif index not in byline and (
            index == title
            or line.kind in ("heading", "caption")
            or (line.chrome and not any(_marked(line)))
            or prose > 1  # a summary can stand before the byline; then the text has begun
            or page.claimed.get(index, "card") != "card"
        ):
            continue
        elif len(line.text) <= _LINE_CHARS:
            yield line


def _after_lead(page: Page, line: Line) -> Iterator[str]:
    # "By Jane Doe and John Roe | 3 May": the names, however the line is split into elements.
    text = " ".join(filter(None, (piece.text.strip() for piece in line.pieces)))
    for stamp in reversed(page.find_stamps(text)):
        text = f"{text[: stamp.start]}\n{text[stamp.end :]}"
    for part in _SEPARATOR.split(text):
        part = _without_labels(part).strip(" \t,;:")
        after = _TITLE_AFTER.match(part)
        if after is not None:
            yield after["name"]
            continue
        match = _LEAD.match(part)
        if match is not None:
            sure = bool(match["mark"]) or _uncased(match["said"])
            yield from _as_names(part[match.end() :], sure=sure)
            continue
        match = _LOWER_LEAD.match(part)
        if match is not None and match["said"].islower() and match["said"] not in _ARTICLES:
            rest = part[match.end() :]
            names = list(_as_names(rest, sure=False))
            if names and all(len(name.split()) > 1 for name in names) and "".join(names) == rest:
                yield from names


def _linked(line: Line) -> Iterator[str]:
    if line.is_sentence and len(line.text) > _SENTENCE_CHARS and line.link_share < _NAMES_SHARE:
        return  # of whom it speaks
    for piece in line.pieces:
        if piece.href and leads_to_author(piece.href):
            text = piece.text.strip()
            match = _LEAD.match(text)
            if match is not None:
                text = text[match.end() :]
            if piece.href.startswith("mailto:") and " " not in text:
                continue  # "Email"
            yield from _as_names(text, sure=True)


def _marked(line: Line) -> Iterator[str]:
    # In an element that is named after authors, by its own name or that of the one around it.
    for piece in line.pieces:
        box = piece.box
        marked = is_author(box.classes) or (
            box.parent is not None and is_author(box.parent.classes) and len(line.pieces) == 1
        )
        text = piece.text.strip()
        if marked and text and not _PHOTO.match(text):
            names = [name for name in people_in(text) if not is_job(name)]
            if all(_is_capitalised(name) and len(name.split()) > 1 for name in names):
                yield from names


def _without_labels(text: str) -> str:
    label = label_before(text)
    if label is not None:
        text = text[: label[1]]
    after = label_after(text)
    return text[after[1] :] if after is not None else text


def _is_lead(text: str) -> bool:
    match = _LEAD.match(text.strip())
    return match is not None and match.end() == len(text.strip())


def _uncased(text: str) -> bool:
    return text.upper() == text.lower()


def _as_names(text: str, *, sure: bool) -> Iterator[str]:
    # `sure`: nothing but names can stand here, so they need not look like some.
    names = split_names(_ENDS.sub("", text.strip()))
    several = any(len(name.split()) > 1 for name in names)
    for number, name in enumerate(names):
        if number and holds_body(name):
            return  # "Jane Doe, Institute of Health and Infection"
        if is_job(name):
            continue
        if not _uncased(name):
            if not _is_capitalised(name) and not sure:
                return
            # After a whole name a single word is a place or an agency: "Jane Doe, Paris".
            if number and several and len(name.split()) == 1:
                continue
        elif _WIDE.match(name) and len(name) > _WIDE_NAME_CHARS:
            continue
        if not any(char.isalpha() for char in name) or _is_lead(name):
            continue
        yield name


def _is_capitalised(name: str) -> bool:
    words = name.split()
    return words[0][0].isupper() and all(
        word[0].isupper() or word in _PARTICLES or not word[0].isalpha() for word in words
    )
