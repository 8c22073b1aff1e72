"""What typer says of a wrong command line, in Japanese."""

from typing import Any

from typer.exceptions import TyperException

from dxkpi.core.spelling import clip, nearest


def in_japanese(problem: TyperException) -> str:
    """One sentence for a usage error, with the command to ask for help."""
    if type(problem).__name__ == "NoArgsIsHelpError":
        return str(problem.message)
    context = getattr(problem, "ctx", None)
    path = context.command_path if context is not None else "dxkpi"
    return f"dxkpi: {_sentence(problem)}（{path} --help で使い方を見る）"


def _sentence(problem: Any) -> str:  # noqa: ANN401
    match type(problem).__name__:
        case "NoSuchOption":
            known = [name for p in problem.ctx.command.get_params(problem.ctx) for name in p.opts]
            meant = nearest(problem.option_name, known) if problem.option_name.startswith("--") else None
            return f"オプション「{clip(problem.option_name)}」はない" + (f"。「{meant}」ではないか" if meant else "")
        case "MissingParameter":
            return f"{getattr(problem.param, 'metavar', None) or '引数'} が足りない"
        case "BadOptionUsage":
            return f"オプション「{clip(problem.option_name)}」には値を一つ書く"
        case _:
            extra = problem.format_message().partition("(s) (")[2].removesuffix(")")
            return (
                f"余分な引数がある: {clip(extra)}" if extra else f"書き方の誤りがある: {clip(problem.format_message())}"
            )
