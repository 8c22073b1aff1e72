"""A plan that names a section or rating which it does not have, or a section twice: figures lost, or counted twice."""

from collections.abc import Collection, Iterator

from dxkpi.core.dataset import Dataset, DeclaredPlan
from dxkpi.core.diagnostic import Diagnostic
from dxkpi.core.page import PLAN, Example, Page
from dxkpi.core.plan import Plan
from dxkpi.core.reference import Path, Ref
from dxkpi.core.spelling import clip, listed, nearest
from dxkpi.core.tally import columns_of
from dxkpi.rules.base import DatasetRule, error, first

INFO = error(
    "KPI501",
    "plan-reference",
    "計画が、自分にない分野か区分を、または同じ分野を二度挙げている",
    Page(
        why="分野の名前や分け方を変えた後、表の並び tables や公表した結果 published に前の id が残ると起きる。"
        "その分野が表から抜けるか、二度数えられる。",
        mend="分野は sections、区分は ratings にある id のとおりに書く。一つの分野は一つの表にだけ入れる。",
        bad=(Example("tables:\n  - [one, tow]\n", PLAN),),
        good=(Example("tables:\n  - [one]\n", PLAN),),
    ),
)


def _check(dataset: Dataset) -> Iterator[Diagnostic]:
    for declared in dataset.plans:
        yield from first(_of_plan(declared))


def _of_plan(declared: DeclaredPlan) -> Iterator[Diagnostic]:
    sections = {section.id: None for section in declared.plan.sections}
    columns = dict.fromkeys(columns_of(declared.plan))
    for path, key, found in _sections_named(declared.plan):
        if found not in sections:
            yield _unknown(declared, path, "分野", found, sections, key=key)
    yield from _twice(declared)
    for path, key, found in _columns_named(declared.plan):
        if found not in columns:
            yield _unknown(declared, path, "区分", found, columns, key=key)


def _twice(declared: DeclaredPlan) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for row, group in enumerate(declared.plan.tables):
        for position, section in enumerate(group):
            if section in seen:
                yield Diagnostic(
                    INFO,
                    declared.at("tables", row, position),
                    f"分野「{clip(section)}」が tables に二度ある",
                    "一つの分野は一つの表に入れる",
                )
            seen.add(section)


def _sections_named(plan: Plan) -> Iterator[tuple[Path, bool, str]]:
    for row, group in enumerate(plan.tables):
        for position, section in enumerate(group):
            yield ("tables", row, position), False, section
    for position, undisclosed in enumerate(plan.undisclosed):
        yield ("undisclosed", position, "section"), False, undisclosed.section
    for year, published in plan.published.items():
        for section in published.counts:
            yield ("published", str(year), "counts", section), True, section


def _columns_named(plan: Plan) -> Iterator[tuple[Path, bool, str]]:
    for position, undisclosed in enumerate(plan.undisclosed):
        yield ("undisclosed", position, "rating"), False, undisclosed.rating
    for year, published in plan.published.items():
        base: Path = ("published", str(year))
        for section, counts in published.counts.items():
            for column in counts:
                yield (*base, "counts", section, column), True, column
        for column in published.percent.total or {}:
            yield (*base, "percent", "total", column), True, column
        for row, percentages in enumerate(published.percent.tables):
            for column in percentages:
                yield (*base, "percent", "tables", row, column), True, column


def _unknown(
    declared: DeclaredPlan, path: Path, word: str, found: str, known: Collection[str], *, key: bool
) -> Diagnostic:
    meant = nearest(found, known)
    return Diagnostic(
        INFO,
        Ref(declared.document, path, key=key),
        f"{word}「{clip(found)}」は、計画「{declared.plan.plan}」にない（あるのは {listed(known)}）",
        f"「{meant}」のことなら、そう書く" if meant else f"計画にある{word}の id を書く",
    )


PLAN_REFERENCE = DatasetRule(INFO, _check)
