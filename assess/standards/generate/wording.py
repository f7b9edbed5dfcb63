"""The Chinese words of a generated standard: what an expert replaces, and the comments that say so."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from assess.standards.document import Path
from assess.standards.generate.table import Row, WeightTableInput
from assess.standards.model import Level

TENTH = Decimal("0.1")

_LEVELS: dict[Level, str] = {
    "L5": "五级/初级工",
    "L4": "四级/中级工",
    "L3": "三级/高级工",
    "L2": "二级/技师",
    "L1": "一级/高级技师",
}


def _named(zh_hans: str, zh_hant: str, pt: str, en: str) -> dict[str, str]:
    return {"zh-Hans": zh_hans, "zh-Hant-MO": zh_hant, "pt-MO": pt, "en": en}


MINISTRY_NAME = _named(
    "人力资源和社会保障部",
    "人力資源和社會保障部",
    "Ministério dos Recursos Humanos e da Segurança Social",
    "Ministry of Human Resources and Social Security",
)
AUTHOR_NAME = "（编制单位全称，请填写）"

SAMPLE = _named(
    "草稿：职业功能名称和技能要求权重取自所给的权重表，申报条件按2023年的规则；其余内容（工作内容、技能要求、"
    "相关知识要求、理论知识权重、考核任务、评分标准、考核时间和考评员人数）是程序生成的骨架，须由本职业的专家改写。",
    "草稿：職業功能名稱和技能要求權重取自所給的權重表，申報條件按2023年的規則；其餘內容（工作內容、技能要求、"
    "相關知識要求、理論知識權重、考核任務、評分標準、考核時間和考評員人數）是程式產生的骨架，須由本職業的專家改寫。",
    "Projecto: as designações das funções e os pesos das competências são os da tabela fornecida e as condições de "
    "candidatura as das regras de 2023; o resto (conteúdos, competências, conhecimentos, pesos da teoria, tarefas, "
    "critérios, durações, número de examinadores) é um esqueleto gerado pelo programa, a reescrever por peritos.",
    "Draft: the names of the functions and the skill weights are those of the given table, the conditions of "
    "application those of the 2023 rules; the rest (contents, skills, knowledge, theory weights, tasks, criteria, "
    "times, numbers of examiners) is a skeleton made by the program, to be rewritten by experts of the occupation.",
)

BASICS = [
    {"id": "ethics", "name": _named("职业道德", "職業道德", "Ética profissional", "Occupational ethics")},
    {"id": "foundation", "name": _named("基础知识", "基礎知識", "Conhecimentos de base", "Basic knowledge")},
]
PARTS = {
    "theory": _named("理论知识考试", "理論知識考試", "Teste de teoria", "Theory test"),
    "practical": _named("技能考核", "技能考核", "Teste de prática", "Practical test"),
    "review": _named("综合评审", "綜合評審", "Avaliação global", "Comprehensive review"),
}

# Level → name of the content, key skill, other skill, knowledge; {} is the name of the function.
_CONTENTS: dict[Level, tuple[str, str, str, str]] = {
    "L5": ("{}基本作业", "能按规程完成{}的基本作业", "能检查{}的结果并记录", "{}的规程与安全要求"),
    "L4": ("{}常规作业", "能独立完成{}的常规作业", "能发现并处理{}中的一般问题", "{}的方法与常见问题"),
    "L3": ("{}复杂作业", "能完成{}的复杂作业", "能分析并解决{}中的质量问题", "{}的原理与质量分析"),
    "L2": ("{}方案与疑难处理", "能解决{}中的疑难问题", "能制定{}的方案并组织实施", "{}的方案编制与疑难分析"),
    "L1": ("{}优化与革新", "能主持{}的优化与革新", "能制定{}的规范并评价实施效果", "{}的发展与技术革新方法"),
}

WORK: dict[str, Any] = {
    "id": "work",
    "type": "deduct",
    "text": "操作过程",
    "criterion": "按作业步骤逐项检查，出现一次扣一次",
}
FAULTS = ("步骤错误或遗漏", "操作不规范", "损坏工件、材料或工具")
QUESTIONS: dict[str, Any] = {
    "id": "questions",
    "type": "judge",
    "text": "回答提问",
    "descriptors": ["答非所问", "基本正确", "正确，能说明理由", "正确，理由充分并能举例"],
}
VETO: dict[str, Any] = {
    "id": "veto",
    "type": "veto",
    "text": "违反安全操作规程",
    "criterion": "可能造成人身伤害或设备损坏，经考评员制止",
    "effect": "task",
}
_POINTS_ITEMS = {
    "prepare": ("作业准备", "工具、材料、防护用品齐全并经检查"),
    "result": ("作业结果", "符合要求给满分，每一处不符合按比例扣分"),
    "plan": ("制定方案", "目标、步骤、人员、安全、验收齐全可行"),
    "carry-out": ("组织实施", "按方案实施，结果符合要求"),
}


def points_item(id_: str, points: Decimal, skill: str) -> dict[str, Any]:
    """One of the items that are scored in points."""
    text, criterion = _POINTS_ITEMS[id_]
    return {"id": id_, "type": "points", "text": text, "criterion": criterion, "max": points, "skills": [skill]}


REVIEW_TASKS: list[dict[str, Any]] = [
    {
        "id": "report",
        "part": "review",
        "name": "技术总结或论文",
        "points": 40,
        "minutes": 15,
        "items": [
            {"id": "structure", "type": "points", "text": "结构与表达", "criterion": "结构、文字、图表", "max": 10},
            {
                "id": "substance",
                "type": "judge",
                "text": "解决技术难题的水平",
                "max": 30,
                "descriptors": ["未涉及难题", "一般", "较难且有效", "难度大且有推广价值"],
            },
        ],
    },
    {
        "id": "defence",
        "part": "review",
        "name": "答辩",
        "points": 60,
        "minutes": 25,
        "items": [
            {"id": "statement", "type": "points", "text": "陈述", "criterion": "要点、条理、时间", "max": 20},
            {**QUESTIONS, "max": 40},
        ],
    },
]


def overview(name: str) -> str:
    """职业定义, to be replaced."""
    return f"从事{name}工作的人员（职业定义，请按标准文本改写）"


def source(table: WeightTableInput) -> str:
    """Where the figures come from, as far as it is known."""
    document = f"，{table.document}" if table.document else ""
    title = f"《{table.name}》（职业编码 {table.code}，{table.edition} 版{document}）"
    return f"{title}的技能要求权重表，正式使用前须与官方文本核对"


def content(row: Row, level: Level) -> dict[str, Any]:
    """工作内容 of one function at one level, with a key skill and another one."""
    name, key_skill, other, knowledge = (text.replace("{}", row.name) for text in _CONTENTS[level])
    id_ = f"{row.id}-{level[1]}"
    return {
        "id": id_,
        "name": name,
        "level": level,
        "skills": [{"id": f"{id_}-1", "text": key_skill, "key": True}, {"id": f"{id_}-2", "text": other}],
        "knowledge": [knowledge],
    }


def task_name(row: Row, level: Level) -> str:
    """The task that examines a function at a level."""
    return _CONTENTS[level][0].replace("{}", row.name)


def comments(table: WeightTableInput, levels: Sequence[Level]) -> dict[Path, str]:
    """What tells the author above each section what to replace, in Chinese and in short English."""
    cells = ((name, level, weight) for name, column in table.skill_weights.items() for level, weight in column.items())
    zero = "、".join(f"{name}（{level}）" for name, level, weight in cells if weight == 0)
    without = f"\n权重为 0 的视同没有，未列入：{zero}。" if zero else ""
    return {
        (): "yaml-language-server: $schema=../../../schema.json\n"
        f"{table.name} {table.code}：由技能要求权重表生成的草稿。须改写的地方上方都有注释；\n"
        "改写后删去注释，并把 sample 改为实际情况。检查：assess standards check 本文件\n"
        "A draft made from a table of weights. Replace what the comments name, then check the file.",
        ("name",): "请补充四种语言的名称，它印在证书上：{zh-Hans: …, zh-Hant-MO: …, pt-MO: …, en: …}\n"
        "Give the name in four languages; it stands on certificates.",
        ("overview",): "职业定义，请按标准文本改写。Replace the definition.",
        ("eligibility",): "申报条件：2023年的规则。一个级别的各条路径满足其一即可，一条路径的各项条件须同时满足。\n"
        "Conditions of the 2023 rules; alternatives, each with clauses that must all hold.",
        ("functions",): "工作要求：职业功能取自权重表；工作内容、技能要求（key: true 即★）和相关知识要求请全部改写。\n"
        "Functions are the table's; rewrite contents, skills (key: ★) and knowledge.",
        ("weights", "theory"): "理论知识权重表：程序的建议（按技能要求权重分配，取整），请改写，每列合计 100。\n"
        "A proposal; every column must add up to 100.",
        ("weights", "skill"): f"技能要求权重表：取自所给的表，不作改动。The figures of the table.{without}",
        **{("assessment", level): _of_level(level) for level in levels},
    }


def _of_level(level: Level) -> str:
    """Above the assessment of each level."""
    rewrite = "任务、考核内容、评分标准和时间请改写，配分合计不变"
    return f"{_LEVELS[level]}：各任务的配分等于技能要求权重；{rewrite}。Rewrite tasks and items; keep the sums."
