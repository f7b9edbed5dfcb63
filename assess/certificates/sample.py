"""Made-up certificates with which a design is tried: an ordinary one, and those with the longest texts there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from assess.certificates.authority import Authority
from assess.certificates.number import format_number
from assess.certificates.payload import VERSION, Payload, Way
from assess.i18n.text import Text
from assess.people.identity import DocumentType

_DAY = "2026-11-23"
_OCCUPATION = {"zh-Hans": "保育师", "zh-Hant-MO": "保育師", "pt-MO": "Educador de creche", "en": "Childcare worker"}
_LONG_OCCUPATION = {
    "zh-Hans": "新能源汽车动力电池系统装配与调试运行维护员", "zh-Hant-MO": "新能源汽車動力電池系統裝配與調試運行維護員",
    "pt-MO": "Técnico de montagem e afinação de motociclos e de veículos eléctricos ligeiros",
    "en": "Assembler and maintainer of traction battery systems for new energy vehicles",
}
_LONG_TRADE = {
    "zh-Hans": "动力电池系统装配与调试（高压安全操作方向）", "zh-Hant-MO": "動力電池系統裝配與調試（高壓安全操作方向）",
    "pt-MO": "Montagem e afinação de baterias de tracção (alta tensão)",
    "en": "Traction battery assembly (high voltage)",
}
_NUMBERS = {
    DocumentType.RESIDENT_ID: "440703199001011234", DocumentType.HKMO_PERMIT: "M12345678",
    DocumentType.HKMO_RESIDENCE: "820000199001011234", DocumentType.MACAU_BIR: "51234568",
    DocumentType.PASSPORT: "EA12345678",
}


def samples(authority: Authority, way: Way) -> Iterator[Payload]:
    """First an ordinary certificate of that kind, then the longest texts with every document and every level."""
    documents = authority.documents or (DocumentType.RESIDENT_ID,)
    levels = [level for level in (*authority.levels, *authority.records) if _way(level) == way]
    for level in levels[:1]:
        yield _ordinary(authority, level, documents[0], way)
    for level in levels:
        for document in documents:
            longest = _longest(authority, _ordinary(authority, level, document, way))
            yield longest
            yield replace(longest, name_zh="", surname="de Assunção Xavier do Espírito Santo Gonçalves",
                          given="Maria Fernanda")


def _way(level: str) -> Way:
    return "appointment" if level in ("special", "chief") else "confirmation" if level == "apprentice" else "exam"


def _ordinary(authority: Authority, level: str, document: DocumentType, way: Way) -> Payload:
    named = authority.paper_of(level)
    assert named is not None, "levels are the authority's own"
    held = way != "exam"
    return Payload(
        version=VERSION, authority=authority.id, issuer=_printed(authority.name, authority),
        number=format_number(authority, date.fromisoformat(_DAY).year, level, 17, sampled=True), token="SPECIMEN2345",
        specimen=True, sample={}, name_zh="陳嘉敏", surname="CHAN", given="Ka Man", born="1990-01-01",
        document_type=document.value, document_number=_NUMBERS[document], photo_sha256=None,
        occupation_code="4-10-01-03", occupation=_OCCUPATION, trade={}, level=level,
        grade=_printed(named.name, authority), standard="sample", edition="1", standard_sha256="0" * 64,
        form_sha256="0" * 64, result_sha256="0" * 64, linked="0" * 64, issued_on=_DAY, way=way,
        enterprise=_printed(authority.name, authority) if held else {},
        held_from=_DAY if held else None, held_until="2029-11-22" if way == "appointment" else None,
    )


def _printed(text: Text, authority: Authority) -> dict[str, str]:
    return {locale: text.in_locale(locale) for locale in authority.languages}


def _longest(authority: Authority, payload: Payload) -> Payload:
    return replace(
        payload, name_zh="阿卜杜热西提·买买提依明·吐尔逊", surname="de Assunção Xavier Gonçalves",
        given="Maria Fernanda", occupation=_LONG_OCCUPATION, trade=_LONG_TRADE, paper_edition=12,
        paper_kind="correction", paper_on="2026-12-31",
        number=format_number(authority, 2026, payload.level, 999_999, sampled=True),
    )
