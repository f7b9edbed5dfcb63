"""Checking a certificate, for anybody. Nothing here starts a session or changes anything."""

from __future__ import annotations

from flask import Response, redirect
from werkzeug.wrappers import Response as Answer

from assess.certificates.verify import Verification
from assess.errors import BadInput
from assess.operations import verifying
from assess.operations.verifying.pictures import is_picture
from assess.people.policy import Action
from assess.web.current import now, store
from assess.web.guard import guard
from assess.web.public import api, bulk, log, notices, offline, published, results, scan
from assess.web.public.blueprint import blueprint
from assess.web.public.forms import CodeForm, CredentialForm, FileForm, NumberForm
from assess.web.public.pages import page, verdict_page

__all__ = ["api", "blueprint", "bulk", "log", "notices", "offline", "published", "results", "scan"]


@blueprint.get("/")
@guard(Action.PUBLIC)
def front() -> Response:
    """What this is, and the ways to check a certificate."""
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
    """Compares an uploaded PDF with what was issued, or reads the codes in a picture of the paper."""
    form = FileForm()
    if not form.validate_on_submit():
        return _front(file_form=form)
    data = form.file.data.read()
    by, sought = (verifying.by_picture, "picture") if is_picture(data) else (verifying.by_file, "file")
    try:
        return verdict_page(store(), by(store(), data), now(), sought=sought)
    except BadInput as error:
        form.refuse(error, {error.code: "file"})
        return _front(file_form=form)


@blueprint.route("/check/credential", methods=["GET", "POST"])
@guard(Action.PUBLIC)
def check_credential() -> Response:
    """Compares a pasted credential with the one that was issued."""
    form = CredentialForm()
    if not form.validate_on_submit():
        return _front(credential_form=form)
    try:
        found = verifying.by_credential(store(), form.credential.data)
    except BadInput as error:
        form.refuse(error, {error.code: "credential"})
        return _front(credential_form=form)
    return verdict_page(store(), found, now(), sought="credential")


def _found(verification: Verification, **sought: str) -> Answer:
    """Leads on to the certificate's own address, which can be kept and sent; a miss is answered at once."""
    if verification.certificate is not None:
        return redirect(f"/v/{verification.certificate.token}", 303)
    return verdict_page(store(), verification, now(), **sought)


def _front(
    code_form: CodeForm | None = None, number_form: NumberForm | None = None, file_form: FileForm | None = None,
    credential_form: CredentialForm | None = None,
) -> Response:
    forms = (code_form, number_form, file_form, credential_form)
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
        credential_form=credential_form or CredentialForm(formdata=None),
    )
