"""Files made to exhaust the reader: each is refused in a process of its own, which says what it needed."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from assess.standards.parse import MAX_BYTES

CHILD = """
import json, sys, time
from assess.errors import Problems
from assess.standards.parse import parse
data = sys.stdin.buffer.read()
began = time.process_time()
try:
    codes = [problem.code for problem in parse(data, "x.yaml").problems] or ["read"]
except Problems as error:
    codes = [problem.code for problem in error.problems]
used = time.process_time() - began
# ru_maxrss would count what the parent had at the fork.
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(json.dumps([codes, used, int(peak.split()[1]) // 1024]))
"""
MEMORY = 128
"""Megabytes, of the whole process."""


def filled(line: str) -> str:
    """As many of that line as a file may hold."""
    return line * (MAX_BYTES // len(line.encode()))


HOSTILE = {
    "brackets": (filled("["), "yaml.too_deep"),
    "hyphens": (filled("- "), "yaml.too_deep"),
    "more and more indentation": ("".join(" " * i + "a:\n" for i in range(3_400)), "yaml.too_deep"),
    "values": (filled("- [a, b, c]\n"), "yaml.too_many_values"),
    "one key again and again": (filled("k: 1\n"), "yaml.too_many_values"),
    "keys": ("".join(f"k{i}: 1\n" for i in range(500_000)), "yaml.too_many_values"),
    "doubling aliases": ("a: &a [x, x]\n" + "".join(f"b{i}: &b{i} [*a, *a]\n" for i in range(50)), "yaml.alias"),
    "an alias after much that is harmless": ("- [a, b, c]\n" * 100_000 + "- *a\n", "yaml.alias"),
    "an anchor after much that is harmless": ("- [a, b, c]\n" * 100_000 + "- &a 1\n" * 300_000, "yaml.anchor"),
    "a fault after much that is harmless": ("a: b\n" * 200_000 + "a: b: c\n", "yaml.quotes_needed"),
    "one open quote": (filled('"' + "a\n" * 1000), "yaml.syntax"),
    "documents": (filled("---\n"), "yaml.several_documents"),
    "colons": (filled(":"), "yaml.syntax"),
}


def needed(text: str) -> tuple[list[str], float, int]:
    """What a process of its own answers: the codes, seconds of processor time, megabytes."""
    child = subprocess.run([sys.executable, "-c", CHILD], input=text.encode(), capture_output=True, check=True)
    codes, seconds, megabytes = json.loads(child.stdout)
    return codes, seconds, megabytes


@pytest.mark.parametrize(("text", "code"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_refused_in_little_memory(text: str, code: str) -> None:
    found, _seconds, megabytes = needed(text)
    assert code in found
    assert megabytes < MEMORY, f"{megabytes} MB"


def test_the_measurement_sees_memory_that_is_used() -> None:
    codes, _seconds, megabytes = needed("- [a, b, c]\n" * 110_000)
    assert codes == ["read"]
    assert megabytes > MEMORY, "a file just below the limits is kept whole, which needs more than a refusal"
