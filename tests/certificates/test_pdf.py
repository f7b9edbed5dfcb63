"""The paper as others see it: text, fonts, code and photo read back by tools that are not ours."""

from __future__ import annotations

import io
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pypdf
import pypdfium2
import pytest
import zxingcpp
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops, ImageFilter
from pypdf.generic import DictionaryObject
from sample_papers import DIGITS, design, jiangmen, macau, photo, press

from assess.certificates.pdf import Face, Press
from assess.errors import BadInput
from tests.house_fonts import book

AWKWARD = ["陈䶮", "欧阳𫖯", "李㛃", "𠮷田𬭎", "吉𠮷王𪚥", "阿卜杜·热合曼", "\uf901更", "Zoë Dvořák-Őry"]
LONG = "Maria Fernanda de Assunção Xavier do Espírito Santo Gonçalves"
PAPERS = [("jiangmen-demo", jiangmen()), ("dsal-demo", macau()), ("dsal-demo", macau(specimen=True))]


@pytest.mark.parametrize("name", AWKWARD)
def test_three_readers_extract_the_name_that_was_set(name: str, tmp_path: Path) -> None:
    data = press("jiangmen-demo").render(jiangmen(name))
    for reader in (_poppler, _pypdf, _pdfium):
        assert name in reader(data, tmp_path), reader.__name__


@pytest.mark.parametrize("field", ["name", "occupation", "document_type"])
def test_a_missing_glyph_is_refused_with_field_and_code_point(field: str) -> None:
    face = jiangmen()
    face = jiangmen(fields={**face.fields, field: "陈\u200b😀"})
    for ask in (press("jiangmen-demo").check, press("jiangmen-demo").render):
        with pytest.raises(BadInput) as refused:
            ask(face)
        assert refused.value.code == "font.glyph_missing"
        assert refused.value.params["field"] == field
        assert refused.value.params["characters"] == "U+200B ZERO WIDTH SPACE, U+1F600 😀 GRINNING FACE"


@pytest.mark.parametrize(("authority", "face"), PAPERS)
def test_every_font_is_an_embedded_subset_with_the_outlines_and_widths_of_its_source(
    authority: str, face: Face
) -> None:
    page = pypdf.PdfReader(io.BytesIO(press(authority).render(face))).pages[0]
    sources = {book().face(name).post_script_name: book().face(name) for chain in design(authority).fonts.values()
               for name in chain}  # fmt: skip
    fonts = page["/Resources"]["/Font"]
    assert len(fonts) >= 3
    for reference in fonts.values():
        font = reference.get_object()
        tag, name = font["/BaseFont"][1:].split("+")
        assert re.fullmatch("[A-Z]{6}", tag)
        program, widths, characters = _parts(font)
        assert program["head"].checkSumAdjustment
        for code, character in characters.items():
            glyph = sources[name].cmap[ord(character)]
            advance = sources[name].metrics(glyph)[0]
            assert program["hmtx"][program.getGlyphName(code)][0] == advance
            assert float(widths[code - 1]) == pytest.approx(advance * 1000 / program["head"].unitsPerEm, abs=0.01)
            drawn = program["glyf"][program.getGlyphName(code)]
            assert (drawn.numberOfContours != 0) == (character not in " \u00a0\u3000"), character


def test_composite_glyphs_find_their_components_in_the_subset() -> None:
    face = macau("Őry Ţâţă Ģĝ")
    page = pypdf.PdfReader(io.BytesIO(press("dsal-demo").render(face))).pages[0]
    composites = 0
    for reference in page["/Resources"]["/Font"].values():
        program, _widths, _characters = _parts(reference.get_object())
        for name in program.getGlyphOrder():
            glyph = program["glyf"][name]
            if glyph.isComposite():
                composites += 1
                coordinates, _ends, _flags = glyph.getCoordinates(program["glyf"])
                assert len(coordinates) > 0
    assert composites, "the control: the paper has composites"


def test_equal_faces_give_equal_bytes_whatever_was_printed_before() -> None:
    first = press("jiangmen-demo").render(jiangmen("陈䶮"))
    press("jiangmen-demo").render(jiangmen("𠮷田𬭎"))
    fresh = Press(design("jiangmen-demo"), book())
    fresh.render(jiangmen("李㛃", specimen=True))
    assert press("jiangmen-demo").render(jiangmen("陈䶮")) == first == fresh.render(jiangmen("陈䶮"))
    assert press("jiangmen-demo").render(jiangmen("陈龑")) != first, "the control: another face, other bytes"


def test_two_presses_may_print_in_turn_from_one_book(tmp_path: Path) -> None:
    alone = [press("jiangmen-demo").render(jiangmen("𠮷田𬭎")), press("dsal-demo").render(macau("Őry"))]
    one, other = Press(design("jiangmen-demo"), book()), Press(design("dsal-demo"), book())
    assert [one.render(jiangmen("𠮷田𬭎")), other.render(macau("Őry"))] == alone
    assert "𠮷田𬭎" in _poppler(alone[0], tmp_path)
    assert "Őry" in _poppler(alone[1], tmp_path)


def test_threads_with_a_press_each_print_the_same_from_one_book() -> None:
    papers = [jiangmen(name) for name in AWKWARD]
    expected = [press("jiangmen-demo").render(face) for face in papers]

    def batch(_thread: int) -> list[bytes]:
        own = Press(design("jiangmen-demo"), book())
        return [own.render(face) for face in papers]

    with ThreadPoolExecutor(4) as threads:
        assert all(printed == expected for printed in threads.map(batch, range(4)))


@pytest.mark.parametrize(("authority", "face"), PAPERS)
def test_the_file_is_plain_pdf_1_7(authority: str, face: Face) -> None:
    data = press(authority).render(face)
    assert data.startswith(b"%PDF-1.7\n%") and data.endswith(b"%%EOF\n")
    assert data.count(b"endstream") == len(re.findall(rb"\nendstream\nendobj", data))
    assert b"ASCII85" not in data and b"Helvetica" not in data
    reader = pypdf.PdfReader(io.BytesIO(data), strict=True)
    for number in range(1, reader.trailer["/Size"]):
        found = reader.get_object(number)
        if hasattr(found, "get_data") and found.get("/Filter") == "/FlateDecode":
            assert found.get_data()


def test_title_language_subject_and_date_are_set() -> None:
    reader = pypdf.PdfReader(io.BytesIO(press("jiangmen-demo").render(jiangmen())))
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.subject) == ("职业技能等级证书", "保育师 三级/高级工")
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.isoformat() == "2026-11-23T08:00:00+00:00"
    assert reader.root_object["/Lang"] == "zh-Hans"
    without = pypdf.PdfReader(io.BytesIO(press("jiangmen-demo").render(jiangmen(issued_at=None))))
    assert "/CreationDate" not in (without.metadata or {})


@pytest.mark.parametrize("moment", ["2026-11-23", "2026-11-23T08:00:00+08:00", "yesterday"])
def test_a_date_that_is_no_instant_in_utc_is_refused(moment: str) -> None:
    with pytest.raises(BadInput, match=r"^face\.issued_at\("):
        press("jiangmen-demo").check(jiangmen(issued_at=moment))


@pytest.mark.parametrize(
    ("authority", "face", "dpi"),
    [(authority, face, dpi) for authority, face in PAPERS[:2] for dpi in (109, 150, 300)] + [(*PAPERS[2], 109)],
)
def test_the_codes_read_from_whole_pages(authority: str, face: Face, dpi: int, tmp_path: Path) -> None:
    pictures = _pages(press(authority).render(face), dpi, tmp_path)
    assert [_read(picture) for picture in pictures] == [{face.qr}, {face.offline}]


@pytest.mark.parametrize(("authority", "face"), PAPERS[:2])
def test_the_offline_code_reads_with_the_longest_names(authority: str, face: Face, tmp_path: Path) -> None:
    face = replace(face, offline=f"{face.qr}#{DIGITS * 2}"[: len(face.qr) + 1 + 640])
    assert _read(_pages(press(authority).render(face), 109, tmp_path)[1]) == {face.offline}


def test_the_address_reads_from_a_photo_of_the_whole_face(tmp_path: Path) -> None:
    """As a phone takes it, 1600 pixels high: turned, a little unsharp, unevenly lit, saved as JPEG."""
    for authority, face in PAPERS[:2]:
        with Image.open(_pages(press(authority).render(face), 150, tmp_path)[0]) as page:
            page.thumbnail((1600, 1600))
            light = Image.linear_gradient("L").resize(page.size).point(lambda value: 150 + value // 3)
            lit = ImageChops.multiply(page, Image.merge("RGB", [light] * 3))
            lit.rotate(7, expand=True, fillcolor="#776655", resample=Image.Resampling.BICUBIC).filter(
                ImageFilter.GaussianBlur(0.8)).save(tmp_path / "photo.jpg", quality=70)
        assert _read(str(tmp_path / "photo.jpg")) == {face.qr}


@pytest.mark.parametrize("change", ["too small", "no quiet zone"])
def test_a_code_below_its_size_or_without_quiet_zone_would_not_read(change: str, tmp_path: Path) -> None:
    """The control of the tests above: they can fail."""
    face = PAPERS[0][1]
    picture = _pages(press("jiangmen-demo").render(face), 109, tmp_path)[1]
    with Image.open(picture) as page:
        if change == "too small":
            page.resize((page.width // 5, page.height // 5)).save(picture)
        else:
            black = Image.new("RGB", page.size)
            spot, dot = design("jiangmen-demo").back.qr, 109 / 25.4
            box = [int(v * dot) for v in (spot.x, spot.y, spot.x + spot.size, spot.y + spot.size)]
            black.paste(page.crop(tuple(box)), tuple(box))
            black.save(picture)
    assert _read(picture) != {face.offline}


def test_the_address_stands_beside_the_code_in_plain_text(tmp_path: Path) -> None:
    for authority, face in PAPERS:
        assert face.qr in re.sub(r"\s", "", _pdfium(press(authority).render(face), tmp_path))


def test_every_field_and_every_fixed_text_is_on_the_paper(tmp_path: Path) -> None:
    for authority, face in PAPERS:
        text = re.sub(r"\s", "", _pdfium(press(authority).render(face), tmp_path))
        for value in (
            *face.fields.values(),
            *(design(authority).texts[label.text] for label in design(authority).labels),
        ):
            assert re.sub(r"\s", "", value) in text


@pytest.mark.parametrize(("authority", "make"), [("jiangmen-demo", jiangmen), ("dsal-demo", macau)])
def test_only_a_specimen_says_so(authority: str, make: type[Face], tmp_path: Path) -> None:
    marked = _pdfium(press(authority).render(make(specimen=True)), tmp_path)
    assert marked.count("SPECIMEN") == 2, "once across the page, once in plain words"
    assert "SPECIMEN" not in _pdfium(press(authority).render(make()), tmp_path)


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("Maria de Assunção", 1),
        (LONG, 1),
        (LONG + " e Castro de Albuquerque", 2),
        (LONG + " de Albuquerque e Castro de Melo Breyner", 2),
    ],
)
def test_a_long_portuguese_name_shrinks_and_then_takes_a_second_line(name: str, rows: int, tmp_path: Path) -> None:
    found = [line.strip() for line in _poppler(press("dsal-demo").render(macau(name)), tmp_path).splitlines()]
    shown = [line for line in found if len(line) > 3 and line in name]
    assert " ".join(shown) == name
    assert len(shown) == rows
    if rows == 2:
        assert abs(len(shown[0]) - len(shown[1])) < 12, "the two lines are about even"


@pytest.mark.parametrize(
    ("authority", "make", "field", "value"),
    [
        ("jiangmen-demo", jiangmen, "name", LONG),
        (
            "jiangmen-demo",
            jiangmen,
            "issuer",
            "广东省江门市蓬江区职业技能评价与产业工人培训综合服务示范中心有限责任公司",
        ),
        ("jiangmen-demo", jiangmen, "trade", "新能源汽车动力电池系统装配与调试（高压安全操作方向）及其辅助设备维护"),
        (
            "dsal-demo",
            macau,
            "occupation_pt",
            "Técnico de montagem e afinação de motociclos e de veículos eléctricos ligeiros",
        ),
        ("dsal-demo", macau, "issuer_pt", "Direcção dos Serviços para os Assuntos Laborais (demonstração)"),
    ],
)
def test_long_but_real_texts_fit_and_stay_whole(
    authority: str, make: type[Face], field: str, value: str, tmp_path: Path
) -> None:
    face = make()
    data = press(authority).render(replace(face, fields={**face.fields, field: value}))
    assert re.sub(r"\s", "", value) in re.sub(r"\s", "", _pdfium(data, tmp_path))


def test_no_row_begins_or_ends_with_the_wrong_mark(tmp_path: Path) -> None:
    face = jiangmen()
    trade = "新能源汽车动力电池系统装配与调试（高压安全操作方向）及其辅助设备维护"
    text = _poppler(press("jiangmen-demo").render(replace(face, fields={**face.fields, "trade": trade})), tmp_path)
    rows = [row for row in text.splitlines() if row and row in trade]
    assert len(rows) == 2 and "".join(rows) == trade
    assert not rows[0].endswith("（") and not rows[1].startswith("）")


def test_a_name_that_does_not_fit_is_refused_with_its_field_and_need() -> None:
    with pytest.raises(BadInput) as refused:
        press("dsal-demo").check(macau(" ".join([LONG] * 3)))
    assert refused.value.code == "face.too_long"
    assert refused.value.params["field"] == "name_latin"
    assert float(str(refused.value.params["needed_mm"])) > float(str(refused.value.params["room_mm"]))


def test_without_a_chinese_name_the_other_takes_its_place(tmp_path: Path) -> None:
    height = {}
    for name_zh in ("陳大文", ""):
        box = subprocess.run(
            ["pdftotext", "-bbox", _saved(press("dsal-demo").render(macau(name_zh=name_zh)), tmp_path), "-"],
            capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
        found = re.search(r'yMin="([\d.]+)"[^>]*>Chan<', box)
        assert found is not None
        height[name_zh] = float(found[1])
    assert height[""] < height["陳大文"] - 8


@pytest.mark.parametrize("field", ["name", "trade", "number", "issuer"])
def test_a_required_field_left_empty_is_refused_by_name(field: str) -> None:
    face = jiangmen()
    with pytest.raises(BadInput) as refused:
        press("jiangmen-demo").check(jiangmen(fields={**face.fields, field: ""}))
    assert (refused.value.code, refused.value.params["fields"]) == ("face.field_missing", field)


def test_a_field_that_the_design_does_not_print_is_refused_not_dropped() -> None:
    with pytest.raises(BadInput) as refused:
        press("jiangmen-demo").check(jiangmen(fields={**jiangmen().fields, "score": "87"}))
    assert (refused.value.code, refused.value.params["fields"]) == ("face.field_unknown", "score")


@pytest.mark.parametrize(
    ("kind", "mode"), [("JPEG", "RGB"), ("JPEG", "L"), ("PNG", "RGB"), ("PNG", "L"), ("PNG", "RGBA"), ("PNG", "P")]
)
def test_the_photo_is_the_one_given(kind: str, mode: str) -> None:
    given = photo(kind, mode)
    data = press("jiangmen-demo").render(jiangmen(photo=given))
    assert (given in data) == (kind == "JPEG"), "a JPEG stays byte for byte"
    page = pypdf.PdfReader(io.BytesIO(data)).pages[0]
    stored = page.images[0].image
    assert stored is not None
    plain = "L" if mode == "L" else "RGB"
    with Image.open(io.BytesIO(given)) as original:
        assert stored.convert(plain).tobytes() == original.convert(plain).tobytes()


def test_without_a_photo_the_paper_has_no_picture() -> None:
    page = pypdf.PdfReader(io.BytesIO(press("jiangmen-demo").render(jiangmen(photo=None)))).pages[0]
    assert len(page.images) == 0


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a",
        photo("JPEG")[:40],
        photo("JPEG")[:-200],
        photo("JPEG", "CMYK"),
        photo("TIFF"),
        photo("PNG", "L", (5000, 4000)),
    ],
)
def test_an_unusable_photo_is_refused_before_printing(data: bytes) -> None:
    with pytest.raises(BadInput, match=r"^photo\.unusable\("):
        press("jiangmen-demo").check(jiangmen(photo=data))


def _parts(font: DictionaryObject) -> tuple[TTFont, list[object], dict[int, str]]:
    """Embedded program, widths from code 1 on, and characters by code as ToUnicode gives them."""
    descendant = font["/DescendantFonts"][0].get_object()
    data = descendant["/FontDescriptor"]["/FontFile2"].get_data()
    mapping = font["/ToUnicode"].get_data().decode("ascii")
    pairs = re.findall(r"<([0-9A-F]{4})> <([0-9A-F]+)>\n", mapping.split("endcodespacerange")[1])
    characters = {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}
    return TTFont(io.BytesIO(data), checkChecksums=2), list(descendant["/W"][1]), characters


def _saved(data: bytes, folder: Path) -> str:
    path = folder / "paper.pdf"
    path.write_bytes(data)
    return str(path)


def _pages(data: bytes, dpi: int, folder: Path) -> list[str]:
    """Face and back as pictures."""
    subprocess.run(["pdftoppm", "-r", str(dpi), _saved(data, folder), folder / "page"], check=True)
    return [str(folder / f"page-{number}.ppm") for number in (1, 2)]


def _read(picture: str) -> set[str]:
    """What the two readers find in a picture."""
    with Image.open(picture) as page:
        found = {code.text for code in zxingcpp.read_barcodes(page)}
    bars = subprocess.run(["zbarimg", "-q", "--raw", picture], capture_output=True, text=True, check=False)
    return found | {bars.stdout.strip()}


def _poppler(data: bytes, folder: Path) -> str:
    """The text of the face."""
    command = ["pdftotext", "-l", "1", "-enc", "UTF-8", _saved(data, folder), "-"]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout


def _pypdf(data: bytes, _folder: Path) -> str:
    return pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text()


def _pdfium(data: bytes, _folder: Path) -> str:
    document = pypdfium2.PdfDocument(data)
    page = document[0]
    text = page.get_textpage()
    found = text.get_text_range()
    text.close()
    page.close()
    document.close()
    return found
