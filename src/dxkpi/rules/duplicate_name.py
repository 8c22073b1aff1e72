"""Two indicators of one plan with one name: an indicator declared twice is counted twice.

The R3 paper itself prints 働き方改革アドバイザー派遣企業数 twice (page 10).
"""

import unicodedata
from collections.abc import Iterator

from dxkpi.core.dataset import Dataset, DeclaredIndicator
from dxkpi.core.diagnostic import Diagnostic, Related
from dxkpi.core.spelling import clip
from dxkpi.rules.base import DatasetRule, error

INFO = error("KPI407", "duplicate-name", "一つの計画に同じ名前の指標が二つある")


def _check(dataset: Dataset) -> Iterator[Diagnostic]:
    seen: dict[tuple[str, str], DeclaredIndicator] = {}
    for declared in dataset.indicators:
        name = unicodedata.normalize("NFC", declared.indicator.name)
        other = seen.setdefault((declared.indicator.plan, name), declared)
        if other is not declared:
            yield Diagnostic(
                INFO,
                declared.at("name"),
                f"「{clip(name)}」という名前の指標が、同じ計画にもう一つある（id: {other.indicator.id}）",
                "同じ指標なら片方のファイルを消す。別の指標なら、違いの分かる名前にする",
                (Related(other.at("name"), "先の指標"),),
            )


DUPLICATE_NAME = DatasetRule(INFO, _check)
