"""What the parts of a page are called, by language: the words alone.

To add a language's missing word, add it to its row. A row names, in this order: words beside the
date of publication, beside the date of the last update, over the summary, over related questions,
over related readings. Matching ignores case, punctuation and spaces at the ends.
"""

# The first nine rows hold the labels seen on the site that this reader was first made for; the
# other words are what sites of that language commonly print.
LABELS: dict[str, tuple[str, str, str, str, str]] = {
    "en": (
        "Published on|Published at|Published|Posted on|Posted|First published",
        "Last updated on|Last updated|Updated on|Updated at|Updated|Last modified|Modified",
        "Abstract|Summary|Key points|Key takeaways|TL;DR|AI summary|In brief",
        "Related Questions|Frequently Asked Questions|Frequently Asked Questions (FAQ)|FAQ|"
        "FAQs|Q&A|People also ask|Questions and answers|Related Q&A",
        "Related Reads|Related Readings|Related Reading|Related Articles|Related News|"
        "Related Stories|Related Posts|Related|You may also like|Recommended|"
        "Recommended reading|Recommended for you|Further reading|More on this topic|"
        "More stories|Similar articles|Related Post|Related Article|Related Story|"
        "Related Content|Related Coverage|Related Links|See also|Read next|Read also|"
        "Also read|Up next|Next up|More on this|More on this story|More on this subject|"
        "More like this|More coverage|More related stories|Don't miss|You might also like|"
        "You might be interested in|You may also be interested in|You may like|"
        "People who read this, also read|Readers also read|Readers also liked|Similar stories|"
        "Similar news|Similar posts|In this series|Go deeper|Dig deeper|Recommended articles|"
        "Recommended stories|Suggested reading",
    ),
    "es": (
        "Publicado a|Publicado el|Publicado en|Publicado",
        "Actualizado a|Actualizado el|Última actualización el|Última actualización|Actualizado",
        "Resumen|Puntos clave|En resumen",
        "Preguntas relacionadas|Preguntas frecuentes|Preguntas y respuestas",
        "Lecturas Relacionadas|Artículos relacionados|Noticias relacionadas|"
        "Lecturas recomendadas|Te puede interesar|Contenido relacionado|Relacionado|"
        "Relacionados|Relacionada|Relacionadas|Noticia relacionada|Artículo relacionado|"
        "Contenidos relacionados|Notas relacionadas|Más información|Más sobre este tema|"
        "Sobre este tema|Lea también|Lee también|Lea además|Le puede interesar|"
        "También te puede interesar|Te recomendamos|Ver también|Vea también|No te pierdas|"
        "Quizás te interese",
    ),
    "pt": (
        "Publicado em|Publicado a|Publicado",
        "Última atualização em|Última atualização|Atualizado em|Atualizado a|Atualizado",
        "Resumo|Pontos-chave|Em resumo",
        "Perguntas relacionadas|Perguntas frequentes|Perguntas e respostas|Questões relacionadas",
        "Leituras Relacionadas|Leitura relacionada|Artigos relacionados|Notícias relacionadas|"
        "Leia também|Veja também|Conteúdo relacionado|Relacionadas|Relacionados|"
        "Notícia relacionada|Artigo relacionado|Matérias relacionadas|Conteúdos relacionados|"
        "Posts relacionados|Leia ainda|Confira também|Mais sobre o tema|"
        "Mais sobre este assunto|Você também pode gostar|Você pode gostar|"
        "Recomendadas para você|Ver também|Não perca",
    ),
    "ru": (
        "Опубликовано|Дата публикации|Опубликован",
        "Обновлено|Последнее обновление|Обновлён|Дата обновления",
        "Введение|Аннотация|Краткое содержание|Резюме|Кратко|Главное",
        "Связанные с этим вопросы|Связанные вопросы|Похожие вопросы|Часто задаваемые вопросы|"
        "Вопросы и ответы|Вопросы по теме",
        "Похожее|Похожие материалы|Похожие статьи|Читайте также|По теме|Материалы по теме|"
        "Связанные статьи|Рекомендуемое|Рекомендуем|Похожие новости|Связанные материалы|"
        "Связанное чтение|Читать также|Читайте ещё|Читайте еще|Читать ещё|Смотрите также|"
        "Ещё по теме|Еще по теме|Больше по теме|Другие материалы по теме|Материал по теме|"
        "Новости по теме|Связанные новости|Подробнее по теме|На эту тему|"
        "Вам может быть интересно|Это интересно|Рекомендуем почитать|Что ещё почитать",
    ),
    "uk": (
        "Опубліковано о|Опубліковано|Дата публікації",
        "Востаннє оновлено о|Востаннє оновлено|Оновлено о|Оновлено|Останнє оновлення",
        "Анотація|Короткий зміст|Резюме|Вступ|Коротко|Головне",
        "Пов'язані питання|Пов’язані питання|Пов'язані запитання|Пов’язані запитання|"
        "Схожі запитання|Поширені запитання|Запитання та відповіді|Питання та відповіді",
        "Пов'язані матеріали|Пов’язані матеріали|Пов'язані статті|Пов’язані статті|"
        "Читайте також|Схожі матеріали|Схожі статті|Матеріали по темі|"
        "Вас також може зацікавити|Читайте ще|Дивіться також|Ще за темою|За темою|По темі|"
        "На цю тему|Матеріали за темою|Новини за темою|Більше за темою|Пов'язані новини|"
        "Схожі новини|Вам може бути цікаво|Рекомендуємо",
    ),
    "it": (
        "Pubblicato|Pubblicato il|Data di pubblicazione",
        "Pubblicato ultima volta|Ultimo aggiornamento|Ultimo aggiornamento il|Aggiornato|"
        "Aggiornato il|Aggiornata il",
        "Introduzione|Riassunto|Sintesi|Sommario|Abstract|In breve|Punti chiave",
        "Domande pertinenti|Domande correlate|Domande frequenti|Domande e risposte",
        "Letture associate|Letture correlate|Articoli correlati|Notizie correlate|Leggi anche|"
        "Potrebbe interessarti|Contenuti correlati|Vedi anche|Ti potrebbe interessare|"
        "Potrebbe interessarti anche|Articolo correlato|Correlati|Per approfondire|"
        "Approfondisci|Approfondimenti|Sullo stesso argomento|Notizie collegate|Da non perdere",
    ),
    "tr": (
        "tarihinde yayınlandı|tarihinde yayımlandı|Yayınlandı|Yayımlandı|Yayınlanma tarihi|"
        "Yayın tarihi",
        "tarihinde güncellendi|tarihinde son güncellendi|Güncellendi|Son güncelleme|"
        "Güncellenme tarihi",
        "Özet|Kısaca|Öne çıkanlar",
        "İlgili Sorular|Sıkça sorulan sorular|Sık sorulan sorular|Sorular ve cevaplar|SSS",
        "İlgili Okumalar|İlgili Makaleler|İlgili Haberler|İlgili yazılar|Benzer haberler|"
        "Önerilen|Bunlar da ilginizi çekebilir|İlgili|İlgili haber|İlgili içerikler|"
        "Benzer içerikler|İlginizi çekebilir|Ayrıca okuyun|Bunu da okuyun|Bunları da okuyun|"
        "Sizin için önerilenler|Önerilen haberler",
    ),
    "fr": (
        "Publié le|Publié à|Publié|Paru le",
        "Dernière mise à jour le|Dernière mise à jour|Mis à jour le|Mis à jour|Mise à jour le|"
        "Modifié le",
        "Résumé|En bref|L'essentiel|Points clés",
        "Questions liées|Questions connexes|Questions associées|Questions fréquentes|"
        "Questions fréquemment posées|Foire aux questions|Questions et réponses",
        "Lectures associées|Lectures liées|Lectures connexes|Articles connexes|Articles liés|"
        "Articles similaires|À lire aussi|Lire aussi|Sur le même sujet|A lire aussi|"
        "À lire également|A lire également|Lire également|À voir aussi|Voir aussi|"
        "Sur le même thème|Sur ce sujet|Sur le sujet|Dans le même dossier|Article lié|"
        "Article similaire|Articles associés|Contenus associés|En lien|Pour aller plus loin|"
        "Vous aimerez aussi|Vous pourriez aussi aimer|À découvrir aussi",
    ),
    "zh": (
        "发布于|发表于|发布时间|發佈於|發布於|發表於|發布時間|發佈時間|发布|刊登于",
        "更新于|最后更新于|最近更新|最后更新|更新時間|更新时间|更新於|最後更新於|最後更新",
        "文章摘要|摘要|内容摘要|內容摘要|核心要点|AI摘要|导读|導讀|简介",
        "相关问答|相关问题|相關問答|相關問題|常见问题|常見問題|问答|問答",
        "相关阅读|相關閱讀|相关文章|相關文章|相关新闻|相關新聞|推荐阅读|推薦閱讀|延伸阅读|"
        "延伸閱讀|相关推荐|相關推薦|热门推荐|猜你喜欢|相关报道|相關報導|相关内容|相關內容|"
        "相关链接|相關連結|相关资讯|相關資訊|相关专题|相关稿件|更多相关|更多文章|更多报道|"
        "推荐文章|推薦文章|你可能感兴趣|您可能感兴趣|你可能也喜歡|您可能也喜歡|你可能還會喜歡|"
        "猜你想看",
    ),
    "id": (
        "Dipublikasikan pada|Diterbitkan pada|Dipublikasikan tanggal|Dipublikasikan|"
        "Diterbitkan|Tayang",
        "Terakhir diperbarui pada|Terakhir diperbarui|Diperbarui pada|Diperbarui|Diupdate",
        "Abstrak|Ringkasan|Intisari|Rangkuman",
        "Pertanyaan Terkait|Pertanyaan umum|Pertanyaan yang sering diajukan|Tanya jawab",
        "Bacaan Terkait|Artikel Terkait|Berita Terkait|Baca juga|Rekomendasi|Terkait|"
        "Simak juga|Lihat juga|Berita lain terkait|Rekomendasi untuk Anda|Mungkin Anda suka|"
        "Pilihan untuk Anda",
    ),
    "de": (
        "Veröffentlicht am|Veröffentlicht|Erschienen am|Publiziert am",
        "Zuletzt aktualisiert am|Zuletzt aktualisiert|Aktualisiert am|Aktualisiert|Stand",
        "Zusammenfassung|Kurzfassung|Das Wichtigste in Kürze|Auf einen Blick|Abstrakt",
        "Verwandte Fragen|Ähnliche Fragen|Häufige Fragen|Häufig gestellte Fragen|"
        "Fragen und Antworten",
        "Verwandte Artikel|Ähnliche Artikel|Weitere Artikel|Zum Thema|Lesen Sie auch|"
        "Das könnte Sie auch interessieren|Mehr zum Thema|Verwandte Beiträge|Auch interessant|"
        "Passend zum Artikel|Passend dazu|Passend zum Thema|Lies auch|Lesen Sie dazu|"
        "Lesen Sie dazu auch|Mehr dazu|Mehr zu diesem Thema|Weitere Artikel zum Thema|"
        "Weitere Beiträge|Weitere Beiträge zum Thema|Zum Weiterlesen|Auch lesenswert|"
        "Ähnliche Beiträge|Das könnte dich auch interessieren|Das könnte Sie interessieren|"
        "Empfohlene Artikel|Links zum Thema|Siehe auch|Nächster Artikel",
    ),
    "ja": (
        "公開日|掲載日|投稿日|公開",
        "更新日|最終更新日|最終更新|更新",
        "概要|要約|要旨|サマリー|要点",
        "関連する質問|関連質問|よくある質問|関連Q&A",
        "関連記事|関連ニュース|おすすめ記事|こちらもおすすめ|あわせて読みたい|関連読み物|"
        "関連リンク|関連コンテンツ|合わせて読みたい|この記事を読んだ人におすすめ|"
        "この記事に関連するニュース|その他の関連記事|あなたにおすすめ|あなたにオススメ|"
        "編集部オススメ|編集部のおすすめ|次に読む|こちらの記事もおすすめ",
    ),
    "ko": (
        "게시일|발행일|게시됨|작성일|입력|발행",
        "마지막 업데이트|업데이트|수정일|최종 수정|수정",
        "요약|초록|개요|핵심 요약",
        "관련 질문|자주 묻는 질문|관련 Q&A|질문과 답변",
        "관련 기사|관련 글|관련 뉴스|추천 기사|관련 읽을거리|관련 콘텐츠|관련기사|관련뉴스|"
        "연관기사|연관 기사|추천기사|추천 뉴스|함께 읽으면 좋은 기사|함께 보면 좋은 기사|"
        "이런 기사 어때요|이어서 읽기",
    ),
    "vi": (
        "Xuất bản vào|Được xuất bản vào|Đăng ngày|Ngày đăng|Xuất bản",
        "Cập nhật lần cuối vào|Cập nhật lần cuối|Cập nhật vào|Cập nhật",
        "Tóm tắt|Tóm lược|Nội dung chính",
        "Câu hỏi liên quan|Câu hỏi thường gặp|Hỏi đáp",
        "Bài viết liên quan|Nội dung liên quan|Tin liên quan|Bài đọc liên quan|"
        "Tin cùng chủ đề|Cùng chủ đề|Bài liên quan|Bài viết cùng chủ đề|Tin tức liên quan|"
        "Có thể bạn quan tâm|Có thể bạn thích|Tin nên đọc",
    ),
    "pl": (
        "Opublikowano|Data publikacji|Opublikowany",
        "Ostatnia aktualizacja|Zaktualizowano|Aktualizacja",
        "Streszczenie|Podsumowanie|Skrót|W skrócie",
        "Powiązane pytania|Podobne pytania|Najczęściej zadawane pytania|Pytania i odpowiedzi",
        "Powiązane artykuły|Podobne artykuły|Czytaj także|Zobacz także|Powiązane wiadomości|"
        "Przeczytaj również|Czytaj też|Zobacz też|Zobacz również|Sprawdź też|Powiązane|"
        "Powiązane treści|Artykuły powiązane|Więcej na ten temat|Warto przeczytać|"
        "Może Cię zainteresować",
    ),
    "nl": (
        "Gepubliceerd op|Gepubliceerd|Geplaatst op",
        "Laatst bijgewerkt op|Laatst bijgewerkt|Bijgewerkt op|Bijgewerkt",
        "Samenvatting|In het kort",
        "Gerelateerde vragen|Veelgestelde vragen|Vragen en antwoorden",
        "Gerelateerde artikelen|Gerelateerd|Lees ook|Bekijk ook|Zie ook|Gerelateerd nieuws|"
        "Meer over dit onderwerp|Verder lezen|Ook interessant|Misschien ook interessant|"
        "Mis ook niet",
    ),
    "sv": (
        "Publicerad|Publicerat|Publicerades",
        "Senast uppdaterad|Uppdaterad|Uppdaterat",
        "Sammanfattning|I korthet",
        "Relaterade frågor|Vanliga frågor|Frågor och svar",
        "Relaterade artiklar|Läs också|Relaterat|Läs även|Se också|Mer om ämnet|"
        "Relaterade nyheter|Liknande artiklar|Du kanske också gillar|Missa inte",
    ),
    "da": (
        "Udgivet|Offentliggjort|Publiceret",
        "Sidst opdateret|Opdateret",
        "Resumé|Sammendrag|Kort fortalt",
        "Relaterede spørgsmål|Ofte stillede spørgsmål|Spørgsmål og svar",
        "Relaterede artikler|Læs også|Se også|Relateret|Relaterede nyheder|Mere om emnet|"
        "Lignende artikler|Andre læser også",
    ),
    "nb": (
        "Publisert",
        "Sist oppdatert|Oppdatert",
        "Sammendrag|Oppsummering|Kort fortalt",
        "Relaterte spørsmål|Ofte stilte spørsmål|Spørsmål og svar",
        "Relaterte artikler|Les også|Se også|Relatert|Relaterte saker|Mer om saken|"
        "Lignende artikler|Andre leser også",
    ),
    "fi": (
        "Julkaistu",
        "Viimeksi päivitetty|Päivitetty",
        "Tiivistelmä|Yhteenveto|Lyhyesti",
        "Aiheeseen liittyviä kysymyksiä|Usein kysytyt kysymykset|Kysymyksiä ja vastauksia",
        "Aiheeseen liittyvät artikkelit|Lue myös|Lisää aiheesta|Katso myös|Aiheesta lisää|"
        "Samasta aiheesta|Sinua voisi kiinnostaa",
    ),
    "cs": (
        "Publikováno|Zveřejněno|Vydáno",
        "Naposledy aktualizováno|Aktualizováno|Poslední aktualizace",
        "Shrnutí|Souhrn|Stručně|Abstrakt",
        "Související otázky|Často kladené otázky|Otázky a odpovědi",
        "Související články|Související|Čtěte také|Přečtěte si také|Mohlo by vás zajímat|"
        "K tématu|Více k tématu|Další k tématu|Podobné články|Přečtěte si|Nepřehlédněte",
    ),
    "sk": (
        "Publikované|Zverejnené",
        "Naposledy aktualizované|Aktualizované",
        "Zhrnutie|Súhrn|Abstrakt",
        "Súvisiace otázky|Často kladené otázky|Otázky a odpovede",
        "Súvisiace články|Čítajte tiež|Prečítajte si aj|Súvisiace|Čítajte aj|"
        "Mohlo by vás zaujímať|K téme|Viac k téme|Podobné články|Prečítajte si",
    ),
    "hu": (
        "Közzétéve|Megjelent|Publikálva",
        "Utoljára frissítve|Frissítve|Utolsó frissítés",
        "Összefoglaló|Kivonat|Röviden",
        "Kapcsolódó kérdések|Gyakori kérdések|Kérdések és válaszok",
        "Kapcsolódó cikkek|Olvassa el ezt is|Ajánlott|Kapcsolódó|Kapcsolódó hírek|"
        "Kapcsolódó cikkeink|Ez is érdekelheti|Ezt is olvassa el|Olvasta már|Hasonló cikkek|"
        "További cikkek a témában",
    ),
    "ro": (
        "Publicat la|Publicat pe|Publicat",
        "Ultima actualizare|Ultima actualizare la|Actualizat la|Actualizat",
        "Rezumat|Pe scurt",
        "Întrebări similare|Întrebări conexe|Întrebări frecvente|Întrebări și răspunsuri",
        "Articole similare|Articole conexe|Citește și|Știri similare|Lecturi similare|Vezi și|"
        "Pe aceeași temă|Te-ar putea interesa|Articole recomandate|Știri pe aceeași temă",
    ),
    "bg": (
        "Публикувано на|Публикувано",
        "Последно обновено на|Последно обновено|Обновено на|Обновено|Актуализирано",
        "Резюме|Накратко|Анотация",
        "Свързани въпроси|Често задавани въпроси|Въпроси и отговори",
        "Свързани статии|Свързани новини|Прочетете още|Още по темата|Вижте още|Вижте също|"
        "Прочетете също|По темата|Свързани|Подобни статии|Може да ви хареса",
    ),
    "el": (
        "Δημοσιεύτηκε στις|Δημοσιεύθηκε στις|Δημοσιεύτηκε|Δημοσίευση",
        "Τελευταία ενημέρωση στις|Τελευταία ενημέρωση|Ενημερώθηκε στις|Ενημερώθηκε",
        "Περίληψη|Σύνοψη|Με λίγα λόγια",
        "Σχετικές ερωτήσεις|Συχνές ερωτήσεις|Ερωτήσεις και απαντήσεις",
        "Σχετικά άρθρα|Σχετικές ειδήσεις|Διαβάστε επίσης|Διαβάστε ακόμα|Διαβάστε σχετικά|"
        "Δείτε επίσης|Δείτε ακόμη|Σχετικά|Προτεινόμενα|Ίσως σας ενδιαφέρει|Μη χάσετε",
    ),
    "ar": (
        "نُشر في|نشر في|تاريخ النشر|نُشر",
        "آخر تحديث في|آخر تحديث|تم التحديث في|تحديث",
        "ملخص|الملخص|الخلاصة|باختصار",
        "أسئلة ذات صلة|الأسئلة الشائعة|أسئلة وأجوبة",
        "قراءات ذات صلة|مقالات ذات صلة|أخبار ذات صلة|اقرأ أيضا|اقرأ أيضًا|مواضيع ذات صلة|"
        "اقرأ أيضاً|اقرا ايضا|إقرأ أيضا|إقرأ أيضاً|شاهد أيضا|شاهد أيضاً|مواضيع متعلقة|"
        "الموضوعات المتعلقة|أخبار متعلقة|مقالات متعلقة|ذات صلة|أخبار ذات الصلة|"
        "مقالات ذات الصلة|موضوعات ذات صلة|قد يعجبك أيضا|قد يعجبك أيضاً|قد يهمك|قد يهمك أيضا",
    ),
    "fa": (
        "منتشر شده در|تاریخ انتشار|منتشر شده",
        "آخرین به‌روزرسانی|به‌روزرسانی شده در|به‌روزرسانی",
        "خلاصه|چکیده",
        "سوالات مرتبط|پرسش‌های مرتبط|سوالات متداول|پرسش و پاسخ",
        "مطالب مرتبط|مقالات مرتبط|اخبار مرتبط|بیشتر بخوانید|مرتبط|مطلب مرتبط|خبرهای مرتبط|"
        "همچنین بخوانید|شاید بپسندید|اخبار پیشنهادی",
    ),
    "he": (
        "פורסם ב|פורסם בתאריך|פורסם",
        "עודכן לאחרונה ב|עודכן לאחרונה|עודכן ב|עודכן",
        "תקציר|סיכום|בקצרה",
        "שאלות קשורות|שאלות נפוצות|שאלות ותשובות",
        "קריאה קשורה|כתבות קשורות|מאמרים קשורים|קראו גם|כתבה קשורה|כתבות נוספות|עוד בנושא|"
        "לקריאה נוספת|אולי יעניין אותך|אולי יעניין אתכם",
    ),
    "hi": (
        "प्रकाशित|प्रकाशन तिथि|को प्रकाशित",
        "अंतिम अपडेट|अपडेट किया गया|को अपडेट किया गया|अपडेटेड",
        "सारांश|संक्षेप|संक्षेप में",
        "संबंधित प्रश्न|अक्सर पूछे जाने वाले प्रश्न|प्रश्न और उत्तर",
        "संबंधित लेख|संबंधित पठन|संबंधित खबरें|यह भी पढ़ें|ये भी पढ़ें|इसे भी पढ़ें|"
        "इन्हें भी पढ़ें|यह भी देखें|संबंधित समाचार|संबंधित ख़बरें|रिलेटेड न्यूज़",
    ),
    "th": (
        "เผยแพร่เมื่อ|เผยแพร่",
        "อัปเดตล่าสุดเมื่อ|อัปเดตล่าสุด|อัปเดตเมื่อ|ปรับปรุงล่าสุด",
        "บทคัดย่อ|สรุป|ใจความสำคัญ",
        "คำถามที่เกี่ยวข้อง|คำถามที่พบบ่อย|ถามตอบ",
        "บทความที่เกี่ยวข้อง|ข่าวที่เกี่ยวข้อง|เรื่องที่เกี่ยวข้อง|เนื้อหาที่เกี่ยวข้อง|ข่าวอื่นที่น่าสนใจ|คุณอาจสนใจ|แนะนำสำหรับคุณ",
    ),
    "ms": (
        "Diterbitkan pada|Diterbitkan|Disiarkan pada",
        "Terakhir dikemas kini pada|Dikemas kini pada|Dikemas kini",
        "Abstrak|Ringkasan",
        "Soalan Berkaitan|Soalan lazim",
        "Bacaan Berkaitan|Artikel Berkaitan|Berita Berkaitan|Baca juga|Artikel lain|"
        "Anda mungkin berminat",
    ),
    "lt": (
        "Paskelbta|Publikuota",
        "Atnaujinta|Paskutinį kartą atnaujinta",
        "Santrauka|Trumpai",
        "Susiję klausimai|Dažniausiai užduodami klausimai|Klausimai ir atsakymai",
        "Susiję straipsniai|Susijusios naujienos|Taip pat skaitykite|Skaitykite taip pat|"
        "Daugiau šia tema",
    ),
    "lv": (
        "Publicēts",
        "Atjaunināts|Pēdējo reizi atjaunināts",
        "Kopsavilkums|Īsumā",
        "Saistītie jautājumi|Biežāk uzdotie jautājumi|Jautājumi un atbildes",
        "Saistītie raksti|Saistītās ziņas|Lasi arī|Lasiet arī|Vairāk par tēmu",
    ),
    "et": (
        "Avaldatud",
        "Uuendatud|Viimati uuendatud",
        "Kokkuvõte|Lühidalt",
        "Seotud küsimused|Korduma kippuvad küsimused|Küsimused ja vastused",
        "Seotud artiklid|Seotud lood|Seotud uudised|Loe ka|Loe lisaks|Loe veel",
    ),
    "hr": (
        "Objavljeno",
        "Ažurirano|Posljednje ažuriranje|Zadnja izmjena",
        "Sažetak|Ukratko",
        "Povezana pitanja|Često postavljana pitanja|Pitanja i odgovori",
        "Povezani članci|Povezane vijesti|Pročitajte i|Pročitajte još|Vezane vijesti|Više o temi",
    ),
    "sr": (
        "Objavljeno|Објављено",
        "Ažurirano|Ажурирано",
        "Sažetak|Сажетак|Ukratko|Укратко",
        "Povezana pitanja|Повезана питања|Pitanja i odgovori|Питања и одговори",
        "Povezane vesti|Повезане вести|Povezani članci|Повезани чланци|Pročitajte i|"
        "Прочитајте и|Pročitajte još|Прочитајте још|Slične vesti|Сличне вести",
    ),
    "sl": (
        "Objavljeno",
        "Posodobljeno|Zadnja posodobitev",
        "Povzetek|Na kratko",
        "Sorodna vprašanja|Pogosta vprašanja|Vprašanja in odgovori",
        "Sorodni članki|Sorodne novice|Povezani članki|Preberite tudi|Preberite še|Več o temi",
    ),
    "ca": (
        "Publicat el|Publicat",
        "Actualitzat el|Actualitzat|Darrera actualització",
        "Resum|En resum",
        "Preguntes relacionades|Preguntes freqüents|Preguntes i respostes",
        "Notícies relacionades|Articles relacionats|Contingut relacionat|Relacionat|"
        "Llegiu també|Et pot interessar|També et pot interessar|Més informació",
    ),
    "bn": (
        "প্রকাশিত|প্রকাশ",
        "আপডেট|সর্বশেষ আপডেট",
        "সারসংক্ষেপ|সারাংশ",
        "সম্পর্কিত প্রশ্ন|সাধারণ প্রশ্ন|প্রশ্ন ও উত্তর",
        "সম্পর্কিত খবর|সম্পর্কিত সংবাদ|আরও খবর",
    ),
}
