"""A rating whose label names another bound than it has: a band was copied, and only one of the two was changed.

Only what a label says outright is read: 60%以上, 100%未満, or 100% and nothing else.
"""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from dxkpi.core.basis.finding import PLAN, Diagnostic, Example, Page, warning
from dxkpi.core.basis.text import clip
from dxkpi.core.dataset import Dataset, DeclaredPlan
from dxkpi.rules.base import DatasetRule

_BANDS = (
    'ratings:\n  - {{id: achieved, label: "100%", group: 達成, at_least: 100}}\n'
    "  - {{id: from60, label: {}, group: 未達成, at_least: 60}}\n"
    "  - {{id: below60, label: 60%未満, group: 未達成}}\n"
)

INFO = warning(
    "KPI503",
    "rating-label",
    "達成区分の名前 label にある割合が、区分の境目 at_least と違う",
    Page(
        why="区分の行を写して label か at_least の片方だけを直すと、表の見出しと、実際に入る指標が食い違う。"
        "label の「○%以上」「○%未満」と、「○%」だけの label を、at_least と比べる。",
        fix="資料の区分を確かめ、label と at_least をそろえる。",
        bad=(Example(_BANDS.format("80%以上100%未満"), file=PLAN),),
        good=(Example(_BANDS.format("60%以上100%未満"), file=PLAN),),
    ),
)

_NUMBER = r"(\d{1,6}(?:\.\d{1,6})?)[ ]*%[ ]*"
_LOWER = re.compile(_NUMBER + "以上", re.ASCII)
_UPPER = re.compile(_NUMBER + "未満", re.ASCII)
_ALONE = re.compile(_NUMBER, re.ASCII)


def _check(dataset: Dataset) -> Iterator[Diagnostic]:
    for declared in dataset.plans:
        if declared.plan.method and declared.plan.method.by_people_alone:
            continue  # whatever a label says, people go by it
        above: Decimal | None = None
        for position, rating in enumerate(declared.plan.ratings):
            label = unicodedata.normalize("NFKC", rating.label)
            lower = _said(label, _LOWER) or _said(label, _ALONE, whole=True)
            upper = _said(label, _UPPER)
            if lower is not None and lower != rating.at_least:
                yield _finding(declared, position, f"{lower}% 以上", "下限", rating.at_least)
            elif upper is not None and upper != above:
                yield _finding(declared, position, f"{upper}% 未満", "上限（上の区分の下限）", above)
            above = rating.at_least


def _said(label: str, form: "re.Pattern[str]", *, whole: bool = False) -> Decimal | None:
    """Return the bound that a label states in that form, or None where it states none or several."""
    found = form.findall(label) if not whole or form.fullmatch(label.strip()) else []
    return Decimal(found[0]) if len(found) == 1 else None


def _finding(declared: DeclaredPlan, position: int, says: str, word: str, bound: Decimal | None) -> Diagnostic:
    label = declared.plan.ratings[position].label
    return Diagnostic(
        INFO,
        declared.at("ratings", position, "label"),
        f"区分「{clip(label)}」の名前は {says} というが、{word}は {'ない' if bound is None else f'{bound}% である'}",
        "資料の区分を確かめ、label と at_least をそろえる",
    )


RATING_LABEL = DatasetRule(INFO, _check)
