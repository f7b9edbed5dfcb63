"""Localised text of data files: one string, or one string for each language."""

from __future__ import annotations

from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

LOCALES = ("zh-Hans", "zh-Hant-MO", "pt-MO", "en")
DEFAULT = "zh-Hans"


class Text:
    """A text in one or more of ``LOCALES``; immutable, equal when all its languages are equal.

    In YAML a plain string is the zh-Hans text, a map gives several languages; zh-Hans must be among them.
    """

    __slots__ = ("_by_locale",)

    def __init__(self, by_locale: dict[str, str]) -> None:
        self._by_locale = by_locale

    def in_locale(self, locale: str) -> str:
        """The text for a reader of ``locale``; a missing language falls back to the other Chinese, then zh-Hans."""
        for candidate in (locale, DEFAULT):
            if candidate in self._by_locale:
                return self._by_locale[candidate]
        return next(iter(self._by_locale.values()))

    def has(self, locale: str) -> bool:
        """Whether the text was given in ``locale`` itself."""
        return locale in self._by_locale

    def to_data(self) -> str | dict[str, str]:
        """The plain data it was read from: a string when only zh-Hans was given."""
        return self._by_locale[DEFAULT] if set(self._by_locale) == {DEFAULT} else dict(self._by_locale)

    def __str__(self) -> str:
        return self.in_locale(DEFAULT)

    def __repr__(self) -> str:
        return f"Text({self.to_data()!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and self._by_locale == other._by_locale

    def __hash__(self) -> int:
        return hash(frozenset(self._by_locale.items()))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            _read, serialization=core_schema.plain_serializer_function_ser_schema(lambda text: text.to_data())
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        one = {"type": "string", "minLength": 1}
        several = {
            "type": "object",
            "properties": dict.fromkeys(LOCALES, one),
            "required": [DEFAULT],
            "additionalProperties": False,
        }
        return {"anyOf": [one, several]}


def _read(value: Any) -> Text:
    if isinstance(value, Text):
        return value
    if isinstance(value, str) and value.strip():
        return Text({DEFAULT: value})
    if not isinstance(value, dict) or not value:
        raise PydanticCustomError("text", "a text, or a map of languages to texts")
    for locale, text in value.items():
        if locale not in LOCALES:
            known = ", ".join(LOCALES)
            raise PydanticCustomError("text_language", "unknown language {got}, known: {known}",
                                      {"got": str(locale), "known": known})
        if not isinstance(text, str) or not text.strip():
            raise PydanticCustomError("text_empty", "no text for {got}", {"got": locale})
    if DEFAULT not in value:
        raise PydanticCustomError("text_default", "the zh-Hans text is missing")
    return Text(dict(value))
