"""Goes through all that must agree, in the order in which trust is built: log, documents, register, files, public."""

from __future__ import annotations

from collections.abc import Iterator

from assess.errors import BadInput
from assess.ledger.checkpoint import Checkpoint, read_checkpoint
from assess.operations import public_log
from assess.operations.logs import audit
from assess.operations.monitor.documents import findings_of_documents
from assess.operations.monitor.register import Register, orphans
from assess.operations.monitor.report import Finding, Report
from assess.store.session import Store


def watch(store: Store) -> Report:
    """The report on the whole installation; changes nothing, and reads every stored file once."""
    log, register = audit(store), Register(store)
    found = [Finding("log.chain", f"entry {sequence}") for sequence in log.broken_at]
    found += [Finding("certificate.no_entry", f"certificate {number}") for number in log.certificates_without_entry]
    found += [Finding("log.no_certificate", f"entry {sequence}") for sequence in log.entries_without_certificate]
    found += findings_of_documents(store)
    found += register.findings()
    found += orphans(store)
    found += (Finding(f"published.{name}", file) for name, file in public_log.faults_in(store))
    last = _last_checkpoint(store)
    found += _behind(store, last, log.entries)
    return Report(log.entries, log.head, last.size if last else 0, register.certificates, register.files, tuple(found))


def _last_checkpoint(store: Store) -> Checkpoint | None:
    """What was published last; None for nothing, and for what cannot be read, which is a fault of what is published."""
    try:
        note = public_log.folder_of(store).checkpoint()
        return read_checkpoint(note) if note else None
    except BadInput:
        return None


def _behind(store: Store, last: Checkpoint | None, entries: int) -> Iterator[Finding]:
    """What is still under way: entries that are not public, witnesses that have not seen the last checkpoint."""
    if (count := entries - (last.size if last else 0)) > 0:
        yield Finding("log.unpublished", f"{count}")
    for key in public_log.witnesses(store):
        if last is None or not last.signed_by(key):
            yield Finding("witness.behind", key.name)
