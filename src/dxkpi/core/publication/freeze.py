"""What a report of a year rests on: the records that were used, whittled down to what bears its figures."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dxkpi.core.assess import assess
from dxkpi.core.assessment import GROUPING, Suspended
from dxkpi.core.dataset import DeclaredIndicator
from dxkpi.core.day import Day, parse_day
from dxkpi.core.fiscal import FiscalYear, parse_fiscal_year
from dxkpi.core.in_force import as_written
from dxkpi.core.methods import LOOKING_BACK
from dxkpi.core.observations import is_summed, read
from dxkpi.core.plan import Plan
from dxkpi.core.publication.correction import OF_INDICATOR, OF_PLAN
from dxkpi.core.publication.figures import Printed, figures_of
from dxkpi.core.publication.manifest import Manifest, Records
from dxkpi.core.report import Scope, build_report
from dxkpi.core.source import Source
from dxkpi.core.targets import INDICATORS, Indicator

Written = dict[str, Any]


def freeze(
    plan: Plan, indicators: Sequence[DeclaredIndicator], year: FiscalYear, day: Day, printed: Printed
) -> Manifest:
    """The manifest of `year` as it is published on `day`: the figures by what was known then, and their records."""
    figures = figures_of(build_report(plan, indicators, year, Scope(as_of=day)), printed)
    return Manifest.model_construct(
        plan=plan.plan, year=year, date=day, figures=figures, records=frozen(plan, indicators, year, day)
    )


def frozen(plan: Plan, indicators: Sequence[DeclaredIndicator], year: FiscalYear, day: Day) -> Records:
    """The records that the report of `year` on `day` uses."""
    own = [declared.indicator for declared in indicators]
    out = year in plan.published and plan.published_by(year, day)
    days = (day, plan.published_on(year)) if out else (day,)
    used = [INDICATORS.validate_python(_indicator(i, plan, year, day, days)) for i in own]
    revisions = sorted({step.position for i in own for step in assess(i, plan, year, day).revisions})
    written = whittled_plan(as_written(plan))
    written["revisions"] = [written["revisions"][position] for position in revisions]
    written["published"] = {str(year): written["published"][str(year)]} if out else {}
    named = {source.document for source in _sources(Plan.model_validate(written), used)}
    written["documents"] = {key: own for key, own in written["documents"].items() if key in named}
    return Records(plan=Plan.model_validate(written), indicators=tuple(used))


def _sources(plan: Plan, indicators: Sequence[Indicator]) -> Iterator[Source]:
    for holder in (plan, *indicators):
        yield from (source for _, source in holder.sources())


def whittled_plan(written: Written) -> Written:
    """Of a plan as written what any published year of it may rest on."""
    kept = {key: value for key, value in written.items() if key == "plan" or key in OF_PLAN}
    kept.pop("period", None)
    if period := _period(written):
        kept["period"] = period
    kept["sections"] = [{k: v for k, v in section.items() if k != "subsections"} for section in kept["sections"]]
    kept["documents"] = {
        name: {key: value for key, value in document.items() if key != "note"}
        for name, document in kept["documents"].items()
    }
    return kept


def _period(written: Written) -> Written:
    """Of the years that a plan covers what figures may rest on: the first, and where a method divides by them all."""
    period, method = written.get("period"), written.get("method") or {}
    if period is None:
        return {}
    if "elapsed_share" in {own.get("against") for own in (method, *method.get("exceptions", ()))}:
        return dict(period)
    adopted = parse_day(written["adopted"]).fiscal_year if "adopted" in written else None
    return {} if adopted == parse_fiscal_year(period["from"]) else {"from": period["from"]}


def whittled_indicator(written: Written) -> Written:
    """Of an indicator as written what any published year of it may rest on."""
    kept = {key: value for key, value in written.items() if key == "plan" or key in OF_INDICATOR}
    kept["assumed"] = {key: why for key, why in written["assumed"].items() if _bears(key)}
    return kept


def _bears(key: str) -> bool:
    """Whether an assumption about `key` is one about figures or about where they are counted."""
    field = key.partition(".")[0]
    return field == "section" or (field not in GROUPING and field in OF_INDICATOR)


def _indicator(indicator: Indicator, plan: Plan, year: FiscalYear, day: Day, days: Sequence[Day | None]) -> Written:
    written = whittled_indicator(as_written(indicator))
    read_in = [(seen, known_by) for seen in _years(indicator, plan, year) for known_by in days]
    used = {(r.year, r.index) for seen, by in read_in if (r := read(indicator, plan, seen, by)) is not None}
    written["actuals"] = _records(written["actuals"], used)
    written["states"] = states_until(written["states"], year)
    if "baseline" in written:
        written["baseline"] = baseline_until(written["baseline"], day)
    if not suspended_in(indicator, plan, year, day):
        written.pop("suspended", None)
        written["assumed"].pop("suspended", None)
    return written


def baseline_until(written: Written, day: Day) -> Written:
    """A baseline as written with what it was restated as by `day`."""
    if "restated" not in written:
        return written
    known = [own for own in written["restated"] if parse_day(own["date"]).certainly_by(day)]
    rest = {key: own for key, own in written.items() if key != "restated"}
    return {**rest, "restated": known} if known else rest


def states_until(written: Written, year: FiscalYear) -> Written:
    """Of the states of an indicator as written those that `year` may rest on."""
    return {key: own for key, own in written.items() if parse_fiscal_year(key) <= year}


def _years(indicator: Indicator, plan: Plan, year: FiscalYear) -> tuple[FiscalYear, ...]:
    """The years whose actuals the result of `year` rests on."""
    if is_summed(indicator) and plan.first_year is not None:
        return tuple(FiscalYear(start) for start in range(year.start, plan.first_year.start - 1, -1)) or (year,)
    looks_back = plan.method is not None and plan.method.of(indicator.id).against in LOOKING_BACK
    return (year, FiscalYear(year.start - 1)) if looks_back else (year,)


def suspended_in(indicator: Indicator, plan: Plan, year: FiscalYear, day: Day) -> bool:
    """Whether the indicator is reported as suspended in `year` by what was known on `day`."""
    return isinstance(assess(indicator, plan, year, day).outcome, Suspended)


def _records(actuals: Mapping[str, Any], used: set[tuple[FiscalYear, int]]) -> Written:
    years = sorted({year for year, _ in used})
    return {str(year): [actuals[str(year)][index] for y, index in sorted(used) if y == year] for year in years}
