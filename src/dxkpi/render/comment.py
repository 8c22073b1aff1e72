"""A comparison as Markdown for one comment on a pull request, which has at most 65,536 characters.

The first line is an invisible marker, by which the comment is found again and updated.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dxkpi.core.diff.outcome import DiffOutcome
from dxkpi.core.numerals import number
from dxkpi.render.blocks import Block, Grid, Heading, Items, Notes, Paragraph
from dxkpi.render.formats import Look
from dxkpi.render.gfm import inline, markdown
from dxkpi.render.views.diff import (
    RESULTS,
    SECOND_LOOKS,
    SECTIONS,
    TABLES,
    by_weight,
    change_items,
    errors_title,
    headline,
    joined,
    result_blocks,
    second_look_blocks,
    section_blocks,
    side_notes,
    sides_in_error,
    table_blocks,
    title_of,
)
from dxkpi.render.views.findings import finding_blocks

MARKER = "<!-- dxkpi-diff -->"
LIMIT = 65_536
"""Largest comment that GitHub accepts, in characters."""
FRAME = 1_000
"""Number of characters left to a workflow for its own text around the comparison."""

_RESERVED = 200
"""Room for the frame of a part: its heading or summary, and the sentence about what was left out."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A titled part of the comment as blocks, each of which can be left out; with `folded` it opens on a click."""

    title: str
    blocks: tuple[Block, ...]
    folded: bool = False

    @property
    def entries(self) -> int:
        """Number of entries in the part."""
        return sum(not isinstance(block, Heading | Paragraph | Notes) for block in self.blocks)


def comment(outcome: DiffOutcome, limit: int = LIMIT - FRAME) -> str:
    """Return the comparison in at most `limit` characters (some thousand at least), with what was left out.

    Each part gets at most half of the room that those before it leave, so that something of each is shown.
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
    """Count characters as GitHub does: one beyond the basic plane counts twice."""
    return len(text.encode("utf-16-le")) // 2


def _head(outcome: DiffOutcome) -> str:
    blocks: tuple[Block, ...] = (
        Heading(2, title_of(outcome)),
        Paragraph(headline(outcome)),
        *map(Paragraph, side_notes(outcome)),
    )
    return f"{MARKER}\n{markdown(blocks)}"


def _parts(outcome: DiffOutcome) -> tuple[_Part, ...]:
    return (
        _Part(SECOND_LOOKS, tuple(second_look_blocks(outcome))),
        _Part(TABLES, tuple(_single(tuple(table_blocks(outcome.impacts, level=4))))),
        _Part(SECTIONS, tuple(_single(tuple(section_blocks(outcome.impacts, level=4)))), folded=True),
        _Part(RESULTS, _legend_first(_single(tuple(result_blocks(outcome))))),
        *(
            _Part(errors_title(side), tuple(finding_blocks(side.errors, Look())), folded=True)
            for side in sides_in_error(outcome)
        ),
        *(
            _Part(title, tuple(Items((item,)) for item in change_items(outcome, changes)), folded=True)
            for title, changes in by_weight(outcome)
        ),
    )


def _legend_first(blocks: Sequence[Block]) -> tuple[Block, ...]:
    return tuple(sorted(blocks, key=lambda block: not isinstance(block, Notes)))


def _single(blocks: Sequence[Block]) -> list[Block]:
    """Return `blocks` with a grid for each row."""
    return [
        piece
        for block in blocks
        for piece in ([block._replace(rows=(row,)) for row in block.rows] if isinstance(block, Grid) else [block])
    ]


def _written(part: _Part, room: int) -> str:
    fitting = part.blocks[: _fitting(part.blocks, room)]
    left = part.entries - replace(part, blocks=fitting).entries
    left_out = f"\n\n（ほか{number(left)}件は、ここに入りきらないため省いた。dxkpi diff で見る）" if left else ""
    body = (_blocks(fitting) + left_out).strip()
    if part.folded:
        title = f"{part.title}（{number(part.entries)}件）"
        return f"<details>\n<summary>{inline(title)}</summary>\n\n{body}\n\n</details>\n"
    return f"### {inline(part.title)}\n\n{body}\n"


def _fitting(blocks: Sequence[Block], room: int) -> int:
    """Return how many of `blocks` fit into `room` together: a wide row widens all rows of a table."""
    most = min(len(blocks), room // _SHORTEST)
    return bisect_right(range(1, most + 1), room, key=lambda count: _size(_blocks(blocks[:count])))


_SHORTEST = 8
"""Number of characters of the shortest row or item."""


def _blocks(blocks: Sequence[Block]) -> str:
    """Return `blocks` as Markdown, neighbouring rows and items as one table or list."""
    return markdown(joined(blocks)).rstrip("\n")
