"""What other libraries make of the same tables: ``python -m tests.figures.oracles`` writes ``oracles.json``.

It needs pingouin, scikit-learn and what they bring, half a gigabyte that no test should wait for; the file says which
versions made it. The tables are random and the same at every run.
"""

from __future__ import annotations

import json
import random
from importlib.metadata import version
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "oracles.json"
SHAPES = ((3, 2, 3), (5, 2, 1), (6, 4, 10), (12, 3, 3), (30, 2, 20), (40, 5, 8))
"""Candidates, examiners, highest step."""


def tables() -> list[list[list[int]]]:
    """Marks in steps, candidates by examiners: the examiners agree somewhat."""
    rng, found = random.Random(6), []
    for candidates, examiners, top in SHAPES:
        skills = [rng.uniform(0, top) for _ in range(candidates)]
        found.append([[max(0, min(top, round(rng.gauss(skill, top / 6)))) for _ in range(examiners)]
                      for skill in skills])
    return found


def of_table(rows: list[list[int]], top: int) -> dict[str, Any]:
    """The coefficients of one table; ``top`` is its highest step, because a step that nobody gave still is one."""
    import numpy
    import pandas
    import pingouin
    from sklearn.metrics import cohen_kappa_score

    long = pandas.DataFrame([(n, k, value) for n, row in enumerate(rows) for k, value in enumerate(row)],
                            columns=["candidate", "examiner", "mark"])
    icc = pingouin.intraclass_corr(long, targets="candidate", raters="examiner", ratings="mark")
    by_type = dict(zip(icc["Type"], icc["ICC"], strict=True))
    first, second = [row[0] for row in rows], [row[1] for row in rows]
    single, average = (next(by_type[name] for name in names if name in by_type)
                       for names in (("ICC2", "ICC(A,1)"), ("ICC2k", "ICC(A,k)")))
    return {
        "rows": rows, "single": float(single), "average": float(average),
        "kappa": float(cohen_kappa_score(first, second, weights="quadratic", labels=list(range(top + 1)))),
        "correlation": float(numpy.corrcoef(first, second)[0, 1]),
    }


def main() -> None:
    """Writes the file."""
    made = {"made_by": {name: version(name) for name in ("pingouin", "scikit-learn", "numpy")},
            "tables": [of_table(rows, top) for rows, (_, _, top) in zip(tables(), SHAPES, strict=True)]}
    FILE.write_text(json.dumps(made, indent=None, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
