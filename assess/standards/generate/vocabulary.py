"""Readable ids for the functions of a standard, from words that such functions are named with."""

from __future__ import annotations

from collections.abc import Set

WORDS = {
    "培训": "training",
    "指导": "guidance",
    "质量": "quality",
    "安全": "safety",
    "管理": "management",
    "准备": "preparation",
    "接待": "reception",
    "服务": "service",
    "设计": "design",
    "创作": "creation",
    "创意": "creation",
    "创新": "innovation",
    "革新": "innovation",
    "改造": "conversion",
    "优化": "improvement",
    "回收": "recovery",
    "编程": "programming",
    "装调": "assembly",
    "装配": "assembly",
    "组装": "assembly",
    "安装": "installation",
    "调试": "commissioning",
    "检修": "repair",
    "维修": "repair",
    "维护": "maintenance",
    "保养": "maintenance",
    "检测": "inspection",
    "检验": "inspection",
    "识别": "identification",
    "鉴别": "identification",
    "诊断": "diagnosis",
    "连接": "connection",
    "采集": "sampling",
    "操作": "operation",
    "运行": "running",
    "控制": "control",
    "加工": "processing",
    "制作": "making",
    "照料": "care",
    "销售": "sales",
    "活动": "activities",
}
"""The first word that is found in a name gives the id; what says most of a function stands first."""


def id_for(name: str, number: int, taken: Set[str]) -> str:
    """An id for the function ``name``, the ``number``-th of its standard, that is not among ``taken``."""
    word = next((english for chinese, english in WORDS.items() if chinese in name), f"f{number}")
    candidates = (word, *(f"{word}-{count}" for count in range(2, len(taken) + 3)))
    return next(candidate for candidate in candidates if candidate not in taken)
