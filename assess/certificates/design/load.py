"""Reads ``design.yaml``; every fault is reported with file and field path."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import yaml
from pydantic import ValidationError

from assess.certificates.design.model import Design
from assess.errors import Problem, Problems


class _Loader(yaml.SafeLoader):
    """Plain YAML in which a key may stand only once."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Hashable, Any]:
    loader.flatten_mapping(node)
    seen: dict[Hashable, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in seen:
            raise yaml.constructor.ConstructorError(None, None, f"key {key!r} stands twice", key_node.start_mark)
        seen[key] = loader.construct_object(value_node, deep=True)
    return seen


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def parse_design(data: bytes, name: str) -> Design:
    """The design in ``data``; ``name`` is its file name, for messages.

    Raises ``Problems("design.invalid")``: every fault with ``file: path.to.field``, or the line and column when the
    file is no YAML.
    """
    try:
        tree = yaml.load(data, Loader=_Loader)
        return Design.model_validate(tree)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{name}:{mark.line + 1}:{mark.column + 1}" if mark else name
        found = [Problem("design.no_yaml", where, {"reason": getattr(error, "problem", None) or str(error)})]
    except ValidationError as error:
        found = [
            Problem("design.field", f"{name}: {'.'.join(map(str, fault['loc'])) or 'design'}", {"reason": fault["msg"]})
            for fault in error.errors(include_url=False, include_context=False)
        ]
    raise Problems("design.invalid", found, file=name)
