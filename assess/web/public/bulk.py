"""Checking a list of certificates at once: a table on the page, or the same as CSV. Nothing of it is kept."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date

from flask import Response, request
from wtforms import FileField, TextAreaField

from assess.certificates.payload import in_locale
from assess.errors import BadInput
from assess.i18n import N_
from assess.i18n.formats import local_date
from assess.operations import bulk
from assess.operations.bulk import LARGEST, MOST_LINES, Row
from assess.people.policy import Action
from assess.web.current import now, store
from assess.web.downloads import attachment
from assess.web.forms import Form, at_most
from assess.web.guard import guard
from assess.web.locale import _, current_locale, say
from assess.web.public.blueprint import blueprint
from assess.web.public.pages import page
from assess.web.public.verdict_words import verdict_code, verdict_sentence

NOTHING = N_("Choose a CSV file, or paste the lines.")
HEADINGS = (
    N_("Line"), N_("Certificate number"), N_("Name"), N_("Address or code"), N_("Result"), N_("Result as a code"),
    N_("Name on the certificate"), N_("Occupation"), N_("Skill level"), N_("Issued by"), N_("Date of issue"),
)
IN_FORCE = "genuine"
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class ListForm(Form):
    """The list as a file, or its lines."""

    class Meta(Form.Meta):
        """No session stands behind the public pages, and a foreign page could make a stranger do nothing."""

        csrf = False

    file = FileField(N_("CSV file"))
    text = TextAreaField(N_("Or its lines"), [at_most(LARGEST)])

    def data_of(self) -> bytes:
        """What was handed in: the file if there is one, else the text."""
        chosen = self.file.data.read(LARGEST + 1) if self.file.data else b""
        return chosen or (self.text.data or "").strip().encode("utf-8", "replace")


@blueprint.get("/check/list")
@guard(Action.PUBLIC)
def bulk_ask() -> Response:
    """Where the list is chosen or pasted."""
    return _asked(ListForm(formdata=None))


@blueprint.post("/check/list")
@guard(Action.PUBLIC)
def bulk_check() -> Response:
    """Every line with its answer."""
    form = ListForm()
    data = form.data_of() if form.validate_on_submit() else b""
    if not data:
        form.file.errors = [*form.file.errors, NOTHING]
        return _asked(form, 400)
    try:
        rows = bulk.check_list(store(), data)
    except BadInput as error:
        form.refuse(error, {error.code: "file"})
        return _asked(form, 400)
    if request.form.get("answer") == "csv":
        return attachment(table(rows, current_locale(), local_date(now())), "certificates-checked.csv", "text/csv")
    return _answered(rows, data)


def _asked(form: ListForm, status: int = 200) -> Response:
    return page(store(), "bulk", status, verification=None, checked_at=None, form=form, most=MOST_LINES,
                largest=LARGEST // 1024)


def _answered(rows: Sequence[Row], data: bytes) -> Response:
    locale, today = current_locale(), local_date(now())
    shown = [(row.question, *_verdict(row, locale, today), _facts(row, locale)) for row in rows]
    held = sum(code == IN_FORCE for _question, code, _sentence, _told in shown)
    # The list goes along in the page, so that the answers can be had as a file too without anything being kept here.
    return page(store(), "bulk_checked", verification=None, checked_at=now(), rows=shown, held=held, count=len(rows),
                again=bulk.text_of(data), in_force=IN_FORCE)


def table(rows: Sequence[Row], locale: str, today: date) -> bytes:
    """The answers as CSV for spreadsheets: UTF-8 with its mark; no field is taken for a formula."""
    lines = [_line([_(heading) for heading in HEADINGS])]
    for row in rows:
        code, sentence = _verdict(row, locale, today)
        asked = row.question
        given = (str(asked.line), asked.number, asked.name, asked.code)
        lines.append(_line([*given, sentence, code, *_facts(row, locale)]))
    return ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")


def _verdict(row: Row, locale: str, today: date) -> tuple[str, str]:
    """Code and words of the answer; a line that could not be asked has the code of what is wrong with it."""
    if row.verification is None:
        assert row.problem is not None
        return row.problem.code, say(row.problem)
    return verdict_code(row.verification, today), verdict_sentence(row.verification, today, locale)


def _facts(row: Row, locale: str) -> tuple[str, ...]:
    """What was certified: name, occupation, level, issuer, day; empty texts where nothing was confirmed."""
    found = row.verification.certificate if row.verification else None
    if found is None:
        return ("",) * 5
    return (found.name_zh or found.name_latin, in_locale(found.occupation, locale), in_locale(found.grade, locale),
            in_locale(found.issuer, locale), found.issued_on.isoformat())


def _line(fields: Sequence[str]) -> str:
    """One line of CSV; a field that a spreadsheet would compute begins with an apostrophe (OWASP, CSV injection)."""
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(
        [f"'{field}" if field.startswith(_DANGEROUS) else field for field in fields]
    )
    return text.getvalue()
