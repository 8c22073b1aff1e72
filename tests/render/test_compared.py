"""A report beside that of another year: counts with their shares, and who is rated otherwise."""

import json
from typing import Any

import pytest

from dxkpi.app.problems import UsageProblem
from dxkpi.app.report import ReportRequest, report_of
from dxkpi.core.basis.calendar import parse_fiscal_year
from dxkpi.core.outcomes.report import ReportOutcome
from dxkpi.core.report import Report, Scope, build_report
from dxkpi.render.blocks import Grid, Heading, Notes, Paragraph
from dxkpi.render.json_v1 import json_text
from dxkpi.render.views.compared import compared_blocks
from tests.build import dataset, declared, indicator, plan

YEARS: dict[str, Any] = {"period": {"from": "R1", "to": "R5"}, "target_year": "R5"}


def values(**by_year: str) -> dict[str, Any]:
    return {year: {"value": value, "status": "実績"} for year, value in by_year.items()}


def compared(year: str = "R3", other: str = "R2", **changes: Any) -> Report:
    """The report of a plan of three: one gets better, one stays, one had no value."""
    own = declared(
        indicator(id="up", name="上がる", actuals=values(R2="20", R3="100")),
        indicator(id="same", name="変わらない", actuals=values(R2="70", R3="80")),
        indicator(id="new", name="初めて", actuals=values(R3="10")),
    )
    scope = Scope(compared_with=parse_fiscal_year(other))
    return build_report(plan(**YEARS, **changes), own, parse_fiscal_year(year), scope)


def test_counts_and_shares_stand_beside_those_of_the_other_year() -> None:
    counts, moved = (block for block in compared_blocks(compared()) if isinstance(block, Grid))
    assert [column.head for column in counts.columns] == ["達成区分", "R2年度", "R3年度", "増減"]
    assert counts.rows == (
        ("達成 100%", "0（0%）", "1（33.3%）", "+1"),
        ("未達成 60%以上100%未満", "1（33.3%）", "1（33.3%）", "0"),
        ("未達成 30%以上60%未満", "0（0%）", "0（0%）", "0"),
        ("未達成 30%未満", "1（33.3%）", "1（33.3%）", "0"),
        ("算定不能 判定できない", "1（33.3%）", "0", "-1"),
        ("計", "3指標", "3指標", "0"),
    )
    assert moved.rows == (
        ("上がる", "30%未満（20.0%）", "100%（100.0%）"),
        ("初めて", "算定不能", "30%未満（10.0%）"),
    )


def test_a_part_of_another_indicator_is_shown_and_not_counted_among_those_that_moved() -> None:
    moving = values(R2="20", R3="100")
    own = declared(indicator(id="up", actuals=moving), indicator(id="part", name="女性", of="up", actuals=moving))
    scope = Scope(compared_with=parse_fiscal_year("R2"))
    blocks = tuple(compared_blocks(build_report(plan(**YEARS), own, parse_fiscal_year("R3"), scope)))
    assert [row[0] for row in blocks[3].rows] == ["指標", "うち 女性"]  # type: ignore[union-attr]
    assert blocks[-1] == Notes(("達成区分の変わった指標 1（ほかに、うちの指標1）",))


def test_marks_stand_in_the_year_that_brings_them() -> None:
    (counts,) = (block for block in compared_blocks(compared(year="R4", other="R3")) if isinstance(block, Grid))
    assert counts.rows[0] == ("達成 100%", "1（33.3%）", "1（33.3%）前", "0")


def test_where_nothing_moves_it_is_said_and_a_year_outside_the_plan_too() -> None:
    blocks = list(compared_blocks(compared(year="R4", other="R3")))
    assert blocks[-1] == Paragraph("達成区分の変わった指標はない。")
    outside = list(compared_blocks(compared(other="R9")))
    assert outside == [Heading(2, "R9年度との比較"), Paragraph("R9年度は、この計画の期間にない。")]


def test_a_program_gets_both_years() -> None:
    found = json.loads(json_text(ReportOutcome((compared(),))))["reports"][0]["compared"]
    assert found["year"]["label"] == "R2"
    assert found["columns"][0] == {
        "column": "achieved", "before": 0, "after": 1,
        "before_share": {"numerator": "0", "denominator": "1", "printed": "0%"},
        "after_share": {"numerator": "1", "denominator": "3", "printed": "33.3%"},
    }  # fmt: skip
    assert [(own["id"], own["before"]["rating"], own["after"]["rating"]) for own in found["moved"]] == [
        ("up", "below30", "achieved"),
        ("new", None, "below30"),
    ]


def test_the_same_year_and_one_that_no_plan_covers_are_refused() -> None:
    data = dataset(plan(**YEARS), indicator())
    with pytest.raises(UsageProblem, match="報告の年度と同じである"):
        report_of(data, ReportRequest("R3", compared_with="令和3年度"))
    with pytest.raises(UsageProblem, match="を期間に含む計画がない"):
        report_of(data, ReportRequest("R3", compared_with="R9"))


def test_a_plan_without_ratings_speaks_of_results() -> None:
    method = {"formula": "ratio", "against": "target"}
    blocks = list(compared_blocks(compared(year="R4", other="R3", ratings=(), method=method)))
    assert next(block for block in blocks if isinstance(block, Grid)).columns[0].head == "結果"
    assert blocks[-1] == Paragraph("結果の変わった指標はない。")
