"""Plans, sections, documents and sources as output; the same in every format."""

from pydantic import Field

from dxkpi.core.plan import Plan, Section
from dxkpi.core.rating import Rating
from dxkpi.core.source import Source
from dxkpi.render.json_v1.base import (
    Count,
    Out,
    WrittenDate,
    WrittenNumber,
    YearOut,
    date_or_none,
    written_or_none,
    year_or_none,
)


class MethodOut(Out):
    """How rates come about."""

    formula: str = Field(title="計算式")
    against: str = Field(title="比べる値")


class RatingOut(Out):
    """A band of the plan; `met` says whether an indicator in it has reached its target."""

    id: str = Field(title="達成区分の id")
    label: str = Field(title="表に印刷する語")
    group: str = Field(title="大きな分け")
    at_least: WrittenNumber | None = Field(title="下限（%、この値を含む）")
    met: bool = Field(title="達成か")

    @classmethod
    def of(cls, rating: Rating) -> "RatingOut":
        """`rating` as output."""
        edge = written_or_none(rating.at_least)
        return cls(id=rating.id, label=rating.label, group=rating.group, at_least=edge, met=rating.met)


class PlanOut(Out):
    """A plan: what readers need to make sense of its results."""

    id: str = Field(title="計画の id")
    name: str = Field(title="計画の名称")
    government: str | None = Field(title="団体")
    target_year: YearOut | None = Field(title="目標年度")
    method: MethodOut | None = Field(title="算定方法")
    ratings: list[RatingOut] = Field(title="達成区分（上から順に）")

    @classmethod
    def of(cls, plan: Plan) -> "PlanOut":
        """`plan` as output."""
        method = plan.method
        return cls(
            id=plan.plan,
            name=plan.name,
            government=plan.government,
            target_year=year_or_none(plan.target_year),
            method=MethodOut(formula=method.formula, against=method.against) if method else None,
            ratings=[RatingOut.of(rating) for rating in plan.ratings],
        )


class SectionOut(Out):
    """A section of the plan."""

    id: str = Field(title="分野の id")
    name: str = Field(title="分野の名称")
    title: str = Field(title="見出しに使う名称")

    @classmethod
    def of(cls, section: Section) -> "SectionOut":
        """`section` as output."""
        return cls(id=section.id, name=section.name, title=section.heading)


class SourceOut(Out):
    """A place in a document. Title and publisher are null where the plan does not declare the document."""

    document: str = Field(title="文書の id")
    title: str | None = Field(title="文書の題名")
    publisher: str | None = Field(title="発行者")
    date: WrittenDate | None = Field(title="文書の日付")
    page: Count | None = Field(title="ページ")
    heading: str | None = Field(title="見出し")

    @classmethod
    def of(cls, source: Source | None, plan: Plan) -> "SourceOut | None":
        """`source` with the document that it names, if there is one."""
        if source is None:
            return None
        document = plan.documents.get(source.document)
        return cls(
            document=source.document,
            title=document.title if document else None,
            publisher=document.publisher if document else None,
            date=date_or_none(document.date) if document else None,
            page=source.page,
            heading=source.heading,
        )
