"""The standard and the form that something is pinned to, or a refusal when the edition on disk is another one now."""

from __future__ import annotations

from typing import Protocol, cast

from assess.errors import Refused
from assess.exams.form import ExamForm, derive_form
from assess.operations.standards import library
from assess.standards.model import Level, Standard
from assess.store.session import Store
from assess.store.sittings import SittingRow


class Pinned(Protocol):
    """What is pinned to an edition by its digest: a sitting, a review."""

    @property
    def standard(self) -> str: ...

    @property
    def edition(self) -> str: ...

    @property
    def standard_sha256(self) -> str: ...


def standard_of(store: Store, pinned: Pinned) -> Standard:
    """The pinned edition; raises ``Refused("sitting.standard_changed")`` when its digest is another one now."""
    edition = library(store.config).get(pinned.standard, pinned.edition)
    if edition.sha256 != pinned.standard_sha256:
        raise Refused("sitting.standard_changed", standard=pinned.standard, edition=pinned.edition,
                      got=edition.sha256, expected=pinned.standard_sha256)
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
