"""Results as files: handed out to those who may see them, and checked for anybody."""

from __future__ import annotations

from assess.operations.results.checking import Standing, check, standing_of
from assess.operations.results.files import ResultFile, own_result_file, result_file, review_result_file

__all__ = ["ResultFile", "Standing", "check", "own_result_file", "result_file", "review_result_file", "standing_of"]
