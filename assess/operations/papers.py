"""One certificate as the office checks it before approving: exactly the frozen facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assess.certificates.payload import Payload, payload_from_bytes
from assess.operations.issuing import CertificateLine
from assess.operations.issuing.listing import lines
from assess.operations.sittings import SittingHead
from assess.operations.sittings.overview import head_of
from assess.people.identity import Document, DocumentType, own_mask
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.store.certificates import certificate, open_payload
from assess.store.session import Store


@dataclass(frozen=True)
class PaperView:
    """One certificate: its line, every fact of its payload, its digest."""

    head: SittingHead | None
    """The sitting; None: the paper of a review."""
    line: CertificateLine
    payload: Payload
    document_kind: DocumentType
    document: str
    """Its number, masked."""
    sha256: str
    own: bool
    """Whether it is the own authority's, and not its partner's."""

    @property
    def held_from(self) -> date | None:
        """First day of the appointment, or the day of the enterprise's decision."""
        return date.fromisoformat(self.payload.held_from) if self.payload.held_from else None

    @property
    def held_until(self) -> date | None:
        """Last day of the appointment."""
        return date.fromisoformat(self.payload.held_until) if self.payload.held_until else None


def paper_view(store: Store, actor: Actor, certificate_id: int) -> PaperView:
    """The certificate as it was frozen; raises ``NotFound``, and ``BadInput`` for a payload that was altered."""
    require(actor, Action.SEE_SITTING)
    with store.reading() as session:
        row = certificate(session, certificate_id)
        payload = payload_from_bytes(open_payload(session, row))
        return PaperView(
            head=head_of(store, row.enrolment.sitting) if row.enrolment else None,
            line=lines(store, session, [row])[0], payload=payload,
            document_kind=DocumentType(payload.document_type),
            document=own_mask(Document(DocumentType(payload.document_type), payload.document_number)),
            sha256=row.payload_sha256, own=not row.is_partners,
        )
