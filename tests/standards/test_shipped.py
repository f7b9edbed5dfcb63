"""The standards that come with the program: no faults, the published weights, every kind of item in use."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assess.config import load_config
from assess.operations.standards import library
from assess.standards.library import Library, file_of
from assess.standards.model import LEVELS
from assess.standards.schema import schema_text

ROOT = Path(__file__).parents[2]

# Skill weights as published: function → L5, L4, L3, L2, L1; None where the level lacks the function.
PUBLISHED = {
    ("national/6-31-01-03", "2018"): {
        "继电控制电路装调维修": (40, 30, 15, None, None),
        "电器安装和线路敷设": (40, None, None, None, None),
        "电气设备装调维修": (None, 25, 30, 25, 45),
        "基本电子电路装调维修": (20, 15, None, None, None),
        "自动控制电路装调维修": (None, 30, 20, 15, None),
        "应用电子电路调试维修": (None, None, 15, 20, None),
        "交直流传动系统装调维修": (None, None, 20, None, None),
        "交直流传动及伺服系统调试维修": (None, None, None, 30, None),
        "电气自动控制系统调试维修": (None, None, None, None, 40),
        "培训与技术管理": (None, None, None, 10, 15),
    },
    ("national/6-23-04-01", "2024"): {
        "作业前准备": (45, 35, 20, 10, None),
        "装配": (25, 30, 30, 25, 10),
        "检测": (20, 20, 25, 35, 20),
        "试车": (10, 15, 15, 15, 25),
        "质量管理与技术革新": (None, None, None, 5, 15),
        "技术管理与指导培训": (None, None, 10, 10, 30),
    },
    ("national/4-03-02-07", "2018"): {
        "接待准备": (15, 15, 20, None, None),
        "茶艺服务": (70, 70, 65, None, None),
        "茶间服务": (15, 15, 15, None, None),
        "茶艺馆创意": (None, None, None, 20, None),
        "茶事活动": (None, None, None, 50, None),
        "业务管理": (None, None, None, 30, 35),
        "茶饮服务": (None, None, None, None, 20),
        "茶事创作": (None, None, None, None, 45),
    },
    ("national/4-03-02-01", "2018"): {
        "原料初加工": (25, 20, 10, None, None),
        "原料分档与切配": (25, 20, 20, None, None),
        "原料预制加工": (20, 25, 30, None, None),
        "菜肴制作": (30, 35, 40, None, None),
        "原料鉴别与初加工": (None, None, None, 20, None),
        "菜单设计": (None, None, None, 15, None),
        "菜肴制作与装饰": (None, None, None, 20, 45),
        "宴会主理": (None, None, None, 20, None),
        "厨房管理": (None, None, None, 15, 35),
        "培训指导": (None, None, None, 10, 20),
    },
    ("national/6-29-03-05", "2018"): {
        "制冷空调系统识别": (10, 10, None, None, None),
        "管道连接": (20, 20, None, None, None),
        "电气控制系统组装": (25, None, None, None, None),
        "制冷空调系统安装": (None, 20, 30, 30, None),
        "制冷空调系统调试": (None, 15, 15, None, None),
        "制冷空调系统维护": (20, 15, 20, None, None),
        "制冷空调系统检修": (25, 20, 30, 30, None),
        "制冷剂回收再生": (None, None, 5, None, None),
        "制冷空调系统管理": (None, None, None, 25, 20),
        "培训与指导": (None, None, None, 15, 20),
        "制冷空调系统优化": (None, None, None, None, 30),
        "制冷空调系统节能改造": (None, None, None, None, 30),
    },
    ("national/4-10-01-03", "2021"): {
        "环境创设": (10, 15, 20, 20, 20),
        "生活照料": (35, 30, 20, 15, 10),
        "安全与健康管理": (30, 25, 20, 20, 20),
        "早期学习支持": (20, 25, 30, 30, 30),
        "合作共育": (5, 5, None, None, None),
        "培训与指导": (None, None, 10, 15, 20),
    },
    ("national/6-20-01-01", "2020"): {
        "基本作业": (35, 30, 20, None, None),
        "机械设备装调": (35, 35, 40, 40, 30),
        "机械设备保养与维修": (30, 35, 40, 25, 30),
        "技术指导与革新": (None, None, None, 35, 40),
    },
    ("national/6-30-99-00", "2020"): {
        "机械系统装调": (None, 20, 15, None, None),
        "电气系统装调": (None, 20, 20, None, None),
        "系统操作与编程调试": (None, 60, 65, 35, 20),
        "系统规划与调整": (None, None, None, 40, 45),
        "技术管理": (None, None, None, 15, 20),
        "培训指导": (None, None, None, 10, 15),
    },
    ("national/6-07-01-03", "2023"): {
        "样品采集和设备清洗": (40, None, None, None, None),
        "打浆、供浆系统操作与控制": (None, 40, 30, None, None),
        "造纸设备维护与保养": (30, 30, 20, None, None),
        "造纸设备运行与控制": (30, 30, 30, None, None),
        "质量与成本控制": (None, None, 20, 30, 30),
        "工艺优化": (None, None, None, 35, None),
        "生产过程管理与控制": (None, None, None, 35, 35),
        "新技术、新产品方案实施": (None, None, None, None, 35),
    },
}


@pytest.fixture(scope="module")
def shipped() -> Library:
    return library(load_config({}))


def test_every_shipped_standard_is_published_without_a_warning(shipped: Library) -> None:
    assert PUBLISHED.keys() <= shipped.editions.keys()
    assert [(edition.entry.file, edition.reading.warnings) for edition in shipped.editions.values()] == [
        (file_of(edition.reading), ()) for edition in shipped.editions.values()
    ]
    assert shipped.drafts == ()


@pytest.mark.parametrize("key", PUBLISHED, ids=" ".join)
def test_skill_weights_are_the_published_ones(shipped: Library, key: tuple[str, str]) -> None:
    standard = shipped.get(*key).standard
    names = {function.id: str(function.name) for function in standard.functions}
    skill = standard.weights.skill
    assert {names[row]: tuple(column.get(level) for level in LEVELS) for row, column in skill.items()} == PUBLISHED[key]


def test_every_shipped_standard_says_what_of_it_is_made_up(shipped: Library) -> None:
    for edition in shipped.editions.values():
        sample = edition.reading.standard.sample
        assert sample is not None and all(sample.has(locale) for locale in ("zh-Hant-MO", "pt-MO", "en"))


def test_every_level_has_its_parts_and_panels(shipped: Library) -> None:
    for edition in shipped.editions.values():
        standard = edition.reading.standard
        for level in standard.levels:
            parts = {part.kind: part for part in standard.assessment[level].parts}
            senior = level in ("L2", "L1")
            assert set(parts) == ({"theory", "practical", "review"} if senior else {"theory", "practical"})
            assert parts["practical"].examiners.minimum >= (3 if senior else 2)
            assert senior == parts["practical"].examiners.odd or standard.kind == "competition"


@pytest.mark.parametrize("key", PUBLISHED, ids=" ".join)
def test_each_national_standard_uses_every_common_type_of_item(shipped: Library, key: tuple[str, str]) -> None:
    assessment = shipped.get(*key).standard.assessment
    types = {item.type for examined in assessment.values() for task in examined.tasks for item in task.items}
    assert types >= {"points", "check", "deduct", "judge", "veto"}


def test_the_enterprise_standard_differs_from_its_base_as_it_says(shipped: Library) -> None:
    base = shipped.get("national/6-23-04-01", "2024").standard
    own = shipped.get("jiangmen-qiaodu-motor/6-23-04-01", "2026.1").standard
    assert own.assessment["L4"].parts[1].pass_mark == 70 and base.assessment["L4"].parts[1].pass_mark == 60
    assert {task.id for task in own.assessment["L4"].tasks} - {task.id for task in base.assessment["L4"].tasks} == {
        "line-end-data"
    }
    assert own.assessment["L5"] == base.assessment["L5"]
    assert own.filing is not None and own.filing.number


def test_ten_years_of_work_lead_to_level_3_without_a_lower_certificate(shipped: Library) -> None:
    routes = shipped.get("national/4-10-01-03", "2021").standard.eligibility["L3"]
    (clause,) = next(route for route in routes if route.id == "years").all
    assert (clause.clause, getattr(clause, "years", None)) == ("work-years", 10)


def test_the_schema_for_editors_is_that_of_the_model() -> None:
    # When this fails: python -m assess.standards.schema > standards/schema.json
    assert (ROOT / "standards" / "schema.json").read_text(encoding="utf-8") == schema_text()
    assert json.loads(schema_text())["$defs"]["Standard"]["additionalProperties"] is False
