"""Workbooks from strangers: what one may cost, and that nothing of it reaches this process but cells."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import threading
import zipfile
from dataclasses import asdict
from io import BytesIO

import pytest
from xlsxwriter import Workbook

from assess.errors import BadInput
from assess.operations import workbook_child
from assess.operations.workbooks import ROSTER, Guard, Limits, read_first_sheet, read_workbook
from assess.standards.grid import column_name, figure

TIGHT = Guard(memory=100 * 1024 * 1024)


def plain(*sheets: str) -> bytes:
    """A workbook with a number and a formula on every sheet."""
    target = BytesIO()
    book = Workbook(target, {"in_memory": True})
    for name in sheets or ("Sheet1",):
        sheet = book.add_worksheet(name)
        sheet.write_string(0, 1, "１，5")
        sheet.write_number(1, 0, 0.1)
        sheet.write_formula(2, 2, "=1+1")
    book.close()
    return target.getvalue()


def bomb(rows: int, columns: int, size: int = 3900) -> bytes:
    """A small workbook whose cells all share one text: it unfolds to rows × columns × size bytes."""
    cells = "".join(
        f'<row r="{row}">'
        + "".join(f'<c r="{column_name(column)}{row}" t="s"><v>0</v></c>' for column in range(columns))
        + "</row>"
        for row in range(1, rows + 1)
    )
    replaced = {
        "xl/sharedStrings.xml": f"<sst><si><t>{'x' * size}</t></si></sst>",
        "xl/worksheets/sheet1.xml": f"<worksheet><sheetData>{cells}</sheetData></worksheet>",
    }
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(plain())) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, replaced.get(name) or old.read(name))
    return target.getvalue()


def refusal(data: bytes, guard: Guard) -> str:
    with pytest.raises(BadInput) as refused:
        read_workbook(data, guard=guard)
    return refused.value.code


def test_every_sheet_comes_with_its_places_numbers_and_formulas() -> None:
    one, two = read_workbook(plain("评分", "Calculations"))
    assert (one.name, two.name) == ("评分", "Calculations")
    assert [(cell.place, cell.text, cell.number, cell.formula) for row in two.rows for cell in row if not cell.empty] \
        == [("Calculations!B1", "１，5", None, False), ("Calculations!A2", "0.1", 0.1, False),
            ("Calculations!C3", "0", 0.0, True)]


def test_a_figure_is_read_with_every_digit_that_the_file_holds() -> None:
    book = BytesIO()
    with Workbook(book) as target:
        sheet = target.add_worksheet()
        for column, number in enumerate((6.000000000000001, 0.00001, 12.5)):
            sheet.write_number(0, column, number)
    assert [cell.text for cell in read_first_sheet(book.getvalue()).rows[0]] == ["6.000000000000001", "0.00001", "12.5"]


def test_a_bomb_within_all_other_limits_is_refused_by_its_memory() -> None:
    data = bomb(1000, 60)
    assert len(data) < 200_000
    assert refusal(data, Guard()) == "workbook.too_costly"


def test_the_memory_limit_is_what_refuses() -> None:
    # The control: the same file is read where the limit is loose.
    data, loose = bomb(1000, 12), Guard(answer=100 * 1024 * 1024)
    assert refusal(data, TIGHT) == "workbook.too_costly"
    assert len(read_workbook(data, guard=loose)[0].rows) == 1000


def test_an_answer_that_is_too_long_is_not_read_to_its_end() -> None:
    assert refusal(bomb(400, 12), Guard(answer=1024 * 1024)) == "workbook.too_costly"
    assert len(read_workbook(bomb(400, 12), guard=Guard())[0].rows) == 400


def test_a_reader_that_takes_too_long_is_ended() -> None:
    assert refusal(bomb(1000, 60), Guard(memory=2 << 30, wait=0.05)) == "workbook.too_costly"


def test_the_child_learns_nothing_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = {}

    def spy(command: list[str], **options: object) -> None:
        seen.update(options)
        raise OSError

    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    monkeypatch.setattr(subprocess, "Popen", spy)
    with pytest.raises(OSError):
        read_first_sheet(plain())
    assert "DATABASE_URL" in os.environ and set(seen["env"]) <= {"PATH", "SYSTEMROOT", "LD_LIBRARY_PATH"}


def test_threads_of_a_server_read_at_the_same_time() -> None:
    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.append(read_first_sheet(plain()).name)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == ["Sheet1"] * 6


def test_a_fault_of_the_reader_itself_is_not_blamed_on_the_file() -> None:
    answer = subprocess.run([sys.executable, "-m", "assess.operations.workbook_child"], input=b"no order\n",
                            capture_output=True, check=False)
    assert answer.returncode == 1 and b"JSONDecodeError" in answer.stderr


def test_limits_belong_to_the_purpose() -> None:
    with pytest.raises(BadInput) as refused:
        read_workbook(plain(), Limits(rows=2))
    assert (refused.value.code, refused.value.params["cell"]) == ("workbook.too_wide", "C3")


def test_mutants_of_a_workbook_are_read_or_refused() -> None:
    data, chance = plain("a", "b"), random.Random(20)
    outcomes = set()
    for _ in range(300):
        mutant = bytearray(data)
        for _ in range(chance.randint(1, 12)):
            mutant[chance.randrange(len(mutant))] = chance.randrange(256)
        try:
            json.dumps(list(workbook_child.sheets(bytes(mutant), asdict(ROSTER), False)))
            outcomes.add("read")
        except BadInput as error:
            outcomes.add(error.code)
    assert {"read", "workbook.not_xlsx"} <= outcomes


@pytest.mark.parametrize(
    ("typed", "read"),
    [("1,5", "1.5"), ("１２．５", "12.5"), ("0。25", "0.25"), ("−0.02", "-0.02"), ("+3", "+3"), (" 7 ", "7"),
     ("1,000", "1,000"), ("1e3", "1e3"), ("½", "½"), ("", "")],
)
def test_figures_are_understood_as_people_type_them(typed: str, read: str) -> None:
    assert figure(typed) == read
