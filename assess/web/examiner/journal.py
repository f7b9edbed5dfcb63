"""What the score pages send while somebody types: entries of the device's journal, answered with receipts.

Also the service worker, which keeps those pages for a reload without network.
"""

from __future__ import annotations

import json
from typing import Any

from flask import jsonify, request, url_for
from werkzeug.wrappers import Response

from assess.errors import Refused
from assess.exams.arithmetic import shown
from assess.exams.choices import choice_faults
from assess.exams.scores import entry_text, missing_fields, running_total
from assess.operations.scoring import journal
from assess.operations.scoring.journal import Delivery, Dropped, Operation, Receipt, Receipts, TouchedSheet, Waiting
from assess.people.policy import Action
from assess.web.current import now, store
from assess.web.examiner.blueprint import blueprint
from assess.web.examiner.device_names import device_name
from assess.web.examiner.forms import DeliveryMessage, OperationMessage, read_delivery
from assess.web.guard import actor, guard
from assess.web.locale import say
from assess.web.static import FOLDER, files_digest
from assess.web.sums import told


@blueprint.post("/journal")
@guard(Action.ENTER_SCORES)
def deliver() -> Response:
    """Takes entries of the journal of the signed-in examiner; another person's are refused whole and stay there."""
    message = read_delivery(request.get_json(silent=True))
    if message.account != actor().account_id:
        raise Refused("journal.other_account")
    taken = journal.take(store(), actor(), _delivery(message), now())
    parts = {sheet.id: sheet for sheet in taken.sheets}
    return jsonify(receipts=[_receipt(each, parts) for each in taken.receipts], sheets=_sums(taken))


@blueprint.get("/worker.js")
@guard(Action.PUBLIC)
def worker() -> Response:
    """The service worker of the score pages; it names no person, and a browser asks for it when it likes."""
    scope = url_for("examiner.home")
    text = f"const VERSION = {json.dumps(files_digest()[:12])};\nconst SCOPE = {json.dumps(scope)};\n"
    answer = Response(text + (FOLDER / "score" / "worker.js").read_text(encoding="utf-8"), mimetype="text/javascript")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@blueprint.after_request
def _name_the_account(response: Response) -> Response:
    """Tells the service worker whose page it is: it keeps the pages on which scores are entered, and those alone."""
    if request.endpoint in ("examiner.grid", "examiner.sheet") and response.status_code == 200:
        response.headers["Score-Page-Of"] = str(actor().account_id)
    return response


def _delivery(message: DeliveryMessage) -> Delivery:
    return Delivery(
        journal=message.journal, label=device_name(str(request.user_agent)),
        operations=[_operation(sent) for sent in message.operations],
        left={left.sitting: Waiting(left.waiting, left.conflicts) for left in message.left},
    )


def _operation(sent: OperationMessage) -> Operation:
    dropped = sent.dropped and Dropped(sent.dropped.operation, sent.dropped.sequence, sent.dropped.value,
                                       sent.dropped.note)
    return Operation(sent.operation, sent.sequence, sent.sheet, sent.field, sent.value, sent.version, sent.note, dropped)


def _receipt(receipt: Receipt, sheets: dict[int, TouchedSheet]) -> dict[str, Any]:
    """``standing`` with its value as kept and ``text`` as people write it; a refusal with code and sentence."""
    sent, standing = receipt.operation, receipt.standing
    answer: dict[str, Any] = {"operation": sent.operation, "state": receipt.state, "version": receipt.version}
    if receipt.error is not None:
        return answer | {"code": receipt.error.code, "message": say(receipt.error)}
    value = standing.value or ""
    text = entry_text(sheets[sent.sheet_id].part.field(sent.field), value)
    return answer | {"standing": {"value": value, "text": text, "note": standing.note, "version": standing.version}}


def _sums(taken: Receipts) -> dict[int, dict[str, Any]]:
    """For each sheet its running total, how many values are missing, and what the tasks that were changed come to."""
    found = {}
    for sheet in taken.sheets:
        changed = {each.operation.field.partition(".")[0] for each in taken.receipts
                   if each.operation.sheet_id == sheet.id and each.error is None}
        words = {key: text for task in sorted(changed) for key, text in told(sheet.part, sheet.entries, task).items()}
        found[sheet.id] = {
            "total": shown(running_total(sheet.part, sheet.entries), decimals=1), "told": words,
            "missing": len(missing_fields(sheet.part, sheet.entries)) + len(choice_faults(sheet.part, sheet.entries)),
        }
    return found
