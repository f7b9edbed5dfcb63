"""Pages of the score checker (核分人): entries and sums of signed sheets, confirmed or given back."""
