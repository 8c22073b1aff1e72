"""A rating by people that is not the one that the values come to."""

from dxkpi.core.assessment import Rated
from dxkpi.core.basis.finding import Example, Page, Related
from dxkpi.rules.review.case import Case, ReviewRule, Silence, Verdict, review

_SAID = "judged:\n  R3:\n    rating: {}\n    by: 所管課\n"

INFO = review(
    "KPI873",
    "judged-otherwise",
    "人の評価が、値から計算した区分と違う",
    Page(
        why="人が付けた区分（judged）と、計画の方法で値から計算した区分が違う。報告には人の評価が載る。",
        fix="評価の理由を確かめ、judged の reason に書いて委員会に説明する。書き間違いは、rating を直す。",
        bad=(Example(_SAID.format("below60")),),
        good=(Example(_SAID.format("from60")),),
    ),
)


def _check(case: Case) -> Verdict:
    said, computed, outcome = case.assessment.judged, case.assessment.computed, case.assessment.outcome
    if said is None or computed is None or not isinstance(outcome, Rated):
        return Silence.BESIDE
    if not isinstance(computed, Rated):
        return Silence.UNTOLD
    if computed.rating.id == outcome.rating.id:
        return Silence.CLEAR
    year = case.assessment.result_year
    place = case.declared.at("judged", str(year), "rating")
    reason = f"{year.label}の人の評価は「{outcome.rating.heading}」、値から計算すると「{computed.rating.heading}」"
    evidence = (Related(place, f"{said.by}の評価", said.reason), *map(case.of_actual, case.bearing), case.of_target())
    return case.found(INFO, reason, *evidence, place=place)


JUDGED_OTHERWISE = ReviewRule.of(INFO, "値からは区分が決まらない", _check)
