"""What the editor says, in the reader's language, for its script."""

from __future__ import annotations

from collections.abc import Mapping

from assess.web.locale import _


def editor_texts() -> Mapping[str, object]:
    """The texts by the names that workbench.js uses; ``{number}`` and the like are filled in there."""
    return {
        "label": _("Text of the standard (YAML)"),
        "unsaved": _("Not saved yet. A copy is kept on this device."),
        "same": _("Nothing has changed since the text was saved."),
        "saving": _("Saving …"),
        "saved": _("Saved as version %(number)s.", number="{number}"),
        "offline": _("The server cannot be reached. The text is kept on this device and sent again by itself."),
        "signed_out": _("You are signed out. Nothing is lost: the text is kept on this device. "
                        "Sign in, then save again."),
        "sign_in": _("Sign in again"),
        "refused": _("Not saved: %(message)s", message="{message}"),
        "left": _("This device has a text of this draft that was not saved."),
        "left_older": _("This device has a text of this draft that was not saved, and meanwhile another one was saved. "
                        "Take it up to compare both when you save."),
        "error": _("Error"),
        "warning": _("Advice"),
        "errors": _("Errors: %(number)s", number="{number}"),
        "no_errors": _("No errors"),
        "advice": _("Advice: %(number)s", number="{number}"),
        "line": _("Line %(line)s", line="{line}"),
        "also": _("See also:"),
        "needed": _("needed"),
        "phrases": _phrases(),
    }


def _phrases() -> Mapping[str, str]:
    """The editor's own words: left as CodeMirror calls them, right in the reader's language."""
    return {
        "Find": _("Find"), "Replace": _("Replace with"), "next": _("next one"), "previous": _("one before"),
        "all": _("all of them"), "match case": _("capitals matter"), "by word": _("whole words"),
        "regexp": _("as a pattern"), "replace": _("replace"), "replace all": _("replace all"), "close": _("close"),
        "current match": _("found"), "on line": _("in line"), "replaced $ matches": _("replaced: $"),
        "replaced match on line $": _("replaced in line $"), "Go to line": _("Go to line"), "go": _("go"),
        "Completions": _("Proposals"), "Diagnostics": _("Faults"), "No diagnostics": _("No faults"),
        "Control character": _("Control character"), "Selection deleted": _("Selection deleted"),
    }
