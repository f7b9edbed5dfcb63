"""Time of all figures of judging for 500 candidates × 60 items × 3 examiners, and of the page that shows them.

``python -m tests.bench.bench_judging`` prints; nothing is asserted. The floor of the figures is deciding everybody
once, which settling does as well; each of the six questions whether a decision would change decides everybody again.
The floor of the page is the same application, session and headers around ready bytes.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path

from sqlalchemy import update

from assess.canonical import canonical
from assess.exams.form import ExamForm
from assess.exams.result import PartInput, PartState, decide
from assess.exams.scores import Entry, ScoreSheet
from assess.figures.decisions import Inputs
from assess.figures.disclosure import Disclosure, disclosed
from assess.figures.examiners import pairs, panels
from assess.figures.facets import facets
from assess.figures.judging import Judging, judge, part_marks
from assess.operations.judging import judging_view
from assess.operations.severities import fit
from assess.people.policy import Action
from assess.store.judging import keep_judging
from assess.store.sheets import SheetRow
from tests.bench.large_sitting import beside_floor, installation, signed_in
from tests.marking import THEN

CANDIDATES, EXAMINERS = 500, ("a", "b", "c")


def main() -> None:
    """Prints seconds of the figures and milliseconds of the page."""
    with tempfile.TemporaryDirectory() as place:
        app, marking = installation(Path(place))
        form = judging_view(marking.store, marking.actors["office"], marking.sitting_id).form
        inputs = marked(form)
        print(f"{CANDIDATES} candidates × {len(form.part('practical').fields)} items × {len(EXAMINERS)} examiners")
        figures = timed_figures(form, inputs)
        with marking.store.unit_of_work() as session:
            session.execute(update(SheetRow).values(state="sealed"))
            keep_judging(session, marking.sitting_id, "0" * 64, canonical(figures.model_dump(mode="json")), THEN)
        address = f"/office/sittings/{marking.sitting_id}/judging"
        beside_floor(app, signed_in(app, "office"), "page of figures", address, Action.SEE_JUDGING)


def timed_figures(form: ExamForm, inputs: Mapping[int, Inputs]) -> Judging:
    """The figures; what they and their largest pieces take is printed, in seconds of the processor."""
    seconds("floor: deciding all once", lambda: [decide(form, given) for given in inputs.values()])
    marks = part_marks(form, inputs)["practical"]
    seconds("agreement of pairs and panels", lambda: (pairs(marks), panels(marks)))
    figures: list[Judging] = []
    seconds("all figures but the model", lambda: figures.append(judge(form, inputs)))
    seconds("hiding cells", lambda: disclosed(figures[0], Disclosure(), ""))
    table = facets(marks)
    if find_spec("raschpy"):
        seconds("many-facet Rasch model", lambda: fit(table))  # type: ignore[arg-type]
    return figures[0]


def seconds(name: str, act: Callable[[], object]) -> None:
    """Prints how long ``act`` keeps the processor."""
    start = time.process_time()
    act()
    print(f"{name:<32} {time.process_time() - start:6.2f} s")


def marked(form: ExamForm) -> dict[int, Inputs]:
    """Random sheets of three examiners; one is lenient and one severe."""
    rng, fields = random.Random(3), form.part("practical").fields

    def value(kind: str, highest: float, skill: float) -> str:
        if kind == "judge":
            return "2"
        return f"{round(min(max(rng.gauss(skill, 0.12), 0), 1) * highest * 10) / 10:g}"

    def given(skill: float) -> PartInput:
        return PartInput(PartState.SCORED, tuple(
            ScoreSheet(examiner, {field.key: Entry(value(field.kind, float(field.maximum or 0), skill + lenience))
                                  for field in fields})
            for examiner, lenience in zip(EXAMINERS, (0.03, 0, -0.03), strict=True)
        ))

    theory = PartInput(PartState.SCORED, (ScoreSheet("t", {"theory.score": Entry("75")}),))
    return {number: {"theory": theory, "practical": given(rng.uniform(0.5, 0.9))} for number in range(CANDIDATES)}


if __name__ == "__main__":
    main()
