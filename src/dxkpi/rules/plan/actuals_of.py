"""An indicator that shares the actuals of another one which the plan does not have, or whose actuals are not such."""

from collections.abc import Iterator
from typing import assert_never

from dxkpi.core.basis.finding import Diagnostic, Example, Page, Related, error
from dxkpi.core.basis.text import clip
from dxkpi.core.borrowing import Named, Unlike, by_name, named_by, unlike
from dxkpi.core.dataset import Dataset, DeclaredIndicator
from dxkpi.core.indicator import DIRECTION_TITLES, Indicator
from dxkpi.core.indicator.attested import YearKind
from dxkpi.core.vocabulary import CHOICES
from dxkpi.rules.base import DatasetRule, meant_by, named

_FILE = "indicators/plan-a/one/map-trend.yaml"
_TREND = (
    "id: map-trend\nname: 地図の数の推移\nplan: plan-a\nsection: one\nunit: 地図\ndirection: monitor\nactuals_of: {}\n"
)
_OWN = _TREND.partition("actuals_of")[0] + (
    "actuals:\n  R3:\n    value: 98\n    status: 実績\nsource:\n  document: report\n  page: 2\n"
)

INFO = error(
    "KPI416",
    "actuals-of",
    "実績値を使う指標がない、またはその実績値を使えない",
    Page(
        why="二つの目標（必ず達する目標と努力目標）のある指標では、実績値を一つのファイルに書き、もう一方から"
        " actuals_of で指す。指した先がないか、単位や数え方の違うものなら、その指標には判定する値がない。",
        fix="actuals_of に、同じ計画にあって、自分の actuals に実績値を書いている指標の id を書く。"
        "単位 unit、年の数え方 year_kind、累計・単年の別 counting、定義の変更 breaks の年度は、同じにする。"
        "別に測った値なら、actuals_of の行を消し、actuals に書く。",
        bad=(Example(_TREND.format("mops"), _FILE, whole=True),),
        good=(Example(_TREND.format("maps"), _FILE, whole=True),),
        others=((Example(_OWN, _FILE, whole=True),),),
    ),
)


def _check(dataset: Dataset) -> Iterator[Diagnostic]:
    asking = [own for own in dataset.indicators if own.indicator.actuals_of and own.lender is None]
    known = by_name(dataset.indicators) if asking else {}
    for declared in asking:
        if declared.indicator.actuals_of not in dataset.unread_ids:
            yield from _misfit(declared, known)


def _misfit(declared: DeclaredIndicator, known: Named) -> Iterator[Diagnostic]:
    indicator, wanted, holder = declared.indicator, str(declared.indicator.actuals_of), named_by(declared, known)
    place, head = declared.at("actuals_of"), f"{named(declared)}が実績値を使う指標「{clip(wanted)}」"
    if declared.entry and (holder is None or holder.indicator.actuals_of):
        return  # it is sought in the plan of the file alone, and reported of that
    if holder is None:
        yield Diagnostic(
            INFO, place, f"{head}は、計画「{clip(indicator.plan)}」にない", _offer(declared, wanted, known)
        )
        return
    if holder.indicator.actuals_of:
        yield Diagnostic(INFO, place, f"{head}も、ほかの指標の実績値を使う", _end(declared, holder, known),
                         (Related(holder.at("actuals_of"), "使われる指標"),))  # fmt: skip
        return
    why = unlike(indicator, holder.indicator)
    if why is None:
        return
    found, hint = _misfitting(why, indicator, holder.indicator)
    there = (Related(holder.at(_KEYS[why][0]), "実績値のある指標"),)
    yield Diagnostic(INFO, place, f"{head}とは、{found}", hint, there)


def _offer(declared: DeclaredIndicator, wanted: str, known: Named) -> str:
    """Return which indicator may be meant: of the plan, by its number, or one that another plan can share."""
    indicator = declared.indicator
    if elsewhere := next((plan for plan, identifier in known if identifier == wanted), None):
        return (
            f"「{wanted}」は計画「{clip(elsewhere)}」の指標である。ほかの計画の実績値は使えない。"
            f"先に dxkpi new shared {wanted} で計画「{indicator.plan}」に加えるか、この計画の指標の id を書く"
        )
    others = (
        one for one in known.values() if one.indicator.plan == indicator.plan and one.indicator.id != indicator.id
    )
    return meant_by(wanted, others, "この計画にある、実績値の書いてある指標の id を書く")


def _end(declared: DeclaredIndicator, holder: DeclaredIndicator, known: Named) -> str:
    """Return what to do about a chain: name the indicator at its end, or break the circle."""
    passed: list[str] = []
    last: DeclaredIndicator | None = holder
    while last and last.indicator.actuals_of and last.indicator.id not in passed:
        passed.append(last.indicator.id)
        last = named_by(last, known)
    if last and not last.indicator.actuals_of and last.indicator.id != declared.indicator.id:
        return f"実績値のある指標を、じかに指す。「actuals_of: {last.indicator.id}」と書く"
    return (
        "互いに指していて、実績値の書いてある指標がない。"
        f"どれか一つ（例 {holder.indicator.id}）の actuals_of の行を消し、そこに actuals を書く。"
        "ほかからは、その id を指す"
    )


_KEYS = {
    Unlike.SHAPE: ("direction", "実績値の形"),
    Unlike.UNIT: ("unit", "単位"),
    Unlike.YEARS: ("year_kind", "年の数え方"),
    Unlike.COUNTING: ("counting", "累計・単年の別"),
    Unlike.DEFINITION: ("breaks", "定義の変更の年度"),
    Unlike.FRACTIONS: ("actuals", "値の足し方"),
    Unlike.SOURCE: ("id", "出典の有無"),
}
"""The keys in which two indicators differ, and what they are called."""

_APART = "別に測った値なら、actuals_of の行を消し、actuals に書く"


def _misfitting(why: Unlike, indicator: Indicator, holder: Indicator) -> tuple[str, str]:
    """Return in what two indicators differ, and what to do."""
    mine, theirs = (_said(why, one) for one in (indicator, holder))
    return f"{_KEYS[why][1]}が違う（{mine}と、{theirs}）", _to_do(why, indicator, holder)


def _said(why: Unlike, one: Indicator) -> str:  # noqa: PLR0911 - a word each
    """Return what an indicator has where another one has something else."""
    match why:
        case Unlike.SHAPE:
            return DIRECTION_TITLES[one.direction]
        case Unlike.UNIT:
            return f"「{clip(one.unit)}」" if one.unit else "単位なし"
        case Unlike.YEARS:
            return CHOICES["year_kind"][one.year_kind]
        case Unlike.COUNTING:
            return CHOICES["counting"][one.counted] if one.counted else "書いていない"
        case Unlike.DEFINITION:
            return "、".join(own.first.label for own in one.redefined) or "変更なし"
        case Unlike.FRACTIONS:
            return "年度ごとに足す" if one.added_up else "分子と分母の値がある"
        case Unlike.SOURCE:
            return "source がある" if one.source else "source がない"
        case _:
            assert_never(why)


def _to_do(why: Unlike, indicator: Indicator, holder: Indicator) -> str:  # noqa: PLR0911 - a sentence each
    match why:
        case Unlike.SHAPE:
            return f"一つの数値どうし、部分どうし、段階どうしでなければ、実績値は共通にならない。{_APART}"
        case Unlike.UNIT:
            return _same("unit", holder.unit)
        case Unlike.YEARS:
            return _same("year_kind", None if holder.year_kind is YearKind.FISCAL else holder.year_kind.value)
        case Unlike.COUNTING:
            return _same("counting", holder.counted.value if holder.counted else None)
        case Unlike.DEFINITION:
            years = "、".join(f"- from: {one.first}" for one in holder.redefined)
            if not years:
                return f"このファイルの breaks を消す。実績値の定義が変わったのなら、{holder.id} の breaks にも書く"
            return (
                f"実績値の定義は共通なので、このファイルの breaks にも同じ年度を並べる（「{years}」、それぞれの下に"
                " reason と、この目標の新しい基準値が分かれば baseline）"
            )
        case Unlike.FRACTIONS:
            return (
                f"率は足しても期間の率にならない。{indicator.id} の counting: summed の行を消し、"
                f"年度ごとの率で判定するなら、{holder.id} と同じ counting にする"
            )
        case Unlike.SOURCE:
            return (
                f"このままでは実績値の出典が分からない。{holder.id} のファイルに、実績値の出典を source に書く。"
                "資料がなければ、このファイルの source を target の中に移す"
            )
        case _:
            assert_never(why)


def _same(key: str, value: str | None) -> str:
    """Return how to write a key as the other file does."""
    quoted = f'"{value}"' if value == "%" else value
    line = f"このファイルに「{key}: {clip(quoted)}」と書く" if quoted else f"このファイルの {key} の行を消す"
    return f"同じ値なら、{line}（実績値のある指標の方が誤りなら、そちらを直す）。{_APART}"


ACTUALS_OF = DatasetRule(INFO, _check)
