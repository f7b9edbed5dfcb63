"""Calibration: the examiners of a part mark a common example, see how they differ, and then marking is opened."""

from assess.operations.calibrating.marking import OwnExample, hand_in, own_example, save_example
from assess.operations.calibrating.panel import Compared
from assess.operations.calibrating.reading import (
    CalibrationsView,
    ExampleExaminer,
    ExampleLine,
    PartCalibration,
    calibrations,
    own_examples,
)
from assess.operations.calibrating.setting import release, set_example, withdraw_example

__all__ = [
    "CalibrationsView", "Compared", "ExampleExaminer", "ExampleLine", "OwnExample", "PartCalibration", "calibrations",
    "hand_in", "own_example", "own_examples", "release", "save_example", "set_example", "withdraw_example",
]
