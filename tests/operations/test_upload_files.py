"""The file for an authority: whose certificates are in it, who gets it, and what is recorded."""

from __future__ import annotations

import csv
import shutil
from dataclasses import replace
from datetime import timedelta
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from python_calamine import load_workbook
from sqlalchemy import select, update

from assess.canonical import sha256_hex
from assess.errors import AssessError, BadInput, Forbidden, NotFound, Problems, Refused
from assess.operations import consent, exporting
from assess.operations.accounts import sign_in
from assess.operations.exporting.files import harmless
from assess.store.audit import AuditRow
from assess.store.certificates import CertificateRow
from assess.store.sittings import AssignmentRow
from tests.conftest import PASSWORD
from tests.operations.conftest import CONSENTING, NOTICE_OVER, PASSED, Noticed

TOKEN = "the token of a session that began a moment ago"


@pytest.fixture
def approved(noticed: Noticed) -> Noticed:
    """The sitting with approved certificates, and the office just signed in."""
    noticed.prepare()
    noticed.approve()
    sign_in(noticed.store, "office", PASSWORD, now=NOTICE_OVER, token=TOKEN)
    return noticed


def made(approved: Noticed, authority: str = "jiangmen-demo", reason: str = "上报", **changed: object) \
        -> exporting.Export:
    values = {"actor": approved.actors["office"], "token": TOKEN, "now": NOTICE_OVER} | changed
    return exporting.upload_file(approved.store, values["actor"], approved.sitting_id, authority,  # type: ignore
                                 reason, values["token"], values["now"])  # type: ignore[arg-type]


def rows(export: exporting.Export) -> list[dict[str, str]]:
    head, *found = load_workbook(BytesIO(export.data)).get_sheet_by_index(0).to_python()
    return [dict(zip(map(str, head), map(str, row), strict=True)) for row in found]


def with_columns(approved: Noticed, tmp_path: Path, text: str) -> Noticed:
    """The sitting in an installation whose jiangmen-demo wants other columns."""
    certs = tmp_path / "certs"
    shutil.copytree(approved.store.config.certs, certs, ignore=shutil.ignore_patterns("fonts"))
    (certs / "authorities" / "jiangmen-demo" / "upload.yaml").write_text(text, encoding="utf-8")
    return replace(approved, store=replace(approved.store, config=replace(approved.store.config, certs=certs)))


def test_everybody_certified_is_reported_as_the_certificate_says(approved: Noticed) -> None:
    found = rows(made(approved))
    assert [row["姓名"] for row in found] == PASSED
    lines = approved.lines()
    assert [row["证书编号"] for row in found] == [lines[name, "jiangmen-demo"].number for name in PASSED]
    assert {(row["职业技能等级"], row["评价结果"], row["发证日期"]) for row in found} == {("三级", "合格", "20261112")}
    assert all(row["证件号码"] and row["理论成绩"] and row["综合评审成绩"] == "--" for row in found)


def test_reason_count_and_hash_are_recorded_before_the_file_is_given(approved: Noticed) -> None:
    export = made(approved, reason=" 上报批次 7 ")
    with approved.store.reading() as session:
        row = session.scalars(select(AuditRow).where(AuditRow.action == "export.upload")).one()
    assert row.details == {"reason": "上报批次 7", "count": len(PASSED), "file": export.name,
                           "sha256": sha256_hex(export.data), "authority": "jiangmen-demo"}


def test_the_partner_hears_only_of_those_whose_consent_stands(approved: Noticed) -> None:
    with approved.store.unit_of_work() as session:
        session.execute(update(CertificateRow).where(CertificateRow.authority == "dsal-demo").values(state="issued"))
    text = made(approved, "dsal-demo").data.decode("utf-8-sig")
    with_paper = [name for name in PASSED if name in CONSENTING]
    assert [row[0] or row[1] for row in csv.reader(StringIO(text))][1:] == with_paper and len(with_paper) > 1
    consent.withdraw(approved.store, approved.actors["office"], approved.enrolments[CONSENTING[0]], "dsal-demo",
                     NOTICE_OVER)
    assert CONSENTING[0] not in made(approved, "dsal-demo").data.decode("utf-8-sig")


def test_a_revoked_certificate_is_not_reported(approved: Noticed) -> None:
    number = approved.lines()[PASSED[0], "jiangmen-demo"].number
    with approved.store.unit_of_work() as session:
        session.execute(update(CertificateRow).where(CertificateRow.number == number).values(status="revoked"))
    assert [row["姓名"] for row in rows(made(approved))] == PASSED[1:]


def refused(approved: Noticed, authority: str = "jiangmen-demo", **changed: object) -> AssessError:
    with pytest.raises(AssessError) as caught:
        made(approved, authority, **changed)  # type: ignore[arg-type]
    with approved.store.reading() as session:
        assert not session.scalars(select(AuditRow).where(AuditRow.action == "export.upload")).all()
    return caught.value


def test_without_a_reason_nothing_is_made(approved: Noticed) -> None:
    error = refused(approved, reason=" ")
    assert isinstance(error, BadInput) and error.code == "export.reason_missing"


@pytest.mark.parametrize("changed", [{"now": NOTICE_OVER + timedelta(minutes=11)}, {"token": "of nobody"}],
                         ids=["signed in too long ago", "no session"])
def test_only_a_fresh_sign_in_sees_identity_numbers(approved: Noticed, changed: dict[str, object]) -> None:
    error = refused(approved, **changed)  # type: ignore[arg-type]
    assert isinstance(error, Refused) and error.code == "session.not_fresh"


def test_ten_minutes_after_signing_in_it_is_still_made(approved: Noticed) -> None:
    assert made(approved, now=NOTICE_OVER + timedelta(minutes=10)).count == len(PASSED)


def test_whoever_examined_there_does_not_get_it(approved: Noticed) -> None:
    office = approved.actors["office"]
    with approved.store.unit_of_work() as session:
        session.add(AssignmentRow(sitting_id=approved.sitting_id, account_id=office.account_id, part="theory",
                                  duty="examiner"))
    assert isinstance(refused(approved), Forbidden)


def test_before_the_approval_there_is_nothing_to_report(noticed: Noticed) -> None:
    sign_in(noticed.store, "office", PASSWORD, now=NOTICE_OVER, token=TOKEN)
    noticed.prepare()
    assert isinstance(refused(noticed), NotFound)
    assert exporting.offers(noticed.store, noticed.actors["office"], noticed.sitting_id) == []


def test_what_can_be_made_is_offered(approved: Noticed) -> None:
    (offer,) = exporting.offers(approved.store, approved.actors["office"], approved.sitting_id)
    assert (offer.authority, offer.count, offer.columns[:3]) == ("jiangmen-demo", len(PASSED),
                                                                 ("姓名", "证件类型", "证件号码"))


HEAD = 'format: "1"\nfile: csv\nencoding: gb18030\nlanguage: zh-Hans\ncolumns:\n'


def test_text_with_commas_is_written_in_the_encoding_that_is_asked_for(approved: Noticed, tmp_path: Path) -> None:
    other = with_columns(approved, tmp_path, HEAD + "  - {header: 姓名, source: person.name}\n"
                         "  - {header: 备注, value: '=1+1,\"x\"'}\n")
    text = made(other).data.decode("gb18030")
    assert list(csv.reader(StringIO(text))) == [["姓名", "备注"], *([name, "'=1+1,\"x\""] for name in PASSED)]


def test_a_missing_value_is_named_by_column_and_certificate(approved: Noticed, tmp_path: Path) -> None:
    other = with_columns(approved, tmp_path, HEAD + "  - {header: 评审, source: part.review.total}\n")
    error = refused(other)
    assert isinstance(error, Problems) and error.code == "upload.incomplete"
    assert [problem.where for problem in error.problems] == [row["证书编号"] for row in rows(made(approved))]


def test_a_fault_in_the_file_of_columns_is_named_by_line(approved: Noticed, tmp_path: Path) -> None:
    other = with_columns(approved, tmp_path, HEAD + "  - {header: 姓名, source: person.nme}\n")
    error = refused(other)
    assert isinstance(error, Problems) and error.code == "upload.invalid"
    assert error.problems[0].where.endswith("upload.yaml:6:26")


HARMLESS = {
    "=1+1": "'=1+1", "+8613800000000": "+8613800000000", "-3.5": "-3.5", "-1+2": "'-1+2", "@SUM(A1)": "'@SUM(A1)",
    " =x": "' =x", "\t=x": "'\t=x", "＝1": "'＝1", "440703199001010019": "440703199001010019", "--": "'--", "": "",
    "5-1": "5-1",
}


@pytest.mark.parametrize("text", HARMLESS)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe_and_a_number_none(text: str) -> None:
    assert harmless(text) == HARMLESS[text]
