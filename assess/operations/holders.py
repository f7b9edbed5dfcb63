"""What a person may see of the data that is held about them; identity numbers only as their mask."""

from __future__ import annotations

from dataclasses import dataclass

from assess.people.identity import DocumentType, PersonName, own_mask
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.store.people import PersonRow, document_of
from assess.store.session import Store


@dataclass(frozen=True)
class OwnDocument:
    """One identity document; ``masked`` shows enough of the number to recognise the own one."""

    kind: DocumentType
    masked: str


@dataclass(frozen=True)
class OwnDetails:
    """Names and documents as certificates will print them."""

    name: PersonName
    documents: tuple[OwnDocument, ...]


def own_details(store: Store, actor: Actor) -> OwnDetails:
    """The actor's own details; raises ``Forbidden`` for an account that is no candidate's."""
    require(actor, Action.SEE_OWN_RESULTS, own=actor.person_id is not None)
    with store.reading() as session:
        person = session.get_one(PersonRow, actor.person_id)
        documents = [document_of(session, row) for row in person.documents]
        return OwnDetails(person.name, tuple(OwnDocument(each.kind, own_mask(each)) for each in documents))
