"""Sentences about standards and the YAML files they are written in."""

from __future__ import annotations

SENTENCES = {
    "file.not_found": "There is no file {file}.",
    "file.too_large": "{file} is larger than {limit} bytes.",
    "file.unreadable": "{file} cannot be read: {why}.",
    "standard.also": "(see also {places})",
    "standard.award_demand": "A demand for the partner's paper must lie above the part's own pass mark {own} and "
    "within its {points} points; this one is {got}.",
    "standard.award_same": "The scheme {scheme} has the score rule “same”: one result counts for both papers, so "
    "nothing may be asked for the partner alone. Write score_rule: higher_of_each, or remove this.",
    "standard.bands_cover": "The bands must lie end to end: this one should start at {expected}, but says {got}.",
    "standard.bands_cover.end": "The last band must have no “to”: it includes the full points. Remove {got}.",
    "standard.bands_cover.gap": "No band covers the scores from {expected} to {got}.",
    "standard.bands_cover.overlap": "Two bands cover the scores from {got} to {expected}.",
    "standard.bands_falling": "A band of more points cannot lead to less: this one says {got}, the one below it "
    "{before}.",
    "standard.bands_missing": "Grading by bands needs at least one band.",
    "standard.bands_unreachable": "Nobody reaches this band: it starts at {got}, but the part {part} has only "
    "{points} points.",
    "standard.bands_unused": "With grading “per_level” this has no effect. Remove it, or write kind: bands.",
    "standard.base_changed": "The file of {id} {edition} has the digest {expected}, but this standard was built on "
    "{got}. Compare the two editions, then write the new digest.",
    "standard.base_unknown": "No edition {edition} of {id} is published. A standard can only build on a published one.",
    "standard.before_publishing": "{message} (needed before publishing)",
    "standard.block_not_editable": "“{key}” cannot be written into this text, because its keys do not each stand on a "
    "line of their own. Write the file as in the guide: one key below the other.",
    "standard.checked": "{file}: errors {errors}, warnings {warnings}",
    "standard.choice_differs": "The tasks of the choice {choice} must have the same part, function and points; {task} "
    "differs.",
    "standard.choice_differs.function": "Whatever is chosen must examine the same function: the task {task} names "
    "{got}, the others of the choice {choice} name {expected}.",
    "standard.choice_differs.part": "All tasks of the choice {choice} must be in the same part: the task {task} is in "
    "{got}, the others are in {expected}.",
    "standard.choice_differs.points": "Whatever is chosen must be worth the same: the task {task} has {got} points, "
    "the others of the choice {choice} have {expected}.",
    "standard.choice_take": "The choice {choice} leaves nothing to choose: {take} of its {count} tasks are taken. "
    "Take fewer, or add tasks.",
    "standard.choice_unused": "No task belongs to the choice {choice}. Write “choice: {choice}” in its tasks, or "
    "remove the choice.",
    "standard.clause_competition": "Which results count? Name prizes or a rank.",
    "standard.clause_final_year": "Nobody in the final year has held the diploma for {years} years. Remove one of the "
    "two.",
    "standard.clause_grade": "Whoever holds {grade} has no need of the exam for {level}. Name a lower grade.",
    "standard.competition_missing": "A standard of the kind “competition” needs the key “competition”: its class, its "
    "sections, its prizes.",
    "standard.competition_unused": "Only a standard of the kind “competition” has this key; this one is of the kind "
    "“{kind}”.",
    "standard.calibration_alone": "Examiners who mark a common example are compared with each other: at least {least} "
    "are needed, the minimum is {got}. Raise “minimum”, or take “calibration” away.",
    "standard.content_without_weight": "{content} has contents for {level}, but {function} has no weight there, so "
    "they are not examined.",
    "standard.day_unknown": "The calendar has no day {got}. Write it as 2026-03-16.",
    "standard.deduction_range": "A deduction must be above 0 and at most its cap ({cap}), the cap at most the points "
    "of the item ({max}); this one is {amount}.",
    "standard.draft": "draft, {count} problems",
    "standard.evidence_missing": "This clause ({clause}) does not say what the applicant shows for it. Write "
    "“evidence”.",
    "standard.examiners_even": "An odd number of examiners is asked for, but the minimum is {got}.",
    "standard.examiners_few": "A trimmed mean leaves out the highest and the lowest mark, so at least {least} "
    "examiners are needed; the minimum is {got}.",
    "standard.file_in_the_way": "There is another file {file} already. Give the edition another number, or have the "
    "file taken away.",
    "standard.folder_not_writable": "The folder {folder} cannot be written to: {why}. Ask who runs the program.",
    "standard.function_not_examined": "{function} has a skill weight at {level}, but no practical task examines it.",
    "standard.function_points": "The tasks of {function} at {level} carry {got} points; its skill weight {weight} "
    "asks for {expected}.",
    "standard.function_without_contents": "{function} has a weight at {levels}, but no contents at that level or a "
    "lower one: it is not said what is examined.",
    "standard.function_without_weight": "{function} is examined at {level}, but has no skill weight there.",
    "standard.id_declared": "Here the {kind} is called “{id}”, but everything else calls it “{suggestion}” ({count} "
    "times).",
    "standard.id_twice": "The {kind} “{id}” is there twice.",
    "standard.id_twice.lost": "The {kind} “{id}” is there twice, and “{suggestion}” is named, but not there: one of "
    "the two is probably meant to be it.",
    "standard.id_unknown": "There is no {kind} “{id}”. Known are: {known}.",
    "standard.id_unknown.similar": "There is no {kind} “{id}”. Do you mean “{suggestion}”?",
    "standard.in_base": "(a patch changed {base})",
    "standard.index_differs": "The index calls this file {id} {edition}, but the file says otherwise.",
    "standard.invalid": "{where} has {count} faults. Nothing of it was taken.",
    "standard.key_missing": "“{key}” is missing here.",
    "standard.key_skill_not_examined": "No item of {level} covers the key skill {skill}. Name it in “skills” of an "
    "item, or remove key: true.",
    "standard.key_unknown.colon": "The colon after “{of}” is a full-width one. Write it half-width, with a space: "
    "{of}: {meant}",
    "standard.key_unknown.comma": "A comma separates two values here. Write the decimal point as a dot: {meant}.",
    "standard.key_unknown": "There is no key “{key}” here. Known are: {known}.",
    "standard.key_unknown.similar": "There is no key “{key}” here. Do you mean “{suggestion}”?",
    "standard.kind.choice": "choice",
    "standard.kind.content": "content",
    "standard.kind.deduction": "deduction",
    "standard.kind.evidence": "evidence",
    "standard.kind.function": "function",
    "standard.kind.item": "item",
    "standard.kind.level": "level",
    "standard.kind.part": "part",
    "standard.kind.route": "route",
    "standard.kind.scheme": "scheme",
    "standard.kind.section": "section",
    "standard.kind.skill": "skill",
    "standard.kind.stage": "stage",
    "standard.kind.task": "task",
    "standard.kind.trade": "trade",
    "standard.level_missing": "The level {level} has no {section}.",
    "standard.level_unknown": "The standard does not have the level {level}; it has {levels}.",
    "standard.levels_gap": "Between the lowest and the highest level there is no {levels}. Is that meant?",
    "standard.levels_order": "The levels stand in the order of the ladder, the lowest first: {expected}.",
    "standard.library_broken": "{count} published standards or their entries in {where} are faulty. No exam can use "
    "them until this is put right.",
    "standard.measure_empty": "No value lies in this band: its lower limit {lower} is above its upper limit {upper}.",
    "standard.measure_falling": "A wider band must be worth less: this one gives {got}, the one before it {before}.",
    "standard.measure_first": "The first band is the narrowest and gives all points of the item: {max}, not {got}.",
    "standard.measure_nominal": "The nominal value itself does not lie in this band ({lower} to {upper}), so that it "
    "is not worth all points. Is a sign (-) missing?",
    "standard.measure_nested": "Each band must lie around the one before it: {lower} to {upper} does not enclose "
    "{inner_lower} to {inner_upper}.",
    "standard.misplaced": "The file {file} has to be {expected}, so that its name tells what it is.",
    "standard.name_untranslated": "“{text}” has no text in {languages}; papers and pages in these languages will show "
    "another.",
    "standard.national_extends": "A national standard builds on no other. Write kind: enterprise, or kind: "
    "competition.",
    "standard.near_range": "{got} points from the pass mark cannot be “near”: it must be above 0 and below {below}, so "
    "that neither full points nor 0 are near.",
    "standard.not_in_unit": "{got} is not a multiple of the unit {unit}.",
    "standard.not_published": "There is no published standard {id}, edition {edition}.",
    "standard.not_ready": "{where} cannot be published yet: {count} things are missing.",
    "standard.nothing_asked": "This standard asks nothing: it has no levels, no appointments and no apprentice.",
    "standard.only_by_patch": "A standard that builds on another changes “{key}” by patches only, so that every "
    "difference and its reason can be seen.",
    "standard.panel_even": "An odd number of members is asked for, but the panel has {got}.",
    "standard.panel_outside": "{outside} members from outside are more than the panel's {members} members.",
    "standard.part_order": "The part {part} can only come after one that stands before it; {after} stands after it.",
    "standard.part_sum": "The tasks of the part {part} add up to {got} points, but it says {points}: {figures}.",
    "standard.part_without_tasks": "The part {part} has no tasks. Only a theory part is scored as a whole.",
    "standard.pass_above_points": "The pass mark {pass} is above the {points} points that can be reached.",
    "standard.pass_zero": "A pass mark of 0 would pass everybody. Write the mark that passes.",
    "standard.patch_exists": "“{key}” exists already in the base. Use op: set to change it.",
    "standard.patch_no_place": "The patch no longer fits: the base has no “{step}” in {there}.",
    "standard.patch_no_place.similar": "The patch no longer fits: the base has no “{step}” in {there}. Do you mean "
    "“{suggestion}”?",
    "standard.patch_not_addable": "Only a list or a map can be added to, to a map only a map.",
    "standard.patch_not_reorderable": "Only a list whose members have ids can be brought into another order.",
    "standard.patch_of_head": "“{at}” is written in the head of this file, without a patch.",
    "standard.patch_value_unused": "With op: remove the value has no effect. Remove it, or write op: set.",
    "standard.patch_stale": "The patch no longer fits: it was written for {was}, but the base now has {got}. Look at "
    "both, then correct “was”.",
    "standard.patches_without_base": "Patches need “extends”: there is nothing to change.",
    "standard.points_zero": "The item {item} carries no points. Only a veto item does.",
    "standard.promotion_for_nothing": "Whom does this line raise? Name prizes or a rank.",
    "standard.promotion_not_up": "Whoever holds {to} already is raised to a higher grade; {if_held} is none.",
    "standard.promotion_twice": "The prize {prize} of this group ({group}) leads to a grade in an earlier line "
    "already.",
    "standard.publish_edition": "An edition begins with its year, such as 2026 or 2026.1, so that the newest one can "
    "be told; this one is {got}.",
    "standard.publish_edition_later": "The edition {got} lies in the future: today is {day}.",
    "standard.publish_filing": "The standard of an enterprise is filed before it is published. Missing in “filing”: "
    "{missing}.",
    "standard.publish_filing_later": "It was filed on {got}, which is after the day of publication {day}.",
    "standard.publish_signed_later": "It was signed on {got}, which is after the day of publication {day}.",
    "standard.publish_source": "A national standard says where its contents were taken from. “source” is missing.",
    "standard.publish_trades": "Name the trades, or write trades: [] when there are none; certificates then print a "
    "dash.",
    "standard.published_before": "{id} {edition} was published on {published} and never changes. Give the file a new "
    "edition.",
    "standard.published_changed": "{id} {edition} was published with the digest {expected}, but the file now has "
    "{got}. Restore the file; publish the change as a new edition.",
    "standard.published_missing": "The file of the published edition {id} {edition} is missing. Restore it.",
    "standard.published_twice": "{id} {edition} is in the index twice.",
    "standard.reorder_ids": "The value must be the list of the ids in their new order. Ids here: {ids}.",
    "standard.reorder_missing": "The new order lacks {ids}. Name every member once.",
    "standard.reorder_twice": "“{id}” is in the new order twice.",
    "standard.reorder_unknown": "The patch no longer fits: the base has no “{id}” here. Ids here: {known}.",
    "standard.review_level": "A comprehensive review exists for {levels} only, not for {level}.",
    "standard.section_without_levels": "“{section}” belongs to levels, but the standard has none. Write “levels”, or "
    "remove it.",
    "standard.sections_sum": "The sections add up to {got} points, the practical parts of {level} have {points}: "
    "{figures}.",
    "standard.severity.error": "error",
    "standard.severity.warning": "warning",
    "standard.share_above_one": "A share of the panel is at most 1; {got} is more.",
    "standard.task_function": "The task {task} ({points} points) at {level} names {function}, but its points are "
    "missing at {other}.",
    "standard.task_function.none": "The task {task} ({points} points) at {level} names no function; its points are "
    "missing at {other}.",
    "standard.task_sum": "The items of the task {task} add up to {got} points, but it says {points}: {figures}.",
    "standard.task_sum.items": "The items of the task {task} add up to {got} points, must be {points}: {figures}.",
    "standard.task_sum.points": "The task {task} says {points} points, but its items add up to {got}, which fits "
    "everything else: {figures}.",
    "standard.task_without_function": "The practical task {task} at {level} names no function, so its points belong "
    "to no weight.",
    "standard.time_loss": "The loss must be above 0 and at most its cap ({cap}), the cap at most the points of the "
    "item ({max}); this one is {loss}.",
    "standard.value_choice": "{got} is not possible here. Possible are: {expected}.",
    "standard.value_count": "The list has the wrong number of members; the limit is {limit}.",
    "standard.value_count.too_long": "The list is too long: it may have at most {limit} members.",
    "standard.value_count.too_short": "The list is too short: it needs {limit} or more members.",
    "standard.value_empty": "The value is missing. Write one, or remove the key.",
    "standard.value_form": "{got} does not have the form that is asked for here: {pattern}.",
    "standard.value_form.code": "{got} is no code of an occupation; one looks like 6-31-01-03.",
    "standard.value_form.day": "{got} is no day; one looks like 2026-03-16.",
    "standard.value_form.digest": "{got} is no digest: 64 digits and letters a to f, as “assess standards list” shows "
    "it.",
    "standard.value_form.edition": "{got} is no edition: letters, digits, dots and hyphens, at most 20, such as "
    "2026.1.",
    "standard.value_form.id": "{got} is no id: a small letter first, then small letters, digits and hyphens, at most "
    "40.",
    "standard.value_form.share": "{got} is no share; one looks like 2/3.",
    "standard.value_form.standard": "{got} is no name of a standard: small letters, digits, hyphens, dots and "
    "slashes, such as national/6-31-01-03.",
    "standard.value_kind": "{got} is not a {expected}, as is asked for here.",
    "standard.value_kind.list": "A list is asked for here, each member on its own line after a hyphen; got {got}.",
    "standard.value_kind.map": "Keys with values are asked for here; got {got}.",
    "standard.value_kind.text": "A text is asked for here, or one for each language; got {got}.",
    "standard.value_language": "{got} is not a language of this program. Known are: {expected}.",
    "standard.value_long": "{got} is too long; at most {limit} characters are possible.",
    "standard.value_number": "{got} is not a number here. Write digits 0 to 9, with a dot where needed.",
    "standard.value_number.negative": "{got} is below 0, which is not possible here.",
    "standard.value_number.signed": "{got} is not a number here. Write digits 0 to 9, with a dot where needed and a "
    "hyphen (-) before a number below 0.",
    "standard.value_places": "{got} has too many decimal places; at most {limit} are possible.",
    "standard.value_range": "{got} is out of range; the limit is {limit}.",
    "standard.value_range.greater_than_equal": "{got} is too small; the least is {limit}.",
    "standard.value_range.less_than_equal": "{got} is too large; the most is {limit}.",
    "standard.value_wrong": "{got} is not possible here ({why}).",
    "standard.veto_of_missing": "Which item does this veto zero? Name it in “of”: {items}.",
    "standard.veto_of_unknown": "The task {task} has no item “{of}” with points. Known are: {items}.",
    "standard.veto_of_unused": "Only a veto with the effect “item” names one; this one has the effect “{effect}”. "
    "Remove “of”.",
    "standard.weight_zero": "A weight of 0 is not the same as none. Remove the cell if {function} is not examined at "
    "{level}.",
    "standard.weights_sum": "{column} adds up to {got}, must be 100: {figures}.",
    "standard.weights_sum.astray": "{column} adds up to {got}, must be 100: {figures}. No task at this level examines "
    "{function}: remove the cell.",
    "standard.weights_sum.cell": "{column} adds up to {got}, must be 100: {figures}. The tasks of {function} carry "
    "{points} points, so it should say {expected} here.",
    "yaml.alias": "The reference *{name} is not possible here. Write the value itself.",
    "yaml.anchor": "The anchor &{name} is not possible here. Remove it.",
    "yaml.bracket_open": "A bracket is opened here, and what follows does not fit before it is closed. Look for a "
    "missing comma or a missing closing bracket.",
    "yaml.byte_order_mark": "The file starts with a byte order mark. Save it as UTF-8 without one.",
    "yaml.directive": "Directives (lines with %) are not possible here. Remove them.",
    "yaml.empty": "The file is empty.",
    "yaml.full_width": "A full-width {got} stands here. Write the half-width one; after a colon or comma "
    "comes a space.",
    "yaml.hidden_character": "There is a hidden or control character here ({character}). Delete it.",
    "yaml.indentation": "This line does not begin in the same column as the others that it belongs with. Move it with "
    "spaces.",
    "yaml.indentation_character": "This line is indented with another character ({got}). Indent with spaces only.",
    "yaml.key_not_text": "A key must be a text that is not empty.",
    "yaml.key_twice": "The key “{key}” is there twice; the first is in line {line}.",
    "yaml.not_utf8": "The byte {byte} is not UTF-8. Save the file as UTF-8.",
    "yaml.quote_open": "The quotation mark here is closed only some lines later, or never. Write the closing one where "
    "the text ends.",
    "yaml.quotes_needed": "A text with “{got}” at this place must stand in quotation marks: \"…\".",
    "yaml.several_documents": "A second document starts here (---). Write one file for each.",
    "yaml.space_missing": "A space is missing after “{got}”.",
    "yaml.syntax": "This is not valid YAML: {reason}. Look at the indentation, quotes and colons before this place.",
    "yaml.tag": "The tag {tag} is not possible here. Remove it.",
    "yaml.too_deep": "The values are nested deeper than {limit} levels.",
    "yaml.too_large": "The file has {got} bytes; at most {limit} are possible.",
    "yaml.too_many_values": "The file has more than {limit} values.",
}
