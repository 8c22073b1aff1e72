"""A document as Markdown (GFM). The only module that knows tabulate.

Text from data stays text: it never becomes markup, HTML, a link, mention, reference or emoji, nor a command in the log
of a job.
"""

import re
from collections.abc import Iterator
from typing import assert_never

from tabulate import tabulate

from dxkpi.render.blocks import (
    Align,
    Bar,
    Doc,
    Grid,
    Heading,
    Item,
    Items,
    Link,
    Notes,
    Paragraph,
    PlacedRemark,
    Trend,
    Verbatim,
)
from dxkpi.render.lines import stacked, written
from dxkpi.render.plain import COMMAND, inert, plain, verbatim

_ACTIVE = str.maketrans(
    {character: f"\\{character}" for character in "\\`*_[]|~$#"} | {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
)
_BLOCK_START = re.compile(r"^(\d{0,9})([.)]|(?<!\d)[-+=])")
# Backslashes and entities do not stop what looks for mentions, issues, links and emoji in the rendered text.
# Only something between the characters does, and a comment is the one thing that adds no character.
# It is put in when `_` has its backslash already.
_SPLIT = re.compile(r"@(?=\\?\w)|\\#(?=\w)|:(?=//|(?:\\_|[\w+-])+:)|(?<=www)\.|\bGH-(?=\d)", re.IGNORECASE)
_BETWEEN = r"\g<0><!-- -->"
_BACKTICKS = re.compile("`+")
_SHORTEST_FENCE = 3
_CODE_WIDTH = 72
"""Columns of a block of code that a comment on a pull request shows without scrolling."""
_ALIGN = {Align.LEFT: "left", Align.RIGHT: "right", Align.CENTER: "center"}


_Written = Bar | Heading | Paragraph | Grid | Items | Notes | PlacedRemark | Verbatim


def markdown(doc: Doc) -> str:
    """Return `doc` as Markdown; the two levels of a head share one cell."""
    shown = [block for block in doc if not isinstance(block, Trend)]
    return "\n\n".join("\n".join(_lines(block)) for block in shown) + "\n" if shown else ""


def inline(text: str) -> str:
    """Return `text` such that a reader of Markdown shows exactly it, within a line."""
    return _SPLIT.sub(_BETWEEN, plain(text).strip(" ").translate(_ACTIVE))


def opening(text: str) -> str:
    """Return `text` as `inline` does, and such that it does not begin a list, a heading or a command of a runner."""
    return COMMAND.sub(_BETWEEN, _BLOCK_START.sub(r"\1\\\2", inline(text)))


def _lines(block: _Written) -> Iterator[str]:
    match block:
        case Bar():
            yield from _fenced(Verbatim(tuple(written(line) for line in stacked(block, _CODE_WIDTH, boxes=False))))
        case Heading():
            yield f"{'#' * block.level} {inline(block.text)}"
        case Paragraph():
            yield opening(block.text)
        case Grid():
            yield _table(block)
        case Items():
            for item in block.items:
                yield from _item(item)
        case Notes():
            yield from (f"- {opening(note)}" for note in block.lines)
        case PlacedRemark():
            yield from _item(block)
        case Verbatim():
            yield from _fenced(block)
        case _:
            assert_never(block)


def _item(item: Item | PlacedRemark) -> Iterator[str]:
    yield f"- {opening(item.text)}"
    for line in item.lines:
        if isinstance(line, Verbatim):
            yield from (f"  {fenced}" for fenced in _fenced(line))
        elif isinstance(line, Link):
            yield f"  - [{inline(line.text)}]({line.url})"
        else:
            yield f"  - {opening(line)}"


def _fenced(block: Verbatim) -> Iterator[str]:
    """Yield the lines in a fence that is longer than any row of backticks in them."""
    lines = [inert(verbatim(line)) for line in block.lines]
    longest = max((len(row) for line in lines for row in _BACKTICKS.findall(line)), default=0)
    fence = "`" * max(longest + 1, _SHORTEST_FENCE)
    yield from (f"{fence}{block.language}", *lines, fence)


def _table(grid: Grid) -> str:
    return tabulate(
        [[inline(cell) for cell in row] for row in grid.rows],
        headers=[inline(column.whole_head) for column in grid.columns],
        tablefmt="pipe",
        colalign=tuple(_ALIGN[column.align] for column in grid.columns),
        # tabulate would print 73.50 as 73.5.
        disable_numparse=True,
    )
