"""A thousand slips in the figures and ids of the shipped standards: each is reported, at the line where it was made."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from assess.errors import Problem, Problems
from assess.standards.load import Bases, no_bases, read_standard
from assess.standards.parse import parse
from assess.standards.write import yaml_text
from tests.standards.mutations import Mutation, mutations

STANDARDS = Path(__file__).parents[2] / "standards"
LEVELS = {
    "national/6-23-04-01/2024.yaml": ("L5", "L4"),
    "national/6-31-01-03/2018.yaml": ("L2", "L1"),
    "national/4-10-01-03/2021.yaml": ("L3", "L2"),
    "national/6-30-99-00/2020.yaml": ("L4", "L3"),
}
"""Two levels of each file, so that a thousand readings take seconds."""
EACH = 250
SEED = 20261123


def with_levels(data: dict[str, Any], levels: tuple[str, ...]) -> dict[str, Any]:
    """The same standard with these levels only; contents of other levels belong to the lowest one that is left."""
    kept = dict(data, levels=list(levels))
    for key in ("eligibility", "assessment"):
        kept[key] = {level: value for level, value in data[key].items() if level in levels}
    kept["weights"] = {}
    for name, table in data["weights"].items():
        rows = {row: {k: v for k, v in column.items() if k in levels} for row, column in table.items()}
        kept["weights"][name] = {row: cells for row, cells in rows.items() if cells}
    kept["functions"] = [
        {**function, "contents": [content for content in function["contents"] if content["level"] in levels]}
        for function in data["functions"] if function["id"] in kept["weights"]["skill"]
    ]  # fmt: skip
    return kept


def problems(text: str, bases: Bases = no_bases) -> tuple[Problem, ...]:
    try:
        read_standard(text.encode(), "x.yaml", bases)
    except Problems as error:
        return tuple(problem for problem in error.problems if problem.severity == "error")
    return ()


def line_of(place: str) -> int:
    return int(place.rsplit(":", 2)[1])


def reported(mutation: Mutation, found: tuple[Problem, ...]) -> str:
    """Where the line of the mutation is named: as the place of a fault, among its other places, or nowhere."""
    if any(line_of(problem.where) == mutation.line for problem in found):
        return "where"
    return "also" if any(line_of(place) == mutation.line for p in found for place in p.also) else "nowhere"


def test_a_thousand_single_slips_are_reported_at_their_line() -> None:
    outcomes: Counter[str] = Counter()
    missed, several = [], 0
    for file, levels in LEVELS.items():
        text = yaml_text(with_levels(parse((STANDARDS / file).read_bytes(), file).data, levels))
        reading = read_standard(text.encode(), "x.yaml")
        for mutation in mutations(reading, text, EACH, SEED):
            found = problems(mutation.text)
            outcome = reported(mutation, found)
            outcomes[outcome] += 1
            several += len(found) > 1
            if outcome == "nowhere":
                missed.append(f"{file}: {mutation}: {[(p.code, p.where) for p in found]}")
    total = sum(outcomes.values())
    shares = {name: f"{count * 100 / total:.1f} %" for name, count in [*outcomes.items(), ("several faults", several)]}
    print(shares)
    assert total == 1000 and outcomes["nowhere"] <= total / 100, "\n".join([str(shares), *missed])
    # Most slips have one fault, whose place is the slip itself: what the other sums say tells which figure is wrong.
    assert outcomes["where"] >= 0.9 * total and several <= 0.05 * total, str(shares)


def test_without_a_slip_nothing_is_reported() -> None:
    # The control for the test above: the same four files as they are.
    for file, levels in LEVELS.items():
        text = yaml_text(with_levels(parse((STANDARDS / file).read_bytes(), file).data, levels))
        assert problems(text) == ()


def test_a_slip_in_any_patch_of_an_enterprise_standard_is_reported_at_that_patch() -> None:
    file = "jiangmen-qiaodu-motor/6-23-04-01/2026.1.yaml"
    own = parse((STANDARDS / file).read_bytes(), "x.yaml")
    base = read_standard((STANDARDS / "national" / "6-23-04-01" / "2024.yaml").read_bytes(), "base.yaml")
    text = (STANDARDS / file).read_text(encoding="utf-8")
    patches = [
        (n, patch) for n, patch in enumerate(own.data["patches"])
        if patch["at"].startswith("weights.") or patch["at"].endswith((".points", ".max"))
    ]  # fmt: skip
    for number, patch in patches:
        _, line, column = own.place(("patches", number, "value"))[1]
        lines = text.splitlines(keepends=True)
        lines[line - 1] = lines[line - 1][: column - 1] + str(int(patch["value"]) + 2) + "\n"
        found = problems("".join(lines), lambda _id, _edition: base)
        places = {line_of(place) for problem in found for place in (problem.where, *problem.also) if "x.yaml" in place}
        assert line in places, f"{patch['at']}: {found}"
    assert len(patches) >= 8
