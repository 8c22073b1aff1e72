"""Questionnaires as answer sheets: here as CSV, for tools that take no workbook; with drop-downs and prompts beside."""

from dxkpi.core.collection.ask import Questionnaire
from dxkpi.core.collection.columns import SheetColumn
from dxkpi.render.csv import csv_bytes
from dxkpi.render.views.sheet_rows import headings, rows


def delimited(questionnaire: Questionnaire) -> bytes:
    """Return the questionnaire as UTF-8 with a BOM, its first line the headings of the columns."""
    heads: dict[SheetColumn, str] = {
        column: words for column, words in headings(questionnaire).items() if column is not SheetColumn.CHECK
    }
    shown = (row.shown for row in rows(questionnaire))
    records = ({words: own[column] for column, words in heads.items() if column in own} for own in shown)
    return csv_bytes(list(heads.values()), records)
