"""What kind of page a page is, by what it shows."""

from __future__ import annotations

import re
from itertools import islice

from newscrawl.items import PageKind
from newscrawl.reading.linked_data import types_of
from newscrawl.reading.outline import Outline
from newscrawl.reading.parts import Parts

_ERROR = re.compile(
    r"^404 ?[-–—:|]|^(?:error )?(?:404|410|429|500|502|503)$|\b(?:404|410|500|502"
    r"|503)\b.{0,20}\b(?:error|"
    r"not found|gone|unavailable)\b|error (?:404|410|500|502|503)\b|"
    r"^50[0-4] (?:internal server error|bad gateway|service unavailable|gateway time-?out)|"
    r"^(?:429 )?too many requests$|^(?:we['’]ll be|be right) back|"
    r"\b(?:page|article|content|news)\b.{0,30}(?:not (?:be )?found|can['’]t be found|"
    r"\bdoes(?:n['’]t| not) exist|\bhas been (?:removed|deleted))|"
    r"(?:página|pagina|page|seite|artículo|artigo|articolo|strona)\b.{0,30}"
    r"(?:no existe|não existe|n['’]existe|non esiste|existiert nicht|nie istnieje)|"
    r"(?:страниц|сторінк|стать|статт)\w.{0,30}(?:не существует|не найдена|удалена|не існує|"
    r"видалено)|"
    r"sayfa.{0,30}(?:mevcut değil|bulunamadı)|trang.{0,30}không tồn tại|الصفحة غير موجودة"
    r"|ไม่พบหน้า|"
    r"no longer (?:available|exists)|something went wrong|página no encontrada|ya no existe|"
    r"página não encontrada|страница не найдена|сторінку не знайдено|sayfa bulunamadı|"
    r"page introuvable|pagina non trovata|halaman tidak ditemukan|seite nicht gefunden|"
    r"(?:页面|頁面|网页|文章|内容|內容).{0,4}(?:不存在|未找到|找不到|走丢了|已下架|已被?删除"
    r"|已被?刪除)|"
    r"找不到(?:页面|頁面|网页)|ページが見つかりません|페이지를 찾을 수 없",
    re.I,
)
_BLOCKED = re.compile(
    r"just a moment|attention required|checking your browser|"
    r"(?:verify|verifying|confirm) (?:that )?you are (?:a )?human|you have been blocked|"
    r"access to this page has been denied|incapsula incident|^security (?:check|verification)$|"
    r"访问被阻断|请求.{0,8}已被拦截|(?:拖动|按住).{0,8}滑块|"
    r"are you a robot|captcha|access denied|request blocked|unusual traffic|enable javascript and "
    r"cookies|ddos protection|人机验证|安全验证|访问验证|滑动验证|访问被拒绝|请求已被拦截",
    re.I,
)
_LOGIN = re.compile(
    r"^(?:log ?in|sign ?in|iniciar sesión|entrar|войти|увійти|giriş yap|connexion|accedi|masuk|"
    r"anmelden|登录|登入|ログイン|로그인)$",
    re.I,
)
# Pages that say why there is no article are short; articles about such pages are not.
_SHORT_CHARS = 700
_LIST_CARDS = 3
_READ = frozenset(("newsarticle", "reportagenewsarticle", "blogposting"))
_SAID_LINES, _SAID_CHARS = 12, 120


def page_kind(outline: Outline, parts: Parts, title: str | None) -> PageKind:
    """The kind of page; "article" where nothing speaks against it."""
    text = sum(len(line.text) for line in parts.body)
    stamped = len({unit.address.id for unit in parts.units if unit.span is not None})
    if text < _SHORT_CHARS and not parts.byline.lines:
        said = [outline.title_tag or "", title or "", *_shown(outline)]
        if any(map(_BLOCKED.search, said)):
            return "block"
        if any(map(_ERROR.search, said)):
            return "error"
        if _asks_password(outline) and text < _SHORT_CHARS // 2:
            return "login"
    if not parts.byline.lines and len({unit.address.id for unit in parts.units}) >= _LIST_CARDS:
        listed = sum(len(unit.summary or "") + len(unit.title or "") for unit in parts.units)
        if (stamped >= _LIST_CARDS or text == 0) and listed > text:
            return "list"
    return _kind_of_article(outline, text)


def _kind_of_article(outline: Outline, text: int) -> PageKind:
    # What the page's own data says that it is; of a video there is little to read.
    kinds = types_of(outline)
    if "liveblogposting" in kinds:
        return "live_blog"
    shows = "videoobject" in kinds or any(
        kind.startswith("video") for kind in outline.meta.get("og:type", ())
    )
    if shows and text < _SHORT_CHARS and not kinds & _READ:
        return "video"
    return "article"


def _shown(outline: Outline) -> list[str]:
    # The short lines that such a page says why in.
    lines = (line.text for line in outline.lines if not line.chrome)
    return [text for text in islice(lines, _SAID_LINES) if len(text) <= _SAID_CHARS]


def _asks_password(outline: Outline) -> bool:
    return any(
        (field.get("type") or "").lower() == "password" for field in outline.tree.iter("input")
    )
