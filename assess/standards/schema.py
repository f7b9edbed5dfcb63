"""The JSON schema of a standard's file, for editors that complete keys and mark faults while one types.

``python -m assess.standards.schema > standards/schema.json`` writes it; the program itself never reads it.
"""

from __future__ import annotations

import json
from typing import Any

from assess.standards.derive import HEAD, OWN
from assess.standards.model import Standard


def schema() -> dict[str, Any]:
    """JSON Schema 2020-12: a whole standard, or with ``extends`` the head and the patches of one that builds on it."""
    whole = Standard.model_json_schema(by_alias=True)
    parts = whole.pop("$defs")
    head = {key: whole["properties"][key] for key in whole["properties"] if key in HEAD}
    building = {
        "type": "object",
        "properties": head,
        "required": [*OWN, "extends"],
        "additionalProperties": False,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Occupational standard",
        "if": {"required": ["extends"]},
        "then": {"$ref": "#/$defs/BuildingStandard"},
        "else": {"$ref": "#/$defs/Standard"},
        "$defs": {**parts, "Standard": whole, "BuildingStandard": building},
    }


def schema_text() -> str:
    """The bytes of ``standards/schema.json`` as text."""
    return json.dumps(schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    print(schema_text(), end="")
