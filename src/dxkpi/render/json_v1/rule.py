"""The output of `dxkpi rules` and `dxkpi rule`."""

from collections.abc import Iterable
from typing import Literal

from pydantic import Field

from dxkpi.core.diagnostic import RuleInfo
from dxkpi.core.page import Example
from dxkpi.render.json_v1.base import Out


class RuleHeadOut(Out):
    """What a rule is, in one sentence."""

    code: str = Field(title="規則の番号。使い回さない")
    name: str = Field(title="規則の名前")
    severity: Literal["error", "warning"] = Field(title="誤りか警告か")
    summary: str = Field(title="何を見つけるか")
    waivable: bool = Field(title="理由を添えて免除できるか")
    command: Literal["validate", "check-targets"] = Field(title="dxkpi のどのコマンドが見るか")

    @classmethod
    def of(cls, rule: RuleInfo) -> "RuleHeadOut":
        """`rule` as output."""
        return cls(
            code=rule.code,
            name=rule.name,
            severity=rule.severity.value,
            summary=rule.summary,
            waivable=rule.waivable,
            command="check-targets" if rule.review else "validate",
        )


class RulesOut(Out):
    """The output of `dxkpi rules`."""

    format: Literal["dxkpi-rules/1"] = Field(title="形式と版")
    rules: list[RuleHeadOut] = Field(title="規則。番号の順")

    @classmethod
    def of(cls, rules: Iterable[RuleInfo]) -> "RulesOut":
        """`rules` as output."""
        return cls(format="dxkpi-rules/1", rules=[RuleHeadOut.of(rule) for rule in rules])


class ExampleOut(Out):
    """Lines of a data file of the example."""

    file: str = Field(title="データのフォルダの中でのファイル名")
    whole: bool = Field(title="ファイルの全体か。そうでなければ一部")
    encoding: str = Field(title="ファイルの文字コード")
    text: str = Field(title="行")

    @classmethod
    def of(cls, example: Example) -> "ExampleOut":
        """`example` as output."""
        return cls(file=example.file, whole=example.whole, encoding=example.encoding, text=example.text)


class RuleOut(Out):
    """The output of `dxkpi rule`."""

    format: Literal["dxkpi-rule/1"] = Field(title="形式と版")
    rule: RuleHeadOut = Field(title="規則")
    why: str = Field(title="なぜあるか")
    mend: str = Field(title="直し方")
    bad: list[ExampleOut] = Field(title="悪い例。短い文面では示せないとき空")
    good: list[ExampleOut] = Field(title="良い例。短い文面では示せないとき空")

    @classmethod
    def of(cls, rule: RuleInfo) -> "RuleOut":
        """`rule` with its page as output."""
        return cls(
            format="dxkpi-rule/1",
            rule=RuleHeadOut.of(rule),
            why=rule.page.why,
            mend=rule.page.mend,
            bad=[ExampleOut.of(example) for example in rule.page.bad],
            good=[ExampleOut.of(example) for example in rule.page.good],
        )
