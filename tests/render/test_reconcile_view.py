"""Reconciliations as documents, cell by cell."""

import pytest

from dxkpi.core.plan.published import Correction
from dxkpi.core.reconcile import Reconciliation, reconcile
from dxkpi.render.blocks import Grid, Item, Items, Paragraph
from dxkpi.render.text import text
from dxkpi.render.views.published import correction_phrase
from tests import build
from tests.core.test_reconcile import met, published, rate, result, unknown
from tests.render.docs import reconcile_doc
from tests.render.hostile import HOSTILE, line
from tests.render.outcomes import chiba_reconciled
from tests.render.papers import R3


def grids(found: Reconciliation) -> list[Grid]:
    return [block for block in reconcile_doc(found) if isinstance(block, Grid)]


def results(found: Reconciliation) -> list[str]:
    return [row[-1] for row in grids(found)[0].rows]


CHIBA = """\
千葉県ICT利活用戦略 令和3年度 公表結果との突き合わせ
====================================================

結果: 矛盾なし。公表結果とデータに矛盾はない。ただし、データだけでは確かめられないものがある。

公表: 「令和3年度 進捗状況について」（千葉県、2022年3月）7ページ。データは2022年3月までに分かっていた値で読んだ。

件数
----

13か所のうち、一致5、矛盾なし8

+----------------------+-----------------+------+------------+----------+------+---------------------------------------+
| 分野                 | 区分            | 公表 | データから | 名称なし | 残り | 結果                                  |
+======================+=================+======+============+==========+======+=======================================+
| 波及効果プロジェクト | 100%            |    7 |          7 |        0 |    0 | 一致                                  |
| 波及効果プロジェクト | 60%以上100%未満 |    1 |          1 |        0 |    0 | 矛盾なし（算定不能の2指標が入りうる） |
| 波及効果プロジェクト | 30%以上60%未満  |    1 |          1 |        0 |    0 | 矛盾なし（算定不能の2指標が入りうる） |
| 波及効果プロジェクト | 30%未満         |    2 |          0 |        0 |    2 | 矛盾なし（2件は確認できない）         |
| 波及効果プロジェクト | 進捗管理の停止  |    1 |          1 |        0 |    0 | 一致                                  |
| 個別施策             | 100%            |   36 |          0 |       36 |    0 | 矛盾なし（36件は確認できない）        |
| 個別施策             | 60%以上100%未満 |    2 |          0 |        0 |    2 | 矛盾なし（2件は確認できない）         |
| 個別施策             | 30%以上60%未満  |    0 |          0 |        0 |    0 | 矛盾なし（算定不能の8指標が入りうる） |
| 個別施策             | 30%未満         |   10 |          4 |        0 |    6 | 矛盾なし（6件は確認できない）         |
| 土台づくり           | 100%            |    7 |          0 |        7 |    0 | 矛盾なし（7件は確認できない）         |
| 土台づくり           | 60%以上100%未満 |    0 |          0 |        0 |    0 | 一致                                  |
| 土台づくり           | 30%以上60%未満  |    0 |          0 |        0 |    0 | 一致                                  |
| 土台づくり           | 30%未満         |    1 |          1 |        0 |    0 | 一致                                  |
+----------------------+-----------------+------+------------+----------+------+---------------------------------------+

【算定不能の指標（どの区分かは、公表結果と両立する範囲で）】
・波及効果プロジェクト: ICT活用を指導する教員の割合（teachers）
    算定不能: 基準値が資料にないため。未達成は確か
    公表結果と両立するのは「30%未満」だけ
"""

SHARES = """\
割合
----

8か所のうち、一致1、矛盾なし7

+----------------------+-----------------+-------+-----------+--------+------------------------------------------+
| 表                   | 区分            |  公表 | 件数/母数 | 計算値 | 結果                                     |
+======================+=================+=======+===========+========+==========================================+
| 全体                 | 100%            | 73.5% |     50/68 |  73.5% | 矛盾なし（件数に確認できないものがある） |
| 全体                 | 60%以上100%未満 |  4.4% |      3/68 |   4.4% | 矛盾なし（件数に確認できないものがある） |
| 全体                 | 30%以上60%未満  |  1.5% |      1/68 |   1.5% | 矛盾なし（件数に確認できないものがある） |
| 全体                 | 30%未満         | 19.1% |     13/68 |  19.1% | 矛盾なし（件数に確認できないものがある） |
| 全体                 | 進捗管理の停止  |  1.5% |      1/68 |   1.5% | 一致                                     |
| 波及効果プロジェクト | 100%            | 58.3% |      7/12 |  58.3% | 一致                                     |
"""


def test_the_paper_cell_by_cell() -> None:
    shown = text(reconcile_doc(chiba_reconciled()), None, colour=False)
    assert shown.startswith(CHIBA)
    assert SHARES.splitlines()[5:11] == shown.partition("割合\n----")[2].splitlines()[4:10]
    assert "母数は表ごとに違う" in shown
    assert "100.0% になるとは限らない" in shown


def test_an_empty_column_that_is_not_printed_is_not_a_cell() -> None:
    assert results(result([met("a")], "1", "0", "0", "0")) == ["一致"] * 4


@pytest.mark.parametrize(
    ("indicators", "counts", "expected"),
    [
        ([met("a"), met("b")], ("1", "0", "0", "0"), ["不整合（公表 1、データ 2: 差 1）"]),
        ([met("a"), unknown("b")], ("1", "0", "0", "3"),
         ["不整合（公表 3、データ 0、入りうる算定不能 1: 2件足りない）"]),
        ([unknown("a"), unknown("b")], ("0", "1", "0", "0"),
         ["不整合（公表 1、データ 0: ほかの区分と合わせると、算定不能の指標が過不足なく収まらない）",
          "不整合（公表 0、データ 0: ほかの区分と合わせると、算定不能の指標が過不足なく収まらない）",
          "不整合（公表 0、データ 0: ほかの区分と合わせると、算定不能の指標が過不足なく収まらない）"]),
    ],
)  # fmt: skip
def test_a_contradiction_gives_both_figures(
    indicators: list[object], counts: tuple[str, ...], expected: list[str]
) -> None:
    found = result(indicators, *counts)
    assert [said for said in results(found) if said.startswith("不整合")] == expected
    assert f"公表の件数{len(expected)}か所" in " ".join(
        b.text for b in reconcile_doc(found) if isinstance(b, Paragraph)
    )


def test_a_count_where_the_paper_prints_none_is_told() -> None:
    suspended = build.indicator(id="z", suspended={"since": "R3", "reason": "終了"})
    found = result([suspended], "0", "0", "0", "0")
    assert results(found)[-1] == "不整合（公表 印刷なし、データ 1: 差 1）"
    assert grids(found)[0].rows[-1][2] == "-"


def test_the_indicators_of_a_contradiction_are_named() -> None:
    found = result([met("a"), met("b"), rate("c", "70"), unknown("d")], "1", "1", "0", "0")
    listed = [item for block in reconcile_doc(found) if isinstance(block, Items) for item in block.items]
    assert listed[0] == Item("分野「100%」: 公表 1、データ 2", ("データから: a（a）、b（b）",))


@pytest.mark.parametrize(
    ("counts", "percent", "expected"),
    [
        (("1", "0", "0", "0"), "99.0", "不整合（公表の件数から計算した値と違う）"),
        (("2", "0", "0", "0"), "100.0", "不整合（もとの件数が不整合）"),
        (("0", "0", "0", "0"), "0", "不整合（母数が0）"),
        (("1", "0", "0", "0"), "100", "一致"),
    ],
)
def test_a_percentage_is_held_against_the_counts_first(counts: tuple[str, ...], percent: str, expected: str) -> None:
    plan = build.plan(**published(*counts, percent={"total": {"achieved": percent}}))
    found = reconcile(plan, build.declared(met("a")), R3)
    assert found is not None
    assert grids(found)[1].rows[0][-1] == expected


def test_a_document_without_a_date_is_said_to_have_none() -> None:
    plan = build.plan(**published("1", "0", "0", "0"), documents={})
    found = reconcile(plan, build.declared(met("a")), R3)
    assert found is not None
    assert Paragraph("公表: doc。データはすべての値（文書に日付がない）で読んだ。") in reconcile_doc(found)


@pytest.mark.parametrize("hostile", [*map(line, HOSTILE)])
def test_data_is_never_markup_nor_format(hostile: str) -> None:
    changes = {"name": hostile, "sections": [{"id": "s", "name": hostile}]}
    plan = build.plan(**published("0", "0", "0", "1"), **changes)
    found = reconcile(plan, build.declared(build.indicator(name=hostile, baseline=None, better="higher")), R3)
    assert found is not None
    assert grids(found)[0].rows[0][0] == hostile
    listed = [item for block in reconcile_doc(found) if isinstance(block, Items) for item in block.items]
    assert listed[0].text == f"{hostile}: {hostile}（a）"


def test_a_printed_rating_stands_beside_what_the_data_do_not_tell() -> None:
    paper = {"R3": {"source": {"document": "doc"}, "rows": {"a": {"rating": "below30"}}}}
    found = reconcile(build.plan(published=paper), build.declared(unknown("a")), R3)
    assert found is not None
    listed = [item for block in reconcile_doc(found) if isinstance(block, Items) for item in block.items]
    assert listed == [Item("a（a）", ("達成区分: 公表 30%未満、データ 算定不能（矛盾なし）",))]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            {"rating": "from60", "rate": "45.2"},
            (
                "達成率: 公表 45.2%、達成区分 60%以上100%未満 の率でない（不整合）",
                "達成区分: 公表 60%以上100%未満、データ 算定不能（矛盾なし）",
            ),
        ),
        (
            {"rate": "120", "unit": "人"},
            (
                "単位: 公表 人、データ 件（不整合）",
                "達成率: 公表 120%、達成区分 60%以上100%未満 か 30%以上60%未満 か 30%未満 の率でない（不整合）",
            ),
        ),
    ],
)
def test_a_printed_rate_that_no_rating_has_is_told_with_the_ratings(row: dict[str, str], said: tuple[str, ...]) -> None:
    paper = {"R3": {"source": {"document": "doc"}, "rows": {"a": row}}}
    plan = build.plan(published=paper)
    found = reconcile(plan, build.declared(unknown("a")), R3)
    assert found is not None
    listed = [item for block in reconcile_doc(found) if isinstance(block, Items) for item in block.items]
    assert listed == [Item("a（a）", said)]


def test_a_correction_tells_of_columns_that_no_rating_is_and_of_those_that_are_gone() -> None:
    before, after = ({"counts": {"s": counts}} for counts in ({"unassessed": "1"}, {"suspended": "1", "gone": "0"}))
    written = {"date": "2022-06-01", "year": "R3", "from": before, "to": after, "why": "誤り"}
    assert correction_phrase(Correction.model_validate(written), build.plan()) == (
        "分野の件数「算定不能」 1 → なし、分野の件数「進捗管理の停止」 なし → 1、分野の件数「gone」 なし → 0"
    )
