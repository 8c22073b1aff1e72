"""Reads ordinary data files line by line, with the same result as from libyaml's nodes, in a third of the time.

It answers for block style only, one scalar a line, every level two columns deeper than the key that holds it (a list
may also be directly below its key). For everything else it returns None, and libyaml reads it: every finding and every
position comes from there. Where all lines match, the text is neither large nor deep, and has nothing to report: no
unwanted character, conflict marker, directive, tag, anchor, reference, second document, or full-width sign in place of
an ASCII one.
"""

import re
from functools import lru_cache
from typing import Any
from unicodedata import is_normalized

from dxkpi.source.scalars import may_hold_traps, plain
from dxkpi.source.text import PERHAPS_UNWANTED, unwanted

_LARGEST = 1 << 13  # bounds what the caches below can come to hold, too
_ODD = rf"\n\t{PERHAPS_UNWANTED}"
_FIRST = rf"""[^\s\-?:,\[\]{{}}#&*!|>'"%@`{_ODD}]"""
_PLAIN = rf"-?{_FIRST}[^:#{_ODD}]*+(?:(?::(?! |\Z)|(?<! )#)[^:#{_ODD}]*+)*+(?<! )"
# Sixteen columns are 19 levels at most, and a longer key might be too long for libyaml.
_ENTRY = rf'( {{0,16}}+(?:- )?)(?:(\w[\w-]{{0,63}}+):(?: |\Z))?({_PLAIN}|"[^"\\{_ODD}]*+"|)'
_WRITTEN = re.compile(rf"{_ENTRY}| *#[^{_ODD}]*+")
_NO_KEYS = frozenset(("null", "Null", "NULL"))
_Line = tuple[str, str, str | None]
_END: _Line = ("end", "", None)


class _Unsure(Exception):
    """The text has to be read by libyaml."""


def ordinary(text: str) -> dict[str, Any] | None:
    """Return the plain data of an ordinary text, which is a mapping, or None for every other text."""
    if len(text) > _LARGEST or not text.endswith("\n"):
        return None
    try:
        lines = [*filter(None, map(_line, text[:-1].split("\n"))), _END]
        lines.reverse()
        data = _mapping(lines, "")
    except _Unsure:
        return None
    return data if data and len(lines) == 1 else None


@lru_cache(maxsize=1 << 10)  # most lines come again, in every year and in every file of a plan
def _line(written: str) -> _Line | None:
    """Return a line's lead, its key or "", and its value unless that is below; None for an empty line or comment."""
    found = _WRITTEN.fullmatch(written)
    if found is None:
        raise _Unsure
    lead, key, value = found.groups("")
    if not key:
        if not lead and not value:
            return None
        if not (lead.endswith("- ") and value) or may_hold_traps(value):
            raise _Unsure
    said = (value[1:-1] if value[0] == '"' else plain(value)) if value else None
    return lead, key and _key(key), said


@lru_cache(maxsize=1 << 10)
def _key(written: str) -> str:
    # The builder of nodes reports the first two, and compares keys in NFC.
    if written in _NO_KEYS or unwanted(written) or not is_normalized("NFC", written):
        raise _Unsure
    return plain(written)


def _mapping(lines: list[_Line], indent: str) -> dict[str, Any]:
    """Take the lines of one mapping from the end of `lines`, where the first line is, and return its data."""
    data: dict[str, Any] = {}
    lead, key, value = line = lines.pop()
    while lead == indent:
        if key in data:
            raise _Unsure
        data[key] = _below(lines, indent) if value is None else value
        lead, key, value = line = lines.pop()
    lines.append(line)
    return data


def _below(lines: list[_Line], indent: str) -> dict[str, Any] | list[Any]:
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
        else:
            items.append(value)
    return items
