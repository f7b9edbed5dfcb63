"""Identity documents, masks and names, with the awkward ones first."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.people.identity import (
    Document,
    DocumentType,
    PersonName,
    birth_date,
    check_character,
    check_document,
    check_name,
    document_from,
    document_name,
    own_mask,
    public_mask,
    same_name,
)

TODAY = date(2026, 11, 23)
ID, PERMIT, RESIDENCE = DocumentType.RESIDENT_ID, DocumentType.HKMO_PERMIT, DocumentType.HKMO_RESIDENCE
BIR, PASSPORT = DocumentType.MACAU_BIR, DocumentType.PASSPORT
MACAU_RESIDENT = "82000019900101001" + check_character("82000019900101001")

DOCUMENTS = [
    ("the example of GB 11643", ID, "11010519491231002X", []),
    ("typed with small x and spaces", ID, "110105 19491231 002x", []),
    ("typed in full width", ID, "１１０１０５１９４９１２３１００２Ｘ", []),
    ("one digit wrong", ID, "11010519491231003X", ["document.check_digit"]),
    ("30 February", ID, "11010519490230" + "002" + check_character("11010519490230002"), ["document.birth_date"]),
    ("born tomorrow", ID, "11010520261124002" + check_character("11010520261124002"), ["document.birth_date"]),
    ("fifteen digits of the old card", ID, "110105491231002", ["document.length"]),
    ("nothing", ID, "  ", ["document.empty"]),
    ("an ideograph", ID, "1101051949123100二X", ["document.characters"]),
    ("a residence permit as identity card", ID, MACAU_RESIDENT, ["document.region"]),
    ("a Macau residence permit", RESIDENCE, MACAU_RESIDENT, []),
    ("a mainland number as residence permit", RESIDENCE, "11010519491231002X", ["document.region"]),
    ("a travel permit", PERMIT, "M12345678", []),
    ("an older travel permit", PERMIT, "h1234567801", []),
    ("a travel permit without its letter", PERMIT, "12345678", ["document.permit_form"]),
    ("a Macau card with brackets", BIR, "1234567(8)", []),
    ("a Macau card with an unusual first digit", BIR, "3234567(8)", ["document.bir_form"]),
    ("a passport", PASSPORT, "E1234 5678", []),
    ("a very short passport number", PASSPORT, "A1", ["document.passport_form"]),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "typed", "codes"), [c[1:] for c in DOCUMENTS], ids=[c[0] for c in DOCUMENTS])
def test_a_document_is_judged(kind: DocumentType, typed: str, codes: list[str]) -> None:
    assert [problem.code for problem in check_document(document_from(kind, typed), TODAY)] == codes


@pytest.mark.parametrize("typed", ["3234567(8)", "12", "A1234567"])
def test_a_macau_card_is_never_refused_for_its_form(typed: str) -> None:
    assert {problem.severity for problem in check_document(document_from(BIR, typed), TODAY)} == {"warning"}


@given(st.text("0123456789", min_size=17, max_size=17), st.integers(0, 16), st.integers(1, 9))
def test_the_check_character_notices_any_single_wrong_digit(digits: str, place: int, change: int) -> None:
    wrong = digits[:place] + str((int(digits[place]) + change) % 10) + digits[place + 1 :]
    assert check_character(wrong) != check_character(digits)


def test_the_birth_date_is_inside_the_number() -> None:
    assert birth_date(Document(ID, "11010519491231002X")) == date(1949, 12, 31)
    assert birth_date(Document(PASSPORT, "E12345678")) is None


def test_a_renewed_travel_permit_still_matches() -> None:
    assert document_from(PERMIT, "M1234567801").match_key == document_from(PERMIT, "M1234567802").match_key


def test_masks_give_away_no_more_than_promised() -> None:
    document = Document(ID, "440702199001011233")
    assert own_mask(document) == "440**************3"
    assert own_mask(Document(BIR, "12345678")) == "1******8"
    assert public_mask(document) == public_mask(Document(BIR, "12345678")) == "********"
    assert "19900101" not in repr(document)


@pytest.mark.parametrize("kind", DocumentType)
@pytest.mark.parametrize("locale", ["zh-Hans", "zh-Hant-MO", "pt-MO", "en"])
def test_every_document_has_a_name_in_every_language(kind: DocumentType, locale: str) -> None:
    assert document_name(kind, locale).strip()


NAMES = [
    ("an ordinary name", PersonName("李明"), []),
    ("rare characters", PersonName("欧阳䶮"), []),
    ("characters of plane 2", PersonName("陈𫖯𬭎㛃"), []),
    ("a character of extension H", PersonName("王\U00031350"), []),
    ("an Uyghur name", PersonName("阿依古丽·买买提"), []),
    ("a Cantonese romanisation", PersonName("黃詠詩", "WONG", "WENG SI"), []),
    ("only Portuguese", PersonName("", "da Conceição d'Assumpção", "Maria Antónia-João"), []),
    ("no name", PersonName("", "", ""), [("zh", "name.empty")]),
    ("zero-width space", PersonName("李\u200b明"), [("zh", "name.invisible")]),
    ("right-to-left override", PersonName("李明", "\u202eIL", "MING"), [("surname", "name.invisible")]),
    ("variation selector", PersonName("葛\U000e0100"), [("zh", "name.invisible")]),
    ("Hangul filler", PersonName("李\u3164明"), [("zh", "name.invisible")]),
    ("line break", PersonName("李\n明"), [("zh", "name.invisible")]),
    ("private use", PersonName("李\ue000"), [("zh", "name.private_use")]),
    ("a digit", PersonName("李明2"), [("zh", "name.character")]),
    ("a formula", PersonName("=1+1"), [("zh", "name.character")]),
    ("a typographic apostrophe", PersonName("", "d’Almeida", "Rui"), [("surname", "name.character")]),
    ("a space at the end", PersonName("李明 "), [("zh", "name.spaces")]),
    ("two spaces", PersonName("", "CHAN", "TAI  MAN"), [("given", "name.spaces")]),
    ("endless", PersonName("李" * 41), [("zh", "name.too_long")]),
    ("two faults", PersonName("李1", "LI2", "MING"), [("zh", "name.character"), ("surname", "name.character")]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "faults"), [c[1:] for c in NAMES], ids=[c[0] for c in NAMES])
def test_a_name_is_judged(name: PersonName, faults: list[tuple[str, str]]) -> None:
    assert [(problem.where, problem.code) for problem in check_name(name)] == faults


def test_a_refused_character_is_named() -> None:
    (problem,) = check_name(PersonName("李\u200b明"))
    assert problem.params["codepoint"] == "U+200B"
    assert problem.params["name"] == "ZERO WIDTH SPACE"


HOLDER = PersonName("黃詠詩", "WONG", "WENG SI")
PORTUGUESE = PersonName("", "da Conceição d'Assumpção", "Maria Antónia")


@pytest.mark.parametrize(
    ("typed", "holder", "same"),
    [
        ("黃詠詩", HOLDER, True),
        ("黃 詠 詩", HOLDER, True),
        ("wong weng si", HOLDER, True),
        ("Weng-Si WONG", HOLDER, True),
        ("ＷＯＮＧ　ＷＥＮＧ　ＳＩ", HOLDER, True),
        ("MARIA ANTÓNIA DA CONCEIÇÃO D’ASSUMPÇÃO", PORTUGUESE, True),
        ("阿依古丽•买买提", PersonName("阿依古丽·买买提"), True),
        ("黄詠詩", HOLDER, False),
        ("WONG", HOLDER, False),
        ("", HOLDER, False),
        (" · ", HOLDER, False),
        ("Maria", PORTUGUESE, False),
    ],
)
def test_names_are_compared_by_letters_only(typed: str, holder: PersonName, same: bool) -> None:
    assert same_name(typed, holder) is same
