"""The office and the supervisor see on which device something still waits."""

from __future__ import annotations

from collections.abc import Callable

from flask.testing import FlaskClient

from assess.operations.scoring import journal
from assess.operations.scoring.journal import Delivery, Waiting
from assess.people.roles import Role
from tests.marking import THEN, Marking, config, marking

__all__ = ["config", "marking"]
SignIn = Callable[[FlaskClient, str], None]


def report(marking: Marking, journal_id: str, waiting: int, conflicts: int, who: str = "first") -> None:
    delivery = Delivery(journal_id, "Android · Chrome", (), {marking.sitting_id: Waiting(waiting, conflicts)})
    journal.take(marking.store, marking.actors[who], delivery, THEN)


def test_the_page_of_marking_shows_what_waits_where(client: FlaskClient, marking: Marking, sign_in: SignIn) -> None:
    report(marking, "aaaa" + "0" * 28, 0, 0)
    report(marking, "bbbb" + "0" * 28, 3, 1, "second")
    sign_in(client, "office")
    page = client.get(f"/office/sittings/{marking.sitting_id}/marking?lang=en").get_data(as_text=True)
    assert f'data-devices="/office/sittings/{marking.sitting_id}/devices"' in page
    table = client.get(f"/office/sittings/{marking.sitting_id}/devices?lang=en").get_data(as_text=True)
    assert "<html" not in table and table.index("bbbb") < table.index("aaaa")
    assert "<strong>3</strong>" in table and "Android · Chrome" in table and "Second" in table
    assert client.get("/office/sittings/999/devices").status_code == 404


def test_a_supervisor_sees_the_devices_and_an_examiner_does_not(
    client: FlaskClient, marking: Marking, sign_in: SignIn, make_account: Callable[..., object]
) -> None:
    make_account("watching", Role.SUPERVISOR)
    sign_in(client, "watching")
    assert client.get(f"/office/sittings/{marking.sitting_id}/devices").status_code == 200
    sign_in(client, "first")
    assert client.get(f"/office/sittings/{marking.sitting_id}/devices").status_code == 403
