"""What stands beside the cells of a sheet, in the reader's language: what a cell takes, what it is about."""

from __future__ import annotations

from fractions import Fraction

from assess.exams.arithmetic import exact_text
from assess.exams.form import Field
from assess.standards.model import DeductItem, MeasureItem, VetoItem
from assess.web.locale import _


def takes(field: Field) -> str:
    """What a cell takes, in a few words: range and unit, or what one fault costs."""
    if isinstance(field.item, MeasureItem):
        return _("as measured, in %(unit)s, step %(step)s", unit=field.item.unit, step=_plain(field.item.step))
    match field.kind:
        case "points":
            return _("0–%(max)s, step %(unit)s", max=_plain(field.maximum), unit=_plain(field.unit))
        case "check":
            return _("1 = fulfilled, 0 = not; %(max)s points", max=_plain(_worth(field)))
        case "judge":
            return _("0–3; %(max)s points", max=_plain(_worth(field)))
        case "time":
            return _("minutes:seconds, such as 12:30")
        case "veto":
            return _("Reason, only if it occurred")
    assert field.deduction is not None
    if field.deduction.cap is None:
        return _("Faults, −%(amount)s each", amount=_plain(field.deduction.amount))
    return _("Faults, −%(amount)s each, at most −%(cap)s", amount=_plain(field.deduction.amount),
             cap=_plain(field.deduction.cap))


def field_text(field: Field, language: str) -> str:
    """What a cell is about: the item, and of a deduction the fault."""
    item = field.item.text.in_locale(language)
    return item if field.deduction is None else _("%(name)s: %(value)s", name=item,
                                                 value=field.deduction.text.in_locale(language))


def worth(field: Field) -> str:
    """The full points of the item that a cell belongs to (配分); empty for a veto."""
    return "" if isinstance(field.item, VetoItem) else _plain(field.item.max)


def starts_item(field: Field) -> bool:
    """Whether the cell is the first of its item."""
    return not isinstance(field.item, DeductItem) or field.deduction == field.item.deductions[0]


def _worth(field: Field) -> object:
    return None if isinstance(field.item, VetoItem) else field.item.max


def _plain(number: object) -> str:
    return "" if number is None else exact_text(Fraction(str(number)))
