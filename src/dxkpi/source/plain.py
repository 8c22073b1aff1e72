"""Plain scalars that do not mean text to every YAML reader."""

import re

from dxkpi.core.scalars import Ambiguous

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
"""What an ambiguous scalar begins with."""
_SURE = frozenset("-+")


def is_ambiguous(written: str) -> bool:
    """Whether some reader of YAML 1.1 or 1.2 takes the plain scalar for a number, a date, a truth value or nothing.

    >>> [word for word in ("no", "12:30", "010", "1e3", "2021-11", "R3", "時間") if is_ambiguous(word)]
    ['no', '12:30', '010', '1e3']
    """
    return written[:1] in _PERHAPS and written not in _SURE and _NOT_TEXT.fullmatch(written) is not None


def plain(written: str) -> str:
    """The plain scalar as written, marked where not every reader takes it for text."""
    return Ambiguous(written) if is_ambiguous(written) else written
