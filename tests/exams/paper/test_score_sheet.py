"""The score sheet on paper as readers of PDF find it: every item with its points, totals, pages, names."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest

from assess.errors import NotFound, Refused
from assess.exams.form import ExamForm, FormPart, derive_form
from assess.exams.paper import Candidate, score_sheet_pdf
from assess.i18n import LOCALES
from assess.standards.model import DeductItem, JudgeItem, Standard, VetoItem
from tests.exams import forms
from tests.exams.paper.read_back import exam_of, flat, pages_of, shipped, small, type_sizes
from tests.house_fonts import book

TEA = ("national/4-03-02-07@2018", "L3")
LEI = Candidate("欧阳𫖯䶮", 12, "居民身份证 4407**********1234")
XAVIER = Candidate("Maria Fernanda de Assunção Xavier do Espírito Santo Gonçalves", 13, "Passaporte M12****")


def sheet(standard: Standard, form: ExamForm, locale: str = "en", **more: Any) -> bytes:
    return score_sheet_pdf(standard, form, book(), locale, **more)


def of(*items: dict[str, Any], **more: Any) -> str:
    """The text of the sheet of a form with these items in one task."""
    part = forms.part(*items, **more)
    return flat("".join(pages_of(sheet(small().standard, forms.form(part)))))


def plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


@pytest.mark.parametrize("name", shipped())
def test_every_item_of_every_level_is_on_paper_with_its_points(name: str) -> None:
    for level in shipped()[name].standard.assessment:
        standard, form = exam_of(name, level)
        for part in form.parts:
            pages = pages_of(sheet(standard, form, "zh-Hans", part_id=part.part.id))
            text = flat("".join(pages))
            for expected in _expected(part):
                assert flat(expected) in text, f"{name} {level} {part.part.id}: {expected}"
            assert len(pages) <= 1 + len(part.fields) / 4, f"{name} {level} {part.part.id}"


def _expected(part: FormPart) -> list[str]:
    """What a sheet must say: number, text and points of an item beside each other; criteria, faults, descriptors."""
    found = []
    for number, task in enumerate(part.tasks, 1):
        found.append(f"{number}{task.name}")
        for place, item in enumerate(task.items, 1):
            if not isinstance(item, VetoItem):
                found.append(f"{number}.{place}{item.text}{plain(item.max)}")
            found += [str(item.text), str(item.criterion or "")]
            found += [str(text) for text in item.descriptors] if isinstance(item, JudgeItem) else []
            found += [str(one.text) for one in item.deductions] if isinstance(item, DeductItem) else []
    return found


def test_the_subtotals_and_the_total_are_those_of_the_form() -> None:
    standard, form = exam_of(*TEA)
    text = "".join(pages_of(sheet(standard, form, part_id="practical")))
    assert re.findall(r"Subtotal of task \d (\d+)", text) == ["20", "25", "40", "15"]
    assert "Total 100 passed from 60" in text


def test_of_a_choice_only_what_is_taken_counts_and_every_task_can_be_ticked() -> None:
    standard, form = exam_of("national/4-03-02-07@2018", "L4")
    part = form.part("practical")
    elective = [task for task in part.tasks if task.choice]
    text = flat("".join(pages_of(sheet(standard, form, part_id="practical"))))
    assert elective and part.points == 100 < sum(task.points for task in part.tasks)
    assert f"elective,1of{len(elective)}(" in text and "Total100" in text
    boxes = text.replace("aretaken", "").replace("wasnottaken", "").count("taken")
    assert boxes == 2 * len(elective), "above the task and in the table of totals"


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (forms.points("i", "7.5"), ["1.1i7.5", "0–7.5,step0.01"]),
        (forms.points("i", "8", unit="0.5"), ["0–8,step0.5"]),
        ({"id": "i", "type": "check", "max": "4"}, ["1.1i4", "√fulfilled:4points", "×notfulfilled:0points"]),
        (forms.deduct("i", "9", ("torn", "2", "6"), ("late", "1.5", None)),
         ["1.1i9", "torn−2eachtime,atmost−6times:", "late−1.5eachtimetimes:"]),
        (forms.measure("i", ("-0.02", "0.02", "5"), ("-0.08", "0.05", "2")),
         ["1.1i5", "nominalvalue50mm,step0.01", "49.98to50.02mm(±0.02):5points", "49.92to50.05mm(−0.08/+0.05):2points",
          "anythingelse:0points", "Measuredvalue:mm"]),
        (forms.judge("i", "10"), ["1.1i10", "points=10×mark÷3"]),
        (forms.timed("i", "6", 90, "0.5", "3"),
         ["1.1i6", "upto1:30:00:6points", "−0.5foreverystartedminute,atmost−3", "Timeused:mins"]),
        (forms.timed("i", "6", 5, "1", counts="full"), ["upto5:00:6points", "−1foreveryfullminute"]),
    ],
    ids=["points", "own-unit", "check", "deduct", "measure", "judge", "time", "full-minutes"],
)  # fmt: skip
def test_an_item_says_how_it_is_scored(item: dict[str, Any], expected: list[str]) -> None:
    text = of(item)
    assert [part for part in expected if part not in text] == [], text


@pytest.mark.parametrize(
    ("effect", "said"),
    [("item", "“first”counts0"), ("task", "thistaskcounts0"), ("part", "thispartcounts0"), ("exam", "theexamisfailed")],
)
def test_a_veto_says_what_it_takes_and_has_room_for_the_reason(effect: str, said: str) -> None:
    text = of(forms.points("first"), forms.veto("fire", effect, "first" if effect == "item" else None))
    assert "1.2Vetofire—" in text and said in text and "ItoccurredReason:" in text
    assert "Vetoes:noneoccurred" in text
    assert "Veto" not in of(forms.points("first")), "the control"


def test_a_theory_part_without_tasks_is_a_short_sheet() -> None:
    standard, form = exam_of(*TEA)
    pages = pages_of(sheet(standard, form, part_id="theory"))
    assert len(pages) == 1 and "Scored by (signature)" in pages[0]


def test_every_page_says_which_form_it_belongs_to_and_which_page_it_is() -> None:
    standard, form = exam_of(*TEA)
    practical = pages_of(sheet(standard, form, part_id="practical"))
    for number, page in enumerate(practical, 1):
        assert f"{standard.id}@{standard.edition} · L3 · practical · Digest of the form: {form.digest[:16]}…" in page
        assert f"page {number} of {len(practical)}" in page
    everything = pages_of(sheet(standard, form))
    assert len(everything) == len(practical) + 1
    assert everything[1:] == practical, "sheets of parts are numbered by themselves"


def test_the_head_says_what_is_asked() -> None:
    page = flat(pages_of(sheet(*exam_of("national/4-03-02-01@2018", "L1"), part_id="practical"))[0])
    assert "100points,passedfrom60" in page and "5examinersormore" in page
    assert "seniorexaminer" in page and "withoutonehighestandonelowest" in page
    assert "Samplestandard" in page


def test_only_a_sample_is_called_one() -> None:
    standard, form = exam_of(*TEA)
    real = standard.model_copy(update={"sample": None})
    assert "Sample" not in "".join(pages_of(sheet(real, form)))


def test_scores_that_choose_the_grade_are_listed() -> None:
    standard, form = exam_of("jiangmen-skills-competition/6-30-99-00@2026", "L3")
    text = flat("".join(pages_of(sheet(standard, form))))
    assert "from0tobelow80:nograde" in text and "from80:Level3/seniorworker" in text


def test_every_candidate_has_a_sheet_with_name_seat_and_document() -> None:
    standard, form = exam_of(*TEA)
    blank = len(pages_of(sheet(standard, form)))
    pages = pages_of(sheet(standard, form, candidates=[LEI, XAVIER], occasion="JM-2026-004 · 江门"))
    assert len(pages) == 2 * blank
    assert all("JM-2026-004" in page for page in pages if "page 1 of" in page)
    for candidate in (LEI, XAVIER):
        named = [page for page in pages if candidate.name[:20] in page.replace("\r\n", " ")]
        assert len(named) == blank, "the name stands on every page: pages get loose"
        assert flat(candidate.name + str(candidate.seat) + candidate.document) in flat(named[0])


def test_a_sheet_of_a_blind_part_names_the_seat_alone() -> None:
    standard, form = exam_of(*TEA)
    blind = form.parts[-1].model_copy(update={"part": form.parts[-1].part.model_copy(update={"blind": True})})
    hidden = form.model_copy(update={"parts": (*form.parts[:-1], blind)})
    for shown in (form, hidden):
        text = flat("".join(pages_of(sheet(standard, shown, candidates=[LEI], part_id=blind.part.id))))
        assert "Seat:12" in text or "Seat12" in text
        assert (flat(LEI.name) in text, LEI.document[-4:] in text) == (shown is form, shown is form)


def test_the_head_says_what_the_marking_asks_besides() -> None:
    page = of(forms.points("i1"), near="2.5", blind=True, calibration=True)
    assert "2.5pointsfromthepassmark" in page and "theseat,notthename" in page and "commonexample" in page


def test_who_is_absent_from_a_part_needs_no_sheet_of_it() -> None:
    standard, form = exam_of(*TEA)
    absent = Candidate("陈小明", 3, "–", closed=frozenset({"theory"}))
    assert "· theory ·" not in "".join(pages_of(sheet(standard, form, candidates=[absent])))
    with pytest.raises(Refused) as refused:
        sheet(standard, form, part_id="theory", candidates=[absent])
    assert refused.value.code == "paper.nobody"


@pytest.mark.parametrize("name", ["陈䶮", "李𫖯", "𠮷田𬭎", "João d'Assunção", "Dvořák Őry"])
def test_a_rare_name_is_printed_as_it_is(name: str) -> None:
    standard, form = exam_of(*TEA)
    assert name in pages_of(sheet(standard, form, "pt-MO", part_id="theory", candidates=[Candidate(name, 1, "")]))[0]


def test_what_no_font_draws_is_printed_as_its_code_point() -> None:
    standard, form = exam_of(*TEA)
    awkward = Candidate("陈😀\u200b\ue000明", 1, "")
    page = pages_of(sheet(standard, form, part_id="theory", candidates=[awkward]))[0]
    assert "陈〔U+1F600〕〔U+200B〕〔U+E000〕明" in page


def test_an_item_longer_than_a_page_goes_on_and_loses_nothing() -> None:
    words = [f"w{number:04}" for number in range(4000)]
    long = forms.points("long", text=" ".join(words[:1000]), criterion=" ".join(words[1000:]))
    part = forms.part(forms.points("before"), long, forms.points("after"))
    pages = pages_of(sheet(small().standard, forms.form(part)))
    text = " ".join(pages)
    assert len(pages) > 2
    assert set(words) == set(re.findall(r"\bw\d{4}\b", text))
    assert text.count("1.2") == 1 and "1.3 after 100" in text
    assert all("t (continued)" in page for page in pages[1:-1])


def test_no_text_is_smaller_than_eight_points() -> None:
    standard, form = exam_of(*TEA)
    sizes = type_sizes(sheet(standard, form, candidates=[LEI, XAVIER]))
    assert min(sizes) == 8 and max(sizes) == 13


@pytest.mark.parametrize("locale", LOCALES)
def test_equal_forms_give_equal_bytes_whatever_was_printed_before(locale: str) -> None:
    standard, form = exam_of(*TEA)
    first = sheet(standard, form, locale, candidates=[LEI])
    other = sheet(standard, form, locale, candidates=[XAVIER])
    assert sheet(standard, form, locale, candidates=[LEI]) == first != other


def test_an_unknown_part_is_refused() -> None:
    reading = small()
    form = derive_form(reading.standard, "L4", reading.sha256)
    with pytest.raises(NotFound):
        sheet(reading.standard, form, part_id="thesis")
