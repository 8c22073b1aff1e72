"""A name that two departments claim: whose the indicators are is then a matter of their order in the file."""

from collections.abc import Iterator

from dxkpi.core.basis.finding import Diagnostic, Example, Page, Ref, Related, error
from dxkpi.core.basis.text import clip, folded
from dxkpi.core.dataset import Dataset
from dxkpi.rules.base import DatasetRule

_FILE = "departments.yaml"
_TWICE = "departments:\n  - name: デジタル推進課\n    formerly: [情報政策課]\n  - name: 業務改革課\n    formerly: "

INFO = error(
    "KPI413",
    "department-twice",
    "departments.yaml で、同じ名が二度使われている",
    Page(
        why="前の名 formerly が二つの担当にあると、その名の指標がどちらのものかが決まらず、"
        "一方の課にだけ調査票が送られる。",
        fix="課が分かれたときは、継いだ課の formerly にだけ前の名を書き、"
        "ほかの課に移った指標は、指標の owner を書き直す。",
        bad=(Example(_TWICE + "[情報政策課]\n", _FILE, whole=True),),
        good=(Example(_TWICE + "[業務改善課]\n", _FILE, whole=True),),
    ),
)


def _check(dataset: Dataset) -> Iterator[Diagnostic]:
    first: dict[str, Ref] = {}
    for index, department in enumerate(dataset.departments.departments):
        for place, name in enumerate(department.names):
            at = dataset.departments.at(index, *(("formerly", place - 1) if place else ("name",)))
            known = first.setdefault(folded(name), at)
            if known is not at:
                yield Diagnostic(
                    INFO,
                    at,
                    f"「{clip(name)}」という名が、もう一度使われている",
                    "どちらの担当の名かを決め、もう一方から消す",
                    (Related(known, "先の名"),),
                    blocks=False,
                )


DEPARTMENT_NAMES = DatasetRule(INFO, _check)
