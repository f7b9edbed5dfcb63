"""Standards as workbooks and back: the text of a draft, what would change, and what has to be looked at."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from xlsxwriter import Workbook

from assess.config import Config, load_config
from assess.errors import BadInput, NotFound, Problems, Refused
from assess.i18n import LOCALES
from assess.operations.exchange import (
    SchemeHead,
    case_of,
    empty_table,
    export_case,
    export_table,
    import_items,
    import_marking_scheme,
    table_of,
)
from assess.operations.exchange.words import HEADINGS, WORDS, heading, shown_words, understood_words
from assess.operations.standards import library
from assess.operations.workbooks import Limits, read_workbook
from assess.standards.grid import fold
from assess.standards.item_table import SHEETS
from assess.standards.load import read_standard
from assess.standards.model import Standard
from tests.standards.test_marking_scheme import CALCULATIONS, FULL, SHORT

NOW = datetime(2026, 3, 1, tzinfo=UTC)
TABLES = (Path(__file__).parents[1] / "standards" / "tables.yaml").read_text(encoding="utf-8")
HEAD = SchemeHead("city/web", "4-04-05-01", "city", "市技能竞赛办公室", edition="2026")


@pytest.fixture(scope="module")
def config() -> Config:
    return load_config({})


def standard_of(text: str = TABLES) -> Standard:
    return read_standard(text.encode(), "x.yaml").standard


def cells(data: bytes, sheet: int = 0) -> dict[str, str]:
    """Cell → text of one sheet."""
    found = read_workbook(data, Limits(rows=5000, columns=120, text=12_000))[sheet]
    return {cell.place.split("!")[1]: cell.text for row in found.rows for cell in row if cell.text}


def edited(data: bytes, changes: dict[str, dict[str, str]]) -> bytes:
    """The workbook with other texts in some cells (sheet → cell → text), written anew as another program would."""
    target = BytesIO()
    book = Workbook(target, {"in_memory": True, "strings_to_formulas": False})
    for sheet in read_workbook(data, Limits(rows=5000, columns=120, text=12_000)):
        written = book.add_worksheet(sheet.name)
        texts = {cell.place.split("!")[1]: cell.text for row in sheet.rows for cell in row if cell.text}
        for place, text in (texts | changes.get(sheet.name, {})).items():
            if text.startswith("=="):
                written.write_formula(place, text[1:])
            else:
                written.write_string(place, text)
    book.close()
    return target.getvalue()


def workbook(**sheets: Sequence[Sequence[object]]) -> bytes:
    """A workbook of rows as another program writes it: figures as numbers."""
    target = BytesIO()
    book = Workbook(target, {"in_memory": True})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if value != "":
                    sheet.write(number, column, value)
    book.close()
    return target.getvalue()


# -- tables ------------------------------------------------------------------------------------------------------------


def test_every_shipped_standard_comes_back_byte_for_byte(config: Config) -> None:
    for number, edition in enumerate(library(config).editions.values()):
        standard, entry = edition.reading.standard, edition.entry
        locale = LOCALES[number % len(LOCALES)]
        text = (config.standards / entry.file).read_text(encoding="utf-8")
        data = export_table(config, standard.id, standard.edition, locale)
        if not standard.levels:
            continue
        found = import_items(data, text, entry.file, library(config).published)
        assert found.differences == () and found.text == text
        assert [problem for problem in found.problems if problem.severity == "error"] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_words_of_every_language_are_read_back(locale: str) -> None:
    found = import_items(table_of(standard_of(), locale), TABLES, "x.yaml")
    assert found.differences == () and found.text == TABLES


def test_a_change_is_told_and_everything_else_stays() -> None:
    data = table_of(standard_of(), "en")
    names = cells(data)
    row = next(place[1:] for place, text in names.items() if text == "选线")
    limit = next(re.sub(r"\d", "", place) for place, text in names.items() if text == "max" and place.endswith("2"))
    found = import_items(edited(data, {"Items": {f"{limit}{row}": "２１,5"}}), TABLES, "x.yaml")
    assert [(each.at, each.before, each.after, each.place) for each in found.differences] == [
        ("assessment.L5.tasks.t1.items.i1.max", "20", "21.5", f"Items!{limit}{row}")
    ]
    assert found.text.partition("assessment:")[0] == TABLES.partition("assessment:")[0]
    codes = {problem.code: problem for problem in found.problems}
    assert codes["standard.task_sum"].where.startswith("Items!")


def test_a_text_that_looks_like_a_formula_stays_a_text() -> None:
    text = TABLES.replace("text: 选线", 'text: "=HYPERLINK(1)"')
    data = table_of(standard_of(text), "en")
    with zipfile.ZipFile(BytesIO(data)) as parts:
        written = b"".join(parts.read(name) for name in parts.namelist() if "worksheets/sheet" in name)
    assert b"<f>" not in written and "=HYPERLINK(1)" in cells(data).values()
    assert import_items(data, text, "x.yaml").differences == ()


def test_faults_name_their_cells_and_nothing_is_taken() -> None:
    data = edited(table_of(standard_of(), "en"), {"Items": {"A3": "L9"}, "Weights": {"C3": "x", "C4": "==1+1"}})
    with pytest.raises(Problems) as refused:
        import_items(data, TABLES, "x.yaml")
    assert refused.value.code == "table.refused"
    assert {(each.code, each.where) for each in refused.value.problems} >= {
        ("table.level", "Items!A3"), ("standard.value_number", "Weights!C3"), ("workbook.formula", "Weights!C4")
    }


def test_headings_are_frozen_over_stable_keys_and_lists() -> None:
    data = table_of(standard_of(), "zh-Hans")
    with zipfile.ZipFile(BytesIO(data)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert 'state="frozen"' in sheet and 'ySplit="2"' in sheet and "dataValidation " in sheet
    assert [cells(data)[f"{column}2"] for column in "ABC"] == ["level", "task", "part"]


@pytest.mark.parametrize("locale", LOCALES)
def test_the_empty_workbook_has_every_column_and_changes_nothing(locale: str) -> None:
    data = empty_table(locale)
    keys = {text for number in range(len(SHEETS)) for place, text in cells(data, number).items() if place.endswith("2")}
    assert keys >= {column.key for columns in SHEETS.values() for column in columns}
    found = import_items(data, TABLES, "x.yaml")
    assert found.text == TABLES and found.differences == ()


def test_lost_comments_are_counted() -> None:
    text = TABLES.replace("        name: 测试\n", "        # 组内二选一\n        name: 测试\n")
    data = table_of(standard_of(), "en")
    place = next(place for place, word in cells(data).items() if word == "选线")
    data = edited(data, {"Items": {place: "剪线"}})
    found = import_items(data, text, "x.yaml")
    assert [problem.params["count"] for problem in found.problems if problem.code == "table.comments_lost"] == [1]


def test_a_standard_that_builds_on_another_gets_patches_with_the_reason(config: Config) -> None:
    shelves = library(config)
    edition = shelves.editions["jiangmen-qiaodu-motor/6-23-04-01", "2026.1"]
    text = (config.standards / edition.entry.file).read_text(encoding="utf-8")
    standard = edition.reading.standard
    data = table_of(standard, "zh-Hans")
    names = cells(data)
    row = next(int(place[1:]) for place, word in names.items() if place[0] == "B" and word == "line-end-data")
    key = {word: re.sub(r"\d", "", place) for place, word in names.items() if re.fullmatch(r"[A-Z]+2", place)}
    sheet = read_workbook(data, Limits(rows=5000, columns=120, text=12_000))[0].name
    changes = {f"{key['criterion']}{row}": "车架号、发动机号各 2 分", f"{key['id']}{row + 2}": "forged"}
    data = edited(data, {sheet: changes})
    with pytest.raises(Refused, match=r"table\.reason_missing"):
        import_items(data, text, "x.yaml", shelves.published)
    found = import_items(data, text, "x.yaml", shelves.published, "终端升级")
    assert [problem for problem in found.problems if problem.severity == "error"] == []
    again = read_standard(found.text.encode(), "x.yaml", shelves.published).standard
    added = again.patches[len(standard.patches):]
    assert {str(patch.reason) for patch in added} == {"终端升级"}
    assert [(patch.op, patch.at) for patch in added] == [
        ("set", "assessment.L4.tasks.line-end-data.items.i1.criterion"),
        ("remove", "assessment.L4.tasks.line-end-data.items.veto"),
        ("add", "assessment.L4.tasks.line-end-data.items"),
    ]
    task = next(task for task in again.assessment["L4"].tasks if task.id == "line-end-data")
    assert str(task.items[0].criterion) == "车架号、发动机号各 2 分" and task.items[2].id == "forged"
    assert import_items(data, found.text, "x.yaml", shelves.published).differences == ()


def test_what_is_no_standard_takes_no_items() -> None:
    with pytest.raises(BadInput, match=r"table\.no_standard"):
        import_items(empty_table("en"), "- a\n- b\n", "x.yaml")


def test_a_cell_is_understood_as_people_of_the_trade_write_it() -> None:
    words = understood_words()
    assert {words["level"][fold(said)] for said in ("五级/初级工", "五级", "初级工", "五級")} == {"L5"}
    assert [words["flag"][fold(said)] for said in ("是", "否", "★", "Sim")] == ["yes", "no", "yes", "yes"]


def test_every_column_has_a_heading_and_no_word_has_two_meanings() -> None:
    for columns in SHEETS.values():
        for column in columns:
            assert all(heading(column.key, locale) for locale in LOCALES)
            assert column.kind != "word" or column.key in WORDS
    assert {"text@en"} & set(HEADINGS) == set() and heading("text@en", "en").endswith("(English)")
    for table, words in understood_words().items():
        assert set(words.values()) == set(WORDS[table]), table
        for locale in LOCALES:
            assert len({fold(word) for word in shown_words(table, locale).values()}) == len(WORDS[table])


# -- marking schemes ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "items", "points"),
    [
        (workbook(Scheme=SHORT), 5, 7),
        (workbook(**{"CIS Marking Scheme Import": FULL, "Calculations": CALCULATIONS}), 6, 30),
    ],
    ids=["short", "full"],
)
def test_a_marking_scheme_becomes_a_draft_without_errors(data: bytes, items: int, points: int) -> None:
    found = import_marking_scheme(data, HEAD)
    assert [problem for problem in found.problems if problem.severity == "error"] == []
    standard = standard_of(found.text)
    examined = standard.assessment["L3"]
    assert sum(len(task.items) for task in examined.tasks) == items and examined.parts[0].points == points
    assert (standard.kind, standard.code, str(standard.author.name)) == ("competition", "4-04-05-01", HEAD.author_name)


def test_a_draft_that_cannot_be_a_standard_opens_with_its_faults() -> None:
    rows: list[list[Any]] = [list(row) for row in SHORT]
    rows[14][2], rows[15][6] = "X1", "one"
    found = import_marking_scheme(workbook(Scheme=rows), HEAD)
    errors = {(problem.code, problem.where) for problem in found.problems if problem.severity == "error"}
    assert errors >= {("scheme.type_unknown", "Scheme!C15"), ("scheme.mark_not_a_number", "Scheme!G16")}
    with pytest.raises(Problems):
        standard_of(found.text)


def test_a_workbook_that_is_no_marking_scheme_is_refused() -> None:
    with pytest.raises(BadInput, match=r"scheme\.no_table"):
        import_marking_scheme(empty_table("en"), HEAD)


# -- CASE --------------------------------------------------------------------------------------------------------------


def test_a_published_edition_and_a_draft_are_exported_as_case(config: Config) -> None:
    data = json.loads(export_case(config, "national/6-31-01-03", "2018", "pt-MO", NOW))
    assert data["CFDocument"]["title"] == "Electricista 2018" and data["CFDocument"]["adoptionStatus"] == "Adopted"
    assert json.loads(case_of(standard_of(), "en", NOW))["CFDocument"]["adoptionStatus"] == "Draft"
    with pytest.raises(NotFound):
        export_case(config, "national/6-31-01-03", "1999", "en", NOW)
