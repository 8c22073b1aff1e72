"""The methods that the package ships: sound, with a source, and each with an example that comes out as it says."""

from pathlib import Path

import pytest

from dxkpi.app.data import Data
from dxkpi.core.assess import assess
from dxkpi.core.assessment import Rated
from dxkpi.core.basis.calendar import parse_fiscal_year
from dxkpi.core.method.method import Method
from dxkpi.core.presets import PRESET_KEYS, Preset, PresetExample, altered, judged
from dxkpi.core.report import build_report
from dxkpi.render.blocks import Notes
from dxkpi.render.verdicts import rate_phrase
from dxkpi.render.views.method_words import METHOD_KEYS
from dxkpi.render.views.report_notes import method_notes
from dxkpi.source.files import DictTree
from dxkpi.source.findings import Findings
from dxkpi.source.loader import load
from dxkpi.source.presets import filled_up, read_presets, shipped

PRESETS = shipped().records
EXAMPLES = [(name, example) for name, preset in PRESETS.items() for example in preset.examples]


def test_what_is_shipped() -> None:
    assert list(PRESETS) == [
        "aichi", "akiruno", "chiba-general-r4", "chiba-ict", "chiba-resilience", "chiba-sosei", "dokuho",
        "fukuchiyama", "hamamatsu-dx", "hamamatsu-reform", "ibaraki", "kagoshima-town", "kenko-nippon21", "kitsuki",
        "kokkosho-checkup", "mie", "monka-h19", "nagano", "nagasaki-education", "nagasaki-resilience", "nagayo",
        "narita", "niimi", "oita", "okinawa", "osaka-library", "saiko", "sano", "shimotsuke",
        "shizuoka-infrastructure", "tama",
    ]  # fmt: skip
    assert [name for name, preset in PRESETS.items() if preset.basis == "推論"] == ["chiba-ict"]
    assert len(shipped().not_yet) == 17


@pytest.mark.parametrize(("name", "example"), EXAMPLES, ids=[f"{name}: {example.text}" for name, example in EXAMPLES])
def test_an_example_comes_out_as_it_says(name: str, example: PresetExample) -> None:
    plan, assessment = judged(PRESETS[name], example)
    assert isinstance(assessment.outcome, Rated), assessment.outcome
    assert assessment.outcome.rating.id == example.rating
    assert (rate_phrase(assessment.outcome, plan) or None) == example.rate


PLAN = """plan: town
name: 町の計画
adopted: 2019-04
target_year: R5
method:
  preset: {}
sections:
  - id: one
    name: 分野
documents:
  paper: {{title: 計画の本文, publisher: 町, date: 2022-06-01}}
"""
INDICATOR = """id: visits
name: 来館者数
plan: town
section: one
unit: 人
direction: absolute
baseline:
  value: 20
  year: H30
target:
  value: 200
  by_year:
    R3: 160
source: {document: paper, page: 1}
actuals:
  R3:
    value: 150
    status: 実績
"""


def data(plan: str, indicator: str = INDICATOR) -> Data:
    files: dict[str, str | bytes] = {"d/targets/town.yaml": plan, "d/indicators/town/visits.yaml": indicator}
    tree = DictTree(files, label="d")
    return Data(tree, load(tree))


@pytest.mark.parametrize("name", PRESETS)
def test_a_plan_takes_a_method_by_its_name(name: str) -> None:
    own = data(PLAN.format(name), INDICATOR.replace("value: 100", "value: 20"))  # less than a fifth of the target
    assert own.findings == ()
    plan = own.dataset.plans[0].plan
    assert plan.method == PRESETS[name].method.model_copy(update={"preset": name})
    assert (() if plan.rates_only else plan.ratings) == PRESETS[name].ratings
    assert (plan.states, plan.suspended) == (PRESETS[name].states, PRESETS[name].suspended)


def test_what_the_plan_says_itself_comes_first() -> None:
    ratings = "ratings:\n  - {id: ok, label: 達成, group: 達成, at_least: 100}\n"
    ratings += "  - {id: under, label: 未達成, group: 未達成}\n"
    own = data(PLAN.format("oita").replace("preset: oita", "preset: oita\n  against: target") + ratings)
    assert own.findings == ()
    plan = own.dataset.plans[0].plan
    assert plan.method is not None
    assert (plan.method.formula, plan.method.against, [r.id for r in plan.ratings]) == (
        "ratio",
        "target",
        ["ok", "under"],
    )


def test_a_report_says_what_a_plan_changes_of_the_method_that_it_names() -> None:
    """長野県's name stands under no figures that its method does not give."""
    ratings = (
        "ratings:\n  - {id: ok, label: 達成, group: 達成, at_least: 100}\n"
        "  - {id: under, label: 未達成, group: 未達成}\n"
    )
    counted = "suspended: {label: 停止, group: その他}\n"
    cases: list[tuple[str, tuple[str, ...]]] = [
        (PLAN.format("nagano") + counted, ()),
        (PLAN.format("nagano\n  denominator: known"), ("denominator",)),
        (PLAN.format("nagano\n  formula: ratio") + ratings + "states: []\n", ("formula", "ratings", "states")),
    ]
    for text, keys in cases:
        assert altered(data(text).dataset.plans[0].plan, PRESETS["nagano"]) == keys
    own = data(cases[-1][0]).dataset
    report = build_report(own.plans[0].plan, own.of_plan("town"), parse_fiscal_year("R3"))
    notes = method_notes(report, cases[-1][1])
    assert next(block for block in notes if isinstance(block, Notes)).lines[0] == (
        "評価方法: nagano をもとに、この計画で達成率の式・達成区分・状態を変えたもの"
        "（もとの方法は dxkpi methods nagano）"
    )


@pytest.mark.parametrize(
    ("period", "years"),
    [("", "計画の年数は5年（R元年度〜R5年度）"), ("period: {from: R2, to: R5}\n", "計画の年数は4年（R2年度〜R5年度）")],
)
def test_a_report_says_of_how_many_years_a_target_is_shared_out(period: str, years: str) -> None:
    """Adopted in a March, a plan begins a month later: without `period` it would be a year longer than it is."""
    own = data(PLAN.format("tama") + period).dataset
    report = build_report(own.plans[0].plan, own.of_plan("town"), parse_fiscal_year("R3"))
    notes = next(block for block in method_notes(report, ()) if isinstance(block, Notes))
    assert years in notes.lines


def test_every_key_of_a_method_has_a_name_in_reports() -> None:
    assert METHOD_KEYS.keys() == {*Method.model_fields, *PRESET_KEYS} - {"preset"}


def test_an_unknown_method_is_told_at_its_place_and_the_rest_as_well() -> None:
    own = data(PLAN.format("nagno") + "target_yaer: R5\n")
    told = [(f.spot.line, f.spot.column, f.diagnostic.rule.code, f.diagnostic.hint) for f in own.findings]
    assert told == [
        (6, 11, "KPI210", "「nagano」と書く（長野県 信州創生戦略）"),
        (12, 1, "KPI201", "「target_year」の書き間違いなら直す"),
    ]


def test_a_method_needs_a_formula_or_a_name() -> None:
    own = data(PLAN.format("oita").replace("preset: oita", "against: target"))
    assert [f.diagnostic.message for f in own.findings] == ["必要なキー「formula」（達成率の計算式）がない"]


def test_a_method_of_ones_own_is_data_only(tmp_path: Path) -> None:
    """A town that no preset knows: 9割 of a straight line, cut at 0 and 120 %, with a symbol of its own."""
    (tmp_path / "town-own.yaml").write_text(
        "preset: town-own\n"
        "name: ある町の方法\n"
        "basis: 確認\n"
        "sources: [町の要綱]\n"
        "method:\n"
        "  formula: distance\n"
        "  against: straight_line\n"
        "  clip: {lower: 0, upper: 120}\n"
        "  rounding: {digits: 0, rated: rounded}\n"
        "ratings:\n"
        "  - {id: good, symbol: ◎, label: 順調, group: 順調, at_least: 100}\n"
        "  - {id: fair, symbol: ○, label: おおむね順調, group: 順調, at_least: 90}\n"
        "  - {id: late, symbol: △, label: 遅れ, group: 遅れ}\n"
        "examples:\n"
        "  - {text: 例, made_up: true, first: R1, last: R5, year: R3, baseline: 100, baseline_year: H30,"
        " target: 200, actual: 154, rating: fair, rate: 90%}\n",
        "utf-8",
    )
    presets = read_presets(tmp_path)
    own: Preset = presets.records["town-own"]
    plan, assessment = judged(own, own.examples[0])
    assert isinstance(assessment.outcome, Rated)
    assert (assessment.outcome.rating.id, rate_phrase(assessment.outcome, plan)) == ("fair", "90%")

    findings = Findings("d/targets/town.yaml")
    filled = filled_up({"plan": "town", "method": {"preset": "town-own"}}, findings, presets.written)
    assert filled is not None
    assert filled["ratings"] == presets.written["town-own"]["ratings"]


def test_the_same_method_written_out_in_a_folder_of_data(tmp_path: Path) -> None:
    from tests.run import run

    (tmp_path / "targets").mkdir()
    (tmp_path / "indicators").mkdir()
    ratings = "ratings:\n  - {id: ok, label: 順調, group: 順調, at_least: 100}\n"
    ratings += "  - {id: late, label: 遅れ, group: 遅れ}\n"
    method = "formula: ratio_mirrored\n  against: year_target"
    (tmp_path / "targets/town.yaml").write_text(PLAN.format("x").replace("preset: x", method) + ratings, "utf-8")
    (tmp_path / "indicators/visits.yaml").write_text(INDICATOR, "utf-8")
    shown = run("report", "--year", "R3", "--data", str(tmp_path))
    assert shown.code == 0
    assert "達成率 = 実績値 ÷ 年度目標値（減らす目標では（2 × 年度目標値 - 実績値）÷ 年度目標値）" in shown.raw.decode()


def test_the_example_of_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("preset: a\npreset: b\n", "utf-8")
    (tmp_path / "README.txt").write_text("not a method", "utf-8")
    with pytest.raises(ValueError, match=r"bad\.yaml"):
        read_presets(tmp_path)


def test_the_published_figures_of_oita() -> None:
    own = data(
        PLAN.format("oita"),
        INDICATOR.replace("value: 200", "value: 133").replace("R3: 160", "R3: 133").replace("value: 100", "value: 119")
        .replace("value: 150", "value: 119"),
    )  # fmt: skip
    plan = own.dataset.plans[0].plan
    found = assess(own.dataset.indicators[0].indicator, plan, parse_fiscal_year("R3")).outcome
    assert isinstance(found, Rated)
    assert (rate_phrase(found, plan), found.rating.label) == ("89.5%", "達成不十分")
