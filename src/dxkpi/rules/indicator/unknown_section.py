"""A section or subsection that the plan does not have: the indicator would fall out of every table."""

from collections.abc import Iterator

from dxkpi.core.basis.finding import PLAN, Diagnostic, Example, Page, Path, Related
from dxkpi.core.basis.text import clip, listed, nearest
from dxkpi.core.dataset import DeclaredIndicator, DeclaredPlan
from dxkpi.rules.base import IndicatorRule, Subject, error, named

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
        "その指標は、どの分野の表にも入らず、件数が合わなくなる。",
        mend="section（分野）、subsection（項目）、relisted（再掲の分野）を、計画の sections にある id に直す。"
        "計画に新しい分野ができたのなら、計画のファイルに加える。",
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
    subsection = declared.indicator.subsection
    if subsection is None:
        return
    known = tuple(s.id for s in plan.plan.section(declared.indicator.section).subsections)
    if subsection not in known:
        yield _unknown(declared, plan, ("subsection",), "項目", subsection, known)


def _unknown(
    declared: DeclaredIndicator, plan: DeclaredPlan, key: Path, word: str, found: str, known: tuple[str, ...]
) -> Diagnostic:
    meant = nearest(found, known)
    what = f"再掲の{word}" if key[0] == "relisted" else word
    return Diagnostic(
        INFO,
        declared.at(*key),
        f"{named(declared)}の{what}「{clip(found)}」は、計画「{clip(plan.plan.name)}」にない"
        f"（あるのは {listed(known) or '一つもない'}）",
        f"「{meant}」のことなら、そう書く" if meant else f"計画にある{word}の id を書く",
        (Related(plan.at("sections"), f"計画の{word}"),),
    )


UNKNOWN_SECTION = IndicatorRule(INFO, _check)
