"""An indicator in the folder of another plan or section than its keys say: a copied or moved file, half changed.

The keys decide where it is counted. Folders with other names are for people and are not checked.
"""

from collections.abc import Iterator

from dxkpi.core.basis.finding import PLAN, Diagnostic, Example, Page, warning
from dxkpi.core.dataset import Dataset, DeclaredIndicator
from dxkpi.rules.base import DatasetRule, named

_PLAN = (
    "sections:\n  - id: one\n    name: 分野一\n    indicators: 2\n    subsections:\n      - id: first\n"
    "        name: 項目一\n  - id: two\n    name: 分野二\n"
)

INFO = warning(
    "KPI410",
    "other-folder",
    "指標のファイルが、キーの計画・分野とは別の計画・分野のフォルダにある",
    Page(
        why="指標がどこに数えられるかは、フォルダではなくキー plan と section で決まる。別の分野のファイルを写して"
        "section を直し忘れると、ファイルは新しい分野のフォルダにあるのに、元の分野に数えられる。",
        fix="キーが正しければ、ファイルをその計画・分野のフォルダに移す。フォルダが正しければ、キーを直す。",
        bad=(
            Example(_PLAN, file=PLAN),
            Example("section: two\n"),
        ),
        good=(
            Example(_PLAN, file=PLAN),
            Example("section: one\n"),
        ),
    ),
)


def _check(dataset: Dataset) -> Iterator[Diagnostic]:
    plans = {declared.plan.plan for declared in dataset.plans}
    for declared in dataset.indicators:
        indicator, (plan, section) = declared.indicator, declared.folders
        declared_plan = dataset.plan(indicator.plan)
        if declared_plan is None or plan not in plans or declared.entry is not None:
            continue
        if plan != indicator.plan:
            yield _finding(declared, "plan", "計画", indicator.plan, plan)
        elif section != indicator.section and {section, indicator.section} <= {*declared_plan.plan.section_ids}:
            yield _finding(declared, "section", "分野", indicator.section, section)


def _finding(declared: DeclaredIndicator, key: str, word: str, own: str, folder: str) -> Diagnostic:
    return Diagnostic(
        INFO,
        declared.at(key),
        f"{named(declared)}の{word}は「{own}」だが、ファイルは{word}「{folder}」のフォルダにある",
        f"{key} が正しければファイルを「{own}」のフォルダに移し、フォルダが正しければ {key} を直す",
    )


OTHER_FOLDER = DatasetRule(INFO, _check)
