"""An employer checks a list at once and takes the answers home; nothing of it stays here."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from one_exam import EXAM, paper_of

from assess.store.session import Store

ENGLISH = {"Accept-Language": "en"}


def checked(client: FlaskClient, text: str, status: int = 200) -> str:
    answer = client.post("/check/list", data={"text": text, "answer": "page"}, headers=ENGLISH)
    assert answer.status_code == status
    return answer.get_data(as_text=True)


def as_csv(client: FlaskClient, text: str) -> list[list[str]]:
    answer = client.post("/check/list", data={"text": text, "answer": "csv"}, headers=ENGLISH)
    assert answer.mimetype == "text/csv" and answer.data.startswith("\ufeff".encode())
    assert "no-store" in answer.headers["Cache-Control"]
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))


def test_every_line_has_its_answer_in_words_and_as_a_code(client: FlaskClient, store: Store) -> None:
    paper = paper_of(store, EXAM, "chan", "jiangmen-demo")
    rows = as_csv(client, f"number,name\n{paper.number},陈䶮\n{paper.number},李四\nX\n")
    assert rows[0][:6] == ["Line", "Certificate number", "Name", "Address or code", "Result", "Result as a code"]
    assert [row[5] for row in rows[1:]] == ["specimen", "unknown", "bulk.row_incomplete"]
    assert rows[1][4] == "Specimen – not a certificate"
    assert rows[1][6] == "陈䶮" and rows[2][6] == ""
    assert rows[3][:5] == ["4", "X", "", "", "Number or name is missing."]


def test_codes_and_addresses_are_followed_here_only(client: FlaskClient, store: Store) -> None:
    token, site = paper_of(store, EXAM, "chan", "dsal-demo").token, store.config.base_url
    rows = as_csv(client, f"code\n{token}\n{site}/v/{token}\nhttps://evil.example/v/{token}\n")
    assert [row[5] for row in rows[1:]] == ["specimen", "specimen", "foreign"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＋"])
def test_no_field_of_the_answer_is_a_formula(client: FlaskClient, start: str) -> None:
    rows = as_csv(client, f'number,name\n"{start}1+cmd|A0",{start}HYPERLINK(1)\n')
    assert rows[1][1:3] == [f"'{start}1+cmd|A0", f"'{start}HYPERLINK(1)"]
    assert not any(field.startswith(start) for row in rows for field in row)


def test_the_page_shows_the_table_and_hands_the_list_on(client: FlaskClient, store: Store) -> None:
    paper = paper_of(store, EXAM, "chan", "jiangmen-demo")
    page = checked(client, f"{paper.number},陈䶮\n<b>,&amp;\n")
    assert "0 of 2 lines are genuine and valid" in page and "保育师 · 三级/高级工" in page
    assert "<td><span class=\"code\">&lt;b&gt;</span><br>&amp;amp;</td>" in page
    assert f">{paper.number},陈䶮" in page.partition("<textarea")[2].partition("</textarea>")[0]


def test_a_file_of_a_spreadsheet_is_taken(client: FlaskClient, store: Store) -> None:
    paper = paper_of(store, EXAM, "chan", "jiangmen-demo")
    data = f"证书编号;姓名\r\n{paper.number};陈䶮\r\n".encode("gb18030")
    answer = client.post("/check/list", data={"file": (io.BytesIO(data), "人员.csv")}, headers=ENGLISH)
    assert "Specimen – not a certificate" in answer.get_data(as_text=True)


@pytest.mark.parametrize(("text", "said"), [
    ("", "Choose a CSV file, or paste the lines."),
    ("a,b,c\n1,2,3", "Name the columns number, name, code."),
    ('number,name\n"x', "Line 2: a quotation mark is not closed."),
])
def test_a_list_that_cannot_be_read_is_refused_beside_the_field(client: FlaskClient, text: str, said: str) -> None:
    assert said in checked(client, text, 400)


def test_nothing_is_kept(client: FlaskClient, store: Store) -> None:
    answer = client.post("/check/list", data={"text": "ZZTOP777777,somebody"}, headers=ENGLISH)
    assert (answer.status_code, answer.headers.get("Set-Cookie")) == (200, None)
    files = [path for path in Path(store.config.instance).rglob("*") if path.is_file()]
    assert len(files) > 5 and not any(b"ZZTOP777777" in path.read_bytes() for path in files)
