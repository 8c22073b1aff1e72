"""`dxkpi publish`."""

from typing import TYPE_CHECKING, Annotated

import typer

from dxkpi.app.problems import ExitCode, UsageProblem
from dxkpi.cli import completion, usage
from dxkpi.cli.output import put, say
from dxkpi.cli.run import load, sound
from dxkpi.cli.writing import put_new

if TYPE_CHECKING:
    from dxkpi.app.publish import PublishRequest
    from dxkpi.core.basis.calendar import Day


def publish(
    year: Annotated[
        str | None,
        usage.option(
            "--year", "R3", "公表する年度。--check では、省くとすべての公表した年度", completion.years, letter="-y"
        ),
    ] = None,
    plan: usage.Plan = None,
    date: Annotated[
        str | None, usage.option("--date", "DATE", "公表の日（2022-03-14）。その日までの値による。省くと今日")
    ] = None,
    carried: Annotated[
        str | None,
        usage.option(
            "--carried",
            "REASON",
            "前の年度の値による指標や、値のない指標があっても公表する理由。指標の id とともにファイルに書く",
        ),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="書かずに、公表した値を、公表の日に分かっていた今のデータの値と比べる")
    ] = False,
    rev: usage.Revision = None,
    data: usage.DataFolder = "data",
) -> None:
    """公表した年度の件数、割合、指標ごとの値を書き留める。

    計画と年度ごとに、published/<計画>/<年度>.yaml をデータのフォルダに書く。判定に使った方法も書く。それからは、
    公表した値がデータから出なくなると、dxkpi validate が誤りとする。
    その年度の値がない指標（前の年度の値による、まだ値がない）があれば、担当ごとに挙げて、書かない。
    公表の後に見つかった誤りは、計画の corrections（正誤）に書いてから直す。
    新しい値を known（分かった日）を添えて並べることは、変更ではない。

    例:
      dxkpi publish --year R2 --carried 集計中のため
      dxkpi publish --check
    """
    from dxkpi.app.publish import PublishRequest

    if check:
        for option, value in (("--date", date), ("--carried", carried)):
            if value is not None:
                raise UsageProblem(f"{option} は --check と共には使わない")
        _check(PublishRequest(year, plan), data, rev)
        return
    if rev is not None:
        raise UsageProblem("--rev は --check と共に使う。公表する年度は、作業中のデータから書く")
    _publish(PublishRequest(year, plan, carried), date, data)


def _publish(request: "PublishRequest", date: str | None, folder: str) -> None:
    from pathlib import Path

    from dxkpi.app.publish import proposed

    proposal = proposed(sound(load(folder), request.plan), Path(folder), request, _day(date))
    put_new(Path(folder), proposal.files)
    put(proposal.outcome, "text", None)
    if proposal.outcome.lacks:
        say("公表していない。値を書くか、--carried で理由を示す")
        raise typer.Exit(ExitCode.FINDINGS)


def _day(written: str | None) -> "Day":
    from datetime import date

    from dxkpi.app.select import day_of
    from dxkpi.core.basis.calendar import Day

    if written is None:
        return Day.of(date.today())  # noqa: DTZ011 - the user's own day
    day = day_of(written, "--date")
    if day.day is None:
        raise UsageProblem("--date: 公表の日を、2022-03-14 のように日まで書く")
    return day


def _check(request: "PublishRequest", folder: str, rev: str | None) -> None:
    from dxkpi.app.publish import check

    outcome = check(sound(load(folder, rev), request.plan), request)
    if not outcome.conformities and not outcome.unread:
        say("dxkpi publish が書いた公表結果は一つもない。dxkpi publish --year R3 のように年度を示すと書く")
        return
    put(outcome, "text", None)
    if not outcome.sound:
        raise typer.Exit(ExitCode.FINDINGS)
