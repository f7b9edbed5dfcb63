"""A standard as tables that a spreadsheet holds, one row for each item, and such tables back as a standard's data.

Every sheet has the readers' headings in row 1 and stable keys in row 2; rows from 3 on are its rows. What is written is
read back as the same data. Opens no workbook: ``assess.operations.exchange`` does.
"""

from __future__ import annotations

from assess.standards.item_table.columns import SHEETS, Column, columns_of
from assess.standards.item_table.differences import Difference, differences, merged
from assess.standards.item_table.patches import patches
from assess.standards.item_table.read import ReadTables, Words, read_tables
from assess.standards.item_table.write import Table, empty_tables, tables

__all__ = ["SHEETS", "Column", "Difference", "ReadTables", "Table", "Words", "columns_of", "differences",
           "empty_tables", "merged", "patches", "read_tables", "tables"]
