"""The program: its commands, and the one place that turns every ending into an exit code and a sentence."""

import os
import sys
from collections.abc import Callable
from pkgutil import resolve_name
from typing import Annotated

import typer

from dxkpi import __version__
from dxkpi.app.problems import ExitCode, Problem
from dxkpi.cli import completion
from dxkpi.cli.help import JapaneseCommand, JapaneseGroup
from dxkpi.cli.output import prepare_streams, say, silence
from dxkpi.cli.usage import Color, with_color
from dxkpi.source.writing import why

_SETTINGS = {"help_option_names": ["-h", "--help"]}
_NEW, _SHEET = "new", "sheet"  # have commands of their own
_VERSION = "--version"
_NO_MEMORY = (
    "dxkpi: メモリーが足りず、終わりまで実行できない。ほかのプログラムを閉じるか、メモリーの多い機械で実行する。"
    "計画ごとに分けたデータのフォルダを --data で示せば、少ないメモリーで済む"
)

COMMANDS = {
    "はじめに使う五つ": {
        "report": "dxkpi.cli.report:report",
        "explain": "dxkpi.cli.indicator:explain",
        "set": "dxkpi.cli.set:set_",
        "validate": "dxkpi.cli.validate:validate",
        "diff": "dxkpi.cli.diff:diff",
    },
    "結果を見る": {
        "overview": "dxkpi.cli.report:overview",
        "outlook": "dxkpi.cli.report:outlook",
        "list": "dxkpi.cli.indicator:list_",
        "show": "dxkpi.cli.indicator:show",
    },
    "データを作る": {
        "init": "dxkpi.cli.init:init",
        _NEW: "dxkpi.cli.new:new_commands",
        "import": "dxkpi.cli.import_:import_",
    },
    "担当課に尋ねる": {
        _SHEET: "dxkpi.cli.sheet:sheet_commands",
        "status": "dxkpi.cli.sheet:status",
    },
    "変更や目標を確かめる": {
        "reconcile": "dxkpi.cli.report:reconcile",
        "check-targets": "dxkpi.cli.validate:check_targets",
    },
    "公表する": {
        "publish": "dxkpi.cli.publish:publish",
        "site": "dxkpi.cli.site:site",
    },
    "決まりを調べる": {
        "rules": "dxkpi.cli.catalog:rules",
        "rule": "dxkpi.cli.catalog:rule",
        "methods": "dxkpi.cli.catalog:methods",
        "schema": "dxkpi.cli.catalog:schema",
    },
}
"""Commands by what a reader wants, each with the place of its function, which is imported on demand."""

_NAMES = frozenset(name for group in COMMANDS.values() for name in group)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dxkpi {__version__}")
        raise typer.Exit


def _root(
    _version_wanted: Annotated[
        bool, typer.Option(_VERSION, callback=_version, is_eager=True, help="版を示して終わる")
    ] = False,
    _color: Color = None,
    _completed_shell: Annotated[
        str | None,
        typer.Option(
            "--show-completion",
            metavar="|".join(completion.SHELLS),
            callback=completion.show,
            is_eager=True,
            help="Tab キーでの補完を使えるようにするシェルの設定を示して終わる（入れ方は docs/install.md）",
            autocompletion=completion.one_of(*completion.SHELLS),
        ),
    ] = None,
) -> None:
    """デジタル戦略のKPIの達成状況を、誰でも確かめられるデータから正確に示す。

    指標は data/indicators/ の YAML に、計画は data/targets/ の YAML に書く。

    例:
      dxkpi report --year R3
      dxkpi explain rpa-hours --year R3
      dxkpi set rpa-hours --help
      dxkpi validate
      dxkpi diff
    """


def program(asked: str | None = None, *, listed: bool = False) -> typer.Typer:
    """Return the commands, in the order of help; if one is `asked` for, that one alone; if only `listed`, inert."""
    app = typer.Typer(
        cls=JapaneseGroup,
        context_settings=_SETTINGS,
        rich_markup_mode=None,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    app.callback(cls=JapaneseGroup)(_root)
    for title, group in COMMANDS.items():
        for name, place in group.items():
            if asked not in {None, name}:
                continue
            if name in {_NEW, _SHEET}:
                app.add_typer(resolve_name(place)(_SETTINGS), name=name, rich_help_panel=title)
            else:
                command = app.command(name, cls=JapaneseCommand, context_settings=_SETTINGS, rich_help_panel=title)
                command((_inert if listed else with_color)(resolve_name(place)))
    return app


def _inert(command: Callable[..., None]) -> Callable[..., None]:
    """Return something with the help of `command` and none of its options, which take long to declare."""

    def nothing() -> None: ...

    nothing.__doc__ = command.__doc__
    return nothing


def main(argv: list[str] | None = None) -> int:
    """Run the program with `argv` (without its name) and return its exit code. No traceback escapes."""
    prepare_streams()
    try:
        return _run(argv)
    except Problem as problem:
        say(f"dxkpi: {problem}")
        return problem.code
    except (KeyboardInterrupt, typer.Abort):
        say("dxkpi: 中断した")
        return ExitCode.INTERRUPTED
    except (BrokenPipeError, SystemExit):  # typer itself ends a run so, and only so, when the pipe closes
        silence(sys.stdout)
        return ExitCode.CLOSED_PIPE
    except OSError as problem:
        say(f"dxkpi: 読み書きができない（{why(problem)}）")
        silence(sys.stdout)
        return ExitCode.UNABLE
    except MemoryError as problem:
        problem.__traceback__ = None  # what it holds on to gives room for the sentence
        say(_NO_MEMORY)
    except Exception as problem:  # noqa: BLE001 - the last door: whatever it is, the user gets a sentence
        say(_internal(problem))
    return ExitCode.UNABLE


def _run(argv: list[str] | None) -> int:
    if argv is None and os.environ.get(completion.ASKING):
        return completion.answer(program())
    words = sys.argv[1:] if argv is None else argv
    asked = words[0] if words and words[0] in {*_NAMES, _VERSION} else None  # help and a misspelling know all of them
    commands = program(asked, listed=_NAMES.isdisjoint(words))
    code = commands(args=argv, prog_name="dxkpi", standalone_mode=False)
    # A full disk or a closed pipe shows only here, while it can still become an exit code.
    if sys.stdout is not None:
        sys.stdout.flush()
    if code == ExitCode.INTERRUPTED:  # typer has made an exit code of the interrupt
        raise KeyboardInterrupt
    return int(code or ExitCode.CLEAN)


def _internal(problem: Exception) -> str:
    if os.environ.get("DXKPI_DEBUG"):
        import traceback

        return "".join(traceback.format_exception(problem))
    return (
        f"dxkpi: プログラムの内部の誤り（{type(problem).__name__}）。データの誤りではない。"
        "DXKPI_DEBUG=1 を付けて実行した出力を、開発者に知らせてほしい"
    )
