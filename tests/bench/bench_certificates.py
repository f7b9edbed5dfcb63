"""Certificates per second on one core, beside plain reportlab and WeasyPrint, and the memory of a long batch.

    python tests/bench/bench_certificates.py [--batch 5000]

All print the same texts, photo and code of the mainland design, another name, number and address on each paper; this
program prints the back with the offline code besides. Plain reportlab registers the faces it uses for each document,
as programs that must not share a ``TTFont`` between documents do, draws the same guilloche and takes the code from
``qrcode``; with cached faces it shares what was read of the font files. ``rl_accel`` is in use everywhere. Then
seals a second, and a batch in one process beside the same in two. WeasyPrint sets a page of the same texts with the
same two faces; its frame is a plain border, so it has less to draw. Seconds are those of the processor: what else
runs on the machine does not count.
"""

from __future__ import annotations

import argparse
import base64
import io
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1] / "certificates"))

import qrcode
from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTEncoding, TTFont, TTFontFace
from reportlab.pdfgen.canvas import Canvas
from sample_papers import design, jiangmen, photo
from sample_papers import press as cached_press

from assess.certificates.pdf import Face, Press
from assess.certificates.pdf.art import MM, paint
from assess.certificates.pdf.layout import Layout
from assess.certificates.qr import svg
from assess.certificates.seal import Sealer, seal_certificate
from assess.certificates.signing import p256
from assess.store.fonts import load_font_files
from tests.house_fonts import CERTS, book

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
SURNAMES = (
    "陈李张黄何欧周吴徐孙胡朱高林郭马罗梁宋郑谢韩唐冯于董萧程曹袁"
    "邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖"
)
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华文玉兰建国"
    "䶮𫖯㛃𠮷𬭎颖琳晓峰雪梅浩然子轩梓涵欣怡俊熙雨桐思远嘉懿泽楷"
)
OCCUPATIONS = ("保育师", "电工", "摩托车装调工", "中式烹调师", "健康照护师", "焊工", "钳工", "汽车维修工")


def faces() -> Iterator[Face]:
    """Papers without end, each with its own name, numbers, occupation and address."""
    source, portrait, base = random.Random(1), photo(), jiangmen()
    for serial in range(10**9):
        name = source.choice(SURNAMES) + "".join(source.choices(GIVEN, k=source.choice((1, 2))))
        fields = {
            **base.fields,
            "name": name,
            "occupation": source.choice(OCCUPATIONS),
            "document_number": f"44070319900101{serial % 10000:04d}",
            "number": f"DEMO-26-3-{serial:06d}",
        }
        code = "".join(source.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", k=12))
        address = f"HTTPS://VERIFY.EXAMPLE.ORG/{code}"
        yield replace(base, fields=fields, qr=address, offline=f"{address}#{source.getrandbits(1170)}", photo=portrait)


def rate(render: Callable[[Face], bytes], count: int) -> tuple[float, float]:
    """(papers per second, kilobytes a paper) over ``count`` papers, after one to warm up."""
    papers = faces()
    render(next(papers))
    started, size = time.process_time(), 0
    for _ in range(count):
        size += len(render(next(papers)))
    return count / (time.process_time() - started), size / count / 1000


class _CachedFont(TTFont):
    """A font for one document over a face that was read before."""

    def __init__(self, name: str, face: TTFontFace) -> None:
        self.fontName, self.face = name, face
        self.encoding, self.state, self._asciiReadable = TTEncoding(), {}, False
        self.shapable = self._shapable = False


def plain_reportlab(folder: Path, *, cached: bool = False) -> Callable[[Face], bytes]:
    """Every document registers its fonts and draws everything."""
    paper = design("jiangmen-demo")
    layout = Layout(paper, book())
    high = paper.paper.height * MM
    face_of: dict[str, TTFontFace] = {}

    def render(face: Face) -> bytes:
        texts = [layout.label(label) for label in (*paper.labels, *paper.seal.labels)]
        texts += [placed for arc in paper.seal.arcs for placed in layout.arc(arc)]
        texts += [placed for cell in paper.cells for rows in layout.cell(cell, face.fields) for placed in rows]
        texts += [placed for rows in layout.address(paper.qr.address, face.qr) for placed in rows]
        used = {name for t in texts for name, _width in layout.chains.drawn(t.text, t.font, "")}
        for name in sorted(used):
            if cached:
                face_of[name] = face_of.get(name) or TTFont(name, str(folder / f"{name}.ttf")).face
                pdfmetrics.registerFont(_CachedFont(name, face_of[name]))
            else:
                pdfmetrics.registerFont(TTFont(name, str(folder / f"{name}.ttf")))
        out = io.BytesIO()
        canvas = Canvas(out, pagesize=(paper.paper.width * MM, high), pageCompression=1)
        paint(canvas, paper, [*paper.ground, *paper.border, *paper.art, *paper.seal.art])
        for item in texts:
            canvas.setFillColor(HexColor(item.colour))
            canvas.saveState()
            canvas.translate(item.x, item.y)
            canvas.rotate(item.angle * 57.29578)
            x = 0.0
            for character, (name, width) in zip(item.text, layout.chains.drawn(item.text, item.font, ""), strict=True):
                canvas.setFont(name, item.size)
                canvas.drawString(x, 0, character)
                x += width * item.size / 1000 + item.tracking
            canvas.restoreState()
        _plain_code(canvas, face.qr, paper.qr.x * MM, high - paper.qr.y * MM, paper.qr.size * MM)
        assert face.photo is not None
        spot = paper.photo
        canvas.drawImage(ImageReader(io.BytesIO(face.photo)), spot.x * MM, high - (spot.y + spot.height) * MM,
                         spot.width * MM, spot.height * MM)  # fmt: skip
        canvas.save()
        return out.getvalue()

    return render


def _plain_code(canvas: Canvas, text: str, x: float, top: float, size: float) -> None:
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    code.add_data(text, optimize=0)
    code.make(fit=True)
    rows = code.get_matrix()
    unit = size / len(rows)
    canvas.setFillColorRGB(0, 0, 0)
    for row, modules in enumerate(rows):
        for column, dark in enumerate(modules):
            if dark:
                canvas.rect(x + column * unit, top - (row + 1) * unit, unit, unit, stroke=0, fill=1)


def weasyprint_page(folder: Path) -> Callable[[Face], bytes]:
    """One HTML page per paper, the font configuration kept."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    paper, fonts = design("jiangmen-demo"), FontConfiguration()
    style = CSS(
        string=f"""
        @font-face {{font-family: text; src: url({(folder / "serif-sc.ttf").as_uri()})}}
        @font-face {{font-family: title; src: url({(folder / "serif-sc-bold.ttf").as_uri()})}}
        @page {{size: 297mm 210mm; margin: 8mm; border: 2mm solid #1d4e63}}
        body {{font: 12pt text; text-align: center}} h1 {{font: 34pt title}} td {{text-align: left}}
        svg {{width: 38mm}} img {{width: 25mm}}""",
        font_config=fonts,
    )
    labels = [paper.texts[label.text] for label in paper.labels if label.text != "title"]

    def render(face: Face) -> bytes:
        assert face.photo is not None
        rows = "".join(f"<tr><td>{name}<td>{value}" for name, value in face.fields.items())
        picture = base64.b64encode(face.photo).decode()
        html = (
            f"<title>{face.title}</title><h1>{paper.texts['title']}</h1><p>{' · '.join(labels)}</p>"
            f'<img src="data:image/jpeg;base64,{picture}">{svg(face.qr)}<p>{face.qr}</p><table>{rows}</table>'
        )
        data = HTML(string=html).write_pdf(stylesheets=[style], font_config=fonts)
        assert data is not None
        return bytes(data)

    return render


def resident() -> int:
    """Resident memory of this process in megabytes."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 2**20


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--batch", type=int, default=5000)
    batch = parser.parse_args().batch
    press, papers = Press(design("jiangmen-demo"), book()), faces()
    print("resident memory, MB:")
    marks = {batch // 10, batch // 2, batch}
    started = time.process_time()
    for count in range(1, batch + 1):
        press.check(face := next(papers))
        press.render(face)
        if count in marks:
            print(f"  after {count:5d}  {resident()}")
    print(f"  checked and printed at {batch / (time.process_time() - started):.0f}/s over the whole batch")
    print("one core, papers per second:")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for face, data in load_font_files(CERTS, folder).items():
            (folder / f"{face}.ttf").write_bytes(data)
        ours, size = rate(press.render, 1000)
        print(f"  this program        {ours:7.1f}  {size:5.0f} kB")
        for title, render, count in (
            ("faces cached", plain_reportlab(folder, cached=True), 40),
            ("plain reportlab", plain_reportlab(folder), 10),
            ("WeasyPrint", weasyprint_page(folder), 10),
        ):
            theirs, size = rate(render, count)
            print(f"  {title:18}  {theirs:7.1f}  {size:5.0f} kB   this program is {ours / theirs:.1f} times as fast")
    print(f"seals a second on one core: {seals(press):.1f}")
    alone, both = sealed_batch(1), sealed_batch(2)
    print(f"printed and sealed a second: {alone:.1f} in one process, {both:.1f} in two: {both / alone:.2f} times")


def seals(press: Press) -> float:
    """Seals a second of one key."""
    paper, sealer = press.render(next(faces())), _sealer()
    sealer.seal(paper, NOW)
    started = time.process_time()
    for _ in range(100):
        sealer.seal(paper, NOW)
    return 100 / (time.process_time() - started)


def sealed_batch(processes: int, count: int = 160) -> float:
    """Papers a second of so many processes, each with a press of its own, by the clock on the wall."""
    with ProcessPoolExecutor(processes, mp_context=get_context("fork")) as pool:
        list(pool.map(_batch, [1] * processes))
        started = time.perf_counter()
        list(pool.map(_batch, [count // processes] * processes))
        return count / (time.perf_counter() - started)


def _batch(count: int) -> int:
    press, sealer, papers = cached_press("jiangmen-demo"), _sealer(), faces()
    return sum(len(sealer.seal(press.render(next(papers)), NOW)) for _ in range(count))


@cache
def _sealer() -> Sealer:
    private = p256(bytes(range(32)))
    return Sealer(private, seal_certificate(private, "bench", NOW))


if __name__ == "__main__":
    main()
