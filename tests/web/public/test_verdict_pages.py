"""What a stranger reads who scanned a certificate."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from flask.testing import FlaskClient
from one_exam import EXAM, ISSUE_DAY, actor, paper_of
from sqlalchemy import update

from assess.operations.life import suspend
from assess.store.certificates import CertificateRow
from assess.store.session import Store
from tests.life import erase, revoke


class _Words(HTMLParser):
    """The words of a page in the order in which a screen reader says them."""

    def __init__(self) -> None:
        super().__init__()
        self.inside, self.words = False, [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = self.inside or tag == "body"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.words.append(data.strip())


def words(client: FlaskClient, address: str, status: int = 200) -> str:
    """The text of the page in English, without the decorative sign before the verdict."""
    answer = client.get(address, headers={"Accept-Language": "en"})
    assert answer.status_code == status
    parser = _Words()
    parser.feed(re.sub(r'<span aria-hidden="true">.*?</span>', "", answer.get_data(as_text=True)))
    return " ".join(word for word in parser.words if word)


def macau(store: Store) -> str:
    return paper_of(store, EXAM, "chan", "dsal-demo").token


def mainland(store: Store) -> str:
    return paper_of(store, EXAM, "chan", "jiangmen-demo").token


def test_the_page_says_what_was_certified(client: FlaskClient, store: Store) -> None:
    page = words(client, f"/v/{mainland(store)}")
    number = paper_of(store, EXAM, "chan", "jiangmen-demo").number
    facts = ("陈䶮", "Chan Ka Ian", "保育师", "4-10-01-03", "三级/高级工", number, "江门市职业技能评价示范机构（示例）",
             "20 November 2026", "http://jndj.osta.org.cn", "http://pjjg.osta.org.cn")
    assert [fact for fact in facts if fact not in page] == []


def test_the_macau_page_shows_both_languages_of_the_paper(client: FlaskClient, store: Store) -> None:
    page = words(client, f"/v/{macau(store)}")
    facts = ("保育師", "Educador de creche", "高級", "nível elevado", "勞工事務局（示例）")
    assert [fact for fact in facts if fact not in page] == []


def test_the_two_papers_name_each_other(client: FlaskClient, store: Store) -> None:
    page = words(client, f"/v/{mainland(store)}")
    assert "Labour Affairs Bureau (demonstration) Valid since 20 November 2026" in page
    assert "Jiangmen Model Body for Skill Assessment (example) Valid since" in words(client, f"/v/{macau(store)}")


def test_a_specimen_says_so_in_its_first_words(client: FlaskClient, store: Store) -> None:
    assert words(client, f"/v/{mainland(store)}").startswith("Specimen – not a certificate")


def test_a_revoked_one_says_so_first_with_the_day_and_the_other_paper_tells(client: FlaskClient, store: Store) -> None:
    paper = paper_of(store, EXAM, "chan", "jiangmen-demo")
    revoke(store, actor(store, "office"), actor(store, "approver"), paper.id, ISSUE_DAY)
    page = words(client, f"/v/{paper.token}")
    assert page.startswith("Revoked on 20 November 2026 – no longer valid")
    assert "Reason: fraud" in page and "替考" not in page
    assert "(example) Revoked on 20 November 2026" in words(client, f"/v/{macau(store)}")


def test_an_erased_one_is_called_neither_genuine_nor_forged_and_the_other_paper_tells(
    client: FlaskClient, store: Store
) -> None:
    paper = paper_of(store, EXAM, "chan", "jiangmen-demo")
    suspend(store, actor(store, "office"), paper.id, "接到举报", ISSUE_DAY)
    erase(store, actor(store, "office"), actor(store, "approver"), paper.id, ISSUE_DAY, reason_class="ordered")
    page = words(client, f"/v/{paper.token}")
    assert page.startswith("Record erased on 20 November 2026 – nobody can confirm what it said")
    for said in ("neither genuine nor forged", "by order of an authority or a court", paper.number,
                 "Before that: Suspended since 20 November 2026", "Jiangmen Model Body"):
        assert said in page, said
    for gone in ("陈䶮", "Chan", "保育师", "4-10-01-03", "本人书面申请", "Failed:", "SPECIMEN 样本"):
        assert gone not in page, gone
    assert "(example) Record erased on 20 November 2026" in words(client, f"/v/{macau(store)}")
    asked = {"number": paper.number, "name": "Nobody"}
    assert b"Record erased" in client.post("/check/number", data=asked, headers={"Accept-Language": "en"}).data
    lines = {"text": f"number,name\n{paper.number},x", "answer": "csv"}
    table = client.post("/check/list", data=lines, headers={"Accept-Language": "en"}).get_data(as_text=True)
    assert "nobody can confirm what it said,erased," in table
    log = client.post("/log/check/number", data=asked, headers={"Accept-Language": "en"})
    assert log.status_code == 404 and b"was erased" in log.data
    assert client.get(f"/v/{paper.token}/credential.zh-Hans.json").status_code == 404


def test_an_altered_record_shows_nothing_of_its_contents(client: FlaskClient, store: Store) -> None:
    paper = paper_of(store, EXAM, "chan", "jiangmen-demo")
    with store.unit_of_work() as session:
        session.execute(update(CertificateRow).where(CertificateRow.id == paper.id).values(number="SPECIMEN263000009"))
    page = words(client, f"/v/{paper.token}")
    assert page.startswith("Not confirmed – do not rely on it")
    assert "Failed: The register and the signed contents say the same." in page
    assert "陈䶮" not in page


@pytest.mark.parametrize("address", ["/v/{0}", "/V/{0}", "/v/{1}", "/V/{1}"])
def test_capitals_in_the_address_make_no_difference(client: FlaskClient, store: Store, address: str) -> None:
    token = mainland(store)
    assert client.get(address.format(token, token.lower())).status_code == 200


@pytest.mark.parametrize("token", ["AAAAAAAAAAAA", "short", "0O1I0O1I0O1I", "%E8%AF%81"])
def test_an_unknown_code_says_what_to_check(client: FlaskClient, token: str) -> None:
    page = words(client, f"/v/{token}", status=404)
    assert page.startswith("No such certificate")
    assert "what looks like 0 is the letter O" in page and "Whom to ask" in page and "fake query sites" in page


def test_a_miss_tells_nothing_by_its_bytes(client: FlaskClient) -> None:
    codes = ("ABCDEFGHIJKL", "ZZZZZZ777777", "0O1I0O1I0O1I")
    assert len({client.get(f"/v/{code}").get_data(as_text=True).replace(code, "") for code in codes}) == 1


def test_no_digit_of_an_identity_number_is_shown(client: FlaskClient, store: Store) -> None:
    for token in (macau(store), mainland(store)):
        page = client.get(f"/v/{token}").get_data(as_text=True)
        assert not any("12345679"[start:start + 4] in page for start in range(5))
        assert "1990" not in page


@pytest.mark.parametrize("address", ["/", "/v/{}", "/v/AAAAAAAAAAAA"])
def test_a_public_page_starts_no_session(client: FlaskClient, store: Store, address: str) -> None:
    answer = client.get(address.format(mainland(store)))
    assert answer.headers.getlist("Set-Cookie") == []
    assert answer.headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("address", ["/", "/v/{}", "/v/AAAAAAAAAAAA"])
def test_a_public_page_is_small_with_its_style_and_the_scripts_of_the_offline_code(
    client: FlaskClient, store: Store, address: str
) -> None:
    answer = client.get(address.format(mainland(store)))
    page = answer.get_data(as_text=True)
    loaded = re.findall(r'<(?:link|script|img|iframe)[^>]*(?:href|src)="([^"]*)"', page)
    style, *scripts = (found for found in loaded if found != "data:,")
    assert [script.partition("?")[0] for script in scripts] == [
        f"/static/verify/{name}.js" for name in (() if address == "/" else ("code", "answer", "page", "keep"))]
    sizes = []
    for name in (style, *scripts):
        with client.get(name) as file:
            assert file.status_code == 200
            sizes.append(len(file.data))
    assert sizes[0] <= 6000 and len(answer.data) + sum(sizes) < 60_000


@pytest.mark.parametrize("locale", ["zh-Hans", "zh-Hant-MO", "pt-MO", "en"])
def test_each_language_is_one_link_away(client: FlaskClient, store: Store, locale: str) -> None:
    page = client.get(f"/v/{mainland(store)}?lang={locale}").get_data(as_text=True)
    assert f'<html lang="{locale}">' in page and f'<b lang="{locale}">' in page
