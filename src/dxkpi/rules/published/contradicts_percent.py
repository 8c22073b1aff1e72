"""A published percentage that does not follow from the published counts: a slip of the paper or of the copy."""

from collections.abc import Iterator, Mapping, Sequence

from dxkpi.core.basis.finding import Diagnostic, Page, Path, Related, error
from dxkpi.core.basis.number import decimals_of
from dxkpi.core.basis.text import clip
from dxkpi.core.counts import Printed, column_labels, percentages
from dxkpi.core.dataset import Dataset, DeclaredPublished
from dxkpi.core.numerals import number
from dxkpi.core.plan.plan import Plan
from dxkpi.core.plan.shares import ShareRounding
from dxkpi.core.vocabulary import CHOICES
from dxkpi.rules.base import DatasetRule
from dxkpi.rules.published_years import of_papers, paper

_PERCENT = """\
counts:
  one: {{achieved: 1, from60: 1, below60: 0}}
percent:
  total: {{achieved: {}, from60: 50.0, below60: 0}}{}
"""

INFO = error(
    "KPI602",
    "contradicts-percent",
    "公表割合が、公表件数から計算した割合と合わない（不整合）",
    Page(
        why="公表資料の割合を写し間違えたか、資料が件数を直した後に割合を直し忘れたときに起きる。"
        "件数と割合のどちらを信じてよいか、読む人には分からない。",
        fix="資料の割合と件数をもう一度見比べ、写し間違いを直す。"
        "資料そのものが合わないなら、そのことを理由に書いて免除してよい。",
        bad=(paper(_PERCENT.format("50.1", "")),),
        good=(paper(_PERCENT.format("50.0", "")),),
        others=((paper(_PERCENT.format("50.1", "  # dxkpi: ignore[KPI602] 資料の割合が誤っている")),),),
    ),
    waivable=True,
)


def _check(dataset: Dataset) -> Iterator[Diagnostic]:
    for owner, declared in of_papers(dataset):
        plan, published = owner.plan, declared.published
        shifted = len(published.percent.tables) not in {0, len(plan.tables or plan.sections)}
        printings = tuple(percentages(plan, published)) if plan.ratings else ()
        hints = _recognised(printings)
        for printed in printings:
            if shifted and printed.table is not None:
                continue  # which table a row belongs to is not certain
            if not all(plan.adds_up(published.counts, section) for section in printed.sections):
                continue  # the counts themselves are a finding already
            if not printed.follows:
                yield _finding(plan, declared, printed, hints.get(printed, ""))


def _recognised(printed: Sequence[Printed]) -> Mapping[Printed, str]:
    """Return, for what does not follow, how the plan could say that all shares of its row are rounded."""
    found = {}
    for one in printed:
        row = [own for own in printed if own.table == one.table]
        others = (how for how in ShareRounding if how is not one.rounding)
        how = next((how for how in others if all(own.follows_by(how) for own in row)), None)
        if how is not None:
            words = CHOICES["rounding"][how.value]
            line = f"shares: {{rounding: {how.value}}}"
            found[one] = f"。この行は、{words}なら合う。資料がそう丸めるなら、計画に {line} と書く"
    return found


def _finding(plan: Plan, declared: DeclaredPublished, printed: Printed, hint: str) -> Diagnostic:
    label = column_labels(plan)[printed.column]
    row: Path = ("total",) if printed.table is None else ("tables", printed.table)
    figure = "" if printed.figure is None else f" = {number(printed.figure * 100, decimals_of(printed.percent))}%"
    return Diagnostic(
        INFO,
        declared.at("percent", *row, printed.column),
        f"{declared.published.year.formal}の {clip(label)}: 公表割合 {printed.percent}% は、"
        f"公表件数 {printed.count} ÷ {printed.denominator}{figure} と合わない",
        f"書き写した割合か件数を確かめる{hint}",
        (Related(declared.at("counts"), "公表件数"),),
        blocks=False,
    )


CONTRADICTS_PERCENT = DatasetRule(INFO, _check)
