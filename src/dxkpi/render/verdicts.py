"""The result of an indicator in words and in its tone; the same in every view."""

from decimal import Decimal
from typing import assert_never

from dxkpi.core.assessment import Assessment, Monitored, NotAssessed, Outcome, Rated, SpecialStatus, Suspended
from dxkpi.core.basis.mark import signs
from dxkpi.core.method.protocols import NotAssessedReason
from dxkpi.core.method.rating import Rating
from dxkpi.core.numerals import rate, rate_figure
from dxkpi.core.plan.plan import Plan
from dxkpi.core.plan.scheme import UNASSESSED
from dxkpi.core.reconcile import Agreement
from dxkpi.render.blocks import Tone, Toned

_WHOLE = Decimal(100)
WHY_NOT = {
    NotAssessedReason.BASELINE_UNKNOWN: "基準値が資料にないため",
    NotAssessedReason.NO_ACTUAL: "実績値がまだないため",
    NotAssessedReason.NONE_OF_YEAR: "その年度の実績値がまだなく、前年度と比べられないため",
    NotAssessedReason.TOO_OLD: "その年度に使える実績値がないため（前の値は古く、計画か指標の carry により使わない）",
    NotAssessedReason.BASELINE_YEAR_UNKNOWN: "基準値の年度がなく、目安値を引けないため",
    NotAssessedReason.TARGET_YEAR_UNKNOWN: "目標年度がなく、目安値を引けないため",
    NotAssessedReason.YEAR_TARGET_UNKNOWN: "その年度の目標値がないため",
    NotAssessedReason.PREVIOUS_UNKNOWN: "前年度の実績値がないため",
    NotAssessedReason.ACROSS_BREAK: "定義の変更をまたいで、比べることも足すこともできないため",
    NotAssessedReason.PREVIOUS_NOT_POSITIVE: "前年度の実績値が0以下で、増減の割合が決まらないため",
    NotAssessedReason.PERIOD_UNKNOWN: "計画の期間（始まりと終わりの年度）が書かれていないため",
    NotAssessedReason.SHARE_OF_DECREASE: "経過年数による按分は、減らす目標には当てはまらないため",
    NotAssessedReason.BEFORE_TARGET_YEAR: "目標年度前のため",
    NotAssessedReason.NO_RATE: "達成率がなく、達成か未達成かだけでは区分が決まらないため",
    NotAssessedReason.PERIOD_RUNNING: "期間の途中であり、累計が上限の中に収まるかはまだ決まらないため",
    NotAssessedReason.FORMULA_INAPPLICABLE: "この式では率が出ない",
    NotAssessedReason.YEARS_MISSING: "計画の期間に実績値のない年度があり、累計を求められないため",
    NotAssessedReason.NOT_JUDGED: "その年度の評価がまだないため",
    NotAssessedReason.PART_MISSING: "目標の一部の部分に、実績値（合わせた率で判定するなら分子と分母）がまだないため",
}
"""The reasons for having no rating, in words."""


def why_not_assessed(outcome: NotAssessed, marks: str = "") -> str:
    """Say why there is no rating, and what is certain: `算定不能: 基準値が資料にないため。未達成は確か`."""
    certain = "。未達成は確か" if outcome.unmet else ""
    return f"算定不能{marks}: {WHY_NOT[outcome.why]}{certain}"


def is_provisional(assessment: Assessment) -> bool:
    """Say whether a result rests on a value that may still change, or that is not of the whole year."""
    actual = assessment.observation.actual if assessment.observation else None
    return actual is not None and not actual.settled


def open_phrase(outcome: NotAssessed) -> str:
    """Return the words in place of a rating: `算定不能`, and what is certain all the same."""
    if outcome.why is NotAssessedReason.BEFORE_TARGET_YEAR:
        return "算定不能（目標年度前）"
    return "算定不能（未達成）" if outcome.unmet else "算定不能"


def rate_phrase(outcome: Outcome, plan: Plan, digits: int = 1) -> str:
    """Write the achievement rate as printed, and what it hides: `90.8%`, `100.0%（ちょうどでは未達成）`.

    Without a rate it is empty.
    """
    shown = rate_alone(outcome, plan, digits)
    remark = rate_remark(outcome, plan)
    return f"{shown}（{remark}）" if shown and remark else shown


def rate_alone(outcome: Outcome, plan: Plan, digits: int = 1) -> str:
    """Write the achievement rate as printed: `90.8%`; empty where there is none."""
    if isinstance(outcome, Rated | NotAssessed) and outcome.rate is not None and plan.scale:
        return rate(outcome.rate, plan.scale, digits)
    return ""


def rate_remark(outcome: Outcome, plan: Plan) -> str:
    """Write why a rate that is printed as 100 % or more is not met: it must be passed, or it is rounded up to that."""
    if not isinstance(outcome, Rated | NotAssessed) or outcome.rate is None or plan.scale is None:
        return ""
    if outcome.just_short:
        return "ちょうどでは未達成"
    short = isinstance(outcome, Rated) and outcome.met is False and outcome.rate < 1
    return "丸めた率。未達成" if short and Decimal(rate_figure(outcome.rate, plan.scale)) >= _WHOLE else ""


def outcome_phrase(assessment: Assessment, plan: Plan) -> str:
    """The result in one phrase: `達成率 90.8%（60%以上100%未満）`, `達成区分 100%`, `算定不能: …`, `進捗管理の停止`."""
    return _phrase(assessment, plan, 1, "")


def marked_phrase(assessment: Assessment, plan: Plan, digits: int = 1) -> str:
    """The result in one phrase with its marks: `達成率 90.8%推（60%以上100%未満）`. A legend has to explain them."""
    return _phrase(assessment, plan, digits, signs(assessment.marks))


def _phrase(assessment: Assessment, plan: Plan, digits: int, marks: str) -> str:
    outcome = assessment.outcome
    match outcome:
        case Rated(rating):
            shown = rate_phrase(outcome, plan, digits)
            own = f"達成率 {shown}{marks}（{rating.heading}）" if shown else f"{rating_phrase(rating, plan)}{marks}"
            return own + beside(assessment)
        case NotAssessed():
            shown = rate_phrase(outcome, plan, digits)
            return (f"達成率 {shown}、" if shown else "") + why_not_assessed(outcome, marks) + beside(assessment)
        case Suspended():
            return plan.suspended_label + beside(assessment)
        case SpecialStatus():
            return state_phrase(outcome) + beside(assessment)
        case Monitored():
            return "推移のみ"
        case _:
            assert_never(outcome)


def rating_word(plan: Plan) -> str:
    """Return what the ratings of a plan are called; one that prints rates alone has none."""
    return "結果" if plan.rates_only else "達成区分"


def rating_phrase(rating: Rating, plan: Plan) -> str:
    """Write a rating alone: `達成区分 100%`; of a plan that has none, `目標に到達`."""
    return f"{rating.group}に{rating.heading}" if plan.rates_only else f"達成区分 {rating.heading}"


def rating_words(assessment: Assessment, plan: Plan) -> str:
    """Return the rating of an assessment, or what stands in its place."""
    match assessment.outcome:
        case Rated(rating):
            return rating.heading
        case NotAssessed():
            return open_phrase(assessment.outcome)
        case Suspended():
            return plan.suspended_label
        case SpecialStatus(state):
            return state.heading
        case Monitored():
            return "推移"
        case _:
            assert_never(assessment.outcome)


def at_target_year(assessment: Assessment) -> str:
    """Return the remark after the target year: `目標年度R4の結果`, `目標年度R4には達成`; before it nothing."""
    if assessment.frozen:
        return f"目標年度{assessment.frozen}の結果"
    return f"目標年度{assessment.once_met}には達成" if assessment.once_met else ""


def beside(assessment: Assessment) -> str:
    """The same, for behind a result: `。目標年度R4には達成`."""
    words = at_target_year(assessment)
    return f"。{words}" if words else ""


def state_phrase(status: SpecialStatus) -> str:
    """Describe a special status and its reason: `中止（事業が終了したため）`."""
    label, entered = status.state.label, status.entered
    return f"{label}（{entered.reason}）" if entered and entered.reason else label


def toned(words: str, assessment: Assessment, plan: Plan) -> Toned:
    """Return the words for a result in its tone."""
    return Toned((words, outcome_tone(assessment.outcome, plan)))


def outcome_tone(outcome: Outcome, plan: Plan) -> Tone:
    """Return the tone of a result."""
    match outcome:
        case Rated(rating):
            return tone_of(plan, rating.id)
        case NotAssessed():
            return Tone.NOT_ASSESSED
        case Suspended() | SpecialStatus():
            return Tone.SUSPENDED
        case Monitored():
            return Tone.MUTED
        case _:
            assert_never(outcome)


AGREEMENT_TONES = {
    Agreement.CONFIRMED: Tone.MET,
    Agreement.POSSIBLE: Tone.NOT_ASSESSED,
    Agreement.CONTRADICTED: Tone.ERROR,
}
"""The tone of each agreement with a published result."""
_BELOW = (Tone.NEAR, Tone.MIDDLE, Tone.FAR)


def tone_of(plan: Plan, result: str) -> Tone:
    """Return the tone of a rating, a state, `suspended` or `unassessed`; unmet ratings differ by their order."""
    if result == UNASSESSED:
        return Tone.NOT_ASSESSED
    below = [rating.id for rating in plan.ratings if not rating.met]
    if result in below:
        place, last = below.index(result), len(below) - 1
        return _BELOW[place - last - 1] if last < len(_BELOW) else _BELOW[place * (len(_BELOW) - 1) // last]
    return Tone.MET if result in {rating.id for rating in plan.ratings} else Tone.SUSPENDED
