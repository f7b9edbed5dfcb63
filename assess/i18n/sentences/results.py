"""Results as files, the rules that they name, and the forms that are kept."""

SENTENCES = {
    "form.altered": "The kept form of sitting {code} is not the one that marking began with: its digest is {got}, it "
    "was {expected}. Restore the database from a backup and tell the administrator.",
    "form.not_kept": "The form with the digest {digest} is not kept here. Restore the database from a backup.",
    "form.unreadable": "This is no exam form.",
    "placing.confirmed": "The places of {code} are confirmed. To change them, reopen the marking with a reason and "
    "settle again.",
    "placing.group_unknown": "Seat {seat}: “{got}” is no group. Choose one of: {known}",
    "placing.held_unknown": "Seat {seat}: “{got}” is no grade. Choose one of: {known}",
    "placing.missing": "Seat {seat} is missing. State the group of every competitor.",
    "placing.not_asked": "The standard of {code} says nothing of prizes and ranks; its results are published as they "
    "are settled.",
    "placing.not_entered": "At {code} not every competitor has been entered. Enter groups and prizes and save them, "
    "then let a colleague confirm.",
    "placing.not_settled": "Prizes of {code} are entered once its results are settled, and before the public notice.",
    "placing.prize_unknown": "Seat {seat}: the standard knows no prize “{got}”. Choose one of: {known}",
    "placing.prize_without_place": "Seat {seat} has no place (absent, withdrawn, void or stopped), so no prize either. "
    "Take the prize out.",
    "placing.problems": "Nothing was saved: {count} entries have to be corrected first.",
    "result.rules_unknown": "The result names version {got} of the rules; this program knows version {known}. Use a "
    "newer program.",
    "result.not_settled": "Nothing is settled for seat {seat} yet; there is a file once the results are settled.",
    "result_file.too_large": "The file is larger than {limit} bytes; no result is. Choose the file result.json.",
    "result_file.too_deep": "The file is nested deeper than {limit} levels; a result is not. Download it again.",
    "result_file.not_json": "This is no JSON, or it was cut off (line {line}). Download the file again.",
    "result_file.twice": "The key {key} stands twice in one place. Download the file again.",
    "result_file.fraction": "{got} is written as a number, where a result has texts. Download the file again.",
    "result_file.format": "This is no result file: its format is {got}, expected {expected}.",
    "result_file.shape": "What stands at {where} does not belong there, or something is missing. Download the file "
    "again.",
}
