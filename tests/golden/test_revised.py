"""What people and programs see of the shipped data if targets in it had been revised; the decisions are made up here.

DXKPI_UPDATE_GOLDEN=1 rewrites the files in `revised/`; read the difference before you commit it.
"""

import os
import shutil
from pathlib import Path

import pytest

from tests.run import DATA, run

HERE = Path(__file__).parent / "revised"
REVISIONS = """revisions:
  - date: 2021-02-10
    indicator: rpa-hours
    from:
      value: 6000
    to:
      value: 5500
    reason: （例）対象の業務を見直したため
    decision: （例）推進本部会議
  - date: 2022-12-20
    indicator: rpa-hours
    from:
      value: 5500
      year: R3
    to:
      value: 7000
      year: R5
    reason: （例）計画の期間を延ばし、対象の業務を広げたため
    decision: （例）推進本部会議
    known: 2023-01-15
    source:
      document: r3-progress
      page: 8
  - date: 2022-12-20
    indicator: forest-cloud
    from:
      parts: {県: 1, 市町村: 52, 林業事業体: 13}
    to:
      parts: {県: 1, 市町村: 52, 森林組合: 8}
    reason: （例）林業事業体を森林組合に改めたため
    decision: （例）推進本部会議
"""
RECORDS = """actuals:
  R2:
    value: 3900
    status: 実績
    note: （例）
  R4:
    value: 5600
    status: 見込
    known: 2023-01-20
    reported: （例）
"""
CHANGES = {
    "targets/chiba-ict.yaml": {
        "revisions: []\n": REVISIONS,
        "target_year: R3\n": "target_year: R3\nperiod: {from: R1, to: R5}\n",
    },
    "indicators/chiba-ict/hakyu/rpa-hours.yaml": {"actuals:\n": RECORDS},
    "published/chiba-ict/R3.yaml": {"    target:\n      value: 6000\n": "    target:\n      value: 5500\n"},
}
PAGES = {
    "report-detail.txt": "report --year R3 --section hakyu --detail",
    "report-original.txt": "report --year R3 --original-targets",
    "report-original.md": "report --year R3 --original-targets --format markdown",
    "report-indicators.csv": "report --year R3 --section hakyu --format csv --table indicators",
    "explain.txt": "explain rpa-hours --year R3",
    "explain.json": "explain rpa-hours --year R3 --format json",
    "explain-R4.txt": "explain forest-cloud --year R4",
    "explain-as-of.txt": "explain rpa-hours --year R4 --as-of 2023-01-14",
    "show.txt": "show rpa-hours",
    "show.json": "show rpa-hours --format json",
    "show-forest-cloud.txt": "show forest-cloud",
    "list.txt": "list --year R3 --section hakyu",
    "reconcile.txt": "reconcile --year R3",
}


@pytest.fixture(autouse=True)
def _beside_revised_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(DATA, tmp_path / "data")
    for name, changes in CHANGES.items():
        path = tmp_path / "data" / name
        text = path.read_text("utf-8")
        for old, new in changes.items():
            assert text.count(old) == 1
            text = text.replace(old, new)
        path.write_text(text, "utf-8")
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
