"""What is told from people, language by language: roles, desks, papers and agencies."""

from __future__ import annotations

from itertools import chain

import pytest

from newscrawl.reading.authors import may_be_person
from newscrawl.reading.bodies import holds_body, is_desk, is_job, is_publication

JOBS = {
    "en": "Science Correspondent|staff writer|photographer",
    "es": "Periodista|Redactora|Enviado especial|Jefe de redacción",
    "pt": "Repórter|Jornalista|Editora-chefe|Colunista|Enviada especial",
    "fr": "Journaliste|Rédactrice en chef|Envoyé spécial|Chroniqueuse",
    "de": "Redakteurin|Korrespondent|Volontärin|Chefredakteur",
    "it": "Giornalista|Caporedattore|Inviata|Corrispondente",
    "nl": "Verslaggever|Hoofdredacteur|Redactrice|Fotograaf",
    "ru": "Корреспондент|Журналистка|Обозреватель|Репортёр",
    "uk": "Кореспондентка|Журналіст|Оглядач|Редакторка",
    "pl": "Dziennikarka|Redaktor|Publicysta|Korespondent",
    "tr": "Muhabir|Editör|Köşe Yazarı|Ankara Temsilcisi",
    "ar": "مراسل|صحفية|كاتب|رئيس التحرير",
    "zh": "记者|責編|特约撰稿人|评论员",
    "ja": "記者|編集委員|ライター|論説委員",
    "ko": "기자|특파원|논설위원|선임기자",
    "id": "Wartawan|Jurnalis|Koresponden|Fotografer",
    "vi": "Phóng viên|Biên tập viên|Nhà báo|Cộng tác viên",
}
DESKS = {
    "en": "News Desk|Our Staff|Reuters|AP",
    "es": "Redacción|Equipo de noticias|EFE|Europa Press",
    "pt": "Redação|Equipe do portal|Lusa|Folhapress",
    "fr": "La rédaction|Équipe numérique|Agence France-Presse",
    "de": "Onlineredaktion|Redaktion Wirtschaft|dpa|Deutsche Presse-Agentur",
    "it": "Redazione|ANSA|Adnkronos",
    "nl": "Redactie|Webredactie|ANP",
    "ru": "Редакция|Отдел новостей|ТАСС|РИА Новости",
    "uk": "Редакція|Служба новин|Укрінформ|УНІАН",
    "pl": "Redakcja|PAP",
    "tr": "Haber Merkezi|Dış Haberler|Anadolu Ajansı",
    "ar": "هيئة التحرير|قسم الأخبار|رويترز|وكالات",
    "zh": "编辑部|新聞中心|新华社|路透社",
    "ja": "編集部|社会部|共同通信|ロイター",
    "ko": "편집국|디지털뉴스팀|연합뉴스",
    "id": "Redaksi|Tim Liputan|Antara",
    "vi": "Ban biên tập|Tòa soạn|TTXVN",
}
PAPERS = {
    "en": "The Daily Planet|Oriel University|example.com",
    "es": "Diario del Norte|Grupo Norte|Universidad de Oriel",
    "pt": "Jornal do Norte|Agência Oriel|Folha do Norte",
    "fr": "Ministère de la Culture|Nord Quotidien|Presse du Nord",
    "de": "Norddeutsche Zeitung|Nordzeitung|Oriel Tageblatt|Universität Oriel",
    "it": "Corriere del Nord|La Gazzetta di Oriel|Agenzia Nord",
    "nl": "Noordelijk Dagblad|Volkskrant|Omroep Noord",
    "ru": "Газета Север|Агентство Север|Министерство культуры",
    "uk": "Газета Північ|Агентство Північ|Інститут мови",
    "pl": "Dziennik Północny|Uniwersytet Północny|Agencja Północ",
    "tr": "Kuzey Gazetesi|Kuzey Ajansı|Kuzey Üniversitesi",
    "ar": "صحيفة الشمال|وكالة الشمال|جامعة الشمال",
    "zh": "北方日报|北方晚報|北方网|北方杂志",
    "ja": "北方新聞|北方テレビ|北方通信社",
    "ko": "북방일보|북방신문|북방방송",
    "id": "Koran Utara|Kantor Berita Utara|Kementerian Kebudayaan",
    "vi": "Báo Miền Bắc|Đài Truyền hình Bắc|Đại học Bắc",
}
PEOPLE = {
    "en": "Jane Doe|Tim Cook|Fritz Haber",
    "es": "María José Portal|Juan Correa",
    "pt": "João da Silva|Ana Reis",
    "fr": "Élise Dupont|Jean de la Tour",
    "de": "Max Muster|Jürgen Bote|Anna Blatter",
    "it": "Giulia Rossi|Marco Del Mattino",
    "nl": "Jan van der Berg|Els Krans",
    "ru": "Мария Правдина|Иван Редько",
    "uk": "Оксана Новак|Тарас Шевченко",
    "pl": "Łukasz Głos|Ewa Gazda",
    "tr": "Ayşe Yazıcı|Mehmet Haberal",
    "ar": "محمد الكاتبي|ليلى حداد",
    "zh": "王小明|欧阳文",
    "ja": "山田太郎|渡部恵子",
    "ko": "김철수|박영희",
    "id": "Timoria Suara|Budi Santoso",
    "vi": "Nguyễn Văn Bảo|Trần Thị Mai",
}
CASED = "en es pt fr de it nl ru uk pl tr id vi".split()


def every(names: dict[str, str]) -> list[tuple[str, str]]:
    return [(language, it) for language, text in names.items() for it in text.split("|")]


@pytest.mark.parametrize(("language", "text"), every(JOBS))
def test_what_somebody_does_is_no_name(language: str, text: str) -> None:
    assert is_job(text)


@pytest.mark.parametrize(("language", "text"), every(DESKS))
def test_a_desk_or_an_agency_is_no_person(language: str, text: str) -> None:
    assert is_desk(text)
    assert not may_be_person(text)


@pytest.mark.parametrize(("language", "text"), every(PAPERS))
def test_a_paper_or_an_office_is_no_person(language: str, text: str) -> None:
    assert is_publication(text) or holds_body(text)
    assert not may_be_person(text)


@pytest.mark.parametrize(("language", "text"), every(PEOPLE))
def test_people_are_people(language: str, text: str) -> None:
    assert not any(tells(text) for tells in (is_job, is_desk, is_publication, holds_body))
    assert language not in CASED or may_be_person(text)


def test_all_lists_have_the_same_languages() -> None:
    assert len({frozenset(it) for it in (JOBS, DESKS, PAPERS, PEOPLE)}) == 1
    assert len(set(chain(JOBS))) == 17
