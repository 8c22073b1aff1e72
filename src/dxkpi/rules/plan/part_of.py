"""A part (うち) of an indicator that the plan does not have in its section, or that is a part itself."""

from collections.abc import Iterator, Mapping

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.finding import Diagnostic, Example, Page, Related, error
from dxkpi.core.basis.text import clip
from dxkpi.core.dataset import Dataset, DeclaredIndicator, DeclaredPlan
from dxkpi.core.indicator import Indicator
from dxkpi.rules.base import DatasetRule, meant_by, named

_FILE = "indicators/plan-a/one/views.yaml"
_PART = "id: views\nname: 防災の地図の数\nplan: plan-a\nsection: one\nof: {}\nunit: 地図\ndirection: monitor\n"

INFO = error(
    "KPI415",
    "part-of",
    "「うち」の全体の指標がない、または全体になれない",
    Page(
        why="id を打ち間違えたり、全体の指標の分野を変えたりすると起きる。うちの指標は件数に入らないので、"
        "全体の指標と離れると、どの指標の内数かが報告から分からなくなる。",
        fix="of に、同じ計画の同じ分野にある、全体の指標の id を書く。うちのうちは書けない。"
        "別の指標のうちでなければ、of の行を消す（件数に入る）。",
        bad=(Example(_PART.format("mops"), _FILE, whole=True),),
        good=(Example(_PART.format("maps"), _FILE, whole=True),),
    ),
)


def _check(dataset: Dataset) -> Iterator[Diagnostic]:
    for plan in dataset.plans:
        own = {declared.indicator.id: declared for declared in reversed(dataset.of_plan(plan.plan.plan))}
        for declared in own.values():
            if declared.indicator.of and declared.indicator.of not in dataset.unread_ids:
                yield from _misfit(plan, declared, own)


def _misfit(
    plan: DeclaredPlan, declared: DeclaredIndicator, own: Mapping[str, DeclaredIndicator]
) -> Iterator[Diagnostic]:
    indicator, wanted = declared.indicator, str(declared.indicator.of)
    whole = own.get(wanted)
    if whole is None:
        others = (other for other in own.values() if other is not declared)
        hint = meant_by(wanted, others, "この計画にある、全体の指標の id を書く")
        message = f"{named(declared)}の全体の指標「{clip(wanted)}」は、計画「{clip(indicator.plan)}」にない"
        yield Diagnostic(INFO, declared.at("of"), message, hint)
        return
    found = (Related(whole.at("of" if whole.indicator.of else "section"), "全体の指標"),)
    if whole.indicator.of:
        message = f"{named(declared)}の全体の指標「{wanted}」も、「{clip(whole.indicator.of)}」のうちである"
        hint = f"うちは一段だけである。of に {whole.indicator.of} と書くか、{wanted} の of の行を消す"
        yield Diagnostic(INFO, declared.at("of"), message, hint, found)
        return
    for when, year in _moments(plan, indicator, whole.indicator):
        part, its = ((plan.plan.placed(one, year) if year else one) for one in (indicator, whole.indicator))
        if part.section == its.section:
            continue
        message = (
            f"{named(declared)}の{when}分野「{clip(part.section)}」が、"
            f"全体の指標「{wanted}」の{when}分野「{clip(its.section)}」と違う"
        )
        former = indicator.former(year).get("section") if year else None
        at = declared.at("section") if former is None else declared.at("formerly", former, "section")
        where = "formerly か公表した結果の section" if "公表" in when else "formerly の section" if year else "section"
        hint = f"同じ分野の id を {where} に書く。別の指標のうちでなければ、of の行を消す"
        yield Diagnostic(INFO, at, message, hint, found)
        return


def _moments(plan: DeclaredPlan, part: Indicator, whole: Indicator) -> Iterator[tuple[str, FiscalYear | None]]:
    """Yield today, the years in which one of them stood elsewhere last, and the published years, each in words."""
    untils = sorted({former.until for one in (part, whole) for former in one.formerly})
    yield "", None
    yield from ((f"{until.label}までの", until) for until in untils)
    for year, result in sorted(plan.plan.published.items()):
        if (row := result.rows.get(part.id)) and row.of == whole.id:
            yield f"{year.label}（公表）の", year


PART_OF = DatasetRule(INFO, _check)
