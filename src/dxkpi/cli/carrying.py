"""A change of a data file: shown, confirmed, and written."""

from typing import TYPE_CHECKING

import typer

from dxkpi.app.problems import ExitCode, UsageProblem
from dxkpi.cli.output import put, say
from dxkpi.cli.writing import put_back

if TYPE_CHECKING:
    from dxkpi.app.change import Prepared


def carry_out(prepared: "Prepared", *, yes: bool, dry_run: bool) -> None:
    """Show the effect of the change, and write it if it adds no error and the user agrees (`yes`: unasked)."""
    put(prepared.outcome, "text", None)
    if prepared.outcome.refused:
        if prepared.outcome.unsound:
            say("誤りになるため、書き込まなかった。上の指摘を見て、示し方を直す")
        else:
            say("公表した年度の値が変わるため、書き込まなかった。上のとおりに正誤を書いてから、もう一度実行する")
        raise typer.Exit(ExitCode.FINDINGS)
    if prepared.outcome.diff and not dry_run and (yes or may_write()):
        _write(prepared)


def may_write(question: str = "書き込むか") -> bool:
    """Ask whether to write, and say whether the user agrees.

    Raises:
        UsageProblem: where there is nobody to ask.
    """
    from dxkpi.cli.asking import agreed, someone_there

    if not someone_there():
        raise UsageProblem(
            "端末ではないので、書き込んでよいかを聞けない。書き込むなら --yes、見るだけなら --dry-run を付ける"
        )
    if agreed(question):
        return True
    say("書き込まなかった")
    return False


def _write(prepared: "Prepared") -> None:
    from dxkpi.app.data import clip_path

    put_back(prepared.folder, prepared.outcome.document, prepared.before, prepared.after)
    say(f"書き込んだ: {clip_path(prepared.outcome.document)}")
