"""What must be complete before an edition is published: from then on its file never changes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assess.standards.document import Finding
from assess.standards.model import LEVELS, Level, Standard

_YEAR = re.compile(r"(19|20)\d\d(\.[0-9A-Za-z.-]+)?")


def publishing(standard: Standard, day: str | None = None) -> Iterator[Finding]:
    """Errors for what an edition needs before it is published, warnings for what it should say; ``day``: publication.

    The standard of an enterprise is filed (备案) first: a change of it would have to be filed again. A national one
    should say where its contents were taken from.
    """
    for number, entry in enumerate(standard.below):
        if day is not None and entry.date > day:
            signed: dict[str, object] = {"got": entry.date, "day": day}
            yield Finding("standard.publish_signed_later", ("below", number, "date"), signed)
    if standard.kind == "enterprise":
        yield from _filing(standard, day)
    elif standard.kind == "national" and standard.source is None:
        yield Finding("standard.publish_source", ("author",), severity="warning", at_key=True)
    if not _YEAR.fullmatch(standard.edition):
        yield Finding("standard.publish_edition", ("edition",), {"got": standard.edition}, severity="warning")
    elif day is not None and standard.edition[:4] > day[:4]:
        params: dict[str, object] = {"got": standard.edition, "day": day}
        yield Finding("standard.publish_edition_later", ("edition",), params, severity="warning")
    if gap := _gap(standard):
        yield Finding("standard.levels_gap", ("levels",), {"levels": ", ".join(gap)}, severity="warning")
    if "trades" not in standard.model_fields_set:
        yield Finding("standard.publish_trades", (), severity="warning")


def _gap(standard: Standard) -> list[Level]:
    """The levels between the lowest and the highest that are not there: no rule forbids it, but it is rarely meant."""
    places = [LEVELS.index(level) for level in standard.levels]
    return [level for i, level in enumerate(LEVELS) if places and min(places) < i < max(places) and i not in places]


def _filing(standard: Standard, day: str | None) -> Iterator[Finding]:
    filing = standard.filing
    if filing is None:
        yield Finding("standard.publish_filing", (), {"missing": "number, date, document"})
        return
    missing = [key for key in ("number", "date", "document") if getattr(filing, key) is None]
    if missing:
        yield Finding("standard.publish_filing", ("filing",), {"missing": ", ".join(missing)}, at_key=True)
    if day is not None and filing.date is not None and filing.date > day:
        yield Finding("standard.publish_filing_later", ("filing", "date"), {"got": filing.date, "day": day})
