"""What can be changed in a data file, as values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dxkpi.core.fiscal import FiscalYear, parse_fiscal_year
from dxkpi.core.reference import Path
from dxkpi.core.spelling import Misspelt
from dxkpi.source.written import Value


@dataclass(frozen=True, slots=True)
class Put:
    """What stands at `path` shall be `value`; keys that are missing on the way are made.

    A new key stands among its siblings as `order` has it, a fiscal year among years by time, all others last.
    """

    path: Path
    value: Value
    order: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Add:
    """`value` joins the list at `path`; a single record there becomes the first of two, nothing the only one."""

    path: Path
    value: Value


@dataclass(frozen=True, slots=True)
class Rename:
    """The key that `path` ends with shall be `key`; what stands below it stays."""

    path: Path
    key: str


Change = Put | Add | Rename


def same_key(keys: Iterable[str], wanted: str) -> str:
    """The one of `keys` that is `wanted`, or writes the same fiscal year; else `wanted` itself."""
    keys = tuple(keys)
    if wanted in keys:
        return wanted
    year = year_of_key(wanted)
    return next((key for key in keys if year is not None and year_of_key(key) == year), wanted)


def year_of_key(text: str) -> FiscalYear | None:
    """The fiscal year that a key writes, if it writes one."""
    try:
        return parse_fiscal_year(text)
    except Misspelt:
        return None
