"""Checking a certificate, for anybody. Nothing here starts a session or changes anything."""

from __future__ import annotations

from flask import Response, redirect
from werkzeug.wrappers import Response as Answer

from assess.certificates.verify import Verification
from assess.errors import BadInput
from assess.operations import verifying
from assess.people.policy import Action
from assess.web.current import now, store
from assess.web.guard import guard
from assess.web.public import notices, offline, published, results, scan
from assess.web.public.blueprint import blueprint
from assess.web.public.forms import CodeForm, FileForm, NumberForm
from assess.web.public.pages import page, verdict_page

__all__ = ["blueprint", "notices", "offline", "published", "results", "scan"]


@blueprint.get("/")
@guard(Action.PUBLIC)
def front() -> Response:
    """What this is, and three ways to check a certificate."""
    return _front()


@blueprint.get("/v/<token>")
@blueprint.get("/V/<token>", endpoint="scanned")
@guard(Action.PUBLIC)
def certificate(token: str) -> Response:
    """The page that the QR code leads to: the verdict, what was certified, what to compare."""
    return verdict_page(store(), verifying.by_token(store(), token), now(), code=token)


@blueprint.route("/check/code", methods=["GET", "POST"])
@guard(Action.PUBLIC)
def check_code() -> Answer:
    """From the printed address or code to the page of the certificate."""
    form = CodeForm()
    if not form.validate_on_submit():
        return _front(code_form=form)
    return _found(verifying.by_qr_text(store(), form.code.data), code=form.code.data)


@blueprint.route("/check/number", methods=["GET", "POST"])
@guard(Action.PUBLIC)
def check_number() -> Answer:
    """From number and name to the page of the certificate; a wrong number and a wrong name look the same."""
    form = NumberForm()
    if not form.validate_on_submit():
        return _front(number_form=form)
    return _found(verifying.by_number(store(), form.number.data, form.name.data), sought="number")


@blueprint.route("/check/file", methods=["GET", "POST"])
@guard(Action.PUBLIC)
def check_file() -> Response:
    """Compares an uploaded PDF with the ones that were issued."""
    form = FileForm()
    if not form.validate_on_submit():
        return _front(file_form=form)
    try:
        return verdict_page(store(), verifying.by_file(store(), form.file.data.read()), now(), sought="file")
    except BadInput as error:
        form.refuse(error, {error.code: "file"})
        return _front(file_form=form)


def _found(verification: Verification, **sought: str) -> Answer:
    """Leads on to the certificate's own address, which can be kept and sent; a miss is answered at once."""
    if verification.certificate is not None:
        return redirect(f"/v/{verification.certificate.token}", 303)
    return verdict_page(store(), verification, now(), **sought)


def _front(
    code_form: CodeForm | None = None, number_form: NumberForm | None = None, file_form: FileForm | None = None
) -> Response:
    forms = (code_form, number_form, file_form)
    failed = any(form is not None and form.errors for form in forms)
    return page(
        store(),
        "front",
        400 if failed else 200,
        failed=failed,
        verification=None,
        checked_at=None,
        code_form=code_form or CodeForm(formdata=None),
        number_form=number_form or NumberForm(formdata=None),
        file_form=file_form or FileForm(formdata=None),
    )
