"""Server time of the score grid for 60 candidates × 30 items, beside the same bytes served as a fixed answer.

``python -m tests.bench.bench_scores`` prints; nothing is asserted. All cells are filled, each changed once, so that the
page has the most to read and to write. The floor is the same application, session and headers around ready bytes.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from flask import Flask, Response
from flask.testing import FlaskClient

from assess.config import load_config
from assess.operations import scoring
from assess.operations.standards import publish
from assess.people.policy import Action
from assess.store.migrate import upgrade
from assess.store.session import create_instance, open_store
from assess.web.app import create_app
from assess.web.guard import guard
from tests.marking import HERE, PASSWORD, THEN, Marking, hold, standards_folder

CANDIDATES, ITEMS, ROUNDS = 60, 30, 15


def main() -> None:
    """Prints the median and worst of each page in milliseconds."""
    with tempfile.TemporaryDirectory() as place:
        app, marking = installation(Path(place))
        fill(marking)
        client = app.test_client()
        client.post("/sign-in", data={"username": "first", "password": PASSWORD})
        grid = f"/examiner/sittings/{marking.sitting_id}/practical"
        page = client.get(grid).data
        app.view_functions["floor"] = guard(Action.ENTER_SCORES)(lambda: Response(page, mimetype="text/html"))
        print(f"{CANDIDATES} candidates × {ITEMS} items, {len(page) / 1024:.0f} KiB of HTML, {ROUNDS} rounds")
        report("score grid", lambda: get(client, grid))
        report("floor: the same bytes", lambda: get(client, "/floor"))
        report("one candidate", lambda: get(client, f"/examiner/sheets/{marking.sheet().id}"))
        report("saving one mark", saving(client, marking))


def installation(place: Path) -> tuple[Flask, Marking]:
    """A fresh installation with a standard of 30 items and its sitting, and the application over it."""
    config = replace(load_config({"ASSESS_INSTANCE": str(place / "instance")}), standards=standards_folder(place))
    file = config.standards / "national" / "9-99-99-97" / "2026.yaml"
    file.parent.mkdir()
    file.write_text(thirty_items(), encoding="utf-8")
    publish(config, file, THEN.date())
    create_instance(config)
    store = open_store(config)
    upgrade(store)
    app = create_app(config, store)
    app.config["WTF_CSRF_ENABLED"] = False
    app.add_url_rule("/floor", "floor", lambda: "")
    return app, hold(store, CANDIDATES, "national/9-99-99-97")


def thirty_items() -> str:
    """The standard of every kind with its practical part replaced by 30 items of points."""
    head, _ = (HERE / "every_kind.yaml").read_text(encoding="utf-8").split("    tasks:\n")
    tasks = ["    tasks:"]
    for task, function, points in (("t1", "peel", ["4"] * 15), ("t2", "dry", ["2.5"] * 14 + ["5"])):
        total = {"t1": 60, "t2": 40}[task]
        tasks.append(f"      - {{id: {task}, function: {function}, name: 操作, points: {total}, items: [")
        tasks += [f"          {{id: i{number}, type: points, text: 考核内容第{number + 1}项, criterion: 按要求完成, "
                  f"max: {maximum}, skills: [{'s1' if function == 'peel' else ''}]}},"
                  for number, maximum in enumerate(points)]
        tasks.append("        ]}")
    return head.replace("9-99-99-98", "9-99-99-97") + "\n".join(tasks) + "\narithmetic: {unit: \"0.1\"}\n"


def fill(marking: Marking) -> None:
    """Enters and changes every mark of the first examiner."""
    for round_number, value in enumerate(("1", "1.5")):
        cells = [scoring.Entered(sheet.id, field.key, value, round_number, f"{round_number}-{sheet.id}-{field.key}")
                 for sheet in marking.sheets().sheets for field in marking.sheets().form.fields]
        scoring.save_each(marking.store, marking.actors["first"], cells, now=THEN)


def saving(client: FlaskClient, marking: Marking) -> Callable[[], None]:
    """Saves another value at every call."""
    sheet_id, version = marking.sheet().id, iter(range(2, 1000))

    def save() -> None:
        number = next(version)
        answer = client.post(f"/examiner/sheets/{sheet_id}/marks", json={
            "field": "t1.i0", "value": f"{number % 4}", "version": number, "operation": f"{number:032x}"})
        assert answer.status_code == 200, answer.json

    return save


def get(client: FlaskClient, address: str) -> None:
    """Loads a page."""
    assert client.get(address).status_code == 200


def report(name: str, act: Callable[[], None]) -> None:
    """Prints how long ``act`` takes."""
    act()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        act()
        times.append((time.perf_counter() - start) * 1000)
    print(f"{name:<24} median {statistics.median(times):7.1f} ms   worst {max(times):7.1f} ms")


if __name__ == "__main__":
    main()
