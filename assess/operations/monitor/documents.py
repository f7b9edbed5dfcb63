"""What the log says of documents – standards, forms, sheets, lists, keys – against these, both ways."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from assess.canonical import sha256_hex
from assess.ledger.entry import leaf_of
from assess.operations.keys import public_keys
from assess.operations.monitor.report import Finding
from assess.operations.standards import shelved
from assess.store.drafts import DraftRow
from assess.store.forms import FormRow
from assess.store.ledger import LogRow, is_logged
from assess.store.session import Store
from assess.store.sheets import SheetRow, SheetSealRow


def findings_of_documents(store: Store) -> Iterator[Finding]:
    """What an entry names and nobody has, what somebody has and no entry names, and what was altered since."""
    with store.reading() as session:
        yield from _sheets(session)
        yield from _forms(session)
        yield from _standards(store, session)
        yield from _status_lists(store, session)
        keys = {key.leaf for key in public_keys(store).all()}
        yield from _unknown(session, ("key", "key_end"), keys, "log.no_key")


def _sheets(session: Session) -> Iterator[Finding]:
    sealed = exists().where(SheetSealRow.leaf == LogRow.leaf)
    yield from _entries_without(session, "sheet", sealed, "log.no_sheet")
    seals = select(SheetSealRow).execution_options(yield_per=1000)
    for row in session.scalars(seals):
        if row.salt is not None and leaf_of(row.salt, bytes.fromhex(row.digest)) != row.leaf:
            yield Finding("sheet.altered", f"sheet {row.sheet_id}")
    for sheet_id, digest in session.execute(select(SheetRow.id, SheetRow.digest).where(SheetRow.state == "sealed")):
        leaves = session.scalars(select(SheetSealRow.leaf).where(
            SheetSealRow.sheet_id == sheet_id, SheetSealRow.digest == digest,
            exists().where(LogRow.leaf == SheetSealRow.leaf, LogRow.kind == "sheet"),
        ))
        if leaves.first() is None:
            yield Finding("sheet.no_entry", f"sheet {sheet_id}")


def _forms(session: Session) -> Iterator[Finding]:
    yield from _entries_without(session, "form", exists().where(FormRow.digest == LogRow.leaf), "log.no_form")
    for digest, record in session.execute(select(FormRow.digest, FormRow.record).execution_options(yield_per=100)):
        if not isinstance(record, bytes) or sha256_hex(record) != digest:  # SQLite keeps texts in columns of bytes
            yield Finding("form.altered", f"form {digest}")
    logged = exists().where(LogRow.leaf == FormRow.digest, LogRow.kind == "form")
    yield from (Finding("form.no_entry", f"form {digest}")
                for digest in session.scalars(select(FormRow.digest).where(~logged)))


def _standards(store: Store, session: Session) -> Iterator[Finding]:
    shelves = shelved(store.config)
    yield from (Finding("standard.altered", fault.where) for fault in shelves.faults)
    published = {entry.sha256 for entry in shelves.entries.values()}
    yield from _unknown(session, ("standard",), published, "log.no_standard")
    logged = exists().where(LogRow.leaf == DraftRow.sha256, LogRow.kind == "standard")
    drafts = session.execute(
        select(DraftRow.standard_id, DraftRow.edition).where(DraftRow.state == "published", ~logged)
    )
    yield from (Finding("standard.no_entry", f"{name} {edition}") for name, edition in drafts)


def _status_lists(store: Store, session: Session) -> Iterator[Finding]:
    """The lists of states that are public now; of earlier ones only the log's entries are left."""
    folder = store.config.instance / "public" / "authorities"
    for file in sorted(folder.glob("*/status/*/*.json")):
        if not is_logged(session, "status", sha256_hex(file.read_bytes())):
            yield Finding("status.no_entry", str(file.relative_to(folder)))
    authorities = session.scalars(select(LogRow.authority).where(LogRow.kind == "status").distinct())
    yield from (Finding("status.missing", authority) for authority in authorities
                if not any((folder / authority / "status").glob("*/*.json")))


def _unknown(session: Session, kinds: tuple[str, ...], known: set[str], code: str) -> Iterator[Finding]:
    """Entries of those kinds whose leaf is none of the known ones; of such documents there are few."""
    rows = session.execute(
        select(LogRow.sequence, LogRow.leaf).where(LogRow.kind.in_(kinds)).order_by(LogRow.sequence)
    )
    yield from (Finding(code, f"entry {sequence}") for sequence, leaf in rows if leaf not in known)


def _entries_without(session: Session, kind: str, document: ColumnElement[bool], code: str) -> Iterator[Finding]:
    rows = session.scalars(
        select(LogRow.sequence).where(LogRow.kind == kind, ~document).order_by(LogRow.sequence)
    )
    yield from (Finding(code, f"entry {sequence}") for sequence in rows)
