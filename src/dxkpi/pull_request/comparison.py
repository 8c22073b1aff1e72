"""The comparison as Markdown, made by `dxkpi diff` in a process that holds no token."""

import os
import subprocess
import sys
from hashlib import sha256
from posixpath import normpath

from dxkpi.core.basis.text import clip
from dxkpi.pull_request.objects import AFTER, BEFORE, States
from dxkpi.render.comment import MARKER
from dxkpi.render.gfm import inline

SECRET = "GITHUB_TOKEN"  # noqa: S105 - its name
_LONGEST = 1_000
"""Largest part of a message that is shown, in characters."""


def marker(data: str) -> str:
    """Return the invisible first line of the comment on the data folder `data`; each folder has its own."""
    return f"<!-- dxkpi-diff {sha256(normpath(data).encode('utf-8', 'surrogateescape')).hexdigest()[:16]} -->"


def compared(states: States, data: str, repository: str) -> str:
    """Return the comparison of the states of the data folder `data`, or why there is none, and their commits.

    `repository` is the URL of the repository's page, for links to its files.
    """
    text = _diff(states, data, repository).removeprefix(MARKER).strip()
    return f"{text}\n\n{between(states, data)}\n"


def between(states: States, data: str) -> str:
    """Describe the commits compared, in a sentence in which GitHub turns them into links."""
    what = f"データのフォルダ「{inline(clip(data))}」"
    return f"{what}を、枝分かれした時点の {states.before} と、いまの {states.after} とで比べた。"


def as_comment(text: str, data: str) -> str:
    """Return `text` as the comment that is found again; with `between` this adds at most `FRAME` characters."""
    return f"{marker(data)}\n{text.rstrip()}新しい変更が届くと、このコメントを書き換える。\n"


def _diff(states: States, data: str, repository: str) -> str:
    page = states.folder.parent / "diff.md"
    options = ("--format=markdown", f"--output={page}", f"--data={data}", f"--repository={repository}")
    command = (sys.executable, "-I", "-m", "dxkpi", "diff", *options)
    env = {name: value for name, value in os.environ.items() if name != SECRET}
    done = subprocess.run((*command, BEFORE, AFTER), cwd=states.folder, env=env, capture_output=True, check=False)  # noqa: S603
    if done.returncode == 0:
        return page.read_text("utf-8")
    said = done.stderr.decode("utf-8", "replace").strip().removeprefix("dxkpi: ") or f"終了コード {done.returncode}"
    return f"## データの違い\n\n比べられない: {inline(said[:_LONGEST])}"
