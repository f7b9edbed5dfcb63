"""Upload files as data: what is taken, what is refused by line and column, and which cells come out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assess.certificates.upload import SOURCES, Known, Line, Upload, parse_upload, rows_of
from assess.errors import Problems
from assess.i18n.sentences import sentence

CERTS = Path(__file__).resolve().parents[2] / "certs"
HEAD = 'format: "1"\nfile: xlsx\nlanguage: zh-Hans\ncolumns:\n'


def upload(*columns: str) -> Upload:
    return parse_upload((HEAD + "".join(f"  - {column}\n" for column in columns)).encode(), "upload.yaml")


def faults(text: str) -> list[tuple[str, str]]:
    with pytest.raises(Problems) as caught:
        parse_upload(text.encode(), "upload.yaml")
    assert caught.value.code == "upload.invalid"
    assert all(sentence(problem, "en") != problem.code for problem in caught.value.problems)
    return [(problem.where, problem.code) for problem in caught.value.problems]


@pytest.mark.parametrize("authority", ["jiangmen-demo", "dsal-demo"])
def test_the_samples_are_sound_and_say_that_they_are_examples(authority: str) -> None:
    data = (CERTS / "authorities" / authority / "upload.yaml").read_bytes()
    found = parse_upload(data, "upload.yaml")
    assert "person.document_number" in [column.source for column in found.columns]
    assert data.startswith(b"# Example data") and {"示例数据", "示例 Exemplo"} & {c.value for c in found.columns}


FAULTS = {
    "a source that does not exist": ("  - {header: A, source: person.nam}", "5:25", "upload.source_unknown"),
    "a part without its points": ("  - {header: A, source: part.theory}", "5:25", "upload.source_unknown"),
    "a source and a value": ("  - {header: A, source: person.name, value: x}", "5:5", "upload.one_origin"),
    "neither source nor value": ("  - {header: A}", "5:5", "upload.one_origin"),
    "a heading twice": ("  - {header: A, value: x}\n  - {header: A, value: y}", "6:14", "upload.header_twice"),
    "a word for no code": ("  - {header: A, source: sitting.level, words: {L9: 九级}}", "5:48", "upload.word_unknown"),
    "a code without words": ("  - {header: A, source: result.outcome}", "5:5", "upload.words_missing"),
    "the form of a day for a name": ('  - {header: A, source: person.name, date: "20261123"}', "5:44",
                                     "upload.no_date"),
    "a form of days that is none": ("  - {header: A, source: person.born, date: yymmdd}", "5:44",
                                    "standard.value_choice"),
    "a key that is misspelt": ("  - {header: A, sourse: person.name}", "5:17", "standard.key_unknown"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_is_named_with_its_place(case: str) -> None:
    lines, place, code = FAULTS[case]
    assert faults(HEAD + lines + "\n") == [(f"upload.yaml:{place}", code)]


def test_all_faults_come_at_once() -> None:
    assert len(faults(HEAD + "  - {header: A}\n  - {header: A, source: x}\n")) == 3


@pytest.mark.parametrize("text", ["", "a: [", "- 1", "columns: &a [*a]"])
def test_what_is_no_such_file_is_refused(text: str) -> None:
    assert faults(text)


KNOWN: Known = {"person.name": "陈䶮", "person.document_kind": "macau_bir", "certificate.issued_on": date(2026, 11, 3),
         "part.theory.total": "60.0", "certificate.trade": ""}

CELLS = {
    "a text": ("{header: A, source: person.name}", "陈䶮"),
    "a constant": ("{header: A, value: 合格}", "合格"),
    "a day as it is written by default": ("{header: A, source: certificate.issued_on}", "2026-11-03"),
    "a day in figures": ('{header: A, source: certificate.issued_on, date: "20261123"}', "20261103"),
    "a day as Macau writes it": ('{header: A, source: certificate.issued_on, date: "23/11/2026"}', "03/11/2026"),
    "a day in Chinese": ("{header: A, source: certificate.issued_on, date: 2026年11月23日}", "2026年11月03日"),
    "the authority's own word": ("{header: A, source: person.document_kind, words: {macau_bir: 其他}}", "其他"),
    "points as they are shown": ("{header: A, source: part.theory.total}", "60.0"),
    "what stands for nothing": ('{header: A, source: certificate.trade, empty: "--"}', "--"),
    "nothing at all where that is allowed": ('{header: A, source: part.review.total, empty: ""}', ""),
}


@pytest.mark.parametrize("case", CELLS)
def test_a_cell_holds_what_the_column_says(case: str) -> None:
    column, text = CELLS[case]
    assert rows_of(upload(column), [Line("S-1", KNOWN)]) == [[text]]


def test_what_is_missing_is_named_for_every_certificate_and_nothing_is_made() -> None:
    columns = upload("{header: 工种, source: certificate.trade}",
                     "{header: 证件, source: person.document_kind, words: {passport: 护照}}")
    with pytest.raises(Problems) as caught:
        rows_of(columns, [Line("S-1", KNOWN), Line("S-2", KNOWN)])
    assert [(p.where, p.code, p.params["header"]) for p in caught.value.problems] == [
        ("S-1", "upload.no_value", "工种"), ("S-1", "upload.no_word", "证件"),
        ("S-2", "upload.no_value", "工种"), ("S-2", "upload.no_word", "证件"),
    ]


def test_every_source_is_explained_to_whoever_writes_the_file() -> None:
    text = (CERTS / "README.md").read_text(encoding="utf-8")
    assert [source for source in (*SOURCES, "part.<id>.total") if f"`{source}`" not in text] == []
