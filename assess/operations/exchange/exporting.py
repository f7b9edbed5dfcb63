"""A standard as a file for other programs: a CASE package, or a workbook of tables."""

from __future__ import annotations

import json
from datetime import datetime

from assess.config import Config
from assess.operations.exchange.sheets import workbook
from assess.operations.exchange.words import shown_words
from assess.operations.standards import library
from assess.standards import case
from assess.standards.item_table import empty_tables, tables
from assess.standards.model import Standard


def export_case(config: Config, id_: str, edition: str, locale: str, now: datetime) -> bytes:
    """The published edition as CASE v1.0 CFPackage (JSON, UTF-8); raises ``NotFound``."""
    return case_of(library(config).get(id_, edition).standard, locale, now, published=True)


def case_of(standard: Standard, locale: str, now: datetime, *, published: bool = False) -> bytes:
    """Any standard as CASE package, a draft too; ``now`` in UTC is the time of its last change."""
    head = case.Head(locale, now, shown_words("level", locale), published)
    return json.dumps(case.package(standard, head), ensure_ascii=False, indent=1).encode()


def export_table(config: Config, id_: str, edition: str, locale: str) -> bytes:
    """The published edition as workbook (.xlsx); raises ``NotFound``."""
    return table_of(library(config).get(id_, edition).standard, locale)


def table_of(standard: Standard, locale: str) -> bytes:
    """Any standard as workbook, a draft too; ``import_items`` reads it back."""
    return workbook(tables(standard), locale)


def empty_table(locale: str) -> bytes:
    """The same workbook with nothing in it, to begin with."""
    return workbook(empty_tables(), locale)
