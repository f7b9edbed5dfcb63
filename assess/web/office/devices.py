"""The table of devices on which something still waits; a script asks for it again every ten seconds."""

from __future__ import annotations

from flask import render_template

from assess.operations.scoring.devices import devices
from assess.people.policy import Action
from assess.web.current import store
from assess.web.guard import actor, guard
from assess.web.office.blueprint import blueprint


@blueprint.get("/sittings/<int:sitting_id>/devices")
@guard(Action.SEE_SITTING)
def device_table(sitting_id: int) -> str:
    """The table alone, to be put into the page of marking."""
    return render_template("office/_devices.html", devices=devices(store(), actor(), sitting_id))
