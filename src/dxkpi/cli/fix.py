"""`dxkpi validate --fix`."""

from dataclasses import replace
from typing import TYPE_CHECKING

from dxkpi.app.problems import CannotRun
from dxkpi.cli.output import put, say_outcome
from dxkpi.cli.writing import put_back

if TYPE_CHECKING:
    from dxkpi.app.data import Data
    from dxkpi.app.validate import ValidateRequest


def run_fix(data: "Data", request: "ValidateRequest", *, dry_run: bool) -> None:
    """Fix what is safe in the files that `request` is about, and report it on stderr.

    With `dry_run` nothing is written, and the fixes go to stdout as a diff. Otherwise `data` is unchanged: a caller who
    needs the remaining findings reads the folder again.

    Raises:
        UsageProblem: for a path outside the data, or an unknown rule.
        CannotRun: when a file could not be written; all others are.
    """
    from dxkpi.app.fix import fix

    outcome = fix(data, request, dry_run=dry_run)
    if dry_run:
        put(outcome, "text", None)
        return
    unwritten: dict[str, str] = {}
    for file in outcome.changed:
        try:
            put_back(data.tree.label, file.document, file.before, file.after)
        except CannotRun as problem:
            unwritten[file.document] = problem.sentence
    done = replace(outcome, files=tuple(file for file in outcome.files if file.document not in unwritten))
    say_outcome(done)
    if unwritten:
        raise CannotRun("。".join(unwritten.values()))
