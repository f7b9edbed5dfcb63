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
    ("old", "new", "where", "code"),
    [
        ("paper: {width: 297,", "paper: {width: wide,", "d.yaml:4:16", "standard.value_wrong"),
        ("paper: {width: 297,", "paper: {weight: 90, width: 297,", "d.yaml:4:9", "standard.key_unknown"),
        ("stroke: 0.22,", "stroke: 0,", "d.yaml:{}", "standard.value_range"),
        ("size: 30\n", "size: 29\n", "d.yaml:{}", "standard.value_range"),
        ("size: 76\n", "size: 44\n", "d.yaml:{}", "standard.value_range"),
        ('colour: "#000000"', "colour: black", "d.yaml:{}", "standard.value_form"),
        ("field: name,", "feld: name,", "d.yaml:{}", "standard.key_unknown"),
        ("{text: title,", "{text: titel,", "d.yaml:{}", "design.text_unknown"),
        ("named: [name,", "named: [title_back,", "d.yaml:{}", "design.label_unknown"),
        ("alt: photo_alt", "alt: portrait", "d.yaml:{}", "design.text_unknown"),
        ("font: title, size: 34", "font: titles, size: 34", "d.yaml:{}", "design.font_unknown"),
        ("kind: band", "kind: bend", "d.yaml:{}", "standard.value_choice"),
        ("design: 1\n", "design: 1\ndesign: 1\n", "d.yaml:4:1", "yaml.key_twice"),
        ("design: 1\n", "design: [1\n", "d.yaml:", "yaml.bracket_open"),
        ("design: 1\n", "design: &a 1\n", "d.yaml:3:9", "yaml.anchor"),
        ("design: 1\n", "design: !!python/name:os.system 1\n", "d.yaml:3:9", "yaml.tag"),
    ],
)
def test_a_fault_is_reported_with_line_and_column(old: str, new: str, where: str, code: str) -> None:
    assert old in SOURCE
    line = SOURCE[: SOURCE.index(old)].count("\n") + 1
    with pytest.raises(Problems) as refused:
        parse_design(SOURCE.replace(old, new, 1).encode(), "d.yaml")
    found = [(problem.where, problem.code) for problem in refused.value.problems]
    assert any(at.startswith(where.format(f"{line}:")) and code == got for at, got in found), found


@pytest.mark.parametrize("data", [b"", b"- a list", b"\xff\xfe\x00", b"\x00"])
def test_what_is_no_design_at_all_is_refused(data: bytes) -> None:
    with pytest.raises(Problems, match=r"^design\.invalid\("):
        parse_design(data, "d.yaml")


def test_all_faults_of_a_file_come_at_once() -> None:
    tree = yaml.safe_load(SOURCE)
    tree["paper"]["width"], tree["qr"]["size"] = "wide", 3
    del tree["back"]["qr"]["alt"]
    with pytest.raises(Problems) as refused:
        parse_design(yaml.safe_dump(tree).encode(), "d.yaml")
    assert len(refused.value.problems) == 3


def test_the_mainland_paper_shows_every_required_entry_and_nothing_forbidden() -> None:
    paper = design("jiangmen-demo")
    assert {line.field for line in paper.lines()} == {
        "name", "document_type", "document_number", "occupation", "trade", "level", "number", "issued_on", "issuer",
        "sample", "edition",
    }  # fmt: skip
    assert [line.field for line in paper.lines() if line.optional] == ["sample", "edition"]
    fixed = [text for _font, text in paper.fixed()]
    assert "职业技能等级证书" in fixed
    assert any("http://jndj.osta.org.cn" in text for text in fixed)
    assert any("http://pjjg.osta.org.cn" in text for text in fixed)
    for forbidden in ("监制", "成绩", "有效期", "人力资源"):
        assert not any(forbidden in text for text in fixed)
    assert (paper.paper.width, paper.paper.height) == (297, 210)


def test_the_macau_paper_is_bilingual_and_only_the_chinese_name_and_the_sample_note_may_be_empty() -> None:
    paper = design("dsal-demo")
    assert [line.field for line in paper.lines() if line.optional] == [
        "sample_zh", "sample_pt", "name_zh", "edition_zh", "edition_pt",
    ]  # fmt: skip
    fields = {line.field for line in paper.lines()}
    for name in ("document_type", "occupation", "level", "issued_on", "issuer"):
        assert {f"{name}_zh", f"{name}_pt"} <= fields
