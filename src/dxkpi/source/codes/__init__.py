"""Rules of the reader itself: KPI1xx about files and YAML, KPI2xx about the shape of a record."""

from dxkpi.core.basis.finding import RuleInfo
from dxkpi.source.codes.characters import (
    CONTROL,
    FULL_WIDTH_SIGN,
    INVISIBLE,
    LINE_BREAK,
    NOT_UTF8,
    ODD_INDENT,
    TAB_INDENT,
)
from dxkpi.source.codes.files import (
    BARE,
    CONFLICT,
    EMPTY,
    LINK,
    NOT_A_FILE,
    NOT_A_RECORD,
    ODD_NAME,
    TOO_BIG,
    UNREADABLE,
)
from dxkpi.source.codes.shape import (
    CONTRADICTION,
    FILE_NAME,
    MISSING_KEY,
    NO_VALUE,
    OTHER_DIRECTION,
    SAME_YEAR,
    TYPE,
    UNKNOWN_KEY,
)
from dxkpi.source.codes.values import ADDRESS, CHOICE, DATE, ID, NUMBER, ONE_LINE, QUOTES, REGION_CODE, YEAR
from dxkpi.source.codes.yaml import (
    ALIAS,
    ANCHOR,
    DIRECTIVE,
    DUPLICATE,
    MERGE,
    ODD_KEY,
    SECOND_DOCUMENT,
    SYNTAX,
    TAG,
    TOO_DEEP,
)

__all__ = [
    "ADDRESS",
    "ALIAS",
    "ANCHOR",
    "BARE",
    "CHOICE",
    "CONFLICT",
    "CONTRADICTION",
    "CONTROL",
    "DATE",
    "DIRECTIVE",
    "DUPLICATE",
    "EMPTY",
    "FILE_NAME",
    "FULL_WIDTH_SIGN",
    "ID",
    "INVISIBLE",
    "LINE_BREAK",
    "LINK",
    "MERGE",
    "MISSING_KEY",
    "NOT_A_FILE",
    "NOT_A_RECORD",
    "NOT_UTF8",
    "NO_VALUE",
    "NUMBER",
    "ODD_INDENT",
    "ODD_KEY",
    "ODD_NAME",
    "ONE_LINE",
    "OTHER_DIRECTION",
    "QUOTES",
    "REGION_CODE",
    "RETIRED",
    "SAME_YEAR",
    "SECOND_DOCUMENT",
    "SOURCE_RULES",
    "SYNTAX",
    "TAB_INDENT",
    "TAG",
    "TOO_BIG",
    "TOO_DEEP",
    "TYPE",
    "UNKNOWN_KEY",
    "UNREADABLE",
    "YEAR",
]

RETIRED = ("KPI126", "KPI213", "KPI713", "KPI714")
"""Codes of removed rules; none is given to another rule."""

SOURCE_RULES: tuple[RuleInfo, ...] = (
    UNREADABLE, NOT_A_FILE, LINK, TOO_BIG, ODD_NAME, NOT_UTF8, CONTROL, INVISIBLE, LINE_BREAK, CONFLICT, EMPTY,
    NOT_A_RECORD, SECOND_DOCUMENT, DIRECTIVE, ANCHOR, ALIAS, MERGE, TAG, TOO_DEEP, DUPLICATE, ODD_KEY, ODD_INDENT,
    FULL_WIDTH_SIGN, TAB_INDENT, SYNTAX, BARE,
    UNKNOWN_KEY, MISSING_KEY, NUMBER, YEAR, DATE, ID, TYPE, NO_VALUE, QUOTES, CHOICE, SAME_YEAR, CONTRADICTION,
    OTHER_DIRECTION, FILE_NAME, ONE_LINE, ADDRESS, REGION_CODE,
)  # fmt: skip
"""Rules of the reader, in the order of their codes."""
