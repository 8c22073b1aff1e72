"""Tables that rich renders: outer heads span their columns, figures stay whole, names break, a narrow one is turned.

Without colour they are written as lines: to load rich's console takes half of a small run.
"""

from collections.abc import Iterator, Sequence
from itertools import chain, zip_longest
from typing import TYPE_CHECKING

from rich.box import ASCII_DOUBLE_HEAD, SQUARE_DOUBLE_HEAD, Box
from rich.cells import cell_len

from dxkpi.render.blocks import MARKS, Align, Column, Grid, Tone, Toned
from dxkpi.render.columns import Widths, grouped
from dxkpi.render.folding import fold
from dxkpi.render.lines import TonedLine, inert_line, laid, piece, trimmed
from dxkpi.render.plain import inert, plain

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult
    from rich.measure import Measurement

_NOTHING = frozenset({"", "0", "0%", "-"})
_INDENT, _GAP = "  ", "  "
_NARROWEST = 8

_Lines = Sequence[TonedLine]
_Cell = tuple[_Lines, int, Align]
"""The lines of a cell, its width, and the side on which they stand."""


class TerminalTable:
    """A grid in its frame, every line as wide as the others; turned, a row below the other, where it does not fit."""

    def __init__(self, grid: Grid, *, boxes: bool = True) -> None:
        self._box = SQUARE_DOUBLE_HEAD if boxes else ASCII_DOUBLE_HEAD
        self._columns, self._total = grid.columns, grid.total
        self._rows = _marked(grid.columns, [list(map(_shown, row)) for row in grid.rows])
        self._heads = [[_shown(line) for line in column.head.split("\n")] for column in grid.columns]
        self._groups = grouped(grid.columns, [_shown(column.above) for column in grid.columns])
        self._widths = Widths(grid.columns, self._groups, self._heads, self._rows)

    def __rich_console__(self, console: "Console", options: "ConsoleOptions") -> "RenderResult":
        """Yield the segments within the width of `options`, in ASCII where the console shows nothing else."""
        from rich.segment import Segment  # noqa: PLC0415 - only colour needs it

        plainer = options.ascii_only or options.legacy_windows
        for line in self._lines(options.max_width, ASCII_DOUBLE_HEAD if plainer else self._box):
            yield from (Segment(text, console.get_style(tone) if tone else None) for text, tone in line)
            yield Segment.line()

    def __rich_measure__(self, console: "Console", options: "ConsoleOptions") -> "Measurement":
        """Return the least and the greatest width of the upright table."""
        from rich.measure import Measurement  # noqa: PLC0415 - only colour needs it

        return Measurement(*self._widths.extremes).with_maximum(options.max_width)

    def lines(self, width: int | None) -> Iterator[TonedLine]:
        """Yield the lines as rich renders them within `width` columns (None: unlimited)."""
        return self._lines(width, self._box)

    def _lines(self, width: int | None, box: Box) -> Iterator[TonedLine]:
        sizes = self._widths.within(width)
        # Lines of an upright table begin with its frame: what they hold begins no command.
        return map(inert_line, self._turned(width or 0, box)) if sizes is None else self._upright(sizes, box)

    def _upright(self, sizes: Sequence[int], box: Box) -> Iterator[TonedLine]:
        spans = [group.width(sizes) for group in self._groups]
        yield _rule((box.top_left, box.top, box.top_divider, box.top_right), spans)
        yield from self._head(sizes, box)
        yield _rule((box.head_row_left, box.head_row_horizontal, box.head_row_cross, box.head_row_right), sizes)
        for position, row in enumerate(self._rows):
            if self._total and position and position == len(self._rows) - self._total:
                yield _rule((box.row_left, box.row_horizontal, box.row_cross, box.row_right), sizes)
            cells = zip(self._columns, row, sizes, strict=True)
            yield from _beside([(_cell(column, text, size), size, column.align) for column, text, size in cells], box)
        if self._rows:
            yield _rule((box.bottom_left, box.bottom, box.bottom_divider, box.bottom_right), sizes)

    def _head(self, sizes: Sequence[int], box: Box) -> Iterator[TonedLine]:
        """Yield the outer heads, a rule below them, and the inner ones; a head of one level runs through all."""
        parts = zip(self._columns, self._heads, sizes, strict=True)
        inner = [_strong(own if not c.wraps else [p for h in own for p in _fold(h, size)]) for c, own, size in parts]
        outer = [_strong(_fold(g.outer, g.width(sizes))) if g.outer else inner[g.first] for g in self._groups]
        above = max((len(own) for group, own in zip(self._groups, outer, strict=True) if group.outer), default=0)
        if above:
            heads = list(zip(self._groups, outer, strict=True))
            yield from _beside([(own[:above], group.width(sizes), group.align) for group, own in heads], box)
            yield self._between([own[above : above + 1] for own in outer], sizes, box)
            for group, own in heads:
                if not group.outer:
                    inner[group.first] = own[above + 1 :]
        cells = zip(inner, sizes, self._columns, strict=True)
        yield from _beside([(own, size, column.align) for own, size, column in cells], box)

    def _between(self, through: Sequence[_Lines], sizes: Sequence[int], box: Box) -> TonedLine:
        """Return the rule below the outer heads; the other heads have a line of `through` there."""
        joints = {
            (False, False): box.head_vertical,
            (False, True): box.row_left,
            (True, False): box.row_right,
            (True, True): box.row_cross,
        }
        line: list[TonedLine] = []
        left = False
        for group, own in zip(self._groups, through, strict=True):
            line.append(piece(joints[left, bool(group.outer)]))
            left = bool(group.outer)
            if group.outer:
                strokes = (box.row_horizontal * (sizes[index] + 2) for index in group.columns)
                line.append(piece(box.top_divider.join(strokes)))
            else:
                placed = _placed(own[0] if own else (), group.width(sizes), group.align)
                line.append((*piece(" "), *placed, *piece(" ")))
        return tuple(chain.from_iterable((*line, piece(joints[left, False]))))

    def _turned(self, width: int, box: Box) -> Iterator[TonedLine]:
        """Yield each row as a title, and a line with its heading for each figure."""
        labels = [_shown(column.whole_head) for column in self._columns[1:]]
        names = self._labelled(labels, width)
        for position, (title, *cells) in enumerate(self._rows):
            apart = not position or position == len(self._rows) - self._total
            yield piece((box.head_row_horizontal if apart else box.row_horizontal) * width)
            yield from _strong(_fold(title, width))
            own = zip(self._columns[1:], labels, cells, strict=True)
            yield from _pairs([one for one in own if one[2].strip(" ")], names, width)
        if self._rows:
            yield piece(box.head_row_horizontal * width)

    def _labelled(self, labels: Sequence[str], width: int) -> int:
        """Return the room for headings beside figures that stay whole, and texts that take half."""
        room = width - len(_INDENT) - len(_GAP)
        texts = any(column.wraps for column in self._columns[1:])
        whole = (cell_len(row[i]) for i, c in enumerate(self._columns) if i and not c.wraps for row in self._rows)
        return max(min(max(map(cell_len, labels), default=0), room - max(room // 2 * texts, *whole, 0)), _NARROWEST)


def _pairs(own: Sequence[tuple[Column, str, str]], names: int, width: int) -> Iterator[TonedLine]:
    """Yield heading and text of each cell, side by side, figures below each other."""
    room = width - len(_INDENT) - len(_GAP) - names
    figures = max((cell_len(text) for column, _, text in own if column.align is Align.RIGHT), default=0)
    for column, label, text in own:
        size = min(figures, room) if column.align is Align.RIGHT else room
        value = laid(text, _fold(text, size), _tone(column, text))
        for head, line in zip_longest(_fold(label, names), value):
            left = _placed(piece(head or ""), names, Align.LEFT)
            yield trimmed((*piece(_INDENT), *left, *piece(_GAP), *_placed(line or (), size, column.align)))


def _shown(text: str) -> str:
    """Return `text` as it is finally printed, for its width."""
    return text.each(lambda part: inert(plain(part))) if isinstance(text, Toned) else inert(plain(text))


def _marked(columns: Sequence[Column], rows: list[list[str]]) -> list[list[str]]:
    """Return `rows` with figures padded at the end by the width of the marks of the others."""
    for index, column in enumerate(columns):
        if column.align is not Align.RIGHT:
            continue
        most = max((cell_len(_marks(row[index])) for row in rows), default=0)
        if most:
            for row in rows:
                row[index] += " " * (most - cell_len(_marks(row[index])))
    return rows


def _marks(cell: str) -> str:
    return cell[len(cell.rstrip(MARKS)) :]


def _fold(text: str, size: int) -> list[str]:
    return fold(text, size, cell_len)


def _strong(lines: Sequence[str]) -> _Lines:
    return [piece(line, Tone.STRONG) for line in lines]


def _cell(column: Column, text: str, size: int) -> _Lines:
    lines = _fold(text, size) if column.wraps else [text]
    return list(laid(text, lines, _tone(column, text)))


def _tone(column: Column, text: str) -> Tone:
    return Tone.PLAIN if column.tone and text.strip(" ").rstrip(MARKS) in _NOTHING else column.tone


def _rule(strokes: tuple[str, str, str, str], sizes: Sequence[int]) -> TonedLine:
    left, stroke, divider, right = strokes
    return piece(left + divider.join(stroke * (size + 2) for size in sizes) + right)


def _beside(cells: Sequence[_Cell], box: Box) -> Iterator[TonedLine]:
    """Yield the lines of a row."""
    height = max(len(lines) for lines, _, _ in cells)
    for number in range(height):
        line: list[tuple[str, Tone]] = []
        for position, (lines, size, align) in enumerate(cells):
            line.append((f"{box.mid_vertical if position else box.mid_left} ", Tone.PLAIN))
            line += _placed(lines[number] if number < len(lines) else (), size, align)
            line.append((" ", Tone.PLAIN))
        yield (*line, (box.mid_right, Tone.PLAIN))


def _placed(line: TonedLine, size: int, align: Align) -> TonedLine:
    """Return `line` with blanks about it, of no tone."""
    free = size - sum(cell_len(text) for text, _ in line)
    before = {Align.LEFT: 0, Align.RIGHT: free, Align.CENTER: free // 2}[align]
    return (*piece(" " * before), *line, *piece(" " * (free - before)))
