"""The answer before the tables: true for every kind of plan, and a bar that reads without colour."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxkpi.app.methods import every_method
from dxkpi.core.report import build_report
from dxkpi.render.blocks import Bar, Part, Tone
from dxkpi.render.html.charts import shares
from dxkpi.render.lines import stacked, written
from dxkpi.render.views.answer import report_sentence
from tests.build import actual, declared, indicator, plan
from tests.render.papers import R3, chiba_indicators, chiba_report
from tests.run import run

pytestmark = pytest.mark.usefixtures("in_the_project")


def begins(command: str) -> list[str]:
    """The first lines below the heading that say something."""
    return [line for line in run(*command.split()).out.splitlines()[2:] if line][:3]


def test_the_answer_of_a_report() -> None:
    assert begins("report --year R3") == [
        "68指標のうち50指標が達成（73.5%）。",
        "[##########################################==--.........../]",
        "# 達成 100%: 50  = 未達成 60%以上100%未満: 3  - 未達成 30%以上60%未満: 1  . 未達成 30%未満: 13"
        "  / その他 進捗管理の停止: 1",
    ]


def test_where_some_are_not_assessed_no_share_is_given() -> None:
    first, bar, legend = begins("report --year R3 --computed")
    assert first == "68指標のうち50指標が達成、10指標は判定できない。"
    assert bar.endswith("/????????]")
    assert legend.endswith("  ? 算定不能: 10")


def test_a_plan_without_ratings() -> None:
    assert begins("report --year R7")[0] == "5指標の推移。"


def test_another_denominator() -> None:
    assert report_sentence(chiba_report()) == "68指標のうち50指標が達成（73.5%）"
    suspended = {"label": "進捗管理の停止", "group": "その他", "in_denominator": "false"}
    assert report_sentence(chiba_report(suspended=suspended)) == "68指標のうち50指標が達成（母数67指標の74.6%）"


def test_ratings_that_met_and_missed_targets_share_are_counted_each() -> None:
    """A plan whose B is from 80 % up to 110 %: how many met their target, its ratings do not say."""
    osaka = next(preset for preset in every_method().presets if preset.preset == "osaka-library")
    scheme = {"declared_ratings": osaka.ratings, "method": osaka.method}
    plan = chiba_report(published={}, undisclosed=[]).plan.model_copy(update=scheme)
    report = build_report(plan, chiba_indicators(), R3)
    told = "A 110%以上 3、B 80%以上110%未満 10、C 50%以上80%未満 4、D 50%未満 1、6指標は判定できない"
    assert report_sentence(report) == f"25指標の達成区分は、{told}"


def test_no_target_is_said_to_be_reached_because_its_rate_is_rounded_to_100() -> None:
    """598 of 600 is 99.7 %: by its rounded rate it is rated 100 %, and it has not reached its target."""
    rounding = {"digits": "0", "mode": "half_up", "rated": "rounded"}
    of = plan(method={"formula": "ratio", "against": "target", "rounding": rounding})
    short, reached = (
        indicator(id=f"a{n}", name=f"{n}", target={"value": "600"}, actuals=actual(f"{n}")) for n in (598, 601)
    )
    assert report_sentence(build_report(of, declared(short, reached), R3)).startswith("2指標の達成区分は、100% 2、")
    assert report_sentence(build_report(of, declared(reached), R3)) == "1指標のうち1指標が達成（100.0%）"


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ("overview", "2計画のうち、1計画は達成区分がある、1計画は推移だけを見る。"),
        (
            "list --year R3 --section hakyu",
            "12指標のうち7指標が達成、4指標が未達成、1指標が停止。1指標は前の年度の値、2指標は年度途中の値による。",
        ),
        ("list --plan chiba-dx", "5指標の推移。"),
        ("outlook --year R2", "25指標のうち25指標は判定できない。"),
    ],
)
def test_other_commands_begin_with_a_sentence_too(command: str, sentence: str) -> None:
    assert begins(command)[0] == sentence


def bar_of(counts: list[int], width: int | None) -> list[str]:
    tones = (Tone.MET, Tone.NEAR, Tone.MIDDLE, Tone.FAR, Tone.SUSPENDED, Tone.NOT_ASSESSED)
    parts = tuple(Part(f"{n}", count, tone) for n, (count, tone) in enumerate(zip(counts, tones, strict=False)))
    return [written(line) for line in stacked(Bar(parts), width, boxes=False)]


def test_a_bar() -> None:
    assert bar_of([50, 0, 3, 1, 1, 13], 22) == [
        "[##############-./???]",
        "# 0: 50  - 2: 3",
        ". 3: 1  / 4: 1",
        "? 5: 13",
    ]
    assert bar_of([0, 0], 22) == []


def test_a_rating_has_the_pattern_of_its_place_though_no_better_one_has_any() -> None:
    assert bar_of([0, 2], None) == ["[==========================================================]", "= 1: 2"]
    fills = [own.fill for own in shares(Bar((Part("順調", 0, Tone.MET), Part("遅れ", 2, Tone.FAR))), "b").segments]
    assert fills == ["slanted"]


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=6).filter(any), st.integers(20, 100))
def test_a_bar_shows_every_part_and_is_as_wide_as_ever(counts: list[int], width: int) -> None:
    bar, *legend = bar_of(counts, width)
    assert len(bar) == min(width, 60)
    assert len(set(bar[1:-1])) == sum(map(bool, counts))
    assert sum(len(line.split("  ")) for line in legend) == sum(map(bool, counts))
