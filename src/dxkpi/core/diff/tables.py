"""Two reports of a plan in a year, and which cells of which table are not the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from dxkpi.core.report import Column, Report, Table
from dxkpi.core.scheme import Section


@dataclass(frozen=True, slots=True)
class CellMove:
    """A count of a section; None where the report has no such cell, or a dash in it."""

    section: Section
    column: Column
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class ShareMove:
    """A percentage over all sections of a table, exact; None where there is none."""

    column: Column
    before: Fraction | None
    after: Fraction | None


@dataclass(frozen=True, slots=True)
class TableMove:
    """A table that is not as it was: the overview, or that of some `sections`. `size` counts its indicators."""

    overview: bool
    sections: tuple[Section, ...]
    cells: tuple[CellMove, ...]
    shares: tuple[ShareMove, ...]
    size: tuple[int | None, int | None]


def moved_tables(before: Report | None, after: Report | None) -> Iterator[TableMove]:
    """The tables in which a count or a percentage is another, the overview first. Nothing counted is as none."""
    old, new = _tables(before), _tables(after)
    for key in {**new, **old}:
        move = _moved(old.get(key), new.get(key))
        if move.cells or move.shares or move.size[0] != move.size[1]:
            yield move


_Key = tuple[bool, tuple[str, ...]]


def _tables(report: Report | None) -> dict[_Key, Table]:
    if report is None or report.overview is None:
        return {}
    found = {(False, tuple(row.section.id for row in table.rows)): table for table in report.tables}
    return {(True, ()): report.overview, **found}


def _moved(before: Table | None, after: Table | None) -> TableMove:
    one = after or before
    assert one is not None
    return TableMove(
        one.overview,
        tuple(row.section for row in one.rows),
        tuple(_cells(before, after)),
        tuple(_shares(before, after)),
        (before.size if before else None, after.size if after else None),
    )


def _cells(before: Table | None, after: Table | None) -> Iterator[CellMove]:
    old, new = _counts(before), _counts(after)
    for key in {**new, **old}:
        section, column, _ = new.get(key) or old[key]
        was, now = (counts[key][2] if key in counts else None for counts in (old, new))
        if (was or 0) != (now or 0):
            yield CellMove(section, column, was, now)


def _counts(table: Table | None) -> dict[tuple[str, str], tuple[Section, Column, int | None]]:
    return {
        (row.section.id, column.id): (row.section, column, cell.count)
        for row in (table.rows if table else ())
        for column, cell in zip(table.columns if table else (), row.cells, strict=True)
    }


def _shares(before: Table | None, after: Table | None) -> Iterator[ShareMove]:
    old, new = _percentages(before), _percentages(after)
    for key in {**new, **old}:
        column, _ = new.get(key) or old[key]
        was, now = (shares[key][1] if key in shares else None for shares in (old, new))
        if (was or 0) != (now or 0):
            yield ShareMove(column, was, now)


def _percentages(table: Table | None) -> dict[str, tuple[Column, Fraction | None]]:
    if table is None:
        return {}
    return {column.id: (column, share.exact) for column, share in zip(table.columns, table.percentages, strict=True)}
