"""The options that commands share, each said once."""

from typing import Annotated

import typer

Year = Annotated[
    str | None,
    typer.Option("--year", "-y", metavar="R3", help="年度（R3、令和3年度、2021 など）。省くと実績のある最新の年度"),
]
Plan = Annotated[str | None, typer.Option("--plan", metavar="ID", help="計画（id か名称）。省くとすべて")]
Section = Annotated[
    str | None, typer.Option("--section", metavar="ID", help="分野（id か名称）。割合はその分野の中での割合")
]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="その日までに分かっていた値だけを使う（2022-03-14）")
]
Revision = Annotated[
    str | None,
    typer.Option(
        "--rev", metavar="REV", help="git の版（main、HEAD~3、番号など）のデータによる。作業中のファイルは見ない"
    ),
]
DataFolder = Annotated[
    str,
    typer.Option(
        "--data",
        metavar="DIR",
        envvar="DXKPI_DATA",
        show_envvar=False,
        show_default=False,
        help="データのフォルダ。省くと環境変数 DXKPI_DATA、なければ data",
    ),
]
Output = Annotated[
    str | None, typer.Option("--output", "-o", metavar="FILE", help="結果をファイルに書く（全部書けたときだけ）")
]
Indicator = Annotated[str, typer.Argument(metavar="ID", help="指標（id か名称）", show_default=False)]


FullFormat = Annotated[
    str,
    typer.Option(
        "--format", "-f", metavar="text|markdown|csv|json", show_default=False, help="出力の形式。省くと text"
    ),
]
PlainFormat = Annotated[
    str,
    typer.Option("--format", "-f", metavar="text|markdown|json", show_default=False, help="出力の形式。省くと text"),
]
