"""Files in, records out."""

import pytest

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.indicator.reach import Absolute
from dxkpi.core.indicator.words import Milestone
from dxkpi.source.codes.files import FILE_RULES
from dxkpi.source.codes.shape import SHAPE_RULES
from dxkpi.source.files import DictTree
from dxkpi.source.loader import load

PLAN = "plan: p\nname: 計画\nsections:\n  - {id: s, name: 分野}\n"
RPA = """\
id: rpa-hours                  # = file name
name: RPA導入により削減した作業時間
plan: p
section: s
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
"""
DESK = """\
id: desk
name: 相談窓口等の設置
plan: p
section: s
direction: milestone
target: {steps: [設置]}
actuals:
  令和３年度: [{done: [], status: 実績, text: 未整備}]
"""


def test_records_in_the_order_of_their_documents() -> None:
    files = {"indicators/b/rpa-hours.yaml": RPA, "targets/p.yaml": PLAN, "indicators/a/desk.yml": DESK}
    loaded = load(DictTree(files | {"indicators/b/rpa-hours.yaml.bak": "x"}))
    assert loaded.diagnostics == ()
    assert loaded.listing.skipped == ("data/indicators/b/rpa-hours.yaml.bak",)
    assert [declared.document for declared in loaded.dataset.plans] == ["data/targets/p.yaml"]
    desk, rpa = loaded.dataset.indicators
    assert (desk.document, rpa.document) == ("data/indicators/a/desk.yml", "data/indicators/b/rpa-hours.yaml")
    assert isinstance(desk.indicator, Milestone)
    assert isinstance(rpa.indicator, Absolute)
    assert rpa.indicator.target.value == 6000
    assert list(desk.indicator.actuals) == list(rpa.indicator.actuals) == [FiscalYear(2021)]
    assert loaded.dataset.unread == ()


def test_a_record_that_can_be_read_is_there_all_the_same() -> None:
    loaded = load(DictTree({"indicators/other.yaml": RPA + "owner:\nnote: a\u200bb\n"}))
    assert [diagnostic.rule.code for diagnostic in loaded.diagnostics] == ["KPI108", "KPI208", "KPI215"]
    assert [declared.indicator.id for declared in loaded.dataset.indicators] == ["rpa-hours"]
    assert loaded.dataset.unread == ()


@pytest.mark.parametrize("many", ["# dxkpi: ?\n" * 101, "  - 段階 #1\n" * 101], ids=["waivers", "lost texts"])
def test_what_is_wrong_beside_the_data_never_hides_what_is_wrong_with_them(many: str) -> None:
    text = DESK.replace("target: {steps: [設置]}\n", "note: 注\nowners: 課\n") + "done:\n  - 設置\n"
    loaded = load(DictTree({"indicators/desk.yaml": text + many}))
    beside, *wrong = ((bundle.rule.code, bundle.count) for bundle in loaded.bundles)
    assert beside in {("KPI801", 101), ("KPI127", 101)}
    assert {code for code, _ in wrong} >= {"KPI201", "KPI202"}
    assert loaded.dataset.unread == ("data/indicators/desk.yaml",)


def test_nothing_is_nothing() -> None:
    loaded = load(DictTree({}))
    assert (loaded.dataset.plans, loaded.dataset.indicators, loaded.diagnostics, loaded.listing.skipped) == (
        (),
        (),
        (),
        (),
    )


def test_the_same_bytes_give_the_same_answer() -> None:
    files = {"indicators/a.yaml": RPA.replace("6000", "6千"), "indicators/b.yaml": "a: [", "targets/p.yaml": "x"}
    backwards = dict(reversed(files.items()))
    assert load(DictTree(files)) == load(DictTree(backwards))


def test_codes_are_told_apart() -> None:
    codes = [rule.code for rule in (*FILE_RULES, *SHAPE_RULES)]
    assert codes == sorted(set(codes))
    assert len({rule.name for rule in (*FILE_RULES, *SHAPE_RULES)}) == len(codes)
    assert all(rule.summary and not rule.summary.endswith("。") for rule in (*FILE_RULES, *SHAPE_RULES))
