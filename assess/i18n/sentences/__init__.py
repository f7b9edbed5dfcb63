"""The one place where an error's code becomes a sentence.

Each module here holds the codes of one part of the program: code → English, with ``{param}`` for what the error
carries; the catalogues hold the other languages. A code that needs different words for one of its reasons has them
under ``code.reason``. A sentence names the thing, and what to do next where there is something to do.
"""

from __future__ import annotations

from collections.abc import Mapping

from assess.errors import AssessError, Problem
from assess.i18n import gettext_in
from assess.i18n.sentences import (
    accounts,
    appointing,
    certificates,
    compare,
    drafts,
    exchange,
    exporting,
    generating,
    installation,
    judging,
    life,
    log,
    machines,
    office,
    paper,
    people,
    pictures,
    remedies,
    results,
    sampling,
    scoring,
    standards,
    web,
)

TABLES = (
    accounts.SENTENCES,
    appointing.SENTENCES,
    certificates.SENTENCES,
    compare.SENTENCES,
    drafts.SENTENCES,
    exchange.SENTENCES,
    exporting.SENTENCES,
    generating.SENTENCES,
    installation.SENTENCES,
    judging.SENTENCES,
    life.SENTENCES,
    log.SENTENCES,
    machines.SENTENCES,
    office.SENTENCES,
    paper.SENTENCES,
    people.SENTENCES,
    pictures.SENTENCES,
    remedies.SENTENCES,
    results.SENTENCES,
    sampling.SENTENCES,
    scoring.SENTENCES,
    standards.SENTENCES,
    web.SENTENCES,
)

SENTENCES: Mapping[str, str] = {code: english for table in TABLES for code, english in table.items()}


class _Params(dict[str, object]):
    """A parameter that the raiser forgot shows as a dash: an error page must never fail itself."""

    def __missing__(self, key: str) -> str:
        return "–"


def sentence(fault: AssessError | Problem, locale: str) -> str:
    """The sentence for an error or a problem in ``locale``; a code without one is shown as it is."""
    return sentence_of(fault.code, fault.params, locale)


def sentence_of(code: str, params: Mapping[str, object], locale: str) -> str:
    """The sentence for ``code``; the one for ``code.reason`` goes first if there is a ``reason`` among the params."""
    english = SENTENCES.get(f"{code}.{params.get('reason')}") or SENTENCES.get(code)
    if english is None:
        return code
    kind = SENTENCES.get(f"standard.kind.{params.get('kind')}") if code.startswith("standard.") else None
    named = {**params, "kind": gettext_in(locale, kind)} if kind else params
    return gettext_in(locale, english).format_map(_Params(_readable(named, locale)))


def _readable(params: Mapping[str, object], locale: str) -> dict[str, object]:
    """The params; a text with several languages, or something that says itself in one, is in the reader's."""
    return {key: value.in_locale(locale) if hasattr(value, "in_locale") else value for key, value in params.items()}
