"""Fonts, presses and faces that several certificate tests print with."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache

from PIL import Image

from assess.certificates.design import Design, parse_design
from assess.certificates.pdf import Face, Press
from tests.house_fonts import CERTS, book

DIGITS = "1" + "0123456789" * 37
"""As many as the offline code of an ordinary paper has."""


@cache
def design(authority: str) -> Design:
    path = CERTS / "authorities" / authority / "design.yaml"
    return parse_design(path.read_bytes(), path.name)


@cache
def press(authority: str) -> Press:
    return Press(design(authority), book())


def photo(kind: str = "JPEG", mode: str = "RGB", size: tuple[int, int] = (295, 413)) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert(mode).save(out, kind)
    return out.getvalue()


def jiangmen(name: str = "陈䶮", **changes: object) -> Face:
    fields = {
        "name": name,
        "document_type": "居民身份证",
        "document_number": "440703199001011234",
        "occupation": "保育师",
        "trade": "--",
        "level": "三级/高级工",
        "number": "DEMO-26-3-000017",
        "issued_on": "2026年11月23日",
        "issuer": "江门技能评价示范机构",
    }
    face = Face(
        fields=fields,
        qr="HTTPS://VERIFY.EXAMPLE.ORG/K7QW3MZB5XTA",
        photo=photo(),
        specimen=False,
        title="职业技能等级证书",
        language="zh-Hans",
        subject="保育师 三级/高级工",
        issued_at="2026-11-23T08:00:00Z",
        offline="HTTPS://VERIFY.EXAMPLE.ORG/K7QW3MZB5XTA#" + DIGITS,
    )
    return replace(face, **changes)  # type: ignore[arg-type]


def macau(name_latin: str = "Chan Tai Man", name_zh: str = "陳大文", **changes: object) -> Face:
    fields = {
        "name_zh": name_zh,
        "name_latin": name_latin,
        "document_type_zh": "澳門居民身份證",
        "document_type_pt": "Bilhete de Identidade de Residente de Macau",
        "document_number": "1234567(8)",
        "occupation_zh": "保育師",
        "occupation_pt": "Educador de infância",
        "level_zh": "高級",
        "level_pt": "Nível elevado",
        "number": "DEMO-26-3-000018",
        "issued_on_zh": "2026年11月23日",
        "issued_on_pt": "23 de Novembro de 2026",
        "issuer_zh": "澳門技能鑑定示範機構",
        "issuer_pt": "Entidade de demonstração",
    }
    face = Face(
        fields=fields,
        qr="HTTPS://VERIFY.EXAMPLE.ORG/9PRT4CVN2KDE",
        photo=photo(),
        specimen=False,
        title="職業技能證明書",
        language="zh-Hant-MO",
        subject="保育師 高級",
        offline="HTTPS://VERIFY.EXAMPLE.ORG/9PRT4CVN2KDE#" + DIGITS,
    )
    return replace(face, **changes)  # type: ignore[arg-type]
