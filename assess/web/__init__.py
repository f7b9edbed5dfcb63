"""The pages: each view reads a form, calls one operation and shows the outcome."""
