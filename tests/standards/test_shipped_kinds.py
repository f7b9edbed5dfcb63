"""The shipped editions that show what the language can say beyond points: measures, choices, patches, appointments."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assess.config import load_config
from assess.operations.standards import library
from assess.standards.compare import floors, unsigned
from assess.standards.library import Library
from assess.standards.model import Clause, Item, MeasureItem, Standard, VetoItem

MEASURED = [("national/6-20-01-01", "2020"), ("national/6-30-99-00", "2020"), ("national/6-07-01-03", "2023")]
PAPER, TISSUE = ("national/6-07-01-03", "2023"), ("xinhui-kuixiang-paper/6-07-01-03", "2026.1")
COMPETITION = ("jiangmen-skills-competition/6-30-99-00", "2026")
APPOINTMENTS = ("jiangmen-qiaodu-motor/6-23-04-01-appointments", "2026.1")


@pytest.fixture(scope="module")
def shipped() -> Library:
    return library(load_config({}))


def items(standard: Standard) -> Iterator[Item]:
    return (item for examined in standard.assessment.values() for task in examined.tasks for item in task.items)


def clauses(standard: Standard) -> Iterator[Clause]:
    routes = [route for routes in standard.eligibility.values() for route in routes]
    routes += [route for appointment in standard.appointments.values() for route in appointment.eligibility]
    routes += standard.apprentice.eligibility if standard.apprentice else ()
    return (clause for route in routes for clause in route.all)


@pytest.mark.parametrize("key", MEASURED, ids=" ".join)
def test_metalwork_robots_and_paper_are_measured_and_timed(shipped: Library, key: tuple[str, str]) -> None:
    types = [item.type for item in items(shipped.get(*key).standard)]
    assert types.count("measure") >= 10 and "time" in types


@pytest.mark.parametrize("key", MEASURED, ids=" ".join)
def test_a_measured_value_can_be_read_from_its_instrument(shipped: Library, key: tuple[str, str]) -> None:
    for item in items(shipped.get(*key).standard):
        if isinstance(item, MeasureItem):
            figures = [item.nominal, *(end for band in item.bands for end in (band.lower, band.upper))]
            assert [figure for figure in figures if figure % item.step] == [], item.id


@pytest.mark.parametrize("key", MEASURED, ids=" ".join)
def test_an_unsafe_act_is_a_veto_at_every_level_that_works_with_machines(
    shipped: Library, key: tuple[str, str]
) -> None:
    for level, examined in shipped.get(*key).standard.assessment.items():
        vetoes = [item for task in examined.tasks for item in task.items if isinstance(item, VetoItem)]
        assert vetoes, level


@pytest.mark.parametrize(
    "key, level, function", [(MEASURED[0], "L3", "maintenance"), (MEASURED[1], "L4", "programming")]
)
def test_every_task_of_a_choice_examines_the_key_skill_of_its_function(
    shipped: Library, key: tuple[str, str], level: str, function: str
) -> None:
    standard = shipped.get(*key).standard
    (choice,) = standard.assessment[level].choices  # type: ignore[index]
    tasks = [task for task in standard.assessment[level].tasks if task.choice == choice.id]  # type: ignore[index]
    stars = {s.id for f in standard.functions for c in f.contents for s in c.skills if s.key}
    covered = [stars & {skill for item in task.items for skill in item.skills} for task in tasks]
    assert len(tasks) == 3 and all(task.function == function for task in tasks)
    assert covered[0] and all(each == covered[0] for each in covered)


def test_every_clause_of_the_shipped_standards_names_its_evidence(shipped: Library) -> None:
    for key, edition in shipped.editions.items():
        assert [clause for clause in clauses(edition.reading.standard) if clause.evidence is None] == [], key


def test_the_paper_mill_shows_every_kind_of_patch(shipped: Library) -> None:
    patches = shipped.get(*TISSUE).standard.patches
    assert {patch.op for patch in patches} == {"set", "add", "remove", "reorder"}
    assert any(patch.was is not None for patch in patches) and all(str(patch.reason) for patch in patches)


def test_where_the_paper_mill_asks_less_somebody_answers_for_it(shipped: Library) -> None:
    base, own = shipped.get(*PAPER).standard, shipped.get(*TISSUE).standard
    assert {floor.at for floor in floors(base, own)} == {entry.at for entry in own.below} and len(own.below) == 2
    assert unsigned(base, own) == ()
    assert unsigned(base, own.model_copy(update={"below": ()})) == floors(base, own)


def test_the_paper_mill_examines_theory_first_and_in_the_order_of_the_work(shipped: Library) -> None:
    own = shipped.get(*TISSUE).standard.assessment["L4"]
    assert next(part for part in own.parts if part.id == "practical").after == "theory"
    practical = [task.id for task in own.tasks if task.part == "practical"]
    assert practical == ["clothing", "refining", "machine-start", "creping"]


def test_the_competition_weighs_its_functions_as_its_sections_say(shipped: Library) -> None:
    standard = shipped.get(*COMPETITION).standard
    assert standard.competition is not None
    weights = {function: column["L3"] for function, column in standard.weights.skill.items()}
    assert {section.id: section.points for section in standard.competition.sections} == weights


def test_five_judges_of_the_competition_are_combined_without_the_highest_and_the_lowest(shipped: Library) -> None:
    practical = shipped.get(*COMPETITION).standard.assessment["L3"].parts[1]
    assert (practical.examiners.minimum, practical.combine) == (5, "trimmed-mean")


def test_special_grade_technicians_apply_by_any_one_of_three_ways(shipped: Library) -> None:
    special = shipped.get(*APPOINTMENTS).standard.appointments["special"]
    assert [[clause.clause for clause in route.all] for route in special.eligibility] == [
        ["grade-held"],
        ["title"],
        ["grade-held", "honour"],
    ]
    assert [stage.kind for stage in special.stages] == ["record", "defence", "overall"]


def test_the_appointments_say_in_every_language_how_sure_they_are(shipped: Library) -> None:
    standard = shipped.get(*APPOINTMENTS).standard
    assert set(standard.appointments) == {"special", "chief"} and standard.apprentice is not None
    assert standard.levels == () and not standard.assessment
    for appointment in standard.appointments.values():
        assert all(appointment.sure.has(locale) for locale in ("zh-Hant-MO", "pt-MO", "en"))
