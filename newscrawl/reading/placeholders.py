"""What stands in a text in place of what a script would show: asks for consent, for a browser.

A row for each language; whoever misses a phrase adds it to its row. Each is looked for at the
beginning of a line that is no longer than such a line is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from newscrawl.reading.blocks import is_prose
from newscrawl.reading.lines import Line

_PHRASES = {
    "en": (
        r"(?:please )?(?:enable|turn on|activate|allow) javascript"
        r"|javascript (?:is (?:not |disabled|required|off)|must be) "
        r"|(?:your|this) (?:web )?browser (?:does not|doesn.t|cannot|can.t|is not|isn.t) "
        r"|please (?:use|upgrade|update|switch to) .{0,40}\bbrowser"
        r"|to (?:view|see|watch|play|hear|load|enjoy) (?:this|the) .{0,60}"
        r"\b(?:javascript|cookies?|consent|browser|accept)"
        r"|(?:this|the) (?:content|embed|video|post|tweet|map) (?:is|was|has been) (?:hosted"
        r"|blocked"
        r"|provided by|not available (?:because|due|in your)|unavailable)"
        r"|this (?:article|page|story) (?:contains|includes) (?:content|an embed|.{0,30}provided) "
        r"|we (?:need|ask for|require) your (?:consent"
        r"|permission) (?:to (?:load|show|display|embed)|before)"
        r"|by (?:clicking|loading|viewing|watching|activating) .{0,80}\b(?:cookies?|consent|third"
        r"|privacy)"
        r"|(?:recommended|external) (?:editorial )?content(?: from .{1,30})?$"
        r"|allow .{1,30} content\??$|(?:video|audio) player (?:is )?loading|loading (?:the )?player"
    ),
    "de": (
        r"empfohlener (?:redaktioneller|externer) inhalt|externer inhalt(?:$| von)"
        r"|an dieser stelle .{0,60}\b(?:inhalt|video|beitrag|tweet|post)"
        r"|(?:hier|dieser) .{0,40}\bexterne[rn]? inhalt"
        r"|(?:sie können|du kannst) (?:ihn|es|sie|diesen|dieses|diese) .{0,30}(?:mit einem klick"
        r"|anzeigen"
        r"|ausblenden)"
        r"|ich bin (?:damit )?einverstanden,? dass (?:mir |meine |externe )|mit (?:einem"
        r"|dem) klick .{0,60}(?:einverstanden|daten"
        r"|inhalt|anzeigen)"
        r"|(?:dabei|damit|so|es)? ?(?:können|werden)? ?personenbezogene daten .{0,60}"
        r"(?:übermittelt|übertragen|verarbeitet|dritt)"
        r"|(?:externe[rn]?|alle|.{1,30}-)\s?inhalte? (?:erlauben|anzeigen|laden|aktivieren"
        r"|zulassen)"
        r"|(?:bitte )?(?:aktivieren sie|aktiviere) javascript"
        r"|(?:ihr|dein|dieser) browser (?:unterstützt|kann)|zustimmen und weiter|inhalt entsperren"
        r"|wir (?:benötigen|brauchen) (?:ihre|deine) (?:zustimmung|einwilligung)"
        r"|zum anzeigen dieses? .{0,40}(?:zustimm|cookie|einwillig|javascript)"
    ),
    "fr": (
        r"ce (?:contenu|site|média|tweet) (?:est|a été|n.est|n.a|utilise|provient) .{0,60}"
        r"(?:bloqu|cookie|hébergé|accept|affich)|contenu (?:bloqué|externe)"
        r"|(?:votre|ce) navigateur (?:ne|n.est)|(?:veuillez )?activer javascript"
        r"|pour (?:voir|visualiser|lire|consulter|afficher|accéder à) (?:ce|cette|le|la) .{0,60}"
        r"(?:cookies?|accept|consent|javascript)"
        r"|en cliquant sur .{0,60}(?:cookies?|accept|consent)|vous (?:pouvez|avez) .{0,60}cookies"
    ),
    "es": (
        r"(?:este|esta) (?:contenido|vídeo|video|publicación|web) .{0,60}(?:cookies|terceros"
        r"|bloquead)"
        r"|contenido externo|(?:tu|su|este) navegador no|(?:activa|active|habilita|habilite"
        r"|activar) javascript"
        r"|para (?:ver|visualizar|mostrar) (?:este|esta|el|la) .{0,60}(?:cookies?|acepta|consent"
        r"|javascript)"
        r"|al (?:hacer clic|pulsar) .{0,60}(?:cookies?|acepta)"
    ),
    "pt": (
        r"(?:este|esta) (?:conteúdo|vídeo|publicação) .{0,60}(?:cookies|terceiros|bloquead)"
        r"|conteúdo externo"
        r"|(?:seu|o seu|este) navegador não|(?:ative|habilite|ativar) (?:o )?javascript"
        r"|para (?:ver|visualizar|assistir) (?:a )?(?:este|esta|o|a) .{0,60}(?:cookies?|aceit"
        r"|consent|javascript)"
    ),
    "it": (
        r"(?:questo|questa) (?:contenuto|video|post) .{0,60}(?:cookie|ospitato|terze parti|bloccat)"
        r"|contenuto esterno|il (?:tuo|suo) browser non|(?:attiva|attivare|abilita) javascript"
        r"|per (?:vedere|visualizzare|guardare) (?:questo|questa|il|la) .{0,60}(?:cookie|accett"
        r"|consens|javascript)"
    ),
    "nl": (
        r"(?:deze|dit) (?:inhoud|content|video|bericht|tweet|embed) .{0,60}(?:cookies|derden"
        r"|geblokkeerd)"
        r"|externe inhoud|(?:je|uw|deze) browser (?:ondersteunt|kan)|(?:schakel|zet) javascript"
        r"|om (?:deze|dit) .{0,60}(?:cookies|toestemming|javascript)"
        r"|(?:wij|we) hebben (?:je|uw) toestemming"
    ),
    "pl": (
        r"(?:twoja|ta) przeglądarka nie|(?:włącz|aktywuj) (?:obsługę )?javascript"
        r"|(?:aby|żeby) (?:zobaczyć|wyświetlić|obejrzeć) .{0,60}(?:zgod|cookie|javascript)"
        r"|(?:ta|ten) treść .{0,60}(?:cookie|zgod|zablokowan)"
    ),
    "cs": (
        r"(?:váš|tento) prohlížeč ne|(?:povolte|zapněte) (?:si )?javascript"
        r"|pro zobrazení .{0,60}(?:souhlas|cookie|javascript)"
    ),
    "sv": (
        r"(?:din|denna) webbläsare (?:stöder|stödjer|har)|(?:aktivera|slå på) javascript"
        r"|för att (?:se|visa|ta del av) .{0,60}(?:cookies|kakor|godkänn|javascript)"
        r"|externt innehåll"
    ),
    "da": (
        r"(?:din|denne) browser (?:understøtter|kan)|(?:aktiver|slå) javascript"
        r"|for at (?:se|vise) .{0,60}(?:cookies|samtyk|accept|javascript)|eksternt indhold"
    ),
    "nb": (
        r"(?:din nettleser|nettleseren din) (?:støtter|kan)|(?:aktiver|slå på) javascript"
        r"|for å (?:se|vise) .{0,60}(?:cookies|informasjonskapsl|samtykk|godta|javascript)"
        r"|eksternt innhold"
    ),
    "fi": (
        r"selaimesi ei|ota javascript käyttöön|(?:nähdäksesi|katsoaksesi) .{0,60}(?:eväste|hyväksy)"
    ),
    "hu": r"(?:a|az ön) böngésző\w* nem|(?:engedélyezze|kapcsolja be) a javascript",
    "ru": (
        r"(?:ваш|этот) браузер не|(?:включите|разрешите) javascript"
        r"|(?:чтобы|для) (?:посмотреть|просмотра|увидеть) .{0,60}(?:cookie|куки|согла|javascript)"
    ),
    "uk": (
        r"(?:ваш|цей) браузер не|(?:увімкніть|дозвольте) javascript"
        r"|(?:щоб|для) (?:переглянути|перегляду|побачити) .{0,60}(?:cookie|згод|javascript)"
    ),
    "tr": (
        r"tarayıcınız .{0,40}(?:desteklemiyor|desteklememektedir)"
        r"|(?:lütfen )?javascript.{0,12}etkinleştirin"
        r"|bu (?:içeriği|videoyu) (?:görmek|izlemek|görüntülemek) için .{0,60}(?:çerez|izin|onay)"
    ),
    "el": (
        r"(?:ο|το) (?:περιηγητής|πρόγραμμα περιήγησής) σας δεν|ενεργοποιήστε (?:την"
        r"|τη) javascript"
    ),
    "ro": r"browserul (?:tău|dvs\.?|dumneavoastră) nu|(?:activați|activează) javascript",
    "id": r"(?:browser|peramban) anda tidak|(?:aktifkan|nyalakan) javascript",
    "vi": r"trình duyệt (?:của bạn )?không hỗ trợ|(?:vui lòng )?bật javascript",
    "zh": (
        r"您的浏览器(?:不支持|版本)|您的瀏覽器(?:不支援|版本)|(?:请|請)(?:启用|开启|開啟"
        r"|啟用).{0,8}javascript"
        r"|(?:请|請)使用.{0,20}(?:浏览器|瀏覽器)"
    ),
    "ja": r"お使いのブラウザ|(?:この|動画).{0,20}(?:再生|表示|閲覧)するには|javascriptを有効",
    "ko": r"(?:사용 ?중인 |이 |해당 )?브라우저.{0,20}지원하지|자바스크립트를 (?:활성|사용|켜)",
    "ar": r"(?:متصفحك|المتصفح) لا يدعم|(?:يرجى |الرجاء )?تفعيل (?:الجافا|javascript)",
    "fa": r"مرورگر شما .{0,30}(?:پشتیبانی نمی|قدیمی)|جاوا ?اسکریپت را فعال",
    "he": r"הדפדפן (?:שלך |שלכם )?(?:אינו|לא) תומך|(?:יש להפעיל|הפעילו) javascript",
    "hi": r"(?:आपका|यह) ब्राउज़र .{0,30}(?:सपोर्ट|समर्थन) नहीं",
    "th": r"เบราว์เซอร์.{0,20}ไม่รองรับ|(?:กรุณา|โปรด)เปิด(?:ใช้งาน)? ?javascript",
}
# What stands over an advertisement, or tells that the text goes on under it.
_AD = re.compile(
    r"ad|advertisement|advertising|sponsored(?: content)?|anzeige|werbung|reklama?|reklame|mainos|"
    r"annonce?|publicidad|publicidade|publicité|publicitate|pubblicità|reclame|advertentie"
    r"|hirdetés|"
    r"реклама|διαφήμιση|広告|廣告|广告|광고|إعلان|اعلان|آگهی|פרסומת|विज्ञापन|โฆษณา|quảng cáo"
    r"|iklan|oglas|"
    r"(?:the )?(?:story|article|text) continues (?:below|after)(?: (?:the |this )?\w+)?|"
    r"(?:continue|scroll) (?:reading|down) (?:below|to continue)(?: the \w+)?|"
    r"der (?:text|artikel) (?:läuft|geht) (?:unter|nach) .{0,20}(?:anzeige|werbung) weiter|"
    r"(?:continúa|sigue) (?:después|tras|debajo) .{0,8}publicidad|"
    r"continua (?:depois|dopo) .{0,6}(?:publicidade|pubblicità)|la suite après .{0,6}publicité|"
    r"tekst se nastavlja ispod .{0,12}|"
    r"dalszy ciąg (?:artykułu|tekstu|materiału) pod .{0,24}|продолжение после рекламы",
    re.I,
)
# Longer lines are paragraphs, however they begin.
_PLACEHOLDER_CHARS, _AD_CHARS = 320, 80
# A box of no more lines, of which so many at least are of one, is one.
_MOST_LINES, _LEAST_SHARE = 8, 0.4
# So many paragraphs that ask for nothing are a text: what stands among them is a sentence of it.
_PROSE = 2


def is_advertisement(text: str) -> bool:
    """Whether a line only says that an advertisement stands there."""
    return len(text) <= _AD_CHARS and _AD.fullmatch(text.strip(" -–—•*[]()|:.")) is not None


@lru_cache(maxsize=1)
def _phrases() -> re.Pattern[str]:
    return re.compile(rf"\W{{0,4}}(?:{'|'.join(_PHRASES.values())})", re.I)


def without_placeholders(lines: Sequence[Line]) -> list[Line]:
    """The lines of a text without those that ask for consent, for JavaScript, for a browser.

    They stand apart from its paragraphs: what begins like one beside them is a sentence.
    """
    asking = [line for line in lines if _asks(line.text)]
    if not asking:
        return list(lines)
    indexes = [line.index for line in asking]
    known = set(indexes)
    told = Counter(line.box.parent for line in lines if is_prose(line) and line.index not in known)
    asked = Counter(line.box.parent for line in asking)
    asking = [
        line
        for line in asking
        if line.kind != "quote" and told[line.box.parent] < min(asked[line.box.parent], _PROSE)
    ]
    dropped = {line.index for line in asking}
    for line in asking:
        for box in line.box.ancestors():
            size = box.end - box.start
            if size > _MOST_LINES or told[box] >= _PROSE:
                break
            within = bisect_left(indexes, box.end) - bisect_left(indexes, box.start)
            if within > 1 and within >= _LEAST_SHARE * size:
                dropped.update(range(box.start, box.end))
    return [line for line in lines if line.index not in dropped]


def _asks(text: str) -> bool:
    return len(text) <= _PLACEHOLDER_CHARS and _phrases().match(text) is not None
