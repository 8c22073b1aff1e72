"""Lines of a terminal before they are coloured, and the parts of a whole as such lines."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.cells import cell_len

from dxkpi.render.blocks import Bar, Part, Tone, Toned
from dxkpi.render.plain import inert, plain

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


_LONGEST = 60
_RATED, _BOXES = "#=-.:+~", "█▓▒░:+~"
_APART = {Tone.SUSPENDED: "/x", Tone.NOT_ASSESSED: "?"}
_BETWEEN = "  "


def stacked(bar: Bar, width: int | None, *, boxes: bool) -> Iterator[TonedLine]:
    """Yield the bar, and its legend within `width` columns (None: one line); parts of nothing are left out."""
    # A pattern belongs to a place among all ratings: a lower one is never drawn as the best.
    filled = [
        (p, fill) for p, fill in zip(bar.parts, _fills(bar.parts, _BOXES if boxes else _RATED), strict=True) if p.count
    ]
    if not filled:
        return
    parts, fills = [part for part, _ in filled], [fill for _, fill in filled]
    steps = _steps([part.count for part in parts], min(width or _LONGEST, _LONGEST) - len("[]"))
    drawn = ((fill * size, part.tone) for part, fill, size in zip(parts, fills, steps, strict=True))
    yield (*piece("["), *drawn, *piece("]"))
    yield from _legend(parts, fills, width)


def _legend(parts: Sequence[Part], fills: Sequence[str], width: int | None) -> Iterator[TonedLine]:
    """Yield the pattern, label and count of each part, as many in a line as fit."""
    line: TonedLine = ()
    for part, fill in zip(parts, fills, strict=True):
        own: TonedLine = ((fill, part.tone), *piece(f" {plain(part.label)}: {part.count}"))
        longer = (*line, *piece(_BETWEEN), *own) if line else own
        if line and width is not None and cell_len(written(longer)) > width:
            yield line
            longer = own
        line = longer
    yield line


def _fills(parts: Sequence[Part], rated: str) -> list[str]:
    """Return a character for each part, by its place among those of its kind; the last serves all further ones."""
    left = {tone: iter(fills) for tone, fills in _APART.items()}
    others = iter(rated)
    return [next(left.get(part.tone, others), rated[-1]) for part in parts]


def _steps(counts: Sequence[int], width: int) -> list[int]:
    """Return the characters of each part, in proportion and at least one each."""
    whole = sum(counts)
    steps = [max(count * width // whole, 1) for count in counts]
    rests = sorted(range(len(counts)), key=lambda i: (-(counts[i] * width % whole), i))
    for index in rests[: max(width - sum(steps), 0)]:
        steps[index] += 1
    while sum(steps) > width and max(steps) > 1:
        steps[steps.index(max(steps))] -= 1
    return steps
