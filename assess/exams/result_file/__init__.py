"""A result as a file that anybody can compute again: form, inputs, result and digest, in one JSON document.

``writing`` makes it, ``reading`` takes it apart strictly, ``checking`` goes through the steps of its verification,
``words`` names them. Marks, totals and shares are texts (``7.5``, ``217/3``); there is no name in it and no number of a
document: sheets, enrolments and examiners are numbers of the register.
"""

from assess.exams.result_file.checking import Checked, Difference, PartLine, Step, check_result_file
from assess.exams.result_file.writing import exam_file, review_file

__all__ = ["Checked", "Difference", "PartLine", "Step", "check_result_file", "exam_file", "review_file"]
