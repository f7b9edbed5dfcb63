"""An exam form on paper: the sheet that an examiner fills in by hand, with 考核内容, 配分, 评分标准, 扣分 and 得分."""

from assess.exams.paper.printing import Candidate, score_sheet_pdf

__all__ = ["Candidate", "score_sheet_pdf"]
