"""The dxkpi that the workflows of `dxkpi init` use: pinned by hash with all that it needs, or none at all."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from tools.pinned import main, pin

from dxkpi import __version__
from dxkpi.app.scaffold import scaffold
from tests.run import ROOT
from tests.workflows.runner import Ended, Runner, StandIn, read

pytestmark = pytest.mark.slow

TEMPLATES = ROOT / "src/dxkpi/templates/init/.github/workflows"
INSTALLING = {
    job: next(step for step in read(TEMPLATES / name)["jobs"][job]["steps"] if "pip" in step.get("run", ""))
    for job, name in (("validate", "dxkpi.yml"), ("comment", "dxkpi-comment.yml"))
}
EMPTY = scaffold()[".github/dxkpi/requirements.txt"]
COMMAND = 'make -C 〔dxkpi を git clone したフォルダ〕 pinned INTO="$PWD/.github/dxkpi"'
MISSING = Ended(
    1,
    "::error::.github/dxkpi/requirements.txt に dxkpi がない。そのファイルの中にある命令で作り、既定の枝に入れる\n",
    "",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a checkout in which the pinned dxkpi is kept, as `dxkpi init` leaves it."""
    folder = tmp_path / "work/.github/dxkpi"
    folder.mkdir(parents=True)
    (folder / "requirements.txt").write_text(EMPTY, "utf-8")
    return folder


def install(workspace: Path, job: str) -> tuple[Ended, list[str]]:
    """What the installing step of the job says, and what Python was asked to do."""
    temp = workspace.parent / f"temp-{job}"
    temp.mkdir()
    python = StandIn(temp)
    return Runner(workspace, temp, env=python.env).step(INSTALLING[job]), python.asked()


@pytest.mark.parametrize("job", INSTALLING)
def test_what_is_not_pinned_yet_is_said_and_nothing_is_installed(job: str, folder: Path) -> None:
    assert install(folder.parents[1], job) == (MISSING, [])
    (folder / "requirements.txt").unlink()
    (folder.parents[2] / f"temp-{job}").rename(folder.parents[2] / "before")
    assert install(folder.parents[1], job) == (MISSING, [])


@pytest.mark.parametrize("job", INSTALLING)
def test_what_is_pinned_is_installed_by_its_hashes_alone(job: str, folder: Path) -> None:
    pin(folder)
    assert install(folder.parents[1], job) == (
        Ended(0, "", ""),
        [
            "-I -m venv dxkpi",
            "-I -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary=:all:"
            " --requirement .github/dxkpi/requirements.txt",
        ],
    )


def test_both_jobs_install_alike() -> None:
    assert INSTALLING["comment"] == INSTALLING["validate"]


def test_the_command_is_told_in_the_file_and_in_the_docs() -> None:
    assert EMPTY.splitlines()[-1] == f"#   {COMMAND}"
    assert f"```console\n{COMMAND}\n```\n" in (ROOT / "docs/pull-requests.md").read_text("utf-8")


def test_what_is_written(folder: Path) -> None:
    (folder / "dxkpi-0.0.1-py3-none-any.whl").write_text("an older one")
    assert pin(folder) == __version__
    wheel = f"dxkpi-{__version__}-py3-none-any.whl"
    assert sorted(path.name for path in folder.iterdir()) == [wheel, "requirements.txt"]
    text = (folder / "requirements.txt").read_text("utf-8")
    ours = rf"--find-links \.\ndxkpi=={re.escape(__version__)} \\\n    --hash=sha256:[0-9a-f]{{64}}\n"
    found = re.fullmatch(f"{re.escape(EMPTY)}{ours}(.*)", text, re.DOTALL)
    assert found
    assert found[1] == (ROOT / "requirements/run.txt").read_text("utf-8")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    pin(folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_pip_takes_the_wheel_and_no_other(folder: Path) -> None:
    """pip itself, kept from fetching what dxkpi needs; the paths in the file are its own."""
    pin(folder)
    path = folder / "requirements.txt"
    path.write_text(path.read_text("utf-8").partition("annotated-doc==")[0], "utf-8")
    command = [sys.executable, "-I", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index"]
    command += [
        "--no-deps",
        "--no-compile",
        "--require-hashes",
        "--only-binary=:all:",
        "--requirement",
        ".github/dxkpi/requirements.txt",
    ]

    def installed(target: str) -> subprocess.CompletedProcess[bytes]:
        into = ["--target", str(folder.parents[2] / target)]
        return subprocess.run([*command, *into], cwd=folder.parents[1], capture_output=True, check=False)

    assert (installed("good").returncode, (folder.parents[2] / "good/dxkpi/__main__.py").is_file()) == (0, True)
    with zipfile.ZipFile(folder / f"dxkpi-{__version__}-py3-none-any.whl", "a") as wheel:
        wheel.writestr("dxkpi/owned.py", "")
    done = installed("bad")
    assert (done.returncode, (folder.parents[2] / "bad").exists()) == (1, False)
    assert b"THESE PACKAGES DO NOT MATCH THE HASHES" in done.stderr


ASK = "INTO= に、dxkpi init が作った .github/dxkpi を / から始めて示す\n"


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("", ASK),
        (".github", f"「.github」は / から始まらないか、そのフォルダがない。{ASK}"),
        ("/nowhere/at all", f"「/nowhere/at all」は / から始まらないか、そのフォルダがない。{ASK}"),
    ],
)
def test_where_it_cannot_be(named: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pinned.py", named]) == 1
    assert capsys.readouterr() == ("", said)
