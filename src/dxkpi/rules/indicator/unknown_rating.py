"""A rating by people that the plan does not have: nobody could count it."""

from collections.abc import Iterator

from dxkpi.core.basis.finding import Diagnostic, Example, Page, Related, error
from dxkpi.core.basis.text import clip, listed
from dxkpi.rules.base import IndicatorRule, Subject, named, to_write

_SAID = "judged:\n  R3:\n    rating: {}\n    by: 所管課\n"

INFO = error(
    "KPI323",
    "unknown-rating",
    "人の評価の区分が計画にない",
    Page(
        why="区分の id のつづりを間違えたり、資料の記号（A など）を id の代わりに書いたりすると起きる。"
        "その評価は数えられず、値から計算した区分が報告に載る。",
        fix="rating を、計画のファイルの ratings にある id に直す。計画に区分がなければ、計画の ratings に区分を書く。",
        bad=(Example(_SAID.format("form60")),),
        good=(Example(_SAID.format("from60")),),
    ),
)


def _check(subject: Subject) -> Iterator[Diagnostic]:
    declared, plan = subject.declared, subject.plan
    if not declared.indicator.judged:
        return
    names = {rating.id: rating.heading for rating in plan.plan.scale.ratings} if plan.plan.scale else {}
    for year, judged in declared.indicator.judged.items():
        if judged.rating in names:
            continue
        offer = f"あるのは {listed(names)}" if names else "計画の ratings に、達成区分を書く"
        yield Diagnostic(
            INFO,
            declared.at("judged", str(year), "rating"),
            f"{named(declared)}の人の評価「{clip(judged.rating)}」は、計画の ratings にない",
            to_write(judged.rating, names, offer),
            (Related(plan.at("ratings" if plan.plan.ratings else "plan"), "計画の達成区分"),),
        )


UNKNOWN_RATING = IndicatorRule(INFO, _check)
