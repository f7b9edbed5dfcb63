"""Sentences about authorities, schemes, numbers, papers, endorsement and verification."""

from __future__ import annotations

SENTENCES = {
    "authority.invalid": "{where} cannot be used; {count} faults were found.",
    "authority.unknown": "There is no authority called {authority} in certs/authorities.",
    "certificate.being_made": "Certificate {number} is being made at this moment. Try again in a minute.",
    "certificate.document_missing": "No identity document is recorded. Record one, then prepare again.",
    "certificate.no_credential": "There is no issued certificate with a credential in this language at this address.",
    "certificate.no_exam": "Certificate {number} does not rest on an exam.",
    "certificate.none_issued": "No certificate of this sitting is issued yet, so there is no paper to hand out.",
    "job.failed": "A fault of the program or the machine ({kind}). It is tried again by itself; if it stays, "
    "tell whoever runs the installation.",
    "certificate.no_paper": "Certificate {number} has not been issued yet, so there is no file.",
    "certificate.not_approved": "Certificate {number} is not approved, so it cannot be issued.",
    "certificate.not_in_force": "Certificate {number} is not issued, so this cannot be done to it.",
    "certificate.not_in_force.replaced": "Certificate {number} was replaced by a newer edition. Open that one.",
    "certificate.not_in_force.revoked": "Certificate {number} is revoked for good. Nothing more can be done to it.",
    "certificate.not_in_force.suspended": "Certificate {number} is suspended. This can be done once it is in force "
    "again.",
    "certificate.not_in_force.valid": "Certificate {number} is valid, so there is nothing to put in force again.",
    "certificate.not_in_notice": "Certificates are prepared while the results of a sitting are in public "
    "notice; those of {code} do not.",
    "certificate.not_prepared": "No paper of review {code} waits for approval. Prepare it first.",
    "certificate.not_waiting": "Certificate {number} does not wait for endorsement any more. Load the list again.",
    "certificate.payload_altered": "What was prepared for certificate {number} was altered afterwards. Do not "
    "issue it; tell the administrator.",
    "certificate.photo_altered": "The photo kept for certificate {number} is not the one that was approved. Nothing "
    "was issued; tell the administrator.",
    "certificate.photo_missing": "The photo is missing. This certificate must carry one: add it, then prepare "
    "again.",
    "certificate.reason_class_unknown": "{got} is no reason for this step. Known are: {known}.",
    "certificate.reason_missing": "Give the reason.",
    "certificate.result_differs": "What is on record no longer leads to the result that was kept. Nothing was "
    "done; tell the administrator.",
    "certificate.review_open": "Review {code} has led to no grade, so there is no paper to prepare.",
    "certificate.unknown": "There is no such certificate.",
    "clock.behind_log": "The clock of this computer shows {today}, but the log already has an entry of {last}. "
    "Set the clock, then try again.",
    "consent.not_asked": "This sitting sends no data to {destination}, so no consent is needed.",
    "consent.not_given": "There is no consent to take back.",
    "consent.other_version": "The text was changed since you read it. Please read the present text (version "
    "{expected}).",
    "design.changed": "Somebody kept another version of {file} in the meantime ({version}). Open it again, and "
    "put your change into that one.",
    "design.entry_missing": "The face of the paper must show “{entry}”, and no cell does.",
    "design.entry_optional": "“{entry}” stands on every paper, so its line cannot be optional.",
    "design.field_unknown": "A paper has no entry called “{got}”.",
    "design.font_unknown": "There is no font “{got}” under fonts. There are: {known}.",
    "design.invalid": "{file} cannot be used; correct the faults and try again.",
    "design.label_unknown": "No label with the text “{got}” stands on this page.",
    "design.missing": "There is no {file} for the authority {authority}, so its papers cannot be printed.",
    "design.unreadable": "The file {file} cannot be read: {reason}.",
    "design.text_unknown": "There is no text “{got}” under texts.",
    "export.file_exists": "{file} exists already. Choose another name.",
    "face.field_missing": "Not filled: {fields}.",
    "face.field_unknown": "The design of the paper has no place for: {fields}.",
    "face.issued_at": "The time of issue must be an instant in UTC; got {got}.",
    "file.altered": "The stored file {path} was altered. Restore it from the backup.",
    "file.missing": "The stored file {sha256} is gone. Restore it from the backup.",
    "font.file_missing": "The font file {file} is missing. Restore certs/fonts from the release.",
    "font.manifest": "The list of fonts {file} cannot be read: {reason}.",
    "font.packed": "The font file {file} cannot be unpacked: {reason}. Restore certs/fonts from the release.",
    "font.unknown_face": "There is no font called {face}. Known are: {known}.",
    "font.unreadable": "The font {face} cannot be used: {reason}.",
    "font.wrong_hash": "The font file {file} is not the one of this release. Restore certs/fonts from the release.",
    "number.exhausted": "{authority} has no numbers left for level {level} in {year} (serial {serial}).",
    "number.level_not_issued": "{authority} does not issue level {level}.",
    "payload.unreadable": "The certificate's data cannot be read.",
    "scheme.demands_not_met": "The candidate passed, but did not reach what the partner authority asks beyond that "
    "({parts}), so its certificate is not due.",
    "scheme.consent_missing": "The candidate has not agreed that data go to the partner authority, so its "
    "certificate was not prepared.",
    "scheme.consent_untranslated": "The consent text is missing in {locale}.",
    "scheme.invalid": "{where} cannot be used; {count} faults were found.",
    "scheme.level_unknown_to_partner": "Scheme {scheme} gives level {level}, but {authority} has no name for it.",
    "scheme.level_without_equivalent": "The partner authority has no equivalent of this level: only the "
    "certificate of the evaluation body is issued.",
    "scheme.not_entitled": "The candidate is not entitled to the partner authority's certificate under this "
    "scheme.",
    "scheme.occupation_without_equivalent": "The scheme has no equivalent of this occupation: only the "
    "certificate of the evaluation body is issued.",
    "scheme.figures_of_other_rule": "“{key}” belongs to the score rule “{needs}”, but the file has “{rule}”. Remove "
    "it, or change score_rule.",
    "scheme.merged_missing": "The score rule “merged” needs weights and a mark for every level; under “merged” there "
    "is nothing for {levels}.",
    "scheme.weights_sum": "The weights of level {level} add up to {got}, must be 100.",
    "scheme.unknown": "There is no scheme called {scheme} in certs/schemes.",
    "scheme.unknown_authority": "Scheme {scheme} names the authority {authority}, which is not in "
    "certs/authorities.",
    "shelf.wrong_name": "{file} says it is “{got}”, but its name says “{expected}”.",
    "verify.name_missing": "A number alone does not open a certificate: give the holder's name with --name.",
    "verify.no_file": "There is no file {file}.",
    "verify.heif": "Pictures in the format HEIC cannot be read here. Send it as JPEG, or take a screenshot of it.",
    "verify.no_code": "No QR code can be read in this picture. Take it again: near, from straight above, in "
                      "good light.",
    "verify.no_credential": "This JSON is no credential. Paste the whole file credential.….json as it was downloaded.",
    "verify.no_json": "This is not JSON. Paste the whole text of the credential, from the first bracket to the last.",
    "verify.no_pdf": "This is neither a PDF file nor a picture (JPEG, PNG). Choose the certificate's PDF or a photo of "
    "it, or use its QR code or number.",
    "verify.too_costly": "This picture takes more memory or time to read than a photo does. Send a smaller one.",
    "verify.unreadable": "This PDF cannot be read.",
    "certificate.no_place": "No free place was found in the lists of states of {authority}. Try again.",
    "credential.not_base58": "A signature or key in the credential is not written in base 58. It was altered or cut.",
    "credential.not_linked_data": "The credential uses terms that none of its known contexts explains. It is not ours.",
    "record.unreadable": "The attached record is damaged or was made by another program.",
}
