"""The life of an issued certificate: suspended, put in force again, revoked, copied (补发), corrected, erased.

Suspending protects and needs one person; everything else is proposed by one and decided by a second who neither
proposed it nor took part in the exam. The office decides about its own papers, an authority's officers about theirs.
"""

from assess.operations.life.erasing import ERASE_JOB, remove_files
from assess.operations.life.looking import (
    MOST,
    Life,
    LifeEvent,
    Notice,
    OpenStep,
    Sought,
    asked_by_holder,
    life_of,
    notices,
    open_steps,
    own_life,
    search,
)
from assess.operations.life.stepping import (
    decide,
    dismiss,
    mark_seen,
    propose,
    propose_copy,
    propose_correction,
    request,
    suspend,
)

__all__ = [
    "ERASE_JOB", "MOST", "Life", "LifeEvent", "Notice", "OpenStep", "Sought", "asked_by_holder", "decide", "dismiss",
    "life_of", "mark_seen", "notices", "open_steps", "own_life", "propose", "propose_copy", "propose_correction",
    "remove_files", "request", "search", "suspend",
]
