"""What a paper of one authority looks like, as data that officials can review."""

from assess.certificates.design.load import parse_design, read_design
from assess.certificates.design.model import Design

__all__ = ["Design", "parse_design", "read_design"]
