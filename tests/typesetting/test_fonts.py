"""Which face draws a character, and that nothing is printed that no face can draw."""

from __future__ import annotations

import io
import unicodedata

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from assess.errors import BadInput
from assess.typesetting import FontBook
from tests.house_fonts import HANS, book

HANT = ("serif-tc", "serif-sc", "serif-latin", "hana-min-b")


@pytest.mark.parametrize(
    ("text", "chain", "faces"),
    [
        ("陈䶮", HANS, ["serif-sc"]),
        ("𫖯㛃", HANS, ["serif-sc"]),
        ("𬭎", HANS, ["serif-sc"]),
        ("吉𠮷", HANS, ["serif-sc", "hana-min-b"]),
        ("邨嘅", HANT, ["serif-tc"]),
        ("João Gonçalves", HANS, ["serif-sc"]),
        ("Dvořák Őry", HANS, ["serif-sc", "serif-latin", "serif-sc", "serif-latin", "serif-sc"]),
    ],
)
def test_the_first_face_of_the_chain_that_can_draw_takes_the_character(
    text: str, chain: tuple[str, ...], faces: list[str]
) -> None:
    runs = book().runs(text, chain)
    assert [run.face for run in runs] == faces
    assert "".join(run.text for run in runs) == text


@pytest.mark.parametrize(
    ("character", "reported"),
    [
        ("\u200b", "U+200B ZERO WIDTH SPACE"),
        ("\u202e", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("\ufe00", "U+FE00 VARIATION SELECTOR-1"),
        ("\U000e0100", "U+E0100 VARIATION SELECTOR-17"),
        ("\t", "U+0009 unnamed"),
        ("\ue000", "U+E000 unnamed"),
        ("\u3164", "U+3164 HANGUL FILLER"),
        ("\u2028", "U+2028 LINE SEPARATOR"),
        ("𓀀", "U+13000 𓀀 EGYPTIAN HIEROGLYPH A001"),
        ("😀", "U+1F600 😀 GRINNING FACE"),
    ],
)
def test_what_cannot_be_drawn_is_refused_by_name(character: str, reported: str) -> None:
    assert book().missing(f"陈{character}", HANS) == [character]
    with pytest.raises(BadInput) as refused:
        book().runs(f"陈{character}", HANS)
    assert refused.value.code == "font.glyph_missing"
    assert refused.value.params["characters"] == reported


def test_a_character_mapped_to_an_empty_outline_counts_as_missing() -> None:
    font = FontBook.from_files({"half": _font_with_an_empty_outline_for("乙")})
    assert ord("乙") in font.face("half").cmap, "the control: the character map alone would let it pass"
    assert font.missing("甲乙", ["half"]) == ["乙"]
    assert font.missing("甲 ", ["half"]) == [], "a space may be empty"


def test_compatibility_ideographs_stay_what_they_are() -> None:
    for drawn in ("\ufa0c", "\uf901"):
        assert unicodedata.normalize("NFC", drawn) != drawn, "the control: normalising would change the name"
        assert "".join(run.text for run in book().runs(drawn, HANS)) == drawn


def test_a_compatibility_ideograph_without_a_glyph_is_refused_not_replaced() -> None:
    assert book().missing("\u795e", HANS) == []
    assert book().missing("\ufa19", HANS) == ["\ufa19"]


def test_every_han_character_of_gb_18030_level_three_can_be_drawn() -> None:
    blocks = ((0x4E00, 0x9FEF), (0x3400, 0x4DB5), (0x20000, 0x2A6D6), (0x2A700, 0x2B734), (0x2B740, 0x2EBE0))
    text = "".join(c for first, last in blocks for c in map(chr, range(first, last + 1)) if c.isalpha())
    text += "﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩"  # the twelve unified ideographs of the compatibility block
    assert len(text) == 87_887
    assert book().missing(text, HANS) == []


def test_an_unknown_face_and_a_broken_file_are_named() -> None:
    with pytest.raises(BadInput, match=r"^font\.unknown_face\("):
        book().runs("陈", ["comic"])
    with pytest.raises(BadInput, match=r"^font\.unreadable\("):
        FontBook.from_files({"broken": b"\x00\x01\x00\x00" + bytes(40)})


def _font_with_an_empty_outline_for(hollow: str) -> bytes:
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    pen.lineTo((500, 0))
    pen.lineTo((0, 500))
    pen.closePath()
    names = {"甲": "first", hollow: "second", " ": "space"}
    font = FontBuilder(1000, isTTF=True)
    font.setupGlyphOrder([".notdef", *names.values()])
    font.setupCharacterMap({ord(character): name for character, name in names.items()})
    empty = TTGlyphPen(None).glyph()
    font.setupGlyf({".notdef": empty, "first": pen.glyph(), "second": empty, "space": empty})
    font.setupHorizontalMetrics(dict.fromkeys((".notdef", *names.values()), (1000, 0)))
    font.setupHorizontalHeader(ascent=880, descent=-120)
    font.setupNameTable({"psName": "Half"})
    font.setupOS2()
    font.setupPost()
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()
