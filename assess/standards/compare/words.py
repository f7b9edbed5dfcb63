"""Says differences and floors in the reader's language: where, what it was, what it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assess.i18n import OWN_NAMES
from assess.i18n.formats import format_score
from assess.i18n.sentences import SENTENCES, sentence_of
from assess.i18n.text import Text
from assess.standards.compare.admitting import RouteWords
from assess.standards.compare.changes import Change
from assess.standards.compare.floor import Floor
from assess.standards.compare.places import Step, Value, Where
from assess.standards.model import Route, Standard

_REFERENCES = {
    "function": "functions",
    "part": "parts",
    "after": "parts",
    "choice": "choices",
    "skills": "skills",
    "of": "items",
}
"""Fields that name a thing by its id, and where such things stand."""
_NAMES = ("id", "edition", "code", "sha256", "number", "date", "at", "signed", "unit")
"""Fields whose values may look like figures and are none: edition 2026.1 has no decimals."""
_CELLS = ("theory", "skill", "grades")
"""Tables whose members are single values."""


@dataclass(frozen=True)
class Line:
    """One difference in words: where, what, and what a thing that came or went consists of."""

    place: str
    what: str
    inside: tuple[Line, ...] = ()


class Words:
    """Says what differs between two editions to a reader of ``locale``."""

    def __init__(self, old: Standard, new: Standard, locale: str) -> None:
        self.locale = locale
        self.routes = RouteWords(locale)
        self.names = _names(old) | _names(new)

    def change(self, change: Change) -> Line:
        """One difference; the place is empty for the head of the file."""
        where, old, new = change.where, change.old, change.new
        table = _table(where)
        if change.kind == "moved" and isinstance(old, tuple):
            what = self._say("reordered", thing=self._field(where), old=self._value(table, old),
                             new=self._value(table, new))  # fmt: skip
            return Line(self.place(where[:-1]), what)
        if change.kind == "moved":
            what = self._say("moved", name=self._label(where), old=self._bare(old), new=self._bare(new))
            return Line(self.place(where[:-1]), what)
        if change.kind == "changed" or table in _CELLS:
            before, after = self._pair(where, old, new)
            named = where[:-1] if where[-1].key in OWN_NAMES else where
            return Line(self.place(named[:-1]), self._say("changed", field=self._field(where), old=before, new=after))
        key = f"{change.kind}_thing" if f"compare.thing.{table}" in SENTENCES else change.kind
        what = self._say(key, thing=self._thing(table), name=self._label(where, thing=False))
        return Line(self.place(where[:-1]), what, tuple(map(self._inside, change.inside)))

    def floor(self, floor: Floor) -> Line:
        """One place where less is asked."""
        where = floor.where
        before, after = self._pair(where, floor.old, floor.new)
        params = {"name": self._label(where), "field": self._field(where), "old": before, "new": after}
        return Line(self.place(where[:-1]), sentence_of(floor.code, params, self.locale))

    def sentence(self, line: Line) -> str:
        """Place and difference in one line."""
        return self._say("at", place=line.place, what=line.what) if line.place else line.what

    def place(self, where: Where) -> str:
        """Where something stands: names of things, and of the tables that do not go without saying."""
        steps = [(where[: end + 1], step) for end, step in enumerate(where)]
        shown = [self._label(way) if step.member else self._named(f"compare.place.{step.key}") for way, step in steps]
        return " · ".join(word for word in shown if word)

    def _inside(self, change: Change) -> Line:
        """One thing that a whole consists of."""
        if change.inside or (isinstance(change.old or change.new, Text) and change.where[-1].name):
            return Line("", self._label(change.where), tuple(map(self._inside, change.inside)))
        if change.where[-1].member and change.where[-1].key == (change.old or change.new):
            return Line("", f"{self._thing(_table(change.where))} {self._label(change.where)}".strip())
        value = self._value(_field_key(change.where), change.new if change.old is None else change.old)
        return Line("", self._say("inside", field=self._field(change.where), value=value))

    def _pair(self, where: Where, old: Value, new: Value) -> tuple[str, str]:
        """Both values; texts that look the same to this reader are shown in Chinese."""
        field = _field_key(where)
        if isinstance(old, Text) and isinstance(new, Text) and self._bare(old) == self._bare(new):
            return self._quoted(str(old)), self._quoted(str(new))
        return self._value(field, old), self._value(field, new)

    def _value(self, field: str, value: Value) -> str:
        if value is None:
            # A weight that is absent is not one of 0, and nothing that somebody forgot.
            return "—" if field in ("theory", "skill") else self._say("not_set")
        if isinstance(value, Route):
            return self.routes.route(value)
        if isinstance(value, tuple):
            return " / ".join(self._bare(one) for one in value)
        if isinstance(value, Text):
            return self._quoted(value.in_locale(self.locale))
        if value in ("true", "false"):
            return self._say("yes" if value == "true" else "no")
        table = _REFERENCES.get(field, "")
        if (table, value) in self.names:
            return self.names[table, value].in_locale(self.locale)
        known = self._named(f"compare.value.{field}-{value}") or self._named(f"compare.level.{value}")
        return known or (value if field in _NAMES else format_score(value, self.locale))

    def _label(self, where: Where, thing: bool = True) -> str:
        """What the last step of a way is called; a number says with ``thing`` what it counts."""
        step, table = where[-1], _table(where)
        if step.name is not None:
            return step.name.in_locale(self.locale)
        if step.key in OWN_NAMES:
            return OWN_NAMES[step.key]
        if not step.member:
            return self._named(f"compare.field.{step.key}") or self._named(f"compare.place.{step.key}") or step.key
        if (_REFERENCES.get(table, ""), step.key) in self.names:
            return self.names[_REFERENCES[table], step.key].in_locale(self.locale)
        code = f"{table}-{step.key.partition(':')[0]}"
        known = self._named(f"compare.level.{step.key}") or self._named(f"compare.value.{code}")
        return known or (f"{self._thing(table)} {step.key}".strip() if thing else step.key)

    def _field(self, where: Where) -> str:
        """What the changed field is called; a translation with its language."""
        if where[-1].key in OWN_NAMES:
            return self._say("language", field=self._field(where[:-1]), language=OWN_NAMES[where[-1].key])
        if where[-1].member:
            return self._label(where)
        return self._named(f"compare.field.{_table(where[:-1])}-{where[-1].key}") or self._label(where)

    def _thing(self, table: str) -> str:
        return self._named(f"compare.thing.{table}")

    def _named(self, code: str) -> str:
        """The words for a code, empty when it has none."""
        return sentence_of(code, {}, self.locale) if code in SENTENCES else ""

    def _say(self, key: str, **params: object) -> str:
        return sentence_of(f"compare.{key}", params, self.locale)

    def _bare(self, value: Any) -> str:
        return value.in_locale(self.locale) if isinstance(value, Text) else str(value)

    def _quoted(self, text: str) -> str:
        return self._say("text", text=text)


def _table(where: Where) -> str:
    """The list or table that the end of a way belongs to."""
    return next((step.key for step in reversed(where) if not step.member), "")


def _field_key(where: Where) -> str:
    """The key whose value stands at the end of a way."""
    last: Step = where[-1]
    return _table(where) if last.member else last.key


def _names(standard: Standard) -> dict[tuple[str, str], Text]:
    """What the things are called that others name by their ids."""
    found = {("functions", function.id): function.name for function in standard.functions}
    for function in standard.functions:
        found |= {("skills", skill.id): skill.text for content in function.contents for skill in content.skills}
    for assessment in standard.assessment.values():
        found |= {("parts", part.id): part.name for part in assessment.parts}
        found |= {("choices", choice.id): choice.name for choice in assessment.choices}
    return found
