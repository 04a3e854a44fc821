"""What the parts of a page are called, by language.

To add a language's missing word, add it to its row of `_TABLE`. A row names, in this order: words
beside the date of publication, beside the date of the last update, over the summary, over related
questions, over related readings. Matching ignores case, punctuation and spaces at the ends.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

# The first nine rows hold the labels seen on the site that this reader was first made for; the
# other words are what sites of that language commonly print.
_TABLE: dict[str, tuple[str, str, str, str, str]] = {
    "en": (
        "Published on|Published at|Published|Posted on|Posted|First published",
        "Last updated on|Last updated|Updated on|Updated at|Updated|Last modified|Modified",
        "Abstract|Summary|Key points|Key takeaways|TL;DR|AI summary|In brief",
        "Related Questions|Frequently Asked Questions|Frequently Asked Questions (FAQ)|FAQ|FAQs|"
        "Q&A|People also ask|Questions and answers|Related Q&A",
        "Related Reads|Related Readings|Related Reading|Related Articles|Related News|"
        "Related Stories|Related Posts|Related|You may also like|"
        "Recommended|Recommended reading|Recommended for you|Further reading|More on this topic|"
        "Latest news|More stories|Similar articles",
    ),
    "es": (
        "Publicado a|Publicado el|Publicado en|Publicado",
        "Actualizado a|Actualizado el|Última actualización el|Última actualización|Actualizado",
        "Resumen|Puntos clave|En resumen",
        "Preguntas relacionadas|Preguntas frecuentes|Preguntas y respuestas",
        "Lecturas Relacionadas|Artículos relacionados|Noticias relacionadas|"
        "Lecturas recomendadas|Te puede interesar|Contenido relacionado",
    ),
    "pt": (
        "Publicado em|Publicado a|Publicado",
        "Última atualização em|Última atualização|Atualizado em|Atualizado a|Atualizado",
        "Resumo|Pontos-chave|Em resumo",
        "Perguntas relacionadas|Perguntas frequentes|Perguntas e respostas|Questões relacionadas",
        "Leituras Relacionadas|Leitura relacionada|Artigos relacionados|Notícias relacionadas|"
        "Leia também|Veja também|Conteúdo relacionado",
    ),
    "ru": (
        "Опубликовано|Дата публикации|Опубликован",
        "Обновлено|Последнее обновление|Обновлён|Дата обновления",
        "Введение|Аннотация|Краткое содержание|Резюме|Кратко|Главное",
        "Связанные с этим вопросы|Связанные вопросы|Похожие вопросы|Часто задаваемые вопросы|"
        "Вопросы и ответы|Вопросы по теме",
        "Похожее|Похожие материалы|Похожие статьи|Читайте также|По теме|Материалы по теме|"
        "Связанные статьи|Рекомендуемое|Рекомендуем|Похожие новости|Связанные материалы|"
        "Связанное чтение",
    ),
    "uk": (
        "Опубліковано о|Опубліковано|Дата публікації",
        "Востаннє оновлено о|Востаннє оновлено|Оновлено о|Оновлено|Останнє оновлення",
        "Анотація|Короткий зміст|Резюме|Вступ|Коротко|Головне",
        "Пов'язані питання|Пов’язані питання|Пов'язані запитання|Пов’язані запитання|"
        "Схожі запитання|Поширені запитання|Запитання та відповіді|Питання та відповіді",
        "Пов'язані матеріали|Пов’язані матеріали|Пов'язані статті|Пов’язані статті|"
        "Читайте також|Схожі матеріали|Схожі статті|Матеріали по темі|Вас також може зацікавити",
    ),
    "it": (
        "Pubblicato|Pubblicato il|Data di pubblicazione",
        "Pubblicato ultima volta|Ultimo aggiornamento|Ultimo aggiornamento il|Aggiornato|"
        "Aggiornato il|Aggiornata il",
        "Introduzione|Riassunto|Sintesi|Sommario|Abstract|In breve|Punti chiave",
        "Domande pertinenti|Domande correlate|Domande frequenti|Domande e risposte",
        "Letture associate|Letture correlate|Articoli correlati|Notizie correlate|"
        "Leggi anche|Potrebbe interessarti|Contenuti correlati",
    ),
    "tr": (
        "tarihinde yayınlandı|tarihinde yayımlandı|Yayınlandı|Yayımlandı|Yayınlanma tarihi|"
        "Yayın tarihi",
        "tarihinde güncellendi|tarihinde son güncellendi|Güncellendi|Son güncelleme|"
        "Güncellenme tarihi",
        "Özet|Kısaca|Öne çıkanlar",
        "İlgili Sorular|Sıkça sorulan sorular|Sık sorulan sorular|Sorular ve cevaplar|SSS",
        "İlgili Okumalar|İlgili Makaleler|İlgili Haberler|İlgili yazılar|Benzer haberler|"
        "Önerilen|Bunlar da ilginizi çekebilir",
    ),
    "fr": (
        "Publié le|Publié à|Publié|Paru le",
        "Dernière mise à jour le|Dernière mise à jour|Mis à jour le|Mis à jour|Mise à jour le|"
        "Modifié le",
        "Résumé|En bref|L'essentiel|Points clés",
        "Questions liées|Questions connexes|Questions associées|Questions fréquentes|"
        "Questions fréquemment posées|Foire aux questions|Questions et réponses",
        "Lectures associées|Lectures liées|Lectures connexes|Articles connexes|Articles liés|"
        "Articles similaires|À lire aussi|Lire aussi|Sur le même sujet",
    ),
    "zh": (
        "发布于|发表于|发布时间|發佈於|發布於|發表於|發布時間|發佈時間|发布|刊登于",
        "更新于|最后更新于|最近更新|最后更新|更新時間|更新时间|更新於|最後更新於|最後更新",
        "文章摘要|摘要|内容摘要|內容摘要|核心要点|AI摘要|导读|導讀|简介",
        "相关问答|相关问题|相關問答|相關問題|常见问题|常見問題|问答|問答",
        "相关阅读|相關閱讀|相关文章|相關文章|相关新闻|相關新聞|推荐阅读|推薦閱讀|延伸阅读|"
        "延伸閱讀|相关推荐|相關推薦|热门推荐|猜你喜欢",
    ),
    "id": (
        "Dipublikasikan pada|Diterbitkan pada|Dipublikasikan tanggal|Dipublikasikan|Diterbitkan|"
        "Tayang",
        "Terakhir diperbarui pada|Terakhir diperbarui|Diperbarui pada|Diperbarui|Diupdate",
        "Abstrak|Ringkasan|Intisari|Rangkuman",
        "Pertanyaan Terkait|Pertanyaan umum|Pertanyaan yang sering diajukan|Tanya jawab",
        "Bacaan Terkait|Artikel Terkait|Berita Terkait|Baca juga|Rekomendasi",
    ),
    "de": (
        "Veröffentlicht am|Veröffentlicht|Erschienen am|Publiziert am",
        "Zuletzt aktualisiert am|Zuletzt aktualisiert|Aktualisiert am|Aktualisiert|Stand",
        "Zusammenfassung|Kurzfassung|Das Wichtigste in Kürze|Auf einen Blick|Abstrakt",
        "Verwandte Fragen|Ähnliche Fragen|Häufige Fragen|Häufig gestellte Fragen|"
        "Fragen und Antworten",
        "Verwandte Artikel|Ähnliche Artikel|Weitere Artikel|Zum Thema|Lesen Sie auch|"
        "Das könnte Sie auch interessieren|Mehr zum Thema|Verwandte Beiträge",
    ),
    "ja": (
        "公開日|掲載日|投稿日|公開",
        "更新日|最終更新日|最終更新|更新",
        "概要|要約|要旨|サマリー|要点",
        "関連する質問|関連質問|よくある質問|関連Q&A",
        "関連記事|関連ニュース|おすすめ記事|こちらもおすすめ|あわせて読みたい|関連読み物",
    ),
    "ko": (
        "게시일|발행일|게시됨|작성일|입력|발행",
        "마지막 업데이트|업데이트|수정일|최종 수정|수정",
        "요약|초록|개요|핵심 요약",
        "관련 질문|자주 묻는 질문|관련 Q&A|질문과 답변",
        "관련 기사|관련 글|관련 뉴스|추천 기사|관련 읽을거리|관련 콘텐츠",
    ),
    "vi": (
        "Xuất bản vào|Được xuất bản vào|Đăng ngày|Ngày đăng|Xuất bản",
        "Cập nhật lần cuối vào|Cập nhật lần cuối|Cập nhật vào|Cập nhật",
        "Tóm tắt|Tóm lược|Nội dung chính",
        "Câu hỏi liên quan|Câu hỏi thường gặp|Hỏi đáp",
        "Bài viết liên quan|Nội dung liên quan|Tin liên quan|Bài đọc liên quan",
    ),
    "pl": (
        "Opublikowano|Data publikacji|Opublikowany",
        "Ostatnia aktualizacja|Zaktualizowano|Aktualizacja",
        "Streszczenie|Podsumowanie|Skrót|W skrócie",
        "Powiązane pytania|Podobne pytania|Najczęściej zadawane pytania|Pytania i odpowiedzi",
        "Powiązane artykuły|Podobne artykuły|Czytaj także|Zobacz także|Powiązane wiadomości|"
        "Przeczytaj również",
    ),
    "nl": (
        "Gepubliceerd op|Gepubliceerd|Geplaatst op",
        "Laatst bijgewerkt op|Laatst bijgewerkt|Bijgewerkt op|Bijgewerkt",
        "Samenvatting|In het kort",
        "Gerelateerde vragen|Veelgestelde vragen|Vragen en antwoorden",
        "Gerelateerde artikelen|Gerelateerd|Lees ook",
    ),
    "sv": (
        "Publicerad|Publicerat|Publicerades",
        "Senast uppdaterad|Uppdaterad|Uppdaterat",
        "Sammanfattning|I korthet",
        "Relaterade frågor|Vanliga frågor|Frågor och svar",
        "Relaterade artiklar|Läs också|Relaterat",
    ),
    "da": (
        "Udgivet|Offentliggjort|Publiceret",
        "Sidst opdateret|Opdateret",
        "Resumé|Sammendrag|Kort fortalt",
        "Relaterede spørgsmål|Ofte stillede spørgsmål|Spørgsmål og svar",
        "Relaterede artikler|Læs også",
    ),
    "nb": (
        "Publisert",
        "Sist oppdatert|Oppdatert",
        "Sammendrag|Oppsummering|Kort fortalt",
        "Relaterte spørsmål|Ofte stilte spørsmål|Spørsmål og svar",
        "Relaterte artikler|Les også",
    ),
    "fi": (
        "Julkaistu",
        "Viimeksi päivitetty|Päivitetty",
        "Tiivistelmä|Yhteenveto|Lyhyesti",
        "Aiheeseen liittyviä kysymyksiä|Usein kysytyt kysymykset|Kysymyksiä ja vastauksia",
        "Aiheeseen liittyvät artikkelit|Lue myös|Lisää aiheesta",
    ),
    "cs": (
        "Publikováno|Zveřejněno|Vydáno",
        "Naposledy aktualizováno|Aktualizováno|Poslední aktualizace",
        "Shrnutí|Souhrn|Stručně|Abstrakt",
        "Související otázky|Často kladené otázky|Otázky a odpovědi",
        "Související články|Související|Čtěte také|Přečtěte si také",
    ),
    "sk": (
        "Publikované|Zverejnené",
        "Naposledy aktualizované|Aktualizované",
        "Zhrnutie|Súhrn|Abstrakt",
        "Súvisiace otázky|Často kladené otázky|Otázky a odpovede",
        "Súvisiace články|Čítajte tiež|Prečítajte si aj",
    ),
    "hu": (
        "Közzétéve|Megjelent|Publikálva",
        "Utoljára frissítve|Frissítve|Utolsó frissítés",
        "Összefoglaló|Kivonat|Röviden",
        "Kapcsolódó kérdések|Gyakori kérdések|Kérdések és válaszok",
        "Kapcsolódó cikkek|Olvassa el ezt is|Ajánlott",
    ),
    "ro": (
        "Publicat la|Publicat pe|Publicat",
        "Ultima actualizare|Ultima actualizare la|Actualizat la|Actualizat",
        "Rezumat|Pe scurt",
        "Întrebări similare|Întrebări conexe|Întrebări frecvente|Întrebări și răspunsuri",
        "Articole similare|Articole conexe|Citește și|Știri similare|Lecturi similare",
    ),
    "bg": (
        "Публикувано на|Публикувано",
        "Последно обновено на|Последно обновено|Обновено на|Обновено|Актуализирано",
        "Резюме|Накратко|Анотация",
        "Свързани въпроси|Често задавани въпроси|Въпроси и отговори",
        "Свързани статии|Свързани новини|Прочетете още|Още по темата",
    ),
    "el": (
        "Δημοσιεύτηκε στις|Δημοσιεύθηκε στις|Δημοσιεύτηκε|Δημοσίευση",
        "Τελευταία ενημέρωση στις|Τελευταία ενημέρωση|Ενημερώθηκε στις|Ενημερώθηκε",
        "Περίληψη|Σύνοψη|Με λίγα λόγια",
        "Σχετικές ερωτήσεις|Συχνές ερωτήσεις|Ερωτήσεις και απαντήσεις",
        "Σχετικά άρθρα|Σχετικές ειδήσεις|Διαβάστε επίσης|Διαβάστε ακόμα",
    ),
    "ar": (
        "نُشر في|نشر في|تاريخ النشر|نُشر",
        "آخر تحديث في|آخر تحديث|تم التحديث في|تحديث",
        "ملخص|الملخص|الخلاصة|باختصار",
        "أسئلة ذات صلة|الأسئلة الشائعة|أسئلة وأجوبة",
        "قراءات ذات صلة|مقالات ذات صلة|أخبار ذات صلة|اقرأ أيضا|اقرأ أيضًا|مواضيع ذات صلة",
    ),
    "fa": (
        "منتشر شده در|تاریخ انتشار|منتشر شده",
        "آخرین به‌روزرسانی|به‌روزرسانی شده در|به‌روزرسانی",
        "خلاصه|چکیده",
        "سوالات مرتبط|پرسش‌های مرتبط|سوالات متداول|پرسش و پاسخ",
        "مطالب مرتبط|مقالات مرتبط|اخبار مرتبط|بیشتر بخوانید",
    ),
    "he": (
        "פורסם ב|פורסם בתאריך|פורסם",
        "עודכן לאחרונה ב|עודכן לאחרונה|עודכן ב|עודכן",
        "תקציר|סיכום|בקצרה",
        "שאלות קשורות|שאלות נפוצות|שאלות ותשובות",
        "קריאה קשורה|כתבות קשורות|מאמרים קשורים|קראו גם",
    ),
    "hi": (
        "प्रकाशित|प्रकाशन तिथि|को प्रकाशित",
        "अंतिम अपडेट|अपडेट किया गया|को अपडेट किया गया|अपडेटेड",
        "सारांश|संक्षेप|संक्षेप में",
        "संबंधित प्रश्न|अक्सर पूछे जाने वाले प्रश्न|प्रश्न और उत्तर",
        "संबंधित लेख|संबंधित पठन|संबंधित खबरें|यह भी पढ़ें",
    ),
    "th": (
        "เผยแพร่เมื่อ|เผยแพร่",
        "อัปเดตล่าสุดเมื่อ|อัปเดตล่าสุด|อัปเดตเมื่อ|ปรับปรุงล่าสุด",
        "บทคัดย่อ|สรุป|ใจความสำคัญ",
        "คำถามที่เกี่ยวข้อง|คำถามที่พบบ่อย|ถามตอบ",
        "บทความที่เกี่ยวข้อง|ข่าวที่เกี่ยวข้อง|เรื่องที่เกี่ยวข้อง",
    ),
    "ms": (
        "Diterbitkan pada|Diterbitkan|Disiarkan pada",
        "Terakhir dikemas kini pada|Dikemas kini pada|Dikemas kini",
        "Abstrak|Ringkasan",
        "Soalan Berkaitan|Soalan lazim",
        "Bacaan Berkaitan|Artikel Berkaitan|Berita Berkaitan",
    ),
}
PARTS = ("published", "updated", "summary", "questions", "related")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")


@dataclass(frozen=True, slots=True)
class Label:
    """A label found: the part of the page that it names, and the languages that say so."""

    part: str
    languages: tuple[str, ...]
    text: str


def _key(text: str) -> str:
    # Turkish capitals: İ folds to i and a dot above, I to i where Turkish means ı.
    folded = _EDGES.sub("", text.replace("’", "'")).casefold()
    return folded.replace("\u0307", "").replace("ı", "i")


@lru_cache(maxsize=1)
def _by_text() -> dict[str, dict[str, tuple[str, ...]]]:
    table: dict[str, dict[str, tuple[str, ...]]] = {part: {} for part in PARTS}
    for language, row in _TABLE.items():
        for part, words in zip(PARTS, row, strict=True):
            for word in words.split("|"):
                known = table[part].setdefault(_key(word), ())
                table[part][_key(word)] = (*known, language)
    return table


_LONGEST_LABEL = 48


def label_of(text: str) -> Label | None:
    """The label that the whole of `text` is, for summary, questions or related; else None."""
    if len(text) > _LONGEST_LABEL:
        return None
    key = _key(text)
    for part in ("summary", "questions", "related"):
        languages = _by_text()[part].get(key)
        if languages:
            return Label(part, languages, text)
    return None


def leading_label(text: str) -> tuple[Label, int] | None:
    """A summary's label at the head of `text`, set off by a colon or a dash, and where it ends."""
    match = re.match(r"[^:：—–\n]{1,40}?\s*[:：—–]\s*", text)
    if match is None:
        return None
    languages = _by_text()["summary"].get(_key(match[0]))
    return (Label("summary", languages, match[0]), match.end()) if languages else None


@lru_cache(maxsize=2)
def _date_labels(before: bool) -> re.Pattern[str]:
    words = {
        word.replace("’", "'")
        for row in _TABLE.values()
        for part in row[:2]
        for word in part.split("|")
    }
    # What stands before a date is read backwards: matched at one place, not looked for at each.
    spelled = (word[::-1] if before else word for word in sorted(words, key=len, reverse=True))
    longest_first = "|".join(map(re.escape, spelled))
    return re.compile(rf"[\s,:：.\-–—|·•]*({longest_first})", re.I)


_LONGEST_GAP = 80


def label_before(text: str) -> tuple[Label, int] | None:
    """The published or updated label that `text` ends in, and where it begins."""
    end = text[-_LONGEST_GAP:].replace("’", "'")
    match = _date_labels(True).match(end[::-1])
    return (_date_label(match[1][::-1]), len(text) - match.end()) if match else None


def label_after(text: str) -> tuple[Label, int] | None:
    """The published or updated label that `text` begins with, and where it ends."""
    match = _date_labels(False).match(text[:_LONGEST_GAP].replace("’", "'"))
    return (_date_label(match[1]), match.end()) if match else None


def _date_label(word: str) -> Label:
    key = _key(word)
    for part in ("updated", "published"):
        languages = _by_text()[part].get(key)
        if languages:
            return Label(part, languages, word)
    raise AssertionError(word)  # the pattern is made of the table's own words
