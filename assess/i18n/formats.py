"""Dates, moments and scores as a reader of each locale writes them.

Scores stay exact: they come as text (``59.996``, ``179/3``) and only the decimal sign changes.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

# Jiangmen and Macau share one clock without summer time.
LOCAL_TIME = timezone(timedelta(hours=8))

# Macau writes Portuguese as before the reform of 1990: names of months begin with a capital.
_PT_MONTHS = "Janeiro Fevereiro Março Abril Maio Junho Julho Agosto Setembro Outubro Novembro Dezembro".split()
_EN_MONTHS = "January February March April May June July August September October November December".split()


def format_date(day: date, locale: str) -> str:
    """``2026年11月23日``, ``23 de Novembro de 2026`` or ``23 November 2026``."""
    if locale.startswith("zh"):
        return f"{day.year}年{day.month}月{day.day}日"
    if locale == "pt-MO":
        return f"{day.day} de {_PT_MONTHS[day.month - 1]} de {day.year}"
    return f"{day.day} {_EN_MONTHS[day.month - 1]} {day.year}"


def format_moment(moment: datetime, locale: str) -> str:
    """Date and clock time in Jiangmen and Macau of a moment that carries its zone."""
    local = moment.astimezone(LOCAL_TIME)
    joint = {"pt-MO": ", ", "en": ", "}.get(locale, " ")
    return f"{format_date(local.date(), locale)}{joint}{local:%H:%M}"


def format_score(exact: str, locale: str) -> str:
    """An exact score in the reader's notation; Portuguese has a comma where the others have a point."""
    return exact.replace(".", ",") if locale == "pt-MO" else exact


def local_date(moment: datetime) -> date:
    """The calendar day in Jiangmen and Macau at ``moment`` (aware, usually UTC)."""
    return moment.astimezone(LOCAL_TIME).date()
