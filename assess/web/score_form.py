"""Turns one part of an exam form into a WTForms class: one field for each cell of a sheet, built once per form.

Keys of cells hold dots and hyphens and could collide with what WTForms calls its own things, so a field is named by a
prefix and the escaped key: ``f_`` the value, ``r_`` the reason of a veto, ``b_`` says that the veto's box was on the
page, ``n_`` a remark. Values are validated by the rule of the exam itself (``exams.scores.read_entry``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from wtforms import BooleanField, Form, HiddenField, RadioField, SelectChoice, StringField, ValidationError
from wtforms import Field as FormField

from assess.canonical import digest
from assess.errors import AssessError, BadInput
from assess.exams.form import Field, FormPart
from assess.exams.scores import LONGEST_NOTE, read_entry
from assess.i18n import N_
from assess.operations.scoring import Entered, SheetView
from assess.web.locale import _, say

_REASON_WITHOUT_BOX = N_("You gave a reason: tick the box as well, or empty the reason.")
_UNSET = SelectChoice("", N_("Not entered"))


def field_name(key: str) -> str:
    """The key of a cell in letters, digits and underscores; ``field_key`` reads it again."""
    return key.replace("-", "_h").replace(".", "__")


def field_key(name: str) -> str:
    """The key that ``field_name`` wrote: ``__`` is a dot, ``_h`` a hyphen."""
    parts: list[str] = []
    position = 0
    while position < len(name):
        if name[position] == "_":
            parts.append("-" if name[position + 1 : position + 2] == "h" else ".")
            position += 2
        else:
            parts.append(name[position])
            position += 1
    return "".join(parts)


class _Cell:
    """What fields of all kinds share: the cell they stand for, and its rule as the validator."""

    cell: Field

    def pre_validate(self, form: Form) -> None:
        """Raises ``ValidationError`` with the sentence that names unit and range."""
        try:
            read_entry(self.cell, self.data or "")  # type: ignore[attr-defined]
        except BadInput as error:
            raise ValidationError(say(error)) from error


class PointsField(_Cell, StringField):
    """Points in the item's unit, typed with a decimal point or comma."""


class CountField(_Cell, StringField):
    """How often a fault occurred."""


class MeasureField(_Cell, StringField):
    """A measured value as the instrument shows it, with a sign where it lies below zero."""


class TimeField(_Cell, StringField):
    """A time that was used, as minutes:seconds."""


class CheckField(_Cell, RadioField):
    """Fulfilled (1), not fulfilled (0), or not entered yet (empty), which is not 0."""


class JudgeField(_Cell, RadioField):
    """A step 0–3, or not entered yet (empty)."""


class VetoField(BooleanField):
    """Whether the veto occurred; the reason is a field of its own beside it."""

    cell: Field


class ScoreForm(Form):
    """The cells of one sheet. Without data every cell is absent, which changes nothing; empty text empties a cell."""

    part: ClassVar[FormPart]
    v = HiddenField()
    """The versions that the sender saw, in the order of the part's fields."""

    def cell(self, key: str) -> FormField:
        """The field in which errors of a cell are shown."""
        name = field_name(key)
        kind = self.part.field(key).kind
        return self._fields["r_" + name if kind == "veto" else "f_" + name]

    def refuse(self, key: str, error: AssessError) -> None:
        """Shows what an operation refused beside the cell."""
        field = self.cell(key)
        field.errors = [*field.errors, say(error)]

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether every cell that was sent is in order; vetoes with box and reason together."""
        valid = bool(super().validate(extra_validators))
        for field in self.part.fields:
            if field.kind != "veto" or not self.cell(field.key).raw_data:
                continue
            text, note = self._veto(field)
            try:
                if note and not text:
                    raise ValidationError(_(_REASON_WITHOUT_BOX))
                read_entry(field, text, note)
            except BadInput as error:
                self.refuse(field.key, error)
                valid = False
            except ValidationError as error:
                self.cell(field.key).errors = [str(error)]
                valid = False
        return valid

    def entered(self, sheet: SheetView, page: str) -> Iterator[Entered]:
        """The cells that were sent and are in order; the same page sent again has the same operation ids."""
        versions = self.versions()
        for field, expected in zip(self.part.fields, versions, strict=True):
            sent = self.cell(field.key)
            if sent.raw_data and not sent.errors:
                text, note = self._veto(field) if field.kind == "veto" else (sent.data or "", self._remark(field))
                operation = digest([page, sheet.id, field.key, expected, text, note])[:40]
                yield Entered(sheet.id, field.key, text, expected, operation, note)

    def versions(self) -> Sequence[int]:
        """The version of each cell that the sender saw; raises ``BadInput`` when they do not fit the form."""
        texts = (self.v.data or "").split()
        if len(texts) != len(self.part.fields) or not all(text.isascii() and text.isdigit() for text in texts):
            raise BadInput("form.other_version")
        return [int(text[:9]) for text in texts]

    def _veto(self, field: Field) -> tuple[str, str]:
        name = field_name(field.key)
        reason = (self._fields["r_" + name].data or "").strip()
        with_box = bool(self._fields["b_" + name].data)
        occurred = bool(self._fields["f_" + name].data) if with_box else bool(reason)
        return ("1" if occurred else ""), reason

    def _remark(self, field: Field) -> str | None:
        remark = self._fields["n_" + field_name(field.key)]
        return (remark.data or "").strip() if remark.raw_data else None


def versions_text(part: FormPart, sheet: SheetView) -> str:
    """What the hidden field ``v`` of a sheet holds: the version of every cell, in the order of the fields."""
    return " ".join(str(sheet.cells[f.key].version) if f.key in sheet.cells else "0" for f in part.fields)


_BUILT: dict[tuple[str, str], type[ScoreForm]] = {}
_MOST_BUILT = 200
"""Drafts that are tried have another digest after every change: what was built is forgotten rather than piled up."""


def score_form(part: FormPart, form_digest: str) -> type[ScoreForm]:
    """The class for one part of the exam form with that digest; the digest names it for ever, so it is built once."""
    key = (form_digest, part.part.id)
    if key not in _BUILT:
        members: dict[str, Any] = {"part": part}
        for field in part.fields:
            members.update(_members(field))
        if len(_BUILT) >= _MOST_BUILT:
            _BUILT.clear()
        _BUILT[key] = type("PartForm", (ScoreForm,), members)
    return _BUILT[key]


def _members(field: Field) -> dict[str, Any]:
    name, label = field_name(field.key), str(field.item.text)
    match field.kind:
        case "points":
            members = {"f_" + name: _bound(PointsField, field)(label)}
        case "count":
            members = {"f_" + name: _bound(CountField, field)(label)}
        case "measure":
            members = {"f_" + name: _bound(MeasureField, field)(label)}
        case "time":
            members = {"f_" + name: _bound(TimeField, field)(label)}
        case "check":
            choices = [SelectChoice("1", N_("Fulfilled")), SelectChoice("0", N_("Not fulfilled")), _UNSET]
            members = {"f_" + name: _bound(CheckField, field)(label, choices=choices, validate_choice=False)}
        case "judge":
            choices = [*(SelectChoice(str(step)) for step in range(4)), _UNSET]
            members = {"f_" + name: _bound(JudgeField, field)(label, choices=choices, validate_choice=False)}
        case "veto":
            return {
                "f_" + name: _bound(VetoField, field)(label),
                "r_" + name: StringField(label),
                "b_" + name: HiddenField(),
            }
    return {**members, "n_" + name: StringField(label, [_short])}


def _short(_form: Form, remark: FormField) -> None:
    if len(remark.data or "") > LONGEST_NOTE:
        raise ValidationError(say(BadInput("mark.note_too_long", got=len(remark.data), limit=LONGEST_NOTE)))


def _bound(kind: type[FormField], field: Field) -> type[FormField]:
    """The field class with the cell it stands for; WTForms makes the instances itself."""
    return type(kind.__name__, (kind,), {"cell": field})
