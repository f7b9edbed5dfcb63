"""The visible text: the pages of a paper beside those that were issued."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from assess.certificates.carriers.model import LONGEST, Carrier, Fault, Paper, Signed, Stand


def visible(paper: Paper, original: Paper, drawn_at: tuple[int, tuple[int, ...]] | None, signed: Signed) -> Carrier:
    """The pages of ``paper`` beside those of the paper that was issued.

    ``drawn_at`` is page and box (pixels) where the drawn pages differ first. Text, picture, and what the pages are
    drawn from must all be the same: text alone is invisible, a picture alone may be another one in another viewer.
    """
    said = {name: text for name, text in signed.facts.items() if name != "token"}
    fault = _pages(paper, original) or _text(paper, original, signed)
    if fault is None and paper.active != original.active:
        fault = Fault("active", said=" ".join(paper.active))
    if fault is None and drawn_at is not None:
        fault = _drawn(original, *drawn_at, signed)
    if fault is None and (paper.shapes is None or paper.shapes != original.shapes):
        fault = Fault("otherwise")
    if fault is None:
        return Carrier("visible", Stand.AGREES, said)
    if fault.field and fault.code == "text":
        said[fault.field] = fault.said
    return Carrier("visible", Stand.DIFFERS, said, fault)


def _pages(paper: Paper, original: Paper) -> Fault | None:
    if len(paper.sizes) != len(original.sizes):
        return Fault("pages", said=str(len(paper.sizes)), signed=str(len(original.sizes)))
    return Fault("size") if paper.sizes != original.sizes else None


def _text(paper: Paper, original: Paper, signed: Signed) -> Fault | None:
    """The first line that differs; one that prints a fact comes before any other."""
    faults = list(_changes([line.text for line in original.lines], [line.text for line in paper.lines], signed))
    return next((each for each in faults if each.field), faults[0] if faults else None)


def _changes(before: list[str], after: list[str], signed: Signed) -> Iterator[Fault]:
    for kind, start, end, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        pairs = max(end - start, last - first)
        for was, is_now in zip((before[start:end] + [""] * pairs)[:pairs], (after[first:last] + [""] * pairs)[:pairs],
                               strict=True):
            code = "text" if was and is_now else "removed" if was else "added"
            yield Fault(code, _fact_of(was, signed), is_now[:LONGEST], was[:LONGEST])


def _drawn(original: Paper, page: int, box: tuple[int, ...], signed: Signed) -> Fault:
    """What is drawn otherwise: the fact that is printed there, where one is."""
    for line in original.lines:
        if line.page == page and line.box and _overlap(line.box, box) and (fact := _fact_of(line.text, signed)):
            return Fault("drawn_over", fact, str(page + 1), line.text[:LONGEST])
    return Fault("drawn", "", str(page + 1))


def _overlap(left: tuple[int, ...], right: tuple[int, ...]) -> bool:
    return left[0] < right[2] and right[0] < left[2] and left[1] < right[3] and right[1] < left[3]


def _fact_of(line: str, signed: Signed) -> str:
    """The fact that a line prints, whole or in part; empty for fixed texts."""
    bare = "".join(line.split())
    for fact, text in signed.printed():
        if bare and (bare == (whole := "".join(text.split())) or (len(whole) > 3 and whole in bare)
                     or (len(bare) > 5 and bare in whole)):
            return fact
    return ""
