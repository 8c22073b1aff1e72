"""Scalars as written: the plain ones, and those that mean something else to YAML."""

import re
from collections.abc import Iterator

import yaml

from dxkpi.core.basis.record import Ambiguous
from dxkpi.core.basis.text import clip
from dxkpi.source.codes.files import FULL_WIDTH_SIGN, ODD_INDENT
from dxkpi.source.findings import Findings

_NOT_TEXT = re.compile(
    r"""
      ~ | [nN]ull | NULL
    | [yYnN] | [yY]es | YES | [nN]o | NO | [tT]rue | TRUE | [fF]alse | FALSE | [oO]n | ON | [oO]ff | OFF
    | [-+]? 0b [01_]+ | 0o [0-7]+ | [-+]? 0x [0-9a-fA-F_]+
    | [-+]? (?: [0-9] [0-9_,]* )? (?: \. [0-9_]* )? (?: [eE] [-+]? [0-9]+ )?  # 010 is 8 to some; Ruby reads 1,000
    | [-+]? [0-9] [0-9_]* (?: : [0-5]? [0-9] )+ (?: \. [0-9_]* )?              # 12:30 is 750
    | [-+]? \. (?: inf | Inf | INF ) | \. (?: nan | NaN | NAN )
    | [0-9]{4} - [0-9]{1,2} - [0-9]{1,2}
      (?: (?: [Tt] | [ \t]+ ) [0-9]{1,2} : [0-9]{2} : [0-9]{2} (?: \. [0-9]* )?
          (?: [ \t]* (?: Z | [-+] [0-9]{1,2} (?: : [0-9]{2} )? ) )? )?
    | = | <<
    """,
    re.VERBOSE | re.ASCII,
)
_PERHAPS = frozenset("~nNyYtTfFoO0123456789+-.=<")
"""First characters of ambiguous scalars."""
# The pattern also matches a sign alone, which no reader takes for a number.
_SURE = frozenset("-+")


def is_ambiguous(written: str) -> bool:
    """Say whether some reader of YAML 1.1 or 1.2 takes the plain scalar for a number, a date, a truth value or nothing.

    >>> [word for word in ("no", "12:30", "010", "1e3", "2021-11", "R3", "時間") if is_ambiguous(word)]
    ['no', '12:30', '010', '1e3']
    """
    return written[:1] in _PERHAPS and written not in _SURE and _NOT_TEXT.fullmatch(written) is not None


def plain(written: str) -> str:
    """Return the plain scalar as written, marked where not every reader takes it for text."""
    return Ambiguous(written) if is_ambiguous(written) else written


_BLANKS = "\u3000\u00a0\u1680\u2000-\u200a\u202f\u205f"
_TRAP = re.compile(
    rf"""
    ^[ \t]* (?:
        (?P<indent> [{_BLANKS}] )
      | (?: -[ ]+ )* (?:
            (?P<colon> [A-Za-z_]\w* [ {_BLANKS}]* ) ：
          | (?P<hash> ＃ )
          | (?P<dash> － [ {_BLANKS}] )
        )
    )""",
    re.ASCII | re.VERBOSE,
)
_SIGN = re.compile(rf"[：＃－{_BLANKS}]")


def may_hold_traps(text: str) -> bool:
    """Say whether a text has any of the characters at all."""
    return not text.isascii() and _SIGN.search(text) is not None


def tell_trap(lines: list[str], line: int, findings: Findings) -> bool:
    """Add a finding for the trap that a line (from 0) begins with, and say whether there was one."""
    found = _TRAP.match(lines[line]) if 0 <= line < len(lines) else None
    if found is None:
        return False
    place = (line + 1, found.start(found.lastgroup or 0) + 1)
    if found["indent"]:
        name = "全角の空白" if found["indent"] == "\u3000" else "半角でない空白"
        findings.at(*place, ODD_INDENT, f"字下げに{name}が使われている", "半角の空白に打ち直す")
    elif found["colon"]:
        place = (line + 1, found.end())
        right = f"「{clip(found['colon'].strip())}: 値」のように、半角の「:」と空白に打ち直す"
        findings.at(*place, FULL_WIDTH_SIGN, "キーの後の「：」が全角である", right)
    elif found["hash"]:
        findings.at(*place, FULL_WIDTH_SIGN, "注釈の「＃」が全角である", "半角の「#」に打ち直す")
    else:
        findings.at(*place, FULL_WIDTH_SIGN, "並びの「－」が全角である", "半角の「-」と空白に打ち直す")
    return True


def tell_traps(root: yaml.Node, lines: list[str], findings: Findings) -> bool:
    """Add findings for traps outside quotes and block text, and say whether there was one."""
    candidates = findings.while_room(sorted(set(_plain_lines(root, lines))))
    found = [line for line in candidates if tell_trap(lines, line, findings)]
    return bool(found)


def _plain_lines(root: yaml.Node, lines: list[str]) -> Iterator[int]:
    """Yield the lines (from 0) that begin within, or with, a plain scalar."""
    waiting = [root]
    begins: dict[int, int] = {}
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.ScalarNode):
            if not node.style and node.value:
                start = node.start_mark
                if start.line not in begins:  # a line of a megabyte may hold 20,000 scalars
                    begins[start.line] = len(lines[start.line]) - len(lines[start.line].lstrip(" -\t"))
                if start.column <= begins[start.line]:
                    yield start.line
                yield from range(start.line + 1, node.end_mark.line + 1)
        elif isinstance(node, yaml.MappingNode):
            waiting.extend(part for pair in node.value for part in pair)
        else:
            waiting.extend(node.value)
