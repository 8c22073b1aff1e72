"""Flat records for other programs: one value a field."""

from collections.abc import Mapping
from decimal import Decimal

Value = str | int | Decimal | bool | None
Row = Mapping[str, Value]
"""A record by column; what it does not hold is blank."""
