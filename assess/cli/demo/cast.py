"""The people of the demonstration: invented, with the names that programs get wrong.

Identity numbers stand in the area code 440799, which no county has; the check digits are computed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assess.exams.eligibility import Apprenticeship, Background, Held
from assess.operations.enrolling import Applicant
from assess.people.identity import Document, DocumentType, PersonName, check_character
from assess.people.roles import Role

AREA = "440799"


@dataclass(frozen=True)
class Staff:
    """One account of the demonstration."""

    username: str
    name: str
    roles: tuple[Role, ...]
    authority: str | None = None
    workshop: str | None = None
    enterprise: str | None = None
    senior: bool = False


PANEL = (
    Staff("panel1", "伍炳坤", (Role.REVIEWER,), workshop="侨都摩托车技术中心"),
    Staff("panel2", "劳月娥", (Role.REVIEWER,), workshop="侨都摩托车质量部"),
    Staff("panel3", "容国伟", (Role.REVIEWER,), workshop="侨都摩托车试验室"),
    Staff("panel4", "聂冬梅", (Role.REVIEWER,), workshop="侨都摩托车人力资源部"),
    Staff("panel5", "招志强", (Role.REVIEWER,), workshop="五邑大学机械系"),
    Staff("panel6", "阮秀兰", (Role.REVIEWER,), workshop="江门市摩托车行业协会"),
    Staff("panel7", "植耀辉", (Role.REVIEWER,), workshop="新会机电实训基地"),
)
"""Those who may sit on panels; the last three are from outside the enterprise."""

STAFF = (
    Staff("admin", "区绮雯", (Role.ADMINISTRATOR,)),
    Staff("author", "谭国雄", (Role.AUTHOR,), workshop="侨都摩托车总装车间", enterprise="jiangmen-qiaodu-motor"),
    Staff("author2", "关穗芳", (Role.AUTHOR,), workshop="侨都摩托车质量部", enterprise="jiangmen-qiaodu-motor"),
    Staff("office", "陈敏仪", (Role.OFFICE,)),
    Staff("office2", "林伟强", (Role.OFFICE,)),
    Staff("examiner1", "黄志远", (Role.EXAMINER,), workshop="江门职业培训中心", senior=True),
    Staff("examiner2", "梁淑芬", (Role.EXAMINER,), workshop="蓬江技工学校", senior=True),
    Staff("examiner3", "何国栋", (Role.EXAMINER,), workshop="新会机电实训基地"),
    Staff("checker", "周晓岚", (Role.CHECKER,)),
    Staff("officer", "何美玲", (Role.OFFICER,), authority="dsal-demo"),
    Staff("officer2", "黎子健", (Role.OFFICER,), authority="dsal-demo"),
    *PANEL,
)


def officer_of(authority: str) -> Staff:
    """The officer of a partner authority that the cast does not know by name."""
    return Staff(f"officer-{authority}", "司徒慧儀", (Role.OFFICER,), authority=authority)


def resident(born: date, order: int) -> Document:
    """An invented 居民身份证 number of the unassigned area, with the right check digit."""
    first = f"{AREA}{born:%Y%m%d}{order:03d}"
    return Document(DocumentType.RESIDENT_ID, first + check_character(first))


def _mainland(zh: str, born: date, order: int, workshop: str, grade: str, since: date, working_since: date,
              surname: str = "", given: str = "") -> Applicant:
    background = Background(born=born, works=True, working_since=working_since, grades=(Held(grade, since),))
    return Applicant(PersonName(zh, surname, given), resident(born, order), born, "mainland", workshop, background)


def _macau(zh: str, surname: str, given: str, born: date, bir: str, grade: str, since: date) -> Applicant:
    background = Background(born=born, works=True, working_since=date(2014, 3, 1), grades=(Held(grade, since),))
    document = Document(DocumentType.MACAU_BIR, bir)
    return Applicant(PersonName(zh, surname, given), document, born, "macau", "", background)


CHILD_CARE = (
    _mainland("欧阳䶮", date(1991, 4, 12), 11, "蓬江区第三幼儿园", "L4", date(2019, 6, 20), date(2013, 9, 1)),
    _mainland("李𫖯", date(1988, 11, 3), 23, "江海区幼儿园", "L4", date(2020, 1, 15), date(2011, 9, 1)),
    _mainland("陈㛃", date(1995, 7, 29), 42, "台山市机关幼儿园", "L4", date(2021, 5, 10), date(2017, 3, 1)),
    _macau("陳嘉敏", "CHAN", "Ka Man", date(1990, 2, 18), "51234568", "L4", date(2020, 9, 1)),
    _macau("", "de Assunção Xavier do Espírito Santo Gonçalves", "Maria Fernanda", date(1986, 12, 8), "70987651",
           "L4", date(2018, 4, 1)),
    _mainland("司徒婉婷", date(1993, 9, 5), 66, "开平市幼儿园", "L4", date(2021, 2, 1), date(2015, 9, 1)),
    _mainland("吴雪梅", date(1997, 1, 22), 84, "恩平市幼儿园", "L4", date(2022, 3, 1), date(2018, 9, 1)),
)
"""Candidates of the sitting that is over: two papers for those from Macau; one fails the theory, one is absent."""
FAILS_THEORY = "司徒婉婷"
ABSENT = "吴雪梅"

MOTORCYCLE = (
    _mainland("甄俊豪", date(1996, 5, 14), 15, "侨都摩托车二号线", "L5", date(2022, 6, 1), date(2018, 7, 1)),
    _mainland("赵文斌", date(1994, 8, 30), 31, "侨都摩托车二号线", "L5", date(2021, 6, 1), date(2017, 7, 1)),
    _mainland("冯冠中", date(1999, 3, 8), 57, "侨都摩托车一号线", "L5", date(2022, 6, 1), date(2019, 7, 1)),
    _mainland("诸葛明", date(1992, 10, 19), 73, "侨都摩托车一号线", "L5", date(2020, 6, 1), date(2015, 7, 1)),
)
"""Candidates whose marks are being entered: sign in as examiner1 and go on."""

ELECTRICIAN = (
    _mainland("邝伟业", date(1998, 6, 2), 19, "新会电机厂", "L5", date(2022, 8, 1), date(2019, 8, 1)),
    _mainland("余嘉欣", date(2001, 12, 25), 28, "新会电机厂", "L5", date(2025, 8, 1), date(2023, 8, 1)),
)
"""Applicants that the office still has to decide on; the second one lacks years."""

APPOINTED = _mainland("麦天佑", date(1979, 8, 17), 35, "侨都摩托车总装车间", "L1", date(2019, 6, 1), date(2000, 7, 1))
VOTED_ON = _mainland("蓝洁仪", date(1983, 2, 9), 48, "侨都摩托车发动机车间", "L1", date(2021, 6, 1), date(2004, 7, 1))
"""Applicants for 特级技师: one appointed, one whose panel is voting (sign in as panel4 to vote)."""
_FINISHED = Background(born=date(2007, 4, 23), works=True, working_since=date(2025, 3, 1),
                       apprenticeships=(Apprenticeship(1, date(2026, 5, 31)),))
APPRENTICE = Applicant(PersonName("白子轩"), resident(date(2007, 4, 23), 59), date(2007, 4, 23), "mainland",
                       "侨都摩托车一号线", _FINISHED)
"""An apprentice whom the enterprise confirms."""
