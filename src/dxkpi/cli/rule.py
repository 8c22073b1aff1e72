"""`dxkpi rules` and `dxkpi rule`."""

from typing import Annotated

import typer

from dxkpi.cli import options
from dxkpi.cli.output import put


def rules(form: options.PlainFormat = "text", output: options.Output = None) -> None:
    """点検の規則を、番号・名前・重さとともに一覧する。

    規則一つの説明は、dxkpi rule に番号か名前を添えて見る。

    例:
      dxkpi rules
      dxkpi rules --format markdown --output 規則.md
    """
    from dxkpi.app.rule import every_rule

    put(every_rule(), form, output)


def rule(
    code: Annotated[str, typer.Argument(metavar="CODE", help="規則（番号か名前）", show_default=False)],
    form: options.PlainFormat = "text",
    output: options.Output = None,
) -> None:
    """規則一つについて、なぜあるか、直し方、悪い例と良い例を示す。

    例:
      dxkpi rule KPI203
      dxkpi rule number
    """
    from dxkpi.app.rule import one_rule

    put(one_rule(code), form, output)
