"""Turns an occupational standard into an exam, the exam into a grade, and the grade into a certificate."""
