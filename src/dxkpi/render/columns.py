"""Room for the columns of a table: as much as their content needs, and where there is less, what makes it lowest."""

from collections.abc import Iterator, Sequence
from itertools import permutations
from typing import NamedTuple

from rich.cells import cell_len

from dxkpi.render.blocks import Align, Column
from dxkpi.render.folding import longest_word

_NARROWEST, _LONGEST_WORD = 10, 30
_SAMPLE = 100
"""Number of rows by which the room is shared out; more find the same, and take long."""


class HeadGroup(NamedTuple):
    """Neighbouring columns below one outer head, or one column with nothing above its head (`outer` is empty)."""

    outer: str
    columns: range
    align: Align

    @property
    def first(self) -> int:
        """Its first column."""
        return self.columns[0]

    def width(self, sizes: Sequence[int]) -> int:
        """Return the room of its columns and of the frame between them."""
        return sum(sizes[index] for index in self.columns) + 3 * (len(self.columns) - 1)


def grouped(columns: Sequence[Column], outer: Sequence[str]) -> tuple[HeadGroup, ...]:
    """Return the groups in order, by the outer head of each column."""
    starts = [i for i, head in enumerate(outer) if not i or not head or head != outer[i - 1]]
    return tuple(
        HeadGroup(outer[start], range(start, end), columns[start].align if end == start + 1 else Align.CENTER)
        for start, end in zip(starts, [*starts[1:], len(columns)], strict=True)
    )


class Widths:
    """Widths that the columns of a table can have. `heads` are the lines of their inner heads, `rows` the texts."""

    def __init__(
        self,
        columns: Sequence[Column],
        groups: Sequence[HeadGroup],
        heads: Sequence[Sequence[str]],
        rows: Sequence[Sequence[str]],
    ) -> None:
        self._columns, self._groups, self._rows = columns, groups, rows
        self._sizes = [list(map(cell_len, row)) for row in rows]
        tops = [max(map(cell_len, lines), default=0) for lines in heads]
        self._natural = self._spanned([max(own) for own in zip(tops, *self._sizes, strict=True)])

    @property
    def extremes(self) -> tuple[int, int]:
        """Least and greatest width of the whole table, upright and in its frame."""
        return _framed(self._least()), _framed(self._natural)

    def within(self, width: int | None) -> Sequence[int] | None:
        """Return the widths of columns that make the table lowest within `width`; None where it does not fit."""
        if width is None or _framed(self._natural) <= width:
            return self._natural
        least = self._least()
        return None if _framed(least) > width else self._shared(least, width - _framed([0] * len(least)))

    def _spanned(self, sizes: list[int]) -> list[int]:
        """Return `sizes`, wider where an outer head needs more than the columns below it."""
        for group in self._groups:
            lacking = cell_len(group.outer) - group.width(sizes)
            for place, index in enumerate(group.columns):
                sizes[index] += max(lacking + place, 0) // len(group.columns)
        return sizes

    def _least(self) -> list[int]:
        """Return the least width of each column: of figures all, of text its longest word."""
        return [
            min(size, max((_NARROWEST, *self._words(index)))) if column.wraps else size
            for index, (column, size) in enumerate(zip(self._columns, self._natural, strict=True))
        ]

    def _words(self, index: int) -> Iterator[int]:
        return (min(longest_word(row[index], cell_len), _LONGEST_WORD) for row in self._rows)

    def _shared(self, least: Sequence[int], room: int) -> Sequence[int]:
        """Narrow the columns step by step, each time the one by which the table grows least."""
        sizes = [min(size, max(room, low)) for size, low in zip(self._natural, least, strict=True)]
        rows = self._sizes[:: max(len(self._sizes) // _SAMPLE, 1)]
        while (over := sum(sizes) - room) > 0:
            step = max(over // 8, 1)
            narrower = {
                index: [*sizes[:index], max(size - step, low), *sizes[index + 1 :]]
                for index, (size, low) in enumerate(zip(sizes, least, strict=True))
                if size > low
            }
            costs = {index: (*_height(rows, found), -sizes[index]) for index, found in narrower.items()}
            sizes = narrower[min(costs, key=costs.__getitem__)]
        return self._balanced(sizes, least, rows)

    def _balanced(self, sizes: list[int], least: Sequence[int], rows: Sequence[Sequence[int]]) -> list[int]:
        """Return `sizes` with room moved to columns that were narrowed for nothing, as others had to be later."""
        for to, off in permutations(range(len(sizes)), 2):
            moved = list(sizes)
            moved[to] = min(self._natural[to], sizes[to] + sizes[off] - least[off])
            moved[off] = sizes[off] - (moved[to] - sizes[to])
            if _height(rows, moved) < _height(rows, sizes):
                sizes = moved
        return sizes


def _framed(sizes: Sequence[int]) -> int:
    return sum(sizes) + 3 * len(sizes) + 1


def _height(rows: Sequence[Sequence[int]], sizes: Sequence[int]) -> tuple[int, int]:
    """Return about how many lines rows of texts that long take in columns that wide, and all their cells together."""
    cells = [[_lines(long, size) for long, size in zip(row, sizes, strict=True)] for row in rows]
    return sum(map(max, cells)), sum(map(sum, cells))


def _lines(long: int, size: int) -> int:
    return 1 if long <= size else -(-long // max(size - 1, 1))  # a line that ends before a wide character is shorter
