"""`dxkpi validate`: every finding of every file in one run."""

import os
from pathlib import Path

from dxkpi.app.data import Data
from dxkpi.app.problems import UsageProblem
from dxkpi.core.outcome import ValidateOutcome
from dxkpi.core.spelling import clip, nearest


def validate(data: Data, paths: tuple[str, ...] = ()) -> ValidateOutcome:
    """All findings, or those about `paths` (files or folders): what is reported is limited, not what is read.

    Raises:
        UsageProblem: for a path that names nothing in the data.
    """
    files = data.tree.listing().files
    if not paths:
        return ValidateOutcome(data.findings, len(files), data.loaded.skipped)
    wanted = [_as_named(path, data.tree.label) for path in paths]
    known = {*files, *(f.spot.document for f in data.findings), *data.loaded.skipped}
    for path in wanted:
        if not any(_within(name, path) for name in known):
            meant = nearest(path, files)
            offer = (
                f"「{clip(meant)}」ではないか"
                if meant
                else f"「{clip(data.tree.label)}」の下のファイルかフォルダを挙げる"
            )
            raise UsageProblem(f"「{clip(path)}」はデータの中にない。{offer}")
    return ValidateOutcome(
        tuple(f for f in data.findings if any(_within(f.spot.document, path) for path in wanted)),
        sum(any(_within(name, path) for path in wanted) for name in files),
        tuple(name for name in data.loaded.skipped if any(_within(name, path) for path in wanted)),
    )


def _as_named(path: str, label: str) -> str:
    """`path` as the data's files are named: beginning as the data folder was written, absolute or not."""
    whole = Path(path).absolute() if Path(label).is_absolute() else Path(os.path.relpath(path))
    return Path(os.path.normpath(whole)).as_posix()


def _within(name: str, path: str) -> bool:
    return name == path or name.startswith(f"{path}/")
