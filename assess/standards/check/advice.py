"""What an author should know although the edition is valid: names that stand on papers and lack a language."""

from __future__ import annotations

from collections.abc import Iterator

from assess.i18n.text import LOCALES, Text
from assess.standards.check.faults import listed
from assess.standards.document import Finding, Path
from assess.standards.model import Standard


def translations(standard: Standard) -> Iterator[Finding]:
    """A warning for every name on papers and notices that lacks a language; once for a name that is repeated."""
    said: set[str] = set()
    for path, text in _printed(standard):
        missing = [locale for locale in LOCALES if not text.has(locale)]
        if missing and str(text) not in said:
            said.add(str(text))
            params: dict[str, object] = {"text": str(text), "languages": listed(missing)}
            yield Finding("standard.name_untranslated", path, params, severity="warning")


def _printed(standard: Standard) -> Iterator[tuple[Path, Text]]:
    """The names that readers of all languages meet, with their places."""
    yield ("name",), standard.name
    yield ("author", "name"), standard.author.name
    for i, trade in enumerate(standard.trades):
        yield ("trades", i, "name"), trade.name
    for level, examined in standard.assessment.items():
        for i, part in enumerate(examined.parts):
            yield ("assessment", level, "parts", i, "name"), part.name
