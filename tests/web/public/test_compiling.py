"""The compiled public templates say, byte for byte, what ordinary Jinja makes of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from jinja2 import Environment
from jinja2.compiler import CodeGenerator
from jinja2.exceptions import UndefinedError

from assess.certificates.status import Status
from assess.certificates.verify import Erased, LinkedPaper, PublicCertificate, Successor, Verification, step
from assess.i18n import LOCALES
from assess.web.public.environment import TEMPLATES, environment

FULL = PublicCertificate(
    authority="a", issuer={"zh-Hant-MO": "局", "pt-MO": "Direcção <&>"}, number="N<1>", token="T", name_zh="陈<b>",
    name_latin="Chan %(day)s", occupation_code="4-10-01-03", occupation={"zh-Hans": "保育师"}, trade={"zh-Hans": "一"},
    level="L3", grade={"zh-Hans": "三级"}, issued_on=date(2026, 11, 20), status=Status.REVOKED,
    status_on=date(2026, 11, 21), status_reason="fraud", specimen=True, sample={"en": "100 % made up"},
    linked=(LinkedPaper("b", "suspended", date(2026, 11, 22)),), way="appointment", enterprise={"zh-Hans": "厂<&>"},
    held_from=date(2026, 12, 1), held_until=date(2029, 11, 30), edition=2,
    edition_kind="copy", edition_on=date(2026, 11, 25), replaced_by=Successor(3, "correction", "T3"),
)
BARE = replace(FULL, name_zh="", trade={}, status_reason="", specimen=False, sample={}, linked=(), way="exam",
               edition_on=None, replaced_by=None)
RECORD = replace(FULL, way="confirmation")
GONE = Erased("N<1>", "a", date(2030, 1, 2), "ordered", Status.REVOKED, date(2026, 11, 21))
OTHERS = ("api", "base", "bulk", "bulk_checked", "certificate", "front", "notice", "notices", "objection",
          "objection_kept", "objection_state", "offline", "result_check", "result_checked", "scan")
"""Pages that are about no certificate, beside those of the log."""
PAGES = sorted(file.stem for file in (TEMPLATES / "public").glob("*.html")
               if not file.stem.startswith(("_", "log")) and file.stem not in OTHERS)


def ordinary(locale: str) -> Environment:
    """The same environment with Jinja's own compiler."""
    made = environment(locale).overlay()
    made.code_generator_class = CodeGenerator
    return made


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("certificate", [FULL, BARE, RECORD], ids=["full", "bare", "record"])
@pytest.mark.parametrize("sought", ["code", "number"])
def test_a_page_is_the_same(locale: str, page: str, certificate: PublicCertificate, sought: str) -> None:
    gone = GONE if certificate is FULL else replace(GONE, before=Status.VALID)
    checks = (step("record", True), step("seal", False))
    values: dict[str, Any] = {
        "site": "https://x.example/<&>", "verification": Verification(checks, erased=gone), "issuer": "<Body>",
        "certificate": certificate, "checked_at": datetime(2026, 11, 23, 1, 30, tzinfo=UTC), "sought": sought,
        "code": "<script>", "host": "<evil>", "queries": ("http://q?a=1&b",),
        "linked": [("<Labour>", paper) for paper in certificate.linked], "ended": True,
    }
    name = f"public/{page}.html"
    text = environment(locale).get_template(name).render(values)
    assert text == ordinary(locale).get_template(name).render(values)
    assert "<script>" not in text and "<evil>" not in text


def test_no_inheritance_and_no_constant_is_left_to_the_request() -> None:
    made = environment("en")
    source = made.compile((TEMPLATES / "public/specimen.html").read_text("utf-8"), "specimen", raw=True)
    assert [left for left in ("parent_template", "static_url", "'languages'", "context.blocks") if left in source] == []


def test_a_value_that_was_forgotten_is_still_an_error() -> None:
    with pytest.raises(UndefinedError):
        environment("en").get_template("public/specimen.html").render(site="")
