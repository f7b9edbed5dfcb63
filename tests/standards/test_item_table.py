"""A standard as tables and back: the same data, or every fault at its cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from assess.config import load_config
from assess.errors import BadInput, Problems
from assess.operations.standards import library
from assess.standards.grid import Cell, Sheet, column_name
from assess.standards.item_table import ReadTables, Table, differences, empty_tables, merged, read_tables, tables
from assess.standards.item_table.notation import bands, deductions, fields_of, line
from assess.standards.load import Reading, read_standard
from assess.standards.model import Standard

RICH = (Path(__file__).parent / "tables.yaml").read_text(encoding="utf-8")


def shipped() -> list[Reading]:
    return [edition.reading for edition in library(load_config({})).editions.values()]


def rich() -> Reading:
    return read_standard(RICH.encode(), "x.yaml")


def as_sheet(table: Table) -> Sheet:
    """The table as a workbook's reader would give it."""
    rows = [table.keys, table.keys, *([row.get(key, "") for key in table.keys] for row in table.rows)]
    return Sheet(table.name, [
        [Cell(f"{table.name}!{column_name(column)}{number}", text) for column, text in enumerate(row)]
        for number, row in enumerate(rows, start=1)
    ])


def read(reading: Reading, change: Callable[[dict[str, list[dict[str, str]]]], None] | None = None) -> ReadTables:
    """What is read of the standard's own tables after somebody changed some cells."""
    rows = {table.name: [dict(row) for row in table.rows] for table in tables(reading.standard)}
    if change:
        change(rows)
    sheets = [as_sheet(Table(table.name, table.keys, tuple(rows[table.name]))) for table in tables(reading.standard)]
    return read_tables(sheets, {})


def faults(change: Callable[[dict[str, list[dict[str, str]]]], None]) -> list[tuple[str, str]]:
    with pytest.raises(Problems) as refused:
        read(rich(), change)
    assert refused.value.code == "table.refused"
    return [(problem.code, problem.where) for problem in refused.value.problems]


def cell(key: str, row: int, sheet: str = "items") -> str:
    """The place of a key's cell in the rich standard's tables."""
    table = next(table for table in tables(rich().standard) if table.name == sheet)
    return f"{sheet}!{column_name(table.keys.index(key))}{row}"


@pytest.mark.parametrize("reading", [*shipped(), rich()], ids=lambda reading: reading.standard.id)
def test_what_is_written_is_read_back_as_the_same_data(reading: Reading) -> None:
    found = read(reading)
    data = merged(reading.document.data, found)
    again = Standard.model_validate(data)
    assert again == reading.standard
    assert differences(reading.document.data, found) == ()
    assert {path[1] for path in found.sections if path[-1] == "tasks"} == set(reading.standard.levels)


def test_a_table_has_columns_for_the_languages_in_use_only() -> None:
    items, *_ = tables(rich().standard)
    assert [key for key in items.keys if "@" in key] == ["task.name@en", "deductions@en", "descriptor-1@pt-MO"]


def test_all_that_is_no_table_stands_on_a_sheet_for_reading() -> None:
    other = {row["at"]: row["value"] for row in tables(rich().standard)[-1].rows}
    assert other["eligibility.L5.adult.all.1.years"] == "16" and other["name.en"] == "Test worker"


def test_cells_of_level_and_task_may_be_empty_below_the_first() -> None:
    def merge(rows: dict[str, list[dict[str, str]]]) -> None:
        said: dict[str, str] = {}
        for row in rows["items"]:
            here = {key: row[key] for key in ("level", "task")}
            for key in list(row):
                if here == said and (key.startswith("task") or key in ("level", "part")):
                    row.pop(key)
            said = here

    assert read(rich(), merge).sections == read(rich()).sections


def test_ids_are_made_where_there_are_none() -> None:
    def forget(rows: dict[str, list[dict[str, str]]]) -> None:
        for row in rows["items"]:
            row.pop("id")
            row.pop("task")

    tasks = read(rich(), forget).sections["assessment", "L5", "tasks"]
    assert [task["id"] for task in tasks] == ["t1", "t2", "t3"]
    assert [item["id"] for item in tasks[0]["items"]] == ["i1", "i2", "i3"]


def test_figures_are_read_as_people_type_them() -> None:
    def typed(rows: dict[str, list[dict[str, str]]]) -> None:
        rows["items"][0] |= {"nominal": "－20,5", "max": "３０", "bands": "±0,02 | 30\n-0.1｜0.05｜10"}

    assert read(rich(), typed).sections == read(rich()).sections


def test_differences_name_place_and_both_values() -> None:
    def change(rows: dict[str, list[dict[str, str]]]) -> None:
        rows["items"][0]["max"] = "25"
        rows["weights"][2]["L5"] = "55.50"
        del rows["items"][2]

    reading = rich()
    found = differences(reading.document.data, read(reading, change))
    assert [(each.at, each.before, each.after, each.place) for each in found if ".out." not in each.at] == [
        ("assessment.L5.tasks.t0.items.bore.max", "30", "25", cell("max", 3)),
        ("weights.skill.wiring.L5", "60", "55.5", cell("L5", 5, "weights")),
    ]
    assert {(each.at.rsplit(".", 1)[1], each.after) for each in found if ".out." in each.at} == {
        ("id", ""), ("type", ""), ("text", ""), ("effect", ""), ("of", "")
    }


def set_cell(sheet: str, row: int, /, **cells: str) -> Callable[[dict[str, list[dict[str, str]]]], None]:
    def change(rows: dict[str, list[dict[str, str]]]) -> None:
        rows[sheet][row - 3] |= cells

    return change


FAULTY: Mapping[str, tuple[Callable[[dict[str, list[dict[str, str]]]], None], str, str]] = {
    "a level that is none": (set_cell("items", 3, level="L9"), "table.level", cell("level", 3)),
    "a mark that is no number": (set_cell("items", 3, max="viel"), "standard.value_number", cell("max", 3)),
    "a thousand or one": (set_cell("items", 3, max="1,000"), "standard.value_number", cell("max", 3)),
    "a kind that is none": (set_cell("items", 3, type="guess"), "standard.value_choice", cell("type", 3)),
    "an id with capitals": (set_cell("items", 3, id="Bore"), "standard.value_form", cell("id", 3)),
    "no text": (set_cell("items", 3, text=""), "standard.key_missing", cell("id", 3)),
    "a column of another kind": (set_cell("items", 4, nominal="3"), "standard.key_unknown", cell("nominal", 4)),
    "a line without amount": (set_cell("items", 7, deductions="松动"), "table.line", cell("deductions", 7)),
    "an amount that is no number": (
        set_cell("items", 7, **{"deductions": "松动 | x", "deductions@en": ""}), "standard.value_number",
        cell("deductions", 7)),
    "lines that have no partner": (
        set_cell("items", 7, **{"deductions@en": "loose"}), "table.lines_differ", cell("deductions@en", 7)),
    "a band of two figures": (set_cell("items", 3, bands="1 | 2"), "table.line", cell("bands", 3)),
    "a descriptor that is missing": (
        set_cell("items", 8, **{"descriptor-2": ""}), "standard.value_empty", cell("descriptor-2", 8)),
    "a task of two minds": (
        set_cell("items", 7, **{"task.points": "61"}), "table.task_differs", cell("task.points", 7)),
    "a part of an unknown kind": (set_cell("parts", 3, kind="oral"), "standard.value_choice", cell("kind", 3, "parts")),
    "a weight that is no number": (
        set_cell("weights", 4, L5="x"), "standard.value_number", cell("L5", 4, "weights")),
    "a weight table that is none": (
        set_cell("weights", 4, table="luck"), "table.weight_table", cell("table", 4, "weights")),
    "a row that is there twice": (
        set_cell("weights", 4, row="ethics"), "table.row_twice", cell("row", 4, "weights")),
    "neither skill nor knowledge": (set_cell("functions", 3, what="luck"), "table.what", cell("what", 3, "functions")),
    "a skill without text": (
        set_cell("functions", 3, text=""), "standard.key_missing", cell("what", 3, "functions")),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTY)
def test_a_fault_is_told_at_its_cell(name: str) -> None:
    change, code, place = FAULTY[name]
    found = faults(change)
    assert found[0][0] == code and len(found) == 1
    # A missing key is told where its thing begins.
    assert found[0][1] == place or (code == "standard.key_missing" and found[0][1].endswith(place[-1]))


def test_all_faults_come_at_once() -> None:
    def change(rows: dict[str, list[dict[str, str]]]) -> None:
        for sheet, row, cells in (("items", 3, {"max": "x"}), ("items", 8, {"spread": "9"}),
                                  ("parts", 3, {"pass": "y"}), ("weights", 3, {"L5": "z"})):
            set_cell(sheet, row, **cells)(rows)

    assert {place for _code, place in faults(change)} == {
        cell("max", 3), cell("spread", 8), cell("pass", 3, "parts"), cell("L5", 3, "weights")
    }


def test_a_formula_is_no_value() -> None:
    sheet = as_sheet(tables(rich().standard)[0])
    rows = [list(row) for row in sheet.rows]
    rows[2][0] = Cell(rows[2][0].place, "L5", formula=True)
    with pytest.raises(Problems) as refused:
        read_tables([Sheet("items", rows)], {})
    assert [(each.code, each.where) for each in refused.value.problems] == [("workbook.formula", "items!A3")]


def test_an_unknown_column_is_told_and_left_aside() -> None:
    items = tables(rich().standard)[0]
    found = read_tables([as_sheet(Table("items", (*items.keys, "remark"), items.rows))], {})
    assert [warning.code for warning in found.warnings] == ["table.column_unknown"]


def test_a_mistyped_column_is_one_fault_and_not_one_for_every_row() -> None:
    items = tables(rich().standard)[0]
    keys = tuple("taskname" if key == "task.name" else key for key in items.keys)
    with pytest.raises(Problems) as refused:
        read_tables([as_sheet(Table("items", keys, items.rows))], {})
    (problem,) = refused.value.problems
    assert (problem.code, problem.params["suggestion"]) == ("table.column_unknown", "task.name")
    assert problem.where.endswith("2")


def test_sheets_are_known_by_their_keys_whatever_they_are_called() -> None:
    named = [Sheet(f"表{number}", as_sheet(table).rows) for number, table in enumerate(tables(rich().standard))]
    assert read_tables(named, {}).sections == read(rich()).sections


def test_empty_tables_change_nothing() -> None:
    assert read_tables([as_sheet(table) for table in empty_tables()], {}).sections == {}


def test_a_workbook_without_any_of_the_sheets_is_refused() -> None:
    with pytest.raises(BadInput, match=r"table\.no_sheet"):
        read_tables([Sheet("x", [[Cell("x!A1", "a")], [Cell("x!A2", "b")]])], {})


@pytest.mark.parametrize("fields", [("a", "b"), ("a|b", "c"), ("\\", "x"), ("a\nb", "｜"), ("", "x"), ("\\n", "|")])
def test_a_line_keeps_its_fields(fields: tuple[str, ...]) -> None:
    assert fields_of(line(fields)) == list(fields)


def test_deductions_without_an_id_get_one() -> None:
    assert deductions(["松动 | 2", "d2 | 1 | 3", "x | 1 | | d3", "y | ０,5"]) == [
        {"id": "d1", "text": "松动", "amount": "2"}, {"id": "d2", "text": "d2", "amount": "1", "cap": "3"},
        {"id": "d3", "text": "x", "amount": "1"}, {"id": "d4", "text": "y", "amount": "0.5"},
    ]


def test_a_line_that_has_not_the_form_is_handed_back() -> None:
    assert deductions(["a | 1", "a"]) == "a" and bands(["1 | 2 | 3 | 4"]) == "1 | 2 | 3 | 4"
