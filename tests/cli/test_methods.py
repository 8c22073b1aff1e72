"""`dxkpi methods`: a name that there is not, and data that use a method, from end to end."""

import json
import shutil
from pathlib import Path

import pytest
import yaml

from dxkpi.core.plan.plan import Plan
from dxkpi.source.presets import shipped
from tests.folders import edit
from tests.run import run

PLAN = """plan: town
name: 町の計画
adopted: 2019-04
target_year: R5
method:
  preset: nagayo
sections:
  - id: one
    name: 分野
documents:
  paper: {title: 計画の本文, publisher: 町, date: 2022-06-01}
"""
INDICATOR = """id: visits
name: 来館者数
plan: town
section: one
unit: 人
direction: absolute
baseline:
  value: 100
target:
  value: 200
source: {document: paper, page: 1}
actuals:
  R3:
    value: 95
    status: 実績
"""


@pytest.fixture
def town(tmp_path: Path) -> str:
    for name, text in (("targets/town.yaml", PLAN), ("indicators/visits.yaml", INDICATOR)):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return str(tmp_path)


def test_a_method_is_found_by_its_name_too() -> None:
    assert run("methods", "長与町 総合計画").raw == run("methods", "nagayo").raw


def test_an_unknown_method() -> None:
    ending = run("methods", "nagao")
    assert (ending.code, ending.raw) == (2, b"")
    assert ending.err == "dxkpi: 評価方法「nagao」がない。「nagayo」ではないか\n"
    assert run("methods", "zzz").err == "dxkpi: 評価方法「zzz」がない。dxkpi methods で一覧を見る\n"


def test_the_method_in_force_stands_under_the_report(town: str) -> None:
    shown = run("report", "--year", "R3", "--data", town)
    assert shown.code == 0
    below = shown.raw.decode().partition("算定方法と出典")[2]
    assert below.splitlines()[3:7] == [
        "評価方法: nagayo（出典と例は dxkpi methods nagayo）",
        "達成率 = なし（目標値と基準値に対する位置で決める）。比較対象は最終目標値",
        "達成区分は位置で決める: S 目標超=目標値を超える、A 基準超=基準値より良い、B 基準と同水準=基準値と同じ、"
        "C 基準より下落=そのほか",
        "基準値の10%以内の悪化は、基準値と同じ（横ばい）とみなす",
    ]


def test_a_position_is_explained(town: str) -> None:
    shown = run("explain", "visits", "--year", "R3", "--data", town).raw.decode()
    assert "結果: R3年度の達成区分は「B 基準と同水準」（達成率はない）。" in shown
    assert "達成区分: 「S 目標超」は目標値を超える、「A 基準超」は基準値より良い、" in shown
    assert "「S 目標超」まで: あと105人より多く（200人を超えれば到達）" in shown
    assert "達成率がない理由: 率を出さず、位置で判定する方法である" in shown


def test_the_dead_band_is_of_the_year_before_where_movement_is_seen_from_there(town: str) -> None:
    plan = Path(town, "targets/town.yaml")
    plan.write_text(PLAN.replace("preset: nagayo", "preset: nagayo\n  against: since_previous"), "utf-8")
    words = "前年度の実績値の10%以内の悪化は、前年度の実績値と同じ（横ばい）とみなす"
    assert f"\n{words}\n" in run("report", "--year", "R3", "--data", town).raw.decode()
    assert f"・横ばいの幅: {words}\n" in run("explain", "visits", "--year", "R3", "--data", town).raw.decode()


def test_the_value_of_the_year_is_explained(town: str) -> None:
    plan, own = Path(town, "targets/town.yaml"), Path(town, "indicators/visits.yaml")
    plan.write_text(PLAN.replace("nagayo", "nagano"), "utf-8")
    own.write_text(INDICATOR.replace("value: 100\n", "value: 100\n  year: H30\n").replace("95", "148"), "utf-8")
    shown = run("explain", "visits", "--year", "R3", "--data", town).raw.decode()
    assert "目安値 160人（基準値と最終目標値を均等に結んだ線の、その年度の値）" in shown
    assert "達成率 = (実績値 - 基準値) ÷ (目安値 - 基準値)" in shown
    assert "(148 - 100) ÷ (160 - 100) = 4/5 = 80.0%" in shown
    assert "「A 順調」まで: あと12人（160人で到達）" in shown


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("R3", "nagao"), "dxkpi: 評価方法「nagao」がない。「nagayo」ではないか\n"),
        (("R3", ""), "dxkpi: 評価方法「」がない。dxkpi methods で一覧を見る\n"),
        (("R3", "oita,oita"), "dxkpi: --compare-methods: 「oita」が二度ある。一度だけ書く\n"),
        (("R7", "oita"), "dxkpi: 令和7年度（R7）に、達成区分を付ける計画がない。目標値のある計画で比べる\n"),
    ],
)
def test_methods_that_cannot_be_compared(arguments: tuple[str, str], sentence: str) -> None:
    year, names = arguments
    ending = run("report", "--year", year, "--compare-methods", names)
    assert (ending.code, ending.raw, ending.err) == (2, b"", sentence)


def test_a_comparison_has_no_csv() -> None:
    ending = run("report", "--year", "R3", "--compare-methods", "oita", "--format", "csv")
    assert ending.code == 2


def test_what_a_year_is_held_against_stands_beside_the_target(town: str) -> None:
    plan, own = Path(town, "targets/town.yaml"), Path(town, "indicators/visits.yaml")
    plan.write_text(PLAN.replace("nagayo", "oita"), "utf-8")
    own.write_text(INDICATOR.replace("value: 200\n", "value: 200\n  by_year: {R3: 160, R4: 180}\n"), "utf-8")
    detail = run("report", "--year", "R3", "--detail", "--data", town).raw.decode()
    assert "目標値 200人／年度目標値 160人／基準値 100人／R3年度実績 95人" in detail
    assert "達成率 59.4%（著しく不十分）" in detail
    shown = run("show", "visits", "--data", town).raw.decode()
    assert "年度ごとの目標: R3年度 160人、R4年度 180人" in shown


@pytest.mark.parametrize("name", sorted(shipped().records))
def test_what_a_method_says_spelt_out_is_that_method(name: str) -> None:
    ending = run("methods", name, "--yaml")
    assert ending.code == 0
    written = yaml.load(ending.out, yaml.CBaseLoader)
    preset = shipped().records[name]
    head = {
        "plan": "p",
        "name": "計画",
        "period": {"from": "R1", "to": "R5"},
        "sections": [{"id": "s", "name": "分野"}],
    }
    plan = Plan.model_validate(head | written)
    assert (plan.method, () if plan.rates_only else plan.ratings, plan.states, plan.suspended) == (
        preset.method,
        preset.ratings,
        preset.states,
        preset.suspended,
    )


def test_a_body_finds_its_method() -> None:
    head = "# 評価方法 oita（大分県 土木未来プラン）を書き下したもの。"
    assert run("methods", "大分県", "--yaml").out.startswith(head)
    assert run("methods", "大分", "--yaml").out == run("methods", "oita", "--yaml").out
    several = run("methods", "千葉県")
    assert several.code == 2
    assert several.err.startswith(
        "dxkpi: 「千葉県」の評価方法は4つある。chiba-general-r4（千葉県 総合計画（R4〜R6））、"
    )
    assert run("methods", "--yaml").err == (
        "dxkpi: --yaml には、評価方法の名前を添える（例 dxkpi methods oita --yaml）\n"
    )


def test_yaml_is_no_format_among_others() -> None:
    ending = run("methods", "oita", "--yaml", "--format", "json")
    assert (ending.code, ending.out) == (2, "")
    assert ending.err == "dxkpi: --yaml と --format は、一緒には使えない。どちらかを省く\n"


def test_bands_that_a_named_method_brings_are_shown_at_its_name(
    town: str, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("two"))
    shutil.move(town, "after")
    shutil.copytree("after", "before")
    own = (
        "ratings:\n  - {id: met, label: 達成, group: 達成, at_least: 100}\n  - {id: short, label: 未達, group: 未達}\n"
    )
    edit("before/targets/town.yaml", "  preset: nagayo\n", f"  formula: ratio\n  against: target\n{own}")
    changes = json.loads(run("diff", "./before/", "./after/", "--format", "json").out)["changes"]
    places = [(own["key"], own["after"] or own["before"]) for own in changes]
    found = {"/".join(key): Path(at["file"]).read_text("utf-8").splitlines()[at["line"] - 1] for key, at in places}
    assert found == {
        "method": "method:",
        "ratings/met": "  - {id: met, label: 達成, group: 達成, at_least: 100}",
        "ratings/short": "  - {id: short, label: 未達, group: 未達}",
        **dict.fromkeys(("ratings/s", "ratings/a", "ratings/b", "ratings/c", "states/unknown"), "  preset: nagayo"),
    }
