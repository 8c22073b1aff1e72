"""Revisions of a target as output."""

from collections.abc import Iterable
from typing import Any

from pydantic import Field

from dxkpi.core.dataset import DeclaredPlan
from dxkpi.core.in_force import Revised
from dxkpi.core.plan import Plan
from dxkpi.core.reference import Where
from dxkpi.render.json_v1.base import Out, WrittenDate, YearOut, date_or_none
from dxkpi.render.json_v1.finding import PlaceOut
from dxkpi.render.json_v1.indicator import TargetOut
from dxkpi.render.json_v1.place import place_of
from dxkpi.render.json_v1.plan import SourceOut


class RevisionOut(Out):
    """A decision that changed the target: all of it as it was, and as it became."""

    date: WrittenDate = Field(title="決まった日")
    known: WrittenDate | None = Field(title="分かった日（決まった日に分かったとき null）")
    before: TargetOut | None = Field(alias="from", title="改定前の目標値")
    after: TargetOut | None = Field(alias="to", title="改定後の目標値")
    reason: str = Field(title="理由")
    decision: str | None = Field(title="決定")
    source: SourceOut | None = Field(title="出典")

    @classmethod
    def of(cls, steps: Iterable[Revised], plan: Plan) -> "list[RevisionOut]":
        """`steps` as output, in their order."""
        return [cls(**_facts(step, plan)) for step in steps]


class PlacedRevisionOut(RevisionOut):
    """A decision that changed the target, where it is declared, and from which year on it counts."""

    first_year: YearOut = Field(title="この改定が効く最初の年度")
    place: PlaceOut = Field(title="宣言されている場所")

    @classmethod
    def at(cls, steps: Iterable[Revised], plan: DeclaredPlan, where: Where) -> "list[PlacedRevisionOut]":
        """`steps` as output, in their order."""
        return [
            cls(
                **_facts(step, plan.plan),
                first_year=YearOut.of(step.revision.first_year),
                place=place_of(plan.at("revisions", step.position, "to"), where),
            )
            for step in steps
        ]


def _facts(step: Revised, plan: Plan) -> dict[str, Any]:
    own = step.revision
    return {
        "date": str(own.date),
        "known": date_or_none(own.known),
        "before": TargetOut.of(step.before, plan),
        "after": TargetOut.of(step.after, plan),
        "reason": own.reason,
        "decision": own.decision,
        "source": SourceOut.of(own.source, plan),
    }
