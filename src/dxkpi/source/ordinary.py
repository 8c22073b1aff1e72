"""Ordinary data files read line by line, to what libyaml's nodes would be built to, in a third of the time.

Answered is block style alone, one scalar a line, every level two columns deeper than the key that holds it (a list may
also stand right below its key). All else is None and libyaml's to read: every finding and every position is its.
Where all lines match, the text is neither large nor deep and has nothing that must be told: no unwanted character, mark
of a conflict, directive, tag, anchor, reference, second document, or full-width sign where an ASCII one belongs.
"""

import re
from functools import lru_cache
from typing import Any
from unicodedata import is_normalized

from dxkpi.source.plain import MAY_BE_AMBIGUOUS, plain
from dxkpi.source.text import PERHAPS_UNWANTED, unwanted
from dxkpi.source.traps import may_hold_traps

_LARGEST = 1 << 14  # bounds what the caches below can come to hold, too
_ODD = rf"\n\t{PERHAPS_UNWANTED}"
_FIRST = rf"""[^\s\-?:,\[\]{{}}#&*!|>'"%@`{_ODD}]"""
_PLAIN = rf"-?{_FIRST}[^:#{_ODD}]*+(?:(?::(?![ \n])|(?<! )#)[^:#{_ODD}]*+)*+(?<! )"
# Sixteen columns are 19 levels at most, and a longer key might be too long for libyaml.
_ENTRY = rf'( {{0,16}}+(?:- )?)(?:(\w[\w-]{{0,63}}+):(?: |(?=\n)))?({_PLAIN}|"[^"\\{_ODD}]*+"|)'
_LINE = re.compile(rf"^(?:{_ENTRY}| *#[^{_ODD}]*+)\n", re.MULTILINE)
_EMPTY_OR_COMMENT = ("", "", "")
_LOOK_CLOSER = MAY_BE_AMBIGUOUS | {'"'}
_NO_KEYS = frozenset(("", "null", "Null", "NULL"))
_Lines = list[tuple[str, str, str]]


class _Unsure(Exception):
    """That a text is for libyaml to read."""


def ordinary(text: str) -> dict[str, Any] | None:
    """The plain data of an ordinary text, which is a mapping; None for every other text."""
    lines: _Lines = _LINE.findall(text) if len(text) <= _LARGEST and text.endswith("\n") else []
    if len(lines) != text.count("\n"):
        return None
    if _EMPTY_OR_COMMENT in lines:
        lines = [line for line in lines if line != _EMPTY_OR_COMMENT]
    lines.append(("end", "", ""))
    lines.reverse()
    try:
        data = _mapping(lines, "")
    except _Unsure:
        return None
    return data if data and len(lines) == 1 else None


def _mapping(lines: _Lines, indent: str) -> dict[str, Any]:
    """Takes the lines of one mapping away from the end of `lines`, where the first line is."""
    data: dict[str, Any] = {}
    lead, written, value = lines.pop()
    while lead == indent:
        key = _key(written)
        if key in data:
            raise _Unsure
        if not value:
            data[key] = _below(lines, indent)
        else:
            data[key] = _scalar(value) if value[0] in _LOOK_CLOSER else value
        lead, written, value = lines.pop()
    lines.append((lead, written, value))
    return data


def _below(lines: _Lines, indent: str) -> dict[str, Any] | list[Any]:
    lead = lines[-1][0]
    if lead == indent + "  ":
        return _mapping(lines, lead)
    if lead not in {indent + "- ", indent + "  - "}:
        raise _Unsure
    items: list[Any] = []
    while lines[-1][0] == lead:
        _, key, value = lines.pop()
        if key:
            lines.append((lead.replace("-", " "), key, value))
            items.append(_mapping(lines, lead.replace("-", " ")))
        elif value and not may_hold_traps(value):
            items.append(_scalar(value))
        else:
            raise _Unsure
    return items


@lru_cache(maxsize=1 << 10)
def _key(written: str) -> str:
    if written in _NO_KEYS or unwanted(written) or not is_normalized("NFC", written):
        raise _Unsure
    return plain(written)


@lru_cache(maxsize=1 << 10)
def _scalar(value: str) -> str:
    return value[1:-1] if value[0] == '"' else plain(value)
