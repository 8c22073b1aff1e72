"""Completion in bash, zsh, fish and PowerShell, by the scripts and the protocol of typer.

The data is read only when a value of it is asked for. Whatever goes wrong, the shell gets nothing, and no message.
"""

import io
import os
from collections.abc import Callable
from contextlib import redirect_stderr
from typing import Any

import typer

from dxkpi.app.problems import ExitCode

SHELLS = ("bash", "zsh", "fish", "powershell")
ASKING = "_DXKPI_COMPLETE"
"""The variable by which a shell asks for completions."""

_PROGRAM = "dxkpi"
_ZSH_WITHOUT_COMPLETION = "(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }\n"
_DEFAULT_FOLDER = "data"


def plans(ctx: typer.Context) -> list[str]:
    """Return the ids of the plans of the data in place."""
    from dxkpi.app.completion import plan_ids

    return list(plan_ids(_folder(ctx)))


def sections(ctx: typer.Context) -> list[str]:
    """Return the ids of the sections of the plan given before, or of all."""
    from dxkpi.app.completion import section_ids

    return list(section_ids(_folder(ctx), ctx.params.get("plan")))


def indicators(ctx: typer.Context) -> list[str]:
    """Return the ids of the indicators; nothing where a file is meant."""
    from dxkpi.app.completion import indicator_ids

    return [] if ctx.params.get("canonical") else list(indicator_ids(_folder(ctx)))


def years(ctx: typer.Context) -> list[str]:
    """Return the years of the plan given before, or of all."""
    from dxkpi.app.completion import years as of_data

    return list(of_data(_folder(ctx), ctx.params.get("plan")))


def one_of(*choices: str) -> Callable[[], list[str]]:
    """Return the completion of an option that has only these values."""
    return lambda: list(choices)


def _folder(ctx: typer.Context) -> str:
    return ctx.params.get("data") or _DEFAULT_FOLDER


def described(items: list[Any]) -> list[Any]:
    """Return commands or options that typer completes, each with the first sentence of its help."""
    for item in items:
        words = "使い方を示して終わる" if item.value in {"-h", "--help"} else item.help or ""
        item.help = words.partition("。")[0]
    return items


def answer(program: typer.Typer) -> int:
    """Print the completions that a shell asks for, and return the exit code that its script expects."""
    from typer.completion import completion_init  # type: ignore[attr-defined]

    os.environ["COLUMNS"] = "1000"  # or the descriptions, which rich writes, would be broken into lines
    _join_equals()
    try:
        completion_init()
        with redirect_stderr(io.StringIO()):
            program(args=[], prog_name=_PROGRAM, standalone_mode=False)
    except SystemExit as ending:  # how typer ends, and how fish learns whether there is anything
        return ending.code if isinstance(ending.code, int) else ExitCode.CLEAN
    except Exception:  # noqa: BLE001 - nobody has run a command yet who could read a message
        return ExitCode.FINDINGS
    return ExitCode.CLEAN


def _join_equals() -> None:
    """Take the `=` of `--option=value`, a word of its own in bash, out of what bash tells of its words."""
    words = os.environ.get("COMP_WORDS", "").split("\n")
    at = os.environ.get("COMP_CWORD", "")
    if not at.isdecimal():
        return
    before = words[: int(at)]
    kept = [word for word in before if word != "="]
    os.environ["COMP_WORDS"] = "\n".join((*kept, *words[int(at) :]))
    os.environ["COMP_CWORD"] = str(len(kept))


def show(shell: str | None) -> None:
    """Print the script that makes completion work in `shell`, and end the run.

    Raises:
        UsageProblem: for an unknown shell.
    """
    if shell is None:
        return
    from typer.completion import get_completion_script  # type: ignore[attr-defined]

    from dxkpi.cli.output import known_choice

    known_choice("--show-completion", "シェル", shell, SHELLS)
    script = get_completion_script(prog_name=_PROGRAM, complete_var=ASKING, shell=shell)
    typer.echo((_ZSH_WITHOUT_COMPLETION if shell == "zsh" else "") + script)
    raise typer.Exit
