"""The output of `dxkpi diff`."""

from typing import Any, Literal

from pydantic import Field

from dxkpi.core.assessment import Assessment
from dxkpi.core.basis.change_kind import ChangeKind
from dxkpi.core.basis.mark import Mark
from dxkpi.core.dataset import DeclaredPlan
from dxkpi.core.diff.change import Change
from dxkpi.core.diff.impact import CellMove, GradeMove, Impact, RatingMove, ResultMove, TableMove
from dxkpi.core.diff.outcome import DiffOutcome, DiffSide, SecondLook
from dxkpi.core.diff.words import KINDS
from dxkpi.core.reconcile import Agreement
from dxkpi.core.report import MeanRate
from dxkpi.render.json_v1.assessed import ResultOut
from dxkpi.render.json_v1.base import Count, Out, RatioOut, ValueOut, YearOut, readable, value_out, year_or_none
from dxkpi.render.json_v1.finding import FindingOut, PlaceOut
from dxkpi.render.json_v1.report import GradeOut, MeanRateOut


class SideOut(Out):
    """One of the two states compared."""

    kind: Literal["folder", "revision"] = Field(title="フォルダか、git の版か")
    name: str = Field(title="そのフォルダか版の、指定された名")
    commit: str | None = Field(title="版のコミットの番号（フォルダなら null）", pattern="^[0-9a-f]{40}([0-9a-f]{24})?$")
    empty: bool = Field(title="データのフォルダがないか、計画も指標もないか")
    errors: list[FindingOut] = Field(title="数字に関わる誤り（あれば、その結果と表は比べない）")

    @classmethod
    def of(cls, side: DiffSide) -> "SideOut":
        errors = [FindingOut.of(finding) for finding in side.errors]
        return cls(
            kind="folder" if side.commit is None else "revision",
            name=readable(side.label),
            commit=side.commit,
            empty=side.empty,
            errors=errors,
        )


class ChangedValueOut(Out):
    """A single value as written in data."""

    key: list[str] = Field(title="変更の key の下のキー（一覧の項目は、その名前か、括弧の中の1からの番号）")
    before: str | None = Field(title="前の値（なければ null）")
    after: str | None = Field(title="後の値（なければ null）")


class ChangeOut(Out):
    """A change of a plan, of an indicator, or of the list of departments."""

    fingerprint: str = Field(title="同じ変更なら、ほかが変わっても同じ印", pattern="^[0-9a-f]{32}$")
    kind: ChangeKind = Field(title="変更の種類")
    label: str = Field(title="変更の種類（日本語）")
    plan: str | None = Field(title="計画の id（担当の一覧の変更なら null）")
    indicator: str | None = Field(title="指標の id（指標の変更でなければ null）")
    name: str = Field(title="指標、計画、担当の名称")
    year: YearOut | None = Field(title="年度（年度ごとのものでなければ null）")
    key: list[str] = Field(title="変わったもののキー")
    values: list[ChangedValueOut] = Field(title="変わった値のすべて")
    before: PlaceOut | None = Field(title="前の場所")
    after: PlaceOut | None = Field(title="後の場所")
    moves_figures: bool = Field(title="数字に関わると分かったか（year があれば、その年度の数字に）")

    @classmethod
    def of(cls, change: Change, outcome: DiffOutcome, *, moves: bool) -> "ChangeOut":
        return cls(
            fingerprint=change.fingerprint,
            kind=change.kind,
            label=KINDS[change.kind],
            plan=change.plan or None,
            indicator=change.indicator,
            name=change.name,
            year=year_or_none(change.year),
            key=list(change.key),
            values=[ChangedValueOut(key=list(v.key), before=v.before, after=v.after) for v in change.values],
            before=PlaceOut.of(outcome.before.locate(change.before)) if change.before else None,
            after=PlaceOut.of(outcome.after.locate(change.after)) if change.after else None,
            moves_figures=moves,
        )


class StandOut(Out):
    """The result of an indicator on one side."""

    result: ResultOut = Field(title="結果")
    actual_year: YearOut | None = Field(title="判定した実績値の年度")
    actual: ValueOut | None = Field(title="判定した実績値")
    marks: list[Mark] = Field(title="結果に付く印（推定、改定、前の年度の値、年度途中の値）")

    @classmethod
    def of(cls, assessment: Assessment | None, plan: DeclaredPlan | None) -> "StandOut | None":
        if assessment is None or plan is None:
            return None
        observation = assessment.observation
        return cls(
            result=ResultOut.of(assessment, plan.plan),
            actual_year=YearOut.of(observation.year) if observation else None,
            actual=value_out(observation.actual.form) if observation else None,
            marks=[mark for mark in Mark if mark in assessment.marks],
        )


class ResultMoveOut(Out):
    """An indicator whose result changed."""

    indicator: str = Field(title="指標の id")
    name: str = Field(title="名称")
    rerated: bool = Field(title="達成区分が変わるか")
    before: StandOut | None = Field(title="前の結果（なければ null）")
    after: StandOut | None = Field(title="後の結果（なければ null）")

    @classmethod
    def of(cls, result: ResultMove, impact: Impact) -> "ResultMoveOut":
        return cls(
            indicator=result.indicator,
            name=result.name,
            rerated=result.rerated,
            before=StandOut.of(result.before, impact.before),
            after=StandOut.of(result.after, impact.after),
        )


def _counted(move: CellMove | RatingMove) -> dict[str, Any]:
    """Return both counts of a move, with their marks."""
    sides = {"before": move.before, "after": move.after}
    return {key: marked.count if marked else None for key, marked in sides.items()} | {
        f"marks_{key}": [mark for mark in Mark if marked and mark in marked.marks] for key, marked in sides.items()
    }


class CellMoveOut(Out):
    """A changed count."""

    section: str = Field(title="分野の id")
    column: str = Field(title="列の id")
    before: Count | None = Field(title="前の件数（なければ null）")
    after: Count | None = Field(title="後の件数（なければ null）")
    marks_before: list[Mark] = Field(title="前の件数の印")
    marks_after: list[Mark] = Field(title="後の件数の印")

    @classmethod
    def of(cls, cell: CellMove) -> "CellMoveOut":
        return cls(section=cell.section.id, column=cell.column.id, **_counted(cell))


class RatingMoveOut(Out):
    """A changed column, over all sections of a table."""

    column: str = Field(title="列の id")
    before: Count | None = Field(title="前の件数（なければ null）")
    after: Count | None = Field(title="後の件数（なければ null）")
    marks_before: list[Mark] = Field(title="前の件数の印")
    marks_after: list[Mark] = Field(title="後の件数の印")
    percentage_before: RatioOut | None = Field(title="前の割合（なければ null）")
    percentage_after: RatioOut | None = Field(title="後の割合（なければ null）")

    @classmethod
    def of(cls, move: RatingMove) -> "RatingMoveOut":
        return cls(
            column=move.column.id,
            percentage_before=RatioOut.of_share(move.share_before),
            percentage_after=RatioOut.of_share(move.share_after),
            **_counted(move),
        )


class TableMoveOut(Out):
    """A changed table."""

    kind: Literal["overview", "sections"] = Field(title="全体の表か、分野別の表か")
    sections: list[str] = Field(title="表の分野の id")
    size_before: Count | None = Field(title="前の指標の数（表がなければ null）")
    size_after: Count | None = Field(title="後の指標の数（表がなければ null）")
    cells: list[CellMoveOut] = Field(title="変わる件数")
    ratings: list[RatingMoveOut] = Field(title="表の全体で、件数か割合の変わる列")

    @classmethod
    def of(cls, table: TableMove) -> "TableMoveOut":
        return cls(
            kind="overview" if table.overview else "sections",
            sections=[section.id for section in table.sections],
            size_before=table.size[0],
            size_after=table.size[1],
            cells=[CellMoveOut.of(cell) for cell in table.cells],
            ratings=[RatingMoveOut.of(move) for move in table.ratings],
        )


class GradeMoveOut(Out):
    """A section whose grade, or points for it, changed."""

    section: str = Field(title="分野の id")
    before: GradeOut | None = Field(title="前の評語（なければ null）")
    after: GradeOut | None = Field(title="後の評語（なければ null）")

    @classmethod
    def of(cls, move: GradeMove) -> "GradeMoveOut":
        return cls(section=move.section.id, before=GradeOut.of(move.before), after=GradeOut.of(move.after))


class ImpactOut(Out):
    """Impact on a plan in a fiscal year."""

    plan: str = Field(title="計画の id")
    year: YearOut = Field(title="年度")
    results: list[ResultMoveOut] = Field(title="結果の変わる指標")
    tables: list[TableMoveOut] | None = Field(title="変わる表（誤りのため比べないとき null）")
    grades: list[GradeMoveOut] = Field(title="評語かその点の変わる分野")
    mean_rate_before: MeanRateOut | None = Field(title="前の、達成率の平均（計画の答えの率でないとき null）")
    mean_rate_after: MeanRateOut | None = Field(title="後の、達成率の平均（計画の答えの率でないとき null）")
    agreement_before: Agreement | None = Field(title="前の、公表結果との突き合わせ")
    agreement_after: Agreement | None = Field(title="後の、公表結果との突き合わせ")

    @classmethod
    def of(cls, impact: Impact) -> "ImpactOut":
        return cls(
            plan=impact.plan,
            year=YearOut.of(impact.year),
            results=[ResultMoveOut.of(result, impact) for result in impact.results],
            tables=None if impact.tables is None else [TableMoveOut.of(table) for table in impact.tables],
            grades=[GradeMoveOut.of(move) for move in impact.grades],
            mean_rate_before=_mean_rate(impact.means[0], impact.before),
            mean_rate_after=_mean_rate(impact.means[1], impact.after),
            agreement_before=impact.agreement[0],
            agreement_after=impact.agreement[1],
        )


def _mean_rate(mean: MeanRate | None, declared: DeclaredPlan | None) -> MeanRateOut | None:
    return MeanRateOut.of(mean, declared.plan) if declared else None


class SecondLookOut(FindingOut):
    """A finding about changes."""

    changes: list[str] = Field(title="元になる変更の fingerprint")

    @classmethod
    def of_look(cls, look: SecondLook) -> "SecondLookOut":
        return cls(**dict(FindingOut.of(look.finding)), changes=[change.fingerprint for change in look.changes])


class DiffOut(Out):
    """Changes between two states of the data, and their impact on the figures."""

    format: Literal["dxkpi-diff/1"] = Field(title="形式と版")
    before: SideOut = Field(title="前")
    after: SideOut = Field(title="後")
    year: YearOut | None = Field(title="この年度の数字だけ（null はすべての年度）")
    rerated: bool = Field(title="達成区分か件数・割合か評語が変わるか")
    changes: list[ChangeOut] = Field(title="変更")
    effects: list[ImpactOut] = Field(title="数字への影響")
    second_look: list[SecondLookOut] = Field(title="もう一度見るところ")
    not_compared: list[str] = Field(title="一方の側で読めないため、比べなかったファイル")

    @classmethod
    def of(cls, outcome: DiffOutcome) -> "DiffOut":
        material = {change.fingerprint for change in outcome.material}
        return cls(
            format="dxkpi-diff/1",
            before=SideOut.of(outcome.before),
            after=SideOut.of(outcome.after),
            year=year_or_none(outcome.year),
            rerated=outcome.rerated,
            changes=[
                ChangeOut.of(change, outcome, moves=change.fingerprint in material)
                for change in outcome.difference.changes
            ],
            effects=[ImpactOut.of(impact) for impact in outcome.impacts],
            second_look=[SecondLookOut.of_look(look) for look in outcome.second_looks],
            not_compared=[readable(name) for name in outcome.difference.uncompared],
        )
