"""The motorcycle sitting's common example, which its examiners marked before they enter marks of candidates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from assess.cli.demo.marks import drawn, invented_mark
from assess.operations import calibrating, scoring, sittings
from assess.people.roles import Actor
from assess.store.session import Store

EXAMPLE = "样车 B-07（二号工位），按考试评分表全部项目评分"
FINDING = "漏装、错装按处计，同一处不重复扣分"


def calibrate(store: Store, actors: Mapping[str, Actor], sitting_id: int, day: datetime) -> None:
    """The second examiner leads; both marked a common example of the practical, came to terms, and marking is open."""
    lead = actors["examiner2"]
    sittings.assign(store, actors["office"], sitting_id, lead.account_id, "", "lead", day)
    (part,) = (one for one in sittings.form_parts(store, actors["office"], sitting_id) if one.part.id == "practical")
    calibrating.set_example(store, lead, sitting_id, "practical", EXAMPLE, day)
    for number in (1, 2):
        cells = [
            scoring.Entered(0, field.key, invented_mark(field, 7 + place * 3 + number * 5, False), 0, "")
            for place, field in enumerate(part.fields) if field.required and field.task in drawn(part, 1)
        ]
        examiner = actors[f"examiner{number}"]
        calibrating.save_example(store, examiner, sitting_id, "practical", cells, day)
        calibrating.hand_in(store, examiner, sitting_id, "practical", day)
    calibrating.release(store, lead, sitting_id, "practical", FINDING, day)
