"""A headline that depends on forecast values (見込), which may change it."""

from collections.abc import Sequence
from fractions import Fraction

from dxkpi.core.assessment import NotAssessed, Rated
from dxkpi.core.basis.finding import PLAN, Diagnostic, Example, Page
from dxkpi.core.basis.record import Status
from dxkpi.core.numerals import number, percent_of
from dxkpi.rules.review.case import Case, HeadlineRule, Silence, Verdict, review

EXPECTED_SHARE = Fraction(1, 10)
"""Share of forecast values (見込) in a headline from which it is reported.

Ten points are the width of a band in narrow schemes (100/90/80), enough to move a headline from one into the next.
"""

_MAPS = "indicators/plan-a/one/maps.yaml"
_EXPECTED = "actuals:\n  R3:\n    - value: 100\n      status: 見込\n"

INFO = review(
    "KPI859",
    "expected-values",
    "結果が見込の値に支えられている",
    Page(
        why=f"判定に使った値の{number(EXPECTED_SHARE * 100)}%以上が見込。確定すれば、結果が変わりうる。",
        fix="値が確定していれば、実績として書き加える。まだなら、見込を含む結果であることを説明に添え、"
        "そのことを計画のファイルの初めに理由として書いて免除する。",
        bad=(Example(_EXPECTED, _MAPS),),
        good=(Example(_EXPECTED + "    - value: 103\n      status: 実績\n", _MAPS),),
        others=((Example(_EXPECTED, _MAPS), Example("# dxkpi: ignore[KPI859] 見込を含むと説明に添えた\n", PLAN)),),
    ),
)


def _check(cases: Sequence[Case]) -> Verdict:
    """Targets without a value are not counted."""
    judged = [(case, r, o) for case in cases if isinstance(o := case.assessment.outcome, Rated | NotAssessed)
              and (r := case.assessment.observation)]  # fmt: skip
    if not judged:
        return Silence.UNTOLD
    expected = [own for own in judged if own[1].actual.status is Status.FORECAST]
    share = Fraction(len(expected), len(judged))
    if share < EXPECTED_SHARE:
        return Silence.CLEAR
    met, of_these = (sum(outcome.met is True for _, _, outcome in own) for own in (judged, expected))
    reason = f"判定に使った値{number(len(judged))}のうち{number(len(expected))}（{percent_of(share)}）が見込である"
    reason += f"。達成の{number(met)}指標では{number(of_these)}" if met else ""
    evidence = [(case, case.of_actual(observation)) for case, observation, _ in expected]
    named = tuple(seen._replace(label=f"{case.name}: {seen.label}") for case, seen in evidence)
    return (Diagnostic(INFO, cases[0].plan.at(), reason, INFO.page.fix, named),)


EXPECTED_VALUES = HeadlineRule(INFO, _check)
