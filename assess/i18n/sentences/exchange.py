"""Sentences about standards that come in and go out as workbooks."""

from __future__ import annotations

SENTENCES = {
    "exchange.draft_faulty": "The draft has errors. Put them right first; only a sound text has tables.",
    "exchange.nothing": "Say what to export: a published edition as id@edition, or a YAML file.",
    "exchange.taken": "{differences} differences, {errors} errors, {warnings} warnings",
    "exchange.written": "{file} was written.",
    "scheme.aspect_stray": "The aspect {aspect} stands before any sub-criterion. Give the row above it an id.",
    "scheme.calculation": "The aspect {aspect} is worked out by a rule of the workbook that is not taken over "
    "({rule}); it is scored in points.",
    "scheme.criterion_total": "The total of criterion {criterion} is stated as {stated}, but its aspects add up to "
    "{counted}.",
    "scheme.descriptor_missing": "The judged aspect {aspect} lacks the description of the scores {scores}.",
    "scheme.grand_total": "The total is stated as {stated}, but all aspects add up to {counted}.",
    "scheme.heading_missing": "These columns were not found in this row of headings: {missing}.",
    "scheme.id_twice": "The id {id} is there twice; the first is {first}.",
    "scheme.id_twice.aspect": "The aspect {id} is there twice in its sub-criterion; the first is {first}.",
    "scheme.id_twice.part": "The sub-criterion {id} is there twice; the first is {first}.",
    "scheme.id_twice.section": "The section {id} is there twice; the first is {first}.",
    "scheme.mark_missing": "The aspect {aspect} has no maximum mark.",
    "scheme.mark_not_a_number": "{got} is no mark. Write digits, with a dot or a comma where needed.",
    "scheme.no_aspects": "The marking scheme has no aspects below its headings.",
    "scheme.no_table": "This is no marking scheme: no row of headings begins with “Sub Criterion ID”.",
    "scheme.part_elsewhere": "The sub-criterion {part} stands below criterion {criterion}.",
    "scheme.part_empty": "The sub-criterion {part} has no aspects.",
    "scheme.part_total": "The sub-criterion {part} is stated with {stated}, but its aspects add up to {counted}.",
    "scheme.row_unclear": "This row was not understood and is left out: {got}.",
    "scheme.score_range": "{got} is no judgement score. There are 0, 1, 2 and 3.",
    "scheme.score_stray": "The score {got} does not stand below a judged aspect.",
    "scheme.score_twice": "The score {score} of {aspect} is described twice; the first is {first}.",
    "scheme.section_aspects": "The aspects of section {section} are stated with {stated}, but add up to {counted}.",
    "scheme.section_marks": "Section {section} is to carry {stated}, but its aspects add up to {counted}.",
    "scheme.section_missing": "The aspect {aspect} names no section.",
    "scheme.section_unknown": "There is no section {section}. Known are: {known}.",
    "scheme.text_missing": "The aspect {aspect} has no description.",
    "scheme.type_unknown": "{got} is no kind of aspect. Write M (measurement) or J (judgement).",
    "table.column_twice": "The column “{key}” is there twice. Remove one of them.",
    "table.column_unknown": "The column “{key}” is not known and was left aside.",
    "table.column_unknown.similar": "There is no column “{key}”. Do you mean “{suggestion}”?",
    "table.comments_lost": "About {count} comments of the text stood inside of what the workbook replaces and "
    "are gone.",
    "table.level": "{got} is no level. Possible are: {levels}.",
    "table.line.bands": "“{got}” is no tolerance. Write one line for each: lower | upper | points.",
    "table.line.deductions": "“{got}” is no deduction. Write one line for each: text | points for each time | most in "
    "all.",
    "table.lines_differ": "There are {got} lines here, but {expected} deductions. Write one line for each.",
    "table.no_sheet": "No sheet of the workbook has the keys of the template in row 2. Begin with the empty workbook, "
    "and leave its row 2 as it is.",
    "table.no_standard": "{name} is no standard that items could be put into.",
    "table.reason_missing": "This standard builds on another: the changes become patches, and patches need a reason.",
    "table.refused": "The workbook cannot be taken as it is: {count} cells need a correction. Nothing was changed.",
    "table.row_twice": "The row “{name}” is there twice.",
    "table.task_differs": "The task {task} says {got} here, but {expected} in {first}. Make the rows of a task alike.",
    "table.weight_table": "{got} is no weight table. There are theory and skill.",
    "table.what": "{got} is neither skill nor knowledge.",
    "workbook.too_costly": "The workbook asks for more than {memory} MB of memory or {seconds} seconds, or breaks its "
    "reader, and was not opened. Copy its cells into a new workbook and save that.",
}
