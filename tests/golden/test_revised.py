"""What people and programs see of the shipped data if targets in it had been revised; the decisions are made up here.

DXKPI_UPDATE_GOLDEN=1 rewrites the files in `revised/`; read the difference before you commit it.
"""

from pathlib import Path

import pytest

from tests.folders import edit
from tests.golden.expected import expect
from tests.run import run

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
def _with_revisions(in_a_copy: Path) -> None:
    for name, changes in CHANGES.items():
        for old, new in changes.items():
            edit(in_a_copy / "data" / name, old, new)


@pytest.mark.parametrize("name", PAGES)
def test_page(name: str) -> None:
    ending = run(*PAGES[name].split())
    assert (ending.code, ending.err) == (0, "")
    expect(HERE / name, ending.raw)


def test_the_revised_data_are_sound() -> None:
    assert run("validate").code == 0


def test_no_golden_file_is_left_over() -> None:
    assert {path.name for path in HERE.iterdir()} == set(PAGES)
