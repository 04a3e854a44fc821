"""What names a desk, a role, a paper or an agency rather than a person, in many languages."""

from __future__ import annotations

import re

# A title, where nothing but it and what it is of stands between the commas.
_JOB = re.compile(
    r"(?:^|[\s-])(?:reporter|correspondents?|editors?|writer|journalist|columnist|contributor|"
    r"producer|critic|photographer|author|analyst|intern|freelancer|stringer|commentator|"
    # de, nl
    r"redakteur(?:in)?|korrespondent(?:in)?|journalistin|reporterin|volontär(?:in)?|autorin|"
    r"chefredakteur(?:in)?|kolumnist(?:in)?|fotograf(?:in)?|mitarbeiter(?:in)?|ressortleiter(?:in)?|"
    r"praktikant(?:in)?|verslag(?:gever|geefster)|(?:hoofd)?redacteur|redactrice|correspondente?|"
    r"journaliste|fotograaf|medewerk(?:er|ster)|"
    # es, pt, it, fr
    r"redactora?|periodista|corresponsal|colaborador[a]?|enviad[oa] especial|columnista|"
    r"fot[óo]graf[oa]|fotoperiodista|reporter[oa]|cronista|jef[ea] de redacci[óo]n|"
    r"repórter|jornalista|editora?(?:-chefe)?|redatora?|colunista|fotojornalista|comentarista|"
    r"estagiári[oa]|giornalista|(?:capo)?redattore|redattrice|corrispondente|inviat[oa]|"
    r"editorialista|opinionista|collaborat(?:ore|rice)|rédact(?:eur|rice)(?: en chef)?|"
    r"correspondant[e]?|envoyée? spéciale?|éditorialiste|chroniqueu(?:r|se)|photographe|pigiste|"
    # ru, uk, pl, tr, id, vi
    r"(?:спец)?корреспондент(?:ка)?|журналист(?:ка)?|редактор(?:ка)?|обозреватель(?:ница)?|"
    r"репорт[её]р(?:ка)?|колумнист(?:ка)?|спецкор|фотограф(?:ка)?|кореспондент(?:ка)?|"
    r"журналіст(?:ка)?|оглядач(?:ка)?|колумніст(?:ка)?|dziennikar(?:z|ka)|redaktor(?:ka)?|"
    r"reporterka|publicyst(?:a|ka)|felietonist(?:a|ka)|korespondent(?:ka)?|muhabiri?|editörü?|yazarı?|"
    r"gazeteci|temsilcisi|fotoğrafçı|wartawa(?:n|ti)|jurnalis|koresponden|kontributor|fotografer|"
    r"kolumnis|penulis|redaktur|phóng viên|biên tập viên|nhà báo|cộng tác viên|thông tín viên|"
    # ar
    r"(?:ال)?(?:مراسل|محرر|صحفي|صحافي|كاتب|مصور)ة?|رئيسة? (?:ال)?تحرير)"
    r"(?=$|[\s,،])|"
    r"(?:记者|記者|编辑|編輯|主编|主編|责编|責編|撰稿人|通讯员|通訊員|评论员|評論員|作家|摄影师|攝影師|实习生|"
    r"編集者|ライター|特派員|論説委員|編集委員|編集長|カメラマン|"
    r"기자|특파원|편집장|논설위원|에디터|칼럼니스트)$",
    re.I,
)
_PUBLICATION = re.compile(
    r"\.(?:com|net|org|de|fr|es|it|ru|uk|cn|jp|io|co|tv|info|at|ch|nl|is|br|pl|ua|tr|kr|vn|id)$|"
    r"^[A-Z]{2,5}$|"
    r"(?:[报報网網社刊]|新闻|新聞|通讯|通訊|财经|財經|杂志|雜誌|电视台|電視台|电台|電台|卫视|衛視|频道|頻道|"
    r"传媒|傳媒|在线|通信|放送|テレビ|ニュース|オンライン|編集局|"
    r"통신|신문|일보|뉴스|방송|미디어|타임스|경제|투데이)$"
)
# A name that stands after another one and holds such a word is of no person.
_BODY = re.compile(
    r"\b(?:institut\w*|instytut\w*|univer[sz]i\w*|uniwersytet\w*|minist\w*|department|press|news|"
    r"times|reports?|post|media|daily|herald|tribune|gazette|chronicle|observer|courier|guardian|"
    r"telegraph|express|today|weekly|monthly|review|insider|network|radio|channel|group|finance|"
    r"research|official|planet|magazine|agen[cz]\w*|agênc\w*|images|college|school|getty|thüringen|"
    # de, nl
    r"\w*zeitung|\w*nachrichten|\w+blatt|rundschau|anzeiger|magazin|rundfunk|fernsehen|verlag|"
    r"morgenpost|pressestelle|\w*krant|dagblad|\w*nieuws|omroep|courant|tijdschrift|persbureau|"
    # es, pt, it, fr
    r"peri[óo]dico|prensa|noticias|revista|televisi[óo]n|diario|heraldo|gaceta|tribuna|vanguardia|"
    r"ayuntamiento|gobierno|grupo|jornal|notícias|folha|diário|correio|gazeta|televisão|prefeitura|"
    r"assessoria|governo|journal|presse|actualités|quotidien|hebdo|télévision|revue|gouvernement|"
    r"giornale|notizie|corriere|gazzetta|stampa|messaggero|quotidiano|rivista|comune di|"
    # ru, uk
    r"газет[аы]|новост[иь]|новини|агентств[оа]|агенція|журнал|телеканал|радио|радіо|известия|"
    r"ведомости|правда|вестник|вісник|издание|видання|пресс-служба|прес-служба|"
    r"(?:универс|універс)ит\w*|(?:инст|інст)итут\w*|(?:ми|мі)н[иі]стерств\w*|"
    # pl, tr, id, vi
    r"dziennik|wiadomości|tygodnik|telewizja|czasopismo|gazetesi|haberler\w*|ajansı|dergisi|"
    r"televizyonu|üniversitesi|bakanlığı|belediyesi|kantor berita|koran|berita|majalah|harian|"
    r"kementerian|báo|tạp chí|thông tấn xã|đài truyền hình|đài tiếng nói|đại học|"
    # ar
    r"صحيفة|جريدة|وكالة|مجلة|قناة|شبكة|موقع|جامعة|وزارة|مؤسسة|إذاعة|تلفزيون|نيوز)\b",
    re.I,
)
_DESK = re.compile(
    r"\b(?:\w*redaktion|redaksjon\w*|\w*redactie|redacci[oó]n|reda[cç][aã]o|rédaction|redazione|"
    r"redakcj\w+|redakce|redaksi|redaksiyon|editorial|newsroom|staff|desk|team|reporters|equip[eo]|"
    r"équipe|haber merkezi|haber servisi|dış haberler|tim (?:redaksi|liputan)|ban biên tập|"
    r"t[oò]a so[aạ]n|nhóm phóng viên)\b|"
    r"редакци|редакці|отдел новостей|служба новостей|відділ новин|служба новин|"
    r"(?:هيئة|فريق|قسم) (?:ال)?تحرير|قسم (?:ال)?أخبار|غرفة (?:ال)?أخبار|"
    r"编辑部|編輯部|编译组|編譯組|新闻中心|新聞中心|即時中心|采访中心|採訪中心|报道组|報導組|综合报道|綜合報導|"
    r"編集部|報道部|取材班|(?:社会|政治|経済|国際|運動|文化)部$|"
    r"편집국|편집부|취재팀|뉴스팀|보도국|뉴스룸|(?:사회|정치|경제|국제|문화)부$",
    re.I,
)
_AGENCIES = frozenset(
    "reuters|ap|afp|dpa|apa|sda|efe|ansa|lusa|belga|anp|ritzau|ntb|tt|stt|pap|ctk|čtk|mti|tass|"
    "тасс|interfax|интерфакс|риа новости|укринформ|anadolu ajansı|aa|iha|dha|pti|ani|ians|xinhua|"
    "kyodo|yonhap|bernama|antara|bloomberg|the associated press|associated press|"
    "agence france-presse|agencia efe|agencias|europa press|canadian press|the canadian press|"
    "pa media|press association|新华社|新華社|中新社|共同通信|時事通信|연합뉴스|뉴시스|"
    "deutsche presse-agentur|epd|kna|sid|keystone-sda|novum|prensa latina|télam|telam|notimex|"
    "agência brasil|agência lusa|agência estado|folhapress|estadão conteúdo|adnkronos|askanews|"
    "agi|lapresse|italpress|регнум|прайм|укрінформ|уніан|інтерфакс-україна|iar|anka|i̇ha|"
    "رويترز|أ ف ب|أ.ف.ب|فرانس برس|وكالة فرانس برس|د ب أ|الأناضول|واس|وام|كونا|سانا|بترا|وكالات|"
    "法新社|路透社|路透|美联社|美聯社|彭博社|彭博|中央社|中通社|ロイター|時事|共同|ap通信|afp時事|"
    "뉴스1|ap연합뉴스|ttxvn|thông tấn xã việt nam|kantor berita antara".split("|")
)


def is_desk(text: str) -> bool:
    """Whether `text` names those who write for a paper together, or an agency."""
    return text.casefold() in _AGENCIES or _DESK.search(text) is not None


def is_job(text: str) -> bool:
    """Whether `text` is what somebody does rather than who it is."""
    return _JOB.search(text) is not None


def is_publication(text: str) -> bool:
    """Whether `text` by its own form names a site, an agency or a paper."""
    return _PUBLICATION.search(text) is not None or text.casefold() in _AGENCIES


def holds_body(text: str) -> bool:
    """Whether `text` holds a word for what is no person: a paper, an office, a school."""
    return _BODY.search(text) is not None
