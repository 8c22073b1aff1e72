"""`dxkpi import`."""

from pathlib import Path
from typing import Annotated

import typer

from dxkpi.app.problems import CannotRun, UsageProblem
from dxkpi.cli import completion, usage
from dxkpi.cli.output import put, say
from dxkpi.cli.run import load, may_write
from dxkpi.cli.writing import put_new
from dxkpi.core.basis.text import clip

_FILE_LIMIT = 5 << 20
"""Bytes of a file that are read: one more, and the guard of workbooks refuses it."""


def import_(
    list_: Annotated[str, typer.Argument(metavar="LIST.xlsx|LIST.csv", help="指標の一覧表", show_default=False)],
    plan: Annotated[str | None, usage.option("--plan", "ID", "指標を加える計画（要る）", completion.plans)] = None,
    columns: Annotated[
        str | None, usage.option("--columns", "FILE", "列の対応を書いたファイル。省くと LIST.columns.yaml")
    ] = None,
    sheet: Annotated[str | None, usage.option("--sheet", "NAME", "一覧表のあるシート。省くと、それらしいもの")] = None,
    yes: usage.Yes = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="何を作るかを示すだけで、書き込まない")] = False,
    data: usage.DataFolder = "data",
) -> None:
    """Excel や CSV の一覧表から、指標のファイルを作る。

    初めの実行では、列の見出しから、どの列が何かを当てて LIST.columns.yaml に書く。データは書かない。
    それを確かめて直し、もう一度実行すると、作るファイルと、書けない行とその理由を示して確かめる。
    もうある指標（同じ計画の同じ名称）は変えない。同じ表をもう一度読んでも、何も変わらない。

    例:
      dxkpi import 指標一覧.xlsx --plan chiba-dx
      dxkpi import 指標一覧.xlsx --plan chiba-dx --dry-run
      dxkpi import 指標一覧.csv --plan chiba-dx --columns 対応.yaml --yes
    """
    from datetime import date

    from dxkpi.app.importing import guessed, opened, prepare_import

    path = Path(list_)
    content = _content(path)
    if content is None:
        raise UsageProblem(f"「{clip(list_)}」がない。場所を確かめる")
    everything = load(data)
    listed = opened(everything, path.name, content, plan)
    beside = Path(columns) if columns is not None else path.with_name(f"{path.stem}.columns.yaml")
    said = _content(beside)
    if said is None:
        guess = guessed(listed, beside.name, sheet)
        put(guess, "text", None)
        if not dry_run:
            put_new(beside.parent, {beside.name: guess.text})
            say(f"列の対応を書いた: {clip(str(beside))}。確かめて直し、同じ命令をもう一度実行する")
        return
    today = date.today()  # noqa: DTZ011 - the user's own day
    outcome = prepare_import(everything, Path(data), listed, (beside.name, said), sheet, today)
    put(outcome, "text", None)
    if outcome.files and not dry_run and (yes or may_write(f"{len(outcome.files)}件の指標のファイルを作るか")):
        put_new(Path(data), outcome.files)
        say(f"{len(outcome.files)}件の指標のファイルを書いた。dxkpi list --plan {listed.plan.plan.plan} で見る")


def _content(path: Path) -> bytes | None:
    """Return the content of a file up to the limit of what is read; None where there is none.

    Raises:
        CannotRun: where it is a folder.
    """
    if path.is_dir():
        raise CannotRun(f"「{clip(str(path))}」はフォルダである。ファイルを示す")
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return file.read(_FILE_LIMIT + 1)
