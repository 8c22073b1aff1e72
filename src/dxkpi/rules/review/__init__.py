"""Review rules, which only `dxkpi check-targets` runs. To add a rule: its file, and one line below."""

from collections.abc import Iterable
from typing import NamedTuple

from dxkpi.core.basis.calendar import Day, FiscalYear
from dxkpi.core.basis.finding import RuleInfo
from dxkpi.core.dataset import DeclaredIndicator, DeclaredPlan
from dxkpi.core.observations import Vintage
from dxkpi.rules.review.case import Case, ReviewRule, Verdict
from dxkpi.rules.review.change import infos as of_changes
from dxkpi.rules.review.copied import COPIED
from dxkpi.rules.review.eased_then_met import EASED_THEN_MET
from dxkpi.rules.review.expected_values import EXPECTED_VALUES
from dxkpi.rules.review.far_exceeded import FAR_EXCEEDED
from dxkpi.rules.review.flat import FLAT
from dxkpi.rules.review.judged_otherwise import JUDGED_OTHERWISE
from dxkpi.rules.review.met_at_baseline import MET_AT_BASELINE
from dxkpi.rules.review.never_measured import NEVER_MEASURED
from dxkpi.rules.review.of_validate import LEAPS, WORSE_THAN_BASELINE
from dxkpi.rules.review.old_baseline import OLD_BASELINE
from dxkpi.rules.review.out_of_reach import OUT_OF_REACH
from dxkpi.rules.review.unit_changed import UNIT_CHANGED

REVIEW_RULES: tuple[ReviewRule, ...] = (
    WORSE_THAN_BASELINE,
    MET_AT_BASELINE,
    OLD_BASELINE,
    FAR_EXCEEDED,
    OUT_OF_REACH,
    FLAT,
    NEVER_MEASURED,
    COPIED,
    LEAPS,
    UNIT_CHANGED,
    EASED_THEN_MET,
    JUDGED_OTHERWISE,
)
"""Rules about single targets, in the order of display; the rule about all targets together follows them."""

HEADLINE = EXPECTED_VALUES


def infos() -> tuple[RuleInfo, ...]:
    """The rules that `dxkpi validate` does not run."""
    every = (*(info for rule in REVIEW_RULES for info in rule.rules), HEADLINE.info, *of_changes())
    return tuple(info for info in every if not info.by_validate)


class Reviewed(NamedTuple):
    """Verdicts of each rule about each target reviewed, and which of those count; `apart` is the number left out.

    Parts of other indicators (うち) are reviewed, and count nowhere.
    """

    verdicts: tuple[tuple[ReviewRule, tuple[Verdict, ...]], ...]
    counts: tuple[bool, ...]
    headline: Verdict
    apart: int


def review_plan(
    plan: DeclaredPlan, indicators: Iterable[DeclaredIndicator], year: FiscalYear, as_of: Day | None = None
) -> Reviewed:
    """Review the targets of `indicators` in `year`, at the vintage `as_of` (None: everything declared)."""
    own = [one for one in indicators if one.indicator.rated]
    last = (Vintage(one.indicator, plan.plan, as_of).read(year) for one in own)
    newest = max((observation.year for observation in last if observation), default=None)
    cases = [Case(one, plan, year, as_of, newest) for one in own]
    looked_at = [case for case in cases if not case.apart]
    verdicts = tuple((rule, tuple(map(rule.check, looked_at))) for rule in REVIEW_RULES)
    return Reviewed(
        verdicts,
        tuple(case.indicator.counts for case in looked_at),
        HEADLINE.check([case for case in looked_at if case.indicator.counts]),
        sum(case.indicator.counts for case in cases if case.apart),
    )
