"""Small plans and indicators for tests, written as the YAML would be: every scalar is text."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter

from dxkpi.core.assess import assess
from dxkpi.core.assessment import Assessment
from dxkpi.core.basis.calendar import parse_day, parse_fiscal_year
from dxkpi.core.basis.finding import Path
from dxkpi.core.borrowing import with_borrowed
from dxkpi.core.dataset import Dataset, DeclaredIndicator, DeclaredPlan, DeclaredPublished
from dxkpi.core.indicator import AnyIndicator, Indicator
from dxkpi.core.numerals import percent_figure, rate_figure
from dxkpi.core.plan.plan import Plan, as_written
from dxkpi.core.plan.published import Published
from dxkpi.core.publication.corrected import with_published
from dxkpi.core.publication.made import made
from dxkpi.core.report import Scope, build_report

_ADAPTER: TypeAdapter[Indicator] = TypeAdapter(AnyIndicator)

RATINGS = [
    {"id": "achieved", "label": "100%", "group": "達成", "at_least": "100"},
    {"id": "from60", "label": "60%以上100%未満", "group": "未達成", "at_least": "60"},
    {"id": "from30", "label": "30%以上60%未満", "group": "未達成", "at_least": "30"},
    {"id": "below30", "label": "30%未満", "group": "未達成"},
]


def plan(**changes: Any) -> Plan:
    """A plan with the bands of 千葉県's ICT strategy and one section, with `changes`."""
    declared: dict[str, Any] = {
        "plan": "p",
        "name": "計画",
        "adopted": "2019-09",
        "target_year": "R3",
        "method": {"formula": "distance", "against": "target"},
        "ratings": RATINGS,
        "suspended": {"label": "進捗管理の停止", "group": "その他"},
        "sections": [{"id": "s", "name": "分野"}],
        "documents": {"doc": {"title": "資料", "publisher": "県", "date": "2022-03-14"}},
    }
    return plan_of(declared | changes)


def plan_of(written: Mapping[str, Any]) -> Plan:
    """The plan that is `written`.

    `published` are results transcribed from papers by year, `undisclosed` the indicators that their documents leave
    unnamed; both stand in files of their own.
    """
    years, unnamed = written.get("published", {}), written.get("undisclosed", [])
    of = Plan.model_validate({key: own for key, own in written.items() if key not in {"published", "undisclosed"}})
    found = [
        Published.model_validate(
            {
                "plan": of.plan,
                "year": year,
                **written,
                "unnamed": [own for own in unnamed if own["source"]["document"] == written["source"]["document"]],
            }
        )
        for year, written in years.items()
    ]
    return of.with_published({own.year: own for own in found}) if found else of


def indicator(**changes: Any) -> Indicator:
    """An absolute indicator 0 → 100 with an actual of 50 in R3, with `changes`; None takes a key away."""
    declared: dict[str, Any] = {
        "id": "a",
        "name": "指標",
        "plan": "p",
        "section": "s",
        "unit": "件",
        "direction": "absolute",
        "baseline": {"value": "0"},
        "target": {"value": "100"},
        "actuals": finals(R3="50"),
        "source": {"document": "doc", "page": "1"},
    }
    merged = {key: value for key, value in (declared | changes).items() if value is not None}
    return _ADAPTER.validate_python(merged)


def finals(**values: str) -> dict[str, Any]:
    """The `actuals` of some years, all of them final."""
    return {year: {"value": value, "status": "実績"} for year, value in values.items()}


def actual(value: str, status: str = "実績", **more: Any) -> dict[str, Any]:
    """The `actuals` of R3 with one number."""
    return {"R3": {"value": value, "status": status, **more}}


def revision(date: str, before: dict[str, Any], after: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A decision of that day about indicator `a`."""
    own = {"date": date, "indicator": "a", "from": before, "to": after, "reason": "見直し", "decision": "本部会議"}
    return own | more


def assessed(*, year: str = "R3", of: Plan | None = None, **changes: Any) -> Assessment:
    """The assessment of `indicator(**changes)`."""
    return assess(indicator(**changes), of or plan(), parse_fiscal_year(year))


def declared(*indicators: Indicator) -> tuple[DeclaredIndicator, ...]:
    """Indicators as if each stood in its file, with the actuals that they share."""
    files = (DeclaredIndicator(f"data/indicators/{i.plan}/{i.section}/{i.id}.yaml", i) for i in indicators)
    return with_borrowed(files)


def dataset(of: Plan, *indicators: Indicator) -> Dataset:
    """A plan with what was published of it and indicators, as if they had been read."""
    published = tuple(DeclaredPublished(f"data/published/{of.plan}/{y}.yaml", own) for y, own in of.published.items())
    plans = (DeclaredPlan(f"data/targets/{of.plan}.yaml", of, published=published),)
    return Dataset(plans, declared(*indicators), published=published)


def publish(
    of: DeclaredPlan, own: Sequence[DeclaredIndicator], year: str = "R3", day: str = "2022-06-01"
) -> DeclaredPlan:
    """`of` with the file that `dxkpi publish` writes of that year on `day`, read again."""
    report = build_report(of.plan, own, parse_fiscal_year(year), Scope(as_of=parse_day(day)))
    file = Published.model_validate(as_written(made(report, "dxkpi 1.0", percent_figure, rate_figure)))
    return with_published([of], [DeclaredPublished(f"data/published/{of.plan.plan}/{year}.yaml", file)])[0]


def leaves(value: Any, path: Path = ()) -> Iterator[Path]:
    """Where a single value, or a list of such, stands below what is written."""
    if isinstance(value, dict):
        for key, own in value.items():
            yield from leaves(own, (*path, key))
    elif isinstance(value, list) and any(isinstance(own, dict) for own in value):
        for index, own in enumerate(value):
            yield from leaves(own, (*path, index))
    else:
        yield path
