"""Holds plain data against a model class, and says every fault in our own codes, with its place in the data.

A key that is not known is named together with the known one it resembles, and is read as that one for the rest of the
checks: one slip of the pen is one problem, not three.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches
from types import NoneType
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from assess.standards.document import Finding, Path, shortened

T = TypeVar("T")

_NUMBERS = {
    "plain_number": "plain",
    "signed_number": "signed",
    "negative_number": "negative",
    "decimal_type": "plain",
    "decimal_parsing": "plain",
    "int_type": "plain",
    "int_parsing": "plain",
    "int_from_float": "plain",
    "finite_number": "plain",
}
_DIGITS = re.compile(r"\d{1,9}", re.ASCII)
_KINDS = {
    "model_type": "map",
    "dict_type": "map",
    "model_attributes_type": "map",
    "tuple_type": "list",
    "string_type": "text",
    "text": "text",
}
_FORMS = {
    r"^[a-z][a-z0-9-]{0,39}$": "id",
    r"^[a-z0-9][a-z0-9./-]{0,79}$": "standard",
    r"^\d(-\d\d){3}$": "code",
    r"^[0-9A-Za-z][0-9A-Za-z.-]{0,19}$": "edition",
    r"^\d{4}-\d\d-\d\d$": "day",
    r"^[1-9]\d?/[1-9]\d?$": "share",
    r"^[0-9a-f]{64}$": "digest",
}
"""What the patterns of the model are called when a message explains them."""
_LIMITS = {"greater_than": "gt", "greater_than_equal": "ge", "less_than": "lt", "less_than_equal": "le"}


def validate(kind: type[T], data: Any) -> tuple[T | None, list[Finding]]:
    """The value that ``data`` stands for, and all faults; with unknown keys only, both a value and faults.

    The value may be used for further checks; it stands for the file only when there is no fault.
    """
    adapter = TypeAdapter(kind)
    value, errors = _attempt(adapter, data)
    unknown = [_Located(kind, error) for error in errors if error["type"] == "extra_forbidden"]
    if not unknown:
        return value, [_finding(_Located(kind, error), error) for error in errors]
    findings = [_as_typed(data, located.unknown_key()) for located in unknown]
    value, errors = _attempt(adapter, _as_meant(data, findings))
    return value, findings + [_finding(_Located(kind, error), error) for error in errors]


def _attempt(adapter: TypeAdapter[Any], data: Any) -> tuple[Any, list[ErrorDetails]]:
    try:
        return adapter.validate_python(data), []
    except ValidationError as error:
        errors = error.errors(include_url=False)
        # A list whose only members are faulty is also reported as too short: the faults say enough.
        ways = {each["loc"][:length] for each in errors for length in range(len(each["loc"]))}
        return None, [each for each in errors if each["type"] != "too_short" or each["loc"] not in ways]


def _as_meant(data: Any, unknown: list[Finding]) -> Any:
    """A copy of ``data`` with every unknown key renamed to its suggestion, or left out."""
    meant = copy.deepcopy(data)
    for finding in unknown:
        inner = meant
        for step in finding.path[:-1]:
            inner = inner[step]
        value = inner.pop(finding.path[-1])
        if "meant" in finding.params:
            inner[finding.params["of"]] = finding.params["meant"]
        elif finding.params["suggestion"]:
            inner.setdefault(str(finding.params["suggestion"]), value)
    return meant


def _as_typed(data: Any, finding: Finding) -> Finding:
    """The finding; where a comma or colon made the key what it is, one that says what was meant.

    ``{amount: 0,5}`` has a key "5" without a value, and so has ``{amount：1}`` a key "amount：1".
    """
    for step in finding.path[:-1]:
        data = data[step]
    key, keys = str(finding.path[-1]), list(data)
    if data[key] is not None:
        return finding
    before = keys[keys.index(key) - 1]
    if _DIGITS.fullmatch(key) and _DIGITS.fullmatch(str(data[before])):
        typed = {"reason": "comma", "of": before, "meant": f"{data[before]}.{key}"}
    elif "：" in key:
        of, _, meant = key.partition("：")
        typed = {"reason": "colon", "of": of.strip(), "meant": meant.strip()}
    else:
        return finding
    return replace(finding, params={**finding.params, **typed})


class _Located:
    """Where an error lies: pydantic's location without the tags of unions, and the model class it ends in."""

    def __init__(self, kind: Any, error: ErrorDetails) -> None:
        self.in_key = False
        path: list[str | int] = []
        for step in error["loc"]:
            kind = _bare(kind)
            if isinstance(kind, tuple):
                kind = _tagged(kind, step)
            elif step == "[key]":
                self.in_key = True
            else:
                path.append(step)
                kind = _inside(kind, step)
        self.path: Path = tuple(path)
        self.holder = kind.model if isinstance(kind, _Unknown) else None

    def unknown_key(self) -> Finding:
        """The fault of a key that the model does not have."""
        known = _keys(self.holder)
        key = str(self.path[-1])
        suggestion = next(iter(get_close_matches(key, known, 1, cutoff=0.6)), "")
        params: dict[str, object] = {"key": shortened(key), "suggestion": suggestion, "known": ", ".join(known)}
        if suggestion:
            params["reason"] = "similar"
        return Finding("standard.key_unknown", self.path, params, at_key=True)


class _Unknown:
    """Stands for the kind of a key that a model does not have."""

    def __init__(self, model: type[BaseModel]) -> None:
        self.model = model


def _bare(kind: Any) -> Any:
    """``kind`` without annotations and None; a union of several becomes the tuple of its members."""
    while get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    if get_origin(kind) in (tuple, dict) or not get_args(kind) or get_origin(kind) is Literal:
        return kind
    members = tuple(member for member in get_args(kind) if member is not NoneType)
    return _bare(members[0]) if len(members) == 1 else members


def _inside(kind: Any, step: str | int) -> Any:
    """The kind of what lies under ``step``."""
    if get_origin(kind) is tuple:
        return get_args(kind)[0]
    if get_origin(kind) is dict:
        return get_args(kind)[1]
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        for name, field in kind.model_fields.items():
            if step in (name, field.alias):
                return field.annotation
        return _Unknown(kind)
    return kind


def _tagged(members: tuple[Any, ...], tag: str | int) -> Any:
    """The member of a union whose key field has the value ``tag``."""
    for member in members:
        if any(get_args(field.annotation) == (tag,) for field in member.model_fields.values()):
            return member
    return members[0]


def _keys(model: type[BaseModel] | None) -> list[str]:
    return [] if model is None else [field.alias or name for name, field in model.model_fields.items()]


def _finding(located: _Located, error: ErrorDetails) -> Finding:
    """One pydantic error in our words."""
    type_, path, context = error["type"], located.path, error.get("ctx", {})
    got = shortened(error["input"])
    if type_ == "extra_forbidden":  # below a key that is read as the one it resembles
        return located.unknown_key()
    if type_ == "missing":
        return Finding("standard.key_missing", path[:-1], {"key": path[-1]}, at_key=True)
    if type_ == "union_tag_not_found":
        return Finding("standard.key_missing", path, {"key": str(context["discriminator"]).strip("'")}, at_key=True)
    if type_ == "union_tag_invalid":
        tag = str(context["discriminator"]).strip("'")
        got, expected = shortened(context["tag"]), str(context["expected_tags"]).replace("'", "")
        return Finding("standard.value_choice", (*path, tag), {"got": got, "expected": expected})
    if type_.startswith("text_"):
        return _text_finding(type_, path, context)
    if error["input"] is None or (error["input"] == "" and type_ != "bool_parsing"):
        return Finding("standard.value_empty", path, {}, at_key=True)
    code, params = _value_fault(type_, context)
    return Finding(code, path, {"got": got, **params}, at_key=located.in_key)


def _text_finding(type_: str, path: Path, context: Mapping[str, Any]) -> Finding:
    if type_ == "text_language":
        got, known = shortened(context["got"]), context["known"]
        return Finding("standard.value_language", (*path, context["got"]), {"got": got, "expected": known}, at_key=True)
    if type_ == "text_empty":
        return Finding("standard.value_empty", (*path, context["got"]), {}, at_key=True)
    return Finding("standard.key_missing", path, {"key": "zh-Hans"}, at_key=True)


def _value_fault(type_: str, context: Mapping[str, Any]) -> tuple[str, dict[str, object]]:
    """Code and parameters of a value that is there, but wrong."""
    if type_ in _NUMBERS:
        return "standard.value_number", {"reason": _NUMBERS[type_]}
    if type_ in _KINDS:
        return "standard.value_kind", {"expected": _KINDS[type_], "reason": _KINDS[type_]}
    if type_ in ("literal_error", "bool_parsing", "bool_type"):
        expected = str(context.get("expected", "true or false")).replace("'", "").replace(" or ", ", ")
        return "standard.value_choice", {"expected": expected}
    if type_ in _LIMITS:
        return "standard.value_range", {"limit": str(context[_LIMITS[type_]]), "reason": type_}
    if type_ in ("too_short", "too_long"):
        limit = context.get("min_length", context.get("max_length"))
        return "standard.value_count", {"limit": str(limit), "reason": type_}
    if type_ == "string_too_long":
        return "standard.value_long", {"limit": str(context["max_length"])}
    if type_ == "decimal_max_places":
        return "standard.value_places", {"limit": str(context["decimal_places"])}
    if type_ == "string_pattern_mismatch":
        pattern = str(context["pattern"])
        return "standard.value_form", {"pattern": pattern, "reason": _FORMS.get(pattern, "")}
    return "standard.value_wrong", {"why": type_}
