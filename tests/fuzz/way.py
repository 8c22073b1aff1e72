"""The whole way of a data folder: read, checked, located, judged and written in every format, in this process."""

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from unicodedata import category

from openpyxl import load_workbook

from dxkpi.app.data import Data
from dxkpi.app.problems import Problem
from dxkpi.app.report import ReportRequest, outlook, report
from dxkpi.app.validate import ValidateRequest, statistics, validate
from dxkpi.core.outcome import Outcome
from dxkpi.render.formats import FORMATS, Look, NotOffered, render
from dxkpi.source.files import DictTree
from dxkpi.source.loader import load
from tests.render.runner import commands

TODAY = date(2026, 4, 1)
LOOK = Look(width=80, detail=True)
_SHOWN = frozenset("\n\u200d")


def goes_all_the_way(files: Mapping[str, str | bytes]) -> int:
    """How many findings there are; fails where anything raises, or could act on who reads the output."""
    tree = DictTree(files)
    data = Data(tree, load(tree))
    outcome = validate(data, ValidateRequest(today=TODAY))
    for finding in outcome.findings:
        assert finding.spot.document in tree.listing().files
        assert finding.line is None or finding.spot.column <= len(finding.line) + 1
        assert _harmless(finding.diagnostic.message + finding.diagnostic.hint)
    _write(outcome)
    _write(statistics(outcome))
    if not data.touch_figures:
        _report(data)
    return len(outcome.findings)


def _report(data: Data) -> None:
    try:
        _write(report(data, ReportRequest()))
        _write(outlook(data, ReportRequest()))
        _write(outlook(data, ReportRequest(year="R1")))
    except Problem:  # no plan, no year with an actual, or none that a plan which rates covers
        return


def _write(outcome: Outcome) -> None:
    for form in FORMATS:
        try:
            content = render(outcome, form, LOOK)
        except NotOffered:
            continue
        if form == "xlsx":
            cells = [cell for sheet in load_workbook(BytesIO(content)) for row in sheet.iter_rows() for cell in row]
            assert not [cell.value for cell in cells if cell.data_type == "f"]
            continue
        text = content.decode("utf-8-sig")
        if FORMATS[form].for_people:
            assert _harmless(text)
            assert not commands(text)


def _harmless(text: str) -> bool:
    return all(c.isprintable() or c in _SHOWN or category(c) == "Zs" for c in text)
