"""A large sitting in a fresh installation, and how benches time and print; they assert nothing about the figures.

The practical part has 50 items of points and 10 judged ones, three examiners mark everybody, and a second person has
checked and sealed all of it: 93,000 events of marks for 500 candidates, each reproducible from the seed.
"""

from __future__ import annotations

import gc
import random
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from flask import Flask, Response
from flask.testing import FlaskClient
from sqlalchemy import bindparam, insert, update

from assess.config import load_config
from assess.exams.form import ExamForm, Field
from assess.exams.scores import Entry
from assess.operations.forms import form_of
from assess.operations.standards import publish
from assess.people.policy import Action
from assess.store.migrate import upgrade
from assess.store.session import Store, create_instance, open_store
from assess.store.sheets import MarkRow, SheetRow, sheet_digest, sheets_of
from assess.store.sittings import sitting
from assess.web.app import create_app
from assess.web.guard import guard
from tests.marking import HERE, PASSWORD, THEN, Marking, hold, standards_folder

STANDARD = "national/9-99-99-96"
THREE = (("reader", "theory"), ("first", "practical"), ("second", "practical"), ("reader", "practical"))


def installation(place: Path, candidates: int = 500) -> tuple[Flask, Marking]:
    """A fresh installation with a standard of 60 items and its sitting in marking, and the application over it."""
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
    return app, hold(store, candidates, STANDARD, examiners=THREE)


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


def form_for(store: Store, sitting_id: int) -> ExamForm:
    """The form of the sitting."""
    with store.reading() as session:
        return form_of(store, sitting(session, sitting_id))


def mark_all(store: Store, sitting_id: int, state: str = "sealed") -> int:
    """Fills every sheet of the sitting and brings it to ``state``; how many marks there are now.

    Written as rows, because entering 93,000 marks one by one takes longer than all that is measured.
    """
    source, form = random.Random(7), form_for(store, sitting_id)
    with store.unit_of_work() as session:
        marks: list[dict[str, Any]] = []
        sheets: list[dict[str, Any]] = []
        for row in sheets_of(session, sitting_id):
            skill = random.Random(row.enrolment_id).uniform(0.55, 0.95)
            entries = {field.key: Entry(_value(source, field, skill)) for field in form.part(row.part).fields}
            marks += [{"sheet_id": row.id, "field": key, "version": 1, "value": entry.value, "note": "",
                       "actor_id": row.examiner_id, "device": "bench", "sequence": 0, "at": THEN,
                       "operation": f"{row.id}-{key}"} for key, entry in entries.items()]
            sheets.append({"of": row.id, "now": state, "sum": sheet_digest(row, entries, form.digest)})
        session.execute(insert(MarkRow), marks)
        changed = update(SheetRow.__table__).where(SheetRow.__table__.c.id == bindparam("of"))
        session.connection().execute(
            changed.values(state=bindparam("now"), digest=bindparam("sum"), signed_at=THEN, checked_at=THEN), sheets)
    return len(marks)


def _value(source: random.Random, field: Field, skill: float) -> str:
    if field.kind == "judge":
        return "2"
    most = float(field.maximum or 0)
    return f"{round(min(max(source.gauss(skill, 0.1), 0), 1) * most * 10) / 10:g}"


def signed_in(app: Flask, username: str) -> FlaskClient:
    """A client of the application in which that member of the staff is signed in."""
    client = app.test_client()
    client.post("/sign-in", data={"username": username, "password": PASSWORD})
    gc.collect()
    gc.freeze()  # as the server does once it is ready
    return client


def beside_floor(app: Flask, client: FlaskClient, name: str, address: str, action: Action) -> None:
    """Prints the time of a page, and of the same bytes answered by the same application, session and headers."""
    page = client.get(address).data
    app.view_functions["floor"] = guard(action)(lambda: Response(page, mimetype="text/html"))
    report(f"{name}, {len(page) / 1024:.0f} KiB", lambda: get(client, address))
    report("  floor: the same bytes", lambda: get(client, "/floor"))


def get(client: FlaskClient, address: str) -> None:
    """Loads a page."""
    assert client.get(address).status_code == 200


def report(name: str, act: Callable[[], object], rounds: int = 9) -> float:
    """Prints how long ``act`` takes after one call to warm up; the median in milliseconds."""
    act()
    times = sorted(milliseconds(act) for _ in range(rounds))
    print(f"{name:<40} median {statistics.median(times):8.1f} ms   best {times[0]:8.1f}   worst {times[-1]:8.1f}",
          flush=True)
    return statistics.median(times)


def milliseconds(act: Callable[[], object]) -> float:
    """How long ``act`` takes."""
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000
