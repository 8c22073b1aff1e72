"""The output of `dxkpi report`."""

from typing import Literal

from pydantic import Field

from dxkpi.core.outcomes.report import ReportOutcome
from dxkpi.core.outlook import PlanOutlook
from dxkpi.core.publication.review import Publication
from dxkpi.core.report import Report
from dxkpi.render.json_v1.assessed import AssessedOut
from dxkpi.render.json_v1.base import Out, WrittenDate, YearOut, date_or_none
from dxkpi.render.json_v1.finding import FindingOut
from dxkpi.render.json_v1.outlook import PlanOutlookOut
from dxkpi.render.json_v1.plan import PlanOut
from dxkpi.render.json_v1.publication import PublicationOut
from dxkpi.render.json_v1.reconciliation import ReconciliationOut
from dxkpi.render.json_v1.table import CompositionOut, GapOut, TableOut


class OriginalOut(Out):
    """What the targets as adopted would give, from data alone."""

    tables: list[TableOut] = Field(title="表（全体、分野別の順）")
    indicators: list[AssessedOut] = Field(title="指標")

    @classmethod
    def of(cls, report: Report | None) -> "OriginalOut | None":
        """`report` as output, if it was asked for."""
        if report is None:
            return None
        overview = (report.overview,) if report.overview else ()
        return cls(
            tables=[TableOut.of(table, report.plan) for table in (*overview, *report.tables)],
            indicators=[AssessedOut.of(assessment, report.plan) for assessment in report.assessments],
        )


class PlanReportOut(Out):
    """The report of one plan."""

    plan: PlanOut = Field(title="計画")
    year: YearOut = Field(title="年度")
    as_of: WrittenDate | None = Field(title="この日までに分かっていた値による（null はすべて）")
    section: str | None = Field(title="この分野だけの報告（null はすべて）")
    computed: bool = Field(title="公表件数で補わないか")
    tables: list[TableOut] = Field(title="表（全体、分野別の順）")
    indicators: list[AssessedOut] = Field(title="指標")
    composition: CompositionOut | None = Field(title="指標の内訳")
    gaps: list[GapOut] = Field(title="公表件数で補わない分野")
    reconciliation: ReconciliationOut | None = Field(title="公表結果との突き合わせ（公表がないとき null）")
    original: OriginalOut | None = Field(title="策定時の目標による結果（求めないとき null）")
    publication: PublicationOut | None = Field(title="公表と正誤（dxkpi publish で公表していないとき null）")
    outlook: PlanOutlookOut | None = Field(title="見通し（達成区分とは別。目標年度より前の指標がないとき null）")

    @classmethod
    def of(cls, report: Report, publication: Publication | None, outlook: PlanOutlook | None) -> "PlanReportOut":
        """`report` as output, with what stands beside it."""
        overview = (report.overview,) if report.overview else ()
        return cls(
            plan=PlanOut.of(report.plan),
            year=YearOut.of(report.year),
            as_of=date_or_none(report.scope.as_of),
            section=report.scope.section,
            computed=report.scope.computed,
            tables=[TableOut.of(table, report.plan) for table in (*overview, *report.tables)],
            indicators=[AssessedOut.of(assessment, report.plan) for assessment in report.assessments],
            composition=CompositionOut.of(report.composition),
            gaps=[GapOut.of(gap) for gap in report.gaps],
            reconciliation=ReconciliationOut.of(report.reconciliation, report.plan),
            original=OriginalOut.of(report.original),
            publication=PublicationOut.of(publication, report.plan),
            outlook=PlanOutlookOut.of(outlook) if outlook else None,
        )


class ReportOut(Out):
    """The reports of every plan that covers the year."""

    format: Literal["dxkpi-report/1"] = Field(title="形式と版")
    reports: list[PlanReportOut] = Field(title="計画ごとの報告")
    diagnostics: list[FindingOut] = Field(title="データへの指摘（数字に触れないもの）")

    @classmethod
    def of(cls, outcome: ReportOutcome) -> "ReportOut":
        """`outcome` as output."""
        return cls(
            format="dxkpi-report/1",
            reports=[
                PlanReportOut.of(one, outcome.publications.get(plan), outcome.outlooks.get(plan))
                for one in outcome.reports
                for plan in [one.plan.plan]
            ],
            diagnostics=[FindingOut.of(finding) for finding in outcome.findings],
        )
