"""Results as files, for tests: a form, what was entered, and the file that the program makes of them.

Run as a program it adds the golden files that are missing for the rules of today; those that are there stay.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from assess.canonical import canonical
from assess.exams.appointing import decide as decide_review
from assess.exams.asks import Asks
from assess.exams.breaches import Breach
from assess.exams.competing import reached, with_placing
from assess.exams.confirming import Confirmation, ConfirmationRule, confirm
from assess.exams.form import ExamForm, FormAward, read_form
from assess.exams.placings import Competitor, place
from assess.exams.result import RULES, Carried, PartInput, PartState, Result, decide
from assess.exams.result_file import exam_file, review_file
from assess.exams.scores import Entry, ScoreSheet
from assess.exams.sealing import Sealed
from assess.i18n.text import DEFAULT, Text
from assess.standards.model import Band, Demand, Grading, Promotion
from tests.exams.forms import choice, deduct, form, judge, measure, part, part_of, points, task, timed, veto
from tests.exams.test_appointing import GOOD, RULE

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "results"


@dataclass(frozen=True)
class Marked:
    """What one examiner entered: value by cell, with the note where one belongs."""

    examiner: int
    cells: Mapping[str, str | tuple[str, str]]
    further: bool = False
    pictures: Sequence[str] = ()


def file_of(exam: ExamForm, inputs: Mapping[str, PartInput | Sequence[Marked]], decided: Any = decide) -> bytes:
    """The file of the result that these sheets (by part) and states lead to."""
    given, sealed = {}, {}
    for number, (part_id, stated) in enumerate(inputs.items(), 1):
        if isinstance(stated, PartInput):
            given[part_id] = stated
            continue
        sheets = []
        for marked in stated:
            entries = {key: Entry(value, "") if isinstance(value, str) else Entry(*value)
                       for key, value in marked.cells.items()}
            one = Sealed(number * 100 + marked.examiner, 7, part_id, marked.examiner, marked.further, exam.digest,
                         entries, marked.pictures)
            sealed[one.digest] = one
            sheets.append(ScoreSheet(str(marked.examiner), entries, one.digest, marked.further))
        given[part_id] = PartInput(PartState.SCORED, sheets)
    result = decided(exam, given)
    return exam_file(exam, given, sealed, canonical(result.to_data()), result.digest)


def scored(*sheets: Mapping[str, str | tuple[str, str]]) -> list[Marked]:
    """The sheets of the examiners 1, 2, 3 …"""
    return [Marked(number, cells) for number, cells in enumerate(sheets, 1)]


EVERY = part_of(
    task("a", points("p", "20", unit="0.5"), {"id": "c", "type": "check", "max": "10"},
         deduct("d", "30", ("torn", "2.5", None), ("late", "3", "6")),
         measure("m", ("-0.02", "0.02", "10"), ("-0.05", "0.05", "6")), timed("s", "10", 30, "0.75", cap="6"),
         judge("j", "20")),
    unit="0.5",
)
CELLS = {"a.p": "17.5", "a.c": "1", "a.d.torn": "2", "a.d.late": "3", "a.m": "50.03", "a.s": "1861", "a.j": "2"}
EXAM = part(points("p"), id="theory", kind="theory")
SEEN = ("1", "接线错误，跳闸")
CARRIED = Carried("JM-2025-07", date(2026, 5, 1), "5" * 64, Fraction(361, 5), "72.2")
TIERS = {effect: Breach(id=f"phone-{effect}", name=Text({DEFAULT: "使用手机"}), effect=effect, bar_months=12)  # type: ignore[arg-type]
         for effect in ("part", "exam")}
TWO = form(EXAM, part(points("p"), judge("j", "40"), veto("v", "part"), veto("x", "exam")))


def banded() -> ExamForm:
    """One exam whose bands lead to two grades."""
    bands = tuple(Band.model_validate({"from": low, "to": high, "grade": grade})
                  for low, high, grade in (("0", "60", None), ("60", "80", "L5"), ("80", None, "L4")))
    return form(EXAM).model_copy(update={"grading": Grading(kind="bands", bands=bands)})


def partnered() -> ExamForm:
    """A scheme that asks for a part of its own and a higher mark."""
    own = part(points("p"), id="law", kind="theory", award="dual")
    higher = Demand.model_validate({"part": "theory", "pass": "80"})
    return form(EXAM, own, awards=(FormAward(scheme="dual", score_rule="80", demands=(higher,)),))


MERGED = Asks.model_validate({"score_rule": "merged",
                              "merged": {"pass": "79.7", "weights": {"theory": "33.3", "law": "66.7"}}})
HIGHER = Asks.model_validate({"score_rule": "higher_of_each", "pass_marks": {"theory": "80", "law": "79.6"}})


def asked(asks: Asks) -> ExamForm:
    """A scheme whose own file asks by its score rule, of a part of its own too."""
    own = part(points("p"), id="law", kind="theory", award="dual", points="100")
    theory = part(points("p"), id="theory", kind="theory", points="100")
    return form(theory, own, awards=(FormAward(scheme="dual", score_rule=asks.score_rule, asks=asks),))


def chosen() -> ExamForm:
    """One of two tasks is taken."""
    either = [task(name, points("p", "60"), choice="either") for name in ("x", "y")]
    return form(part_of(task("base", points("p", "40")), *either, choices=(choice(),)))


def before_a_key() -> ExamForm:
    """A form as it was kept before parts knew ``near``, ``blind`` and ``calibration``."""
    data = json.loads(TWO.record)
    for one in data["parts"]:
        for key in ("near", "blind", "calibration"):
            del one["part"][key]
    return read_form(canonical(data))


def contest() -> ExamForm:
    """A competition: bands that give a grade without a prize, two lines of promotions, and a partner."""
    lines = ({"group": "worker", "rank": 1, "to": "L3", "if_held": "L2"},
             {"group": "worker", "prizes": ["gold", "merit"], "to": "L4", "if_held": "L3"})
    award = FormAward(scheme="dual", score_rule="same")
    return banded().model_copy(update={"promotions": tuple(map(Promotion.model_validate, lines)), "awards": (award,)})


def placed(competitor: Competitor) -> bytes:
    """A competitor of 79.99 points, second of three, before one and behind another of the group."""
    def decided(exam: ExamForm, given: Mapping[str, PartInput]) -> Result:
        result, others = decide(exam, given), (Fraction(60), Fraction(241, 3))
        return with_placing(exam, result, place(exam.promotions, competitor, reached(exam, result), others))

    return file_of(contest(), {"theory": scored({"t.p": "79.99"})}, decided)


def cases() -> dict[str, bytes]:
    """The golden results: each way in which a number, a state or a reason can come about."""
    third = Marked(9, {"t.p": "50", "t.j": "3"}, further=True)
    practical = scored({"t.p": "40", "t.j": "2"}, {"t.p": "41.5", "t.j": "3"})
    apart = scored({"t.p": "40", "t.j": "0"}, {"t.p": "45", "t.j": "3"})
    theory = scored({"t.p": "78.5"})
    near = form(part(points("p"), near="2"))
    trimmed = form(part(points("p"), combine="trimmed-mean"), decimals=2)
    five = scored(*({"t.p": mark} for mark in ("90", "61", "60", "59.99", "10")))
    photos = [replace(one, pictures=(f"a.m {'a' * 64}", f"a.j {'b' * 64}"))
              for one in scored(CELLS, CELLS | {"a.j": "3"})]
    void = PartInput(PartState.VOID, note="使用手机", breach=TIERS["exam"])
    return {
        "every-kind": file_of(form(EVERY), {"practical": photos}),
        "thirds": file_of(form(part(judge("j"))), {"practical": scored({"t.j": "2"}, {"t.j": "2"}, {"t.j": "1"})}),
        "not-shown-as-passed": file_of(form(EXAM), {"theory": scored({"t.p": "59.96"})}),
        "below-and-not-admitted": file_of(form(EXAM, part(points("p"), after="theory")),
                                          {"theory": scored({"t.p": "30"})}),
        "veto-of-the-part": file_of(TWO, {"theory": theory, "practical": scored(
            {"t.p": "40", "t.j": "2", "t.v": SEEN}, {"t.p": "40", "t.j": "3", "t.v": SEEN})}),
        "veto-of-an-item": file_of(form(part(points("p"), points("q"), veto("v", "item", "q"))),
                                   {"practical": scored({"t.p": "60", "t.v": SEEN})}),
        "further-examiner": file_of(TWO, {"theory": theory, "practical": [*apart, third]}),
        "further-near-the-mark": file_of(near, {"practical": [*scored({"t.p": "59"}, {"t.p": "60"}),
                                                              Marked(9, {"t.p": "61.5"}, further=True)]}),
        "breach-of-the-exam": file_of(TWO, {"theory": theory, "practical": void}),
        "breach-of-the-part": file_of(TWO, {"theory": theory, "practical": replace(void, breach=TIERS["part"])}),
        "absent-and-late": file_of(TWO, {"theory": PartInput(PartState.ABSENT),
                                         "practical": PartInput(PartState.LATE, note="迟到40分钟")}),
        "carried": file_of(TWO, {"theory": PartInput(PartState.CARRIED, carried=CARRIED), "practical": practical}),
        "bands": file_of(banded(), {"theory": scored({"t.p": "79.99"})}),
        "award-met": file_of(partnered(), {"theory": scored({"t.p": "80"}), "law": scored({"t.p": "60"})}),
        "award-not-met": file_of(partnered(), {"theory": scored({"t.p": "79.5"}), "law": scored({"t.p": "59"})}),
        "award-merged": file_of(asked(MERGED), {"theory": scored({"t.p": "80"}), "law": scored({"t.p": "79.5"})}),
        "award-higher": file_of(asked(HIGHER), {"theory": scored({"t.p": "80"}), "law": scored({"t.p": "79.5"})}),
        "choice": file_of(chosen(), {"practical": scored({"base.p": "30", "y.p": "45.25"})}),
        "trimmed-mean": file_of(trimmed, {"practical": five}),
        "rounded-counts": file_of(form(EXAM, compare="rounded"), {"theory": scored({"t.p": "59.95"})}),
        "form-before-a-key": file_of(before_a_key(), {"theory": theory, "practical": practical}),
        "placed": placed(Competitor("worker", "merit", "L4")),
        "placed-without-a-prize": placed(Competitor("worker", "", None)),
        "appointed": reviewed(),
        "confirmed": confirmed(),
    }


def reviewed() -> bytes:
    """An appointment that was carried."""
    result = decide_review(RULE, GOOD)
    return review_file(canonical(result.to_data()), result.digest)


def confirmed() -> bytes:
    """An apprentice who was confirmed."""
    held = Confirmation("test", "1", "0" * 64, True, route="a", evidence={"contract": ("c" * 64,)},
                        probation_from=date(2026, 1, 31), decided_on=date(2026, 4, 30), decided_by="HR")
    result = confirm(ConfirmationRule(("contract",), 3), held)
    return review_file(canonical(result.to_data()), result.digest)


def main() -> None:
    """Writes the golden files of today's rules that are not there yet."""
    folder = GOLDEN / str(RULES)
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in cases().items():
        if not (file := folder / f"{name}.json").exists():
            file.write_bytes(data)


__all__ = ["GOLDEN", "Marked", "cases", "file_of", "scored"]

if __name__ == "__main__":
    main()
