"""`text`: for people, on a terminal or in a pipe. The only module that knows rich.

Data are passed to rich as text that is neither markup nor emoji codes, without anything that acts on a terminal.
"""

from collections.abc import Iterable, Iterator
from io import StringIO
from typing import TYPE_CHECKING, assert_never

from rich.cells import cell_len

from dxkpi.render.blocks import Block, Doc, Grid, Heading, Item, Items, Link, Notes, Paragraph, Remark, Verbatim
from dxkpi.render.folding import fold
from dxkpi.render.formats import Look
from dxkpi.render.frame import framed
from dxkpi.render.lines import Line, Style, written
from dxkpi.render.plain import inert, plain, verbatim
from dxkpi.render.views import view

if TYPE_CHECKING:
    from dxkpi.core.outcome import Outcome

_UNDERLINES = {1: "=", 2: "-"}
_BULLET = "・"
_INDENT = "    "
_NARROWEST = 20
_ENDLESS = 1_000_000


def write(outcome: "Outcome", look: Look) -> bytes:
    """Return `outcome` as UTF-8 text."""
    return text(view(outcome, look), look.width, look.colour).encode()


def text(doc: Doc, width: int | None, colour: bool) -> str:  # noqa: FBT001
    """Return `doc` in lines of at most `width` columns (None: unbroken); only what cannot break is wider.

    Colour changes nothing but colour, and no line ends in a blank.
    """
    lines = map(_inert, _spaced(doc, None if width is None else max(width, _NARROWEST)))
    return _coloured(lines) if colour else "".join(f"{written(line)}\n" for line in lines)


def _inert(line: Line) -> Line:
    """Return `line` such that no runner takes it for a command; the cells of a table are made safe by themselves."""
    if not line:
        return line
    (first, style), *others = line
    return (inert(first), style), *others


def _coloured(lines: Iterable[Line]) -> str:
    from rich.console import Console  # noqa: PLC0415 - half of what a small run costs, and only colour needs it
    from rich.text import Text  # noqa: PLC0415

    sink = StringIO()
    console = Console(
        file=sink,
        # Lines are wrapped already; rich must not do it again.
        width=_ENDLESS,
        # As markup, 期間[/] in the data would end the run with a MarkupError.
        markup=False,
        highlight=False,
        emoji=False,
        force_terminal=True,
        color_system="standard",
        no_color=False,
        legacy_windows=False,
        force_jupyter=False,
        # rich would read COLUMNS, NO_COLOR and TERM, which the caller has decided on.
        _environ={},
    )
    for line in lines:
        console.print(Text.assemble(*((piece, style.value) for piece, style in line)), no_wrap=True, crop=False)
    return sink.getvalue()


def _spaced(doc: Doc, width: int | None) -> Iterator[Line]:
    """Yield the lines of all blocks, with an empty one between blocks that do not belong together."""
    before: Block | None = None
    for block in doc:
        if before is not None and not _belongs(block, before):
            yield ()
        yield from _lines(block, width)
        before = block


def _belongs(block: Block, before: Block) -> bool:
    if isinstance(before, Heading):
        return before.level > max(_UNDERLINES) and not isinstance(block, Heading)
    return isinstance(block, Notes) and isinstance(before, Grid)


def _lines(block: Block, width: int | None) -> Iterator[Line]:
    match block:
        case Heading():
            yield from _heading(block, width)
        case Paragraph():
            yield from _plain(_wrapped(block.text, width))
        case Grid():
            yield from framed(block, width, cell_len)
        case Items():
            for item in block.items:
                yield from _plain(_item(item, width))
        case Notes():
            for note in block.lines:
                yield from _plain(_hanging(note, "", "  ", width))
        case Remark():
            yield from _plain(_remark(block, width))
        case Verbatim():
            yield from _plain(_verbatim(block))
        case _:
            assert_never(block)


def _heading(heading: Heading, width: int | None) -> Iterator[Line]:
    underline = _UNDERLINES.get(heading.level)
    lines = _wrapped(heading.text if underline else f"【{heading.text}】", width)
    yield from (((line, Style.STRONG),) for line in lines)
    if underline:
        yield ((underline * max(map(cell_len, lines)), Style.PLAIN),)


def _item(item: Item, width: int | None) -> Iterator[str]:
    yield from _hanging(item.text, _BULLET, "  ", width)
    for line in item.lines:
        yield from _hanging(line.text if isinstance(line, Link) else line, _INDENT, _INDENT, width)


def _remark(remark: Remark, width: int | None) -> Iterator[str]:
    yield from _hanging(remark.text, "", "  ", width)
    for line in remark.lines:
        if isinstance(line, Verbatim):
            yield from _verbatim(line)
        else:
            yield from _hanging(line, _INDENT, _INDENT, width)


def _verbatim(block: Verbatim) -> Iterator[str]:
    indent = "" if block.to_copy else _INDENT
    return (indent + verbatim(line) for line in block.lines)


def _hanging(words: str, first: str, others: str, width: int | None) -> Iterator[str]:
    """Yield `words` after `first`, with further lines after `others`, which is equally wide."""
    indent = max(cell_len(first), cell_len(others))
    for position, line in enumerate(_wrapped(words, None if width is None else width - indent)):
        yield (others if position else first) + line


def _wrapped(words: str, width: int | None) -> list[str]:
    line = plain(words)
    return [line.rstrip(" ")] if width is None else fold(line, width, cell_len)


def _plain(lines: Iterable[str]) -> Iterator[Line]:
    return (((line, Style.PLAIN),) for line in lines)
