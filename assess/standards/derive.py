"""Builds the full data of an enterprise standard: its base edition with the patches applied.

The head of the file (who, which edition, filing, chain …) replaces the base's; what is asked and examined changes only
by patches, each with its reason, so that a reader sees every difference from the national standard. The base is pinned
by the digest of its file. Decides nothing about the result: it is validated and checked like any other standard.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from assess.errors import Problems
from assess.standards.document import Document, Finding, Path, in_order
from assess.standards.model import Base, Patch
from assess.standards.parse import MAX_PROBLEMS
from assess.standards.patching import Full
from assess.standards.validate import validate

OWN = ("format", "id", "kind", "edition", "author")
"""What every file must say for itself."""
HEAD = (
    *OWN,
    "code",
    "name",
    "source",
    "sample",
    "chain",
    "extends",
    "patches",
    "filing",
    "trades",
    "overview",
    "below",
    "apprentice",
    "appointments",
    "competition",
    "awards",
)
"""What a file may say for itself."""


class _Read(Protocol):
    @property
    def sha256(self) -> str: ...
    @property
    def document(self) -> Document: ...


def derive(own: Document, bases: Callable[[str, str], _Read | None]) -> Document:
    """The document of the full standard; raises ``Problems`` for a wrong base, head or patch."""
    base_pin, findings = validate(Base, own.data["extends"])
    findings = _within(("extends",), findings)
    patches, faults = validate(tuple[Patch, ...], own.data.get("patches", []))
    findings += _within(("patches",), faults)
    for key in own.data:
        if key not in HEAD:
            findings.append(Finding("standard.only_by_patch", (key,), {"key": key}, at_key=True))
    findings += [Finding("standard.key_missing", (), {"key": key}) for key in OWN if key not in own.data]
    base = bases(base_pin.id, base_pin.edition) if base_pin else None
    if base_pin and base is None:
        params: dict[str, object] = {"id": base_pin.id, "edition": base_pin.edition}
        findings.append(Finding("standard.base_unknown", ("extends", "id"), params))
    if base_pin and base and base.sha256 != base_pin.sha256:
        params = {"got": base_pin.sha256, "expected": base.sha256, "id": base_pin.id, "edition": base_pin.edition}
        findings.append(Finding("standard.base_changed", ("extends", "sha256"), params))
    if base is None or patches is None or faults:
        raise _invalid(own, findings)
    full = Full(own, base.document, HEAD)
    for number, patch in enumerate(patches):
        full.apply(number, patch)
    if findings or full.faults:
        raise _invalid(own, [*findings, *full.faults])
    return full.document()


def _within(at: Path, findings: list[Finding]) -> list[Finding]:
    return [replace(finding, path=(*at, *finding.path)) for finding in findings]


def _invalid(own: Document, findings: list[Finding]) -> Problems:
    problems = in_order([*own.problems, *map(own.problem, findings)])
    return Problems("standard.invalid", problems[:MAX_PROBLEMS], where=own.name)
