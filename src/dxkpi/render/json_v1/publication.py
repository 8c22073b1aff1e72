"""What was published of a report's year, and what was corrected since, as output."""

from typing import Any

from pydantic import Field

from dxkpi.core.plan import Plan
from dxkpi.core.publication.review import Corrected, Publication, Rerated
from dxkpi.render.json_v1.base import Out, WrittenDate, readable
from dxkpi.render.json_v1.diff import TableMoveOut
from dxkpi.render.json_v1.plan import SourceOut
from dxkpi.render.json_v1.result import ResultOut


class ReratedOut(Out):
    """An indicator whose result a correction changed."""

    indicator: str = Field(title="指標の id")
    before: ResultOut | None = Field(title="正誤の前の結果")
    after: ResultOut | None = Field(title="正誤の後の結果")

    @classmethod
    def of(cls, result: Rerated, before: Plan, after: Plan) -> "ReratedOut":
        """`result` as output, each side by its plan."""
        one = result.after or result.before
        assert one is not None
        return cls(
            indicator=one.indicator.id,
            before=ResultOut.of(result.before, before) if result.before else None,
            after=ResultOut.of(result.after, after) if result.after else None,
        )


class CorrectionOut(Out):
    """A correction, and what it did."""

    date: WrittenDate = Field(title="正誤を出した日")
    indicator: str | None = Field(title="指標の id（計画の記録の正誤なら null）")
    name: str | None = Field(title="指標の名称")
    record: str = Field(title="記録の名前（baseline、actuals R3 など）")
    before: Any = Field(alias="from", title="公表した値（変わるキーだけ。なかったとき null）")
    after: Any = Field(alias="to", title="正しい値（変わるキーだけ。なくなったとき null）")
    what: str | None = Field(title="内容")
    why: str = Field(title="理由")
    source: SourceOut | None = Field(title="出典")
    results: list[ReratedOut] = Field(title="結果の変わった指標")
    tables: list[TableMoveOut] = Field(title="同じ日の正誤によって変わった表（その日の最後の正誤に示す）")

    @classmethod
    def of(cls, corrected: Corrected) -> "CorrectionOut":
        """`corrected` as output."""
        own, before, after = corrected.correction, corrected.before, corrected.after
        return cls(
            date=str(own.date),
            indicator=own.indicator,
            name=corrected.name,
            record=own.record,
            before=own.before,
            after=own.after,
            what=own.what,
            why=own.why,
            source=SourceOut.of(own.source, after),
            results=[ReratedOut.of(result, before, after) for result in corrected.results],
            tables=[TableMoveOut.of(table) for table in corrected.tables or ()],
        )


class PublicationOut(Out):
    """That and when a year was published, and how the report stands to it."""

    date: WrittenDate = Field(title="公表した日")
    manifest: str = Field(title="公表記録のファイル")
    corrections: list[CorrectionOut] = Field(title="正誤、計画に書かれた順に")
    differs: bool = Field(title="公表の後に分かった値により、公表した数字（正誤を反映したもの）と違うか")
    sound: bool = Field(title="公表記録と今のデータが合っているか")

    @classmethod
    def of(cls, publication: Publication | None) -> "PublicationOut | None":
        """`publication` as output, if there was one."""
        if publication is None:
            return None
        return cls(
            date=str(publication.day),
            manifest=readable(publication.document),
            corrections=[CorrectionOut.of(corrected) for corrected in publication.corrections],
            differs=publication.differs,
            sound=publication.sound,
        )
