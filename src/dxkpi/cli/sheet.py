"""`dxkpi sheet out`, `dxkpi sheet in` and `dxkpi status`."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from dxkpi.app.problems import ExitCode, UsageProblem
from dxkpi.cli import completion, usage
from dxkpi.cli.help import JapaneseCommand, JapaneseGroup
from dxkpi.cli.output import known_choice, put, say, say_outcome
from dxkpi.cli.run import load, may_write, sound
from dxkpi.cli.writing import put_each, put_new
from dxkpi.core.basis.text import clip, listed

_MOST = 100
_FILE_LIMIT = 5 << 20
"""Bytes of a file that are read: one more, and the guard of workbooks refuses it."""


def out(
    year: Annotated[
        str | None, usage.option("--year", "R7", "何年度の値を求めるか（要る）", completion.years, letter="-y")
    ] = None,
    to: Annotated[str | None, usage.option("--to", "DIR", "調査票を置くフォルダ（要る）")] = None,
    plan: usage.Plan = None,
    owner: usage.Owners = None,
    ask: Annotated[
        str | None,
        usage.option(
            "--ask", "実績|速報|見込|時点", "求める値の別。省くと、計画の deadlines で次に来るもの、なければ実績"
        ),
    ] = None,
    due: Annotated[str | None, usage.option("--due", "DATE", "回答の期限。省くと計画の deadlines の日")] = None,
    sender: Annotated[str | None, usage.option("--from", "TEXT", "送り主と連絡先")] = None,
    whole: Annotated[bool, typer.Option("--all", help="もう答えのある指標も、参考に載せる")] = False,
    together: Annotated[bool, typer.Option("--together", help="担当ごとに分けず、一つにする")] = False,
    form: Annotated[
        str,
        usage.option(
            "--format", "xlsx|csv", "調査票の形式。省くと xlsx", completion.one_of("xlsx", "csv"), letter="-f"
        ),
    ] = "xlsx",
    data: usage.DataFolder = "data",
) -> None:
    """担当課に送る調査票（Excel）を作る。

    まだない値、確定していない値、達していない理由、自己評価を、担当ごとに一つのブックで求める。
    送ったときのデータは行の中に控えてあり、返ってきた回答は dxkpi sheet in で読む。
    同じ名のファイルがあれば、何も書かない。

    例:
      dxkpi sheet out --year R7 --to 調査票
      dxkpi sheet out --year R7 --to 調査票 --owner 業務改革課 --due 2026-05-29
      dxkpi sheet out --year R7 --to 調査票 --ask 見込 --from 情報政策課（内線1234）
    """
    from datetime import date

    from dxkpi.app.collection import SheetOutRequest, answers_elsewhere, file_names, questionnaires
    from dxkpi.app.validate import validate
    from dxkpi.core.outcomes.sheet import SheetOutOutcome
    from dxkpi.source.listing import DEPARTMENTS

    known_choice("--format", "形式", form, ("xlsx", "csv"))
    if year is None or to is None:
        raise UsageProblem("--year（何年度の値を求めるか）と --to（調査票を置くフォルダ）を示す")
    today = date.today()  # noqa: DTZ011 - the user's own day
    request = SheetOutRequest(year, today, plan, tuple(owner or ()), ask, due, sender, whole, together)
    loaded = sound(load(data), plan)
    if loaded.misread(DEPARTMENTS):
        say_outcome(validate(loaded))
        say("departments.yaml に誤りがあるため、何も書かなかった。上の指摘を直してから、もう一度実行する")
        raise typer.Exit(ExitCode.FINDINGS)
    asked, found = questionnaires(loaded, request)
    names = tuple(file_names(found, form))
    put_new(Path(to), dict(zip(names, map(_writer(form), found), strict=True)))
    asks = [own for one in found for own in one.asks]
    nameless = tuple(dict.fromkeys(own.declared.indicator.name for own in asks if own.owner is None))
    files = tuple(zip(names, found, strict=True))
    elsewhere = answers_elsewhere(loaded, request, asked)
    put(SheetOutOutcome(asked.year, asked.wanted, files, loaded.dataset.departments, elsewhere), "text", None)
    if nameless:
        say(f"担当 owner のない指標が{len(nameless)}ある（{listed([clip(name) for name in nameless])}）")


def in_(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="FILE|DIR…", help="返ってきた調査票か、それを置いたフォルダ", show_default=False),
    ],
    known: Annotated[str | None, usage.option("--known", "DATE", "答えが分かった日。省くと今日")] = None,
    reported: Annotated[
        str | None,
        usage.option("--reported", "NAME", "ブックに担当がないとき（CSV など）、誰の答えか。省くと、送ったときの担当"),
    ] = None,
    correct: Annotated[
        bool, typer.Option("--correct", help="もうある実績値と違う答えを、書き間違いの訂正とみなす")
    ] = False,
    partial: Annotated[bool, typer.Option("--partial", help="書けない行があっても、ほかの行を書き込む")] = False,
    yes: usage.Yes = False,
    dry_run: usage.DryRun = False,
    form: Annotated[str, usage.format_of("SheetInOutcome")] = "text",
    output: usage.Output = None,
    data: usage.DataFolder = "data",
) -> None:
    """返ってきた調査票を読み、答えをデータに書き込む。

    一行ごとに、送ったときのデータ、答え、いまのデータを比べ、もうあるもの、書き込むもの、
    誰かがその後に別の値を書いたものを分ける。空欄は答えとみなさない。
    一つでも書けない行があれば、何も書かない（--partial で、ほかの行だけを書く）。
    同じ調査票をもう一度読んでも、何も変わらない。

    例:
      dxkpi sheet in 回答 --dry-run
      dxkpi sheet in 回答/R7_実績_業務改革課.xlsx --known 2026-05-20
      dxkpi sheet in 回答 --partial --yes
    """
    from datetime import date

    from dxkpi.app.sheet_in import SheetInRequest, prepare_answers

    books = dict(_books(paths))
    request = SheetInRequest(date.today(), known, reported, correct, partial)  # noqa: DTZ011 - the user's own day
    outcome = prepare_answers(sound(load(data)), books.items(), request)
    put(outcome, form, output)
    if outcome.writes and not dry_run and (yes or may_write(f"{len(outcome.taken)}件の答えを書き込むか")):
        put_each(data, outcome.files)
        say(f"{len(outcome.taken)}件の答えを、{len(outcome.files)}のファイルに書き込んだ")
    elif outcome.refused and outcome.taken and not partial:
        say("書けない行があるため、何も書き込まなかった。上のとおりに直してもらうか、--partial でほかの行だけを書く")
    if outcome.refused:
        raise typer.Exit(ExitCode.FINDINGS)


def _may_answer(path: Path, *suffixes: str) -> bool:
    """Say whether a file may be one of answers by its name, and not what a program keeps beside it."""
    return path.suffix.lower() in suffixes and path.name[0] not in "~."


def _books(paths: list[str]) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of each file of answers that `paths` name, or that lies in a folder that they name.

    Raises:
        UsageProblem: for a path that does not exist.
    """
    found: list[Path] = []
    for written in paths:
        path = Path(written)
        if path.is_dir():
            inside = sorted(own for own in path.iterdir() if own.is_file() or own.name[0] != ".")
            taken = [own for own in inside if own.is_file() and _may_answer(own, ".xlsx", ".csv")]
            left = [f"{clip(own.name)}{'' if own.is_file() else '/'}" for own in inside if own not in taken]
            if left:
                again = any(_may_answer(own, ".xls", ".xlsm", ".xlsb", ".ods") for own in inside)
                advice = "。調査票なら、.xlsx で保存し直してもらう" if again else ""
                say(f"「{clip(written)}」の {listed(left)} は読まない{advice}")
            found += taken
        elif path.is_file():
            found.append(path)
        else:
            raise UsageProblem(f"「{clip(written)}」がない。場所を確かめる")
    if not found:
        raise UsageProblem(f"{listed(paths)} に、.xlsx か .csv の調査票がない。場所を確かめる")
    if len(found) > _MOST:
        raise UsageProblem(f"調査票が{len(found)}ある。一度に読むのは{_MOST}まで。分けて読む")
    names = [path.name for path in found]
    for path in found:
        name = path.name if names.count(path.name) == 1 else str(path)
        with path.open("rb") as file:
            yield name, file.read(_FILE_LIMIT + 1)


def _writer(form: str) -> Any:  # noqa: ANN401 - a function from a questionnaire to bytes
    if form == "csv":
        from dxkpi.render.sheet import delimited

        return delimited
    from dxkpi.render.sheet.workbook import workbook

    return workbook


def sheet_commands(settings: Mapping[str, Any]) -> typer.Typer:
    """Return the group of the `sheet` commands."""
    sheet = typer.Typer(cls=JapaneseGroup, context_settings=dict(settings))
    sheet.callback(cls=JapaneseGroup)(_sheet)
    sheet.command("in", cls=JapaneseCommand, context_settings=dict(settings))(usage.with_color(in_))
    sheet.command("out", cls=JapaneseCommand, context_settings=dict(settings))(usage.with_color(out))
    return sheet


def _sheet() -> None:
    """Excel の調査票で、担当課に値を尋ね、答えを読む。

    例:
      dxkpi sheet out --year R7 --to 調査票
      dxkpi sheet in 回答 --dry-run
    """


def status(
    year: Annotated[
        str | None,
        usage.option(
            "--year",
            "R7",
            "年度。省くと、期限の過ぎたか近い最新の年度、なければ実績のある最新の年度",
            completion.years,
            letter="-y",
        ),
    ] = None,
    plan: usage.Plan = None,
    owner: usage.Owners = None,
    ask: Annotated[
        str | None,
        usage.option(
            "--ask",
            "実績|速報|見込|時点",
            "求める値の別。省くと、過ぎた期限で答えの残るものと、次の期限（期限がなければ実績）",
        ),
    ] = None,
    today: Annotated[str | None, usage.option("--today", "DATE", "この日に見たものとする。省くと今日")] = None,
    rev: usage.Revision = None,
    form: Annotated[str, usage.format_of("StatusOutcome")] = "text",
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
