"""Says a route of admission and its clauses in words."""

from __future__ import annotations

from assess.i18n.sentences import SENTENCES, sentence_of
from assess.standards.model import Clause, DiplomaClause, Route


class RouteWords:
    """Says routes to a reader of ``locale``."""

    def __init__(self, locale: str) -> None:
        self.locale = locale

    def route(self, route: Route) -> str:
        """All clauses of the route, which must hold together."""
        return " + ".join(self.clause(clause) for clause in route.all)

    def clause(self, clause: Clause) -> str:
        """What the applicant must have, and since how many years."""
        given = {key: value for key, value in clause if value is not None}
        words = {key: self._listed(key, value) for key, value in given.items()}
        said = [sentence_of(f"compare.clause.{clause.clause}", words, self.locale)]
        years = given.get("years") if clause.clause not in ("age", "work-years") else None
        parts = (
            ("since", years, years),
            ("unrelated", given.get("related") is False, None),
            ("field", isinstance(clause, DiplomaClause) and clause.field != "related", words.get("field")),
            ("final_year", given.get("final_year"), None),
            ("group", given.get("group"), words.get("group")),
            ("prizes", given.get("prizes"), words.get("prizes")),
            ("rank", given.get("rank"), given.get("rank")),
            ("within", given.get("within"), given.get("within")),
        )
        said += [sentence_of(f"compare.clause.{key}", {"value": value}, self.locale) for key, on, value in parts if on]
        return said[0] if len(said) == 1 else f"{said[0]} ({'; '.join(said[1:])})"

    def _listed(self, key: str, value: object) -> str:
        """Codes in words, several with a stroke between them."""
        if isinstance(value, tuple):
            return " / ".join(self._listed(key, one) for one in value)
        for code in (f"compare.value.{key}-{value}", f"compare.level.{value}"):
            if code in SENTENCES:
                return sentence_of(code, {}, self.locale)
        return str(value)
