"""Renders the public pages, without session, context processors and other costs of the pages behind the sign-in.

A verification page is opened far more often than any other, so each language has a Jinja environment whose texts are
looked up once. The templates are the ones in ``templates/public``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from assess.certificates.payload import in_locale
from assess.certificates.verify import PublicCertificate, Verdict, Verification
from assess.i18n import LOCALES, OWN_NAMES, gettext_in
from assess.i18n.formats import format_date, format_moment
from assess.operations.authorities import authorities
from assess.store.session import Store
from assess.web.current import config
from assess.web.locale import current_locale
from assess.web.public import words
from assess.web.static import static_url

_SHOWN = 60
"""So many characters of what was typed are shown again."""
_TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


def page(template: str, status: int = 200, **values: Any) -> Response:
    """The answer with ``templates/public/<template>.html`` in the reader's language."""
    text = environment(current_locale()).get_template(f"public/{template}.html").render(site=config().base_url, **values)
    answer = Response(text, status)
    # Whoever asks again must learn of a revocation; what is kept meanwhile must not reach a reader of another language.
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Vary"] = "Accept-Language, Cookie"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def verdict_page(store: Store, verification: Verification, now: datetime, *, sought: str = "code", code: str = "") -> Response:
    """The page of one verification; ``sought`` says how it was asked for (``code``, ``number``, ``file``)."""
    certificate, failed = verification.certificate, verification.failed
    return page(
        verdict_template(verification),
        404 if verification.verdict is Verdict.UNKNOWN else 200,
        verification=verification,
        certificate=certificate,
        checked_at=now,
        sought=sought,
        code=code[:_SHOWN],
        host=failed[0].detail[:_SHOWN] if failed else "",
        **(_about_issuers(store, certificate) if certificate else {}),
    )


def _about_issuers(store: Store, certificate: PublicCertificate) -> dict[str, Any]:
    """What the payload does not hold: official query addresses, and whose the linked paper is."""
    known = authorities(store)
    issuer, linked = known.get(certificate.authority), certificate.linked
    other = known.get(linked.authority) if linked else None
    return {
        "queries": issuer.queries if issuer else (),
        "linked_issuer": other.name.in_locale(current_locale()) if other else "",
    }


def verdict_template(verification: Verification) -> str:
    """The template that says the verdict; one for each, named as the verdict or the state."""
    verdict, failed = verification.verdict, [check.name for check in verification.failed]
    if verification.certificate is not None and verdict is Verdict.REVOKED:
        return verification.certificate.status.value
    if failed[:1] == ["file"]:
        return "altered_file"
    return "foreign" if failed[:1] == ["address"] else verdict.value


@lru_cache(maxsize=len(LOCALES))
def environment(locale: str) -> Environment:
    """Jinja for one language; ``_`` and the filters know it, so that nothing is negotiated while a page is made."""
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, auto_reload=False,
    )
    made.globals.update(_=_translator(locale), locale=locale, own_names=OWN_NAMES, static_url=static_url, words=words)

    def moment(when: datetime) -> str:
        return format_moment(when, locale)

    made.filters.update(
        day=lru_cache(maxsize=512)(lambda day: format_date(day, locale)),
        moment=moment,
        own=lambda texts: in_locale(texts, locale),
        printed=printed,
    )
    return made


def _translator(locale: str) -> Any:
    @lru_cache(maxsize=1024)
    def text(msgid: str) -> Markup:
        return escape(gettext_in(locale, msgid))

    def translate(msgid: str, **params: object) -> Markup:
        return text(msgid) % params if params else text(msgid)  # Markup escapes what it is given

    return translate


def printed(texts: Mapping[str, str]) -> Markup:
    """A text as the paper prints it, each of its languages once, marked as such: ``保育員 · Educador de creche``."""
    parts, seen = [], set()
    for locale in LOCALES:
        if locale in texts and texts[locale] not in seen:
            seen.add(texts[locale])
            parts.append(Markup('<span lang="{}">{}</span>').format(locale, texts[locale]))
    return Markup(" · ").join(parts)
