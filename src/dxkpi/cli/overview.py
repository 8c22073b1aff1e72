"""`dxkpi overview`."""

from typing import Annotated

import typer

from dxkpi.cli import options
from dxkpi.cli.output import put
from dxkpi.cli.run import load, sound


def overview(
    year: Annotated[
        str | None,
        typer.Option(
            "--year",
            "-y",
            metavar="R3",
            help="年度（R3、令和3年度、2021 など）。省くと計画ごとに、実績のある最新の年度",
        ),
    ] = None,
    rev: options.Revision = None,
    form: options.PlainFormat = "text",
    output: options.Output = None,
    data: options.DataFolder = "data",
) -> None:
    """すべての計画を、一つの計画につき一行で示す。

    期間、年度、指標の数、達成・判明・算定不能の数、達成の割合、公表結果との照合、公表したか。
    数も割合も、その計画の dxkpi report の全体の表と同じ。

    例:
      dxkpi overview
      dxkpi overview --year R3 --format markdown
    """
    from dxkpi.app.overview import every_plan

    put(every_plan(sound(load(data, rev)), year), form, output)
