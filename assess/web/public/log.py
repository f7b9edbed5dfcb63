"""The public log for anybody: what it is, its checkpoints and entries, and whether it holds one's own certificate."""

from __future__ import annotations

from flask import Response, request

from assess.certificates.enclosure import PROOF, RECORD
from assess.errors import BadInput, NotFound, Refused
from assess.ledger.entry import OF_CERTIFICATES
from assess.operations.public_log import browsing, checking
from assess.operations.public_log.checking import LogCheck
from assess.people.policy import Action
from assess.web.current import store
from assess.web.guard import guard
from assess.web.locale import _
from assess.web.public.blueprint import blueprint
from assess.web.public.forms import NumberForm
from assess.web.public.log_forms import EnclosedForm
from assess.web.public.log_words import KIND_NAMES, LEAVES, STEP_NAMES, VERDICTS
from assess.web.public.pages import page

_PLAIN = "text/plain; charset=utf-8"


@blueprint.get("/log")
@guard(Action.PUBLIC)
def log() -> Response:
    """What the log is, and how it stands."""
    return _page("log", log=browsing.front(store()))


@blueprint.get("/log/entries")
@guard(Action.PUBLIC)
def log_entries() -> Response:
    """A page of entries; the newest, or those from a number on."""
    first = request.args.get("from", "")
    number = int(first) if first.isascii() and first.isdigit() and len(first) < 16 else None
    return _page("log_entries", browsed=browsing.entries(store(), number))


@blueprint.get("/log/entries/<int:number>")
@guard(Action.PUBLIC)
def log_entry(number: int) -> Response:
    """One entry and the proof that it stands in the log."""
    one = browsing.one_entry(store(), number)
    return _page("log_entry", one=one, meaning=LEAVES.get(_group(one.line.entry.kind), LEAVES[""]))


@blueprint.get("/log/entries/<int:number>/entry.json")
@guard(Action.PUBLIC)
def log_entry_data(number: int) -> Response:
    """The bytes of an entry."""
    return _download(browsing.one_entry(store(), number).line.data, "application/json", f"entry-{number}.json")


@blueprint.get("/log/entries/<int:number>/proof.txt")
@guard(Action.PUBLIC)
def log_entry_proof(number: int) -> Response:
    """The proof of an entry as of today, with the lines of the witnesses."""
    proof = browsing.one_entry(store(), number).proof.text
    return _download(proof.encode(), _PLAIN, f"log-proof-{number}.txt")


@blueprint.get("/log/checkpoints")
@guard(Action.PUBLIC)
def log_checkpoints() -> Response:
    """The checkpoints that were signed, the newest first."""
    below = request.args.get("below", "")
    number = int(below) if below.isascii() and below.isdigit() and len(below) < 16 else None
    return _page("log_checkpoints", checkpoints=browsing.checkpoints(store(), number), most=browsing.PAGE)


@blueprint.get("/log/checkpoints/<int:size>")
@guard(Action.PUBLIC)
def log_checkpoint(size: int) -> Response:
    """A checkpoint as it was signed."""
    return _text(browsing.checkpoint_at(store(), size).encode())


@blueprint.get("/log/checkpoint.witnessed")
@guard(Action.PUBLIC)
def log_witnessed() -> Response:
    """The newest checkpoint that every required witness has cosigned."""
    return _text(browsing.witnessed_note(store()).encode())


@blueprint.get("/log/witnesses")
@guard(Action.PUBLIC)
def log_witnesses() -> Response:
    """The keys of the required witnesses."""
    return _text(browsing.witness_keys(store()).encode())


@blueprint.get("/log/check")
@guard(Action.PUBLIC)
def log_check() -> Response:
    """Where anybody checks the own certificate against the log."""
    return _asked(EnclosedForm(formdata=None), NumberForm(formdata=None))


@blueprint.post("/log/check/file")
@guard(Action.PUBLIC)
def log_check_file() -> Response:
    """The check of a PDF, or of the two files that lie in it."""
    form = EnclosedForm()
    try:
        return _answered(_of_files(form))
    except BadInput as error:
        form.refuse(error, {error.code: "file"})
        return _asked(form, NumberForm(formdata=None), 400)


@blueprint.post("/log/check/number")
@guard(Action.PUBLIC)
def log_check_number() -> Response:
    """The check of what the register holds, by number and name."""
    form = NumberForm()
    if not form.validate_on_submit():
        return _asked(EnclosedForm(formdata=None), form, 400)
    try:
        return _answered(checking.check_number(store(), form.number.data, form.name.data))
    except (NotFound, Refused) as error:
        form.refuse(error, {error.code: "number"})
        return _asked(EnclosedForm(formdata=None), form, 404)


def _of_files(form: EnclosedForm) -> LogCheck:
    data, record, proof = form.files()
    if data:
        return checking.check_paper(store(), data)
    if not record or not proof:
        raise BadInput("log.no_file")
    return checking.check_enclosed(store(), record, proof.decode("utf-8", "replace"))


def _asked(files: EnclosedForm, number: NumberForm, status: int = 200) -> Response:
    failed = bool(files.errors or number.errors)
    return _page("log_check", status, files=files, number=number, failed=failed, names=(RECORD, PROOF))


def _answered(check: LogCheck) -> Response:
    later = [line for line in check.since if line[1].kind != "issue"]
    tone, sign, verdict = VERDICTS[_verdict(check, bool(later))]
    return _page("log_checked", check=check, later=later, tone=tone, sign=sign, verdict=_(verdict))


def _verdict(check: LogCheck, later: bool) -> str:
    """Which of the verdicts: that a witness is still to sign is no fault of the certificate."""
    if any(step.name != "witness" for step in check.failed):
        return "failed"
    if check.erased_on is not None:
        return "erased"
    return "later" if later else "unseen" if check.failed else "holds"


def _page(template: str, status: int = 200, **values: object) -> Response:
    return page(store(), template, status, verification=None, checked_at=None, kinds=KIND_NAMES, steps=STEP_NAMES,
                **values)


def _group(kind: str) -> str:
    return "issue" if kind in OF_CERTIFICATES else kind


def _text(data: bytes) -> Response:
    answer = Response(data, content_type=_PLAIN)
    answer.headers["Cache-Control"] = "no-cache"
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer


def _download(data: bytes, media_type: str, name: str) -> Response:
    answer = Response(data, content_type=media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-cache"
    return answer
