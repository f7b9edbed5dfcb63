"""What the field's codes are called on the office's pages (msgids)."""

from __future__ import annotations

from collections.abc import Mapping

from assess.exams.progress import SittingState
from assess.exams.result_file.words import REASON_NAMES
from assess.i18n import LOCALES, N_, gettext_in
from assess.operations.rosters import Words
from assess.people.identity import DocumentType, document_name
from assess.web.clause_words import CATEGORIES as CATEGORIES
from assess.web.clause_words import DIPLOMAS as DIPLOMAS
from assess.web.clause_words import GROUPS as GROUPS
from assess.web.clause_words import HONOURS as HONOURS
from assess.web.clause_words import PRIZES as PRIZES
from assess.web.clause_words import TITLES as TITLES
from assess.web.level_names import LEVEL_NAMES
from assess.web.placing_words import PLACE_REASONS as PLACE_REASONS

STATES: Mapping[SittingState, str] = {
    SittingState.DRAFT: N_("Draft"),
    SittingState.ANNOUNCED: N_("Announced"),
    SittingState.ENROLLING: N_("Enrolment open"),
    SittingState.MARKING: N_("Marking"),
    SittingState.SETTLED: N_("Results settled"),
    SittingState.NOTICE: N_("Public notice"),
    SittingState.APPROVED: N_("Being issued"),
    SittingState.ISSUED: N_("Certificates issued"),
    SittingState.CANCELLED: N_("Cancelled"),
}
"""Where a sitting stands."""

TONES: Mapping[SittingState, str] = {
    SittingState.ISSUED: "good",
    SittingState.ENROLLING: "wait",
    SittingState.MARKING: "wait",
    SittingState.NOTICE: "wait",
    SittingState.APPROVED: "wait",
    SittingState.CANCELLED: "stop",
}

STEPS: Mapping[str, str] = {
    "announce": N_("Announce the sitting"),
    "open_enrolment": N_("Open enrolment"),
    "start_marking": N_("Close enrolment and start marking"),
    "settle": N_("Settle the results"),
    "publish_notice": N_("Publish the notice"),
    "approve": N_("Approve the certificates"),
    "reopen": N_("Reopen the marking"),
    "cancel": N_("Cancel the sitting"),
}
"""What the steps are called on their buttons."""

ADMISSIONS: Mapping[str, str] = {
    "undecided": N_("undecided"),
    "admitted": N_("admitted"),
    "refused": N_("not admitted"),
}

RESIDENCES: Mapping[str, str] = {
    "mainland": N_("Mainland"),
    "macau": N_("Macao"),
    "hongkong": N_("Hong Kong"),
    "other": N_("Elsewhere"),
}

FIELDS: Mapping[str, str] = {
    "this": N_("this occupation or field"),
    "related": N_("a related one"),
    "other": N_("another one"),
}

RELATIONS: Mapping[str, str] = {
    "relative": N_("relative"),
    "trainee": N_("own trainee"),
    "interest": N_("other interest"),
}
"""What keeps somebody from a duty; ``self`` is found by the program and declared by nobody."""

PART_STATES: Mapping[str, str] = {
    "open": N_("takes part"),
    "scored": N_("scored"),
    "carried": N_("passed at an earlier exam"),
    "absent": N_("absent"),
    "late": N_("came too late"),
    "withdrawn": N_("withdrawn"),
    "void": N_("void (cheating)"),
}

OBJECTION_OUTCOMES: Mapping[str, str] = {
    "open": N_("open"),
    "dismissed": N_("dismissed"),
    "upheld": N_("upheld"),
}

REVIEW_OUTCOMES: Mapping[str, str] = {
    "open": N_("open"),
    "confirmed": N_("confirmed"),
    "corrected": N_("corrected"),
    "withdrawn": N_("taken back"),
}

SHEET_STATES: Mapping[str, str] = {
    "open": N_("open"),
    "returned": N_("given back"),
    "signed": N_("signed"),
    "checked": N_("checked"),
    "sealed": N_("sealed"),
}

REASONS = REASON_NAMES
"""Why a part is not passed, or not decided."""

DISAGREEMENTS: Mapping[str, str] = {
    "spread": N_("The judgements lie further apart than the standard allows."),
    "distance": N_("The marks lie further apart than the standard allows."),
    "veto": N_("Not all examiners saw the veto."),
    "missing": N_("Not all examiners entered a mark."),
    "choice": N_("Not all examiners marked the same tasks, or not as many as are to be chosen."),
    "near": N_("The total lies so near to the pass mark that a further examiner has to look."),
}

QUALIFICATIONS: Mapping[str, str] = {
    "examiner": N_("examiner"),
    "senior-examiner": N_("senior examiner"),
}

ACTS: Mapping[str, str] = {
    "sitting.plan": N_("planned the sitting"),
    "sitting.change": N_("changed the draft"),
    "sitting.announce": N_("announced the sitting"),
    "sitting.open_enrolment": N_("opened enrolment"),
    "sitting.start_marking": N_("started the marking"),
    "sitting.settle": N_("settled the results"),
    "sitting.publish_notice": N_("published the notice"),
    "sitting.approve": N_("approved the certificates"),
    "sitting.finish": N_("issued the last certificate"),
    "sitting.reopen": N_("reopened the marking"),
    "result.download": N_("took the file of a result"),
    "sitting.cancel": N_("cancelled the sitting"),
    "export.archive": N_("downloaded the archive"),
    "export.upload": N_("made a file with identity numbers for an authority"),
    "sitting.assign": N_("assigned"),
    "sitting.unassign": N_("released"),
    "calibration.set": N_("set a common example"),
    "calibration.withdraw": N_("withdrew the common example"),
    "calibration.hand_in": N_("handed in marks of the common example"),
    "calibration.release": N_("opened the marking of a part after calibration"),
    "enrolment.add": N_("enrolled the candidate"),
    "enrolment.correct": N_("corrected the application"),
    "enrolment.remove": N_("removed the enrolment"),
    "enrolment.decide": N_("decided on admission"),
    "enrolment.carry": N_("let a part count that was passed before"),
    "enrolment.carry_back": N_("took back that a part counts from before"),
    "sitting.object": N_("recorded an objection"),
    "sitting.object_public": N_("received an objection through the notice's page"),
    "sitting.decide_objection": N_("decided on an objection"),
    "score_review.ask": N_("asked for a score review"),
    "score_review.withdraw": N_("took the request for a score review back"),
    "score_review.decide": N_("answered a score review"),
    "certificate.discard": N_("dropped what was prepared for a certificate"),
    "part_state.record": N_("recorded the state of a part"),
    "consent.give": N_("recorded the consent"),
    "sample.draw": N_("drew a sample of the papers"),
    "sample.find": N_("looked at a paper of the sample"),
    "consent.withdraw": N_("recorded that the consent was taken back"),
    "sheet.sign": N_("signed a score sheet"),
    "sheet.check": N_("checked a score sheet"),
    "sheet.seal": N_("sealed a score sheet"),
    "sheet.give_back": N_("gave a score sheet back"),
    "sheet.stand_by": N_("signed a score sheet again as it stood"),
    "sheet.add_picture": N_("added a photo to a score sheet"),
    "sheet.remove_picture": N_("removed a photo from a score sheet"),
    "placing.enter": N_("entered the prizes of the competition"),
    "placing.confirm": N_("confirmed the places of the competition"),
    "amendment.ask": N_("asked for an amendment"),
    "amendment.withdraw": N_("withdrew an amendment"),
    "amendment.agree": N_("agreed to an amendment"),
    "amendment.refuse": N_("refused an amendment"),
    "further.call": N_("called a further examiner"),
    "further.release": N_("released a further examiner"),
    "certificate.prepare": N_("prepared a certificate"),
    "certificate.approve": N_("approved a certificate"),
    "certificate.endorsed": N_("endorsed a certificate"),
    "certificate.refused": N_("refused to endorse a certificate"),
    "certificate.issue": N_("issued a certificate"),
    "certificate.log": N_("entered a certificate's issue in the public log"),
    "certificate.suspend": N_("suspended a certificate"),
    "certificate.resume": N_("put a certificate in force again"),
    "certificate.revoke": N_("revoked a certificate"),
    "certificate.erase": N_("erased the record of a certificate"),
    "certificate.replace": N_("replaced a certificate by its newer edition"),
    "certificate.propose": N_("proposed a step about a certificate"),
    "certificate.decide": N_("decided on a step about a certificate as the second person"),
    "certificate.dismiss": N_("refused or took back a step about a certificate"),
    "certificate.give_up": N_("gave up an edition that was not issued"),
    "certificate.ask": N_("asked for another edition of the own certificate"),
    "certificate.notice_seen": N_("marked a notice about another authority's certificate as seen"),
}
"""What somebody did, after the name of the person."""

def roster_words(diplomas: Mapping[str, str], language: str) -> Words:
    """For each column of a roster with a choice: the words of all languages, ``language`` first, and their values."""
    languages = (language, *LOCALES)
    tables = {"residence": RESIDENCES, "grade": LEVEL_NAMES, "title": TITLES, "diploma": diplomas}
    words = {
        column: {gettext_in(locale, text): value for locale in languages for value, text in table.items()}
        | {value: value for value in table}
        for column, table in tables.items()
    }
    documents = {document_name(kind, locale): kind.value for locale in languages for kind in DocumentType}
    words["document_type"] = documents | {kind.value: kind.value for kind in DocumentType}
    return words
