"""The monitor: reads log, register, files and what is published against one another, and names what differs."""

from __future__ import annotations

from assess.operations.monitor.report import CODES, Finding, Report
from assess.operations.monitor.watch import watch

__all__ = ["CODES", "Finding", "Report", "watch"]
