"""Marks as people see them: behind figures, and once in the legend below."""

import csv
import json
from io import StringIO
from typing import Any

import pytest

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.outcomes.report import ReportOutcome
from dxkpi.core.report import Report, build_report
from dxkpi.render.blocks import Grid, Items, Notes, Paragraph
from dxkpi.render.csv import write as csv_bytes
from dxkpi.render.formats import Look
from dxkpi.render.gfm import markdown
from dxkpi.render.json_v1 import json_text
from tests.build import declared, plan
from tests.core.test_marks import SUMMER, open_, rated
from tests.core.test_reconcile import published
from tests.render.docs import report_doc


def report(*own: Any, **changes: Any) -> Report:
    return build_report(plan(**changes), declared(*own), FiscalYear(2021))


def legend_of(found: Report) -> tuple[str, ...]:
    notes = [block for block in report_doc(found, detail=False) if isinstance(block, Notes)]
    return notes[0].lines


def test_the_legend_names_the_marks_that_occur_with_those_who_bring_them() -> None:
    found = report(rated("last", "100", "R2"), rated("summer", "70", period=SUMMER), rated("now", "10"))
    assert legend_of(found) == (
        "前 前の年度の値による（この年度の値ではない）",
        "前 last: R2年度実績",
        "途 年度の途中までの、または途中の時点の値による（1年分の値ではない）",
        "途 summer: R3年度実績（4月〜8月）",
    )


def test_what_can_stand_in_more_than_one_cell_is_named_though_no_cell_bears_the_mark() -> None:
    found = report(open_("open", "40", "R2"), open_("now", "40"), **published("0", "1", "1", "0"))
    assert legend_of(found) == (
        "＊ 公表された件数、または資料に名称のない指標の件数による（データだけでは決まらない）",
        "前 前の年度の値による（この年度の値ではない）",
        "前 open: R2年度実績（公表件数から充当した。どの区分に入るかは決まらない）",
    )


@pytest.mark.parametrize(
    ("many", "last"), [(8, "前 h: R2年度実績"), (9, "前 ほか1指標（指標ごとの一覧に、同じ印で示す）")]
)
def test_of_many_values_of_earlier_years_a_few_are_named(many: int, last: str) -> None:
    own = [rated(name, "100", "R2") for name in "abcdefghi"[:many]]
    found = report(*own)
    assert legend_of(found)[-1] == last
    assert Paragraph(f"内訳: データから判定{many}（うち前の年度の値{many}）") in report_doc(found, detail=False)


def test_below_the_lists_every_indicator_has_its_marks() -> None:
    doc = report_doc(report(rated("last", "100", "R2"), rated("summer", "70", period=SUMMER)), detail=True)
    told = [line for block in doc if isinstance(block, Items) for item in block.items for line in item.lines]
    assert "達成率 100.0%前（100%）" in told
    assert "達成率 70.0%途（60%以上100%未満）" in told


def test_markdown_has_the_same_cells_and_legend() -> None:
    written = markdown(report_doc(report(rated("a", "100", "R2")), detail=False))
    assert "1前" in written
    assert "- 前 前の年度の値による（この年度の値ではない）\n- 前 a: R2年度実績\n" in written


def test_every_mark_has_one_column_and_one_field() -> None:
    outcome = ReportOutcome((report(rated("a", "100", "R2"), rated("b", "70", period=SUMMER)),))
    rows = csv.DictReader(StringIO(csv_bytes(outcome, Look(table="overview")).decode("utf-8-sig")))
    found = {row["rating_id"]: row for row in rows if row["section_id"] == "s"}
    names = ("by_publication", "assumed", "revised", "carried", "partial", "judged")
    assert [found["achieved"][name] for name in names] == ["false", "0", "0", "1", "0", "0"]
    assert [found["from60"][name] for name in names] == ["false", "0", "0", "0", "1", "0"]
    own = json.loads(json_text(outcome))["reports"][0]
    cells = own["tables"][0]["rows"][0]["cells"]
    assert [cells[0][name] for name in names] == [False, [], [], ["a"], [], []]
    assert [cells[1][name] for name in names] == [False, [], [], [], ["b"], []]
    assert [(one["carried"], one["partial"]) for one in own["indicators"]] == [(True, False), (False, True)]


def test_no_grid_has_a_mark_without_its_legend() -> None:
    """Of every table and the notes right below it."""
    doc = report_doc(report(rated("a", "100", "R2"), rated("b", "70", period=SUMMER)), detail=True)
    for position, block in enumerate(doc):
        if isinstance(block, Grid):
            below = next(one for one in doc[position:] if not isinstance(one, Grid))
            assert isinstance(below, Notes)
            cells = "".join(cell for row in block.rows for cell in row[1:])
            starts = {line[0] for line in below.lines}
            assert {sign for sign in "＊推改前途評" if sign in cells} <= starts
