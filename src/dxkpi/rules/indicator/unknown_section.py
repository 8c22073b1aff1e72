"""A section or subsection that the plan does not have: the indicator would fall out of every table."""

from collections.abc import Iterator

from dxkpi.core.assess import apart
from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.finding import PLAN, Diagnostic, Example, Page, Path, Related, error
from dxkpi.core.basis.text import clip, listed
from dxkpi.core.dataset import DeclaredIndicator, DeclaredPlan
from dxkpi.core.indicator import Indicator
from dxkpi.rules.base import IndicatorRule, Subject, named, to_write

_SECTIONS = (
    "sections:\n  - id: one\n    name: 分野一\n    indicators: 2\n"
    "    subsections:\n      - {id: first, name: 項目一}\n      - {id: frist, name: 項目二}\n"
)

INFO = error(
    "KPI403",
    "unknown-section",
    "指標の分野・項目が計画にない",
    Page(
        why="分野や項目の id のつづりを間違えたり、計画の組み替えの前の id が残っていたりすると起きる。"
        "その指標は、どの分野の表にも入らず、件数が合わなくなる。"
        "なくなった分野（until）や、まだない分野（since）に、その年度の値のある指標が残っているときも同じである。",
        fix="section（分野）、subsection（項目）、relisted（再掲の分野）を、計画の sections にある id に直す。"
        "計画に新しい分野ができたのなら、計画のファイルに加える。"
        "分野を移った指標には、いつの年度までどの分野であったかを formerly に書く。",
        bad=(Example("subsection: frist\n"),),
        good=(Example("subsection: first\n"),),
        others=((Example("subsection: frist\n"), Example(_SECTIONS, PLAN)),),
    ),
)


def _check(subject: Subject) -> Iterator[Diagnostic]:
    declared, plan = subject.declared, subject.plan
    sections = plan.plan.section_ids
    if declared.indicator.section not in sections:
        yield _unknown(declared, plan, ("section",), "分野", declared.indicator.section, sections)
        return
    for position, other in enumerate(declared.indicator.relisted):
        if other not in sections:
            yield _unknown(declared, plan, ("relisted", position), "分野", other, sections)
    yield from _subsection(declared, plan, declared.indicator, "subsection")
    unknown = tuple(_formerly(declared, plan, sections))
    yield from unknown
    if plan.plan.changes_sections and not unknown:
        yield from _ended(declared, plan)


def _formerly(declared: DeclaredIndicator, plan: DeclaredPlan, sections: tuple[str, ...]) -> Iterator[Diagnostic]:
    """Find sections of earlier years that the plan does not have."""
    for position, former in enumerate(declared.indicator.formerly):
        keys: Path = ("formerly", position)
        relisted = (((*keys, "relisted", n), other) for n, other in enumerate(former.relisted or ()))
        named_there = (((*keys, "section"), former.section), *relisted)
        wrong = [(key, other) for key, other in named_there if other is not None and other not in sections]
        yield from (_unknown(declared, plan, key, "分野", other, sections) for key, other in wrong)
        if former.subsection and not wrong:
            yield from _subsection(declared, plan, declared.indicator.placed(former.stated), *keys, "subsection")


def _ended(declared: DeclaredIndicator, plan: DeclaredPlan) -> Iterator[Diagnostic]:
    """Find the first year in which the indicator is rated in a section that the plan does not have then."""
    indicator, last = declared.indicator, plan.plan.last_year
    valued = {year.reported for year in indicator.actuals}
    gone = {FiscalYear(section.until.start + 1) for section in plan.plan.sections if section.until}
    years = valued | gone | ({last} if last else set())
    for year in sorted(year for year in years if plan.plan.covers(year)):
        then = plan.plan.placed(indicator, year)
        if then.section in plan.plan.in_year(year).section_ids or apart(then, plan.plan, year):
            continue
        own = indicator.former(year).get("section")
        ended = next((one.until for one in plan.plan.sections if one.id == then.section and one.until), None)
        if year not in valued and ended and ended < year:
            found = f"分野「{clip(then.section)}」は、計画では{ended.label}までで、{year.label}からはない"
        else:
            found = f"{year.label}の分野「{clip(then.section)}」は、計画では{year.label}にない"
        yield Diagnostic(
            INFO,
            declared.at(*(("section",) if own is None else ("formerly", own, "section"))),
            f"{named(declared)}の{found}（sections の since と until による）。このままでは、どの分野の表にも入らない",
            "section に今の分野を、formerly に、いつの年度まで（until）どの分野であったかを書く。"
            "分野とともに終わった指標なら、suspended を書く",
            (Related(plan.at("sections"), "計画の分野"),),
        )
        return


def _subsection(
    declared: DeclaredIndicator, plan: DeclaredPlan, placed: Indicator, *key: str | int
) -> Iterator[Diagnostic]:
    known = tuple(s.id for s in plan.plan.section(placed.section).subsections)
    if placed.subsection is not None and placed.subsection not in known:
        yield _unknown(declared, plan, key, "項目", placed.subsection, known)


def _unknown(
    declared: DeclaredIndicator, plan: DeclaredPlan, key: Path, word: str, found: str, known: tuple[str, ...]
) -> Diagnostic:
    what = f"{'前の' * (key[0] == 'formerly')}{'再掲の' * ('relisted' in key)}{word}"
    return Diagnostic(
        INFO,
        declared.at(*key),
        f"{named(declared)}の{what}「{clip(found)}」は、計画「{clip(plan.plan.name)}」にない"
        f"（あるのは {listed(known) or '一つもない'}）",
        to_write(found, known, f"計画にある{word}の id を書く"),
        (Related(plan.at("sections"), f"計画の{word}"),),
    )


UNKNOWN_SECTION = IndicatorRule(INFO, _check)
