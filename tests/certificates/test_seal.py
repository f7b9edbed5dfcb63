"""The paper as PDF/A-3b with tags and attachments, and its seal, before readers that are not ours."""

from __future__ import annotations

import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from pikepdf import pdfa
from pypdf import PdfReader

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


def test_the_seal_holds_over_the_whole_file(tmp_path: Path, key: bytes, paper: bytes, trusted: Path) -> None:
    sealed = Sealer(PRIVATE, key).seal(paper, NOW)
    assert sealed.startswith(paper)
    answer = told(tmp_path / "s.pdf", sealed, trusted)
    for line in ("Total document signed", "Signature is Valid.", "Certificate is Trusted."):
        assert line in answer


@pytest.mark.parametrize("change", ["a byte of the paper", "an appended update"])
def test_a_changed_file_shows(tmp_path: Path, key: bytes, paper: bytes, trusted: Path, change: str) -> None:
    sealed = Sealer(PRIVATE, key).seal(paper, NOW)
    if change == "a byte of the paper":
        place = sealed.index(b"/MediaBox")
        sealed = sealed[:place] + sealed[place:].replace(b"0 0 841", b"0 0 741", 1)
    else:
        sealed += b"\n9999 0 obj\n<< >>\nendobj\n"
    answer = told(tmp_path / "s.pdf", sealed, trusted)
    assert "Signature is Valid." not in answer or "Total document signed" not in answer
