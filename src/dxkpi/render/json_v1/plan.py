"""Plans, sections, documents and sources as output; the same in every format."""

from pydantic import Field

from dxkpi.core.indicator.attested import Carry, Source
from dxkpi.core.method.rating import BaselineChange, Rating, TargetStatus
from dxkpi.core.plan.plan import Plan
from dxkpi.core.plan.scheme import RelistedCount, Section
from dxkpi.core.plan.shares import ShareRounding
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
from dxkpi.render.views.method_words import plan_lines


class PlanMethodOut(Out):
    """The computation of rates."""

    formula: str = Field(title="計算式")
    against: str = Field(title="比べる値")
    preset: str | None = Field(title="もとにした定義済みの方法（ないとき null）")
    words: list[str] = Field(title="方法の説明")

    @classmethod
    def of(cls, plan: Plan) -> "PlanMethodOut | None":
        method = plan.method
        if method is None:
            return None
        words = list(plan_lines(plan))
        return cls(formula=method.formula, against=method.against, preset=method.preset, words=words)


class RatingOut(Out):
    """A rating of the plan; `met` says whether an indicator with it met its target."""

    id: str = Field(title="達成区分の id")
    label: str = Field(title="表に印刷する語")
    group: str = Field(title="大きな分け")
    at_least: WrittenNumber | None = Field(title="下限（%、この値を含む）")
    more_than: WrittenNumber | None = Field(title="下限（%、この値を含まない）")
    from_target: list[TargetStatus] | None = Field(title="比べる値に対する位置（問わないとき null）")
    from_baseline: list[BaselineChange] | None = Field(title="基準値に対する位置（問わないとき null）")
    without_target: bool = Field(title="目標値のない指標（増加・減少を目指す）だけの区分か")
    symbol: str | None = Field(title="記号")
    met: bool = Field(title="達成か")

    @classmethod
    def of(cls, rating: Rating) -> "RatingOut":
        return cls(
            id=rating.id,
            label=rating.label,
            group=rating.group,
            at_least=written_or_none(rating.at_least),
            more_than=written_or_none(rating.more_than),
            from_target=list(rating.from_target) if rating.from_target else None,
            from_baseline=list(rating.from_baseline) if rating.from_baseline else None,
            without_target=rating.without_target,
            symbol=rating.symbol,
            met=rating.met,
        )


class PlanOut(Out):
    """The facts about a plan that readers need to understand its results."""

    id: str = Field(title="計画の id")
    name: str = Field(title="計画の名称")
    government: str | None = Field(title="団体")
    target_year: YearOut | None = Field(title="目標年度")
    method: PlanMethodOut | None = Field(title="算定方法")
    ratings: list[RatingOut] = Field(title="達成区分（上から順に）")
    carry: Carry = Field(title="値のない年度を、いつまでの値で判定するか（any は限りなし）")
    relisted_count: RelistedCount = Field(title="再掲の指標を元の分野だけに数える once・載る分野ごとに数える each")
    share_rounding: ShareRounding = Field(title="割合の丸め方")

    @classmethod
    def of(cls, plan: Plan) -> "PlanOut":
        return cls(
            id=plan.plan,
            name=plan.name,
            government=plan.government,
            target_year=year_or_none(plan.target_year),
            method=PlanMethodOut.of(plan),
            ratings=[RatingOut.of(rating) for rating in plan.ratings],
            carry=plan.carry,
            relisted_count=plan.relisted_count,
            share_rounding=plan.share_rounding,
        )


class SectionOut(Out):
    """A section of the plan."""

    id: str = Field(title="分野の id")
    name: str = Field(title="分野の名称")
    title: str = Field(title="見出しに使う名称")

    @classmethod
    def of(cls, section: Section) -> "SectionOut":
        return cls(id=section.id, name=section.name, title=section.heading)


class SourceOut(Out):
    """A place in a document. Title, publisher and url are null where the plan does not declare them."""

    document: str = Field(title="文書の id")
    title: str | None = Field(title="文書の題名")
    publisher: str | None = Field(title="発行者")
    date: WrittenDate | None = Field(title="文書の日付")
    url: str | None = Field(title="文書の載っているページのアドレス")
    page: Count | None = Field(title="ページ")
    heading: str | None = Field(title="見出し")

    @classmethod
    def of(cls, source: Source | None, plan: Plan) -> "SourceOut | None":
        """Return `source` with the document that it names as output, or None."""
        if source is None:
            return None
        document = plan.documents.get(source.document)
        return cls(
            document=source.document,
            title=document.title if document else None,
            publisher=document.publisher if document else None,
            date=date_or_none(document.date) if document else None,
            url=document.url if document else None,
            page=source.page,
            heading=source.heading,
        )
