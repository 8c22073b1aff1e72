"""A part or a step that no target of the indicator names, or a part of its target without a value: a slip in a name."""

import re
from collections.abc import Collection, Iterator

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.finding import Diagnostic, Example, Page, Path, Related, error
from dxkpi.core.basis.text import clip, listed, nearest
from dxkpi.core.dataset import DeclaredIndicator
from dxkpi.core.indicator import Indicator
from dxkpi.core.plan.plan import Plan, within
from dxkpi.rules.base import IndicatorRule, Subject, baselines, named

_PARTS = (
    "direction: composite\nbaseline:\n  parts: {{県: 0, 市町村: 0}}\n"
    "target:\n  parts: {{県: 1, 市町村: 54}}\n  rule: sum\n"
    "actuals:\n  R3:\n    parts: {{県: 1, {}: 45}}\n    status: 実績\n"
)

INFO = error(
    "KPI318",
    "parts-of-target",
    "実績値や基準値の部分・段階が、目標のものと合わない",
    Page(
        why="部分や段階の名前を打ち間違えたり、目標の部分の一つを書き落としたりすると起きる。達成率が計算できない。",
        fix="parts のキーと done の語は、指標の target か計画の revisions に書いた目標の語をそのまま書く。"
        "実績値には、その年度に有効な目標のすべての部分を書く。",
        bad=(Example(_PARTS.format("市町")),),
        good=(Example(_PARTS.format("市町村")),),
    ),
)


def _check(subject: Subject) -> Iterator[Diagnostic]:
    declared, plan = subject.declared, subject.plan
    indicator = declared.indicator
    if indicator.value_key == "value":
        return
    known = _known(indicator, plan.plan)
    in_parts = indicator.value_key == "parts"
    kind = "部分 parts" if in_parts else "段階 steps"
    for name, year, path in _written(indicator):
        if name not in known:
            meant = nearest(name, known) or _only_left(indicator, year, path, plan.plan)
            what = f"{year.formal}の実績値" if year else "基準値"
            yield Diagnostic(
                INFO,
                declared.at(*path, key=path[-1] == name),
                f"{named(declared)}の{what}の「{clip(name)}」は、目標の{kind} にない",
                _hint(name, meant, known),
                (Related(declared.at("target"), "目標"),),
            )
    if in_parts:
        yield from _incomplete(declared, plan.plan, indicator, known)


def _hint(name: str, meant: str | None, known: tuple[str, ...]) -> str:
    several = [word.strip() for word in re.split("[、，,・]", name)]
    if len(several) > 1 and set(several) <= set(known):
        return f"{listed(several)}を、一つずつ並べて書く"
    return f"「{clip(meant)}」のことなら、そう書く" if meant else f"目標の語を書く（{listed(known)}）"


def _only_left(indicator: Indicator, year: FiscalYear | None, path: Path, plan: Plan) -> str | None:
    """Return the one part of the year's target that the actual at `path` has no value for, or None."""
    if year is None or indicator.value_key != "parts":
        return None
    record = indicator.actuals[year][int(path[2])]
    left = [part for part in _names(list(within(indicator, plan, year))[-1]) if part not in record.form.names]
    return left[0] if len(left) == 1 else None


def _known(indicator: Indicator, plan: Plan) -> tuple[str, ...]:
    """Return every part or step of any target of the indicator, past, present or future."""
    revised = [r.after.parts or r.after.steps or () for _, r in plan.revisions_of.get(indicator.id, ())]
    return tuple(dict.fromkeys(name for names in (_names(indicator), *revised) for name in names))


def _names(indicator: Indicator) -> tuple[str, ...]:
    return indicator.target_form.names if indicator.target_form else ()


def _written(indicator: Indicator) -> Iterator[tuple[str, FiscalYear | None, Path]]:
    """Yield every part or step in the values, with the year of the actual (None: the baseline) and its path."""
    for keys, baseline in baselines(indicator):
        for part in baseline.form.names:
            yield part, None, (*keys, "parts", part)
    for year, records in indicator.actuals.items():
        for index, record in enumerate(records):
            at: Path = ("actuals", str(year), index, *record.form.key)
            for position, name in enumerate(record.form.names):
                yield name, year, (*at, name if indicator.value_key == "parts" else position)


def _incomplete(
    declared: DeclaredIndicator, plan: Plan, indicator: Indicator, known: Collection[str]
) -> Iterator[Diagnostic]:
    """Yield the records whose parts match no target in force in their year."""
    for year, records in indicator.actuals.items():
        targets = [_names(own) for own in within(indicator, plan, year)]
        for index, record in enumerate(records):
            strange = [name for name in record.form.names if name not in known]
            if any(len(set(target) - set(record.form.names)) <= len(strange) for target in targets):
                continue  # what is misspelt was reported
            missing = next(part for part in targets[-1] if part not in record.form.names)
            yield Diagnostic(
                INFO,
                declared.at("actuals", str(year), index, "parts"),
                f"{named(declared)}の{year.formal}の実績値に、目標の部分「{clip(missing)}」の値がない",
                f"その年度の目標のすべての部分に値を書く（{listed(targets[-1])}）",
                (Related(declared.at("target"), "策定時の目標"),),
            )


PARTS_OF_TARGET = IndicatorRule(INFO, _check)
