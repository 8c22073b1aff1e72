"""What is released holds all that the program needs, in bytes that depend on nothing else, and names everything."""

import json
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from tools.dist import SDIST, WHEEL, build, differing, pinned
from tools.wheelhouse import MACHINES, needed

from dxkpi import __version__
from tests.run import ROOT

pytestmark = pytest.mark.slow

PACKAGE = ROOT / "src/dxkpi"
MACHINE = {machine.name: machine for machine in MACHINES}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    build("wheel", folder)
    build("sdist", folder)
    return folder


def test_the_wheel_holds_every_file_of_the_package(built: Path) -> None:
    with zipfile.ZipFile(built / WHEEL) as wheel:
        held = {entry for entry in wheel.namelist() if entry.startswith("dxkpi/")}
    files = (path for path in PACKAGE.rglob("*") if path.is_file() and path.suffix != ".pyc")
    assert held == {path.relative_to(PACKAGE.parent).as_posix() for path in files}
    assert "dxkpi/templates/init/.github/workflows/dxkpi.yml" in held
    assert "dxkpi/examples/chiba-ict.json" in held
    assert any(name.startswith("dxkpi/presets/") and name.endswith(".yaml") for name in held)


def test_built_again_elsewhere_they_have_the_same_bytes(built: Path) -> None:
    assert differing(built) == []


def test_other_contents_are_other_bytes(built: Path, tmp_path: Path) -> None:
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    with zipfile.ZipFile(tmp_path / WHEEL, "a") as wheel:
        wheel.writestr("dxkpi/more.py", "")
    assert differing(tmp_path) == [WHEEL]
    assert SDIST.endswith(".tar.gz")


LOCK = """\
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:01
tabulate[widechars]==0.10.0 \\
    --hash=sha256:02 \\
    --hash=sha256:03
tomli==2.2 ; python_full_version < '3.12' \\
    --hash=sha256:04
"""


@pytest.mark.parametrize(
    ("machine", "python", "names"),
    [
        ("windows", "3.11", ["colorama==0.4.6", "tabulate[widechars]==0.10.0", "tomli==2.2"]),
        ("macos", "3.11", ["tabulate[widechars]==0.10.0", "tomli==2.2"]),
        ("linux", "3.13", ["tabulate[widechars]==0.10.0"]),
    ],
)
def test_what_another_machine_needs_is_told_by_its_own_markers(machine: str, python: str, names: list[str]) -> None:
    entries = list(needed(LOCK, MACHINE[machine], python))
    assert [entry.partition(" ")[0] for entry in entries] == names
    assert "tabulate[widechars]==0.10.0 \\\n    --hash=sha256:02 \\\n    --hash=sha256:03\n" in entries


def test_no_entry_of_the_lock_is_overlooked() -> None:
    lock = (ROOT / "requirements/run.txt").read_text("utf-8")
    found = {entry for machine in MACHINES for entry in needed(lock, machine, "3.13")}
    assert len(found) == sum(not line.startswith(" ") for line in lock.splitlines())


def test_what_is_pinned_is_the_wheel_by_its_hash_and_the_lock(tmp_path: Path) -> None:
    wheel = tmp_path / WHEEL
    wheel.write_bytes(b"")
    first, second, third, rest = pinned(wheel).split("\n", 3)
    assert (first, second) == ("--find-links .", f"dxkpi=={__version__} \\")
    assert third == "    --hash=sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert rest == (ROOT / "requirements/run.txt").read_text("utf-8")


def test_the_citation_is_of_this_version_and_invents_nobody() -> None:
    citation: Mapping[str, object] = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert (citation["version"], citation["license"]) == (__version__, "MIT")
    assert citation["authors"] == [{"name": "dxkpi contributors"}]
    assert "://" not in json.dumps(citation)
