"""No forgery of a paper passes: every one is held against the register, and the carrier that disagrees is named."""

from __future__ import annotations

import json
import pickle
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from assess.certificates import carriers
from assess.certificates.carriers import Carrier, Stand
from assess.certificates.verify import Verdict, Verification
from assess.config import load_config
from assess.errors import BadInput
from assess.operations import issuing, verifying
from assess.operations.carriers import child, comparing
from assess.operations.carriers.reading import Read, read_from
from assess.operations.verifying.papers import by_file
from assess.operations.verifying.pictures import by_codes
from assess.store.session import Store, open_store
from tests.operations import mutants
from tests.operations.conftest import PASSED, Noticed


@dataclass(frozen=True)
class Issued:
    """Two issued papers of one installation."""

    store: Store
    paper: bytes
    other: bytes

    def verify(self, data: bytes) -> Verification:
        """The verification of a file, read in this process: two hundred processes would take minutes."""
        return by_file(self.store, data, in_process)


def in_process(data: bytes, seals: list[bytes]) -> Read | None:
    return _read(data, tuple(seals))


@lru_cache(maxsize=4)
def _read(data: bytes, seals: tuple[bytes, ...]) -> Read | None:
    try:
        return read_from(json.loads(json.dumps(child.paper(data, list(seals)))))
    except BadInput:
        return None


@pytest.fixture(autouse=True)
def proofs_are_checked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The stored credentials are the same for all mutants: bringing them into canonical order once is enough."""
    def proven(store: Store, authority: str, data: bytes, *more: Any) -> bool:
        if data not in _PROVEN:
            _PROVEN[data] = CHECKED(store, authority, data, *more)
        return _PROVEN[data]

    monkeypatch.setattr(comparing, "proven", proven)


CHECKED = comparing.proven
_PROVEN: dict[bytes, bool] = {}


@pytest.fixture(scope="module")
def issued(noticed_instance: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Issued]:
    """Issued once for all tests here; none of them changes anything."""
    place = tmp_path_factory.mktemp("papers") / "instance"
    shutil.copytree(noticed_instance, place)
    store = open_store(load_config({"ASSESS_INSTANCE": str(place)}))
    noticed = Noticed(store, *pickle.loads((noticed_instance.parent / "made.pickle").read_bytes()))
    papers = [issuing.paper(store, noticed.actors["office"], noticed.issued(name).id) for name in PASSED[:2]]
    yield Issued(store, papers[0], papers[1])
    store.engine.dispose()


def told(answer: Verification) -> str:
    """The first disagreement as carrier and fault."""
    carrier = answer.disagreement
    return f"{carrier.name}.{carrier.fault.code}" if carrier and carrier.fault else ""


@pytest.fixture(scope="module")
def forgeries(issued: Issued) -> dict[str, bytes]:
    return dict(mutants.mutants(issued.paper, issued.other))


def test_no_forgery_passes_and_each_names_the_carrier_that_disagrees(
    issued: Issued, forgeries: dict[str, bytes]
) -> None:
    answers = {name: issued.verify(data) for name, data in forgeries.items()}
    passed = [name for name, answer in answers.items()
              if answer.verdict is not Verdict.NOT_GENUINE or answer.certificate is not None]
    assert passed == []
    assert [name for name, answer in answers.items() if not told(answer)] == []
    assert len(answers) >= 200
    named = Counter(told(answer).partition(".")[0] for answer in answers.values())
    assert set(named) >= {"visible", "credential", "seal", "log"}, named
    # A code that was drawn over is a picture that was changed, and comes first; the code is named as well.
    foreign = {each.name: each for each in answers["a foreign site beside it"].carriers}["qr"]
    assert foreign.fault is not None and foreign.fault.said == "osta-query.example"


def test_a_paper_that_a_viewer_saved_again_has_lost_its_seal_and_nothing_else(issued: Issued) -> None:
    answers = {name: issued.verify(data) for name, data in mutants.resaved(issued.paper)}
    answers["without its seal"] = issued.verify(mutants.stripped(issued.paper))
    for name, answer in answers.items():
        assert answer.verdict is Verdict.RESAVED and answer.certificate is not None, (name, answer.carriers)
        assert [carrier.name for carrier in answer.carriers if not carrier.agrees] == ["seal"], name


def test_the_issued_bytes_say_what_the_record_says_in_every_carrier(issued: Issued) -> None:
    answer = verifying.by_file(issued.store, issued.paper)  # in a process of its own, as a stranger's file
    assert answer.verdict is Verdict.SPECIMEN and [each.name for each in answer.carriers] == list(carriers.CARRIERS)
    assert all(each.agrees for each in answer.carriers)
    assert all(each.says["name"] == PASSED[0] for each in answer.carriers if "name" in each.says)


def test_the_first_disagreement_has_both_sides(issued: Issued, forgeries: dict[str, bytes]) -> None:
    carrier = issued.verify(forgeries["三级/ becomes 一级/"]).disagreement
    assert carrier is not None and carrier.fault is not None
    assert (carrier.name, carrier.fault.field, carrier.fault.said, carrier.fault.signed) == (
        "visible", "grade", "一级/高级工", "三级/高级工")


# -- what each check is for --------------------------------------------------------------------------------------

CAUGHT_BY = {
    "visible": "三级/ becomes 一级/", "credential": "credential.zh-Hans.json with 一级", "log": "record.json with 一级",
    "seal": "sealed by a stranger",
}


@pytest.mark.parametrize("name", CAUGHT_BY)
def test_with_one_check_switched_off_its_forgery_would_pass(
    issued: Issued, forgeries: dict[str, bytes], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    forged = forgeries[CAUGHT_BY[name]]
    assert told(issued.verify(forged)).startswith(name)
    target, check = (comparing, "log") if name == "log" else (carriers, name)
    stand = Stand.MISSING if name == "seal" else Stand.AGREES
    monkeypatch.setattr(target, check, lambda *_args: Carrier(name, stand))
    assert issued.verify(forged).verdict is Verdict.RESAVED


def test_a_file_that_only_bears_a_number_tells_no_name(issued: Issued, forgeries: dict[str, bytes]) -> None:
    bare = mutants.edited(forgeries["all attachments removed"], lambda pdf: mutants.drop_code(pdf))
    answer = issued.verify(bare)
    assert answer.verdict is Verdict.NOT_GENUINE and told(answer) == "qr.no_code"
    assert PASSED[0] not in repr(answer)


# -- photos and pasted credentials -------------------------------------------------------------------------------


def photo(paper: bytes, angle: float = 0, scale: float = 2, kind: str = "JPEG") -> bytes:
    page = pypdfium2.PdfDocument(paper)[0].render(scale=scale).to_pil().convert("RGB")
    out = BytesIO()
    page.rotate(angle, expand=True, fillcolor="gray").save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize(("angle", "scale", "kind"), [(0, 2, "JPEG"), (90, 1.2, "PNG"), (17, 3, "JPEG")])
def test_a_photo_proves_its_code_and_not_its_text(issued: Issued, angle: float, scale: float, kind: str) -> None:
    answer = verifying.by_picture(issued.store, photo(issued.paper, angle, scale, kind))
    assert answer.verdict is Verdict.SPECIMEN and answer.certificate is not None
    assert [(each.name, each.stand) for each in answer.carriers] == [
        ("visible", Stand.NOT_COMPARED), ("qr", Stand.AGREES)]


def test_an_offline_code_must_be_signed_and_say_what_the_register_says(issued: Issued) -> None:
    _short, code = in_process(issued.paper, []).paper.codes  # type: ignore[union-attr]
    token, other = (in_process(data, []).paper.codes[0][-12:] for data in (issued.paper, issued.other))  # type: ignore
    assert by_codes(issued.store, (code,)).certificate is not None
    for forged in (f"{code[:-1]}{(int(code[-1]) + 1) % 10}", code.replace(token, other), code + "1"):
        answer = by_codes(issued.store, (forged,))
        assert answer.certificate is None and answer.disagreement is not None


def test_two_codes_of_which_one_leads_elsewhere_prove_nothing(issued: Issued) -> None:
    own, other = (in_process(data, []).paper.codes[0] for data in (issued.paper, issued.other))  # type: ignore
    foreign = by_codes(issued.store, (own, "https://evil.example/v/ABCDEFGHIJKL"))
    assert foreign.checks[0].detail == "evil.example" and foreign.certificate is None
    assert by_codes(issued.store, (own, other)).verdict is Verdict.NOT_GENUINE


@pytest.mark.parametrize(("data", "code"), [
    (b"\0\0\0\x18ftypheic", "verify.heif"), (b"\xff\xd8\xff nothing", "photo.not_a_photo"),
])
def test_what_is_no_picture_is_told(issued: Issued, data: bytes, code: str) -> None:
    with pytest.raises(BadInput) as caught:
        verifying.by_picture(issued.store, data)
    assert caught.value.code == code


def test_a_picture_without_a_code_is_told(issued: Issued) -> None:
    out = BytesIO()
    Image.new("L", (400, 300), 200).save(out, "PNG")
    with pytest.raises(BadInput) as caught:
        verifying.by_picture(issued.store, out.getvalue())
    assert caught.value.code == "verify.no_code"


def pasted(issued: Issued) -> str:
    return mutants.attachments(issued.paper)["credential.zh-Hans.json"].decode()


def test_the_issued_credential_is_known_however_it_is_laid_out(issued: Issued) -> None:
    text = json.dumps(json.loads(pasted(issued)), indent=2, ensure_ascii=True)
    assert verifying.by_credential(issued.store, text).verdict is Verdict.SPECIMEN


def test_an_altered_credential_names_what_differs_and_a_foreign_issuer_is_named(issued: Issued) -> None:
    raised = verifying.by_credential(issued.store, pasted(issued).replace("三级", "一级"))
    assert raised.certificate is None and told(raised) == "credential.fact"
    assert raised.disagreement.fault.field == "grade"  # type: ignore[union-attr]
    foreign = verifying.by_credential(issued.store, pasted(issued).replace("did:web:127.0.0.1", "did:web:evil.example"))
    assert foreign.verdict is Verdict.UNKNOWN and "evil.example" in foreign.checks[0].detail


@pytest.mark.parametrize(("text", "code"), [
    ("", "verify.no_json"), ("[" * 50_000, "verify.no_json"), ('{"issuer": 1, "issuer": 2}', "verify.no_json"),
    ("[]", "verify.no_credential"), ("{}", "verify.no_credential"), ("x" * 200_000, "verify.no_json"),
])
def test_what_is_no_credential_is_told(issued: Issued, text: str, code: str) -> None:
    with pytest.raises(BadInput) as caught:
        verifying.by_credential(issued.store, text)
    assert caught.value.code == code


# -- a hostile file ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"%PDF-1.7\n" + b"[" * 100_000, b"%PDF-1.4\n%%EOF"])
def test_what_only_begins_like_a_pdf_is_not_genuine(issued: Issued, data: bytes) -> None:
    answer = verifying.by_file(issued.store, data)
    assert answer.verdict is Verdict.NOT_GENUINE and told(answer) == "visible.unreadable"


def test_a_look_up_loads_no_reader_of_pdfs_or_pictures() -> None:
    code = ("import sys, assess.operations.verifying; "
            "print({'pypdfium2', 'zxingcpp', 'pikepdf'} & set(sys.modules))")
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "set()"
