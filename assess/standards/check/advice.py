"""What an author should know although the edition is valid: warnings."""

from __future__ import annotations

from collections.abc import Iterator

from assess.standards.document import Finding, Path
from assess.standards.model import Standard


def key_skills(standard: Standard) -> Iterator[Finding]:
    """A warning for every key skill (★) of an examined level that no item of that level covers."""
    covered = {
        level: {skill for task in assessment.tasks for item in task.items for skill in item.skills}
        for level, assessment in standard.assessment.items()
    }
    for i, function in enumerate(standard.functions):
        for k, content in enumerate(function.contents):
            for j, skill in enumerate(content.skills):
                if skill.key and skill.id not in covered.get(content.level, ()):
                    at: Path = ("functions", i, "contents", k, "skills", j)
                    params: dict[str, object] = {"skill": skill.id, "level": content.level}
                    yield Finding("standard.key_skill_not_examined", at, params, severity="warning")


def translations(standard: Standard) -> Iterator[Finding]:
    """A warning when the name, which stands on certificates, lacks a language."""
    missing = [locale for locale in ("zh-Hant-MO", "pt-MO", "en") if not standard.name.has(locale)]
    if missing:
        yield Finding("standard.name_untranslated", ("name",), {"languages": ", ".join(missing)}, severity="warning")
