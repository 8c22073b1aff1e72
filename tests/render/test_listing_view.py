"""Lists of indicators, and one indicator with all that is declared of it."""

import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxkpi.core.outcomes.indicator import ListOutcome
from dxkpi.render.blocks import Grid, Heading, Item, Items, Paragraph
from dxkpi.render.formats import Look, render, view
from dxkpi.render.text import text
from dxkpi.render.views.years import bar
from tests.build import actual, finals, indicator, plan
from tests.render.docs import list_doc
from tests.render.hostile import HOSTILE, line
from tests.render.outcomes import listed, shown

ALL = """\
計画 R3年度
-----------

6指標のうち1指標が達成、2指標が未達成、1指標が停止、1指標は判定できない、1指標は推移。

【分野】
+-------------+---------+--------------------+
| 指標（id）  |  達成率 | 達成区分           |
+=============+=========+====================+
| 半分（a）   | 50.0%推 | 30%以上60%未満     |
| 増加（b）   |     -   | 100%               |
| 不明（c）   |     -   | 算定不能（未達成） |
| まだ（d）   |     -   | 算定不能           |
| 停止中（e） |     -   | 進捗管理の停止     |
| 推移を（f） |     -   | 推移               |
+-------------+---------+--------------------+
推 資料にない値を推定したものを含む
"""


def everything() -> ListOutcome:
    return listed(
        indicator(name="半分", assumed={"baseline": "新規"}),
        indicator(id="b", name="増加", direction="increase", target=None),
        indicator(id="c", name="不明", baseline=None, better="higher"),
        indicator(id="d", name="まだ", actuals=None),
        indicator(id="e", name="停止中", suspended={"since": "R3", "reason": "終了"}),
        indicator(id="f", name="推移を", direction="monitor", target=None),
    )


def test_every_outcome_has_its_word() -> None:
    assert text(view(everything(), Look()), None, colour=False) == ALL


def heads(outcome: ListOutcome) -> list[str]:
    return [column.head for block in list_doc(outcome.rows) if isinstance(block, Grid) for column in block.columns]


def test_columns_that_tell_nothing_apart_are_left_out() -> None:
    alone = listed(indicator())
    owned = listed(indicator(owner="情報課"))
    assert heads(alone) == ["指標（id）", "達成率", "達成区分"]
    assert heads(owned) == ["指標（id）", "担当", "達成率", "達成区分"]


def test_every_section_of_every_plan_has_its_table() -> None:
    other = listed(indicator(), of=plan(plan="q", name="別の計画"))
    doc = list_doc((*listed(indicator()).rows, *other.rows))
    heads = [block.text for block in doc if isinstance(block, Heading)]
    assert heads == ["計画 R3年度", "分野", "別の計画 R3年度", "分野"]


def test_nothing_to_list_is_said() -> None:
    assert list_doc(()) == (Paragraph("あてはまる指標はない。"),)


SHOW = """\
指標（a）
=========

計画／分野

data/indicators/a.yaml:1:1

宣言
----

・目標の型: 目標値に達する（absolute）
・目標: 200件（R4年度まで）
    注記: 途中で変わった
・基準値: 0件（H30年度）
・良い側: 高いほど良い
・担当: 情報課
・単位: 件
・注記: 新しい指標
・進捗管理の停止: R5年度から。理由: 終了
・出典: 「資料」（県、2022年3月14日）1ページ
"""


def test_a_shown_indicator_says_everything_that_is_declared() -> None:
    outcome = shown(
        target={"value": "200", "year": "R4", "note": "途中で変わった"}, baseline={"value": "0", "year": "H30"},
        owner="情報課", note="新しい指標", suspended={"since": "R5", "reason": "終了"},
        actuals={
            "R1": {"value": "-3", "status": "実績"},
            "R3": [
                {"value": "50", "status": "速報", "approximate": "true", "known": "2022-05", "note": "集計中"},
                {"value": "110", "status": "見込", "period": {"from": "2021-04", "to": "2021-08"}},
            ],
        },
        unmet={"R3": {"cause": "covid", "reason": "中止"}}, assumed={"baseline": "新規"},
    )  # fmt: skip
    shown_text = text(view(outcome, Look()), None, colour=False)
    assert shown_text.startswith(SHOW)
    rows = [row for block in view(outcome, Look()) if isinstance(block, Grid) for row in block.rows]
    assert rows == [
        ("R元年度", "-3件", "", "実績"),
        ("R3年度", "約50件", "#" * 5, "速報"),
        ("R3年度", "110件", "#" * 11, "見込（4月〜8月）"),
        ("目標", "200件（R4年度まで）", "#" * 20, ""),
    ]
    assert "R3年度速報: 分かった日 2022年5月。注記 集計中" in shown_text
    listed_items = [item for block in view(outcome, Look()) if isinstance(block, Items) for item in block.items]
    assert Item("R3年度: covid。中止") in listed_items
    assert Item("基準値: 新規") in listed_items
    assert Item("R元年度: 達成率 -1.5%推（30%未満）") in listed_items


def test_an_indicator_without_actuals_says_so() -> None:
    assert Paragraph("実績値の記録はない。") in view(shown(actuals=None), Look())


@given(st.fractions(-5, 5, max_denominator=100), st.fractions(-5, 5, max_denominator=100))
def test_a_bar_is_as_long_as_its_share(value: Fraction, top: Fraction) -> None:
    strokes = len(bar(value, top))
    if value <= 0 or top <= 0:
        assert strokes == 0
    else:
        assert strokes <= value / top * 20 < strokes + 1


def test_what_has_no_size_has_no_bar() -> None:
    rows = [row for block in view(shown(direction="range", target={"min": "1", "max": "90"}), Look())
            if isinstance(block, Grid) for row in block.rows]  # fmt: skip
    assert rows == [("R3年度", "50件", "#" * 20, "実績")]
    assert bar(None, Fraction(1)) == ""


@pytest.mark.parametrize("hostile", HOSTILE)
def test_data_is_never_markup_nor_format(hostile: str) -> None:
    name = line(hostile)
    outcome = listed(indicator(name=name, owner=name))
    cells = [block.rows[0][:2] for block in list_doc(outcome.rows) if isinstance(block, Grid)]
    assert cells == [(f"{name}（a）", name)]
    doc = view(shown(name=name, note=hostile, unit=name, actuals=actual("5", note=hostile)), Look())
    assert doc[0] == Heading(1, f"{name}（a）")
    assert Item(f"注記: {hostile}") in [item for block in doc if isinstance(block, Items) for item in block.items]


@pytest.mark.parametrize(
    ("first", "said", "by_year"),
    [
        ("R1", "年度ごとの目標: R元年度 10件、R2年度 20件、R3年度 30件", ["R1", "R2", "R3"]),
        ("R2", "年度ごとの目標: 数え始める年度からそろっていないので、足せない", None),
    ],
)
def test_amounts_of_years_are_shown_as_targets_only_where_they_add_up(
    first: str, said: str, by_year: list[str] | None
) -> None:
    own = shown(
        counting="summed",
        baseline=None,
        better="higher",
        target={
            "value": "100",
            "by_year": {year: "10" for year in ("R1", "R2", "R3") if year >= first},
            "by_year_counting": "yearly",
        },
        actuals=finals(R1="10", R2="5", R3="10"),
    )
    lines = [item.text for block in view(own, Look()) if isinstance(block, Items) for item in block.items]
    assert [line for line in lines if str(line).startswith("年度ごとの目標")] == [said]
    target = json.loads(render(own, "json", Look()))["indicator"]["target"]
    assert (list(target["by_year"]) if target.get("by_year") else None) == by_year
