"""Lines of a terminal before they are coloured."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from dxkpi.render.blocks import Tone, Toned
from dxkpi.render.plain import inert

TonedLine = tuple[tuple[str, Tone], ...]
"""Pieces of text, each in one tone."""


def piece(text: str, tone: Tone = Tone.PLAIN) -> TonedLine:
    """Return `text` as a line in one tone."""
    return ((text, tone),)


def laid(text: str, lines: Sequence[str], tone: Tone = Tone.PLAIN) -> Iterator[TonedLine]:
    """Yield the `lines` into which `text` was folded, in the tones of its parts; those without one in `tone`."""
    if not isinstance(text, Toned):
        yield from (piece(line, tone) for line in lines)
        return
    characters = [(character, own or tone) for part, own in text.parts for character in part]
    position = 0
    for line in lines:
        while line and characters[position][0] != line[0]:  # a blank that was dropped where a line ends
            position += 1
        own = characters[position : position + len(line)]
        position += len(line)
        yield tuple(("".join(c for c, _ in same), key) for key, same in groupby(own, key=lambda one: one[1]))


def trimmed(line: TonedLine) -> TonedLine:
    """Return a line without blanks at its end."""
    pieces = list(line)
    while pieces and not (end := pieces[-1][0].rstrip(" ")):
        pieces.pop()
    return (*pieces[:-1], (end, pieces[-1][1])) if pieces else ()


def inert_line(line: TonedLine) -> TonedLine:
    """Return `line` such that no runner takes it for a command; one that was, without its tones."""
    whole = "".join(text for text, _ in line)
    safe = inert(whole)
    return line if safe == whole else piece(safe)


def written(line: TonedLine) -> str:
    """Return a line without its tones."""
    return "".join(text for text, _ in line).rstrip(" ")
