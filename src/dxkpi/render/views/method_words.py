"""A plan's method in words: the rate, its rounding, and the conditions of each rating."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import assert_never

from dxkpi.core.assessment import Assessment, Rated
from dxkpi.core.basis.rounding import Mode
from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.attested import Carry
from dxkpi.core.indicator.progress import Progress
from dxkpi.core.method.grade import Gather, Graded, Grades
from dxkpi.core.method.method import (
    COMPARISONS,
    CarriedAgainst,
    Denominator,
    Exceptional,
    Method,
    WithoutRate,
    in_words,
)
from dxkpi.core.method.protocols import Comparison
from dxkpi.core.method.rating import BaselineChange, DeadBand, Rating, Side, TargetStatus
from dxkpi.core.method.rounding import Clip, RatedOn, Rounding, Zero
from dxkpi.core.numerals import number, quantity, target_phrase, value_phrase
from dxkpi.core.plan.plan import Plan
from dxkpi.core.plan.scheme import AfterTargetYear
from dxkpi.core.vocabulary import CHOICES

_MODES = {
    Mode.HALF_UP: "四捨五入する",
    Mode.HALF_EVEN: "偶数へ丸める",
    Mode.DOWN: "切り捨てる",
    Mode.UP: "切り上げる",
}
_STATUS = {TargetStatus.EXCEEDED: "を超える", TargetStatus.MET: "ちょうど", TargetStatus.MISSED: "に届かない"}
_CHANGE = {BaselineChange.IMPROVED: "より良い", BaselineChange.UNCHANGED: "と同じ", BaselineChange.WORSENED: "より悪い"}
_GATHERED = {Gather.SUM: "合計", Gather.MEAN: "平均"}
METHOD_KEYS = {
    "formula": "達成率の式",
    "against": "比べる値",
    "carried_against": "前の年度の値と比べる値",
    "without_baseline": "基準値のない指標の式",
    "dead_band": "横ばいの幅",
    "rounding": "丸め方",
    "clip": "率の上と下の端",
    "without_rate": "率のない指標の区分",
    "denominator": "割合の母数",
    "headline": "答えの率",
    "grades": "評語",
    "exceptions": "例外の指標",
    "ratings": "達成区分",
    "states": "状態",
    "suspended": "停止の扱い",
}
_CARRIED = {CarriedAgainst.REPORT_YEAR: "報告する年度", CarriedAgainst.OWN_YEAR: "実績値の年度"}
_AFTER = {
    AfterTargetYear.LATEST: "目標年度を過ぎた指標も、最新の値で判定する",
    AfterTargetYear.FREEZE: "目標年度を過ぎた指標は、目標年度の結果のまま示す",
}
_DENOMINATORS = {
    Denominator.KNOWN: "割合の母数は、実績値の分かった指標だけとする",
    Denominator.ASSESSED: "割合の母数は、判定できた指標だけとする",
}


SINCE_PREVIOUS = "前年度の実績値からの増減。この指標の目標により、計画の比べる値は使わない"
"""What is compared with where the target itself is a change from the year before."""


def plan_lines(plan: Plan, names: Mapping[str, str] = MappingProxyType({})) -> Iterator[str]:
    """Yield how a plan judges, in words: its method, the years compared, and the rule after a target year.

    `names` are those of its indicators, by id.
    """
    if plan.method is None:
        return
    yield from method_lines(plan.method, plan.declared_ratings, names)
    years = share_words(plan)
    if years:
        yield years
    if plan.after_target_year:
        yield _AFTER[plan.after_target_year]


def method_lines(
    method: Method, ratings: Sequence[Rating], names: Mapping[str, str] = MappingProxyType({})
) -> Iterator[str]:
    """Yield the description of a method and its ratings, one fact a line; a plan of rates alone has no `ratings`.

    `names` are those of indicators, by id.
    """
    if method.by_people_alone:
        yield f"達成率を出さず、達成区分は人が評価して決める: {given_words(ratings)}"
        yield from _for_some(method, ratings, names)
        return
    against = method.comparison
    rounding = "" if method.formula == "position" else f"。{_rounding(method.rounding)}"
    yield f"達成率 = {in_words(method.formula, method.against)}。比較対象は{against.text}{rounding}"
    if method.carried_against:
        yield _carried(method.carried_against)
    if method.clip:
        yield _clip(method.clip)
    yield _edges(method, ratings)
    if method.dead_band:
        yield dead_band_words(method.dead_band, against)
    if method.without_baseline:
        words = in_words(method.without_baseline, method.against)
        but = "（式のある例外の指標を除く）" if any(own.formula for own in method.exceptions) else ""
        yield f"基準値の分からない指標では{but}、達成率 = {words}"
    if method.without_rate:
        yield _without_rate(method, ratings)
    yield from _for_some(method, ratings, names)


def given_words(ratings: Sequence[Rating]) -> str:
    """Return the ratings that people give, with what they mean for the target: `A 順調（達成）、B 遅れ（未達成）`."""
    means = {True: "（達成）", False: "（未達成）", None: ""}
    return "、".join(f"{r.heading}{means[True if r.met else False if r.missed else None]}" for r in ratings)


def _for_some(method: Method, ratings: Sequence[Rating], names: Mapping[str, str]) -> Iterator[str]:
    """Yield what a method says of sections, of single indicators, and of shares."""
    if method.grades:
        yield _grades(method.grades, ratings)
    for exception in method.exceptions:
        yield _exception(exception, method, names)
    if method.denominator is not Denominator.ALL:
        yield _DENOMINATORS[method.denominator]
    if method.headline:
        yield f"答えの初めの率は、{mean_rate_words(method)}"


def mean_rate_words(method: Method) -> str:
    """Return how the mean of rates comes about under `method`."""
    rates = "端に収めた、丸める前の率" if method.clip else "丸める前の率"
    return f"率のある指標の達成率（{rates}）の平均。再掲の指標は一度だけ数え、うち（別の指標の内数）は入れない"


def _edges(method: Method, ratings: Sequence[Rating]) -> str:
    if not ratings:
        aim = method.comparison.aim
        return f"達成区分はなく、達成率を示す。到達か未到達かは、達成率ではなく、{aim}に達したかどうかで数える"
    edges = "、".join(f"{r.heading}={asked(r, method, ratings)}" for r in ratings)
    return f"達成区分は{_rated_on(method, ratings)}で決める: {edges}"


def carry_lines(plan: Plan, indicators: Iterable[Indicator]) -> Iterator[str]:
    """Yield the greatest age of a value in words, where the plan or some of `indicators` limit it."""
    if plan.carry is not Carry.ANY:
        yield f"判定に使うのは、{CHOICES['carry'][plan.carry]}。これより古い値は、ないものとする"
    for indicator in indicators:
        if indicator.carry:
            carry = indicator.carry
            yield f"{indicator.heading}は、{CHOICES['carry'][carry.allow]}使う（{carry.reason}）"


def compared_words(assessment: Assessment, plan: Plan) -> Iterator[str]:
    """Yield the values that replace the final target or the baseline in that year: `目安値 160人`."""
    measure = assessment.measure
    if plan.method is None:
        return
    if assessment.indicator.since_previous:
        yield from _since_previous(assessment)
        return
    if not isinstance(measure, Progress):
        if plan.method.of(assessment.indicator.id).comparison.own_target:
            yield from _year_target(assessment)
        return
    comparison, final = plan.method.of(assessment.indicator.id).comparison, COMPARISONS["target"]
    unit = assessment.indicator.unit
    if comparison.target_word != final.target_word:
        year = f"{assessment.compared.label}の" if assessment.compared else ""
        yield f"{year}{comparison.target_word} {quantity(measure.target, unit)}"
    if comparison.baseline_word != final.baseline_word and measure.baseline is not None:
        yield f"{comparison.baseline_word} {quantity(measure.baseline, unit)}"


def _since_previous(assessment: Assessment) -> Iterator[str]:
    """Yield the value of the year before, and what the target comes to by it."""
    indicator, before, measure = assessment.indicator, assessment.previous, assessment.measure
    if before is None:
        return
    yield f"前年度の実績値 {value_phrase(indicator, before.actual)}"
    if isinstance(measure, Progress):
        yield f"目標値 {quantity(measure.target, indicator.unit)}"


def _year_target(assessment: Assessment) -> Iterator[str]:
    """Yield the target of the year alone where it is not one value to come to: `年度目標値 40%以上60%以下`."""
    indicator = assessment.indicator.in_year(assessment.compared_year)
    if indicator is not None:
        year = f"{assessment.compared.label}の" if assessment.compared else ""
        yield f"{year}{COMPARISONS['year_target'].target_word} {target_phrase(indicator).removeprefix('目標値 ')}"


def grade_words(found: Graded, by: Gather) -> str:
    """Describe a grade and its points: `評語 高い（3指標の合計15点）`."""
    return f"評語 {found.grade.label}（{number(found.indicators)}指標の{_GATHERED[by]}{number(found.figure)}点）"


def share_words(plan: Plan) -> str | None:
    """Describe the years that the target is divided over, where a plan does so: `計画の年数は5年（R2年度〜R6年度）`."""
    method, first, last = plan.method, plan.first_year, plan.last_year
    if method is None or first is None or last is None:
        return None
    if "elapsed_share" not in (method.against, *(exception.against for exception in method.exceptions)):
        return None
    return f"計画の年数は{number(last.start - first.start + 1)}年（{first.label}〜{last.label}）"


def value_on_the_way(plan: Plan) -> str | None:
    """Return the plan's name of its comparison value, or None where that is the final target."""
    word = plan.method.comparison.target_word if plan.method else None
    return word if word != COMPARISONS["target"].target_word else None


def value_reached(plan: Plan, assessments: Iterable[Assessment]) -> str | None:
    """Return what indicators reached in the plan's words (`年度目標値`, `目標`), or None where it says 達成.

    Neither a rating that people gave nor that of an improvement without a target says that a value was reached.
    """
    if plan.rates_only:
        return value_on_the_way(plan) or "目標"
    return None if any(map(_beside_values, assessments)) else value_on_the_way(plan)


def _beside_values(assessment: Assessment) -> bool:
    """Say whether an assessment was rated without a value to reach."""
    outcome = assessment.outcome
    return assessment.judged is not None or (isinstance(outcome, Rated) and outcome.rating.without_target)


def asked(rating: Rating, method: Method, ratings: Sequence[Rating]) -> str:
    """Describe the conditions of a rating: `100%以上`, `目安値に達し、基準値より良い`; for the last, the rest."""
    if not rating.asks:
        return "そのほか" if any(r.positional for r in ratings) else "それ未満"
    against = method.comparison
    parts = []
    if rating.edge is not None:
        parts.append(f"{quantity(rating.edge * 100, '%')}{'以上' if rating.edge_included else '超'}")
    if rating.from_target is not None:
        parts.append(_reach(rating.from_target, against.target_word))
    if rating.from_baseline is not None:
        parts.append(against.baseline_word + "か".join(_CHANGE[side] for side in rating.from_baseline))
    return ("目標値のない指標（増加・減少を目指す）で、" if rating.without_target else "") + "かつ".join(parts)


def dead_band_words(band: DeadBand, comparison: Comparison) -> str:
    """Describe the dead band: the change from where movement is seen from that still counts as unchanged."""
    start = comparison.baseline_word
    width = quantity(band.width, "%" if band.relative else "")
    edge = "以内" if band.within is not None else "未満"
    match band.side:
        case Side.BOTH:
            which = "変化"
        case Side.WORSE:
            which = "悪化"
        case _:
            assert_never(band.side)
    what = f"{start}の{width}{edge}" if band.relative else f"{start}から{width}{edge}（指標の単位で）"
    return f"{what}の{which}は、{start}と同じ（横ばい）とみなす"


def _reach(places: Sequence[TargetStatus], word: str) -> str:
    if set(places) == {TargetStatus.EXCEEDED, TargetStatus.MET}:
        return f"{word}に達する"
    return "か".join(f"{word}{_STATUS[place]}" for place in places)


def _carried(carried_against: CarriedAgainst) -> str:
    return f"その年度の実績値がなく、前の年度の値で判定するときは、{_CARRIED[carried_against]}の比べる値と比べる"


SETTINGS = ("carried_against", "without_baseline", "dead_band", "rounding", "clip", "without_rate")
"""The keys of a method, beside formula and comparison, that `setting_words` tells of."""


def setting_words(key: str, method: Method, ratings: Sequence[Rating]) -> str:
    """Write what a method says under one of the `SETTINGS`, empty where it says nothing."""
    own, words = getattr(method, key), ""
    match own:
        case CarriedAgainst():
            words = _carried(own)
        case DeadBand():
            words = dead_band_words(own, method.comparison)
        case Rounding():
            words = _rounding(own) + (f"。区分は{_rated_on(method, ratings)}で決める" if ratings else "")
        case Clip():
            words = _clip(own)
        case WithoutRate():
            words = _without_rate(method, ratings)
        case str():
            words = in_words(own, method.against)
        case _:
            pass
    return words


def _rounding(rounding: Rounding | None) -> str:
    if rounding is None:
        return "達成率は表示だけを小数第1位に四捨五入する"
    only = "" if rounding.rated is RatedOn.ROUNDED else "表示だけを"
    factor = "倍率（95% は 0.95）で示し、" if rounding.factor else ""
    zero = "。0も同じ桁で示す" if rounding.zero is Zero.DIGITS else ""
    return f"達成率は{factor}{only}{_place(rounding.decimals)}に{_MODES[rounding.mode]}{zero}"


def _place(digits: int) -> str:
    return f"小数第{digits}位" if digits else "整数"


def _rated_on(method: Method, ratings: Sequence[Rating]) -> str:
    if all(rating.edge is None for rating in ratings):
        return "位置"
    rounded = method.rounding is not None and method.rounding.rated is RatedOn.ROUNDED
    rate = "丸めた達成率" if rounded else "丸める前の達成率"
    return f"{rate}と位置" if any(rating.positional for rating in ratings) else rate


def _clip(clip: Clip) -> str:
    ends = []
    if clip.lower is not None:
        ends.append(f"{quantity(clip.lower, '%')}より低い率は{quantity(clip.lower, '%')}")
    if clip.upper is not None:
        ends.append(f"{quantity(clip.upper, '%')}より高い率は{quantity(clip.upper, '%')}")
    return f"{'、'.join(ends)}として示す"


def _without_rate(method: Method, ratings: Sequence[Rating]) -> str:
    labels = {rating.id: rating.heading for rating in ratings}
    wanted = {word: method.takes_without_rate(met=met) for word, met in (("達成", True), ("未達成", False))}
    said = [f"{word}なら「{labels[one]}」" for word, one in wanted.items() if one in labels]
    rest = [word for word, one in wanted.items() if one not in labels]
    if rest:
        which = "達成か未達成か" if len(rest) > 1 else f"{rest[0]}であること"
        said.append(f"{which}だけで一つに決まる区分があればその区分とし、なければ判定しない")
    return f"達成率のない指標は、{'、'.join(said)}"


def _grades(grades: Grades, ratings: Sequence[Rating]) -> str:
    points = "、".join(f"{r.heading} {number(r.points)}点" for r in ratings if r.points is not None)
    where = "" if grades.digits is None else f"（{_place(grades.digits)}に四捨五入）"
    edges = (f"{g.label}={'それ未満' if g.at_least is None else number(g.at_least) + '点以上'}" for g in grades.bands)
    return f"分野ごとの評語は、区分の点（{points}）の{_GATHERED[grades.by]}{where}で決める: {'、'.join(edges)}"


def _exception(exception: Exceptional, method: Method, names: Mapping[str, str]) -> str:
    listed = "、".join(names.get(identifier, identifier) for identifier in exception.indicators)
    if exception.formula == "judged":
        return f"例外 {listed}: 率を出さず、人が評価する。理由: {exception.reason}"
    formula, against = exception.formula or method.formula, exception.against or method.against
    parts = [f"達成率 = {in_words(formula, against)}（比較対象は{COMPARISONS[against].text}）"]
    if exception.dead_band:
        parts.append(dead_band_words(exception.dead_band, COMPARISONS[against]))
    return f"例外 {listed}: {'。'.join(parts)}。理由: {exception.reason}"
