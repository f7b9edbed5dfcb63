"""What was done: the exam form of a level, the examiners' sheets, and the result they lead to. Pure values and rules."""
