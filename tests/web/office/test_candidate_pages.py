"""Enrolling by form, admission, photo, consent, duties and relations on the pages."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from assess.operations import enrolling
from assess.operations.candidates import candidate
from tests.conftest import NOW
from tests.desk import WORKSHOP, admit, applicant, open_sitting
from tests.web.office.conftest import Desk, text_of

NUMBER = "440799199001022117"
FORM = {
    "name_zh": "欧阳䶮", "document_type": "resident_id", "document_number": NUMBER, "residence": "mainland",
    "grade": "L5", "grade_since": "2021-06-01", "grade_2": "", "title": "", "diploma": "",
}


def new(desk: Desk) -> str:
    return f"/office/sittings/{desk.sitting_id}/candidates/new"


def listed(desk: Desk) -> str:
    return desk.see(f"/office/sittings/{desk.sitting_id}/candidates")


def test_a_person_is_enrolled_by_form_and_shown_masked(desk: Desk) -> None:
    page = desk.send(new(desk), **FORM)
    assert "Enrolled." in page and "欧阳䶮" in page
    assert "fulfilled" in page and "2 January 1990" in page
    source = desk.client.get(f"/office/sittings/{desk.sitting_id}/candidates").get_data(as_text=True)
    for text in (page, listed(desk), source):
        assert NUMBER not in text and "19900102" not in text
    assert "440**************7" in listed(desk)


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"name_zh": ""}, "name_zh", "Enter a Chinese name or a romanised name."),
        ({"name_zh": "陈\u200b明"}, "name_zh", "invisible character"),
        ({"document_number": ""}, "document_number", "Enter the document number."),
        ({"document_number": NUMBER[:-1] + "8"}, "document_number", "one digit of the number is wrong"),
        ({"document_number": "12345"}, "document_number", "The number has 18 characters; 5 were entered."),
        ({"born": "1985-05-05"}, "born", "differs from the one inside the document number"),
        ({"grade_since": ""}, "grade", "Enter the day on which it was issued, too."),
        ({"working_since": "soon"}, "working_since", "Not a valid date value."),
    ],
)
def test_what_is_wrong_with_an_application_stands_beside_its_field(
    desk: Desk, changes: dict[str, str], field: str, words: str
) -> None:
    answer = desk.client.post(new(desk), data=FORM | changes)
    page = answer.get_data(as_text=True)
    assert words in text_of(answer)
    assert f'id="{field}-error"' in page
    assert "Nobody is enrolled yet." in listed(desk)


def test_an_application_sent_twice_enrols_once(desk: Desk) -> None:
    desk.send(new(desk), **FORM)
    assert "欧阳䶮 is enrolled in this sitting already." in desk.send(new(desk), **FORM)
    assert listed(desk).count("欧阳䶮") == 1


def test_the_verdict_names_every_route_and_how_many_years_are_there(desk: Desk) -> None:
    page = desk.send(new(desk), **(FORM | {"grade_since": "2024-06-01", "working_since": "2023-01-01"}))
    assert "No route of the standard is fulfilled" in page
    assert "has 2 of 3 years" in page
    assert "has 3 of 5 years" in page


def test_admitting_against_the_conditions_needs_words(desk: Desk) -> None:
    desk.send(new(desk), **(FORM | {"grade": "", "grade_since": ""}))
    path = "/office/candidates/1/decision"
    assert "Name the evidence you saw or the reason" in desk.send(path, admission="admitted", evidence="")
    page = desk.send(path, admission="admitted", evidence="原单位证明,已核")
    assert "The decision was recorded." in page and "原单位证明,已核" in page and "陈敏仪" in page


def test_all_who_fulfil_the_conditions_are_admitted_at_once(desk: Desk) -> None:
    enrolling.enrol_all(desk.store, desk.office, desk.sitting_id, [applicant(1), applicant(2)], NOW)
    enrolling.enrol(desk.store, desk.office, desk.sitting_id,
                    enrolling.replace(applicant(3), background=enrolling.Background()), NOW)
    path = f"/office/sittings/{desk.sitting_id}/candidates/admit"
    assert desk.client.post(path, data={"evidence": " "}).status_code == 400
    assert "2 candidates were admitted." in desk.send(path, evidence="证书原件")
    assert candidate(desk.store, desk.office, 3).line.admission == "undecided"


def photo(size: tuple[int, int] = (600, 800)) -> BytesIO:
    target = BytesIO()
    Image.new("RGB", size, "#99bbdd").save(target, "PNG")
    target.seek(0)
    return target


def test_a_photo_is_shown_after_it_was_saved(desk: Desk) -> None:
    admit(desk.store, desk.office, desk.sitting_id, applicant())
    answer = desk.client.post("/office/candidates/1/photo", data={"photo": (photo(), "me.png")}, follow_redirects=True)
    assert "The photo was saved." in text_of(answer)
    assert b"data:image/jpeg;base64," in answer.data


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (BytesIO(b"%PDF-1.7"), "This file is no JPEG or PNG photo."),
        (photo((100, 100)), "would print blurred"),
        (BytesIO(photo().getvalue()[:200]), "cannot be read to its end"),
    ],
)
def test_what_is_no_photo_is_refused_beside_the_field(desk: Desk, data: BytesIO, words: str) -> None:
    admit(desk.store, desk.office, desk.sitting_id, applicant())
    answer = desk.client.post("/office/candidates/1/photo", data={"photo": (BytesIO(data.getvalue()), "x.jpg")})
    assert words in text_of(answer)
    assert b'id="photo-error"' in answer.data


def test_a_paper_consent_is_recorded_with_its_text_in_view(desk: Desk) -> None:
    dual = open_sitting(desk.store, desk.office, code="dual", level="L3", schemes=("baoyu-macau",))
    enrolment_id = enrolling.enrol(desk.store, desk.office, dual, applicant(), NOW)
    path = f"/office/candidates/{enrolment_id}"
    assert "I agree that the Jiangmen Model Body" in desk.see(path)
    assert "Confirm that you hold the signed paper." in desk.send(path + "/consent/dsal-demo", version="2026-11")
    assert "The text was changed since you read it." in desk.send(path + "/consent/dsal-demo", version="2020", seen="y")
    assert "The consent was recorded." in desk.send(path + "/consent/dsal-demo", version="2026-11", seen="y")
    assert "Recorded: the consent was taken back." in desk.send(path + "/consent/dsal-demo/withdraw")
    assert candidate(desk.store, desk.office, enrolment_id).line.consented == ()


def test_an_enrolment_is_removed_after_a_confirmation(desk: Desk) -> None:
    admit(desk.store, desk.office, desk.sitting_id, applicant(1, "何小明"))
    assert "Remove 何小明 from the sitting?" in desk.see("/office/candidates/1/remove")
    assert "Nobody is enrolled yet." in desk.send("/office/candidates/1/remove")
    assert desk.client.get("/office/candidates/1").status_code == 404


def test_a_candidates_first_password_is_shown_once(desk: Desk) -> None:
    admit(desk.store, desk.office, desk.sitting_id, applicant())
    page = desk.send("/office/candidates/1/invitation")
    assert "k000001" in page and "First password" in page
    assert "k000001" in desk.see("/office/candidates/1")
    assert desk.client.post("/office/candidates/1/invitation").status_code == 409


def test_an_examiner_with_a_conflict_cannot_be_chosen_and_the_page_says_why(desk: Desk) -> None:
    admit(desk.store, desk.office, desk.sitting_id, applicant(1, "何小明", WORKSHOP))
    path = f"/office/sittings/{desk.sitting_id}/examiners"
    assert f"何国栋 cannot be chosen: same workplace as 何小明 ({WORKSHOP})" in desk.see(path)
    colleague = desk.people["colleague"].account_id
    page = desk.send(path + "/assign", account_id=colleague, part="theory", duty="examiner")
    assert f"何国栋 and 何小明 have the same workplace ({WORKSHOP})." in page


def test_examiners_are_assigned_and_released(desk: Desk) -> None:
    path = f"/office/sittings/{desk.sitting_id}/examiners"
    assert "not enough" in desk.see(path)
    page = desk.send(path + "/assign", account_id=desk.people["exam1"].account_id, part="theory", duty="examiner")
    assert "Assigned." in page and "Release" in page
    assert "Released." in desk.send(path + "/1/release")


def test_a_declared_relation_keeps_the_examiner_away(desk: Desk) -> None:
    enrolment_id, = admit(desk.store, desk.office, desk.sitting_id, applicant(1, "何小明"))
    path = f"/office/sittings/{desk.sitting_id}/examiners"
    exam1 = desk.people["exam1"].account_id
    for _twice in range(2):
        assert "The relation was recorded." in desk.send(
            path + "/relations", account_id=exam1, enrolment_id=enrolment_id, kind="trainee")
    assert "黄志远 cannot be chosen: declared relation with 何小明: own trainee" in desk.see(path)


def test_a_wrong_character_in_a_name_is_corrected_and_the_number_stays_hidden(desk: Desk) -> None:
    desk.send(new(desk), **(FORM | {"name_zh": "欧阳龚"}))
    desk.send("/office/candidates/1/decision", admission="admitted", evidence="社保记录")
    path = "/office/candidates/1/correct"
    source = desk.client.get(path).get_data(as_text=True)
    assert "欧阳龚" in source and NUMBER not in source and 'value="2021-06-01"' in source
    page = desk.send(path, **(FORM | {"document_number": ""}))
    assert "The application was corrected." in page and "欧阳䶮" in page and "undecided" in page
    assert "440**************7" in page


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"document_type": "macau_bir", "document_number": "12345678"}, "born", "number does not hold it"),
        ({"working_since": "2031-01-01"}, "working_since", "is still to come"),
        ({"grade_since": "2031-01-01"}, "grade_since", "is still to come"),
    ],
)
def test_a_missing_birth_date_and_days_to_come_are_told_at_their_field(
    desk: Desk, changes: dict[str, str], field: str, words: str
) -> None:
    answer = desk.client.post(new(desk), data=FORM | changes)
    assert words in text_of(answer)
    assert f'id="{field}-error"' in answer.get_data(as_text=True)
