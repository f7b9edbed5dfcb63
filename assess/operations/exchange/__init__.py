"""Standards in and out: tables of items, marking schemes of competitions, CASE packages."""

from __future__ import annotations

from assess.operations.exchange.exporting import case_of, empty_table, export_case, export_table, table_of
from assess.operations.exchange.importing import Imported, import_items, import_marking_scheme
from assess.standards.item_table import Difference
from assess.standards.marking_scheme import SchemeHead

__all__ = ["Difference", "Imported", "SchemeHead", "case_of", "empty_table", "export_case", "export_table",
           "import_items", "import_marking_scheme", "table_of"]
