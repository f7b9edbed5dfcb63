"""Sentences about the figures of judging."""

from __future__ import annotations

SENTENCES = {
    "judging.nothing_sealed": "No candidate of {code} has a part whose sheets are all sealed. Seal sheets on the page "
    "of marking first.",
    "policy.forbidden.leads": "Only the examiner who leads the sitting may see how its examiners judge.",
}
