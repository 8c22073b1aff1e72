"""Draws what the program shows in a terminal as an SVG that asks for nothing: no font, style or script of another."""

from collections.abc import Iterator
from html import escape
from itertools import groupby

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text

_WIDTH, _HEIGHT, _MARGIN = 8.4, 20, 16
_INK, _PAPER = "#1f2328", "#ffffff"
# The terminal's colours by number, dark enough on paper to be read as text.
_COLORS = {1: "#b32024", 2: "#116329", 3: "#7d4e00", 4: "#0550ae", 5: "#8250df", 6: "#0a6675"}
_FONT = "ui-monospace, Consolas, Menlo, 'BIZ UDGothic', 'Noto Sans Mono CJK JP', monospace"


def picture(printed: str, title: str) -> str:
    """Return an SVG of lines that were printed for a terminal, described by `title` to those who do not see it."""
    lines = [Text.from_ansi(line) for line in printed.splitlines()]
    width = max(line.cell_len for line in lines) * _WIDTH + 2 * _MARGIN
    height = len(lines) * _HEIGHT + 2 * _MARGIN
    drawn = "\n".join(_line(line, number) for number, line in enumerate(lines, 1) if line.plain.strip())
    return f"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" role="img" aria-label="{escape(title)}">
<rect width="100%" height="100%" rx="8" fill="{_PAPER}" stroke="#d1d9e0"/>
<g font-family="{_FONT}" font-size="14" fill="{_INK}" xml:space="preserve">
{drawn}
</g>
</svg>
"""


def _line(line: Text, number: int) -> str:
    y = _MARGIN + number * _HEIGHT - 6
    return "\n".join(
        f'<text x="{_MARGIN + start * _WIDTH:.1f}" y="{y}" textLength="{cells * _WIDTH:.1f}"'
        f' lengthAdjust="spacingAndGlyphs"{_look(style)}>{escape(text)}</text>'
        for start, cells, text, style in _runs(line)
        if text.strip()
    )


def _runs(line: Text) -> Iterator[tuple[int, int, str, Style]]:
    """Yield runs of one style and one width of characters, so that each takes its cells whatever font is there."""
    styles = [Style() for _ in line.plain]
    for span in line.spans:
        for at in range(span.start, span.end):
            styles[at] += span.style if isinstance(span.style, Style) else Style.parse(span.style)
    at = 0
    characters = zip(line.plain, styles, strict=True)
    for (style, _, _), run in groupby(characters, lambda one: (one[1], cell_len(one[0]), one[0] == " ")):
        text = "".join(character for character, _ in run)
        yield at, cell_len(text), text, style
        at += cell_len(text)


def _look(style: Style) -> str:
    color = f' fill="{_COLORS[style.color.number]}"' if style.color and style.color.number in _COLORS else ""
    return color + (' font-weight="bold"' if style.bold else "")
