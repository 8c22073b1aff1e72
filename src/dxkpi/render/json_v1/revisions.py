"""Revisions of a target as output."""

from collections.abc import Iterable

from pydantic import Field

from dxkpi.core.in_force import Revised
from dxkpi.core.plan import Plan
from dxkpi.render.json_v1.base import Out, WrittenDate
from dxkpi.render.json_v1.indicator import TargetOut
from dxkpi.render.json_v1.plan import SourceOut


class RevisionOut(Out):
    """A decision that changed the target: all of it as it was, and as it became."""

    date: WrittenDate = Field(title="決まった日")
    before: TargetOut | None = Field(alias="from", title="改定前の目標値")
    after: TargetOut | None = Field(alias="to", title="改定後の目標値")
    reason: str = Field(title="理由")
    decision: str | None = Field(title="決定")
    source: SourceOut | None = Field(title="出典")

    @classmethod
    def of(cls, steps: Iterable[Revised], plan: Plan) -> "list[RevisionOut]":
        """`steps` as output, in their order."""
        return [
            cls(
                date=str(step.revision.date),
                before=TargetOut.of(step.before, plan),
                after=TargetOut.of(step.after, plan),
                reason=step.revision.reason,
                decision=step.revision.decision,
                source=SourceOut.of(step.revision.source, plan),
            )
            for step in steps
        ]
