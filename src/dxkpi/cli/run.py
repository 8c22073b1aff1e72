"""The beginning of every command: the data, and a stop where its errors affect the figures."""

from typing import TYPE_CHECKING

import typer

from dxkpi.app.problems import ExitCode
from dxkpi.cli.output import say, say_outcome
from dxkpi.cli.progress import progress

if TYPE_CHECKING:
    from dxkpi.app.data import Data


def load(folder: str, revision: str | None = None, *, may_be_empty: bool = False) -> "Data":
    """Return the data below `folder`, read and checked: as they are now, or of a git revision.

    With `may_be_empty` the folder need not have a plan yet.
    """
    from dxkpi.app.data import read_folder, read_revision

    with progress() as watch:
        if revision is not None:
            return read_revision(folder, revision, watch)
        return read_folder(folder, watch, may_be_empty=may_be_empty)


def sound(data: "Data", plan: str | None = None, indicator: str | None = None) -> "Data":
    """Return `data`, if the figures of what was asked for can be trusted; otherwise exit with 1 after its findings.

    Without `plan`, all plans were asked for, or those of `indicator`. Errors of other plans are only counted.
    """
    if not data.touch_figures:
        return data
    from dxkpi.app.select import plans_asked

    asked = plans_asked(data.dataset, plan, indicator)
    touching = data.touching(asked) if asked else data.touching_figures
    errors = sum(bundle.count for bundle in data.touching_figures if bundle not in touching)
    if not touching:
        say(f"ほかの計画のデータに誤りが{errors}件ある（この結果には関わらない）。dxkpi validate で見る")
        return data
    from dxkpi.app.validate import ValidateRequest, validate

    say_outcome(validate(data, ValidateRequest(tuple(bundle.document for bundle in touching)) if errors else None))
    if errors:
        say(f"ほかの計画のデータにも誤りが{errors}件ある。dxkpi validate で見る")
    say("データの誤りが数字に関わるため、結果は出さない。上の指摘を直してから、もう一度実行する")
    raise typer.Exit(ExitCode.FINDINGS)
