"""A design is data: what it must carry, and how faults in it are reported."""

from __future__ import annotations

import pytest
import yaml
from sample_papers import design

from assess.certificates.design import parse_design
from assess.errors import Problems
from tests.house_fonts import CERTS

SOURCE = (CERTS / "authorities" / "jiangmen-demo" / "design.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "where", "reason"),
    [
        ("paper: {width: 297,", "paper: {width: wide,", "d.yaml: paper.width", "valid number"),
        ("paper: {width: 297,", "paper: {weight: 90, width: 297,", "d.yaml: paper.weight", "not permitted"),
        ("stroke: 0.22,", "stroke: 0,", "d.yaml: ground.1.waves.stroke", "greater than 0"),
        ("size: 30\n", "size: 29\n", "d.yaml: qr.size", "greater than or equal to 30"),
        ('colour: "#000000"', "colour: black", "d.yaml: qr.colour", "match pattern"),
        ("field: name,", "feld: name,", "d.yaml: cells.1.lines.0.field", "required"),
        ("{text: title,", "{text: titel,", "d.yaml: design", "text 'titel' is not among texts"),
        ("font: title, size: 34", "font: titles, size: 34", "d.yaml: design", "font 'titles' is not among fonts"),
        ("kind: band", "kind: bend", "d.yaml: art.0", "expected tags"),
        ("design: 1\n", "design: 1\ndesign: 1\n", "d.yaml:4:1", "stands twice"),
        ("design: 1\n", "design: [1\n", "d.yaml:4:", "expected"),
        ("design: 1\n", "design: !!python/name:os.system 1\n", "d.yaml:3:9", "could not determine a constructor"),
    ],
)
def test_a_fault_is_reported_with_file_and_field(old: str, new: str, where: str, reason: str) -> None:
    assert old in SOURCE
    with pytest.raises(Problems) as refused:
        parse_design(SOURCE.replace(old, new, 1).encode(), "d.yaml")
    assert any(p.where.startswith(where) and reason in str(p.params["reason"]) for p in refused.value.problems), [
        (p.where, p.params) for p in refused.value.problems
    ]


@pytest.mark.parametrize("data", [b"", b"- a list", b"\xff\xfe\x00", b"\x00"])
def test_what_is_no_design_at_all_is_refused(data: bytes) -> None:
    with pytest.raises(Problems, match=r"^design\.invalid\("):
        parse_design(data, "d.yaml")


def test_all_faults_of_a_file_come_at_once() -> None:
    tree = yaml.safe_load(SOURCE)
    tree["paper"]["width"], tree["qr"]["size"] = "wide", 3
    with pytest.raises(Problems) as refused:
        parse_design(yaml.safe_dump(tree).encode(), "d.yaml")
    assert len(refused.value.problems) == 2


def test_the_mainland_paper_shows_every_required_entry_and_nothing_forbidden() -> None:
    paper = design("jiangmen-demo")
    assert {line.field for line in paper.lines()} == {
        "name", "document_type", "document_number", "occupation", "trade", "level", "number", "issued_on", "issuer",
        "sample",
    }  # fmt: skip
    assert [line.field for line in paper.lines() if line.optional] == ["sample"]
    fixed = [text for _font, text in paper.fixed()]
    assert "职业技能等级证书" in fixed
    assert any("http://jndj.osta.org.cn" in text for text in fixed)
    assert any("http://pjjg.osta.org.cn" in text for text in fixed)
    for forbidden in ("监制", "成绩", "有效期", "人力资源"):
        assert not any(forbidden in text for text in fixed)
    assert (paper.paper.width, paper.paper.height) == (297, 210)


def test_the_macau_paper_is_bilingual_and_only_the_chinese_name_and_the_sample_note_may_be_empty() -> None:
    paper = design("dsal-demo")
    assert [line.field for line in paper.lines() if line.optional] == ["sample_zh", "sample_pt", "name_zh"]
    fields = {line.field for line in paper.lines()}
    for name in ("document_type", "occupation", "level", "issued_on", "issuer"):
        assert {f"{name}_zh", f"{name}_pt"} <= fields
