"""Contents of our own whose labels are in languages that the reader's table lists."""

from __future__ import annotations

from tests.skins.content import PageContent, RelatedCard, at, paragraphs
from tests.skins.words import WORDS

TURKISH = PageContent(
    name="turkish",
    id="tR4kVb9e",
    slug="istanbul-tests-a-ledger-for-ferry-tickets",
    locale="tr-tr",
    page_language="tr",
    language="tr",
    words=WORDS["tr"],
    title="İstanbul vapur biletleri için ortak defteri deniyor",
    source="marsbit",
    published_label="tarihinde yayınlandı",
    published="2026-03-14",
    updated_label="tarihinde güncellendi",
    updated="2026-03-15",
    date_first=True,
    fetched_at=at("2026-03-15T16:20:00Z"),
    summary_label="Özet",
    summary="Kentin vapur işletmesi, biletleri ortak bir deftere yazan altı aylık bir denemeye "
    "başladı. Yolcular bileti telefonla alıyor, iade aynı gün hesaba geçiyor. İşletme, gişe "
    "giderlerinin üçte bir azalacağını umuyor; yolcu dernekleri ise çevrimdışı yolcuların "
    "unutulmamasını istiyor.",
    blocks=paragraphs("""
        Kadıköy iskelesinde pazartesi sabahı kurulan altı yeni turnike, bileti kâğıttan değil
        ortak bir defterden okuyor. İlk gün on bir binden fazla yolcu bu yolu seçti.

        Deneme 2026-03-14 günü başladı ve eylül ortasına kadar sürecek. İşletme, sonuçları her
        ay yayımlayacağını söylüyor.

        # Gişeler kapanmıyor

        Yetkililere göre hiçbir gişe kapatılmayacak. Nakit ödeyen yolcu yine kâğıt bilet alacak,
        yalnızca bu biletin de defterde bir karşılığı olacak.

        Yolcu derneğinden Sevgi Aral, yaşlı yolcuların telefona zorlanmamasını istiyor: "Vapur
        herkesin, defter de herkesin olmalı."

        # Maliyet hesabı

        A tipi iskelelerde kurulum on iki bin liraya mal oldu. Küçük iskelelerde ise eski
        turnikelere yalnızca bir okuyucu eklendi.

        Quay Sistemleri adlı yerli girişim, yazılımın kaynak kodunu deneme bitince açacağını
        duyurdu.
        """),
    questions_label="İlgili Sorular",
    questions=(
        (
            "Deneme ne kadar sürecek?",
            "Altı ay sürecek ve eylül ortasında sona erecek.",
        ),
        (
            "Adalar hattı denemeye dahil mi?",
            "Adalar hattı ilk aşamada yok, ancak haziranda eklenmesi planlanıyor.",
        ),
        (
            "Quay Sistemleri kaynak kodunu paylaşacak mı?",
            "Açıklamaya göre kod, deneme bittikten sonra herkese açık olacak.",
        ),
    ),
    related_label="İlgili Okumalar",
    related=(
        RelatedCard(
            "Bz8mQ1xW",
            "ankara-opens-a-public-key-office",
            "Ankara'da herkese açık anahtar bürosu kuruldu",
            "Yeni büro, kaybolan anahtarlar için danışma veriyor ve dolandırıcılık şikâyetlerini "
            "tek elde topluyor. İlk hafta dört yüz başvuru geldi.",
            "marsbit",
            "22小时前",
        ),
        RelatedCard(
            "nL5cYt0J",
            "small-miners-move-to-geothermal-valleys",
            "Küçük madenciler jeotermal vadilere taşınıyor",
            "Elektrik giderini yarıya indiren üç işletme, ısıyı köy seralarına veriyor.",
            "火必研究院",
            "03/12 08:28",
        ),
        RelatedCard(
            "Vw2HsK7d",
            "a-quiet-week-for-stablecoins",
            "Sabit paralar için sakin bir hafta",
            "Toplam arz değişmedi, işlem sayısı ise son bir yılın en düşüğünde kaldı.",
            "marsbit",
            "45 dakika önce",
        ),
    ),
    title_suffixes=(" | HTX Insights", " | HTX"),
)

CHINESE = PageContent(
    name="chinese",
    id="zH6pXn3Q",
    slug="industry%20news",
    locale="zh-cn",
    page_language="zh",
    language="zh",
    words=WORDS["zh"],
    title="三座港口试行链上提单，小船东先尝到甜头",
    source="火必研究院",
    published_label="发布于",
    published="2026-03-02",
    updated_label="更新于",
    updated="2026-03-03",
    fetched_at=at("2026-03-03T10:00:00Z"),
    summary_label="文章摘要",
    summary="东南沿海三座港口从三月起试行链上提单，纸质单据的平均流转时间由五天缩短到九小时。"
    "首批参与的四十二家船东多为小型企业，它们认为最大的好处是货款回笼更快。"
    "港务部门表示，试点将持续到年底，随后再决定是否推广。",
    blocks=paragraphs("""
        三月第一个工作日，一艘载着瓷砖的货船驶离码头，随船的提单第一次没有用纸。

        负责试点的工程师说，系统并不追求新奇：“我们只是把盖章这件事变得可以查证。”

        # 小船东先受益

        过去，一张提单要在五个办公室之间来回传递。现在，授权的每一步都写入同一本账，任何一方都能
        随时核对。

        船东周启明算了一笔账：每年少付三万元快递费，货款平均提前四天到账。

        # 谁来承担风险

        银行方面仍然谨慎。一家城商行的负责人表示，如果签名密钥丢失，责任如何划分还没有先例。

        A级信用的企业可以先行试用质押融资，利率与纸质提单相同。

        本文来自微信公众号“海风账本”，作者：林舟
        """),
    authors=("林舟",),
    origin="海风账本",
    questions_label="相关问答",
    questions=(
        ("链上提单试点从什么时候开始？", "试点从三月开始，计划持续到年底。"),
        (
            "哪些企业最先从试点中受益？",
            "首批参与的四十二家船东大多是小型企业，它们的货款回笼更快。",
        ),
    ),
    related_label="相关阅读",
    related=(
        RelatedCard(
            "kD1rWm8S",
            "a-harbour-bank-prices-its-first-token",
            "一家港口银行发行首只存款代币",
            "存款代币首日发行两亿元，主要用于船运费用的结算，利率与活期存款一致。",
            "marsbit",
            "22小时前",
        ),
        RelatedCard(
            "Yx4GfT6b",
            "why-miners-sleep-better-this-spring",
            "今年春天，矿工为什么睡得更安稳",
            "电价回落，算力平稳，三家矿场的负责人谈他们如何安排丰水期。",
            "火必研究院",
            "02/28 17:05",
        ),
    ),
)

SHORT = PageContent(
    name="short",
    id="sH0rtA1c",
    slug="lyon-library-accepts-small-coins",
    locale="fr-fr",
    page_language="fr",
    language="fr",
    words=WORDS["fr"],
    title="À Lyon, une bibliothèque accepte les très petits paiements",
    source="marsbit",
    published_label="Publié le",
    published="2026-04-08",
    updated_label="Dernière mise à jour le",
    updated="2026-04-08",
    fetched_at=at("2026-04-08T15:00:00Z"),
    summary_label="Résumé",
    summary="Une bibliothèque de quartier encaisse désormais les amendes de retard en centimes "
    "numériques, sans frais pour le lecteur.",
    blocks=paragraphs("""
        Depuis lundi, les lecteurs de la bibliothèque des Quais peuvent régler une amende de
        vingt centimes depuis leur téléphone, sans passer par une carte bancaire.

        La directrice y voit surtout un moyen de ne plus bloquer un abonnement pour quelques
        sous, et promet un premier bilan avant l'été.
        """),
    questions_label="Questions liées",
    questions=(
        (
            "Le lecteur paie-t-il des frais ?",
            "Aucun : la commune prend à sa charge le coût de chaque paiement.",
        ),
    ),
    related_label="Lectures associées",
    related=(
        RelatedCard(
            "fR8nGc2M",
            "a-savings-bank-for-apprentices",
            "Une caisse d'épargne pour les apprentis",
            "Trois chambres de métiers ouvrent un livret commun, tenu sur un registre partagé.",
            "marsbit",
            "il y a 2 heures",
        ),
    ),
)

NO_SUMMARY = PageContent(
    name="no_summary",
    id="pT3vRe5K",
    slug="coffee-growers-sell-the-harvest-before-the-rain",
    locale="pt-br",
    page_language="pt",
    language="en",
    words=WORDS["pt"],
    title="Coffee Growers Sell the Harvest Before the Rain",
    source="marsbit",
    published_label="Publicado em",
    published="2026-02-11",
    updated_label="Última atualização em",
    updated="2026-02-12",
    fetched_at=at("2026-02-12T08:45:00Z"),
    blocks=paragraphs("""
        A cooperative of ninety growers has sold a third of its next harvest as claims on a
        public ledger, months before the first cherry turns red.

        Each claim stands for one sack, names the slope it will come from, and can be resold
        until the day of delivery.

        # How a claim is made

        An agronomist walks the rows in January, counts flowers on a sample of trees, and signs
        an estimate that nobody can later revise in silence.

        If the harvest falls short, the buyers share what there is and the cooperative pays the
        rest in money over two seasons.

        # What the roasters say

        "I used to buy a promise from a broker I had never met," said one roaster. "Now I buy
        the same promise with a map."
        """),
    questions_label="Perguntas relacionadas",
    questions=(
        (
            "What does one claim stand for?",
            "It stands for one sack of coffee from a named slope.",
        ),
        (
            "Who signs the estimate of the harvest?",
            "An agronomist who walks the rows in January signs it.",
        ),
    ),
    related_label="Leituras Relacionadas",
    related=(
        RelatedCard(
            "cF9jUq4P",
            "rain-insurance-pays-out-within-the-hour",
            "Rain Insurance Pays Out Within the Hour",
            "A weather station in the next valley now decides who is paid, and the farmers chose "
            "where it stands.",
            "marsbit",
            "Há 33 min(s)",
        ),
        RelatedCard(
            "Lm6ZbX1t",
            "port-fees-fall-as-queues-become-public",
            "Port Fees Fall as Queues Become Public",
            None,
            "marsbit",
            "Há 5 hora(s)",
        ),
    ),
)

NO_QUESTIONS = PageContent(
    name="no_questions",
    id="rU7wDh2L",
    slug="northern-data-halls-warm-the-greenhouses",
    locale="ru-ru",
    page_language="ru",
    language="ru",
    words=WORDS["ru"],
    title="Северные вычислительные центры греют теплицы",
    source="marsbit",
    published_label="Опубликовано",
    published="2026-01-20",
    updated_label="Обновлено",
    updated="2026-01-20",
    fetched_at=at("2026-01-20T11:30:00Z"),
    summary_label="Введение",
    summary="Два вычислительных центра за полярным кругом передают тепло городским теплицам. За "
    "первую зиму хозяйства собрали сорок тонн огурцов и сократили расходы на отопление почти "
    "вдвое. Городские власти обсуждают третью линию.",
    blocks=paragraphs("""
        Горячий воздух из машинного зала идёт по трубе длиной восемьсот метров и остывает всего
        на четыре градуса.

        Инженеры признают, что сначала в затею никто не верил: теплицы стояли пустыми шесть лет.

        # Что изменилось за зиму

        Первый урожай сняли в декабре. Его хватило на школы, больницу и два магазина, а излишки
        увезли в соседний город.

        Отопление подешевело почти вдвое, и хозяйство впервые за долгое время обошлось без
        дотаций.

        # Планы на весну

        Третью линию обещают построить к апрелю, если город согласует трассу трубы.
        """),
    related_label="Читайте по теме",
    related=(
        RelatedCard(
            "gK3tNs8V",
            "a-heat-price-for-every-hour",
            "Почасовая цена на тепло: чему учит опыт одного города",
            "Жители видят цену заранее и сами решают, когда включать бойлер. Спор вызвал только "
            "ночной тариф.",
            "marsbit",
            "58 минут назад",
        ),
        RelatedCard(
            "Qe5yHb0F",
            "miners-sign-a-water-pact",
            "Майнеры подписали соглашение о воде",
            "Семь компаний обязались вернуть в реку столько же воды, сколько берут.",
            "火必研究院",
            "22小时前",
        ),
    ),
)

NO_RELATED = PageContent(
    name="no_related",
    id="iT2xMv6R",
    slug="a-village-keeps-its-own-receipts",
    locale="it-it",
    page_language="it",
    language="en",
    words=WORDS["it"],
    title="A Village Keeps Its Own Receipts",
    source="marsbit",
    published_label="Pubblicato",
    published="2026-05-02",
    updated_label="Pubblicato ultima volta",
    updated="2026-05-04",
    fetched_at=at("2026-05-04T18:10:00Z"),
    summary_label="Introduzione",
    summary="A village of eight hundred people now publishes every receipt of its council on a "
    "shared ledger. Visitors can follow each payment from the tax bill to the mason.",
    blocks=paragraphs("""
        The council of a hill village has put eleven years of receipts in the open, from the
        school roof to the brass band's new drum.

        The idea came from the librarian, who was tired of being asked where the money had gone.

        # One page a payment

        Every payment has a page of its own, with the invoice, the vote and the name of whoever
        checked the work.

        Questions left below a page must be answered within ten days, and so far all of them
        have been.
        """),
    questions_label="Domande correlate",
    questions=(
        (
            "How many years of receipts were published?",
            "Eleven years of receipts, including those of the school roof.",
        ),
        (
            "Are questions from readers answered?",
            "All of them have been answered so far, within ten days each.",
        ),
    ),
    title_suffixes=(" | Approfondimenti HTX", " | HTX Insights"),
)
