"""From a settled result to an issued paper, in the order that survives a crash at any point.

Prepare (reserve the number, resolve every glyph, compute the result again, freeze the payload) · approve by a second
person · issue (sign, render, keep the file, then state, log and audit in one transaction) · only then hand out.
"""

from assess.operations.issuing.appointed import ReviewPaper, approve_appointed, of_review, prepare_appointed
from assess.operations.issuing.approving import approve
from assess.operations.issuing.completing import complete, enter, issue
from assess.operations.issuing.handing_out import PART, issued_papers, papers_zip, printers_copy
from assess.operations.issuing.listing import CertificateLine, all_certificates, of_sitting, own_certificates, paper
from assess.operations.issuing.making import Making, making, try_again
from assess.operations.issuing.preparing import Hindrance, Preparation, prepare

__all__ = [
    "CertificateLine", "Hindrance", "Making", "PART", "Preparation", "ReviewPaper", "all_certificates", "approve",
    "approve_appointed", "complete", "enter", "issue", "issued_papers", "making", "of_review", "of_sitting",
    "own_certificates", "paper", "papers_zip", "prepare", "prepare_appointed", "printers_copy", "try_again",
]
