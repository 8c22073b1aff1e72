"""Breaking of text into lines of a given number of columns, by the rules for Japanese.

Lines break anywhere but within an ASCII word, a number or a short remark in brackets, before a closing mark or after an
opening one. A bar separates words. Outside tables a place, an address or a command of the program stays in one piece,
to be copied from there.
"""

import re
from collections.abc import Callable, Iterable, Iterator

Measure = Callable[[str], int]
"""Returns the number of columns that a text takes."""

_TOKEN = re.compile(r"[!-{}~]*\|+|[!-{}~]+|（[^（）]{1,8}）|.", re.DOTALL)
_TO_COPY = re.compile(rf"dxkpi(?: [!-{{}}~]+)+|[!-{{}}~]*/[!-{{}}~]+|{_TOKEN.pattern}", re.DOTALL)
_WHOLE = re.compile(r"（?[!-{}~]*\|+|（?[!-{}~]+[）、。]*|（[^（）]{1,4}）")
_NOT_FIRST = frozenset("、。，．・：；）」』】〕］｝ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ％！？＊")
_NOT_LAST = frozenset("（「『【〔［｛([{")
_CLOSING = (")", "]", "}", ",", ".", ":", ";", "%", "!", "?")
"""Marks in ASCII that no line begins with; in a word they stay there anyway."""
_JOINER = "\u200d"
_WIDENER = "\ufe0f"
"""Takes no column itself, but makes the character before it an emoji, which takes one more."""


def fold(text: str, width: int, measure: Measure, *, copied: bool = False) -> list[str]:
    """Return `text` in lines of at most `width` columns: at least one line, without blanks at line ends.

    Where it is `copied`, what people copy is in one piece, even if that is wider.
    """
    if measure(text) <= width:
        return [text.rstrip(" ")]
    lines, line, used = [], "", 0
    for word in _words(text, width, measure, copied=copied):
        size = measure(word)
        if used and used + size > width:
            lines.append(line.rstrip(" "))
            line, used = "", 0
        if word != " " or line:
            line, used = line + word, used + size
    return [*lines, line.rstrip(" ")] if line.strip(" ") or not lines else lines


def longest_word(text: str, measure: Measure) -> int:
    """Return the columns of the longest ASCII word or very short remark, for which there ought to be room."""
    return max(map(measure, _WHOLE.findall(text)), default=0)


def _words(text: str, width: int, measure: Measure, *, copied: bool) -> Iterator[str]:
    """Yield the pieces that are not broken; a piece wider than a line is split, unless people copy it."""
    token = _TO_COPY if copied else _TOKEN
    for word in _glued(token.findall(text), measure):
        if measure(word) <= width or (copied and _is_to_copy(word)):
            yield word
        else:
            yield from _chopped(word, width, measure)


def _is_to_copy(word: str) -> bool:
    return "/" in word or word.lstrip("（「").startswith("dxkpi ")


def _glued(tokens: Iterable[str], measure: Measure) -> Iterator[str]:
    word = ""
    for token in tokens:
        if word and not _together(word, token, measure):
            yield word
            word = ""
        word += token
    if word:
        yield word


def _together(word: str, token: str, measure: Measure) -> bool:
    if word[-1] in _NOT_LAST or token in _NOT_FIRST or (word[-1] != " " and token.startswith(_CLOSING)):
        return True
    return word[-1] == _JOINER or measure(token) == 0


def _chopped(word: str, width: int, measure: Measure) -> Iterator[str]:
    start = used = 0
    for position, character in enumerate(word):
        size = 1 if character == _WIDENER else measure(character)
        if used and used + size > width:
            end = position - 1 if character in _NOT_FIRST and position - 1 > start else position
            yield word[start:end]
            start, used = end, measure(word[end:position])
        used += size
    yield word[start:]
