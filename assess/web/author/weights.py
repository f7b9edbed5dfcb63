"""The weight tables of a standard as bar charts, one for each level."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from markupsafe import Markup

from assess.figures.chart import Bar, bars, key
from assess.i18n.text import Text
from assess.standards.model import Level, Standard
from assess.web.level_names import LEVEL_NAMES
from assess.web.locale import _, current_locale


def names_of_rows(standard: Standard) -> Mapping[str, Text]:
    """The names of the rows of the weight tables, basics before functions."""
    return {basic.id: basic.name for basic in standard.basics} | {one.id: one.name for one in standard.functions}


def charts(standard: Standard) -> list[tuple[Level, Markup]]:
    """For each level with weights the chart of its columns: theory and skill of every row, in percent."""
    return [(level, drawn) for level in standard.levels if (drawn := _chart(standard, level))]


def legend() -> Markup:
    """Which bar is theory and which is skill."""
    return Markup(key([_("Theory"), _("Skill")]))


def _chart(standard: Standard, level: Level) -> Markup:
    theory, skill = standard.weights.theory, standard.weights.skill
    names = names_of_rows(standard)
    rows = [
        Bar(names[row].in_locale(current_locale()) if row in names else row,
            tuple(_value(table.get(row, {}).get(level)) for table in (theory, skill)))
        for row in dict.fromkeys((*theory, *skill))
        if level in theory.get(row, {}) or level in skill.get(row, {})
    ]
    title = _("%(name)s: %(value)s", name=_("Weights"), value=_(LEVEL_NAMES[level]))
    return Markup(bars(rows, [_("Theory"), _("Skill")], title)) if rows else Markup()


def _value(percent: Decimal | None) -> tuple[Decimal, str] | None:
    return None if percent is None else (percent, f"{percent.normalize():f} %")
