"""Years that are not counted from Christ: Jalali, Hijri, Buddhist, Minguo, Japanese eras."""

from __future__ import annotations

# Months of the Solar Hijri year (Iran; Afghanistan's names second), as plain keys.
JALALI_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "فروردین|حمل|farvardin", "اردیبهشت|ثور|ordibehesht", "خرداد|جوزا|khordad",
            "تیر|سرطان|tir", "مرداد|امرداد|اسد|mordad", "شهریور|سنبله|shahrivar",
            "مهر|میزان|mehr", "آبان|عقرب|aban", "آذر|قوس|azar", "دی|جدی|dey",
            "بهمن|دلو|bahman", "اسفند|حوت|esfand",
        ),
        1,
    )
    for name in names.split("|")
}  # fmt: skip
HIJRI_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "محرم|محرم الحرام|muharram|muharrem", "صفر|صفر المظفر|safar|safer",
            "ربیع الأول|ربیع الاول|ربیع‌الاول|rabi al awwal|rebiülevvel",
            "ربیع الآخر|ربیع الثانی|ربیع الاخر|rabi al thani|rebiülahir",
            "جمادی الأولی|جمادی الاولی|جمادی الاول|jumada al ula|cemaziyelevvel",
            "جمادی الآخرة|جمادی الثانیة|جمادی الثانی|جمادی الاخرة|جمادی الآخر|"
            "jumada al akhirah|cemaziyelahir",
            "رجب|رجب المرجب|rajab|recep", "شعبان|شعبان المعظم|shaban|şaban",
            "رمضان|رمضان المبارک|ramadan|ramazan", "شوال|شوال المکرم|shawwal|şevval",
            "ذو القعدة|ذی القعدة|ذوالقعدة|ذیقعدہ|ذیالقعده|dhu al qadah|zilkade",
            "ذو الحجة|ذی الحجة|ذوالحجة|ذوالحجہ|ذی الحجه|ذیحجه|dhu al hijjah|zilhicce",
        ),
        1,
    )
    for name in names.split("|")
}  # fmt: skip
# The year before the first of an era, by language.
ERAS = {
    "ja": {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911},
    "zh": {"民國": 1911, "民国": 1911, "中華民國": 1911},
    "th": {"พ.ศ.": -543, "พุทธศักราช": -543},
}
_JALALI_YEARS = range(1280, 1480)
_HIJRI_YEARS = range(1320, 1500)
_BUDDHIST_YEARS = range(2443, 2643)
_JALALI_LANGUAGES = ("fa", "ps", "ckb", "mzn", "lrc", "uz")


def from_jalali(year: int, month: int, day: int) -> tuple[int, int, int] | None:
    """The date of the Gregorian calendar; None if there is no such day."""
    from jdatetime import date

    try:
        gregorian = date(year, month, day).togregorian()
    except (ValueError, OverflowError):
        return None
    return gregorian.year, gregorian.month, gregorian.day


def from_hijri(year: int, month: int, day: int) -> tuple[int, int, int] | None:
    """The date by the calendar of Umm al-Qura; None if there is no such day, or it lies outside."""
    from hijridate import Hijri

    try:
        gregorian = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return gregorian.year, gregorian.month, gregorian.day


def gregorian(
    year: int, month: int, day: int, calendar: str, language: str
) -> tuple[int, int, int, str] | None:
    """The date in the Gregorian calendar, and the name of the calendar it was written in.

    Args:
        year: as written.
        month: as written.
        day: as written.
        calendar: "jalali" or "hijri" where the month's name says so, else "".
        language: primary subtag; it decides what a year such as 1405 or 2569 counts from.
    """
    if not calendar:
        if 1900 <= year <= 2100:
            return year, month, day, ""
        if year in _BUDDHIST_YEARS and language in ("th", "lo", "km", "my", "si", ""):
            calendar = "buddhist"
        elif year in _JALALI_YEARS and language in _JALALI_LANGUAGES:
            calendar = "jalali"
        elif year in _HIJRI_YEARS and language in ("ar", "ur"):
            calendar = "hijri"
    if calendar == "buddhist":
        return year - 543, month, day, "Buddhist"
    if calendar == "jalali":
        date = from_jalali(year, month, day) if year in _JALALI_YEARS else None
        return None if date is None else (*date, "Jalali")
    if calendar == "hijri":
        date = from_hijri(year, month, day) if year in _HIJRI_YEARS else None
        return None if date is None else (*date, "Hijri")
    return year, month, day, ""
