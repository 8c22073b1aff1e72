"""A comparison as the Markdown of one comment on a pull request, which holds no more than 65,536 characters.

The first line is a marker that nobody sees, by which the comment is found again and brought up to date in its place.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dxkpi.core.diff.outcome import DiffOutcome
from dxkpi.core.numerals import number
from dxkpi.render.blocks import Block, Grid, Heading, Item, Items, Paragraph
from dxkpi.render.formats import Look
from dxkpi.render.gfm import inline, markdown
from dxkpi.render.views.diff import (
    DOUBTS,
    RESULTS,
    TABLES,
    change_items,
    change_lines,
    doubt_items,
    errors_title,
    headline,
    result_grids,
    side_notes,
    sides_in_error,
    still,
    table_blocks,
    title_of,
    titles,
)
from dxkpi.render.views.findings import finding_blocks

MARKER = "<!-- dxkpi-diff -->"
LIMIT = 65_536
"""What GitHub takes of one comment, in characters."""
FRAME = 1_000
"""As many of them are left to a workflow, for what it writes around the comparison."""

_RESERVED = 200
"""Room for what frames a part: its heading or summary, and the sentence that says what was left out."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A titled part of the comment as blocks that can each be left out; with `folded` it opens on a click."""

    title: str
    blocks: tuple[Block, ...]
    folded: bool = False

    @property
    def entries(self) -> int:
        """How many entries stand in it."""
        return sum(not isinstance(block, Heading | Paragraph) for block in self.blocks)


def comment(outcome: DiffOutcome, limit: int = LIMIT - FRAME) -> str:
    """The comparison in at most `limit` characters (some thousand at least), and how much was left out if any was.

    Each part has at most half of the room that those before it leave, so that of everything something shows.
    """
    head = _head(outcome)
    parts = [part for part in _parts(outcome) if part.blocks]
    room = limit - _size(head) - _RESERVED * len(parts)
    written = [head]
    for position, part in enumerate(parts):
        share = room if position == len(parts) - 1 else room // 2
        own = _written(part, share)
        room -= max(_size(own) - _RESERVED, 0)
        written.append(own)
    return "\n".join(written)


def _size(text: str) -> int:
    """Characters as GitHub's own pages count them: one beyond the basic plane is two."""
    return len(text.encode("utf-16-le")) // 2


def _head(outcome: DiffOutcome) -> str:
    blocks: tuple[Block, ...] = (
        Heading(2, title_of(outcome)),
        Paragraph(headline(outcome)),
        *map(Paragraph, side_notes(outcome)),
    )
    return f"{MARKER}\n{markdown(blocks)}"


def _parts(outcome: DiffOutcome) -> tuple[_Part, ...]:
    moving, (told, others) = outcome.moving, titles(outcome)
    return (
        _Part(TABLES, tuple(_single(tuple(table_blocks(outcome.effects, level=4))))),
        _Part(DOUBTS, tuple(Items((item,)) for item in doubt_items(outcome))),
        _Part(RESULTS, tuple(_single(tuple(result_grids(outcome))))),
        *(
            _Part(errors_title(side), tuple(finding_blocks(side.errors, Look())), folded=True)
            for side in sides_in_error(outcome)
        ),
        _Part(told, _each(change_items(outcome, moving)), folded=True),
        _Part(others, _each(change_lines(outcome, still(outcome, moving))), folded=True),
    )


def _each(items: Sequence[Item]) -> tuple[Block, ...]:
    return tuple(Items((item,)) for item in items)


def _single(blocks: Sequence[Block]) -> list[Block]:
    """`blocks` with a grid for each row."""
    return [
        piece
        for block in blocks
        for piece in ([replace(block, rows=(row,)) for row in block.rows] if isinstance(block, Grid) else [block])
    ]


def _written(part: _Part, room: int) -> str:
    fitting = part.blocks[: _fitting(part.blocks, room)]
    left = part.entries - replace(part, blocks=fitting).entries
    body = _blocks(fitting) + (f"\n\n{_left_out(left)}" if left else "")
    if part.folded:
        title = f"{part.title}（{number(part.entries)}件）"
        return f"<details>\n<summary>{inline(title)}</summary>\n\n{body.strip()}\n\n</details>\n"
    return f"### {inline(part.title)}\n\n{body.strip()}\n"


def _fitting(blocks: Sequence[Block], room: int) -> int:
    """How many of `blocks`, written together, take no more than `room`: a wide row makes all rows of a table wider."""
    most = min(len(blocks), room // _SHORTEST)
    return bisect_right(range(1, most + 1), room, key=lambda count: _size(_blocks(blocks[:count])))


_SHORTEST = 8
"""What the shortest row or item takes."""


def _left_out(entries: int) -> str:
    return f"（ほか{number(entries)}件は、ここに入りきらないため省いた。dxkpi diff で見る）"


def _blocks(blocks: Sequence[Block]) -> str:
    """`blocks` as Markdown, neighbouring rows and items as one table or list."""
    return markdown(tuple(_joined(blocks))).rstrip("\n")


def _joined(blocks: Sequence[Block]) -> list[Block]:
    joined: list[Block] = []
    for block in blocks:
        match (joined[-1] if joined else None, block):
            case (Grid() as table, Grid()) if table.columns == block.columns:
                joined[-1] = replace(table, rows=(*table.rows, *block.rows))
            case (Items(items), Items()):
                joined[-1] = Items((*items, *block.items))
            case _:
                joined.append(block)
    return joined
