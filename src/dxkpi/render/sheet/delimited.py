"""A questionnaire as CSV, for tools that take no workbook: the same columns, without drop-downs and prompts."""

from collections.abc import Iterator

from dxkpi.core.collection.ask import Questionnaire
from dxkpi.core.collection.columns import HEADINGS, SheetColumn
from dxkpi.render.csv import csv_bytes
from dxkpi.render.views.sheet_rows import Content, columns, rows


def delimited(questionnaire: Questionnaire) -> bytes:
    """Return the questionnaire as UTF-8 with a BOM, its first line the headings of the columns."""
    wanted = [column for column in columns(questionnaire) if column is not SheetColumn.CHECK]
    return csv_bytes([HEADINGS[column] for column in wanted], _rows(questionnaire))


def _rows(questionnaire: Questionnaire) -> Iterator[dict[str, Content]]:
    for row in rows(questionnaire):
        yield {HEADINGS[column]: content for column, content in row.shown.items()}
