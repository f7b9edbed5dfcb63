"""What the levels that exams lead to are called on screen: as on paper."""

from assess.exams.level_names import LEVEL_NAMES

__all__ = ["LEVEL_NAMES"]
