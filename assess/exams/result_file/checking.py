"""Goes through the steps of the verification of a result's file, and says what held and what did not.

Everything is computed again from the form and the entries in the file, with no look at a database. That the file agrees
with itself does not say that it is the one that was settled: for that its digest is compared with the certificate's or
with the register's.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from assess.canonical import canonical, digest
from assess.errors import AssessError, BadInput, Refused
from assess.exams.competing import reached, with_placing
from assess.exams.form import ExamForm
from assess.exams.result import PartInput, PartResult, Result
from assess.exams.result_file.reading import (
    ExamFile,
    PlacingData,
    ReviewFile,
    SheetData,
    read_exam,
    read_file,
    read_placing,
)
from assess.exams.rules import ReviewResult, decide_again, exam_rules, placing_rules
from assess.exams.scores import Entry, read_entry
from assess.i18n.text import Text

STEPS = ("read", "rules", "form", "entries", "sheets", "totals", "result", "digest")
"""The steps in their order, numbered from 1; a review has no form, entries, sheets and totals."""
_TOTALS = ("marks", "value", "examiners", "further", "tasks", "total", "vetoes")
_NAMED = {"parts": "part", "awards": "scheme"}
"""Lists of a record whose members have a name of their own, and the key of it."""
_ABSENT = object()
"""Stands for the value of a key that is not there, which is not null."""


@dataclass(frozen=True)
class Difference:
    """One place where the file says something else than is computed from it: both sides, as text.

    ``item`` is the key of an item or task, the number of a sheet, or the id of a scheme; ``what`` names the field.
    """

    what: str
    got: str
    expected: str
    part: str = ""
    item: str = ""


@dataclass(frozen=True)
class Step:
    """One step: its number and name in ``STEPS``, and where it did not hold the first difference, or the fault."""

    name: str
    held: bool
    difference: Difference | None = None
    fault: AssessError | None = None

    @property
    def number(self) -> int:
        """The number of the step, from 1."""
        return STEPS.index(self.name) + 1


@dataclass(frozen=True)
class PartLine:
    """One part as it was computed again."""

    name: Text
    result: PartResult

    @property
    def ratio(self) -> str:
        """The total as ``p/q``; empty where there is none."""
        total = self.result.total
        return "" if total is None else f"{total.numerator}/{total.denominator}"


@dataclass(frozen=True)
class Checked:
    """What became of a file: the steps that were made, and the result that was computed from it."""

    steps: tuple[Step, ...]
    stated: str = ""
    """The digest that the file states."""
    form: ExamForm | None = None
    result: Result | ReviewResult | None = None

    @property
    def holds(self) -> bool:
        """Whether every step was made and held."""
        return self.steps[-1].name == STEPS[-1] and all(step.held for step in self.steps)

    @property
    def parts(self) -> tuple[PartLine, ...]:
        """The parts of an exam as they were computed again; none of a review."""
        if self.form is None or not isinstance(self.result, Result):
            return ()
        names = {part.part.id: part.part.name for part in self.form.parts}
        return tuple(PartLine(names[part.part], part) for part in self.result.parts)

    @property
    def rests_on(self) -> tuple[str, ...]:
        """Digests of earlier results from which parts were carried over: this file does not compute those again."""
        return tuple(line.result.carried.result for line in self.parts if line.result.carried is not None)


def check_result_file(data: bytes) -> Checked:
    """What held and what failed; never raises for what somebody handed in."""
    try:
        file = read_file(data)  # 1
        exam = (*read_exam(file), read_placing(file)) if isinstance(file, ExamFile) else None
    except BadInput as error:
        return Checked((Step("read", False, fault=error),))
    steps = [Step("read", True)]
    if isinstance(file, ReviewFile):
        return _review(file, steps)
    assert exam is not None
    return _exam(file, *exam, steps)


def _review(file: ReviewFile, steps: list[Step]) -> Checked:
    try:
        # 2 rules
        if (file.result.get("rules"), file.result.get("kind")) != (file.rules, file.kind):
            raise BadInput("result_file.shape", where="result.rules")
        result = decide_again(file.result)
    except Refused as error:
        return Checked((*steps, Step("rules", False, fault=error)), file.digest)
    except (BadInput, KeyError, TypeError, ValueError, ArithmeticError):
        fault = BadInput("result_file.shape", where="result")
        return Checked((*steps, Step("rules", False, fault=fault)), file.digest)
    # 7 result
    same = _compared("result", differences(_plain(result.to_data()), file.result))
    # 8 digest
    last = _step("digest", "digest", file.digest, digest(file.result))
    return Checked((*steps, Step("rules", True), same, last), file.digest, None, result)


def _exam(file: ExamFile, form: ExamForm, given: Mapping[str, PartInput], stated: PlacingData | None,
          steps: list[Step]) -> Checked:
    # 2 rules
    try:
        decide, place = exam_rules(file.rules), placing_rules(stated.rules) if stated else None
    except Refused as error:
        return Checked((*steps, Step("rules", False, fault=error)), file.digest, form)
    steps.append(_step("rules", "rules", _text(file.result.get("rules")), str(file.rules)))
    # 3 form
    steps.append(_step("form", "form", _text(file.result.get("form")), form.digest))
    # 4 entries
    steps.append(_compared("entries", _unfit(form, file)))
    if not steps[-1].held:
        # What no cell takes cannot be computed with.
        return Checked(tuple(steps), file.digest, form)
    # 5 sheets
    steps.append(_compared("sheets", _other_sheets(form, file)))
    # 6 totals
    result = decide(form, given)
    if stated and place:
        verdict = place(form.promotions, stated.competitor, reached(form, result), stated.totals)
        result = with_placing(form, result, verdict)
    found = tuple(differences(_plain(result.to_data()), file.result))
    steps.append(_compared("totals", (one for one in found if one.what in _TOTALS)))
    # 7 result
    steps.append(_compared("result", (one for one in found if one.what not in (*_TOTALS, "form", "rules"))))
    # 8 digest
    steps.append(_step("digest", "digest", file.digest, digest(file.result)))
    return Checked(tuple(steps), file.digest, form, result)


def _unfit(form: ExamForm, file: ExamFile) -> Iterator[Difference]:
    """Entries that their cell does not take, or not in that form: the cell, what stands there, what it would be."""
    for part, stated in file.inputs.items():
        cells = form.part(part).by_key
        for sheet in stated.sheets:
            for key, (value, note) in sheet.entries.items():
                try:
                    read = read_entry(cells[key], value, note)
                except (KeyError, BadInput):
                    read = None
                if read != Entry(value, note):
                    yield Difference("entry", value[:60], read.value if read else "–", part, key[:90])


def _other_sheets(form: ExamForm, file: ExamFile) -> Iterator[Difference]:
    """Sheets that state something else than was sealed, or are another candidate's."""
    seen: set[tuple[str, int]] = set()
    whose = {sheet.enrolment for _, sheet in _sheets(file)}
    for part, sheet in _sheets(file):
        again, place = sheet.sealed(part, form.digest).digest, {"part": part, "item": str(sheet.sheet)}
        if sheet.enrolment != min(whose):
            yield Difference("enrolment", str(sheet.enrolment), str(min(whose)), **place)
        if again != sheet.digest:
            yield Difference("sheet", sheet.digest, again, **place)
        names = {("", sheet.sheet), (part, sheet.examiner)}
        if names & seen:
            yield Difference("sheet_twice", str(sheet.sheet), "–", **place)
        seen |= names


def _sheets(file: ExamFile) -> Iterator[tuple[str, SheetData]]:
    return ((part, sheet) for part, stated in file.inputs.items() for sheet in stated.sheets)


def differences(expected: Any, got: Any, what: str = "", part: str = "", item: str = "") -> Iterator[Difference]:
    """Every place where a record (``got``) says something else than the one that was computed again (``expected``)."""
    if isinstance(expected, dict) and isinstance(got, dict):
        for key in sorted(expected.keys() | got.keys()):
            inner = (what, part, key) if what in ("marks", "tasks") and not item else (key, part, item)
            yield from differences(expected.get(key, _ABSENT), got.get(key, _ABSENT), *inner)
    elif what in _NAMED and _names(what, expected) == _names(what, got) is not None:
        for one, other in zip(expected, got, strict=True):
            place = (str(one["part"]), item) if what == "parts" else (part, str(one["scheme"]))
            yield from differences(one, other, "", *place)
    elif _ABSENT in (expected, got) or canonical(expected) != canonical(got):
        yield Difference(what, _text(got), _text(expected), part, item)


def _names(what: str, value: Any) -> list[Any] | None:
    """What the members of such a list are called; None for anything else."""
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        return None
    return [one.get(_NAMED[what]) for one in value]


def _compared(name: str, found: Iterator[Difference]) -> Step:
    first = next(found, None)
    return Step(name, first is None, first)


def _step(name: str, what: str, got: str, expected: str) -> Step:
    return _compared(name, iter(() if got == expected else (Difference(what, got, expected),)))


def _plain(data: Any) -> Any:
    """The data as it comes back from a file."""
    return json.loads(canonical(data))


def _text(value: Any) -> str:
    """A value of a record as a reader sees it, not longer than a digest."""
    if isinstance(value, str):
        return value[:64] or "–"
    return "–" if value is None or value is _ABSENT else json.dumps(value, ensure_ascii=False)[:64]
