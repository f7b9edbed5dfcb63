"""Puts rows together: items into tasks, tasks into levels, skills into contents and functions.

Keeps for everything the cell it stands in, so that a fault found later is told there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assess.errors import Problem
from assess.i18n.text import DEFAULT
from assess.standards.document import Path
from assess.standards.item_table import notation
from assess.standards.item_table.columns import (
    CHOICE,
    CONTENT,
    EXAMINERS,
    FUNCTION,
    ITEM,
    LANGUAGES,
    LEVEL,
    PART,
    SHEETS,
    SKILL,
    TASK,
    Column,
)
from assess.standards.item_table.rows import Row
from assess.standards.model import LEVELS


class Assembly:
    """Takes rows in their order; ``sections``, ``places`` and ``faults`` are what they made."""

    def __init__(self) -> None:
        self.places: dict[Path, str] = {}
        self.faults: list[Problem] = []
        self._lists: dict[Path, list[dict[str, Any]]] = {}
        self._weights: dict[Path, dict[str, dict[str, Any]]] = {}
        self._level = ""
        self._task = ""

    def sections(self) -> dict[Path, Any]:
        """Way → data of everything that had a row."""
        return {**self._lists, **self._weights}

    def add(self, row: Row) -> None:
        """One row of any of the sheets."""
        if row.sheet in ("items", "parts", "choices"):
            level = row.value(LEVEL) or (self._level if row.sheet == "items" else "")
            if level not in LEVELS:
                self._fault("table.level", row, "level", got=str(level)[:20], levels=", ".join(LEVELS))
                return
            if level != self._level:
                self._level, self._task = level, ""
            {"items": self._item, "parts": self._part, "choices": self._choice}[row.sheet](row, level)
        else:
            {"weights": self._weight, "functions": self._function, "basics": self._basic}[row.sheet](row)

    def _fault(self, code: str, row: Row, key: str, **params: object) -> None:
        self.faults.append(Problem(code, row.place(key), params))

    def _append(self, path: Path, row: Row, columns: Sequence[Column]) -> tuple[Path, dict[str, Any]]:
        """A new member of the list at ``path``, with the values of ``columns``."""
        members = self._lists.setdefault(path, [])
        at, data = (*path, len(members)), row.data(columns)
        members.append(data)
        self.places |= row.places(at, columns)
        return at, data

    # -- items ---------------------------------------------------------------------------------------------------

    def _item(self, row: Row, level: str) -> None:
        at, task = self._task_of(row, ("assessment", level, "tasks"))
        items: list[dict[str, Any]] = task["items"]
        item = row.data(ITEM)
        item.setdefault("id", _free(f"i{len(items) + 1}", {each["id"] for each in items}))
        inner: Path = (*at, "items", len(items))
        items.append(item)
        self.places |= row.places(inner, ITEM)
        self._descriptors(row, item, inner)
        self._lines(row, item, inner)
        if item.get("deductions"):
            self._translated(row, item["deductions"])

    def _task_of(self, row: Row, path: Path) -> tuple[Path, dict[str, Any]]:
        """The task that the row belongs to: the one it names, else the one above unless its name is another."""
        tasks = self._lists.setdefault(path, [])
        own = row.data(TASK)
        above = next((task for task in tasks if task["id"] == self._task), None)
        named = own.get("id")
        if named is None and above is not None and own.get("name", above.get("name")) == above.get("name"):
            named = above["id"]
        named = named or _free(f"t{len(tasks) + 1}", {task["id"] for task in tasks})
        self._task = named
        for number, task in enumerate(tasks):
            if task["id"] == named:
                self._same(row, task, own, (*path, number))
                return (*path, number), task
        at, task = self._append(path, row, TASK)
        task |= {"id": named, "items": []}
        return at, task

    def _same(self, row: Row, task: dict[str, Any], own: dict[str, Any], at: Path) -> None:
        """What later rows of a task say of it must be what its first row says."""
        for column in TASK:
            said, stands = own.get(column.target), task.get(column.target)
            if said is not None and said != stands:
                first = self.places[(*at, column.target)]
                self._fault("table.task_differs", row, column.key, task=task["id"], got=_shown(said),
                            expected=_shown(stands), first=first)

    def _descriptors(self, row: Row, item: dict[str, Any], at: Path) -> None:
        keys = [f"descriptor-{step}" for step in range(4)]
        found = [item.pop(key, None) for key in keys]
        if any(text is not None for text in found):
            # An empty text in the place of a missing one: the model names it, the others keep their steps.
            item["descriptors"] = ["" if text is None else text for text in found]
        for step, key in enumerate(keys):
            self.places[(*at, "descriptors", step)] = row.place(key)
        self.places[(*at, "descriptors")] = row.place(keys[0])

    def _lines(self, row: Row, item: dict[str, Any], at: Path) -> None:
        for key, reader in (("deductions", notation.deductions), ("bands", notation.bands)):
            lines = row.lines(key)
            self.places[(*at, key)] = row.place(key)
            found = reader(lines)
            if isinstance(found, str):
                self._fault("table.line", row, key, got=found[:60], reason=key)
                item[key] = []
            elif found:
                item[key] = found

    def _translated(self, row: Row, faults: list[dict[str, Any]]) -> None:
        """Further languages of the deductions: one line for each."""
        for language in LANGUAGES:
            key = f"deductions@{language}"
            lines = [notation.fields_of(line)[0] for line in row.text(key).splitlines()] if row.text(key) else []
            if lines and len(lines) != len(faults):
                self._fault("table.lines_differ", row, key, got=len(lines), expected=len(faults))
                continue
            for fault, text in zip(faults, lines, strict=False):
                if text not in ("", notation.NONE):
                    by_language = fault["text"] if isinstance(fault["text"], dict) else {DEFAULT: fault["text"]}
                    fault["text"] = by_language | {language: text}

    # -- the other sheets ----------------------------------------------------------------------------------------

    def _part(self, row: Row, level: str) -> None:
        at, part = self._append(("assessment", level, "parts"), row, PART)
        if examiners := row.data(EXAMINERS):
            part["examiners"] = examiners
        self.places |= row.places((*at, "examiners"), EXAMINERS)

    def _choice(self, row: Row, level: str) -> None:
        self._append(("assessment", level, "choices"), row, CHOICE)

    def _weight(self, row: Row) -> None:
        table, name = row.value(SHEETS["weights"][0]), row.text("row")
        if table not in ("theory", "skill"):
            self._fault("table.weight_table", row, "table", got=str(table)[:20])
            return
        rows = self._weights.setdefault(("weights", table), {})
        if name in rows:
            self._fault("table.row_twice", row, "row", name=name)
        columns = [column for column in SHEETS["weights"] if column.key in LEVELS]
        rows[name] = row.data(columns)
        self.places |= row.places(("weights", table, name), columns)
        self.places[("weights", table, name)] = row.place("row")

    def _basic(self, row: Row) -> None:
        self._append(("basics",), row, SHEETS["basics"])

    def _function(self, row: Row) -> None:
        own = row.data(FUNCTION)
        functions = self._lists.setdefault(("functions",), [])
        at, function = self._member(functions, ("functions",), row, FUNCTION, own)
        content = row.data(CONTENT)
        if not content:
            return
        inner, held = self._member(function.setdefault("contents", []), (*at, "contents"), row, CONTENT, content)
        skill = row.data(SKILL)
        what = skill.pop("what", "skill" if skill else None)
        if what == "knowledge":
            known = held.setdefault("knowledge", [])
            self.places[(*inner, "knowledge", len(known))] = row.place("text")
            known.append(skill.get("text", ""))
        elif what == "skill":
            skills = held.setdefault("skills", [])
            self.places |= row.places((*inner, "skills", len(skills)), SKILL[1:])
            skills.append(skill)
        elif what:
            self._fault("table.what", row, "what", got=str(what)[:20])

    def _member(self, members: list[dict[str, Any]], path: Path, row: Row, columns: Sequence[Column],
                own: dict[str, Any]) -> tuple[Path, dict[str, Any]]:
        """The member of that id, or a new one."""
        for number, member in enumerate(members):
            if member.get("id") == own.get("id"):
                return (*path, number), member
        at = (*path, len(members))
        members.append(own)
        self.places |= row.places(at, columns)
        return at, own


def _free(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "x"
    return name


def _shown(value: Any) -> str:
    text = value.get(DEFAULT, "") if isinstance(value, dict) else value
    return "–" if text is None else str(text)[:60]
