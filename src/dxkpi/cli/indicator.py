"""`dxkpi explain`, `dxkpi list` and `dxkpi show`."""

from typing import Annotated

import typer

from dxkpi.app.problems import UsageProblem
from dxkpi.cli import completion, usage
from dxkpi.cli.output import deliver, put, say, say_passed_over
from dxkpi.cli.run import load, sound


def explain(
    indicator: usage.Indicator,
    year: usage.YearOfPlan = None,
    plan: usage.Plan = None,
    as_of: usage.AsOf = None,
    rev: usage.Revision = None,
    form: Annotated[str, usage.format_of("ExplainOutcome")] = "text",
    output: usage.Output = None,
    data: usage.DataFolder = "data",
) -> None:
    """指標の達成率と達成区分の根拠を、ファイルの行と出典まで示す。

    算定不能のときは、なぜか、何が分かっているか、公表件数から何が言えるかを示す。

    例:
      dxkpi explain rpa-hours --year R3
    """
    from dxkpi.app.indicator import IndicatorRequest, explained

    outcome = explained(sound(load(data, rev), plan, indicator), IndicatorRequest(indicator, year, plan, as_of))
    put(outcome, form, output)
    if outcome.remark:
        say(outcome.remark)
    say_passed_over(outcome.passed_over)


def show(
    indicator: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="指標（id、名称か番号）。--canonical のときはファイル",
            show_default=False,
            autocompletion=completion.indicators,
        ),
    ],
    plan: usage.Plan = None,
    canonical: Annotated[
        bool, typer.Option("--canonical", help="一つのデータファイルを、一行に一つの事柄で示す（git diff に使う）")
    ] = False,
    rev: usage.Revision = None,
    form: Annotated[str, usage.format_of("ShowOutcome")] = "text",
    output: usage.Output = None,
    data: usage.DataFolder = "data",
) -> None:
    """指標について宣言されていることをすべて、年度ごとの実績とともに示す。

    git diff や git log -p で、YAML の行ではなく事柄の変化を見るには、.gitattributes に
    「data/**/*.yaml diff=dxkpi」と書き、次を一度実行する。
      git config diff.dxkpi.textconv "dxkpi show --canonical"

    例:
      dxkpi show rpa-hours
      dxkpi show --canonical data/indicators/chiba-ict/hakyu/rpa-hours.yaml
    """
    if canonical:
        if form != "text" or plan is not None or rev is not None:
            raise UsageProblem("--canonical: 形は一つで、ファイルをそのまま示す。--format、--plan、--rev は付けない")
        from dxkpi.app.canonical import canonical as facts_of

        deliver(facts_of(indicator), output, for_people=False)
        return
    from dxkpi.app.indicator import IndicatorRequest, shown

    put(shown(sound(load(data, rev), plan, indicator), IndicatorRequest(indicator, None, plan)), form, output)


def list_(
    year: usage.YearOfPlan = None,
    plan: usage.Plan = None,
    section: usage.Section = None,
    owner: usage.Owners = None,
    rating: Annotated[
        str | None,
        usage.option(
            "--rating",
            "ID",
            "達成区分か状態（id か印刷する語）、または suspended（停止）、unassessed（算定不能）、monitored（推移）",
        ),
    ] = None,
    rev: usage.Revision = None,
    form: Annotated[str, usage.format_of("ListOutcome")] = "text",
    headings: usage.Headings = "",
    output: usage.Output = None,
    data: usage.DataFolder = "data",
) -> None:
    """指標を一覧する。計画・分野・担当・達成区分で絞れる。

    例:
      dxkpi list --section hakyu
      dxkpi list --year R3 --rating unassessed
    """
    from dxkpi.app.indicator import ListRequest, listed

    outcome = listed(sound(load(data, rev), plan), ListRequest(year, plan, section, tuple(owner or ()), rating))
    put(outcome, form, output, headings=headings)
