"""Sentences about drafts of standards."""

from __future__ import annotations

SENTENCES = {
    "draft.author_other": "The author is “{got}”, but this draft belongs to {expected}. Write id: {expected} under "
    "author.",
    "draft.changed_meanwhile": "{by} saved another text (version {version}) while you were writing. Yours is not saved "
    "yet; compare both and save again.",
    "draft.faulty": "{where} has {count} faults that have to be put right first.",
    "draft.filing_empty": "Enter number, date and document of the filing; one of them is missing.",
    "draft.filing_in_future": "The day of the filing, {got}, has not come yet.",
    "draft.floors_unsigned": "{count} places lie below the base edition and nobody answers for them as they stand: "
    "{places}. The reviewer signs each with a reason.",
    "draft.id_elsewhere": "The id “{got}” must begin with “{expected}”: that is the folder of the enterprise.",
    "draft.kind_national": "A national standard is not an enterprise’s to write. Write kind: enterprise, or "
    "kind: competition.",
    "draft.no_such_floor": "{at} does not lie below the base edition, so there is nothing to sign.",
    "draft.no_such_version": "The draft has no version {version}.",
    "draft.not_filed": "An enterprise’s standard is published after it was filed. Enter number, date and document of "
    "the filing first.",
    "draft.not_text": "This is no text in UTF-8. Save the file as UTF-8 and upload it again.",
    "draft.reason_too_long": "The reason has {got} characters; at most {most} are possible.",
    "draft.step_needs_reason": "Say why: this step needs a reason.",
    "draft.step_not_from_here": "This cannot be done with the draft as it stands now. Open it again and look at its "
    "state.",
    "draft.too_large": "The text has {got} bytes; at most {limit} are possible.",
    "draft.unknown": "There is no such draft.",
    "draft.would_reopen": "The text is in review or was reviewed already. Saving a change makes it a draft again, "
    "which has to be reviewed anew. Confirm that you want this.",
}
