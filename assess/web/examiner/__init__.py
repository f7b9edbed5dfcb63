"""Pages of the examiner (考评员): own sheets, entering, signing, scores from a spreadsheet."""
