"""What the kinds of weak targets are called, when each is told, and what a reason says; the same in every format."""

from collections.abc import Iterator
from fractions import Fraction
from typing import assert_never

from dxkpi.core.numerals import number, percent_of
from dxkpi.core.phrases import baseline_phrase, pace_words, status_phrase, target_phrase, value_phrase
from dxkpi.core.plan import Plan
from dxkpi.core.reference import Where
from dxkpi.core.scalars import Better
from dxkpi.core.spelling import clip
from dxkpi.core.trajectory import FEWEST_YEARS
from dxkpi.core.weak_targets.check import Weakness
from dxkpi.core.weak_targets.reasons import (
    Copied,
    ExpectedValues,
    FarExceeded,
    Flat,
    Kind,
    Leap,
    MetAtBaseline,
    NeverMeasured,
    OldBaseline,
    OutOfReach,
    Reason,
    Seen,
    UnitChanged,
    What,
    WorseThanBaseline,
)
from dxkpi.core.weak_targets.thresholds import (
    COPIED_DIGITS,
    COPIES,
    EXPECTED_SHARE,
    FAR_TIMES,
    LEVEL_SHARE,
    OLD_YEARS,
    SILENT_YEARS,
)
from dxkpi.render.views.diff_words import named

KINDS: dict[Kind, str] = {
    Kind.WORSE_THAN_BASELINE: "目標値が基準値より悪い",
    Kind.MET_AT_BASELINE: "初めから達成していた",
    Kind.OLD_BASELINE: "基準値が計画より何年も古い",
    Kind.FAR_EXCEEDED: "目標を何倍も上回った",
    Kind.OUT_OF_REACH: "これまでのペースでは届かない",
    Kind.FLAT: "何年も横ばい",
    Kind.NEVER_MEASURED: "何年も実績値がない",
    Kind.COPIED: "同じ値が写されているように見える",
    Kind.LEAP: "桁か単位の違いに見える",
    Kind.UNIT_CHANGED: "公表の後に単位が変わった",
    Kind.EXPECTED_VALUES: "結果が見込の値に支えられている",
}

WHEN: dict[Kind, str] = {
    Kind.WORSE_THAN_BASELINE: "目標値が、基準値より悪い側にある。悪化を抑える目標か、良い側の書き違いかを確かめる",
    Kind.MET_AT_BASELINE: "基準値か、計画より前の実績値が、すでに目標に達している。何もしなくても達成になる",
    Kind.OLD_BASELINE: f"基準値が、計画の初めの年度より{OLD_YEARS}年以上前のもの。計画の時点の水準を示さない",
    Kind.FAR_EXCEEDED: f"実績値が目標値の{FAR_TIMES}倍以上（基準値が分かれば、目標までの幅の{FAR_TIMES}倍以上進んだ）。"
    "目標が低すぎたか、数えているものが目標と違うかを確かめる",
    Kind.OUT_OF_REACH: "基準値からの1年あたりの進みがこのまま続いても、目標年度までに達しない。"
    "確定した実績値だけで見る",
    Kind.FLAT: f"確定した実績値が、基準値も入れて{FEWEST_YEARS}年度以上にわたり、"
    f"目標までの幅の{number(LEVEL_SHARE * 100)}%を超えて動かず、目標に達していない",
    Kind.NEVER_MEASURED: "基準値か計画の初めの後の実績値が、データに一つもない。"
    f"ほかの目標には、計画の初めと基準値の年度から{SILENT_YEARS}年以上後の値がある",
    Kind.COPIED: f"{COPIED_DIGITS}桁以上の同じ値が、基準値も入れて{COPIES}回以上続く。調べ直した値かを確かめる",
    Kind.LEAP: "dxkpi validate が、桁か単位の違いとして挙げる値。資料の値と単位を確かめる",
    Kind.UNIT_CHANGED: "公表した年度の単位と、今の単位が違い、正誤もない。数えているものが変わったかを確かめる",
    Kind.EXPECTED_VALUES: f"判定に使った値の{number(EXPECTED_SHARE * 100)}%以上が見込。確定すれば、結果が変わりうる",
}
"""When it is told, and what to make of it."""

NEEDS: dict[Kind, str] = {
    Kind.WORSE_THAN_BASELINE: "基準値が資料にない",
    Kind.MET_AT_BASELINE: "基準値が資料になく、計画より前の年度の実績値もない",
    Kind.OLD_BASELINE: "基準値の年度か、計画の初めの年度が分からない",
    Kind.FAR_EXCEEDED: "実績値がないか、低いほど良いのに年度の途中の値か、0 や負の値で何倍とは言えない",
    Kind.OUT_OF_REACH: f"基準値とその年度、目標年度、基準値も入れて{FEWEST_YEARS}年度分の確定した実績値が、"
    "そろっていない",
    Kind.FLAT: f"基準値も入れて{FEWEST_YEARS}年度分の確定した実績値がない",
    Kind.NEVER_MEASURED: "計画の初めの年度も基準値の年度も分からないか、計画のどの目標にも実績値がない",
    Kind.COPIED: f"基準値も入れて{COPIES}つの値がない",
    Kind.LEAP: "値がない",
    Kind.UNIT_CHANGED: "公表した単位が分からない",
    Kind.EXPECTED_VALUES: "判定に使った値がない",
}
"""What the data lack where they cannot tell."""


def reason_phrase(weakness: Weakness) -> str:
    """What is the matter, in one sentence."""
    unit = weakness.case.indicator.unit if weakness.case else None
    lower = weakness.case is not None and weakness.case.indicator.better_side is Better.LOWER
    return _phrase(weakness.found.reason, unit, lower=lower)


def _phrase(reason: Reason, unit: str | None, *, lower: bool) -> str:  # noqa: C901, PLR0911, PLR0912 - one for each
    match reason:
        case WorseThanBaseline(part):
            return f"{_of(part)}目標値が、基準値より悪い側にある"
        case MetAtBaseline(before):
            return (
                f"計画より前（{before.label}）に、すでに目標に達していた"
                if before
                else "基準値が、すでに目標に達している"
            )
        case OldBaseline(years):
            return f"基準値が、計画の初めの年度より{number(years)}年前のものである"
        case FarExceeded(times, by_way=True):
            return f"基準値から目標値までの幅の{number(times, 1)}倍進んだ"
        case FarExceeded(times):
            return f"目標値が実績値の{number(times, 1)}倍である" if lower else f"目標値の{number(times, 1)}倍である"
        case OutOfReach():
            return pace_words(reason.pace, reason.track, unit)
        case Flat(since, until):
            return f"{since.label}から{until.label}まで、ほとんど動いていない"
        case NeverMeasured(since, years):
            return f"{since.label}より後の実績値がデータにない（ほかの目標には、{number(years)}年後の値がある）"
        case Copied(times):
            return f"同じ値が{number(times)}回続いている"
        case Leap(codes):
            return f"値が、桁か単位の違いに見える（{'、'.join(codes)}）"
        case UnitChanged(year):
            return f"単位が、{year.label}の結果を公表したときと違う"
        case ExpectedValues():
            return _expected(reason)
        case _:
            assert_never(reason)


def _expected(reason: ExpectedValues) -> str:
    share = percent_of(Fraction(reason.expected, reason.values))
    met = f"。達成の{number(reason.met)}指標では{number(reason.met_expected)}" if reason.met else ""
    return f"判定に使った値{number(reason.values)}のうち{number(reason.expected)}（{share}）が見込である{met}"


def _of(part: str | None) -> str:
    return f"「{clip(part)}」の" if part else ""


_REVISED, _BY_REVISION = "改定後の", ("revisions",)


def seen_phrase(seen: Seen, plan: Plan) -> str:
    """A value that a reason rests on: `目標値 280人`, `R3年度実績（4月〜8月） 36,821人`."""
    indicator, observation = seen.indicator, seen.observation
    match seen.what:
        case What.BASELINE:
            return baseline_phrase(indicator, seen.restated)
        case What.TARGET:
            return f"{_REVISED if seen.place.path[:1] == _BY_REVISION else ''}{target_phrase(indicator, plan)}"
        case What.ACTUAL:
            assert observation is not None
            status = status_phrase(observation.actual, observation.year)
            return f"{observation.year.label}{status} {value_phrase(indicator, observation.actual)}"
        case What.UNIT:
            return f"今の単位 {seen.text or 'なし'}"
        case What.PUBLISHED_UNIT:
            return f"公表したときの単位 {seen.text or 'なし'}"
        case _:
            assert_never(seen.what)


def note_of(seen: Seen) -> str | None:
    """What the data remark on a value that a reason rests on, if they do."""
    match seen.what:
        case What.BASELINE:
            return seen.indicator.baseline.note if seen.indicator.baseline else None
        case What.TARGET:
            return seen.indicator.target.note if seen.indicator.target else None
        case What.ACTUAL:
            return seen.observation.actual.note if seen.observation else None
        case What.UNIT | What.PUBLISHED_UNIT:
            return None
        case _:
            assert_never(seen.what)


def seen_lines(weakness: Weakness, plan: Plan, where: Where) -> Iterator[str]:
    """Each value with its place; with its indicator where the reason is of several."""
    for seen in weakness.found.seen:
        whose = "" if weakness.case else f"{named(seen.indicator.name, seen.indicator.id)}: "
        note = note_of(seen)
        remark = f"。注記: {note}" if note else ""
        yield f"{whose}{seen_phrase(seen, plan)}（{where(seen.place)}）{remark}"
