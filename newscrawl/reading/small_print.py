"""What stands under a text and is none of it: rights, newsletters, appeals, walls.

A row for each language; whoever misses a phrase adds it to its row. Each is looked for in the last
lines of a text alone, in lines that are no longer than a notice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from newscrawl.reading.blocks import is_prose
from newscrawl.reading.credits import is_credit
from newscrawl.reading.lines import Line
from newscrawl.reading.titles import key

_PHRASES = {
    "en": (
        r"all rights reserved|subject to copyright"
        r"|may not be (?:published|reproduced|copied|reprinted)"
        r"|without (?:the )?(?:prior |express )?(?:written )?permission"
        r"|we may (?:receive|earn) (?:an? )?(?:compensation|commission|affiliate)"
        r"|may earn (?:an? )?(?:small |affiliate )*commission"
        r"|by using this (?:site|website),? you"
        r"|(?:sign up|sign-up|subscribe|register)\b.{0,80}"
        r"\b(?:newsletters?|inbox|e-?mails?|alerts|updates)"
        r"|get .{0,60}\b(?:in|to) your inbox|delivered (?:straight |right )?to your inbox"
        r"|follow (?:us|him|her|me|them|@\w+|.{1,40}) on (?:x|twitter|facebook|instagram|threads"
        r"|bluesky|linkedin|mastodon|telegram|tiktok|whatsapp|google news)\b"
        r"|(?:may|can) be reached (?:at|by)|(?:have|got) a (?:news |story )?tip\b"
        r"|join the (?:conversation|discussion) in"
        r"|to (?:read|continue reading) the (?:rest|full)|create an account or (?:sign|log) in"
        r"|already a subscriber|subscribe (?:now )?to (?:read|continue|unlock)"
        r"|(?:consider|by) making a (?:donation|contribution)"
        r"|support (?:our|independent|quality) (?:journalism|reporting|newsroom)"
        r"|(?:this|the) (?:article|story|content|post) is (?:exclusive|reserved|only available)\b"
        r"|exclusive (?:to|for) (?:our )?(?:\w+\W? )?(?:subscribers|members)"
        r"(?=(?: of \S+ \S+)?\W*$)"
        r"|subscribe (?:here|today)(?=$|[.!:]| (?:to|for|and) )"
        r"|^unlock (?:this|the|full|all|unlimited) |^(?:still |are you )?not (?:yet )?a"
        r" (?:subscriber|member)\b"
        r"|^comments (?:on this \w+ )?(?:are|have been|will be) (?:now |currently )?"
        r"(?:closed|moderated|pre-?moderated|disabled|turned off)"
        r"|(?:opinions?|views?) expressed (?:here|in this|by|are)\b.{0,160}"
        r"\b(?:own|not necessarily|do not)\b"
        r"|^\W*(?:nothing\b.{0,160}|(?:this|these|all|any|disclaimer|information|content"
        r"|articles|opinions|views"
        r"|the (?:above|information|content|article|views|opinions))\b.{0,120}"
        r"\b(?:not|no|n.t)\b.{0,60})"
        r"(?:financial|investment|trading|legal|medical) advice\b(?!,)"
    ),
    "de": (
        r"alle rechte vorbehalten|newsletter (?:abonnieren|anmelden|bestellen)"
        r"|(?:abonnieren|folgen) sie (?:uns|unseren|den)|folgt uns (?:auf|bei)"
        r"|(?:melden|tragen) sie sich .{0,40}newsletter|affiliate-links?\b.{0,120}provision"
        r"|(?:artikel|text|inhalt) ist (?:nur|exklusiv) für (?:\w+ )?(?:abonnent|mitglied)"
        r"|exklusiv für abonnent"
        r"|jetzt (?:weiterlesen|abonnieren|freischalten)|keine (?:anlage|finanz)beratung"
        r"|kommentar(?:e|funktion)\b.{0,40}(?:geschlossen|moderiert|deaktiviert)"
    ),
    "fr": (
        r"tous droits réservés|reproduction interdite|(?:inscrivez|abonnez)-vous (?:à|gratuitement)"
        r"|suivez-nous|réservée? (?:aux|à nos) abonnés|ne constituent? pas un conseil"
        r"|les opinions exprimées .{0,80}(?:auteur|n.engagent|pas nécessairement)|commentaires"
        r" (?:sont )?(?:fermés|modérés)"
    ),
    "es": (
        r"todos los derechos reservados|prohibida (?:su|la) reproducción|síguenos en"
        r"|(?:suscríbe(?:te|ase)|apúntate|regístrate) .{0,40}(?:newsletter|boletín|canal|alertas)"
        r"|(?:contenido|artículo) exclusivo para|las opiniones (?:vertidas|expresadas)"
        r" .{0,80}(?:autor|respons|no refl|no repr)"
        r"|no constituyen? .{0,40}(?:asesoramiento|recomendación|consejo)"
    ),
    "pt": (
        r"todos os direitos reservados|proibida a reprodução"
        r"|(?:siga|acompanhe) .{0,30}(?:no|nas|pelo) "
        r"(?:x|twitter|facebook|instagram|telegram|whatsapp|redes sociais)"
        r"|(?:inscreva-se|assine) .{0,40}(?:newsletter|canal|boletim)"
        r"|exclusiv[oa] para assinantes|as opiniões (?:expressas|emitidas) .{0,80}(?:autor"
        r"|respons|não refl|não repr)"
        r"|não constituem? .{0,40}(?:recomendação|aconselhamento)"
    ),
    "it": (
        r"riproduzione riservata|tutti i diritti riservati|seguici (?:su|sui)"
        r"|(?:iscriviti|abbonati) (?:alla|al|ai|a) "
        r"|(?:riservato|esclusivo) (?:agli|per gli) abbonati"
        r"|le opinioni espresse .{0,80}(?:autor|autric|respons|non rifl|non rappr)|non"
        r" costituisc(?:e|ono) .{0,40}(?:consulenza|consiglio)"
    ),
    "nl": (
        r"alle rechten voorbehouden|(?:meld|schrijf) je (?:aan|in) voor|volg ons (?:op|via)"
        r"|(?:alleen|exclusief) voor abonnees(?=(?: \w+){0,3}\W*$)|geen (?:financieel "
        r"|beleggings)advies"
    ),
    "pl": (
        r"wszelkie prawa zastrzeżone|zapisz się .{0,30}newsletter|obserwuj nas (?:na|w)"
        r"|(?:tylko|wyłącznie) dla (?:prenumerator|subskrybent)\w*(?=(?: \w+){0,3}\W*$)|nie"
        r" stanowią? .{0,30}porady"
    ),
    "cs": r"všechna práva vyhrazena|přihlaste se k odběru|sledujte nás na|pouze pro předplatitele",
    "sv": (
        r"alla rättigheter förbehåll|prenumerera på .{0,30}nyhetsbrev|följ oss på"
        r"|(?:endast|bara|exklusivt) för prenumeranter(?=(?: \w+){0,3}\W*$)"
    ),
    "da": (
        r"alle rettigheder forbeholdes|tilmeld dig .{0,30}nyhedsbrev|følg os på"
        r"|(?:kun for|forbeholdt) abonnenter(?=(?: \w+){0,3}\W*$)"
    ),
    "nb": (
        r"alle rettigheter forbeholdt|meld deg på .{0,30}nyhetsbrev|følg oss på"
        r"|(?:kun for|forbeholdt) abonnenter(?=(?: \w+){0,3}\W*$)"
    ),
    "fi": r"kaikki oikeudet pidätetään|tilaa .{0,30}uutiskir|seuraa meitä|vain tilaajille",
    "ru": (
        r"все права защищены|подпи(?:сывайтесь|сывайся|шитесь|шись) на|читайте нас (?:в|на)"
        r"|при (?:полном|использовании|цитировании|перепечатке) .{0,60}(?:ссылка|обязательн)"
        r"|только (?:для подписчиков|по подписке)|может не совпадать с (?:мнением|позицией)"
        r"|не является (?:индивидуальной )?(?:инвестиционной|финансовой) (?:рекомендаци"
        r"|консультаци)"
    ),
    "uk": (
        r"усі права захищен|підпи(?:суйтесь|суйтеся|шіться|шись) на|читайте нас (?:в|у|на)"
        r"|стежте за нами|лише для передплатників|може не збігатися з (?:думкою|позицією)"
        r"|не є (?:інвестиційною|фінансовою) (?:рекомендаці|порад)"
    ),
    "tr": (
        r"tüm hakları saklıdır|(?:bültenimize|kanalımıza) abone ol|bizi .{0,30}takip edin"
        r"|abonelere özel|yatırım (?:tavsiyesi|danışmanlığı) .{0,12}değildir"
    ),
    "el": r"με επιφύλαξη παντός δικαιώματος|ακολουθήστε (?:μας|το) .{0,30}(?:στο|στα)",
    "ro": r"toate drepturile rezervate|abonează-te la|urmărește-ne pe",
    "id": (
        r"hak cipta dilindungi|ikuti (?:kami|berita) .{0,40}(?:di|google news)|khusus pelanggan"
        r"|bukan (?:merupakan )?(?:saran|nasihat) (?:keuangan|investasi)"
    ),
    "vi": (
        r"giữ bản quyền|bản quyền thuộc về|theo dõi chúng tôi (?:trên|tại)"
        r"|không phải (?:là )?(?:lời khuyên|khuyến nghị) (?:đầu tư|tài chính)"
    ),
    "zh": (
        r"版权所有|版權所有|不得转载|不得轉載|禁止转载|禁止轉載|未经.{0,12}(?:许可|授权|同意)"
        r"|未經.{0,12}(?:許可|授權|同意)|扫码关注|扫描.{0,8}二维码|掃描.{0,8}QR"
        r"|欢迎(?:关注|加入|订阅)|歡迎(?:關注|加入|訂閱)"
        r"|[仅僅]代表.{0,10}(?:观点|觀點|立场|立場)|(?:本|文|以上|内容|內容|观点|觀點"
        r"|作者).{0,16}不(?:代表|构成|構成).{0,20}"
        r"(?:立场|立場|投资|投資|观点|觀點)"
    ),
    "ja": (
        r"無断転載|無断複製|禁無断|をフォロー(?:する|してください)|メールマガジンに登録"
        r"|会員限定(?:記事|です)|続きを(?:読む|お読みになる)には|投資(?:助言|勧誘)を目的"
    ),
    "ko": (
        r"무단 ?(?:전재|복제|배포)|재배포 ?금지|저작권자 ?[ⓒ©(]|(?:구독자|회원) ?전용"
        r"|투자 ?(?:권유|조언)(?:가|이) 아닙니다"
    ),
    "ar": (
        r"جميع الحقوق محفوظة|تابعونا على|اشترك في (?:النشرة|قناة)|لا تعبر بالضرورة"
        r"|ليست? نصيحة (?:استثمارية|مالية)"
    ),
    "fa": r"تمامی حقوق|کلیه حقوق|ما را در .{0,30}دنبال کنید",
    "he": r"כל הזכויות שמורות|עקבו אחרינו",
    "hi": r"सर्वाधिकार सुरक्षित|हमें .{0,30}फॉलो करें",
    "th": r"สงวนลิขสิทธิ์|ติดตามเราได้ที่",
}
# Longer lines are paragraphs, whatever they mention.
_NOTICE_CHARS = 600
# So many lines under a text are looked at.
_LAST_LINES = 12
# What stands between notices: the name of a desk, a button.
_SCRAP_CHARS = 40
_LEAST_TITLE = 20


# Written without spaces between words, or with what belongs to a word before it.
_RUN_TOGETHER = ("zh", "ja", "ko", "th", "ar", "fa", "he")


@lru_cache(maxsize=1)
def _phrases() -> re.Pattern[str]:
    apart = [row for language, row in _PHRASES.items() if language not in _RUN_TOGETHER]
    together = [_PHRASES[language] for language in _RUN_TOGETHER]
    # Tried at the beginnings of words alone, or where a letter of such a script stands.
    return re.compile(
        rf"(?<!\w)(?:{'|'.join(apart)})|(?=[\u0590-\u06ff\u0e00-\u0e7f\u3040-\u9fff\uac00-\ud7a3])"
        # Year and sign of copyright are of every language.
        rf"(?:{'|'.join(together)})|^\W*(?:©|\(c\)|copyright)\W{{0,4}}(?:\(c\)\W{{0,4}})?(?:19|20)\d\d",
        re.I,
    )


def without_small_print(lines: Sequence[Line], title: str, host: str) -> list[Line]:
    """The lines of a text without the notices under it.

    Args:
        lines: of the text.
        title: of the page; a line that repeats it with the site's address tells how to cite it.
        host: of the page, without `www.`.
    """
    end = len(lines)
    cited = key(title) if len(title) >= _LEAST_TITLE else ""
    for number in range(end - 1, max(end - 1 - _LAST_LINES, 0), -1):
        line = lines[number]
        if _is_notice(line, cited, host):
            end = number
        elif is_prose(line) or len(line.text) > _SCRAP_CHARS or line.kind in ("quote", "table"):
            break
    kept = list(lines[:end])
    return kept if any(map(is_prose, kept)) else list(lines)


def _is_notice(line: Line, cited: str, host: str) -> bool:
    text = line.text
    if len(text) > _NOTICE_CHARS or is_credit(text):
        return False
    if cited and host in text.lower() and cited in key(text):
        return True
    return _phrases().search(text) is not None
