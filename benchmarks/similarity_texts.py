"""Articles made by grammars, and what becomes of them on their way through other newsrooms.

Four languages, each with words of its own and two sets of sentence frames: the first served to
choose the threshold, the second is held out. An article has a topic: a few words of the language
that come again and again, so that two articles of a topic share as much as such articles can.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Language:
    """The words and frames of a language; the slots of a frame name lists of words."""

    code: str
    words: dict[str, list[str]]
    frames: tuple[list[str], list[str]]
    # Reports whose figures are all that differs from day to day.
    reports: tuple[list[str], list[str]]
    # What an agency sets under everything, and how the next one credits it.
    boilerplate: tuple[str, str]
    credits: tuple[list[str], list[str]]
    titles: list[str]
    space: str = " "


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(",")]


ENGLISH = Language(
    "en",
    {
        "org": _split(
            "Brightwater Exchange,Orlan Bank,the Meridian Fund,Tessera Labs,Northgate Mining,"
            "the Securities Board,Palisade Capital,Kestrel Pay,the Finance Ministry,Lumen Custody,"
            "Harrow Street Partners,the Central Depository,Vantor Systems,Copperleaf,Bluefin Data,"
            "the Savings Union"
        ),
        "person": _split(
            "Mira Castellan,Joon Hadley,Petra Oyelaran,Samuel Brandt,Ines Falkner,Davit Moreau,"
            "Ruth Abernethy,Tomas Lindqvist,Aiko Renner,Gabriel Stone,Nadia Whitlock,Owen Baptiste"
        ),
        "place": _split(
            "Lisbon,Nairobi,Rotterdam,Osaka,Toronto,Cairo,Dublin,Santiago,Tallinn,Perth,Geneva,"
            "Jakarta,Oslo,Denver,Accra,Hanoi"
        ),
        "n": _split(
            "ledger,warehouse,licence,reserve,auction,pipeline,treaty,algorithm,mine,settlement,"
            "voucher,lawsuit,merger,network,vault,tariff,prototype,subsidy,loan,exchange,audit,"
            "market,courier,battery,terminal,proposal,contract,budget,index,token,bond,server,"
            "harvest,refinery,charter,satellite,forecast,partnership,deposit,quota"
        ),
        "pl": _split(
            "investors,engineers,traders,tenants,pensioners,regulators,suppliers,auditors,miners,"
            "brokers,developers,lenders,farmers,customers,shareholders,lawyers,scientists,clerks"
        ),
        "adj": _split(
            "cautious,sudden,private,costly,modest,regional,digital,hidden,ambitious,fragile,steady,"
            "foreign,bitter,lengthy,generous,narrow,unpopular,quiet,temporary,ageing,rapid,public,"
            "disputed,profitable,seasonal"
        ),
        "v": _split(
            "postponed,expanded,questioned,financed,abandoned,defended,rebuilt,measured,sold,insured,"
            "suspended,welcomed,inspected,doubled,copied,replaced,criticised,approved,delayed,traced,"
            "leased,reopened,mocked,balanced,examined"
        ),
        "ger": _split(
            "losing,buying,closing,renaming,testing,moving,reviewing,winning,shipping,pricing,hiring,"
            "printing,merging,splitting,opening"
        ),
        "t": _split(
            "on Monday,last week,in early spring,overnight,at dawn,this quarter,without notice,"
            "for the first time,over the holidays,late on Friday,within hours,two months ago"
        ),
    },
    (
        [
            "{org} {v} its {adj} {n} in {place} {t} after {ger} a {adj} {n}.",
            "{person}, who {v} the {n} for {org}, called the {adj} {n} “{adj} but {adj}”.",
            "About {num} {pl} {v} a {adj} {n} before the {n} {v} {pct} percent of the {n}.",
            "A {adj} {n} near {place} {v} {pl} and {pl} {t}.",
            "{pl} in {place} {v} the {n}, yet {pl} from {org} {v} another {n}.",
            "By {ger} the {n}, {org} {v} {num} {pl} {t}.",
            "“We never {v} a {n} that {pl} {v},” {person} told {pl} {t}.",
            "Neither the {adj} {n} nor the {n} of {place} {v} what {pl} feared.",
            "The {n} cost {org} {num} dollars, {pct} percent more than the {adj} {n}.",
            "When {pl} {v} the {n}, {person} {v} a {adj} {n} and {v} the {n}.",
            "{place} {v} every {adj} {n} {t}; {org} {v} none.",
            "It was a {adj} {n}, said {person}, that {v} {org}'s {adj} {n}.",
            "{pl} expect {ger} a {n} to take {num} days unless {org} {v} it {t}.",
            "Between {place} and {place}, {adj} {pl} {v} {adj} {pl}.",
        ],
        [
            "According to {person}, {adj} {pl} at {org} {v} one {n} {t}.",
            "What {org} {v} in {place} was less a {n} than a {adj} {n}.",
            "{num} {pl} signed the {n}, {pct} percent of them {adj} {pl} of {place}.",
            "Instead of {ger} the {adj} {n}, {pl} {v} {org} {t}.",
            "{t}, {place} lost its {n} to {adj} {pl}.",
            "Once {org} {v} the {n}, {pl} {v} it too, {person} recalled.",
            "“This {n} is {adj},” wrote {person}, “and {pl} {v} it {t}.”",
            "{org} spent {num} euros on {ger} and {ger} {adj} {pl}.",
            "A spokesman {v} reports of a {adj} {n}; {pl} {v} them.",
            "If the {n} fails, {adj} {pl} will turn to {place} and its {adj} {n}.",
            "Most {pl} {v} {person}'s {n}, though {pct} percent {v} the {n} of {org}.",
            "Two {adj} {pl} {v} {place}'s {n} while {ger} its {n}.",
            "Behind the {n} stood {adj} {pl}, {ger} whatever {org} {v}.",
            "No {n} since {num} {v} {pl} as this {adj} {n} did.",
        ],
    ),
    (
        [
            "Bitcoin traded at {num} dollars at {hh}:{mm} UTC, {pct} percent away from the day "
            "before.",
            "The pair opened at {num} dollars and touched {num} dollars at its highest.",
            "Turnover across the venues that we follow came to {num} million dollars.",
            "Positions worth {num} million dollars were closed by force, {pct} percent of them "
            "long.",
            "Ether stood at {num} dollars and moved by {pct} percent in the same hours.",
            "The fear index was at {pct}, and funding at {pct} percent a year.",
            "Funds that hold the coin took in {num} million dollars on balance.",
            "Our next report follows when the Asian session has closed and its books are added up.",
        ],
        [
            "Gold was fixed at {num} dollars an ounce, a change of {pct} percent on the morning.",
            "Silver followed with {num} cents, and platinum with {num} dollars.",
            "Stocks in the vaults of the exchange were counted at {num} ounces.",
            "Buyers bid {num} lots at the close; sellers offered {num} lots.",
            "The spread between spot and the next month widened to {pct} dollars.",
            "A kilogram bar cost {num} euros over the counter of the refineries.",
            "This bulletin is compiled each working day from the figures that the dealers hand in.",
        ],
    ),
    (
        "Disclaimer: this text is for information alone and is no advice to buy or sell anything; "
        "prices can fall to nothing, and whoever trades does so at a risk of their own.\n"
        "Follow our channel for more stories, and download the application to trade with lower "
        "fees.",
        "The views of authors are not those of the publisher. Nothing here may be taken for an "
        "offer, and no liability is accepted for losses that follow from its use.\n"
        "Subscribe to the evening letter: the five stories that moved the day, in your inbox "
        "before supper.",
    ),
    (
        ["Source: Harbour Wire", "By the night desk", "Edited by R. Quill", "Photo: archive"],
        [
            "Originally published by Eastern Ledger",
            "Compiled by our staff",
            "Reading time: 4 minutes",
        ],
    ),
    ["{org} {v} a {adj} {n}", "Why {pl} {v} the {n} of {place}", "{person}: the {n} is {adj}"],
)

SPANISH = Language(
    "es",
    {
        "org": _split(
            "Bolsa Aguaclara,Banco Orlán,el Fondo Meridiano,Laboratorios Tesela,Minera Portonorte,"
            "la Junta de Valores,Capital Empalizada,Pagos Cernícalo,el Ministerio de Hacienda,"
            "Custodia Lumen,Socios de la Ribera,el Depósito Central,Sistemas Vántor,Hojacobre"
        ),
        "person": _split(
            "Mira Castellán,Joaquín Robles,Petra Olarán,Samuel Brand,Inés Falcón,David Moro,"
            "Rut Abanades,Tomás Linares,Aitana Reno,Gabriel Piedra,Nadia Blanco,Óscar Bautista"
        ),
        "place": _split(
            "Lisboa,Nairobi,Róterdam,Osaka,Toronto,El Cairo,Dublín,Santiago,Tallin,Perth,Ginebra,"
            "Yakarta,Oslo,Denver,Acra,Hanói"
        ),
        "n": _split(
            "el registro,el almacén,la licencia,la reserva,la subasta,el oleoducto,el tratado,"
            "el algoritmo,la mina,el acuerdo,el vale,la demanda,la fusión,la red,la bóveda,"
            "el arancel,el prototipo,el subsidio,el préstamo,la auditoría,el mercado,la batería,"
            "la terminal,la propuesta,el contrato,el presupuesto,el índice,el bono,el servidor,"
            "la cosecha,la refinería,el estatuto,el satélite,el pronóstico,la alianza,la cuota"
        ),
        "pl": _split(
            "los inversores,los ingenieros,los corredores,los inquilinos,los jubilados,"
            "los reguladores,los proveedores,los auditores,los mineros,los agentes,"
            "los prestamistas,los agricultores,los clientes,los accionistas,los abogados,"
            "los científicos"
        ),
        "adj": _split(
            "prudente,repentino,costoso,modesto,regional,digital,oculto,ambicioso,frágil,estable,"
            "amargo,prolongado,generoso,estrecho,impopular,silencioso,temporal,rápido,público,"
            "rentable"
        ),
        "v": _split(
            "aplazó,amplió,cuestionó,financió,abandonó,defendió,reconstruyó,midió,vendió,aseguró,"
            "suspendió,celebró,inspeccionó,duplicó,copió,sustituyó,criticó,aprobó,retrasó,rastreó,"
            "alquiló,reabrió,equilibró,examinó"
        ),
        "ger": _split(
            "perder,comprar,cerrar,renombrar,probar,mover,revisar,ganar,enviar,tasar,contratar,"
            "imprimir,fusionar,dividir,abrir"
        ),
        "t": _split(
            "el lunes,la semana pasada,a comienzos de primavera,de noche,al amanecer,"
            "este trimestre,sin aviso,por primera vez,durante las fiestas,el viernes por la tarde,"
            "en pocas horas,hace dos meses"
        ),
    },
    (
        [
            "{org} {v} {n} de {place} {t} tras {ger} {n}.",
            "{person}, que {v} {n} para {org}, lo llamó «{adj} pero {adj}».",
            "Unos {num} contratos de {org} cambiaron de manos y {n} {v} un {pct} por ciento.",
            "Cerca de {place}, {n} {v} a {pl} y a {pl} {t}.",
            "Entre {pl} de {place} nadie {v} {n}; {org} {v} {n}.",
            "Al {ger} {n}, {org} {v} {num} puestos {t}.",
            "«Nunca se {v} {n} sin {pl}», dijo {person} {t}.",
            "Ni {n} ni {n} de {place} {v} lo que temían {pl}.",
            "Para {org}, {n} costó {num} euros, un {pct} por ciento más que {n}.",
            "Cuando {org} {v} {n}, {person} {v} {n} y {v} {n}.",
            "{place} {v} {n} {t}, algo {adj} y {adj} para {pl}.",
            "Fue {adj}, según {person}, que {org} {v} {n}.",
            "Esperan {pl} {ger} {n} en {num} días, salvo que {org} lo impida {t}.",
        ],
        [
            "Según {person}, {pl} de {org} y {n} tienen algo {adj} {t}.",
            "Lo que {org} {v} en {place} parecía {n}, y resultó {adj}.",
            "Firmaron {num} vecinos, un {pct} por ciento entre {pl} de {place}.",
            "En vez de {ger} {n}, {pl} acudieron a {org} {t}.",
            "Ya {t}, {place} perdió {n} ante {pl}.",
            "Después {org} {v} {n}, y también {n}, recordó {person}.",
            "«Es {adj}», escribió {person}; «ni {n} ni {pl} cambian {t}».",
            "Gastó {org} {num} dólares en {ger} y {ger} {n}.",
            "Un portavoz {v} {n}; lo hizo {adj} y {adj}.",
            "Si falla {n}, {pl} mirarán hacia {place} y {n}.",
            "Casi todos, {pl} y {pl}, prefieren {n} de {org}, un {pct} por ciento.",
            "Detrás de {n} estaban {pl}, dispuestos a {ger} {n}.",
            "Desde {num} {n} no {v} a {pl} como {n} {adj}.",
        ],
    ),
    (
        [
            "El bitcoin cotizaba a {num} dólares a las {hh}:{mm} UTC, un {pct} por ciento de "
            "cambio.",
            "El par abrió en {num} dólares y llegó a tocar los {num} dólares en su punto más alto.",
            "El volumen de las plazas que seguimos sumó {num} millones de dólares.",
            "Se cerraron a la fuerza posiciones por {num} millones, un {pct} por ciento al alza.",
            "El ether valía {num} dólares y se movió un {pct} por ciento en las mismas horas.",
            "El índice de miedo marcaba {pct} y la financiación un {pct} por ciento anual.",
            "Los fondos que guardan la moneda recibieron {num} millones en el saldo del día.",
            "El próximo informe llega cuando cierre la sesión asiática y se sumen sus libros.",
        ],
        [
            "El oro se fijó en {num} dólares la onza, con {pct} por ciento de variación.",
            "La plata siguió con {num} centavos y el platino con {num} dólares.",
            "En las cámaras del mercado se contaron {num} onzas al final de la tarde.",
            "Los compradores pidieron {num} lotes; los vendedores ofrecieron {num} lotes.",
            "La diferencia con el mes siguiente se abrió hasta {pct} dólares.",
            "Una barra de kilo costaba {num} euros en el mostrador de las refinerías.",
            "Este boletín se compone cada día hábil con las cifras que entregan las casas.",
        ],
    ),
    (
        "Descargo de responsabilidad: este texto solo informa y no aconseja comprar ni vender "
        "nada; los precios pueden caer hasta cero y cada cual opera por su cuenta y riesgo.\n"
        "Sigue nuestro canal para leer más historias y descarga la aplicación para operar con "
        "menos comisiones.",
        "Las opiniones de los autores no son las de la casa editora. Nada de lo dicho es una "
        "oferta, ni se responde de las pérdidas que su uso cause.\n"
        "Suscríbete a la carta de la tarde: las cinco historias del día, en tu correo antes de la "
        "cena.",
    ),
    (
        ["Fuente: Cable del Puerto", "Por la mesa de noche", "Edición: R. Pluma", "Foto: archivo"],
        [
            "Publicado antes en El Libro del Este",
            "Elaborado por la redacción",
            "Lectura: 4 minutos",
        ],
    ),
    ["{org} {v} {n}", "Por qué {pl} de {place} quieren {ger} {n}", "{person}: {n} es {adj}"],
)

RUSSIAN = Language(
    "ru",
    {
        "org": _split(
            "биржа «Светлая вода»,банк «Орлан»,фонд «Меридиан»,лаборатория «Тессера»,"
            "компания «Северные ворота»,комиссия по бумагам,дом «Палисад»,сервис «Пустельга»,"
            "министерство финансов,хранилище «Люмен»,товарищество «Набережная»,"
            "центральный депозитарий,фирма «Вантор»,артель «Медный лист»"
        ),
        "person": _split(
            "Мира Кастелян,Юрий Хадлов,Пётр Оярин,Семён Брандт,Инесса Фалькова,Давид Моро,"
            "Рута Абрамова,Тимур Линдов,Айко Реннер,Гавриил Камнев,Надежда Белова,Олег Баптистов"
        ),
        "place": _split(
            "Лиссабоне,Найроби,Роттердаме,Осаке,Торонто,Каире,Дублине,Сантьяго,Таллине,Перте,"
            "Женеве,Джакарте,Осло,Денвере,Аккре,Ханое"
        ),
        "n": _split(
            "реестр,склад,патент,резерв,аукцион,трубопровод,договор,алгоритм,рудник,расчёт,ваучер,"
            "иск,союз,узел,сейф,тариф,образец,заём,аудит,рынок,аккумулятор,терминал,проект,контракт,"
            "бюджет,индекс,токен,сервер,урожай,завод,устав,спутник,прогноз,вклад"
        ),
        "g": _split(
            "реестра,склада,патента,резерва,аукциона,трубопровода,договора,алгоритма,рудника,расчёта,"
            "ваучера,иска,союза,узла,сейфа,тарифа,образца,займа,аудита,рынка,аккумулятора,терминала,"
            "проекта,контракта,бюджета,индекса,токена,сервера,урожая,завода,устава,спутника,прогноза"
        ),
        "pl": _split(
            "инвесторы,инженеры,трейдеры,жильцы,пенсионеры,чиновники,поставщики,ревизоры,шахтёры,"
            "маклеры,разработчики,кредиторы,фермеры,клиенты,акционеры,юристы,учёные,кассиры"
        ),
        "adj": _split(
            "осторожный,внезапный,частный,дорогой,скромный,местный,цифровой,скрытый,смелый,хрупкий,"
            "ровный,чужой,горький,долгий,щедрый,узкий,тихий,временный,быстрый,спорный,выгодный"
        ),
        "v": _split(
            "отложили,расширили,оспорили,оплатили,бросили,отстояли,восстановили,измерили,продали,"
            "застраховали,приостановили,приветствовали,проверили,удвоили,повторили,заменили,"
            "раскритиковали,одобрили,задержали,проследили,арендовали,открыли,высмеяли,изучили"
        ),
        "ger": _split(
            "потеряв,купив,закрыв,переименовав,испытав,передвинув,пересмотрев,выиграв,отправив,"
            "оценив,наняв,напечатав,объединив,разделив,показав"
        ),
        "t": _split(
            "в понедельник,на прошлой неделе,ранней весной,ночью,на рассвете,в этом квартале,"
            "без предупреждения,впервые,в праздники,вечером в пятницу,за несколько часов,"
            "два месяца назад"
        ),
    },
    (
        [
            "В {place} {t} {pl} {v} {adj} {n}, {ger} часть {g}.",
            "{person} считает, что {org} и {pl} {v} «{adj}, но {adj}» {n}.",
            "Около {num} участников {v} {n} до {g}, это {pct} процента {g}.",
            "Вблизи {g} в {place} {pl} и {pl} {v} {n} {t}.",
            "{pl} в {place} {v} {n}, однако {pl} {v} другой {n}.",
            "{ger} {n}, {pl} {v} {num} мест {t}.",
            "«Мы никогда не {v} {n} без {g}», — сказал {person} {t}.",
            "Ни {n}, ни {n} в {place} не {v} {pl}.",
            "За {n} {org} платит {num} рублей, на {pct} процента больше {g}.",
            "Когда {pl} {v} {n}, {person} предложил {adj} {n} вместо {g}.",
            "{adj} {n} в {place} {t} {v}; {org} молчит.",
            "Это был {adj} {n}, по словам {person}, и {pl} {v} его.",
            "{pl} ждут {g} {num} дней, если {org} не вернёт {n} {t}.",
        ],
        [
            "По данным {g}, {pl} и {org} {v} {n} {t}.",
            "То, что {v} в {place}, не {n}, а {adj} {n}.",
            "Подписали {num} человек, {pct} процента из них {pl} в {place}.",
            "Вместо {g} {pl} {v} {adj} {n} {t}.",
            "Уже {t} в {place} {v} {n}, а {pl} нет.",
            "Сначала {org}, затем {pl} {v} {n}, вспоминает {person}.",
            "«{adj} {n}, — пишет {person}, — и {pl} {v} его {t}».",
            "Потратив {num} евро, {org} ищет {adj} {n}, {ger} {n}.",
            "Пресс-служба {g} не видит {g}; {pl} {v} {n}.",
            "Без {g} {pl} уйдут к {org}, где есть {adj} {n}.",
            "Почти все {pl} {v} {n}, но {pct} процента {v} {n} {g}.",
            "За {n} стояли {pl}, {ger} всё, что {v}.",
            "С {num} года {n} не менялся, как {adj} {n}.",
        ],
    ),
    (
        [
            "Биткоин торговался по {num} долларов в {hh}:{mm} по Гринвичу, сдвиг {pct} процента.",
            "Пара открылась на {num} долларах и в высшей точке коснулась {num} долларов.",
            "Оборот площадок, за которыми мы следим, составил {num} млн долларов.",
            "Принудительно закрыты позиции на {num} млн долларов, {pct} процента из них на рост.",
            "Эфир стоил {num} долларов и сдвинулся на {pct} процента за те же часы.",
            "Индекс страха был на отметке {pct}, ставка финансирования {pct} процента годовых.",
            "Фонды, которые держат монету, привлекли в итоге {num} млн долларов.",
            "Следующая сводка выйдет, когда закроется азиатская сессия и сложатся её книги.",
        ],
        [
            "Золото закрепилось на {num} долларах за унцию, перемена на {pct} процента к утру.",
            "Серебро шло следом с {num} центами, платина с {num} долларами.",
            "В кладовых торговой палаты насчитали {num} унций к концу вечера.",
            "Покупатели просили {num} лотов; продавцы давали {num} лотов.",
            "Разница со следующим месяцем выросла до {pct} доллара.",
            "Килограммовый слиток стоил {num} евро у прилавка заводов.",
            "Бюллетень составлен, как каждый рабочий день, по числам, которые сдают дома.",
        ],
    ),
    (
        "Отказ от ответственности: этот текст лишь сообщает и не советует ничего покупать или "
        "продавать; цены могут упасть до нуля, и каждый торгует на свой страх.\n"
        "Подпишитесь на наш канал, где рассказов больше, и скачайте приложение, чтобы торговать с "
        "меньшей комиссией.",
        "Мнения авторов не совпадают с мнением издателя. Ничто здесь не оферта, и за убытки от "
        "применения никто не отвечает.\n"
        "Вечернее письмо: пять историй, которые двигали день, в вашем ящике до ужина.",
    ),
    (
        ["Источник: Портовый телеграф", "Ночная смена", "Редактор Р. Перов", "Фото: архив"],
        ["Впервые вышло в «Восточной книге»", "Составила редакция", "Чтение: 4 минуты"],
    ),
    ["{pl} {v} {adj} {n}", "Почему в {place} {v} {n}", "{person}: {n} без {g}"],
)

CHINESE = Language(
    "zh",
    {
        "org": _split(
            "清河交易所,沃伦银行,子午基金,镶嵌实验室,北门矿业,证券委员会,栅栏资本,红隼支付,财政部门,"
            "流明托管,滨江合伙,中央存管处,万拓系统,铜叶公司,蓝鳍数据,储蓄联社"
        ),
        "person": _split(
            "卡米拉,朱恒立,裴若兰,山姆布,伊内斯,莫大卫,阮如思,林托马,雷爱子,石加百,白娜佳,欧文白"
        ),
        "place": _split(
            "里斯本,内罗毕,鹿特丹,大阪,多伦多,开罗,都柏林,圣地亚哥,塔林,珀斯,日内瓦,雅加达,奥斯陆,"
            "丹佛"
        ),
        "n": _split(
            "账本,仓库,牌照,储备,拍卖,管道,条约,算法,矿山,结算,代金券,诉讼,合并案,网络,金库,关税,"
            "样机,补贴,贷款,审计,市场,快递,电池,码头,提案,合同,预算,指数,代币,债券,服务器,收成,炼厂,"
            "章程,卫星,预测,联盟,存款,配额"
        ),
        "pl": _split(
            "投资人,工程师,交易员,租户,退休者,监管者,供应商,审计师,矿工,经纪人,开发者,贷方,农户,"
            "客户,股东,律师,科学家,柜员"
        ),
        "adj": _split(
            "谨慎的,突然的,私人的,昂贵的,适度的,地方的,数字的,隐藏的,大胆的,脆弱的,平稳的,外来的,"
            "漫长的,慷慨的,狭窄的,不受欢迎的,安静的,临时的,老旧的,快速的,有争议的,赚钱的"
        ),
        "v": _split(
            "推迟了,扩大了,质疑了,资助了,放弃了,捍卫了,重建了,测量了,出售了,承保了,暂停了,欢迎了,"
            "检查了,翻倍了,复制了,替换了,批评了,批准了,拖延了,追踪了,租下了,重开了,嘲笑了,研究了"
        ),
        "ger": _split("失去,买下,关闭,改名,测试,搬迁,复核,赢得,运送,定价,招募,印刷,合并,拆分,打开"),
        "t": _split(
            "周一,上周,早春,夜里,黎明时,本季度,事先未通知,头一回,假期里,周五深夜,几小时内,两个月前"
        ),
    },
    (
        [
            "{org}{t}在{place}{v}{adj}{n}，此前曾{ger}一处{n}。",
            "替{org}{v}{n}的{person}称这{n}“{adj}也是{adj}”。",
            "约{num}名{pl}{v}{n}，随后{n}{v}其中{pct}%。",
            "{place}附近一处{adj}{n}{t}让{pl}和{pl}不安。",
            "{place}的{pl}{v}{n}，而{org}的{pl}{v}另一个{n}。",
            "通过{ger}{n}，{org}{t}{v}{num}个岗位。",
            "“没有{pl}就没有{n}，”{person}{t}对{pl}说。",
            "无论{n}还是{place}的{n}，都没有{v}{pl}。",
            "这个{n}花了{org}{num}美元，比{adj}{n}多{pct}%。",
            "{pl}{v}{n}时，{person}{v}{adj}{n}，又{v}{n}。",
            "{place}{t}{v}每个{n}，{org}一个也没有。",
            "{person}说，正是{adj}{n}{v}{org}的{n}。",
            "{pl}预计{ger}{n}要{num}天，除非{org}{t}插手。",
        ],
        [
            "据{person}介绍，{org}里{adj}{pl}{t}{v}{n}。",
            "{org}在{place}{v}的与其说是{n}，不如说是{adj}{n}。",
            "共有{num}位{pl}签字，{pct}%来自{place}。",
            "{pl}没有{ger}{n}，反而{t}{v}{org}。",
            "到了{t}，{place}把{n}输给了{pl}。",
            "{person}回忆，{org}先{v}{n}，{pl}也{v}。",
            "“{n}是{adj}，”{person}写道，“{pl}{t}{v}。”",
            "为{ger}和{ger}{n}，{org}用去{num}欧元。",
            "发言人{v}关于{adj}{n}的消息，{pl}{v}它。",
            "倘若{n}落空，{pl}会转向{place}及其{adj}{n}。",
            "多数{pl}{v}{person}的{n}，但{pct}%的人{v}{org}。",
            "站在{n}背后的是{adj}{pl}，他们{ger}{n}。",
            "自{num}年来，没有{n}像{adj}{n}这样{v}{pl}。",
        ],
    ),
    (
        [
            "截至{hh}:{mm}，比特币报{num}美元，较前一日变动{pct}%。",
            "该交易对开于{num}美元，盘中最高触及{num}美元。",
            "我们所跟踪的各平台成交额合计{num}万美元。",
            "被强制平仓的头寸达{num}万美元，其中多单占{pct}%。",
            "以太坊报{num}美元，同一时段内变动{pct}%。",
            "恐慌指数为{pct}，资金费率折合年化{pct}%。",
            "持有该币的基金当日净流入{num}万美元。",
            "待亚洲时段收盘并结清账目之后，我们会发布下一份简报。",
        ],
        [
            "黄金定盘价为每盎司{num}美元，较早盘变化{pct}%。",
            "白银随后报{num}美分，铂金报{num}美元。",
            "傍晚清点时，交易场所库房共存{num}盎司。",
            "收市时买方求购{num}手，卖方挂出{num}手。",
            "现货与次月合约的价差扩大到{pct}美元。",
            "炼厂柜台上一公斤金条售{num}欧元。",
            "本简报于每个工作日依据各家商号交来的数字编成。",
        ],
    ),
    (
        "免责声明：本文只供了解情况，并不劝人买进或卖出任何东西；价格可能跌到一文不值，"
        "交易者须自担风险。\n关注我们的频道，阅读更多故事，并下载应用，以更低的手续费交易。",
        "作者的看法不等于出版方的看法。文中所言均非要约，因使用本文造成的损失概不负责。\n"
        "订阅晚间来信：搅动今天的五个故事，晚饭前送到您的邮箱。",
    ),
    (
        ["来源：港口电讯", "夜班编辑部", "责任编辑：毛笔", "图片：资料室"],
        ["原载《东方账簿》", "本社编译", "阅读时间：4分钟"],
    ),
    ["{org}{v}{adj}{n}", "{place}的{pl}为何{v}{n}", "{person}：{n}是{adj}"],
    space="",
)

LANGUAGES = (ENGLISH, SPANISH, RUSSIAN, CHINESE)
# Labels that a page may leave in the text, by interface language.
CHROME = {
    "en": ("Share", "Copy link", "Related news", "Author", "2 min read", "Back to top"),
    "es": (
        "Compartir",
        "Copiar enlace",
        "Noticias relacionadas",
        "Autor",
        "Lectura de 2 min",
        "Arriba",
    ),
    "tr": ("Paylaş", "Bağlantıyı kopyala", "İlgili haberler", "Yazar", "2 dk okuma", "Başa dön"),
    "zh": ("分享", "复制链接", "相关阅读", "作者", "阅读2分钟", "返回顶部"),
    "ru": ("Поделиться", "Скопировать ссылку", "По теме", "Автор", "Читать 2 мин", "Наверх"),
}


@dataclass(frozen=True)
class Text:
    """An article as the signature sees it."""

    title: str
    paragraphs: tuple[tuple[str, ...], ...]
    tail: str = ""

    def body(self, space: str) -> str:
        parts = [space.join(sentences) for sentences in self.paragraphs]
        return "\n\n".join([*parts, self.tail] if self.tail else parts)


class Writer:
    """Writes articles in one language, with one of its two sets of frames."""

    def __init__(self, language: Language, half: int, seed: int) -> None:
        self.language = language
        self.half = half
        # Seeded by a text: the same in any process.
        self.chance = random.Random(f"{language.code} {half} {seed}")

    def fill(self, frame: str, words: dict[str, list[str]]) -> str:
        def word(match: re.Match[str]) -> str:
            match match[1]:
                case "num":
                    return f"{self.chance.randint(11, 99_999):,}"
                case "pct":
                    return f"{self.chance.uniform(0.1, 88):.1f}"
                case "hh":
                    return f"{self.chance.randint(0, 23):02}"
                case "mm":
                    return f"{self.chance.randint(0, 59):02}"
                case name:
                    return self.chance.choice(words[name])

        text = _SLOT.sub(word, frame)
        return text[:1].upper() + text[1:]

    def topic(self) -> dict[str, list[str]]:
        """A third of each list of words: what articles of a topic are made of."""
        return {
            name: self.chance.sample(words, max(3, len(words) // 3))
            for name, words in self.language.words.items()
        }

    def article(self, topic: dict[str, list[str]], sentences: int) -> Text:
        made = [self.sentence(topic) for _ in range(sentences)]
        paragraphs = []
        while made:
            size = self.chance.randint(2, 4)
            paragraphs.append(tuple(made[:size]))
            made = made[size:]
        return Text(self.title(topic), tuple(paragraphs), self.tail())

    def sentence(self, topic: dict[str, list[str]]) -> str:
        return self.fill(self.chance.choice(self.language.frames[self.half]), topic)

    def title(self, topic: dict[str, list[str]]) -> str:
        return self.fill(self.chance.choice(self.language.titles), topic)

    def tail(self) -> str:
        return self.language.boilerplate[self.half] if self.chance.random() < 0.6 else ""

    def report(self) -> Text:
        """A report of prices: every day the same words."""
        frames = self.language.reports[self.half]
        made = [self.fill(frame, self.language.words) for frame in frames]
        small_print = self.language.boilerplate[self.half]
        return Text(made[0], (tuple(made[:3]), tuple(made[3:])), small_print)
