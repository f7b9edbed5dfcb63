"""Sentences for errors about batches of a partner authority and the samples drawn from them."""

from __future__ import annotations

SENTENCES = {
    "batch.unknown": "Your authority has no papers of this exam.",
    "sample.no_such_finding": "Say whether the paper is in order or whether you have a question.",
    "sample.not_drawn": "The paper {number} is not in the sample.",
    "sample.note_missing": "Say in words what is unclear.",
    "sample.queried": "You have an open question about the paper {number}. Settle it in the sample, or refuse the "
    "paper.",
    "sample.size": "The sample has {got} papers; it can have 1 to {most}.",
    "sample.unseen": "The sample of {code} is not looked through yet: {count} papers are left.",
}
