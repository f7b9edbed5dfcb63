"""The code on page 2 proves the paper in a browser without network; its digits never reach a server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from offline_codes import Watched, watched
from playwright.sync_api import Browser, BrowserContext, Page, expect

from assess.certificates.offline_code import Stated, digits, offline_code, read_offline_code, undigits
from assess.operations.offline import code_keys

pytestmark = pytest.mark.browser

DER = (Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
SPECIMEN = ("Specimen, not a certificate: the offline code was signed on 7 November 2026; state not checked since "
            "7 November 2026")
KEPT = """async () => {
  while ((await navigator.serviceWorker.getRegistrations()).filter((one) => one.active).length < 3) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}"""


@pytest.fixture(scope="module")
def site(issued_instance: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    with watched(issued_instance, tmp_path_factory.mktemp("watched")) as running:
        yield running


@pytest.fixture
def phone(browser: Browser, site: Watched) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="en", base_url=site.address)
    yield context
    context.close()


@pytest.fixture(scope="module")
def kept(browser: Browser, site: Watched) -> Iterator[BrowserContext]:
    """A phone that opened a certificate once, and has no network now."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="en", base_url=site.address)
    page = context.new_page()
    page.goto(f"/v/{site.papers['jiangmen-demo'].token}")
    page.evaluate(KEPT)
    page.close()
    context.set_offline(True)
    yield context
    context.close()


def public_keys(site: Watched) -> list[bytes]:
    return [bytes.fromhex(key["public"]) for key in code_keys(site.store)]


def other_digit(code: str, place: int) -> str:
    return code[:place] + str((int(code[place]) + 1) % 10) + code[place + 1:]


def foreign(site: Watched) -> str:
    """A code that states the same, signed by a key of somebody's own."""
    stated = read_offline_code(site.papers["jiangmen-demo"].digits, public_keys(site))
    key = ec.derive_private_key(815, ec.SECP256R1())
    return offline_code(stated, key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()))


def answer(page: Page) -> str:
    page.wait_for_selector("#code[data-outcome]")
    return page.inner_text("#code")


@pytest.mark.parametrize("authority", ["jiangmen-demo", "dsal-demo"])
def test_online_the_code_is_checked_beside_the_register(site: Watched, phone: BrowserContext, authority: str) -> None:
    page, paper = phone.new_page(), site.papers[authority]
    page.goto(f"/V/{paper.token}#{paper.digits}")
    stated = read_offline_code(paper.digits, public_keys(site))
    page.click("#code summary")
    said = answer(page)
    assert said.startswith(SPECIMEN)
    assert [fact for fact in (stated.name, stated.occupation_code, stated.grade, stated.number, stated.issuer)
            if fact not in said] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_code_of_another_certificate_contradicts_the_page(site: Watched, phone: BrowserContext) -> None:
    page, one, other = phone.new_page(), site.papers["jiangmen-demo"], site.papers["dsal-demo"]
    page.goto(f"/v/{one.token}#{other.digits}")
    said = answer(page)
    assert said.startswith("The offline code and this page speak of different certificates")
    assert f"The code says number {other.number}, this page says {one.number}." in said


def test_a_genuine_code_does_not_confirm_an_unknown_address(site: Watched, phone: BrowserContext) -> None:
    page = phone.new_page()
    page.goto(f"/v/AAAAAAAAAAAA#{site.papers['jiangmen-demo'].digits}")
    assert "But this page does not confirm the certificate" in answer(page)


@pytest.mark.parametrize("prefix", ["/v/", "/V/"])
def test_without_network_the_code_still_answers(site: Watched, kept: BrowserContext, prefix: str) -> None:
    page, paper = kept.new_page(), site.papers["dsal-demo"]  # another certificate than the one that was opened
    page.goto(f"{prefix}{paper.token}#{paper.digits}")
    said = answer(page)
    assert page.inner_text("h1") == "Check a paper without network"
    assert said.startswith(SPECIMEN) and paper.number in said
    page.close()


def test_a_changed_digit_is_refused_without_network(site: Watched, kept: BrowserContext) -> None:
    page, paper = kept.new_page(), site.papers["jiangmen-demo"]
    outcomes = set()
    page.goto(f"/v/{paper.token}#{paper.digits}")
    page.wait_for_selector("#code[data-outcome=specimen]")
    for place in range(1, len(paper.digits), 23):
        page.evaluate("""async (digits) => { document.getElementById("code").removeAttribute("data-outcome");
            location.hash = digits; }""", other_digit(paper.digits, place))
        answer(page)
        outcomes.add(page.get_attribute("#code", "data-outcome"))
    assert outcomes <= {"malformed", "not_signed", "key_unknown"} and "not_signed" in outcomes
    page.close()


@pytest.mark.parametrize(("code", "words"), [
    (foreign, "The offline code is signed by nobody we know"),
    (lambda site: other_digit(site.papers["jiangmen-demo"].digits, -2), "The offline code is not genuine"),
    (lambda site: site.papers["jiangmen-demo"].digits[:-5], "This is no complete offline code"),
    (lambda site: "12a4", "This is no complete offline code"),
    (lambda site: "9" * 1300, "This is no complete offline code"),
    # The same contents, with the length of the array written longer than it need be.
    (lambda site: longer(site.papers["jiangmen-demo"].digits), "This is no complete offline code"),
])
def test_what_is_wrong_is_said_in_words(site: Watched, kept: BrowserContext, code: object, words: str) -> None:
    page = kept.new_page()
    page.goto(f"/v/{site.papers['jiangmen-demo'].token}#{code(site)}")  # type: ignore[operator]
    assert answer(page).startswith(words)
    assert page.query_selector("#code dl") is None
    page.close()


def longer(code: str) -> str:
    data = undigits(code)
    assert data[:2] == b"\xd2\x84"
    return digits(b"\xd2\x98\x04" + data[2:])


def test_a_key_that_was_given_up_is_refused(site: Watched, phone: BrowserContext) -> None:
    page, paper = phone.new_page(), site.papers["jiangmen-demo"]
    keys = [{**key, "compromised": True} for key in code_keys(site.store)]
    page.route("**/offline/keys.json", lambda route: route.fulfill(json={"moment": "2026-11-23T01:30Z", "keys": keys}))
    page.goto(f"/offline#{paper.digits}")
    assert answer(page).startswith("The offline code proves nothing: its key was given up")


@pytest.mark.parametrize(("named", "remark"), [("江门市示范机构", False), ("别的机构", True)])
def test_a_real_certificate_is_genuine_when_issued(phone: BrowserContext, named: str, remark: bool) -> None:
    page, key = phone.new_page(), ec.derive_private_key(4711, ec.SECP256R1())
    private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    stated = Stated(1, "Y000044011122000001", "陈", "4-10-01-03", "三级/高级工", "2026-11-12", "江门市示范机构")
    keys = [{"public": key.public_key().public_bytes(*DER).hex(), "compromised": False, "names": {"zh-Hans": named}}]
    page.route("**/offline/keys.json", lambda route: route.fulfill(json={"moment": "2026-11-23T01:30Z", "keys": keys}))
    page.goto(f"/offline#{offline_code(stated, private)}")
    said = answer(page)
    assert said.startswith("Offline code: genuine when issued on 12 November 2026; state not checked since 12 November")
    assert ("not called today" in said) is remark


def test_the_text_of_a_code_can_be_typed(site: Watched, phone: BrowserContext) -> None:
    page, paper = phone.new_page(), site.papers["jiangmen-demo"]
    page.goto("/offline")
    page.fill("#code-text", paper.code)
    page.click("#typed-code button")
    expect(page.locator("#code h2")).to_have_text(SPECIMEN)


def test_the_digits_reach_no_server(site: Watched) -> None:
    assert len(site.asked) > 20
    told = "\n".join(site.asked)
    assert paper_path(site) in told  # a control: what is asked does stand in the record
    for paper in site.papers.values():
        assert paper.digits[5:25] not in told and paper.digits[-20:] not in told
    assert "#" not in told


def paper_path(site: Watched) -> str:
    return f"/V/{site.papers['jiangmen-demo'].token}"


def test_the_browser_reads_what_python_reads(site: Watched, phone: BrowserContext) -> None:
    page = phone.new_page()
    page.goto("/offline")
    key = ec.derive_private_key(4711, ec.SECP256R1())
    private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    keys = [{"public": key.public_key().public_bytes(*DER).hex(), "compromised": False, "names": {}}]
    for name in ("陈䶮", "𠮷野家", "Maria Fernanda de Assunção Xavier do Espírito Santo Gonçalves" * 2):
        stated = Stated(1, "N" * 30, name, "4-10-01-03", "三级/高级工", "2026-11-12", "江门市示范机构")
        read = page.evaluate("([code, keys]) => OfflineCode.read(code, keys)", [offline_code(stated, private), keys])
        assert (read["name"], read["number"], read["issuer"]) == (name, stated.number, stated.issuer)
