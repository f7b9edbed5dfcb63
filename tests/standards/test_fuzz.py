"""Mutants of the real files: whatever is done to a standard, the reader answers with faults or a reading.

Anything else that escapes (a ``KeyError`` is one) is a fault of ours and fails here with the seed that shows it. Most
mutants are small slips, since a file that is no YAML any more reaches only the parser.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from assess.errors import Problems
from assess.exams.form import derive_form
from assess.standards.library import Library, library_of, shelve
from assess.standards.load import read_standard

STANDARDS = Path(__file__).parents[2] / "standards"
ROUNDS = 8
MUTANTS = 2_000
LONG = 100_000
NASTY = (
    "", "~", "null", "true", "0", "-1", "1e9", "99999999999999999999", "0.0000001", "NaN", ".inf", "[]", "{}", "- -",
    "'", '"', "|", ">", "&a", "*a", "!!int", "? ", ": ", "# ", "\t", "\r\n", "𫖯", "２５", "L9", "L5, L5", "a" * 300,
    "[[[[", "{a: {a: {a: 1}}}", "2026-02-30", "<<: {a: 1}", "%", "---", "\\x00", "\u00a0",
)  # fmt: skip

Mutation = Callable[[random.Random, list[str]], None]


def _drop_line(rng: random.Random, lines: list[str]) -> None:
    del lines[rng.randrange(len(lines))]


def _double_line(rng: random.Random, lines: list[str]) -> None:
    at = rng.randrange(len(lines))
    lines.insert(at, lines[at])


def _move_block(rng: random.Random, lines: list[str]) -> None:
    at, length = rng.randrange(len(lines)), rng.randint(1, 12)
    block = lines[at : at + length]
    del lines[at : at + length]
    to = rng.randrange(len(lines) + 1)
    lines[to:to] = block


def _indent(rng: random.Random, lines: list[str]) -> None:
    at = rng.randrange(len(lines))
    lines[at] = " " * rng.randint(1, 4) + lines[at] if rng.random() < 0.5 else lines[at][rng.randint(1, 3) :]


def _value(rng: random.Random, lines: list[str]) -> None:
    at = rng.choice([i for i, line in enumerate(lines) if ":" in line])
    key, _, _rest = lines[at].partition(":")
    lines[at] = f"{key}: {rng.choice(NASTY)}"


def _swap_values(rng: random.Random, lines: list[str]) -> None:
    places = [i for i, line in enumerate(lines) if ":" in line]
    one, other = rng.choice(places), rng.choice(places)
    (key, _, value), (key2, _, value2) = lines[one].partition(":"), lines[other].partition(":")
    lines[one], lines[other] = f"{key}:{value2}", f"{key2}:{value}"


def _character(rng: random.Random, lines: list[str]) -> None:
    at = rng.randrange(len(lines))
    column = rng.randint(0, len(lines[at]))
    lines[at] = lines[at][:column] + rng.choice(NASTY) + lines[at][column + rng.randint(0, 2) :]


def _number(rng: random.Random, lines: list[str]) -> None:
    places = [(i, k) for i, line in enumerate(lines) for k, char in enumerate(line) if char.isdigit()]
    at, column = rng.choice(places)
    lines[at] = lines[at][:column] + rng.choice(("0", "7", "99", "-", ".", "")) + lines[at][column + 1 :]


MUTATIONS: tuple[Mutation, ...] = (
    _drop_line, _double_line, _move_block, _indent, _value, _swap_values, _character, _number,
)  # fmt: skip


def mutant(text: str, rng: random.Random) -> bytes:
    """``text`` with one to three things done to it."""
    lines = text.split("\n")
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        rng.choice(MUTATIONS)(rng, lines)
    return "\n".join(lines).encode()


def survived(data: bytes, library: Library) -> bool:
    """Whether the mutant is still a standard; its forms are derived then, which must not fail either."""
    try:
        reading = read_standard(data, "mutant.yaml", library.published)
    except Problems as error:
        assert error.problems, "refused without a reason"
        return False
    for level in reading.standard.assessment:
        derive_form(reading.standard, level, reading.sha256)
    return True


def run(seed: int, count: int) -> int:
    """How many of ``count`` mutants were still standards."""
    files = {path.relative_to(STANDARDS).as_posix(): path.read_bytes() for path in sorted(STANDARDS.rglob("*.yaml"))}
    library = library_of(shelve(files), files)
    texts = [data.decode() for name, data in files.items() if "/" in name]
    alive = 0
    for number in range(seed * count, (seed + 1) * count):
        rng = random.Random(number)
        data = mutant(rng.choice(texts), rng)
        try:
            alive += survived(data, library)
        except Exception as error:  # a leak of any kind is what is looked for here
            pytest.fail(f"mutant {number}: {type(error).__name__}: {error}")
    return alive


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_no_mutant_ends_in_anything_but_faults_or_a_reading(seed: int) -> None:
    alive = run(seed, MUTANTS // ROUNDS)
    # Both ends are reached: some slips harm nothing, most do.
    assert 0 < alive < MUTANTS // ROUNDS / 2


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 100 + (os.cpu_count() or 1) * 4))
def test_no_mutant_of_a_long_run_does_either(seed: int) -> None:
    run(seed, LONG // ((os.cpu_count() or 1) * 4))


def test_a_leak_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def leaking(*_: object) -> None:
        raise KeyError("leaked")

    monkeypatch.setitem(globals(), "survived", leaking)
    with pytest.raises(pytest.fail.Exception, match="KeyError"):
        run(0, 1)
