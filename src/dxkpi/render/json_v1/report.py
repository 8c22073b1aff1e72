"""The progress report as output: tables, their evidence, and the plans side by side."""

from typing import Literal

from pydantic import Field

from dxkpi.core.basis.mark import Mark
from dxkpi.core.count_table import Composition, CountCell, CountColumn, CountTable, Percentage, Resting, Row, counted
from dxkpi.core.method.grade import Graded
from dxkpi.core.numerals import number, percent_of, rate
from dxkpi.core.outcomes.report import OverviewOutcome, ReportOutcome
from dxkpi.core.outlook import PlanOutlook
from dxkpi.core.overview import PlanLine, Silent
from dxkpi.core.plan.plan import Plan
from dxkpi.core.publication.conformity import Publication
from dxkpi.core.report import Gap, MeanRate, Report, graded, rated_otherwise
from dxkpi.render.json_v1.assessed import AssessedOut, ResultOut
from dxkpi.render.json_v1.base import (
    Count,
    Out,
    QuantityOut,
    RatioOut,
    WrittenDate,
    YearOut,
    date_or_none,
    year_or_none,
)
from dxkpi.render.json_v1.finding import FindingOut
from dxkpi.render.json_v1.outlook import PlanOutlookOut
from dxkpi.render.json_v1.plan import PlanOut, SectionOut, SourceOut
from dxkpi.render.json_v1.reconciliation import AGREEMENTS, AgreementName, PublicationOut, ReconciliationOut


class ColumnOut(Out):
    """A column of counts."""

    id: str = Field(title="達成区分の id、suspended（停止）か unassessed（算定不能）")
    group: str = Field(title="上の段の見出し")
    label: str = Field(title="下の段の見出し")

    @classmethod
    def of(cls, column: CountColumn) -> "ColumnOut":
        return cls(id=column.id, group=column.group, label=column.label)


class CellOut(Out):
    """A count and its evidence."""

    column: str = Field(title="列の id")
    count: Count | None = Field(title="件数（数えるものがないとき null）")
    from_data: Count = Field(title="データから判定した数")
    undisclosed: Count = Field(title="名称の公表のない数")
    from_publication: Count = Field(title="公表件数から充てた数")
    by_publication: bool = Field(title="公表件数か名称の公表のない指標によるか（＊）")
    assumed: list[str] = Field(title="推定による指標の id（推）")
    revised: list[str] = Field(title="改定後の目標による指標の id（改）")
    carried: list[str] = Field(title="前の年度の値による指標の id（前）")
    partial: list[str] = Field(title="年度途中の値による指標の id（途）")
    judged: list[str] = Field(title="人の評価による指標の id（評）")

    @classmethod
    def of(cls, cell: CountCell, column: CountColumn) -> "CellOut":
        return cls(
            column=column.id,
            count=cell.count,
            from_data=len(cell.named),
            undisclosed=cell.undisclosed,
            from_publication=cell.from_publication,
            by_publication=cell.by_publication,
            **{mark.value: [a.indicator.id for a in cell.bearing(mark)] for mark in Mark.of_indicators()},
        )


class GradeOut(Out):
    """The grade for the points of a section."""

    id: str = Field(title="評語の id")
    label: str = Field(title="評語")
    points: QuantityOut = Field(title="点の合計か平均（丸める方法なら丸めた値）")
    indicators: Count = Field(title="点を集めた指標の数")

    @classmethod
    def of(cls, graded: Graded | None) -> "GradeOut | None":
        """Return `graded` as output, or None where there is no grade."""
        if graded is None:
            return None
        points = QuantityOut.of(graded.figure, f"{number(graded.figure)}点")
        return cls(id=graded.grade.id, label=graded.grade.label, points=points, indicators=graded.indicators)


class RowOut(Out):
    """A section's counts."""

    section: SectionOut = Field(title="分野")
    size: Count = Field(title="指標の数")
    cells: list[CellOut] = Field(title="件数、列の順に")
    grade: GradeOut | None = Field(title="評語（計画に評語がないとき、まだ決まらないとき null）")

    @classmethod
    def of(cls, row: Row, table: CountTable, plan: Plan) -> "RowOut":
        cells = [CellOut.of(cell, column) for cell, column in zip(row.cells, table.columns, strict=True)]
        grade = GradeOut.of(graded(plan, table, row))
        return cls(section=SectionOut.of(row.section), size=row.size, cells=cells, grade=grade)


def _share(percentage: Percentage) -> RatioOut | None:
    if percentage.exact is None or percentage.printed is None:
        return None
    return RatioOut.of(percentage.exact, percent_of(percentage.printed, percentage.zero))


class PercentageOut(Out):
    """A percentage of all indicators of the table; null where there is none."""

    column: str = Field(title="列の id")
    share: RatioOut | None = Field(title="割合")
    by_publication: bool = Field(title="公表件数か名称の公表のない指標によるか（＊）")
    assumed: bool = Field(title="推定によるか（推）")
    revised: bool = Field(title="改定後の目標によるか（改）")
    carried: bool = Field(title="前の年度の値によるか（前）")
    partial: bool = Field(title="年度途中の値によるか（途）")
    judged: bool = Field(title="人の評価によるか（評）")

    @classmethod
    def of(cls, percentage: Percentage, column: CountColumn) -> "PercentageOut":
        return cls(
            column=column.id,
            share=_share(percentage),
            **{mark.value: mark in percentage.marks for mark in Mark},
        )


class TableOut(Out):
    """Counts by section and rating, and their percentages."""

    kind: Literal["overview", "sections"] = Field(title="全体の表か、分野別の表か")
    size: Count = Field(title="指標の数")
    columns: list[ColumnOut] = Field(title="列")
    rows: list[RowOut] = Field(title="行")
    percentages: list[PercentageOut] = Field(title="割合、列の順に（母数は表ごとに違う）")

    @classmethod
    def of(cls, table: CountTable, plan: Plan) -> "TableOut":
        shares = zip(table.percentages, table.columns, strict=True)
        return cls(
            kind="overview" if table.overview else "sections",
            size=table.size,
            columns=[ColumnOut.of(column) for column in table.columns],
            rows=[RowOut.of(row, table, plan) for row in table.rows],
            percentages=[PercentageOut.of(percentage, column) for percentage, column in shares],
        )


class RestingOut(Out):
    """The number of indicators with one mark, by part of a composition."""

    from_data: Count = Field(title="データから判定したもののうち")
    with_assumption: Count = Field(title="推定を含む判定のうち")
    from_publication: Count = Field(title="公表件数から充当したもののうち")

    @classmethod
    def of(cls, resting: Resting) -> "RestingOut":
        return cls(
            from_data=resting.from_data,
            with_assumption=resting.with_assumption,
            from_publication=resting.from_publication,
        )


class InStateOut(Out):
    """The number of indicators in a state of the plan."""

    id: str = Field(title="計画の定める状態の id")
    label: str = Field(title="表示名")
    count: Count = Field(title="指標の数")


class CompositionOut(Out):
    """Evidence for the indicators of a report, each counted once."""

    total: Count = Field(title="指標の数")
    from_data: Count = Field(title="データから判定")
    suspended: Count = Field(title="停止")
    states: list[InStateOut] = Field(title="計画の定める状態にある指標、状態ごとに")
    judged: Count = Field(title="人の評価")
    with_assumption: Count = Field(title="推定を含む判定")
    from_publication: Count = Field(title="公表件数から充当")
    undisclosed: Count = Field(title="名称の公表なし")
    unassessed: Count = Field(title="算定不能のまま")
    carried: RestingOut = Field(title="そのうち、前の年度の値による数（前）")
    partial: RestingOut = Field(title="そのうち、年度途中の値による数（途）")

    @classmethod
    def of(cls, composition: Composition | None) -> "CompositionOut | None":
        """Return `composition` as output, or None where nothing is rated."""
        if composition is None:
            return None
        return cls(
            total=composition.total,
            from_data=composition.from_data,
            suspended=composition.suspended,
            states=[InStateOut(id=s.id, label=s.label, count=count) for s, count in composition.states],
            judged=composition.judged,
            with_assumption=composition.with_assumption,
            from_publication=composition.from_publication,
            undisclosed=composition.undisclosed,
            unassessed=composition.unassessed,
            carried=RestingOut.of(composition.carried),
            partial=RestingOut.of(composition.partial),
        )


class GapOut(Out):
    """A section whose counts the published ones do not complete, and the reason."""

    section: str = Field(title="分野の id")
    why: Literal["not_asked", "not_published", "contradicted", "outdated"] = Field(title="公表件数で補わない理由")

    @classmethod
    def of(cls, gap: Gap) -> "GapOut":
        return cls(section=gap.section.id, why=gap.why.value)


class OriginalOut(Out):
    """Results by the targets as adopted, from data alone."""

    tables: list[TableOut] = Field(title="表（全体、分野別の順）")
    indicators: list[AssessedOut] = Field(title="指標")

    @classmethod
    def of(cls, report: Report | None) -> "OriginalOut | None":
        """Return `report` as output, or None where it was not asked for."""
        if report is None:
            return None
        overview = (report.overview,) if report.overview else ()
        return cls(
            tables=[TableOut.of(table, report.plan) for table in (*overview, *report.tables)],
            indicators=[AssessedOut.of(assessment, report.plan) for assessment in report.assessments],
        )


class MeanRateOut(Out):
    """The mean of the rates of a report."""

    rate: RatioOut = Field(title="達成率の平均（丸める前の率の平均）")
    count: Count = Field(title="率のある指標の数")
    by_publication: bool = Field(title="公表件数か名称の公表のない指標によるか（＊）")
    assumed: bool = Field(title="推定によるか（推）")
    revised: bool = Field(title="改定後の目標によるか（改）")
    carried: bool = Field(title="前の年度の値によるか（前）")
    partial: bool = Field(title="年度途中の値によるか（途）")
    judged: bool = Field(title="人の評価によるか（評）")

    @classmethod
    def of(cls, mean: MeanRate | None, plan: Plan) -> "MeanRateOut | None":
        """Return the mean as output, or None where the plan does not begin with one."""
        if mean is None or plan.scale is None:
            return None
        marks = {mark.value: mark in mean.marks for mark in Mark}
        return cls(rate=RatioOut.of(mean.exact, rate(mean.exact, plan.scale)), count=mean.count, **marks)


class ComparedColumnOut(Out):
    """A column in both years."""

    column: str = Field(title="列の id")
    before: Count = Field(title="比べる年度の件数")
    after: Count = Field(title="報告の年度の件数")
    before_share: RatioOut | None = Field(title="比べる年度の割合")
    after_share: RatioOut | None = Field(title="報告の年度の割合")


class MovedOut(Out):
    """An indicator whose rating is another one."""

    id: str = Field(title="指標の id")
    before: ResultOut = Field(title="比べる年度の結果")
    after: ResultOut = Field(title="報告の年度の結果")


class ComparedOut(Out):
    """The report beside that of another year."""

    year: YearOut = Field(title="比べる年度")
    columns: list[ComparedColumnOut] = Field(title="件数と割合、列ごとに")
    moved: list[MovedOut] = Field(title="達成区分の変わった指標")
    mean_rate: MeanRateOut | None = Field(title="比べる年度の、達成率の平均（計画の答えの率でないとき null）")

    @classmethod
    def of(cls, report: Report) -> "ComparedOut | None":
        """Return the comparison of `report` as output, or None where there is none."""
        before = report.before
        if before is None:
            return None
        tables = (before.overview, report.overview)
        ids = dict.fromkeys(column.id for table in tables if table for column in table.columns)
        return cls(
            year=YearOut.of(before.year),
            columns=[_compared(column, *tables) for column in ids],
            moved=[
                MovedOut(
                    id=now.indicator.id,
                    before=ResultOut.of(then, before.plan),
                    after=ResultOut.of(now, report.plan),
                )
                for then, now in rated_otherwise(report)
            ],
            mean_rate=MeanRateOut.of(before.mean_rate, before.plan),
        )


def _compared(column: str, before: CountTable | None, after: CountTable | None) -> ComparedColumnOut:
    counts, shares = [], []
    for table in (before, after):
        count, share = counted(table, column) if table else (0, None)
        counts.append(count)
        shares.append(_share(share) if share else None)
    (then, now), (earlier, later) = counts, shares
    return ComparedColumnOut(column=column, before=then, after=now, before_share=earlier, after_share=later)


class PlanReportOut(Out):
    """The report of one plan."""

    plan: PlanOut = Field(title="計画")
    year: YearOut = Field(title="年度")
    as_of: WrittenDate | None = Field(title="この日までに分かっていた値による（null はすべて）")
    section: str | None = Field(title="この分野だけの報告（null はすべて）")
    computed: bool = Field(title="公表件数で補わないか")
    tables: list[TableOut] = Field(title="表（全体、分野別の順）")
    indicators: list[AssessedOut] = Field(title="指標")
    mean_rate: MeanRateOut | None = Field(title="達成率の平均（計画の答えの率でないとき null）")
    composition: CompositionOut | None = Field(title="指標の内訳")
    gaps: list[GapOut] = Field(title="公表件数で補わない分野")
    reconciliation: ReconciliationOut | None = Field(title="公表結果との突き合わせ（公表がないとき null）")
    original: OriginalOut | None = Field(title="策定時の目標による結果（求めないとき null）")
    compared: ComparedOut | None = Field(title="ほかの年度との比較（求めないとき、その年度が期間にないとき null）")
    publication: PublicationOut | None = Field(title="公表と正誤（dxkpi publish で公表していないとき null）")
    outlook: PlanOutlookOut | None = Field(title="見通し（達成区分とは別。目標年度より前の指標がないとき null）")

    @classmethod
    def of(cls, report: Report, publication: Publication | None, outlook: PlanOutlook | None) -> "PlanReportOut":
        overview = (report.overview,) if report.overview else ()
        return cls(
            plan=PlanOut.of(report.plan),
            year=YearOut.of(report.year),
            as_of=date_or_none(report.scope.as_of),
            section=report.scope.section,
            computed=report.scope.computed,
            tables=[TableOut.of(table, report.plan) for table in (*overview, *report.tables)],
            indicators=[AssessedOut.of(assessment, report.plan) for assessment in report.assessments],
            mean_rate=MeanRateOut.of(report.mean_rate, report.plan),
            composition=CompositionOut.of(report.composition),
            gaps=[GapOut.of(gap) for gap in report.gaps],
            reconciliation=ReconciliationOut.of(report.reconciliation, report.plan),
            original=OriginalOut.of(report.original),
            compared=ComparedOut.of(report),
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
        return cls(
            format="dxkpi-report/1",
            reports=[
                PlanReportOut.of(one, outcome.publications.get(plan), outcome.outlooks.get(plan))
                for one in outcome.reports
                for plan in [one.plan.plan]
            ],
            diagnostics=[FindingOut.of(finding) for finding in outcome.findings],
        )


class LineOut(Out):
    """One plan. Counts are null where the plan counts nothing, or there is no report."""

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
    monitored: Count = Field(title="推移を見る指標の数")
    columns: list[ColumnOut] = Field(title="全体の表の列")
    percentages: list[PercentageOut] = Field(title="全体の表の割合、列の順に")
    mean_rate: MeanRateOut | None = Field(title="達成率の平均（計画の答えの率でないとき null）")
    agreement: AgreementName | None = Field(title="公表結果との照合（公表がないとき null）")
    result: SourceOut | None = Field(title="結果が公表された資料（なければ null）")
    published: bool = Field(title="公表したか（公表した結果のファイルがある）")
    publication: PublicationOut | None = Field(title="公表と正誤（dxkpi publish で公表していないとき null）")

    @classmethod
    def of(cls, line: PlanLine) -> "LineOut":
        found = line.report.reconciliation if isinstance(line.report, Report) else None
        mean = line.report.mean_rate if isinstance(line.report, Report) else None
        return cls(
            plan=PlanOut.of(line.judged_by),
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
            monitored=line.monitored,
            columns=[ColumnOut.of(column) for column, _ in line.shares],
            percentages=[PercentageOut.of(share, column) for column, share in line.shares],
            mean_rate=MeanRateOut.of(mean, line.judged_by),
            agreement=AGREEMENTS[found.agreement] if found else None,
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
        return cls(
            format="dxkpi-overview/1",
            year=year_or_none(outcome.year),
            plans=[LineOut.of(line) for line in outcome.lines],
        )
