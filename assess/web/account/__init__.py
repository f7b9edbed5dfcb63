"""Signing in and out, the home page and the own account: for everybody who has one."""
