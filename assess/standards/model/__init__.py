"""The shape of one edition of an occupational standard; the model class is the schema of its file.

Unknown and missing keys are refused by name. Numbers are ``Decimal`` read from text, never floats. What one field
cannot know by itself (columns that add up to 100, ids that must exist) is decided in ``assess.standards.check``.
"""

from __future__ import annotations

from assess.standards.model.assessment import (
    Arithmetic,
    Band,
    CheckItem,
    Deduction,
    DeductItem,
    Examiners,
    Grading,
    Item,
    JudgeItem,
    LevelAssessment,
    Part,
    PointsItem,
    Task,
    VetoItem,
)
from assess.standards.model.base import (
    LEVELS,
    Closed,
    Id,
    Level,
    Minutes,
    Percent,
    Points,
    Years,
)
from assess.standards.model.content import (
    Basic,
    Content,
    Function,
    Skill,
    Weights,
    WeightTable,
)
from assess.standards.model.edition import (
    Author,
    Awards,
    Base,
    Filing,
    Patch,
    Standard,
    Trade,
)
from assess.standards.model.eligibility import (
    AgeClause,
    Clause,
    DiplomaClause,
    GradeHeldClause,
    Route,
    TitleClause,
    WorksClause,
    WorkYearsClause,
)

__all__ = [
    "AgeClause",
    "Arithmetic",
    "Author",
    "Awards",
    "Band",
    "Base",
    "Basic",
    "CheckItem",
    "Clause",
    "Closed",
    "Content",
    "DeductItem",
    "Deduction",
    "DiplomaClause",
    "Examiners",
    "Filing",
    "Function",
    "GradeHeldClause",
    "Grading",
    "Id",
    "Item",
    "JudgeItem",
    "LEVELS",
    "Level",
    "LevelAssessment",
    "Minutes",
    "Part",
    "Patch",
    "Percent",
    "Points",
    "PointsItem",
    "Route",
    "Skill",
    "Standard",
    "Task",
    "TitleClause",
    "Trade",
    "VetoItem",
    "WeightTable",
    "Weights",
    "WorkYearsClause",
    "WorksClause",
    "Years",
]
