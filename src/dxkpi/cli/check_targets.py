"""`dxkpi check-targets`."""

from typing import Annotated

import typer

from dxkpi.app.problems import ExitCode
from dxkpi.cli import usage
from dxkpi.cli.output import put
from dxkpi.cli.run import load, sound


def check_targets(
    year: usage.YearOfPlan = None,
    plan: usage.Plan = None,
    as_of: usage.AsOf = None,
    rev: usage.Revision = None,
    form: usage.PlainFormat = "text",
    exit_code: Annotated[bool, typer.Option("--exit-code", help="一つでも挙がれば、終了コード 1")] = False,
    output: usage.Output = None,
    data: usage.DataFolder = "data",
) -> None:
    """注意の要る目標を、その訳と値とファイルの行とともに挙げる。

    初めから達成していた、何倍も上回った、これまでのペースでは届かない、何年も動かない、
    何年も実績値がない、桁や単位が変わったなどの目標と、見込の値に支えられた結果を示す。
    データから分からないことは言わず、何が分からなかったかを終わりに示す。

    例:
      dxkpi check-targets
      dxkpi check-targets --year R3 --plan chiba-ict --format markdown
    """
    from dxkpi.app.check_targets import CheckTargetsRequest
    from dxkpi.app.check_targets import check_targets as build

    outcome = build(sound(load(data, rev), plan), CheckTargetsRequest(year, plan, as_of))
    put(outcome, form, output)
    if exit_code and outcome.weak:
        raise typer.Exit(ExitCode.FINDINGS)
