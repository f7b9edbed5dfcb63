"""Results as files, the rules that they name, and the forms that are kept."""

SENTENCES = {
    "form.altered": "The kept form of sitting {code} is not the one that marking began with: its digest is {got}, it "
    "was {expected}. Restore the database from a backup and tell the administrator.",
    "form.not_kept": "The form with the digest {digest} is not kept here. Restore the database from a backup.",
    "form.unreadable": "This is no exam form.",
    "result.rules_unknown": "The result names version {got} of the rules; this program knows version {known}. Use a "
    "newer program.",
    "result.not_settled": "Nothing is settled for seat {seat} yet; there is a file once the results are settled.",
    "result_file.too_large": "The file has {got} bytes; a result has at most {limit}. Choose the file result.json.",
    "result_file.too_deep": "The file is nested deeper than {limit} levels; a result is not. Download it again.",
    "result_file.not_json": "This is no JSON, or it was cut off (line {line}). Download the file again.",
    "result_file.twice": "The key {key} stands twice in one place. Download the file again.",
    "result_file.fraction": "{got} is written as a number, where a result has texts. Download the file again.",
    "result_file.format": "This is no result file: its format is {got}, expected {expected}.",
    "result_file.shape": "What stands at {where} does not belong there, or something is missing. Download the file "
    "again.",
    "result_file.no_file": "There is no file {file}.",
}
