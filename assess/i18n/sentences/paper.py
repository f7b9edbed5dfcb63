"""Sentences about score sheets on paper."""

from __future__ import annotations

SENTENCES = {
    "paper.draft_faulty": "The draft has errors. Put them right first; only a sound text has a score sheet.",
    "paper.nobody": "Nobody who is admitted needs a score sheet here. Decide on the admissions first; whoever is "
    "absent or withdrew needs none.",
}
