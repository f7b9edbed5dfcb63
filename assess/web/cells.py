"""What stands beside the cells of a sheet, in the reader's language: what a cell takes, what it is about."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from assess.exams.arithmetic import clock_text, exact_text
from assess.exams.form import Field
from assess.i18n.formats import format_score
from assess.standards.model import DeductItem, MeasureItem, Task, TimeItem, Tolerance, VetoItem
from assess.web.locale import _, current_locale


def takes(field: Field) -> str:
    """What a cell takes, in a few words: range and unit, nominal value and tolerance, or what one fault costs."""
    if isinstance(field.item, MeasureItem):
        return _("%(nominal)s %(tolerance)s %(unit)s, step %(step)s", nominal=signed(field.item.nominal),
                 tolerance=tolerance(field.item.bands[0]), unit=field.item.unit, step=plain(field.item.step))
    if isinstance(field.item, TimeItem):
        return _("such as 12:30; limit %(limit)s, then −%(loss)s a minute",
                 limit=clock_text(field.item.limit * 60), loss=plain(field.item.loss))
    match field.kind:
        case "points":
            return _("0–%(max)s, step %(unit)s", max=plain(field.maximum), unit=plain(field.unit))
        case "check":
            return _("1 = fulfilled, 0 = not; %(max)s points", max=worth(field))
        case "judge":
            return _("0–3; %(max)s points", max=worth(field))
        case "veto":
            return _veto_takes(field)
    assert field.deduction is not None
    if field.deduction.cap is None:
        return _("Faults, −%(amount)s each", amount=plain(field.deduction.amount))
    return _("Faults, −%(amount)s each, at most −%(cap)s", amount=plain(field.deduction.amount),
             cap=plain(field.deduction.cap))


def rules(field: Field) -> list[str]:
    """How a measured value or a used time becomes points, line by line; empty for the other kinds."""
    if isinstance(field.item, MeasureItem):
        return [*(_band(field.item, band) for band in field.item.bands), _("anything else: 0 points")]
    if isinstance(field.item, TimeItem):
        return [_("up to %(limit)s: %(points)s points", limit=clock_text(field.item.limit * 60), points=worth(field)),
                _loss(field.item)]
    return []


def veto_effect(field: Field) -> str:
    """What a veto does when it occurs; one of a single item names the item."""
    assert isinstance(field.item, VetoItem)
    match field.item.effect:
        case "item":
            return _("When it occurs, “%(item)s” counts 0.", item=_zeroed(field))
        case "task":
            return _("When it occurs, this task counts 0.")
        case "part":
            return _("When it occurs, this part counts 0.")
    return _("When it occurs, the exam is failed.")


def field_text(field: Field, language: str) -> str:
    """What a cell is about: the item, and of a deduction the fault."""
    item = field.item.text.in_locale(language)
    return item if field.deduction is None else _("%(name)s: %(value)s", name=item,
                                                 value=field.deduction.text.in_locale(language))


def worth(field: Field) -> str:
    """The full points of the item that a cell belongs to (配分); empty for a veto."""
    return "" if isinstance(field.item, VetoItem) else plain(field.item.max)


def starts_item(field: Field) -> bool:
    """Whether the cell is the first of its item."""
    return not isinstance(field.item, DeductItem) or field.deduction == field.item.deductions[0]


def ends_item(field: Field) -> bool:
    """Whether the cell is the last of its item."""
    return not isinstance(field.item, DeductItem) or field.deduction == field.item.deductions[-1]


def starts_choice(task: Task, tasks: tuple[Task, ...]) -> bool:
    """Whether the task is the first of its choice (选考) in the part."""
    return task.choice is not None and next(one for one in tasks if one.choice == task.choice) == task


def far_from_zero(field: Field) -> bool:
    """Whether nothing below 0 is measured: the keypads of some phones that show digits only have no minus."""
    if not isinstance(field.item, MeasureItem):
        return False
    widest = max(abs(end) for band in field.item.bands for end in (band.lower, band.upper))
    return field.item.nominal > 10 * widest


def tolerance(band: Tolerance) -> str:
    """A band as drawings write it: ``±0.1``, or both ends ``−0.08/0``."""
    if band.lower == -band.upper:
        return f"±{plain(band.upper)}"
    return f"{signed(band.lower, plus=True)}/{signed(band.upper, plus=True)}"


def signed(number: Decimal | str, *, plus: bool = False) -> str:
    """A number that may be below 0 with a minus that is as wide as a plus, in the reader's notation.

    A text keeps the plus that it has, a number gets one on request.
    """
    value, plus = Decimal(number), plus or str(number).startswith("+")
    return ("−" if value < 0 else "+" if plus and value > 0 else "") + plain(abs(value))


def plain(number: object) -> str:
    """An exact number in the reader's notation; None is empty."""
    return "" if number is None else format_score(exact_text(Fraction(str(number))), current_locale())


def _band(item: MeasureItem, band: Tolerance) -> str:
    return _("%(low)s to %(high)s %(unit)s (%(tolerance)s): %(points)s points", low=signed(item.nominal + band.lower),
             high=signed(item.nominal + band.upper), unit=item.unit, tolerance=tolerance(band),
             points=plain(band.points))


def _loss(item: TimeItem) -> str:
    if item.counts == "started":
        rule = _("then −%(loss)s for every started minute", loss=plain(item.loss))
    else:
        rule = _("then −%(loss)s for every full minute", loss=plain(item.loss))
    return rule if item.cap is None else _("%(rule)s, at most −%(cap)s", rule=rule, cap=plain(item.cap))


def _veto_takes(field: Field) -> str:
    if isinstance(field.item, VetoItem) and field.item.effect == "item":
        return _("Reason, only if it occurred: “%(item)s” counts 0", item=_zeroed(field))
    return _("Reason, only if it occurred")


def _zeroed(field: Field) -> str:
    """The item that a veto of one item takes."""
    assert isinstance(field.item, VetoItem)
    return next(item.text.in_locale(current_locale()) for item in field.task.items if item.id == field.item.of)
