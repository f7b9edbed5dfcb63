"""Prints score sheets: what all candidates' sheets of a part have in common is drawn once, the candidate is added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportlab.lib.units import mm

from assess.errors import Refused
from assess.exams.form import ExamForm, FormPart
from assess.exams.paper.layout import CANDIDATE, SLOTS, Layout
from assess.exams.paper.pages import BOTTOM, SIZE, TOP, Page, paginated
from assess.exams.paper.pen import Pen
from assess.exams.paper.setting import FILL, SMALLEST, Line, Paragraph, Setting
from assess.exams.paper.strips import LEFT, PAD_X, PAD_Y, WIDTH, Strip
from assess.exams.paper.words import Words
from assess.standards.model import Standard
from assess.typesetting import FontBook
from assess.typesetting.embed import DocumentFonts, Subset, register
from assess.typesetting.sheet import Info, Sheet

_NAME = (13.0, 11.0, 9.5, SMALLEST)
"""Sizes of a name, the first at which it fits its cell."""
_RUNNING = 100 * mm
"""Where on later pages the candidate is named, from the left edge of the text."""


@dataclass(frozen=True)
class Candidate:
    """Who a sheet is for, as it is to be printed; the document is masked."""

    name: str
    seat: int
    document: str
    closed: frozenset[str] = frozenset()
    """The parts that need no sheet: the candidate was absent, withdrew, or the part is void."""


def score_sheet_pdf(standard: Standard, form: ExamForm, fonts: FontBook, locale: str, *, part_id: str | None = None,
                    candidates: Sequence[Candidate] | None = None, occasion: str = "") -> bytes:
    """The score sheets of a form as PDF, A4: of one part or of all, for every candidate, or one to write a name on.

    Sheets of a part lie together, each with pages counted by itself. ``occasion`` is the sitting as it is to be
    printed. Equal values give equal bytes. Raises ``NotFound("form.no_part")``, ``Refused("paper.nobody")`` when
    candidates are given and none needs a sheet.
    """
    parts = [form.part(part_id)] if part_id else form.parts
    printer = _Printer(standard, form, fonts, locale, occasion)
    printed = 0
    for part in parts:
        who = [None] if candidates is None else [one for one in candidates if part.part.id not in one.closed]
        printer.print(part, who)
        printed += len(who)
    if not printed:
        raise Refused("paper.nobody")
    return printer.finished()


class _Printer:
    """One file under way."""

    def __init__(self, standard: Standard, form: ExamForm, fonts: FontBook, locale: str, occasion: str) -> None:
        self._standard, self._form = standard, form
        self._setting = Setting(fonts, locale)
        self._words = Words(locale, self._setting)
        self._layout = Layout(standard, form, self._setting, self._words)
        self._occasion = occasion
        chains = self._setting.chains
        register(("text", "title"))
        subsets = {name: Subset(f"S{place}", foundry) for place, (name, foundry) in enumerate(chains.foundries.items())}
        self._fonts = DocumentFonts(subsets, chains.drawn)
        what = self._words.gettext("Score sheet")
        title = f"{self._words.of(standard.name)} {self._words.level(form)} {what}"
        subject = f"{standard.id}@{standard.edition} {form.level} {form.digest}"
        self._sheet = self._blank(Info(title, subject, None), locale)

    def _blank(self, info: Info, language: str) -> Sheet:
        return Sheet(SIZE, self._fonts, info, language)

    def print(self, part: FormPart, candidates: Sequence[Candidate | None]) -> None:
        """Adds the sheets of a part; None is a sheet to write a name on."""
        pages = paginated(self._layout.pieces(part, self._occasion))
        names = [f"{part.part.id}-{number}" for number in range(1, len(pages) + 1)]
        for number, (name, page) in enumerate(zip(names, pages, strict=True), 1):
            self._sheet.keep(name, self._drawn(part, page, number, len(pages)))
        for candidate in map(self._unnamed, candidates) if part.part.blind else candidates:
            for number, (name, page) in enumerate(zip(names, pages, strict=True), 1):
                self._sheet.doForm(name)
                self._named(candidate, page, later=number > 1)
                self._sheet.showPage()

    def _unnamed(self, candidate: Candidate | None) -> Candidate | None:
        """Whom an examiner of a blind part (``Part.blind``) gets a sheet for: nobody but a seat."""
        if candidate is None:
            return None
        return replace(candidate, name=self._words.gettext("not shown to examiners"), document="–")

    def finished(self) -> bytes:
        """The file."""
        return bytes(self._sheet.getpdfdata())

    def _drawn(self, part: FormPart, page: Page, number: int, count: int) -> bytes:
        """What the page has in common with those of other candidates."""
        sheet, words = self._blank(Info("", "", None), ""), self._words
        pen = Pen(sheet, self._setting)
        for top, piece in page.placed:
            piece.draw(pen, top)
        if number > 1:
            running = f"{words.of(self._standard.name)} · {self._form.level} · {words.of(part.part.name)}"
            self._small(pen, self._setting.clipped(running, "text", SMALLEST, _RUNNING - 3 * mm), TOP + 4 * mm)
            pen.rule(LEFT, TOP + 2 * mm, WIDTH)
        pen.rule(LEFT, BOTTOM - 3 * mm, WIDTH)
        source = f"{self._standard.id}@{self._standard.edition} · {self._form.level} · {part.part.id}"
        digest = words.gettext("%(name)s: %(value)s", name=words.gettext("Digest of the form"),
                               value=f"{self._form.digest[:16]}…")
        self._small(pen, f"{source} · {digest}", BOTTOM - 7 * mm)
        self._small(pen, words.gettext("page %(number)s of %(count)s", number=number, count=count), BOTTOM - 7 * mm,
                    align="right")
        return sheet.drawn()

    def _named(self, candidate: Candidate | None, page: Page, *, later: bool) -> None:
        """Names the candidate, or leaves room for it: on the first page in its cells, on later ones at the top."""
        pen = Pen(self._sheet, self._setting)
        if later:
            self._running(pen, candidate)
        elif candidate is not None:
            for top, piece in page.placed:
                if isinstance(piece, Strip) and piece.name == CANDIDATE:
                    self._fill(pen, candidate, top, piece.height)

    def _running(self, pen: Pen, candidate: Candidate | None) -> None:
        words = self._words
        seat = str(candidate.seat) if candidate else FILL
        name = words.of(candidate.name) if candidate else FILL
        texts = (words.gettext("%(name)s: %(value)s", name=words.gettext(label), value=value)
                 for label, value in (("Seat", seat), ("Name", name)))
        text = "  ".join(texts) if candidate is None else self._setting.clipped(
            "  ".join(texts), "text", SMALLEST, WIDTH - _RUNNING)
        pen.line(Line(text, "text", SMALLEST), LEFT + _RUNNING, TOP + 4 * mm, WIDTH - _RUNNING, "right")

    def _fill(self, pen: Pen, candidate: Candidate, top: float, height: float) -> None:
        texts = (candidate.name, str(candidate.seat), candidate.document)
        for (x, width), text in zip(SLOTS, texts, strict=True):
            room, high = width - 2 * PAD_X, height - 5 * mm - PAD_Y
            lines = self._fitting(self._words.of(text), room, high)
            pen.lines(lines, LEFT + x + PAD_X, top - 5 * mm, room)

    def _fitting(self, text: str, room: float, high: float) -> tuple[Line, ...]:
        """The text at the largest size at which it fits; at the smallest one as much of it as fits."""
        lines: tuple[Line, ...] = ()
        for size in _NAME:
            lines = self._setting.lines((Paragraph(text, size=size),), room)
            if sum(line.height for line in lines) <= high:
                return lines
        return lines[: int(high / lines[0].height)]

    def _small(self, pen: Pen, text: str, y: float, align: str = "left") -> None:
        pen.line(Line(text, "text", SMALLEST), LEFT, y, WIDTH, align)
