"""A questionnaire as CSV, for tools that take no workbook: the same columns, without drop-downs and prompts."""

from collections.abc import Iterator, Mapping

from dxkpi.core.collection.ask import Questionnaire
from dxkpi.core.collection.columns import SheetColumn
from dxkpi.render.csv import csv_bytes
from dxkpi.render.views.sheet_rows import Content, headings, rows


def delimited(questionnaire: Questionnaire) -> bytes:
    """Return the questionnaire as UTF-8 with a BOM, its first line the headings of the columns."""
    heads: dict[SheetColumn, str] = {
        column: words for column, words in headings(questionnaire).items() if column is not SheetColumn.CHECK
    }
    return csv_bytes(list(heads.values()), _rows(questionnaire, heads))


def _rows(questionnaire: Questionnaire, heads: Mapping[SheetColumn, str]) -> Iterator[dict[str, Content]]:
    for row in rows(questionnaire):
        yield {heads[column]: content for column, content in row.shown.items() if column in heads}
