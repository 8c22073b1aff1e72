"""`dxkpi validate` with the fixes that it makes, and `dxkpi check-targets`."""

import os
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from dxkpi.app.problems import CannotRun, ExitCode, UsageProblem
from dxkpi.cli import completion, usage
from dxkpi.cli.output import known_choice, put, say_outcome
from dxkpi.cli.run import load, sound
from dxkpi.cli.writing import put_back

if TYPE_CHECKING:
    from dxkpi.app.data import Data
    from dxkpi.app.validate import ValidateRequest
    from dxkpi.core.outcomes.findings import ValidateOutcome

_OF_FORMATS = "。github はジョブの要約にもすべての指摘を書く。--statistics は json まで"
_FAIL_ON = ("error", "warning", "never")


def validate(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH", show_default=False, help="指摘を見たいファイルかフォルダ。省くとすべて"),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="警告でも終了コード 1（--fail-on warning と同じ）")] = False,
    fail_on: Annotated[
        str | None,
        usage.option(
            "--fail-on", "|".join(_FAIL_ON), "終了コード 1 にする重さ。省くと error", completion.one_of(*_FAIL_ON)
        ),
    ] = None,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="指摘があっても終了コード 0")] = False,
    select: Annotated[
        list[str] | None, usage.option("--select", "CODE", "示す規則（番号、番号の初め、名前。「,」で並べてよい）")
    ] = None,
    ignore: Annotated[list[str] | None, usage.option("--ignore", "CODE", "示さない規則")] = None,
    counts: Annotated[bool, typer.Option("--statistics", help="指摘の代わりに、規則ごとの件数を示す")] = False,
    fix: Annotated[
        bool, typer.Option("--fix", help="確かな書き間違い（全角の数字、コンマ、必要な引用符など）を直してから点検する")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="--fix が何を直すかを示すだけで、書き込まない")] = False,
    today: Annotated[
        str | None,
        usage.option("--today", "DATE", "免除の期限と、分かった日（known）が来ているかを判断する日。省くと今日"),
    ] = None,
    form: Annotated[str, usage.format_of("ValidateOutcome", _OF_FORMATS)] = "text",
    output: usage.Output = None,
    data: usage.DataFolder = "data",
) -> None:
    """データの誤りを、すべてのファイルについて一度に示す。

    PATH は示す指摘を絞るだけで、点検はいつもデータ全体について行う。
    一つのファイルの同じ規則の指摘は5件まで、全体では重いものから20,000件までを示し、ほかは数を示す。

    例:
      dxkpi validate
      dxkpi validate data/indicators/chiba-ict/hakyu/rpa-hours.yaml
      dxkpi validate --strict --ignore KPI302
      dxkpi validate --fix --dry-run
    """
    from dxkpi.app.validate import FailOn, ValidateRequest, fails, statistics
    from dxkpi.app.validate import validate as check

    if fail_on is not None:
        known_choice("--fail-on", "重さ", fail_on, _FAIL_ON)
    if (strict, fail_on is not None, exit_zero).count(True) > 1:
        raise UsageProblem("--strict、--fail-on、--exit-zero は、どれか一つだけを付ける")
    on = FailOn.NEVER if exit_zero else FailOn.WARNING if strict else FailOn(fail_on or FailOn.ERROR)
    request = ValidateRequest(tuple(paths or ()), tuple(select or ()), tuple(ignore or ()), _day(today))
    if dry_run and not fix:
        raise UsageProblem("--dry-run は --fix と共に使う")
    if fix:
        run_fix(load(data), request, dry_run=dry_run)
        if dry_run:
            return
    outcome = check(load(data), request)
    put(statistics(outcome) if counts else outcome, form, output)
    if form == "github":
        _summarise(outcome)
    if fails(outcome, on):
        raise typer.Exit(ExitCode.FINDINGS)


def _day(today: str | None) -> date:
    """Return the day on which the data are looked at."""
    if today is None:
        return date.today()  # noqa: DTZ011 - the user's own day
    from dxkpi.app.select import day_of

    return day_of(today, "--today").first


def _summarise(outcome: "ValidateOutcome") -> None:
    """Add every finding to the summary of the job, where a runner of GitHub Actions gives its place."""
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if not summary:
        return
    from pathlib import Path

    from dxkpi.render.ci.github import job_summary

    with Path(summary).open("ab") as file:
        file.write(job_summary(outcome))


def run_fix(data: "Data", request: "ValidateRequest", *, dry_run: bool) -> None:
    """Fix what is safe in the files that `request` is about, and report it on stderr.

    With `dry_run` nothing is written, and the fixes go to stdout as a diff. Otherwise `data` is unchanged: a caller who
    needs the remaining findings reads the folder again.

    Raises:
        UsageProblem: for a path outside the data, or an unknown rule.
        CannotRun: when a file could not be written; all others are.
    """
    from dxkpi.app.fix import fix

    outcome = fix(data, request, dry_run=dry_run)
    if dry_run:
        put(outcome, "text", None)
        return
    unwritten: dict[str, str] = {}
    for file in outcome.changed:
        try:
            put_back(data.tree.label, file.document, file.before, file.after)
        except CannotRun as problem:
            unwritten[file.document] = str(problem)
    done = outcome._replace(files=tuple(file for file in outcome.files if file.document not in unwritten))
    say_outcome(done)
    if unwritten:
        raise CannotRun("。".join(unwritten.values()))


def check_targets(
    year: usage.YearOfPlan = None,
    plan: usage.Plan = None,
    as_of: usage.AsOf = None,
    rev: usage.Revision = None,
    form: Annotated[str, usage.format_of("CheckTargetsOutcome")] = "text",
    exit_code: Annotated[bool, typer.Option("--exit-code", help="一つでも挙がれば、終了コード 1")] = False,
    output: usage.Output = None,
    data: usage.DataFolder = "data",
) -> None:
    """注意の要る目標を、その訳と値とファイルの行とともに挙げる。

    初めから達成していた、何倍も上回った、これまでのペースでは届かない、何年も動かない、
    何年も実績値がない、桁や単位が変わったなどの目標と、見込の値に支えられた結果を示す。
    データから分からないことは言わず、何が分からなかったかを終わりに示す。

    例:
      dxkpi check-targets
      dxkpi check-targets --year R3 --plan chiba-ict --format markdown
    """
    from dxkpi.app.check_targets import CheckTargetsRequest
    from dxkpi.app.check_targets import check_targets as build

    outcome = build(sound(load(data, rev), plan), CheckTargetsRequest(year, plan, as_of))
    put(outcome, form, output)
    if exit_code and outcome.weak:
        raise typer.Exit(ExitCode.FINDINGS)
