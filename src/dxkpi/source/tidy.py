"""Blanks at the ends of lines and a missing end of the last one: mended where that says nothing else."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

import yaml

from dxkpi.core.reference import Spot
from dxkpi.source.document import Document

_TRAILING = re.compile(r"[ \t]+(?=\r?$)", re.MULTILINE)


def tidied(document: Document) -> tuple[str, tuple[tuple[Spot, str], ...]]:
    """The text without blanks at the ends of lines, its last line ended, and what was done.

    Texts in quotes and in block style stay as they are. What the file says must be compared by the caller.
    """
    if document.root is None:
        return document.text, ()
    text = document.text
    done: list[tuple[Spot, str]] = []
    kept = list(_texts(document.root))
    starts = [start for start, _ in kept]
    trailing = [blank for blank in _TRAILING.finditer(text) if not _within(blank.end(), starts, kept)]
    if trailing:
        text = "".join(_without(text, trailing))
        first = trailing[0].start()
        line = document.text.count("\n", 0, first) + 1
        column = first - document.text.rfind("\n", 0, first)
        done.append((Spot(document.name, line, column), f"行末の空白を消す（{len(trailing)}行）"))
    if text and not text.endswith("\n"):
        line = text.count("\n") + 1
        done.append((Spot(document.name, line, len(text) - text.rfind("\n")), "最後の行を改行で終える"))
        text += "\r\n" if "\r\n" in text else "\n"
    return text, tuple(done)


def _without(text: str, blanks: Iterable["re.Match[str]"]) -> Iterator[str]:
    """The parts of `text` between the blanks."""
    position = 0
    for blank in blanks:
        yield text[position : blank.start()]
        position = blank.end()
    yield text[position:]


def _within(position: int, starts: list[int], kept: list[tuple[int, int]]) -> bool:
    """Whether a position lies in one of the spans `kept`, which are in order."""
    index = bisect_right(starts, position) - 1
    return index >= 0 and position <= kept[index][1]


def _texts(node: yaml.Node) -> Iterator[tuple[int, int]]:
    """Where the texts stand whose blanks and line ends may matter, in order."""
    if isinstance(node, yaml.ScalarNode):
        if node.style or node.start_mark.line != node.end_mark.line:
            yield node.start_mark.index, node.end_mark.index
        return
    for child in node.value:
        for part in child if isinstance(child, tuple) else (child,):
            yield from _texts(part)
