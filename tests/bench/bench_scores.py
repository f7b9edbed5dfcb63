"""Pages, settling and exports of a sitting of 500 candidates × 60 items × 3 examiners, each beside its floor.

``python -m tests.bench.bench_scores`` prints; nothing is asserted. The floor of a page is the same bytes served by the
same application with the same session and headers. That of settling is to read every mark with the bare driver; that of
the archive is to read them and to write them as bare CSV.
"""

from __future__ import annotations

import csv
import sqlite3
import tempfile
from io import StringIO
from pathlib import Path

from flask import Flask
from sqlalchemy import make_url

from assess.operations import exporting, sittings
from assess.people.policy import Action
from assess.store.session import Store
from tests.bench.large_sitting import beside_floor, installation, mark_all, milliseconds, report, signed_in
from tests.marking import THEN, Marking


def main() -> None:
    """Prints milliseconds."""
    with tempfile.TemporaryDirectory() as place:
        app, marking = installation(Path(place))
        marks = mark_all(marking.store, marking.sitting_id, state="open")
        print(f"500 candidates × 60 items × 3 examiners, {marks} marks")
        examiner_pages(app, marking)
        with marking.store.unit_of_work() as session:
            session.connection().exec_driver_sql("update sheet set state = 'sealed'")
        office_pages(app, marking)
        settle(marking)
        export(marking)


def examiner_pages(app: Flask, marking: Marking) -> None:
    """The grid of all own sheets, and one candidate's sheet, with every cell filled and open."""
    client, grid = signed_in(app, "first"), f"/examiner/sittings/{marking.sitting_id}/practical"
    beside_floor(app, client, "score grid of 500 × 60", grid, Action.ENTER_SCORES)
    beside_floor(app, client, "one candidate's sheet", f"/examiner/sheets/{marking.sheet().id}", Action.ENTER_SCORES)


def office_pages(app: Flask, marking: Marking) -> None:
    """How far the marking is, and the results as they stand."""
    client = signed_in(app, "office")
    for name in ("marking", "results"):
        address = f"/office/sittings/{marking.sitting_id}/{name}"
        beside_floor(app, client, f"office: {name}", address, Action.SEE_SITTING)


def settle(marking: Marking) -> None:
    """The step itself, once, as the office takes it."""
    store, office = marking.store, marking.actors["office"]
    took = milliseconds(lambda: sittings.take_step(store, office, marking.sitting_id, "settle", THEN))
    print(f"{'settling':<40} once   {took:8.1f} ms")
    report("  floor: reading every mark", lambda: read_marks(store))


def export(marking: Marking) -> None:
    """The archive of the settled sitting."""
    store, office = marking.store, marking.actors["office"]
    report("archive", lambda: exporting.archive(store, office, marking.sitting_id, "bench", THEN, "zh-Hans"), rounds=3)
    report("  floor: every mark as bare CSV", lambda: csv.writer(StringIO()).writerows(read_marks(store)), rounds=3)


def read_marks(store: Store) -> list[tuple[object, ...]]:
    """Every mark, by the driver alone."""
    with sqlite3.connect(make_url(store.config.database_url).database or "") as database:
        return database.execute("select sheet_id, field, version, value, note from mark order by version").fetchall()


if __name__ == "__main__":
    main()
