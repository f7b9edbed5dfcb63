"""Where a signed-in person can go: found from the guards of the views, so that no list can be forgotten.

An entry leads to the shortest address that needs no argument and is guarded by one of the entry's actions.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, current_app, url_for

from assess.i18n import N_
from assess.people.policy import Action, role_may
from assess.people.roles import Actor


@dataclass(frozen=True)
class Entry:
    """A place in the menu and its card on the home page; the texts are msgids."""

    title: str
    hint: str
    actions: tuple[Action, ...]


ENTRIES = (
    Entry(N_("My results"), N_("Your exams, results and certificates"), (Action.SEE_OWN_RESULTS,)),
    Entry(N_("Score sheets"), N_("Enter and sign the scores of your sittings"), (Action.ENTER_SCORES,)),
    Entry(N_("Checking"), N_("Check the sums of sheets that examiners signed"), (Action.CHECK_SHEET,)),
    Entry(
        N_("Sittings"),
        N_("Plan sittings, enrol candidates, settle results and issue certificates"),
        (Action.SEE_SITTING, Action.PLAN_SITTING),
    ),
    Entry(
        N_("Appointments"),
        N_("Reviews for special-grade and chief technicians, and the confirmation of apprentices"),
        (Action.SEE_REVIEW,),
    ),
    Entry(N_("Panels"), N_("Applications that you review, and your vote"), (Action.VOTE,)),
    Entry(N_("Endorsements"), N_("Certificates that wait for your authority"), (Action.ENDORSE,)),
    Entry(N_("Standards"), N_("Occupational standards and their exam forms"), (Action.READ_STANDARDS,)),
    Entry(N_("Accounts"), N_("Who may sign in, and with which roles"), (Action.MANAGE_ACCOUNTS,)),
)


@dataclass(frozen=True)
class Place:
    """An entry that this installation has a page for."""

    entry: Entry
    endpoint: str

    @property
    def url(self) -> str:
        """Address of the page."""
        return url_for(self.endpoint)


def install(app: Flask) -> None:
    """Finds the page of every entry; called after all blueprints are registered."""
    found = []
    for entry in ENTRIES:
        endpoint = next((e for action in entry.actions if (e := _page_of(app, action))), None)
        if endpoint is not None:
            found.append(Place(entry, endpoint))
    app.extensions["assess_places"] = tuple(found)


def places(actor: Actor | None) -> list[Place]:
    """The places that somebody of these roles can go to, in the order of the menu."""
    all_places: tuple[Place, ...] = current_app.extensions["assess_places"]
    return [place for place in all_places if any(role_may(actor, action) for action in place.entry.actions)]


def place_at(path: str, found: list[Place]) -> Place | None:
    """The place that a page belongs to: of those whose address it lies under the one with the longest."""
    return max((place for place in found if path.startswith(place.url)), key=lambda place: len(place.url), default=None)


def _page_of(app: Flask, action: Action) -> str | None:
    rules = [
        rule
        for rule in app.url_map.iter_rules()
        if not rule.arguments
        and "GET" in (rule.methods or ())
        and getattr(app.view_functions[rule.endpoint], "action", None) is action
    ]
    return min(rules, key=lambda rule: (len(rule.rule), rule.rule)).endpoint if rules else None
