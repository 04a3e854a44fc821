"""Notices under a text, and what tells of its pictures."""

from __future__ import annotations

import time

import pytest
from test_reading_anywhere import TEXT, TITLE, URL, P, read, texts

from newscrawl.reading.credits import is_of_picture
from newscrawl.reading.small_print import _PHRASES

NOTICES = {
    "en": [
        "© 2026 The Oriel Courier. All rights reserved.",
        "If you buy something here, we may earn a small commission.",
        "Sign up for our morning newsletter and know what the tide brings.",
        "Follow Oriel Courier on Facebook for more from the bay.",
        "Mara Lind can be reached at mara@oriel-courier.example.",
        "To read the rest of this story, become a member of the Courier.",
        "This story is exclusive to members of the Courier.",
        "Unlock this story and all others of the week.",
        "Comments on this story are now closed.",
        "The views expressed here are those of the writer and not necessarily of the Courier.",
        "Nothing here should be considered financial advice.",
    ],
    "de": [
        "Alle Rechte vorbehalten, auch des Drucks.",
        "Folgen Sie uns auf allen Kanälen.",
        "Dieser Artikel ist nur für Abonnenten der Zeitung.",
        "Die Kommentarfunktion wurde für diesen Text deaktiviert.",
    ],
    "fr": [
        "Abonnez-vous gratuitement à la lettre du matin.",
        "Tous droits réservés.",
        "La suite est réservée à nos abonnés.",
        "Les opinions exprimées dans cette tribune sont celles de leur auteur.",
    ],
    "es": [
        "Suscríbete a nuestro boletín de la mañana.",
        "Todos los derechos reservados.",
        "Este es un contenido exclusivo para socios.",
        "Las opiniones vertidas en este texto son de su autora.",
    ],
    "pt": [
        "Siga o Courier no WhatsApp e receba as notícias.",
        "Proibida a reprodução sem aviso.",
        "Reportagem exclusiva para assinantes do jornal.",
        "As opiniões expressas neste texto são da autora.",
    ],
    "it": [
        "Iscriviti alla nostra lettera del mattino.",
        "Riproduzione riservata",
        "Articolo riservato agli abbonati del giornale.",
        "Le opinioni espresse qui sono dell’autrice.",
    ],
    "nl": [
        "Schrijf je in voor de ochtendbrief van de krant.",
        "Dit verhaal is alleen voor abonnees van de krant.",
    ],
    "pl": [
        "Zapisz się na nasz poranny newsletter.",
        "Dalsza część tylko dla prenumeratorów gazety.",
    ],
    "cs": [
        "Sledujte nás na všech sítích, kde píšeme.",
        "Zbytek je pouze pro předplatitele novin.",
    ],
    "sv": [
        "Prenumerera på vårt nyhetsbrev varje morgon.",
        "Resten är endast för prenumeranter av tidningen.",
    ],
    "da": ["Tilmeld dig vores daglige nyhedsbrev her.", "Resten er kun for abonnenter på avisen."],
    "nb": [
        "Meld deg på vårt daglige nyhetsbrev her.",
        "Resten er forbeholdt abonnenter på avisen.",
    ],
    "ru": [
        "Подписывайтесь на наш канал, чтобы не пропустить главное.",
        "Мнение редакции может не совпадать с мнением автора.",
    ],
    "uk": [
        "Підписуйтесь на наш канал, щоб не пропустити головне.",
        "Думка автора може не збігатися з позицією редакції.",
    ],
    "tr": [
        "Bültenimize abone olun, sabah haberleri gelsin.",
        "Burada yazılanlar yatırım tavsiyesi değildir.",
    ],
    "el": ["Ακολουθήστε μας και στο δίκτυο που προτιμάτε."],
    "ro": ["Abonează-te la scrisoarea noastră de dimineață."],
    "id": [
        "Ikuti berita pilihan kami setiap pagi di Google News.",
        "Tulisan ini bukan merupakan saran investasi.",
    ],
    "vi": [
        "Theo dõi chúng tôi trên mạng xã hội mỗi sáng.",
        "Bài viết không phải là lời khuyên đầu tư.",
    ],
    "zh": [
        "版权所有,未经本报书面许可不得转载。",
        "欢迎关注本报的官方账号,每天早晨更新。",
        "以上内容仅代表作者个人观点。",
        "本文不构成任何投资建议。",
    ],
    "ja": ["記事と写真の無断転載を禁じます。", "この先は会員限定です。"],
    "ko": ["무단 전재 및 재배포 금지", "이 글은 투자 권유가 아닙니다."],
    "ar": ["جميع الحقوق محفوظة لصحيفة الخليج.", "المقالات لا تعبر بالضرورة عن رأي الصحيفة."],
    "fa": ["تمامی حقوق برای روزنامه محفوظ است."],
    "he": ["כל הזכויות שמורות לעיתון המפרץ."],
    "hi": ["सर्वाधिकार सुरक्षित, खाड़ी समाचार।"],
    "th": ["สงวนลิขสิทธิ์ตามกฎหมาย หนังสือพิมพ์อ่าว"],
    "fi": ["Tilaa aamun uutiskirje sähköpostiisi.", "Loput on vain tilaajille."],
}  # fmt: skip


def test_each_language_has_a_notice() -> None:
    assert NOTICES.keys() == _PHRASES.keys()


@pytest.mark.parametrize(
    "notice", [notice for some in NOTICES.values() for notice in some], ids=lambda text: text[:24]
)
def test_a_notice_under_a_text_is_none_of_it(notice: str) -> None:
    under = f"<p>{notice}</p><p>Menu</p><p>{notice}</p>"
    assert texts(read(f"<article>{''.join(P)}{under}</article>")) == TEXT


def test_a_line_that_tells_how_to_cite_the_page_is_none_of_its_text() -> None:
    cited = f"<p>Oriel Courier. “{TITLE}.” 20 May 2026, seen 21 May 2026 at {URL}.</p>"
    assert texts(read(f"<article>{''.join(P)}{cited}</article>")) == TEXT


@pytest.mark.parametrize(
    "line",
    [
        "The comments are closed chapters of a life that she does not want to open again.",
        "The report is not financial advice, the regulator said, and warned investors on Monday.",
        "He refused to unlock the full phone for the officers, who then asked for an order.",
        "The court found that no lawyer had given the family legal advice before the trial.",
        "Patients who did not seek medical advice were more likely to fall ill, the study found.",
        "Norway is not a member, yet it pays more into the fund than most of those who are.",
        "Mr Kerr said comments on this matter are closed and that he would resign by Friday.",
        "Der Beitrag ist nur für Familien mit drei Kindern gedacht, sagte die Ministerin.",
        "Le opinioni espresse in aula hanno diviso il partito, ha detto il segretario ieri.",
        "De trein is alleen voor abonnees gratis geworden, zegt de minister tegen de kamer.",
        "Компания не является финансовой пирамидой, заявил суд после двух лет разбирательства.",
        "该决定不代表政府立场改变,发言人在周一的记者会上这样表示,并拒绝透露更多的细节,只说会议还将继续。",
        "Subscribe today, she told the crowd, to the idea that the bay belongs to all of us.",
    ],
)
def test_what_a_text_ends_in_is_text(line: str) -> None:
    assert texts(read("".join([*P, f"<p>{line}</p>"]))) == [*TEXT, line]


def test_what_a_text_says_of_newsletters_is_text() -> None:
    told = "The town asks all its people to sign up for a newsletter about the work in the bay."
    last = (
        f"{told} It will come out every week, the mayor said, and name each of the lorries that "
        "cross the square, the hours at which they do, and the name of whoever drives them. Some "
        "doubt that anybody will read it. The harbour master, who has read every notice that the "
        "town ever put up, said that he would, and that he would write to whoever had forgotten a "
        "lorry, as he had written to those who had forgotten a buoy, a lamp, a bell and, one "
        "winter, a whole ship, which nobody had missed until the spring, when it was found to be "
        "lying where it had been left, with its lamps still lit and its bell still warm from use."
    )
    body = f"<article>{P[0]}<p>{told}</p>{''.join(P[1:])}<p>{last}</p></article>"
    assert texts(read(body)) == [TEXT[0], told, *TEXT[1:], last]


@pytest.mark.parametrize(
    "line",
    [
        "Photo: Mara Lind, Oriel Courier", "Foto: Mara Lind / dpa", "Фото: пресс-служба",
        "The turbines leave the yard. (AP Photo/Mara Lind)", "图：作者本人",
        "The bay at night. (Photo by Mara Lind/Getty Images)", "Mara Lind/Reuters",
    ],
)  # fmt: skip
def test_what_tells_of_a_picture_is_a_caption(line: str) -> None:
    article = read(f"<article>{P[0]}<p>{line}</p>{''.join(P[1:])}</article>")
    assert texts(article, "caption") == [line]
    assert texts(article, "paragraph") == TEXT


@pytest.mark.parametrize(
    "line",
    [
        "More was not said. (AFP/Reuters)", "Ministers met on Monday (see photo above) and left.",
        "Photographers had gathered at the quay.", "The photo: a lie, he said, and went.",
    ],
)  # fmt: skip
def test_what_only_mentions_one_is_none(line: str) -> None:
    assert not is_of_picture(line)


@pytest.mark.parametrize("part", ["(", "photo ", "a b/", "(photo", "Sign up ", "follow x on "])
def test_lines_are_looked_at_in_no_time(part: str) -> None:
    line = part * (590 // len(part))
    began = time.process_time()
    for _ in range(20):
        is_of_picture(line)
        read(f"<article>{''.join(P)}<p>{line}</p></article>")
    assert time.process_time() - began < 2
