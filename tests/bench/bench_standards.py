"""How long standards of 2,000 and 20,000 items take to load and check, beside the bare scan of their YAML.

Each size is measured in a process of its own, because peak memory never goes down again.

Run: ``python tests/bench/bench_standards.py``. Prints figures; asserts nothing.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import yaml

from assess.standards.check import check
from assess.standards.load import read_standard
from assess.standards.model import LEVELS, Standard
from assess.standards.parse import parse
from assess.standards.validate import validate

RUNS = 5
SIZES = (2_000, 20_000)


def generated(items: int) -> str:
    """A correct standard of five levels: 20 functions, each with a hundredth of the items at every level."""
    each = items // 100
    worth = Decimal(5) / each
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
            for number in range(each):
                lines += [
                    f"          - id: i{number}",
                    "            type: points",
                    f"            text: 考核内容第 {number} 项",
                    "            criterion: 符合要求得分，每错一处扣 0.05 分",
                    f"            max: {worth}",
                    "            unit: 0.025",
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


def peak_memory() -> int:
    """Megabytes that this process needed at most."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) // 1024


def measure(items: int) -> None:
    """Prints the figures of one size."""
    text = generated(items)
    data = text.encode()
    reading = read_standard(data, "bench.yaml")
    counted = sum(len(task.items) for level in reading.standard.assessment.values() for task in level.tasks)
    print(f"{counted:,} items, {len(data):,} bytes, {len(text.splitlines()):,} lines; best and median of {RUNS} runs")
    print(f"{'peak memory after the first load':42} {peak_memory():8} MB")
    document = parse(data, "bench.yaml")
    standard = reading.standard
    rows: dict[str, Callable[[], object]] = {
        "whole: parse, validate, check": lambda: read_standard(data, "bench.yaml"),
        "  parse with places": lambda: parse(data, "bench.yaml"),
        "  validate": lambda: validate(Standard, document.data),
        "  check": lambda: list(check(standard)),
        "floor: bare libyaml event scan": lambda: sum(1 for _ in yaml.parse(text, Loader=yaml.CSafeLoader)),
        "yaml.load with CSafeLoader, nothing else": lambda: yaml.load(text, Loader=yaml.CSafeLoader),
    }
    for name, act in rows.items():
        best, median = best_and_median_ms(act)
        print(f"{name:42} {best:8.1f} {median:8.1f} ms", flush=True)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(int(sys.argv[1]))
    else:
        for size in SIZES:
            subprocess.run([sys.executable, __file__, str(size)], check=True)
