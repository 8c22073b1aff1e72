"""An assumption about a key that the file does not have: a leftover, or a key spelt otherwise."""

from collections.abc import Iterator

from pydantic import BaseModel

from dxkpi.core.basis.finding import Diagnostic, Example, Page, error
from dxkpi.core.basis.text import clip
from dxkpi.rules.base import IndicatorRule, Subject, first, named, to_write

INFO = error(
    "KPI303",
    "assumed-key",
    "推定 assumed が、ファイルにない項目を挙げている",
    Page(
        why="assumed（資料にないので推定した項目）のつづりを間違えたり、値を消してここだけを残したりすると起きる。"
        "推定した値に「推定」の印が付かず、資料にある値のように見えてしまう。",
        fix="推定した項目のキー（項目の名前）を、ファイルにあるとおりに書く。もう推定していないなら、その行を消す。",
        bad=(Example("target:\n  value: 6000\nassumed:\n  baseline: 資料に記載がない\n  traget: 資料に記載がない\n"),),
        good=(Example("target:\n  value: 6000\nassumed:\n  baseline: 資料に記載がない\n  target: 資料に記載がない\n"),),
        others=((Example("target:\n  value: 6000\nassumed:\n  baseline: 資料に記載がない\n"),),),
    ),
)


def _check(subject: Subject) -> Iterator[Diagnostic]:
    return first(_unknown(subject))


def _unknown(subject: Subject) -> Iterator[Diagnostic]:
    declared = subject.declared
    for key in declared.indicator.assumed:
        if _has(declared.indicator, key):
            continue
        yield Diagnostic(
            INFO,
            declared.at("assumed", key, key=True),
            f"{named(declared)}の assumed が「{clip(key)}」を挙げているが、その項目はこのファイルにない",
            to_write(key, _keys(declared.indicator), "推定した項目の名前を書くか、この行を消す"),
        )


def _has(record: BaseModel, key: str) -> bool:
    first, _, rest = key.partition(".")
    value = dict(record).get(first)
    if rest and isinstance(value, BaseModel):
        return _has(value, rest)
    return bool(value is not None and value != {} and not rest)


def _keys(record: BaseModel) -> list[str]:
    return [name for name in type(record).model_fields if name != "assumed" and _has(record, name)]


ASSUMED_KEY = IndicatorRule(INFO, _check)
