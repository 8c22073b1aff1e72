"""Findings, their places and their rules as output."""

from typing import Literal

from pydantic import Field

from dxkpi.core.basis.finding import Command, Example, Finding, Ref, RuleInfo, Severity, Spot, Where
from dxkpi.core.outcomes.findings import (
    CheckCoverage,
    CheckedPlan,
    CheckTargetsOutcome,
    RuleCount,
    RuleOutcome,
    RulesOutcome,
    StatisticsOutcome,
    ValidateOutcome,
    by_rule,
)
from dxkpi.core.settling import Waived
from dxkpi.render.json_v1.base import Count, Out, WrittenDate, YearOut, date_or_none, readable
from dxkpi.render.json_v1.plan import PlanOut


class PlaceOut(Out):
    """A place in a data file; line and column are counted from 1, in characters."""

    file: str = Field(title="ファイル")
    line: Count = Field(title="行")
    column: Count = Field(title="桁（文字で数える）")

    @classmethod
    def of(cls, spot: Spot) -> "PlaceOut":
        return cls(file=readable(spot.document), line=spot.line, column=spot.column)


class RelatedOut(Out):
    """Another place that a finding refers to."""

    place: PlaceOut = Field(title="場所")
    label: str = Field(title="何の場所か")


class FindingOut(Out):
    """One finding: its rule, its place, its message and its advice."""

    code: str = Field(title="規則の番号")
    name: str = Field(title="規則の名")
    severity: Literal["error", "warning"] = Field(title="誤りか警告か")
    place: PlaceOut = Field(title="場所")
    message: str = Field(title="何があり、何があるべきか")
    hint: str | None = Field(title="どうするか")
    related: list[RelatedOut] = Field(title="関わりのある場所")
    more: Count = Field(
        title="示していない、同じファイルの同じ規則の指摘の数（示した最後の指摘に添える。96 は 96 以上）"
    )

    @classmethod
    def of(cls, finding: Finding) -> "FindingOut":
        diagnostic = finding.diagnostic
        return cls(
            code=diagnostic.rule.code,
            name=diagnostic.rule.name,
            severity=finding.severity.value,
            place=PlaceOut.of(finding.spot),
            message=diagnostic.message,
            hint=diagnostic.hint or None,
            related=[RelatedOut(place=PlaceOut.of(spot), label=label) for spot, label in finding.related],
            more=finding.more,
        )


class WaivedOut(Out):
    """A finding that was set aside."""

    finding: FindingOut = Field(title="指摘")
    reason: str = Field(title="免除の理由")
    place: PlaceOut | None = Field(title="免除の注釈の場所。計画の rules によるときは null")

    @classmethod
    def of(cls, waived: Waived) -> "WaivedOut":
        place = PlaceOut.of(waived.spot) if waived.spot else None
        return cls(finding=FindingOut.of(waived.finding), reason=waived.reason, place=place)


class RuleCountOut(Out):
    """Number of findings of a rule."""

    code: str = Field(title="規則の番号")
    name: str = Field(title="規則の名")
    severity: Literal["error", "warning"] = Field(title="誤りか警告か")
    count: Count = Field(title="指摘の数（一つのファイルにつき101まで数える）")
    files: Count = Field(title="指摘のあるファイルの数")

    @classmethod
    def of(cls, count: RuleCount) -> "RuleCountOut":
        rule = count.rule
        return cls(code=rule.code, name=rule.name, severity=rule.severity.value, count=count.count, files=count.files)


class ValidateOut(Out):
    """The output of `dxkpi validate`."""

    format: Literal["dxkpi-validate/1"] = Field(title="形式と版")
    files: Count = Field(title="読んだファイルの数")
    errors: Count = Field(title="誤りの数（示していないものも。一つのファイルの一つの規則につき101まで数える）")
    warnings: Count = Field(title="警告の数（同じ）")
    diagnostics: list[FindingOut] = Field(title="指摘")
    skipped: list[str] = Field(title="見なかったファイル")
    waived: list[WaivedOut] = Field(title="免除された指摘")
    beyond: list[RuleCountOut] = Field(title="20,000件を超えたために示していない指摘の、規則ごとの数")
    waived_beyond: Count = Field(title="示していない、免除された指摘の数（示した指摘の more を除く）")
    hidden: Count = Field(title="選ばれていない規則の指摘の数")
    unread: list[str] = Field(title="読めないため、値の意味とほかのファイルとの関わりを見ていないファイル")

    @classmethod
    def of(cls, outcome: ValidateOutcome) -> "ValidateOut":
        return cls(
            format="dxkpi-validate/1",
            files=outcome.files,
            errors=outcome.count(Severity.ERROR),
            warnings=outcome.count(Severity.WARNING),
            diagnostics=[FindingOut.of(finding) for finding in outcome.findings],
            skipped=[readable(name) for name in outcome.skipped],
            waived=[WaivedOut.of(waived) for waived in outcome.waived],
            beyond=[RuleCountOut.of(count) for count in by_rule(outcome.beyond)],
            waived_beyond=outcome.waived_beyond,
            hidden=outcome.hidden,
            unread=[readable(name) for name in outcome.unread],
        )


class StatisticsOut(Out):
    """The output of `dxkpi validate --statistics`."""

    format: Literal["dxkpi-statistics/1"] = Field(title="形式と版")
    files: Count = Field(title="読んだファイルの数")
    rules: list[RuleCountOut] = Field(title="規則ごとの数。多い順")

    @classmethod
    def of(cls, outcome: StatisticsOutcome) -> "StatisticsOut":
        rules = [RuleCountOut.of(row) for row in outcome.rows]
        return cls(format="dxkpi-statistics/1", files=outcome.outcome.files, rules=rules)


def place_of(ref: Ref, where: Where) -> PlaceOut:
    """Return the place of `ref`; the name of a file may itself contain colons."""
    file, line, column = where(ref).rsplit(":", 2)
    return PlaceOut(file=file, line=int(line), column=int(column))


class RuleHeadOut(Out):
    """A rule in one sentence."""

    code: str = Field(title="規則の番号。使い回さない")
    name: str = Field(title="規則の名前")
    severity: Literal["error", "warning"] = Field(title="誤りか警告か")
    summary: str = Field(title="何を見つけるか")
    waivable: bool = Field(title="理由を添えて免除できるか")
    commands: list[Command] = Field(title="dxkpi のどのコマンドが見るか")

    @classmethod
    def of(cls, rule: RuleInfo) -> "RuleHeadOut":
        return cls(
            code=rule.code,
            name=rule.name,
            severity=rule.severity.value,
            summary=rule.summary,
            waivable=rule.waivable,
            commands=list(rule.commands),
        )


class RulesOut(Out):
    """The output of `dxkpi rules`."""

    format: Literal["dxkpi-rules/1"] = Field(title="形式と版")
    rules: list[RuleHeadOut] = Field(title="規則。番号の順")

    @classmethod
    def of(cls, outcome: RulesOutcome) -> "RulesOut":
        return cls(format="dxkpi-rules/1", rules=[RuleHeadOut.of(rule) for rule in outcome.rules])


class ExampleOut(Out):
    """Lines of a data file of the example."""

    file: str = Field(title="データのフォルダの中でのファイル名")
    whole: bool = Field(title="ファイルの全体か。そうでなければ一部")
    encoding: str = Field(title="ファイルの文字コード")
    text: str = Field(title="行")

    @classmethod
    def of(cls, example: Example) -> "ExampleOut":
        return cls(file=example.file, whole=example.whole, encoding=example.encoding, text=example.text)


class RuleOut(Out):
    """The output of `dxkpi rule`."""

    format: Literal["dxkpi-rule/1"] = Field(title="形式と版")
    rule: RuleHeadOut = Field(title="規則")
    why: str = Field(title="なぜあるか")
    mend: str = Field(title="直し方")
    bad: list[ExampleOut] = Field(title="悪い例。短い文面では示せないとき空")
    good: list[ExampleOut] = Field(title="良い例。短い文面では示せないとき空")
    others: list[list[ExampleOut]] = Field(title="ほかの直し方による良い例。直し方の選択肢ごとに一組")
    before: list[ExampleOut] = Field(title="変更の規則なら、どちらの例でも変更の前にあるもの。ほかは空")

    @classmethod
    def of(cls, outcome: RuleOutcome) -> "RuleOut":
        rule = outcome.rule
        return cls(
            format="dxkpi-rule/1",
            rule=RuleHeadOut.of(rule),
            why=rule.page.why,
            mend=rule.page.fix,
            bad=[ExampleOut.of(example) for example in rule.page.bad],
            good=[ExampleOut.of(example) for example in rule.page.good],
            others=[[ExampleOut.of(example) for example in examples] for examples in rule.page.others],
            before=[ExampleOut.of(example) for example in rule.page.before],
        )


class CoverageOut(Out):
    """Coverage of one kind of check."""

    rules: list[str] = Field(title="規則の番号")
    label: str = Field(title="種類（日本語）")
    when: str = Field(title="どういうときに挙げるか")
    told: Count = Field(title="当てはまるかが分かった目標の数")
    found: Count = Field(title="挙げた目標の数")
    untold: Count = Field(title="データから分からない目標の数")
    lacking: str | None = Field(title="分からないときに欠けているもの（すべて分かれば null）")

    @classmethod
    def of(cls, coverage: CheckCoverage) -> "CoverageOut":
        return cls(
            rules=[rule.code for rule in coverage.kind.rules],
            label=coverage.kind.title,
            when=coverage.kind.when,
            told=coverage.checkable,
            found=coverage.found,
            untold=coverage.unknown,
            lacking=coverage.lacking if coverage.unknown else None,
        )


class CheckedPlanOut(Out):
    """The targets of one plan in one year."""

    plan: PlanOut = Field(title="計画")
    year: YearOut = Field(title="年度")
    as_of: WrittenDate | None = Field(title="この日までに分かっていた値による（null はすべて）")
    targets: Count = Field(title="見た目標の数")
    parts: Count = Field(title="ほかに見た、うち（別の指標の内数）の目標の数。どの数にも入らない")
    noticed: Count = Field(title="そのうち注意の要る目標の数")
    apart: Count = Field(title="進捗管理の停止などで見ていない指標の数")
    unnamed: Count = Field(title="名称の公表がなく、見ていない指標の数")
    findings: list[FindingOut] = Field(title="指摘。関わりのある場所は、元になる値とその場所")
    coverage: list[CoverageOut] = Field(title="見た範囲")

    @classmethod
    def of(cls, checked: CheckedPlan) -> "CheckedPlanOut":
        return cls(
            plan=PlanOut.of(checked.plan),
            year=YearOut.of(checked.year),
            as_of=date_or_none(checked.as_of),
            targets=checked.targets,
            parts=checked.parts,
            noticed=checked.noticed,
            apart=checked.apart,
            unnamed=checked.unnamed,
            findings=[FindingOut.of(finding) for kind in checked.kinds for finding in kind.findings],
            coverage=list(map(CoverageOut.of, checked.coverage)),
        )


class CheckTargetsOut(Out):
    """The targets of each plan that need attention."""

    format: Literal["dxkpi-check-targets/1"] = Field(title="形式と版")
    plans: list[CheckedPlanOut] = Field(title="計画ごとの目標")

    @classmethod
    def of(cls, outcome: CheckTargetsOutcome) -> "CheckTargetsOut":
        return cls(format="dxkpi-check-targets/1", plans=list(map(CheckedPlanOut.of, outcome.plans)))
