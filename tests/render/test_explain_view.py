"""Explanations as documents: whole, and what must never be said wrongly."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxkpi.core.basis.calendar import parse_day
from dxkpi.core.explain import Explanation, explain
from dxkpi.core.method.protocols import Interval
from dxkpi.core.method.rating import RatingScale
from dxkpi.render.blocks import Doc, Grid, Heading, Item, Items, Paragraph
from dxkpi.render.text import text
from dxkpi.render.views.explain_rate import bound, ends, interval_phrase, steps_to_print
from tests.build import RATINGS, actual, finals, plan
from tests.core.test_reconcile import published, unknown
from tests.render.docs import explain_doc
from tests.render.hostile import HOSTILE, line
from tests.render.outcomes import chiba_explained, explained, where


def test_where_all_parts_count_each_is_shown_against_its_own_value() -> None:
    own = explained(
        direction="composite",
        better="higher",
        baseline={"parts": {"県": "0", "市": "0"}, "year": "H30"},
        target={"parts": {"県": "10", "市": "50"}, "rule": "all"},
        actuals={"R3": {"parts": {"県": "6", "市": "25"}, "status": "実績"}},
        of={"target_year": "R5", "method": {"formula": "distance", "against": "straight_line"}},
    )
    (grid,) = (block for block in doc(own) if isinstance(block, Grid))
    assert [column.head for column in grid.columns] == ["部分", "目安値", "実績値", "達成"]
    assert grid.rows == (("県", "6", "6", "達成"), ("市", "30", "25", "未達成"))
    assert "達成率がない理由: すべての部分が目標に達すれば達成、一つでも欠ければ未達成" in paragraphs(own)


def doc(own: Explanation) -> Doc:
    return explain_doc(own, where)


def paragraphs(own: Explanation) -> list[str]:
    return [block.text for block in doc(own) if isinstance(block, Paragraph)]


def items(own: Explanation) -> list[Item]:
    return [item for block in doc(own) if isinstance(block, Items) for item in block.items]


RPA = """\
RPA導入により削減した作業時間（rpa-hours）
==========================================

千葉県ICT利活用戦略 令和3年度（R3、2021年度）／波及効果の高いプロジェクト

結果: R3年度の達成率は90.8%推、達成区分は「60%以上100%未満」。

推 資料にない値を推定したものを含む

根拠
----

・目標: 6,000時間
    data/indicators/rpa-hours.yaml:3:1
    出典: 記載なし
・基準値: 0時間
    data/indicators/rpa-hours.yaml:3:1
    推定: 新規の取組として0とした
・実績: R3年度実績 5,445時間
    data/indicators/rpa-hours.yaml:5:1
    出典: 「令和3年度 進捗状況について」（千葉県、2022年3月）7ページ
    分かった日: 2022年3月
・未達成の理由: 適性が想定より低かった
    data/indicators/rpa-hours.yaml:3:1
    出典: 記載なし
・分野: 波及効果の高いプロジェクト
    data/indicators/rpa-hours.yaml:2:1
    出典: 記載なし
・算定方法: (実績値 - 基準値) ÷ (目標値 - 基準値)。目標値は最終目標値
    data/targets/chiba-ict.yaml:2:1
    data/targets/chiba-ict.yaml:3:1
・達成区分: 「100%」は100%以上、「60%以上100%未満」、「30%以上60%未満」、「30%未満」
    data/targets/chiba-ict.yaml:2:1
    data/targets/chiba-ict.yaml:4:1

計算
----

達成率 = (実績値 - 基準値) ÷ (目標値 - 基準値)

(5,445 - 0) ÷ (6,000 - 0) = 363/400 = 90.75% → 90.8%

達成区分「60%以上100%未満」: 達成率が60%以上100%未満

達成（100%）まで: あと555時間（6,000時間で到達）

確かでないこと
--------------

・基準値は推定（新規の取組として0とした）。これが違えば結果も変わりうる
"""


def test_what_no_document_prints_yet_is_told_by_who_reported_it() -> None:
    own = explained(actuals=actual("50", "見込", reported="情報政策課", known="2022-05-20"))
    assert [item.lines for item in items(own) if item.text.startswith("実績")] == [
        (
            "data/data/indicators/p/s/a.yaml:5:1",
            "報告: 情報政策課（載っている資料はまだない）",
            "分かった日: 2022年5月20日",
        )
    ]


def test_a_rate_is_explained_from_its_sources_to_the_next_band() -> None:
    assert text(doc(chiba_explained("rpa-hours")), None, colour=False) == RPA


TEACHERS = """\
何が言えるか
------------

ありうる達成区分:

・60%以上100%未満（公表結果と両立しない）
    基準値が33.75%以下のとき
・30%以上60%未満（公表結果と両立しない）
    基準値が33.75%より大きく、約62.14%（正確には 435/7）以下のとき
・30%未満
    基準値が約62.14%（正確には 435/7）より大きく、100%未満のとき

公表結果と両立するのは「30%未満」だけ。

したがって基準値は約62.14%（正確には 435/7）より大きく、100%未満のはず。

達成（100%）まで: あと26.5ポイント（100.0%で到達）

確かでないこと
--------------

・値は見込であり、確定した実績ではない
"""


def test_what_the_published_counts_leave_is_concluded() -> None:
    own = chiba_explained("teachers")
    assert text(doc(own), None, colour=False).endswith(TEACHERS)
    assert (
        "結果: R3年度は算定不能: 基準値が資料にないため。未達成は確か。公表結果と両立するのは「30%未満」だけ。"
        in paragraphs(own)
    )
    assert Item("基準値: 不明（データに記載がない）") in items(own)


def test_two_that_are_left_are_both_named() -> None:
    said = "公表結果と両立するのは「60%以上100%未満」「30%未満」。どれかは公表結果だけでは決まらない。"
    assert said in paragraphs(chiba_explained("map"))


@pytest.mark.parametrize(
    ("of", "said"),
    [
        ({}, "この年度のこの分野には公表された件数がなく、これ以上は絞れない。"),
        (published("0", "0", "0", "2"), "公表された件数がデータと食い違う（不整合）ため、絞り込みには使えない。"),
    ],
)
def test_why_the_published_counts_say_nothing(of: dict[str, Any], said: str) -> None:
    assert said in paragraphs(explained(of=of, baseline=None, better="higher"))


def test_counts_that_leave_several_ratings_conclude_nothing() -> None:
    own = explained(unknown("b"), of=published("0", "1", "0", "1"), baseline=None, better="higher")
    assert not any(p.startswith("したがって") for p in paragraphs(own))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"actuals": actual("100")}, "(100 - 0) ÷ (100 - 0) = 1 = 100.0%"),
        ({"target": {"value": "3"}, "actuals": actual("1")}, "(1 - 0) ÷ (3 - 0) = 1/3 → 33.3%"),
        ({"baseline": {"value": "-30"}, "actuals": actual("-43")}, "((-43) - (-30)) ÷ (100 - (-30)) = -1/10 = -10.0%"),
        ({"actuals": actual("59.96")}, "(59.96 - 0) ÷ (100 - 0) = 1499/2500 = 59.96%"),
        (
            {"target": {"value": "40"}, "baseline": {"value": "60"}, "better": "higher"},
            "達成率がない理由: 目標値が基準値と同じか",
        ),
        ({"direction": "increase", "target": None}, "達成率がない理由: 基準値を上回れば達成、同じか下回れば未達成"),
    ],
)
def test_the_formula_is_filled_in_or_its_absence_explained(changes: dict[str, Any], said: str) -> None:
    assert any(said in p for p in paragraphs(explained(**changes)))


def pooled(*shares: str) -> dict[str, dict[str, str]]:
    named = zip(("県", "市"), (share.split("/") for share in shares), strict=True)
    return {name: {"numerator": above, "denominator": below} for name, (above, below) in named}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "「60%以上100%未満」まで: あと10件（60件で到達）"),
        ({"baseline": {"value": "100"}, "target": {"value": "0"}, "actuals": actual("30")},
         "達成（100%）まで: あと30件減らす（0件で到達）"),
        ({"target": {"value": "100", "exclusive": "true"}, "actuals": actual("99")},
         "達成（100%）まで: あと1件より多く（100件を超えれば到達）"),
        ({"target": {"value": "100", "exclusive": "true"}, "actuals": actual("100")}, "達成（100%）まで: 100件を超えれば到達"),  # noqa: E501
        ({"direction": "milestone", "unit": None, "baseline": None, "target": {"steps": ["一", "二", "三"]},
          "actuals": {"R3": {"done": ["二"], "status": "実績"}}}, "達成まで: あと2段階（一、三）"),
        ({"direction": "composite", "unit": "%", "target": {"value": "28", "rule": "pooled", "parts": ["県", "市"]},
          "baseline": {"parts": pooled("0/100", "0/10")},
          "actuals": {"R3": {"parts": pooled("20/100", "10/10"), "status": "実績"}}},
         "達成（100%）まで: あと0.73ポイント（28.00%で到達）"),
    ],
)  # fmt: skip
def test_the_way_to_the_next_rating(changes: dict[str, Any], said: str) -> None:
    assert paragraphs(explained(**changes))[-1] == said


def test_standing_on_a_target_to_pass_is_not_told_as_a_rate_of_the_band_below() -> None:
    told = paragraphs(explained(target={"value": "100", "exclusive": "true"}, actuals=actual("100")))
    assert "達成の一つ下の区分とする" in told[1]
    assert not any("達成率が60%以上100%未満" in p for p in told)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"actuals": actual("50", "速報")}, "値は速報であり、後で変わりうる"),
        (
            {"actuals": actual("50", "時点", as_of="2021-12")},
            "値は年度の途中の値であり、年度末の値ではない（2021年12月時点）",
        ),
        ({"actuals": actual("50", period={"from": "2021-04", "to": "2021-08"})}, "値は4月〜8月だけのもの"),
        ({"actuals": actual("50", approximate="true")}, "値はおおよその数（約）"),
        ({"actuals": finals(R2="1")}, "R3年度の記録がないため、R2年度の記録で判定した"),
        ({"assumed": {"section": "資料にない"}}, "分野は推定（資料にない）。結果の区分は、これによらない"),
    ],
)
def test_what_is_not_certain_is_said(changes: dict[str, Any], said: str) -> None:
    assert Item(said) in items(explained(**changes))


def test_the_suspended_and_the_followed_have_no_calculation() -> None:
    stopped = chiba_explained("procedures")
    assert "結果: R3年度は進捗管理の停止（R3年度から）。" in paragraphs(stopped)
    assert any(i.text.endswith("理由: 調査の結果を基に把握する。引き継ぐもの: 様式単位の把握") for i in items(stopped))
    ends = {"since": "R2", "until": "R4", "reason": "例", "known": "2021-05", "until_known": "2022-05-20"}
    own = explained(suspended=ends)
    now, then = (
        explain(own.declared, own.plan, (own.declared,), own.assessment.year, parse_day(day))
        for day in ("2022-05-20", "2022-05-19")
    )
    assert "結果: R3年度は進捗管理の停止（R2年度からR4年度まで（2022年5月20日に分かった））。" in paragraphs(now)
    assert "結果: R3年度は進捗管理の停止（R2年度から）。" in paragraphs(then)
    followed = explained(direction="monitor", target=None)
    assert "結果: 目標値のない指標で、推移だけを見る。達成率も達成区分もない。" in paragraphs(followed)
    assert not any(i.text.startswith("算定方法") for own in (stopped, followed) for i in items(own))


def test_the_parts_of_a_target_are_shown_one_by_one() -> None:
    parts = {"parts": {"県": "1", "市": "26"}, "status": "実績"}
    own = explained(
        direction="composite", better="higher", target={"parts": {"県": "1", "市": "52"}, "rule": "worst"},
        baseline={"parts": {"県": "0"}}, actuals={"R3": parts},
    )  # fmt: skip
    shown = text(doc(own), None, colour=False)
    assert "| 市   |   不明 |     52 |     26 | 算定不能（未達成） |" in shown
    assert "「市」の基準値が-13件より大きく、約14.86件（正確には 104/7）以下のとき" in shown


@pytest.mark.parametrize("hostile", HOSTILE)
def test_data_is_never_markup_nor_format(hostile: str) -> None:
    own = explained(
        name=line(hostile), unit=line(hostile), note=hostile, assumed={"baseline": hostile},
        unmet={"R3": {"reason": hostile}}, actuals=actual("50", note=hostile),
    )  # fmt: skip
    assert next(block.text for block in doc(own) if isinstance(block, Heading)) == f"{line(hostile)}（a）"
    assert Item(f"基準値は推定（{hostile}）。これが違えば結果も変わりうる") in items(own)
    assert f"注記: {hostile}" in [line for item in items(own) for line in item.lines]


shares = st.fractions(-3, 3, max_denominator=10**6)


@given(shares)
def test_what_stands_before_the_arrow_is_exact(share: Fraction) -> None:
    scale = plan().scale
    assert isinstance(scale, RatingScale)
    for step in steps_to_print(share, scale).partition(" → ")[0].split(" = "):
        value = Fraction(step.rstrip("%").replace(",", "")) / (100 if step.endswith("%") else 1)
        assert value == share


@given(shares)
def test_only_what_ends_is_written_without_about(value: Fraction) -> None:
    said = bound(value, "")
    assert said.startswith("約") != ends(value)
    assert ends(value) == (10**30 % value.denominator == 0)
    assert str(value) in said or Fraction(said.replace(",", "")) == value


@given(shares, st.fractions(Fraction(1, 10**6), 1, max_denominator=10**6))
def test_an_interval_never_looks_empty(lower: Fraction, size: Fraction) -> None:
    said = interval_phrase(Interval(lower, False, lower + size, True), "件")
    below, above = said.split("件より大きく、") if "件より大きく" in said else said.split("件（正確には")[0::2][:2]
    assert below != above


def test_bands_are_told_by_their_edges_where_the_label_does_not() -> None:
    ratings = [{"id": "a", "label": "A", "group": "達成", "at_least": "100"}, *RATINGS[1:]]
    assert any("「A」は100%以上、「60%以上100%未満」、" in i.text for i in items(explained(of={"ratings": ratings})))


def test_a_state_is_told_with_its_reason_and_its_place() -> None:
    states = [{"id": "done", "label": "完了", "group": "その他", "lasting": "true"}]
    own = explained(of={"states": states}, states={"R2": {"state": "done", "reason": "整備を終えた"}})
    told = next(item for item in items(own) if item.text.startswith("状態"))
    assert told.text == "状態: 完了（整備を終えた）"


@pytest.mark.parametrize(("first", "unfit"), [("R1", ""), ("R2", "。数え始める年度からそろっていないので、足せない")])
def test_amounts_of_years_that_cannot_be_added_up_are_said_to_be_so(first: str, unfit: str) -> None:
    years = ("R1", "R2", "R3")
    own = explained(
        counting="summed",
        baseline=None,
        better="higher",
        target={
            "value": "100",
            "by_year": {year: "10" for year in years if year >= first},
            "by_year_counting": "yearly",
        },
        actuals=finals(R1="10", R2="5", R3="10"),
        of={"target_year": "R5", "method": {"formula": "ratio", "against": "year_target"}},
    )
    words = "その年度だけの量（実績値を数え始める年度から足して比べる）"
    (said,) = (item.text for item in items(own) if words in item.text)
    assert said.endswith(words + unfit)
