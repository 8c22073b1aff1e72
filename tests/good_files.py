"""Data files that nothing is wrong with: small ones of several directions, the shipped ones, and those of the rules."""

from collections.abc import Iterator

from tests.run import ROOT

HOURS = """\
id: rpa-hours
name: 作業時間
plan: plan-a
section: one
unit: 時間
direction: absolute
baseline:
  value: 0
target:
  value: 6000
  year: R3
actuals:
  R3:
    value: 5445
    status: 実績
    as_of: 2021-12
unmet:
  R3:
    reason: 導入が遅れた
source:
  document: report
  page: 2
"""

WINDOW = """\
id: window
name: 相談窓口の設置
plan: plan-a
section: one
direction: milestone
target:
  steps:
    - 窓口の決定
    - 窓口の設置
actuals:
  R2:
    done: []
    status: 実績
  R3:
    - done: [窓口の決定]
      status: 見込
    - done: [窓口の決定, 窓口の設置]
      status: 実績
"""

AREAS = """\
id: areas
name: 導入した団体
plan: plan-a
section: one
unit: 団体
direction: composite
target:
  parts:
    県: 1
    市町村: 52
  rule: sum
better: higher
"""

TREND = """\
id: visits
name: 利用件数
plan: plan-a
section: one
unit: 件
direction: increase
baseline:
  value: 12
  year: H30
"""

PLAN = """\
plan: plan-a
name: 計画A
adopted: 2019-09
target_year: R3
method:
  formula: distance
  against: target
ratings:
  - {id: achieved, label: "100%", group: 達成, at_least: 100}
  - {id: below, label: 100%未満, group: 未達成}
sections:
  - id: one
    name: 分野一
    indicators: 2
documents:
  report:
    title: 進捗状況
    publisher: 県
    date: 2022-03-14
"""

RESULT = """\
plan: plan-a
year: R3
date: 2022-03-14
source:
  document: report
counts:
  one: {achieved: 1, below: 1}
unnamed:
  - {section: one, rating: achieved, count: 1}
rows:
  rpa-hours:
    unit: 時間
    target:
      value: 6000
    actual:
      value: 5445
      status: 実績
      year: R3
    rate: 90.8
"""

BASES = {
    "indicators/plan-a/rpa-hours.yaml": HOURS,
    "indicators/plan-a/window.yaml": WINDOW,
    "indicators/plan-a/areas.yaml": AREAS,
    "indicators/plan-a/visits.yaml": TREND,
    "targets/plan-a.yaml": PLAN,
    "published/plan-a/R3.yaml": RESULT,
}
"""The files that the slips are made in, by where they stand in a data folder."""


def good_files() -> Iterator[tuple[str, str]]:
    """Every data file that nothing is wrong with, by its name: those above, the shipped ones, the rules' own."""
    yield from BASES.items()
    for folder in ("data", "tests/rules/base", "tests/rules/*/ok"):
        for path in sorted(ROOT.glob(f"{folder}/**/*.yaml")):
            yield path.relative_to(ROOT).as_posix(), path.read_text("utf-8")


def schema_of(name: str) -> str:
    """The schema of a data file, by the folder that it lies in, or its own."""
    kinds = {"targets": "plan", "indicators": "indicator", "published": "published"}
    kinds["departments.yaml"] = "departments"
    return next(kinds[step] for step in name.split("/") if step in kinds)
