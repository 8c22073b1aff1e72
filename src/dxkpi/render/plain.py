"""Text from data as output may hold it: one line, nothing that acts on a terminal, reorders or hides."""

import re

from dxkpi.core.spelling import visible

_BREAKS = re.compile(r"[\r\n\v\f\x85\u2028\u2029][ \t\r\n\v\f\x85\u2028\u2029]*")
_JOINER = "\u200d"


def plain(text: str) -> str:
    r"""`text` on one line; control, bidi and other invisible characters are shown as escapes.

    >>> plain("a\n b\x1b[31m")
    'a b\\x1b[31m'
    """
    if text.isprintable():
        return text
    line = _BREAKS.sub(" ", text).replace("\t", " ")
    return "".join(c if c.isprintable() or c == _JOINER else visible(c) for c in line)


def verbatim(text: str) -> str:
    r"""`text` on one line with every blank kept; what acts instead of showing is an escape, a tab and a break too.

    >>> print(verbatim("\tvalue:  6000"))
    \tvalue:  6000
    """
    return "".join(c if c == _JOINER else visible(c) for c in text)
