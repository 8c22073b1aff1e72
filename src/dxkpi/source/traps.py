"""Full-width signs and spaces that a Japanese keyboard types where YAML needs the ASCII ones.

YAML takes them for text: a line is swallowed by the value above it, or a key begins with a blank.
"""

import re
from collections.abc import Iterator

import yaml

from dxkpi.core.spelling import clip
from dxkpi.source.codes import FULL_WIDTH_SIGN, ODD_INDENT
from dxkpi.source.findings import Findings

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
    """Whether a text has any of the characters at all."""
    return not text.isascii() and _SIGN.search(text) is not None


def tell_trap(lines: list[str], line: int, findings: Findings) -> bool:
    """Tells the trap that a line (from 0) begins with; whether there was one."""
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
    """Tells every trap that YAML took for text, which it is in quotes and block text; whether there was one."""
    candidates = findings.while_room(sorted(set(_plain_lines(root, lines))))
    found = [line for line in candidates if tell_trap(lines, line, findings)]
    return bool(found)


def _plain_lines(root: yaml.Node, lines: list[str]) -> Iterator[int]:
    """The lines (from 0) that begin within, or with, a plain scalar."""
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
