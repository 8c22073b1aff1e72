"""The output of `dxkpi check-targets`."""

from typing import Literal

from pydantic import Field

from dxkpi.core.outcomes.targets import CheckedPlan, CheckTargetsOutcome, Coverage
from dxkpi.render.json_v1.base import Count, Out, WrittenDate, YearOut, date_or_none
from dxkpi.render.json_v1.finding import FindingOut
from dxkpi.render.json_v1.plan import PlanOut


class CoverageOut(Out):
    """How far one kind could be looked for."""

    rules: list[str] = Field(title="規則の番号")
    label: str = Field(title="種類（日本語）")
    when: str = Field(title="どういうときに挙げるか")
    told: Count = Field(title="当てはまるかが分かった目標の数")
    found: Count = Field(title="挙げた目標の数")
    untold: Count = Field(title="データから分からない目標の数")
    lacking: str | None = Field(title="分からないときに欠けているもの（すべて分かれば null）")

    @classmethod
    def of(cls, own: Coverage) -> "CoverageOut":
        """`own` as output."""
        return cls(
            rules=[rule.code for rule in own.kind.rules],
            label=own.kind.title,
            when=own.kind.when,
            told=own.told,
            found=own.found,
            untold=own.untold,
            lacking=own.lacking if own.untold else None,
        )


class CheckedPlanOut(Out):
    """The targets of one plan in one year."""

    plan: PlanOut = Field(title="計画")
    year: YearOut = Field(title="年度")
    as_of: WrittenDate | None = Field(title="この日までに分かっていた値による（null はすべて）")
    targets: Count = Field(title="見た目標の数")
    noticed: Count = Field(title="そのうち注意の要る目標の数")
    apart: Count = Field(title="進捗管理の停止などで見ていない指標の数")
    unnamed: Count = Field(title="名称の公表がなく、見ていない指標の数")
    findings: list[FindingOut] = Field(title="指摘。関わりのある場所は、元になる値とその場所")
    coverage: list[CoverageOut] = Field(title="見た範囲")

    @classmethod
    def of(cls, checked: CheckedPlan) -> "CheckedPlanOut":
        """`checked` as output."""
        return cls(
            plan=PlanOut.of(checked.plan),
            year=YearOut.of(checked.year),
            as_of=date_or_none(checked.as_of),
            targets=checked.targets,
            noticed=checked.noticed,
            apart=checked.apart,
            unnamed=checked.unnamed,
            findings=[FindingOut.of(finding) for kind in checked.kinds for finding in kind.findings],
            coverage=list(map(CoverageOut.of, checked.coverage)),
        )


class CheckTargetsOut(Out):
    """The targets of each plan that deserve attention."""

    format: Literal["dxkpi-check-targets/1"] = Field(title="形式と版")
    plans: list[CheckedPlanOut] = Field(title="計画ごとの目標")

    @classmethod
    def of(cls, outcome: CheckTargetsOutcome) -> "CheckTargetsOut":
        """`outcome` as output."""
        return cls(format="dxkpi-check-targets/1", plans=list(map(CheckedPlanOut.of, outcome.plans)))
