"""The workbook that the office fills in: headings in the reader's language, stable keys, drop-downs, one example."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from assess.i18n import N_
from assess.operations.rosters import COLUMNS, DATES, EXAMPLE, LONGEST
from assess.people.identity import DocumentType, document_name
from assess.web.clause_words import TITLES
from assess.web.level_names import LEVEL_NAMES
from assess.web.locale import _, current_locale
from assess.web.office.words import RESIDENCES

HEADINGS: Mapping[str, tuple[str, str]] = {
    "name_zh": (N_("Chinese name"), N_("As on the document; empty if there is none.")),
    "surname": (N_("Surname in Latin letters"), N_("Only as printed on the document.")),
    "given": (N_("Given name in Latin letters"), ""),
    "document_type": (N_("Identity document"), N_("Choose from the list.")),
    "document_number": (N_("Document number"), N_("The column is text, so that no digit is lost.")),
    "born": (N_("Birth date"), N_("Not needed for an 18-digit number.")),
    "residence": (N_("Resident of"), N_("Empty: mainland.")),
    "workshop": (N_("Workplace"), ""),
    "working_since": (N_("Works in the occupation since"), N_("For example 2019-09-01.")),
    "grade": (N_("Highest level held"), N_("Choose from the list.")),
    "grade_since": (N_("Certificate issued on"), ""),
    "title": (N_("Professional title"), N_("Choose from the list.")),
    "title_since": (N_("Awarded on"), ""),
    "diploma": (N_("Diploma in the field"), N_("Choose from the list.")),
    "diploma_finished": (N_("Finished on"), N_("Empty for somebody in the final year.")),
}
_WIDTHS = {"name_zh": 14, "document_type": 22, "document_number": 24, "workshop": 26, "diploma": 26, "grade": 22}
_FIRST, _LAST = 3, LONGEST + 2


def roster_template(diplomas: Mapping[str, str]) -> bytes:
    """The workbook as bytes; ``diplomas`` are those that the standard names, with their msgids."""
    target = BytesIO()
    book = Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(_("Roster"))
    text = book.add_format({"num_format": "@"})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    heading = book.add_format({"bold": True, "bg_color": "#EEF1F6", "text_wrap": True, "valign": "top", "border": 1})
    key = book.add_format({"font_color": "#8A93A1", "font_size": 8, "num_format": "@"})
    example = book.add_format({"italic": True, "font_color": "#8A93A1", "num_format": "@"})
    for column, name in enumerate(COLUMNS):
        title, hint = HEADINGS[name]
        sheet.set_column(column, column, _WIDTHS.get(name, 16), day if name in DATES else text)
        sheet.write_string(0, column, _(title), heading)
        sheet.write_string(1, column, name, key)
        if hint:
            sheet.write_comment(0, column, _(hint))
    choices = _choices(diplomas)
    for key_name, cell in _example(choices).items():
        sheet.write_string(2, COLUMNS.index(key_name), cell, example)
    _drop_downs(book, sheet, choices)
    sheet.set_row(0, 34)
    sheet.freeze_panes(2, 1)
    book.close()
    return target.getvalue()


def _choices(diplomas: Mapping[str, str]) -> dict[str, Sequence[str]]:
    return {
        "document_type": [document_name(kind, current_locale()) for kind in DocumentType],
        "residence": [_(text) for text in RESIDENCES.values()],
        "grade": [_(text) for text in LEVEL_NAMES.values()],
        "title": [_(text) for text in TITLES.values()],
        "diploma": [_(text) for text in diplomas.values()],
    }


def _example(choices: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Row 3, which the import passes over: it is recognised by ``EXAMPLE``."""
    return EXAMPLE | {
        "document_type": choices["document_type"][0],
        "residence": choices["residence"][0],
        "workshop": _("Example company, workshop 2"),
        "working_since": "2019-09-01",
        "grade": choices["grade"][0],
        "grade_since": "2022-06-30",
    }


def _drop_downs(book: Workbook, sheet: Worksheet, choices: Mapping[str, Sequence[str]]) -> None:
    """Lists lie on a sheet of their own: a list inside the rule may have 255 characters only."""
    lists = book.add_worksheet(_("Lists"))
    for number, (column, words) in enumerate(choices.items()):
        if words:
            lists.write_column(0, number, list(words))
            letter = chr(65 + number)
            where = f"='{lists.get_name()}'!${letter}$1:${letter}${len(words)}"
            sheet.data_validation(_FIRST - 1, COLUMNS.index(column), _LAST, COLUMNS.index(column),
                                  {"validate": "list", "source": where})
