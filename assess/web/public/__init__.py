"""For strangers: checking a certificate by its code, its number and name, or its file. No session, no account."""
