"""Editions of an installation beside each other; an edition below its base is published only with signatures."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assess.config import Config
from assess.errors import BadInput, Problems, Refused
from assess.i18n.sentences import sentence
from assess.operations.checking import check_paths
from assess.operations.comparing import compared_by_name, nearest, newer_edition
from assess.operations.standards import library, publish
from tests.editions import BASE, NATIONAL, OWN, SIGNATURE, lower_pass_mark, publish_next, with_own_folder, write_next

PASS = "assessment.L4.parts.practical.pass"


@pytest.fixture
def config(config: Config, tmp_path: Path) -> Config:
    return with_own_folder(config, tmp_path)


def below(config: Config, *entries: str) -> Path:
    return write_next(config, OWN, "2026.1", "2026.2", *lower_pass_mark(*entries))


def test_a_file_alone_is_compared_with_its_base(config: Config) -> None:
    found = compared_by_name(config, str(below(config)), None)
    assert found.old.standard.id == BASE and found.unsigned == 1
    assert PASS in [change.at for change in found.comparison.changes]


def test_two_editions_of_one_standard_have_no_floors(config: Config) -> None:
    found = compared_by_name(config, f"{OWN}@2026.1", str(below(config)))
    assert found.floors == () and {change.at for change in found.comparison.changes} == {"edition", PASS}


def test_an_enterprise_standard_is_held_against_any_national_edition_of_its_occupation(config: Config) -> None:
    publish_next(config, BASE, "2024", "2027", ("years: 16", "years: 18"))
    found = compared_by_name(config, f"{BASE}@2027", f"{OWN}@2026.1")
    assert [signed.floor.at for signed in found.floors] == ["eligibility.L5.work"]
    assert compared_by_name(config, f"{NATIONAL}@2021", f"{OWN}@2026.1").floors == ()


@pytest.mark.parametrize(
    ("first", "code"), [(f"{BASE}@2024", "compare.no_base"), (f"{BASE}@1999", "compare.no_such"),
                        ("no/such/file.yaml", "compare.no_such")]
)  # fmt: skip
def test_what_cannot_be_compared_says_why(config: Config, first: str, code: str) -> None:
    with pytest.raises((BadInput, Refused)) as raised:
        compared_by_name(config, first, None)
    assert raised.value.code == code


def test_the_check_warns_in_the_patch_that_went_below(config: Config) -> None:
    path = below(config)
    (report,) = check_paths(config, [path])
    (warning,) = report.problems
    assert report.passed and (warning.code, warning.severity) == ("standard.floor_unsigned", "warning")
    line = path.read_text(encoding="utf-8").splitlines().index("    value: 50") + 1
    assert warning.where.startswith(f"{path}:{line}:")
    assert "Level 4 / intermediate worker · Practical test: lower pass mark: 60/100 → 50/100" in sentence(warning, "en")
    assert "四级/中级工 · 技能考核" in sentence(warning, "zh-Hans")


def test_what_a_patch_takes_away_is_warned_of_at_the_patch(config: Config) -> None:
    patch = "\npatches:\n  - {op: remove, at: functions.assembly.contents.assembly-4, reason: 外协}\n"
    path = write_next(config, OWN, "2026.1", "2026.2", ("\npatches:\n", patch))
    floors = [p for p in check_paths(config, [path])[0].problems if p.code == "standard.floor_unsigned"]
    line = path.read_text(encoding="utf-8").splitlines().index(patch.splitlines()[2]) + 1
    assert [floor.where.split(":")[-2] for floor in floors] == [str(line)]


def test_publishing_refuses_a_floor_that_nobody_signed_and_changes_nothing(config: Config) -> None:
    path, index = below(config), (config.standards / "index.yaml").read_bytes()
    with pytest.raises(Problems) as raised:
        publish(config, path, date(2026, 12, 1))
    assert raised.value.code == "standard.floors_unsigned"
    assert [problem.params["at"] for problem in raised.value.problems] == [PASS]
    assert (config.standards / "index.yaml").read_bytes() == index


def test_a_signature_for_another_place_does_not_help(config: Config) -> None:
    elsewhere = SIGNATURE.replace("practical", "theory")
    path = below(config, elsewhere)
    assert {problem.code for problem in check_paths(config, [path])[0].problems} == {
        "standard.floor_unsigned", "standard.below_stale",
    }  # fmt: skip
    with pytest.raises(Problems):
        publish(config, path, date(2026, 12, 1))


def test_a_signed_floor_is_published(config: Config) -> None:
    reading = publish(config, below(config, SIGNATURE), date(2026, 12, 1))
    assert reading.warnings == () and reading.base is not None and reading.base.standard.id == BASE


def test_an_edition_is_first_compared_with_the_one_before_it_then_with_its_base(config: Config) -> None:
    publish_next(config, OWN, "2026.1", "2026.2")
    shelves = library(config)
    nearby = [nearest(shelves, shelves.get(OWN, edition)) for edition in ("2026.2", "2026.1")]
    assert [one and (one.standard.id, one.standard.edition) for one in nearby] == [(OWN, "2026.1"), (BASE, "2024")]
    assert nearest(shelves, shelves.get(BASE, "2024")) is None


def test_an_edition_that_was_published_later_is_newer(config: Config) -> None:
    assert newer_edition(config, NATIONAL, "2021") is None
    publish_next(config, NATIONAL, "2021", "2026")
    newer = newer_edition(config, NATIONAL, "2021")
    assert newer is not None and newer.standard.edition == "2026"
    assert newer_edition(config, NATIONAL, "2026") is None


def test_a_broken_library_names_no_newer_edition_and_stops_nobody(config: Config) -> None:
    (config.standards / NATIONAL / "2021.yaml").write_text("format: 1\n", encoding="utf-8")
    assert newer_edition(config, NATIONAL, "2021") is None
