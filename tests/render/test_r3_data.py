"""The data of this repository give the tables of the paper, to the digit (DESIGN.md section 5)."""

from pathlib import Path

import pytest

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.report import Report, build_report
from dxkpi.render.blocks import MARKS, Grid, Paragraph
from dxkpi.source.files import FolderTree
from dxkpi.source.loader import load
from tests.render.docs import report_doc

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="module")
def report() -> Report:
    dataset = load(FolderTree(DATA, "data")).dataset
    declared = dataset.plan("chiba-ict")
    assert declared
    return build_report(declared.plan, dataset.of_plan("chiba-ict"), FiscalYear(2021))


def test_the_tables_of_the_paper(report: Report) -> None:
    tables = [
        [[cell.rstrip(MARKS) for cell in row[1:]] for row in block.rows]
        for block in report_doc(report, detail=False)
        if isinstance(block, Grid)
    ]
    assert tables == [
        [
            ["7", "1", "1", "2", "1"],
            ["36", "2", "0", "10", "-"],
            ["7", "0", "0", "1", "-"],
            ["73.5%", "4.4%", "1.5%", "19.1%", "1.5%"],
        ],
        [["7", "1", "1", "2", "1"], ["58.3%", "8.3%", "8.3%", "16.7%", "8.3%"]],
        [["36", "2", "0", "10"], ["7", "0", "0", "1"], ["76.8%", "3.6%", "0%", "19.6%"]],
    ]


def test_what_they_rest_on(report: Report) -> None:
    assert report_doc(report, detail=False)[3] == Paragraph(
        "内訳: データから判定12（うち前の年度の値1、年度途中の値1）、停止1、推定を含む判定2、"
        "公表件数から充当10（うち前の年度の値1、年度途中の値1）、名称の公表なし43"
    )
