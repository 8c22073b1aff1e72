"""Checks of ratings against each other: an unreachable one, one with two bounds, none for the rest."""

from itertools import pairwise

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.number import finite, ratio
from dxkpi.core.basis.record import contradiction
from dxkpi.core.basis.text import clip, listed
from dxkpi.core.method.method import Method
from dxkpi.core.method.rating import BaselineChange, Rating, RatingScale
from dxkpi.core.method.rounding import RatedOn


def refuse_method(ratings: tuple[Rating, ...], method: Method) -> None:
    """Refuse ratings that the method cannot give, or a method that leaves ratings undecided.

    Raises:
        PydanticCustomError: at the key to correct.
    """
    known = [rating.id for rating in ratings]
    for key in ("met", "missed"):
        wanted = getattr(method.without_rate, key, None)
        if wanted is not None and wanted not in known:
            raise contradiction(
                f"区分「{clip(wanted)}」がない",
                f"ratings の id のどれかを書く（{listed(known)}）",
                "method",
                "without_rate",
                key,
            )
    _refuse_upside_down(method, known)
    _refuse_points(ratings, method)
    _refuse_cut_off(ratings, method)
    _refuse_idle_band(ratings, method)
    if method.by_people_alone:
        _refuse_computed(ratings)
    elif method.formula in {"position", "judged"}:
        bounded = next((i for i, rating in enumerate(ratings) if rating.edge is not None), None)
        if bounded is not None and not _has_rates(method):
            raise contradiction(
                f"率を出さない方法（formula: {method.formula}）なのに、率の下限がある",
                "from_target と from_baseline で、位置による条件を書く",
                *("ratings", str(bounded)),
            )
    elif method.without_rate is None and not RatingScale(ratings).parted and not _positional(ratings):
        raise contradiction(
            "下限が 100 の区分がない",
            "目標に達したかどうかの境目（100%）が要る。at_least: 100 の区分を書く。"
            "100% を境目としない計画なら、率のない指標の区分を method の without_rate に書く（決まっていなければ {}）",
            "ratings",
        )


def refuse_what_needs_ratings(method: Method) -> None:
    """Refuse what only says how ratings are given, in the method of a plan that declares none.

    Raises:
        PydanticCustomError: at the key to remove.
    """
    rated = method.rounding is not None and method.rounding.rated is RatedOn.ROUNDED
    for there, said, *keys in (
        (method.formula == "judged", "人が評価する方法 formula: judged", "formula"),
        (method.grades is not None, "点から決める評語 grades", "grades"),
        (method.without_rate is not None, "率のない指標の区分 without_rate", "without_rate"),
        (rated, "区分を丸めた率で決める rated: rounded", "rounding", "rated"),
    ):
        if there:
            raise contradiction(
                f"達成区分 ratings がないのに、{said} がある",
                f"{keys[-1]} を消すか、ratings に区分を書く。ratings のない計画では、"
                "目標に達したかどうか（reached、not-reached）だけで分ける",
                *("method", *keys),
            )


def _refuse_computed(ratings: tuple[Rating, ...]) -> None:
    """Refuse conditions on values where people rate every indicator; on the target they say what a rating means."""
    for position, rating in enumerate(ratings):
        for key in ("at_least", "more_than", "from_baseline"):
            if getattr(rating, key) is not None:
                raise contradiction(
                    "人が評価する方法（formula: judged）なのに、値から決まる条件がある",
                    f"{key} の行を消す。達成を意味する区分には、from_target: [beyond, on] と書く",
                    *("ratings", str(position), key),
                )


def refuse_without_period(method: Method, first: FiscalYear | None, last: FiscalYear | None) -> None:
    """Refuse a method that needs the years of a plan that does not state them.

    Raises:
        PydanticCustomError: at the comparison value.
    """
    for position, against in enumerate((method.against, *(exception.against for exception in method.exceptions))):
        where = ("method", "exceptions", str(position - 1), "against") if position else ("method", "against")
        if against == "elapsed_share" and (first is None or last is None):
            raise contradiction(
                "計画の期間がないのに、目標値を経過年数で按分する", "計画の period に from と to を書く", *where
            )


def _refuse_points(ratings: tuple[Rating, ...], method: Method) -> None:
    pointed = [rating.points is not None for rating in ratings]
    if method.grades is None and any(pointed):
        raise contradiction(
            "点 points があるのに、点から決める評語がない",
            "method の grades に、合計か平均か（by）と、評語の境目（bands）を書く",
            *("ratings", str(pointed.index(True)), "points"),
        )
    if method.grades is not None and not all(pointed):
        raise contradiction(
            "評語 grades があるのに、点のない区分がある",
            "すべての区分に点 points を書く",
            *("ratings", str(pointed.index(False))),
        )
    points = [rating.points for rating in ratings if rating.points is not None]
    for position, (above, value) in enumerate(pairwise(points), start=1):
        if value > above:
            raise contradiction(
                "点が、上の区分の点より多い",
                "区分は良いものから並べ、点を下へ少なくする",
                *("ratings", str(position), "points"),
            )


def _refuse_upside_down(method: Method, known: list[str]) -> None:
    said = method.without_rate
    if said and said.met and said.missed and known.index(said.met) > known.index(said.missed):
        raise contradiction(
            "率のない指標の、達成の区分が未達成の区分より下にある",
            "met（達成のとき）と missed（未達成のとき）を入れ替える",
            *("method", "without_rate", "met"),
        )


def _refuse_cut_off(ratings: tuple[Rating, ...], method: Method) -> None:
    """Refuse bands in the range that the plan clips off."""
    cut = method.clip
    for position, rating in enumerate(ratings):
        if cut is None or rating.edge is None:
            continue
        where = ("ratings", str(position), "at_least" if rating.edge_included else "more_than")
        hint = "区分の下限か、method の clip の {} を確かめる"
        if cut.upper is not None and not rating.passed(ratio(cut.upper) / 100):
            reason = f"率を{finite(ratio(cut.upper))}%で切る（clip）ので、この区分に入る率がない"
            raise contradiction(reason, hint.format("upper"), *where)
        if cut.lower is not None and not rating.positional and rating.passed(ratio(cut.lower) / 100):
            reason = f"率を{finite(ratio(cut.lower))}%で切る（clip）ので、この区分より下に入る率がない"
            raise contradiction(reason, hint.format("lower"), *where)


def _refuse_idle_band(ratings: tuple[Rating, ...], method: Method) -> None:
    """Refuse a dead band where no rating has a condition on the change from the baseline."""
    if any(rating.from_baseline is not None for rating in ratings):
        return
    for position, band in enumerate((method.dead_band, *(exception.dead_band for exception in method.exceptions))):
        if band is not None:
            raise contradiction(
                "横ばいの幅 dead_band があるのに、横ばいかどうかで決まる区分がない",
                "ratings の from_baseline に better、same、worse で条件を書くか、dead_band を消す",
                *("method", *(("exceptions", str(position - 1)) if position else ()), "dead_band"),
            )


def _has_rates(method: Method) -> bool:
    return any(exception.formula not in (None, "position", "judged") for exception in method.exceptions)


def _positional(ratings: tuple[Rating, ...]) -> bool:
    return any(rating.positional for rating in ratings)


def refuse_disorder(ratings: tuple[Rating, ...]) -> None:
    """Refuse ratings that overlap, or that leave some indicators without one.

    Raises:
        PydanticCustomError: at the rating to correct.
    """
    if _upside_down(ratings):
        raise contradiction(
            "区分が、悪いものから順に（下から）並んでいる",
            "並びを逆にし、良いもの（下限の大きいもの）から並べる。一番下の区分には下限を書かない",
            "ratings",
        )
    if ratings[-1].asks or len(ratings) == 1:
        raise contradiction("一番下の区分に下限がある", "最後の区分は at_least を書かず、残りすべてとする", "ratings")
    for position, rating in enumerate(ratings[:-1]):
        where = ("ratings", str(position))
        if not rating.asks:
            raise contradiction("下限 at_least がない", "最後の区分のほかは at_least を書く", *where)
        if rating.at_least is not None and rating.more_than is not None:
            raise contradiction(
                "下限が二つある", "「以上」なら at_least、「超」なら more_than だけを書く", *where, "more_than"
            )
        if rating.without_target:
            _refuse_target(rating, where)
        _refuse_untakeable(rating, ratings[:position], where)


def _refuse_target(rating: Rating, where: tuple[str, ...]) -> None:
    """Refuse what cannot be asked of an indicator without a target value."""
    if rating.from_baseline != (BaselineChange.IMPROVED,):
        raise contradiction(
            "目標値のない指標（増加・減少を目指す）の区分 without_target なのに、基準値より良いという条件がない",
            "from_baseline: better と書く",
            *where,
        )
    for key in ("at_least", "more_than", "from_target"):
        if getattr(rating, key) is not None:
            raise contradiction(
                "目標値のない指標の区分 without_target に、目標値や率による条件がある", f"{key} の行を消す", *where, key
            )


def _upside_down(ratings: tuple[Rating, ...]) -> bool:
    """Say whether the bounds of all ratings rise, save for a first one without any."""
    edges = [rating.edge for rating in ratings[0 if ratings[0].asks else 1 :]]
    known = [edge for edge in edges if edge is not None]
    return len(ratings) > 1 and len(known) == len(edges) > 0 and all(one < other for one, other in pairwise(known))


def _refuse_untakeable(rating: Rating, above: tuple[Rating, ...], where: tuple[str, ...]) -> None:
    before = next((other for other in above if _takes_all_of(other, rating)), None)
    if before is None:
        return
    if rating.positional or before.positional:
        raise contradiction(
            f"この区分に入る指標がない（上の「{clip(before.label)}」が先にすべて取る）",
            "上から下へ、条件の厳しい順に並べる",
            *where,
        )
    key = "at_least" if rating.at_least is not None else "more_than"
    raise contradiction("下限が上の区分の下限以上である", "上から下へ、下限の大きい順に並べる", *where, key)


def _takes_all_of(other: Rating, rating: Rating) -> bool:
    """Say whether everything that meets the conditions of `rating` meets those of `other`."""
    if (other.without_target and not rating.without_target) or (rating.without_target and other.met):
        return False
    if other.edge is not None:
        if rating.edge is None or rating.edge < other.edge:
            return False
        if rating.edge == other.edge and rating.edge_included and not other.edge_included:
            return False
    if other.from_target is not None and not set(rating.from_target or _ALL_REACH) <= set(other.from_target):
        return False
    return other.from_baseline is None or set(rating.from_baseline or _ALL_MOVED) <= set(other.from_baseline)


_ALL_REACH = ("beyond", "on", "short")
_ALL_MOVED = ("better", "same", "worse")
