"""The guides for authors say what the program does: examples load, figures add up, keys and names are there."""

from __future__ import annotations

import re
import shlex
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from guide import (
    GUIDES,
    ROOT,
    Example,
    Row,
    blocks,
    code,
    complete,
    example,
    examples,
    faults_of_fragment,
    glossary,
    outline,
    places,
    read,
    table_after,
    tables,
    text,
    words,
)

from assess.cli import main
from assess.errors import Problem, Problems
from assess.exams.agreement import agree
from assess.exams.arithmetic import combined, judged, rounded, shown
from assess.exams.form import FormPart, derive_form
from assess.exams.result import PartInput, PartState, Result, decide
from assess.exams.scores import Entry, ScoreSheet, item_score, read_entry
from assess.i18n import gettext_in
from assess.i18n.extract import template
from assess.i18n.sentences import SENTENCES, sentence
from assess.standards.model import JudgeItem, LevelAssessment, Part

LOCALES = tuple(GUIDES)
SAID = {"zh-Hans": ("必填", "可不写", "依类型", "默认 "), "en": ("required", "optional", "by kind", "default ")}
each_guide = pytest.mark.parametrize("locale", LOCALES)


# -- examples --------------------------------------------------------------------------------------------------------


@each_guide
def test_complete_examples_have_neither_errors_nor_warnings(locale: str) -> None:
    whole = [one for one in examples(locale) if not one.part]
    assert {one.name for one in whole} == {"appointed.yaml", "brake.yaml", "building.yaml", "contest.yaml"}
    assert {one.name: read(one.text, one.name).warnings for one in whole} == {one.name: () for one in whole}


@each_guide
def test_fragments_are_what_the_model_asks_at_their_place(locale: str) -> None:
    parts = [one for one in examples(locale) if one.part]
    assert len(parts) >= 15
    assert [(one.name, fault) for one in parts for fault in faults_of_fragment(one)] == []


def test_examples_that_are_wrong_would_be_seen() -> None:
    wrong = complete("en", "brake.yaml").replace("{L4: 70}", "{L4: 69}")
    with pytest.raises(Problems):
        read(wrong, "brake.yaml")
    for slip in ("theory:\n  ethics: {L4: many}", "theorie: {}"):
        assert faults_of_fragment(Example("weights", True, slip))
    with pytest.raises(ValueError, match="levels"):
        example("levels: [L5]\n")


def test_both_guides_say_the_same() -> None:
    one, other = (text(locale) for locale in LOCALES)
    assert [(each.name, each.data) for each in examples("zh-Hans")] == [(e.name, e.data) for e in examples("en")]
    assert outline(one) == outline(other)
    assert [len(rows) for _, rows in tables(one)] == [len(rows) for _, rows in tables(other)]
    assert glossary("zh-Hans").keys() == glossary("en").keys()


# -- keys ------------------------------------------------------------------------------------------------------------


@each_guide
def test_every_key_of_the_model_is_explained_where_it_stands(locale: str) -> None:
    asked = {(place, key) for place, several in places().items() for keys in several for key in keys}
    assert {(place, key) for place, rows in glossary(locale).items() for key in rows} == asked


@each_guide
def test_every_word_that_a_key_may_have_is_explained(locale: str) -> None:
    missing = [
        (place, key, word)
        for place, several in places().items() for keys in several for key, field in keys.items()
        for word in words(field.annotation) if word not in code(glossary(locale)[place][key][2])
    ]
    assert missing == []


@each_guide
def test_the_guide_says_which_keys_are_needed_and_what_the_others_default_to(locale: str) -> None:
    rows = [(place, key, row[1]) for place, of in glossary(locale).items() for key, row in of.items()]
    assert [row for row in rows if row[2] != _needed(locale, *row[:2])] == []


def _needed(locale: str, place: str, key: str) -> str:
    required, optional, by_kind, default = SAID[locale]
    fields = [keys[key] for keys in places()[place] if key in keys]
    if any(field.is_required() for field in fields):
        return required if len(fields) == len(places()[place]) else by_kind
    values = {str(field.default) for field in fields if isinstance(field.default, str | int | Decimal)}
    return f"{default}`{values.pop().replace('True', 'true').replace('False', 'false')}`" if values else optional


def test_a_key_without_explanation_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(glossary("en"), "below", {})
    with pytest.raises(AssertionError):
        test_every_key_of_the_model_is_explained_where_it_stands("en")


# -- figures ---------------------------------------------------------------------------------------------------------


def _same(said: str, value: Fraction) -> bool:
    """Whether a cell says ``value``: exactly, or after "≈" to two decimals."""
    return said == f"≈ {rounded(value, 2)}" or (not said.startswith("≈") and Fraction(said) == value)


def _counted(one: Example, entered: list[str]) -> Fraction:
    """What the first item of a fragment is worth with these entries: of all its fields, or of several judges."""
    level, _, task_id = one.name.removeprefix("assessment.").partition(".tasks.")
    task = {"id": task_id, "name": "x", "points": 100, "items": one.data["items"]}
    parts = (Part(id="practical", kind="practical", name="x"),)
    assessed = LevelAssessment.model_validate({"parts": parts, "tasks": [task]}).tasks[0]
    item = assessed.items[0]
    if isinstance(item, JudgeItem):
        return judged(Fraction(item.max), [Fraction(step) for step in entered])
    form = FormPart(part=parts[0], tasks=(assessed,), unit=Decimal("0.5"))
    fields = [field for field in form.fields if field.item is item]
    entries = {field.key: entry for field, typed in zip(fields, entered, strict=True)
               if (entry := read_entry(field, typed))}
    worth = item_score(assessed, item, entries)
    assert worth is not None, level
    return worth


@each_guide
def test_every_kind_of_item_is_counted_as_the_program_counts_it(locale: str) -> None:
    kinds = {}
    for before, rows in tables(text(locale)):
        above = [example(block) for block in blocks(before)]
        if above and list(above[-1].data)[:1] == ["items"] and "### 8.4" not in before:
            one = above[-1]
            kinds[one.data["items"][0]["type"]] = [_same(row[2], _counted(one, code(row[0]))) for row in rows]
    assert kinds.keys() == {"points", "check", "deduct", "measure", "judge", "time"}
    assert all(all(right) for right in kinds.values()), kinds


@each_guide
def test_marks_of_several_examiners_are_combined_as_the_program_does(locale: str) -> None:
    marks = {1: (12, 10, 11), 2: (9, 12, 10, 11, 10)}
    for row in table_after(text(locale), "### 8.4"):
        for column, values in marks.items():
            assert _same(row[column], combined([Fraction(value) for value in values], code(row[0])[0])), row


def _worked(rows: list[Row], theory: str) -> tuple[dict[str, Fraction], Result]:
    """The marks of every item and the result, of what the table of the worked example enters."""
    reading = read(complete("en", "brake.yaml"), "brake.yaml")
    form = derive_form(reading.standard, "L4", reading.sha256)
    part = form.part("practical")
    sheets = [
        ScoreSheet(f"examiner-{number}", {
            field.key: entry for row in rows if row[number] and (field := part.field(code(row[0])[0]))
            and (entry := read_entry(field, row[number]))
        }) for number in (1, 2, 3)
    ]  # fmt: skip
    score = ScoreSheet("reader", {"theory.score": Entry(theory)})
    result = decide(form, {"theory": PartInput(PartState.SCORED, [score]),
                           "practical": PartInput(PartState.SCORED, sheets)})
    return {mark.key: mark.value for mark in agree(part, sheets).marks}, result


@each_guide
def test_the_worked_example_is_right(locale: str) -> None:
    rows = table_after(text(locale), "## 9")
    marks, result = _worked(rows, "78")
    assert {code(row[0])[0] for row in rows if row[5]} == marks.keys()
    assert [row for row in rows if row[5] and not _same(row[5], marks[code(row[0])[0]])] == []
    practical = result.parts[1]
    assert (practical.total, practical.shown, result.grade) == (Fraction(217, 3), "72.3", "L4")
    assert "217/3" in text(locale) and "72.3" in text(locale) and "59.5" in text(locale)
    assert _worked(rows, "59.5")[1].grade is None
    assert shown(Fraction("59.96"), decimals=1, mark=Fraction(60)) == "59.96"


# -- what the program says ---------------------------------------------------------------------------------------------


def _problems(row: Row) -> list[Problem]:
    """What the program says when the change of a row of the table of faults is made in its example."""
    name = row[2].partition(":")[0] if row[2].startswith("building") else "brake.yaml"
    right, wrong = complete("zh-Hans", name), (code(row[0])[0], code(row[1])[0])
    assert wrong[0] in right, wrong[0]
    try:
        return list(read(right.replace(*wrong, 1), name).warnings)
    except Problems as error:
        return list(error.problems)


@each_guide
def test_every_fault_in_the_guide_is_what_the_program_says(locale: str) -> None:
    rows = table_after(text(locale), "## 16")
    assert len(rows) >= 12
    for row in rows:
        where = row[2] if row[2].startswith("building") else f"brake.yaml:{row[2]}"
        there = [problem for problem in _problems(row) if problem.where == where]
        assert there, row
        # A sentence that a catalogue lacks is the fault of the catalogue, which a test of its own finds.
        known = [problem for problem in there if locale == "en" or _translated(problem)]
        assert not known or row[3] in [sentence(problem, locale) for problem in known], row


def _translated(problem: Problem) -> bool:
    english = SENTENCES.get(f"{problem.code}.{problem.params.get('reason')}", SENTENCES[problem.code])
    return gettext_in("zh-Hans", english) != english


def test_names_of_pages_and_buttons_are_those_of_the_program() -> None:
    names = {locale: set(re.findall(r"\*\*(.+?)\*\*", text(locale))) for locale in LOCALES}
    assert len(names["en"]) >= 30
    assert names["en"] - {message.id for message in template()} == set()
    chinese = {name: gettext_in("zh-Hans", name) for name in names["en"]}
    translated = {there for name, there in chinese.items() if there != name}
    assert translated - names["zh-Hans"] == set()
    assert len(names["en"]) == len(names["zh-Hans"])


@pytest.mark.parametrize("file", [*GUIDES.values(), ROOT / "standards" / "README.md"], ids=lambda file: file.name)
def test_every_command_is_understood(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [line for block in blocks(file.read_text(encoding="utf-8"), "sh") for line in block.splitlines()]
    assert {shlex.split(line)[2] for line in lines} == {
        "new", "check", "compare", "export", "import", "paper", "list", "publish",
    }  # fmt: skip
    carried_out: list[str] = []

    def stop() -> None:
        carried_out.append("understood")
        raise SystemExit(0)

    monkeypatch.setattr("assess.cli.load_config", stop)
    for line in lines:
        with pytest.raises(SystemExit) as ended:
            main(shlex.split(line, comments=True)[1:])
        assert ended.value.code == 0, line
    assert len(carried_out) == len(lines)


@each_guide
def test_links_lead_somewhere(locale: str) -> None:
    headings = {_anchor(title) for title in re.findall(r"^#+ (.*)$", text(locale), re.MULTILINE)}
    for target in re.findall(r"\]\(([^)]+)\)", text(locale)):
        file, _, anchor = target.partition("#")
        assert (GUIDES[locale].parent / file).exists(), target
        assert not anchor or anchor in headings, target


def _anchor(title: str) -> str:
    """What a page of rendered Markdown calls a heading."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def test_the_readme_leads_to_both_guides() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert all(f"docs/guide/standards.{locale}.md" in readme for locale in LOCALES)
