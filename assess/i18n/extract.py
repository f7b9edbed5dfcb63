"""``python -m assess.i18n.extract`` brings the catalogues up to date with templates, Python and sentences.

New msgids come in untranslated, msgids that nobody uses any more go. The command prints what is left to translate.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from assess.i18n import CATALOGUES, LOCALES
from assess.i18n.sentences import SENTENCES

PACKAGE = Path(__file__).resolve().parent.parent
_METHODS = [("**.py", "python"), ("templates/**.html", "jinja2"), ("templates/**.yaml", "jinja2")]
_KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2), "gettext_in": (2,), "ngettext_in": (2, 3)}
_JINJA = {"newstyle_gettext": "true", "trimmed": "true", "silent": "false"}
_OPTIONS = {"**.html": _JINJA, "**.yaml": _JINJA}
# A catalogue that was only read again must not differ: no dates of today, no line numbers.
_DATE = datetime(2026, 11, 23, tzinfo=UTC)


def template() -> Catalog:
    """All msgids of the program as they stand now, with the files that use them."""
    catalogue = _empty(None)
    found = extract_from_dir(str(PACKAGE), _METHODS, _OPTIONS, _KEYWORDS, strip_comment_tags=True)
    for file, _line, msgid, _comments, _context in found:
        catalogue.add(msgid, locations=[(Path(file).as_posix(), 0)])
    for english in SENTENCES.values():
        catalogue.add(english, locations=[("i18n/sentences", 0)])
    return catalogue


def updated(locale: str, current: Catalog) -> Catalog:
    """The stored catalogue of ``locale`` with the msgids of ``current``; translations that still fit are kept."""
    file = CATALOGUES / f"{locale}.po"
    catalogue = _empty(locale)
    if file.exists():
        with file.open("rb") as source:
            catalogue = read_po(source, locale=locale.replace("-", "_"))
    catalogue.update(current, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.revision_date = catalogue.creation_date = _DATE
    return catalogue


def untranslated(catalogue: Catalog) -> list[str]:
    """The msgids without a translation; of a plural, each form must have one."""
    missing = []
    for message in catalogue:
        forms = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        if message.id and not all(forms):
            missing.append(message.id if isinstance(message.id, str) else message.id[0])
    return missing


def main() -> int:
    """Rewrites every catalogue; exit status 1 when something is left to translate."""
    current, left = template(), 0
    for locale in LOCALES:
        if locale == "en":
            continue  # English is the msgids themselves
        catalogue = updated(locale, current)
        with (CATALOGUES / f"{locale}.po").open("wb") as target:
            write_po(target, catalogue, width=120, sort_output=True, include_lineno=False, ignore_obsolete=True)
        missing = untranslated(catalogue)
        left += len(missing)
        print(f"{locale}: {len(catalogue)} texts, {len(missing)} to translate")
    return 1 if left else 0


def _empty(locale: str | None) -> Catalog:
    return Catalog(
        locale=locale.replace("-", "_") if locale else None,
        project="assess",
        version="0",
        copyright_holder="the authors",
        msgid_bugs_address="see README",
        last_translator="the authors",
        language_team="the authors",
        fuzzy=False,
        header_comment="# Texts of the pages, messages and documents.",
        creation_date=_DATE,
        revision_date=_DATE,
    )


if __name__ == "__main__":
    sys.exit(main())
