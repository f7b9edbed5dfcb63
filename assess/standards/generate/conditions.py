"""申报条件 of the 2023 rules (人社厅发〔2023〕31号, annex 5), with the evidence for every clause, as plain data."""

from __future__ import annotations

from typing import Any

from assess.standards.model import Level

_INSURANCE = "社会保险缴费记录"
_PLEDGE = f"{_INSURANCE}和工作年限承诺书"
_DIPLOMA = "毕业证书，应届毕业生凭学籍证明"
_GRADES: dict[Level, str] = {"L5": "五级", "L4": "四级", "L3": "三级", "L2": "二级", "L1": "一级"}
_TITLES = {"junior": "初级", "middle": "中级", "senior": "高级"}


def _route(id_: str, *clauses: dict[str, Any]) -> dict[str, Any]:
    return {"id": id_, "all": list(clauses)}


def _works(years: int, evidence: str) -> dict[str, Any]:
    return {"clause": "work-years", "years": years, "evidence": evidence}


def _holds(grade: Level, years: int = 0, more: str = "") -> dict[str, Any]:
    since = {"years": years} if years else {}
    evidence = f"{_GRADES[grade]}职业技能等级证书（职业资格证书）{more}"
    return {"clause": "grade-held", "grade": grade, **since, "evidence": evidence}


def _title(title: str, years: int) -> dict[str, Any]:
    return {"clause": "title", "title": title, "years": years, "evidence": f"{_TITLES[title]}职称证书和{_INSURANCE}"}


def _student(*diplomas: str, evidence: str = _DIPLOMA) -> dict[str, Any]:
    return {"clause": "diploma", "diplomas": list(diplomas), "final_year": True, "evidence": evidence}


CONDITIONS: dict[Level, list[dict[str, Any]]] = {
    "L5": [
        _route(
            "work",
            {"clause": "age", "years": 16, "evidence": "居民身份证或其他有效身份证件"},
            {"clause": "works", "evidence": "从事或拟从事本职业的声明"},
        ),
    ],
    "L4": [
        _route("years", _works(5, f"{_INSURANCE}，或工作年限承诺书")),
        _route("lower-grade", _holds("L5", 3, f"和{_INSURANCE}")),
        _route("diploma", _student("technical-school", "secondary-vocational", "college", "bachelor")),
    ],
    "L3": [
        _route("years", _works(10, _PLEDGE)),
        _route("lower-grade", _holds("L4", 4, f"和{_INSURANCE}")),
        _route("title", _title("junior", 1)),
        _route("senior-class", _student("senior-worker-class")),
        _route("college-with-grade", _holds("L4"), _student("college", "bachelor")),
        _route("assessed-college", _student("assessed-college", evidence="经评估论证的高等职业院校毕业证书")),
    ],
    "L2": [
        _route("lower-grade", _holds("L3", 5, f"、{_PLEDGE}")),
        _route("junior-title", _title("junior", 5), _holds("L3", 1)),
        _route("middle-title", _title("middle", 1)),
        _route(
            "technician-college",
            _holds("L3"),
            {
                "clause": "diploma",
                "diplomas": ["senior-technical-school", "technician-college"],
                "years": 2,
                "evidence": f"毕业证书和{_INSURANCE}",
            },
        ),
        _route("technician-class", _holds("L3", 2), _student("pre-technician-class", "technician-class")),
    ],
    "L1": [
        _route("lower-grade", _holds("L2", 5, f"、{_PLEDGE}")),
        _route("middle-title", _title("middle", 5), _holds("L2", 1)),
        _route("senior-title", _title("senior", 1)),
    ],
}
"""Level → its routes, from the lowest level up."""
