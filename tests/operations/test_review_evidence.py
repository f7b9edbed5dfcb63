"""Evidence files: only what can be read safely is kept, sealed, and handed out to few."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from assess.errors import BadInput, NotFound, Refused
from assess.operations import appointing
from assess.operations.appointing import evidence
from assess.operations.appointing.evidence import checked
from assess.store.session import Store
from tests.conftest import NOW
from tests.panel import PDF, Review, config, open_review, staffed_instance

__all__ = ["config", "staffed_instance"]


def picture(form: str, mode: str = "RGB", **saved: object) -> bytes:
    target = BytesIO()
    Image.new(mode, (60, 40), 128 if mode == "L" else None).save(target, format=form, **saved)
    return target.getvalue()


EXIF = Image.Exif()
EXIF[0x010F] = "SecretCamera"

BAD = {
    "nothing": (b"", "evidence.empty"),
    "too large": (b"%PDF-" + bytes(evidence.LARGEST_FILE), "evidence.too_large"),
    "a page": (b"<html><script>alert(1)</script>", "evidence.kind"),
    "a program": (b"MZ\x90\x00", "evidence.kind"),
    "a GIF": (picture("GIF"), "evidence.kind"),
    "half a PDF": (PDF[:20], "evidence.damaged"),
    "a script": (PDF.replace(b"/Catalog", b"/Catalog/OpenAction<</S/JavaScript/JS(x)>>"), "evidence.active"),
    "a program inside": (PDF.replace(b"/Catalog", b"/Catalog/AA<</S/Launch>>"), "evidence.active"),
    "half a JPEG": (picture("JPEG")[:200], "evidence.damaged"),
    "half a PNG": (picture("PNG")[:60], "evidence.damaged"),
    "a PNG that claims to be a JPEG": (b"\xff\xd8\xff" + picture("PNG"), "evidence.damaged"),
}


@pytest.mark.parametrize(("data", "code"), BAD.values(), ids=BAD)
def test_what_cannot_be_evidence_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(BadInput, match=rf"^{code}\b"):
        checked(data)


@pytest.mark.parametrize(("form", "mode"), [("JPEG", "RGB"), ("JPEG", "CMYK"), ("PNG", "L"), ("PNG", "P"),
                                            ("PNG", "RGBA")])
def test_pictures_are_kept_without_their_metadata(form: str, mode: str) -> None:
    kind, kept = checked(picture(form, mode, exif=EXIF))
    assert kind == form.lower() and b"SecretCamera" not in kept
    assert Image.open(BytesIO(kept)).size == (60, 40)


def test_a_picture_that_unfolds_to_more_than_a_camera_takes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence, "MOST_PIXELS", 2399)
    with pytest.raises(BadInput, match=r"evidence\.damaged"):
        checked(picture("PNG"))


@pytest.fixture
def review(store: Store) -> Review:
    return open_review(store)


def test_a_file_lies_sealed_on_the_disk_and_is_read_as_it_was(review: Review) -> None:
    review.attach("report")
    file = review.view().files[0]
    stored = [path.read_bytes() for path in (review.store.config.instance / "evidence").rglob("*.sealed")]
    assert len(stored) == 1 and b"%PDF" not in stored[0]
    read = appointing.read_evidence(review.store, review.office, file.id, NOW)
    assert read.data == PDF + b"report" and read.name == "report.pdf"


def test_every_reading_is_on_record(review: Review) -> None:
    review.attach("report")
    appointing.read_evidence(review.store, review.office2, review.view().files[0].id, NOW)
    last = appointing.review_history(review.store, review.office, review.id)[0]
    assert (last.action, last.actor) == ("review.read_evidence", "林伟强")


def test_a_file_that_was_taken_back_is_gone_for_readers_and_missing_again(review: Review) -> None:
    review.attach("report")
    file = review.view().files[0].id
    appointing.take_back(review.store, review.office, file, NOW)
    assert "report" in review.view().facts.evidence_missing
    with pytest.raises(NotFound, match=r"evidence\.unknown"):
        appointing.read_evidence(review.store, review.office, file, NOW)


def test_evidence_that_the_standard_does_not_ask_for_is_refused(review: Review) -> None:
    with pytest.raises(BadInput, match=r"evidence\.not_asked"):
        review.attach("studio")


def test_the_number_of_files_has_an_end(review: Review, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence, "MOST_FILES", 2)
    review.attach("report", "report")
    with pytest.raises(Refused, match=r"evidence\.too_many"):
        review.attach("report")


@pytest.mark.parametrize(("typed", "shown"), [
    ("报告.pdf", "报告.pdf"), ("C:\\docs\\a.pdf", "a.pdf"),
    ("../../etc/passwd", "passwd.pdf"), ("a\r\nb\u202e.pdf", "ab.pdf"),
    ("", "evidence.pdf"), ("x" * 300, "x" * 195 + ".pdf"), ("setup.exe", "setup.exe.pdf"), ("A.PDF", "A.PDF"),
])
def test_a_file_name_is_only_a_name_and_ends_as_the_file_is(review: Review, typed: str, shown: str) -> None:
    appointing.attach(review.store, review.office, review.id, "report", typed, PDF, NOW)
    assert review.view().files[0].name == shown
