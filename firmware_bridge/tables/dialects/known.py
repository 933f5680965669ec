"""All dialects, the surest marks first."""

from firmware_bridge.tables.dialect import Dialect

DIALECTS: tuple[Dialect, ...] = ()
