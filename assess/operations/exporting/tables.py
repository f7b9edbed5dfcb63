"""The sheets of a sitting's archive, in the language of whoever exports it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from assess.exams.breaches import Breach
from assess.exams.form import Field
from assess.exams.level_names import LEVEL_NAMES
from assess.exams.scores import entry_text
from assess.i18n import N_, gettext_in
from assess.i18n.formats import LOCAL_TIME
from assess.operations.exporting.files import Table
from assess.operations.exporting.gathering import Event, Gathered
from assess.store.amendments import AmendmentRow
from assess.store.sheets import SheetRow
from assess.store.sittings import PartStateRow

_DUTIES: Mapping[str, str] = {
    "examiner": N_("examiner"),
    "further": N_("further examiner"),
    "lead": N_("lead examiner"),
    "checker": N_("checker"),
}


class Tables:
    """Makes the tables of one sitting; headings and item texts in ``locale``, values as they were entered."""

    def __init__(self, gathered: Gathered, locale: str) -> None:
        self.of = gathered
        self.locale = locale
        self.say = partial(gettext_in, locale)
        self.parts = {part.part.id: part.part.name.in_locale(locale) for part in gathered.form.parts}
        self.fields = {part.part.id: part.by_key for part in gathered.form.parts}

    def all(self) -> list[Table]:
        """All sheets of the workbook in their order."""
        return [
            self.results(), self.marks(), self.remarks(), self.history(), self.attendance(), self.examiners(),
        ]

    def results(self) -> Table:
        """One row for each candidate: every part with its points and reasons, the grade, the digest of the result.

        Of a competition group, rank, prize and held grade stand before the grade, by their codes.
        """
        head = [self.say("Seat"), self.say("Name")]
        for name in self.parts.values():
            head += [name, self.say("%(name)s, exact", name=name), self.say("%(name)s, reasons", name=name)]
        placed = ("group", "rank", "prize", "held") if self.of.form.promotions else ()
        head += [self.say("Group"), self.say("Rank"), self.say("Prize"), self.say("Grade held already")][:len(placed)]
        head += [self.say("Grade"), self.say("Settled"), self.say("SHA-256 of the result")]
        rows = [head]
        for number, candidate in self.of.candidates.items():
            settled = self.of.results.get(number)
            record = json.loads(settled.record) if settled else {"parts": []}
            row = [str(candidate.seat), candidate.person.shown_name]
            for part in _by_id(record["parts"], self.parts):
                row += [""] * 3 if part is None else \
                    [part["shown"] or part["state"], part["total"] or "", ", ".join(part["reasons"])]
            row += [str(record.get("placing", {}).get(name) or "") for name in placed]
            if settled is not None:
                grade = self.say(LEVEL_NAMES[settled.grade]) if settled.grade else self.say("not passed")
                row += [grade, _moment(settled.settled_at), settled.digest]
            rows.append(row)
        return Table(self.say("Results"), rows)

    def marks(self) -> Table:
        """One row for each sheet, one column for each cell of the form; under its text the key of the cell."""
        fields = [field for part in self.of.form.parts for field in part.fields]
        known = [self.say("Seat"), self.say("Name"), self.say("Part"), self.say("Examiner"), self.say("State")]
        rows = [
            [*known, *(self._cell_text(field) for field in fields), self.say("SHA-256 of the sheet")],
            [*([""] * len(known)), *(field.key for field in fields)],
        ]
        for sheet in self.of.sheets:
            standing, own = self.of.standing(sheet.id), self.fields[sheet.part]
            values = (_value(field, standing.get(field.key)) if own.get(field.key) is field else "" for field in fields)
            rows.append([*self._who(sheet), sheet.state, *values, sheet.digest])
        return Table(self.say("Marks"), rows, headings=2)

    def remarks(self) -> Table:
        """What examiners wrote beside a mark that stands, the reasons of vetoes among it."""
        rows = [[self.say("Seat"), self.say("Name"), self.say("Part"), self.say("Examiner"), self.say("Item"),
                 self.say("Value"), self.say("Remark")]]
        for sheet in self.of.sheets:
            for key, event in self.of.standing(sheet.id).items():
                if event.note:
                    field = self.fields[sheet.part][key]
                    rows.append([*self._who(sheet), self._cell_text(field), _value(field, event), event.note])
        return Table(self.say("Remarks"), rows)

    def history(self) -> Table:
        """Every value that took the place of another one, and every amendment that was asked for, with its reason."""
        rows = [[
            self.say("Seat"), self.say("Name"), self.say("Part"), self.say("Examiner"), self.say("Item"),
            self.say("Version"), self.say("Old value"), self.say("New value"), self.say("By"), self.say("At"),
            self.say("Reason"), self.say("State of the amendment"), self.say("Decided by"), self.say("Answer"),
        ]]
        for sheet in self.of.sheets:
            before: Event | None = None
            for event in self.of.events.get(sheet.id, ()):
                if event.version > 1:
                    rows.append(self._change(sheet, event, before))
                before = event
        rows += [row for one in self.of.amendments.values() if one.state != "agreed" for row in self._asked(one)]
        return Table(self.say("History"), rows)

    def attendance(self) -> Table:
        """The state of every part of every candidate: absent, void …, who recorded it, and why."""
        rows = [[self.say("Seat"), self.say("Name"), self.say("Part"), self.say("State"), self.say("Breach"),
                 self.say("Reason"), self.say("Recorded by"), self.say("At")]]
        for number, candidate in self.of.candidates.items():
            for part, name in self.parts.items():
                found = self.of.states.get((number, part))
                who = [str(candidate.seat), candidate.person.shown_name, name]
                rows.append([*who, "open"] if found is None else [
                    *who, found.state, self._breach(found), found.note, self.of.names.get(found.recorded_by, ""),
                    _moment(found.recorded_at),
                ])
        return Table(self.say("Attendance"), rows)

    def examiners(self) -> Table:
        """Who had which duty, and how many sheets each examiner has."""
        rows = [[self.say("Name"), self.say("Duty"), self.say("Part"), self.say("Sheets"), self.say("Signed")]]
        for one in sorted(self.of.row.assignments, key=lambda one: (one.duty, one.part, one.account_id)):
            own = [sheet for sheet in self.of.sheets
                   if (sheet.examiner_id, sheet.part) == (one.account_id, one.part)]
            rows.append([self.of.names[one.account_id], self.say(_DUTIES[one.duty]), self.parts.get(one.part, ""),
                         str(len(own) or ""), str(sum(sheet.signed_at is not None for sheet in own) or "")])
        return Table(self.say("Examiners and duties"), rows)

    def events(self) -> Iterator[str]:
        """Every entered mark, emptied and replaced ones included, as lines of JSON; the first names the members."""
        line = json.JSONEncoder(ensure_ascii=False).encode
        yield line(["seat", "part", "examiner", "field", "version", "value", "note", "by", "device", "sequence", "at",
                    "amendment"])
        names = self.of.names
        for sheet in self.of.sheets:
            seat, examiner = self.of.candidates[sheet.enrolment_id].seat, names[sheet.examiner_id]
            for event in self.of.events.get(sheet.id, ()):
                yield line([
                    seat, sheet.part, examiner, event.field, event.version, event.value, event.note,
                    names[event.actor], event.device, event.sequence, event.at.isoformat(), event.amendment,
                ])

    def _who(self, sheet: SheetRow) -> list[str]:
        candidate = self.of.candidates[sheet.enrolment_id]
        return [str(candidate.seat), candidate.person.shown_name, self.parts[sheet.part],
                self.of.names[sheet.examiner_id]]

    def _change(self, sheet: SheetRow, event: Event, before: Event | None) -> list[str]:
        field = self.fields[sheet.part][event.field]
        amendment = self.of.amendments.get(event.amendment or 0)
        return [*self._who(sheet), self._cell_text(field), str(event.version), _value(field, before),
                _value(field, event), self.of.names[event.actor], _moment(event.at),
                *(self._decision(amendment) if amendment else [event.note])]

    def _asked(self, amendment: AmendmentRow) -> Iterator[list[str]]:
        """The changes of an amendment that did not come into force."""
        for sheet in self.of.sheets:
            for change in amendment.changes if sheet.id == amendment.sheet_id else ():
                field = self.fields[sheet.part][change["field"]]
                values = [entry_text(field, value or "") for value, _note in (change["old"], change["new"])]
                yield [*self._who(sheet), self._cell_text(field), "", *values, self.of.names[amendment.asked_by],
                       _moment(amendment.asked_at), *self._decision(amendment)]

    def _breach(self, state: PartStateRow) -> str:
        return Breach.model_validate(state.breach).name.in_locale(self.locale) if state.breach else ""

    def _decision(self, amendment: AmendmentRow) -> list[str]:
        return [amendment.reason, amendment.state, self.of.names.get(amendment.decided_by or 0, ""), amendment.answer]

    def _cell_text(self, field: Field) -> str:
        text = f"{field.task.name.in_locale(self.locale)} · {field.item.text.in_locale(self.locale)}"
        return text if field.deduction is None else f"{text} · {field.deduction.text.in_locale(self.locale)}"


def _value(field: Field, event: Event | None) -> str:
    return "" if event is None else entry_text(field, event.value or "")


def _moment(at: datetime | None) -> str:
    return "" if at is None else f"{at.astimezone(LOCAL_TIME):%Y-%m-%d %H:%M:%S}"


def _by_id(parts: Sequence[Mapping[str, Any]], wanted: Mapping[str, str]) -> list[Mapping[str, Any] | None]:
    found = {part["part"]: part for part in parts}
    return [found.get(part) for part in wanted]
