"""Text from data made safe for output: one line, nothing that acts on a terminal, reorders or hides.

Also text for people made safe for a log: nothing that a CI runner, which reads along, obeys.
"""

import re

from dxkpi.core.basis.text import visible

_BREAKS = re.compile(r"[\r\n\v\f\x85\u2028\u2029][ \t\r\n\v\f\x85\u2028\u2029]*")
_JOINER = "\u200d"
# A runner compares as its culture does, which overlooks joiners and marks: whatever might be one may stand between.
# The colours of a terminal may stand before a command. Behind them a bracket begins no command: it is a part of them.
COMMAND = re.compile(r"(?<![^\r\n])((?:\x1b\[[\d;]*m|[^\w!-~\r\n])*):(?=[^\w\s!-~]*:)")
"""The first of the two colons that begin a command, at the beginning of a line, and what precedes it."""
_COLONS = re.compile(r":[^\w\s!-~]*:")
"""What no command is without; it is found, or found missing, in much less time than a command at each line."""
_FORMER_COMMAND = re.compile(r"(#[^\w\s!-~]*#[^\w\s!-~\x1b]*)\[")


def plain(text: str) -> str:
    r"""Return `text` on one line; control, bidi and other invisible characters are escaped.

    >>> plain("a\n b\x1b[31m")
    'a b\\x1b[31m'
    """
    if text.isprintable():
        return text
    line = _BREAKS.sub(" ", text).replace("\t", " ")
    return "".join(c if c.isprintable() or c == _JOINER else visible(c) for c in line)


def verbatim(text: str) -> str:
    r"""Return `text` on one line with every blank kept; acting characters, tabs and line breaks are escaped.

    >>> print(verbatim("\tvalue:  6000"))
    \tvalue:  6000
    """
    return text if text.isprintable() else "".join(c if c == _JOINER else visible(c) for c in text)


def inert(text: str) -> str:
    r"""Return `text` of any number of lines such that a runner takes no line for a command, in its new or old form.

    >>> print(inert("  ::stop-commands::x ##[error]y"))
      \x3a:stop-commands::x ##\x5berror]y
    """
    named = COMMAND.sub(r"\1\\x3a", text) if _COLONS.search(text) else text
    return _FORMER_COMMAND.sub(r"\1\\x5b", named)
