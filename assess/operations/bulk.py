"""Checks a list of certificates at once (CSV), for employers: each line is a question of its own, nothing is kept.

A line holds number and name, or the code or address beside the QR code. Spreadsheets write CSV in several ways, so
UTF-8 (with or without its mark) and GB 18030 are read, with commas, semicolons or tabs between the fields.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assess.certificates.verify import Verification
from assess.errors import BadInput, Problem
from assess.operations.verifying import by_number, by_qr_text
from assess.store.session import Store

MOST_LINES = 1000
LARGEST = 1024 * 1024
"""Bytes."""
LONGEST = 200
"""Characters of a field."""

HEADINGS = {
    "number": ("number", "certificate number", "证书编号", "编号", "證書編號", "編號", "n.º do certificado", "número"),
    "name": ("name", "姓名", "nome"),
    "code": ("code", "address", "token", "验证码", "查询码", "网址", "驗證碼", "網址", "código", "endereço"),
}
"""What the columns may be called; capitals do not matter."""
_PLAIN = ("number", "name")
_DELIMITERS = ",;\t"


@dataclass(frozen=True)
class Question:
    """One line of the list: where it stands, and what it asks."""

    line: int
    number: str = ""
    name: str = ""
    code: str = ""


@dataclass(frozen=True)
class Row:
    """A line with its answer, or with what keeps it from being asked."""

    question: Question
    verification: Verification | None = None
    problem: Problem | None = None


def check_list(store: Store, data: bytes) -> list[Row]:
    """The answers, in the order of the lines.

    A line that cannot be asked is named and the others are answered; a list that cannot be read is refused:
    ``BadInput`` ``bulk.too_large``, ``bulk.encoding``, ``bulk.quotes``, ``bulk.empty``, ``bulk.no_columns``,
    ``bulk.too_many``.
    """
    return [_asked(store, question, problem) for question, problem in questions(data)]


def questions(data: bytes) -> list[tuple[Question, Problem | None]]:
    """The lines of a list, each with what is wrong with it. Raises as ``check_list``."""
    lines = list(_lines(text_of(data)))
    if not lines:
        raise BadInput("bulk.empty")
    columns, first = _columns(lines[0][1])
    asked = [_question(number, cells, columns) for number, cells in lines[first:]]
    if not asked:
        raise BadInput("bulk.empty")
    return asked


def _asked(store: Store, question: Question, problem: Problem | None) -> Row:
    if problem is not None:
        return Row(question, problem=problem)
    if question.code:
        return Row(question, by_qr_text(store, question.code))
    return Row(question, by_number(store, question.number, question.name))


def text_of(data: bytes) -> str:
    """The text of a list; raises ``BadInput`` ``bulk.too_large``, ``bulk.encoding``."""
    if len(data) > LARGEST:
        raise BadInput("bulk.too_large", most=LARGEST // 1024)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:  # UTF-16 and workbooks are no text of either kind
            return text
    raise BadInput("bulk.encoding")


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Number and fields of every line that holds anything."""
    head = next((line for line in text.splitlines() if line.strip()), "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(_DELIMITERS, key=head.count), strict=True)
    count = 0
    try:
        for cells in reader:
            # A field may hold line breaks; the line is the last one it takes.
            if any(cell.strip() for cell in cells):
                count += 1
                if count > MOST_LINES + 1:
                    raise BadInput("bulk.too_many", most=MOST_LINES)
                yield reader.line_num, [cell.strip() for cell in cells]
    except csv.Error as error:
        raise BadInput("bulk.quotes", line=reader.line_num) from error


def _columns(head: Sequence[str]) -> tuple[tuple[str, ...], int]:
    """What the fields of a line are, and how many lines the heading takes.

    Without a heading a single field is a code, two are number and name.
    """
    known = {name: column for column, names in HEADINGS.items() for name in names}
    columns = tuple(known.get(cell.lower(), "") for cell in head)
    if not any(columns):
        if len(head) > len(_PLAIN):
            raise BadInput("bulk.no_columns", known="number, name, code")
        return (("code",) if len(head) == 1 else _PLAIN), 0
    if "code" not in columns and not {"number", "name"} <= set(columns):
        raise BadInput("bulk.no_columns", known="number, name, code")
    return columns, 1


def _question(line: int, cells: Sequence[str], columns: Sequence[str]) -> tuple[Question, Problem | None]:
    given = {column: cell[:LONGEST] for column, cell in zip(columns, cells, strict=False) if column}
    question = Question(line, given.get("number", ""), given.get("name", ""), given.get("code", ""))
    if len(cells) > len(columns) and any(cells[len(columns):]):
        return question, Problem("bulk.cells", str(line), {"line": line, "got": len(cells), "expected": len(columns)})
    if any(len(cell) > LONGEST for cell in cells):
        return question, Problem("bulk.row_long", str(line), {"most": LONGEST})
    if not question.code and not (question.number and question.name):
        return question, Problem("bulk.row_incomplete", str(line), {})
    return question, None
