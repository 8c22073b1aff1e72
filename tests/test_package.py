"""What is installed holds all that the program needs, without this repository."""

import zipfile
from pathlib import Path

import pytest
from flit_core import buildapi  # type: ignore[import-untyped]

from tests.run import ROOT

PACKAGE = ROOT / "src/dxkpi"


def test_the_wheel_holds_every_file_of_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    name = buildapi.build_wheel(str(tmp_path))
    with zipfile.ZipFile(tmp_path / name) as wheel:
        held = {entry for entry in wheel.namelist() if entry.startswith("dxkpi/")}
    files = (path for path in PACKAGE.rglob("*") if path.is_file() and path.suffix != ".pyc")
    assert held == {path.relative_to(PACKAGE.parent).as_posix() for path in files}
    assert "dxkpi/templates/init/.github/workflows/dxkpi.yml" in held
    assert "dxkpi/examples/chiba-ict.json" in held
