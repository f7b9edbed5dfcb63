"""The pieces of one part's sheet: head, candidate, a table for each task, totals, signatures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reportlab.lib.units import mm

from assess.exams.form import ExamForm, FormPart
from assess.exams.paper.rows import rows_of
from assess.exams.paper.setting import FILL, TICK, Paragraph, Setting
from assess.exams.paper.strips import COLUMNS, HAND, WIDTH, Measure, Piece, Strip, gap, strip
from assess.exams.paper.words import Words
from assess.standards.model import Standard, Task, VetoItem

CANDIDATE = "candidate"
SLOTS = ((0.0, 92 * mm), (92 * mm, 34 * mm), (126 * mm, WIDTH - 126 * mm))
"""Left edge and width of the cells for name, seat and document."""
_SLOT_HEIGHT = 17 * mm
_FACT = 27 * mm
_SIGNED = 11 * mm
_GAP = 3.5 * mm
_MERGED = COLUMNS[0] + COLUMNS[1]


class Layout:
    """Lays out the sheets of one form."""

    def __init__(self, standard: Standard, form: ExamForm, setting: Setting, words: Words) -> None:
        self._standard = standard
        self._form = form
        self._setting = setting
        self._words = words
        self._measure = Measure(setting)

    def pieces(self, part: FormPart, occasion: str) -> Iterator[Piece]:
        """Everything of the part's sheet from top to bottom."""
        yield from self._head(part)
        yield from self._facts(part, occasion)
        yield gap(_GAP)
        yield self._candidate()
        for number, task in enumerate(part.tasks, 1):
            yield gap(_GAP)
            yield from self._choice(part, task)
            yield from self._task(part, task, number)
        yield gap(_GAP)
        yield from self._totals(part)
        yield gap(_GAP)
        yield from self._signatures()

    def _head(self, part: FormPart) -> Iterator[Strip]:
        standard, words = self._standard, self._words
        name = f"{words.of(standard.name)} {standard.code}"
        yield strip([self._measure.cell(0, WIDTH, Paragraph(name, "title", 13), Paragraph(
            words.title(self._form, part), "title", 13), align="centre", framed=False)])
        if standard.sample:
            mark = Paragraph(words.gettext("Sample standard"), "title")
            yield strip([self._measure.cell(0, WIDTH, mark, Paragraph(words.of(standard.sample)))])
            yield gap(_GAP)

    def _facts(self, part: FormPart, occasion: str) -> Iterator[Strip]:
        words, standard, form = self._words, self._standard, self._form
        edition = words.gettext("Edition %(edition)s", edition=standard.edition)
        yield self._fact_row(words.gettext("Standard"), f"{standard.id} · {edition}", words.gettext("Author"),
                             words.of(standard.author.name))
        yield self._fact_row(words.gettext("Level"), words.level(form), words.gettext("Part"), self._part_name(part))
        yield self._fact_row(words.gettext("Points and time"), words.asked(part.part), words.gettext("Examiners"),
                             words.examiners(part.part))
        yield self._fact_row(words.gettext("Sitting"), words.of(occasion) or FILL, words.gettext("Digest of the form"),
                             f"{form.digest[:16]}…")
        if form.grading.kind == "bands" and form.grading.part == part.part.id:
            label = self._measure.cell(0, _FACT, Paragraph(words.gettext("Grades")), grey=True)
            grades = (Paragraph(words.grade(band)) for band in form.grading.bands)
            yield strip([label, self._measure.cell(_FACT, WIDTH - _FACT, *grades)])

    def _part_name(self, part: FormPart) -> str:
        name = self._words.of(part.part.name)
        if part.part.award is None:
            return name
        only = self._words.gettext("only for the paper of the partner")
        return f"{name} ({only})"

    def _fact_row(self, *texts: str) -> Strip:
        """Label, value, label, value."""
        cells, x = [], 0.0
        for place, text in enumerate(texts):
            width = WIDTH / 2 - _FACT if place % 2 else _FACT
            cells.append(self._measure.cell(x, width, Paragraph(text), grey=place % 2 == 0))
            x += width
        return strip(cells)

    def _candidate(self) -> Strip:
        """Cells for who is examined: that is printed into them for a candidate, and written otherwise."""
        labels = (self._words.gettext("Name"), self._words.gettext("Seat"), self._words.gettext("Document"))
        cells = [
            replace(self._measure.cell(x, width, Paragraph(label, size=8)), top=True)
            for (x, width), label in zip(SLOTS, labels, strict=True)
        ]
        return strip(cells, least=_SLOT_HEIGHT, name=CANDIDATE)

    def _choice(self, part: FormPart, task: Task) -> Iterator[Strip]:
        """What a choice asks, before the first of its tasks."""
        choice = next((one for one in part.choices if one.id == task.choice), None)
        members = [one for one in part.tasks if one.choice == task.choice]
        if choice is None or members[0] != task:
            return
        words = self._words
        asked = f"{words.of(choice.name)} – {words.elective(choice, len(members))}"
        hint = words.gettext("Tick the tasks that are taken. A task that was not taken stays empty.")
        yield strip([self._measure.cell(0, WIDTH, Paragraph(asked, "title"), Paragraph(hint, size=8.5))], keep=True)

    def _task(self, part: FormPart, task: Task, number: int) -> Iterator[Piece]:
        words, measure = self._words, self._measure
        heads = measure.heads(
            words.gettext("No."), words.gettext("What is examined"), words.gettext("Full points"),
            words.gettext("How it is scored"), words.gettext("Deducted"), words.gettext("Points"),
        )
        title = f"{number}  {words.of(task.name)}"
        yield self._band(title, self._task_facts(task))
        yield heads
        again = (self._band(self._continued(title), ""), heads)
        rows = rows_of(part, task, number, words)
        for place, row in enumerate(rows, 1):
            yield replace(measure.row(row, again), keep=place == len(rows))
        yield self._sum(words.gettext("Subtotal of task %(number)s", number=number), words.plain(task.points))

    def _task_facts(self, task: Task) -> str:
        words = self._words
        functions = {one.id: one.name for one in self._standard.functions}
        facts = [words.of(functions[task.function])] if task.function in functions else []
        facts.append(words.points(task.points))
        if task.minutes is not None:
            facts.append(words.minutes(task.minutes))
        if task.choice is not None:
            facts.append(self._taken())
        return " · ".join(facts)

    def _taken(self) -> str:
        """A box to tick: the task was drawn or chosen."""
        taken = self._words.gettext("taken")
        return f"{TICK}\u00a0{taken}"

    def _band(self, title: str, facts: str) -> Strip:
        size = 10.0
        texts = (Paragraph(title, "title", size), *([Paragraph(facts, size=8.5)] if facts else []))
        return strip([self._measure.cell(0, WIDTH, *texts, framed=False)], keep=True)

    def _continued(self, title: str) -> str:
        continued = self._words.gettext("continued")
        after = f" ({continued})"
        room = WIDTH - 6 * mm - self._setting.width(after, "title", 10.0)
        return self._setting.clipped(title, "title", 10.0, room) + after

    def _sum(self, label: str, worth: str, note: str = "", font: str = "title", keep: bool = False) -> Strip:
        """A row below a table: a label, full points, a remark, and empty cells 扣分 and 得分."""
        measure, left = self._measure, _MERGED
        cells = [measure.cell(0, _MERGED, Paragraph(label, font))]
        for width, text, align in ((COLUMNS[2], worth, "centre"), (COLUMNS[3], note, "left"), (COLUMNS[4], "", "left"),
                                   (COLUMNS[5], "", "left")):
            cells.append(measure.cell(left, width, Paragraph(text, font), align=align))
            left += width
        return strip(cells, least=HAND, keep=keep)

    def _totals(self, part: FormPart) -> Iterator[Strip]:
        """The tasks again with their points, and the total; an elective counts as far as it is taken."""
        words = self._words
        yield self._band(words.gettext("Totals"), "")
        if len(part.tasks) > 1:
            for number, task in enumerate(part.tasks, 1):
                note = self._taken() if task.choice else ""
                label = self._setting.clipped(f"{number}  {words.of(task.name)}", "text", 9.0, _MERGED - 4 * mm)
                yield self._sum(label, words.plain(task.points), note, "text", keep=True)
        passed = words.gettext("passed from %(mark)s", mark=words.plain(part.part.pass_mark))
        yield self._sum(words.gettext("Total"), words.plain(part.points), passed, keep=True)
        if any(isinstance(item, VetoItem) for task in part.tasks for item in task.items):
            text = words.gettext("Vetoes: %(box)s none occurred  %(box)s occurred, No. %(blank)s",
                                 box=f"{TICK}\u00a0", blank=FILL).replace("\u00a0 ", "\u00a0")
            yield strip([self._measure.cell(0, WIDTH, Paragraph(text))], least=HAND, keep=True)

    def _signatures(self) -> Iterator[Strip]:
        """Remark, who scored, who checked, each with the day."""
        words, pair = self._words, "%(name)s: %(value)s"
        day = words.gettext(pair, name=words.gettext("Date"), value=FILL)
        yield self._line(words.gettext(pair, name=words.gettext("Remark"), value=FILL), keep=True)
        scored = words.gettext(pair, name=words.gettext("Scored by (signature)"), value=FILL)
        yield self._line(f"{scored} {day}", keep=True)
        checked = words.gettext(pair, name=words.gettext("Checked by (signature)"), value=FILL)
        yield self._line(f"{checked} {day}")

    def _line(self, text: str, *, keep: bool = False) -> Strip:
        return strip([self._measure.cell(0, WIDTH, Paragraph(text, size=10))], least=_SIGNED, keep=keep)
