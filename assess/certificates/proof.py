"""Tries a design before anybody's certificate is printed with it: every fault at once, with line and column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assess.certificates.authority import Authority
from assess.certificates.design import Design, read_design
from assess.certificates.design.model import FieldLine
from assess.certificates.offline_code import digits
from assess.certificates.payload import NO_TRADE, Payload, Way, face_fields, in_locale
from assess.certificates.pdf import Face, Press, fact
from assess.certificates.sample import samples
from assess.errors import BadInput, Problems
from assess.standards.document import Finding, Path, in_order
from assess.typesetting import FontBook

_MAY_BE_EMPTY = frozenset({"sample", "edition"})
"""Facts that most papers do not have; every other one stands on every paper."""


def proof(
    data: bytes, name: str, authority: Authority, way: Way, fonts: FontBook, base_url: str, photo: bytes | None = None
) -> tuple[bytes, bytes]:
    """The paper of a made-up person with the design in ``data``, and one with the longest texts, both as specimens.

    Raises ``Problems("design.invalid")``: what ``parse_design`` finds, required entries that are missing or may stay
    empty, characters that no font draws, and texts that do not fit with the longest names in the paper's languages.
    """
    design, document = read_design(data, name)
    trade = any(fact(line.field) == "trade" for page in design.pages() for line in page.lines())
    payloads = (payload if trade else replace(payload, trade={}) for payload in samples(authority, way))
    faces = [_face(payload, authority, base_url) for payload in payloads]
    findings = [*_left_out(design, faces[0], authority)]
    press = None
    try:
        press = Press(design, fonts)
    except BadInput as error:
        field = str(error.params.get("field", ""))
        findings.append(Finding(error.code, ("texts", field), dict(error.params)))
    if press is not None:
        findings += _misfits(press, faces)
    if findings:
        raise Problems("design.invalid", in_order(map(document.problem, findings)), file=name)
    assert press is not None
    ordinary, longest = (press.render(replace(face, photo=photo)) for face in (faces[0], faces[-2]))
    return ordinary, longest


def _left_out(design: Design, face: Face, authority: Authority) -> Iterator[Finding]:
    """Entries that the face of the paper must show, and those that a line would let stay empty.

    Mainland papers show a trade even where there is none (人社鉴发〔2021〕1号); others may leave it out.
    """
    lines: dict[Path, FieldLine] = {
        ("cells", at, "lines", place): line
        for at, cell in enumerate(design.cells) for place, line in enumerate(cell.lines)
    }  # fmt: skip
    shown = {fact(line.field) for line in lines.values()}
    needed = {fact(name) for name, text in face.fields.items() if text not in ("", NO_TRADE)} | _MAY_BE_EMPTY
    needed |= {"trade"} if authority.kind == "mainland" else set()
    for name in sorted(needed - shown):
        yield Finding("design.entry_missing", ("cells",), {"entry": name}, at_key=True)
    for path, line in lines.items():
        if line.optional and fact(line.field) not in _MAY_BE_EMPTY and not _said_again(line, [*lines.values()]):
            yield Finding("design.entry_optional", (*path, "optional"), {"entry": line.field}, at_key=True)
        if line.field not in face.fields:
            yield Finding("design.field_unknown", (*path, "field"), {"got": line.field})


def _said_again(line: FieldLine, lines: Sequence[FieldLine]) -> bool:
    """Whether another line, which may not be empty, says the same in another language or script."""
    return any(fact(other.field) == fact(line.field) and not other.optional for other in lines)


def _misfits(press: Press, faces: Sequence[Face]) -> Iterator[Finding]:
    """Each place at most once, with the first text that does not fit there."""
    told: set[Path] = set()
    for face in faces:
        for path, error in press.faults(face):
            if path not in told:
                told.add(path)
                yield Finding(error.code, path, dict(error.params))


def _face(payload: Payload, authority: Authority, base_url: str) -> Face:
    """The paper of a sample: its codes lead nowhere, and nobody signed the digits."""
    language = authority.languages[0]
    address = f"{base_url.rstrip('/').upper()}/V/{payload.token}"
    return Face(
        fields=face_fields(payload, authority), qr=address, photo=None, specimen=True,
        title=f"{authority.title_of(payload.level).in_locale(language)} {payload.number}",
        language=language, subject=in_locale(payload.grade, language), offline=f"{address}#{digits(b'SPECIMEN' * 20)}",
    )
