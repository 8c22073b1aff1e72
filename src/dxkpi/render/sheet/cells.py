"""Cells of workbooks: text is always text, whatever it looks like, and a number is one where Excel keeps its digits."""

import re
from decimal import Decimal
from typing import Any
from unicodedata import east_asian_width

from openpyxl.worksheet.worksheet import Worksheet

from dxkpi.render.plain import plain

NUMBERS = "#,##0.######"
"""The format of numbers as data have them."""

_DIGITS = 15
"""Digits of a number that Excel keeps."""
_EXCEL_CHARACTER = re.compile("_(?=x[0-9A-Fa-f]{4}_)")

Content = str | Decimal | int | None
"""What a cell shows; None: nothing."""


def text(words: str) -> str:
    """Return `words` as they have to be written for Excel to show them: `_x000D_` is a character to it."""
    return _EXCEL_CHARACTER.sub("_x005F_", plain(words))


def columns_of(words: str) -> int:
    """Count the columns that `words` take in the fonts of a Japanese Excel."""
    return sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in words)


def put(sheet: Worksheet, row: int, column: int, content: Content, number_format: str = NUMBERS) -> Any:  # noqa: ANN401
    """Write a cell, and return it as openpyxl has it."""
    cell = sheet.cell(row, column)
    match content:
        case None:
            pass
        case Decimal() | int() if len(str(abs(content)).replace(".", "")) <= _DIGITS:
            cell.value = content
            cell.number_format = number_format
        case _:
            cell.value = text(format(content, "f") if isinstance(content, Decimal) else str(content))
            cell.data_type = "s"
    return cell
