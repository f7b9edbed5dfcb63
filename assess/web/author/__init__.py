"""Standards to read: editions, drafts with their faults, and the exam forms they lead to."""
