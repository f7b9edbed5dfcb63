"""What a browser fetches beforehand, to check offline codes by itself."""

from __future__ import annotations

from typing import Literal

import pytest
from flask.testing import FlaskClient

from assess.operations.keys import public_keys
from assess.store.public_keys import KeyEnd
from assess.store.session import Store


def keys(client: FlaskClient) -> dict[str, bool]:
    """Whether a key of offline codes was given up, by its name."""
    answer = client.get("/offline/keys.json")
    assert answer.headers["Cache-Control"] == "no-cache"
    return {key["id"]: key["compromised"] for key in answer.get_json()["keys"]}


@pytest.mark.parametrize(("how", "refused"), [("rotated", False), ("compromised", True)])
def test_old_keys_stay_and_unsafe_ones_are_named(
    client: FlaskClient, store: Store, how: Literal["rotated", "compromised"], refused: bool
) -> None:
    before = keys(client)
    assert len(before) >= 2 and not any(before.values())
    name = next(iter(before))
    public_keys(store).publish_end(KeyEnd(name, how, "2026-11-22", 3))
    assert keys(client) == {**before, name: refused}


def test_only_keys_of_offline_codes_are_handed_out(client: FlaskClient, store: Store) -> None:
    purposes = {key.key_id: key.purpose for key in public_keys(store).all()}
    assert {purposes[name] for name in keys(client)} == {"qr"} and len(set(purposes.values())) > 1


def test_the_worker_is_asked_for_anew_and_may_care_for_all_certificates(client: FlaskClient) -> None:
    answer = client.get("/offline-worker.js")
    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("text/javascript", "no-cache")
    assert answer.get_data(as_text=True).startswith('const VERSION = "')
