"""Makes the public pages, without session, context processors and other costs of the pages behind the sign-in.

A verification page is opened far more often than any other. So each language has a Jinja environment of its own, in
which texts are put into the templates when these are compiled (see ``environment``).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Response
from jinja2 import Template

from assess.certificates.authority import Authority
from assess.certificates.verify import PublicCertificate, Verdict, Verification
from assess.i18n.formats import local_date
from assess.operations.authorities import authorities
from assess.store.session import Store
from assess.web.locale import current_locale
from assess.web.public.environment import environment

_SHOWN = 60
"""So many characters of what was typed are shown again."""

_HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    # Whoever asks again must learn of a revocation; what a browser keeps must not be shown in another language.
    "Cache-Control": "private, no-cache",
    "Vary": "Accept-Language, Cookie",
    "X-Robots-Tag": "noindex",
}


def page(store: Store, template: str, status: int = 200, **values: Any) -> Response:
    """The answer with ``templates/public/<template>.html`` in the reader's language."""
    text = _template(current_locale(), template).render(site=store.config.base_url.rstrip("/"), **values)
    return Response(text, status, _HEADERS)


@lru_cache(maxsize=None)
def _template(locale: str, name: str) -> Template:
    template = environment(locale).get_template(f"public/{name}.html")
    # A chain of two maps otherwise, which Jinja walks for every page.
    template.globals = dict(template.globals)
    return template


def verdict_page(
    store: Store, verification: Verification, now: datetime, *, sought: str = "code", code: str = ""
) -> Response:
    """The page of one verification; ``sought`` says how it was asked for (``code``, ``number``, ``file``,
    ``picture``, ``credential``)."""
    certificate, failed, today = verification.certificate, verification.failed, local_date(now)
    gone = verification.erased
    return page(
        store,
        verdict_template(verification, today),
        404 if verification.verdict is Verdict.UNKNOWN else 200,
        verification=verification,
        certificate=certificate,
        checked_at=now,
        ended=certificate is not None and certificate.has_ended(today),
        sought=sought,
        code=code[:_SHOWN],
        host=failed[0].detail[:_SHOWN] if failed else "",
        **(_about_issuers(store, certificate) if certificate else {}),
        **({"issuer": _name(_authorities(store).get(gone.authority))} if gone else {}),
    )


def verdict_template(verification: Verification, today: date) -> str:
    """The template that says the verdict; one for each, named as the verdict or the state."""
    if verification.certificate is not None and verification.verdict is Verdict.REVOKED:
        return verification.certificate.status.value
    if verification.erased is not None:
        return verification.verdict.value
    failed = [check.name for check in verification.failed]
    if failed[:1] and failed[0] in ("file", "codes", "credential") and verification.certificate is None:
        return "altered_file"
    return "foreign" if failed[:1] == ["address"] else verification.verdict_on(today).value


def _about_issuers(store: Store, certificate: PublicCertificate) -> Mapping[str, Any]:
    """What the payload does not hold: official query addresses, and whose the papers of the same exam are."""
    known = _authorities(store)
    issuer = known.get(certificate.authority)
    return {
        "queries": issuer.queries if issuer else (),
        "linked": [(_name(known.get(paper.authority)), paper) for paper in certificate.linked],
    }


def _name(authority: Authority | None) -> str:
    return authority.name.in_locale(current_locale()) if authority else ""


def _authorities(store: Store) -> Mapping[str, Authority]:
    """The authorities as they stood when this process first showed one: their folder is not looked at per request."""
    certs = store.config.certs
    if certs not in _known:
        _known[certs] = authorities(store)
    return _known[certs]


_known: dict[Path, Mapping[str, Authority]] = {}
