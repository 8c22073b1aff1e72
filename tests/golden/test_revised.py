"""What people and programs see of the shipped data if a target in it had been revised; the decision is made up here.

DXKPI_UPDATE_GOLDEN=1 rewrites the files in `revised/`; read the difference before you commit it.
"""

import os
import shutil
from pathlib import Path

import pytest

from tests.run import DATA, run

HERE = Path(__file__).parent / "revised"
REVISION = """revisions:
  - date: 2021-02-10
    indicator: rpa-hours
    from:
      value: 6000
    to:
      value: 5500
    reason: （例）対象の業務を見直したため
    decision: （例）推進本部会議
"""
PAGES = {
    "report-detail.txt": "report --year R3 --section hakyu --detail",
    "report-original.txt": "report --year R3 --original-targets",
    "report-original.md": "report --year R3 --original-targets --format markdown",
    "report-indicators.csv": "report --year R3 --section hakyu --format csv --table indicators",
    "explain.txt": "explain rpa-hours --year R3",
    "explain.json": "explain rpa-hours --year R3 --format json",
    "show.txt": "show rpa-hours",
    "list.txt": "list --year R3 --section hakyu",
    "reconcile.txt": "reconcile --year R3",
}


@pytest.fixture(autouse=True)
def _beside_revised_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(DATA, tmp_path / "data")
    plan = tmp_path / "data/targets/chiba-ict.yaml"
    declared = plan.read_text("utf-8")
    assert declared.count("revisions: []\n") == 1
    plan.write_text(declared.replace("revisions: []\n", REVISION), "utf-8")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("name", PAGES)
def test_page(name: str) -> None:
    ending = run(*PAGES[name].split())
    assert (ending.code, ending.err) == (0, "")
    if os.environ.get("DXKPI_UPDATE_GOLDEN"):
        (HERE / name).write_bytes(ending.raw)
    assert ending.raw == (HERE / name).read_bytes()


def test_the_revised_data_are_sound() -> None:
    assert run("validate").code == 0


def test_no_golden_file_is_left_over() -> None:
    assert {path.name for path in HERE.iterdir()} == set(PAGES)
