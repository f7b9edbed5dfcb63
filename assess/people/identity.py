"""Decides whether an identity document or a name can be right, how they are masked, and when two names are the same.

Nothing is changed on the way in: a name is kept exactly as it was typed, because the certificate prints it. What
cannot be right is refused by name; what is only unusual is a warning.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import Enum

from assess.errors import Problem


class DocumentType(Enum):
    """The documents by which a person proves who he or she is."""

    RESIDENT_ID = "resident_id"  # 居民身份证
    HKMO_PERMIT = "hkmo_permit"  # 港澳居民来往内地通行证
    HKMO_RESIDENCE = "hkmo_residence"  # 港澳居民居住证
    MACAU_BIR = "macau_bir"  # Bilhete de Identidade de Residente
    PASSPORT = "passport"


_NAMES = {
    DocumentType.RESIDENT_ID: {
        "zh-Hans": "居民身份证",
        "zh-Hant-MO": "居民身份證",
        "pt-MO": "Bilhete de Identidade de Residente da China",
        "en": "Resident Identity Card (mainland)",
    },
    DocumentType.HKMO_PERMIT: {
        "zh-Hans": "港澳居民来往内地通行证",
        "zh-Hant-MO": "港澳居民來往內地通行證",
        "pt-MO": "Salvo-conduto para deslocação ao Interior da China",
        "en": "Mainland Travel Permit for Hong Kong and Macao Residents",
    },
    DocumentType.HKMO_RESIDENCE: {
        "zh-Hans": "港澳居民居住证",
        "zh-Hant-MO": "港澳居民居住證",
        "pt-MO": "Autorização de Residência para Residentes de Hong Kong e Macau",
        "en": "Residence Permit for Hong Kong and Macao Residents",
    },
    DocumentType.MACAU_BIR: {
        "zh-Hans": "澳门居民身份证",
        "zh-Hant-MO": "澳門居民身份證",
        "pt-MO": "Bilhete de Identidade de Residente",
        "en": "Macao Resident Identity Card",
    },
    DocumentType.PASSPORT: {
        "zh-Hans": "护照",
        "zh-Hant-MO": "護照",
        "pt-MO": "Passaporte",
        "en": "Passport",
    },
}


HOLDS_BIRTH_DATE = frozenset({DocumentType.RESIDENT_ID, DocumentType.HKMO_RESIDENCE})
"""The documents whose 18-character number holds the birth date."""


def document_name(kind: DocumentType, locale: str) -> str:
    """Official name of the type of document, as certificates and forms print it (zh-Hans, zh-Hant-MO, pt-MO, en)."""
    return _NAMES[kind][locale]


@dataclass(frozen=True)
class Document:
    """One identity document; ``number`` holds capital letters and digits only (see ``document_from``)."""

    kind: DocumentType
    number: str

    def __repr__(self) -> str:
        return f"Document({self.kind.value}, {own_mask(self)})"  # logs and tracebacks must not carry the number

    @property
    def match_key(self) -> str:
        """The part that stays when the document is renewed: a travel permit's letter and eight digits, else all."""
        return self.number[:9] if self.kind is DocumentType.HKMO_PERMIT else self.number


def document_from(kind: DocumentType, typed: str) -> Document:
    """The document from what was typed: full-width forms, small letters, spaces, brackets and hyphens are tolerated."""
    return Document(kind, re.sub(r"[\s()\-–./]", "", unicodedata.normalize("NFKC", typed)).upper())


def check_document(document: Document, today: date) -> tuple[Problem, ...]:
    """What is wrong (severity ``error``) or unusual (``warning``) about a document's number; empty if nothing.

    Codes: ``document.empty``, ``.characters``, ``.length``, ``.check_digit``, ``.birth_date``, ``.region``,
    ``.permit_form``, ``.bir_form`` (a warning: no official rule for the check character is known), ``.passport_form``.
    """
    if not document.number:
        return (_problem("document.empty"),)
    if not re.fullmatch(r"[0-9A-Z]+", document.number):
        return (_problem("document.characters"),)
    if document.kind in HOLDS_BIRTH_DATE:
        return _check_eighteen(document, today)
    if document.kind is DocumentType.HKMO_PERMIT:
        return _unless(r"[HM]\d{8}(\d{2})?", document, "document.permit_form", "error")
    if document.kind is DocumentType.MACAU_BIR:
        return _unless(r"[157]\d{6}[0-9A-Z]", document, "document.bir_form", "warning")
    return _unless(r"[0-9A-Z]{6,12}", document, "document.passport_form", "warning")


def _problem(code: str, severity: str = "error", **params: object) -> Problem:
    return Problem(code, "number", params, severity)


def _unless(pattern: str, document: Document, code: str, severity: str) -> tuple[Problem, ...]:
    return () if re.fullmatch(pattern, document.number) else (_problem(code, severity),)


def _check_eighteen(document: Document, today: date) -> tuple[Problem, ...]:
    """GB 11643: six digits of the place, eight of the birth date, three of the order, one check character."""
    number = document.number
    if not re.fullmatch(r"\d{17}[0-9X]", number):
        return (_problem("document.length", got=len(number), expected=18),)
    problems = []
    residence = document.kind is DocumentType.HKMO_RESIDENCE
    if residence != number.startswith(("810000", "820000", "830000")):
        problems.append(_problem("document.region"))
    born = birth_date(document)
    if born is None or not date(1900, 1, 1) <= born <= today:
        problems.append(_problem("document.birth_date"))
    if check_character(number[:17]) != number[17]:
        problems.append(_problem("document.check_digit"))
    return tuple(problems)


def check_character(first_seventeen: str) -> str:
    """Check character of a GB 11643 number (ISO 7064 MOD 11-2): ``0``–``9`` or ``X``."""
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(first_seventeen))
    return "0123456789X"[(12 - total % 11) % 11]


def birth_date(document: Document) -> date | None:
    """Birth date inside an 18-character number; ``None`` for other documents and impossible dates."""
    if document.kind not in HOLDS_BIRTH_DATE:
        return None
    digits = document.number[6:14]
    if not re.fullmatch(r"\d{8}", digits):
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def own_mask(document: Document) -> str:
    """The number as its holder sees it: ``440**************3``; shorter numbers keep one character at each end."""
    number = document.number
    kept = 3 if len(number) == 18 else 1
    if len(number) < 5:
        return "*" * len(number)
    return number[:kept] + "*" * (len(number) - kept - 1) + number[-1]


def public_mask(document: Document) -> str:
    """The number as the public sees it: no digit, no letter, and always the same length."""
    return "********"


@dataclass(frozen=True)
class PersonName:
    """A person's names as documents give them: Chinese, and romanised surname and given name apart.

    Romanised names come from the card (Macau spells Cantonese its own way) and are never made from pinyin. Either
    side may be empty, not both.
    """

    zh: str
    surname: str = ""
    given: str = ""

    @property
    def romanised(self) -> str:
        """Surname and given name in the order in which they are spoken; empty if there is none.

        The romanisation of a Chinese name puts the surname first (CHAN Ka Man); a name without Chinese characters
        stands as Portuguese and English write it, the given name first.
        """
        parts = (self.surname, self.given) if self.zh else (self.given, self.surname)
        return " ".join(parts).strip()

    @property
    def shown(self) -> str:
        """The name that stands for the person in lists: the Chinese one, or else the romanised one."""
        return self.zh or self.romanised


NAME_LENGTH = {"zh": 40, "surname": 80, "given": 80}
_SIGNS = " ·'-"
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")  # letters or marks by category, yet invisible


def check_name(name: PersonName) -> tuple[Problem, ...]:
    """What is wrong with a name, one problem for each field; empty if nothing.

    Codes: ``name.empty``, ``name.too_long``, ``name.invisible`` (zero-width, bidirectional, variation selector),
    ``name.private_use`` (no font of ours and no reader of theirs can know it), ``name.character``, ``name.spaces``.
    """
    if not name.zh and not name.romanised:
        return (Problem("name.empty", "zh"),)
    fields = (("zh", name.zh), ("surname", name.surname), ("given", name.given))
    found = (_check_part(where, text) for where, text in fields if text)
    return tuple(problem for problem in found if problem is not None)


def _check_part(where: str, text: str) -> Problem | None:
    if len(text) > NAME_LENGTH[where]:
        return Problem("name.too_long", where, {"most": NAME_LENGTH[where], "got": len(text)})
    for character in text:
        code = _character_fault(character)
        if code is not None:
            shown = character if code == "name.character" else ""
            params = {"codepoint": f"U+{ord(character):04X}", "name": unicodedata.name(character, "?"), "shown": shown}
            return Problem(code, where, params)
    if text != text.strip(_SIGNS) or "  " in text:
        return Problem("name.spaces", where)
    return None


def _character_fault(character: str) -> str | None:
    category = unicodedata.category(character)
    if category in ("Cf", "Cc", "Zl", "Zp") or character in _FILLERS or _is_variation_selector(character):
        return "name.invisible"
    if category == "Co":
        return "name.private_use"
    # Planes 2 and 3 hold only ideographs, some of them younger than the tables of an older Python.
    allowed = category[0] in "LM" or character in _SIGNS or 0x20000 <= ord(character) <= 0x3FFFD
    return None if allowed else "name.character"


def _is_variation_selector(character: str) -> bool:
    point = ord(character)
    return 0xFE00 <= point <= 0xFE0F or 0xE0100 <= point <= 0xE01EF or 0x180B <= point <= 0x180F


def same_name(typed: str, holder: PersonName) -> bool:
    """Whether what a stranger typed is the holder's name; used for the public look-up only, never to change a name.

    Case, width, spaces and the signs between parts do not count; either order of the romanised parts will do.
    """
    wanted = _comparable(typed)
    orders = (holder.zh, holder.surname + holder.given, holder.given + holder.surname)
    return bool(wanted) and wanted in {_comparable(name) for name in orders}


def _comparable(name: str) -> str:
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return "".join(character for character in folded if unicodedata.category(character)[0] not in "ZPC")


_TWO_CHARACTER_SURNAMES = frozenset((
    "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 "
    "太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 "
    "漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 公户 公玉 公仪 梁丘 公仲 "
    "公上 公门 公山 公坚 左丘 公伯 西门 公祖 第五 公乘 贯丘 公皙 南荣 东里 东宫 仲长 子书 子桑 即墨 达奚 "
    "褚师 歐陽 東方 獨孤 南宮 聞人 諸葛 尉遲 赫連 澹臺 濮陽 公孫 仲孫 鍾離 長孫 鮮于 閭丘 子車 壤駟 樂正 "
    "穀梁 軒轅 東郭 南門 "
).split())


def masked_name(name: PersonName) -> str:
    """The name on a public notice (公示): the surname, then ``*`` for each character of the given name.

    ``欧阳*``, ``陈**``; without a Chinese name the last word of the surname and ``***``, which tells no length.
    """
    if not name.zh:
        return f"{(name.surname or name.given).split()[-1]} ***"
    kept = 2 if len(name.zh) > 2 and name.zh[:2] in _TWO_CHARACTER_SURNAMES else 1
    return name.zh[:kept] + "*" * max(len(name.zh) - kept, 1)
