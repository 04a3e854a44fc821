"""Whom the text itself credits: its authors, and the publisher that it was taken from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

# Words for an author before a colon, and for the account or paper that a text was taken from.
AUTHOR_WORDS = (
    "original author|author|authors|written by|text by|words by|reporter|autora|autores|autor|"
    "autore|autori|auteure|auteurs|auteur|texto de|par|автори|авторы|автор|текст|yazarı|yazar|"
    "penulis|oleh|tác giả|verfasser|auteur|autorzy|författare|forfatter|συγγραφέας|المؤلف|الكاتب|"
    "نویسنده|लेखक|ผู้เขียน|原文作者|文章作者|本文作者|作者|撰文|著者|執筆者|文|저자|글|작성자"
)
_OTHER_ROLES = (
    "editor|edited by|translator|translated by|translation|compiled by|source|editora|traductor|"
    "traducción|edición|editado por|tradução|tradutor|edição|редактор|перевод|переводчик|"
    "переклад|перекладач|editör|çeviri|çevirmen|penerjemah|penyunting|éditeur|traduction|"
    "traducteur|redattore|traduzione|"
    "编辑|編輯|编译|編譯|翻译|翻譯|来源|來源|校对|责编|責編|译者|譯者|整理|원문"
)
_ACCOUNT_WORDS = (
    r"wechat|weixin|微信|public account|official account|公众号|公眾號|公衆號|cuenta|conta|account|"
    r"аккаунт\w*|акаунт\w*|канал\w*|akun|hesab\w*|hesap\w*|compte|this article (?:is|comes|was)|"
    r"本文来自|本文來自|文章来自|转载自|轉載自|来源|來源|reprinted from|"
    r"republished from|originally published"
)
_OPEN, _CLOSE = '"“”„«‹「『《‘', '"“”»›」』》’'
_QUOTED = re.compile(rf"[{_OPEN}]([^{_OPEN}{_CLOSE}]{{1,60}})[{_CLOSE}]")
_ACCOUNT = re.compile(rf"(?:{_ACCOUNT_WORDS})", re.I)
_AUTHOR = re.compile(
    rf"(?:^|[\s,，;；.。|｜()（）\"”»」》])(?:{AUTHOR_WORDS})\s*[:：|｜丨/]\s*(?P<names>[^:：\n]{{2,120}})",
    re.I,
)
_ROLE = re.compile(
    rf"[\s,，;；.。|｜()（）]+(?:{_OTHER_ROLES}|{AUTHOR_WORDS})\s*[:：|｜丨]?.*$", re.I
)
_SOURCE = re.compile(
    r"^(?:source|fuente|fonte|источник|джерело|kaynak|sumber|quelle|来源|來源|原文来源|文章来源)\s*[:：]\s*"
    r"(?P<name>[^:：\n]{2,60})$",
    re.I,
)
_BETWEEN_NAMES = re.compile(
    r"\s*(?:[,，、;；/|｜&]|\band\b|\by\b|\be\b|\bet\b|\bи\b|\bта\b|\bve\b|\bdan\b|\bund\b|和|与|與)\s*"
)
_EDGES = " \t,，.。;；:：\"“”'«»()（）[]【】"
# Digits belong to the name of a desk where they follow its capitals: "BR24 Redaktion".
_NO_NAME = re.compile(r"(?<![A-Z0-9])\d|\d{3}|https?:|@\w+\.")
# Accounts that nobody is named by.
_NOBODY = frozenset("admin administrator webmaster superuser guest unknown anonymous user".split())
# A credit is a line of its own, at either end of the text.
_CREDIT_CHARS = 260
_ENDS = 3


@dataclass(frozen=True, slots=True)
class Credits:
    """Authors and origin as the text's own lines state them."""

    authors: tuple[str, ...] = ()
    origin: str | None = None
    line: int | None = None


def find_credits(texts: Sequence[str]) -> Credits:
    """The credits in the first or last lines of a text; empty ones if it has none."""
    numbers = list(dict.fromkeys([*range(len(texts))[-_ENDS:][::-1], *range(len(texts))[:_ENDS]]))
    for number in numbers:
        text = texts[number]
        if len(text) > _CREDIT_CHARS:
            continue
        authors = _authors(text)
        origin = _origin(text, authors)
        if authors or origin:
            return Credits(authors, origin, number)
    return Credits()


def is_credit(text: str) -> bool:
    """Whether a line credits an author or a publisher, and says little else."""
    if len(text) > _CREDIT_CHARS:
        return False
    authors = _authors(text)
    return bool(authors or _origin(text, authors))


def _authors(text: str) -> tuple[str, ...]:
    match = _AUTHOR.search(text)
    if match is None:
        return ()
    names = _ROLE.sub("", " " + match["names"]).strip(_EDGES)
    # A sentence after the names ends them.
    names = re.split(r"[。；;]|\.\s", names)[0]
    return tuple(split_names(names))


def split_names(text: str) -> list[str]:
    """Names in a list as people write it, in order, once each."""
    names = (name.strip(_EDGES) for name in _BETWEEN_NAMES.split(text))
    return [name for name in dict.fromkeys(names) if is_name(name)]


def is_name(text: str) -> bool:
    """Whether `text` can be the name of a person or a desk."""
    return (
        1 < len(text) <= 60
        and len(text.split()) <= 6
        and not _NO_NAME.search(text)
        and text.casefold() not in _NOBODY
    )


def _origin(text: str, authors: tuple[str, ...]) -> str | None:
    source = _SOURCE.match(text)
    if source is not None:
        return source["name"].strip(_EDGES) or None
    for match in _QUOTED.finditer(text):
        before = text[: match.start()]
        if _ACCOUNT.search(before) and (authors or len(text) < 160):
            name = match[1].strip(_EDGES)
            if name and name not in authors:
                return name
    return None


_PICTURES = (
    "photo|photos|photograph|image|picture|foto|fotos|fotografía|imagem|imagen|immagine|bild|bilder|"
    "bildquelle|crédit photo|crédits?|foto di|zdjęcie|fot\\.|фото|зображення|fotoğraf|görsel|"
    "gambar|ảnh|图|圖|图片|圖片|图源|圖源|写真|사진|الصورة|تصوير|तस्वीर|ภาพ"
)
_AGENCIES = (
    "ap|afp|epa(?:-efe)?|efe|reuters|getty images?|shutterstock|imago|dpa|ansa|lusa|tass|xinhua|"
    "alamy|istock|unsplash|pa wire|anp|tt|ntb|ritzau|yonhap|kyodo|antara"
)
# A name and an agency: of two agencies it is the text, which was taken from both.
_BY_AGENCY = rf"[^()（）/]{{1,40}} [^()（）/]{{1,40}}/\s?(?:{_AGENCIES})"
_PICTURE_CREDIT = re.compile(
    rf"(?:{_PICTURES})(?: credits?| by| courtesy of)?\s*[:：/]\s*\S.{{0,80}}$|{_BY_AGENCY}$", re.I
)
_CREDITED = re.compile(
    rf"[(（\[](?:(?:[^()（）]{{0,60}}\b)?(?:{_PICTURES})\b[^()（）]{{0,80}}|{_BY_AGENCY})[)）\]]\s*$",
    re.I,
)
_CAPTION_CHARS = 600


def is_of_picture(text: str) -> bool:
    """Whether a line tells of a picture: its credit, or what ends in one."""
    if len(text) > _CAPTION_CHARS:
        return False
    return _PICTURE_CREDIT.match(text) is not None or _CREDITED.search(text[-160:]) is not None
