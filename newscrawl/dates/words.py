"""The words of dates, by language. To teach a missing word, add it to its line here.

Words are lower case and separated by ``|``; forms with a plural attached (``min(s)``, ``ora/e``,
``Std.``) need no entry. Case, decomposed accents and missing accents are seen to by `stamps`.
"""

from __future__ import annotations

# The units of the seven columns of UNITS, finest first.
UNIT_NAMES = ("second", "minute", "hour", "day", "week", "month", "year")

# fmt: off
UNITS: dict[str, tuple[str, ...]] = {
    "en": ("s|sec|secs|second|seconds", "m|min|mins|minute|minutes", "h|hr|hrs|hour|hours",
           "d|day|days", "w|wk|wks|week|weeks", "mo|mos|mth|mths|month|months",
           "y|yr|yrs|year|years"),
    "es": ("s|seg|segs|segundo|segundos", "min|mins|minuto|minutos", "h|hs|hr|hrs|hora|horas",
           "d|día|días", "sem|semana|semanas", "mes|meses", "a|año|años"),
    "pt": ("s|seg|segs|segundo|segundos", "min|mins|minuto|minutos", "h|hr|hrs|hora|horas",
           "d|dia|dias", "sem|semana|semanas", "mês|meses", "a|ano|anos"),
    "fr": ("s|sec|seconde|secondes", "min|mn|minute|minutes", "h|heure|heures",
           "j|jour|jours", "sem|semaine|semaines", "mois", "an|ans|année|années"),
    "it": ("s|sec|secondo|secondi", "m|min|minuto|minuti", "h|ora|ore",
           "g|gg|giorno|giorni", "sett|settimana|settimane", "mese|mesi", "anno|anni"),
    "de": ("s|sek|sekunde|sekunden", "m|min|minute|minuten", "h|std|stunde|stunden",
           "d|t|tag|tage|tagen", "wo|woche|wochen", "mon|monat|monate|monaten",
           "j|jahr|jahre|jahren"),
    "ru": ("с|сек|секунда|секунду|секунды|секунд", "м|мин|минута|минуту|минуты|минут",
           "ч|час|часа|часов", "д|дн|день|дня|дней", "нед|неделя|неделю|недели|недель",
           "мес|месяц|месяца|месяцев", "г|год|года|лет"),
    "uk": ("с|сек|секунда|секунду|секунди|секунд", "хв|хвилина|хвилину|хвилини|хвилин",
           "год|година|годину|години|годин", "д|дн|день|дня|дні|днів",
           "тиж|тиждень|тижня|тижні|тижнів", "міс|місяць|місяця|місяці|місяців",
           "р|рік|року|роки|років"),
    "tr": ("sn|saniye", "dk|dak|dakika", "sa|saat", "g|gün", "hf|hafta", "ay", "yıl|sene"),
    "id": ("dtk|detik", "mnt|menit", "j|jam", "h|hr|hari", "mgg|minggu", "bln|bulan", "thn|tahun"),
    "ro": ("s|sec|secundă|secunde", "min|minut|minute", "h|oră|ore", "zi|zile",
           "săpt|săptămână|săptămâni", "lună|luni", "an|ani"),
    "el": ("δευτ|δευτερόλεπτο|δευτερόλεπτα", "λεπ|λεπτό|λεπτά", "ώρα|ώρες",
           "ημέρα|ημέρες|μέρα|μέρες", "εβδομάδα|εβδομάδες", "μήνα|μήνας|μήνες",
           "έτος|έτη|χρόνο|χρόνια"),
    "pl": ("s|sek|sekunda|sekundę|sekundy|sekund", "min|minuta|minutę|minuty|minut",
           "godz|godzina|godzinę|godziny|godzin", "dzień|dni", "tydz|tydzień|tygodnie|tygodni",
           "mies|miesiąc|miesiące|miesięcy", "rok|lata|lat"),
    "nl": ("s|sec|seconde|seconden", "min|minuut|minuten", "u|uur|uren", "d|dag|dagen",
           "wk|week|weken", "mnd|maand|maanden", "j|jaar|jaren"),
    "sv": ("s|sek|sekund|sekunder", "min|minut|minuter", "tim|timme|timmar", "dag|dagar|dygn",
           "vecka|veckor", "mån|månad|månader", "år"),
    "bg": ("сек|секунда|секунди", "мин|минута|минути", "ч|час|часа", "ден|дни",
           "седмица|седмици", "месец|месеца", "г|година|години"),
    "vi": ("giây", "phút", "giờ|tiếng", "ngày", "tuần", "tháng", "năm"),
    "zh": ("秒|秒钟|秒鐘", "分|分钟|分鐘", "小时|小時|个小时|個小時|钟头|鐘頭", "天|日",
           "周|週|星期|个星期|個星期|礼拜|禮拜", "个月|個月", "年"),
    "ja": ("秒|秒間", "分|分間", "時間", "日", "週間|週", "か月|ヶ月|カ月|ケ月|ヵ月|箇月", "年"),
    "ko": ("초", "분", "시간", "일", "주|주일", "개월|달", "년"),
}

# What makes an amount a moment of the past, before it ("hace 3 horas") or after it ("3 hours ago").
PAST_BEFORE = {
    "es": "hace", "pt": "há|ha|faz", "fr": "il y a|il ya", "de": "vor",
    "ro": "acum", "el": "πριν από|πριν", "bg": "преди",
}
PAST_AFTER = {
    "en": "ago", "es": "atrás", "pt": "atrás", "it": "fa", "ru": "назад|тому назад",
    "pl": "temu", "nl": "geleden", "sv": "sedan", "ro": "în urmă", "el": "πριν",
    "uk": "тому|тому назад", "tr": "önce", "id": "lalu|yang lalu", "vi": "trước",
    "zh": "前|之前|以前", "ja": "前", "ko": "전",
}

# What makes an amount a loose one.
ABOUT = {
    "en": "about|around|approximately|approx.|almost|nearly|over|~|≈", "fr": "environ",
    "es": "aproximadamente|alrededor de|casi|unos|unas|cerca de", "pt": "cerca de|quase|mais de",
    "it": "circa", "de": "etwa|ungefähr|rund|fast|über|ca.", "ru": "около|примерно|почти",
    "uk": "близько|приблизно|майже", "tr": "yaklaşık", "id": "sekitar|kira-kira|hampir",
    "vi": "khoảng", "zh": "大约|大約|约|約|近", "ja": "約|およそ", "ko": "약",
}

# Stamps without a digit: an amount, or days back from today.
PHRASES: dict[str, dict[str, str]] = {
    "en": {"0 minute": "just now|right now|moments ago|a moment ago|a few seconds ago|seconds ago"
                       "|less than a minute ago|a few moments ago",
           "1 minute": "a minute ago|one minute ago", "1 hour": "an hour ago|one hour ago",
           "1 day": "a day ago|one day ago", "1 week": "a week ago|one week ago",
           "1 month": "a month ago|one month ago", "1 year": "a year ago|one year ago",
           "today": "today", "yesterday": "yesterday"},
    "es": {"0 minute": "justo ahora|ahora mismo|hace un momento|hace unos momentos"
                       "|hace instantes|hace unos segundos|hace unos instantes",
           "1 minute": "hace un minuto", "1 hour": "hace una hora", "1 day": "hace un día",
           "1 week": "hace una semana", "1 month": "hace un mes", "1 year": "hace un año",
           "today": "hoy", "yesterday": "ayer", "2 days back": "anteayer|antes de ayer"},
    "pt": {"0 minute": "agora mesmo|agora há pouco|há instantes|há um momento|há alguns segundos"
                       "|há poucos segundos|neste momento",
           "1 minute": "há um minuto", "1 hour": "há uma hora", "1 day": "há um dia",
           "1 week": "há uma semana", "1 month": "há um mês", "1 year": "há um ano",
           "today": "hoje", "yesterday": "ontem", "2 days back": "anteontem"},
    "fr": {"0 minute": "à l'instant|à l’instant|il y a un instant|il y a quelques secondes"
                       "|il y a quelques instants",
           "1 minute": "il y a une minute", "1 hour": "il y a une heure",
           "1 day": "il y a un jour", "1 week": "il y a une semaine", "1 month": "il y a un mois",
           "1 year": "il y a un an", "today": "aujourd'hui|aujourd’hui", "yesterday": "hier",
           "2 days back": "avant-hier"},
    "it": {"0 minute": "proprio ora|poco fa|adesso|pochi secondi fa|alcuni secondi fa|un attimo fa",
           "1 minute": "un minuto fa", "1 hour": "un'ora fa|un’ora fa", "1 day": "un giorno fa",
           "1 week": "una settimana fa", "1 month": "un mese fa", "1 year": "un anno fa",
           "today": "oggi", "yesterday": "ieri", "2 days back": "l'altro ieri|l’altro ieri"},
    "de": {"0 minute": "gerade eben|soeben|eben gerade|gerade jetzt|vor wenigen sekunden"
                       "|vor ein paar sekunden|vor einem moment",
           "1 minute": "vor einer minute", "1 hour": "vor einer stunde", "1 day": "vor einem tag",
           "1 week": "vor einer woche", "1 month": "vor einem monat", "1 year": "vor einem jahr",
           "today": "heute", "yesterday": "gestern", "2 days back": "vorgestern"},
    "ru": {"0 minute": "только что|несколько секунд назад|сейчас",
           "1 minute": "минуту назад", "1 hour": "час назад", "1 day": "день назад",
           "1 week": "неделю назад", "1 month": "месяц назад", "1 year": "год назад",
           "today": "сегодня", "yesterday": "вчера", "2 days back": "позавчера"},
    "uk": {"0 minute": "щойно|тільки що|зараз|кілька секунд тому|декілька секунд тому",
           "1 minute": "хвилину тому|хвилина тому|хвилину назад",
           "1 hour": "годину тому|година тому|годину назад", "1 day": "день тому",
           "1 week": "тиждень тому|тиждень назад", "1 month": "місяць тому|місяць назад",
           "1 year": "рік тому|рік назад", "today": "сьогодні", "yesterday": "вчора|учора",
           "2 days back": "позавчора"},
    "tr": {"0 minute": "az önce|şimdi|şu anda|şu an|biraz önce|birkaç saniye önce|demin",
           "1 minute": "bir dakika önce", "1 hour": "bir saat önce", "1 day": "bir gün önce",
           "1 week": "bir hafta önce", "1 month": "bir ay önce", "1 year": "bir yıl önce",
           "today": "bugün", "yesterday": "dün", "2 days back": "evvelsi gün"},
    "id": {"0 minute": "baru saja|barusan|sekarang|beberapa detik yang lalu|beberapa detik lalu",
           "1 minute": "semenit yang lalu|semenit lalu", "1 hour": "sejam yang lalu|sejam lalu",
           "1 day": "sehari yang lalu|sehari lalu", "1 week": "seminggu yang lalu|seminggu lalu",
           "1 month": "sebulan yang lalu|sebulan lalu", "1 year": "setahun yang lalu|setahun lalu",
           "today": "hari ini", "yesterday": "kemarin", "2 days back": "kemarin lusa"},
    "vi": {"0 minute": "vừa xong|vừa mới|mới đây|bây giờ|vài giây trước|ngay bây giờ",
           "today": "hôm nay", "yesterday": "hôm qua", "2 days back": "hôm kia"},
    "zh": {"0 minute": "刚刚|剛剛|刚才|剛才|几秒前|幾秒前|几秒钟前|片刻前",
           "1 hour": "一小时前|一小時前|一个小时前|一個小時前", "1 day": "一天前",
           "today": "今天|今日", "yesterday": "昨天|昨日", "2 days back": "前天"},
    "ja": {"0 minute": "たった今|たったいま|ただいま|数秒前",
           "today": "今日|本日", "yesterday": "昨日|きのう", "2 days back": "一昨日|おととい"},
    "ko": {"0 minute": "방금|방금 전|지금|조금 전|몇 초 전",
           "today": "오늘", "yesterday": "어제", "2 days back": "그저께|그제"},
}

# The same, but too common a word to be looked for inside a text: read only where it is the whole.
PHRASES_ALONE: dict[str, dict[str, str]] = {
    "en": {"0 minute": "now"}, "es": {"0 minute": "ahora"}, "pt": {"0 minute": "agora"},
    "fr": {"0 minute": "maintenant"}, "it": {"0 minute": "ora"}, "de": {"0 minute": "jetzt"},
    "zh": {"0 minute": "现在|現在"}, "ja": {"0 minute": "今"},
}

# January to December. No word means two months, so these need no language.
MONTHS: dict[str, str] = {
    "en": "january|jan february|feb march|mar april|apr may june|jun july|jul august|aug"
          " september|sept|sep october|oct november|nov december|dec",
    "es": "enero|ene febrero|feb marzo|mar abril|abr mayo|may junio|jun julio|jul agosto|ago"
          " septiembre|setiembre|sept|sep|set octubre|oct noviembre|nov diciembre|dic",
    "pt": "janeiro|jan fevereiro|fev março|mar abril|abr maio|mai junho|jun julho|jul agosto|ago"
          " setembro|set outubro|out novembro|nov dezembro|dez",
    "fr": "janvier|janv|jan février|févr|fév mars|mar avril|avr mai juin juillet|juil août"
          " septembre|sept octobre|oct novembre|nov décembre|déc",
    "it": "gennaio|gen febbraio|feb marzo|mar aprile|apr maggio|mag giugno|giu luglio|lug"
          " agosto|ago settembre|sett|set ottobre|ott novembre|nov dicembre|dic",
    "de": "januar|jänner|jan|jän februar|feber|feb märz|maerz|mär|mrz april|apr mai juni|jun"
          " juli|jul august|aug september|sept|sep oktober|okt november|nov dezember|dez",
    "ru": "января|январь|янв февраля|февраль|февр|фев марта|март|мар апреля|апрель|апр мая|май"
          " июня|июнь|июн июля|июль|июл августа|август|авг сентября|сентябрь|сент|сен"
          " октября|октябрь|окт ноября|ноябрь|нояб|ноя декабря|декабрь|дек",
    "uk": "січня|січень|січ лютого|лютий|лют березня|березень|бер квітня|квітень|квіт|кві"
          " травня|травень|трав|тра червня|червень|черв|чер липня|липень|лип"
          " серпня|серпень|серп|сер вересня|вересень|вер жовтня|жовтень|жовт|жов"
          " листопада|листопад|лист|лис грудня|грудень|груд|гру",
    "tr": "ocak|oca şubat|şub mart|mar nisan|nis mayıs|may haziran|haz temmuz|tem ağustos|ağu"
          " eylül|eyl ekim|eki kasım|kas aralık|ara",
    "id": "januari|jan februari|pebruari|feb maret|mar april|apr mei juni|jun juli|jul"
          " agustus|agt|agu|ags september|sept|sep oktober|okt november|nov desember|des",
}

# Stand between a day and its time of day.
CLOCK_JOINERS = (
    "at|a las|a la|às|as|à|a|alle ore|alle|ore|um|в|во|о|об|saat|pukul|pkl|jam|lúc|kl|@"
)
# Stand before a time of day that is meant in two halves, and whether it is the second half.
HALVES = {"上午": False, "早上": False, "凌晨": False, "下午": True, "晚上": True, "午前": False,
          "午後": True, "오전": False, "오후": True, "AM": False, "PM": True}
# fmt: on

# Zone names that news pages write, as the lowest and highest offset in hours that they can mean.
ZONES: dict[str, tuple[float, float]] = {
    "UTC": (0, 0), "GMT": (0, 0), "Z": (0, 0), "WET": (0, 0), "WEST": (1, 1), "CET": (1, 1),
    "CEST": (2, 2), "EET": (2, 2), "EEST": (3, 3), "MSK": (3, 3), "МСК": (3, 3), "TRT": (3, 3),
    "WIB": (7, 7), "ICT": (7, 7), "HKT": (8, 8), "SGT": (8, 8), "BJT": (8, 8), "JST": (9, 9),
    "KST": (9, 9), "AEST": (10, 10), "AEDT": (11, 11), "EST": (-5, -5), "EDT": (-4, -4),
    "CDT": (-5, -5), "MST": (-7, -7), "MDT": (-6, -6), "PST": (-8, -8), "PDT": (-7, -7),
    "BRT": (-3, -3), "ART": (-3, -3), "ET": (-5, -4), "CT": (-6, -5), "MT": (-7, -6),
    "PT": (-8, -7), "BST": (1, 6), "IST": (1, 5.5), "CST": (-6, 8),
}  # fmt: skip

# The order of day, month and year in numeric dates, by language and, where that decides, region.
# English alone decides nothing.
ORDERS: dict[str, str] = {
    **dict.fromkeys(
        "es pt ru uk it id tr fr de vi nl pl cs sk ro bg el sr hr sl da nb no fi he ar th ms hi "
        "en-gb en-au en-nz en-ie en-in en-sg en-ng en-ke en-hk en-my".split(),
        "DMY",
    ),
    **dict.fromkeys("zh ja ko hu lt".split(), "YMD"),
    **dict.fromkeys("en-us en-ph es-us es-pr es-pa".split(), "MDY"),
}
