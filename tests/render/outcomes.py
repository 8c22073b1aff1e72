"""One outcome of each kind, of the R3 paper and of small plans."""

from functools import cache
from typing import Any

from dxkpi.core.assess import assess
from dxkpi.core.basis.calendar import parse_fiscal_year
from dxkpi.core.basis.finding import Diagnostic, Example, Finding, Page, Place, Ref, RuleInfo, Severity, Spot
from dxkpi.core.dataset import Dataset, DeclaredIndicator, DeclaredPlan
from dxkpi.core.diff.compare import compare
from dxkpi.core.diff.impact import Snapshot, impacts
from dxkpi.core.diff.outcome import DiffOutcome, DiffSide
from dxkpi.core.explain import Explanation, explain
from dxkpi.core.indicator import Indicator
from dxkpi.core.outcome import Outcome
from dxkpi.core.outcomes.findings import RuleOutcome, RulesOutcome, ValidateOutcome
from dxkpi.core.outcomes.indicator import ExplainOutcome, ListOutcome, ShowOutcome
from dxkpi.core.outcomes.report import OutlookOutcome, OverviewOutcome, ReconcileOutcome, ReportOutcome
from dxkpi.core.outlook import plan_outlook
from dxkpi.core.overview import PlanLine, Silent
from dxkpi.core.plan.plan import Plan
from dxkpi.core.reconcile import Reconciliation, reconcile
from dxkpi.rules.review.change import second_looks
from tests import build
from tests.render import papers
from tests.render.papers import R3

PAGE = Page(
    "6 と読まれることがある。", "半角の数字だけで書く。", (Example("value: 6,000\n"),), (Example("value: 6000\n"),)
)
NUMBER = RuleInfo("KPI203", "number", Severity.ERROR, "数値の書き方が違う", PAGE)
UNEXPLAINED = RuleInfo("KPI309", "unexplained", Severity.WARNING, "理由がない", PAGE, waivable=True)

PERCENT = {
    "total": {"achieved": "73.5", "from60": "4.4", "from30": "1.5", "below30": "19.1", "suspended": "1.5"},
    "tables": [{"achieved": "58.3"}, {"achieved": "76.8", "from30": "0"}],
}


def where(ref: Ref) -> str:
    """A position whose line is the depth of the place."""
    return f"data/{ref.document}:{len(ref.path) + 1}:1"


def locate(place: Place) -> Spot:
    """The same as a position."""
    return Spot(f"data/{place.document}", len(place.path) + 1, 1) if isinstance(place, Ref) else place


@cache
def chiba() -> tuple[DeclaredPlan, tuple[DeclaredIndicator, ...]]:
    published = {"R3": papers.CHIBA["published"]["R3"] | {"percent": PERCENT}}
    plan = build.plan_of(papers.CHIBA | {"published": published})
    return DeclaredPlan("targets/chiba-ict.yaml", plan), papers.chiba_indicators()


def chiba_explained(name: str) -> Explanation:
    plan, own = chiba()
    return explain(next(d for d in own if d.indicator.id == name), plan, own, R3)


@cache
def chiba_reconciled() -> Reconciliation:
    plan, own = chiba()
    found = reconcile(plan.plan, own, R3)
    assert found is not None
    return found


def explained(*others: Indicator, of: dict[str, Any] | None = None, **changes: Any) -> Explanation:
    """The explanation of `build.indicator(**changes)` in R3."""
    own = build.declared(build.indicator(**changes), *others)
    return explain(own[0], DeclaredPlan("targets/p.yaml", build.plan(**(of or {}))), own, R3)


def shown(**changes: Any) -> ShowOutcome:
    plan, indicator = build.plan(), build.indicator(**changes)
    assessments = tuple(assess(indicator, plan, year) for year in sorted(indicator.actuals))
    declared = DeclaredIndicator("indicators/a.yaml", indicator)
    return ShowOutcome(declared, DeclaredPlan("targets/p.yaml", plan), assessments, where)


def listed(*indicators: Indicator, of: Plan | None = None) -> ListOutcome:
    plan = of or build.plan()
    declared = DeclaredPlan("targets/p.yaml", plan)
    return ListOutcome(tuple((declared, d, assess(d.indicator, plan, R3)) for d in build.declared(*indicators)))


def finding(
    message: str, spot: Spot, line: str | None = None, rule: RuleInfo = NUMBER, *, hint: str = "", **more: Any
) -> Finding:
    return Finding(Diagnostic(rule, spot, message, hint), spot, line, **more)


COMMIT = "0123456789abcdef0123456789abcdef01234567"


def compared(before: Dataset, after: Dataset, errors: tuple[Finding, ...] = (), name: str = "main") -> DiffOutcome:
    """What lies between a revision called `name`, which has `errors` in it, and a folder."""
    unsound = frozenset(finding.spot.document for finding in errors)
    old, new, difference = Snapshot(before, unsound), Snapshot(after), compare(before, after)
    sides = DiffSide(name, errors, locate, COMMIT), DiffSide("data", (), locate)
    looks = tuple(second_looks(old, new, difference, (locate, locate)))
    return DiffOutcome(*sides, difference, tuple(impacts(old, new, difference)), looks)


def looked_out(*indicators: Indicator, year: str = "R3", of: Plan | None = None) -> OutlookOutcome:
    """The outlook of a plan to R6, or of another one."""
    plan, seen = of or build.plan(target_year="R6"), parse_fiscal_year(year)
    return OutlookOutcome((plan_outlook(plan, seen, [assess(one, plan, seen) for one in indicators]),))


def directions() -> list[Indicator]:
    """One indicator of each direction, with everything optional that it can have."""
    source = {"document": "doc", "page": "3", "heading": "見出し"}
    full: dict[str, Any] = {
        "owner": "情報課", "note": "注", "subsection": "x", "unmet": {"R3": {"cause": "c", "reason": "理由"}},
    }  # fmt: skip
    record = {"status": "見込", "as_of": "2021-12", "known": "2022-01-31", "approximate": "true", "note": "注",
              "period": {"from": "2021-04", "to": "2021-08"}, "source": source}  # fmt: skip
    parts = {"県": "1", "市": "52"}

    def numbered(direction: str, **changes: Any) -> Indicator:
        actuals = {"R2": {"value": "1.50", "status": "速報"}, "R3": [{"value": "7", **record}]}
        return build.indicator(id=direction, direction=direction, actuals=actuals, **full, **changes)

    return [
        numbered("absolute", target={"value": "9", "exclusive": "true", "year": "R4", "note": "注", "source": source}),
        numbered("reference", target={"reference": {"name": "全国", "value": "8.5", "year": "H28"}}),
        numbered("relative", baseline={"value": "121"}, target={"change": "-80", "tolerance_percent": "5"}),
        numbered(
            "increase",
            target=None,
            baseline={
                "value": "0",
                "average_of": ["H29", "H30"],
                "restated": [{"date": "2020-06", "value": "1", "year": "R1", "reason": "遡及改定", "source": source}],
            },
        ),
        numbered("decrease", target=None),
        numbered("keep", target={"value": "5", "tolerance": "0.5"}, better="lower"),
        numbered("range", target={"min": "-1", "max": "10"}),
        numbered("monitor", target=None),
        build.indicator(
            id="milestone", direction="milestone", unit=None, baseline={"text": "なし", "year": "R1"},
            target={"steps": ["一", "二", "三"]}, actuals={"R3": {"done": ["一"], "text": "一部", **record}},
        ),
        *(
            build.indicator(
                id=f"composite-{rule}", direction="composite", baseline={"parts": {"県": "0"}}, better="higher",
                target={"parts": parts, "rule": rule}, actuals={"R3": {"parts": {"県": "1", "市": "2.5"}, **record}},
            )
            for rule in ("sum", "all", "worst")
        ),
        build.indicator(id="suspended", suspended={"since": "R2", "reason": "終了", "successor": "次"}),
        build.indicator(id="unknown", baseline=None, better="higher", assumed={"target": "推定", "section": "推定"}),
        build.indicator(id="later", actuals=None),
    ]  # fmt: skip


def on_the_way() -> list[Indicator]:
    """Indicators with a line from H30: with a pace, without one, by parts of which one has no baseline."""
    records = {"R2": build.actual("30")["R3"], "R3": build.actual("61.5", approximate="true")["R3"]}
    parts = {"R3": {"parts": {"県": "1", "市": "2.5"}, "status": "実績"}}
    start = {"value": "0", "year": "H30"}
    return [
        build.indicator(id="paced", baseline=start, actuals=records, assumed={"baseline": "推定"}),
        build.indicator(id="short", baseline=start),
        build.indicator(
            id="parts", direction="composite", better="higher", actuals=parts,
            baseline={"parts": {"県": "0"}, "year": "H30"}, target={"parts": {"県": "1", "市": "52"}, "rule": "worst"},
        ),
    ]  # fmt: skip


@cache
def outcomes() -> tuple[Outcome, ...]:
    """Outcomes of every kind."""
    plan, own = chiba()
    each = build.declared(*directions())
    small = DeclaredPlan("targets/p.yaml", build.plan())
    spot = Spot("data/a.yaml", 9, 10)
    revised = build.indicator(name="別", target={"value": "80"}, actuals=build.actual("800"))
    found = finding("違う", spot, "  value: 6,000", hint="直す", related=((spot, "最初"),))
    return (
        ReportOutcome((papers.chiba_report(),), (found,)),
        OverviewOutcome(
            (
                PlanLine(plan.plan, R3, papers.chiba_report()),
                PlanLine(small.plan, R3, Silent.NOT_COVERED),
                PlanLine(small.plan, None, Silent.NO_ACTUAL),
            )
        ),
        ReportOutcome((papers.small_report(*each),)),
        *(ExplainOutcome(explain(d, plan, own, R3), where) for d in own),
        *(ExplainOutcome(explain(d, small, each, R3), where) for d in each),
        looked_out(*directions()),
        looked_out(*directions(), year="R6"),
        looked_out(*on_the_way()),
        looked_out(),
        ReconcileOutcome((chiba_reconciled(),)),
        ReconcileOutcome(()),
        ListOutcome(tuple((plan, d, assess(d.indicator, plan.plan, R3)) for d in own)),
        listed(*directions()),
        *(
            ShowOutcome(d, small, tuple(assess(d.indicator, small.plan, y) for y in d.indicator.actuals), where)
            for d in each
        ),
        compared(build.dataset(build.plan()), build.dataset(build.plan(), *directions())),
        compared(build.dataset(build.plan(), *directions()), build.dataset(build.plan())),
        compared(build.dataset(build.plan(), build.indicator()), build.dataset(build.plan(), revised)),
        RulesOutcome((NUMBER, UNEXPLAINED)),
        RuleOutcome(NUMBER),
        ValidateOutcome((found, finding("注意", spot, None, UNEXPLAINED)), 35, ("data/~a.yaml",)),
    )
