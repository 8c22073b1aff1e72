"""Reasons why a repository lacks a named revision, and what its user can do to get it."""

import re
from collections.abc import Callable

from dxkpi.core.basis.text import clip, nearest

Ask = Callable[..., str]
"""Runs git with these words and returns its answer; empty where it refuses."""

_HOW = "枝か札の名前、または git log に出る番号を示す"
_HASH = re.compile(r"[0-9a-f]{4,64}", re.ASCII)
_NAME = re.compile(r"\w[\w./-]{0,99}")
"""Grammar of a name in a suggested command: a single word to every shell."""


def missing(revision: str, ask: Ask) -> str:
    """Return a sentence that there is no `revision`, with what was probably meant, or how to fetch it."""
    there = f"版「{clip(revision)}」がない。"
    if ".." in revision:
        return _range(revision)
    base = re.split(r"[~^:]|@\{", revision, maxsplit=1)[0]
    if not base:
        return there + _HOW
    if base in {"HEAD", "@"} and not _resolves(base, ask):
        return f"{there}今の枝には、まだコミットが一つもない"
    cut_off = _HASH.fullmatch(base) or (revision[len(base) :][:1] in {"~", "^"} and _resolves(base, ask))
    if cut_off and ask("rev-parse", "--is-shallow-repository").strip() == "true":
        return (
            f"版「{clip(revision)}」が手元にない。履歴を途中までしか取っていないリポジトリ（浅い複製）なので、"
            "git fetch --unshallow で残りの履歴を取る"
        )
    return there + _instead(revision, base, ask)


def _range(revision: str) -> str:
    ends = [end.strip(".") for end in revision.split("..", 1)]
    safe = all(_NAME.fullmatch(end) for end in ends)
    how = f"二つの版を比べるには dxkpi diff {' '.join(ends)}" if safe else "二つの版は dxkpi diff で比べる"
    return f"「{clip(revision)}」は版の範囲である。版は一つだけ示す（{how}）"


def _resolves(name: str, ask: Ask) -> bool:
    return bool(ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"))


def _instead(revision: str, base: str, ask: Ask) -> str:
    listed = ask("for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags", "refs/remotes").splitlines()
    remotes = ask("remote").splitlines()
    names = [name for name in listed if not name.endswith("/HEAD") and name not in remotes]
    if base != revision and _resolves(base, ask):
        return f"「{clip(base)}」はあるが、「{clip(revision[len(base) :])}」にあたるコミットがない"
    fetched = next((name for name in names if name.partition("/")[1:] == ("/", base)), None)
    if fetched is not None:
        return f"取ってきた枝「{clip(fetched)}」ではないか"
    short = {_without_remote(name, remotes): name for name in reversed(names)}
    near = nearest(_without_remote(base, remotes)[:80], short)
    meant = f"「{clip(short[near])}」ではないか" if near else ""
    if near is not None and short[near] == near:
        return meant
    return "。".join(filter(None, (meant, _fetched(base, remotes)))) or _HOW


def _without_remote(name: str, remotes: list[str]) -> str:
    """Return the name of a fetched branch in its remote."""
    remote, slash, rest = name.partition("/")
    return rest if slash and remote in remotes else name


def _fetched(base: str, remotes: list[str]) -> str | None:
    """Return how to fetch the branch or tag `base`; a clone of one branch keeps others only where asked to."""
    remote, slash, rest = base.partition("/")
    if not slash or remote not in remotes:
        remote, rest = ("origin" if "origin" in remotes else next(iter(remotes), "")), base
    if not _NAME.fullmatch(rest) or not _NAME.fullmatch(remote) or _HASH.fullmatch(base):
        return None
    branch = f"git fetch {remote} {rest}:refs/remotes/{remote}/{rest} で取り、{remote}/{rest} と示す"
    if rest != base:
        return f"取っていない枝なら、git fetch {remote} {rest}:refs/remotes/{base} で取る"
    return f"手元に取っていない枝なら、{branch}。札なら、git fetch {remote} tag {rest} で取る"
