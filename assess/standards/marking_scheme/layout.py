"""Finds the tables of a marking scheme on its sheets and reads their rows.

Two layouts are known: the short one (id, name, aspect type, description, score, extra description, mark) and that of
the competitions' information system, which has day, requirement, section and calculation row besides, and a table of
sections before the criteria. Columns are found by their headings, not by their place, so that both and what lies
between them are read alike. A row that is none of the known kinds is reported, never passed over.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assess.errors import BadInput, Problem
from assess.standards.grid import Cell, Sheet, fold
from assess.standards.marking_scheme.scheme import Aspect, Criterion, Scheme, Section, Stated, SubCriterion

_HEADINGS: Mapping[str, str | tuple[str, ...]] = {
    "id": "subcriterionid",
    "name": "subcriterionname",
    "day": "dayofmarking",
    "type": "aspecttype",
    "text": "aspect-description",
    "score": "judgscore",
    "extra": "extraaspectdescription",
    "requirement": "requirement",
    "section": ("wsossection", "wssssection"),
    "calculation": "calculationrow",
    "mark": "maxmark",
}
"""Column → how its heading begins, without white space."""
_CRITERION = re.compile(r"criterion([a-z]{1,2}\d{0,2})")
_CALCULATIONS = "calculations"


def read_scheme(sheets: Sequence[Sheet]) -> tuple[Scheme, list[Problem]]:
    """The scheme, and what of it cannot be understood; raises ``BadInput`` ``scheme.no_table``, ``scheme.no_aspects``.

    A formula is a fault where an aspect stands: what a cell shows elsewhere may not be what was stored. A total may be
    one, because it is only held against what is counted.
    """
    tables = [sheet for sheet in sheets if any(_is_heading(row) for row in sheet.rows)]
    if not tables:
        raise BadInput("scheme.no_table")
    reader = _Reader(_rules(sheets))
    for sheet in tables:
        reader.sheet(sheet)
    if not reader.scheme.aspects:
        raise BadInput("scheme.no_aspects")
    return reader.scheme, reader.problems


def _is_heading(row: Sequence[Cell]) -> bool:
    return any(fold(cell.text).startswith("subcriterionid") for cell in row)


def _rules(sheets: Sequence[Sheet]) -> dict[str, str]:
    """Row of the sheet of calculations, by what its first cell says → the rest of it."""
    rows = [row for sheet in sheets if fold(sheet.name) == _CALCULATIONS for row in sheet.rows]
    return {row[0].text: " | ".join(cell.text for cell in row[1:] if cell.text) for row in rows if row and row[0].text}


class _Reader:
    """Takes the sheets in turn."""

    def __init__(self, rules: Mapping[str, str]) -> None:
        self.scheme = Scheme()
        self.problems: list[Problem] = []
        self._rules = rules
        self._columns: dict[str, int] = {}
        self._before: dict[str, int] = {}
        """The columns of the table of sections or criteria that the rows above the aspects are in."""
        self._criterion: Criterion | None = None
        self._part: SubCriterion | None = None
        self._group = ""

    def sheet(self, sheet: Sheet) -> None:
        """All rows of one sheet."""
        self._columns, self._before, self._criterion, self._part = {}, {}, None, None
        for row in sheet.rows:
            if _is_heading(row):
                self._headings(row)
            elif not self._columns:
                self._above(row)
            elif any(cell.text for cell in row):
                self._row(row)

    # -- the tables above the aspects ------------------------------------------------------------------------------

    def _above(self, row: Sequence[Cell]) -> None:
        words = {fold(cell.text): column for column, cell in enumerate(row) if cell.text}
        if not words:
            self._before = {}
        elif any(re.match(r"ws[os]smarks", word) for word in words):
            found = {_of_section(word): column for word, column in words.items()}
            self._before = {"section": 0, "name": found.get("section", 0) + 1} | found
        elif {"id", "name", "mark"} <= set(words):
            self._before = {"criterion": words["id"], "name": words["name"], "mark": words["mark"]}
        elif "section" in self._before:
            self._section(row)
        elif "criterion" in self._before:
            self._listed(row)
        elif not self.scheme.title:
            self.scheme.title = next(cell.text for cell in row if cell.text)

    def _section(self, row: Sequence[Cell]) -> None:
        cells = {key: _at(row, column) for key, column in self._before.items()}
        id_, name = cells["section"], cells.get("name", Cell(""))
        marks, aspects = (Stated.of(cells[key]) if key in cells and cells[key].text else None
                          for key in ("marks", "aspects"))
        if fold(id_.text) in ("", "total") or fold(name.text) == "total":
            self.scheme.totals += [stated for stated in (marks, aspects) if stated is not None]
        else:
            self.scheme.sections.append(Section(id_.text, name.text, id_.place, marks, aspects))

    def _listed(self, row: Sequence[Cell]) -> None:
        id_, name, mark = (_at(row, self._before[key]) for key in ("criterion", "name", "mark"))
        if fold(id_.text) in ("", "total") or fold(name.text) == "total":
            self.scheme.totals += [Stated.of(mark)] if mark.text else []
            return
        criterion = self._named(id_.text)
        criterion.name = name.text
        criterion.stated += [Stated.of(mark)] if mark.text else []

    # -- the aspects -----------------------------------------------------------------------------------------------

    def _headings(self, row: Sequence[Cell]) -> None:
        """A row of headings: where each column is, and of which criterion the rows below are."""
        self._columns = {}
        for column, cell in enumerate(row):
            word = fold(cell.text)
            for key, begins in _HEADINGS.items():
                if word.startswith(begins):
                    self._columns.setdefault(key, column)
            if found := _CRITERION.fullmatch(word):
                self._criterion = self._named(found[1].upper())
                self._criterion.stated += _after(row, column)
        missing = [key for key in ("name", "type", "text", "score", "extra", "mark") if key not in self._columns]
        if missing:
            self.problems.append(Problem("scheme.heading_missing", row[0].place, {"missing": ", ".join(missing)}))
        self._part, self._group = None, ""

    def _row(self, row: Sequence[Cell]) -> None:
        cells = {key: _at(row, column) for key, column in self._columns.items()}
        known = {key for key, cell in cells.items() if cell.text}
        total = next((column for column, cell in enumerate(row) if fold(cell.text) == "competition"), None)
        if {"type", "score"} & known:
            self.problems += [Problem("workbook.formula", cell.place) for cell in cells.values() if cell.formula]
        if total is not None and _after(row, total):
            self.scheme.totals += _after(row, total)
        elif "id" in known:
            self._sub_criterion(cells)
            if "type" in known:
                self._aspect(cells)
        elif "type" in known:
            self._aspect(cells)
        elif "score" in known:
            self._score(cells)
        elif known == {"text"}:
            self._group = cells["text"].text
        elif known == {"extra"} and self._part and self._part.aspects:
            self._part.aspects[-1].extra.append(cells["extra"].text)
        else:
            first = next(cell for cell in row if cell.text)
            self.problems.append(Problem("scheme.row_unclear", first.place, {"got": first.text[:60]}, "warning"))

    def _sub_criterion(self, cells: Mapping[str, Cell]) -> None:
        id_ = cells["id"].text
        criterion = self._criterion or self._named(re.sub(r"\d+$", "", id_).upper() or id_)
        mark = cells.get("mark")
        stated = Stated.of(mark) if mark and mark.text and not _text(cells, "type") else None
        self._part = SubCriterion(id_, _text(cells, "name"), cells["id"].place, _text(cells, "day"), stated)
        self._group = ""
        criterion.parts.append(self._part)

    def _aspect(self, cells: Mapping[str, Cell]) -> None:
        label, place = cells["type"].text, cells["type"].place
        if self._part is None:
            self.problems.append(Problem("scheme.aspect_stray", place, {"aspect": label}))
            return
        mark, section = cells.get("mark"), cells.get("section")
        rule = _text(cells, "calculation")
        aspect = Aspect(
            label=label, place=place, text=_text(cells, "text"), group=self._group,
            extra=[_text(cells, "extra")] if _text(cells, "extra") else [],
            requirement=_text(cells, "requirement"),
            section=section if section and section.text else None,
            calculation=self._rules.get(rule, rule),
            mark=Stated.of(mark) if mark and mark.text else None,
        )  # fmt: skip
        self._part.aspects.append(aspect)

    def _score(self, cells: Mapping[str, Cell]) -> None:
        score, aspect = Stated.of(cells["score"]), self._part.aspects[-1] if self._part and self._part.aspects else None
        if score.value not in (0, 1, 2, 3):
            self.problems.append(Problem("scheme.score_range", score.place, {"got": score.text[:20]}))
        elif aspect is None or aspect.kind != "J":
            self.problems.append(Problem("scheme.score_stray", score.place, {"got": score.text}))
        elif int(score.value) in aspect.scores:
            self.problems.append(Problem("scheme.score_twice", score.place, {
                "score": score.text, "aspect": aspect.label, "first": aspect.scores[int(score.value)].place}))
        else:
            aspect.scores[int(score.value)] = cells.get("extra", Cell(score.place))

    def _named(self, id_: str) -> Criterion:
        for criterion in self.scheme.criteria:
            if criterion.id == id_:
                return criterion
        self.scheme.criteria.append(Criterion(id_))
        return self.scheme.criteria[-1]


def _of_section(word: str) -> str:
    """Which column of the table of sections a heading stands over."""
    if "marks" in word:
        return "aspects" if word.startswith("aspect") else "marks"
    if "section" in word and "name" not in word:
        return "section"
    return "variation" if word.startswith("variation") else "name"


def _after(row: Sequence[Cell], column: int) -> list[Stated]:
    """The figure that stands behind the words "Total Mark" after that column."""
    words = [cell for cell in row[column + 1:] if cell.text]
    if len(words) < 2 or fold(words[0].text) != "totalmark":
        return []
    return [Stated.of(words[1])]


def _at(row: Sequence[Cell], column: int) -> Cell:
    return row[column] if column < len(row) else Cell(row[-1].place if row else "")


def _text(cells: Mapping[str, Cell], key: str) -> str:
    return cells[key].text if key in cells else ""
