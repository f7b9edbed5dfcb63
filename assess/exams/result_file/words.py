"""What the verification of a result's file tells its reader: steps, fields, reasons and differences in words."""

from __future__ import annotations

from collections.abc import Mapping

from assess.exams.result_file.checking import STEPS, Difference, PartLine, Step
from assess.i18n import N_, gettext_in
from assess.i18n.formats import format_score
from assess.i18n.sentences import sentence

STEP_NAMES: Mapping[str, str] = dict(zip(STEPS, (
    N_("The file is a complete result file."),
    N_("The version of the rules is known here."),
    N_("The form is the one that the result names."),
    N_("Every entry is one that its cell takes."),
    N_("Every sheet states what was sealed."),
    N_("Every mark and every total is what the entries add up to."),
    N_("States, reasons, grade and awards are what the rules lead to."),
    N_("The digest is that of the result."),
), strict=True))

FIELD_NAMES: Mapping[str, str] = {
    "rules": N_("version of the rules"),
    "form": N_("digest of the form"),
    "entry": N_("entry"),
    "sheet": N_("digest of the sheet"),
    "enrolment": N_("number of the enrolment"),
    "sheet_twice": N_("number of the sheet, twice"),
    "value": N_("mark"),
    "marks": N_("mark"),
    "examiners": N_("marks of the examiners"),
    "further": N_("whether the further examiner alone counts"),
    "tasks": N_("points of the task"),
    "total": N_("total"),
    "vetoes": N_("vetoes"),
    "shown": N_("total as shown"),
    "passed": N_("passed or not"),
    "reasons": N_("reasons"),
    "state": N_("state of the part"),
    "note": N_("note"),
    "sheets": N_("digests of the sheets"),
    "breach": N_("breach of the rules"),
    "carried": N_("part carried over"),
    "grade": N_("grade"),
    "level": N_("level"),
    "met": N_("whether the partner's demands are met"),
    "steps": N_("steps to the partner's paper"),
    "placing": N_("place in the competition"),
    "group": N_("group of the competition"),
    "prize": N_("prize"),
    "held": N_("grade held already"),
    "others": N_("totals of the others of the group"),
    "own_grade": N_("grade without the place"),
    "rank": N_("rank"),
    "line": N_("line of the promotions"),
    "promoted": N_("grade of the place"),
    "digest": N_("digest of the result"),
}
"""A field without a name here is called as it is in the file."""

REASON_NAMES: Mapping[str, str] = {
    "below_pass_mark": N_("below the pass mark"),
    "veto_part": N_("a veto item occurred: the part counts 0"),
    "veto_exam": N_("a veto item occurred: the exam is failed"),
    "absent": N_("absent"),
    "withdrawn": N_("withdrawn"),
    "void": N_("void (cheating)"),
    "late": N_("came too late"),
    "void_exam": N_("void because of a breach in another part"),
    "open": N_("not all sheets are sealed"),
    "disagreement": N_("examiners disagree"),
    "not_admitted": N_("the part before was not passed"),
}
"""Why a part is not passed, or not decided."""

HOLDS = N_("The file agrees with itself: every number in it was computed again.")
FAILS = N_("The file does not hold: do not rely on it.")
CARRIED = N_("A part was carried over from the result %(digest)s: check its file as well.")
_DIFFERS = N_("%(place)s: the file says %(got)s, computed is %(expected)s")


def difference_text(found: Difference, locale: str) -> str:
    """Where a file says something else than is computed from it, in words with both sides."""
    what = gettext_in(locale, FIELD_NAMES.get(found.what, found.what))
    place = " · ".join(filter(None, (found.part, found.item, what)))
    return gettext_in(locale, _DIFFERS, place=place, got=found.got, expected=found.expected)


def told(step: Step, locale: str) -> str:
    """Why a step did not hold, in words; empty for one that held."""
    if step.fault is not None:
        return sentence(step.fault, locale)
    return "" if step.difference is None else difference_text(step.difference, locale)


def part_text(line: PartLine, locale: str) -> str:
    """What became of a part: ``217/3 = 72.3 · passed``, or the reasons why not."""
    result = line.result
    verdict = [gettext_in(locale, N_("passed"))] if result.passed else \
        [gettext_in(locale, REASON_NAMES[reason]) for reason in result.reasons]
    total = [f"{line.ratio} = {format_score(result.shown, locale)}"] if result.shown is not None else []
    return " · ".join((*total, *verdict))
