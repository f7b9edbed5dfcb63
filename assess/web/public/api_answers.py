"""What the JSON API answers: models from which both the answers and the OpenAPI document are made.

Codes are stable: a new one may be added, none changes its meaning. Sentences are for people, in the reader's language.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from assess.certificates.carriers import CARRIERS, Carrier, Stand
from assess.certificates.status import ReasonClass, Status
from assess.certificates.verify import STEPS, Check, PublicCertificate, Verification
from assess.i18n import LOCALES, gettext_in
from assess.i18n.formats import local_date
from assess.web.public.carrier_words import FAULTS
from assess.web.public.verdict_words import VERDICTS, verdict_code, verdict_sentence
from assess.web.public.words import CHECKS


def _one_of(codes: Iterable[str], told: str) -> Any:
    """A field whose text is one of ``codes``."""
    return Field(description=told, json_schema_extra={"enum": list(codes)})


class _Answer(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CheckAnswer(_Answer):
    """One check that was made."""

    number: Annotated[int, Field(ge=1, le=len(STEPS), description="Its number, the same on every page and in print.")]
    code: Annotated[str, _one_of(STEPS, "Its name.")]
    held: bool
    sentence: Annotated[str, Field(description="What was checked, in words.")]


class CarrierAnswer(_Answer):
    """One carrier of the facts on a paper that was handed in, beside the signed record."""

    code: Annotated[str, _one_of(CARRIERS, "Which carrier.")]
    stand: Annotated[str, _one_of((stand.value for stand in Stand), "How it stands to the signed record.")]
    says: Annotated[dict[str, str], Field(description="The facts that it states.")]
    fault: Annotated[str | None, Field(description="Code of what is wrong first.")]
    field: Annotated[str | None, Field(description="The fact that differs.")]
    said: Annotated[str | None, Field(description="What the carrier says there.")]
    signed: Annotated[str | None, Field(description="What the signed record says there.")]
    sentence: Annotated[str | None, Field(description="What is wrong, in words.")]


class StateAnswer(_Answer):
    """What the certificate is worth today; it follows from the public log."""

    code: Annotated[str, _one_of((each.value for each in Status if each is not Status.ERASED), "The state.")]
    since: date
    reason: Annotated[str | None, _one_of([*(reason.value for reason in ReasonClass), None], "Why, by class.")]


class LinkedAnswer(_Answer):
    """A paper of another authority for the same exam."""

    authority: str
    state: str
    since: date | None


_Texts = Annotated[dict[str, str], Field(description=f"As printed, by language ({', '.join(LOCALES)}).")]


class CertificateAnswer(_Answer):
    """What was certified, to be compared with the paper. No digit of an identity document is in it."""

    authority: str
    issuer: _Texts
    number: str
    token: Annotated[str, Field(pattern="^[A-Z2-7]{12}$")]
    edition: Annotated[int, Field(ge=1)]
    name: Annotated[str, Field(description="In Chinese characters; empty where the paper has none.")]
    name_latin: str
    occupation_code: str
    occupation: _Texts
    trade: _Texts
    level: str
    grade: _Texts
    issued_on: date
    state: StateAnswer
    specimen: bool
    way: Annotated[str, Field(description="exam, appointment or confirmation.")]
    enterprise: _Texts
    held_from: date | None
    held_until: date | None
    linked: list[LinkedAnswer]


class VerificationAnswer(_Answer):
    """The answer to one question; ``certificate`` is there only when nothing speaks against it."""

    verdict: Annotated[str, _one_of(VERDICTS, "The answer in one word. Only `genuine` is a certificate in force.")]
    sentence: Annotated[str, Field(description="The same in words.")]
    checked_at: datetime
    page: Annotated[str | None, Field(description="The page for people.")]
    checks: list[CheckAnswer]
    carriers: Annotated[list[CarrierAnswer], Field(description="Empty unless a file, picture or credential was sent.")]
    certificate: CertificateAnswer | None


class ProblemAnswer(_Answer):
    """An error (RFC 9457)."""

    type: str
    title: str
    status: Annotated[int, Field(ge=400, le=599)]
    detail: str
    code: Annotated[str, Field(description="Stable; `detail` says the same in words.")]


def verification_answer(verification: Verification, now: datetime, locale: str, site: str) -> VerificationAnswer:
    """The answer for a verification; ``site`` is the address of this installation."""
    today, found = local_date(now), verification.certificate
    return VerificationAnswer(
        verdict=verdict_code(verification, today), sentence=verdict_sentence(verification, today, locale),
        checked_at=now, page=f"{site}/v/{found.token}" if found else None,
        checks=[_check(check, locale) for check in verification.checks],
        carriers=[_carrier(carrier, locale) for carrier in verification.carriers],
        certificate=_certificate(found) if found else None,
    )


def _check(check: Check, locale: str) -> CheckAnswer:
    sentence = gettext_in(locale, CHECKS[check.name])
    return CheckAnswer(number=check.number, code=check.name, held=check.held, sentence=sentence)


def _carrier(carrier: Carrier, locale: str) -> CarrierAnswer:
    code, stand, says = carrier.name, carrier.stand.value, dict(carrier.says)
    if (fault := carrier.fault) is None:
        return CarrierAnswer(code=code, stand=stand, says=says, fault=None, field=None, said=None, signed=None,
                             sentence=None)
    sentence = gettext_in(locale, FAULTS[f"{code}.{fault.code}"], said=fault.said or "–", signed=fault.signed)
    return CarrierAnswer(code=code, stand=stand, says=says, fault=fault.code, field=fault.field or None,
                         said=fault.said or None, signed=fault.signed or None, sentence=sentence)


def _certificate(found: PublicCertificate) -> CertificateAnswer:
    state = StateAnswer(code=found.status.value, since=found.status_on, reason=found.status_reason or None)
    return CertificateAnswer(
        authority=found.authority, issuer=dict(found.issuer), number=found.number, token=found.token,
        edition=found.edition, name=found.name_zh, name_latin=found.name_latin, occupation_code=found.occupation_code,
        occupation=dict(found.occupation), trade=dict(found.trade), level=found.level, grade=dict(found.grade),
        issued_on=found.issued_on, state=state, specimen=found.specimen, way=found.way,
        enterprise=dict(found.enterprise), held_from=found.held_from, held_until=found.held_until,
        linked=[LinkedAnswer(authority=each.authority, state=each.state, since=each.day) for each in found.linked],
    )
