"""Decides who a person is to this program and what that person may do; knows no account table and no request."""
