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
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from flask import Flask, Response
from sqlalchemy import update

from assess.canonical import canonical
from assess.config import load_config
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
from assess.operations.standards import publish
from assess.people.policy import Action
from assess.store.judging import keep_judging
from assess.store.migrate import upgrade
from assess.store.session import create_instance, open_store
from assess.store.sheets import SheetRow
from assess.web.app import create_app
from assess.web.guard import guard
from tests.bench.bench_scores import get, report
from tests.marking import HERE, PASSWORD, THEN, Marking, hold, standards_folder

CANDIDATES, EXAMINERS = 500, ("a", "b", "c")
STANDARD = "national/9-99-99-96"


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
        client = app.test_client()
        client.post("/sign-in", data={"username": "office", "password": PASSWORD})
        address = f"/office/sittings/{marking.sitting_id}/judging"
        page = client.get(address).data
        app.view_functions["floor"] = guard(Action.SEE_JUDGING)(lambda: Response(page, mimetype="text/html"))
        print(f"the page, {len(page) / 1024:.0f} KiB of HTML")
        report("page of figures", lambda: get(client, address))
        report("floor: the same bytes", lambda: get(client, "/floor"))


def timed_figures(form: ExamForm, inputs: Mapping[int, Inputs]) -> Judging:
    """The figures; what they and their largest pieces take is printed, in seconds of the processor."""
    seconds("floor: deciding all once", lambda: [decide(form, given) for given in inputs.values()])
    marks = part_marks(form, inputs)["practical"]
    seconds("agreement of pairs and panels", lambda: (pairs(marks), panels(marks)))
    figures: list[Judging] = []
    seconds("all figures but the model", lambda: figures.append(judge(form, inputs)))
    seconds("hiding cells", lambda: disclosed(figures[0], Disclosure()))
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


def installation(place: Path) -> tuple[Flask, Marking]:
    """A fresh installation with a standard of 60 items and its sitting, and the application over it."""
    config = replace(load_config({"ASSESS_INSTANCE": str(place / "instance")}), standards=standards_folder(place))
    file = config.standards / f"{STANDARD}/2026.yaml"
    file.parent.mkdir()
    file.write_text(sixty_items(), encoding="utf-8")
    publish(config, file, THEN.date())
    create_instance(config)
    store = open_store(config)
    upgrade(store)
    app = create_app(config, store)
    app.config["WTF_CSRF_ENABLED"] = False
    app.add_url_rule("/floor", "floor", lambda: "")
    return app, hold(store, CANDIDATES, STANDARD)


def sixty_items() -> str:
    """The standard of every kind with its practical part replaced by 50 items of points and 10 judged ones."""
    head, _ = (HERE / "every_kind.yaml").read_text(encoding="utf-8").split("    tasks:\n")
    lines = ["    tasks:"]
    for task, function, skill, worth in (("t1", "peel", "s1", ["2"] * 30), ("t2", "dry", "s2", ["1"] * 28 + ["6"] * 2)):
        total = sum(map(int, worth))
        lines.append(f"      - {{id: {task}, function: {function}, name: 操作, points: {total}, items: [")
        for number, most in enumerate(worth):
            kind = "type: judge, descriptors: [差, 中, 良, 优]" if number < 5 else "type: points"
            lines.append(f"          {{id: i{number}, {kind}, text: 考核内容第{number + 1}项, criterion: 按要求完成, "
                         f"max: {most}, skills: [{skill}]}},")
        lines.append("        ]}")
    return head.replace("9-99-99-98", "9-99-99-96") + "\n".join(lines) + "\narithmetic: {unit: \"0.1\"}\n"


if __name__ == "__main__":
    main()
