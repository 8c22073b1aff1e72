"""`dxkpi validate`."""

from typing import Annotated

import typer

from dxkpi.app.problems import ExitCode
from dxkpi.cli import options
from dxkpi.cli.output import put
from dxkpi.cli.run import load
from dxkpi.core.diagnostic import Severity


def validate(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH", show_default=False, help="指摘を見たいファイルかフォルダ。省くとすべて"),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="警告も誤りとして扱う（終了コード 1）")] = False,
    form: Annotated[
        str,
        typer.Option(
            "--format", "-f", metavar="text|markdown|json", show_default=False, help="出力の形式。省くと text"
        ),
    ] = "text",
    output: options.Output = None,
    data: options.DataFolder = "data",
) -> None:
    """データの誤りを、すべてのファイルについて一度に示す。

    PATH は示す指摘を絞るだけで、点検はいつもデータ全体について行う。

    例:
      dxkpi validate
      dxkpi validate data/indicators/chiba-ict/hakyu/rpa-hours.yaml
    """
    from dxkpi.app.validate import validate as check

    outcome = check(load(data), tuple(paths or ()))
    put(outcome, form, output)
    if outcome.count(Severity.ERROR) or (strict and outcome.findings):
        raise typer.Exit(ExitCode.FINDINGS)
