"""Tables as framed lines: figures never break or lose a digit, names break where there is no room.

Frames are ASCII: the width of box drawing characters varies between Japanese terminals.
"""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from dxkpi.render.blocks import MARKS, Align, Column, Grid, Tone
from dxkpi.render.folding import Measure, fold
from dxkpi.render.lines import Line, Style
from dxkpi.render.plain import inert, plain

_NARROWEST = 8
_NOTHING = frozenset({"", "0", "0%", "-"})
_TONES = {Tone.PLAIN: Style.PLAIN, Tone.GOOD: Style.GOOD, Tone.BAD: Style.BAD}

Cells = Sequence[Sequence[str]]
"""The lines of each cell of a row."""


def framed(grid: Grid, width: int | None, measure: Measure) -> Iterator[Line]:
    """Return the lines of `grid`, equally wide: the narrowest that shows it whole within `width`, or a wider one."""
    heads = _heads(grid.columns)
    rows = _marked(grid, [[_shown(cell) for cell in row] for row in grid.rows], measure)
    widths = _fitting(grid, _natural(heads, rows, measure), width)
    body = [
        [
            fold(cell, size, measure) if c.wraps else [cell]
            for c, cell, size in zip(grid.columns, row, widths, strict=True)
        ]
        for row in rows
    ]
    yield _rule(widths, "-")
    head = [
        [part for text in lines for part in (fold(text, size, measure) if column.wraps else [text])]
        for column, lines, size in zip(grid.columns, heads, widths, strict=True)
    ]
    yield from _row(grid.columns, head, widths, measure, is_head=True)
    yield _rule(widths, "=")
    for position, cells in enumerate(body):
        if grid.total and position and position == len(body) - grid.total:
            yield _rule(widths, "-")
        yield from _row(grid.columns, cells, widths, measure)
    if body:
        yield _rule(widths, "-")


def _heads(columns: Sequence[Column]) -> list[list[str]]:
    """Return the lines of each head. An outer level appears once over all columns that share it."""
    depth = max((len(column.head) for column in columns), default=0)
    heads, left = [], None
    for column in columns:
        if len(column.head) < depth:
            heads.append(_broken(column.head[-1]))
            left = None
            continue
        outer = column.head[:-1]
        shown = ["" if outer == left else _shown(level) for level in outer]
        heads.append([*shown, *_broken(column.head[-1])])
        left = outer
    return heads


def _shown(text: str) -> str:
    """Return `text` as it is finally printed, for its width."""
    return inert(plain(text))


def _broken(head: str) -> list[str]:
    return [_shown(part) for part in head.split("\n")]


def _marked(grid: Grid, rows: list[list[str]], measure: Measure) -> list[list[str]]:
    """Return `rows` with figures padded at the end by the width of the marks of the others."""
    for index, column in enumerate(grid.columns):
        if column.align is not Align.RIGHT:
            continue
        most = max((measure(_marks(row[index])) for row in rows), default=0)
        for row in rows:
            row[index] += " " * (most - measure(_marks(row[index])))
    return rows


def _marks(cell: str) -> str:
    return cell[len(cell.rstrip(MARKS)) :]


def _natural(heads: list[list[str]], rows: list[list[str]], measure: Measure) -> list[int]:
    widths = [max(map(measure, lines), default=0) for lines in heads]
    for row in rows:
        widths = [max(size, measure(cell)) for size, cell in zip(widths, row, strict=True)]
    return widths


def _fitting(grid: Grid, natural: list[int], width: int | None) -> list[int]:
    """Return `natural` with the widest of the columns that may wrap narrowed until all fit, where possible."""
    widths = list(natural)
    room = None if width is None else width - 3 * len(widths) - 1
    if room is not None:
        widths = [
            min(size, max(room, _NARROWEST)) if c.wraps else size for c, size in zip(grid.columns, natural, strict=True)
        ]
    while room is not None and sum(widths) > room:
        wrapping = [i for i, column in enumerate(grid.columns) if column.wraps and widths[i] > _NARROWEST]
        if not wrapping:
            break
        widths[max(wrapping, key=lambda i: widths[i])] -= 1
    return widths


def _rule(widths: Sequence[int], stroke: str) -> Line:
    return (("+" + "+".join(stroke * (size + 2) for size in widths) + "+", Style.PLAIN),)


def _row(
    columns: Sequence[Column], cells: Cells, widths: Sequence[int], measure: Measure, *, is_head: bool = False
) -> Iterator[Line]:
    for parts in zip_longest(*cells, fillvalue=""):
        pieces: list[tuple[str, Style]] = []
        for column, part, size in zip(columns, parts, widths, strict=True):
            pieces += [("| ", Style.PLAIN), (_placed(part, size, column.align, measure), _style(column, part, is_head))]
            pieces.append((" ", Style.PLAIN))
        yield (*pieces, ("|", Style.PLAIN))


def _style(column: Column, part: str, is_head: bool) -> Style:  # noqa: FBT001
    if column.tone is not Tone.PLAIN and part.strip(" ").rstrip(MARKS) not in _NOTHING:
        return _TONES[column.tone]
    return Style.STRONG if is_head else Style.PLAIN


def _placed(part: str, size: int, align: Align, measure: Measure) -> str:
    free = size - measure(part)
    before = {Align.LEFT: 0, Align.RIGHT: free, Align.CENTER: free // 2}[align]
    return " " * before + part + " " * (free - before)
