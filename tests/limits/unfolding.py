"""Commits of a few objects that unfold to any number of names: every folder holds the same folder, again and again."""

import subprocess
from pathlib import Path


def unfolding(root: Path, *, levels: int, width: int, leaf: str, ending: str = "") -> str:
    """The id of a commit in a new repository: below `data/indicators` so many levels of so many folders each.

    In the lowest ones lie `width` entries like `leaf`, as git writes them: `{}` stands for the id of a file, a number
    and `ending` end the name. Without a `leaf` these are empty.
    """

    def git(*words: str, given: str = "") -> str:
        done = subprocess.run(["git", *words], cwd=root, input=given.encode(), capture_output=True, check=True)
        return done.stdout.decode().strip()

    git("init", "--quiet")
    blob = git("hash-object", "-w", "--stdin", given="id: x\n")
    entries = [f"{leaf.format(blob)}{number}{ending}\n" for number in range(width)] if leaf else []
    tree = git("mktree", "--missing", given="".join(entries))
    for name in [*("d{}" for _ in range(levels)), "indicators", "data"]:
        times = width if "{" in name else 1
        tree = git("mktree", given="".join(f"040000 tree {tree}\t{name.format(number)}\n" for number in range(times)))
    who = ("-c", "user.name=a", "-c", "user.email=a@example.invalid")
    commit = git(*who, "commit-tree", tree, "-m", "x")
    git("update-ref", "refs/heads/main", commit)
    return commit
