"""One exam, four papers (一试多证): each of its own authority, one of which exists in this test's data alone."""

from __future__ import annotations

import pickle
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from assess.certificates.payload import Payload, payload_from_bytes
from assess.certificates.verify import Verdict
from assess.cli.demo import story
from assess.cli.demo.cast import CHILD_CARE
from assess.config import Config, load_config
from assess.errors import BadInput, Forbidden
from assess.jobs import worker
from assess.operations import consent, dossiers, endorsing, enrolling, issuing, sittings, verifying
from assess.operations.keys import create_authority_keys
from assess.people.roles import Actor
from assess.store.certificates import CertificateRow, open_payload
from assess.store.session import Store, open_store
from tests.life import revoke
from tests.other_certs import CERTS, other_certs, shipped

EXAM = datetime(2026, 11, 2, 9, tzinfo=UTC)
OVER = EXAM + timedelta(days=20)
LATER = OVER + timedelta(days=1)
MADE_UP = "harbour-guild"
PARTNERS = ("dsal-demo", MADE_UP, "mors-demo")
SCHEMES = ("baoyu-harbour", "baoyu-macau", "baoyu-mors")
EVERY = {"jiangmen-demo", *PARTNERS}


def files() -> dict[str, str]:
    """A fourth authority and its scheme, made of the shipped files by changing words in them."""
    own = shipped("authorities/mors-demo/authority.yaml").replace("mors-demo", MADE_UP).replace("-MR-", "-HG-")
    own = own.replace("kind: macau", "kind: hongkong").replace("languages: [zh-Hant-MO, en]", "languages: [en]")
    design = shipped("authorities/mors-demo/design.yaml")
    for field in ("document_type", "occupation", "level", "issued_on", "issuer", "sample", "edition"):
        # Its paper speaks English alone: where Chinese stood it shows the English text by its full name.
        design = design.replace(f"field: {field}_zh", f"field: {field}.en")
    scheme = shipped("schemes/baoyu-mors.yaml").replace("mors-demo", MADE_UP).replace("baoyu-mors", SCHEMES[0])
    merged = "score_rule: merged\nmerged:\n  L3: {pass: 60, weights: {theory: 40, practical: 60}}\n"
    assert merged in scheme
    scheme = scheme.replace(merged, "score_rule: higher_of_each\npass_marks: {L3: {practical: 61}}\n")
    return {f"authorities/{MADE_UP}/authority.yaml": own, f"authorities/{MADE_UP}/design.yaml": design,
            f"schemes/{SCHEMES[0]}.yaml": scheme}


@dataclass
class Held:
    """The exam of two people from Macau: CHAN agreed to every partner, the other to the first alone."""

    store: Store
    sitting_id: int
    actors: dict[str, Actor]
    enrolments: list[int]

    def papers(self, place: int = 0) -> dict[str, issuing.CertificateLine]:
        """The certificates of one of the two by authority."""
        found = issuing.of_sitting(self.store, self.actors["office"], self.sitting_id)
        return {line.authority: line for line in found if line.seat == place + 1}

    def payload(self, authority: str) -> Payload:
        with self.store.reading() as session:
            row = session.get_one(CertificateRow, self.papers()[authority].id)
            return payload_from_bytes(open_payload(session, row))


def settings(place: Path) -> Config:
    return replace(load_config({"ASSESS_INSTANCE": str(place / "instance")}), certs=place / "certs")


@pytest.fixture(scope="module")
def made(empty_instance: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The installation with that exam; everything that is due was issued."""
    place = tmp_path_factory.mktemp("many")
    shutil.copytree(empty_instance, place / "instance")
    other_certs(place / "certs", files())
    store = open_store(settings(place))
    create_authority_keys(store, EXAM)
    actors = story.make_staff(store, "zuk1-sing2-gong1", EXAM)
    office = actors["office"]
    sitting_id = story.open_sitting(store, office, story.CHILD_CARE_ID, "L3", "M-001", EXAM, SCHEMES)
    enrolments = story.enrol_with_photos(store, office, sitting_id, CHILD_CARE[3:5], EXAM)
    for place_, enrolment_id in enumerate(enrolments):
        enrolling.decide_admission(store, office, enrolment_id, True, "seen", EXAM)
        for question in consent.asked(store, office, enrolment_id):
            if not place_ or question.destination == "dsal-demo":
                consent.give(store, office, enrolment_id, question.destination, question.version, EXAM)
    story.start(store, actors, sitting_id, EXAM)
    story.mark_all(store, actors, sitting_id, EXAM)
    for step in ("settle", "publish_notice"):
        sittings.take_step(store, office, sitting_id, step, EXAM + timedelta(days=2))
    issuing.prepare(store, office, sitting_id, OVER, secrets.token_bytes)
    issuing.approve(store, actors["office2"], sitting_id, OVER)
    for officer in officers(actors).values():
        endorsing.endorse(store, officer, [one.id for one in endorsing.waiting(store, officer)], OVER)
    worker.run_until_idle(store, OVER)
    store.engine.dispose()
    (place / "made.pickle").write_bytes(pickle.dumps((sitting_id, actors, enrolments)))
    return place


@pytest.fixture
def held(made: Path) -> Iterator[Held]:
    """The exam itself, to be read."""
    store = open_store(settings(made))
    yield Held(store, *pickle.loads((made / "made.pickle").read_bytes()))
    store.engine.dispose()


def officers(actors: dict[str, Actor]) -> dict[str, Actor]:
    return {str(actor.authority): actor for name, actor in actors.items() if name.startswith("officer")}


def test_one_exam_leads_to_a_paper_of_every_authority_that_the_candidate_agreed_to(held: Held) -> None:
    assert (set(held.papers()), set(held.papers(1))) == (EVERY, {"jiangmen-demo", "dsal-demo"})
    assert {line.state for line in (*held.papers().values(), *held.papers(1).values())} == {"issued"}


def test_the_papers_differ_in_number_language_key_and_layout_and_share_only_the_salted_link(held: Held) -> None:
    payloads = [held.payload(authority) for authority in sorted(EVERY)]
    assert len({payload.number for payload in payloads}) == len({payload.token for payload in payloads}) == 4
    assert {payload.linked for payload in payloads} == {payloads[0].linked} != {payloads[0].result_sha256}
    assert [sorted(payload.grade) for payload in payloads] == [
        ["pt-MO", "zh-Hant-MO"], ["en"], ["zh-Hans"], ["en", "zh-Hant-MO"]]
    with held.store.reading() as session:
        rows = [session.get_one(CertificateRow, line.id) for line in held.papers().values()]
        assert len({row.key_id for row in rows}) == 4
    assert len({issuing.paper(held.store, held.actors["office"], line.id) for line in held.papers().values()}) == 4


def test_every_paper_is_genuine_and_says_whose_it_is(held: Held) -> None:
    for line in held.papers().values():
        assert verifying.by_token(held.store, line.token).verdict in (Verdict.GENUINE, Verdict.SPECIMEN), line.authority


def test_each_destination_is_asked_for_by_itself_with_its_own_text(held: Held) -> None:
    asked = {one.destination: one for one in consent.asked(held.store, held.actors["office"], held.enrolments[1])}
    assert set(asked) == set(PARTNERS)
    assert len({str(one.text) for one in asked.values()}) >= 2
    assert {name for name, one in asked.items() if one.given_at} == {"dsal-demo"}


@pytest.mark.parametrize("authority", PARTNERS)
def test_an_officer_sees_and_decides_on_the_papers_of_the_own_authority_alone(held: Held, authority: str) -> None:
    officer = officers(held.actors)[authority]
    foreign = next(name for name in PARTNERS if name != authority)
    with pytest.raises(Forbidden):
        endorsing.endorse(held.store, officer, [held.papers()[foreign].id], LATER)
    assert issuing.paper(held.store, officer, held.papers()[authority].id)
    with pytest.raises(Forbidden):
        issuing.paper(held.store, officer, held.papers()[foreign].id)


def copied(made: Path, place: Path) -> Held:
    shutil.copytree(made / "instance", place / "instance")
    (place / "certs").symlink_to(made / "certs")
    return Held(open_store(settings(place)), *pickle.loads((made / "made.pickle").read_bytes()))


def test_one_paper_that_is_revoked_leaves_the_others_in_force(made: Path, tmp_path: Path) -> None:
    held = copied(made, tmp_path)
    officer = officers(held.actors)[MADE_UP]
    second = replace(officer, account_id=held.actors["admin"].account_id)
    revoke(held.store, officer, second, held.papers()[MADE_UP].id, LATER)
    found = {name: verifying.by_token(held.store, line.token).verdict for name, line in held.papers().items()}
    assert found.pop(MADE_UP) is Verdict.REVOKED
    assert set(found.values()) <= {Verdict.GENUINE, Verdict.SPECIMEN}
    held.store.engine.dispose()


def test_a_consent_taken_back_from_one_destination_leaves_the_others(made: Path, tmp_path: Path) -> None:
    held = copied(made, tmp_path)
    enrolment_id = held.enrolments[0]
    consent.withdraw(held.store, held.actors["office"], enrolment_id, MADE_UP, LATER)
    asked = consent.asked(held.store, held.actors["office"], enrolment_id)
    assert {one.destination for one in asked if one.given_at} == {"dsal-demo", "mors-demo"}
    held.store.engine.dispose()


def test_no_line_of_the_program_names_the_third_authority_or_its_scheme() -> None:
    root = Path(story.__file__).parents[2]
    named = [file for file in root.rglob("*") if file.suffix in (".py", ".html", ".js")
             and any(name in file.read_text(encoding="utf-8") for name in ("mors-demo", "baoyu-mors"))]
    assert named == [] and (CERTS / "authorities" / "mors-demo").is_dir()


PLANS = {
    "two schemes of one partner": ({"schemes/again.yaml": (
        "id: baoyu-macau", "id: again\nstandards: [national/4-10-01-03]")}, ("baoyu-macau", "again"),
                                   "sitting.partner_twice"),
    "a score rule that is not the standard's": (
        {"schemes/baoyu-macau.yaml": ("score_rule: same", "score_rule: higher_of_each")}, ("baoyu-macau",),
        "sitting.scheme_other_rule"),
    "a route that only competitions take": ({"schemes/baoyu-macau.yaml": ("[exam]", "[competition]")}, ("baoyu-macau",),
                                            "sitting.scheme_not_for_route"),
    "parts that are not examined": ({"schemes/baoyu-mors.yaml": ("theory: 40", "law: 40")}, ("baoyu-mors",),
                                    "sitting.scheme_parts_unknown"),
    "a scheme that neither names": ({"schemes/baoyu-mors.yaml": ("standards: [national/4-10-01-03]", "standards: []")},
                                    ("baoyu-mors",), "sitting.scheme_not_awarded"),
}


@pytest.mark.parametrize("case", PLANS)
def test_a_sitting_is_not_planned_under(case: str, empty_instance: Path, tmp_path: Path) -> None:
    changes, schemes, code = PLANS[case]
    sources = {"schemes/again.yaml": "schemes/baoyu-macau.yaml"}
    other_certs(tmp_path / "certs", {
        path: shipped(sources.get(path, path)).replace(*words) for path, words in changes.items()})
    shutil.copytree(empty_instance, tmp_path / "instance")
    store = open_store(settings(tmp_path))
    office = story.make_staff(store, "zuk1-sing2-gong1", EXAM)["office"]
    with pytest.raises(BadInput) as caught:
        story.open_sitting(store, office, story.CHILD_CARE_ID, "L3", "M-002", EXAM, schemes)
    assert caught.value.code == code
    store.engine.dispose()


def test_the_officer_reads_the_steps_of_the_own_scheme_and_of_no_other(held: Held) -> None:
    found = {name: dossiers.dossier(held.store, officer, held.papers()[name].id).award
             for name, officer in officers(held.actors).items()}
    assert {name: award and (award.scheme, award.met) for name, award in found.items()} == {
        name: (scheme, True) for name, scheme in zip(("harbour-guild", "dsal-demo", "mors-demo"), SCHEMES, strict=True)}
    merged = found["mors-demo"]
    assert merged is not None and merged.steps is not None and merged.steps[-1].part == ""
    whole = sum((step.counted for step in merged.steps[:-1] if step.counted), Fraction(0))
    assert merged.steps[-1].value == whole > 60
