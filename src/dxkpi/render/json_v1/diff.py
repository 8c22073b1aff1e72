"""The output of `dxkpi diff`."""

from typing import Literal

from pydantic import Field

from dxkpi.core.assessment import Assessment
from dxkpi.core.basis.change_kind import Kind
from dxkpi.core.dataset import DeclaredPlan
from dxkpi.core.diff.change import Change
from dxkpi.core.diff.doubt import Doubt, Why
from dxkpi.core.diff.impact import CellMove, Effect, GradeMove, ResultMove, ShareMove, TableMove
from dxkpi.core.diff.outcome import DiffOutcome, DiffSide
from dxkpi.core.numerals import percent_of
from dxkpi.core.reconcile import Agreement
from dxkpi.render.json_v1.base import Count, Out, RatioOut, ValueOut, YearOut, readable, value_out, year_or_none
from dxkpi.render.json_v1.finding import FindingOut, PlaceOut, place_of
from dxkpi.render.json_v1.indicator import ResultOut
from dxkpi.render.json_v1.report import GradeOut
from dxkpi.render.views.diff_words import KINDS, WHYS


class SideOut(Out):
    """One of the two states compared."""

    kind: Literal["folder", "revision"] = Field(title="フォルダか、git の版か")
    name: str = Field(title="そのフォルダか版の、指定された名")
    commit: str | None = Field(title="版のコミットの番号（フォルダなら null）", pattern="^[0-9a-f]{40}([0-9a-f]{24})?$")
    empty: bool = Field(title="データのフォルダがないか、計画も指標もないか")
    errors: list[FindingOut] = Field(title="数字に関わる誤り（あれば、その結果と表は比べない）")

    @classmethod
    def of(cls, side: DiffSide) -> "SideOut":
        """Return `side` as output."""
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

    key: list[str] = Field(title="変更の key の下のキー")
    before: str | None = Field(title="前の値（なければ null）")
    after: str | None = Field(title="後の値（なければ null）")


class ChangeOut(Out):
    """A change of a plan or an indicator."""

    fingerprint: str = Field(title="同じ変更なら、ほかが変わっても同じ印", pattern="^[0-9a-f]{32}$")
    kind: Kind = Field(title="変更の種類")
    label: str = Field(title="変更の種類（日本語）")
    plan: str = Field(title="計画の id")
    indicator: str | None = Field(title="指標の id（計画の変更なら null）")
    name: str = Field(title="指標か計画の名称")
    year: YearOut | None = Field(title="年度（年度ごとのものでなければ null）")
    key: list[str] = Field(title="変わったもののキー")
    values: list[ChangedValueOut] = Field(title="変わった値のすべて")
    before: PlaceOut | None = Field(title="前の場所")
    after: PlaceOut | None = Field(title="後の場所")
    moves_figures: bool = Field(title="数字に関わると分かったか（year があれば、その年度の数字に）")

    @classmethod
    def of(cls, change: Change, outcome: DiffOutcome, *, moves: bool) -> "ChangeOut":
        """Return `change` as output."""
        return cls(
            fingerprint=change.fingerprint,
            kind=change.kind,
            label=KINDS[change.kind],
            plan=change.plan,
            indicator=change.indicator,
            name=change.name,
            year=year_or_none(change.year),
            key=list(change.key),
            values=[ChangedValueOut(key=list(v.key), before=v.before, after=v.after) for v in change.values],
            before=place_of(change.before, outcome.before.where) if change.before else None,
            after=place_of(change.after, outcome.after.where) if change.after else None,
            moves_figures=moves,
        )


class StandOut(Out):
    """The result of an indicator on one side."""

    result: ResultOut = Field(title="結果")
    actual_year: YearOut | None = Field(title="判定した実績値の年度")
    actual: ValueOut | None = Field(title="判定した実績値")

    @classmethod
    def of(cls, assessment: Assessment | None, plan: DeclaredPlan | None) -> "StandOut | None":
        """Return `assessment` as output, or None."""
        if assessment is None or plan is None:
            return None
        observation = assessment.observation
        return cls(
            result=ResultOut.of(assessment, plan.plan),
            actual_year=YearOut.of(observation.year) if observation else None,
            actual=value_out(observation.actual.form) if observation else None,
        )


class ResultMoveOut(Out):
    """An indicator whose result changed."""

    indicator: str = Field(title="指標の id")
    name: str = Field(title="名称")
    rerated: bool = Field(title="達成区分が変わるか")
    before: StandOut | None = Field(title="前の結果（なければ null）")
    after: StandOut | None = Field(title="後の結果（なければ null）")

    @classmethod
    def of(cls, result: ResultMove, effect: Effect) -> "ResultMoveOut":
        """Return `result` as output."""
        return cls(
            indicator=result.indicator,
            name=result.name,
            rerated=result.rerated,
            before=StandOut.of(result.before, effect.before),
            after=StandOut.of(result.after, effect.after),
        )


class CellMoveOut(Out):
    """A changed count."""

    section: str = Field(title="分野の id")
    column: str = Field(title="列の id")
    before: Count | None = Field(title="前の件数（なければ null）")
    after: Count | None = Field(title="後の件数（なければ null）")

    @classmethod
    def of(cls, cell: CellMove) -> "CellMoveOut":
        """Return `cell` as output."""
        return cls(section=cell.section.id, column=cell.column.id, before=cell.before, after=cell.after)


class ShareMoveOut(Out):
    """A changed percentage."""

    column: str = Field(title="列の id")
    before: RatioOut | None = Field(title="前の割合（なければ null）")
    after: RatioOut | None = Field(title="後の割合（なければ null）")

    @classmethod
    def of(cls, share: ShareMove) -> "ShareMoveOut":
        """Return `share` as output."""
        before, after = (None if s is None else RatioOut.of(s, percent_of(s)) for s in (share.before, share.after))
        return cls(column=share.column.id, before=before, after=after)


class TableMoveOut(Out):
    """A changed table."""

    kind: Literal["overview", "sections"] = Field(title="全体の表か、分野別の表か")
    sections: list[str] = Field(title="表の分野の id")
    size_before: Count | None = Field(title="前の指標の数（表がなければ null）")
    size_after: Count | None = Field(title="後の指標の数（表がなければ null）")
    cells: list[CellMoveOut] = Field(title="変わる件数")
    percentages: list[ShareMoveOut] = Field(title="変わる割合")

    @classmethod
    def of(cls, table: TableMove) -> "TableMoveOut":
        """Return `table` as output."""
        return cls(
            kind="overview" if table.overview else "sections",
            sections=[section.id for section in table.sections],
            size_before=table.size[0],
            size_after=table.size[1],
            cells=[CellMoveOut.of(cell) for cell in table.cells],
            percentages=[ShareMoveOut.of(share) for share in table.shares],
        )


class GradeMoveOut(Out):
    """A section whose grade, or points for it, changed."""

    section: str = Field(title="分野の id")
    before: GradeOut | None = Field(title="前の評語（なければ null）")
    after: GradeOut | None = Field(title="後の評語（なければ null）")

    @classmethod
    def of(cls, move: GradeMove) -> "GradeMoveOut":
        """Return `move` as output."""
        return cls(section=move.section.id, before=GradeOut.of(move.before), after=GradeOut.of(move.after))


class EffectOut(Out):
    """Impact on a plan in a fiscal year."""

    plan: str = Field(title="計画の id")
    year: YearOut = Field(title="年度")
    results: list[ResultMoveOut] = Field(title="結果の変わる指標")
    tables: list[TableMoveOut] | None = Field(title="変わる表（誤りのため比べないとき null）")
    grades: list[GradeMoveOut] = Field(title="評語かその点の変わる分野")
    agreement_before: Agreement | None = Field(title="前の、公表結果との突き合わせ")
    agreement_after: Agreement | None = Field(title="後の、公表結果との突き合わせ")

    @classmethod
    def of(cls, effect: Effect) -> "EffectOut":
        """Return `effect` as output."""
        return cls(
            plan=effect.plan,
            year=YearOut.of(effect.year),
            results=[ResultMoveOut.of(result, effect) for result in effect.results],
            tables=None if effect.tables is None else [TableMoveOut.of(table) for table in effect.tables],
            grades=[GradeMoveOut.of(move) for move in effect.grades],
            agreement_before=effect.agreement[0],
            agreement_after=effect.agreement[1],
        )


class DoubtOut(Out):
    """A request for a second look."""

    why: Why = Field(title="なぜ見るか")
    message: str = Field(title="なぜ見るか（日本語）")
    plan: str = Field(title="計画の id")
    indicator: str | None = Field(title="指標の id（計画全体のことなら null）")
    year: YearOut | None = Field(title="年度（年度によらなければ null）")
    changes: list[str] = Field(title="元になる変更の fingerprint")

    @classmethod
    def of(cls, doubt: Doubt) -> "DoubtOut":
        """Return `doubt` as output."""
        return cls(
            why=doubt.why,
            message=WHYS[doubt.why],
            plan=doubt.plan,
            indicator=doubt.indicator,
            year=year_or_none(doubt.year),
            changes=[change.fingerprint for change in doubt.changes],
        )


class DiffOut(Out):
    """Changes between two states of the data, and their impact on the figures."""

    format: Literal["dxkpi-diff/1"] = Field(title="形式と版")
    before: SideOut = Field(title="前")
    after: SideOut = Field(title="後")
    year: YearOut | None = Field(title="この年度の数字だけ（null はすべての年度）")
    rerated: bool = Field(title="達成区分か件数・割合か評語が変わるか")
    changes: list[ChangeOut] = Field(title="変更")
    effects: list[EffectOut] = Field(title="数字への影響")
    second_look: list[DoubtOut] = Field(title="もう一度見るところ")
    not_compared: list[str] = Field(title="一方の側で読めないため、比べなかったファイル")

    @classmethod
    def of(cls, outcome: DiffOutcome) -> "DiffOut":
        """Return `outcome` as output."""
        moving = {change.fingerprint for change in outcome.moving}
        return cls(
            format="dxkpi-diff/1",
            before=SideOut.of(outcome.before),
            after=SideOut.of(outcome.after),
            year=year_or_none(outcome.year),
            rerated=outcome.rerated,
            changes=[
                ChangeOut.of(change, outcome, moves=change.fingerprint in moving)
                for change in outcome.difference.changes
            ],
            effects=[EffectOut.of(effect) for effect in outcome.effects],
            second_look=[DoubtOut.of(doubt) for doubt in outcome.doubts],
            not_compared=[readable(name) for name in outcome.difference.uncompared],
        )
