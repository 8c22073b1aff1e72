"""A published year beside the data as output: agreement, differences, and the published figures."""

from typing import Any, Literal

from pydantic import Field

from dxkpi.core.outcomes.report import ReconcileOutcome
from dxkpi.core.plan.plan import Plan, as_written
from dxkpi.core.plan.published import CarriedOver
from dxkpi.core.publication.conformity import Corrected, Publication
from dxkpi.core.published_rows import RowDifference
from dxkpi.core.reconcile import Agreement, Percent, PrintedRow, ReconciledCell, Reconciliation, SectionResult
from dxkpi.render.json_v1.base import (
    Count,
    Out,
    RatioOut,
    WrittenDate,
    WrittenNumber,
    YearOut,
    date_or_none,
    readable,
    written,
)
from dxkpi.render.json_v1.plan import PlanOut, SourceOut

AgreementName = Literal["confirmed", "possible", "contradicted"]
AGREEMENTS: dict[Agreement, AgreementName] = {
    Agreement.CONFIRMED: "confirmed",
    Agreement.POSSIBLE: "possible",
    Agreement.CONTRADICTED: "contradicted",
}
"""The agreements as output."""


class PublishedCellOut(Out):
    """One published count. `rest` is what named and unnamed indicators leave of it; below zero there are too many."""

    column: str = Field(title="達成区分の id か suspended")
    published: Count | None = Field(title="公表された数（印刷がないとき null）")
    from_data: Count = Field(title="データから判定した数")
    undisclosed: Count = Field(title="名称の公表のない数")
    rest: int = Field(title="残り")
    unconfirmed: Count = Field(title="確認できない数")
    indicators: list[str] = Field(title="データから判定した指標の id")
    candidates: list[str] = Field(title="ここに入りうる算定不能の指標の id")
    agreement: AgreementName = Field(title="一致・矛盾なし・不整合 の別")

    @classmethod
    def of(cls, cell: ReconciledCell) -> "PublishedCellOut":
        return cls(
            column=cell.column,
            published=cell.published,
            from_data=len(cell.named),
            undisclosed=cell.undisclosed,
            rest=cell.rest,
            unconfirmed=cell.unconfirmed,
            indicators=[assessment.indicator.id for assessment in cell.named],
            candidates=[assessment.indicator.id for assessment in cell.candidates],
            agreement=AGREEMENTS[cell.agreement],
        )


class PublishedSectionOut(Out):
    """The published counts of one section, and the ratings they leave to those not assessed."""

    section: str = Field(title="分野の id")
    cells: list[PublishedCellOut] = Field(title="公表された数、達成区分ごと")
    allowed: dict[str, list[str]] = Field(title="算定不能の指標の id と、公表結果と両立する達成区分の id")

    @classmethod
    def of(cls, result: SectionResult) -> "PublishedSectionOut":
        return cls(
            section=result.section.id,
            cells=[PublishedCellOut.of(cell) for cell in result.cells],
            allowed={indicator: list(ratings) for indicator, ratings in result.allowed.items()},
        )


class PublishedPercentOut(Out):
    """One published percentage, with the published counts that give it."""

    table: Count | None = Field(title="分野別の表の番号（0から。計画全体のとき null）")
    column: str = Field(title="達成区分の id か suspended")
    published: WrittenNumber = Field(title="公表された割合（%）")
    count: Count = Field(title="件数")
    denominator: Count = Field(title="母数")
    exact: RatioOut | None = Field(title="件数から計算した割合（母数が0のとき null）")
    agreement: AgreementName = Field(title="一致・矛盾なし・不整合 の別")

    @classmethod
    def of(cls, percent: Percent) -> "PublishedPercentOut":
        printed = percent.printed
        return cls(
            table=printed.table,
            column=printed.column,
            published=written(printed.percent),
            count=printed.count,
            denominator=printed.denominator,
            exact=RatioOut.of_share(printed.exact),
            agreement=AGREEMENTS[percent.agreement],
        )


class PublishedFigureOut(Out):
    """A printed figure of an indicator that the data do not confirm."""

    key: list[str | int] = Field(title="行のキー")
    published: str = Field(title="公表された値")
    data: str | None = Field(title="データの値（データから出ないとき null）")
    agreement: AgreementName = Field(title="矛盾なし・不整合 の別")

    @classmethod
    def of(cls, difference: RowDifference, agreement: Agreement) -> "PublishedFigureOut":
        data = None if difference.today is None else _text(difference.today)
        return cls(
            key=list(difference.path), published=_text(difference.published), data=data, agreement=AGREEMENTS[agreement]
        )


class PublishedRowOut(Out):
    """The row that the document prints of one indicator."""

    indicator: str = Field(title="指標の id")
    printed: Count = Field(title="印刷された値の数")
    agreement: AgreementName = Field(title="一致・矛盾なし・不整合 の別")
    figures: list[PublishedFigureOut] = Field(title="一致しない値")

    @classmethod
    def of(cls, row: PrintedRow) -> "PublishedRowOut":
        wrong = [PublishedFigureOut.of(difference, Agreement.CONTRADICTED) for difference in row.contradicted]
        left = [PublishedFigureOut.of(difference, Agreement.POSSIBLE) for difference in row.open]
        return cls(
            indicator=row.assessment.indicator.id,
            printed=row.printed,
            agreement=AGREEMENTS[row.agreement],
            figures=[*wrong, *left],
        )


def _text(value: object) -> str:
    return "、".join(map(str, value)) if isinstance(value, tuple) else str(value)


class ReconciliationOut(Out):
    """A published result compared with the data at the vintage of its document."""

    source: SourceOut | None = Field(title="公表した文書（データはその日付の時点で読む）")
    agreement: AgreementName = Field(title="すべてのうち最も悪いもの")
    sections: list[PublishedSectionOut] = Field(title="分野ごとの数")
    percentages: list[PublishedPercentOut] = Field(title="割合")
    rows: list[PublishedRowOut] = Field(title="指標ごとの値")

    @classmethod
    def of(cls, found: Reconciliation | None, plan: Plan) -> "ReconciliationOut | None":
        if found is None:
            return None
        return cls(
            source=SourceOut.of(found.published.source, plan),
            agreement=AGREEMENTS[found.agreement],
            sections=[PublishedSectionOut.of(section) for section in found.sections],
            percentages=[PublishedPercentOut.of(percent) for percent in found.percentages],
            rows=[PublishedRowOut.of(row) for row in found.rows],
        )


class PlanReconciliationOut(Out):
    """The published result of one plan and year."""

    plan: PlanOut = Field(title="計画")
    year: YearOut = Field(title="年度")
    reconciliation: ReconciliationOut | None = Field(title="公表結果との突き合わせ")

    @classmethod
    def of(cls, reconciliation: Reconciliation) -> "PlanReconciliationOut":
        plan, year = PlanOut.of(reconciliation.plan), YearOut.of(reconciliation.year)
        return cls(plan=plan, year=year, reconciliation=ReconciliationOut.of(reconciliation, reconciliation.plan))


class ReconcileOut(Out):
    """The output of `dxkpi reconcile`."""

    format: Literal["dxkpi-reconcile/1"] = Field(title="形式と版")
    reconciliations: list[PlanReconciliationOut] = Field(title="計画ごとの突き合わせ")

    @classmethod
    def of(cls, outcome: ReconcileOutcome) -> "ReconcileOut":
        return cls(
            format="dxkpi-reconcile/1", reconciliations=list(map(PlanReconciliationOut.of, outcome.reconciliations))
        )


class CorrectionOut(Out):
    """A correction."""

    date: WrittenDate = Field(title="正誤を出した日")
    indicator: str | None = Field(title="指標の id（件数と割合の正誤なら null）")
    name: str | None = Field(title="指標の名称")
    before: Any = Field(alias="from", title="公表した値（変わるキーだけ。なかったとき null）")
    after: Any = Field(alias="to", title="正しい値（変わるキーだけ。なくなったとき null）")
    what: str | None = Field(title="内容")
    why: str = Field(title="理由")
    source: SourceOut | None = Field(title="出典")

    @classmethod
    def of(cls, corrected: Corrected, plan: Plan) -> "CorrectionOut":
        correction = corrected.correction
        return cls(
            date=str(correction.date),
            indicator=correction.indicator,
            name=corrected.name,
            before=as_written(correction.before) if correction.before else None,
            after=as_written(correction.after) if correction.after else None,
            what=correction.what,
            why=correction.why,
            source=SourceOut.of(correction.source, plan),
        )


class CarriedOverOut(Out):
    """The indicators without a value of the year that it was published with, and the reason for publishing."""

    reason: str = Field(title="理由")
    indicators: list[str] = Field(title="前の年度の値による指標の id")
    missing: list[str] = Field(title="値のない指標の id")

    @classmethod
    def of(cls, carried: CarriedOver | None) -> "CarriedOverOut | None":
        return (
            cls(reason=carried.reason, indicators=list(carried.indicators), missing=list(carried.missing))
            if carried
            else None
        )


class PublicationOut(Out):
    """The publication of a year, and the report's relation to it."""

    date: WrittenDate | None = Field(title="公表した日（分からないとき null）")
    manifest: str = Field(title="公表した結果のファイル")
    corrections: list[CorrectionOut] = Field(title="正誤、計画に書かれた順に")
    differs: bool = Field(title="公表の後に分かった値により、公表した数字（正誤を反映したもの）と違うか")
    sound: bool = Field(title="公表した値と今のデータが合っているか")
    carried: CarriedOverOut | None = Field(title="その年度の値がない指標を入れて公表した理由（ないとき null）")
    added: list[str] = Field(title="報告が数え、公表した結果にはない（公表の後に加わった）指標の id")

    @classmethod
    def of(cls, publication: Publication | None, plan: Plan) -> "PublicationOut | None":
        if publication is None:
            return None
        return cls(
            date=date_or_none(publication.day),
            manifest=readable(publication.document),
            corrections=[CorrectionOut.of(corrected, plan) for corrected in publication.corrections],
            differs=publication.differs,
            sound=publication.sound,
            carried=CarriedOverOut.of(publication.carried),
            added=list(publication.added),
        )
