"""`dxkpi new shared`."""

from typing import Annotated

import typer

from dxkpi.app.problems import UsageProblem
from dxkpi.cli import options
from dxkpi.cli.carrying import carry_out
from dxkpi.cli.run import load


def shared(
    indicator: options.Indicator,
    plan: Annotated[str | None, typer.Option("--plan", metavar="ID", help="加える計画（id か名称）")] = None,
    section: Annotated[str | None, typer.Option("--section", metavar="ID", help="その計画の分野")] = None,
    relisted: Annotated[
        list[str] | None, typer.Option("--relisted", metavar="ID", help="その計画で再掲するほかの分野。並べて書ける")
    ] = None,
    direction: Annotated[
        str | None, typer.Option("--direction", metavar="monitor|…", help="その計画での目標の型。省くとファイルと同じ")
    ] = None,
    baseline: Annotated[
        str | None, typer.Option("--baseline", metavar="VALUE", help="その計画の基準値。省くとファイルと同じ")
    ] = None,
    target: Annotated[
        str | None, typer.Option("--target", metavar="VALUE", help="その計画の目標値。省くとファイルと同じ")
    ] = None,
    target_year: Annotated[
        str | None, typer.Option("--target-year", metavar="R9", help="その目標年度。計画と同じなら書かない")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="確かめずに書き込む")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="何が変わるかを示すだけで、書き込まない")] = False,
    data: options.DataFolder = "data",
) -> None:
    """指標を、ほかの計画でも使うようにする。

    指標のファイルの shared に、その計画での分野と目標を書き加える。実績値はどの計画でも同じになる。
    書き込む前に、変わる行と、その計画での結果を示して確かめる。

    例:
      dxkpi new shared rpa-hours --plan chiba-dx --section gyosei --direction monitor --dry-run
    """
    from dxkpi.app.new_shared import ShareRequest, prepare

    if plan is None or section is None:
        raise UsageProblem("--plan（加える計画）と --section（その計画の分野）を示す")
    request = ShareRequest(indicator, plan, section, tuple(relisted or ()), direction, baseline, target, target_year)
    carry_out(prepare(load(data), request), yes=yes, dry_run=dry_run)
