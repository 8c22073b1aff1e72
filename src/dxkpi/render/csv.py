"""`csv`: one flat table for other programs, as the rules on machine-readable government data ask.

UTF-8 with a BOM for Excel, the header in line 1, one record a line, numbers as bare numbers, blank for no value.
Text that a spreadsheet would take for a formula has a `'` before it, and so has text that begins with one: whoever
reads the table back takes one `'` from the beginning of each text that has any, and has the data.
(行政データにおける機械可読性に関するルール, 2026-03-31: L1-02, L1-07, L1-09, L1-14, L2-01, L3-01, L3-05, L3-09.)
"""

import csv
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import StringIO
from typing import assert_never

from dxkpi.core.outcome import Outcome
from dxkpi.core.outcomes.indicator import ListOutcome
from dxkpi.core.outcomes.report import OutlookOutcome, ReportOutcome
from dxkpi.core.outcomes.sheet import StatusOutcome
from dxkpi.render.formats import Look, NotOffered
from dxkpi.render.plain import plain
from dxkpi.render.views.fields import INDICATOR_FIELDS, OUTLOOK_FIELDS, STATUS_FIELDS, Field
from dxkpi.render.views.flat import TABLES, Row, Value, indicator_row
from dxkpi.render.views.outlook_words import outlook_rows
from dxkpi.render.views.status import status_rows

_GUARDED = re.compile(r"'|\s*[=+\-@＝＋－＠]")  # some look past blanks
_BOM = "\ufeff"


def write(outcome: Outcome, look: Look) -> bytes:
    """Return the table of `outcome` that `look` names.

    Raises:
        NotOffered: where the outcome has no such table.
    """
    fields, rows = flat_table(outcome, look.table or "overview")
    return csv_bytes([field.name for field in fields], rows, heads(fields, look))


def flat_table(outcome: Outcome, table: str) -> tuple[tuple[Field, ...], Iterable[Row]]:
    """Return the columns and the rows of `outcome` as a flat table; a report has several, of which `table` is one.

    Raises:
        NotOffered: where the outcome has no such table.
    """
    match outcome:
        case ReportOutcome(reports):
            if table not in TABLES:
                raise NotOffered(table)
            fields, rows = TABLES[table]
            return fields, rows(reports)
        case ListOutcome(found):
            return INDICATOR_FIELDS, (indicator_row(plan.plan, assessment) for plan, _, assessment in found)
        case StatusOutcome():
            return STATUS_FIELDS, status_rows(outcome)
        case OutlookOutcome(plans):
            return OUTLOOK_FIELDS, outlook_rows(plans)
        case _:
            message = "csv"
            raise NotOffered(message)


def heads(fields: Iterable[Field], look: Look) -> list[str]:
    """Return the heads of columns: their names, or what people call them."""
    return [field.title if look.titled else field.name for field in fields]


def csv_bytes(columns: Sequence[str], rows: Iterable[Row], headed: Sequence[str] = ()) -> bytes:
    """Return a table with those columns, `headed` otherwise than by their names; missing values are blank."""
    sink = StringIO(newline="")
    sink.write(_BOM)
    # It refuses a row with a key that is no column: the value would be lost.
    writer = csv.DictWriter(sink, columns, lineterminator="\r\n")
    writer.writer.writerow(headed or columns)
    writer.writerows({name: _field(value) for name, value in row.items()} for row in rows)
    return sink.getvalue().encode()


def _field(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case Decimal():
            return f"{value:f}"
        case str():
            return _text(value)
        case _:
            assert_never(value)


def _text(text: str) -> str:
    """Return `text` on one line, with a `'` before a formula and before text that begins with one."""
    line = plain(text)
    return f"'{line}" if _GUARDED.match(line) else line
