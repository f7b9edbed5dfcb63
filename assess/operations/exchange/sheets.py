"""Tables as an .xlsx workbook: headings in the reader's language, stable keys below them, lists to choose from.

Texts are written as texts whatever they begin with, so that no spreadsheet program takes one for a formula; figures as
numbers, so that an author can add them up.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from assess.i18n import gettext_in
from assess.operations.exchange.words import HINTS, SHEET_NAMES, WORDS, heading, shown_words
from assess.standards.item_table import Column, Table, columns_of

_FIGURE = re.compile(r"-?\d{1,9}(\.\d{1,6})?", re.ASCII)
_FIRST_ROW = 2
_LIST_ROWS = 2000
"""So many rows have the lists to choose from."""


def workbook(tables: Sequence[Table], locale: str) -> bytes:
    """The workbook (.xlsx) with a sheet for each table and one that explains the columns."""
    target = BytesIO()
    book = Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                             "strings_to_numbers": False})
    formats = _formats(book)
    for table in tables:
        _sheet(book, table, formats, locale)
    _help(book, tables, formats, locale)
    book.close()
    return target.getvalue()


def _formats(book: Any) -> dict[str, Any]:
    top = {"valign": "top"}
    return {
        "heading": book.add_format({"bold": True, "bg_color": "#EEF1F6", "text_wrap": True, "border": 1} | top),
        "key": book.add_format({"font_color": "#8A93A1", "font_size": 8, "num_format": "@"}),
        "text": book.add_format({"num_format": "@", "text_wrap": True} | top),
        "number": book.add_format(top),
    }


def _sheet(book: Any, table: Table, formats: Mapping[str, Any], locale: str) -> None:
    sheet = book.add_worksheet(gettext_in(locale, SHEET_NAMES[table.name])[:31])
    known = columns_of(table.name) if table.name != "other" else {}
    for place, key in enumerate(table.keys):
        column = known.get(key, Column(key, width=60))
        number = column.kind == "number"
        sheet.set_column(place, place, column.width, formats["number" if number else "text"])
        sheet.write_string(0, place, heading(key, locale), formats["heading"])
        sheet.write_string(1, place, key, formats["key"])
        if key in HINTS:
            sheet.write_comment(0, place, gettext_in(locale, HINTS[key]))
        words = _words(column, locale)
        if words:
            _list(sheet, place, words)
        for row, cells in enumerate(table.rows, start=_FIRST_ROW):
            if key not in cells:
                continue
            text = words.get(cells[key], cells[key])
            if number and _FIGURE.fullmatch(text):
                sheet.write_number(row, place, float(text), formats["number"])
            else:
                sheet.write_string(row, place, text, formats["text"])
    sheet.set_row(0, 32)
    sheet.freeze_panes(_FIRST_ROW, 1)


def _words(column: Column, locale: str) -> dict[str, str]:
    if column.kind not in ("word", "flag"):
        return {}
    table = "flag" if column.kind == "flag" else column.key
    return shown_words(table, locale) if table in WORDS else {}


def _list(sheet: Any, place: int, words: Mapping[str, str]) -> None:
    source = list(words.values())
    if sum(map(len, source)) + len(source) <= 255:  # as many as a list inside of a rule may have
        sheet.data_validation(_FIRST_ROW, place, _LIST_ROWS, place, {"validate": "list", "source": source,
                                                                      "error_type": "warning"})


def _help(book: Any, tables: Sequence[Table], formats: Mapping[str, Any], locale: str) -> None:
    """A sheet that says what each column takes; it is never read."""
    name = SHEET_NAMES["help"]
    sheet = book.add_worksheet(gettext_in(locale, name)[:31])
    sheet.set_column(0, 1, 26, formats["text"])
    sheet.set_column(2, 2, 100, formats["text"])
    row = 0
    for table in tables:
        for key in (key for key in table.keys if key in HINTS and table.name != "other"):
            sheet.write_string(row, 0, gettext_in(locale, SHEET_NAMES[table.name]), formats["text"])
            sheet.write_string(row, 1, heading(key, locale), formats["text"])
            sheet.write_string(row, 2, gettext_in(locale, HINTS[key]), formats["text"])
            row += 1
