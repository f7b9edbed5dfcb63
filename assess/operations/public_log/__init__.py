"""The log as the public has it: published as static files, proved, cosigned by witnesses, browsed and checked."""

from __future__ import annotations

from assess.operations.public_log.auditing import faults_in, faults_of_published, log_keys
from assess.operations.public_log.proving import check_proof, prove, prove_entry, prove_published
from assess.operations.public_log.publishing import (
    Published,
    folder_of,
    log_key,
    origin,
    publish,
    published,
    unpublished,
)
from assess.operations.public_log.witnessing import (
    accept,
    require_witness,
    spare_witness,
    witness,
    witness_key,
    witnesses,
)

__all__ = [
    "Published",
    "accept",
    "check_proof",
    "faults_in",
    "faults_of_published",
    "folder_of",
    "log_key",
    "log_keys",
    "origin",
    "prove",
    "prove_entry",
    "prove_published",
    "publish",
    "published",
    "require_witness",
    "spare_witness",
    "unpublished",
    "witness",
    "witness_key",
    "witnesses",
]
