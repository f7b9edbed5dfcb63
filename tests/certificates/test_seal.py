"""The paper as PDF/A-3b with tags and attachments, and its seal, before readers that are not ours."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from pikepdf import pdfa
from pyhanko.pdf_utils.generic import StreamObject, pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, sign_pdf
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext
from pypdf import PdfReader
from pypdfium2 import PdfDocument

from assess.certificates.seal import Sealer, seal_certificate
from assess.certificates.signing import p256
from assess.typesetting.archival import Attachment
from tests.certificates.sample_papers import jiangmen, press

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
PRIVATE = p256(bytes(range(32)))
CREDENTIAL = Attachment("credential.json", "application/ld+json", "Source", "signed record", b'{"a": 1}')


@pytest.fixture(scope="module")
def key() -> bytes:
    """The certificate of the key."""
    return seal_certificate(PRIVATE, "江门市职业技能评价示范机构", NOW)


@pytest.fixture(scope="module")
def paper() -> bytes:
    return press("jiangmen-demo").render(jiangmen("𠮷䶮", attached=(CREDENTIAL,)))


@pytest.fixture(scope="module")
def sealed(paper: bytes, key: bytes) -> bytes:
    return Sealer(PRIVATE, key).seal(paper, NOW)


@pytest.fixture
def trusted(tmp_path: Path, key: bytes) -> Path:
    """A certificate store of Poppler's that trusts the key."""
    pem = tmp_path / "root.crt"
    pem.write_bytes(x509.load_der_x509_certificate(key).public_bytes(serialization.Encoding.PEM))
    (tmp_path / "nss").mkdir()
    store = f"sql:{tmp_path / 'nss'}"
    subprocess.run(["certutil", "-N", "-d", store, "--empty-password"], check=True)
    subprocess.run(["certutil", "-A", "-d", store, "-n", "r", "-t", "CT,CT,CT", "-i", pem], check=True)
    return tmp_path / "nss"


def told(file: Path, data: bytes, trusted: Path) -> str:
    file.write_bytes(data)
    done = subprocess.run(["pdfsig", "-nssdir", f"sql:{trusted}", file], capture_output=True, text=True, check=False)
    return done.stdout


def test_the_paper_is_fit_for_archives(tmp_path: Path, paper: bytes) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(paper)
    assert pdfa.validate_written(file, "3b").findings == []
    # The referee does refuse: without the colours that its output intent explains, it is no PDF/A.
    file.write_bytes(paper.replace(b"/OutputIntents", b"/OutputIntentz"))
    assert pdfa.validate_written(file, "3b").findings


def test_it_carries_its_credential_and_reads_aloud(tmp_path: Path, paper: bytes) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(paper)
    reader = PdfReader(file)
    assert reader.attachments == {"credential.json": [CREDENTIAL.data]}
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "zh-Hans"
    pieces = [piece.get_object() for piece in root["/StructTreeRoot"]["/K"][0].get_object()["/K"]]
    assert [piece["/Alt"] for piece in pieces if piece["/S"] == "/Figure"] == [
        "联网核验二维码，内容为网址 HTTPS://VERIFY.EXAMPLE.ORG/K7QW3MZB5XTA", "持证人照片",
        "印章图样，中间是“样章”二字，仅供演示",
        "离线核验二维码，内容为数字签名和网址 HTTPS://VERIFY.EXAMPLE.ORG/K7QW3MZB5XTA",
    ]  # fmt: skip


def test_it_is_read_aloud_in_the_order_of_reading(tmp_path: Path, paper: bytes) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(paper)
    spoken = subprocess.run(["pdfinfo", "-struct-text", file], capture_output=True, text=True, check=True).stdout
    said = "".join(re.findall(r'"(.*)"', spoken))
    order = ["职业技能等级证书", "本证书由本评价机构颁发", "姓名Name", "𠮷䶮", "证件类型", "居民身份证",
             "职业技能等级", "三级/高级工", "证书编号", "DEMO-26-3-000017", "评价机构（盖章）",
             "江门技能评价示范机构", "扫码核验", "HTTPS://VERIFY", "http://jndj.osta.org.cn",
             "离线核验", "本页二维码载有", "它不反映签发之日以后的情况", "证书编号", "查询网址"]
    place = 0
    for text in order:
        place = said.index(text, place) + len(text)
    with pytest.raises(ValueError, match="substring"):
        said.index("姓名Name", place)


def test_another_referee_of_archives_misses_only_what_its_older_edition_asks(tmp_path: Path, paper: bytes) -> None:
    """Apache Preflight knows PDF/A-1b alone: there, profiles are older, subsets have a CIDSet, nothing is attached."""
    file = tmp_path / "paper.pdf"
    file.write_bytes(paper)
    assert preflight(file) == {"Invalid version of the ICCProfile", "The CIDSet entry is missing", "part must be 1",
                               "EmbeddedFile entry is present in a FileSpecification dictionary",
                               "EmbeddedFile entry is present in the Names dictionary"}
    file.write_bytes(paper.replace(b"/OutputIntents", b"/OutputIntentz"))
    assert any("without Color Profile" in finding for finding in preflight(file)), "the control"


def preflight(file: Path) -> set[str]:
    """The kinds of its findings."""
    jars = ("preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "javax.activation", "jaxb-api")
    path = ":".join(f"/usr/share/java/{jar}.jar" for jar in jars)
    command = ["java", "-Xshare:auto", "-cp", path, "org.apache.pdfbox.preflight.Validator_A1b", str(file)]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    found = re.findall(r"^[\d.]+ ?: (?:.*?, )?(?:\S+: )?(.*?)(?: for the Composite Subset)?$", told, re.MULTILINE)
    assert "PDF/A-1b" in told, told
    return set(found)


def test_the_seal_holds_over_the_whole_file(tmp_path: Path, sealed: bytes, paper: bytes, trusted: Path) -> None:
    assert sealed.startswith(paper)
    answer = told(tmp_path / "s.pdf", sealed, trusted)
    for line in ("Total document signed", "Signature is Valid.", "Certificate is Trusted."):
        assert line in answer
    findings = pdfa.validate_written(tmp_path / "s.pdf", "3b").findings
    assert {finding.kind for finding in findings} == {"unsupported"}, "forms it cannot judge; what it can, is well"


def test_the_seal_is_of_the_instant_that_was_asked_for(sealed: bytes, paper: bytes, key: bytes) -> None:
    signature = PdfReader(BytesIO(sealed)).get_fields()["Seal"]["/V"]
    assert signature["/M"] == "D:20261123013000Z"
    later = Sealer(PRIVATE, key).seal(paper, NOW + timedelta(days=400))
    assert PdfReader(BytesIO(later)).get_fields()["Seal"]["/V"]["/M"] == "D:20271228013000Z"


def test_its_own_maker_says_that_no_changes_are_allowed_and_none_were_made(sealed: bytes, key: bytes) -> None:
    status = validated(sealed, key)
    assert status.bottom_line and status.trusted
    assert status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    assert status.docmdp_ok and status.modification_level == ModificationLevel.NONE
    [signature] = PdfFileReader(BytesIO(sealed)).embedded_signatures
    assert signature.docmdp_level == MDPPerm.NO_CHANGES
    assert signature.sig_object["/Reference"][0]["/TransformMethod"] == "/DocMDP"


@pytest.mark.parametrize("change", ["another language", "a shadow page", "a second signature"])
def test_its_own_maker_sees_a_later_revision(sealed: bytes, key: bytes, change: str) -> None:
    """What pyHanko's own writer appends, as a forger would."""
    writer = IncrementalPdfFileWriter(BytesIO(sealed))
    if change == "another language":
        writer.root[pdf_name("/Lang")] = pdf_string("pt")
        writer.update_root()
    elif change == "a shadow page":
        page, _ = writer.find_page_for_modification(0)
        page.get_object()[pdf_name("/Contents")] = writer.add_object(StreamObject(stream_data=b"q Q"))
        writer.update_container(page.get_object())
    else:
        with pytest.raises(SigningError, match="forbids all changes"):
            apart(sign_pdf, writer, PdfSignatureMetadata(field_name="Other"), Sealer(PRIVATE, key)._pdf_signer.signer)
        return
    out = BytesIO()
    writer.write(out)
    status = validated(out.getvalue(), key)
    assert not status.bottom_line
    assert status.coverage == SignatureCoverageLevel.ENTIRE_REVISION


def validated(data: bytes, key: bytes) -> PdfSignatureStatus:
    """pyHanko's own judgement of the seal."""
    [signature] = PdfFileReader(BytesIO(data)).embedded_signatures
    context = ValidationContext(trust_roots=[Certificate.load(key)], allow_fetching=False, moment=NOW,
                                best_signature_time=NOW)
    return apart(validate_pdf_signature, signature, context)


def apart(function: Callable[..., Any], *arguments: object) -> Any:
    """What ``function`` returns in a thread of its own: a browser of other tests has a loop of events in this one."""
    with ThreadPoolExecutor(1) as own:
        return own.submit(function, *arguments).result()


RARE = "𠮷䶮㛃𫖯\uf901"


def test_rare_characters_come_out_of_the_sealed_paper_as_they_went_in(tmp_path: Path, key: bytes) -> None:
    data = Sealer(PRIVATE, key).seal(press("jiangmen-demo").render(jiangmen(RARE)), NOW)
    file = tmp_path / "rare.pdf"
    file.write_bytes(data)
    command = ["pdftotext", "-enc", "UTF-8", str(file), "-"]
    poppler = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
    pypdf = "".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)
    document = PdfDocument(data)
    pdfium = "".join(page.get_textpage().get_text_range() for page in document)
    for text in (poppler, pypdf, pdfium):
        assert text.count(RARE) == 2, "on the face and on the back"
        assert "\u66f4" not in text.replace("更正", ""), "U+F901 stays itself"


@pytest.mark.parametrize("change", ["a byte of the paper", "an appended update"])
def test_a_changed_file_shows(tmp_path: Path, sealed: bytes, trusted: Path, change: str) -> None:
    if change == "a byte of the paper":
        place = sealed.index(b"/MediaBox")
        sealed = sealed[:place] + sealed[place:].replace(b"0 0 841", b"0 0 741", 1)
    else:
        sealed += b"\n9999 0 obj\n<< >>\nendobj\n"
    answer = told(tmp_path / "s.pdf", sealed, trusted)
    assert "Signature is Valid." not in answer or "Total document signed" not in answer
