"""The two states of the data around a pull request, as objects in an empty repository of their own.

A checkout would bring the proposal's files within reach of git and Python.
"""

import os
import posixpath
import subprocess
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dxkpi.app.problems import CannotRun
from dxkpi.core.basis.text import clip

BEFORE, AFTER = "変更前", "変更後"
"""Names of the two states, also in the repository."""
_RECORDS = ("targets", "indicators", "published")
_QUIETLY = ("--quiet", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head", "--no-auto-gc")


@dataclass(frozen=True, slots=True)
class RepositoryAccess:
    """Place of the pull request's repository, and the token that may read it (empty where anybody may)."""

    url: str
    token: str

    def surroundings(self) -> Mapping[str, str]:
        """Return the environment for git, which includes the token, since others can read a command line."""
        calm = {**os.environ, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"}
        if not self.token:
            return calm
        count = int(os.environ.get("GIT_CONFIG_COUNT") or 0)
        secret = b64encode(f"x-access-token:{self.token}".encode()).decode()
        return calm | {
            "GIT_CONFIG_COUNT": str(count + 1),
            f"GIT_CONFIG_KEY_{count}": f"http.{self.url}.extraHeader",
            f"GIT_CONFIG_VALUE_{count}": f"Authorization: Basic {secret}",
        }


@dataclass(frozen=True, slots=True)
class States:
    """Both states in the repository `folder`, whose working tree is empty."""

    folder: Path
    before: str
    after: str

    def same(self, data: str) -> bool:
        """Say whether no file of the data folder `data` differs."""
        return self._records(BEFORE, data) == self._records(AFTER, data)

    def hold(self, data: str) -> bool:
        """Say whether either state has a data folder `data`."""
        return any((*self._records(BEFORE, data), *self._records(AFTER, data)))

    def _records(self, state: str, data: str) -> list[str]:
        names = (posixpath.normpath(f"{data}/{name}") for name in _RECORDS)
        named = (f"refs/tags/{state}:{name}" for name in names)
        return [_git(self.folder, "rev-parse", "--verify", "--quiet", "--end-of-options", name).out for name in named]


def states(folder: Path, origin: RepositoryAccess, base: str, head: str) -> States:
    """Fetch the commit `head`, and that of the branch `base` it grew from, without the history between them.

    Raises:
        CannotRun: when they cannot be fetched, or have no common history.
    """
    commits, objects = folder / "commits", folder / "objects"
    wanted = (f"+refs/heads/{base}:refs/base", f"+{head}:refs/head")
    # Where the branches part is found from commits alone, without trees and files.
    _fetch(commits, origin, "--filter=tree:0", wanted)
    grown_from = _git(commits, "merge-base", "refs/base", "refs/head").out
    if not grown_from:
        raise CannotRun(f"コミット {head} と、マージ先の「{clip(base)}」に、共通の履歴がない")
    wanted = (f"+{grown_from}:refs/tags/{BEFORE}", f"+{head}:refs/tags/{AFTER}")
    _fetch(objects, origin, "--depth=1", wanted)
    return States(objects, grown_from, head)


@dataclass(frozen=True, slots=True)
class _Done:
    code: int
    out: str
    err: str


def _fetch(folder: Path, origin: RepositoryAccess, how: str, wanted: Sequence[str]) -> None:
    folder.mkdir()
    # Without a template the repository has no hooks.
    _git(folder, "init", "--quiet", "--template=")
    done = _git(folder, "fetch", *_QUIETLY, how, "--end-of-options", origin.url, *wanted, env=origin.surroundings())
    if done.code != 0:
        raise CannotRun(f"比べる二つの版を取れない（{clip(done.err)}）。contents: read の権限があるかを見る")


def _git(folder: Path, *words: str, env: Mapping[str, str] | None = None) -> _Done:
    command = ("git", "-C", str(folder), *words)
    try:
        done = subprocess.run(command, env=env, capture_output=True, check=False)  # noqa: S603
    except (OSError, ValueError) as error:
        raise CannotRun(f"git を実行できない（{type(error).__name__}）") from None
    out, err = (stream.decode("utf-8", "replace").strip() for stream in (done.stdout, done.stderr))
    return _Done(done.returncode, out, err)
