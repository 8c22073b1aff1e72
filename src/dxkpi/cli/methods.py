"""`dxkpi methods`."""

from typing import Annotated

import typer

from dxkpi.cli import options
from dxkpi.cli.output import put


def methods(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="評価方法（id か名称）。省くと一覧", show_default=False)
    ] = None,
    form: options.PlainFormat = "text",
    output: options.Output = None,
) -> None:
    """計画が名前で選べる評価方法（式・比べる値・区分・母数）を一覧し、一つを説明する。

    計画のファイルに method: の preset として名前を書くと、その方法で判定する。
    式や区分の出典と計算の例、まだデータで言えない団体の方法と足りないものも示す。

    例:
      dxkpi methods
      dxkpi methods nagano
    """
    from dxkpi.app.methods import every_method, one_method

    put(every_method() if name is None else one_method(name), form, output)
