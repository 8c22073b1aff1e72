"""The output of `dxkpi overview`."""

from typing import Literal

from pydantic import Field

from dxkpi.core.outcomes.report import OverviewOutcome
from dxkpi.core.overview import Line, Silent
from dxkpi.core.report import Report
from dxkpi.render.json_v1.base import Count, Out, YearOut, year_or_none
from dxkpi.render.json_v1.plan import PlanOut, SourceOut
from dxkpi.render.json_v1.publication import PublicationOut
from dxkpi.render.json_v1.reconciliation import AgreementName, agreement_name
from dxkpi.render.json_v1.table import ColumnOut, PercentageOut


class LineOut(Out):
    """One plan. Counts are null where the plan counts nothing, and where there is no report."""

    plan: PlanOut = Field(title="計画")
    first_year: YearOut | None = Field(title="期間の始まり（null は始まりを定めない）")
    last_year: YearOut | None = Field(title="期間の終わり（null は終わりを定めない）")
    year: YearOut | None = Field(title="年度（実績値のある年度がないとき null）")
    silent: Literal["not_covered", "no_actual"] | None = Field(title="報告のない理由（報告があるとき null）")
    indicators: Count | None = Field(title="数える指標の数（名称の公表のないものを含む）")
    distinct: Count | None = Field(title="そのうち、再掲を一度だけ数えた指標の数")
    achieved: Count | None = Field(title="達成の数")
    known: Count | None = Field(title="達成区分の決まった数")
    unassessed: Count | None = Field(title="算定不能の数")
    apart: Count | None = Field(title="停止など、区分の付かない数")
    followed: Count = Field(title="推移を見る指標の数")
    columns: list[ColumnOut] = Field(title="全体の表の列")
    percentages: list[PercentageOut] = Field(title="全体の表の割合、列の順に")
    agreement: AgreementName | None = Field(title="公表結果との照合（公表がないとき null）")
    result: SourceOut | None = Field(title="結果が公表された資料（なければ null）")
    published: bool = Field(title="公表したか（公表した結果のファイルがある）")
    publication: PublicationOut | None = Field(title="公表と正誤（dxkpi publish で公表していないとき null）")

    @classmethod
    def of(cls, line: Line) -> "LineOut":
        """`line` as output."""
        found = line.report.reconciliation if isinstance(line.report, Report) else None
        return cls(
            plan=PlanOut.of(line.plan),
            first_year=year_or_none(line.plan.first_year),
            last_year=year_or_none(line.plan.last_year),
            year=year_or_none(line.year),
            silent=line.report.value if isinstance(line.report, Silent) else None,
            indicators=line.indicators,
            distinct=line.distinct,
            achieved=line.achieved.count if line.achieved else None,
            known=line.known,
            unassessed=line.unassessed,
            apart=line.apart,
            followed=line.followed,
            columns=[ColumnOut.of(column) for column, _ in line.shares],
            percentages=[PercentageOut.of(share, column) for column, share in line.shares],
            agreement=agreement_name(found.agreement) if found else None,
            result=SourceOut.of(found.published.source, line.plan) if found else None,
            published=line.published,
            publication=PublicationOut.of(line.publication, line.plan),
        )


class OverviewOut(Out):
    """The output of `dxkpi overview`."""

    format: Literal["dxkpi-overview/1"] = Field(title="形式と版")
    year: YearOut | None = Field(title="求めた年度（null は計画ごとの最新の年度）")
    plans: list[LineOut] = Field(title="計画")

    @classmethod
    def of(cls, outcome: OverviewOutcome) -> "OverviewOut":
        """`outcome` as output."""
        return cls(
            format="dxkpi-overview/1",
            year=year_or_none(outcome.year),
            plans=[LineOut.of(line) for line in outcome.lines],
        )
