"""`dxkpi report` and `dxkpi reconcile`."""

from typing import Annotated

import typer

from dxkpi.app.problems import ExitCode
from dxkpi.cli import options
from dxkpi.cli.output import known_choice, put, say
from dxkpi.cli.run import load, sound

_TABLE = "overview"


def report(
    year: options.Year = None,
    plan: options.Plan = None,
    section: options.Section = None,
    as_of: options.AsOf = None,
    computed: Annotated[
        bool, typer.Option("--computed", help="公表件数で補わず、データだけで数える（算定不能の列を示す）")
    ] = False,
    original: Annotated[
        bool, typer.Option("--original-targets", help="改定の前の、策定時の目標による結果も並べて示す")
    ] = False,
    detail: Annotated[bool, typer.Option("--detail", help="指標ごとの目標・実績・達成率・理由も示す")] = False,
    methods: Annotated[
        str | None,
        typer.Option(
            "--compare-methods",
            metavar="NAMES",
            help="ほかの評価方法の結果と並べる（dxkpi methods の名前を , でつなぐ）",
        ),
    ] = None,
    rev: options.Revision = None,
    form: options.FullFormat = "text",
    table: Annotated[
        str,
        typer.Option(
            "--table", metavar="overview|sections|indicators", show_default=False, help="csv に書く表。省くと overview"
        ),
    ] = _TABLE,
    output: options.Output = None,
    data: options.DataFolder = "data",
) -> None:
    """進捗報告の表を出す。

    計画ごとに、達成区分別の件数と割合を、全体と分野別の表で示す。
    ＊は公表件数か名称の公表のない指標による数、推定は資料にない値を仮定した数。

    例:
      dxkpi report --year R3
      dxkpi report --year R3 --detail
      dxkpi report --year R3 --compare-methods oita,nagano
      dxkpi report --year R3 --format csv --table indicators --output r3.csv
    """
    from dxkpi.app.report import ReportRequest
    from dxkpi.app.report import report as build

    if table != _TABLE:
        from dxkpi.render.views.tables import TABLES

        known_choice("--table", "表", table, TABLES)
    request = ReportRequest(year, plan, section, as_of, computed, original)
    if methods is not None:
        from dxkpi.app.by_method import compare

        put(compare(sound(load(data, rev)), request, methods), form, output)
        return
    outcome = build(sound(load(data, rev)), request)
    put(outcome, form, output, detail=detail, table=table)
    if outcome.findings:
        from dxkpi.core.diagnostic import count

        say(f"データに指摘が{count(outcome.findings)}件ある（結果は出せる）。dxkpi validate で見る")


def reconcile(
    year: options.Year = None,
    plan: options.Plan = None,
    rev: options.Revision = None,
    form: options.PlainFormat = "text",
    output: options.Output = None,
    data: options.DataFolder = "data",
) -> None:
    """公表した件数・割合とデータを、一つずつ突き合わせる。

    結果は 一致 / 矛盾なし（n件は確認できない）/ 不整合。不整合があるときだけ終了コード 1。
    年度を省くと、公表結果のある最新の年度。

    例:
      dxkpi reconcile --year R3
    """
    from dxkpi.app.report import ReportRequest, reconciliation

    outcome = reconciliation(sound(load(data, rev)), ReportRequest(year, plan))
    put(outcome, form, output)
    if outcome.contradicted:
        raise typer.Exit(ExitCode.FINDINGS)
