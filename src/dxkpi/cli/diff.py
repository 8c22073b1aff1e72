"""`dxkpi diff`."""

from typing import Annotated

import typer

from dxkpi.app.problems import ExitCode
from dxkpi.cli import completion, usage
from dxkpi.cli.output import put

_Base = Annotated[
    str,
    typer.Argument(metavar="BASE", help="前の版（git の版か、./ で始まるフォルダ）。省くと HEAD", show_default=False),
]
_Head = Annotated[
    str | None,
    typer.Argument(
        metavar="HEAD", help="後の版（git の版か、./ で始まるフォルダ）。省くと作業中のファイル", show_default=False
    ),
]
_Year = Annotated[
    str | None,
    usage.option("--year", "R3", "この年度の数字への影響だけ。省くとすべての年度", completion.years, letter="-y"),
]


def diff(
    base: _Base = "HEAD",
    head: _Head = None,
    year: _Year = None,
    plan: usage.Plan = None,
    form: Annotated[str, usage.format_of("DiffOutcome")] = "text",
    exit_code: Annotated[
        bool,
        typer.Option("--exit-code", help="達成区分か件数・割合が変わるか、誤りがあって比べきれなければ、終了コード 1"),
    ] = False,
    repository: Annotated[
        str | None,
        usage.option(
            "--repository", "URL", "リポジトリのページの URL。markdown で、ファイルの名前をその版へのリンクにする"
        ),
    ] = None,
    output: usage.Output = None,
    data: usage.DataFolder = "data",
) -> None:
    """変更が結果をどう変えるかを示す。

    データの二つの状態を比べ、何が変わったか、達成率・達成区分と表の件数・割合がどう
    動くか、もう一度見たほうがよいのはどれかを示す。作業中のファイルには触れない。

    BASE と HEAD は、「./」「../」「/」で始まるか「/」で終わればフォルダ、ほかはすべて
    git の版（main、HEAD~3、番号など）を指す。同じ名のフォルダがあっても、版を読む。
    題に、フォルダか版かと、版ならコミットの番号を示す。

    例:
      dxkpi diff
      dxkpi diff main
      dxkpi diff HEAD~3 HEAD --year R3
      dxkpi diff main ./data/
      dxkpi diff main --format markdown --output comment.md
    """
    from dxkpi.app.diff import DiffRequest, state
    from dxkpi.app.diff import diff as build

    outcome = build(state(base, data), state(head, data), DiffRequest(year, plan, repository))
    put(outcome, form, output)
    if exit_code and (outcome.rerated or not outcome.certain):
        raise typer.Exit(ExitCode.FINDINGS)
