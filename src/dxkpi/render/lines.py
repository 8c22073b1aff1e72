"""Lines of a terminal before they are coloured."""

from enum import StrEnum


class Style(StrEnum):
    """How a piece of a line may be underlined by colour."""

    PLAIN = ""
    STRONG = "bold"
    GOOD = "green"
    BAD = "red"


Line = tuple[tuple[str, Style], ...]
"""Pieces of text, each in one style."""


def written(line: Line) -> str:
    """A line without its colours."""
    return "".join(text for text, _ in line).rstrip(" ")
