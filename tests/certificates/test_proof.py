"""A design is tried with the longest texts before anybody's certificate is printed with it."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from assess.certificates.authority import parse_authority
from assess.certificates.payload import Way
from assess.certificates.proof import proof
from assess.errors import Problems
from tests.house_fonts import CERTS, book

PAPERS: list[tuple[str, str, Way]] = [
    ("jiangmen-demo", "design.yaml", "exam"), ("dsal-demo", "design.yaml", "exam"),
    ("qiaodu-demo", "appointment.yaml", "appointment"), ("qiaodu-demo", "record.yaml", "confirmation"),
]


def tried(authority: str, file: str, way: Way, *changes: tuple[str, str]) -> tuple[bytes, bytes]:
    """The proofs of a design after ``changes`` of its text."""
    folder = CERTS / "authorities" / authority
    text = (folder / file).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    named = parse_authority((folder / "authority.yaml").read_bytes(), authority)
    return proof(text.encode(), "d.yaml", named, way, book(), "https://verify.example.org")


@pytest.mark.parametrize(("authority", "file", "way"), PAPERS)
def test_every_design_of_the_house_holds_the_longest_texts(authority: str, file: str, way: Way) -> None:
    ordinary, longest = tried(authority, file, way)
    for data in (ordinary, longest):
        pages = PdfReader(io.BytesIO(data)).pages
        assert len(pages) == 2
        assert all("SPECIMEN" in page.extract_text() for page in pages), "a proof can be taken for no certificate"
    back = PdfReader(io.BytesIO(longest)).pages[1].extract_text()
    assert "12" in back, "the back says which paper of the number it is, too"


@pytest.mark.parametrize(
    ("old", "new", "code", "entry"),
    [
        ("{field: issuer,", "{field: number,", "design.entry_missing", "issuer"),
        ("{field: trade,", "{field: name,", "design.entry_missing", "trade"),
        ("{field: edition, optional", "{field: sample, optional", "design.entry_missing", "edition"),
        ("{field: number,", "{field: number, optional: true,", "design.entry_optional", "number"),
        ("{field: name,", "{field: mark,", "design.field_unknown", ""),
        ("y: 142.5, width: 62", "y: 142.5, width: 9", "face.too_long", ""),
        ("y: 82.6, width: 83, height: 8.8", "y: 82.6, width: 83, height: 2", "face.too_high", ""),
        ("扫码核验 Scan", "扫码😀核验 Scan", "font.glyph_missing", ""),
        ("width: 134\n      height: 74", "width: 134\n      height: 7", "face.too_high", ""),
    ],
)
def test_a_design_that_would_lose_or_cut_an_entry_is_refused_with_its_line(
    old: str, new: str, code: str, entry: str
) -> None:
    with pytest.raises(Problems, match=r"^design\.invalid") as refused:
        tried(*PAPERS[0], (old, new))
    [problem] = [p for p in refused.value.problems if p.code == code and p.params.get("entry", "") in ("", entry)]
    file, line, _column = problem.where.split(":")
    assert (file, int(line) > 1) == ("d.yaml", True)


def test_all_faults_come_at_once() -> None:
    with pytest.raises(Problems) as refused:
        tried(*PAPERS[1], ("{field: issuer_zh,", "{field: mark,"), ("{field: level_zh,", "{field: number,"),
              ("x: 104, y: 139.15, width: 73", "x: 104, y: 139.15, width: 3"))
    assert {p.code for p in refused.value.problems} >= {"design.field_unknown", "face.too_long"}
