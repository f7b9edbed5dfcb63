"""Acts out three reviews: 特级技师 appointed with its certificate, 学徒工 confirmed with its record, one being voted on."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from io import BytesIO

from PIL import Image, ImageDraw

from assess.cli.demo.cast import APPOINTED, APPRENTICE, PANEL, VOTED_ON
from assess.cli.demo.story import portrait
from assess.exams.appointing import earliest_end
from assess.i18n.formats import local_date
from assess.jobs import worker
from assess.operations import appointing, issuing, photos
from assess.operations.accounts import actor_named
from assess.operations.enrolling import Applicant
from assess.operations.invitations import Invitation, invite_applicant
from assess.operations.standards import library
from assess.people.roles import Actor
from assess.standards.model import Appointment
from assess.store.session import Store

BODY = "qiaodu-demo"
STANDARD = "jiangmen-qiaodu-motor/6-23-04-01-appointments"
OUTSIDE = 3
AWAY = 1
"""So many of the panel are not there when the vote is taken."""


def appoint(store: Store, now: datetime) -> list[Invitation]:
    """Acts out the reviews, whose days lie before ``now`` and after the sittings' papers; the applicants' sign-ins."""
    office, second = actor_named(store, "office"), actor_named(store, "office2")
    appointed = special(store, office, second, now - timedelta(days=30))
    apprentice(store, office, second, now - timedelta(days=9))
    voted_on = voting(store, office, now - timedelta(days=6))
    return [invite_applicant(store, office, review, now, secrets.token_bytes) for review in (appointed, voted_on)]


def special(store: Store, office: Actor, second: Actor, day: datetime) -> int:
    """特级技师 from the application to the certificate, in 20 days."""
    review = opened(store, office, APPOINTED, "special", day)
    photo = photos.read_photo(portrait(2))
    appointing.keep_photo(store, office, review, photo, day)
    seated(store, office, review, day + timedelta(days=2))
    vote(store, office, review, len(PANEL) - AWAY, day + timedelta(days=6))
    public = day + timedelta(days=8)
    until = earliest_end(local_date(public), _way(store).publication_days)
    appointing.publish(store, office, review, until, public)
    over = day + timedelta(days=20)
    appointing.appoint(store, second, review, local_date(over), over)
    issue(store, office, second, review, over)
    return review


def apprentice(store: Store, office: Actor, second: Actor, day: datetime) -> int:
    """学徒工: the enterprise's decision and its record."""
    review = opened(store, office, APPRENTICE, "apprentice", day)
    appointing.decide_confirmation(
        store, office, review, confirmed=True, probation_from=local_date(day) - timedelta(days=100),
        decided_by="总经理 谭国雄", decided_on=local_date(day), note="", now=day,
    )
    issue(store, office, second, review, day)
    return review


def voting(store: Store, office: Actor, day: datetime) -> int:
    """特级技师 again: the defence was held, and half of the panel has voted."""
    review = opened(store, office, VOTED_ON, "special", day)
    seated(store, office, review, day + timedelta(days=1))
    vote(store, office, review, (len(PANEL) - AWAY) // 2, day + timedelta(days=4))
    return review


def opened(store: Store, office: Actor, of: Applicant, grade: str, day: datetime) -> int:
    """A review of the newest edition with everything that it asks for handed in."""
    edition = library(store.config).latest(STANDARD).standard
    code = appointing.proposed_code(store, office, local_date(day).year)
    new = appointing.NewReview(code, STANDARD, edition.edition, grade, BODY)
    review = appointing.open_review(store, office, new, of, day)
    view = appointing.review_view(store, office, review, day)
    for number, each in enumerate(view.way.evidence):
        if each.required:
            appointing.attach(store, office, review, each.id, f"{each.id}.png", sheet_of_paper(code, number), day)
    return review


def seated(store: Store, office: Actor, review: int, day: datetime) -> None:
    """Admits, names the panel, holds the stages."""
    appointing.decide_admission(store, office, review, True, "证书原件和社保记录已核验", day)
    for number, member in enumerate(_panel(store)):
        appointing.seat(store, office, review, member.account_id, outside=number >= len(PANEL) - OUTSIDE,
                        qualification="一级/高级技师，从事本专业二十年", now=day)
    appointing.take_plain_step(store, office, review, "begin", day)
    there = [member.account_id for member in _panel(store)[:-AWAY]]
    for stage, minutes in (("record", "逐项核对业绩材料。两项工艺改进均有车间和质量部的数据。"),
                           ("defence", "答辩四十分钟。就怠速抖动的排查顺序和带徒办法提问，回答清楚。"),
                           ("overall", "评审组讨论材料和答辩，对照标准逐条评议。")):
        appointing.hold_stage(store, office, review, stage, local_date(day), minutes, there, day)


def vote(store: Store, office: Actor, review: int, cast: int, day: datetime) -> None:
    """Opens the vote among those present, of whom ``cast`` vote: all but the last one in favour."""
    there = _panel(store)[:-AWAY]
    appointing.open_voting(store, office, review, [member.account_id for member in there], day)
    for number, member in enumerate(there[:cast]):
        favour = number < len(there) - 1
        reason = "业绩真实，答辩清楚，带徒有成效" if favour else "带徒人数偏少，建议下一年度再评"
        appointing.cast_vote(store, member, review, favour, reason, day)


def issue(store: Store, office: Actor, second: Actor, review: int, day: datetime) -> None:
    """The paper of a closed review, by two people."""
    issuing.prepare_appointed(store, office, review, day, secrets.token_bytes)
    issuing.approve_appointed(store, second, review, day)
    worker.run_until_idle(store, day)


def sheet_of_paper(code: str, number: int) -> bytes:
    """A drawn page with a few lines, PNG: nobody's document."""
    image = Image.new("RGB", (620, 877), "white")
    draw = ImageDraw.Draw(image)
    draw.text((60, 60), f"SPECIMEN  {code}  No. {number + 1}", fill="black")
    for line in range(18):
        draw.line((60, 120 + 36 * line, 560 - (line * 37) % 160, 120 + 36 * line), fill=(150, 150, 150), width=3)
    output = BytesIO()
    image.save(output, "PNG")
    return output.getvalue()


def _panel(store: Store) -> Sequence[Actor]:
    return [actor_named(store, member.username) for member in PANEL]


def _way(store: Store) -> Appointment:
    return library(store.config).latest(STANDARD).standard.appointments["special"]
