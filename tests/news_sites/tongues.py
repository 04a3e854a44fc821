"""What sites say around their stories, and how they tell stories, by language."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from tests.news_sites import words, words_ar, words_ru, words_zh
from tests.news_sites.words import Told


@dataclass(frozen=True)
class Tongue:
    """A language.

    Attributes:
        words: of the frame: footer [(path, title)], newsletter, share, …
        plain: a paragraph of a page that is no story.
        day: a day as pages show it.
    """

    code: str
    words: dict[str, Any]
    tell: Callable[[random.Random], Told]
    person: Callable[[random.Random], str]
    plain: Callable[[random.Random, str], str]
    day: Callable[[datetime], str]

    def author_path(self, name: str) -> str:
        return "/author/" + quote(name.lower().replace(" ", "-")) + "/"


_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_MONTHS_RU = (
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
).split()

_ENGLISH = {
    "footer": [
        ("/about-us-and-our-long-history/", "About us and our long history"),
        ("/contact/", "Contact"),
        ("/privacy-policy/", "Privacy policy"),
        ("/terms-of-use-and-conditions/", "Terms of use and conditions"),
        ("/subscribe-today-and-read-without-limits/", "Subscribe today and read without limits"),
    ],
    "newsletter": "The week in one letter",
    "newsletter_text": "Get our choice of stories every Friday, free of charge.",
    "subscribe": "Subscribe",
    "search": "Search",
    "login": "Log in",
    "rights": "All rights reserved.",
    "share": "Share this story",
    "comments": "Comments",
    "related": "Related stories",
    "by": "By",
    "updated": "Updated",
    "more": "Load more",
    "read_on": "Continue reading",
    "next": "Next",
    "previous": "Previous",
    "videos": "Videos",
    "video": "Clip",
}
_RUSSIAN = {
    "footer": [
        ("/about/", "О редакции и её долгой истории"),
        ("/contacts/", "Контакты"),
        ("/privacy/", "Политика конфиденциальности"),
        ("/rules/", "Правила использования материалов"),
    ],
    "newsletter": "Письмо недели",
    "newsletter_text": "Каждую пятницу мы присылаем лучшее из написанного за неделю.",
    "subscribe": "Подписаться",
    "search": "Поиск",
    "login": "Войти",
    "rights": "Все права защищены.",
    "share": "Поделиться",
    "comments": "Комментарии",
    "related": "Читайте также",
    "by": "Автор:",
    "updated": "Обновлено",
    "more": "Показать ещё",
    "read_on": "Читать дальше",
    "next": "Далее",
    "previous": "Назад",
    "videos": "Видео",
    "video": "Ролик",
}
_CHINESE = {
    "footer": [
        ("/about.html", "关于我们"),
        ("/contact.html", "联系我们"),
        ("/privacy.html", "隐私政策"),
        ("/terms.html", "使用条款"),
    ],
    "newsletter": "每周精选",
    "newsletter_text": "每周五为您送上编辑部挑选的报道。",
    "subscribe": "订阅",
    "search": "搜索",
    "login": "登录",
    "rights": "版权所有。",
    "share": "分享",
    "comments": "评论",
    "related": "相关阅读",
    "by": "作者：",
    "updated": "更新于",
    "more": "加载更多",
    "read_on": "阅读全文",
    "next": "下一页",
    "previous": "上一页",
    "videos": "视频",
    "video": "短片",
}
_ARABIC = {
    "footer": [
        ("/about-us/", "من نحن وتاريخنا الطويل"),
        ("/contact-us/", "اتصل بنا"),
        ("/privacy/", "سياسة الخصوصية"),
        ("/terms/", "شروط الاستخدام"),
    ],
    "newsletter": "رسالة الأسبوع",
    "newsletter_text": "كل يوم جمعة نرسل إليكم أفضل ما كتب خلال الأسبوع.",
    "subscribe": "اشترك",
    "search": "بحث",
    "login": "تسجيل الدخول",
    "rights": "جميع الحقوق محفوظة.",
    "share": "شارك",
    "comments": "تعليقات",
    "related": "اقرأ أيضا",
    "by": "بقلم",
    "updated": "آخر تحديث",
    "more": "المزيد",
    "read_on": "تابع القراءة",
    "next": "التالي",
    "previous": "السابق",
    "videos": "فيديو",
    "video": "مقطع",
}
_MONTHS_AR = ("يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر").split()
_DIGITS_AR = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def _plain(rng: random.Random, title: str) -> str:
    return (
        f"{title}: this house was founded in {rng.randrange(1880, 1990)} and has "
        f"{rng.randrange(20, 300)} people in {rng.randrange(2, 9)} towns. Write to us about rule "
        f"{rng.randrange(1, 90)} at any time; we answer within {rng.randrange(2, 20)} days."
    )


def _plain_ru(rng: random.Random, title: str) -> str:
    return (
        f"{title}: издание основано в {rng.randrange(1880, 1990)} году, в нём работает "
        f"{rng.randrange(20, 300)} человек. Пишите нам о пункте {rng.randrange(1, 90)} в любое время."
    )


def _plain_zh(rng: random.Random, title: str) -> str:
    return (
        f"{title}：本报创办于{rng.randrange(1880, 1990)}年，现有员工{rng.randrange(20, 300)}人。"
        f"如对第{rng.randrange(1, 90)}条有疑问，请随时来信。"
    )


def _plain_ar(rng: random.Random, title: str) -> str:
    return (
        f"{title}: تأسست هذه الدار عام {rng.randrange(1880, 1990)} ويعمل فيها "
        f"{rng.randrange(20, 300)} شخصا. اكتبوا إلينا عن البند {rng.randrange(1, 90)} متى شئتم."
    )


TONGUES = {
    "en": Tongue(
        "en",
        _ENGLISH,
        words.tell,
        words.person,
        _plain,
        lambda at: f"{_MONTHS[at.month - 1]} {at.day}, {at.year}",
    ),
    "ru": Tongue(
        "ru",
        _RUSSIAN,
        words_ru.tell,
        words_ru.person,
        _plain_ru,
        lambda at: f"{at.day} {_MONTHS_RU[at.month - 1]} {at.year}",
    ),
    "ar": Tongue(
        "ar",
        _ARABIC,
        words_ar.tell,
        words_ar.person,
        _plain_ar,
        lambda at: f"{at.day} {_MONTHS_AR[at.month - 1]} {at.year}".translate(_DIGITS_AR),
    ),
    "zh": Tongue(
        "zh",
        _CHINESE,
        words_zh.tell,
        words_zh.person,
        _plain_zh,
        lambda at: f"{at.year}年{at.month}月{at.day}日",
    ),
}
