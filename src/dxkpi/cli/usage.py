"""What typer says of a wrong command line, in Japanese.

Its classes for that are not public: they are known by their names, and by what they hold, never by their sentences.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from typer.exceptions import TyperException

from dxkpi.app.problems import UsageProblem
from dxkpi.core.basis.text import clip, nearest


@contextmanager
def in_japanese(ctx: Any) -> Iterator[None]:  # noqa: ANN401
    """Has typer read a command line within the block.

    Raises:
        UsageProblem: where it cannot.
    """
    try:
        yield
    except TyperException as problem:
        raise misused(_sentence(problem, ctx), ctx) from None


def misused(sentence: str, ctx: Any) -> UsageProblem:  # noqa: ANN401
    """The problem that `sentence` says, with the command to ask for help."""
    return UsageProblem(f"{sentence}（{ctx.command_path} --help で使い方を見る）")


def _sentence(problem: Any, ctx: Any) -> str:  # noqa: ANN401
    named = {name: p for p in ctx.command.get_params(ctx) for name in p.opts if p.param_type_name == "option"}
    match type(problem).__name__:
        case "NoSuchOption":
            wanted = problem.option_name
            meant = nearest(wanted, named) if wanted.startswith("--") else None
            return f"オプション「{clip(wanted)}」はない" + (f"。「{meant}」ではないか" if meant else "")
        case "MissingParameter":
            missing = next((name for name, parameter in named.items() if parameter is problem.param), None)
            return f"オプション「{missing}」が足りない" if missing else f"{problem.param.metavar} が足りない"
        case "BadOptionUsage":
            wanted = problem.option_name
            return f"オプション「{wanted}」には値を" + ("付けない" if named[wanted].is_flag else "一つ書く")
        case _:
            return f"書き方の誤りがある: {clip(problem.format_message())}"
