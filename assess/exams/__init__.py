"""What was done: the exam form of a level, the examiners' sheets, and the result. Pure values and rules."""
