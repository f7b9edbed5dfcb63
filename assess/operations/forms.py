"""The exam form that a sitting is pinned to, or a refusal when the edition on disk is no longer the same."""

from __future__ import annotations

from typing import cast

from assess.errors import Refused
from assess.exams.form import ExamForm, derive_form
from assess.operations.standards import library
from assess.standards.model import Level, Standard
from assess.store.session import Store
from assess.store.sittings import SittingRow


def standard_of(store: Store, sitting: SittingRow) -> Standard:
    """The pinned edition; raises ``Refused("sitting.standard_changed")`` when its digest is another one now."""
    edition = library(store.config).get(sitting.standard, sitting.edition)
    if edition.sha256 != sitting.standard_sha256:
        raise Refused("sitting.standard_changed", standard=sitting.standard, edition=sitting.edition,
                      got=edition.sha256, expected=sitting.standard_sha256)
    return edition.standard


def form_of(store: Store, sitting: SittingRow) -> ExamForm:
    """The form that the examiners of this sitting fill in, with what its scheme asks besides."""
    schemes = (sitting.scheme,) if sitting.scheme else ()
    key = (sitting.standard_sha256, sitting.level, schemes)
    if key not in _derived:
        standard, level = standard_of(store, sitting), cast(Level, sitting.level)
        _derived[key] = derive_form(standard, level, sitting.standard_sha256, schemes)
    return _derived[key]


# The digest names the edition for ever, so a form derived once serves the whole process.
_derived: dict[tuple[str, str, tuple[str, ...]], ExamForm] = {}
