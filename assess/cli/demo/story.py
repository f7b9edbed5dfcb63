"""Acts out three sittings with the operations that the pages use: one issued, one being marked, one enrolling."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from io import BytesIO

from PIL import Image, ImageDraw

from assess.cli.demo.calibration import calibrate
from assess.cli.demo.cast import ABSENT, CHILD_CARE, ELECTRICIAN, MOTORCYCLE, STAFF, Staff, officer_of
from assess.cli.demo.lives import live
from assess.cli.demo.marks import fill
from assess.cli.demo.second_thoughts import amended, disagreed
from assess.jobs import worker
from assess.operations import consent, endorsing, enrolling, issuing, photos, scoring, settling, sittings
from assess.operations.accounts import AccountDetails, actor_named, create_account
from assess.operations.authorities import schemes
from assess.operations.invitations import Invitation, invite
from assess.operations.standards import library
from assess.people.roles import OPERATOR, Actor, Role
from assess.store.session import Store

BODY = "jiangmen-demo"
PLACE = "江门市职业技能评价示范考场"
PARTNER = "dsal-demo"
SCHEME = "baoyu-macau"
FINISHED = "JM-2026-001"
CHILD_CARE_ID = "national/4-10-01-03"
MOTORCYCLE_ID = "jiangmen-qiaodu-motor/6-23-04-01"
ELECTRICIAN_ID = "national/6-31-01-03"


def tell(store: Store, password: str, now: datetime) -> list[Invitation]:
    """Makes the accounts and acts out the sitting that is over long before ``now``; the sign-ins of two candidates."""
    actors = make_staff(store, password, now)
    enrolments = child_care(store, actors, now)
    # One with a rare character, one with a long name and every paper.
    return [invite(store, actors["office"], enrolments[place], now, secrets.token_bytes) for place in (0, 4)]


def tell_on(store: Store, now: datetime) -> None:
    """Acts out the sittings that are not over, and what becomes of certificates.

    To be told last, as the days of the public log never go back.
    """
    actors = {person.username: actor_named(store, person.username) for person in staff(store)}
    live(store, actors, BODY, now - timedelta(days=2))
    motorcycle(store, actors, now)
    electrician(store, actors, now)


def staff(store: Store) -> list[Staff]:
    """Everybody but the candidates: the cast, and an officer for every other partner that there is a scheme with."""
    known = {person.authority for person in STAFF}
    return [*STAFF, *(officer_of(scheme.partner) for scheme in schemes(store).values() if scheme.partner not in known)]


def make_staff(store: Store, password: str, now: datetime) -> dict[str, Actor]:
    """The accounts of everybody but the candidates, by user name."""
    people = staff(store)
    for person in people:
        details = AccountDetails(person.username, person.name, frozenset(person.roles), person.authority, None,
                                 person.workshop, person.enterprise, person.senior)
        create_account(store, OPERATOR, details, password, now=now, salt=secrets.token_bytes(16))
    return {person.username: actor_named(store, person.username) for person in people}


def child_care(store: Store, actors: Mapping[str, Actor], now: datetime) -> list[int]:
    """保育师 三级/高级工 under every scheme for it, from the plan to all papers; the enrolments in the cast's order."""
    office, second = actors["office"], actors["office2"]
    day = now - timedelta(days=24)
    standard = library(store.config).latest(CHILD_CARE_ID).standard
    held_under = [scheme for scheme in schemes(store).values() if scheme.takes(standard)]
    sitting_id = open_sitting(store, office, CHILD_CARE_ID, "L3", FINISHED, day, tuple(each.id for each in held_under))
    enrolments = enrol_with_photos(store, office, sitting_id, CHILD_CARE, day)
    for enrolment_id, applicant in zip(enrolments, CHILD_CARE, strict=True):
        enrolling.decide_admission(store, office, enrolment_id, True, "证书及社保记录已核验", day)
        if applicant.residence == "macau":
            for scheme in held_under:
                agreed = scheme.consent.version
                consent.give(store, office, enrolment_id, scheme.partner, agreed, day, locale="zh-Hant-MO")
    start(store, actors, sitting_id, day)
    absent = enrolments[[a.name.zh for a in CHILD_CARE].index(ABSENT)]
    for part in ("theory", "practical"):
        settling.record_part_state(store, office, absent, part, "absent", "", day)
    mark_all(store, actors, sitting_id, day)
    amended(store, actors, sitting_id, day + timedelta(days=1))
    disagreed(store, actors, sitting_id, day + timedelta(days=1))
    sittings.take_step(store, office, sitting_id, "settle", day + timedelta(days=2))
    sittings.take_step(store, office, sitting_id, "publish_notice", day + timedelta(days=3))
    over = day + timedelta(days=9)
    issuing.prepare(store, office, sitting_id, over, secrets.token_bytes)
    issuing.approve(store, second, sitting_id, over)
    worker.run_until_idle(store, over)
    endorsed = over + timedelta(days=3)
    for officer in (actor for actor in actors.values() if Role.OFFICER in actor.roles):
        waiting = [paper.id for paper in endorsing.waiting(store, officer)]
        endorsing.endorse(store, officer, waiting, endorsed)
    worker.run_until_idle(store, endorsed)
    return enrolments


def motorcycle(store: Store, actors: Mapping[str, Actor], now: datetime) -> None:
    """The enterprise's own standard, in the middle of marking."""
    day = now - timedelta(days=1)
    sitting_id = open_sitting(store, actors["office"], MOTORCYCLE_ID, "L4", "JM-2026-002", day)
    for enrolment_id in enrol_with_photos(store, actors["office"], sitting_id, MOTORCYCLE, day):
        enrolling.decide_admission(store, actors["office"], enrolment_id, True, "劳动合同及证书已核验", day)
    start(store, actors, sitting_id, day)
    calibrate(store, actors, sitting_id, day)


def electrician(store: Store, actors: Mapping[str, Actor], now: datetime) -> None:
    """电工, enrolment open and nobody decided on."""
    sitting_id = open_sitting(store, actors["office"], ELECTRICIAN_ID, "L4", "JM-2026-003", now + timedelta(days=21))
    enrolling.enrol_all(store, actors["office"], sitting_id, ELECTRICIAN, now)


def open_sitting(store: Store, office: Actor, standard: str, level: str, code: str, day: datetime,
                 schemes: tuple[str, ...] = ()) -> int:
    """A sitting on ``day`` whose enrolment is open."""
    reading = library(store.config).latest(standard)
    plan = sittings.SittingPlan(code, standard, reading.standard.edition, level, day.date(), PLACE, BODY, schemes)
    planned = day - timedelta(days=14)
    sitting_id = sittings.plan(store, office, plan, planned)
    sittings.take_step(store, office, sitting_id, "announce", planned)
    sittings.take_step(store, office, sitting_id, "open_enrolment", planned)
    return sitting_id


def enrol_with_photos(store: Store, office: Actor, sitting_id: int, applicants: Sequence[enrolling.Applicant],
                      day: datetime) -> list[int]:
    """The enrolments of ``applicants``, each with an invented portrait."""
    ids = enrolling.enrol_all(store, office, sitting_id, applicants, day)
    for number, enrolment_id in enumerate(ids):
        enrolling.keep_photo(store, office, enrolment_id, photos.read_photo(portrait(number)), day)
    return ids


def start(store: Store, actors: Mapping[str, Actor], sitting_id: int, day: datetime) -> None:
    """Assigns as many examiners to each part as its standard asks, a checker, and starts the marking."""
    office = actors["office"]
    for form_part in sittings.form_parts(store, office, sitting_id):
        for number in range(1, form_part.part.examiners.minimum + 1):
            examiner = actors[f"examiner{number}"]
            sittings.assign(store, office, sitting_id, examiner.account_id, form_part.part.id, "examiner", day)
    sittings.assign(store, office, sitting_id, actors["checker"].account_id, "", "checker", day)
    sittings.take_step(store, office, sitting_id, "start_marking", day)


def mark_all(store: Store, actors: Mapping[str, Actor], sitting_id: int, day: datetime) -> None:
    """Every examiner enters and signs, the checker checks, the office seals."""
    office = actors["office"]
    for form_part in sittings.form_parts(store, office, sitting_id):
        part = form_part.part.id
        for number in range(1, form_part.part.examiners.minimum + 1):
            own = scoring.own_sheets(store, actors[f"examiner{number}"], sitting_id, part)
            for sheet in own.sheets:
                if not sheet.part_state:
                    fill(store, actors[f"examiner{number}"], sheet, form_part, number, day)
            scoring.sign(store, actors[f"examiner{number}"],
                         [sheet.id for sheet in own.sheets if not sheet.part_state], day)
        sheets = [s.id for s in scoring.all_sheets(store, office, sitting_id, part).sheets if not s.part_state]
        scoring.check(store, actors["checker"], sheets, day + timedelta(days=1))
        scoring.seal(store, office, sheets, day + timedelta(days=1))


def portrait(number: int) -> bytes:
    """A drawn head and shoulders on white, PNG: nobody's photo."""
    tones = ((96, 118, 150), (140, 98, 92), (92, 128, 104), (120, 100, 140), (150, 126, 84), (84, 120, 136))
    image = Image.new("RGB", (590, 826), "white")
    draw = ImageDraw.Draw(image)
    tone = tones[number % len(tones)]
    draw.ellipse((70, 520, 520, 1150), fill=tone)
    draw.polygon([(240, 560), (350, 560), (295, 690)], fill="white")
    draw.rounded_rectangle((255, 440, 335, 590), 36, fill=(222, 190, 168))
    draw.ellipse((185, 190, 405, 490), fill=(232, 202, 180))
    draw.pieslice((172, 150, 418, 440), 180, 360, fill=(48, 40, 38))
    output = BytesIO()
    image.save(output, "PNG")
    return output.getvalue()
