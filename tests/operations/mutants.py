"""Forgeries of one issued paper, made with what forgers have: pikepdf (qpdf) and pyHanko's incremental writer.

``mutants`` yields each with its name; ``resaved`` what viewers make of an untouched paper when they save it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pypdf
import pypdfium2
import qrcode
from pikepdf import Array, Dictionary, Name, Object, Pdf, String
from PIL import Image
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer

from assess.certificates.seal import Sealer, seal_certificate
from assess.certificates.signing import p256

Mutant = tuple[str, bytes]
_RANGE = re.compile(rb"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]{4,8})>")


def edited(paper: bytes, change: Callable[[Pdf], None]) -> bytes:
    """The paper after ``change``, as qpdf writes it anew."""
    with pikepdf.open(BytesIO(paper)) as pdf:
        change(pdf)
        out = BytesIO()
        pdf.save(out)
    return out.getvalue()


def resaved(paper: bytes) -> Iterator[Mutant]:
    """The untouched paper as six writers save it."""
    yield "qpdf", edited(paper, lambda pdf: None)
    with pikepdf.open(BytesIO(paper)) as pdf:
        out = BytesIO()
        pdf.save(out, linearize=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, recompress_flate=True)
    yield "qpdf, for the web", out.getvalue()
    out = BytesIO()
    pypdfium2.PdfDocument(paper).save(out)
    yield "the viewer of Chrome", out.getvalue()
    out = BytesIO()
    pypdf.PdfWriter(clone_from=BytesIO(paper)).write(out)
    yield "pypdf", out.getvalue()
    out = BytesIO()
    copy_into_new_writer(PdfFileReader(BytesIO(paper))).write(out)
    yield "pyHanko", out.getvalue()
    yield "an incremental save", incremental(paper, lambda writer: writer.update_root())
    yield "a line end behind the file", paper + b"\n"


def incremental(paper: bytes, change: Callable[[IncrementalPdfFileWriter], object]) -> bytes:
    """The paper with a later revision behind it: the sealed bytes stay its beginning."""
    writer = IncrementalPdfFileWriter(BytesIO(paper))
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def mutants(paper: bytes, other: bytes) -> Iterator[Mutant]:
    """Every forgery of ``paper``; ``other`` is a paper of somebody else, issued here as well."""
    yield from _texts(paper)
    yield from _drawn_over(paper, other)
    yield from _attachments(paper, other)
    yield from _pages(paper, other)
    yield from _active(paper)
    yield from _sealed(paper)
    yield from _later_revisions(paper, other)


# -- texts in content streams ------------------------------------------------------------------------------------


def _texts(paper: bytes) -> Iterator[Mutant]:
    """Each printed text turned round, left out, exchanged for its neighbour, cut, painted white or made invisible."""
    with pikepdf.open(BytesIO(paper)) as pdf:
        count = len(_shown(pdf))
    ways = {"reversed": _reverse, "left out": _leave_out, "exchanged": _exchange, "cut": _cut, "white": _white,
            "invisible": _invisible}
    for index in range(count):
        # Every text in one way, some in two: each way meets every kind of text.
        for name, way in list(ways.items())[index % 6:][:2 if index % 5 == 0 else 1]:
            made = edited(paper, lambda pdf, way=way, index=index: _on_text(pdf, way, index))
            yield f"text {index} {name}", made
    for text, forged in {"三级/": "一级/", "SPECIMEN263000001": "SPECIMEN263000002",
                         "2026年11月12日": "2026年11月11日"}.items():
        yield f"{text} becomes {forged}", edited(paper, lambda pdf, a=text, b=forged: _retype(pdf, a, b))


def _shown(pdf: Pdf) -> list[int]:
    return [n for n, op in enumerate(pikepdf.parse_content_stream(pdf.pages[0])) if str(op.operator) == "Tj"]


def _on_text(pdf: Pdf, way: Callable[[list, int, int], list], index: int) -> None:
    places = _shown(pdf)
    ops = list(pikepdf.parse_content_stream(pdf.pages[0]))
    pdf.pages[0].Contents = pdf.make_stream(pikepdf.unparse_content_stream(
        way(ops, places[index], places[(index + 1) % len(places)])))


def _ins(operands: list, operator: str) -> pikepdf.ContentStreamInstruction:
    return pikepdf.ContentStreamInstruction(operands, pikepdf.Operator(operator))


def _glyphs(op: object) -> list[bytes]:
    data = bytes(op.operands[0])  # type: ignore[attr-defined]
    return [data[at:at + 2] for at in range(0, len(data), 2)]


def _typed(glyphs: list[bytes]) -> pikepdf.ContentStreamInstruction:
    return _ins([String(b"".join(glyphs))], "Tj")


def _reverse(ops: list, at: int, _next: int) -> list:
    turned = _glyphs(ops[at])[::-1]
    # What reads the same both ways gets a glyph more.
    ops[at] = _typed(turned if turned != _glyphs(ops[at]) else [*turned, turned[0]])
    return ops


def _leave_out(ops: list, at: int, _next: int) -> list:
    return ops[:at] + ops[at + 1:]


def _exchange(ops: list, at: int, following: int) -> list:
    ops[at], ops[following] = ops[following], ops[at]
    return ops


def _cut(ops: list, at: int, _next: int) -> list:
    ops[at] = _typed(_glyphs(ops[at])[:-1])
    return ops


def _white(ops: list, at: int, _next: int) -> list:
    return [*ops[:at], _ins([1, 1, 1], "rg"), ops[at], _ins([0, 0, 0], "rg"), *ops[at + 1:]]


def _invisible(ops: list, at: int, _next: int) -> list:
    return [*ops[:at], _ins([3], "Tr"), ops[at], _ins([0], "Tr"), *ops[at + 1:]]


def _retype(pdf: Pdf, text: str, forged: str) -> None:
    """Types ``forged`` where ``text`` stands, with the glyphs of the paper's own fonts."""
    page, font = pdf.pages[0], ""
    ops = list(pikepdf.parse_content_stream(page))
    for number, op in enumerate(ops):
        if str(op.operator) == "Tf":
            font = str(op.operands[0])
        if str(op.operator) == "Tj":
            codes = _codes(page.Resources.Font[font])
            if all(c in codes for c in text) and bytes(op.operands[0]) == b"".join(codes[c] for c in text):
                ops[number] = _typed([codes[c] for c in forged])
                page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(ops))
                return
    raise AssertionError(f"{text} is not on the page")


def _codes(font: Object) -> dict[str, bytes]:
    found = {}
    for code, text in _RANGE.findall(font.ToUnicode.read_bytes()):
        found[bytes.fromhex(text.decode()).decode("utf-16-be", "replace")] = bytes.fromhex(code.decode())
    return found


# -- drawn over --------------------------------------------------------------------------------------------------


def _drawn_over(paper: bytes, other: bytes) -> Iterator[Mutant]:
    """Patches, pictures, other people's codes, an exchanged photo, layers."""
    with pikepdf.open(BytesIO(paper)) as pdf:
        width, height = (float(side) for side in list(pdf.pages[0].MediaBox)[2:])
    for column in range(1, 6):
        for row in range(1, 5):
            x, y = width * column / 6, height * row / 5
            patch = f"q 0 0 0 rg {x:.0f} {y:.0f} 9 7 re f Q".encode()
            yield f"patch at {column}, {row}", edited(paper, lambda pdf, patch=patch: _add(pdf, patch))
    codes = {"another's code": _code_of(other), "a foreign site": "HTTPS://OSTA-QUERY.EXAMPLE/V/ABCDEFGHIJKL",
             "a code that was never given": "HTTP://127.0.0.1:8000/V/ABCDEFGHIJKL"}
    for name, text in codes.items():
        for place, (x, y) in {"over the paper's own": (_qr_place(paper)), "beside it": (width - 120, 20)}.items():
            made = edited(paper, lambda pdf, text=text, x=x, y=y: _paste(pdf, _qr(text), x, y, 110))
            yield f"{name} {place}", made
    yield "an exchanged photo", edited(paper, _other_photo)
    yield "no photo", edited(paper, lambda pdf: _drop(pdf, "/FormXob.photo"))
    yield "a fainter photo", edited(paper, lambda pdf: _add(pdf, b"q 1 1 1 rg 0 0 1 1 re f Q"))
    yield "fixed texts gone", edited(paper, lambda pdf: _drop(pdf, "/FormXob.fixed"))
    for first, second in (("/S0", "/D0"), ("/S4", "/S0")):
        yield f"glyphs of {first} for {second}", edited(paper, lambda pdf, a=first, b=second: _swap_fonts(pdf, a, b))
    yield "text that says something else when copied", edited(paper, _other_unicode)


def _add(pdf: Pdf, content: bytes) -> None:
    pdf.pages[0].contents_add(pdf.make_stream(content))


def _qr(text: str) -> Image.Image:
    return qrcode.make(text, border=4, box_size=6).get_image().convert("L")


def _code_of(paper: bytes) -> str:
    text = pypdf.PdfReader(BytesIO(paper)).pages[0].extract_text()
    found = re.search(r"HTTP://\S+/V/[A-Z2-7]{12}", text)
    assert found
    return found[0]


def _qr_place(paper: bytes) -> tuple[float, float]:
    """Left and bottom of the paper's own code, found as a reader finds it."""
    import zxingcpp

    page = pypdfium2.PdfDocument(paper)[0]
    (found,) = zxingcpp.read_barcodes(page.render(scale=2, grayscale=True).to_pil())
    corner = found.position.bottom_left
    return corner.x / 2 - 12, page.get_height() - corner.y / 2 - 12


def _paste(pdf: Pdf, picture: Image.Image, x: float, y: float, side: float) -> None:
    held = pdf.make_stream(picture.tobytes(), Type=Name.XObject, Subtype=Name.Image, Width=picture.width,
                           Height=picture.height, ColorSpace=Name.DeviceGray, BitsPerComponent=8)
    name = pdf.pages[0].add_resource(held, Name.XObject)
    _add(pdf, f"q {side} 0 0 {side} {x} {y} cm {name} Do Q".encode())


def _other_photo(pdf: Pdf) -> None:
    held = pdf.pages[0].Resources.XObject["/FormXob.photo"]
    out = BytesIO()
    Image.effect_noise((int(held.Width), int(held.Height)), 60).convert("RGB").save(out, "JPEG")
    held.write(out.getvalue(), filter=Name.DCTDecode)


def _drop(pdf: Pdf, name: str) -> None:
    ops = [op for op in pikepdf.parse_content_stream(pdf.pages[0])
           if not (str(op.operator) == "Do" and str(op.operands[0]) == name)]
    pdf.pages[0].Contents = pdf.make_stream(pikepdf.unparse_content_stream(ops))


def drop_code(pdf: Pdf) -> None:
    """Covers every page with a white sheet: its codes are gone, its text is still there."""
    for page in pdf.pages:
        page.contents_add(pdf.make_stream(b"q 1 1 1 rg 0 0 2000 2000 re f Q"))


def _swap_fonts(pdf: Pdf, first: str, second: str) -> None:
    fonts = pdf.pages[0].Resources.Font
    fonts[first], fonts[second] = fonts[second], fonts[first]


def _other_unicode(pdf: Pdf) -> None:
    for font in pdf.pages[0].Resources.Font.values():
        font.ToUnicode.write(font.ToUnicode.read_bytes().replace(b"<4E09>", b"<4E00>").replace(b"<4e09>", b"<4e00>"))


# -- attachments -------------------------------------------------------------------------------------------------


def attachments(paper: bytes) -> dict[str, bytes]:
    """The attached files by name."""
    with pikepdf.open(BytesIO(paper)) as pdf:
        return {name: held.get_file().read_bytes() for name, held in pdf.attachments.items()}


def _attachments(paper: bytes, other: bytes) -> Iterator[Mutant]:
    """Each attachment gone, altered, or another's; another language's, and a stranger's."""
    mine, theirs = attachments(paper), attachments(other)
    for name, data in mine.items():
        yield f"{name} removed", edited(paper, lambda pdf, name=name: pdf.attachments.__delitem__(name))
        for how, forged in _altered(name, data):
            yield f"{name} {how}", with_file(paper, name, forged)
        if name in theirs:
            yield f"{name} of another paper", with_file(paper, name, theirs[name])
        yield f"{name} emptied", with_file(paper, name, b"")
        yield f"{name} cut", with_file(paper, name, data[:-5])
    yield "all attachments removed", edited(paper, lambda pdf: [pdf.attachments.__delitem__(n) for n in mine])
    yield "a credential in another language", with_file(paper, "credential.fr.json", mine["credential.zh-Hans.json"])
    yield "a stranger's file", with_file(paper, "read-me.txt", b"pay here")


def _altered(name: str, data: bytes) -> Iterator[Mutant]:
    if not name.endswith(".json"):
        lines = data.decode().splitlines(keepends=True)
        yield "with another place", data.replace(b"index ", b"index 1", 1)
        yield "without its path or root", "".join(lines[:-1]).encode()
        return
    flat = data.decode()
    for was, forged in {"三级": "一级", "SPECIMEN263": "SPECIMEN264", "2026-11-12": "2025-11-12", "保育师": "电工",
                        "江门市": "广州市", "440799": "440798"}.items():
        if was in flat:
            yield f"with {forged}", flat.replace(was, forged).encode()
    document = json.loads(data)
    for key in list(document):
        yield f"without {key}", json.dumps({k: v for k, v in document.items() if k != key}).encode()


def with_file(paper: bytes, name: str, data: bytes) -> bytes:
    """The paper with ``data`` attached under that name, in place of what was."""
    def change(pdf: Pdf) -> None:
        if name in pdf.attachments:
            pdf.attachments[name].obj.EF.F.write(data)
            return
        pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, data, filename=name)

    return edited(paper, change)


# -- pages, active parts, seals, later revisions -----------------------------------------------------------------


def _pages(paper: bytes, other: bytes) -> Iterator[Mutant]:
    def append(pdf: Pdf, from_: bytes) -> None:
        with pikepdf.open(BytesIO(from_)) as source:
            del source.pages[0].Annots
            pdf.pages.append(source.pages[0])

    yield "another's page behind", edited(paper, lambda pdf: append(pdf, other))
    yield "its own page twice", edited(paper, lambda pdf: append(pdf, paper))
    yield "an empty page behind", edited(paper, lambda pdf: pdf.add_blank_page(page_size=(842, 595)))
    yield "an empty page before", edited(
        paper, lambda pdf: pdf.pages.insert(0, pdf.add_blank_page(page_size=(842, 595))))
    yield "turned", edited(paper, lambda pdf: pdf.pages[0].rotate(90, relative=True))
    yield "cropped", edited(paper, lambda pdf: pdf.pages[0].__setattr__("cropbox", Array([0, 0, 600, 400])))
    yield "wider", edited(paper, lambda pdf: pdf.pages[0].__setattr__("mediabox", Array([0, 0, 900, 700])))
    yield "another title", edited(paper, lambda pdf: pdf.docinfo.__setitem__(Name.Title, "一级 高级技师"))
    yield "another language", edited(paper, lambda pdf: pdf.Root.__setitem__(Name.Lang, String("en")))
    yield "an outline", edited(paper, lambda pdf: pdf.Root.__setitem__(Name.Outlines, Dictionary(Count=0)))
    yield "no tags", edited(paper, lambda pdf: pdf.Root.__delitem__(Name.StructTreeRoot))


def _active(paper: bytes) -> Iterator[Mutant]:
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert('一级')"))
    yield "a script at opening", edited(paper, lambda pdf: pdf.Root.__setitem__(Name.OpenAction, script))
    yield "actions of the file", edited(paper, lambda pdf: pdf.Root.__setitem__(Name.AA, Dictionary(WC=script)))
    yield "actions of the page", edited(paper, lambda pdf: pdf.pages[0].__setitem__(Name.AA, Dictionary(O=script)))
    yield "layers", edited(paper, lambda pdf: pdf.Root.__setitem__(
        Name.OCProperties, Dictionary(OCGs=Array([]), D=Dictionary())))
    for kind in ("/FreeText", "/Stamp", "/Square", "/Link"):
        yield f"an annotation {kind}", edited(paper, lambda pdf, kind=kind: _annotate(pdf, kind))


def _annotate(pdf: Pdf, kind: str) -> None:
    held = pdf.make_indirect(Dictionary(
        Type=Name.Annot, Subtype=Name(kind), Rect=Array([300, 200, 420, 230]), Contents=String("一级"),
        DA=String("/Helv 12 Tf"), F=4, FT=Name.Tx))
    pdf.pages[0].Annots = Array([*pdf.pages[0].get("/Annots", Array([])), held])


def stranger() -> Sealer:
    """A sealer with a key of nobody known, in the authority's name."""
    key = p256(bytes(range(32)))
    return Sealer(key, seal_certificate(key, "江门市职业技能评价示范机构（示例）", datetime(2026, 1, 1, tzinfo=UTC)))


def stripped(paper: bytes) -> bytes:
    """The paper without its seal."""
    def change(pdf: Pdf) -> None:
        for name in ("/AcroForm", "/Perms"):
            del pdf.Root[name]
        del pdf.pages[0].Annots

    return edited(paper, change)


def _sealed(paper: bytes) -> Iterator[Mutant]:
    at = datetime(2026, 11, 12, tzinfo=UTC)
    yield "sealed by a stranger", stranger().seal(stripped(paper), at)
    forged = edited(stripped(paper), lambda pdf: _retype(pdf, "三级/", "一级/"))
    yield "raised and sealed by a stranger", stranger().seal(forged, at)


def _later_revisions(paper: bytes, other: bytes) -> Iterator[Mutant]:
    """Shadow updates: the sealed revision is still in the file, another one lies over it."""
    for name, content in {"covers": b"q 1 1 1 rg 330 180 200 30 re f Q", "adds a dot": b"q 0 g 400 300 4 4 re f Q",
                          "frames": b"q 0 G 3 w 50 50 300 200 re S Q"}.items():
        yield f"a later revision {name}", incremental(paper, lambda w, c=content: _content_later(w, c))
    yield "a later revision of the title", incremental(paper, _title_later)
    yield "a later revision with a script", incremental(paper, _script_later)
    yield "another's file behind", paper + other


def _content_later(writer: IncrementalPdfFileWriter, content: bytes) -> None:
    page, _resources = writer.find_page_for_modification(0)
    held = page.get_object()
    before = held.raw_get("/Contents")
    parts = list(before.get_object()) if isinstance(before.get_object(), generic.ArrayObject) else [before]
    added = writer.add_object(generic.StreamObject(stream_data=content))
    held["/Contents"] = generic.ArrayObject([*parts, added])
    writer.mark_update(page)


def _title_later(writer: IncrementalPdfFileWriter) -> None:
    info = writer.trailer.raw_get("/Info")
    info.get_object()["/Title"] = generic.pdf_string("一级")
    writer.mark_update(info)


def _script_later(writer: IncrementalPdfFileWriter) -> None:
    writer.root["/OpenAction"] = generic.DictionaryObject({
        generic.pdf_name("/S"): generic.pdf_name("/JavaScript"), generic.pdf_name("/JS"): generic.pdf_string("1")})
    writer.update_root()
