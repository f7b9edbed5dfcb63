"""The quality of judgement at one sitting: items, agreement of examiners, severity, and whether decisions would change.

Pure and complete in itself: the form and the sealed sheets go in, figures come out. Nothing here changes a mark or a
decision.
"""

from __future__ import annotations

from collections.abc import Mapping

from assess.exams.form import ExamForm
from assess.exams.result import Result, decide
from assess.figures.decisions import Inputs, Scenario, evened, without_each
from assess.figures.examiners import Agreeing, Severity, pairs, panels, severities
from assess.figures.figure import Count, Figure
from assess.figures.items import ItemFigures, VetoFigures, item_figures, veto_figures
from assess.figures.marks import PartMarks, marks_of
from assess.standards.model.base import Closed


class PartJudging(Closed):
    """The figures of one part."""

    part: str
    candidates: Count
    """Candidates with sealed sheets."""
    items: tuple[ItemFigures, ...]
    vetoes: tuple[VetoFigures, ...]
    pairs: tuple[Agreeing, ...]
    panels: tuple[Agreeing, ...]
    severities: tuple[Severity, ...]
    model: str = ""
    """What became of the many-facet Rasch model: ``fitted``, ``failed``, ``not_installed``, or why it cannot be."""


class Judging(Closed):
    """The figures of a sitting; candidates are named by the numbers under which their sheets came in."""

    decided: Count
    undecided: Count
    """Candidates about whom something is still open; no decision of theirs can change."""
    parts: tuple[PartJudging, ...]
    scenarios: tuple[Scenario, ...]

    def with_model(self, part: str, model: str, logits: Mapping[str, tuple[Figure, Figure]]) -> Judging:
        """The same with the severities (and standard errors) of the many-facet Rasch model of one part."""
        def told(one: Severity) -> Severity:
            value, error = logits.get(one.examiner, (None, None))
            return one.model_copy(update={"logit": value, "logit_error": error})

        return self.model_copy(update={"parts": tuple(
            one.model_copy(update={"model": model, "severities": tuple(map(told, one.severities))})
            if one.part == part else one
            for one in self.parts
        )})


def judge(form: ExamForm, inputs: Mapping[int, Inputs]) -> Judging:
    """The figures of a sitting from the inputs of every candidate, which are those of ``decide``."""
    results = {candidate: decide(form, given) for candidate, given in inputs.items()}
    marks = {part: table for part, table in part_marks(form, inputs).items() if table.candidates}
    severe = {part: severities(table) for part, table in marks.items()}
    complete = sum(result.complete for result in results.values())
    return Judging(
        decided=complete, undecided=len(results) - complete,
        parts=tuple(_part(table, results, severe[part]) for part, table in marks.items()),
        scenarios=(*without_each(form, inputs, results), *evened(form, inputs, results, marks, severe)),
    )


def part_marks(form: ExamForm, inputs: Mapping[int, Inputs]) -> dict[str, PartMarks]:
    """The table of marks of every part."""
    return {
        one.part.id: marks_of(one, {candidate: given[one.part.id] for candidate, given in inputs.items()
                                    if one.part.id in given})
        for one in form.parts
    }


def _part(marks: PartMarks, results: Mapping[int, Result], severe: tuple[Severity, ...]) -> PartJudging:
    part = marks.part.part.id
    of_part = [one for result in results.values() for one in result.parts if one.part == part]
    return PartJudging(
        part=part, candidates=len(marks.candidates), items=item_figures(marks.part, of_part),
        vetoes=veto_figures(marks.part, of_part), pairs=pairs(marks), panels=panels(marks), severities=severe,
    )
