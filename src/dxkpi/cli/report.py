"""`dxkpi report`, `reconcile`, `outlook` and `overview`."""

from typing import Annotated

import typer

from dxkpi.app.problems import ExitCode
from dxkpi.cli import completion, usage
from dxkpi.cli.output import known_choice, put, say, say_passed_over
from dxkpi.cli.run import load, sound


def report(
    year: usage.Year = None,
    plan: usage.Plan = None,
    section: usage.Section = None,
    as_of: usage.AsOf = None,
    computed: Annotated[
        bool, typer.Option("--computed", help="公表件数で補わず、データだけで数える（算定不能の列を示す）")
    ] = False,
    original: Annotated[
        bool, typer.Option("--original-targets", help="改定の前の、策定時の目標による結果も並べて示す")
    ] = False,
    detail: Annotated[bool, typer.Option("--detail", help="指標ごとの目標・実績・達成率・理由も示す")] = False,
    compared_with: Annotated[
        str | None,
        usage.option(
            "--compared-with", "R2", "ほかの年度の件数・割合と並べ、達成区分の変わった指標を示す", completion.years
        ),
    ] = None,
    methods: Annotated[
        str | None,
        usage.option("--compare-methods", "NAMES", "ほかの評価方法の結果と並べる（dxkpi methods の名前を , でつなぐ）"),
    ] = None,
    rev: usage.Revision = None,
    form: Annotated[str, usage.format_of("ReportOutcome")] = "text",
    headings: usage.Headings = "",
    table: Annotated[
        str,
        usage.option(
            "--table",
            "overview|sections|indicators",
            "csv・xlsx に書く、平らな表。省くと csv は overview、xlsx は報告の表のすべて",
            completion.one_of("overview", "sections", "indicators"),
        ),
    ] = "",
    output: usage.Output = None,
    data: usage.DataFolder = "data",
) -> None:
    """進捗報告の表を出す。

    計画ごとに、達成区分別の件数と割合を、全体と分野別の表で示す。
    ＊ 推 改 前 途 評 の印は、何による数かを示す。意味は表の下にある。

    例:
      dxkpi report --year R3
      dxkpi report --year R3 --detail
      dxkpi report --year R3 --compared-with R2
      dxkpi report --year R3 --compare-methods oita,nagano
      dxkpi report --year R3 --format xlsx --output r3.xlsx
      dxkpi report --year R3 --format csv --table indicators --output r3.csv
      dxkpi report --year R3 --format csv --table indicators --headings ja
    """
    from dxkpi.app.report import ReportRequest, by_methods
    from dxkpi.app.report import report as build

    if table:
        from dxkpi.render.views.flat import TABLES

        known_choice("--table", "表", table, TABLES)
    request = ReportRequest(year, plan, section, as_of, computed, original, compared_with)
    if methods is not None:
        beside = by_methods(sound(load(data, rev), plan), request, methods)
        put(beside, form, output, headings=headings)
        say_passed_over(beside.passed_over)
        return
    outcome = build(sound(load(data, rev), plan), request)
    put(outcome, form, output, detail=detail, table=table, headings=headings)
    say_passed_over(outcome.passed_over)
    if outcome.findings:
        from dxkpi.core.basis.finding import count

        say(f"データに指摘が{count(outcome.findings)}件ある（結果は出せる）。dxkpi validate で見る")


def reconcile(
    year: usage.YearPublished = None,
    plan: usage.Plan = None,
    rev: usage.Revision = None,
    form: Annotated[str, usage.format_of("ReconcileOutcome")] = "text",
    output: usage.Output = None,
    data: usage.DataFolder = "data",
) -> None:
    """公表した件数・割合とデータを、一つずつ突き合わせる。

    結果は 一致 / 矛盾なし（n件は確認できない）/ 不整合。不整合があるときだけ終了コード 1。

    例:
      dxkpi reconcile --year R3
    """
    from dxkpi.app.report import ReportRequest, reconciliation

    outcome = reconciliation(sound(load(data, rev), plan), ReportRequest(year, plan))
    put(outcome, form, output)
    if outcome.contradicted:
        raise typer.Exit(ExitCode.FINDINGS)


def outlook(
    year: usage.Year = None,
    plan: usage.Plan = None,
    section: usage.Section = None,
    as_of: usage.AsOf = None,
    rev: usage.Revision = None,
    form: Annotated[str, usage.format_of("OutlookOutcome")] = "text",
    headings: usage.Headings = "",
    output: usage.Output = None,
    data: usage.DataFolder = "data",
) -> None:
    """目標年度より前の年度の見通しを、達成区分とは別に、指標ごとに図で示す。

    基準値と目標値を均等に結んだ線の、その年度の値（目安値）より先行か、目安どおりか、遅れか。
    これまで1年に進んだ分と、これから1年に要る分（ペース）。確定した実績だけを使い、見込は使わない。
    判定できないものは、その理由を示す。件数・割合・達成区分には影響しない。

    例:
      dxkpi outlook --year R2
      dxkpi outlook --year R2 --section hakyu --format csv
    """
    from dxkpi.app.report import ReportRequest
    from dxkpi.app.report import outlook as look_out

    outcome = look_out(sound(load(data, rev), plan), ReportRequest(year, plan, section, as_of))
    put(outcome, form, output, headings=headings)
    say_passed_over(outcome.passed_over)


def overview(
    year: usage.YearOfPlan = None,
    rev: usage.Revision = None,
    form: Annotated[str, usage.format_of("OverviewOutcome")] = "text",
    output: usage.Output = None,
    data: usage.DataFolder = "data",
) -> None:
    """すべての計画を、一つの計画につき一行で示す。

    期間、年度、指標の数、達成・判明・算定不能の数、達成の割合、公表結果との照合、公表したか。
    数も割合も、その計画の dxkpi report の全体の表と同じ。

    例:
      dxkpi overview
      dxkpi overview --year R3 --format markdown
    """
    from dxkpi.app.report import every_plan

    put(every_plan(sound(load(data, rev)), year), form, output)
