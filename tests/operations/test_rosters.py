"""Rosters: what a workbook says about people, and every fault at its cell."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from xlsxwriter import Workbook

from assess.errors import BadInput, Problems
from assess.exams.eligibility import Held
from assess.operations import rosters
from assess.operations.rosters import COLUMNS, read_date, read_roster
from assess.people.identity import DocumentType, PersonName
from assess.store.session import Store

WORDS = {
    "document_type": {"居民身份证": "resident_id", "澳门居民身份证": "macau_bir", "resident_id": "resident_id"},
    "residence": {"内地": "mainland", "澳门": "macau"},
    "grade": {"五级/初级工": "L5"},
    "title": {"初级职称": "junior"},
    "diploma": {"大专": "college"},
}
GOOD = {
    "name_zh": "欧阳䶮", "document_type": "居民身份证", "document_number": "440799199001022117",
    "working_since": "2018-03-01", "grade": "五级/初级工", "grade_since": "2021-06-01", "workshop": "江门市第一幼儿园",
}


def workbook(*people: dict[str, Any], keys: tuple[str, ...] = COLUMNS, name: str = "名单",
             change: Callable[[Any, Any], None] | None = None) -> bytes:
    """A filled-in template; values are written with their types."""
    target = BytesIO()
    book = Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet(name)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, [f"heading of {key}" for key in keys])
    sheet.write_row(1, 0, keys)
    for row, person in enumerate(people, start=2):
        for key, value in person.items():
            sheet.write(row, keys.index(key), value, *([day] if isinstance(value, date) else []))
    if change:
        change(book, sheet)
    book.close()
    return target.getvalue()


def faults(data: bytes) -> list[tuple[str, str]]:
    with pytest.raises(Problems) as refused:
        read_roster(data, WORDS)
    return [(problem.code, problem.where) for problem in refused.value.problems]


def test_a_person_is_read_with_all_fields_and_their_cells() -> None:
    row, = read_roster(workbook(GOOD), WORDS)
    person = row.applicant
    assert (row.row, person.name, person.workshop) == (3, PersonName("欧阳䶮"), "江门市第一幼儿园")
    assert (person.document.kind, person.document.number) == (DocumentType.RESIDENT_ID, "440799199001022117")
    assert (person.residence, person.background.working_since) == ("mainland", date(2018, 3, 1))
    assert person.background.grades == (Held("L5", date(2021, 6, 1)),)
    assert (person.place("number"), person.place("zh")) == ("名单!E3", "名单!A3")


@pytest.mark.parametrize(
    ("key", "value", "field", "read"),
    [
        ("document_number", "４４０７９９ 19900102 2117", "number", "440799199001022117"),
        ("document_number", 51234568, "number", "51234568"),
        ("surname", "ＣＨＡＮ", "surname", "CHAN"),
        ("name_zh", "张　三", "zh", "张三"),
    ],
)
def test_width_spaces_and_short_numbers_are_tolerated(key: str, value: object, field: str, read: str) -> None:
    person = read_roster(workbook(GOOD | {key: value}), WORDS)[0].applicant
    assert getattr(person.document if field == "number" else person.name, field) == read


@pytest.mark.parametrize(
    "value", ["2018-03-01", "2018/3/1", "2018.3.1", "2018年3月1日", "20180301", "２０１８－３－１", date(2018, 3, 1),
              datetime(2018, 3, 1, 8, 30), 20180301],
)
def test_dates_are_read_as_people_write_them(value: object) -> None:
    person = read_roster(workbook(GOOD | {"working_since": value}), WORDS)[0].applicant
    assert person.background.working_since == date(2018, 3, 1)


@pytest.mark.parametrize("text", ["2018", "2018-13-01", "2018-02-30", "1/3/2018", "yesterday", ""])
def test_anything_else_is_no_date(text: str) -> None:
    assert read_date(text) is None


def test_a_word_of_any_language_is_taken_whatever_its_width_and_case() -> None:
    person = read_roster(workbook(GOOD | {"document_type": " RESIDENT_ID ", "residence": "澳 门"}), WORDS)[0].applicant
    assert (person.document.kind, person.residence) == (DocumentType.RESIDENT_ID, "macau")


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"document_number": 440799199001022117}, ("workbook.number_lost", "名单!E3")),
        ({"born": "32.13.1990"}, ("roster.not_a_date", "名单!F3")),
        ({"residence": "月球"}, ("roster.unknown_word", "名单!G3")),
        ({"document_type": ""}, ("roster.word_missing", "名单!D3")),
        ({"grade_since": ""}, ("roster.date_missing", "名单!K3")),
        ({"title_since": "2020-01-01"}, ("roster.date_without_thing", "名单!M3")),
        ({"workshop": "=HYPERLINK(1)"}, ("workbook.formula", "名单!H3")),
        ({"name_zh": "示例"}, ("roster.example_overwritten", "名单!A3")),
    ],
)
def test_a_fault_is_named_at_its_cell(changes: dict[str, object], found: tuple[str, str]) -> None:
    assert faults(workbook(GOOD | changes)) == [found]


def test_all_faults_of_all_rows_come_at_once() -> None:
    data = workbook(GOOD | {"born": "x"}, GOOD, GOOD | {"residence": "月球", "grade_since": "y"})
    assert [where for _code, where in faults(data)] == ["名单!F3", "名单!G5", "名单!K5", "名单!K5"]


def test_a_diploma_without_day_is_a_final_year() -> None:
    person = read_roster(workbook(GOOD | {"diploma": "大专"}), WORDS)[0].applicant
    assert person.background.diplomas == (Held("college", None),)


def test_the_example_row_and_empty_rows_are_passed_over() -> None:
    example = GOOD | {"name_zh": "示例", "document_number": "000000000000000000"}
    assert [row.row for row in read_roster(workbook(example, {}, GOOD), WORDS)] == [5]


def test_columns_may_stand_in_another_order() -> None:
    keys = ("document_number", "name_zh", "document_type")
    person = {key: GOOD[key] for key in keys}
    assert read_roster(workbook(person, keys=keys), WORDS)[0].applicant.place("zh") == "名单!B3"


def rezipped(data: bytes, changes: dict[str, bytes]) -> bytes:
    """The workbook with some of its parts replaced."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changes.get(name, old.read(name)))
        for name in changes.keys() - set(old.namelist()):
            new.writestr(name, changes[name])
    return target.getvalue()


def far_away(_book: Any, sheet: Any) -> None:
    sheet.write_string("XFD1048576", "far")


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: b"", "workbook.empty"),
        (lambda: b"PK\x03\x04 but no archive", "workbook.not_xlsx"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "workbook.not_xlsx"),
        (lambda: "姓名,证件号码\n张三,1".encode(), "workbook.not_xlsx"),
        (lambda: bytes(3 * 1024 * 1024), "workbook.too_large"),
        (lambda: workbook({"surname": "CHAN"}, keys=("surname", "given", "born")), "roster.no_keys"),
        (lambda: workbook(), "roster.empty"),
        (lambda: workbook(GOOD, change=far_away), "workbook.too_wide"),
        (lambda: workbook(GOOD | {"workshop": "长" * 5000}), "workbook.text_too_long"),
        (lambda: rezipped(workbook(GOOD), {"xl/media/bomb.bin": bytes(30 * 1024 * 1024)}), "workbook.unfolds"),
        (lambda: rezipped(workbook(GOOD), {"xl/worksheets/sheet1.xml": b"<worksheet><row"}), "workbook.damaged"),
        (lambda: workbook(GOOD)[:2000], "workbook.not_xlsx"),
    ],
)
def test_what_cannot_be_a_roster_is_refused_by_name(make: Callable[[], bytes], code: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_roster(make(), WORDS)
    assert refused.value.code == code


def test_a_packed_batch_opens_for_its_own_sitting_only(store: Store) -> None:
    people = [row.applicant for row in read_roster(workbook(GOOD), WORDS)]
    packed = rosters.pack(store, 7, people)
    assert "440799" not in packed
    assert rosters.unpack(store, 7, packed) == people
    for sitting_id, text in ((8, packed), (7, packed[:-8] + "AAAAAAA="), (7, "not a batch"), (7, "")):
        with pytest.raises(BadInput, match=r"roster\.changed"):
            rosters.unpack(store, sitting_id, text)
