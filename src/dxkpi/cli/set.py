"""`dxkpi set`."""

from typing import Annotated

import typer

from dxkpi.app.problems import UsageProblem
from dxkpi.cli import completion, usage
from dxkpi.cli.run import load, propose
from dxkpi.core.basis.text import clip

_BESIDE_WAIVE = {"indicator", "waive", "reason", "plan", "yes", "dry_run", "data"}
_OF_VALUE = {"value", "done", "part", "status", "text", "note", "as_of", "approximate", "correct"}
_ALONE = ("state", "resume", "rating", "suspend", "pending", "cause")
"""Of these one at most is written at a time."""


def set_(
    ctx: typer.Context,
    indicator: usage.WholeIndicator,
    year: Annotated[
        str | None,
        usage.option("--year", "R4", "何年度のことか（--waive のほかは要る）", completion.years, letter="-y"),
    ] = None,
    value: Annotated[
        str | None, usage.option("--value", "5600", "値（数の指標。率は 3/8 のように分子/分母でも書ける）")
    ] = None,
    done: Annotated[list[str] | None, usage.option("--done", "STEP", "済んだ段階（段階の指標。並べて書ける）")] = None,
    part: Annotated[list[str] | None, usage.option("--part", "県=1", "部分ごとの値（部分に分かれた指標）")] = None,
    status: Annotated[str | None, usage.option("--status", "見込", "値の状態（実績、速報、見込、時点）")] = None,
    as_of: Annotated[str | None, usage.option("--as-of", "DATE", "いつの時点の値か")] = None,
    known: Annotated[str | None, usage.option("--known", "DATE", "分かった日。省くと、資料の日付か今日")] = None,
    approximate: Annotated[bool, typer.Option("--approximate", help="約の値である")] = False,
    text: Annotated[str | None, usage.option("--text", "TEXT", "状態を表す資料の言葉（段階の指標）")] = None,
    note: Annotated[str | None, usage.option("--note", "TEXT", "値に添える注記")] = None,
    correct: Annotated[
        bool, typer.Option("--correct", help="書き間違いを直す（同じ状態の値に書き足さず、置き換える）")
    ] = False,
    reason: Annotated[
        str | None, usage.option("--reason", "TEXT", "未達成の理由。--pending・--suspend・--waive と共に書けばその理由")
    ] = None,
    cause: Annotated[str | None, usage.option("--cause", "ID", "未達成の要因（計画の causes）")] = None,
    pending: Annotated[
        bool, typer.Option("--pending", help="値がまだ出ていない（集計中）と書く。--reason と共に書けばその理由")
    ] = False,
    until: Annotated[str | None, usage.option("--until", "DATE", "--pending の値が出る時期（2026-08）")] = None,
    state: Annotated[
        str | None, usage.option("--state", "ID", "この年度に、計画の定める状態（states）になる。--reason はその理由")
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="続く状態を終え、この年度からまた判定する。--reason はその理由")
    ] = False,
    rating: Annotated[
        str | None, usage.option("--rating", "B", "人が評価した区分（計画の ratings。--by と --reason を添える）")
    ] = None,
    by: Annotated[str | None, usage.option("--by", "NAME", "評価した人。省くと担当 owner")] = None,
    remark: Annotated[
        list[str] | None, usage.option("--remark", "課題=TEXT", "この年度の所見（見出し=文章。並べて書ける）")
    ] = None,
    suspend: Annotated[
        bool, typer.Option("--suspend", help="この年度から進捗管理を停止する（--reason が要る）")
    ] = False,
    successor: Annotated[str | None, usage.option("--successor", "TEXT", "停止の後を引き継ぐもの")] = None,
    document: Annotated[str | None, usage.option("--document", "ID", "載っている資料（計画の documents）")] = None,
    page: Annotated[str | None, usage.option("--page", "N", "資料のページ")] = None,
    reported: Annotated[
        str | None, usage.option("--reported", "NAME", "資料がまだないとき、誰の報告か。省くと担当 owner")
    ] = None,
    waive: Annotated[
        str | None, usage.option("--waive", "KPI308", "この指標の、この規則の指摘を免除する（--reason が要る）")
    ] = None,
    plan: usage.Plan = None,
    yes: usage.Yes = False,
    dry_run: usage.DryRun = False,
    data: usage.DataFolder = "data",
) -> None:
    """指標に新しい値や理由、点検の免除を書き込む。

    書き込む前に、変わる行と、達成率・達成区分がどうなるかを示して確かめる。
    ファイルのほかの部分（注釈や並び）には触れない。
    どの計画の報告にも出ない、計画の後の年度は断る（計画の前の年度は、記録として書ける）。
    公表した年度の値は、正誤（計画の corrections）なしには直さない。書く正誤をそのまま示す。

    例:
      dxkpi set work-reform-projects --year R3 --value 5 --status 実績 --reported 業務改革課 --dry-run
      dxkpi set telework-users --year R3 --pending --until 2022-08 --reported 業務改革課 --dry-run
      dxkpi set rpa-hours --year R3 --rating achieved --by 業務改革課 --document r3-progress --dry-run
      dxkpi set telework-users --waive KPI853 --reason 感染症のため大きく増えた --dry-run
      dxkpi set work-reform-projects --year R3 --suspend --reason 事業の終了 --document r3-progress --dry-run
    """
    given = usage.given(ctx)
    if waive is not None:
        if given - _BESIDE_WAIVE:
            raise UsageProblem("--waive は、--reason だけと共に書く。値などは別に書き込む")
        from dxkpi.app.change_waiver import WaiverRequest, prepare_waiver

        propose(prepare_waiver(load(data), WaiverRequest(indicator, waive, reason, plan)), yes=yes, dry_run=dry_run)
        return
    if year is None:
        raise UsageProblem("年度を --year で示す（例 --year R4）")
    _refuse_misfits(given)
    if suspend and not reason:
        raise UsageProblem("--suspend: 停止の理由を --reason で示す")
    from datetime import date

    from dxkpi.app import change_request as asked
    from dxkpi.app.change import prepare
    from dxkpi.core.collection.answer import Reason

    steps = tuple(done) if done is not None else None
    actual = asked.NewActual(status, value, steps, tuple(part or ()), text, as_of, known, approximate, note, correct)
    of_target = not given & {"state", "resume", "rating", "suspend", "pending"}
    request = asked.ChangeRequest(
        indicator,
        year,
        date.today(),  # noqa: DTZ011 - the user's own day
        plan,
        actual if given & _OF_VALUE else None,
        Reason(cause, reason) if of_target and (reason or cause) else None,
        asked.NewPending(until, reason) if pending else None,
        asked.NewState(state, reason) if state is not None or resume else None,
        asked.NewRating(rating, by, reason) if rating is not None else None,
        tuple(asked.NewRemark(*_parts(own)) for own in remark or ()),
        asked.NewSuspension(reason, successor) if suspend and reason else None,
        asked.Origin(document, page, reported, known),
    )
    propose(prepare(load(data), request), yes=yes, dry_run=dry_run)


def _refuse_misfits(given: set[str]) -> None:
    """Raise a usage problem where options that were given cannot be written together."""
    if "until" in given and "pending" not in given:
        raise UsageProblem("--until は、--pending（値がまだ出ていない）と共に書く")
    if "pending" in given and given & {*_OF_VALUE, "cause", "suspend"}:
        raise UsageProblem("--pending は、--until と --reason、誰の報告かだけと共に書く。値や停止は別に書き込む")
    if given & _OF_VALUE == {"correct"}:
        raise UsageProblem("--correct は、直す値と共に書く。理由、状態、評価などは、書けば前のものと置き換わる")
    alone = [name for name in _ALONE if name in given]
    if len(alone) > 1:
        others = "、".join(f"--{name}" for name in _ALONE)
        raise UsageProblem(f"--{alone[0]} は、ほかの {others} と別に書き込む")
    if "by" in given and "rating" not in given:
        raise UsageProblem("--by は、--rating（人が評価した区分）と共に書く")


def _parts(remark: str) -> tuple[str, str]:
    heading, sign, text = (own.strip() for own in remark.partition("="))
    if not (heading and sign and text):
        raise UsageProblem(f"--remark: 「{clip(remark)}」は「見出し=文章」（例 課題=利用が一部に限られる）ではない")
    return heading, text
