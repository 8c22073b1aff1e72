"""`dxkpi new plan`, `dxkpi new indicator` and `dxkpi new shared`."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dxkpi.app.problems import ExitCode, UsageProblem
from dxkpi.cli import completion, usage
from dxkpi.cli.help import JapaneseCommand, JapaneseGroup
from dxkpi.cli.output import deliver, say, say_outcome
from dxkpi.cli.run import load, propose
from dxkpi.cli.writing import put_new
from dxkpi.core.basis.text import visible

if TYPE_CHECKING:
    from dxkpi.app.new import FileProposal
    from dxkpi.app.question import Answers, Ask
    from dxkpi.core.dataset import Dataset


def shared(
    indicator: usage.WholeIndicator,
    plan: Annotated[str | None, usage.option("--plan", "ID", "加える計画（id か名称）", completion.plans)] = None,
    section: Annotated[str | None, usage.option("--section", "ID", "その計画の分野", completion.sections)] = None,
    relisted: Annotated[
        list[str] | None,
        usage.option("--relisted", "ID", "その計画で再掲するほかの分野。並べて書ける", completion.sections),
    ] = None,
    direction: Annotated[
        str | None, usage.option("--direction", "monitor|…", "その計画での目標の型。省くとファイルと同じ")
    ] = None,
    baseline: Annotated[
        str | None, usage.option("--baseline", "VALUE", "その計画の基準値。省くとファイルと同じ")
    ] = None,
    target: Annotated[str | None, usage.option("--target", "VALUE", "その計画の目標値。省くとファイルと同じ")] = None,
    target_year: Annotated[
        str | None, usage.option("--target-year", "R9", "その目標年度。計画と同じなら書かない")
    ] = None,
    better: Annotated[
        str | None,
        usage.option(
            "--better",
            "higher|lower",
            "その計画で、高いほど良いか、低いほど良いか。省くとファイルと同じ",
            completion.one_of("higher", "lower"),
        ),
    ] = None,
    yes: usage.Yes = False,
    dry_run: usage.DryRun = False,
    data: usage.DataFolder = "data",
) -> None:
    """指標を、ほかの計画でも使うようにする。

    指標のファイルの shared に、その計画での分野と目標を書き加える。実績値はどの計画でも同じになる。
    書き込む前に、変わる行と、その計画での結果を示して確かめる。

    例:
      dxkpi new shared rpa-hours --plan chiba-dx --section gyosei --direction monitor --dry-run
    """
    from dxkpi.app.new import ShareRequest, prepare

    if plan is None or section is None:
        raise UsageProblem("--plan（加える計画）と --section（その計画の分野）を示す")
    request = ShareRequest(
        indicator, plan, section, tuple(relisted or ()), direction, baseline, target, target_year, better
    )
    propose(prepare(load(data), request), yes=yes, dry_run=dry_run)


def new_commands(settings: Mapping[str, Any]) -> typer.Typer:
    """Return the group of the `new` commands."""
    new = typer.Typer(cls=JapaneseGroup, context_settings=dict(settings))
    new.callback(cls=JapaneseGroup)(_new)
    new.command("plan", cls=JapaneseCommand, context_settings=dict(settings))(usage.with_color(plan))
    new.command("indicator", cls=JapaneseCommand, context_settings=dict(settings))(usage.with_color(indicator))
    new.command("shared", cls=JapaneseCommand, context_settings=dict(settings))(usage.with_color(shared))
    return new


def _new(_color: usage.Color = None) -> None:
    """データのファイルを新しく作るか、指標をほかの計画でも使うようにする。

    例:
      dxkpi new plan --help
      dxkpi new indicator --help
      dxkpi new shared --help
    """


Words = str | None

_VALUE_OPTIONS = {"value": "--value", "done": "--done", "parts": "--part", "text": "--text"}
"""The option of `dxkpi set` for a value, by the key that it is written under."""


def indicator(
    plan: Annotated[
        Words, usage.option("--plan", "ID", "計画（id か名称）。一つしかなければ省ける", completion.plans)
    ] = None,
    section: Annotated[Words, usage.option("--section", "ID", "分野（id か名称）", completion.sections)] = None,
    subsection: Annotated[Words, usage.option("--subsection", "ID", "項目（id か名称）")] = None,
    relisted: Annotated[
        list[str] | None, usage.option("--relisted", "ID", "再掲するほかの分野。分野ごとに付ける", completion.sections)
    ] = None,
    of: Annotated[Words, usage.option("--of", "ID", "内数（うち）とするなら、元の指標", completion.indicators)] = None,
    actuals_of: Annotated[
        Words,
        usage.option(
            "--actuals-of", "ID", "実績値が別の指標と同じで目標だけが違うなら、その指標", completion.indicators
        ),
    ] = None,
    identifier: Annotated[Words, usage.option("--id", "ID", "指標の id。ファイルの名前になる")] = None,
    name: Annotated[Words, usage.option("--name", "TEXT", "名称")] = None,
    owner: Annotated[Words, usage.option("--owner", "TEXT", "担当")] = None,
    unit: Annotated[Words, usage.option("--unit", "TEXT", "単位。単位のない指標では省く")] = None,
    direction: Annotated[Words, usage.option("--direction", "absolute|…", "目標の型（英語か日本語）")] = None,
    baseline: Annotated[
        list[str] | None,
        usage.option("--baseline", "VALUE", "基準値（3/8 も可。composite では 名前=値、milestone ではそのときの状態）"),
    ] = None,
    baseline_year: Annotated[Words, usage.option("--baseline-year", "R6", "基準値の年度")] = None,
    target: Annotated[Words, usage.option("--target", "VALUE", "目標値（reference では、比べる相手の値）")] = None,
    target_year: Annotated[Words, usage.option("--target-year", "R9", "目標年度。計画と同じなら書かない")] = None,
    better: Annotated[
        Words,
        usage.option(
            "--better", "higher|lower", "高いほど良いか、低いほど良いか", completion.one_of("higher", "lower")
        ),
    ] = None,
    minimum: Annotated[Words, usage.option("--min", "VALUE", "下限（range）")] = None,
    maximum: Annotated[Words, usage.option("--max", "VALUE", "上限（range）")] = None,
    change: Annotated[Words, usage.option("--change", "PERCENT", "基準値からの増減（relative）。8割減なら -80")] = None,
    points: Annotated[
        Words, usage.option("--points", "POINTS", "基準値からの増減のポイント（relative）。3ポイント増なら 3")
    ] = None,
    reference: Annotated[Words, usage.option("--reference", "TEXT", "比べる相手の値の名称（reference）")] = None,
    step: Annotated[list[str] | None, usage.option("--step", "TEXT", "行う段階（milestone）。段階ごとに付ける")] = None,
    part: Annotated[
        list[str] | None,
        usage.option("--part", "NAME=N", "部分と目標値（composite。pooled では名前だけ）。部分ごとに付ける"),
    ] = None,
    rule: Annotated[
        Words,
        usage.option(
            "--rule",
            "sum|all|worst|pooled",
            "部分の合わせ方（composite）",
            completion.one_of("sum", "all", "worst", "pooled"),
        ),
    ] = None,
    counting: Annotated[
        Words,
        usage.option(
            "--counting",
            "cumulative|yearly|summed",
            "累計か単年度か",
            completion.one_of("cumulative", "yearly", "summed"),
        ),
    ] = None,
    actual_year: Annotated[Words, usage.option("--actual-year", "R6", "はじめの実績値の年度")] = None,
    actual: Annotated[
        list[str] | None,
        usage.option(
            "--actual",
            "VALUE",
            "はじめの実績値（3/8 も可。composite では 名前=値、milestone では済んだ段階。並べて付ける）",
        ),
    ] = None,
    status: Annotated[
        Words, usage.option("--status", "実績|速報|見込", "実績値の別", completion.one_of("実績", "速報", "見込"))
    ] = None,
    reported: Annotated[Words, usage.option("--reported", "TEXT", "実績値の報告者（--document がないとき）")] = None,
    known: Annotated[Words, usage.option("--known", "DATE", "実績値の分かった日（報告のあった日）")] = None,
    document: Annotated[Words, usage.option("--document", "ID", "出典の資料（計画の documents の id か題名）")] = None,
    page: Annotated[Words, usage.option("--page", "N", "出典のページ")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="尋ねずに書く")] = False,
    data: usage.DataFolder = "data",
) -> None:
    """指標のファイルを一つ作る。

    足りないことは、端末で一つずつ尋ねる。何も付けずに実行してよい。
    データ全体と合わせて点検し、誤りがあれば書かない。書く前に内容を見せて確かめる。
    はじめの実績値も書ける（--actual-year）。次からは dxkpi set で書く。

    例:
      dxkpi new indicator --plan chiba-dx --section gyosei --id sample --name 見本 --unit 件 --yes
    """
    from datetime import date

    from dxkpi.app.new import answered, proposed

    given = {
        "plan": plan, "section": section, "subsection": subsection, "id": identifier, "name": name, "owner": owner,
        "of": of, "actuals-of": actuals_of, "unit": unit, "direction": direction, "baseline-year": baseline_year,
        "target": target, "target-year": target_year, "better": better, "min": minimum, "max": maximum,
        "change": change, "points": points, "reference": reference, "rule": rule, "document": document, "page": page,
        "counting": counting, "actual-year": actual_year, "status": status, "known": known,
        "reported": reported,
    }  # fmt: skip
    lists = {"relisted": relisted, "step": step, "part": part, "baseline": baseline, "actual": actual}
    several = {key: tuple(own or ()) for key, own in lists.items()}
    everything = load(data)
    options = {key: () if words is None else (words,) for key, words in given.items()} | several
    answers = _answers(everything.dataset, options, answered)
    proposal = proposed(everything, Path(data), answers, date.today())  # noqa: DTZ011 - the user's own day
    _put(proposal, Path(data), _next_steps(proposal, answers), yes=yes)


def plan(
    government: Annotated[
        Words, usage.option("--government", "TEXT", "団体（大分県 など。評価方法を探すのに使う）")
    ] = None,
    name: Annotated[Words, usage.option("--name", "TEXT", "計画の名称")] = None,
    identifier: Annotated[Words, usage.option("--id", "ID", "計画の id。ファイルの名前になる")] = None,
    first: Annotated[Words, usage.option("--from", "R6", "計画の最初の年度")] = None,
    last: Annotated[Words, usage.option("--to", "R10", "計画の最後の年度（目標年度）")] = None,
    method: Annotated[
        Words, usage.option("--method", "ID", "評価方法（dxkpi methods の名前）。推移だけなら monitor")
    ] = None,
    section: Annotated[
        list[str] | None,
        usage.option("--section", "TEXT", "分野の名称（online=オンライン化 と id も書ける）。分野ごとに付ける"),
    ] = None,
    document: Annotated[Words, usage.option("--document", "TEXT", "計画の資料の題名")] = None,
    publisher: Annotated[
        Words, usage.option("--publisher", "TEXT", "資料を発行した団体（--government があれば、その団体）")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="尋ねずに書く")] = False,
    data: usage.DataFolder = "data",
) -> None:
    """計画のファイルを一つ作る。

    足りないことは、端末で一つずつ尋ねる（< と打つと、前の質問に戻る）。評価方法は、団体の名前に合うものから挙げる。
    何が何かを注釈に書いたファイルを、データ全体と合わせて点検し、内容を見せて確かめてから書く。

    例:
      dxkpi new plan --help
    """
    from dxkpi.app.new_plan import answered_of_plan, next_steps, proposed_plan

    words = {
        "government": government, "name": name, "id": identifier, "from": first, "to": last, "method": method,
        "document": document, "publisher": publisher,
    }  # fmt: skip
    given = {key: () if own is None else (own,) for key, own in words.items()} | {"section": tuple(section or ())}
    everything = load(data, may_be_empty=True)
    answers = _answers(everything.dataset, given, answered_of_plan)
    proposal = proposed_plan(everything, Path(data), answers)
    _put(proposal, Path(data), next_steps(proposal, answers), yes=yes)


def _put(proposal: "FileProposal", root: Path, lines: Iterator[str], *, yes: bool) -> None:
    """Show a file, and write it if it is sound and wanted; then print `lines`."""
    _show(proposal)
    if not proposal.sound:
        say("誤りがあるので書かなかった。上の指摘に従って、答えか、計画などのほかのファイルを直す")
        raise typer.Exit(ExitCode.FINDINGS)
    if yes or _agreed():
        put_new(root, {proposal.name: proposal.text})
        deliver("".join(f"{line}\n" for line in lines).encode())
    else:
        say("何も書かなかった")


def _answers(
    dataset: "Dataset", given: "Answers", answered: "Callable[[Dataset, Answers, Ask | None], Answers]"
) -> "Answers":
    from dxkpi.app.question import Unanswered
    from dxkpi.cli.prompt import WAY_BACK, ask, someone_there

    try:
        return answered(dataset, given, None)
    except Unanswered as problem:
        if someone_there():
            say(WAY_BACK)
            return answered(dataset, given, ask)
        raise UsageProblem(f"{problem}。端末でなら、一つずつ尋ねる") from None


def _agreed() -> bool:
    from dxkpi.cli.prompt import agreed, someone_there

    if not someone_there():
        raise UsageProblem("端末ではないので、書いてよいかを聞けない。書くなら --yes を付ける")
    return agreed("この内容で書くか")


def _show(proposal: "FileProposal") -> None:
    lines = proposal.text.rstrip("\n").split("\n")
    shown = (f"{proposal.shown_name}:", *(f"  {visible(line)}" for line in lines), "")
    deliver("".join(f"{line}\n" for line in shown).encode())
    if proposal.outcome.findings:
        say_outcome(proposal.outcome)


def _next_steps(proposal: "FileProposal", answers: "Answers") -> Iterator[str]:
    from dxkpi.core.indicator import DIRECTIONS

    identifier, kind = answers["id"][0], DIRECTIONS[answers["direction"][0]]
    yield f"書いた: {proposal.shown_name}"
    yield "次にすること:"
    yield f"  - dxkpi show {identifier} で、書いたことを確かめる"
    if not answers.get("document"):
        yield "  - 出典 source（資料 document とページ page）を、ファイルに書き加える"
    needs_baseline = kind.has_trajectory and kind.value_key == "value" and answers.get("counting") != ("summed",)
    if needs_baseline and not answers.get("baseline"):
        yield "  - 基準値 baseline を書き加える。ないと、目標に届かない年度の達成率を出せない"
    value = _VALUE_OPTIONS[kind.value_key]
    again = "次の" if answers.get("actual") else ""
    held = answers["actuals-of"][0] if answers.get("actuals-of") else identifier
    yield f"  - {again}実績が分かったら、dxkpi set {held} --year … {value} … --status … で書き加える"
