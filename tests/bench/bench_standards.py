"""How long a standard of 2,000 items takes to load, beside the bare scan of its YAML and ``yaml.safe_load``.

Run: ``python tests/bench/bench_standards.py``. Prints figures; asserts nothing.
"""

from __future__ import annotations

import resource
import statistics
import time
from collections.abc import Callable

import yaml

from assess.standards.check import check
from assess.standards.load import read_standard
from assess.standards.model import LEVELS, Standard
from assess.standards.parse import parse
from assess.standards.validate import validate

RUNS = 9
ITEMS = 2_000


def generated() -> str:
    """A correct standard of five levels with 2,000 items: 20 functions, each with 20 items at every level."""
    functions = [f"f{number}" for number in range(20)]
    columns = "{" + ", ".join(f"{level}: 5" for level in LEVELS) + "}"
    lines = [
        "format: 1", "id: bench/9-99-99-99", "kind: national", "code: 9-99-99-99", 'edition: "1"',
        "name: {zh-Hans: 试验工, zh-Hant-MO: 試驗工, pt-MO: Técnico, en: Worker}",
        "author: {id: bench, name: 试验机构}", "overview: 用于测量", f"levels: [{', '.join(LEVELS)}]", "eligibility:",
        *(f"  {level}: [{{id: work, all: [{{clause: works}}]}}]" for level in LEVELS), "basics: []", "functions:",
    ]  # fmt: skip
    for function in functions:
        lines += [f"  - id: {function}", f"    name: 职业功能 {function}", "    contents:"]
        for level in LEVELS:
            skills = ", ".join(f"{{id: {function}-{level[1]}-{n}, text: 能完成第 {n} 项, key: true}}" for n in range(4))
            lines.append(f"      - {{id: {function}-{level[1]}, name: 工作内容, level: {level}, skills: [{skills}]}}")
    for table in ("theory", "skill"):
        lines += ["weights:"] * (table == "theory") + [f"  {table}:"]
        lines += [f"    {function}: {columns}" for function in functions]
    lines.append("assessment:")
    for level in LEVELS:
        lines += [f"  {level}:", "    parts:", "      - {id: practical, kind: practical, name: 技能考核}", "    tasks:"]
        for function in functions:
            lines += [f"      - id: {function}", f"        function: {function}", "        name: 任务",
                      "        points: 5", "        items:"]  # fmt: skip
            for number in range(ITEMS // len(functions) // len(LEVELS)):
                lines += [
                    f"          - id: i{number}",
                    "            type: points",
                    f"            text: 考核内容第 {number} 项",
                    "            criterion: 符合要求得分，每错一处扣 0.05 分",
                    "            max: 0.25",
                    "            unit: 0.05",
                    f"            skills: [{function}-{level[1]}-{number % 4}]",
                ]
    return "\n".join(lines) + "\n"


def best_and_median_ms(act: Callable[[], object]) -> tuple[float, float]:
    """The best and the median of some runs, in milliseconds: far apart when the machine is busy with other things."""
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        act()
        times.append(time.perf_counter() - began)
    return min(times) * 1000, statistics.median(times) * 1000


def main() -> None:
    text = generated()
    data = text.encode()
    document = parse(data, "bench.yaml")
    standard, _ = validate(Standard, document.data)
    assert standard is not None
    items = sum(len(task.items) for level in standard.assessment.values() for task in level.tasks)
    print(f"{items} items, {len(data):,} bytes, {len(text.splitlines()):,} lines; best and median of {RUNS} runs")
    rows: dict[str, Callable[[], object]] = {
        "whole: parse, validate, check": lambda: read_standard(data, "bench.yaml"),
        "  parse with places": lambda: parse(data, "bench.yaml"),
        "  validate": lambda: validate(Standard, document.data),
        "  check": lambda: list(check(standard)),
        "floor: bare libyaml event scan": lambda: sum(1 for _ in yaml.parse(text, Loader=yaml.CSafeLoader)),
        "yaml.load with CSafeLoader, nothing else": lambda: yaml.load(text, Loader=yaml.CSafeLoader),
        "yaml.safe_load, nothing else": lambda: yaml.safe_load(text),
    }
    for name, act in rows.items():
        if name.startswith("floor"):
            print(f"{'peak memory so far':42} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MB")
        best, median = best_and_median_ms(act)
        print(f"{name:42} {best:8.1f} {median:8.1f} ms")


if __name__ == "__main__":
    main()
