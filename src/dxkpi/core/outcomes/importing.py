"""Outcomes of `dxkpi import`: which column is what, and the files that a list becomes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dxkpi.core.basis.finding import Finding
    from dxkpi.core.dataset import DeclaredPlan


@dataclass(frozen=True, slots=True)
class ColumnsOutcome:
    """A guess which columns of a list are what: the text of the file that says so; `known` columns of `columns`."""

    file: str
    text: str
    known: int
    columns: int


@dataclass(frozen=True, slots=True)
class Left:
    """A row of a list for which nothing is written: its cell, the name of its indicator, and why."""

    at: str
    row: int
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """The files made of a list: `files` by name below the data folder, and `there`, the names of indicators that exist.

    `left` are rows without a file, `sections` the lines that the plan lacks for them; `findings` come with the files.
    `notes` tell how cells were read that could be read otherwise. `undated`: values were reported, nobody knows when.
    """

    file: str
    plan: DeclaredPlan
    files: Mapping[str, str] = field(default_factory=dict)
    there: tuple[str, ...] = ()
    left: tuple[Left, ...] = ()
    sections: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    undated: bool = False
