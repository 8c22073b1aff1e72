"""What was published of a report's year, and what was corrected since, as output."""

from typing import Any

from pydantic import Field

from dxkpi.core.plan.in_force import as_written
from dxkpi.core.plan.plan import Plan
from dxkpi.core.publication.review import Corrected, Publication
from dxkpi.render.json_v1.base import Out, WrittenDate, readable
from dxkpi.render.json_v1.plan import SourceOut


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
        """`corrected` as output."""
        own = corrected.correction
        return cls(
            date=str(own.date),
            indicator=own.indicator,
            name=corrected.name,
            before=as_written(own.before) if own.before else None,
            after=as_written(own.after) if own.after else None,
            what=own.what,
            why=own.why,
            source=SourceOut.of(own.source, plan),
        )


class PublicationOut(Out):
    """That and when a year was published, and how the report stands to it."""

    date: WrittenDate | None = Field(title="公表した日（分からないとき null）")
    manifest: str = Field(title="公表した結果のファイル")
    corrections: list[CorrectionOut] = Field(title="正誤、計画に書かれた順に")
    differs: bool = Field(title="公表の後に分かった値により、公表した数字（正誤を反映したもの）と違うか")
    sound: bool = Field(title="公表した値と今のデータが合っているか")

    @classmethod
    def of(cls, publication: Publication | None, plan: Plan) -> "PublicationOut | None":
        """`publication` as output, if there was one."""
        if publication is None:
            return None
        return cls(
            date=str(publication.day) if publication.day else None,
            manifest=readable(publication.document),
            corrections=[CorrectionOut.of(corrected, plan) for corrected in publication.corrections],
            differs=publication.differs,
            sound=publication.sound,
        )
