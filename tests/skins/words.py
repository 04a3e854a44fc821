"""The words of pages around their articles, in several languages."""

from __future__ import annotations

from tests.skins.content import Words

WORDS = {
    "es": Words(
        nav=("Inicio", "Noticias", "Comprar cripto", "Mercados", "Trading", "Finanzas", "Ayuda"),
        trading=("Trading", "Spot", "Futuros"),
        share="Compartir",
        views="12,4K vistas",
        minutes="4 min de lectura",
        more="Más noticias",
        hot="Lo más leído",
        advert="Publicidad",
        read_more="Lea también",
        expand="Leer más",
        previous="Anterior",
        following="Siguiente",
        cookies="Usamos cookies para mejorar su experiencia en este sitio. Puede cambiar su "
        "elección en cualquier momento.",
        accept="Aceptar todo",
        newsletter=("Boletín diario", "Reciba cada mañana lo más importante del mercado."),
        subscribe="Suscribirse",
        disclaimer="Aviso de riesgo: los activos digitales son volátiles y su valor puede bajar "
        "tanto como subir. La información de estas páginas no es una recomendación de inversión "
        "ni una oferta de compra o de venta, y puede no estar disponible en su región. Antes de "
        "operar, valore su situación financiera y pida consejo independiente si lo necesita. "
        "© 2013-2026 HTX. Todos los derechos reservados.",
        login=("Inicie sesión", "Entre en su cuenta para seguir leyendo y comentar.", "Entrar"),
        comments=(
            "Comentarios (2)",
            "lucia_88",
            "Muy buen resumen, gracias por explicarlo con tanta calma.",
            "Marcos T.",
            "¿Alguien sabe cuándo empieza a contratar ese laboratorio?",
        ),
    ),
    "en": Words(
        nav=("Home", "News", "Buy Crypto", "Markets", "Derivatives", "Earn", "Support"),
        trading=("Trading", "Spot", "Futures"),
        share="Share",
        views="8,231 views",
        minutes="5 min read",
        more="More news",
        hot="Trending",
        advert="Advertisement",
        read_more="Read also",
        expand="Read more",
        previous="Previous",
        following="Next",
        cookies="We use cookies to make this site work and to learn how it is used. You can "
        "change your choice at any time.",
        accept="Accept all",
        newsletter=("The Morning Note", "The five stories that matter, in your inbox by seven."),
        subscribe="Sign up",
        disclaimer="Risk warning: digital assets can lose value as quickly as they gain it. "
        "Nothing on these pages is advice to buy or sell, and some services are not offered "
        "everywhere. Consider your own means before you trade and ask an independent adviser "
        "where you are unsure. © 2013-2026 HTX. All rights reserved.",
        login=("Log in", "Log in to keep reading and to join the discussion.", "Continue"),
        comments=(
            "Comments (2)",
            "orchid",
            "I wonder how the smaller funds will deal with this rule.",
            "Ben W.",
            "Good read, though the chart could be larger on a phone.",
        ),
    ),
    "tr": Words(
        nav=("Ana sayfa", "Haberler", "Kripto satın al", "Piyasalar", "Vadeli", "Destek"),
        trading=("Alım satım", "Spot", "Vadeli işlemler"),
        share="Paylaş",
        views="3.208 görüntülenme",
        minutes="3 dk okuma",
        more="Daha fazla haber",
        hot="Çok okunanlar",
        advert="Reklam",
        read_more="Bunu da okuyun",
        expand="Devamını oku",
        previous="Önceki",
        following="Sonraki",
        cookies="Bu sitede deneyiminizi iyileştirmek için çerez kullanıyoruz. Seçiminizi "
        "istediğiniz an değiştirebilirsiniz.",
        accept="Tümünü kabul et",
        newsletter=("Günlük bülten", "Piyasanın öne çıkanları her sabah e-postanızda."),
        subscribe="Abone ol",
        disclaimer="Risk uyarısı: dijital varlıkların değeri kısa sürede düşebilir. Bu "
        "sayfalardaki bilgiler yatırım tavsiyesi değildir ve bazı hizmetler her ülkede "
        "sunulmaz. İşlem yapmadan önce kendi durumunuzu değerlendirin, gerekirse bağımsız bir "
        "uzmana danışın. © 2013-2026 HTX. Tüm hakları saklıdır.",
        login=("Giriş yap", "Okumaya devam etmek için hesabınıza girin.", "Giriş"),
        comments=(
            "Yorumlar (2)",
            "deniz",
            "Açık ve sade bir anlatım olmuş, elinize sağlık.",
            "Kerem A.",
            "Peki küçük işletmeler bundan nasıl etkilenecek?",
        ),
    ),
    "zh": Words(
        nav=("首页", "资讯", "快捷买币", "行情", "合约", "理财", "帮助中心"),
        trading=("交易", "现货", "合约"),
        share="分享",
        views="浏览 5321",
        minutes="阅读需 4 分钟",
        more="更多资讯",
        hot="热门资讯",
        advert="广告",
        read_more="延伸阅读",
        expand="展开全文",
        previous="上一篇",
        following="下一篇",
        cookies="我们使用 Cookie 来改善您的浏览体验，您可以随时更改选择。",
        accept="全部接受",
        newsletter=("每日早报", "每天早上七点，把最重要的五条消息发到您的邮箱。"),
        subscribe="订阅",
        disclaimer="风险提示：数字资产价格波动较大，可能在短时间内大幅下跌。本页面内容不构成任何投资建议，"
        "部分服务在某些国家和地区不可用。交易前请充分了解自身情况，必要时咨询独立的专业人士。"
        "© 2013-2026 HTX 版权所有。",
        login=("登录", "登录后可继续阅读并参与讨论。", "立即登录"),
        comments=(
            "评论（2）",
            "山间来客",
            "写得很清楚，终于看懂这条新规了。",
            "阿木",
            "希望后续能有更多数据。",
        ),
    ),
    "el": Words(
        nav=("Αρχική", "Νέα", "Αγορά κρυπτονομισμάτων", "Αγορές", "Παράγωγα", "Βοήθεια"),
        trading=("Συναλλαγές", "Άμεση αγορά", "Συμβόλαια"),
        share="Κοινοποίηση",
        views="2.117 προβολές",
        minutes="4 λεπτά ανάγνωση",
        more="Περισσότερα νέα",
        hot="Δημοφιλή",
        advert="Διαφήμιση",
        read_more="Διαβάστε επίσης",
        expand="Διαβάστε περισσότερα",
        previous="Προηγούμενο",
        following="Επόμενο",
        cookies="Χρησιμοποιούμε cookies για να βελτιώσουμε την εμπειρία σας. Μπορείτε να αλλάξετε "
        "την επιλογή σας ανά πάσα στιγμή.",
        accept="Αποδοχή όλων",
        newsletter=("Πρωινό δελτίο", "Τα πέντε σημαντικότερα νέα κάθε πρωί στο ταχυδρομείο σας."),
        subscribe="Εγγραφή",
        disclaimer="Προειδοποίηση κινδύνου: τα ψηφιακά περιουσιακά στοιχεία μπορούν να χάσουν την "
        "αξία τους πολύ γρήγορα. Οι πληροφορίες αυτών των σελίδων δεν αποτελούν επενδυτική "
        "συμβουλή και ορισμένες υπηρεσίες δεν προσφέρονται παντού. Πριν από κάθε συναλλαγή "
        "σκεφτείτε τις δυνατότητές σας. © 2013-2026 HTX. Με επιφύλαξη παντός δικαιώματος.",
        login=("Σύνδεση", "Συνδεθείτε για να συνεχίσετε την ανάγνωση.", "Είσοδος"),
        comments=(
            "Σχόλια (2)",
            "nikos",
            "Πολύ καθαρή εξήγηση, ευχαριστούμε.",
            "Ελένη",
            "Θα ήθελα περισσότερα στοιχεία για το κόστος.",
        ),
    ),
    "ro": Words(
        nav=("Acasă", "Știri", "Cumpără cripto", "Piețe", "Derivate", "Ajutor"),
        trading=("Tranzacționare", "La vedere", "Contracte"),
        share="Distribuie",
        views="1.904 vizualizări",
        minutes="4 min de citit",
        more="Mai multe știri",
        hot="Cele mai citite",
        advert="Publicitate",
        read_more="Citește și",
        expand="Citește mai mult",
        previous="Înapoi",
        following="Înainte",
        cookies="Folosim module cookie pentru a îmbunătăți experiența dumneavoastră. Puteți "
        "schimba alegerea în orice moment.",
        accept="Acceptă tot",
        newsletter=("Buletinul dimineții", "Cele mai importante cinci știri, în fiecare zi."),
        subscribe="Abonează-te",
        disclaimer="Avertisment de risc: valoarea activelor digitale poate scădea la fel de "
        "repede cum crește. Informațiile din aceste pagini nu reprezintă o recomandare de "
        "investiții, iar unele servicii nu sunt disponibile în toate țările. Înainte de a "
        "tranzacționa, analizați propria situație. © 2013-2026 HTX. Toate drepturile rezervate.",
        login=("Autentificare", "Intrați în cont pentru a citi mai departe.", "Intră"),
        comments=(
            "Comentarii (2)",
            "andrei_p",
            "Foarte bine explicat, mulțumesc pentru articol.",
            "Ioana",
            "Mi-ar plăcea să văd și cifrele pe anul trecut.",
        ),
    ),
    "fr": Words(
        nav=("Accueil", "Actualités", "Acheter", "Marchés", "Dérivés", "Assistance"),
        trading=("Trading", "Au comptant", "Contrats à terme"),
        share="Partager",
        views="4 812 vues",
        minutes="2 min de lecture",
        more="Plus d'actualités",
        hot="Les plus lus",
        advert="Publicité",
        read_more="À lire aussi",
        expand="Lire la suite",
        previous="Précédent",
        following="Suivant",
        cookies="Nous utilisons des cookies pour améliorer votre expérience. Vous pouvez changer "
        "d'avis à tout moment.",
        accept="Tout accepter",
        newsletter=(
            "La lettre du matin",
            "Chaque jour, l'essentiel des marchés avant sept heures.",
        ),
        subscribe="S'abonner",
        disclaimer="Avertissement : la valeur des actifs numériques peut baisser aussi vite "
        "qu'elle monte. Les informations de ces pages ne constituent pas un conseil en "
        "investissement et certains services ne sont pas proposés partout. Avant toute "
        "opération, tenez compte de votre situation. © 2013-2026 HTX. Tous droits réservés.",
        login=("Connexion", "Connectez-vous pour poursuivre la lecture.", "Se connecter"),
        comments=(
            "Commentaires (2)",
            "camille",
            "Enfin un article clair sur ce sujet, merci.",
            "J. Robin",
            "Il manque peut-être un mot sur les frais.",
        ),
    ),
    "pt": Words(
        nav=("Início", "Notícias", "Comprar cripto", "Mercados", "Derivativos", "Suporte"),
        trading=("Negociação", "À vista", "Futuros"),
        share="Compartilhar",
        views="6.540 visualizações",
        minutes="3 min de leitura",
        more="Mais notícias",
        hot="Mais lidas",
        advert="Anúncio",
        read_more="Leia também",
        expand="Ler mais",
        previous="Anterior",
        following="Próxima",
        cookies="Usamos cookies para melhorar a sua experiência. Você pode mudar a sua escolha a "
        "qualquer momento.",
        accept="Aceitar todos",
        newsletter=("Boletim da manhã", "O essencial do mercado no seu e-mail, todos os dias."),
        subscribe="Assinar",
        disclaimer="Aviso de risco: o valor dos ativos digitais pode cair tão depressa quanto "
        "sobe. As informações destas páginas não são recomendação de investimento e alguns "
        "serviços não estão disponíveis em todos os países. Antes de negociar, avalie a sua "
        "situação financeira. © 2013-2026 HTX. Todos os direitos reservados.",
        login=("Entrar", "Entre na sua conta para continuar a leitura.", "Continuar"),
        comments=(
            "Comentários (2)",
            "rafa",
            "Texto direto e sem exageros, gostei.",
            "Bia M.",
            "Faltou dizer quanto isso custa para o usuário.",
        ),
    ),
    "ru": Words(
        nav=("Главная", "Новости", "Купить криптовалюту", "Рынки", "Фьючерсы", "Поддержка"),
        trading=("Торговля", "Спот", "Фьючерсы"),
        share="Поделиться",
        views="7 315 просмотров",
        minutes="4 мин чтения",
        more="Больше новостей",
        hot="Популярное",
        advert="Реклама",
        read_more="Читайте также",
        expand="Читать далее",
        previous="Назад",
        following="Вперёд",
        cookies="Мы используем файлы cookie, чтобы сайт работал лучше. Вы можете изменить свой "
        "выбор в любое время.",
        accept="Принять все",
        newsletter=("Утренний выпуск", "Главное о рынке каждое утро у вас в почте."),
        subscribe="Подписаться",
        disclaimer="Предупреждение о рисках: стоимость цифровых активов может быстро снижаться. "
        "Сведения на этих страницах не являются инвестиционной рекомендацией, а некоторые "
        "услуги доступны не во всех странах. Перед сделкой оцените своё финансовое положение. "
        "© 2013-2026 HTX. Все права защищены.",
        login=("Вход", "Войдите, чтобы продолжить чтение.", "Войти"),
        comments=(
            "Комментарии (2)",
            "sova",
            "Спасибо, наконец стало понятно, как это устроено.",
            "Игорь Л.",
            "Хотелось бы увидеть цифры за прошлый год.",
        ),
    ),
    "it": Words(
        nav=("Home", "Notizie", "Acquista cripto", "Mercati", "Derivati", "Assistenza"),
        trading=("Trading", "A pronti", "Contratti"),
        share="Condividi",
        views="2.846 visualizzazioni",
        minutes="3 min di lettura",
        more="Altre notizie",
        hot="I più letti",
        advert="Pubblicità",
        read_more="Leggi anche",
        expand="Leggi tutto",
        previous="Precedente",
        following="Successivo",
        cookies="Usiamo i cookie per migliorare la tua esperienza. Puoi cambiare la tua scelta in "
        "qualsiasi momento.",
        accept="Accetta tutto",
        newsletter=("La nota del mattino", "Ogni giorno le cinque notizie che contano."),
        subscribe="Iscriviti",
        disclaimer="Avviso di rischio: il valore delle attività digitali può scendere tanto "
        "velocemente quanto sale. Le informazioni di queste pagine non sono un consiglio di "
        "investimento e alcuni servizi non sono disponibili ovunque. Prima di operare valuta "
        "la tua situazione. © 2013-2026 HTX. Tutti i diritti riservati.",
        login=("Accedi", "Accedi al tuo conto per continuare a leggere.", "Entra"),
        comments=(
            "Commenti (2)",
            "giulia",
            "Spiegato molto bene, complimenti.",
            "Paolo R.",
            "Mi sarebbe piaciuto un confronto con gli altri paesi.",
        ),
    ),
    "uk": Words(
        nav=("Головна", "Новини", "Купити криптовалюту", "Ринки", "Ф'ючерси", "Підтримка"),
        trading=("Торгівля", "Спот", "Ф'ючерси"),
        share="Поділитися",
        views="2 480 переглядів",
        minutes="4 хв читання",
        more="Більше новин",
        hot="Популярне",
        advert="Реклама",
        read_more="Читайте також",
        expand="Читати далі",
        previous="Назад",
        following="Далі",
        cookies="Ми використовуємо файли cookie, щоб сайт працював краще. Ви можете змінити свій "
        "вибір будь-коли.",
        accept="Прийняти все",
        newsletter=("Ранковий випуск", "Головне про ринок щоранку у вашій пошті."),
        subscribe="Підписатися",
        disclaimer="Попередження про ризики: вартість цифрових активів може швидко знижуватися. "
        "Відомості на цих сторінках не є інвестиційною порадою, а деякі послуги доступні не в "
        "усіх країнах. Перед угодою оцініть свій фінансовий стан. © 2013-2026 HTX. Усі права "
        "захищено.",
        login=("Вхід", "Увійдіть, щоб читати далі.", "Увійти"),
        comments=(
            "Коментарі (2)",
            "kalyna",
            "Дуже зрозуміло пояснено, дякую.",
            "Остап В.",
            "Цікаво було б побачити цифри за минулий рік.",
        ),
    ),
    "de": Words(
        nav=("Startseite", "Nachrichten", "Krypto kaufen", "Märkte", "Derivate", "Hilfe"),
        trading=("Handel", "Kassamarkt", "Terminmarkt"),
        share="Teilen",
        views="3.916 Aufrufe",
        minutes="4 Min. Lesezeit",
        more="Weitere Nachrichten",
        hot="Meistgelesen",
        advert="Anzeige",
        read_more="Lesen Sie auch",
        expand="Weiterlesen",
        previous="Zurück",
        following="Weiter",
        cookies="Wir verwenden Cookies, damit diese Seiten funktionieren. Sie können Ihre Wahl "
        "jederzeit ändern.",
        accept="Alle annehmen",
        newsletter=("Der Morgenbrief", "Jeden Tag vor sieben die fünf wichtigsten Meldungen."),
        subscribe="Abonnieren",
        disclaimer="Risikohinweis: Der Wert digitaler Vermögenswerte kann so schnell fallen, wie "
        "er steigt. Nichts auf diesen Seiten ist eine Empfehlung zum Kauf oder Verkauf, und manche "
        "Dienste werden nicht überall angeboten. Prüfen Sie vor jedem Geschäft Ihre eigene Lage. "
        "© 2013-2026 HTX. Alle Rechte vorbehalten.",
        login=("Anmelden", "Melden Sie sich an, um weiterzulesen.", "Weiter"),
        comments=(
            "Kommentare (2)",
            "hanna",
            "Sehr klar erklärt, vielen Dank dafür.",
            "Jörg P.",
            "Die Zahlen des letzten Jahres hätten mich noch interessiert.",
        ),
    ),
}
