"""`dxkpi status`."""

from typing import Annotated

import typer

from dxkpi.app.problems import ExitCode
from dxkpi.cli import completion, usage
from dxkpi.cli.output import put, say
from dxkpi.cli.run import load, sound


def status(
    year: Annotated[
        str | None,
        typer.Option(
            "--year",
            "-y",
            metavar="R7",
            help="年度。省くと、期限の過ぎたか近い最新の年度、なければ実績のある最新の年度",
            autocompletion=completion.years,
        ),
    ] = None,
    plan: usage.Plan = None,
    owner: usage.Owners = None,
    ask: Annotated[
        str | None,
        typer.Option(
            "--ask",
            metavar="実績|速報|見込|時点",
            help="求める値の別。省くと、過ぎた期限で答えの残るものと、次の期限（期限がなければ実績）",
        ),
    ] = None,
    today: Annotated[
        str | None, typer.Option("--today", metavar="DATE", help="この日に見たものとする。省くと今日")
    ] = None,
    rev: usage.Revision = None,
    form: usage.FullFormat = "text",
    headings: usage.Headings = "",
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="期限か約束を過ぎた答えがあれば、終了コード 1")
    ] = False,
    output: usage.Output = None,
    data: usage.DataFolder = "data",
) -> None:
    """誰が答え、誰に何の答えがまだないかを示す。

    計画の deadlines（回答の期限）と、指標の値・集計中の答え・達していない理由だけから数える。
    誰にいつ送ったかは覚えない。答えは、データにあれば済んだものとする。

    例:
      dxkpi status
      dxkpi status --year R3 --plan chiba-ict --ask 実績
      dxkpi status --format csv --headings ja --output 督促.csv
    """
    from datetime import date

    from dxkpi.app.collection import StatusRequest
    from dxkpi.app.collection import status as build
    from dxkpi.source.listing import DEPARTMENTS

    request = StatusRequest(date.today(), year, plan, tuple(owner or ()), ask, today)  # noqa: DTZ011 - the user's own day
    loaded = sound(load(data, rev), plan)
    outcome = build(loaded, request)
    put(outcome, form, output, headings=headings)
    if loaded.misread(DEPARTMENTS):
        say("departments.yaml に誤りがあるため、担当の名と連絡先は正しいとは限らない。dxkpi validate で見る")
    if exit_code and outcome.overdue:
        raise typer.Exit(ExitCode.FINDINGS)
