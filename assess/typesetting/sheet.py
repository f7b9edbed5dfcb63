"""The reportlab canvas on which papers are drawn: its file is plain PDF 1.7 with embedded fonts and no clock."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from reportlab.pdfbase.pdfdoc import (
    PDFDictionary,
    PDFDocument,
    PDFFormXObject,
    PDFInfo,
    PDFName,
    PDFPage,
    PDFString,
    PDFZCompress,
)
from reportlab.pdfgen.canvas import Canvas

from assess.typesetting.archival import Attachment, Tag, make_archival, xmp
from assess.typesetting.embed import NO_FONT, DocumentFonts
from assess.typesetting.stream import Stream

_END = "EMC"


class Info(PDFInfo):
    """What a paper says about itself; ``created`` is PDF's form of an instant, None says nothing."""

    producer = "assess"

    def __init__(self, title: str, subject: str, created: str | None) -> None:
        super().__init__()
        self.title, self.subject, self.created = title, subject, created

    def format(self, document: PDFDocument) -> bytes:
        """The entries that are known; reportlab's own would name an anonymous author and a made-up date."""
        entries = {"Title": self.title, "Subject": self.subject, "Producer": self.producer}
        if self.created is not None:
            entries["CreationDate"] = self.created
        written: bytes = PDFDictionary({name: PDFString(text) for name, text in entries.items()}).format(document)
        return written


class _Document(PDFDocument):
    """reportlab's document, with the fonts that its texts are set in."""

    def __init__(self, fonts: DocumentFonts, language: str) -> None:
        super().__init__(compression=1, invariant=1, pdfVersion=(1, 7), lang=language)
        self.fonts = fonts
        self.delayedFonts.append(fonts)

    def addPage(self, page: PDFPage) -> None:
        """Gives the page its content; reportlab's own way would ask the settings of the process about ASCII85."""
        page.Contents = Stream(content=page.stream, filters=[PDFZCompress])
        page.Trans = None  # reportlab leaves an empty page transition
        super().addPage(page)


class Sheet(Canvas):
    """The pages of one file."""

    def __init__(self, size: tuple[float, float], fonts: DocumentFonts, info: Info, language: str) -> None:
        super().__init__("", pagesize=size, initialFontName=NO_FONT)  # type: ignore[arg-type]
        self._size, self._language, self._tags = size, language, list[list[Tag]]()
        self._doc = _Document(fonts, language)
        self._doc.info = info
        self._doc.updateSignature(info.created or "")
        self.setViewerPreference("DisplayDocTitle", "true")

    @contextmanager
    def piece(self, tag: Tag) -> Iterator[None]:
        """Everything that is drawn inside is one piece of the page, read aloud after those before it."""
        while len(self._tags) < self.getPageNumber():
            self._tags.append([])
        tags = self._tags[-1]
        self.write(f"/{tag.role} <</MCID {len(tags)}>> BDC")
        tags.append(tag)
        yield
        self.write(_END)

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """What is drawn inside is ornament and is not read aloud."""
        self.write("/Artifact BMC")
        yield
        self.write(_END)

    def write(self, *operators: str) -> None:
        """Puts operators on the page as they stand."""
        code: list[str] = vars(self)["_code"]  # reportlab has no public name for them
        code.extend(operators)

    def written(self) -> str:
        """The operators so far; ``write`` puts them on other sheets of the same fonts."""
        return "\n".join(vars(self)["_code"])

    def archived(self, created: str | None, attached: Sequence[Attachment] = ()) -> bytes:
        """The finished file as PDF/A-3b; ``created`` is the ISO 8601 instant of the information dictionary."""
        if vars(self)["_code"]:
            self.showPage()
        info = self._doc.info
        about = xmp(info.title, info.subject, info.producer, self._language, created)
        make_archival(self._doc, about, self._tags, attached)
        return bytes(self.getpdfdata())

    def drawn(self) -> bytes:
        """The operators so far, deflated: ``stamp`` puts them on other sheets."""
        return zlib.compress(self.written().encode("ascii"), 9)

    def keep(self, name: str, drawn: bytes) -> None:
        """Takes what another sheet of the same size and fonts has ``drawn``, for ``doForm(name)`` on any page."""
        form = PDFFormXObject(0, 0, *self._size)
        form.Contents = Stream(PDFDictionary({"Filter": PDFName("FlateDecode")}), drawn)
        self._doc.addForm(name, form)

    def stamp(self, name: str, drawn: bytes) -> None:
        """Paints what another sheet of the same size and fonts has ``drawn``."""
        self.keep(name, drawn)
        self.doForm(name)

    def picture(self, name: str, image: Stream) -> None:
        """Paints an image on the unit square of the present coordinates."""
        self._doc.addForm(name, image)
        self.doForm(name)
