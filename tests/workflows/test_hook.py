"""`.pre-commit-hooks.yaml`: commits to a repository that uses the hook, made with git and pre-commit themselves."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.run import DATA, ROOT

pytestmark = pytest.mark.slow

CONFIG = """\
repos:
  - repo: {hooks}
    rev: {rev}
    hooks:
      - id: dxkpi-validate
        # The dxkpi under test, from PATH: the hook's own way to install one would need the network.
        language: unsupported
"""
RPA = "data/indicators/chiba-ict/hakyu/rpa-hours.yaml"
PASSED = """\
dxkpi validate...........................................................Passed
"""
REFUSED = f"""\
dxkpi validate...........................................................Failed
- hook id: dxkpi-validate
- exit code: 1

{RPA}:10:10: error KPI203 「6,000」は半角の数値（例 6000、-5、73.5）ではない
    10 |   value: 6,000
       |          ^
    直し方: 「6000」と書く

読み取りに誤りのあるファイルが1件あるため、その値の意味と、ほかのファイルとの関わり（件数や公表値など）は、まだ見ていない。直してから、もう一度点検する

エラー1件（33ファイル）

"""
NOT_RUN = """\
dxkpi validate.......................................(no files to check)Skipped
"""


@dataclass(frozen=True, slots=True)
class Repository:
    """A git repository that knows nothing of the user's or the machine's settings."""

    folder: Path

    def run(self, *argv: str) -> tuple[int, str, str]:
        """Exit code, what went to stdout, and to stderr, where git passes on what a hook says."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "PRE_COMMIT"))}
        env = kept | {
            **{f"GIT_{role}_{what}": "x" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
            "PATH": os.pathsep.join([f"{sys.prefix}/bin", os.environ["PATH"]]),
            "PRE_COMMIT_HOME": str(self.folder.parent / "cache"),
            "PRE_COMMIT_COLOR": "never",
        }
        ended = subprocess.run(argv, cwd=self.folder, env=env, capture_output=True, check=False)
        return ended.returncode, ended.stdout.decode("utf-8"), ended.stderr.decode("utf-8")

    def commit(self) -> tuple[int, str]:
        """Commits everything: how that ended, and what the hooks said."""
        assert self.run("git", "add", "--all") == (0, "", "")
        code, _, said = self.run("git", "commit", "--quiet", "--message", "x")
        return code, said


def repository(folder: Path) -> Repository:
    folder.mkdir(exist_ok=True)
    made = Repository(folder)
    assert made.run("git", "init", "--quiet") == (0, "", "")
    return made


def test_a_commit_of_broken_data_is_refused(tmp_path: Path) -> None:
    hooks = repository(tmp_path / "hooks")
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", hooks.folder)
    assert hooks.commit() == (0, "")
    rev = hooks.run("git", "rev-parse", "HEAD")[1].strip()

    shutil.copytree(DATA, tmp_path / "ours/data")
    ours = repository(tmp_path / "ours")
    (ours.folder / ".pre-commit-config.yaml").write_text(CONFIG.format(hooks=hooks.folder, rev=rev), "utf-8")
    assert ours.run("pre-commit", "install")[0] == 0
    code, said = ours.commit()
    assert (code, said[-len(PASSED) :]) == (0, PASSED)

    text = (ours.folder / RPA).read_text("utf-8")
    (ours.folder / RPA).write_text(text.replace("value: 6000", "value: 6,000"), "utf-8")
    assert ours.commit() == (1, REFUSED)
    (ours.folder / RPA).write_text(text, "utf-8")

    (ours.folder / "data/README.md").write_text("担当課への説明", "utf-8")
    assert ours.commit() == (0, NOT_RUN)
