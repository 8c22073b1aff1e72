"""Where something is declared: a document and the keys that lead to it. Lines and columns are not known here."""

from collections.abc import Callable
from dataclasses import dataclass

Path = tuple[str | int, ...]


@dataclass(frozen=True, order=True, slots=True)
class Ref:
    """A place in a data file, by route: `document` as listed below the data folder, `path` as keys and indices.

    Keys stand as they are written (R3 or 2021); `key` points at the last key itself instead of at its value.
    """

    document: str
    path: Path = ()
    key: bool = False


Where = Callable[[Ref], str]
"""`data/indicators/…/rpa-hours.yaml:9:10` for a place in the data."""


@dataclass(frozen=True, order=True, slots=True)
class Spot:
    """A place in a data file, by position: line and column count from 1, in characters."""

    document: str
    line: int
    column: int


Place = Ref | Spot
