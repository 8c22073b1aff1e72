"""`text`: for people, on a terminal or in a pipe.

Data are passed to rich as segments, which it takes for neither markup nor emoji codes, without anything that acts.
"""

from collections.abc import Iterable, Iterator
from io import StringIO
from typing import TYPE_CHECKING, NamedTuple, assert_never

from rich.cells import cell_len

from dxkpi.render.blocks import (
    Bar,
    Block,
    Doc,
    Grid,
    Heading,
    Item,
    Items,
    Link,
    Notes,
    Paragraph,
    PlacedRemark,
    Tone,
    Toned,
    Trend,
    Verbatim,
)
from dxkpi.render.folding import fold
from dxkpi.render.formats import Look, view
from dxkpi.render.lines import TonedLine, inert_line, laid, piece, stacked, written
from dxkpi.render.plain import plain, verbatim
from dxkpi.render.table import TerminalTable

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult
    from rich.theme import Theme

    from dxkpi.core.outcome import Outcome

_UNDERLINES = {1: "=", 2: "-"}
_BULLET = "・"
_INDENT = "    "
_NARROWEST = 20
_ENDLESS = 1_000_000

_Lined = Bar | Heading | Paragraph | Items | Notes | PlacedRemark | Verbatim
"""What is written in lines; a table draws itself."""


def write(outcome: "Outcome", look: Look) -> bytes:
    """Return `outcome` as UTF-8 text."""
    return text(view(outcome, look), look.width, look.colour, boxes=look.boxes).encode()


def text(doc: Doc, width: int | None, colour: bool, *, boxes: bool = False) -> str:  # noqa: FBT001
    """Return `doc` in lines of at most `width` columns (None: unbroken); only what cannot break is wider.

    Colour changes nothing but colour, and no line ends in a blank. Tables have frames of ASCII unless `boxes`.
    """
    within = None if width is None else max(width, _NARROWEST)
    return page(_spaced(doc, within, boxes=boxes), within, colour=colour)


def page(pieces: Iterable[TonedLine | TerminalTable], width: int | None, *, colour: bool) -> str:
    """Return lines and tables as text for a terminal of `width` columns (None: unlimited)."""
    if colour:
        return _coloured(pieces, width)
    lines = (
        line for one in pieces for line in (one.lines(width) if isinstance(one, TerminalTable) else (inert_line(one),))
    )
    return "".join(f"{written(line)}\n" for line in lines)


class _Page(NamedTuple):
    """Lines and tables as rich renders them one below the other."""

    pieces: Iterable[TonedLine | TerminalTable]

    def __rich_console__(self, console: "Console", _options: "ConsoleOptions") -> "RenderResult":
        from rich.segment import Segment  # noqa: PLC0415 - as below

        for one in self.pieces:
            if isinstance(one, TerminalTable):
                yield one
                continue
            yield from (Segment(text, console.get_style(tone) if tone else None) for text, tone in inert_line(one))
            yield Segment.line()


STYLES = {
    Tone.STRONG: "bold",
    Tone.MUTED: "dim",
    Tone.MET: "green",
    Tone.NEAR: "cyan",
    Tone.MIDDLE: "yellow",
    Tone.FAR: "red",
    Tone.SUSPENDED: "blue",
    Tone.NOT_ASSESSED: "magenta",
    Tone.PROVISIONAL: "italic",
    Tone.ERROR: "bold red",
    Tone.WARNING: "bold yellow",
    Tone.PATH: "dim",
    Tone.CODE: "bold",
    Tone.HINT: "cyan",
    Tone.RAISED: "green",
    Tone.LOWERED: "red",
}
"""The one theme: the colour of each role, of those that a terminal has itself and its owner can read there."""


def theme() -> "Theme":
    """Return the styles by the names of their roles."""
    from rich.theme import Theme  # noqa: PLC0415 - only colour needs it

    return Theme({tone.value: style for tone, style in STYLES.items()}, inherit=False)


def is_old_console() -> bool:
    """Say whether the console is one of Windows that obeys no escape sequences."""
    from rich.console import detect_legacy_windows  # noqa: PLC0415 - only Windows needs it

    return detect_legacy_windows()


def _coloured(pieces: Iterable[TonedLine | TerminalTable], width: int | None) -> str:
    from rich.console import Console  # noqa: PLC0415 - half of what a small run costs, and only colour needs it

    sink = StringIO()
    console = Console(
        file=sink,
        width=width or _ENDLESS,
        force_terminal=True,
        color_system="standard",
        no_color=False,
        legacy_windows=False,
        force_jupyter=False,
        theme=theme(),
        # rich would read COLUMNS, NO_COLOR and TERM, which the caller has decided on.
        _environ={},
    )
    # Lines are folded already; rich must not cut what cannot be broken.
    console.print(_Page(pieces), end="", crop=False)
    return sink.getvalue()


def _spaced(doc: Doc, width: int | None, *, boxes: bool) -> Iterator[TonedLine | TerminalTable]:
    """Yield all blocks, with an empty line between those that do not belong together."""
    before: Block | None = None
    for block in doc:
        if isinstance(block, Trend):
            continue
        if before is not None and not _belongs(block, before):
            yield ()
        if isinstance(block, Grid):
            yield TerminalTable(block, boxes=boxes)
        else:
            yield from _lines(block, width, boxes=boxes)
        before = block


def _belongs(block: Block, before: Block) -> bool:
    if isinstance(before, Heading):
        return before.level > max(_UNDERLINES) and not isinstance(block, Heading)
    return isinstance(block, Notes) and isinstance(before, Grid)


def _lines(block: _Lined, width: int | None, *, boxes: bool) -> Iterator[TonedLine]:
    match block:
        case Bar():
            yield from stacked(block, width, boxes=boxes)
        case Heading():
            yield from _heading(block, width)
        case Paragraph():
            yield from _hanging(block.text, "", "", width, block.tone)
        case Items():
            for item in block.items:
                yield from _item(item, width)
        case Notes():
            for note in block.lines:
                yield from _hanging(note, "", "  ", width)
        case PlacedRemark():
            yield from _remark(block, width)
        case Verbatim():
            yield from _verbatim(block)
        case _:
            assert_never(block)


def _heading(heading: Heading, width: int | None) -> Iterator[TonedLine]:
    underline = _UNDERLINES.get(heading.level)
    lines = list(_hanging(heading.text if underline else f"【{heading.text}】", "", "", width, Tone.STRONG))
    yield from lines
    if underline:
        yield piece(underline * max(cell_len(written(line)) for line in lines))


def _item(item: Item, width: int | None) -> Iterator[TonedLine]:
    yield from _hanging(item.text, _BULLET, "  ", width)
    for line in item.lines:
        if isinstance(line, Link):
            yield from _hanging(line.text, _INDENT, _INDENT, width, Tone.PATH)
        else:
            yield from _hanging(line, _INDENT, _INDENT, width)


def _remark(remark: PlacedRemark, width: int | None) -> Iterator[TonedLine]:
    yield from _hanging(remark.text, "", "  ", width)
    for line in remark.lines:
        if isinstance(line, Verbatim):
            yield from _verbatim(line)
        else:
            yield from _hanging(line, _INDENT, _INDENT, width)


_CHANGED = {"+": Tone.RAISED, "-": Tone.LOWERED}


def _verbatim(block: Verbatim) -> Iterator[TonedLine]:
    indent = "" if block.to_copy else _INDENT
    for line in block.lines:
        shown = line.each(verbatim) if isinstance(line, Toned) else verbatim(line)
        tone = _CHANGED.get(line[:1], Tone.PLAIN) if block.language == "diff" else Tone.PLAIN
        yield from _after(indent, indent, laid(shown, [shown], tone))


def _hanging(words: str, first: str, others: str, width: int | None, tone: Tone = Tone.PLAIN) -> Iterator[TonedLine]:
    """Yield `words` after `first`, with further lines after `others`, which is equally wide."""
    shown = words.each(plain) if isinstance(words, Toned) else plain(words)
    indent = max(cell_len(first), cell_len(others))
    lines = [shown.rstrip(" ")] if width is None else fold(shown, width - indent, cell_len, copied=True)
    yield from _after(first, others, laid(shown, lines, tone))


def _after(first: str, others: str, lines: Iterable[TonedLine]) -> Iterator[TonedLine]:
    for position, line in enumerate(lines):
        indent = others if position else first
        yield (*piece(indent), *line) if indent else line
