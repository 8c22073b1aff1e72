"""Years decades from the plan: which are told, as what, and which year was probably meant."""

from typing import Any

import pytest

from dxkpi.app.data import Data
from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.finding import Diagnostic, Ref
from dxkpi.rules.indicator.far_year import far
from dxkpi.source.files import DictTree
from dxkpi.source.loader import load
from tests import build
from tests.build import finals
from tests.rules.telling import PARTS, STEPS, Changes, found, told

REFERENCE: Changes = {
    "direction": "reference",
    "better": "lower",
    "target": {"reference": {"name": "全国", "value": "12", "year": "R61"}},
}
MEAN: Changes = {"baseline": {"value": "0", "average_of": ["H29", "R61"]}}
RESTATED: Changes = {
    "baseline": {"value": "0", "restated": [{"date": "2021-06", "value": "1", "year": "R61", "reason": "遡及改定"}]}
}
REVISED: Changes = {
    "revisions": [
        {
            "date": "2021-02-10", "indicator": "a0", "from": {"value": "100"},
            "to": {"value": "90", "by_year": {"R61": "90"}}, "reason": "見直し", "decision": "会議",
        }
    ]
}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "of", "place"),
    [
        ({"actuals": finals(R61="5")}, {}, "actuals.R61"),
        (STEPS | {"actuals": {"R61": {"done": ["設計"], "status": "見込"}}}, {}, "actuals.R61"),
        (PARTS | {"target": {**PARTS["target"], "year": "R61"}, "actuals": None}, {}, "target.year"),
        ({"baseline": {"value": "0", "year": "R61"}}, {}, "baseline.year"),
        ({"baseline": {"value": "0", "year": "S3"}}, {}, "baseline.year"),
        (MEAN, {}, "baseline.average_of.1"),
        (RESTATED, {}, "baseline.restated.0.year"),
        ({"target": {"value": "100", "year": "R61"}}, {}, "target.year"),
        ({"target": {"value": "100", "year": "S3"}}, {}, "target.year"),
        ({"target": {"value": "100", "by_year": {"R2": "50", "R61": "100"}}}, {}, "target.by_year.R61"),
        (REFERENCE, {}, "target.reference.year"),
        ({"unmet": {"R61": {"reason": "中止"}}}, {}, "unmet.R61"),
        (
            {"states": {"R61": {"state": "done"}}},
            {"states": [{"id": "done", "label": "完了", "group": "その他"}]},
            "states.R61",
        ),
        ({}, REVISED, "revisions.0.to.by_year.R61"),
    ],
)
def test_every_year_of_an_indicator_is_looked_at_and_told_once(changes: Changes, of: Changes, place: str) -> None:
    assert told(changes, of=of) == [f"KPI319 {place}"]


@pytest.mark.parametrize(
    ("of", "earliest", "latest"),
    [
        ({"adopted": "2019-09", "target_year": "R3"}, 1959, 2041),
        ({"period": {"from": "R2", "to": "R6"}}, 1960, 2044),
        ({"period": {"from": "R2"}, "target_year": None}, 1960, None),
        ({"adopted": None, "target_year": "R3"}, 1961, 2041),
        ({"adopted": None, "target_year": None}, None, None),
    ],
)
def test_how_far_is_far(of: dict[str, Any], earliest: int | None, latest: int | None) -> None:
    own = build.plan(**of)
    near = [start for start in range(1926, 2118) if not far(FiscalYear(start), own)]
    assert near == list(range(earliest or 1926, (latest or 2117) + 1))


def finding(written: str, **of: Any) -> Diagnostic:
    (own,) = found({"target": {"value": "100", "year": written}}, of={"adopted": "2022-03", "target_year": "R8"} | of)
    return own


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("R61", "「R6」（2024年度）の打ち間違いではないか。"),
        ("R51", "「R5」（2023年度）の打ち間違いではないか。"),
        ("R66", "「R6」（2024年度）の打ち間違いではないか。"),
        ("2052", "「R3」（2021年度）か「R4」（2022年度）か「R7」（2025年度）の打ち間違いではないか。"),
        ("2104", "「R8」（2026年度）か「R6」（2024年度）の打ち間違いではないか。"),
        ("S5", "「R5」（2023年度）の打ち間違いではないか。"),
        ("R87", "「R8」（2026年度）か「R7」（2025年度）の打ち間違いではないか。"),
        ("S11", ""),
    ],
)
def test_the_year_that_was_probably_meant_is_offered(written: str, meant: str) -> None:
    assert finding(written).hint == f"{meant}資料で年度を確かめて直す"


def test_it_is_said_how_far_the_year_lies_from_the_plan() -> None:
    assert finding("R61").message == (
        "a0（指標その0）の目標の年度が R61（2079年度）で、計画の終わり（R8）より53年も後である"
    )
    assert finding("S5").message == (
        "a0（指標その0）の目標の年度が S5（1930年度）で、計画の始まり（R3）より91年も前である"
    )
    assert [place.label for place in finding("S5", period={"from": "R4", "to": "R8"}).related] == ["計画の始まり"]


def test_what_several_plans_share_is_judged_by_the_plan_of_the_file() -> None:
    """Values of a plan of today are no slip, though an old plan that is long over shares them."""
    text = (
        "id: a\nname: 指標\nplan: p\nsection: s\nunit: 件\ndirection: monitor\nbaseline: {value: 1, year: R1}\n"
        "actuals:\n  R8: {value: 5, status: 実績}\nshared:\n  old: {section: s, baseline: {value: 2, year: R60}}\n"
    )
    plans = {
        "data/targets/p.yaml": "plan: p\nname: 計画\nadopted: 2022-03\ntarget_year: R9\n",
        "data/targets/old.yaml": "plan: old\nname: 前の計画\nadopted: 1970-03\ntarget_year: S55\n",
    }
    tree = DictTree({name: f"{own}sections:\n  - {{id: s, name: 分野}}\n" for name, own in plans.items()} | {
        "data/indicators/p/s/a.yaml": text
    })  # fmt: skip
    places = [
        found.diagnostic.place for found in Data(tree, load(tree)).findings if found.diagnostic.rule.code == "KPI319"
    ]
    assert places == [Ref("data/indicators/p/s/a.yaml", ("shared", "old", "baseline", "year"))]
