"""The archive of a sitting: what is in it, that it can be checked, and what is recorded about it."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from python_calamine import load_workbook
from sqlalchemy import select, text

from assess.canonical import sha256_hex
from assess.errors import BadInput, Forbidden, Refused
from assess.operations import exporting, settling
from assess.people.roles import Actor, Role
from assess.store.audit import AuditRow
from assess.store.people import DocumentRow, document_of
from assess.store.results import results_of
from tests.marking import THEN, VALUES, Marking, config, marking
from tests.operations.conftest import NOTICE_OVER, Noticed

__all__ = ["config", "marking"]


class Opened:
    """An archive as whoever keeps it sees it."""

    def __init__(self, export: exporting.Export) -> None:
        with ZipFile(BytesIO(export.data)) as packed:
            assert packed.testzip() is None
            self.files = {name: packed.read(name) for name in packed.namelist()}
        book = load_workbook(BytesIO(self.files["sitting.xlsx"]))
        self.sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}

    @property
    def manifest(self) -> dict[str, Any]:
        return json.loads(self.files["manifest.json"])  # type: ignore[no-any-return]

    def rows(self, sheet: str) -> list[dict[str, Any]]:
        head, *rows = self.sheets[sheet]
        return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def exported(noticed: Noticed, locale: str = "en") -> Opened:
    return Opened(exporting.archive(noticed.store, noticed.actors["office"], noticed.sitting_id, " 归档 ", NOTICE_OVER,
                                    locale))


def test_every_file_has_its_hash_in_the_manifest(noticed: Noticed) -> None:
    found = exported(noticed)
    assert set(found.manifest["files"]) == set(found.files) - {"manifest.json"}
    for name, stated in found.manifest["files"].items():
        assert (stated["sha256"], stated["bytes"]) == (sha256_hex(found.files[name]), len(found.files[name]))


def test_it_holds_the_record_of_every_result_as_it_was_settled(noticed: Noticed) -> None:
    found = exported(noticed)
    with noticed.store.reading() as session:
        kept = {result.digest for result in results_of(session, noticed.sitting_id).values()}
    records = {sha256_hex(data) for name, data in found.files.items() if name.startswith("results/")}
    assert records == kept and len(kept) == len(noticed.enrolments)
    assert {row["SHA-256 of the result"] for row in found.rows("Results")} == kept


def test_every_standing_value_is_there_under_the_text_of_its_item(noticed: Noticed) -> None:
    found = exported(noticed)
    head, _keys, *rows = found.sheets["Marks"]
    assert all(head) and len(rows) == len({tuple(row[:4]) for row in rows})
    values = sum(bool(cell) for row in rows for cell in row[5:-1])
    with noticed.store.reading() as session:
        standing = session.scalar(text("select count(distinct sheet_id || field) from mark"))
    assert values == standing
    assert len(found.files["marks.jsonl"].splitlines()) - 1 == session.scalar(text("select count(*) from mark"))


def test_it_holds_no_identity_number_and_no_birth_date(noticed: Noticed) -> None:
    with noticed.store.reading() as session:
        documents = [document_of(session, row) for row in session.scalars(select(DocumentRow))]
    found = exported(noticed)
    everything = b"".join(found.files.values()) + repr(found.sheets).encode()
    assert documents and not [one for one in documents if one.number.encode() in everything]


def test_absence_and_its_recorder_are_there(noticed: Noticed) -> None:
    states = [(row["State"], row["Recorded by"]) for row in exported(noticed).rows("Attendance") if row["At"]]
    assert states == [("absent", noticed.actors["office"].name)] * 2


def test_its_language_is_the_readers(noticed: Noticed) -> None:
    assert "成绩" in exported(noticed, "zh-Hans").sheets


def test_reason_count_and_hash_are_recorded(noticed: Noticed) -> None:
    export = exporting.archive(noticed.store, noticed.actors["office"], noticed.sitting_id, "归档", NOTICE_OVER, "en")
    with noticed.store.reading() as session:
        row = session.scalars(select(AuditRow).where(AuditRow.action == "export.archive")).one()
    assert row.details == {"reason": "归档", "count": len(noticed.enrolments), "file": export.name,
                           "sha256": sha256_hex(export.data)}
    assert row.actor_id == noticed.actors["office"].account_id


@pytest.mark.parametrize(("reason", "code"), [("  ", "export.reason_missing"), ("x" * 501, "export.reason_too_long")])
def test_without_a_proper_reason_nothing_is_made(noticed: Noticed, reason: str, code: str) -> None:
    with pytest.raises(BadInput) as caught:
        exporting.archive(noticed.store, noticed.actors["office"], noticed.sitting_id, reason, NOTICE_OVER, "en")
    assert caught.value.code == code
    with noticed.store.reading() as session:
        assert not session.scalars(select(AuditRow).where(AuditRow.action == "export.archive")).all()


def test_a_supervisor_may_have_it_and_an_examiner_may_not(noticed: Noticed) -> None:
    supervisor = Actor(noticed.actors["office"].account_id, "督导", frozenset({Role.SUPERVISOR}))
    assert exporting.archive(noticed.store, supervisor, noticed.sitting_id, "抽查", NOTICE_OVER, "en").count
    examiner = Actor(99, "考评员", frozenset({Role.EXAMINER}))
    with pytest.raises(Forbidden):
        exporting.archive(noticed.store, examiner, noticed.sitting_id, "抽查", NOTICE_OVER, "en")


def test_an_altered_record_of_a_result_is_not_exported(noticed: Noticed) -> None:
    with noticed.store.unit_of_work() as session:
        for result in results_of(session, noticed.sitting_id).values():
            result.record = result.record.replace(b'"passed":true', b'"passed":false')
    with pytest.raises(Refused) as caught:
        exported(noticed)
    assert caught.value.code == "export.record_altered"


def test_what_was_replaced_and_what_was_remarked_are_in_sheets_of_their_own(marking: Marking) -> None:
    marking.fill()
    marking.enter("t1.cut-depth", "17", note="=2+5，重新测量")
    export = exporting.archive(marking.store, marking.actors["office"], marking.sitting_id, "归档", THEN, "en")
    found = Opened(export)
    (change,) = found.rows("History")
    assert (change["Old value"], change["New value"], change["Version"]) == (VALUES["t1.cut-depth"], "17", "2")
    (remark,) = found.rows("Remarks")
    assert (remark["Value"], remark["Remark"], remark["Examiner"]) == ("17", "=2+5，重新测量", "First")


def test_no_cell_is_a_formula_whatever_is_written_in_it(marking: Marking) -> None:
    marking.enter("t1.cut-depth", "17", note='=HYPERLINK("http://x.example","x")')
    settling.record_part_state(marking.store, marking.actors["office"], marking.sheet(2).enrolment_id, "practical",
                               "withdrawn", "@SUM(A1)", THEN)
    export = exporting.archive(marking.store, marking.actors["office"], marking.sitting_id, "归档", THEN, "en")
    with ZipFile(BytesIO(export.data)) as packed, ZipFile(BytesIO(packed.read("sitting.xlsx"))) as book:
        texts = book.read("xl/sharedStrings.xml")
        sheets = b"".join(book.read(name) for name in book.namelist() if name.startswith("xl/worksheets/"))
    assert b"HYPERLINK" in texts and b"@SUM" in texts
    assert sheets.count(b"<c ") == sheets.count(b't="s"') > 0
    assert b"<f>" not in sheets and b"<hyperlink" not in sheets
