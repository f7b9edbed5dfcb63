"""What the conditions of standards name: titles, diplomas, competitions, honours (msgids)."""

from __future__ import annotations

from collections.abc import Mapping

from assess.i18n import N_

TITLES: Mapping[str, str] = {
    "junior": N_("Junior professional title"),
    "middle": N_("Middle professional title"),
    "senior": N_("Senior professional title"),
}

DIPLOMAS: Mapping[str, str] = {
    "secondary-vocational": N_("Secondary vocational school"),
    "technical-school": N_("Technical school"),
    "senior-technical-school": N_("Senior technical school"),
    "technician-college": N_("Technician college"),
    "senior-worker-class": N_("Senior worker class of a technical school"),
    "pre-technician-class": N_("Preparatory technician class"),
    "technician-class": N_("Technician class"),
    "college": N_("College (three years)"),
    "bachelor": N_("Bachelor or higher"),
    "assessed-college": N_("College with skill assessment"),
}

CATEGORIES: Mapping[str, str] = {
    "world": N_("World competition"),
    "national-1": N_("National competition, class 1"),
    "national-2": N_("National competition, class 2"),
    "province-1": N_("Provincial competition, class 1"),
    "province-2": N_("Provincial competition, class 2"),
    "city-1": N_("City competition, class 1"),
    "city-2": N_("City competition, class 2"),
    "enterprise": N_("Competition of an enterprise"),
}

GROUPS: Mapping[str, str] = {"worker": N_("workers"), "student": N_("students")}

PRIZES: Mapping[str, str] = {
    "gold": N_("gold"),
    "silver": N_("silver"),
    "bronze": N_("bronze"),
    "merit": N_("merit"),
}

HONOURS: Mapping[str, str] = {
    "national-skill": N_("Honour for skill, national"),
    "province-skill": N_("Honour for skill, provincial"),
    "prefecture-skill": N_("Honour for skill, prefecture-level city"),
    "central-enterprise-skill": N_("Honour for skill of a central enterprise"),
    "global-500-skill": N_("Honour for skill of a Global 500 enterprise"),
}
