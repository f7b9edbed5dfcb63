"""A list of certificates is read as spreadsheets write it, and each line is a question of its own."""

from __future__ import annotations

import pytest

from assess.errors import BadInput
from assess.operations.bulk import LARGEST, LONGEST, MOST_LINES, Question, questions

ROWS = "number,name\nA1,陈䶮\nB2,Lei\n"
READ = [Question(2, "A1", "陈䶮"), Question(3, "B2", "Lei")]


@pytest.mark.parametrize("data", [
    ROWS.encode(),
    ROWS.encode("utf-8-sig"),
    ROWS.encode("gb18030"),
    ROWS.replace(",", ";").encode(),
    ROWS.replace(",", "\t").encode(),
    ROWS.replace("\n", "\r\n").encode(),
    ROWS.replace("number,name", "證書編號,姓名").encode(),
    ROWS.replace("number,name", "N.º do certificado,Nome").encode(),
    'number,name\n"A1","陈䶮"\n"B2",  Lei \n'.encode(),
], ids=["utf-8", "mark", "gb18030", "semicolons", "tabs", "crlf", "zh-hant", "pt", "quoted"])
def test_lists_are_read_as_spreadsheets_write_them(data: bytes) -> None:
    assert questions(data) == [(question, None) for question in READ]


@pytest.mark.parametrize(("text", "asked"), [
    ("K7Q2MZ4TXW5B\n", [Question(1, code="K7Q2MZ4TXW5B")]),
    ("A1,陈\n", [Question(1, "A1", "陈")]),
    ("\n\nname,department,number\n陈,车间,A1\n", [Question(4, "A1", "陈")]),
    ("code\nhttps://example.org/v/K7Q2MZ4TXW5B\n", [Question(2, code="https://example.org/v/K7Q2MZ4TXW5B")]),
    ('number,name\n"A1","one\nline"\nB2,Lei\n', [Question(3, "A1", "one\nline"), Question(4, "B2", "Lei")]),
], ids=["bare codes", "no heading", "other columns", "addresses", "a line break in a field"])
def test_columns_are_found_by_their_heading_or_their_count(text: str, asked: list[Question]) -> None:
    assert questions(text.encode()) == [(question, None) for question in asked]


@pytest.mark.parametrize(("line", "code"), [
    ("A1", "bulk.row_incomplete"),
    (",陈", "bulk.row_incomplete"),
    ("A1,陈,三级", "bulk.cells"),
    (f"A1,{'陈' * (LONGEST + 1)}", "bulk.row_long"),
])
def test_a_bad_line_is_named_and_the_others_stay(line: str, code: str) -> None:
    (_first, held), (question, problem), (_last, also_held) = questions(f"number,name\nA1,陈\n{line}\nB2,Lei".encode())
    assert problem is not None and (problem.code, problem.where, question.line) == (code, "3", 3)
    assert held is None and also_held is None


@pytest.mark.parametrize(("data", "code"), [
    (b"", "bulk.empty"),
    (b"number,name\n", "bulk.empty"),
    (b" \n;;\n", "bulk.empty"),
    (b"number,grade,day\nA1,3,x\n", "bulk.no_columns"),
    (b"number\nA1\n", "bulk.no_columns"),
    (b'number,name\n"A1,B\n', "bulk.quotes"),
    (ROWS.encode("utf-16"), "bulk.encoding"),
    (b"PK\x03\x04\x00\x00\xff\xff", "bulk.encoding"),
    (b"code\n" + b"A\n" * (MOST_LINES + 1), "bulk.too_many"),
    (b"x" * (LARGEST + 1), "bulk.too_large"),
])
def test_a_list_that_cannot_be_read_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(BadInput, match=code.replace(".", r"\.")):
        questions(data)


def test_as_many_lines_as_promised_are_taken() -> None:
    assert len(questions(b"code\n" + b"A\n" * MOST_LINES)) == MOST_LINES
