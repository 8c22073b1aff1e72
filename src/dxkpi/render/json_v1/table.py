"""The tables of a report as output."""

from typing import Literal

from pydantic import Field

from dxkpi.core.method.grade import Graded
from dxkpi.core.numerals import number, percent_of
from dxkpi.core.plan.plan import Plan
from dxkpi.core.report import Cell, Column, Composition, Gap, Percentage, Row, Table, graded
from dxkpi.render.json_v1.base import Count, Out, QuantityOut, RatioOut
from dxkpi.render.json_v1.plan import SectionOut


class ColumnOut(Out):
    """A column of counts."""

    id: str = Field(title="達成区分の id、suspended（停止）か unassessed（算定不能）")
    group: str = Field(title="上の段の見出し")
    label: str = Field(title="下の段の見出し")

    @classmethod
    def of(cls, column: Column) -> "ColumnOut":
        """`column` as output."""
        return cls(id=column.id, group=column.group, label=column.label)


class CellOut(Out):
    """A count and what it rests on."""

    column: str = Field(title="列の id")
    count: Count | None = Field(title="件数（数えるものがないとき null）")
    from_data: Count = Field(title="データから判定した数")
    undisclosed: Count = Field(title="名称の公表のない数")
    from_publication: Count = Field(title="公表件数から充てた数")
    by_publication: bool = Field(title="公表件数か名称の公表のない指標によるか（＊）")
    assumed: list[str] = Field(title="推定による指標の id")

    @classmethod
    def of(cls, cell: Cell, column: Column) -> "CellOut":
        """`cell` as output."""
        return cls(
            column=column.id,
            count=cell.count,
            from_data=len(cell.named),
            undisclosed=cell.undisclosed,
            from_publication=cell.filled,
            by_publication=cell.by_publication,
            assumed=[assessment.indicator.id for assessment in cell.assumed],
        )


class GradeOut(Out):
    """What the points of a section come to."""

    id: str = Field(title="評語の id")
    label: str = Field(title="評語")
    points: QuantityOut = Field(title="点の合計か平均（丸める方法なら丸めた値）")
    indicators: Count = Field(title="点を集めた指標の数")

    @classmethod
    def of(cls, graded: Graded | None) -> "GradeOut | None":
        """`graded` as output, where there is a grade."""
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
    def of(cls, row: Row, table: Table, plan: Plan) -> "RowOut":
        """`row` of `table` as output."""
        cells = [CellOut.of(cell, column) for cell, column in zip(row.cells, table.columns, strict=True)]
        grade = GradeOut.of(graded(plan, table, row))
        return cls(section=SectionOut.of(row.section), size=row.size, cells=cells, grade=grade)


class PercentageOut(Out):
    """A share of all indicators of the table; null where there is none."""

    column: str = Field(title="列の id")
    share: RatioOut | None = Field(title="割合")
    by_publication: bool = Field(title="公表件数か名称の公表のない指標によるか（＊）")
    assumed: bool = Field(title="推定によるか")

    @classmethod
    def of(cls, percentage: Percentage, column: Column) -> "PercentageOut":
        """`percentage` as output."""
        share = percentage.exact
        return cls(
            column=column.id,
            share=None if share is None else RatioOut.of(share, percent_of(share)),
            by_publication=percentage.by_publication,
            assumed=percentage.assumed,
        )


class TableOut(Out):
    """Counts by section and rating, and their shares."""

    kind: Literal["overview", "sections"] = Field(title="全体の表か、分野別の表か")
    size: Count = Field(title="指標の数")
    columns: list[ColumnOut] = Field(title="列")
    rows: list[RowOut] = Field(title="行")
    percentages: list[PercentageOut] = Field(title="割合、列の順に（母数は表ごとに違う）")

    @classmethod
    def of(cls, table: Table, plan: Plan) -> "TableOut":
        """`table` as output."""
        shares = zip(table.percentages, table.columns, strict=True)
        return cls(
            kind="overview" if table.overview else "sections",
            size=table.size,
            columns=[ColumnOut.of(column) for column in table.columns],
            rows=[RowOut.of(row, table, plan) for row in table.rows],
            percentages=[PercentageOut.of(percentage, column) for percentage, column in shares],
        )


class CompositionOut(Out):
    """What the indicators of a report rest on, each counted once."""

    total: Count = Field(title="指標の数")
    from_data: Count = Field(title="データから判定")
    with_assumption: Count = Field(title="推定を含む判定")
    from_publication: Count = Field(title="公表件数から充当")
    undisclosed: Count = Field(title="名称の公表なし")
    unassessed: Count = Field(title="算定不能のまま")

    @classmethod
    def of(cls, composition: Composition | None) -> "CompositionOut | None":
        """`composition` as output, where something is rated."""
        if composition is None:
            return None
        return cls(
            total=composition.total,
            from_data=composition.from_data,
            with_assumption=composition.with_assumption,
            from_publication=composition.from_publication,
            undisclosed=composition.undisclosed,
            unassessed=composition.unassessed,
        )


class GapOut(Out):
    """A section whose counts the published ones do not complete."""

    section: str = Field(title="分野の id")
    why: Literal["not_asked", "not_published", "contradicted", "outdated"] = Field(title="公表件数で補わない理由")

    @classmethod
    def of(cls, gap: Gap) -> "GapOut":
        """`gap` as output."""
        return cls(section=gap.section.id, why=gap.why.value)
