"""Lines of a terminal before they are coloured."""

from enum import StrEnum


class Style(StrEnum):
    """Style of a piece of a line."""

    PLAIN = ""
    STRONG = "bold"
    GOOD = "green"
    BAD = "red"


Line = tuple[tuple[str, Style], ...]
"""Pieces of text, each in one style."""


def written(line: Line) -> str:
    """Return a line without its styles."""
    return "".join(text for text, _ in line).rstrip(" ")
