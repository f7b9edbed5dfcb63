"""Results once more, by another road: whole numbers only, from plain data, and nothing of the program's arithmetic.

Points are counted in units of 1/180000: thousandths, of which up to six examiners' means and thirds of judged steps are
still whole. Deviations are counted in millionths. Written from the rules as they are told, to be compared with them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

UNIT = 180_000
MILLION = 1_000_000
Data = Mapping[str, Any]


def counted(text: str, scale: int) -> int:
    """A decimal text as a whole number of ``1/scale``."""
    sign, text = (-1, text[1:]) if text.startswith("-") else (1, text)
    whole, _, rest = text.partition(".")
    value, over = divmod(int(whole + rest) * scale, 10 ** len(rest))
    assert over == 0, text
    return sign * value


def ratio(value: int, scale: int = UNIT) -> str:
    """``p/q`` in lowest terms, by Euclid."""
    a, b = value, scale
    while b:
        a, b = b, a % b
    return f"{value // a}/{scale // a}" if value else "0/1"


def half_up(value: int, places: int) -> int:
    """So many units of the last place: half of one counts as one."""
    return (2 * value * 10**places + UNIT) // (2 * UNIT)


def written(number: int, places: int) -> str:
    digits = str(number).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}" if places else digits


def in_full(value: int) -> str:
    """A terminating value without needless zeros."""
    places = 0
    while value * 10**places % UNIT:
        places += 1
    return written(value * 10**places // UNIT, places)


def terminates(value: int) -> bool:
    return value * 10**18 % UNIT == 0


def text_of(value: int, places: int, above: int | None, compare: str) -> str:
    """What a reader sees: half up, but never the mark above for a value below it."""
    last = half_up(value, places)
    while compare == "exact" and above is not None and value < above and last * UNIT >= above * 10**places:
        if terminates(value):
            return in_full(value)
        places += 1
        last = half_up(value, places)
    return written(last, places)


def one_of(values: Sequence[int], how: str) -> int:
    """The marks of all examiners as one: their mean, the middle, or the mean without the two ends."""
    row = sorted(values)
    if how == "median":
        row = row[(len(row) - 1) // 2:len(row) // 2 + 1]
    elif how == "trimmed-mean" and len(row) >= 3:
        row = row[1:-1]
    whole, over = divmod(sum(row), len(row))
    assert over == 0
    return whole


def worth(task: str, item: Data, cells: Mapping[str, str]) -> int | None:
    """What one sheet gives for an item; the step for a judged one; None while something is missing."""
    key, kind = f"{task}.{item['id']}", item["type"]
    if kind == "deduct":
        left = counted(item["max"], UNIT)
        for fault in item["deductions"]:
            if f"{key}.{fault['id']}" not in cells:
                return None
            lost = counted(fault["amount"], UNIT) * int(cells[f"{key}.{fault['id']}"])
            left -= lost if fault["cap"] is None else min(lost, counted(fault["cap"], UNIT))
        return left if left > 0 else 0
    if key not in cells:
        return None
    if kind == "points":
        return counted(cells[key], UNIT)
    if kind == "check":
        return counted(item["max"], UNIT) if cells[key] == "1" else 0
    if kind == "measure":
        off = counted(cells[key], MILLION) - counted(item["nominal"], MILLION)
        for band in item["bands"]:
            if counted(band["lower"], MILLION) <= off <= counted(band["upper"], MILLION):
                return counted(band["points"], UNIT)
        return 0
    if kind == "time":
        late, minutes = int(cells[key]) - 60 * item["limit"], 0
        while late >= 60 or (late > 0 and item["counts"] == "started"):
            late, minutes = late - 60, minutes + 1
        most = counted(item["max"], UNIT)
        cap = most if item["cap"] is None else min(most, counted(item["cap"], UNIT))
        return most - min(minutes * counted(item["loss"], UNIT), cap)
    return int(cells[key])


def settled(task: str, item: Data, sheets: Sequence[Mapping[str, str]], part: Data, nothing: bool) -> int | None:
    """The mark that these sheets agree on; None where they do not. Of a veto 1 or 0."""
    key = f"{task}.{item['id']}"
    if item["type"] == "veto":
        seen = {cells.get(key, "0") for cells in sheets}
        return int(seen.pop()) if len(seen) == 1 else None
    if nothing:
        return 0
    given = [worth(task, item, cells) for cells in sheets]
    known = [one for one in given if one is not None]
    if not known or len(known) != len(given):
        return None
    apart = max(known) - min(known)
    if item["type"] == "judge":
        most = counted(item["max"], UNIT)
        return None if apart > item["spread"] else one_of([most * step // 3 for step in known], part["combine"])
    if part["distance"] is not None and apart > counted(part["distance"], UNIT):
        return None
    return one_of(known, part["combine"])


def chosen(form_part: Data, cells: Mapping[str, str]) -> set[str]:
    """The tasks that count on a sheet."""
    return {task["id"] for task in form_part["tasks"]
            if task["choice"] is None or any(key.split(".")[0] == task["id"] for key in cells)}


def marked(form_part: Data, stated: Data) -> dict[str, Any]:
    """Marks, vetoes, tasks and total of a scored part; ``open`` says that something is left to be settled."""
    sheets = sorted(stated["sheets"], key=lambda sheet: str(sheet["examiner"]))
    cells = [{key: value for key, (value, _) in sheet["entries"].items()} for sheet in sheets]
    third = [one for one, sheet in zip(cells, sheets, strict=True) if sheet["further"]]
    picked = [chosen(form_part, one) for one in cells]
    found: dict[str, Any] = {"marks": {}, "vetoes": [], "tasks": {}, "open": False, "effects": []}
    for choice in form_part["choices"]:
        names = {task["id"] for task in form_part["tasks"] if task["choice"] == choice["id"]}
        if any(one & names != picked[0] & names for one in picked) or len(picked[0] & names) != choice["take"]:
            found["open"] = True
    for task in form_part["tasks"]:
        if all(task["id"] in one for one in picked):
            _task(form_part, task, cells, third, found)
    return found


def _task(form_part: Data, task: Data, cells: list[dict[str, str]], third: list[dict[str, str]],
          found: dict[str, Any]) -> None:
    name, earned, effects = task["id"], 0, set()
    for item in task["items"]:
        key = f"{name}.{item['id']}"
        takers = [f"{name}.{veto['id']}" for veto in task["items"]
                  if veto["type"] == "veto" and veto["effect"] == "item" and veto["of"] == item["id"]]
        nothing = all(any(one.get(taker) == "1" for taker in takers) for one in third or cells)
        value, alone = settled(name, item, cells, form_part["part"], nothing), False
        if value is None and third:
            value = settled(name, item, third, form_part["part"], False)
            alone = value is not None
        if value is None:
            found["open"] = True
        elif item["type"] != "veto":
            earned += value
            given = [worth(name, item, one) for one in cells]
            scale = 1 if item["type"] == "judge" else UNIT
            found["marks"][key] = {
                "value": ratio(value), "further": alone,
                "examiners": ["" if one is None else in_full(one * UNIT // scale) for one in given],
            }
        elif value:
            found["vetoes"].append(key)
            effects.add(item["effect"])
    found["tasks"][name] = 0 if effects - {"item"} else earned
    found["effects"] += [effect for effect in ("part", "exam") if effect in effects]


def reaches(value: int, mark: int, arithmetic: Data) -> bool:
    places = arithmetic["decimals"]
    return half_up(value, places) * UNIT >= mark * 10**places if arithmetic["compare"] == "rounded" else value >= mark


def graded(form: Data) -> str:
    """The part whose total chooses the band; empty where the level sat is the grade."""
    own = [one["part"]["id"] for one in form["parts"] if one["part"]["award"] is None]
    return "" if form["grading"]["kind"] == "per_level" else form["grading"]["part"] or own[-1]


def decided_part(form: Data, form_part: Data, stated: Data) -> dict[str, Any]:
    """One part by itself; ``exact`` is its total in units, ``waits`` that something is left open."""
    rule, arithmetic, state = form_part["part"], form["arithmetic"], stated["state"]
    base: dict[str, Any] = {"part": rule["id"], "state": state, "total": None, "shown": None, "passed": False,
                            "reasons": [], "tasks": {}, "marks": {}, "vetoes": [], "exact": None, "waits": False}
    if state == "carried":
        kept = stated["carried"]
        top, bottom = map(int, kept["total"].split("/"))
        return base | {"total": kept["total"], "shown": kept["shown"], "passed": True, "exact": top * UNIT // bottom}
    if state != "scored":
        return base | {"reasons": [state], "waits": state == "open"}
    found = marked(form_part, stated)
    base |= {"marks": found["marks"], "vetoes": found["vetoes"]}
    reasons = [f"veto_{effect}" for effect in dict.fromkeys(found["effects"])]
    total = 0 if reasons else sum(found["tasks"].values())
    mark, third = counted(rule["pass_mark"], UNIT), any(sheet["further"] for sheet in stated["sheets"])
    near = rule["near"] is not None and not third and abs(total - mark) < counted(rule["near"], UNIT)
    if found["open"] or (near and not reasons):
        return base | {"reasons": ["disagreement"], "waits": True}
    passed = reaches(total, mark, arithmetic) and not reasons
    marks = [mark, *(asked[rule["id"]] for award in form["awards"] for asked in [asked_marks(award)]
                     if rule["id"] in asked)]
    if graded(form) == rule["id"]:
        marks += [counted(band["at_least"], UNIT) for band in form["grading"]["bands"]]
    above = [one for one in marks if one > total]
    return base | {
        "total": ratio(total), "exact": total, "passed": passed,
        "shown": text_of(total, arithmetic["decimals"], min(above) if above else None, arithmetic["compare"]),
        "reasons": reasons if passed or reasons else ["below_pass_mark"],
        "tasks": {task: ratio(value) for task, value in found["tasks"].items()},
    }


def in_order(form: Data, parts: dict[str, dict[str, Any]], inputs: Mapping[str, Data]) -> None:
    """What a breach of the whole exam takes, and what a failed part keeps a candidate from."""
    if any((one["breach"] or {}).get("effect") == "exam" for one in inputs.values()):
        for one in parts.values():
            if one["state"] != "void":
                one.update(passed=False, reasons=[*one["reasons"], "void_exam"], waits=False)
    partners = {one["part"]["id"] for one in form["parts"] if one["part"]["award"] is not None}
    for form_part in form["parts"]:
        rule = form_part["part"]
        first, mine = parts.get(rule["after"]), parts[rule["id"]]
        if first is None or (rule["award"] is None and rule["after"] in partners):
            continue
        if mine["state"] in ("scored", "open") and not first["passed"] and not first["waits"]:
            reasons = [reason for reason in mine["reasons"] if reason != "open"]
            mine.update(passed=False, reasons=[*reasons, "not_admitted"], waits=False)


def grade_of(form: Data, parts: Mapping[str, Data]) -> str | None:
    own = [one["part"]["id"] for one in form["parts"] if one["part"]["award"] is None]
    if not own or not all(parts[one]["passed"] for one in own):
        return None
    if not (part := graded(form)):
        return str(form["level"])
    value, places = parts[part]["exact"], form["arithmetic"]["decimals"]
    scale = 10**places if form["arithmetic"]["compare"] == "rounded" else UNIT
    value = half_up(value, places) if scale != UNIT else value
    for band in form["grading"]["bands"]:
        low, high = counted(band["at_least"], UNIT), band["below"] and counted(band["below"], UNIT)
        if low * scale <= value * UNIT and (high is None or value * UNIT < high * scale):
            grade: str | None = band["grade"]
            return grade
    return None


def award_of(form: Data, award: Data, grade: str | None, parts: Mapping[str, Data]) -> dict[str, Any]:
    lacking = [] if grade else [{"code": "no_grade", "part": ""}]
    lacking += [{"code": "part_not_passed", "part": one["part"]["id"]} for one in form["parts"]
                if one["part"]["award"] == award["scheme"] and not parts[one["part"]["id"]]["passed"]]
    marks, asks = asked_marks(award), award.get("asks") or {}
    for part, mark in marks.items():
        total = parts.get(part, {}).get("exact")
        if total is None or not reaches(total, mark, form["arithmetic"]):
            lacking.append({"code": "below_demand", "part": part})
    data = {"scheme": award["scheme"], "score_rule": award["score_rule"], "met": not lacking, "reasons": lacking}
    if not asks:
        return data
    if asks["merged"] is None:
        return data | {"steps": higher_steps(form, award, parts, marks)}
    steps, enough = merged_steps(form, asks["merged"], parts)
    if not enough:
        lacking.append({"code": "below_merged", "part": ""})
    return data | {"met": not lacking, "steps": steps}


def asked_marks(award: Data) -> dict[str, int]:
    """What the partner asks of each part: the standard's figure or the scheme's, whichever is higher."""
    marks = {demand["part"]: counted(demand["pass_mark"], UNIT) for demand in award["demands"]}
    for part, mark in sorted((award.get("asks") or {}).get("pass_marks", {}).items()):
        marks[part] = max(counted(mark, UNIT), marks.get(part, 0))
    return marks


def higher_steps(form: Data, award: Data, parts: Mapping[str, Data], marks: Mapping[str, int]) -> list[Data]:
    """Each part that the partner looks at, with both marks and the higher one."""
    steps = []
    for one in (one["part"] for one in form["parts"] if one["part"]["award"] in (None, award["scheme"])):
        if award["score_rule"] == "higher_of_each":
            own, total = counted(one["pass_mark"], UNIT), parts[one["id"]]["exact"]
            both = [own, marks[one["id"]]] if one["id"] in marks else [own]
            steps.append({"part": one["id"], "value": None if total is None else ratio(total),
                          "marks": [ratio(mark) for mark in both], "needed": ratio(max(both)), "weight": None,
                          "counted": None})
    return steps


def merged_steps(form: Data, merged: Data, parts: Mapping[str, Data]) -> tuple[list[Data], bool]:
    """Each part as percent of its points by its weight, over one denominator, and whether the sum is enough."""
    weights = {part: counted(weight, 1000) for part, weight in merged["weights"].items()}
    examined = [one["part"] for one in form["parts"] if one["part"]["id"] in weights]
    below = UNIT * 1000
    for one in examined:
        below *= counted(one["points"], 1000)
    steps, top = [], 0
    for one in examined:
        total, points, weight = parts[one["id"]]["exact"], counted(one["points"], 1000), weights[one["id"]]
        scaled = None if total is None else total * 1000 * weight * (below // (UNIT * 1000 * points))
        top = None if scaled is None or top is None else top + scaled  # type: ignore[assignment]
        steps.append({"part": one["id"], "value": None if total is None else ratio(total * 100_000, UNIT * points),
                      "marks": [], "needed": None, "weight": ratio(weight, 1000),
                      "counted": None if scaled is None else ratio(scaled, below)})
    mark, places = counted(merged["pass_mark"], 1000), form["arithmetic"]["decimals"]
    enough = top is not None and len(steps) == len(weights) and top * 1000 >= mark * below
    if top is not None and len(steps) == len(weights) and form["arithmetic"]["compare"] == "rounded":
        enough = (2 * top * 10**places + below) // (2 * below) * 1000 >= mark * 10**places
    value = ratio(top, below) if top is not None and len(steps) == len(weights) else None
    asked = ratio(mark, 1000)
    return [*steps, {"part": "", "value": value, "marks": [asked], "needed": asked, "weight": None,
                     "counted": None}], enough


def independent_result(form: Data, inputs: Mapping[str, Data]) -> dict[str, Any]:
    """Grade, awards and parts of an exam, from the form and the inputs as a result's file holds them."""
    nothing = {"state": "open", "sheets": [], "breach": None}
    parts = {one["part"]["id"]: decided_part(form, one, inputs.get(one["part"]["id"], nothing))
             for one in form["parts"]}
    in_order(form, parts, inputs)
    grade = grade_of(form, parts)
    return {
        "grade": grade, "level": form["level"],
        "awards": [award_of(form, award, grade, parts) for award in form["awards"]],
        "parts": [{key: value for key, value in one.items() if key not in ("exact", "waits")}
                  for one in parts.values()],
    }
