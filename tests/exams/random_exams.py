"""Random exams for comparing the rules with the independent computation: forms of every kind, and what was entered.

Where numbers decide, the numbers that are drawn lie on the edge more often than not: pass marks, cuts of bands and
demands are set to totals that sheets really reach, entries to ends of tolerances and whole minutes.
"""

from __future__ import annotations

import json
import random
from typing import Any

from assess.exams.form import ExamForm, read_form
from tests.exams.forms import form, part
from tests.exams.independent import graded, independent_result

KINDS = ("points", "points", "check", "deduct", "measure", "time", "judge")
LEVELS = ("L5", "L4", "L3", "L2", "L1")
Data = dict[str, Any]


def number(chance: random.Random, most: int, unit: str) -> str:
    """A multiple of ``unit`` from 0 to ``most``."""
    places = len(unit.partition(".")[2])
    step = int(unit.replace(".", ""))
    return decimal(chance.randint(0, most * 10**places // step) * step, places)


def decimal(value: int, places: int) -> str:
    """``value`` / 10^places without needless zeros, as entries are kept."""
    text = f"{'-' if value < 0 else ''}{abs(value) // 10**places}.{abs(value) % 10**places:0{places}}"
    return text.rstrip("0").rstrip(".") if places else str(value)


def item_of(chance: random.Random, id_: str, unit: str) -> Data:
    """An item of a random kind."""
    kind, most = chance.choice(KINDS), chance.choice((5, 10, 12, 20))
    base: Data = {"id": id_, "text": id_, "criterion": None, "skills": [], "type": kind, "max": str(most)}
    if kind == "points":
        return base | {"unit": chance.choice((None, None, "0.25"))}
    if kind == "deduct":
        faults = [{"id": f"d{one}", "text": "d", "amount": number(chance, 3, "0.25"),
                   "cap": chance.choice((None, number(chance, 6, "0.5")))} for one in range(chance.randint(1, 2))]
        return base | {"deductions": faults}
    if kind == "measure":
        widths = sorted(chance.sample(range(1, 60), chance.randint(1, 3)))
        bands = [{"lower": decimal(-one, 2), "upper": decimal(one + chance.randint(0, 1), 2),
                  "points": str(most - 2 * at)} for at, one in enumerate(widths)]
        return base | {"nominal": decimal(chance.randint(-500, 5000), 2), "unit": "mm", "step": "0.01", "bands": bands}
    if kind == "time":
        return base | {"limit": chance.randint(1, 40), "loss": number(chance, 2, "0.25"),
                       "cap": chance.choice((None, "3.5")), "counts": chance.choice(("started", "full"))}
    if kind == "judge":
        return base | {"descriptors": list("0123"), "spread": chance.choice((0, 1, 1, 2, 3))}
    return base


def task_of(chance: random.Random, id_: str, unit: str, choice: str | None = None) -> Data:
    """A task of one to three items, and sometimes a veto."""
    items = [item_of(chance, f"i{one}", unit) for one in range(chance.randint(1, 3))]
    if chance.random() < 0.35:
        effect = chance.choice(("item", "item", "task", "part", "exam"))
        items.append({"id": "v", "text": "v", "criterion": None, "skills": [], "type": "veto", "effect": effect,
                      "of": "i0" if effect == "item" else None})
    return {"id": id_, "part": "p", "function": None, "name": id_, "points": "50", "minutes": None, "choice": choice,
            "items": items}


def form_part(chance: random.Random, base: Data, id_: str) -> Data:
    """A part of one to three tasks, sometimes with a choice."""
    unit = chance.choice(("0.5", "0.25", "0.1", "1"))
    tasks = [task_of(chance, f"t{one}", unit) for one in range(chance.randint(1, 2))]
    choices = []
    if chance.random() < 0.25:
        choices = [{"id": "c", "name": "c", "take": 1, "drawn": "by-lot"}]
        tasks += [task_of(chance, f"c{one}", unit, "c") for one in range(2)]
    rule = base["part"] | {
        "id": id_, "combine": chance.choice(("mean", "mean", "median", "trimmed-mean")),
        "distance": chance.choice((None, None, None, "2", "5")), "near": chance.choice((None, None, None, "1.5")),
    }
    return base | {"part": rule, "tasks": tasks, "choices": choices, "unit": unit}


BASE = json.loads(form(part({"id": "p", "type": "points", "max": "9"})).record)


def random_form(chance: random.Random) -> tuple[ExamForm, Data, list[Data]]:
    """A form, its plain data, and inputs whose totals its marks, cuts and demands were set to."""
    data = json.loads(json.dumps(BASE))
    names = ["theory", "practical", "law"][:chance.randint(1, 3)]
    data["parts"] = [form_part(chance, BASE["parts"][0], name) for name in names]
    data["level"] = chance.choice(LEVELS)
    data["arithmetic"] = {"unit": "0.5", "decimals": chance.randint(0, 2),
                          "compare": chance.choice(("exact", "exact", "rounded"))}
    if len(names) == 3:
        data["parts"][2]["part"]["award"] = chance.choice((None, "dual"))
    if len(names) > 1 and chance.random() < 0.4:
        data["parts"][1]["part"]["after"] = names[0]
    if chance.random() < 0.35:
        data["grading"] = {"kind": "bands", "part": chance.choice((None, names[0])), "bands": [
            {"at_least": low, "below": high, "grade": grade}
            for low, high, grade in (("0", "10", None), ("10", "20", "L5"), ("20", None, "L4"))]}
    wanted = {"part": names[0], "pass_mark": "10"}
    if chance.random() < 0.5:
        data["awards"] = [{"scheme": "dual", "score_rule": "80", "demands": [wanted]} | asks_of(chance, names)]
    near = [one["part"].pop("near") for one in data["parts"]]
    for one in data["parts"]:
        one["part"] |= {"near": None, "pass_mark": "0"}
    reached = [random_inputs(chance, data, calm=True) for _ in range(3)]
    for one, rule in zip(data["parts"], near, strict=True):
        one["part"]["near"] = rule
    _set_edges(chance, data, reached)
    return read_form(json.dumps(data).encode()), data, reached


def asks_of(chance: random.Random, names: list[str]) -> Data:
    """Sometimes what the file of a scheme asks: pass marks of its own, or weights."""
    if chance.random() < 0.4:
        return {}
    if chance.random() < 0.5:
        marks = {name: "10" for name in names if chance.random() < 0.6}
        return {"score_rule": "higher_of_each",
                "asks": {"score_rule": "higher_of_each", "pass_marks": marks, "merged": None}}
    cuts = sorted(chance.sample(range(1, 1000), len(names) - 1))
    weights = {name: decimal(high - low, 1) for name, low, high in zip(names, [0, *cuts], [*cuts, 1000], strict=True)}
    return {"score_rule": "merged", "demands": [],
            "asks": {"score_rule": "merged", "pass_marks": {}, "merged": {"pass_mark": "1", "weights": weights}}}


def _set_edges(chance: random.Random, data: Data, reached: list[Data]) -> None:
    """Sets pass marks, cuts and demands to totals, or a little beside them; to thousandths, as standards have them."""
    totals: dict[str, list[int]] = {}
    for inputs in reached:
        for one in independent_result(data, inputs)["parts"]:
            if one["total"] is not None:
                top, bottom = map(int, one["total"].split("/"))
                totals.setdefault(one["part"], []).append(-(-top * 1000 // bottom))
    for one in data["parts"]:
        found = totals.get(one["part"]["id"], [10_000])
        one["part"]["pass_mark"] = decimal(max(chance.choice(found) + chance.choice((0, 0, 0, 1, 40)), 0), 3)
    if part_id := graded(data):
        found = sorted({max(one, 1) for one in totals.get(part_id, [10_000])})
        low, high = found[0], found[-1] if len(found) > 1 else found[0] + 500
        cuts = ["0", decimal(low, 3), decimal(high, 3)]
        for band, at, to in zip(data["grading"]["bands"], cuts, [*cuts[1:], None], strict=True):
            band |= {"at_least": at, "below": to}
    for award in data["awards"]:
        for demand in award["demands"]:
            demand["pass_mark"] = decimal(chance.choice(totals.get(demand["part"], [10_000])), 3)
        asks = award.get("asks") or {"pass_marks": {}, "merged": None}
        for one in asks["pass_marks"]:
            asks["pass_marks"][one] = decimal(chance.choice(totals.get(one, [10_000])) + chance.choice((0, 0, 1)), 3)
        if asks["merged"]:
            sums = [one["awards"][0]["steps"][-1]["value"] for one in (independent_result(data, i) for i in reached)]
            top, bottom = map(int, (chance.choice(sums) or "1/1").split("/"))
            asks["merged"]["pass_mark"] = decimal(-(-top * 1000 // bottom) + chance.choice((0, 0, 1)), 3)


def entry(chance: random.Random, item: Data, unit: str) -> str:
    """A value that the item's cell takes, often on an edge."""
    kind, most = item["type"], int(item["max"])
    if kind == "points":
        step = item["unit"] or unit
        return chance.choice((str(most), number(chance, most, step), number(chance, most, step)))
    if kind == "check":
        return chance.choice("011")
    if kind == "judge":
        return chance.choice("12230")
    if kind == "time":
        return str(max(item["limit"] * 60 + chance.choice((-60, -1, 0, 1, 59, 60, 61, 119, 120, 121, 400)), 0))
    edges = [_hundredths(band[end]) for band in item["bands"] for end in ("lower", "upper")]
    return decimal(_hundredths(item["nominal"]) + chance.choice(edges) + chance.choice((0, 0, -1, 1)), 2)


def _hundredths(text: str) -> int:
    sign, text = (-1, text[1:]) if text.startswith("-") else (1, text)
    whole, _, rest = text.partition(".")
    return sign * int(whole + rest.ljust(2, "0"))


def cells_of(chance: random.Random, data: Data, task: Data, gaps: float) -> dict[str, str]:
    """What one examiner enters for a task; ``gaps`` is how likely a cell stays empty."""
    cells: dict[str, str] = {}
    for item in task["items"]:
        key = f"{task['id']}.{item['id']}"
        if item["type"] == "veto":
            if chance.random() < 0.08:
                cells[key] = "1"
        elif chance.random() >= gaps:
            if item["type"] == "deduct":
                cells |= {f"{key}.{fault['id']}": str(chance.choice((0, 0, 1, 2, 5))) for fault in item["deductions"]}
            else:
                cells[key] = entry(chance, item, data["unit"])
    return cells


def sheets_of(chance: random.Random, data: Data, calm: bool) -> list[Data]:
    """The sheets of one part: examiners who mostly agree, sometimes a further one."""
    picked = [task for task in data["tasks"] if task["choice"] is None or task["id"] == "c0"]
    gaps = 0.0 if calm or chance.random() < 0.8 else 0.05
    first = {key: value for task in picked for key, value in cells_of(chance, data, task, gaps).items()}
    sheets = []
    examiners = chance.sample(range(1, 30), chance.randint(1, 4))
    for count, examiner in enumerate(examiners):
        cells = dict(first)
        if count and not calm:
            for task in picked:
                if chance.random() < 0.35:
                    other = cells_of(chance, data, task, gaps)
                    keys = [key for key in other if chance.random() < 0.5]
                    cells |= {key: other[key] for key in keys}
            if chance.random() < 0.04 and data["choices"]:
                cells |= cells_of(chance, data, next(one for one in data["tasks"] if one["id"] == "c1"), gaps)
        further = bool(count) and count == len(examiners) - 1 and chance.random() < 0.25
        sheets.append({"sheet": examiner, "enrolment": 1, "examiner": examiner, "further": further,
                       "entries": {key: [value, ""] for key, value in cells.items()}, "pictures": [],
                       "digest": f"{examiner:064}"})
    return sheets


def random_inputs(chance: random.Random, data: Data, calm: bool = False) -> Data:
    """What each part is decided from; ``calm``: everything is scored and everybody agrees."""
    inputs: Data = {}
    for one in data["parts"]:
        state = "scored" if calm else chance.choices(
            ("scored", "absent", "late", "withdrawn", "void", "open", "carried"), (40, 1, 1, 1, 2, 1, 2))[0]
        stated: Data = {"state": state, "note": "", "breach": None, "carried": None, "sheets": []}
        if state == "scored":
            stated["sheets"] = sheets_of(chance, one, calm)
        elif state == "void":
            stated["breach"] = chance.choice((None, {"id": "x", "effect": "part", "bar_months": 0},
                                              {"id": "y", "effect": "exam", "bar_months": 12}))
        elif state == "carried":
            total = chance.randint(10, 60)
            stated["carried"] = {"sitting": "S", "held_on": "2026-05-01", "result": "0" * 64, "total": f"{total}/1",
                                 "shown": str(total)}
        inputs[one["part"]["id"]] = stated
    return inputs
